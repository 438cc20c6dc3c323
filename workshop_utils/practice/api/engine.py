"""What all endpoints share: clock, ids, pace, faults, the store, and the way from a conversation to a draft of a reply."""

import asyncio
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from . import tokens
from .store import Store


def random_id(prefix: str) -> str:
    """An id as the API's look: the prefix and 24 hexadecimal digits."""
    return prefix + secrets.token_hex(12)


@dataclass
class CallDraft:
    """A call as it will be sent: `arguments` is text, and a fault may have spoilt it."""

    call_id: str
    name: str
    arguments: str


@dataclass
class Draft:
    """What will be sent, before it takes the shape of an API. `cut` tells that the token limit ended it."""

    text: str = ""
    calls: list[CallDraft] = field(default_factory=list)
    cut: bool = False

    def tokens(self) -> int:
        """How many tokens the reply costs."""
        return max(1, tokens.count(self.text) + sum(4 + tokens.count(call.arguments) for call in self.calls))


class Pace:
    """The model's speed: a wait for the first token, then so many tokens per second."""

    def __init__(self, first_token_s, tokens_per_s):
        self.first_token_s, self.tokens_per_s, self.written = first_token_s, tokens_per_s, 0
        self.started = asyncio.get_running_loop().time()

    def due(self, count: int) -> float:
        """Seconds from now until the next `count` tokens are there."""
        at = self.started + self.first_token_s
        if self.tokens_per_s:
            at += self.written / self.tokens_per_s
        self.written += count
        return at - asyncio.get_running_loop().time()


class Engine:
    """One practice model behind all endpoints. Built by server.start."""

    def __init__(self, clock, new_id, today, first_token_s, tokens_per_s, faults):
        self.clock, self.new_id, self._today = clock, new_id or random_id, today
        self.first_token_s, self.tokens_per_s = first_token_s, tokens_per_s
        self.faults, self.store = faults, Store()
        self.tasks = set()

    def now(self) -> int:
        """Seconds since 1970, as `created` wants them."""
        return int(self.clock())

    def today(self) -> date:
        """The date that "tomorrow" is counted from."""
        return self._today or datetime.fromtimestamp(self.clock()).date()

    def pace(self) -> Pace:
        """A stopwatch for one reply."""
        return Pace(self.first_token_s, self.tokens_per_s)

    def delay(self, count: int) -> float:
        """Seconds that a reply of so many tokens takes when it is sent whole."""
        return self.first_token_s + (count / self.tokens_per_s if self.tokens_per_s else 0)

    def warm_up(self):
        """Think once, on a thread, so that what the mind loads at its first use is there before the first request."""
        from ..mind import think
        from ..mind.conversation import Conversation, Message, ToolSpec

        hello = Conversation((Message("user", "What time is it?"),), (ToolSpec("get_time", "The time of day"),))
        think(hello)

    async def draft(self, conversation, max_tokens=None, stop=()) -> Draft:
        """Think, then limit and, where a fault says so, spoil what was thought."""
        from ..mind import think

        answer = await asyncio.get_running_loop().run_in_executor(None, think, conversation)
        calls = [CallDraft(self.new_id("call_"), name, json.dumps(arguments, ensure_ascii=False))
                 for name, arguments in answer.calls]
        draft = self.faults.spoil(Draft(_until(answer.text, stop), calls), conversation)
        return draft if max_tokens is None else limited(draft, max_tokens)

    def keep(self, coroutine) -> asyncio.Task:
        """Run in the background; the task is held until it ends, or it could be collected unfinished."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


def _until(text, stop) -> str:
    """The text up to the first of the stop sequences."""
    ends = [at for sequence in stop if sequence and (at := text.find(sequence)) >= 0]
    return text[: min(ends)] if ends else text


def limited(draft: Draft, max_tokens: int) -> Draft:
    """The first tokens of a draft; a call that did not fit keeps the beginning of its arguments, as the API's do."""
    left, text = max_tokens, tokens.pieces(draft.text)
    if len(text) > left:
        return Draft("".join(text[:left]), [], True)
    left, calls = left - len(text), []
    for call in draft.calls:
        left -= 4
        arguments = tokens.pieces(call.arguments)
        if len(arguments) > left:
            kept = [replace(call, arguments="".join(arguments[: max(0, left)]))] if left >= 0 else []
            return Draft(draft.text, calls + kept, True)
        left -= len(arguments)
        calls.append(call)
    return Draft(draft.text, calls, draft.cut)
