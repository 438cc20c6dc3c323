"""What only durable tasks can do: steps that are kept, boards that come and go, several processes on one store."""

import asyncio
import dataclasses
import json
import statistics
import threading
import time

import pytest
from patience import LONG, best_of, until

from workshop_utils import DurableTaskBoard, durable, harbor_bank, settings, step, step_key, worker
from workshop_utils.bridge import run_sync
from workshop_utils.tools import ToolError


@dataclasses.dataclass
class Page:
    number: int
    words: tuple[str, ...]


class Gate:
    """Holds a task up the first time, until the board that runs it is closed."""

    def __init__(self):
        self.open, self.reached = threading.Event(), threading.Event()

    def hold(self):
        self.reached.set()
        self.open.wait(LONG)


# ── steps ─────────────────────────────────────────────────────────────────────────────────────────────


def test_outside_a_durable_task_a_step_is_the_plain_function():
    @step
    def page(number: int) -> Page:
        return Page(number, ("a", step_key()))

    @step
    async def later(number: int):
        return {number}
    first, second = page(1), page(number=1)
    assert first.number == 1 and first.words[1] != second.words[1]
    assert asyncio.run(later(2)) == {2}


def test_what_a_step_gave_is_the_same_after_a_recovery_and_it_does_not_run_again(board_on):
    runs, gate, seen = [], Gate(), []

    @step
    def page(number: int) -> Page:
        runs.append(number)
        return Page(number, ("a", "b"))

    @step
    async def later(number: int) -> Page:
        runs.append(number)
        return Page(number, ())

    def sync_task():
        seen.append([page(1), page(2)])
        gate.hold()
        return page(3).number

    async def async_task():
        seen.append([*await asyncio.gather(later(11), later(12)), page(13)])
        await asyncio.sleep(0 if gate.open.is_set() else 600)
        return (await later(14)).number
    board = board_on([sync_task, async_task])
    board.create("sync_task")
    board.create("async_task")
    until(lambda: len(seen) == 2 and gate.reached.is_set())
    board.close()
    gate.open.set()
    board = board_on([sync_task, async_task])
    run_sync(board.settled())
    assert [board.check(state["task_id"])["result"] for state in board.list()] == [3, 14]
    assert sorted(runs) == [1, 2, 3, 11, 12, 13, 14]
    assert sorted(seen, key=str) == sorted(2 * [[Page(1, ("a", "b")), Page(2, ("a", "b"))],
                                                [Page(11, ()), Page(12, ()), Page(13, ("a", "b"))]], key=str)


def test_the_error_of_a_step_is_caught_after_a_recovery_as_it_was_before(board_on):
    runs, gate, caught = [], Gate(), []

    @step
    def refuse(card: str):
        runs.append(card)
        return harbor_bank.block_card(card)

    def careful():
        try:
            refuse("0000")
        except Exception as error:
            caught.append((type(error), str(error)))
        gate.hold()
        return "went on"
    board = board_on([careful])
    task_id = board.create("careful")
    assert gate.reached.wait(LONG)
    board.close()
    gate.open.set()
    assert run_sync(board_on([careful]).result(task_id)) == "went on"
    assert runs == ["0000"] and len(caught) == 2 and caught[0] == caught[1]


def test_a_step_that_is_cut_off_runs_again_under_the_same_key(board_on):
    keys, gate = [], Gate()

    @step
    def refund() -> str:
        keys.append(step_key())
        gate.hold()
        return keys[0]

    def task():
        return refund()
    board = board_on([task])
    task_id = board.create("task")
    assert gate.reached.wait(LONG)
    board.close()
    gate.open.set()
    assert run_sync(board_on([task]).result(task_id)) == keys[0]
    assert keys[0] == keys[1] and task_id in keys[0]


def test_a_step_within_a_step_is_part_of_it(board_on):
    @step
    def inner() -> str:
        return step_key()

    @step
    def outer() -> list[str]:
        return [step_key(), inner()]

    def task():
        return outer()
    board = board_on([task])
    first, second = run_sync(board.result(board.create("task")))
    assert first == second


def test_a_step_that_gives_what_cant_be_kept_says_so(board_on):
    @step
    def connect():
        return threading.Lock()

    def task():
        connect()
    board = board_on([task])
    with pytest.raises(ToolError, match="The step connect returned what can't be kept: .*Return data that JSON can carry"):
        run_sync(board.result(board.create("task")))


def test_a_cancelled_thread_ends_at_its_next_step(board_on):
    gate, ran = Gate(), []

    @step
    def first():
        gate.hold()

    @step
    def second():
        ran.append(1)

    def task():
        first()
        second()
    board = board_on([task])
    task_id = board.create("task")
    assert gate.reached.wait(LONG) and board.cancel(task_id)["status"] == "cancelled"
    gate.open.set()
    time.sleep(0.3)
    assert ran == [] and board.check(task_id)["status"] == "cancelled"


def test_a_coroutine_that_is_cancelled_from_elsewhere_stops_within_a_second_or_so(board_on):
    began, ended = threading.Event(), threading.Event()

    @step
    async def endless():
        began.set()
        try:
            await asyncio.sleep(600)
        finally:
            ended.set()

    async def task():
        await endless()
    board, elsewhere = board_on([task]), board_on()

    def seconds_until_it_stops() -> float:
        began.clear(), ended.clear()
        task_id = board.create("task")
        assert began.wait(LONG) and elsewhere.cancel(task_id)["status"] == "cancelled"
        cancelled = time.monotonic()
        assert ended.wait(LONG)
        return time.monotonic() - cancelled
    assert best_of(seconds_until_it_stops, 3, attempts=5) < 3


# ── a cell that is run again ──────────────────────────────────────────────────────────────────────────


def test_a_function_that_is_defined_again_is_taken_by_new_and_by_recovered_tasks_only(board_on):
    gate = Gate()

    def answer(waits: bool):
        if waits:
            gate.hold()
        return "old"
    board = board_on([answer])
    running = board.create("answer", waits=True)
    assert gate.reached.wait(LONG)

    def answer(waits: bool):
        return "new"
    again = board_on([answer])
    assert run_sync(again.result(again.create("answer", waits=True))) == "new"
    gate.open.set()
    assert run_sync(board.result(running)) == "old"


def test_two_boards_share_the_process_and_the_last_one_that_closes_ends_the_work(board_on):
    def one():
        return 1

    def two():
        return 2
    first, second = board_on([one]), board_on([two])
    first.close()
    assert run_sync(second.result(second.create("two"))) == 2
    second.close()
    assert worker._worker is None


def test_a_closed_board_says_so(board_on):
    board = board_on()
    board.close()
    board.close()
    with pytest.raises(RuntimeError, match="This board is closed. Make another one"):
        board.list()


def test_a_process_runs_the_tasks_of_one_store_and_checks_those_of_any(board_on, tmp_path):
    def f():
        return 1
    board_on([f])
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    with pytest.raises(RuntimeError, match=r"tasks of sqlite:///.*tasks.sqlite already.*board.close\(\).*at_once=0"):
        DurableTaskBoard([f], other)
    with DurableTaskBoard([f], other, at_once=0) as board:
        task_id = board.create("f")
        assert board.check(task_id)["note"] == "waits for a process that knows f"
        with pytest.raises(RuntimeError, match="This board runs no tasks"):
            board.run_until_idle()


def test_a_store_that_was_removed_meanwhile_is_made_anew(board_on, tmp_path):
    def f():
        return 1
    board = board_on([f])
    run_sync(board.result(board.create("f")))
    try:
        for path in sorted(tmp_path.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    except PermissionError:
        pytest.skip("Windows does not remove an open file: close the board first")
    again = board_on([f])
    assert again.list() == []
    assert run_sync(again.result(again.create("f"))) == 1


# ── addresses and ids ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("url", ["tasks.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://host/tasks", 7, ""])
def test_an_address_that_is_no_store_is_refused(url):
    with pytest.raises(ValueError, match=r'It can be "sqlite:///tasks.sqlite" \(a file\), or "postgresql://'):
        DurableTaskBoard(url=url)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(ConnectionError, match="The tasks in postgresql://.* can't be reached: .*server that runs") as error:
        DurableTaskBoard(url="postgresql://ana:secret@127.0.0.1:9/tasks")
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "notes.txt").write_text("Not a database, but a text that is long enough to be read as one." * 99)
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(ConnectionError, match="can't be reached: .*a file that may be written"):
            DurableTaskBoard(url=f"sqlite:///{path}")


def test_without_an_address_tasks_are_in_the_courses_own_folder(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "workshop.toml").touch()
    monkeypatch.chdir(tmp_path / "notebooks")
    with DurableTaskBoard() as board:
        assert board.list() == [] and (tmp_path / ".workshop" / "tasks.sqlite").is_file()
    monkeypatch.setattr(settings, "repository", lambda: None)
    with pytest.raises(ValueError, match="There is no workshop.toml .* Give one: url="):
        DurableTaskBoard()


def test_an_id_is_never_given_twice(board_on, monkeypatch):
    def f():
        return 1
    monkeypatch.setattr(durable, "ALPHABET", "ab")        # 64 ids
    board = board_on([f], at_once=0)
    assert len({board.create("f") for _ in range(50)}) == 50


def test_creating_takes_a_few_milliseconds(board_on):
    def f(x: int):
        return x
    board = board_on([f])

    def seconds(x: int) -> float:
        began = time.perf_counter()
        board.create("f", x=x)
        return time.perf_counter() - began

    def median() -> float:
        took = statistics.median(seconds(x) for x in range(10))
        run_sync(board.settled())
        return took
    assert best_of(median, 0.015, attempts=50) < 0.015


def test_arguments_that_cant_be_kept_are_refused(board_on):
    def f(thing):
        return 1
    with pytest.raises(ToolError, match="The arguments of f can't be kept: .*Give data that JSON can carry."):
        board_on([f]).create("f", thing=threading.Lock())


# ── several processes ─────────────────────────────────────────────────────────────────────────────────


def test_nobody_takes_or_tells_the_tasks_of_another_living_process_but_may_check_and_cancel_them(board_on, url, processes):
    from errands import collect, gather
    processes.gate.touch()
    other = processes.start("live", url, 2)
    theirs = [other.stdout.readline().strip() for _ in range(2)]
    until(lambda: all(task_id in processes.log.read_text() for task_id in theirs))
    board = board_on([collect, gather])
    ours = board.create("collect", topic="ours")
    assert run_sync(board.result(ours)) and board.check(theirs[1])["status"] == "working"
    assert board.cancel(theirs[0])["status"] == "cancelled"
    processes.gate.unlink()
    states = {state["task_id"]: state for state in run_sync(board.settled())}
    assert {task_id: states[task_id]["status"] for task_id in [*theirs, ours]} == {
        theirs[0]: "cancelled", theirs[1]: "completed", ours: "completed"}
    began = {tuple(line.split()[1:]) for line in processes.log.read_text().splitlines() if line.startswith("began")}
    assert {pid for key, pid in began if key.startswith(theirs[1])} == {str(other.pid)}
    assert _told(board) == [ours]
    other.kill()
    other.wait()
    until(lambda: _told(board) == theirs)
    assert _told(board) == []


def test_a_task_whose_function_nobody_here_knows_waits_and_says_so(board_on):
    gate = Gate()

    def deep_research():
        gate.hold()
        return "found"

    def other():
        return 1
    board = board_on([deep_research])
    task_id = board.create("deep_research")
    assert gate.reached.wait(LONG)
    board.close()
    gate.open.set()
    board = board_on([other])
    assert run_sync(board.result(board.create("other"))) == 1
    waiting, done = run_sync(board.settled())
    assert waiting["note"] == "waits for a process that knows deep_research" and "note" not in done
    assert board.check(task_id)["status"] == "working"
    assert run_sync(board_on([deep_research]).result(task_id)) == "found"


def test_a_board_without_functions_checks_and_cancels(board_on):
    def f():
        return 1
    task_id = board_on([f], at_once=0).create("f")
    board = board_on()
    assert [one.name for one in board.tools] == ["check_task", "cancel_task", "list_tasks"]
    with pytest.raises(ToolError, match='There is no function "f"'):
        board.create("f")
    assert board.cancel(task_id)["status"] == "cancelled"


def _told(board) -> list[str]:
    return [json.loads(item["arguments"])["task_id"] for item in run_sync(board.news()) if item["type"] == "function_call"]
