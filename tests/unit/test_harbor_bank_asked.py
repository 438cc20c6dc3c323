"""Plain requests to the practice model with the bank's functions: the right one is called, with the right arguments.

Measured: RIGHT of the 38 requests, with the functions of one desk as with all thirty. The three that it misses:
"What do I have on 19 May 2026?", "paying in a foreign currency" and "What address do you have for me?".
"""

import json

import pytest

from workshop_utils import Chat
from workshop_utils import harbor_bank as bank

RIGHT = 35
ASKED = [
    ("How much money is in my savings account?", "get_balance", {"account": "savings"}),
    ("What's the balance of the joint account?", "get_balance", {"account": "joint"}),
    ("Which accounts do I have with you?", "list_accounts", {}),
    ("Which cards do I have?", "list_cards", {}),
    ("My card ending in 4471 is gone. Please block it.", "block_card", {"last_four": "4471"}),
    ("I found card 4471 in my coat, you can unblock it again.", "unblock_card", {"last_four": "4471"}),
    ("Please order a new card for the one ending in 9020.", "order_card", {"last_four": "9020"}),
    ("Set the limit of card 9020 to 1500 euros.", "set_card_limit", {"last_four": "9020", "limit": 1500}),
    ("Show me my latest transactions.", "list_transactions", {}),
    ("List what I paid with card 4471 since 1 May 2026.", "list_transactions", {"card": "4471", "since": "2026-05-01"}),
    ("Show me the payments to Kittiwake Air.", "list_transactions", {"merchant": "Kittiwake Air"}),
    ("What transactions were there on the joint account?", "list_transactions", {"account": "joint"}),
    ("What was transaction T-1485?", "get_transaction", {"transaction_id": "T-1485"}),
    ("Refund transaction T-1485 with the key case-77.", "refund", {"transaction_id": "T-1485", "key": "case-77"}),
    ("Transfer 50 euros from checking to savings.", "transfer", {"from_account": "checking", "to": "savings", "amount": 50}),
    ("Send Jonas Berg 20 euros from my checking account.", "transfer",
     {"from_account": "checking", "to": "Jonas Berg", "amount": 20}),
    ("Which travel notices did I give?", "list_travels", {}),
    ("I will travel to Italy from 3 June 2026 to 9 June 2026. Please note that.", "report_travel",
     {"country": "Italy", "start": "2026-06-03", "end": "2026-06-09"}),
    ("Any e-mails in my mailbox?", "list_emails", {}),
    ("Read me e-mail M-12.", "read_email", {"email_id": "M-12"}),
    ('Send an e-mail to jonas.berg@mail.example with the subject "Dinner" and the body "Friday is fine."', "send_email",
     {"to": "jonas.berg@mail.example", "subject": "Dinner", "body": "Friday is fine."}),
    ("What is in my calendar?", "list_events", {}),
    ("What do I have on 19 May 2026?", "list_events", {"day": "2026-05-19"}),
    ('Put "Lunch with Mira" into my calendar on 21 May 2026 at 12:30.', "create_event",
     {"title": "Lunch with Mira", "day": "2026-05-21", "start": "12:30"}),
    ("Move event E-9 to 15 May 2026 at 19:00.", "move_event", {"event_id": "E-9", "day": "2026-05-15", "start": "19:00"}),
    ("Cancel event E-12, please.", "cancel_event", {"event_id": "E-12"}),
    ("What are your rules on double charges?", "find_policies", {}),
    ("What does the bank say about paying in a foreign currency?", "find_policies", {}),
    ("Read the policy lost-card.", "read_policy", {"policy_id": "lost-card"}),
    ("What address do you have for me?", "get_customer", {}),
    ("Which phone number is in my record?", "get_customer", {}),
    ("List my standing orders.", "list_standing_orders", {}),
    ("Create a standing order from checking to savings: 25 euros on day 5.", "create_standing_order",
     {"from_account": "checking", "to": "savings", "amount": 25, "day": 5}),
    ("Cancel standing order S-9.", "cancel_standing_order", {"order_id": "S-9"}),
    ("Which subscriptions charge my cards?", "list_subscriptions", {}),
    ('Reply to e-mail M-24 with the text "Friday is fine."', "reply_to_email",
     {"email_id": "M-24", "body": "Friday is fine."}),
    ("Delete e-mail M-23.", "delete_email", {"email_id": "M-23"}),
    ("When am I free on 18 May 2026?", "find_free_time", {"day": "2026-05-18"}),
]
ALL = [function for functions in bank.TOOLS.values() for function in functions]
DESK = {function.__name__: functions for functions in bank.TOOLS.values() for function in functions}


def calls_for(request, tools):
    bank.reset()
    chat = Chat(f"You work at the help desk of Harbor Bank and serve Ana Berg. Today is {bank.TODAY}.", tools=tools)
    items = chat.send_sync(request).items
    return [(item["name"], json.loads(item["arguments"])) for item in items if item.get("type") == "function_call"]


def is_right(calls, name, arguments):
    return bool(calls) and calls[0][0] == name and all(calls[0][1].get(key) == value for key, value in arguments.items())


@pytest.mark.parametrize("of", ["one desk", "all desks"])
def test_plain_requests_reach_the_right_function_with_the_right_arguments(of):
    missed = {}
    for request, name, arguments in ASKED:
        calls = calls_for(request, DESK[name] if of == "one desk" else ALL)
        if not is_right(calls, name, arguments):
            missed[request] = calls
    assert len(ASKED) - len(missed) >= RIGHT, missed


@pytest.mark.parametrize("request_", ["What is the weather in Oslo?", "Tell me a joke.", "Thank you, that was all.",
                                      "How old is the moon?"])
def test_what_is_no_matter_of_the_bank_calls_nothing(request_):
    assert calls_for(request_, ALL) == []
