"""The bank's books: read from data/harbor_bank when first asked for, changed in memory only, put back by `reset()`.

Each process has books of its own. Every function of the bank holds LOCK while it reads or writes, and checks everything
before it writes anything, so threads may call at once and nothing is ever half done. Money is counted in whole cents.
"""

import copy
import csv
import functools
import json
import threading
from dataclasses import dataclass, field
from datetime import date

from ..settings import data_path
from .errors import CustomerNotFound, NotFound, Refused

TODAY = date(2026, 5, 14)   # a Thursday; the bank's clock stands still
ANA = "C-1"
LOCK = threading.RLock()


@dataclass
class Books:
    """Everything the bank knows, as lists of plain dictionaries; amounts are integers, in cents."""

    customer: str
    customers: list[dict]
    accounts: list[dict]
    cards: list[dict]
    transactions: list[dict]
    standing_orders: list[dict]
    travels: list[dict]
    emails: list[dict]
    events: list[dict]
    refunds: dict[str, dict] = field(default_factory=dict)     # by key: what was answered the first time
    numbers: dict[str, int] = field(default_factory=dict)      # by letter: the highest number given to an id so far

    @property
    def person(self) -> dict:
        """The customer who is signed in."""
        return next(one for one in self.customers if one["id"] == self.customer)

    @property
    def first_name(self) -> str:
        return self.person["name"].split()[0]

    @property
    def own_accounts(self) -> dict[str, str]:
        """The customer's names of her accounts, by id."""
        return {one["id"]: one["name"] for one in self.of(self.accounts)}

    def of(self, rows: list[dict]) -> list[dict]:
        """Those of the signed-in customer; a joint account has two owners."""
        return [row for row in rows if self.customer == row.get("customer") or self.customer in row.get("owners", ())]

    def next_id(self, letter: str, rows: list[dict]) -> str:
        """An id that none of these rows ever had: ids of what was taken out do not come back."""
        self.numbers[letter] = max([self.numbers.get(letter, 0), *(int(row["id"][2:]) for row in rows)]) + 1
        return f"{letter}-{self.numbers[letter]}"

    def book(self, account: str, amount: int, **details) -> dict:
        """Write one transaction into the books, and return it."""
        row = {"id": self.next_id("T", self.transactions), "date": TODAY.isoformat(), "time": "", "account": account,
               "amount": amount, "merchant": "", "category": "", "city": "", "country": "", "card": "", "original": "",
               "note": "", **details}
        self.transactions.append(row)
        next(one for one in self.accounts if one["id"] == account)["balance"] += amount
        return row


_books: Books | None = None


def books() -> Books:
    """The books as they stand now. Hold LOCK while you use them."""
    global _books
    if _books is None:
        _books = copy.deepcopy(_read())
    return _books


def reset() -> None:
    """Put the bank back to the morning of TODAY, with Ana Berg signed in."""
    global _books
    with LOCK:
        _books = None


def sign_in(customer_id: str) -> str:
    """Serve another customer from now on.

    Args:
        customer_id: for example "C-2"

    Returns:
        the customer's name
    """
    with LOCK:
        known = {one["id"]: one["name"] for one in books().customers}
        if customer_id not in known:
            raise CustomerNotFound(f"no customer {customer_id!r}. Customers: "
                                   + ", ".join(f"{key} ({name})" for key, name in known.items()) + ".")
        books().customer = customer_id
        return known[customer_id]


def locked(function):
    """Let one thread at a time into this function of the bank, and hand out copies, never the books themselves."""
    @functools.wraps(function)
    def alone(*positional, **named):
        with LOCK:
            return copy.deepcopy(function(*positional, **named))
    return alone


def by_id(rows: list[dict], wanted: str, error: type[NotFound], kind: str, shown_by: str, example: str) -> dict:
    """The row with this id.

    Raises:
        error: naming the function that shows the ids, and what they look like
    """
    found = next((row for row in rows if row["id"] == wanted.strip().upper()), None)
    if found is None:
        raise error(f"no {kind} has the id {wanted!r}. {shown_by} shows the ids; they look like {example}.")
    return found


def euros(cents: int) -> float:
    """An amount as it is shown: 125040 is 1250.4."""
    return round(cents / 100, 2)


def cents(amount: float) -> int:
    """An amount as it is booked; it must be more than zero.

    Raises:
        Refused: for zero, less, or what is not a number
    """
    try:
        whole = round(float(amount) * 100)
    except (TypeError, ValueError, OverflowError):
        raise Refused(f"the amount is {amount!r}; it must be a number of euros, such as 25.50.") from None
    if whole <= 0:
        raise Refused(f"the amount is {amount!r}; it must be more than zero.")
    return whole


def day_of(value: date | str, name: str) -> str:
    """A day as the books write it, from a date or from text such as "2026-05-20".

    Raises:
        Refused: for a day that does not exist
    """
    try:
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()[:10]
    except (TypeError, ValueError):
        raise Refused(f"{name} is {value!r}; it must be a day written as year-month-day, such as {TODAY}.") from None


@functools.cache
def _read() -> Books:
    """The files as they are on the disk; callers get copies."""
    folder = data_path("harbor_bank")
    tables = {name: json.loads((folder / f"{name}.json").read_text("utf-8"))
              for name in ("customers", "accounts", "cards", "standing_orders", "travels", "emails", "calendar")}
    with open(folder / "transactions.csv", encoding="utf-8", newline="") as file:
        rows = [{**row, "amount": _whole(row["amount"])} for row in csv.DictReader(file)]
    for account in tables["accounts"]:
        account["balance"] = _whole(account["balance"])
    return Books(customer=ANA, transactions=rows, events=tables.pop("calendar"), **tables)


def _whole(amount) -> int:
    return round(float(amount) * 100)
