"""What both boards do alike: one table of behaviours, run over tasks in this process and over durable ones."""

import asyncio
import dataclasses
import datetime
import json
import threading
import time

import pytest
from patience import LONG, until

from workshop_utils import Chat, DurableTaskBoard, TaskBoard, progress
from workshop_utils.bridge import run_sync
from workshop_utils.tools import ToolError


async def research(topic: str, pages: int = 2) -> dict:
    "Read about a topic."
    for page in range(pages):
        await asyncio.sleep(0.01)
        progress((page + 1) / pages, f"page {page + 1}")
    return {"topic": topic, "pages": pages}


def compute(x: float) -> float:
    "Compute slowly."
    time.sleep(0.02)
    return x * x


async def endless():
    "Never ends."
    await asyncio.sleep(600)


def failing(card: int):
    "Always fails."
    raise KeyError(f"no card ends with {card}")


ALL = [research, compute, endless, failing]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The address of a file whose worker goes on from test to test."""
    url = f"sqlite:///{tmp_path_factory.mktemp('boards') / 'tasks.sqlite'}"
    with DurableTaskBoard(ALL, url):
        yield url


@pytest.fixture(params=["in this process", "durable"])
def board_of(request, store):
    """board_of(functions, wait=…): a board of either kind, without tasks."""
    boards, durable = [], request.param == "durable"

    def build(functions=ALL, wait=0.0):
        boards.append(DurableTaskBoard(functions, store, wait) if durable else TaskBoard(functions, wait))
        return boards[-1]
    yield build
    for board in boards:
        for state in board.list():
            board.cancel(state["task_id"])
            if durable:
                board._store.client.delete_workflow(state["task_id"])
        if durable:
            board.close()


def call(board, name, /, **arguments):
    """What a model gets from one of the board's tools."""
    return run_sync({one.name: one for one in board.tools}[name].call(json.dumps(arguments)))


def test_an_id_comes_at_once_and_the_result_later(board_of):
    gate = threading.Event()

    def compute(x: float) -> float:
        gate.wait(LONG)
        return x * x
    board = board_of([compute])
    task_id = board.create("compute", x=3)
    assert task_id.startswith("task-")
    assert board.check(task_id)["status"] == "working" and "result" not in board.check(task_id)
    gate.set()
    assert run_sync(board.result(task_id)) == 9.0
    state = board.check(task_id)
    assert list(state) == ["task_id", "function", "status", "progress", "result", "as_of"]
    assert (state["task_id"], state["function"], state["status"], state["result"]) == (task_id, "compute", "completed", 9.0)
    assert datetime.datetime.fromisoformat(state["as_of"]).tzinfo


def test_progress_is_kept_with_its_note(board_of):
    board = board_of()
    task_id = board.create("research", topic="otters")
    assert run_sync(board.result(task_id)) == {"topic": "otters", "pages": 2}
    assert board.check(task_id)["progress"] == {"fraction": 1.0, "note": "page 2"}


def test_a_failure_is_told_in_the_words_of_a_failed_call(board_of):
    board = board_of()
    task_id = board.create("failing", card=4471)
    with pytest.raises(ToolError, match="failing failed: KeyError: 'no card ends with 4471'"):
        run_sync(board.result(task_id))
    state = board.check(task_id)
    assert state["status"] == "failed" and state["error"] == "failing failed: KeyError: 'no card ends with 4471'"


def test_what_does_not_fit_is_said_at_once_and_starts_nothing(board_of):
    board = board_of()
    for name, arguments, said in [("reserch", {}, 'There is no function "reserch". Nearest: research.'),
                                  ("research", {"topic": 3}, "topic must be a string, got 3."),
                                  ("research", {"topik": "a"}, 'Did you mean "topic"?')]:
        with pytest.raises(ToolError) as error:
            board.create(name, **arguments)
        assert said in str(error.value)
    assert board.list() == []


def test_an_unknown_id_is_answered_with_the_ids_there_are(board_of):
    board = board_of()
    with pytest.raises(ToolError, match='There is no task "task-0". None was created yet.'):
        board.check("task-0")
    task_id = board.create("compute", x=1)
    with pytest.raises(ToolError, match=f"Tasks: {task_id}."):
        board.cancel("task-0")


@dataclasses.dataclass
class Trip:
    city: str
    day: datetime.date


def test_a_function_receives_typed_values(board_of):
    def plan(trip: Trip) -> str:
        return f"{type(trip).__name__} to {trip.city} in week {trip.day.isocalendar().week}"
    board = board_of([plan])
    for trip in ({"city": "Oslo", "day": "2026-05-04"}, Trip("Oslo", datetime.date(2026, 5, 4))):
        assert run_sync(board.result(board.create("plan", trip=trip))) == "Trip to Oslo in week 19"


RESULTS = [("text", "text"), (b"bytes", "bytes"), ((1, 2), [1, 2]), (None, None), ({"a": {1}}, {"a": [1]}),
           (float("inf"), "Infinity"), (Trip("Oslo", datetime.date(2026, 5, 4)), {"city": "Oslo", "day": "2026-05-04"})]


def test_any_result_becomes_data(board_of):
    def give(number: int):
        return RESULTS[number][0]
    board = board_of([give])
    ids = [board.create("give", number=number) for number in range(len(RESULTS))]
    assert [run_sync(board.result(task_id)) for task_id in ids] == [result for _, result in RESULTS]


def test_half_a_surrogate_pair_does_not_stop_a_task(board_of):
    def give(text: str):
        progress(0.5, "\ud83d")
        return text
    board = board_of([give])
    run_sync(board.result(board.create("give", text="ok \ud83d")))


class Odd:
    def __repr__(self):
        raise RuntimeError("no words")


def test_a_result_that_cant_be_written_is_a_failure_in_words(board_of):
    def give():
        return Odd()
    board = board_of([give])
    task_id = board.create("give")
    run_sync(board.settled())
    assert board.check(task_id)["error"] == "give ended, but its result can't be written as text (RuntimeError)."


def test_a_coroutine_is_cancelled_while_it_waits(board_of):
    ended = threading.Event()

    async def waits():
        try:
            progress(0.1)
            await asyncio.sleep(600)
        finally:
            ended.set()
    board = board_of([waits])
    task_id = board.create("waits")
    until(lambda: board.check(task_id)["progress"])
    assert board.cancel(task_id)["status"] == "cancelled" and ended.wait(LONG)
    with pytest.raises(ToolError, match=f"{task_id} was cancelled."):
        run_sync(board.result(task_id))


def test_a_thread_ends_at_its_next_progress_and_its_late_result_is_dropped(board_of):
    began, release, said = threading.Event(), threading.Event(), []

    def works():
        began.set()
        release.wait(LONG)
        try:
            progress(0.9)
        except asyncio.CancelledError as error:
            said.append(str(error))
        return "late"
    board = board_of([works])
    task_id = board.create("works")
    assert began.wait(LONG) and board.cancel(task_id)["status"] == "cancelled"
    release.set()
    until(lambda: said)
    assert said == [f"{task_id} is cancelled."]
    assert board.check(task_id)["status"] == "cancelled" and "result" not in board.check(task_id)


def test_cancelling_what_has_ended_changes_nothing(board_of):
    board = board_of()
    task_id = board.create("compute", x=2)
    run_sync(board.settled())
    assert board.cancel(task_id)["status"] == "completed" and board.check(task_id)["result"] == 4.0


def test_a_task_that_was_cancelled_before_it_began_never_runs(board_of):
    ran = []

    def runs():
        ran.append(1)
    board = board_of([runs])

    async def both():
        task_id = await board._create("runs", {})
        return await board._cancel(task_id)
    for _ in range(20):                           # a machine may be so slow that a task begins before it can be cancelled
        ran.clear()
        if run_sync(both())["status"] == "cancelled":
            time.sleep(0.2)
            if not ran:
                return
    raise AssertionError("it ran each time")


def test_a_list_has_all_states_without_results_oldest_first(board_of):
    board = board_of()
    ids = [board.create("compute", x=1), board.create("failing", card=1), board.create("endless")]
    board.cancel(ids[2])
    states = run_sync(board.settled())
    assert [(state["task_id"], state["status"]) for state in states] == list(zip(ids, ["completed", "failed", "cancelled"]))
    assert all("result" not in state and 0 <= state["seconds"] < LONG for state in states)
    assert states[0]["seconds"] >= 0.02
    assert repr(board) == f"<{type(board).__name__}: 1 completed, 1 failed, 1 cancelled>"


def test_twenty_tasks_run_side_by_side(board_of):
    all_of_them = threading.Barrier(20, timeout=LONG)

    def works():
        all_of_them.wait()
        return "met"
    board = board_of([works])
    ids = [board.create("works") for _ in range(20)]
    assert [run_sync(board.result(task_id)) for task_id in ids] == ["met"] * 20


def test_wait_gives_the_result_of_a_quick_task_and_the_id_of_a_slow_one(board_of):
    assert call(board_of(wait=LONG), "create_task", task={"function": "compute", "x": 2})["result"] == 4.0
    board = board_of(wait=0.2)
    slow = call(board, "create_task", task={"function": "endless"})
    assert slow["status"] == "working"
    assert call(board, "cancel_task", task_id=slow["task_id"])["status"] == "cancelled"


def test_the_model_has_the_same_tools(board_of):
    names = ["create_task", "check_task", "cancel_task", "list_tasks"]
    assert [one.name for one in board_of().tools] == names
    assert [one.definition for one in board_of().tools] == [one.definition for one in TaskBoard(ALL).tools]


def test_what_has_ended_is_announced_once_and_what_the_model_was_told_is_not(board_of):
    board = board_of()
    first, second, third = (board.create("compute", x=x) for x in (1, 2, 3))
    run_sync(board.settled())
    board.check(second)                           # a person has looked, not the model
    call(board, "check_task", task_id=third)
    items = run_sync(board.news())
    assert [json.loads(item["arguments"]) for item in items[::2]] == [{"task_id": first}, {"task_id": second}]
    assert [json.loads(item["output"])["result"] for item in items[1::2]] == [1.0, 4.0]
    assert run_sync(board.news()) == []


def test_a_chat_is_told(board_of):
    board = board_of()
    chat = Chat(tools=board.tools)
    task_id = board.create("compute", x=12)
    run_sync(board.settled())
    chat.send_sync("Hello")
    told = [item for item in chat.items if item.get("type") == "function_call_output"]
    assert [json.loads(item["output"])["task_id"] for item in told] == [task_id]


def test_a_task_may_be_a_chat_itself_also_a_second_time(board_of):
    async def ask(question: str) -> str:
        return (await Chat("Answer briefly.").send(question)).text
    board = board_of([ask])
    answers = [run_sync(board.result(board.create("ask", question="What is 2 + 3?"))) for _ in range(2)]
    assert all("5" in answer for answer in answers)


def test_the_tasks_of_this_process_are_in_the_boards_trace(board_of):
    board = board_of()
    before = len(board.trace.of("task"))
    ids = [board.create("compute", x=1), board.create("failing", card=1)]
    run_sync(board.settled())
    events = board.trace.of("task")[before:]
    assert {event.detail["task_id"] for event in events} == set(ids)
    assert {event.name: event.ok for event in events} == {"compute": True, "failing": False}


def test_who_watches_is_told_of_changes(board_of):
    board, seen = board_of(), []
    board.watchers.append(lambda: seen.append(1))
    run_sync(board.result(board.create("research", topic="a")))
    assert len(seen) >= 3                         # created, went on, ended
