"""The world of Harbor Bank is one world: its files are what the generator writes, and they do not contradict each other."""

import csv
import importlib.util
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from workshop_utils.harbor_bank import TODAY

FOLDER = Path(__file__).resolve().parents[2] / "data" / "harbor_bank"
DAY = re.compile(r"\b(\d{1,2}) (January|February|March|April|May|June)\b")
TIME = re.compile(r"\b\d\d:\d\d\b")
AMOUNT = re.compile(r"(?<![\d,.])(\d[\d,]*\.\d\d) EUR")
MONTHS = ["January", "February", "March", "April", "May", "June"]


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


with open(FOLDER / "transactions.csv", encoding="utf-8", newline="") as file:
    ROWS = [{**row, "amount": round(float(row["amount"]) * 100)} for row in csv.DictReader(file)]
CUSTOMERS, ACCOUNTS, CARDS = map(read, ("customers", "accounts", "cards"))
TRAVELS, EMAILS, EVENTS = map(read, ("travels", "emails", "calendar"))
POLICIES = sorted((FOLDER / "policies").glob("*.md"))
BANGKOK = "Golden Naga Electronics"


def ana(rows):
    return [row for row in rows if row["account"] == "A-1"]


def travelling(customer, day):
    return [trip["country"] for trip in TRAVELS if trip["customer"] == customer and trip["start"] <= day <= trip["end"]]


def payments_by_card():
    owner = {card["last_four"]: card["customer"] for card in CARDS}
    return [(owner[row["card"]], row) for row in ROWS if row["card"] and row["city"]]


def test_the_generator_writes_the_files_that_are_here():
    spec = importlib.util.spec_from_file_location("generate_harbor_bank", FOLDER / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for name, text in generate.files().items():
        assert (FOLDER / name).read_text("utf-8") == text, f"{name}: run python data/harbor_bank/generate.py"


def test_all_of_it_is_small():
    files = [path for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 200_000


def test_every_balance_is_the_sum_of_its_transactions_and_never_was_below_zero():
    running = defaultdict(int)
    for row in ROWS:
        running[row["account"]] += row["amount"]
        assert running[row["account"]] >= 0, row
    assert dict(running) == {account["id"]: round(account["balance"] * 100) for account in ACCOUNTS}


def test_ids_rise_with_time_and_nothing_is_of_the_future():
    assert [row["id"] for row in ROWS] == [f"T-{1001 + n}" for n in range(len(ROWS))]
    assert [(row["date"], row["time"]) for row in ROWS] == sorted((row["date"], row["time"]) for row in ROWS)
    assert max(row["date"] for row in ROWS + EMAILS) <= TODAY.isoformat()
    assert [mail["id"] for mail in EMAILS] == [f"M-{n}" for n in range(1, len(EMAILS) + 1)]


def test_everything_belongs_to_somebody():
    known = {customer["id"] for customer in CUSTOMERS}
    accounts = {account["id"]: account["owners"] for account in ACCOUNTS}
    assert {owner for owners in accounts.values() for owner in owners} == known
    assert {row["customer"] for row in CARDS + TRAVELS + EMAILS + EVENTS} <= known
    assert all(card["customer"] in accounts[card["account"]] for card in CARDS)
    assert len({card["last_four"] for card in CARDS}) == len(CARDS)
    account_of = {card["last_four"]: card["account"] for card in CARDS}
    assert all(row["account"] == account_of[row["card"]] for row in ROWS if row["card"])


def test_money_sent_within_the_bank_arrives():
    for row in ROWS:
        if row["category"] == "transfer" and row["merchant"] in ("joint", "savings", "Ana Berg", "Jonas Berg"):
            assert any(other["amount"] == -row["amount"] and other["date"] == row["date"] and other["note"] == row["note"]
                       and other["account"] != row["account"] for other in ROWS), row


def test_salaries_come_every_month():
    for account in ("A-1", "A-4", "A-5", "A-7", "A-8"):
        months = [row["date"][:7] for row in ROWS if row["account"] == account and row["category"] == "salary"]
        assert months == ["2026-01", "2026-02", "2026-03", "2026-04"]


def test_each_standing_order_was_paid_last_on_its_day():
    orders = read("standing_orders")
    for order in orders:
        paid = [row["date"] for row in ROWS if row["account"] == order["account"] and row["merchant"] == order["to"]
                and row["amount"] == -round(order["amount"] * 100)]
        assert paid[-1] == f"2026-05-{order['day']:02}", order
    paid = {row["merchant"] for row in ROWS if row["category"] == "standing order" and row["date"] >= "2026-05"}
    assert paid <= {one["to"] for one in orders}


def test_payments_abroad_fall_within_travels_and_nobody_shops_at_home_meanwhile_but_for_the_planted_one():
    odd = []
    for customer, row in payments_by_card():
        abroad = travelling(customer, row["date"])
        leaving = row["merchant"] in ("Kittiwake Air", "Hotel Fjordlys")
        if [row["country"]] != (abroad or ["Germany"]) and not leaving:
            odd.append((row["merchant"], row["country"]))
    assert odd == [(BANGKOK, "Thailand")]
    assert "Thailand" not in {trip["country"] for trip in TRAVELS}


def test_each_past_journey_left_payments_and_a_coming_one_left_none():
    for trip in TRAVELS:
        found = [row for customer, row in payments_by_card() if customer == trip["customer"]
                 and row["country"] == trip["country"] and trip["start"] <= row["date"] <= trip["end"]]
        assert bool(found) == (trip["end"] < TODAY.isoformat()), trip


def test_foreign_payments_are_converted_at_one_rate_for_each_currency():
    rates = defaultdict(list)
    for row in ROWS:
        if row["original"]:
            currency, units = row["original"].split()
            rates[currency].append(float(units) * 100 / -row["amount"])
    assert set(rates) == {"NOK", "DKK", "THB"}
    assert all(max(found) - min(found) < 0.02 * max(found) for found in rates.values())


def test_amounts_in_the_mail_are_amounts_that_were_paid():
    paid = {abs(row["amount"]) for row in ROWS}
    for mail in EMAILS:
        for amount in AMOUNT.findall(mail["body"]):
            cents = round(float(amount.replace(",", "")) * 100)
            unsure = mail["id"] == "M-25"       # a debt that nobody is sure of
            assert cents in paid or unsure, (mail["subject"], amount)


# An event, and the sender of an e-mail to its customer that names that day and time; the others were never written about.
WRITTEN_ABOUT = {"Flight to Oslo": "kittiwake", "Flight home to Hamburg": "kittiwake", "Flight to Lisbon": "kittiwake",
                 "Theatre": "speicher-stage", "Moving day": "rolling-barrel", "Budget review": "tidewater",
                 "Call with Mira": "mira.novak", "Parents' evening": "fjordline"}
ANNOUNCED = [one for one in EVENTS if one["title"] in WRITTEN_ABOUT and one["customer"] in ("C-1", "C-2")]


@pytest.mark.parametrize("event", ANNOUNCED, ids=lambda one: f"{one['title']}-{one['day']}")
def test_what_the_mail_announces_stands_in_the_calendar_at_that_time(event):
    day = date.fromisoformat(event["day"])
    wanted = (str(day.day), MONTHS[day.month - 1])
    sender = WRITTEN_ABOUT[event["title"]]
    letters = [mail for mail in EMAILS if sender in mail["from"] and mail["customer"] == event["customer"]]
    by_weekday = f"on {day:%A} at {event['start']}"
    fits = [mail for mail in letters if event["start"] in TIME.findall(mail["body"])
            and (wanted in DAY.findall(mail["body"] + mail["subject"]) or by_weekday in mail["body"])]
    assert fits, [mail["body"] for mail in letters]


def test_the_weekdays_in_the_mail_are_those_of_the_calendar():
    named = re.compile(rf"\b(\w+day),? (\d{{1,2}}) ({'|'.join(MONTHS)})\b")
    found = [(mail["id"], *hit) for mail in EMAILS for hit in named.findall(mail["body"])]
    assert len(found) > 8
    for mail, weekday, day, month in found:
        assert date(2026, MONTHS.index(month) + 1, int(day)).strftime("%A") == weekday, mail


def test_planted_a_double_charge():
    same = ("merchant", "amount", "date", "card")
    pairs = [(a["id"], b["id"]) for a, b in zip(ana(ROWS), ana(ROWS)[1:])
             if a["card"] and all(a[key] == b[key] for key in same)]
    assert pairs == [("T-1484", "T-1485")]
    receipt = next(mail for mail in EMAILS if "lantern" in mail["from"])
    assert "One purchase" in receipt["body"] and receipt["date"] == "2026-05-08"


def test_planted_a_subscription_that_was_forgotten():
    charged = [row["date"] for row in ana(ROWS) if row["merchant"] == "Wavelet Film Club"]
    assert charged == ["2026-02-17", "2026-03-17", "2026-04-17"]
    assert not [mail for mail in EMAILS if mail["folder"] == "sent" and "wavelet" in mail["to"]]


def test_planted_a_stale_record():
    record = CUSTOMERS[0]
    told = next(mail for mail in EMAILS if mail["folder"] == "sent" and mail["customer"] == "C-1")
    assert "Deichtwiete 3" in told["body"] and "+49 40 66969 274" in told["body"]
    assert record["address"].startswith("Kastanienweg 8") and record["phone"] == "+49 40 66969 118"
    assert date.fromisoformat(told["date"]) + timedelta(14) < TODAY


def test_planted_a_namesake_and_a_false_message():
    assert [customer["name"] for customer in CUSTOMERS if customer["name"].startswith("Ana ")] == ["Ana Berg", "Ana Lund"]
    false = [mail for mail in EMAILS if "harbor" in mail["from"] and not mail["from"].endswith("@harborbank.example")]
    assert [mail["id"] for mail in false] == ["M-23"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_has_a_title_a_day_and_60_to_150_words(path):
    title, updated, text = path.read_text("utf-8").split("\n\n", 2)
    assert title.startswith("# ") and date.fromisoformat(updated.removeprefix("Updated ")) < TODAY
    assert 60 <= len(text.split()) <= 150, len(text.split())


def test_there_are_policies_enough_to_search():
    assert len(POLICIES) >= 25


def test_the_readme_counts_rows_as_they_are():
    stated = dict(re.findall(r"^\| `([\w.]+?)/?` \| (\d+) \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE))
    counted = {path.name: len(read(path.stem)) for path in FOLDER.glob("*.json")}
    assert {name: int(rows) for name, rows in stated.items()} == counted | {"transactions.csv": len(ROWS), "policies": len(POLICIES)}


def test_the_readme_names_every_file_and_every_planted_thing():
    readme = (FOLDER / "README.md").read_text("utf-8")
    for path in FOLDER.iterdir():
        assert path.name in readme or path.name in ("README.md", "__pycache__"), path.name
    for planted in ("T-1484", "T-1485", BANGKOK, "Wavelet Film Club", "Deichtwiete 3", "Ana Lund", "M-23"):
        assert planted in readme, planted
