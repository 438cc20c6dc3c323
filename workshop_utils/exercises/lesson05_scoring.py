"""Put requests to the chosen model with a set of tools, one turn each, and count what its calls would effect."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from math import comb

from ..connection import connect_async, current, models
from ..model import ask, calls_in, text_in
from ..settings import data_path
from ..tools import ToolError, as_tools
from . import lesson05_desk as desk

KINDS = ("right call", "rightly none", "asked or declined", "wrong call")
AT_ONCE = 8                 # requests under way
_answers: dict = {}         # of this kernel: the same tools and the same request are not paid for twice


@dataclass(frozen=True)
class Outcome:
    """What became of one request.

    `kind` is "right call", "rightly none" (a misfit that was left alone), "asked or declined" (no call
    came where one was due) or "wrong call"; `said` is the call or the text, `why` what the function behind would not take.
    """

    request: dict
    kind: str
    said: str
    why: str = ""

    @property
    def right(self) -> bool:
        return self.kind in KINDS[:2]

    def __str__(self):
        return f"{self.request['text']}\n    {self.kind}: {self.said}" + (f"\n    {self.why}" if self.why else "")


class Score(list):
    """The outcomes of a set of tools, in the order of the requests."""

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        found = Counter(outcome.kind for outcome in self)
        return {kind: found[kind] for kind in KINDS}

    @property
    def right(self) -> int:
        """Right calls, and misfits that were left alone."""
        return sum(outcome.right for outcome in self)

    @property
    def swallowed(self) -> int:
        """Misfits that got a call all the same."""
        return sum(outcome.kind == "wrong call" and outcome.request["job"] is None for outcome in self)

    def of(self, kind: str) -> list[Outcome]:
        """The outcomes of one kind."""
        if kind not in KINDS:
            raise ValueError(f"There is no kind {kind!r}. Kinds: {', '.join(KINDS)}.")
        return [outcome for outcome in self if outcome.kind == kind]


def requests(which: str = "shown") -> list[dict]:
    """The requests of data/requests: "shown", or "hidden" for the checks."""
    sets = json.loads((data_path("requests") / "bank_requests.json").read_text("utf-8"))
    if which not in sets:
        raise ValueError(f"There are no requests {which!r}. There are: {', '.join(sets)}.")
    return sets[which]


async def measure(tools: list, asked: list[dict]) -> Score:
    """Put each request to the model with these tools, and see what its calls would effect."""
    tools, client, gate = as_tools(tools), connect_async(), asyncio.Semaphore(AT_ONCE)

    async def one(request: dict) -> Outcome:
        async with gate:
            return await _judged(request, await _answer(client, tools, request["text"]), tools)

    return Score(await asyncio.gather(*(one(request) for request in asked)))


async def _answer(client, tools: list, text: str) -> dict:
    """The model's response to a request, from this kernel's memory if it was asked before."""
    definitions = [one.definition for one in tools]
    key = (models.chat, text, json.dumps(definitions))
    if key not in _answers:
        request = {"model": models.chat, "instructions": desk.INSTRUCTIONS, "input": [{"role": "user", "content": text}],
                   "tools": definitions, "store": False, **current().request}
        async for response in ask(client, request, streaming=False, api=current().api, timeout=60):
            _answers[key] = response
    return _answers[key]


async def _judged(request: dict, response: dict, tools: list) -> Outcome:
    calls = calls_in(response)
    if not calls:
        return Outcome(request, "asked or declined" if request["job"] else "rightly none", text_in(response)[0])
    said = ", ".join(f"{call['name']}({call['arguments']})" for call in calls)
    if request["job"] is None:
        return Outcome(request, "wrong call", said, "No function does this.")
    try:
        wishes = [await _wish(call, tools) for call in calls]
    except ToolError as error:
        return Outcome(request, "wrong call", said, str(error))
    wanted = {"job": request["job"], **request["arguments"]}
    if len(wishes) == 1 and desk.same(wishes[0], request):
        return Outcome(request, "right call", said)
    return Outcome(request, "wrong call", said, f"Wanted: {wanted}")


async def _wish(call: dict, tools: list) -> dict:
    """What a call would effect, by the function behind it.

    Raises:
        ToolError: if it would effect nothing
    """
    tool = next((one for one in tools if one.name == call["name"]), None)
    if tool is None:
        raise ToolError(f"there is no function {call['name']}")
    wish = await tool.call(call["arguments"])
    if not (isinstance(wish, dict) and "job" in wish):
        raise ToolError(f"{tool.name} did not return what a function of ex.desk gave it")
    return wish


def compare(before: Score, after: Score) -> dict:
    """The same requests with two sets of tools: how many were gained, lost and the same, and a p-value.

    The p-value is that of the exact two-sided sign test on the requests that changed (McNemar, Psychometrika, 1947).
    """
    gained = sum(new.right and not old.right for old, new in zip(before, after, strict=True))
    lost = sum(old.right and not new.right for old, new in zip(before, after, strict=True))
    changed = gained + lost
    tail = sum(comb(changed, k) for k in range(min(gained, lost) + 1)) / 2 ** changed
    return {"gained": gained, "lost": lost, "same": len(after) - changed, "p": min(1.0, 2 * tail)}
