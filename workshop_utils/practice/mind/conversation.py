"""What the mind is given and what it gives back: plain data, free of any wire format."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Message:
    """Something said. `role` is "developer" (also for system), "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True)
class Call:
    """A call that the model made earlier in this conversation."""

    call_id: str
    name: str
    arguments: dict


@dataclass(frozen=True)
class Output:
    """What came back for a call."""

    call_id: str
    text: str


@dataclass(frozen=True)
class ToolSpec:
    """A function that may be called; `parameters` is a JSON Schema of type object."""

    name: str
    description: str = ""
    parameters: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Conversation:
    """All that one answer depends on. Same conversation, same answer, on every platform.

    Args:
        items: Message, Call and Output in the order in which they happened
        tools: what may be called now
        tool_choice: "auto", "none", "required", or the name of the one tool that must be called
        parallel: whether one answer may hold several calls
        format: JSON Schema that the answer must follow; {} for any JSON object; None for free text
        today: the date that "tomorrow" is counted from
        seed: picks among equally good wordings
    """

    items: tuple = ()
    tools: tuple[ToolSpec, ...] = ()
    tool_choice: str = "auto"
    parallel: bool = True
    format: dict | None = None
    today: date = date(2026, 1, 1)
    seed: int = 0


@dataclass(frozen=True)
class Answer:
    """What the mind decided: something to say, calls to make, or both. `calls` are (name, arguments) pairs."""

    text: str = ""
    calls: tuple[tuple[str, dict], ...] = ()
