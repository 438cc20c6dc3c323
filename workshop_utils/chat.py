"""Chat: model, calls, results, model again, until there is an answer. The state is `items`, the list that goes over the wire."""

import asyncio
import json
from collections import Counter, namedtuple
from contextlib import aclosing
from contextvars import ContextVar
from dataclasses import dataclass, field

from . import completions, connection
from .arguments import LONGEST_MESSAGE, shortened
from .bridge import run_sync
from .model import ChatProblem, Piece, ask, calls_in, text_in
from .tools import ToolError, as_output, as_tools, unknown_tool
from .trace import Trace

NOT_RUN = "This call was stopped before it ended. It may have had effects."


# Within a tool's call: the trace of the chat that called, and its loop, which a thread of the tool does not see.
Calling = namedtuple("Calling", "trace loop", defaults=(None, None))
calling: ContextVar[Calling] = ContextVar("calling", default=Calling())


class TooManyTurns(ChatProblem):
    """The model went on asking for calls, `max_turns` times."""


@dataclass
class Reply:
    """An answer and how it came about: the items and the trace of this turn."""

    text: str
    items: list[dict] = field(repr=False)
    trace: Trace = field(repr=False)
    refused: bool = False
    incomplete: str | None = None

    def __str__(self):
        return self.text


@dataclass(frozen=True)
class Cost:
    """Tokens used and what they cost in US$; `usd` is None where the price of the model is unknown."""

    input_tokens: int
    output_tokens: int
    usd: float | None

    def __str__(self):
        price = "at an unknown price (no entry under [prices] in workshop.toml)" if self.usd is None else f"${self.usd:.4f}"
        return f"{self.input_tokens:,} input + {self.output_tokens:,} output tokens, {price}"


class Chat:
    """A conversation with a model that may call functions.

    A tool with a method `news` (async) is asked before each request for items: calls with outputs that happened meanwhile.

    Args:
        instructions: what the model is told before everything else
        tools: functions, with or without @tool
        model: a model's name; models.chat by default
        client: an openai.AsyncOpenAI; connect_async() by default
        max_turns: requests to the model for one message, at most
        max_parallel: tool calls that run at the same time, at most
        timeout: seconds without a sign from the model until a request is given up

    Raises:
        SignatureProblem, TypeError, ValueError: for tools that can't be offered
    """

    def __init__(self, instructions: str = "", tools=(), *, model: str | None = None, client=None,
                 max_turns: int = 10, max_parallel: int = 64, timeout: float = 120.0):
        if max_turns < 1 or max_parallel < 1:
            raise ValueError(f"max_turns and max_parallel must be 1 or more, got {max_turns} and {max_parallel}.")
        self.instructions = instructions
        self.tools = as_tools(tools)
        self.items: list[dict] = []
        self.trace = Trace()
        self.max_turns, self.max_parallel, self.timeout = max_turns, max_parallel, timeout
        self._model, self._client, self._busy, self._unheard = model, client, False, None

    async def send(self, text: str) -> Reply:
        """Say something and wait for the answer; calls that come together run together.

        Raises:
            TooManyTurns: if the model asks for calls max_turns times
            ChatProblem: if the model gives no answer
            openai.APIError: what the client raises when its own retries have failed
            BudgetExceeded: if max_usd is spent
        """
        async for piece in self._turn(text, streaming=False):
            pass
        return piece.reply

    async def stream(self, text: str):
        """The same, piece by piece: text and argument deltas, calls and results, at last the reply."""
        async with aclosing(self._turn(text, streaming=True)) as pieces:
            async for piece in pieces:
                yield piece

    def send_sync(self, text: str) -> Reply:
        """send() for code that is not async: in a script, on a thread, or in a notebook's cell."""
        return run_sync(self.send(text))

    @property
    def cost(self) -> Cost:
        """Tokens and US$ of this chat so far."""
        prices = [connection.cost(e.model, *e.tokens) for e in self.trace.of("model") if e.tokens]
        return Cost(*self.trace.tokens(), None if None in prices else sum(prices))

    def to_jsonl(self) -> str:
        """This chat as a fine-tuning file of the API: one line for each answered turn, with messages and tools."""
        definitions = [one.definition for one in as_tools(self.tools)]
        return "".join(line + "\n" for line in completions.training_lines(self.items, self.instructions, definitions))

    # ── one turn ──────────────────────────────────────────────────────────────────────────────────────

    async def _turn(self, text: str, streaming: bool):
        """One message: its pieces, and at last the reply. Whatever happens, `items` stays whole."""
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"There is nothing to send: {text!r}. Send a text.")
        await self._free()
        self._busy = True
        began, event, said = len(self.items), len(self.trace), {"role": "user", "content": encodable(text)}
        self._unheard = said
        try:
            client = self._client or await connection.ready()         # before the first stamp
            self.items.append(said)
            self.trace.add("user", "user", detail={"text": text[:200]})
            async with aclosing(self._loop(client, streaming)) as pieces:
                async for piece in pieces:
                    yield piece if isinstance(piece, Piece) else Piece("reply", reply=self._reply(piece, began, event))
        finally:
            if self._unheard is said:             # the model never saw it, so sending it again must not double it
                self.items[:] = [item for item in self.items if item is not said]
            self._busy = False

    async def _free(self) -> None:
        """Raises ChatProblem if a message is still being answered."""
        for _ in range(10):                       # a stream that was left early closes itself within a few ticks
            if self._busy:
                await asyncio.sleep(0)
        if self._busy:
            raise ChatProblem("This chat is still answering. Await that reply first, or use another Chat.")

    async def _loop(self, client, streaming: bool):
        """Ask, run what was asked for, ask again; the last one is the response without calls."""
        for _ in range(self.max_turns):
            async with aclosing(self._ask(client, streaming)) as asked:
                async for piece in asked:
                    if isinstance(piece, Piece):
                        yield piece
            response = piece                      # the last one is the response itself
            calls = self._take(response)
            if not calls:
                yield response
                return
            async with aclosing(self._run(calls)) as results:
                async for piece in results:
                    yield piece
        names = ", ".join(call["name"] for call in calls)
        raise TooManyTurns(f"The model asked for calls in each of {self.max_turns} turns (max_turns), the last for "
                           f"{names}, and gave no answer. Every call has its output; send again to go on.")

    async def _ask(self, client, streaming: bool):
        """One request to the model: yields deltas, and last the response as plain data."""
        chosen, model = connection.current(), self._model or connection.models.chat
        self.tools[:] = as_tools(self.tools)      # a tool may have put another one there during this very turn
        await self._hear_news()
        request = {"model": model, "input": self.items, "store": False, **chosen.request}
        if self.instructions:
            request["instructions"] = self.instructions
        if self.tools:
            request["tools"] = [one.definition for one in self.tools]
        with self.trace.span("model", model, model=model) as event:
            async with aclosing(ask(client, request, streaming, chosen.api, self.timeout)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Piece):
                        yield piece
            response = encodable(piece)
            used = response.get("usage") or {}
            event.tokens = (used.get("input_tokens", 0), used.get("output_tokens", 0))
            event.detail = {"calls": [item["name"] for item in calls_in(response)], "text": text_in(response)[0][:200]}
            if streaming:
                connection.count_tokens_of(model, *event.tokens)
        yield response

    async def _hear_news(self) -> None:
        """Keep in items what the tools have to report; nothing is awaited between taking and keeping it."""
        for one in [one for one in self.tools if hasattr(one, "news")]:
            items, about = await one.news(), []
            known = {item["call_id"] for item in self.items if item.get("type") == "function_call"}
            for item in map(encodable, items):
                if item["type"] == "function_call":          # its output follows it
                    call_id = _distinct(item["call_id"], known)
                    about += json.loads(item["arguments"]).values()
                self.items.append(item | {"call_id": call_id})
            if items:
                self.trace.add("alert", one.name, detail={"text": "news of " + ", ".join(map(str, about))})

    def _take(self, response: dict) -> list[dict]:
        """Put what the model said into items; gives each call an id of its own, and returns the calls."""
        self._unheard = None
        known = {item["call_id"] for item in self.items if item.get("type") == "function_call"}
        for item in response["output"]:
            if item.get("type") == "function_call":
                item["call_id"] = _distinct(item.get("call_id") or "call", known)
                item["arguments"] = _as_text(item.get("arguments"))
                known.add(item["call_id"])
            self.items.append(item)
        return calls_in(response)

    async def _run(self, calls: list[dict]):
        """Run calls side by side; yields their starts and results. Outputs stand in `items` in the order of the calls."""
        gate = asyncio.Semaphore(self.max_parallel)
        ended: asyncio.Queue = asyncio.Queue()
        tasks = {asyncio.create_task(self._answer(call, gate, len(calls) > 1)): call for call in calls}
        for task in tasks:
            task.add_done_callback(ended.put_nowait)
        try:
            for call in calls:
                yield Piece("call", call["arguments"], call["name"], call["call_id"])
            for _ in tasks:
                task = await ended.get()          # not asyncio.wait, which looks at all of them for each that ends
                yield Piece("result", task.result(), tasks[task]["name"], tasks[task]["call_id"])
        finally:
            for task, call in tasks.items():
                task.cancel()                     # nothing to cancel in one that is done
                output = task.result() if task.done() and not task.cancelled() and not task.exception() else NOT_RUN
                self.items.append({"type": "function_call_output", "call_id": call["call_id"], "output": output})

    async def _answer(self, call: dict, gate: asyncio.Semaphore, has_siblings: bool) -> str:
        """The output of one call; an error becomes the exact words that the model needs."""
        calling.set(Calling(self.trace, asyncio.get_running_loop()))
        async with gate:
            detail = {"call_id": call["call_id"], "arguments": call["arguments"][:200]}
            with self.trace.span("tool", call["name"], detail=detail) as event:
                try:
                    output = encodable(as_output(await self._find(call).call(call["arguments"])))
                except ToolError as error:
                    event.ok = False
                    others = ". Other calls of this turn are not affected." if has_siblings else ""
                    said = str(error).rstrip(".") if has_siblings else str(error)
                    output = encodable(shortened(said, LONGEST_MESSAGE - len(others)) + others)
                except Exception as error:        # only a result whose own repr raises comes to this
                    event.ok = False
                    output = f"{call['name']} ended, but its result can't be written as text ({type(error).__name__})."
                event.detail["output"] = output[:200]
        return output

    def _find(self, call: dict):
        """The tool that was called.

        Raises:
            ToolError: if there is none of that name, or the model was cut off within the call
        """
        if call.get("status") == "incomplete":
            raise ToolError(f"The call of {call['name']} was cut off and not run. Send the whole call again.")
        found = next((one for one in self.tools if one.name == call["name"]), None)
        if found is None:
            raise unknown_tool(call["name"], [one.name for one in self.tools])
        return found

    def _reply(self, response: dict, began: int, event: int) -> Reply:
        text, refused = text_in(response)
        reason = (response.get("incomplete_details") or {}).get("reason") if response.get("status") == "incomplete" else None
        return Reply(text, self.items[began:], self.trace.since(event), refused, reason)

    def __repr__(self):
        names = Counter(item.get("type", "message") for item in self.items)
        return f"<Chat: {len(self.tools)} tools, {', '.join(f'{n} {kind}' for kind, n in names.items()) or 'nothing said yet'}>"


def _distinct(call_id: str, known: set[str]) -> str:
    """`call_id`, or the next free variant: a server that repeats an id must not confuse two calls."""
    number, candidate = 2, call_id
    while candidate in known:
        candidate, number = f"{call_id}_{number}", number + 1
    return candidate


def _as_text(arguments) -> str:
    """A call's arguments as the text that they should be; some servers send an object, or nothing."""
    return arguments if isinstance(arguments, str) else json.dumps(arguments or {}, ensure_ascii=False)


def encodable(value):
    """`value` with halves of surrogate pairs joined or replaced: UTF-8 can't carry them, so no request could."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {key: encodable(item) for key, item in value.items()}
    return [encodable(item) for item in value] if isinstance(value, list) else value
