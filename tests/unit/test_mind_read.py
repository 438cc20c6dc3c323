"""Reading: numbers, money, units, dates, times, names, places, ids, lists; and what holds for every text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_utils.practice.mind.read import read

TODAY = date(2026, 1, 1)    # a Thursday


def spans(text, kind):
    return [s for s in read(text, TODAY).spans if s.kind == kind]


def values(text, kind):
    return [s.value for s in spans(text, kind)]


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("pay 25 euros", 25, "EUR"), ("$1,250.50 please", 1250.5, "USD"), ("two hundred and five dollars", 205, "USD"), ("$1.2M in 2020", 1200000, "USD"), ("minus -3 degrees", -3, "degrees"),
    ("5% of it", 5, "%"), ("run 3 km", 3, "km"), ("6cm wide", 6, "cm"), ("a dozen eggs", 12, ""), ("twenty-one days", 21, "days"), ("5ft 10in tall", 70, "in"), ("charge 1e-9 now", 1e-9, ""), ("440Hz tone", 440, "Hz")])
def test_a_number_has_its_value_and_unit(text, value, unit):
    found = max(spans(text, "number"), key=lambda s: s.end - s.start)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(("text", "value"), [
    ("on 3 March 2026", "2026-03-03"), ("on March 3rd, 2026", "2026-03-03"), ("2026-03-03", "2026-03-03"), ("tomorrow", "2026-01-02"), ("next Monday", "2026-01-05"), ("in two weeks", "2026-01-15"),
    ("3 days ago", "2025-12-29"), ("by 12/24/2026", "2026-12-24"), ("24.12.2026", "2026-12-24"), ("24/12/2026", "2026-12-24"), ("in June 2027", "2027-06"), ("next month", "2026-02"), ("on 5 Jan", "2026-01-05")])
def test_a_date_is_counted_from_today(text, value):
    assert values(text, "date") == [value]


@pytest.mark.parametrize("text", ["it costs $25", "room 31", "the 31st of February", "version 2.3.4", "call 555-0100"])
def test_no_date_is_invented(text):
    assert not values(text, "date")


@pytest.mark.parametrize(("text", "value"), [("at 3pm", "15:00"), ("at 12:05 am", "00:05"), ("at 09:30", "09:30"), ("noon", "12:00"), ("7 o'clock", "07:00")])
def test_times_of_day(text, value):
    assert values(text, "time") == [value]


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("write to bo@fjord.no now", "email", "bo@fjord.no"), ("see https://a.org/x?y=1.", "url", "https://a.org/x?y=1"), ("call +47 22 33 44 55", "phone", "+47 22 33 44 55"), ("order A-1001 is late", "id", "A-1001"),
    ("load C:/data/cars.csv", "path", "C:/data/cars.csv"), ("say 'good night' to her", "quote", "good night"), ("deploy v2.4.1 today", "id", "v2.4.1"), ("the points [1, 2, 3]", "list", [1, 2, 3])])
def test_exact_kinds(text, kind, value):
    assert value in values(text, kind)


def test_names_leave_the_verb_before_and_the_noun_to_the_ranking():
    assert "Lionel Messi" in values("Find goals of footballer Lionel Messi", "name")
    assert "Boston, USA" in values("weather in Boston, USA please", "name")
    assert "Washington D.C." in values("Drive to Washington D.C. now", "name")
    assert not values("Restart it", "name")


def test_a_row_of_things_is_a_list_too():
    row = next(s for s in spans("weather in Oslo, Paris and Rome", "list"))
    assert [part.text for part in row.value] == ["Oslo", "Paris", "Rome"]


@settings(max_examples=60, deadline=None)
@given(st.integers(-10**9, 10**9))
def test_any_integer_is_read_back(number):
    assert number in values(f"take {number} of them", "number")


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_any_iso_date_is_read_back(day):
    assert values(f"book it for {day.isoformat()} please", "date") == [day.isoformat()]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_spans_lie_in_the_text_and_say_what_stands_there(text):
    for span in read(text, TODAY).spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.text in text


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="abc 12.,'\"-%$", max_size=40))
def test_reading_twice_gives_the_same(text):
    assert read(text, TODAY) == read.__wrapped__(text, TODAY)


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("a table at quarter past eight in the evening", "time", "20:15"), ("wake me at half past six", "time", "06:30"), ("at nine o'clock", "time", "09:00"), ("a quarter to one at night", "time", "00:45"),
    ("a cab at 41 Oak Lane please", "name", "41 Oak Lane"), ("bring it to 7 Via Roma, Milan today", "name", "7 Via Roma, Milan"), ("text Jo that the bus is full", "clause", "the bus is full"),
    ("translate Good night, all! into Danish", "clause", "Good night, all!"), ("write to a@b.no that it rains, subject Weather", "clause", "it rains")])
def test_times_in_words_addresses_and_clauses_are_read(text, kind, value):
    assert value in [span.value for span in read(text, date(2026, 1, 1)).spans if span.kind == kind]
