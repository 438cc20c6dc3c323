"""From events to lanes: which bar goes into which row. No drawing here; the picture and the text form share this.

The times are copied when the timeline is asked for, so a trace that grows on does not change a picture.
"""

import json
from dataclasses import dataclass

KIND_ORDER = ("user", "alert", "handoff", "model", "tool", "task", "memory")
MOMENTS = ("user", "alert", "handoff")  # these kinds share one lane each, and are labelled by name


@dataclass(frozen=True)
class Bar:
    """One event. Times in seconds since the first event; `row` is the sub-lane; `end` is never None (see `running`)."""

    kind: str
    lane: str
    name: str
    label: str
    start: float
    end: float
    row: int
    running: bool
    moment: bool
    ok: bool
    error: str

    @property
    def seconds(self) -> float:
        return self.end - self.start

    @property
    def fate(self) -> str:
        """What became of one that is not ok; a board says "cancelled" of a task that was stopped."""
        return "" if self.ok else "cancelled" if self.error == "cancelled" else "failed"


@dataclass(frozen=True)
class Lane:
    """A named lane of `rows` sub-lanes: as many as events overlapped in it."""

    kind: str
    name: str
    rows: int
    bars: tuple[Bar, ...]


def lanes(trace) -> list[Lane]:
    """The lanes of a trace (or of anything with a `.trace`, or of a list of events), user first, then model, tools, tasks.

    Raises:
        TypeError: if `trace` is none of these
    """
    events = _events(trace)
    if not events:
        return []
    zero = min(event.start for event in events)
    now = max([e.start for e in events] + [e.end for e in events if e.end is not None] + _now(trace))
    one_model = len({event.name for event in events if event.kind == "model"}) == 1
    groups: dict = {}
    for event in sorted(events, key=lambda e: (e.start, e.end is None)):
        groups.setdefault((event.kind, _lane_name(event, one_model)), []).append(event)
    ordered = sorted(groups.items(), key=lambda group: KIND_ORDER.index(group[0][0]))
    return [_lane(kind, name, members, zero, now) for (kind, name), members in ordered]


def _events(trace) -> list:
    trace = getattr(trace, "trace", trace)
    events = getattr(trace, "events", trace)
    if not isinstance(events, (list, tuple)):
        raise TypeError(f"timeline needs a Trace, or a reply or chat with a .trace; got {type(events).__name__}.")
    return list(events)


def _now(trace) -> list[float]:
    """The present on the trace's clock, if something still runs: an open bar reaches to it."""
    trace = getattr(trace, "trace", trace)
    running = any(event.end is None for event in _events(trace))
    return [trace.now()] if running and hasattr(trace, "now") else []


def _lane_name(event, one_model: bool) -> str:
    if event.kind in MOMENTS:
        return event.kind
    return "model" if event.kind == "model" and one_model else event.name


def _lane(kind: str, name: str, events: list, zero: float, now: float) -> Lane:
    busy_until: list[float] = []
    bars = []
    for event in events:
        end = now if event.end is None else event.end
        row = next((i for i, until in enumerate(busy_until) if until <= event.start), len(busy_until))
        busy_until[row:row + 1] = [end]
        bars.append(Bar(
            kind, name, event.name, label(event), event.start - zero, end - zero, row, event.end is None,
            event.end == event.start, event.ok, str(event.detail.get("error") or event.detail.get("output") or ""),
        ))
    return Lane(kind, name, len(busy_until), tuple(bars))


def label(event) -> str:
    """What tells this event from its neighbours: its arguments for a call, what was said for a moment."""
    if "label" in event.detail:
        return str(event.detail["label"])
    if event.kind in MOMENTS:
        return str(event.detail.get("text") or event.name)
    arguments = event.detail.get("arguments")
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except ValueError:  # the model wrote bad JSON: show it as it came
            return shorten(arguments, 30)
    if not isinstance(arguments, dict):
        return ""
    return shorten(", ".join(str(value) for value in arguments.values()), 30)


def shorten(text: str, limit: int) -> str:
    """The text on one line, cut to `limit` characters with an ellipsis."""
    text = " ".join(str(text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
