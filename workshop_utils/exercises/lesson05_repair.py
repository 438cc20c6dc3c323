"""Lesson 05, q1: repair a set of tools. The set to begin with, a solution that is also the reference, and the judge of both."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Literal

from ..tools import SignatureProblem, Tool, as_tools, tool
from . import lesson05_desk as desk
from .engine import Wrong, call, short
from .lesson05_scoring import Outcome, Score, measure, requests

MARGIN = 4                  # requests: how far from the reference is near enough; good sets in other words differ by as much
BAD_LUCK = 1                # a misfit more than the reference swallows

STARTER = '''
def bal(a: str):
    return ex.desk.balance(a)

def xfer(a: str, b: str, c: float):
    return ex.desk.transfer(a, b, c)

def blk(a: str, b: bool):
    return ex.desk.stop_card(a, b)

def unblk(a: str):
    return ex.desk.resume_card(a)

def txns(a: str, b: str = "", c: str = ""):
    return ex.desk.spending(a, b, c)

def fx(a: str):
    return ex.desk.rate(a)

def trvl(a: str, b: str, c: str):
    return ex.desk.travel(a, b, c)

my_tools = ...              # a list of your functions
'''

SOLUTION = '''
Account = Literal["checking", "savings", "joint"]
Card = Literal["4471", "9020"]


@tool
def get_balance(account: Account):
    """How much money is in one of the customer's accounts.

    Args:
        account: which account
    """
    return ex.desk.balance(account)


@tool
def send_money(from_account: Account, to: str, amount: float):
    """Send money from one of the customer's accounts to a person.

    Args:
        from_account: the account that pays
        to: name of the person who gets the money
        amount: euros
    """
    return ex.desk.transfer(from_account, to, amount)


@tool
def block_card(card: Card, how_long: Literal["temporary", "permanent"]):
    """Stop or freeze a payment card, for example when it is lost, stolen or misused.

    Args:
        card: last four digits; 4471 is the debit card, 9020 the credit card
        how_long: temporary is for a while, permanent for good
    """
    return ex.desk.stop_card(card, how_long)


@tool
def unblock_card(card: Card):
    """Unblock, unfreeze or reactivate a payment card that was stopped, so that it works again.

    Args:
        card: last four digits; 4471 is the debit card, 9020 the credit card
    """
    return ex.desk.resume_card(card)


@tool
def list_payments(account: Account, since: date | None = None, until: date | None = None):
    """List payments and purchases out of one of the customer's accounts, newest first.

    Args:
        account: which account
        since: first day; leave out for the latest payments
        until: last day
    """
    return ex.desk.spending(account, since, until)


@tool
def exchange_rate(currency: str):
    """Exchange rate between the euro and another currency: what one costs in the other.

    Args:
        currency: name or ISO code of the other currency, such as Swiss franc or CHF
    """
    return ex.desk.rate(currency)


@tool
def report_travel(country: str, first_day: date, last_day: date):
    """Report a trip of the customer, so that her cards work in that country.

    Args:
        country: where she travels
        first_day: the day on which she leaves
        last_day: the day on which she is back
    """
    return ex.desk.travel(country, first_day, last_day)


my_tools = [get_balance, send_money, block_card, unblock_card, list_payments, exchange_rate, report_travel]
'''


def judge(my_tools) -> str:
    """Why this set is near enough to the reference, measured on the hidden requests.

    Raises:
        Wrong: with the counts, and with one of the shown requests that fails
    """
    tools = as_offered(my_tools)
    yours, reference = _score(tools, "hidden"), _score(_reference(), "hidden")
    needed, may_swallow = reference.right - MARGIN, reference.swallowed + BAD_LUCK
    said = _counted(yours, needed)
    if yours.swallowed > may_swallow:
        raise Wrong(f"{said} {_example(tools, swallowed=True)} A description that collects words invites every request with one "
                    "of them. Say in a sentence what the function does, and let its parameters want what only that job has.")
    if yours.right < needed or any(map(_own_error, yours)):
        giant = (f" You offer {len(tools)} function{'' if len(tools) == 1 else 's'} for seven jobs: then the parameters of different "
                 "jobs stand side by side, and the schema can require none of them.") if len(tools) < 7 else ""
        raise Wrong(f"{said}{giant} {_example(tools, swallowed=False)}")
    return f"{said} The reference has {reference.right}."


def as_offered(my_tools) -> list[Tool]:
    if not isinstance(my_tools, (list, tuple)) or not my_tools:
        raise Wrong(f"my_tools must be a list of functions, got {short(my_tools)}.")
    try:
        return as_tools(list(my_tools))
    except (SignatureProblem, TypeError, ValueError) as error:
        raise Wrong(f"This set can't be offered to a model. {error}") from None


def _score(tools: list, which: str) -> Score:
    return call(measure, tools, requests(which))


def _reference() -> list:
    """The tools of the solution: the same text that ex.q1.solution() shows."""
    space = {"Literal": Literal, "date": date, "dataclass": dataclass, "tool": tool, "ex": SimpleNamespace(desk=desk)}
    exec(compile(SOLUTION, "<solution of q1>", "exec"), space)
    return space["my_tools"]


def _counted(score: Score, needed: int) -> str:
    counts = score.counts
    return (f"Of {len(score)} hidden requests {score.right} came out right, {needed} are needed: {counts['right call']} right calls "
            f"and {counts['rightly none']} misfits left alone. {counts['asked or declined']} times no call came where one was due, "
            f"and {counts['wrong call']} calls were wrong, {score.swallowed} of them for a misfit.")


def _example(tools: list, swallowed: bool) -> str:
    """One failure on the shown requests that teaches something; the hidden ones stay hidden."""
    score, best = _score(tools, "shown"), _score(_reference(), "shown")
    failed = [outcome for outcome in score if not outcome.right]
    beaten = [mine for mine, other in zip(score, best, strict=True) if other.right and not mine.right]
    misfits = [outcome for outcome in failed if swallowed and outcome.request["job"] is None]
    broken = [outcome for outcome in failed if _own_error(outcome)]
    chosen = next(iter(misfits or broken or _commonest(beaten) or _commonest(failed)), None)
    if chosen is None:
        return "All shown requests came out right; the hidden ones are worded otherwise."
    can = " The reference gets it right." if chosen in beaten else ""
    return f"One of the shown ones: \"{chosen.request['text']}\" {_came(chosen)}{can}"


def _own_error(outcome: Outcome) -> bool:
    """Did the function itself break, whatever values it got? The bank refuses values with ValueError."""
    return "did not return" in outcome.why or (" failed: " in outcome.why and " failed: ValueError" not in outcome.why)


def _commonest(outcomes: list[Outcome]) -> list[Outcome]:
    """Those of the kind that most of them are."""
    kinds = [outcome.kind for outcome in outcomes]
    return [outcome for outcome in outcomes if outcome.kind == max(kinds, key=kinds.count)]


def _came(outcome: Outcome) -> str:
    if outcome.kind == "wrong call":
        return f"brought {short(outcome.said, 160)}. {outcome.why.rstrip('.')}."
    return f"brought no call, but: {short(outcome.said, 160)} The function for it is there ({outcome.request['job']})."
