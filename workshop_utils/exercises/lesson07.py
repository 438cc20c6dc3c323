"""Exercises of lesson 07: create a task by hand, answer in time without stopping the work, and check honestly.
Judged by tasks that really run.
"""

import asyncio
import gc
import inspect

from .concurrency import Probe, fates, spans
from .engine import Lesson, Wrong, call, short
from .lesson07_errands import Counted, Errands, breathe, settle
from .lesson07_honest import checked

lesson = Lesson("07")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report


# ── q1: create a task ────────────────────────────────────────────────────────────────────────

@lesson.exercise("q1", prompt="Start work and return an id at once. Tasks that have ended may be taken out of `tasks`, and "
                 "no id is ever given twice.", solution='''
numbers = itertools.count(1)

def start_task(tasks, function, *arguments):
    """Start `await function(*arguments)`, and return a new id at once.
    Under this id its asyncio task is kept in `tasks`.
    """
    task_id = f"task-{next(numbers)}"
    tasks[task_id] = asyncio.create_task(function(*arguments))
    return task_id
''', starter='''
def start_task(tasks, function, *arguments):
    """Start `await function(*arguments)`, and return a new id at once.
    Under this id its asyncio task is kept in `tasks`.
    """
    ...
''', hints=[
    "function(*arguments) is a coroutine, work that nobody has started. What starts it and does not wait for it?",
    "asyncio.create_task starts it and gives you the task, which goes into tasks. And what does len(tasks) say after one "
    "was taken out?",
    "Above the function: numbers = itertools.count(1). In it: an id made from next(numbers), tasks[task_id] = "
    "asyncio.create_task(function(*arguments)), return task_id.",
])
def q1(start_task):
    call(_starts, start_task)
    return "It returns while the work goes on, nobody can collect the work, and an id means one task for ever."


async def _starts(start_task):
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)      # of tasks that are collected
    errands, tasks, ids = Errands(), {}, {}
    try:
        for name in ("rent", "pension"):
            ids[name] = await _started(start_task, tasks, errands, name)
        _all_differ(ids)
        await breathe()
        gc.collect()
        for name in ("rent", "pension"):
            _survived(tasks, errands, name)
            await breathe()
            _is_kept(tasks, ids[name], name)
        del tasks[ids["rent"]]
        ids["phone"] = await _started(start_task, tasks, errands, "phone")
        _all_differ(ids)
        tasks.clear()
        ids["gym"] = await _started(start_task, tasks, errands, "gym")
        _all_differ(ids)
    finally:
        for name in ids:
            errands.deliver(name)
        errands.close()
        await breathe()


async def _started(start_task, tasks: dict, errands: Errands, name: str) -> str:
    """The id, which must come back before the errand is done."""
    returned, value = await settle(start_task(tasks, errands.run, name))
    if not returned:
        errands.deliver(name)
        await asyncio.wait({value}, timeout=0.3)
        raise Wrong("start_task came back when the work was done, and not before (timeline below). It awaits the work, so "
                    "the talk stands still; asyncio.create_task starts it and goes on.", errands.picture())
    if not isinstance(value, str):
        got = "the task itself" if isinstance(value, asyncio.Future) else short(value)
        raise Wrong(f"start_task should return the id, a text that a model can write down, got {got}.")
    return value


def _survived(tasks: dict, errands: Errands, name: str) -> None:
    """The garbage collector has run, and the errand is still there to read its letter."""
    if any(map(inspect.iscoroutine, tasks.values())):
        raise Wrong("A coroutine stands in tasks, and nobody has started it. asyncio.create_task(...) around it makes a "
                    "task, which runs.")
    if not errands.begun(name):
        raise Wrong(f"The work was never started: nothing ran for {name!r}. "
                    "asyncio.create_task(function(*arguments)) starts it.")
    if not errands.deliver(name):
        raise Wrong(f"The work for {name!r} waited for a letter, and was gone before it came (timeline below): nobody held "
                    "the task, so Python collected it. A loop keeps weak references only. Keep the task in tasks.",
                    errands.picture())


def _is_kept(tasks: dict, task_id: str, name: str) -> None:
    """Under the id stands the asyncio task, by now done."""
    if task_id not in tasks:
        raise Wrong(f"start_task returned {task_id!r}, and tasks has no such key: it has {short(list(tasks))}. Whoever "
                    "checks the task looks for it there.")
    if not isinstance(tasks[task_id], asyncio.Future):
        raise Wrong(f"Under {task_id!r} stands {short(tasks[task_id])}. The asyncio task itself is wanted: it knows at any "
                    "time whether it is done.")
    if not tasks[task_id].done() or tasks[task_id].result() != f"letter about {name}":
        raise Wrong(f"The task under {task_id!r} is not the one for {name!r} that was started with this id.")


def _all_differ(ids: dict) -> None:
    *before, last = ids
    twin = next((name for name in before if ids[name] == ids[last]), None)
    if twin:
        raise Wrong(f"{ids[last]!r} was given twice: to the work for {twin!r}, and then to the work for {last!r}"
                    f"{', after a task had been taken out of tasks' if len(ids) > 2 else ''}. Who asks for the first is "
                    "told of the second. Count what was started, not what is in tasks.")


# ── q2: in time, or later ────────────────────────────────────────────────────────────────────

@lesson.exercise("q2", prompt="What comes within `seconds` is returned at once; what takes longer is answered with the id "
                 "and goes on.", solution='''
async def answer_soon(task, task_id, seconds):
    """Return the result of an asyncio task, or raise its error, if it ends within `seconds`.
    If it takes longer, return {"task_id": task_id, "status": "working"}.
    """
    done, working = await asyncio.wait({task}, timeout=seconds)
    if done:
        return task.result()
    return {"task_id": task_id, "status": "working"}
''', hints=[
    "You wait for the task or for the time, whichever comes first. Which ways to wait leave the task alone when the time "
    "is over?",
    "asyncio.wait_for cancels what it waits for. asyncio.wait gives up waiting and nothing else.",
    'done, working = await asyncio.wait({task}, timeout=seconds); if done, return task.result(); else return {"task_id": '
    'task_id, "status": "working"}.',
])
def q2(answer_soon):
    if not inspect.iscoroutinefunction(inspect.unwrap(answer_soon)):
        raise Wrong("Without async def it can't await anything.")
    call(_slow_goes_on, answer_soon)
    _again(_quick_at_once, answer_soon)
    _again(_failing_raises, answer_soon)
    return "Quick work is answered at once, slow work is not stopped, and you slept until there was something to see."


def _again(check, answer_soon) -> None:
    """Wrong is what is wrong each time: once or twice a crowded machine may be late itself."""
    for attempts_left in (2, 1, 0):
        try:
            return call(check, answer_soon)
        except Wrong:
            if not attempts_left:
                raise


async def _slow_goes_on(answer_soon):
    probe = Probe(0.4, name="slow")
    task = asyncio.create_task(probe.fetch("work"))
    waiting = Counted(answer_soon(task, "task-7", 0.1))
    try:
        with probe.trace.span("tool", "answer_soon"):
            got = await waiting
    except TimeoutError:
        got = None                              # said below, with what became of the work
    await asyncio.wait({task})
    if fates(probe)["work"] == "cancelled":
        raise Wrong("The work was cancelled when the time was over (timeline below): wait_for and asyncio.timeout cancel "
                    "what is awaited within. asyncio.wait only stops waiting.", probe.picture())
    if got == probe.answer("work"):
        raise Wrong("The work takes 0.4 s and your patience was 0.1 s; answer_soon waited until it was done (timeline "
                    "below).",
                    probe.picture())
    if got != {"task_id": "task-7", "status": "working"}:
        said = "a TimeoutError came out" if got is None else f"got {short(got)}"
        raise Wrong('For work that takes longer, {"task_id": "task-7", "status": "working"} is wanted; ' + said + ".")
    if waiting.wakes > 4:
        raise Wrong(f"You looked {waiting.wakes} times in 0.1 s whether the task was done. That is polling: asyncio.wait "
                    "sleeps until the task is done or the time is over.")


async def _quick_at_once(answer_soon):
    probe = Probe(0.05, name="quick")
    task = asyncio.create_task(probe.fetch("work"))
    got = await answer_soon(task, "task-8", 0.3)
    answered = probe.trace.now()
    if got != probe.answer("work"):
        await asyncio.wait({task})
        raise Wrong(f"The work was done after 0.05 s and the patience is 0.3 s: its result {short(probe.answer('work'))} is "
                    f"wanted, got {short(got)}.")
    late = answered - spans(probe)[0].end
    if late > 0.1:
        raise Wrong(f"The result was there, and was answered {late:.2f} s later. You sleep for the whole time; wait for the "
                    "task or the time, whichever comes first.")


async def _failing_raises(answer_soon):
    probe = Probe(0.05, {"work": LookupError("the ledger is closed")})
    task = asyncio.create_task(probe.fetch("work"))
    try:
        got = await answer_soon(task, "task-9", 0.3)
    except LookupError:
        return
    task.cancel()
    raise Wrong(f"The work failed after 0.05 s, and the answer was {short(got)}. Its error should come out: "
                "task.result() raises it.")


# ── q3: an honest check ──────────────────────────────────────────────────────────────────────

@lesson.exercise("q3", prompt="Say how a task stands as of now, whatever became of it.", solution='''
def check_state(tasks, task_id, now):
    """Return a dict with task_id, status and as_of, and result or error if there is one.

    `tasks` maps ids to asyncio tasks. status: "working", "completed", "failed", "cancelled".
    as_of is what `now()` says, error is the text of the exception.
    """
    task = tasks[task_id]
    state = {"task_id": task_id, "as_of": now()}
    if not task.done():
        return state | {"status": "working"}
    if task.cancelled():
        return state | {"status": "cancelled"}
    if task.exception():
        return state | {"status": "failed", "error": str(task.exception())}
    return state | {"status": "completed", "result": task.result()}
''', hints=[
    "Ask the task anew at every check, and keep nothing. It has done(), cancelled(), exception() and result().",
    "The order matters: exception() and result() raise for a task that works or was cancelled, and result() for one "
    "that failed.",
    'not task.done() → "working"; task.cancelled() → "cancelled"; task.exception() → "failed" with '
    'error=str(task.exception()); else "completed" with result=task.result(). Each with task_id and as_of=now().',
])
def q3(check_state):
    call(checked, check_state)
    return "Each answer is of its own moment, says of which, and holds for a task of any fate: none of them ends the talk."


# ── questions ────────────────────────────────────────────────────────────────────────────────

lesson.ask("when the model learns", "The audit has just ended, and nobody has said anything. What does the model do?", [
    ("It tells Ana: the board has notified it", False,
     "A model computes when it is sent a request, and nobody has sent one. The news waits on our side."),
    ("It asks check_task, every few seconds", False,
     "To ask, it would have to run, and it does not run between two requests. Polling happens within a turn "
     "that you pay for."),
    ("Nothing, until the next request", True,
     "Then the news stands behind the newest message, once. To have Ana told sooner, your code must make that request, or "
     "show her the end of the task itself: a board does."),
])
lesson.ask("what wait_for does", "The time is over after 0.5 s. What about the audit?", [
    ("It goes on; only the waiting has ended", False,
     "That is how asyncio.wait does it. wait_for cancels what it waits for, and a task is no exception."),
    ("It was cancelled", True,
     "wait_for cancels the task and raises TimeoutError; the work is lost. asyncio.wait leaves it alone, and so does "
     "wait_for around asyncio.shield(task)."),
    ("It goes on, as the thread of lesson 06 did", False,
     "There the call ran on a thread, which nobody can stop. This task is a coroutine: at its next await it is cancelled."),
], code='task = asyncio.create_task(audit("checking"))\nawait asyncio.wait_for(task, 0.5)')
