"""Durable tasks on SQLite: how long create, check and a step take, and how soon a killed process's tasks run again."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workshop_utils import DurableTaskBoard, progress, step

FEW_MS = 15                 # what create may take, at the median


@step
def nothing(number: int) -> int:
    return number


def steps(number: int) -> float:
    "Seconds for a step, at the median."
    took = []
    for count in range(number):
        began = time.perf_counter()
        nothing(count)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def reports(number: int) -> float:
    "Seconds for a progress report, at the median."
    took = []
    for count in range(number):
        began = time.perf_counter()
        progress(count / number)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def waits() -> str:
    "Begins, says so, and takes its time unless it is taken up a second time."
    began = Path(sys.argv[-1]).with_name("began")
    if not began.exists():
        began.touch()
        time.sleep(60)
    return str(time.time())


FUNCTIONS = [steps, reports, waits]


def main() -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{Path(folder) / 'tasks.sqlite'}"
        sys.argv.append(str(Path(folder) / "tasks.sqlite"))
        began = time.perf_counter()
        with DurableTaskBoard(FUNCTIONS, url) as board:
            print(f"a board opens           {1000 * (time.perf_counter() - began):8.1f} ms")
            create = asyncio.run(measure(board))
        print(f"takeover after a kill   {1000 * takeover(url):8.0f} ms   from the new board to the task's new start")
    if create > FEW_MS:
        print(f"create takes {create:.1f} ms; it should take {FEW_MS} at most.", file=sys.stderr)
    return int(create > FEW_MS)


async def measure(board) -> float:
    """Prints the times of one board; returns that of create, in ms."""
    created, checked = [], []
    for _ in range(200):
        began = time.perf_counter()
        task_id = board.create("steps", number=1)
        created.append(1000 * (time.perf_counter() - began))
    await board.settled()
    for _ in range(200):
        began = time.perf_counter()
        board.check(task_id)
        checked.append(1000 * (time.perf_counter() - began))
    began = time.perf_counter()
    await board.result(board.create("steps", number=1))
    whole = time.perf_counter() - began
    each = {name: 1000 * await board.result(board.create(name, number=200)) for name in ("steps", "reports")}
    for name, ms in [("create", statistics.median(created)), ("check", statistics.median(checked)),
                     ("a step is kept", each["steps"]), ("progress is kept", each["reports"]),
                     ("create to result", 1000 * whole)]:
        print(f"{name:24}{ms:8.1f} ms")
    return statistics.median(created)


def takeover(url: str) -> float:
    """Seconds until a task of a killed process runs again."""
    child = subprocess.Popen([sys.executable, __file__, "be killed", url, url.removeprefix("sqlite:///")])
    while not Path(sys.argv[-1]).with_name("began").exists():
        time.sleep(0.01)
    child.kill()
    child.wait()
    began = time.time()
    with DurableTaskBoard(FUNCTIONS, url) as board:
        return float(asyncio.run(board.result(board.list()[-1]["task_id"]))) - began


if __name__ == "__main__":
    if sys.argv[1:2] == ["be killed"]:
        DurableTaskBoard(FUNCTIONS, sys.argv[2]).create("waits")
        time.sleep(60)
    sys.exit(main())
