"""Run a check on a thread of its own, with a time limit: it works inside a running Jupyter loop, and an endless loop ends."""

import asyncio
import contextlib
import contextvars
import ctypes
import inspect
import threading


class TimeUp(BaseException):
    """Raised inside the learner's code when its time is over. Not an Exception, so that `except Exception` lets it pass."""


class TookTooLong(Exception):
    """A check did not finish in time; `where` it was then. (Not TimeoutError: the learner's own code may raise that.)"""

    def __init__(self, text: str, where: str = ""):
        super().__init__(text)
        self.where = where


def run(function, *args, seconds: float, where=lambda ident, loop: ""):
    """Call `function` (sync or async) on a helper thread and return its result.

    Args:
        where: says at which line a thread with this ident and event loop is, before it is stopped

    Raises:
        TookTooLong: if it did not finish within `seconds`; it is then stopped, as far as Python can stop a thread
        BaseException: what the function raised
    """
    outcome: dict = {}
    place = ""
    context = contextvars.copy_context()  # so that what is collected from prints reaches whoever asked

    def work():
        try:
            outcome["result"] = context.run(call, function, *args)
        except BaseException as error:  # handed to the waiting thread, which raises it
            outcome["error"] = error

    thread = threading.Thread(target=work, name="check", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:  # also when the person interrupts the kernel
        late = thread.is_alive()
        if late:
            place = where(thread.ident, _LOOPS.get(thread.ident, (None, None))[0])
            _stop(thread)
    if late:
        raise TookTooLong(f"did not finish within {seconds:g} s", place)
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]


def call(function, *args, **kwargs):
    """The result of a sync or async function, in a check that is itself sync."""
    result = function(*args, **kwargs)
    if not inspect.isawaitable(result):
        return result
    return asyncio.run(_finish(result))


async def _finish(awaitable):
    """Await, and let the loop of a check be reached by the thread that watches the clock."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    _LOOPS[threading.get_ident()] = (loop, task)
    try:
        return await awaitable
    finally:
        _LOOPS.pop(threading.get_ident(), None)


def _stop(thread: threading.Thread) -> None:
    """Cancel what is awaited, and break a loop of Python code. A thread that sleeps in C ends when it wakes up."""
    running = _LOOPS.get(thread.ident)
    if running:
        loop, task = running
        with contextlib.suppress(RuntimeError):  # the loop closed in this very moment: nothing is left to cancel
            loop.call_soon_threadsafe(task.cancel)
        thread.join(0.2)
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(TimeUp))
        thread.join(0.2)


_LOOPS: dict = {}
