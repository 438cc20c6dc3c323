"""Four sets of tools for the same seven functions of lesson 05. Each is the set before and one thing more."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..tools import Tool
from . import lesson05_desk as desk

Account = Literal["checking", "savings", "joint"]
Card = Literal["4471", "9020"]
Currency = Literal["AUD", "CAD", "CHF", "CNY", "CZK", "DKK", "GBP", "HUF", "INR", "ISK", "JPY", "MXN", "NOK", "PLN", "SEK",
                   "TRY", "USD", "ZAR"]

# What a colleague who has never seen the code needs to know; written before anything was measured.
DESCRIPTIONS = {
    "bal": ("Current balance: how much money is in one of the customer's accounts.",
            {"acct": "checking, savings or joint"}),
    "xfer": ("Send money from one of the customer's accounts to a person.",
             {"src": "the account that pays: checking, savings or joint", "dst": "name of the person who gets the money",
              "amt": "amount in euros"}),
    "blk": ("Block a payment card so that nobody can pay with it, for example when it is lost, stolen or misused.",
            {"no": "last four digits on the card: 4471 (debit) or 9020 (credit)",
             "perm": "true: for good; false: for a while, until the customer has it unblocked",
             "how": "for a while, or for good"}),
    "unblk": ("Unblock a payment card that was blocked, so that it works again.",
              {"no": "last four digits on the card: 4471 (debit) or 9020 (credit)"}),
    "txns": ("List what was paid out of one of the customer's accounts, newest first.",
             {"acct": "checking, savings or joint", "d1": "first day of the period, YYYY-MM-DD; leave out for no limit",
              "d2": "last day of the period, YYYY-MM-DD; leave out for no limit", "period": "leave out for the latest payments"}),
    "fx": ("Exchange rate between the euro and another currency.",
           {"ccy": "ISO 4217 code of the other currency, such as CHF for Swiss francs"}),
    "trvl": ("Report that the customer will travel, so that her cards work in that country.",
             {"ctry": "the country, in English", "d1": "first day there, YYYY-MM-DD", "d2": "last day there, YYYY-MM-DD",
              "stay": "from when to when she is there"}),
}


KEYWORDS = {                # what not to do: every word that a customer might use
    "bal": "Balance, money, account, left, afford, savings, checking, joint, red, sitting, interest, mortgage, how much.",
    "xfer": "Send, move, transfer, owe, pay, give, dinner, tickets, bill, invoice, subscription, claim, cash.",
    "blk": "Stop, block, freeze, kill, lost, stolen, snatched, cloned, mislaid, charges, subscription, card, cancel, pin, photo.",
    "unblk": "Unblock, unfreeze, lift, found, again, switch on, panic over, card, use, raise, limit, day, open.",
    "txns": "Show, list, paid, spent, payments, purchases, debits, left, gone, latest, charge, charging, statement, wrong.",
    "fx": "Rate, exchange, euro, franc, yen, pound, krone, dollar, cost, cheap, dear, interest, weather, rain, price.",
    "trvl": "Travel, trip, holiday, honeymoon, weeks, abroad, country, card works, branch, machine, insurance, flat, tomorrow.",
}


def names() -> list[Tool]:
    """Names as programmers type them, free strings, no word of explanation."""
    def bal(acct: str): return desk.balance(acct)
    def xfer(src: str, dst: str, amt: float): return desk.transfer(src, dst, amt)
    def blk(no: str, perm: bool): return desk.stop_card(no, perm)
    def unblk(no: str): return desk.resume_card(no)
    def txns(acct: str, d1: str = "", d2: str = ""): return desk.spending(acct, d1, d2)
    def fx(ccy: str): return desk.rate(ccy)
    def trvl(ctry: str, d1: str, d2: str): return desk.travel(ctry, d1, d2)
    return [Tool(function) for function in (bal, xfer, blk, unblk, txns, fx, trvl)]


def descriptions() -> list[Tool]:
    """The same, and a sentence for each function and each argument."""
    return [_described(one.function) for one in names()]


def enums() -> list[Tool]:
    """The same, and the schema lists what can be listed."""
    def bal(acct: Account): return desk.balance(acct)
    def xfer(src: Account, dst: str, amt: float): return desk.transfer(src, dst, amt)
    def blk(no: Card, how: Literal["temporary", "permanent"]): return desk.stop_card(no, how)
    def unblk(no: Card): return desk.resume_card(no)
    def txns(acct: Account, d1: str = "", d2: str = ""): return desk.spending(acct, d1, d2)
    def fx(ccy: Currency): return desk.rate(ccy)
    def trvl(ctry: str, d1: str, d2: str): return desk.travel(ctry, d1, d2)
    return [_described(function) for function in (bal, xfer, blk, unblk, txns, fx, trvl)]


def stuffed() -> list[Tool]:
    """The first set, with lists of words for descriptions."""
    return [Tool(one.function, description=KEYWORDS[one.name]) for one in names()]


@dataclass
class Temporary:
    """For a while, until the customer has it unblocked."""

    kind: Literal["temporary"]
    until: date | None = None


@dataclass
class Permanent:
    """For good."""

    kind: Literal["permanent"]


@dataclass
class Period:
    """From a day to a day, both included."""

    first_day: date | None = None
    last_day: date | None = None


@dataclass
class Stay:
    """From a day to a day, both included."""

    first_day: date
    last_day: date


def objects() -> list[Tool]:
    """The same, and what belongs together stands in one object, with dates that are dates."""
    def blk(no: Card, how: Temporary | Permanent): return desk.stop_card(no, how.kind)
    def txns(acct: Account, period: Period | None = None): return desk.spending(acct, *_days(period))
    def trvl(ctry: str, stay: Stay): return desk.travel(ctry, *_days(stay))
    changed = {one.name: one for one in map(_described, (blk, txns, trvl))}
    return [changed.get(one.name, one) for one in enums()]


def _days(period) -> tuple:
    return (period.first_day, period.last_day) if period else (None, None)


def _described(function) -> Tool:
    """A tool with the texts of its name and of those arguments that it has."""
    says, arguments = DESCRIPTIONS[function.__name__]
    has = function.__annotations__
    function.__doc__ = says + "\n\nArgs:\n" + "\n".join(f"    {key}: {text}" for key, text in arguments.items() if key in has)
    return Tool(function)


RUNGS = {"names": names(), "+ descriptions": descriptions(), "+ enums": enums(), "+ objects": objects()}
