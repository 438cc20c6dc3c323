"""The mind's own check of arguments agrees with jsonschema, which is too slow to import in a kernel."""

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_utils.practice.mind.validate import problem

SCHEMA = {"type": "object", "additionalProperties": False, "required": ["a", "b"], "$defs": {"C": {"type": "string", "enum": ["x", "y"]}}, "properties": {
    "a": {"type": "integer", "minimum": 0, "maximum": 9}, "b": {"type": ["string", "null"], "maxLength": 3}, "c": {"$ref": "#/$defs/C"}, "d": {"type": "array", "items": {"type": "number"}, "minItems": 1},
    "e": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}, "f": {"type": "object", "required": ["g"], "properties": {"g": {"type": "string", "pattern": "^k"}}}}}
VALUES = st.one_of(st.integers(-3, 12), st.floats(-2, 2, allow_nan=False), st.sampled_from(["", "x", "y", "k1", "long text"]), st.booleans(), st.none(), st.lists(st.one_of(st.integers(0, 3), st.just("n")), max_size=2), st.fixed_dictionaries({}, optional={"g": st.sampled_from(["k", "z", 1])}))


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries({}, optional={key: VALUES for key in "abcdefz"}))
def test_it_agrees_with_jsonschema(arguments):
    assert bool(problem(arguments, SCHEMA)) == bool(list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(arguments)))


@pytest.mark.parametrize(("arguments", "words"), [({"a": 1}, "lacks 'b'"), ({"a": "1", "b": None}, "a must be integer, not '1'"), ({"a": 1, "b": "x", "q": 2}, "has no 'q'"), ({"a": 1, "b": "x", "c": "z"}, "one of ['x', 'y']")])
def test_the_message_says_what_is_wrong_and_where(arguments, words):
    assert words in problem(arguments, SCHEMA)
