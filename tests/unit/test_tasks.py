"""TaskBoard: ids at once, states that are true, work that goes on whoever waits, from any thread and loop."""

import asyncio
import contextvars
import json
import statistics
import threading
import time
from enum import Enum

import pydantic
import pytest
from patience import LONG, best_of, until, until_async

from workshop_utils import Chat, TaskBoard, Trace, progress, tool
from workshop_utils.bridge import run_sync
from workshop_utils.show import timeline
from workshop_utils.tools import SignatureProblem, ToolError

STATE = {"task_id", "function", "status", "progress", "as_of"}


async def research(topic: str, pages: int = 3) -> dict:
    "Read about a topic."
    for page in range(pages):
        progress((page + 1) / pages, f"page {page + 1}")
        await asyncio.sleep(0.005)
    return {"topic": topic, "pages": pages}


def compute(x: float) -> float:
    "Compute slowly."
    time.sleep(0.02)
    return x * x


async def endless():
    "Never ends."
    await asyncio.Event().wait()


async def failing(card: int):
    "Always fails."
    raise KeyError(f"no card ends with {card}")


ALL = [research, compute, endless, failing]


def call(board, name, /, **arguments):
    """What a model gets from one of the board's tools."""
    return {one.name: one for one in board.tools}[name].call(json.dumps(arguments))


# ── from anywhere ─────────────────────────────────────────────────────────────────────────────────────


def test_from_a_script_without_a_loop_a_task_runs_in_the_background():
    gate = threading.Event()

    def compute(x: float) -> float:
        gate.wait(LONG)
        return x * x
    board = TaskBoard([compute])
    task_id = board.create("compute", x=3)
    assert task_id == "task-1" and set(board.check(task_id)) == STATE and board.check(task_id)["status"] == "working"
    gate.set()
    assert run_sync(board.result(task_id)) == 9.0
    assert board.check(task_id)["result"] == 9.0


def test_inside_a_running_loop_a_task_runs_on_that_loop():
    seen = []

    async def where():
        seen.append(asyncio.get_running_loop())

    async def main():
        board = TaskBoard([where])
        await board.result(board.create("where"))
        assert seen == [asyncio.get_running_loop()]
    asyncio.run(main())


def test_a_thread_creates_waits_and_cancels_like_anybody():
    board, outcome = TaskBoard(ALL), {}

    def work():
        outcome["result"] = run_sync(board.result(board.create("compute", x=2)))
        outcome["cancelled"] = board.cancel(board.create("endless"))["status"]
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(LONG)
    assert outcome == {"result": 4.0, "cancelled": "cancelled"}


def test_a_task_that_creates_tasks_from_its_own_thread_keeps_them_on_its_loop():
    async def main():
        loops = []

        async def child():
            loops.append(asyncio.get_running_loop())

        def parent():
            return board.create("child")
        board = TaskBoard([parent, child])
        await board.result(await board.result(board.create("parent")))
        assert loops == [asyncio.get_running_loop()]
    asyncio.run(main())


def test_creating_takes_less_than_a_millisecond():
    board = TaskBoard(ALL)

    def seconds() -> float:
        began = time.perf_counter()
        board.create("research", topic="otters", pages=1)
        return time.perf_counter() - began

    def median() -> float:
        took = statistics.median(seconds() for _ in range(10))
        run_sync(board.settled())
        return took
    assert best_of(median, 0.001, attempts=100) < 0.001


def test_blocking_functions_run_side_by_side_and_leave_the_loop_free():
    async def main():
        here, release = [], threading.Event()

        def blocking():
            here.append(1)
            release.wait(LONG)
        board = TaskBoard([blocking])
        for _ in range(20):
            board.create("blocking")
        await until_async(lambda: len(here) == 20)
        release.set()
        await board.settled()
        assert board.trace.most_at_once("task") == 20
    asyncio.run(main())


def test_a_blocking_function_begins_while_its_creator_keeps_the_loop_busy():
    async def main():
        board = TaskBoard([compute])
        task_id = board.create("compute", x=2)
        assert until(lambda: board.check(task_id).get("result")) == 4.0       # as a cell without await does
    asyncio.run(main())


def test_tasks_end_as_cancelled_with_the_loop_that_they_run_on():
    board = TaskBoard(ALL)

    async def main():
        board.create("endless")
        await asyncio.sleep(0.01)
    asyncio.run(main())
    assert board.check("task-1")["status"] == "cancelled"


# ── arguments and names ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name, arguments, said", [
    ("reserch", {"topic": "x"}, 'There is no function "reserch". Nearest: research. Available: research, compute, endless, failing.'),
    ("research", {"topic": 3}, "topic must be a string, got 3."),
    ("research", {"topik": "x"}, 'research needs "topic" (a string). research has no argument "topik". Did you mean "topic"?'),
])
def test_what_does_not_fit_is_said_at_once_and_starts_nothing(name, arguments, said):
    board = TaskBoard(ALL)
    with pytest.raises(ToolError) as error:
        board.create(name, **arguments)
    assert str(error.value).startswith(said) and board.list() == []


def test_an_unknown_id_is_answered_with_the_nearest():
    board = TaskBoard(ALL)
    with pytest.raises(ToolError, match='There is no task "task-9". None was created yet.'):
        board.check("task-9")
    board.cancel(board.create("endless"))
    for ask in (board.check, board.cancel, lambda task_id: run_sync(board.result(task_id))):
        with pytest.raises(ToolError, match='There is no task "task-9". Nearest: task-1. Tasks: task-1.'):
            ask("task-9")


def test_a_function_receives_typed_values():
    class Size(Enum):
        SMALL = "s"

    def order(size: Size):
        return size is Size.SMALL
    board = TaskBoard([order])
    assert run_sync(board.result(board.create("order", size="s"))) is True


@pytest.mark.parametrize("build, said", [
    (lambda: TaskBoard([]), "at least one function"),
    (lambda: TaskBoard(ALL, wait=-1), "0 or more; got -1"),
    (lambda: TaskBoard(ALL, wait="2"), '0 or more; got "2"'),
])
def test_a_board_that_makes_no_sense_is_refused(build, said):
    with pytest.raises(ValueError, match=said):
        build()


def test_a_parameter_named_function_is_refused_with_the_way_out():
    def plot(function: str):
        "Plot."
    with pytest.raises(SignatureProblem, match='plot has a parameter "function".*Rename it'):
        TaskBoard([plot])


# ── states, results, progress ─────────────────────────────────────────────────────────────────────────


def test_a_failure_is_told_in_the_words_of_a_failed_call():
    board = TaskBoard(ALL)
    task_id = board.create("failing", card=4471)
    with pytest.raises(ToolError):
        run_sync(board.result(task_id))
    state = board.check(task_id)
    assert state["status"] == "failed" and state["error"] == "failing failed: KeyError: 'no card ends with 4471'"


class Odd:
    def __repr__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("value, result", [
    ("text", "text"), (b"bytes", "bytes"), ((1, 2), [1, 2]), (None, None), ({"a": {1}}, {"a": [1]}), (float("inf"), "Infinity"),
])
def test_any_result_becomes_data(value, result):
    def give():
        return value
    board = TaskBoard([give])
    assert run_sync(board.result(board.create("give"))) == result


def test_a_result_that_cant_be_written_is_a_failure_in_words():
    board = TaskBoard([Tool_of(Odd())])
    board.create("give")
    run_sync(board.settled())
    assert board.check("task-1")["error"] == "give ended, but its result can't be written as text (RuntimeError)."


def Tool_of(value):
    def give():
        return value
    return give


def test_progress_is_seen_from_async_code_and_from_threads():
    reached = threading.Event()

    def slow():
        progress(0.5, "half")
        reached.set()
    board = TaskBoard([slow, research])
    task_id = board.create("slow")
    assert reached.wait(LONG) and board.check(task_id)["progress"] == {"fraction": 0.5, "note": "half"}
    other = board.create("research", topic="otters")
    run_sync(board.settled())
    assert board.check(other)["progress"] == {"fraction": 1.0, "note": "page 3"}


@pytest.mark.parametrize("fraction", [-0.1, 1.5, 40, float("nan"), float("inf"), True, "half", None])
def test_progress_outside_0_to_1_is_an_error_everywhere(fraction):
    with pytest.raises(ValueError, match="progress takes a fraction from 0 to 1, got"):
        progress(fraction)


def test_progress_in_percent_is_answered_with_the_fraction():
    with pytest.raises(ValueError, match=r"got 40. Write progress\(0.4\) for 40 %."):
        progress(40)


def test_progress_costs_a_model_few_digits():
    def thirds():
        progress(1 / 3)
    board = TaskBoard([thirds])
    run_sync(board.result(board.create("thirds")))
    assert board.check("task-1")["progress"]["fraction"] == 0.333


def test_progress_outside_a_task_does_nothing():
    assert progress(0.3, "reading") is None


def test_progress_of_what_a_task_left_behind_changes_nothing():
    said = []

    def leaves():
        context = contextvars.copy_context()
        said.append(lambda: context.run(progress, 0.9, "late"))
        progress(0.5)
    board = TaskBoard([leaves])
    run_sync(board.result(board.create("leaves")))
    said[0]()
    assert board.check("task-1")["progress"] == {"fraction": 0.5, "note": ""}


def test_many_threads_create_tasks_with_distinct_ids():
    board, ids = TaskBoard(ALL), []
    threads = [threading.Thread(target=lambda: ids.extend(board.create("compute", x=x) for x in range(10))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = run_sync(board.settled())
    assert len(set(ids)) == 80 == len(states) and {state["status"] for state in states} == {"completed"}


def test_a_list_has_all_states_without_results():
    board = TaskBoard(ALL)
    board.create("compute", x=1)
    board.create("endless")
    board.cancel("task-2")
    run_sync(board.settled())
    assert [(state["task_id"], state["status"], "result" in state) for state in board.list()] == [
        ("task-1", "completed", False), ("task-2", "cancelled", False)]
    assert repr(board) == "<TaskBoard: 1 completed, 1 cancelled>"


# ── cancelling ────────────────────────────────────────────────────────────────────────────────────────


def test_cancelling_stops_a_coroutine_at_once():
    async def main():
        begun, stopped = asyncio.Event(), asyncio.Event()

        async def waits():
            try:
                begun.set()
                await asyncio.Event().wait()
            finally:
                stopped.set()
        board = TaskBoard([waits])
        task_id = board.create("waits")
        await begun.wait()
        began = time.perf_counter()
        assert board.cancel(task_id)["status"] == "cancelled"
        await asyncio.wait_for(stopped.wait(), LONG)
        took = time.perf_counter() - began
        with pytest.raises(ToolError, match="task-1 was cancelled."):
            await board.result(task_id)
        return took
    assert best_of(lambda: asyncio.run(main()), 0.05) < 0.05


def test_a_thread_ends_at_its_next_progress_and_its_late_result_is_dropped():
    begun, ended, release, said = threading.Event(), threading.Event(), threading.Event(), []

    def works():
        begun.set()
        release.wait(LONG)
        try:
            progress(0.9)
        except asyncio.CancelledError as error:
            said.append(str(error))
            ended.set()
        return "late"
    board = TaskBoard([works])
    task_id = board.create("works")
    assert begun.wait(LONG) and board.cancel(task_id)["status"] == "cancelled"
    release.set()
    assert ended.wait(LONG) and said == ["task-1 is cancelled."]
    time.sleep(0.01)
    state = board.check(task_id)
    assert state["status"] == "cancelled" and "result" not in state


def test_a_coroutine_that_ignores_its_cancellation_is_cancelled_all_the_same():
    begun = threading.Event()

    async def stubborn():
        begun.set()
        try:
            await asyncio.sleep(LONG)
        except asyncio.CancelledError:
            return "still here"

    async def main():
        board = TaskBoard([stubborn])
        task_id = board.create("stubborn")
        await until_async(begun.is_set)
        board.cancel(task_id)
        await asyncio.sleep(0.01)
        assert board.check(task_id)["status"] == "cancelled" and "result" not in board.check(task_id)
    asyncio.run(main())


def test_a_task_that_was_cancelled_before_it_began_never_runs():
    async def main():
        ran = []

        async def record():
            ran.append(1)
        board = TaskBoard([record])
        board.cancel(board.create("record"))
        await asyncio.sleep(0.01)
        assert ran == [] and board.list()[0]["status"] == "cancelled"
    asyncio.run(main())


def test_cancelling_what_has_ended_changes_nothing():
    board = TaskBoard(ALL)
    task_id = board.create("compute", x=2)
    run_sync(board.settled())
    assert board.cancel(task_id)["result"] == 4.0 and board.check(task_id)["status"] == "completed"


def test_who_stops_waiting_does_not_stop_the_work():
    async def main():
        board = TaskBoard(ALL)
        task_id = board.create("research", topic="otters", pages=20)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(board.result(task_id), 0.01)
        assert (await board.result(task_id))["pages"] == 20
    asyncio.run(main())


# ── the model's tools ─────────────────────────────────────────────────────────────────────────────────


def test_the_model_has_four_tools_all_strict():
    board = TaskBoard(ALL)
    assert [(one.name, one.strict) for one in board.tools] == [
        ("create_task", True), ("check_task", True), ("cancel_task", True), ("list_tasks", True)]


def test_create_task_offers_each_function_with_its_own_arguments():
    task = TaskBoard(ALL).tools[0].definition["parameters"]["properties"]["task"]
    first = task["anyOf"][0]
    assert len(task["anyOf"]) == 4 and first["description"] == "Read about a topic."
    assert first["properties"]["function"] == {"type": "string", "enum": ["research"]}
    assert first["required"] == ["function", "topic", "pages"] and first["additionalProperties"] is False


def test_create_task_of_one_function_is_that_object():
    task = TaskBoard([research]).tools[0].definition["parameters"]["properties"]["task"]
    assert task["type"] == "object" and task["properties"]["function"]["enum"] == ["research"]


def test_a_function_that_cant_be_strict_is_offered_as_it_is():
    def count(words: dict[str, int]):
        "Count."
    create = TaskBoard([research, count]).tools[0]
    assert not create.strict and "free keys" in create.why_not_strict
    assert create.definition["parameters"]["properties"]["task"]["anyOf"][1]["properties"]["words"]["type"] == "object"


def test_definitions_of_one_name_are_kept_apart():
    def family():
        class Node(pydantic.BaseModel):
            name: str
            children: list["Node"] = []
        Node.model_rebuild(_types_namespace={"Node": Node})

        def draw(root: Node):
            return root.children[0].name
        return draw

    def files():
        class Node(pydantic.BaseModel):
            size: int
            inside: list["Node"] = []
        Node.model_rebuild(_types_namespace={"Node": Node})

        def measure(root: Node):
            return root.inside[0].size
        return measure
    board = TaskBoard([family(), files()])
    schema = board.tools[0].definition["parameters"]
    assert set(schema["$defs"]) == {"draw_Node", "measure_Node"} and board.tools[0].strict
    assert schema["$defs"]["draw_Node"]["properties"]["children"]["items"] == {"$ref": "#/$defs/draw_Node"}
    task_id = board.create("measure", root={"size": 1, "inside": [{"size": 7}]})
    assert run_sync(board.result(task_id)) == 7


def test_nulls_that_stand_for_defaults_are_left_out_by_the_function_that_is_meant():
    def first(x: int = 1):
        return x

    def second(x: int | None):
        return x

    async def main():
        board = TaskBoard([first, second], wait=1)
        assert (await call(board, "create_task", task={"function": "first", "x": None}))["result"] == 1
        assert (await call(board, "create_task", task={"function": "second", "x": None}))["result"] is None
    asyncio.run(main())


@pytest.mark.parametrize("arguments, said", [
    ({}, 'create_task needs "task"'),
    ({"task": {"topic": "x"}}, 'task needs "function" ("research" or "compute" or "endless" or "failing").'),
    ({"task": {"function": "reserch"}}, 'There is no function "reserch". Nearest: research.'),
    ({"task": {"function": "research"}}, 'research needs "topic" (a string).'),
    ({"task": "research"}, 'task must be an object, got "research".'),
])
def test_the_model_is_told_what_is_wrong_with_a_task(arguments, said):
    async def main():
        board = TaskBoard(ALL)
        with pytest.raises(ToolError) as error:
            await call(board, "create_task", **arguments)
        assert str(error.value).startswith(said) and board.list() == []
    asyncio.run(main())


def test_of_one_function_the_name_may_be_left_out():
    async def main():
        board = TaskBoard([compute], wait=1)
        assert (await call(board, "create_task", task={"x": 3}))["result"] == 9.0
    asyncio.run(main())


def test_wait_gives_the_result_of_a_quick_task_and_the_id_of_a_slow_one():
    async def main():
        gate = asyncio.Event()

        async def held():
            await gate.wait()
            return "done"
        quick = await call(TaskBoard(ALL, wait=LONG), "create_task", task={"function": "research", "topic": "x", "pages": 1})
        board = TaskBoard([held], wait=0.05)
        slow = await call(board, "create_task", task={"function": "held"})
        assert quick["status"] == "completed" and slow["status"] == "working" and slow["task_id"] == "task-1"
        gate.set()
        assert await board.result("task-1") == "done", "waiting did not cancel the work"
    asyncio.run(main())


def test_a_tools_own_time_limit_is_for_calls_and_not_for_tasks():
    @tool(timeout=0.01)
    async def slow():
        await asyncio.sleep(0.05)
        return "done"
    board = TaskBoard([slow])
    assert run_sync(board.result(board.create("slow"))) == "done" and slow.tool.timeout == 0.01


# ── the trace ─────────────────────────────────────────────────────────────────────────────────────────


def test_tasks_are_bars_of_the_boards_trace_also_while_they_run():
    async def main():
        board = TaskBoard(ALL, trace=Trace())
        board.create("endless")
        board.create("failing", card=1)
        await until_async(lambda: board.check("task-2")["status"] == "failed")
        running, failed = board.trace.of("task")
        assert (running.name, running.end) == ("endless", None) and (failed.ok, failed.detail["output"][:14]) == (False, "failing failed")
        assert "still running" in timeline(board).text
        board.cancel("task-1")
        await until_async(lambda: running.end is not None)
        assert not running.ok
    asyncio.run(main())


def test_a_shared_trace_has_each_task_once():
    chat = Chat()
    board = TaskBoard(ALL, trace=chat.trace)
    run_sync(board.result(board.create("compute", x=1)))
    assert len(chat.trace.of("task")) == 1
