"""From a model's text to values: what is said about each fault, word by word."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from uuid import UUID

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_utils.arguments import LONGEST_MESSAGE, ToolError, describe, nearest, parse, shortened, shown
from workshop_utils.tools import Tool


class Guest(pydantic.BaseModel, extra="forbid"):
    name: str
    age: Annotated[int, pydantic.Field(ge=0)] = 30


def book(guests: list[Guest], room: Literal["single", "double"], nights: Annotated[int, pydantic.Field(ge=1, le=30)] = 1,
         day: date | None = None, note: Annotated[str, pydantic.Field(max_length=10)] = "", extras: dict[str, int] = {}): ...


BOOK = Tool(book)
ANA = [{"name": "Ana"}]


def said(arguments, made=BOOK) -> str:
    with pytest.raises(ToolError) as caught:
        made.read(arguments)
    assert len(str(caught.value)) <= LONGEST_MESSAGE
    return str(caught.value)


@pytest.mark.parametrize("arguments, words", [
    ({"guests": ANA, "room": "suite"}, 'room must be "single" or "double", got "suite".'),
    ({"guests": "Ana", "room": "single"}, 'guests must be a list of objects with name, age, got "Ana".'),
    ({"guests": [{"nam": "Ana"}], "room": "single"},
     'book needs "guests[0].name" (a string). book has no argument "nam" in guests[0]. Did you mean "name"?'),
    ({"guests": [{"name": "Ana", "age": "old"}], "room": "single"}, 'guests[0].age must be an integer, got "old".'),
    ({"guests": [{"name": "Ana", "age": -1}], "room": "single"}, "guests[0].age must be greater than or equal to 0, got -1."),
    ({"guests": ANA, "room": "single", "nights": 31}, "nights must be less than or equal to 30, got 31."),
    ({"guests": ANA, "room": "single", "nights": 1.5}, "nights must be an integer, got 1.5."),
    ({"guests": ANA, "room": "single", "day": "Friday"}, 'day must be a date (YYYY-MM-DD) or null, got "Friday".'),
    ({"guests": ANA, "room": "single", "note": "much too long"}, 'note must have at most 10 characters, got "much too long".'),
    ({"guests": ANA, "room": "single", "extras": {"towels": "many"}}, 'extras.towels must be an integer, got "many".'),
    ({"guests": ANA, "room": None}, 'room must be "single" or "double", got null.'),
    ({}, 'book needs "guests" (a list of objects with name, age). book needs "room" ("single" or "double"). '
         'Arguments: guests, room ("single" or "double"), nights (optional), day (optional), note (optional), extras (optional).'),
    ({"guests": ANA, "room": 5, "nights": "x", "day": "x", "note": 5},
     'room must be "single" or "double", got 5. nights must be an integer, got "x". '
     'day must be a date (YYYY-MM-DD) or null, got "x". And 1 more.'),
])
def test_a_wrong_argument_is_named_with_its_value_and_what_would_be_right(arguments, words):
    assert said(arguments) == words


def test_infinite_and_undefined_numbers_are_refused_in_every_spelling():
    pay = Tool(lambda amount: 0, name="pay")

    def weigh(kilos: float): ...
    for text in ('{"kilos": NaN}', '{"kilos": Infinity}', '{"kilos": -Infinity}'):
        assert "which is not JSON" in said(text, Tool(weigh))
    for text in ('{"kilos": 1e999}', '{"kilos": "NaN"}', '{"kilos": "inf"}'):
        assert "kilos must be a finite number" in said(text, Tool(weigh))
    assert "which is not JSON" in said('{"amount": [1, NaN]}', pay)


def test_a_union_of_models_says_what_each_would_be():
    class Cat(pydantic.BaseModel):
        kind: Literal["cat"]

    class Dog(pydantic.BaseModel):
        kind: Literal["dog"]

    def feed(pet: Annotated[Cat | Dog, pydantic.Field(discriminator="kind")]): ...
    assert said({"pet": {"kind": "cow"}}, Tool(feed)) == 'pet.kind must be "cat" or "dog", got "cow".'
    assert said({"pet": {}}, Tool(feed)) == 'pet.kind must be "cat" or "dog", got nothing.'

    def pat(pet: Cat | Dog): ...
    assert said({"pet": {"kind": "cow"}}, Tool(pat)) == 'pet.kind must be "cat" or "dog", got "cow".'


def test_a_tool_without_arguments_says_so():
    assert said({"x": 1}, Tool(lambda: 0, name="now")) == 'now has no argument "x". It takes no arguments.'


def test_an_error_of_a_validator_of_ones_own_is_told_in_its_words():
    def even(value: int) -> int:
        if value % 2:
            raise ValueError("must be even")
        return value

    def take(n: Annotated[int, pydantic.AfterValidator(even)]): ...
    assert said({"n": 3}, Tool(take)) == "n must be even, got 3."


@pytest.mark.parametrize("text", ["", "   ", "{}", "\n{ }\n"])
def test_no_arguments_may_be_written_as_nothing(text):
    assert parse(text, "f") == {}


@pytest.mark.parametrize("text, words", [
    ("null", "got null: null."), ("3", "got a number: 3."), ("true", "got true or false: true."), ("[]", "got an array: []."),
    ('{"a": 1}}', 'not valid JSON: expected nothing more after position 8: {"a": 1}}.'),
    ("{'a': 1}", "not valid JSON: expected a name in double quotes after position 1: {'a': 1}."),
    ('{"a": "b', 'not valid JSON: a string has no end after position 6: {"a": "b. Send the whole object again.'),
    ('{"a": }', "not valid JSON: expected a value after position 6"),
    ('{"a": 1,}', "not valid JSON"), ('{"a" 1}', 'expected ":" after position 5'), ('```json\n{}\n```', "expected a value after position 0"),
    ('{"a": {"b": 1, "b": 2}}', 'give "b" twice (1 and 2). Give it once.'),
    ("[" * 100_000, "can't be read"), ('{"a": ' + "1" * 10_000 + "}", "can't be read"),
])
def test_what_is_no_json_object_is_told_with_its_place(text, words):
    with pytest.raises(ToolError) as caught:
        parse(text, "f")
    assert words in str(caught.value) and "f" in str(caught.value) and len(str(caught.value)) <= LONGEST_MESSAGE


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_whatever_comes_is_read_or_refused_with_a_bounded_message(value):
    try:
        BOOK.read(value if isinstance(value, dict) else shown(value))
    except ToolError as error:
        assert 10 < len(str(error)) <= LONGEST_MESSAGE


@given(st.text(), st.integers(10, 100))
def test_shortened_texts_keep_their_beginning_and_end(text, longest):
    short = shortened(text, longest)
    assert len(short) <= max(longest, 0) and (short == text or "..." in short and text.startswith(short[:2]))


@pytest.mark.parametrize("kind, words", [
    (int, "an integer"), (float, "a number"), (bool, "true or false"), (list[int], "a list of integers"), (dict, "an object"),
    (datetime, "a date and time (ISO 8601)"), (time, "a time (HH:MM:SS)"), (timedelta, "a duration (ISO 8601, e.g. PT30M)"),
    (UUID, "a UUID"), (int | str | None, "an integer, a string or null"), (list, "a list"), (Guest, "an object with name, age"),
])
def test_schemas_in_words(kind, words):
    def f(x: kind): ...
    assert describe(Tool(f).parameters["properties"]["x"]) == words


def test_the_nearest_name_ignores_case_and_is_none_if_nothing_is_near():
    assert nearest("Send_Mail", ["send_email", "pay"]) == "send_email"
    assert nearest("xyz", ["send_email", "pay"]) is None and nearest("x", []) is None
