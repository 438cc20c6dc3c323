"""Random schedules of tasks, turns, cancels and failures: each end is told once, and the items stay whole."""

import asyncio
import contextlib
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import openai

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from scripted import Scripted, call, error, events, response, text  # noqa: E402
from test_chat import client, whole  # noqa: E402

from workshop_utils import Chat, TaskBoard, progress  # noqa: E402

EXPECTED = (TimeoutError, openai.APIError, RuntimeError)
BRIEF = 0.004                                     # seconds that a task may take


def functions_of(rng: random.Random) -> list:
    async def waits():
        await asyncio.sleep(rng.uniform(0, BRIEF))
        return "waited"

    def blocks():
        time.sleep(rng.uniform(0, BRIEF))
        progress(1.0)
        return "blocked"

    async def fails():
        await asyncio.sleep(rng.uniform(0, BRIEF))
        raise ValueError("no")

    async def stubborn():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(BRIEF)
        return "late"
    return [waits, blocks, fails, stubborn]


def model_of(rng: random.Random, board: TaskBoard):
    """A model that starts, checks and cancels tasks, fails, breaks off, and answers in the end."""
    def one_call(number):
        chosen = rng.choice(["create_task", "create_task", "check_task", "cancel_task", "list_tasks", "check_task"])
        task = {"task": {"function": rng.choice([*board.functions, "nothing"])}}
        which = {"task_id": f"task-{rng.randint(1, 6)}"}
        return call(chosen, {"create_task": task, "list_tasks": {}}.get(chosen, which), f"call_{number}")

    def step(body):
        time.sleep(rng.choice([0, rng.uniform(0, BRIEF)]))
        if rng.random() < 0.15:
            return error(400, "no")
        answer = response(*[one_call(number) for number in range(rng.randint(1, 3))]) if rng.random() < 0.5 else response(text("Done."))
        if body.get("stream") and rng.random() < 0.2:
            return [*events(answer)[:rng.randint(1, 3)], None]
        return answer
    return step


async def one_move(rng: random.Random, chat: Chat, board: TaskBoard) -> None:
    """A message, or something that a person does with the board."""
    move = rng.random()
    if move < 0.25:
        board.create(rng.choice(list(board.functions)))
    elif move < 0.4 and (ids := [state["task_id"] for state in board.list()]):
        board.cancel(rng.choice(ids))
    elif move < 0.5:
        await asyncio.sleep(rng.uniform(0, BRIEF))
    else:
        async def streamed():
            async with contextlib.aclosing(chat.stream("Go.")) as pieces:
                async for _ in pieces:
                    if rng.random() < 0.1:
                        break
        with contextlib.suppress(*EXPECTED):
            await asyncio.wait_for(rng.choice([streamed, lambda: chat.send("Go.")])(), rng.choice([5, rng.uniform(0, 2 * BRIEF)]))


def told_in(chat: Chat) -> tuple[Counter, set]:
    """How often each task was announced, and which ones had been told as ended by an answer to the model's own call."""
    announced, answered, names = Counter(), set(), {}
    for item in chat.items:
        if item.get("type") == "function_call":
            names[item["call_id"]] = item["name"]
        elif "output" in item:
            with contextlib.suppress(ValueError):
                state = json.loads(item["output"])
                if item["call_id"].startswith("news_"):
                    assert state["status"] != "working" and names[item["call_id"]] == "check_task"
                    announced[state["task_id"]] += 1
                elif isinstance(state, dict) and state["status"] != "working":
                    if not announced[state["task_id"]]:
                        answered.add(state["task_id"])
    return announced, answered


async def schedule(seed: int, http: openai.AsyncOpenAI, server: Scripted) -> None:
    rng = random.Random(seed)
    board = TaskBoard(functions_of(rng), wait=rng.choice([0.0, 0.0, BRIEF / 2]))
    server.script = [model_of(rng, board)]
    chats = [Chat(tools=board.tools, client=http, model="m", max_turns=3) for _ in range(rng.choice([1, 1, 2]))]

    async def talk(chat):
        for _ in range(rng.randint(2, 5)):
            await one_move(rng, chat, board)
            whole(chat)
    await asyncio.gather(*map(talk, chats))
    await board.settled()
    server.script = [response(text("Done."))]
    await chats[0].send("What came of it all?")
    check(board, chats)


def check(board: TaskBoard, chats: list[Chat]) -> None:
    announced, answered = Counter(), set()
    for chat in chats:
        whole(chat)
        told, own = told_in(chat)
        announced, answered = announced + told, answered | own
    for state in board.list():
        task_id = state["task_id"]
        assert state["status"] != "working"
        assert announced[task_id] + (task_id in answered) == 1 if len(chats) == 1 else announced[task_id] <= 1, task_id
        assert announced[task_id] or task_id in answered, f"{task_id} was never told"
    spans = board.trace.of("task")
    assert all(event.end is not None for event in spans) and len(spans) <= len(board.list())


def test_each_end_is_told_once_and_items_stay_whole(rounds):
    async def run():
        with Scripted(response(text("Done."))) as server:
            async with client(server) as http:
                for seed in range(rounds(100, 1_000)):
                    try:
                        await asyncio.wait_for(schedule(seed, http, server), 120)
                    except BaseException as problem:
                        raise AssertionError(f"seed {seed}: {type(problem).__name__}: {problem}") from problem
    asyncio.run(run())
