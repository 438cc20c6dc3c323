"""Exercises of lesson 05: repair a set of tools, say two flags as one parameter, count what a schema permits."""

import re
from typing import Literal

from ..tools import Tool, tool
from . import lesson05_desk as desk
from . import lesson05_repair as repair
from .engine import Lesson, Wrong, short
from .lesson05_permitted import permitted, refusal, result
from .lesson05_pictures import pairs, side_by_side, stacked
from .lesson05_scoring import compare, measure, requests
from .lesson05_toolsets import RUNGS, stuffed

__all__ = ["RUNGS", "compare", "deliver", "desk", "measure", "pairs", "permitted", "refusal", "requests", "side_by_side", "stacked",
           "stuffed"]

lesson = Lesson("05")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report


@lesson.exercise("q1", prompt="Repair this set: names, descriptions, types, whatever you like. Each function returns what its "
                 "function of `ex.desk` gives.", starter=repair.STARTER, solution=repair.SOLUTION, hints=[
    "Read the set as a new colleague who has only what the model has: names, descriptions, types. What would you ask about a, b and c?",
    "Three repairs, the cheapest first: a name that says what is done, a docstring of one sentence with what each argument "
    "means, and Literal[...] wherever there are only a few values.",
    'For example: def get_balance(account: Literal["checking", "savings", "joint"]), with the docstring """How much money is in '
    'one of the customer\'s accounts.""" Dates are date, not str.',
], seconds=180)
def q1(my_tools):
    return repair.judge(my_tools)


# ── q2: two flags, one parameter ──────────────────────────────────────────────────────────────

CARDS = ("4471", "9020")
WAYS = ("by post", "by courier", "to a branch")
WISHES = [f"card {card} {way}" for card in CARDS for way in WAYS]


def deliver(card: str, by_courier: bool = False, to_branch: bool = False) -> str:
    """Send a new card: by courier, to a branch, or else by post."""
    if card not in CARDS:
        raise ValueError(f"no card {card!r}")
    if by_courier and to_branch:
        raise ValueError("by courier or to a branch, not both")
    return f"card {card} {WAYS[1] if by_courier else WAYS[2] if to_branch else WAYS[0]}"


@lesson.exercise("q2", prompt="Give `send_card` one parameter in place of its two flags. Its schema should permit no call that is "
                 "refused, and everything that could be said before.", starter='''
@tool
def send_card(card: Literal["4471", "9020"], by_courier: bool, to_branch: bool) -> str:
    """Send a new card to the customer."""
    return ex.deliver(card, by_courier, to_branch)

my_tool = ...               # your function
''', solution='''
@tool
def send_card(card: Literal["4471", "9020"], way: Literal["by post", "by courier", "to a branch"]) -> str:
    """Send a new card to the customer."""
    return ex.deliver(card, by_courier=way == "by courier", to_branch=way == "to a branch")


my_tool = send_card
''', hints=[
    "Write down what Ana can wish for. Are there two ways, or three?",
    "A list of names in the schema has no room for two at once: one parameter with a Literal, one value for each way.",
    'way: Literal["by post", "by courier", "to a branch"]; then ex.deliver(card, way == "by courier", way == "to a branch").',
])
def q2(my_tool):
    one = repair.as_offered([my_tool])[0]
    try:
        calls = permitted(one)
    except ValueError as error:
        raise Wrong(f"The schema still permits more than can be counted: {error}") from None
    refused = [(arguments, said) for arguments in calls if (said := refusal(one, arguments))]
    if refused:
        raise Wrong(_still_permitted(one, calls, refused))
    said = {result(one, arguments) for arguments in calls}
    strange = [text for text in said if text not in WISHES]
    if strange:
        raise Wrong(f"A call returned {short(strange[0])}, which deliver never returns. Return what deliver gives you.")
    lost = [text for text in WISHES if text not in said]
    if lost:
        raise Wrong(f"No call says \"{lost[0]}\" any more: {len(lost)} of {len(WISHES)} wishes are lost. With the two flags they could "
                    "be said; neither flag was a wish, too.")
    if crossed := _crossed(one, calls):
        raise Wrong(crossed)
    return f"{len(calls)} calls are permitted, none is refused, and all {len(WISHES)} wishes can be said. The schema does it alone."


def _crossed(one: Tool, calls: list) -> str:
    """What to say of a call that names one way and effects another; nothing if none does."""
    for arguments in calls:
        named = [way for way in WAYS if way.split()[-1] in str(list(arguments.values())).lower()]
        if len(named) == 1 and not (said := result(one, arguments)).endswith(named[0]):
            return f"The call {arguments} returns \"{said}\". Which value goes with by_courier, and which with to_branch?"
    return ""


def _still_permitted(one: Tool, calls: list, refused: list) -> str:
    arguments, said = refused[0]
    flags = [key for key, node in one.parameters["properties"].items() if node.get("type") == "boolean"]
    text = f"The schema permits {len(calls)} calls, and {len(refused)} of them are refused, such as {arguments}: {said}."
    if set(flags) >= {"by_courier", "to_branch"}:
        return text + " That number counts what a model can write. A description may ask it not to; it forbids nothing."
    if len(flags) >= 2:
        return text + f" {flags[0]} and {flags[1]} are two flags under other names, and both can still be true."
    return text + " Each value of your parameter should be one way."


# ── q3: which change helps ────────────────────────────────────────────────────────────────────

def _stop(card, temporary, permanent):
    if card not in CARDS or temporary == permanent:
        raise ValueError("no such stop")


def _before(card: str, temporary: bool, permanent: bool): return _stop(card, temporary, permanent)
def _told(card: str, temporary: bool, permanent: bool):
    """Exactly one of the two flags must be true."""
    return _stop(card, temporary, permanent)
def _default(card: str, temporary: bool, permanent: bool = False): return _stop(card, temporary, permanent)
def _listed(card: Literal["4471", "9020"], temporary: bool, permanent: bool): return _stop(card, temporary, permanent)
def _one(card: str, kind: Literal["temporary", "permanent"]): return _stop(card, kind == "temporary", kind == "permanent")


CHANGES = {"a": _told, "b": _default, "c": _listed, "d": _one}
WHY = {"a": "A sentence in the description changes no schema.",
       "b": "In strict mode an optional argument is one that may also be null: a value more, and calls more.",
       "c": "A listed card can't be one that does not exist.", "d": "Two flags that are both true can't be written any more."}


def invalid(function) -> int:
    """How many refused calls the schema of a version in q3 permits, if a card is written in one of four ways."""
    one = Tool(function)
    return sum(bool(refusal(one, arguments)) for arguments in permitted(one, {"card": [*CARDS, "debit", "my card"]}))


@lesson.exercise("q3", prompt="Which of the four changes lower the number of refused calls that the schema permits?",
                 starter='''
reduces = ...               # the letters, such as "ab"
''', solution='''
reduces = "cd"
''', hints=[
    "Ask of each change: is there a call that could be written before, and can't be written now?",
    "Remember what strict mode makes of an argument with a default: it has to be written, and may be null.",
    "Prose forbids nothing, and null is one more value. That leaves two changes; reduces is their letters.",
])
def q3(reduces):
    try:
        chosen = _letters(reduces)
    except TypeError:
        raise Wrong(f"reduces is a text with the letters of the changes, such as \"ab\", got {short(reduces)}.") from None
    if unknown := chosen - set(CHANGES):
        raise Wrong(f"There is no change {short(sorted(unknown)[0])}. The changes are a, b, c and d.")
    before = invalid(_before)
    counts = {letter: invalid(function) for letter, function in CHANGES.items()}
    for letter, count in counts.items():
        if (letter in chosen) != (count < before):
            raise Wrong(f"Change {letter}: {before} refused calls were permitted before, {count} after. {WHY[letter]}")
    return f"{before} before; " + ", ".join(f"{count} with {letter}" for letter, count in counts.items()) + ". " + WHY["b"]


def _letters(answer) -> set[str]:
    """The letters of an answer in whatever form: "cd", "C and D", ["c", "d"]."""
    text = answer if isinstance(answer, str) else " ".join(map(str, answer))
    return set(re.sub(r"\band\b|\W", "", text.lower()))


lesson.ask("strict", "stop_4 is sent in strict mode, and the model keeps to the schema. What can't happen any more?", [
    ("The wrong one of Ana's two cards is stopped", False,
     "Both cards are in the list. The schema knows which cards there are, not which one she meant."),
    ("A permanent stop gets a last day", True,
     "The object for a permanent stop has no place for a day. It can't be written, by any model."),
    ("A card is stopped although Ana only asked a question", False,
     "Whether to call at all is the model's choice. The schema shapes a call; it does not ask for one."),
])
lesson.ask("limit", "Transfers above 500 euros need a clerk. Where does that rule have to stand?", [
    ("In the function's description", False,
     "It helps to say it there, so that the model can tell Ana. But a description is read, not enforced."),
    ("In the instructions of the model", False,
     "The same: it is prose. A model follows it mostly; and Ana can write prose, too."),
    ("In the function itself", True,
     "Code runs for every call, whoever wrote it. The description may then explain what the code does."),
])
