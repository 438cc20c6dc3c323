"""The bank's seven functions of lesson 05, behind whatever set of tools: each says what a call would effect, and does nothing.

A wish is a dict: the job and its values, in one form however they were written ("debit card", "4471" and 4471 are one card).
"""

from datetime import date
from enum import Enum

ACCOUNTS = ("checking", "savings", "joint")
CARDS = {"4471": "debit", "9020": "credit"}
TODAY = date(2026, 5, 11)                       # on which the requests of data/requests were written
INSTRUCTIONS = (f"You work at the help desk of Harbor Bank. Today is {TODAY.isoformat()}. The customer is Ana Berg. Her accounts "
                "are checking, savings and joint; her cards are 4471 (debit) and 9020 (credit). If a request leaves something "
                "open, ask her. If no function fits, call none.")
HOW_LONG = {"a while": ("a while", "temporary", "temporarily", "false"), "for good": ("for good", "permanent", "permanently", "true")}
# ISO 4217 code: a word of the currency, and the country's words that tell it from others of that word
CURRENCIES = {"CHF": "swiss franc", "JPY": "yen", "GBP": "pound sterling", "GBP ": "british pound", "NOK": "norwegian kron",
              "DKK": "danish kron", "SEK": "swedish kron", "ISK": "icelandic kron", "CZK": "czech kor", "USD": "us dollar",
              "USD ": "american dollar", "CAD": "canadian dollar", "AUD": "australian dollar", "TRY": "turkish lira",
              "PLN": "zloty", "HUF": "forint", "INR": "indian rupee", "CNY": "yuan", "MXN": "mexican peso", "ZAR": "rand"}


def balance(account) -> dict:
    """Tell how much money is in an account."""
    return {"job": "balance", "account": _account(account)}


def transfer(account, to, amount) -> dict:
    """Move money from an account to a person."""
    return {"job": "transfer", "account": _account(account), "to": _text(to), "amount": float(amount)}


def stop_card(card, how_long=None) -> dict:
    """Stop a card "temporary" (also "a while", or False) or "permanent" (also "for good", or True)."""
    wanted = _text(how_long).lower()
    known = next((kind for kind, words in HOW_LONG.items() if wanted in words), None)
    if how_long is not None and known is None:
        raise ValueError(f'a card is stopped "temporary" or "permanent", got {how_long!r}')
    return {"job": "stop_card", "card": _card(card), "how_long": known}


def resume_card(card) -> dict:
    """Let a stopped card be used again."""
    return {"job": "resume_card", "card": _card(card)}


def spending(account, since=None, until=None) -> dict:
    """Show what was paid of an account, in a period if one is given."""
    return {"job": "spending", "account": _account(account), "since": _day(since), "until": _day(until)}


def rate(currency) -> dict:
    """The exchange rate between euros and a currency, given by its code or its name."""
    wanted = _text(currency).lower()
    found = next((code.strip() for code, words in CURRENCIES.items() if wanted.startswith(words)), None)
    if found is None and not (len(wanted) == 3 and wanted.isalpha()):
        raise ValueError(f"no currency {currency!r}")
    return {"job": "rate", "currency": found or wanted.upper()}


def travel(country, start, end) -> dict:
    """Note that the customer will be in a country from one day to another."""
    return {"job": "travel", "country": _text(country), "start": _day(start), "end": _day(end)}


def same(wish: dict, request: dict) -> bool:
    """Is the wish what the request asks for? What its text leaves open is not compared, nor is the year of a day if the
    text names none: a model without a calendar has to guess it.
    """
    wanted, text = request["arguments"], request["text"]
    return wish["job"] == request["job"] and all(_matches(wish.get(key), value, text) for key, value in wanted.items())


def _matches(got, wanted, text: str) -> bool:
    if not (isinstance(wanted, str) and isinstance(got, str)):
        return got == wanted
    if _is_day(wanted) and wanted[:4] not in text:
        return got[4:] == wanted[4:]
    return got.lower().split()[-len(wanted.split()):] == wanted.lower().split()     # "my sister Petra" is Petra


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _text(value) -> str:
    """A value as text; a member of an Enum class stands for its value."""
    return str(value.value if isinstance(value, Enum) else value).strip()


def _account(name) -> str:
    found = _text(name).lower().removeprefix("my ").removeprefix("the ").removesuffix(" account")
    if found not in ACCOUNTS:
        raise ValueError(f"no account named {name!r}")
    return found


def _card(name) -> str:
    """A card by its last four digits, or by its kind: the customer has one of each."""
    text = _text(name).lower()
    found = [digits for digits, kind in CARDS.items() if digits in text] or [d for d, kind in CARDS.items() if kind in text.split()]
    if len(found) != 1:
        raise ValueError(f"no card {name!r}")
    return found[0]


def _day(value) -> str | None:
    """An ISO day; None for none."""
    if value in (None, ""):
        return None
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value).strip())).isoformat()[:10]
    except ValueError:
        raise ValueError(f"{value!r} is no day; write it as 2026-05-11") from None
