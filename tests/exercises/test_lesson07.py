"""Lesson 07: typical wrong answers and what is said of them (test_every_exercise.py asks), and what the lesson claims."""

import asyncio
import gc
import itertools
from pathlib import Path

import nbformat
import pytest

from workshop_utils.exercises import lesson07 as ex
from workshop_utils.exercises.lesson07_errands import Counted, Errands, breathe

NOTEBOOK = next((Path(__file__).resolve().parents[2] / "notebooks").glob("07_*.ipynb"))


def start(body: str, before: str = "", kind: str = "def") -> str:
    """An answer to q1 with this body."""
    return f"{before}\n{kind} start_task(tasks, function, *arguments):\n{indented(body)}"


def indented(body: str) -> str:
    return "".join(f"    {line}\n" for line in body.strip().splitlines())


COUNT, ID = "numbers = itertools.count(1)", 'task_id = f"task-{next(numbers)}"\n'
CREATE = "asyncio.create_task(function(*arguments))"
AWAITS_INSIDE = start(ID + "tasks[task_id] = await function(*arguments)\nreturn task_id", COUNT, "async def")
AWAITS_THE_TASK = start(f"{ID}tasks[task_id] = {CREATE}\nawait tasks[task_id]\nreturn task_id", COUNT, "async def")
A_TASK_GROUP = start(f"{ID}async with asyncio.TaskGroup() as group:\n"
                     "    tasks[task_id] = group.create_task(function(*arguments))\nreturn task_id", COUNT, "async def")
KEEPS_A_STATE = start(f'{ID}{CREATE}\ntasks[task_id] = "working"\nreturn task_id', COUNT)
KEEPS_NOTHING = start(f"{ID}{CREATE}\nreturn task_id", COUNT)
KEEPS_IT_WEAKLY = start(f"{ID}tasks[task_id] = weakref.ref({CREATE})\nreturn task_id", f"import weakref\n{COUNT}")
KEEPS_IT_ELSEWHERE = start(f"{ID}held.add({CREATE})\nreturn task_id", f"held = set()\n{COUNT}")
KEEPS_IT_AND_A_STATE = start(f'{ID}held.add({CREATE})\ntasks[task_id] = "working"\nreturn task_id', f"held = set()\n{COUNT}")
STARTS_NOTHING = start(ID + "tasks[task_id] = function(*arguments)\nreturn task_id", COUNT)
KEEPS_THE_FUNCTION = start(ID + "tasks[task_id] = function\nreturn task_id", COUNT)
COUNTS_WHAT_IS_THERE = start(f'task_id = f"task-{{len(tasks) + 1}}"\ntasks[task_id] = {CREATE}\nreturn task_id')
HIGHEST_PLUS_ONE = start(f"number = max((int(key[5:]) for key in tasks), default=0) + 1\n"
                         f'tasks[f"task-{{number}}"] = {CREATE}\nreturn f"task-{{number}}"')
NAMED_BY_THE_FUNCTION = start(f"tasks[function.__name__] = {CREATE}\nreturn function.__name__")
RETURNS_THE_TASK = start(f"{ID}tasks[task_id] = {CREATE}\nreturn tasks[task_id]", COUNT)
FORGETS_TO_RETURN = start(f"{ID}tasks[task_id] = {CREATE}", COUNT)
ON_A_LOOP_OF_ITS_OWN = start(ID + "tasks[task_id] = asyncio.run(function(*arguments))\nreturn task_id", COUNT)
BY_UUID = start(f"task_id = uuid.uuid4().hex\ntasks[task_id] = {CREATE}\nreturn task_id", "import uuid")
ASYNC = start(ID + "tasks[task_id] = asyncio.ensure_future(function(*arguments))\nreturn task_id", COUNT, "async def")
IN_A_COROUTINE_OF_ITS_OWN = start("async def work():\n    return await function(*arguments)\n" + ID
                                  + "tasks[task_id] = asyncio.create_task(work())\nreturn task_id", COUNT)


def soon(body: str, kind: str = "async def") -> str:
    """An answer to q2 with this body; the id is answered in the end."""
    body = body.strip() + '\nreturn {"task_id": task_id, "status": "working"}'
    return f"{kind} answer_soon(task, task_id, seconds):\n{indented(body)}"


WAIT_FOR = soon("try:\n    return await asyncio.wait_for(task, seconds)\nexcept TimeoutError:\n    pass")
A_TIMEOUT_AROUND = soon(
    "try:\n    async with asyncio.timeout(seconds):\n        return await task\nexcept TimeoutError:\n    pass")
LETS_THE_TIMEOUT_OUT = soon("return await asyncio.wait_for(asyncio.shield(task), seconds)")
SLEEPS = soon("await asyncio.sleep(seconds)\nif task.done():\n    return task.result()")
POLLS = soon(
    "for _ in range(100):\n    if task.done():\n        return task.result()\n    await asyncio.sleep(seconds / 100)")
NEVER_WAITS = soon("if task.done():\n    return task.result()")
ALWAYS_THE_ID = soon("await asyncio.wait({task}, timeout=seconds)")
WAITS_TO_THE_END = soon("return await task")
THE_SET_OF_DONE = soon("done, working = await asyncio.wait({task}, timeout=seconds)\nif done:\n    return done")
SWALLOWS_ERRORS = soon("try:\n    return await asyncio.wait_for(asyncio.shield(task), seconds)\nexcept Exception:\n    pass")
CANCELS_AFTERWARDS = soon("done, working = await asyncio.wait({task}, timeout=seconds)\n"
                          "if done:\n    return task.result()\ntask.cancel()")
NOT_ASYNC = soon("if task.done():\n    return task.result()", "def")
SHIELDED = soon("try:\n    return await asyncio.wait_for(asyncio.shield(task), seconds)\nexcept TimeoutError:\n    pass")
A_TIMEOUT_AROUND_A_SHIELD = soon("try:\n    async with asyncio.timeout(seconds):\n"
                                 "        return await asyncio.shield(task)\nexcept TimeoutError:\n    pass")

RIGHT = ex.q3.source
CACHED = """
seen = {}
def check_state(tasks, task_id, now):
    if task_id not in seen:
        task = tasks[task_id]
        seen[task_id] = {"task_id": task_id, "status": "completed" if task.done() else "working", "as_of": now()}
    return seen[task_id]
"""
KEEPS_THE_LAST_WORD = f"""
{RIGHT.replace("def check_state", "def look")}
ended = {{}}
def check_state(tasks, task_id, now):
    if task_id not in ended:
        state = look(tasks, task_id, now)
        if state["status"] == "working":
            return state
        ended[task_id] = state
    return ended[task_id]
"""
STALE_RESULT = KEEPS_THE_LAST_WORD.replace("return ended[task_id]", 'return ended[task_id] | {"as_of": now()}')
FORGETS_AS_OF = RIGHT.replace(', "as_of": now()}', "}")
A_CLOCK_OF_ITS_OWN = RIGHT.replace("now()", "time.ctime()")
HANDS_OUT_THE_CLOCK = RIGHT.replace("now()", "now")
RAISES_FOR_A_FAILED_ONE = """
def check_state(tasks, task_id, now):
    task = tasks[task_id]
    if task.done():
        return {"task_id": task_id, "status": "completed", "result": task.result(), "as_of": now()}
    return {"task_id": task_id, "status": "working", "as_of": now()}
"""
ASKS_TOO_EARLY = """
def check_state(tasks, task_id, now):
    task, state = tasks[task_id], {"task_id": task_id, "as_of": now()}
    if task.exception():
        return state | {"status": "failed", "error": str(task.exception())}
    return state | {"status": "completed", "result": task.result()}
"""
FORGETS_THE_CANCELLED = RIGHT.replace('    if task.cancelled():\n        return state | {"status": "cancelled"}\n', "")
BY_THE_RESULT = RIGHT.replace(
    "if not task.done():", "if not task.done() or not task.cancelled() and not task.exception() and not task.result():")
NO_ERROR_TOLD = RIGHT.replace(', "error": str(task.exception())', "")
THE_EXCEPTION_ITSELF = RIGHT.replace("str(task.exception())", "task.exception()")
NO_RESULT = RIGHT.replace(', "result": task.result()', "")
AWAITS_IT = """
async def check_state(tasks, task_id, now):
    return {"task_id": task_id, "status": "completed", "result": await tasks[task_id], "as_of": now()}
"""
A_WORD_ONLY = 'def check_state(tasks, task_id, now):\n    return "completed" if tasks[task_id].done() else "working"\n'
FAILED_IS_COMPLETED = RIGHT.replace('"status": "failed", "error"', '"status": "completed", "result"')
BY_TRYING = """
def check_state(tasks, task_id, now):
    state = {"task_id": task_id, "as_of": now(), "result": None}
    try:
        return {**state, "status": "completed", "result": tasks[task_id].result()}
    except asyncio.InvalidStateError:
        return {**state, "status": "working"}
    except asyncio.CancelledError:
        return {**state, "status": "cancelled"}
    except Exception as error:
        return {**state, "status": "failed", "error": repr(error)}
"""

WRONG = [
    ("q1", AWAITS_INSIDE, "It awaits the work, so the talk stands still"),
    ("q1", AWAITS_THE_TASK, "It awaits the work, so the talk stands still"),
    ("q1", A_TASK_GROUP, "It awaits the work, so the talk stands still"),
    ("q1", KEEPS_A_STATE, "nobody held the task, so Python collected it"),
    ("q1", KEEPS_NOTHING, "nobody held the task, so Python collected it"),
    ("q1", KEEPS_IT_WEAKLY, "nobody held the task, so Python collected it"),
    ("q1", KEEPS_IT_ELSEWHERE, "tasks has no such key"),
    ("q1", KEEPS_IT_AND_A_STATE, "The asyncio task itself is wanted"),
    ("q1", STARTS_NOTHING, "A coroutine stands in tasks, and nobody has started it"),
    ("q1", KEEPS_THE_FUNCTION, "The work was never started"),
    ("q1", COUNTS_WHAT_IS_THERE, "'task-2' was given twice"),
    ("q1", HIGHEST_PLUS_ONE, "'task-1' was given twice"),
    ("q1", NAMED_BY_THE_FUNCTION, "'run' was given twice"),
    ("q1", RETURNS_THE_TASK, "should return the id, a text that a model can write down, got the task itself"),
    ("q1", FORGETS_TO_RETURN, "should return the id, a text that a model can write down, got None"),
    ("q1", ON_A_LOOP_OF_ITS_OWN, "asyncio.run() cannot be called from a running event loop", "raised"),
    ("q2", WAIT_FOR, "The work was cancelled when the time was over"),
    ("q2", A_TIMEOUT_AROUND, "The work was cancelled when the time was over"),
    ("q2", CANCELS_AFTERWARDS, "The work was cancelled when the time was over"),
    ("q2", LETS_THE_TIMEOUT_OUT, "a TimeoutError came out"),
    ("q2", SLEEPS, "You sleep for the whole time"),
    ("q2", POLLS, "That is polling"),
    ("q2", NEVER_WAITS, "its result 'quick of work' is wanted, got {'status': 'working', 'task_id': 'task-8'}"),
    ("q2", ALWAYS_THE_ID, "its result 'quick of work' is wanted, got {'status': 'working', 'task_id': 'task-8'}"),
    ("q2", WAITS_TO_THE_END, "answer_soon waited until it was done"),
    ("q2", THE_SET_OF_DONE, "its result 'quick of work' is wanted, got {<Task"),
    ("q2", SWALLOWS_ERRORS, "Its error should come out"),
    ("q2", NOT_ASYNC, "Without async def it can't await anything"),
    ("q3", CACHED, "which is not the time of this check"),
    ("q3", KEEPS_THE_LAST_WORD, "which is not the time of this check"),
    ("q3", STALE_RESULT, "task-1 is working by now, and check_state says"),
    ("q3", FORGETS_AS_OF, "as_of is missing"),
    ("q3", A_CLOCK_OF_ITS_OWN, "It is what now() says while you check"),
    ("q3", HANDS_OUT_THE_CLOCK, "It is what now() says while you check"),
    ("q3", RAISES_FOR_A_FAILED_ONE, "The error of a failed task came out of check_state"),
    ("q3", ASKS_TOO_EARLY, "Ask task.done() first"),
    ("q3", FORGETS_THE_CANCELLED, "Ask task.cancelled() before them"),
    ("q3", BY_THE_RESULT, "task-4 is completed by now"),
    ("q3", NO_ERROR_TOLD, "Of a task that is failed"),
    ("q3", THE_EXCEPTION_ITSELF, "Write the error as text"),
    ("q3", NO_RESULT, "Of a task that is completed"),
    ("q3", AWAITS_IT, "A check says how things stand, and returns at once"),
    ("q3", A_WORD_ONLY, "A dictionary with task_id, status and as_of is wanted"),
    ("q3", FAILED_IS_COMPLETED, "task-2 is failed by now"),
]


@pytest.mark.parametrize("name, code", [
    ("q1", BY_UUID), ("q1", ASYNC), ("q1", IN_A_COROUTINE_OF_ITS_OWN), ("q2", SHIELDED), ("q2", A_TIMEOUT_AROUND_A_SHIELD),
    ("q3", BY_TRYING), ("q3", RIGHT.replace("def check_state", "async def check_state"))],
    ids=["uuid", "async", "wrapped", "shield", "timeout around shield", "by trying", "async check"])
def test_another_way_is_right_too(name, code):
    found = getattr(ex, name).check_source(code, {"asyncio": asyncio, "itertools": itertools})
    assert found.kind == "right", found


def test_who_keeps_no_reference_sees_when_the_work_was_collected():
    found = ex.q1.check_source(KEEPS_A_STATE, {"asyncio": asyncio, "itertools": itertools})
    assert "Timeline" in found.html and "GeneratorExit" in found.picture.text


@pytest.mark.parametrize("held", [True, False])
def test_an_errand_outlives_the_garbage_collector_only_if_somebody_holds_it(held):
    async def main():
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        errands, kept = Errands(), []
        (kept.append if held else id)(asyncio.create_task(errands.run("rent")))
        await breathe()
        gc.collect()
        assert errands.begun("rent") and errands.deliver("rent") is held
        await breathe()
    asyncio.run(main())


def test_what_is_counted_is_cancelled_and_fails_as_without_it():
    async def main():
        async def failing():
            await asyncio.sleep(0)
            raise LookupError("x")
        with pytest.raises(LookupError):
            await Counted(failing())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.ensure_future(_awaited(Counted(asyncio.sleep(5)))), 0.01)
        counted = Counted(asyncio.sleep(0.01, "slept"))
        assert await counted == "slept" and counted.wakes == 1
    asyncio.run(main())


async def _awaited(what):
    return await what


def text_of(output) -> str:
    return output.get("text", "") + output.get("data", {}).get("text/plain", "")


def test_the_committed_lesson_shows_what_it_claims():
    cells = [cell for cell in nbformat.read(NOTEBOOK, 4).cells if cell.cell_type == "code"]
    said = {cell.source: "".join(map(text_of, cell.outputs)) for cell in cells}

    def shown(words: str) -> str:
        return next(text for source, text in said.items() if words in source)
    assert "2 tasks still work." in shown("The talk goes on")
    assert shown("A model that polls").count("check_task") >= 3 and "news" in shown('bill("told", told)')
    assert "20 working" in shown('statements.create("statement"')
