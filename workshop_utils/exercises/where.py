"""Where in the learner's code something happened: from a traceback, from a thread that runs, from coroutines that wait."""

import asyncio
import contextlib
import linecache
import sys
from pathlib import Path

PACKAGE = str(Path(__file__).resolve().parent.parent)


def of_error(error: BaseException, given: dict) -> str:
    """The innermost line of the learner's code that the error came through; "" if there is none."""
    steps, trace = [], error.__traceback__
    while trace is not None:
        steps.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    return _innermost(steps, given)


def of_thread(ident: int, loop, given: dict) -> str:
    """The line at which this thread is now, or at which a task of its event loop waits."""
    steps, frame = [], sys._current_frames().get(ident)
    while frame is not None:
        steps.insert(0, (frame, frame.f_lineno))
        frame = frame.f_back
    found = _innermost(steps, given)
    with contextlib.suppress(RuntimeError):         # the set of tasks changed while it was read
        waiting = [] if found or loop is None else [_waiting(task.get_coro()) for task in asyncio.all_tasks(loop)]
        # The check's own task waits for the others, so it is asked last.
        for steps in sorted(waiting, key=lambda steps: bool(steps) and steps[0][0].f_code.co_filename.startswith(PACKAGE)):
            found = found or _innermost(steps, given)
    return found


def _waiting(coroutine) -> list:
    """The frames of a coroutine and of what it awaits, from the outside in."""
    steps = []
    while getattr(coroutine, "cr_frame", None) is not None:
        steps.append((coroutine.cr_frame, coroutine.cr_frame.f_lineno))
        coroutine = coroutine.cr_await
    return steps


def _innermost(steps: list, given: dict) -> str:
    """The last of these frames that belongs to the notebook or to what was given."""
    spaces = {id(space) for space in (getattr(value, "__globals__", None) for value in given.values()) if space is not None}
    for frame, line in reversed(steps):
        space, code = frame.f_globals, frame.f_code
        if (space.get("__name__") == "__main__" or id(space) in spaces) and not code.co_filename.startswith(PACKAGE):
            text = linecache.getline(code.co_filename, line).strip()
            return f"in {code.co_name}, line {line}" + (f": {text}" if text else "")
    return ""
