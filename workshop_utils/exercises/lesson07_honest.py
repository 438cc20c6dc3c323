"""What lesson 07's third check asks: tasks of every fate, checked at several moments."""

import asyncio
import json

from .engine import Wrong, short
from .lesson07_errands import Errands, Moments, breathe, settle


async def checked(check_state) -> None:
    """Check four tasks with it, before and after they end, and another one of the same id.

    Raises:
        Wrong: for the first state that is not so
    """
    errands = Errands({"dispute": LookupError("no payment has the id T-9999")})
    tasks = {f"task-{n}": asyncio.ensure_future(errands.run(name))
             for n, name in enumerate(("audit", "dispute", "review", "count"), 1)}
    other, moments = {"task-1": asyncio.ensure_future(errands.run("rent"))}, Moments()
    await breathe()

    async def expect(status, task_id="task-1", of=tasks, **outcome):
        await _is_honest(check_state, of, task_id, moments, {"task_id": task_id, "status": status, **outcome})
    try:
        await expect("working")
        await expect("working")
        for name, said in (("audit", "3 double charges"), ("dispute", None), ("count", 0)):
            errands.deliver(name, said)
        tasks["task-3"].cancel()
        await breathe()
        await expect("completed", result="3 double charges")
        await expect("failed", "task-2", error="no payment has the id T-9999")
        await expect("cancelled", "task-3")
        await expect("completed", "task-4", result=0)
        await expect("completed", result="3 double charges")
        await expect("working", of=other)
    finally:
        for task in (*tasks.values(), *other.values()):
            task.cancel()
        await breathe()


async def _is_honest(check_state, tasks: dict, task_id: str, moments: Moments, expected: dict) -> None:
    """One check, of a task of which all is known."""
    moments.mark()
    try:
        returned, state = await settle(check_state(tasks, task_id, moments.now))
    except LookupError as error:
        if "T-9999" not in str(error):
            raise
        raise Wrong("The error of a failed task came out of check_state. A failure is a state like others: say so, with the "
                    "words of the error.") from None
    except asyncio.InvalidStateError:
        raise Wrong("The task still works, and has no result yet: result() and exception() raise then. Ask task.done() "
                    "first.") from None
    except asyncio.CancelledError:
        raise Wrong("For a cancelled task, exception() and result() raise CancelledError. Ask task.cancelled() "
                    "before them.") from None
    if not returned:
        state.cancel()
        raise Wrong("check_state waits until the task is done. A check says how things stand, and returns at once.")
    _same(state, expected, moments)


def _same(state, expected: dict, moments: Moments) -> None:
    """Does the state say what is so, and of when?"""
    if not isinstance(state, dict):
        raise Wrong(f"A dictionary with task_id, status and as_of is wanted, got {short(state)}.")
    now = dict(state)
    as_of = now.pop("as_of", None)
    if now.get("status") != expected["status"]:
        raise Wrong(f"{expected['task_id']} is {expected['status']} by now, and check_state says {short(now)}. "
                    "Nothing may be kept from an earlier check, and nothing guessed: ask the task.")
    try:
        json.dumps(now)
    except TypeError as error:
        raise Wrong(f"A model reads the state as JSON, and {error}. Write the error as text: str(...).") from None
    now = {key: value for key, value in now.items() if value is not None or key in expected}
    if now != expected and not _told(now, expected):
        raise Wrong(f"Of a task that is {expected['status']}, {short(expected)} and as_of are wanted, got {short(state)}.")
    if as_of is None:
        raise Wrong(f"The state {short(now)} does not say of when it is: as_of is missing. A model reads it again, "
                    "turns later.")
    if as_of not in moments.given:
        raise Wrong(f"as_of is {short(as_of)}, which is not the time of this check. It is what now() says while you check.")


def _told(now: dict, expected: dict) -> bool:
    """An error in other words, such as with its type, is as good."""
    return "error" in expected and expected["error"] in str(now.get("error")) \
        and {**now, "error": ""} == {**expected, "error": ""}
