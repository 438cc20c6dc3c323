"""The accounts desk: who the customer is, what accounts there are, and what is on them."""

from typing import Literal

from .errors import AccountNotFound
from .world import books, euros, locked

Account = Literal["checking", "savings", "joint"]


def own_account(name: str) -> dict:
    """The signed-in customer's account of this name, as it stands in the books.

    Raises:
        AccountNotFound: naming the accounts that there are
    """
    accounts = books().of(books().accounts)
    found = next((one for one in accounts if one["name"] == name), None)
    if found is None:
        listed = ", ".join(one["name"] for one in accounts)
        raise AccountNotFound(f"no account named {name!r}. {books().first_name}'s accounts: {listed}.")
    return found


@locked
def get_balance(account: Account) -> dict:
    """Current balance of one of the customer's accounts.

    Args:
        account: which account
    """
    return {"account": account, "balance": euros(own_account(account)["balance"]), "currency": "EUR"}


@locked
def list_accounts() -> list[dict]:
    """List the customer's accounts, with number, owners and balance."""
    names = {one["id"]: one["name"] for one in books().customers}
    return [{"account": one["name"], "number": one["number"], "owners": " and ".join(names[who] for who in one["owners"]),
             "balance": euros(one["balance"]), "currency": "EUR"} for one in books().of(books().accounts)]


@locked
def get_customer() -> dict:
    """Get the customer's record: name, address, phone number, e-mail, payees."""
    record = books().person
    return {"customer_id": record["id"], **{key: record[key] for key in ("name", "address", "phone", "email", "since")},
            "payees": ", ".join(one["name"] for one in record["payees"])}
