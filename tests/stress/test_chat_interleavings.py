"""Chat under random schedules: whatever is cancelled, left early, slow or broken, no call is left dangling."""

import asyncio
import contextlib
import random
import sys
import time
from pathlib import Path

import openai

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from scripted import Scripted, call, events, response, text  # noqa: E402

from workshop_utils import Chat, Tool  # noqa: E402

EXPECTED = (asyncio.CancelledError, TimeoutError, openai.APIError, RuntimeError)


def tools_of(rng: random.Random) -> list[Tool]:
    async def quick():
        return "quick"

    async def slow():
        await asyncio.sleep(rng.uniform(0, 0.02))

    def blocking():
        time.sleep(rng.uniform(0, 0.02))

    def failing():
        raise rng.choice([ValueError("no"), SystemExit(1), KeyboardInterrupt()])

    async def stubborn():
        try:
            await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            await asyncio.sleep(0.005)
            raise LookupError("late") from None
    return [Tool(quick), Tool(slow, timeout=rng.choice([0.005, 5])), Tool(blocking, timeout=rng.choice([0.005, 5])),
            Tool(failing), Tool(stubborn)]


def script_of(rng: random.Random, names: list[str]):
    """A server that answers each request with calls, a text, or a stream that breaks off."""
    def step(body):
        if rng.random() < 0.3:
            return response(text("Done."))
        calls = [call(rng.choice([*names, "nobody"]), rng.choice(["{}", "{", '{"x": 1}']), rng.choice(["a", "b", "c"]))
                 for _ in range(rng.randint(1, 6))]
        answer = response(text("Let me see."), *calls)
        if body.get("stream") and rng.random() < 0.3:
            sent = events(answer)
            return [*sent[:rng.randrange(len(sent))], *([None] if rng.random() < 0.5 else [])]
        return answer
    return step


def whole(chat: Chat) -> None:
    waiting: list[str] = []
    for item in chat.items:
        if item.get("type") == "function_call":
            waiting.append(item["call_id"])
        elif item.get("type") == "function_call_output":
            waiting.remove(item["call_id"])
        elif item.get("role") == "user":
            assert not waiting
    assert not waiting, chat.items
    identities = [item["call_id"] for item in chat.items if item.get("type") == "function_call"]
    assert len(identities) == len(set(identities))


async def one_message(chat: Chat, rng: random.Random) -> None:
    async def streamed():
        left_at = rng.randint(1, 40)
        async with contextlib.aclosing(chat.stream("Go.")) as pieces:
            async for _ in pieces:
                left_at -= 1
                if not left_at:
                    break
    turn = streamed() if rng.random() < 0.5 else chat.send("Go.")
    with contextlib.suppress(*EXPECTED):
        await asyncio.wait_for(turn, rng.choice([5, rng.uniform(0, 0.03)]))


async def conversation(seed: int) -> None:
    rng = random.Random(seed)
    tools = tools_of(rng)
    with Scripted(script_of(rng, [one.name for one in tools])) as server:
        http = openai.DefaultAsyncHttpxClient(verify=False)
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="k", max_retries=0, http_client=http) as client:
            chat = Chat(tools=tools, client=client, model="m", max_turns=3, max_parallel=rng.choice([1, 2, 64]))
            for _ in range(5):
                await one_message(chat, rng)
                whole(chat)
            assert not chat._busy
    assert all(event.end is not None for event in chat.trace.of("model"))


def test_no_schedule_leaves_a_dangling_call(rounds):
    for seed in range(rounds(15, 2000)):
        try:
            asyncio.run(asyncio.wait_for(conversation(seed), 120))
        except BaseException as error:
            raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
