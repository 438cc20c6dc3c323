"""Writes the world of Harbor Bank from story.toml: what is told there, and between it the daily routine, drawn with a seed.

    python data/harbor_bank/generate.py
"""

import csv
import io
import json
import random
import tomllib
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = ("id", "date", "time", "account", "amount", "merchant", "category", "city", "country", "card", "original", "note")
FIRST_ID = 1001


def whole(amount) -> int:
    return round(float(amount) * 100)


def days(first: date, last: date):
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def row(day: date, account: str, cents: int, **details) -> dict:
    return {"date": day, "time": "", "account": account, "cents": cents, **details}


def both_sides(story: dict, payer: dict) -> list[dict]:
    """A payment, and what its receiver sees if the money stays in the bank."""
    if "to" not in payer:
        return [payer]
    owners = next(one["owners"] for one in story["accounts"] if one["id"] == payer["account"])
    sender = " and ".join(one["name"] for one in story["customers"] if one["id"] in owners)
    receiver = {**payer, "account": payer["to"], "cents": -payer["cents"], "merchant": sender}
    return [{key: value for key, value in side.items() if key != "to"} for side in (payer, receiver)]


def monthly(story: dict) -> list[dict]:
    """Salaries, standing orders, direct debits and subscriptions, on their day of each month."""
    rows = []
    for order in story["monthly"]:
        details = {key: order[key] for key in ("key", "merchant", "category", "note", "card", "to") if key in order}
        for day in days(order.get("first", story["opens"]), order.get("until", story["today"])):
            if day.day == min(order["day"], last_of_month(day)):
                rows += both_sides(story, row(day, order["account"], whole(order["amount"]), **details))
    return rows


def last_of_month(day: date) -> int:
    return ((day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)).day


def away(story: dict, customer: str) -> set[date]:
    """The days on which somebody is travelling."""
    return {day for trip in story["travels"] if trip["customer"] == customer for day in days(trip["start"], trip["end"])}


def habits(story: dict) -> list[dict]:
    """What is bought at home, week by week; nothing on a day on which the customer travels."""
    rows = []
    for habit in story["habits"]:
        draw = random.Random(f"{habit['account']} {habit['card']}")
        gone = away(story, habit["customer"])
        for day in days(story["opens"] + timedelta(1), habit.get("until", story["today"] - timedelta(1))):
            for shop, category, low, high, per_week in habit["shops"]:
                chance, cents, clock = draw.random(), price(draw, low, high), moment(draw)
                if chance < per_week / 7 and day not in gone:
                    rows.append(row(day, habit["account"], -cents, time=clock, merchant=shop, category=category,
                                    city=habit["city"], country="Germany", card=habit["card"]))
    return rows


def abroad(story: dict) -> list[dict]:
    """What is bought on a journey: each shop on about two days of three."""
    rows = []
    for trip in story["travels"]:
        draw = random.Random(f"{trip['customer']} {trip['start']}")
        account = next(one["account"] for one in story["cards"] if one["last_four"] == trip["card"])
        for day in days(trip["start"], min(trip["end"], story["today"])):
            for shop, category, low, high in trip["shops"]:
                chance, units, clock = draw.random(), price(draw, low, high), moment(draw, 13, 17)
                if chance < 0.6:
                    paid = {"original": f"{trip['currency']} {units / 100:.2f}"} if "currency" in trip else {"cents": -units}
                    rows.append({**row(day, account, 0, time=clock, merchant=shop, category=category, city=trip["city"],
                                       country=trip["country"], card=trip["card"]), **paid})
    return rows


def price(draw: random.Random, low: float, high: float) -> int:
    return low * 100 + int(draw.random() * (high - low) * 100)


def moment(draw: random.Random, first: int = 8, last: int = 20) -> str:
    minute = int((first + draw.random() * (last - first)) * 60)
    return f"{minute // 60:02}:{minute % 60:02}"


def single(story: dict) -> list[dict]:
    rows = []
    for payment in story["payments"]:
        details = {key: value for key, value in payment.items() if key not in ("date", "account", "amount")}
        rows += both_sides(story, row(payment["date"], payment["account"], whole(payment.get("amount", 0)), **details))
    return rows


def converted(story: dict, one: dict) -> dict:
    """With the euros that were booked for what was paid in another currency."""
    if "original" not in one:
        return one
    currency, units = one["original"].split()
    return {**one, "cents": -round(float(units) * 100 / story["rates"][currency])}


def transactions(story: dict) -> list[dict]:
    """Every row in the order of its time, after what each account held when the books were opened."""
    rows = [converted(story, one) for part in (monthly, habits, abroad, single) for one in part(story)]
    rows.sort(key=lambda one: (one["date"], one["time"], one["account"], one["merchant"]))
    opening = [row(story["opens"], account["id"], whole(account["balance"]) - total(rows, account["id"]),
                   merchant="Harbor Bank", category="opening", note="carried forward from 2025")
               for account in story["accounts"]]
    return [{**one, "id": f"T-{FIRST_ID + place}"} for place, one in enumerate(opening + rows)]


def total(rows: list[dict], account: str) -> int:
    return sum(one["cents"] for one in rows if one["account"] == account)


def numbered(rows: list[dict], letter: str, *order: str) -> list[dict]:
    rows = sorted(rows, key=lambda one: tuple(one[key] for key in order))
    return [{"id": f"{letter}-{place}", **one} for place, one in enumerate(rows, 1)]


def emails(story: dict, rows: list[dict]) -> list[dict]:
    """The mail, with the amounts that were really booked."""
    amounts = {one["key"]: f"{abs(one['cents']) / 100:,.2f}" for one in rows if "key" in one}
    address = {one["id"]: one["email"] for one in story["customers"]}
    written = [{"customer": mail["customer"], "folder": "sent" if "to" in mail else "inbox", "date": mail["date"],
                "from": mail.get("from", address[mail["customer"]]), "to": mail.get("to", address[mail["customer"]]),
                "subject": mail["subject"], "body": mail["body"].strip().format_map(amounts)} for mail in story["emails"]]
    return numbered(written, "M", "date")


def travels(story: dict) -> list[dict]:
    kept = ("customer", "country", "city", "start", "end")
    return numbered([{key: trip[key] for key in kept} for trip in story["travels"]], "V", "start", "customer")


def standing_orders(story: dict) -> list[dict]:
    """What leaves by standing order at present; `to` is what the payer calls the receiver."""
    orders = [one for one in story["monthly"] if one["category"] in ("transfer", "standing order") and "until" not in one]
    return [{"id": f"S-{place}", "account": order["account"], "to": order["merchant"], "amount": -order["amount"],
             "day": order["day"], "note": order["note"].removeprefix("standing order: ")}
            for place, order in enumerate(orders, 1)]


def as_csv(rows: list[dict]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**one, "amount": f"{one['cents'] / 100:.2f}"} for one in rows)
    return file.getvalue()


def as_json(rows: list[dict]) -> str:
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False, default=str) for one in rows) + "\n]\n"


def files() -> dict[str, str]:
    """What each file holds, by name."""
    story = tomllib.loads((HERE / "story.toml").read_text("utf-8"))
    rows = transactions(story)
    events = [{"place": "", **one} for one in story["events"]]
    events = [{key: one[key] for key in ("customer", "title", "day", "start", "minutes", "place")} for one in events]
    tables = {**{name: story[name] for name in ("customers", "accounts", "cards")}, "travels": travels(story),
              "standing_orders": standing_orders(story), "emails": emails(story, rows),
              "calendar": numbered(events, "E", "day", "start", "customer")}
    return {"transactions.csv": as_csv(rows), **{f"{name}.json": as_json(table) for name, table in tables.items()}}


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()):,} bytes")
