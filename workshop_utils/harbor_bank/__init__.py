"""Harbor Bank: the small bank at which the lessons take place. Everything is in memory; `reset()` puts it back.

    from workshop_utils import harbor_bank as bank

Each function serves the customer who is signed in, Ana Berg, and can be offered to a model as it is.
"""

from . import accounts, calendar, cards, errors, mail, orders, payments, policies, travels, world
from .accounts import get_balance, get_customer, list_accounts
from .calendar import cancel_event, create_event, find_free_time, list_events, move_event
from .cards import block_card, list_cards, order_card, set_card_limit, unblock_card
from .errors import (AccountNotFound, BankError, CardNotFound, CustomerNotFound, EmailNotFound, EventNotFound, NotFound,
                     OrderNotFound, PayeeNotFound, PolicyNotFound, Refused, TransactionNotFound)
from .mail import delete_email, list_emails, read_email, reply_to_email, send_email
from .orders import cancel_standing_order, create_standing_order, list_standing_orders, list_subscriptions
from .payments import get_transaction, list_transactions, refund, transfer
from .policies import find_policies, read_policy
from .travels import list_travels, report_travel
from .world import TODAY, reset, sign_in

# The desks of the bank and what each may do; no function stands at two.
TOOLS = {
    "cards": [list_cards, block_card, unblock_card, set_card_limit, order_card, list_travels, report_travel],
    "payments": [list_accounts, get_balance, list_transactions, get_transaction, refund, transfer,
                 list_standing_orders, create_standing_order, cancel_standing_order, list_subscriptions],
    "email": [list_emails, read_email, send_email, reply_to_email, delete_email],
    "calendar": [list_events, create_event, move_event, cancel_event, find_free_time],
    "policies": [find_policies, read_policy],
    "customer": [get_customer],
}
