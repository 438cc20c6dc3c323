"""What a learner looks at: timeline, transcript, bars, cost. Everything is drawn from data that a run left behind."""

from .charts import bars
from .costs import cost
from .picture import Picture, Table
from .timelines import timeline
from .transcripts import transcript

__all__ = ["Picture", "Table", "bars", "cost", "timeline", "transcript"]
