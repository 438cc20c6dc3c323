"""Harbor Bank: the small bank at which the lessons take place. Everything is in memory; `reset()` puts it back.

    from workshop_utils import harbor_bank as bank

Each function serves the customer who is signed in, Ana Berg, and can be offered to a model as it is.
"""

from . import accounts, calendar, cards, errors, mail, payments, policies, travels, world
from .accounts import get_balance, get_customer, list_accounts
from .calendar import cancel_event, create_event, list_events, move_event
from .cards import block_card, list_cards, order_card, set_card_limit, unblock_card
from .errors import (AccountNotFound, BankError, CardNotFound, CustomerNotFound, EmailNotFound, EventNotFound, NotFound,
                     PayeeNotFound, PolicyNotFound, Refused, TransactionNotFound)
from .mail import list_emails, read_email, send_email
from .payments import get_transaction, list_transactions, refund, transfer
from .policies import find_policies, read_policy
from .travels import list_travels, report_travel
from .world import TODAY, reset, sign_in

# The desks of the bank and what each may do; no function stands at two.
TOOLS = {
    "cards": [list_cards, block_card, unblock_card, set_card_limit, order_card, list_travels, report_travel],
    "payments": [list_accounts, get_balance, list_transactions, get_transaction, refund, transfer],
    "email": [list_emails, read_email, send_email],
    "calendar": [list_events, create_event, move_event, cancel_event],
    "policies": [find_policies, read_policy],
    "customer": [get_customer],
}
