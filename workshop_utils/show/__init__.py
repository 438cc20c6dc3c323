"""What a learner looks at: timeline, transcript, bars. Everything is drawn from data that a run left behind."""

from .charts import bars
from .picture import Picture, Table
from .timelines import timeline
from .transcripts import transcript

__all__ = ["Picture", "Table", "bars", "timeline", "transcript"]
