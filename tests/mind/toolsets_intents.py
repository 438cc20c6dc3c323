"""Toolsets for requests with several intents; their prompts were written before the mind was tuned to any of them."""

from toolsets import tool
from workshop_utils import harbor_bank as bank
from workshop_utils.practice.mind.conversation import ToolSpec
from workshop_utils.tools import as_tool


def spec(function):
    """One of the bank's functions as the practice model is given it."""
    found = as_tool(function).definition
    return ToolSpec(found["name"], found["description"], found["parameters"])


INTENTS = {
    "counter": [spec(f) for f in (bank.get_balance, bank.list_accounts, bank.list_cards, bank.block_card, bank.unblock_card, bank.set_card_limit, bank.list_transactions, bank.transfer)]
    + [tool("exchange_rate", "The exchange rate of a currency to the euro.", currency="str! code of the currency, such as NOK")],
    "diary": [spec(f) for f in (*bank.TOOLS["calendar"], bank.list_standing_orders, bank.cancel_standing_order, bank.find_policies, bank.get_customer)],
    "house": [
        tool("set_light", "Switch the lamps of a room on or off.", room="kitchen|bedroom|hall|study! which room", state="on|off! on or off"),
        tool("set_heating", "Set the temperature of a room.", room="kitchen|bedroom|hall|study! which room", degrees="num! degrees in celsius"),
        tool("lock_door", "Lock a door.", door="front|back|garage! which door"),
        tool("play_music", "Play a piece of music.", title="str! title, artist or band"),
        tool("rain_today", "Whether it will rain today."),
        tool("water_bed", "Water a bed of the garden.", bed="roses|tomatoes|lawn! what is watered"),
    ],
    "kitchen": [
        tool("find_recipe", "Find a recipe for a dish.", dish="str! name of the dish"),
        tool("add_to_shopping_list", "Put a thing on the shopping list.", item="str! what to buy"),
        tool("start_timer", "Start the kitchen timer.", minutes="int! how many minutes", label="str what it is for"),
        tool("count_calories", "The calories of a food.", food="str! name of the food"),
    ],
    "library": [
        tool("find_book", "Look a book up in the catalogue.", title="str! title of the book"),
        tool("reserve_book", "Reserve a book for the reader.", title="str! title of the book"),
        tool("renew_loan", "Renew a loan for three more weeks.", loan_id="str! id of the loan, such as L-204"),
        tool("opening_hours", "Opening hours of a branch of the library.", branch="harbour|hill|station! which branch"),
    ],
    "ferries": [
        tool("ferry_times", "Departures of the ferries from one port to another on a day.", origin="str! port of departure", destination="str! port of arrival", day="str! day as YYYY-MM-DD"),
        tool("book_cabin", "Book a cabin on a ferry.", ferry="str! number of the ferry, such as F-12", persons="int! how many persons"),
        tool("parking_fee", "What parking at a port costs per day.", port="str! name of the port"),
        tool("wind_at_sea", "Wind on a stretch of sea.", sea="str! name of the sea or strait"),
    ],
    "tracker": [
        tool("list_tickets", "List the open tickets of a person.", owner="str! name of the person"),
        tool("close_ticket", "Close a ticket.", ticket_id="str! id such as T-88"),
        tool("assign_ticket", "Give a ticket to a person.", ticket_id="str! id such as T-88", person="str! who works on it"),
        tool("post_note", "Post a note in a channel of the team.", channel="str! name of the channel", text="str! what it says"),
    ],
    "observatory": [
        tool("moon_phase", "The phase of the moon on a day.", day="str! day as YYYY-MM-DD"),
        tool("planet_rise", "When a planet rises today.", planet="mercury|venus|mars|jupiter|saturn! which planet"),
        tool("reserve_telescope", "Reserve the telescope for a night.", night="str! day as YYYY-MM-DD", person="str! who observes"),
    ],
}
for _name, _key in (("ferry_times", "day"), ("moon_phase", "day"), ("reserve_telescope", "night")):
    for _tool in (t for row in INTENTS.values() for t in row if t.name == _name):
        _tool.parameters["properties"][_key]["format"] = "date"
