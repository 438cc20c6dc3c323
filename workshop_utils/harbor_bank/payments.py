"""The payments desk: what was paid, paying, and giving back."""

from datetime import date

from .accounts import Account, own_account
from .cards import own_card
from .errors import PayeeNotFound, Refused, TransactionNotFound
from .world import books, by_id, cents, day_of, euros, locked

MOST = 100                  # rows of one answer


@locked
def list_transactions(account: Account | None = None, card: str | None = None, since: date | None = None,
                      until: date | None = None, merchant: str | None = None, limit: int = 20) -> list[dict]:
    """List the customer's latest transactions: card payments, transfers, direct debits, salary. Newest first, in euros;
    what was paid is negative.

    Args:
        account: only those of this account
        card: the last four digits of a card; only payments with it
        since: only from this day on
        until: only up to this day
        merchant: only payments to this merchant or person; a part of the name is enough
        limit: how many at most
    """
    accounts = [own_account(account)["id"]] if account else books().own_accounts
    digits = own_card(card)["last_four"] if card else ""
    first = day_of(since, "since") if since else ""
    last = day_of(until, "until") if until else "9999"
    if not 1 <= limit <= MOST:
        raise Refused(f"a limit of {limit} can't be used. Ask for 1 to {MOST} transactions.")
    found = [_shown(row) for row in books().transactions
             if row["account"] in accounts and first <= row["date"] <= last and (not digits or row["card"] == digits)
             and (merchant or "").lower() in row["merchant"].lower()]
    return found[::-1][:limit]


@locked
def get_transaction(transaction_id: str) -> dict:
    """Get the details of one transaction by its id: time, place, card, original currency.

    Args:
        transaction_id: such as "T-1042"
    """
    row = _own_transaction(transaction_id)
    return {**_shown(row), **{key: row[key] for key in ("time", "category", "original") if row[key]}}


@locked
def refund(transaction_id: str, key: str) -> dict:
    """Give the money of a card payment or direct debit back to the customer, exactly once for each key.

    A second refund with the same key changes nothing and gives the first answer again. A new key is a new refund.

    Args:
        transaction_id: such as "T-1042"
        key: a text that stays the same when this refund is tried again
    """
    if not key.strip():
        raise Refused("the key is empty. Give a text that stays the same when this refund is tried again.")
    done = books().refunds.get(key)
    if done and done["refunded"] != transaction_id:
        raise Refused(f"the key {key!r} was used to refund {done['refunded']}. Take another key for {transaction_id}.")
    if done:
        return done
    row = _own_transaction(transaction_id)
    if row["amount"] >= 0 or not (row["card"] or row["category"] == "direct debit"):
        raise Refused(f"{transaction_id} is {_described(row)}; only card payments and direct debits can be refunded.")
    booked = books().book(row["account"], -row["amount"], merchant=row["merchant"], category="refund",
                          note=f"refund of {row['id']}")
    answer = {"refunded": row["id"], "transaction_id": booked["id"], "amount": euros(-row["amount"]),
              "account": books().own_accounts[row["account"]]}
    books().refunds[key] = answer
    return answer


@locked
def transfer(from_account: Account, to: str, amount: float, note: str = "") -> dict:
    """Transfer money from one of the customer's accounts to another of them, or to a payee.

    Args:
        from_account: the account that pays
        to: one of the customer's own accounts ("checking", "savings", "joint"), or a payee's name
        amount: euros, more than zero
        note: what the receiver reads
    """
    source, whole = own_account(from_account), cents(amount)
    target, name = receiver_of(to)
    if target is source:
        raise Refused(f"{from_account} would pay itself. Name another account, or a payee.")
    if source["balance"] < whole:
        raise Refused(f"{from_account} holds {euros(source['balance']):.2f} EUR, less than {euros(whole):.2f}. "
                      "Nothing was transferred.")
    row = books().book(source["id"], -whole, merchant=name, category="transfer", note=note)
    if target:
        books().book(target["id"], whole, merchant=books().person["name"], category="transfer", note=note)
    return {"transaction_id": row["id"], "from_account": from_account, "to": name, "amount": euros(whole),
            "new_balance": euros(source["balance"])}


def receiver_of(to: str) -> tuple[dict | None, str]:
    """The account that is paid, if it is one of this bank, and the receiver's name."""
    wanted = to.strip().lower()
    own = next((one for one in books().of(books().accounts) if one["name"] == wanted), None)
    if own:
        return own, own["name"]
    payees = books().person["payees"]
    whole_name = [one for one in payees if one["name"].lower() == wanted]
    fit = whole_name or [one for one in payees if wanted in one["name"].lower().split()]
    if len(fit) != 1:
        raise PayeeNotFound(f"{'no payee is' if not fit else 'several payees are'} named {to!r}. Payees: "
                            f"{', '.join(one['name'] for one in fit or payees) or 'none'}.")
    account = next((one for one in books().accounts if one["id"] == fit[0].get("account")), None)
    return account, fit[0]["name"]


def _own_transaction(transaction_id: str) -> dict:
    accounts = books().own_accounts
    own = [row for row in books().transactions if row["account"] in accounts]
    return by_id(own, transaction_id, TransactionNotFound, "transaction", "list_transactions", "T-1042")


def _shown(row: dict) -> dict:
    kept = {key: row[key] for key in ("merchant", "city", "country", "card", "note") if row[key]}
    return {"transaction_id": row["id"], "date": row["date"], "account": books().own_accounts[row["account"]],
            "amount": euros(row["amount"]), **kept}


def _described(row: dict) -> str:
    if row["amount"] >= 0:
        return "a refund itself" if row["category"] == "refund" else "money that came in"
    return f"a {row['category']}"
