"""Trace: one event log behind every picture, check and bill. It records; show/ draws."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

KINDS = ("model", "tool", "task", "handoff", "memory", "user", "alert")


@dataclass
class Event:
    """Something that took time, or one moment (then end equals start). Times are in seconds since the trace began.

    `end` is None while the event still runs; `ok` is False when it ended in an error; `tokens` is
    (input, output) for events of kind "model".
    """

    kind: str
    name: str
    start: float
    end: float | None = None
    detail: dict = field(default_factory=dict)
    tokens: tuple[int, int] | None = None
    model: str | None = None
    ok: bool = True

    @property
    def seconds(self) -> float:
        """How long it took; 0.0 while it still runs."""
        return (self.end or self.start) - self.start


class Trace:
    """A list of events with one clock. Safe to use from several threads."""

    def __init__(self, clock=time.perf_counter):
        self.events: list[Event] = []
        self._clock = clock
        self._began = clock()
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since this trace began."""
        return self._clock() - self._began

    def add(self, kind: str, name: str, **fields) -> Event:
        """Record one moment.

        Raises:
            ValueError: if `kind` is not one of trace.KINDS
        """
        event = self._open(kind, name, **fields)
        event.end = event.start
        return event

    @contextmanager
    def span(self, kind: str, name: str, **fields):
        """Record how long the block takes; an exception marks the event as not ok and goes on."""
        event = self._open(kind, name, **fields)
        try:
            yield event
        except BaseException as error:
            event.ok = False
            event.detail.setdefault("error", f"{type(error).__name__}: {error}"[:200])
            raise
        finally:
            event.end = self.now()

    def _open(self, kind: str, name: str, **fields) -> Event:
        if kind not in KINDS:
            raise ValueError(f"An event has no kind {kind!r}. Kinds: {', '.join(KINDS)}.")
        event = Event(kind, name, self.now(), **fields)
        with self._lock:
            self.events.append(event)
        return event

    def since(self, index: int) -> "Trace":
        """The events from number `index` on, as a trace of its own on the same clock."""
        part = Trace(self._clock)
        part._began = self._began
        part.events = self.events[index:]
        return part

    def of(self, *kinds: str) -> list[Event]:
        """The events of these kinds, in order of their start."""
        return [event for event in self.events if event.kind in kinds]

    def wall(self) -> float:
        """Seconds from the first start to the last end."""
        ends = [event.end for event in self.events if event.end is not None]
        return max(ends) - min(event.start for event in self.events) if ends else 0.0

    def most_at_once(self, *kinds: str) -> int:
        """The largest number of events of these kinds that ran at the same moment."""
        ends = [(e.end, -1) for e in self.of(*kinds) if e.end is not None and e.end > e.start]
        starts = [(e.start, +1) for e in self.of(*kinds) if e.end is None or e.end > e.start]
        running = most = 0
        for _, step in sorted(starts + ends):
            running += step
            most = max(most, running)
        return most

    def tokens(self) -> tuple[int, int]:
        """Input and output tokens of all model events."""
        used = [event.tokens for event in self.events if event.tokens]
        return sum(t[0] for t in used), sum(t[1] for t in used)

    def __len__(self):
        return len(self.events)

    def __repr__(self):
        return f"<Trace: {len(self.events)} events, {self.wall():.2f} s>"
