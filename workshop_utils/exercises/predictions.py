"""Say a number before you run it: predictions are kept, and shown beside what was measured. They never stop a notebook."""

import math
import time
from contextlib import contextmanager
from dataclasses import dataclass
from numbers import Real

from . import progress

class Predictions:
    """The predictions of one lesson, by name."""

    def __init__(self, lesson: str = ""):
        self._lesson = lesson
        self._said: dict[str, str] = {}

    def predict(self, name: str, value=..., *, seconds=...) -> None:
        """Keep what you expect: a number of seconds, or any value.

        A prediction left as `...`, or one that makes no sense, is said so and the lesson goes on.
        """
        self._said.pop(name, None)
        wants_time = seconds is not ...
        said = seconds if wants_time else value
        if said is ... or said is None:
            print(f"{name}: no prediction yet. Put yours in place of the ... if you like; the lesson goes on without it.")
        elif wants_time and not _is_time(said):
            print(f"{name}: a prediction in seconds is a number such as 3 or 0.5, got {said!r}. The lesson goes on without it.")
        else:
            self._said[name] = f"{said:g} s" if wants_time else shown(said)
            print(f"{name}: you say {self._said[name]}. Now run the next cell.")
            self._keep(name, said=self._said[name])

    def measured(self, name: str, value) -> None:
        """Show a value beside its prediction."""
        said = self._said.get(name)
        print(f"{name}: you said {said}, it is {shown(value)}." if said else f"{name}: it is {shown(value)} (no prediction made).")
        self._keep(name, measured=shown(value))

    @contextmanager
    def stopwatch(self, name: str):
        """Measure the block, which may await, and show its time beside the prediction. An error shows no time."""
        watch = Stopwatch()
        began = time.perf_counter()
        yield watch
        watch.seconds = time.perf_counter() - began
        said, took = self._said.get(name), duration(watch.seconds)
        print(f"{name}: you said {said}, it took {took}." if said else f"{name}: it took {took} (no prediction made).")
        self._keep(name, measured=took)

    def _keep(self, name: str, **what: str) -> None:
        """In the person's progress, too; a measured value only beside a prediction."""
        notice = progress.record_prediction(self._lesson, name, **what) if name in self._said else ""
        if notice:
            print(notice)


@dataclass
class Stopwatch:
    """What `with stopwatch(...) as watch` gives: `watch.seconds` is set when the block has ended."""

    seconds: float = 0.0


def duration(seconds: float) -> str:
    """Seconds with one digit, which a repeated run reproduces; below a tenth in milliseconds."""
    return f"{seconds:.1f} s" if seconds >= 0.0995 else f"{seconds * 1000:.0f} ms"


def shown(value) -> str:
    """A value as it stands in a sentence."""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return value if isinstance(value, str) else repr(value)


def _is_time(value) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
