"""Judge concurrency from what ran when, not from a stopwatch. A Probe records; the functions below return plain values.

Example:
    probe = Probe({"a": 0.3, "b": 0.1, "c": 0.1, "d": 0.1})
    call(fetch_all, probe.fetch, list("abcd"))
    if said := complaint(probe, limit=2, noun="fetches"):
        raise Wrong(said, probe.picture())
"""

import asyncio
import statistics
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ..show import timeline
from ..trace import Event, Trace

# Kept from before a learner's cell could replace them.
_sleep, _async_sleep, _clock = time.sleep, asyncio.sleep, time.perf_counter


class Probe:
    """Slow functions for a learner's code to call; each call is a span of `probe.trace`.

    `probe.fetch` is async, `probe.fetch_sync` blocks its thread; both return `probe.answer(item)`.

    Args:
        seconds: of every call; or by item, e.g. {"a": 0.3} (others 0.1); or by order of start, e.g. (0.3, 0.1), repeated.
            Unequal times are what tells a semaphore from batches.
        failures: item → the exception that its call raises at its end
        name: how the calls are named in the picture
    """

    def __init__(self, seconds=0.1, failures: dict | None = None, name: str = "fetch"):
        self.trace, self.name = Trace(_clock), name
        self._seconds, self._failures = seconds, dict(failures or {})

    async def fetch(self, item):
        """Answer after a while; others may run meanwhile."""
        seconds = self._time_for(item)
        with self._span(item):
            await _async_sleep(seconds)
            return self._end(item)

    def fetch_sync(self, item):
        """Answer after a while in which this thread does nothing else."""
        seconds = self._time_for(item)
        with self._span(item):
            _sleep(seconds)
            return self._end(item)

    def answer(self, item) -> str:
        """What a fetch of this item returns."""
        return f"{self.name} of {item}"

    def picture(self, title: str | None = None):
        """The timeline of what was called."""
        return timeline(self.trace, title)

    def _span(self, item):
        return self.trace.span("tool", self.name, detail={"label": str(item)})

    def _end(self, item) -> str:
        if item in self._failures:
            raise self._failures[item]
        return self.answer(item)

    def _time_for(self, item) -> float:
        if isinstance(self._seconds, dict):
            return self._seconds.get(item, 0.1)
        if isinstance(self._seconds, (list, tuple)):
            return self._seconds[len(self.trace) % len(self._seconds)]
        return self._seconds


@dataclass(frozen=True)
class Span:
    """One call. `fate` is "finished", "failed", "cancelled" or "running"; a running one ends where the last known ends."""

    name: str
    start: float
    end: float
    fate: str = "finished"

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


@dataclass(frozen=True)
class Gap:
    """A time in which `running` calls ran (mostly), fewer than allowed, while `waiting` had not begun."""

    start: float
    end: float
    running: int
    waiting: int

    @property
    def seconds(self) -> float:
        """How long nobody used the free place."""
        return self.end - self.start


def spans(source, *kinds: str) -> list[Span]:
    """The spans of a Probe, Trace, reply or chat, of a list of events, or of (start, end) pairs, by their start.

    Args:
        kinds: of the events to take; without them "tool" and "task"
    """
    found = getattr(source, "trace", source)
    found = list(getattr(found, "events", found))
    events = [one for one in found if isinstance(one, Event) and one.kind in (kinds or ("tool", "task"))]
    last = max([one.end for one in events if one.end is not None] + [one.start for one in events], default=0.0)
    made = [Span(str(one.detail.get("label", one.name)), one.start, last if one.end is None else one.end, _fate(one))
            for one in events]
    made += [one for one in found if isinstance(one, Span)]
    pairs = [one for one in found if not isinstance(one, Event | Span)]
    made += [Span(str(number), *pair) for number, pair in enumerate(pairs, 1)]
    return sorted(made, key=lambda span: span.start)


def _fate(event: Event) -> str:
    if event.end is None:
        return "running"
    if event.ok:
        return "finished"
    return "cancelled" if str(event.detail.get("error", "")).startswith("CancelledError") else "failed"


def most_at_once(source) -> int:
    """The largest number that ran at the same moment; one that starts as another ends does not overlap it."""
    found = spans(source)
    return max((sum(other.start <= span.start < other.end for other in found) for span in found), default=0)


def idle_gaps(source, limit: int, slack: float | None = None) -> list[Gap]:
    """The times in which fewer than `limit` ran although further ones had not begun: places that nobody took.

    Args:
        slack: gaps up to this many seconds are not counted (default: a quarter of a typical span, at least 0.03 s)
    """
    found = spans(source)
    slack = _slack(found) if slack is None else slack
    moments = sorted({moment for span in found for moment in (span.start, span.end)})
    parts: list[list[Gap]] = []
    for start, end in zip(moments, moments[1:]):
        running = sum(span.start <= start < span.end for span in found)
        waiting = sum(span.start >= end for span in found)
        if running >= limit or not waiting:
            continue
        if not parts or parts[-1][-1].end != start:
            parts.append([])
        parts[-1].append(Gap(start, end, running, waiting))
    return [gap for gap in map(_joined, parts) if gap.seconds > slack]


def _joined(parts: list[Gap]) -> Gap:
    """Gaps that follow each other as one; `running` is what held for the longest, not for a blink between two calls."""
    held: dict[int, float] = {}
    for part in parts:
        held[part.running] = held.get(part.running, 0.0) + part.seconds
    return Gap(parts[0].start, parts[-1].end, max(held, key=held.get), parts[0].waiting)


def _slack(found: list[Span]) -> float:
    return max(0.03, statistics.median([span.seconds for span in found] or [0.0]) / 4)


def waves(source) -> list[list[Span]]:
    """The spans in groups: a new one begins when nothing of the groups before still runs.

    One after the other: groups of one. In batches: groups of the batch's size. All together, or with a semaphore: one group
    (if the times are unequal).
    """
    groups: list[list[Span]] = []
    for span in spans(source):
        if groups and span.start < max(other.end for other in groups[-1]):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def batch_delay(source) -> float | None:
    """Seconds from the first end within the first batch to the start of the second; None if it did not run in batches."""
    groups = waves(source)
    if len(groups) < 2 or len(groups[0]) < 2:
        return None
    return groups[1][0].start - min(span.end for span in groups[0])


def fates(source) -> dict[str, str]:
    """Name → "finished", "failed", "cancelled" or "running": did the siblings of a failed one survive?"""
    return {span.name: span.fate for span in spans(source)}


def started_after(source, slack: float = 0.03) -> dict[str, str | None]:
    """Who waited for whom: name → the one at whose end it started, None if it waited for nobody."""
    found = spans(source)
    return {span.name: next((other.name for other in sorted(found, key=lambda other: -other.end)
                             if other is not span and 0 <= span.start - other.end <= slack), None) for span in found}


def overlap(one: Span, other: Span) -> float:
    """Seconds in which both ran."""
    return max(0.0, min(one.end, other.end) - max(one.start, other.start))


def complaint(source, limit: int, noun: str = "calls") -> str:
    """What is wrong with spans that should run `limit` at once, no more and no fewer; "" if nothing is."""
    most, gaps = most_at_once(source), idle_gaps(source, limit)
    if most > limit:
        return f"{_count(most)} {noun} ran at once, and {_count(limit).lower()} were allowed (timeline below)."
    if most <= 1 and gaps:
        return (f"The {noun} ran one after the other: each began when the one before had ended (timeline below). "
                "Awaiting in a loop waits for each; start them, then wait for all.")
    delay = batch_delay(source)
    if gaps and delay is not None and delay > _slack(spans(source)):
        return (f"{_count(most)} {noun} ran at once{' as asked' if most == limit else ''}, but in batches: the second batch "
                f"started {delay:.2f} s after the first of the first batch had ended (timeline below). A semaphore lets "
                "the next one start as soon as one ends.")
    if gaps:
        gap = gaps[0]
        return (f"From {gap.start:.2f} to {gap.end:.2f} s only {gap.running} of the {noun} ran, {limit} were allowed and "
                f"{gap.waiting} were waiting (timeline below).")
    return ""


def _count(number: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[number] if number < len(words) else str(number)


@dataclass
class Pulse:
    """What `async with pulse() as beat` gives: `beat.longest`, the longest time in seconds in which the loop stood still."""

    longest: float = 0.0


@asynccontextmanager
async def pulse(every: float = 0.005):
    """Watch whether the block lets others run: a blocking call inside it stops the pulse."""
    beat, last = Pulse(), _clock()

    async def tick():
        nonlocal last
        while True:
            await _async_sleep(every)
            beat.longest, last = max(beat.longest, _clock() - last - every), _clock()

    ticking = asyncio.create_task(tick())
    try:
        yield beat
        await _async_sleep(0)                       # a block at the very end is seen by the tick that was due
        beat.longest = max(beat.longest, _clock() - last - every)
    finally:
        ticking.cancel()
