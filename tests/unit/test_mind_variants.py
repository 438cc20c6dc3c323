"""One tool that dispatches many functions is to the mind as many tools, in whatever form its schema says so."""

import random

import pytest

from workshop_utils.practice.mind import think, variants
from workshop_utils.practice.mind.conversation import Answer, Call, Conversation, Message, Output, ToolSpec

TEXT = {"type": "string"}
FERRY = {"type": "object", "description": "Book a ferry to a city.", "properties": {"go": {"const": "book_ferry"}, "city": TEXT}, "required": ["go", "city"], "additionalProperties": False}
BIKE = {"type": "object", "description": "Rent bicycles.", "properties": {"go": {"enum": ["rent_bicycles"]}, "count": {"type": "integer"}}, "required": ["go", "count"], "additionalProperties": False}
NOTHING = {"type": "null"}
FORMS = {
    "anyOf": ({"anyOf": [FERRY, BIKE]}, {}),
    "oneOf": ({"oneOf": [FERRY, BIKE]}, {}),
    "nullable": ({"anyOf": [FERRY, BIKE, NOTHING]}, {}),
    "nullable wrapper": ({"anyOf": [{"oneOf": [FERRY, BIKE]}, NOTHING]}, {}),
    "$ref to each": ({"anyOf": [{"$ref": "#/$defs/Ferry"}, {"$ref": "#/$defs/Bike"}]}, {"$defs": {"Ferry": FERRY, "Bike": BIKE}}),
    "$ref to all": ({"$ref": "#/$defs/Trip"}, {"$defs": {"Trip": {"anyOf": [FERRY, {"$ref": "#/$defs/Bike"}]}, "Bike": BIKE}}),
}


def dispatcher(schema, name="arrange", **more):
    return ToolSpec(name, "Arranges part of a journey.", {"type": "object", "properties": {"part": schema}, "required": ["part"], **more})


def asked(text, *tools, **more):
    return think(Conversation(items=(Message("user", text),), tools=tools, **more))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_a_dispatching_schema_is_called_in_its_own_form(form):
    schema, more = FORMS[form]
    answer = asked("Rent 3 bicycles and book a ferry to Bergen", dispatcher(schema, **more))
    assert answer.calls == (("arrange", {"part": {"go": "rent_bicycles", "count": 3}}), ("arrange", {"part": {"go": "book_ferry", "city": "Bergen"}}))


def test_one_object_dispatches_one_function():
    assert asked("Book a ferry to Oban", dispatcher(FERRY)).calls == (("arrange", {"part": {"go": "book_ferry", "city": "Oban"}}),)


def test_a_tool_that_must_be_called_is_called_with_one_of_its_functions():
    other = ToolSpec("weather", "Weather of a town.", {"type": "object", "properties": {"town": TEXT}, "required": ["town"]})
    answer = asked("A ferry to Oban", dispatcher({"anyOf": [FERRY, BIKE]}), other, tool_choice="arrange")
    assert answer.calls == (("arrange", {"part": {"go": "book_ferry", "city": "Oban"}}),)


def test_optional_arguments_beside_the_function_stay_beside_it():
    parameters = {"type": "object", "properties": {"part": {"anyOf": [FERRY, BIKE]}, "note": {"type": ["string", "null"]}}, "required": ["part", "note"]}
    answer = asked("Rent 2 bicycles", ToolSpec("arrange", "Arranges part of a journey.", parameters))
    assert answer.calls == (("arrange", {"part": {"go": "rent_bicycles", "count": 2}, "note": None}),)


def test_what_was_called_before_is_known_by_its_function():
    call = Call("1", "arrange", {"part": {"go": "book_ferry", "city": "Oban"}})
    items = (Message("user", "Book a ferry to Oban"), call, Output("1", '{"price": 40}'), Message("assistant", "It costs 40."), Message("user", "And to Bergen?"))
    again = think(Conversation(items=items, tools=(dispatcher({"anyOf": [FERRY, BIKE]}),)))
    assert again.calls == (("arrange", {"part": {"go": "book_ferry", "city": "Bergen"}}),)


def test_what_only_looks_like_it_is_left_alone():
    place = {"type": "object", "properties": {"town": TEXT, "street": TEXT}, "required": ["town"]}
    for schema in ({"anyOf": [TEXT, place]}, {"anyOf": [place, FERRY]}, place, {"anyOf": [FERRY, FERRY]}, {"allOf": [FERRY, BIKE]}, {"$ref": "#/$defs/none"}, {"$ref": "#/properties/part"}):
        conversation = Conversation(tools=(dispatcher(schema),))
        assert variants.unfolded(conversation) == (conversation, {})


def test_a_second_required_parameter_is_no_dispatch():
    both = ToolSpec("arrange", "", {"type": "object", "properties": {"part": {"anyOf": [FERRY, BIKE]}, "day": TEXT}, "required": ["part", "day"]})
    assert not variants.unfolded(Conversation(tools=(both,)))[1]


def test_a_function_of_the_name_of_a_tool_keeps_apart_from_it():
    direct = ToolSpec("book_ferry", "Book a ferry to a city.", {"type": "object", "properties": {"city": TEXT}, "required": ["city"]})
    unfolded, found = variants.unfolded(Conversation(tools=(direct, dispatcher({"anyOf": [FERRY, BIKE]}))))
    assert [tool.name for tool in unfolded.tools] == ["book_ferry", "book_ferry_", "rent_bicycles"] and set(found) == {"book_ferry_", "rent_bicycles"}


BROKEN = [None, True, 5, "x", [], {}, {"anyOf": None}, {"anyOf": [None, 3]}, {"anyOf": []}, {"oneOf": [{"type": "object"}]}, {"properties": None}, {"properties": {"go": None}},
          {"properties": {"go": {"const": ""}}}, {"properties": {"go": {"const": 5}}}, {"properties": {"go": {"enum": "x"}}}, {"properties": {"go": {"enum": ["x"]}}, "required": "go"},
          {"properties": {"go": {"const": "???"}}, "required": [None, "go", "lost"]}, {"$ref": "#"}, {"$ref": "#/$defs/A"}, {"$ref": 7}, {"allOf": [{"anyOf": [FERRY]}]}, FERRY, BIKE]


def nested(chance, depth=0):
    """Something broken, or a wrapper around such things, deeper than any that is opened."""
    if depth > 7 or chance.random() < 0.4:
        return chance.choice(BROKEN)
    return {chance.choice(["anyOf", "oneOf", "allOf"]): [nested(chance, depth + 1) for _ in range(chance.randint(1, 3))]}


def test_no_schema_makes_it_raise(rounds):
    for seed in range(rounds(400, 5000)):
        chance = random.Random(seed)
        root = {"type": "object", "properties": {"part": nested(chance), "note": nested(chance)}, "required": chance.choice([["part"], [], None, "part", [3, "part"]]), "$defs": {"A": nested(chance)}}
        conversation = Conversation(items=(Call("1", "arrange", chance.choice([{}, {"part": 5}, {"part": {"go": "book_ferry"}}])),), tools=(ToolSpec("arrange", "Starts work in the background.", root),))
        unfolded, found = variants.unfolded(conversation)
        calls = tuple((tool.name, {"city": "Oban"}) for tool in unfolded.tools)
        assert {name for name, _ in variants.folded(Answer("", calls), found).calls} == {"arrange"}, seed
