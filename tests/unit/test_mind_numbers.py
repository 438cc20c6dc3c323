"""Numbers: the grammar of number words, fractions, signs, units with prefixes, compound quantities, conversion, and what other words mean by a number."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_utils.practice.mind import fill, schema
from workshop_utils.practice.mind.conversation import ToolSpec
from workshop_utils.practice.mind.number_words import SCALES, SMALL, TENS, words_value
from workshop_utils.practice.mind.numbers import numbers
from workshop_utils.practice.mind.read import read
from workshop_utils.practice.mind.units import SMALL as UNITS
from workshop_utils.practice.mind.units import converted, unit_of

TODAY = date(2026, 1, 1)


def said(text):
    return [(s.value, s.unit) for s in numbers(text)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("anything from thirty and up to two hundred", [30, 200]), ("between sixty and ninety", [60, 90]), ("between three hundred and four hundred", [300, 400]), ("three twelve-sided ones", [3, 12]),
    ("the first has twenty, the other one sixty-two", [20, 62]), ("six hundred and forty-one", [641]), ("two thousand three hundred and seven", [2307]), ("nine thousand and four", [9004]),
    ("fourteen hundred", [1400]), ("one million six hundred thousand", [1600000]), ("a hundred and ten", [110]), ("half a million", [500000]), ("three dozen", [36]), ("half a dozen", [6]),
    ("in nineteen sixty-eight", [1968]), ("in twenty thirty", [2030]), ("eight, seven, six", [8, 7, 6]), ("four point two five", [4.25]), ("two and a half", [2.5]), ("the red one", []), ("the thirty-second row", [])])
def test_number_words_follow_the_grammar_of_english(text, wanted):
    assert [value for value, _ in said(text)] == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("it is minus 7", -7), ("from negative four", -4), ("equals minus two and a half", -2.5), ("15 degrees below zero", -15), ("at −3", -3), ("3 1/4", 3.25), ("1½", 1.5), ("2.4 x 10^6", 2400000),
    ("6.6×10⁻³", 0.0066), ("12.5k", 12500), ("4 billion", 4 * 10**9)])
def test_signs_fractions_and_powers(text, wanted):
    assert [value for value, _ in said(text)] == [wanted]


def test_minus_between_two_numbers_is_no_sign():
    assert [value for value, _ in said("9 minus 4")] == [9, 4] and [value for value, _ in said("nine minus four")] == [9, 4]


@pytest.mark.parametrize(("text", "wanted"), [
    ("two and a half acres", (2.5, "acres")), ("a quarter of a mile", (0.25, "mile")), ("half a litre", (0.5, "litre")), ("half a year", (0.5, "year")), ("three quarters of a kilometre", (0.75, "kilometre")),
    ("an hour and a half", (1.5, "hour")), ("3/4 cup", (0.75, "cup")), ("two hours and 20 minutes", (140, "minutes")), ("2h05", (125, "minutes")), ("1 hour, 2 minutes and 3 seconds", (3723, "seconds")),
    ("6 feet 1 inch", (73, "in")), ("6'1\"", (73, "in")), ("4 foot 9", (57, "in")), ("2 kg 50 g", (2050, "g")), ("31 pounds 50", (31.5, "GBP")), ("7 dollars and 5 cents", (7.05, "USD")),
    ("14 m/s", (14, "m/s")), ("30 kilometres per hour", (30, "kilometres per hour")), ("55 miles an hour", (55, "miles an hour")), ("1.6 m/s^2", (1.6, "m/s^2")), ("450 J/kg·K", (450, "J/kg·K")),
    ("3 mol/L", (3, "mol/L")), ("2.2 kΩ", (2.2, "kΩ")), ("47 µF", (47, "µF")), ("15 picofarads", (15, "picofarads")), ("3.3 megohms", (3.3, "megohms")), ("1,200 watts", (1200, "watts")), ("2 A", (2, "A")), ("2.15 a kilo", (2.15, ""))])
def test_quantities_have_one_value_and_one_unit(text, wanted):
    assert said(text) == [wanted]


def test_a_quantity_of_two_units_can_be_read_in_parts():
    spans = [s for s in read("a film of two hours and 20 minutes", TODAY).spans if s.kind == "number"]
    assert {(s.value, s.unit) for s in spans} == {(2, "hours"), (20, "minutes"), (140, "minutes")}


def test_two_quantities_side_by_side_stay_two():
    assert said("between 1 hour and 30 minutes") == [(1, "hour"), (30, "minutes")] and said("3 m and 40 cm") == [(3, "m"), (40, "cm")]


@pytest.mark.parametrize(("value", "unit", "wanted", "result"), [
    (2.2, "kilohms", "ohms", 2200), (15, "nanofarads", "f", 1.5e-8), (0.1, "m", "cm", 10), (3, "MW", "kw", 3000), (3, "mW", "w", 0.003), (18, "km/h", "m/s", 5), (90, "minutes", "hours", 1.5), (2.5, "years", "months", 30),
    (50, "fahrenheit", "celsius", 10), (0, "C", "kelvin", 273.15), (0.3, "hectares", "m2", 3000), (6, "ounces", "ounce", 6), (7, "km", "kg", 7), (30, "days", "months", 30), (4, "EUR", "cm", 4)])
def test_conversion_is_exact_and_only_within_a_kind(value, unit, wanted, result):
    assert converted(value, unit, wanted) == result


def english(number):
    """A whole number below a billion in words."""
    small = {n: w for w, n in SMALL.items() if w not in ("twice", "thrice")}
    tens = {n: w for w, n in TENS.items()}
    for scale, size in reversed([(w, n) for w, n in SCALES.items() if n < 10**9]):
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            return f"{english(head)} {scale}{joint + english(rest) if rest else ''}"
    return small[number] if number in small else tens[number] if number in tens else f"{tens[number // 10 * 10]}-{small[number % 10]}"


@given(st.integers(0, 10**9 - 1))
def test_every_number_in_words_is_read_as_itself(number):
    spoken = english(number)
    assert words_value(spoken) == number
    assert [value for value, _ in said(f"take {spoken} of them")] == [number]


MEASURED = sorted(unit for unit, (family, factor) in UNITS.items() if factor and family in ("length", "mass", "speed", "resistance", "capacitance", "power", "energy"))


@given(st.integers(-10**6, 10**6), st.sampled_from(MEASURED), st.sampled_from(MEASURED))
def test_what_is_converted_is_the_same_quantity(value, unit, wanted):
    (family, factor), (other, per) = UNITS[unit], UNITS[wanted]
    result = converted(value, unit, wanted)
    same = Fraction(value) * factor / per if family == other else Fraction(value)
    assert result == pytest.approx(float(same), rel=1e-9)


@given(st.text(alphabet="0123456789 .,/-'’½xe^µmhk:andof", max_size=40))
def test_any_text_gives_spans_that_lie_in_it_and_apart(text):
    spans = numbers(text)
    assert all(text[s.start: s.end] == s.text or s.unit == "in" for s in spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:]))


@pytest.mark.parametrize(("name", "description", "unit"), [
    ("v", "Speed in metres per second", "metres per second"), ("grams_per_day", "Feed of one bird", "grams"), ("price_per_kwh", "Price of a unit of electricity", ""), ("load_kn", "", "kn"), ("r", "Resistor in kΩ", "kω"),
    ("second", "The second number", ""), ("rise", "Temperature change in kelvin", ""), ("u", "Voltage in V", "v")])
def test_the_unit_that_a_parameter_counts_in(name, description, unit):
    assert unit_of(tuple(name.split("_")), description) == unit


def filled(text, name, kind, description):
    """What a tool with one parameter takes from a text."""
    tool = ToolSpec("work_out", "Work it out.", {"type": "object", "properties": {name: {"type": kind, "description": description}}, "required": [name]})
    _, picks = fill.filling(schema.view(tool), (text, TODAY)).assign()
    return picks[0][1].value if picks else None


@pytest.mark.parametrize(("text", "name", "kind", "description", "wanted"), [
    ("Rewrite the octal 755", "base", "integer", "Base of the number", 8), ("What is 0x1F?", "base", "integer", "Base of the number", 16), ("Area of a regular heptagon", "sides", "integer", "Number of sides", 7),
    ("Her score counts triple", "multiplier", "integer", "Multiplier of the score", 3), ("Rainfall in Bergen during October", "month", "integer", "Month as a number", 10), ("Born on 9 July 1961", "day", "integer", "Day of the month", 9),
    ("Show me the thirtieth row", "row", "integer", "Index of the row", 30), ("A worksheet for fifth graders", "grade", "integer", "School grade", 5), ("We live on the 23rd floor", "floor", "integer", "The floor", 23),
    ("Roll 4d8 for me", "sides", "integer", "Sides of the dice", 8), ("The plan has a scale of 1:2,500", "scale_denominator", "integer", "Denominator of the scale", 2500),
    ("I swam it in 2:15", "time_seconds", "integer", "Time taken in seconds", 135), ("Where is flight LO 281 now?", "flight_number", "integer", "Number of the flight", 281),
    ("The film takes two hours and 20 minutes", "length_minutes", "integer", "Length in minutes", 140), ("The lamp draws 0.06 kilowatts", "power", "number", "Power in watts", 60),
    ("We walked for three quarters of an hour", "minutes", "integer", "Duration in minutes", 45), ("Wind of 36 km/h", "wind_speed", "number", "Wind speed in m/s", 10)])
def test_what_is_meant_by_other_words(text, name, kind, description, wanted):
    assert filled(text, name, kind, description) == wanted


@pytest.mark.parametrize(("text", "name", "description"), [
    ("The first term is given", "terms", "Number of terms"), ("It moves at 12 m/s", "distance", "Distance in metres"), ("In decimal form please", "digits", "Number of digits"), ("A hexagonal tile", "price", "Price of a tile"),
    ("What happened in March?", "months", "Number of months")])
def test_nothing_is_meant_where_it_is_not_asked(text, name, description):
    assert filled(text, name, "integer", description) is None


def test_hours_and_minutes_go_to_two_parameters_that_take_them_apart():
    tool = ToolSpec("set_timer", "Set a timer.", {"type": "object", "properties": {"hours": {"type": "integer", "description": "Hours"}, "minutes": {"type": "integer", "description": "Minutes"}}, "required": ["hours", "minutes"]})
    _, picks = fill.filling(schema.view(tool), ("Set a timer of two hours and 20 minutes", TODAY)).assign()
    assert {place: candidate.value for place, (_, candidate) in picks.items()} == {0: 2, 1: 20}


@pytest.mark.parametrize(("text", "units"), [
    ("It weighs between 3 and 5 kg", ["kg", "kg"]), ("A walk of 10-15 minutes", ["minutes", "minutes"]), ("from 4 to 9 metres", ["metres", "metres"]),
    ("Raise shelf 310 to 25 cm", ["", "cm"]), ("for locker 77 and 12 euros", ["", "EUR"])])
def test_a_unit_said_once_at_the_end_of_a_row_is_that_of_all_its_numbers(text, units):
    assert [span.unit for span in numbers(text)] == units


def test_an_article_counts_the_thing_that_a_parameter_counts_and_not_what_has_it():
    spokes = ToolSpec("rim_stress", "Stress in a rim.", {"type": "object", "properties": {"wheel_spokes": {"type": "integer", "description": "The number of spokes of the wheel"}}, "required": ["wheel_spokes"]})
    _, picks = fill.Filling(schema.view(spokes), read("How strained is a wheel of 36 spokes?", date(2026, 1, 1))).assign()
    assert [candidate.value for _, candidate in picks.values()] == [36]
