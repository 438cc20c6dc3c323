"""The cards desk: block, unblock, replace, set limits."""

from datetime import timedelta

from .errors import CardNotFound, Refused
from .world import TODAY, books, euros, locked

HIGHEST_LIMIT = 5000        # euros a day
REPLACEMENT_FEE = 1200      # cents
DAYS_BY_POST = 5


def own_card(last_four: str) -> dict:
    """The signed-in customer's card that ends with these digits, as it stands in the books.

    Raises:
        CardNotFound: naming the cards that there are
    """
    cards = books().of(books().cards)
    found = next((one for one in cards if one["last_four"] == str(last_four).strip()), None)
    if found is None:
        listed = ", ".join(f"{one['last_four']} ({one['kind']})" for one in cards) or "none"
        raise CardNotFound(f"no card ends with {last_four}. {books().first_name}'s cards: {listed}.")
    return found


@locked
def list_cards() -> list[dict]:
    """List the customer's payment cards, with kind, account, status and daily limit in euros."""
    return [_shown(one) for one in books().of(books().cards)]


@locked
def block_card(last_four: str) -> dict:
    """Block one of the customer's payment cards at once, for example when it was lost or stolen.

    Args:
        last_four: the last four digits on the card
    """
    card = own_card(last_four)
    if card["status"] == "active":
        card["status"] = "blocked"
    return _state(card)


@locked
def unblock_card(last_four: str) -> dict:
    """Unblock a payment card that was blocked, so that it works again.

    Args:
        last_four: the last four digits on the card
    """
    card = own_card(last_four)
    if card["status"] == "replaced":
        raise Refused(f"card {card['last_four']} has been replaced and can't be used again. The new card comes by post.")
    card["status"] = "active"
    return _state(card)


@locked
def set_card_limit(last_four: str, limit: int) -> dict:
    """Set the daily spending limit of a payment card.

    Args:
        last_four: the last four digits on the card
        limit: euros a day, from 0 to 5000
    """
    card = own_card(last_four)
    if not 0 <= limit <= HIGHEST_LIMIT:
        raise Refused(f"a limit of {limit} euros can't be set. It must be from 0 to {HIGHEST_LIMIT} euros a day.")
    card["limit"] = int(limit)
    return {"last_four": card["last_four"], "daily_limit": card["limit"]}


@locked
def order_card(last_four: str) -> dict:
    """Order a new payment card in place of an old one. The old card stops working, and 12 euros are charged.

    Args:
        last_four: the last four digits on the old card
    """
    card = own_card(last_four)
    if card["status"] == "replaced":
        raise Refused(f"a new card in place of {card['last_four']} has been ordered already. It arrives by {_arrival()}.")
    account = next(one for one in books().accounts if one["id"] == card["account"])
    if account["balance"] < REPLACEMENT_FEE:
        raise Refused(f"a new card costs 12 euros, and {account['name']} holds {euros(account['balance']):.2f}. "
                      "Pay money in first.")
    card["status"] = "replaced"
    row = books().book(card["account"], -REPLACEMENT_FEE, category="fee", merchant="Harbor Bank",
                       note=f"replacement of card {card['last_four']}")
    return {**_state(card), "fee": euros(REPLACEMENT_FEE), "transaction_id": row["id"], "new_card_arrives": _arrival()}


def _arrival() -> str:
    return (TODAY + timedelta(days=DAYS_BY_POST)).isoformat()


def _state(card: dict) -> dict:
    """What a model needs to hear of a change: every further field would be read again at each request."""
    return {"last_four": card["last_four"], "status": card["status"]}


def _shown(card: dict) -> dict:
    return {"last_four": card["last_four"], "kind": card["kind"], "account": books().own_accounts[card["account"]],
            "status": card["status"], "daily_limit": card["limit"]}
