"""What a board costs: create, cancel, a user's turn beside ten tasks, and the announcement. python benchmarks/tasks.py

The practice model answers without latency in a process of its own; the tasks report progress a hundred times a second.
"""

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import openai  # noqa: E402  (the line above makes the package importable from anywhere)

from workshop_utils import Chat, TaskBoard, progress  # noqa: E402

SERVER = "from workshop_utils import practice; print(practice.start().base_url, flush=True); input()"
TURNS = 60


async def on_the_loop(seconds: float):
    "Wait, as for a slow service."
    for step in range(int(100 * seconds)):
        progress(step / (100 * seconds), "waiting")
        await asyncio.sleep(0.01)


def on_a_thread(seconds: float):
    "Wait, as for a slow service that blocks."
    for step in range(int(100 * seconds)):
        progress(step / (100 * seconds), "waiting")
        time.sleep(0.01)


def milliseconds(began: float) -> float:
    return 1000 * (time.perf_counter() - began)


async def create_ms(count: int = 1000) -> list[float]:
    """board.create on a running loop, each followed by what the loop does with it."""
    board, times = TaskBoard([on_the_loop]), []
    for _ in range(count):
        began = time.perf_counter()
        board.create("on_the_loop", seconds=0)
        times.append(milliseconds(began))
        await asyncio.sleep(0)
    await board.settled()
    return times


async def cancel_ms(count: int = 100) -> list[float]:
    """From board.cancel until the coroutine itself has ended."""
    times, ended = [], asyncio.Event()

    async def waits():
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()
    board = TaskBoard([waits])
    for _ in range(count):
        ended.clear()
        task_id = board.create("waits")
        await asyncio.sleep(0.001)
        began = time.perf_counter()
        board.cancel(task_id)
        await ended.wait()
        times.append(milliseconds(began))
    return times


def cancel_thread_ms(count: int = 30) -> list[float]:
    """From board.cancel of a blocking function until its state says so; its thread ends at its next progress()."""
    board, times = TaskBoard([on_a_thread]), []
    for _ in range(count):
        task_id = board.create("on_a_thread", seconds=10)
        time.sleep(0.005)
        began = time.perf_counter()
        assert board.cancel(task_id)["status"] == "cancelled"
        times.append(milliseconds(began))
    return times


async def turns_ms(client) -> dict[str, float]:
    """The median turn without tasks, and beside ten of each kind; in turns, so that a busy machine is busy for all."""
    board = TaskBoard([on_the_loop, on_a_thread])
    times = {"none": [], "on_the_loop": [], "on_a_thread": []}
    for number in range(TURNS + 5):
        for name in times:
            tasks = [board.create(name, seconds=60) for _ in range(10)] if name != "none" else []
            await asyncio.sleep(0.01)
            chat = Chat(tools=TaskBoard([on_the_loop]).tools, client=client, model="practice")
            began = time.perf_counter()
            await chat.send("Hello there")
            if number >= 5:
                times[name].append(milliseconds(began))
            for task_id in tasks:
                board.cancel(task_id)
            await asyncio.sleep(0.02)
    return {name: statistics.median(measured) for name, measured in times.items()}


async def news_ms(tasks: int = 1000) -> float:
    """What asking for news adds to a request when a thousand tasks have ended and all are known."""
    board = TaskBoard([on_the_loop])
    for _ in range(tasks):
        board.create("on_the_loop", seconds=0)
    await board.settled()
    await board.news()
    began = time.perf_counter()
    for _ in range(20):
        await board.news()
    return milliseconds(began) / 20


def main() -> int:
    """Measure and print beside the targets; 1 if one was missed."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        base_url = process.stdout.readline().strip()

        async def talk():
            async with openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0) as client:
                return await turns_ms(client)
        turns = asyncio.run(talk())
    finally:
        process.communicate("\n")
    rows = [("create a task, median of 1,000", statistics.median(asyncio.run(create_ms())), 1),
            ("cancel a coroutine, slowest of 100", max(asyncio.run(cancel_ms())), 50),
            ("cancel a blocking function, slowest of 30", max(cancel_thread_ms()), 50),
            ("a turn beside 10 coroutines, longer by", turns["on_the_loop"] - turns["none"], 5),
            ("a turn beside 10 blocking functions, longer by", turns["on_a_thread"] - turns["none"], 5),
            ("asking for news, 1,000 known tasks", asyncio.run(news_ms()), 5)]
    print(f"A turn without tasks takes {turns['none']:.1f} ms (median of {TURNS}); {threading.active_count()} threads at the end.")
    for name, value, target in rows:
        print(f"{name:<48} {value:>8.2f} ms   < {target} ms{'' if value < target else '   MISSED'}")
    return int(any(value >= target for _, value, target in rows))


if __name__ == "__main__":
    sys.exit(main())
