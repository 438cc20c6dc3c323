"""What a learner looks at: timeline, transcript, bars, cost, drawn from data that a run left behind; boards and chats, live."""

from .board import BoardView
from .charts import bars
from .chat_box import ChatBox
from .costs import cost
from .picture import Picture, Table
from .timelines import timeline
from .transcripts import transcript

__all__ = ["BoardView", "ChatBox", "Picture", "Table", "bars", "cost", "timeline", "transcript"]
