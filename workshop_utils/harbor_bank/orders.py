"""What is paid again and again: standing orders, and the subscriptions that charge a card."""

from collections import defaultdict

from .accounts import Account, own_account
from .errors import OrderNotFound, Refused
from .payments import receiver_of
from .world import books, by_id, cents, euros, locked

MONTHS = 3                  # charged so often, a card payment is a subscription


@locked
def list_standing_orders() -> list[dict]:
    """List the customer's standing orders: who is paid how much from which account, on which day of the month."""
    names = books().own_accounts
    return [_shown(one, names[one["account"]]) for one in books().standing_orders if one["account"] in names]


@locked
def create_standing_order(from_account: Account, to: str, amount: float, day: int, note: str = "") -> dict:
    """Create a standing order: a transfer that is repeated every month.

    Args:
        from_account: the account that pays
        to: who is paid: a payee, or another account of the customer
        amount: euros each time
        day: day of the month, from 1 to 28
        note: what the receiver reads
    """
    source, whole = own_account(from_account), cents(amount)
    target, name = receiver_of(to)
    if target is source:
        raise Refused(f"{from_account} would pay itself. Name another account, or a payee.")
    if not 1 <= day <= 28:
        raise Refused(f"day is {day}; it must be a day that every month has, from 1 to 28.")
    row = {"id": books().next_id("S", books().standing_orders), "account": source["id"], "to": name, "amount": euros(whole),
           "day": int(day), "note": note}
    books().standing_orders.append(row)
    return _shown(row, from_account)


@locked
def cancel_standing_order(order_id: str) -> dict:
    """Cancel a standing order of the customer, so that it is not paid again.

    Args:
        order_id: such as "S-9"
    """
    accounts = books().own_accounts
    own = [one for one in books().standing_orders if one["account"] in accounts]
    found = by_id(own, order_id, OrderNotFound, "standing order", "list_standing_orders", "S-9")
    books().standing_orders.remove(found)
    return {"order_id": found["id"], "to": found["to"], "status": "cancelled"}


@locked
def list_subscriptions() -> list[dict]:
    """List the subscriptions that charge one of the customer's cards: merchant, monthly amount, since when."""
    digits = {one["last_four"] for one in books().of(books().cards)}
    charged = defaultdict(list)
    for row in books().transactions:
        if row["card"] in digits and row["amount"] < 0:
            charged[row["merchant"], row["amount"], row["card"], row["date"][8:]].append(row["date"])
    return [{"merchant": merchant, "amount": euros(-amount), "card": card, "since": days[0], "last": days[-1],
             "times": len(days)}
            for (merchant, amount, card, _), days in charged.items() if len({day[:7] for day in days}) >= MONTHS]


def _shown(order: dict, account: str) -> dict:
    kept = {key: order[key] for key in ("to", "amount", "day", "note") if order[key]}
    return {"order_id": order["id"], "from_account": account, **kept}
