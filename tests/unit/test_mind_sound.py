"""What is sent has the form that schema and description ask for; a month is a period, and today is what the instructions say."""

from datetime import date

import pytest

from workshop_utils.practice.mind import sound, think
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec
from workshop_utils.practice.mind.dates import stated

CLOCK = date(2026, 5, 11)


def tool(name, description, required=(), /, **nodes):
    return ToolSpec(name, description, {"type": "object", "properties": nodes, "required": list(required)})


def day(about):
    return {"type": "string", "format": "date", "description": about}


VISITS = tool("list_visits", "List the visits of guests.", since=day("only from this day on"), until=day("only up to this day"), guest={"type": "string", "description": "name of the guest"})
TABLE = tool("free_tables", "Which tables are free on a day.", ["day"], day=day("the day"))
GATE = tool("open_gate", "Open a gate.", ["code", "driver"], code={"type": "string", "description": "the four digits of the code"}, driver={"type": "string", "description": "who drives"})


def go(text, *tools, instructions="", today=CLOCK):
    items = [Message("developer", instructions)] if instructions else []
    return think(Conversation(items=(*items, Message("user", text)), tools=tools, today=today))


@pytest.mark.parametrize("said, since, until", [
    ("in April", "2026-04-01", "2026-04-30"), ("in April 2025", "2025-04-01", "2025-04-30"), ("in November", "2025-11-01", "2025-11-30"), ("since March", "2026-03-01", None),
    ("from February to April", "2026-02-01", "2026-04-30"), ("until March", None, "2026-03-31"), ("last month", "2026-04-01", "2026-04-30"), ("since 3 April 2026", "2026-04-03", None)])
def test_a_month_is_its_first_and_last_day_where_two_parameters_name_a_period(said, since, until):
    (name, arguments), = go(f"List the visits {said}.", VISITS).calls
    assert (name, arguments.get("since"), arguments.get("until")) == ("list_visits", since, until)


def test_a_month_is_no_day_and_is_asked_about():
    answer = go("Which tables are free in June?", TABLE)
    assert not answer.calls and answer.text.endswith("?") and "day" in answer.text


def test_a_value_has_the_form_that_the_description_asks_for():
    answer = go("Open the gate for driver Tom with code Bella.", GATE)
    assert not answer.calls and answer.text.endswith("?")
    assert go("Open the gate for driver Tom with code 4711.", GATE).calls == (("open_gate", {"code": "4711", "driver": "Tom"}),)


@pytest.mark.parametrize("value, form, right", [
    ("2026-04", "date", False), ("2026-04-31", "date", False), ("2026-04-30", "date", True), ("9:30", "time", True), ("soon", "time", False), ("2026-04-30T09:30:00Z", "date-time", True),
    ("2026-04-30", "date-time", False), ("a@b.org", "email", True), ("a at b", "email", False), ("123e4567-e89b-12d3-a456-426614174000", "uuid", True), ("123", "uuid", False), ("anything", "color", True)])
def test_the_formats_that_are_known_are_kept(value, form, right):
    assert sound.formatted(value, form) is right


@pytest.mark.parametrize("said", ["Today is 2026-05-11.", "Today's date: Monday, 11 May 2026", "You are a waiter. It is 11 May 2026.", "The current date is May 11, 2026."])
def test_the_day_that_the_instructions_name_is_today(said):
    assert stated(said, date(2020, 1, 1)) == CLOCK
    assert go("Which tables are free on 5 June?", TABLE, instructions=said, today=date(2030, 1, 1)).calls == (("free_tables", {"day": "2026-06-05"}),)


@pytest.mark.parametrize("said", ["The fair is on 11 May 2026.", "Today is a good day.", "Answer in French."])
def test_without_such_words_today_is_the_clocks(said):
    assert stated(said, CLOCK) == CLOCK
