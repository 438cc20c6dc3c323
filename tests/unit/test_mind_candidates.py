"""Candidates: enumerations said in other words, switches said for and against, rows of items, codes of countries, names of days."""

from datetime import date

import pytest

from workshop_utils.practice.mind import schema
from workshop_utils.practice.mind.candidates import candidates
from workshop_utils.practice.mind.read import read

TODAY = date(2026, 1, 1)    # a Thursday


def found(text, node, name="value"):
    """(value, kind) of all candidates for one parameter."""
    leaf = schema.read_parameters({"properties": {name: node}, "required": [name]})[0]
    return [(c.value, c.kind) for c in candidates(leaf, read(text, TODAY))]


def named(text, values):
    return {value for value, _ in found(text, {"type": "string", "enum": values})}


def said(text, name, description=""):
    return [value for value, _ in found(text, {"type": "boolean", "description": description}, name)]


def rows(text, items="string", name="items", description=""):
    node = {"type": "array", "items": {"type": items}, "description": description}
    return [value for value, kind in found(text, node, name) if kind == "list"]


def texts(text, name="value", description=""):
    return [value for value, _ in found(text, {"type": "string", "description": description}, name)]


LENGTHS, RIDES = ["yd", "mi", "m", "in", "km"], ["walking", "driving", "cycling"]


@pytest.mark.parametrize(("text", "values", "right"), [
    ("a fence of 40 yards in kilometres", LENGTHS, {"yd", "km"}), ("a nail of 3 in, please, in the shed", LENGTHS, {"in"}), ("in the morning I am in Bergen", LENGTHS, set()),
    ("a tank of 3 gallons", ["l", "gal"], {"gal"}), ("the stove draws two kilowatts", ["W", "kW"], {"kW"}), ("wind of 40 kilometers per hour", ["km/h", "m/s"], {"km/h"}),
    ("we go by bike", RIDES, {"cycling"}), ("I'd go on foot", RIDES, {"walking"}), ("my niece is a girl", ["male", "female"], {"female"}), ("my bag was nicked", ["lost", "stolen"], {"stolen"}),
    ("the chief technical officer resigned", ["CEO", "CTO"], {"CTO"}), ("how is the PM10 today", ["pm_10", "no2"], {"pm_10"}), ("a Wi-Fi 6 router", ["wifi5", "wifi6"], {"wifi6"}),
    ("a mother with type O and a father", ["O", "A"], {"O"}), ("blood of type A", ["O", "A"], {"A"})])
def test_a_listed_value_is_named_by_its_other_names_too(text, values, right):
    assert named(text, values) == right


@pytest.mark.parametrize(("text", "name", "description", "value"), [
    ("plan a way and avoid ferries", "avoid_ferries", "Avoid ferries", True), ("ferries are fine", "avoid_ferries", "", False), ("without a ferry if possible", "avoid_ferries", "", True),
    ("skip weekends", "include_weekends", "", False), ("breakfast is not needed", "breakfast", "", False), ("with breakfast", "include_breakfast", "", True), ("it must be sugar-free", "sugar", "", False),
    ("set shuffle to off", "shuffle", "", False), ("turn on subtitles", "subtitles", "", True), ("cache = false", "use_cache", "", False), ("compare them regardless of accents", "ignore_accents", "", True),
    ("sort from lowest to highest", "descending", "", False), ("the longest first", "descending", "", True), ("may my puppy come", "pets_allowed", "", True), ("no freeways", "avoid_highways", "", True),
    ("count all vowels, leaving out the letter y", "strict", "Exclude the letter y", True), ("keep it off motorways", "avoid_highways", "", True)])
def test_a_switch_is_said_for_or_against(text, name, description, value):
    assert said(text, name, description) and set(said(text, name, description)) == {value}


@pytest.mark.parametrize(("text", "name", "description"), [("deal seven cards from the deck", "jokers", "Whether the deck has jokers"), ("book a table outside Rome", "vegan", "Whether all dishes are vegan")])
def test_a_single_word_of_a_description_turns_no_switch(text, name, description):
    assert not said(text, name, description)


@pytest.mark.parametrize(("text", "name", "row"), [
    ("group the rows by the fields height, weight and shoe size", "fields", ("height", "weight", "shoe size")), ("the wires are read green, white and blue", "colours", ("green", "white", "blue")),
    ("the choir sings D, F sharp and A.", "notes", ("D", "F sharp", "A")), ("compare goals, passes into space and saves", "measures", ("goals", "passes into space", "saves")),
    ("I hold jack of hearts, six of clubs and two of spades", "cards", ("jack of hearts", "six of clubs", "two of spades")), ("play D5, F5 and A4", "notes", ("D5", "F5", "A4")),
    ("solve x + 2y = 9 and 3x - y = 4", "equations", ("x + 2y = 9", "3x - y = 4")), ("stops in Graz; Linz; Wels", "towns", ("Graz", "Linz", "Wels")), ('invite "Mia", "Ola" & "Per"', "guests", ("Mia", "Ola", "Per"))])
def test_a_row_has_whole_items_and_no_more(text, name, row):
    assert row in rows(text, "string", name)


def test_a_row_without_the_word_that_only_says_what_it_holds():
    assert rows("the columns weight and price", "string", "columns") == [("weight", "price")]


def test_a_row_ends_after_and():
    assert ("Graz", "Linz", "vegetarian") not in rows("lunch in Graz and Linz, vegetarian")


@pytest.mark.parametrize(("text", "row"), [
    ("6 robins, 11 blue tits and 3 wrens were seen", (6, 11, 3)), ("bells ring every 12 and every 20 minutes", (12, 20)), ("take 4, 8 & 15", (4, 8, 15))])
def test_counted_things_are_a_row_of_numbers(text, row):
    assert row in rows(text, "integer")


@pytest.mark.parametrize(("text", "name", "description", "value"), [
    ("news from Finland", "country", "Two-letter country code", "FI"), ("visa for a Swedish citizen", "nationality", "ISO 3166 alpha-2 code of the country", "SE"), ("the text in Polish", "lang", "Two-letter language code, e.g. en", "pl"),
    ("the Portuguese league", "country", "Country of the league", "Portugal"), ("a class on Tuesdays", "day", "Day of the week", "Tuesday"), ("on 5 March 2026", "day", "Day as YYYYMMDD", "20260305"),
    ("rain in May 2026", "month", "Name of the month", "May"), ("near Dayton, Ohio", "place", "City and state, e.g. Reno, NV", "Dayton, OH"), ("is BA 286 late", "airline", "Two-letter code of the airline", "BA")])
def test_a_text_takes_the_form_that_is_asked_for(text, name, description, value):
    assert value in texts(text, name, description)


def test_half_an_address_is_only_for_a_parameter_that_asks_for_half():
    assert "Leeds" in texts("I live at 8 Oak Grove, Leeds", "city", "City")
    assert "Leeds" not in texts("I live at 8 Oak Grove, Leeds", "address", "Full address")
    assert "8 Oak Grove" in texts("I live at 8 Oak Grove, Leeds", "street", "Street and number")


def test_an_equation_is_whole_where_one_is_asked_for_and_a_function_is_its_side():
    asked = "plot g(x) = 5x^2 - 3, please"
    assert texts(asked, "formula", "The function of x").count("5x^2 - 3") == 1 and "g(x) = 5x^2 - 3" not in texts(asked, "formula", "The function of x")
    assert "3x + 1 = 7" in texts("solve 3x + 1 = 7", "equation", "Equation to solve") and "3x + 1" not in texts("solve 3x + 1 = 7", "equation", "Equation to solve")


def test_what_is_missing_is_a_trouble_and_nothing_else():
    assert "no hot water" in texts("there is no hot water in the flat", "problem", "What is wrong")
    assert "no hot water" not in texts("there is no hot water in the flat", "topic", "Topic to look for")


def test_two_series_are_two_rows():
    assert rows("the series 4, 9, 16 and 70, 61, 55", "integer") == [(4, 9, 16), (70, 61, 55)]


def test_a_number_and_the_choice_of_its_unit_are_two_values():
    from datetime import date

    from workshop_utils.practice.mind import fill, schema
    from workshop_utils.practice.mind.conversation import ToolSpec
    from workshop_utils.practice.mind.read import read
    units = {"type": "string", "enum": ["pints", "litres", "gallons"]}
    brew = ToolSpec("convert_brew", "Convert a volume.", {"type": "object", "properties": {"quantity": {"type": "number", "description": "How much"}, "from_unit": units, "to_unit": units},
                                                          "required": ["quantity", "from_unit", "to_unit"]})
    view = schema.view(brew)
    _, picks = fill.Filling(view, read("Convert 6.5 pints to litres", date(2026, 1, 1))).assign()
    assert {view.leaves[place].name: candidate.value for place, (_, candidate) in picks.items()} == {"quantity": 6.5, "from_unit": "pints", "to_unit": "litres"}


def test_an_observed_value_may_be_a_length_and_a_price_is_per_litre():
    from datetime import date

    from workshop_utils.practice.mind.candidates import candidates
    from workshop_utils.practice.mind.measures import clashes
    from workshop_utils.practice.mind.read import read
    from workshop_utils.practice.mind.schema import read_parameters
    value, price = read_parameters({"properties": {"value": {"type": "number", "description": "The reading"}, "oil_price": {"type": "number", "description": "Price of a litre in euros"}}})
    length, = (c for c in candidates(value, read("a plank of 12 cm", date(2026, 1, 1))) if c.kind == "number")
    money, = (c for c in candidates(price, read("oil at 1.79 euros", date(2026, 1, 1))) if c.kind == "number")
    assert not clashes(value, length.span) and not clashes(price, money.span)
