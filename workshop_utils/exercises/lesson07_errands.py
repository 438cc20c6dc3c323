"""What lesson 07's checks run: errands that wait for a letter, and a way to see how a learner's code waits."""

import asyncio
import inspect
import weakref

from ..show import timeline
from ..trace import Trace


class Errands:
    """Work that waits until its letter is delivered. From here only a weak reference leads to who waits, as from a loop:
    an errand whose task nobody holds can be collected.
    """

    def __init__(self, failures: dict | None = None):
        self.trace, self._failures = Trace(), dict(failures or {})
        self._letters, self._made = weakref.WeakValueDictionary(), weakref.WeakSet()

    def run(self, name: str):
        """A coroutine that waits for the letter of this name; it returns what the letter says, or raises its error."""
        coroutine = self._run(name)
        self._made.add(coroutine)
        return coroutine

    async def _run(self, name: str):
        with self.trace.span("task", name):
            letter = self._letters[name] = asyncio.get_running_loop().create_future()
            said = await letter
            if name in self._failures:
                raise self._failures[name]
            return said

    def begun(self, name: str) -> bool:
        """Has this errand been started?"""
        return any(event.name == name for event in self.trace.events)

    def deliver(self, name: str, said=None) -> bool:
        """Bring the letter; False if nobody waits for it any more."""
        letter = self._letters.get(name)
        if letter is None or letter.done():
            return False
        letter.set_result(f"letter about {name}" if said is None else said)
        return True

    def close(self) -> None:
        """Close what was never started, or Python warns, some cells later, that it was never awaited."""
        for coroutine in list(self._made):
            if inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED:
                coroutine.close()

    def picture(self):
        """The timeline of what was run."""
        return timeline(self.trace, "The errands")


class Counted:
    """A coroutine to await, and how often it was woken up meanwhile: waiting for something needs one time, polling many."""

    def __init__(self, coroutine):
        self._coroutine, self.wakes = coroutine, 0

    def __await__(self):
        steps, wake = self._coroutine.__await__(), None
        while True:
            try:
                waits_for = steps.send(None) if wake is None else steps.throw(wake)
            except StopIteration as done:
                return done.value
            self.wakes, wake = self.wakes + 1, None
            try:
                yield waits_for
            except BaseException as error:        # a cancellation goes to who is inside
                wake = error


class Moments:
    """A clock that never says the same twice: `now` for the learner, `given` to see what it said since `mark()`."""

    def __init__(self):
        self._said, self.given = 0, []

    def now(self) -> str:
        """The next second of a morning."""
        self._said += 1
        self.given.append(f"2026-05-14T09:{self._said // 60:02d}:{self._said % 60:02d}")
        return self.given[-1]

    def mark(self) -> None:
        """Forget what was said so far."""
        self.given = []


async def settle(value, seconds: float = 0.3) -> tuple[bool, object]:
    """(True, result) of a function that may have been async; (False, who still waits) after that many seconds."""
    if not inspect.iscoroutine(value):
        return True, value
    running = asyncio.ensure_future(value)
    await asyncio.wait({running}, timeout=seconds)
    return (True, running.result()) if running.done() else (False, running)


async def breathe() -> None:
    """Let whatever is ready go on, as far as it gets."""
    for _ in range(5):
        await asyncio.sleep(0)
