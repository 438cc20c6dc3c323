"""Choosing and filling: one ranking per parameter, no word used twice, rows, clauses, schemas, and what is left out."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec


def tool(name, description, required=(), /, **properties):
    return ToolSpec(name, description, {"type": "object", "properties": properties, "required": list(required)})


STRING, NUMBER, INTEGER = {"type": "string"}, {"type": "number"}, {"type": "integer"}
FLIGHT = tool("search_flights", "Search flights between two cities.", ["origin", "destination"], origin={**STRING, "description": "city of departure"},
              destination={**STRING, "description": "city of arrival"}, cabin={"type": "string", "enum": ["economy", "business"]})
PAY = tool("pay_person", "Send money to a person.", ["recipient", "amount"], recipient={**STRING, "description": "who gets it"}, amount={**NUMBER, "description": "amount of money"})


def calls(text, *tools, **options):
    return think(Conversation(items=(Message("user", text),), tools=tools, **options)).calls


def test_the_preposition_tells_the_roles():
    assert calls("Flights to Rome from Oslo", FLIGHT) == (("search_flights", {"origin": "Oslo", "destination": "Rome"}),)


def test_an_optional_argument_that_is_not_said_is_left_out():
    assert "cabin" not in calls("Flights from Oslo to Rome", FLIGHT)[0][1]
    assert calls("Business flights from Oslo to Rome", FLIGHT)[0][1]["cabin"] == "business"


def test_a_nullable_parameter_of_a_strict_schema_becomes_null():
    strict = ToolSpec("get_weather", "Current weather of a city.", {
        "type": "object", "additionalProperties": False, "required": ["city", "unit", "days"],
        "properties": {"city": STRING, "unit": {"anyOf": [{"type": "string", "enum": ["celsius", "fahrenheit"]}, {"type": "null"}]}, "days": {"type": ["integer", "null"]}}})
    assert calls("Weather in Oslo", strict) == (("get_weather", {"city": "Oslo", "unit": None, "days": None}),)


def test_nested_objects_are_filled():
    nested = tool("book_table", "Book a table in a restaurant.", ["restaurant", "guest"], restaurant={**STRING, "description": "name of the restaurant"}, guest={
        "type": "object", "required": ["email"], "properties": {"email": {**STRING, "description": "email of the guest"}}})
    assert calls("Book a table at Casa Verde, my email is a@b.no", nested) == (("book_table", {"restaurant": "Casa Verde", "guest": {"email": "a@b.no"}}),)


def test_references_in_a_schema_are_followed():
    referring = ToolSpec("set_lamp", "Switch a lamp.", {"type": "object", "required": ["room"], "properties": {"room": {"$ref": "#/$defs/Room"}}, "$defs": {"Room": {"type": "string", "enum": ["kitchen", "hall"]}}})
    assert calls("Switch the lamp in the hall", referring) == (("set_lamp", {"room": "hall"}),)


def test_clauses_become_calls_of_their_own():
    assert calls("Send 20 euros to Tom and 30 euros to Anna", PAY) == (("pay_person", {"recipient": "Tom", "amount": 20}), ("pay_person", {"recipient": "Anna", "amount": 30}))


def test_a_list_for_an_array_stays_one_call():
    mean = tool("mean_value", "Mean of numbers.", ["values"], values={"type": "array", "items": NUMBER})
    assert calls("Mean of 4, 8 and 15", mean) == (("mean_value", {"values": [4, 8, 15]}),)


def test_a_percentage_is_a_fraction_where_a_decimal_is_asked_for():
    grow = tool("grow", "Growth of money with interest.", ["money", "rate"], money={**NUMBER, "description": "money at the start"}, rate={**NUMBER, "description": "interest rate as a decimal"})
    assert calls("Growth of money: 1000 dollars at 5% interest", grow)[0][1]["rate"] == 0.05


def test_units_are_converted_to_what_the_schema_counts_in():
    speed = tool("fall_time", "Time of a fall from a height.", ["height"], height={**NUMBER, "description": "height in meters"})
    assert calls("How long is the fall from a height of 2 km?", speed)[0][1] == {"height": 2000}


@pytest.mark.parametrize("choice", ["required", "pay_person"])
def test_a_forced_tool_is_called(choice):
    assert calls("Hello there", PAY, tool_choice=choice)[0][0] == "pay_person"


def test_no_word_is_used_for_two_parameters():
    assert calls("Send money: 25 euros", PAY) == ()


def test_renamed_tools_do_as_well():
    renamed = tool("dispatch_cash", "Move money over to somebody.", ["beneficiary", "sum"], beneficiary={**STRING, "description": "person who receives the money"}, sum={**NUMBER, "description": "how much money"})
    assert calls("Please send Maria Lopez 75 euros", renamed) == (("dispatch_cash", {"beneficiary": "Maria Lopez", "sum": 75}),)


def test_hundreds_of_odd_schemas_do_no_harm():
    odd = ToolSpec("odd", "Weather of a city.", {"type": "object", "properties": {"city": {}, "x": {"oneOf": [{"type": "integer"}, {"type": "string"}]}, "y": {"type": "array"}, "z": {"type": "object"}}})
    assert isinstance(calls("Weather of a city: Oslo", odd, ToolSpec("bare")), tuple)
