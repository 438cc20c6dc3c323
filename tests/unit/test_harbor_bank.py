"""Harbor Bank's functions: what they read and write, what they refuse and in which words, and that nothing is half done."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from workshop_utils import harbor_bank as bank
from workshop_utils.tools import Tool

DESKS = {function.__name__: desk for desk, functions in bank.TOOLS.items() for function in functions}
FUNCTIONS = [function for functions in bank.TOOLS.values() for function in functions]


@pytest.fixture(autouse=True)
def as_every_morning():
    bank.reset()
    yield
    bank.reset()


def total():
    return round(sum(one["balance"] for one in bank.world.books().accounts))


def test_the_bank_is_imported_without_what_costs_time():
    code = ("import sys; from workshop_utils import harbor_bank as bank; bank.get_balance('checking'); "
            "print([name for name in ('numpy', 'pydantic', 'openai') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_each_function_is_a_strict_tool_that_explains_every_argument(function):
    tool = Tool(function)
    assert tool.strict, tool.why_not_strict
    assert tool.description
    assert [name for name, schema in tool.parameters["properties"].items() if not schema.get("description")] == []


def test_no_function_stands_at_two_desks():
    assert len(DESKS) == len(FUNCTIONS)
    assert {"cards", "payments", "email", "calendar"} <= set(bank.TOOLS)


@pytest.mark.parametrize("name", ["list_accounts", "list_cards", "list_transactions", "list_travels", "list_emails",
                                  "list_events", "list_standing_orders", "list_subscriptions", "get_customer"])
def test_what_is_shown_is_plain_data_and_a_copy(name):
    shown = getattr(bank, name)()
    json.dumps(shown)
    before = json.dumps(shown)
    (shown[0] if isinstance(shown, list) else shown).clear()
    assert json.dumps(getattr(bank, name)()) == before


def test_balances_cards_and_the_customer():
    assert bank.get_balance("checking") == {"account": "checking", "balance": 1250.4, "currency": "EUR"}
    assert [one["account"] for one in bank.list_accounts()] == ["checking", "savings", "joint"]
    assert [one["last_four"] for one in bank.list_cards()] == ["4471", "9020"]
    assert bank.get_customer()["name"] == "Ana Berg"


def test_transactions_are_chosen_by_account_card_days_and_merchant():
    for row in bank.list_transactions(card="4471", since="2026-05-01", until=date(2026, 5, 10), limit=100):
        assert row["card"] == "4471" and "2026-05-01" <= row["date"] <= "2026-05-10"
    assert {row["account"] for row in bank.list_transactions(account="joint", limit=100)} == {"joint"}
    assert len(bank.list_transactions(merchant="kittiwake", limit=2)) == 2
    days = [row["date"] for row in bank.list_transactions(limit=100)]
    assert days == sorted(days, reverse=True)


def test_nobody_sees_what_belongs_to_others():
    own = {row["transaction_id"] for row in bank.list_transactions(limit=100)}
    assert bank.sign_in("C-2") == "Ana Lund"
    assert [one["last_four"] for one in bank.list_cards()] == ["4417"]
    assert not own & {row["transaction_id"] for row in bank.list_transactions(limit=100)}
    with pytest.raises(bank.AccountNotFound, match=r"no account named 'joint'. Ana's accounts: checking, savings\."):
        bank.get_balance("joint")
    with pytest.raises(bank.TransactionNotFound):
        bank.get_transaction(own.pop())


def test_a_card_is_blocked_unblocked_limited_and_replaced():
    assert bank.block_card("4471")["status"] == "blocked"
    assert bank.block_card("4471")["status"] == "blocked"
    assert bank.unblock_card("4471")["status"] == "active"
    assert bank.set_card_limit("4471", 800)["daily_limit"] == 800
    ordered = bank.order_card("4471")
    assert (ordered["status"], ordered["fee"]) == ("replaced", 12.0)
    assert bank.get_transaction(ordered["transaction_id"])["amount"] == -12.0
    assert bank.get_balance("checking")["balance"] == 1238.4
    with pytest.raises(bank.Refused, match="has been ordered already"):
        bank.order_card("4471")
    with pytest.raises(bank.Refused, match="has been replaced and can't be used again"):
        bank.unblock_card("4471")
    assert bank.block_card("4471") == {"last_four": "4471", "status": "replaced"}
    assert bank.get_balance("checking")["balance"] == 1238.4


def test_a_transfer_moves_money_within_the_bank_and_out_of_it():
    before = total()
    made = bank.transfer("checking", "savings", 50, note="for the bicycle")
    assert (made["new_balance"], bank.get_balance("savings")["balance"], total()) == (1200.4, 8350.0, before)
    bank.transfer("checking", "Jonas", 0.1 + 0.2)
    assert bank.list_transactions()[0]["amount"] == -0.3 and total() == before
    bank.sign_in("C-3")
    assert bank.list_transactions()[0]["merchant"] == "Ana Berg"
    bank.sign_in("C-1")
    bank.transfer("checking", "deichtwiete homes", 10)
    assert total() == before - 1000


def test_a_refund_is_paid_once_for_each_key():
    first = bank.refund("T-1485", "case-77")
    assert bank.refund("T-1485", "case-77") == first
    assert bank.get_balance("checking")["balance"] == 1297.2
    assert bank.refund("T-1485", "another key") != first, "a new key is a new refund: the key alone tells a retry"
    assert bank.get_balance("checking")["balance"] == 1344.0
    with pytest.raises(bank.Refused, match="was used to refund T-1485. Take another key for T-1484"):
        bank.refund("T-1484", "case-77")


@pytest.fixture
def busy_threads():
    """Threads that are interrupted at nearly every step: without its lock the bank fails then in most runs."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_that_retry_one_refund_pay_once_and_transfers_add_up(busy_threads):
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: bank.refund("T-1485", "one"), range(64)))
        list(pool.map(lambda _: bank.transfer("checking", "savings", 1), range(100)))
    assert all(answer == answers[0] for answer in answers)
    assert bank.get_balance("checking")["balance"] == round(1250.4 + 46.8 - 100, 2)
    ids = [row["id"] for row in bank.world.books().transactions]
    assert len(set(ids)) == len(ids)


def test_a_travel_notice_mail_and_events_are_kept_until_reset():
    bank.report_travel("Italy", "2026-06-03", date(2026, 6, 9))
    assert bank.list_travels()[-1] == {"travel_id": "V-6", "country": "Italy", "start": "2026-06-03", "end": "2026-06-09"}
    sent = bank.send_email("mira.novak@mail.example", "Friday", "Half past one?")
    assert bank.list_emails()[0]["email_id"] == sent["email_id"] and bank.list_emails()[0]["folder"] == "sent"
    assert bank.read_email(sent["email_id"])["body"] == "Half past one?"
    event = bank.create_event("Lunch with Mira", "2026-05-21", "9:30")
    assert (event["start"], event["minutes"]) == ("09:30", 30)
    assert bank.move_event(event["event_id"], date(2026, 5, 22), "19:10")["overlaps"] == ["Theatre"]
    assert bank.cancel_event(event["event_id"])["status"] == "cancelled"
    assert bank.list_events("2026-05-21") == []
    bank.reset()
    assert len(bank.list_travels()) == 3 and bank.list_emails()[0]["folder"] == "inbox"


def test_standing_orders_are_listed_created_and_cancelled():
    receivers = [one["to"] for one in bank.list_standing_orders()]
    assert receivers == ["joint", "savings", "Deichtwiete Homes", "Lighthouse Pension Fund"]
    made = bank.create_standing_order("checking", "Jonas", 12.5, 15, note="music lessons")
    assert made == {"order_id": "S-14", "from_account": "checking", "to": "Jonas Berg", "amount": 12.5, "day": 15,
                    "note": "music lessons"}
    assert bank.cancel_standing_order("S-14")["status"] == "cancelled"
    assert bank.create_standing_order("joint", "savings", 5, 1)["order_id"] == "S-15", "an id does not come back"


def test_the_forgotten_subscription_is_the_one_that_is_listed():
    assert bank.list_subscriptions() == [{"merchant": "Wavelet Film Club", "amount": 12.99, "card": "9020",
                                          "since": "2026-02-17", "last": "2026-04-17", "times": 3}]


def test_a_reply_goes_to_the_sender_and_what_was_deleted_is_gone():
    assert bank.reply_to_email("M-24", "Fine.")["to"] == "jonas.berg@mail.example"
    assert bank.reply_to_email("M-15", "Any news?")["to"] == "service@harborbank.example", "one's own goes there again"
    assert bank.reply_to_email("M-16", "Thank you.")["subject"] == "Re: New address and phone number"
    assert bank.delete_email("M-23")["status"] == "deleted"
    with pytest.raises(bank.EmailNotFound):
        bank.read_email("M-23")


def test_free_time_is_what_lies_between_events():
    assert bank.find_free_time(bank.TODAY, 90) == [{"day": "2026-05-14", "start": "08:00", "end": "10:00"},
                                                   {"day": "2026-05-14", "start": "11:00", "end": "19:00"}]
    assert bank.find_free_time("2026-05-26", 30)[0] == {"day": "2026-05-26", "start": "09:15", "end": "20:00"}
    bank.create_event("All day", "2026-05-16", "00:00", 24 * 60)
    assert bank.find_free_time("2026-05-16") == []


def test_without_a_day_events_are_those_from_today_on():
    assert bank.list_events()[0]["day"] == bank.TODAY.isoformat()
    assert bank.list_events(bank.TODAY + timedelta(1)) == bank.list_events("2026-05-15") != []


@pytest.mark.parametrize("query, first", [
    ("I was charged twice", "double-charges"), ("overdraft interest", "overdraft"), ("new address", "change-of-address"),
    ("cancel a subscription", "subscriptions"), ("Travel to Norway", "travel-notices"),
    ("pay in another currency", "foreign-currency"), ("who is on a joint account", "joint-accounts"), ("penguins", None)])
def test_policies_are_found_by_their_words(query, first):
    found = [one["policy_id"] for one in bank.find_policies(query)]
    assert found[:1] == ([first] if first else [])
    assert all(bank.read_policy(one)["text"] for one in found)


WRONG = [
    (bank.block_card, ("4417",), bank.CardNotFound, "no card ends with 4417. Ana's cards: 4471 (debit), 9020 (credit)."),
    (bank.get_balance, ("current",), bank.AccountNotFound,
     "no account named 'current'. Ana's accounts: checking, savings, joint."),
    (bank.set_card_limit, ("4471", 9000), bank.Refused,
     "a limit of 9000 euros can't be set. It must be from 0 to 5000 euros a day."),
    (bank.transfer, ("checking", "savings", 2000), bank.Refused,
     "checking holds 1250.40 EUR, less than 2000.00. Nothing was transferred."),
    (bank.transfer, ("checking", "savings", -5), bank.Refused, "the amount is -5; it must be more than zero."),
    (bank.transfer, ("checking", "savings", float("nan")), bank.Refused,
     "the amount is nan; it must be a number of euros, such as 25.50."),
    (bank.transfer, ("checking", "checking", 5), bank.Refused,
     "checking would pay itself. Name another account, or a payee."),
    (bank.transfer, ("checking", "Alice", 5), bank.PayeeNotFound,
     "no payee is named 'Alice'. Payees: Jonas Berg, Mira Novak, Deichtwiete Homes, Blue Heron Dental Practice."),
    (bank.refund, ("T-9", "k"), bank.TransactionNotFound,
     "no transaction has the id 'T-9'. list_transactions shows the ids; they look like T-1042."),
    (bank.refund, ("T-1485", " "), bank.Refused,
     "the key is empty. Give a text that stays the same when this refund is tried again."),
    (bank.refund, ("T-1001", "k"), bank.Refused,
     "T-1001 is money that came in; only card payments and direct debits can be refunded."),
    (bank.list_transactions, ("savings", None, "1 May"), bank.Refused,
     "since is '1 May'; it must be a day written as year-month-day, such as 2026-05-14."),
    (bank.report_travel, ("Italy", "2026-06-09", "2026-06-03"), bank.Refused,
     "the travel would end on 2026-06-03, before it starts on 2026-06-09. Give the first day as start and the last as end."),
    (bank.read_email, ("7",), bank.EmailNotFound,
     "no e-mail has the id '7'. list_emails shows the ids; they look like M-12."),
    (bank.send_email, ("Jonas", "Hi", "Hi"), bank.Refused,
     "'Jonas' is not an e-mail address. Give one such as jonas.berg@mail.example; nothing was sent."),
    (bank.move_event, ("E-99", "2026-05-20", "10:00"), bank.EventNotFound,
     "no event has the id 'E-99'. list_events shows the ids; they look like E-7."),
    (bank.create_event, ("Lunch", "2026-05-20", "noon"), bank.Refused,
     "start is 'noon'; it must be a time on a 24-hour clock, such as 09:30."),
    (bank.cancel_standing_order, ("S-3",), bank.OrderNotFound,
     "no standing order has the id 'S-3'. list_standing_orders shows the ids; they look like S-9."),
    (bank.create_standing_order, ("checking", "savings", 5, 31), bank.Refused,
     "day is 31; it must be a day that every month has, from 1 to 28."),
    (bank.read_policy, ("lost card",), bank.PolicyNotFound,
     "no policy has the id 'lost card'. find_policies finds them by their subject; ids look like assistants."),
    (bank.sign_in, ("Ana",), bank.CustomerNotFound, "no customer 'Ana'. Customers: C-1 (Ana Berg), C-2 (Ana Lund), "
     "C-3 (Jonas Berg), C-4 (Mira Novak), C-5 (Tomas Silva)."),
]


@pytest.mark.parametrize("function, arguments, kind, words", WRONG, ids=[f"{row[0].__name__}-{row[1][0]}" for row in WRONG])
def test_an_error_names_the_value_and_the_way_out_and_changes_nothing(function, arguments, kind, words):
    before = repr(bank.world.books())
    with pytest.raises(kind) as raised:
        function(*arguments)
    assert str(raised.value) == words
    assert isinstance(raised.value, bank.BankError)
    assert isinstance(raised.value, LookupError if issubclass(kind, bank.NotFound) else ValueError)
    assert repr(bank.world.books()) == before


def test_several_payees_of_one_first_name_are_told_apart():
    bank.world.books().person["payees"].append({"name": "Jonas Holm"})
    with pytest.raises(bank.PayeeNotFound, match="several payees are named 'Jonas'. Payees: Jonas Berg, Jonas Holm."):
        bank.transfer("checking", "Jonas", 5)
    assert bank.transfer("checking", "jonas berg", 5)["to"] == "Jonas Berg"


def test_an_event_is_not_moved_halfway():
    with pytest.raises(bank.Refused):
        bank.move_event("E-9", "2026-05-15", "25:00")
    assert bank.list_events(bank.TODAY)[1]["start"] == "19:00"
