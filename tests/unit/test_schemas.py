"""What a signature becomes: a schema that accepts and refuses as the function does, and values of the annotated types."""

import enum
import functools
import math
import sys
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, NotRequired, Optional, TypedDict, TypeVar, Union

import jsonschema
import pydantic
import pytest
import typing_extensions

from workshop_utils.tools import SignatureProblem, Tool, ToolError, tool

# ── types ─────────────────────────────────────────────────────────────────────────────────────────────


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Right(enum.Flag):
    READ = 1
    WRITE = 2


class Address(pydantic.BaseModel):
    street: str
    city: str = "Oslo"


class Person(pydantic.BaseModel):
    name: str
    home: Address
    others: list[Address] = []


@dataclass
class Point:
    x: float
    y: float = 0.0
    tags: list[str] = field(default_factory=list)


class Film(TypedDict):
    title: str
    year: NotRequired[int]


class Song(typing_extensions.TypedDict, total=False):
    title: typing_extensions.Required[str]
    seconds: Annotated[int, pydantic.Field(gt=0)]


class Node(pydantic.BaseModel):
    value: int
    children: list["Node"] = []


@dataclass
class Chain:
    value: int
    next: Optional["Chain"] = None


class Place(NamedTuple):
    lat: float
    lon: float


class Cat(pydantic.BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(pydantic.BaseModel):
    kind: Literal["dog"]
    lives: int | None = None


class Keywords(pydantic.BaseModel):
    model_config = {"populate_by_name": True}
    class_: str = pydantic.Field(alias="class")


T = TypeVar("T")
UserId = NewType("UserId", int)
Score = typing_extensions.TypeAliasType("Score", Annotated[int, pydantic.Field(ge=0, le=10)])


class Box(pydantic.BaseModel, Generic[T]):
    content: T


class Desk:
    """Things with methods."""

    def stamp(self, page: int, colour: Colour = Colour.RED):
        "Stamp a page."

    @classmethod
    def build(cls, legs: int):
        "Build one."

    @staticmethod
    def paint(colour: Colour):
        "Paint one."

    def __call__(self, question: str):
        "Ask at the desk."


def ternary(a: int, b: int, c: int = 3):
    "Three numbers."


# ── cases: function, (arguments, values) that are accepted, arguments that are refused ────────────────

UTC = timezone.utc
CASES = {}


def case(accepted, refused=(), strict=True, function=None, **options):
    def add(plain):
        CASES[getattr(plain, "__name__", repr(plain))] = (Tool(function or plain, **options), accepted, refused, strict)
        return plain
    return add


@case([({"unit": "c"}, {"unit": "c"}), ({}, {})], [{"unit": "k"}, {"unit": 1}, {"unit": None, "x": 1}])
def literal(unit: Literal["c", "f"] = "c"): ...


@case([({"v": "a"}, {"v": "a"}), ({"v": 1}, {"v": 1})], [{"v": "b"}, {"v": 2}, {}])
def mixed_literal(v: Literal["a", 1]): ...


@case([({"c": "red"}, {"c": Colour.RED})], [{"c": "RED"}, {}])
def enumeration(c: Colour): ...


@case([({"l": 2}, {"l": Level.HIGH})], [{"l": 3}, {"l": "HIGH"}])
def int_enumeration(l: Level): ...


@case([({"a": None}, {"a": None}), ({"a": 3}, {"a": 3})], [{"a": "x"}, {}])
def optional_but_required(a: Optional[int]): ...


@case([({}, {}), ({"a": None}, {"a": None}), ({"a": 3}, {"a": 3})], [{"a": "x"}])
def none_by_default(a: int = None): ...


@case([({"v": 1}, {"v": 1}), ({"v": "x"}, {"v": "x"}), ({"v": [1]}, {"v": [1]})], [{"v": ["x"]}, {"v": {}}])
def union(v: int | str | list[int]): ...


@case([({"p": {"name": "Ana", "home": {"street": "A"}}}, {"p": Person(name="Ana", home=Address(street="A"))}),
       ({"p": {"name": "B", "home": {"street": "A", "city": "Rome"}, "others": [{"street": "C"}]}},
        {"p": Person(name="B", home=Address(street="A", city="Rome"), others=[Address(street="C")])})],
      [{"p": {"name": "Ana"}}, {"p": {"name": "Ana", "home": "Oslo"}}, {"p": []}])
def nested_model(p: Person): ...


@case([({"p": {"x": 1}}, {"p": Point(1.0)}), ({"p": {"x": 1, "y": 2, "tags": ["a"]}}, {"p": Point(1.0, 2.0, ["a"])})],
      [{"p": {}}, {"p": {"x": "one"}}])
def dataclass_parameter(p: Point): ...


@case([({"f": {"title": "Up"}}, {"f": {"title": "Up"}}), ({"f": {"title": "Up", "year": 2009}}, {"f": {"title": "Up", "year": 2009}})],
      [{"f": {"year": 2009}}, {"f": {"title": 3}}])
def typed_dict(f: Film): ...


@case([({"s": {"title": "La"}}, {"s": {"title": "La"}})], [{"s": {"title": "La", "seconds": 0}}, {"s": {}}])
def typed_dict_of_extensions(s: Song): ...


@case([({"films": [{"title": "Up"}], "by": {"a": {"title": "Up"}}}, {"films": [{"title": "Up"}], "by": {"a": {"title": "Up"}}})],
      [{"films": [{}], "by": {}}], strict=False)
def typed_dicts_inside(films: list[Film | None], by: dict[str, Film]): ...


@case([({"d": "2026-11-02", "t": "2026-11-02T10:00:00Z", "m": "9.99"},
        {"d": date(2026, 11, 2), "t": datetime(2026, 11, 2, 10, tzinfo=UTC), "m": Decimal("9.99")}),
       ({"d": "2026-11-02", "t": "2026-11-02T10:00:00Z", "m": 0.1},
        {"d": date(2026, 11, 2), "t": datetime(2026, 11, 2, 10, tzinfo=UTC), "m": Decimal("0.1")})],
      [{"d": "soon", "t": "2026-11-02T10:00:00Z", "m": 1}, {"d": "2026-11-02", "t": "2026-11-02T10:00:00Z", "m": "much"}])
def dates_and_money(d: date, t: datetime, m: Decimal): ...


@case([({"at": "10:30:00", "long": "PT30M"}, {"at": time(10, 30), "long": timedelta(minutes=30)})], [{"at": "x", "long": "PT30M"}])
def times(at: time, long: timedelta): ...


@case([({"n": {"value": 1, "children": [{"value": 2}]}}, {"n": Node(value=1, children=[Node(value=2)])})],
      [{"n": {"value": 1, "children": [{"value": "x"}]}}, {"n": {"children": []}}])
def recursive_model(n: Node): ...


@case([({"c": {"value": 1, "next": {"value": 2}}}, {"c": Chain(1, Chain(2))}), ({"c": {"value": 1}}, {"c": Chain(1)})],
      [{"c": {"value": 1, "next": 5}}])
def recursive_dataclass(c: Chain): ...


@case([({"a": 1, "b": "x"}, {"a": 1, "b": "x"}), ({"b": "x"}, {"b": "x"})], [{"a": 1}])
def string_annotations(*, a: "int" = 0, b: "str"): ...


@case([({"n": 3}, {"n": 3})], [{"n": 0}, {"n": 11}])
def annotated(n: Annotated[int, pydantic.Field(ge=1, le=10), "how many"]): ...


@case([({"page": 1}, {"page": 1}), ({"page": 1, "colour": "blue"}, {"page": 1, "colour": Colour.BLUE})], [{"self": 1, "page": 1}],
      function=Desk().stamp)
def bound_method(): ...


@case([({"legs": 4}, {"legs": 4})], [{"cls": 1, "legs": 4}], function=Desk.build)
def class_method(): ...


@case([({"colour": "red"}, {"colour": Colour.RED})], [{}], function=Desk.paint)
def static_method(): ...


@case([({"question": "Where?"}, {"question": "Where?"})], [{"question": 1}], function=Desk(), name="desk")
def callable_object(): ...


@case([({"a": 1}, {"a": 1})], [{"a": "x"}])
async def asynchronous(a: int): ...


# further ones


@case([({"b": {"content": 3}}, {"b": Box[int](content=3)})], [{"b": {"content": "x"}}])
def generic(b: Box[int]): ...


@case([({"u": 7}, {"u": 7})], [{"u": "x"}])
def new_type(u: UserId): ...


@case([({"s": 7}, {"s": 7})], [{"s": 11}])
def type_alias(s: Score): ...


@case([({"b": 2}, {"b": 2}), ({"b": 2, "c": 4}, {"b": 2, "c": 4})], [{"a": 1, "b": 2}], function=functools.partial(ternary, 1))
def partial_from_the_left(): ...


@case([({"a": 1}, {"a": 1}), ({"a": 1, "b": 5}, {"a": 1, "b": 5})], [{"b": 5}], function=functools.partial(ternary, b=2))
def partial_by_name(): ...


@case([({"b": "abc"}, {"b": b"abc"})], [{"b": 1}])
def in_bytes(b: bytes): ...


@case([({"u": str(uuid.UUID(int=5))}, {"u": uuid.UUID(int=5)})], [{"u": "x"}])
def in_uuid(u: uuid.UUID): ...


@case([({"p": "a/b.txt"}, {"p": Path("a/b.txt")})], [{"p": 1}])
def in_path(p: Path): ...


@case([({"pet": {"kind": "dog"}}, {"pet": Dog(kind="dog")}), ({"pet": {"kind": "cat", "lives": 3}}, {"pet": Cat(kind="cat", lives=3)}),
       ({"pet": {"kind": "dog", "lives": None}}, {"pet": Dog(kind="dog", lives=None)})],
      [{"pet": {"kind": "cow"}}, {"pet": {}}, {"pet": {"kind": "cat", "lives": "nine"}}])
def discriminated(pet: Annotated[Cat | Dog, pydantic.Field(discriminator="kind")]): ...


@case([({"pet": {"kind": "dog", "lives": None}}, {"pet": Dog(kind="dog", lives=None)})], [{"pet": {"kind": "cow"}}])
def plain_union_of_models(pet: Cat | Dog): ...


@case([({"a": 1, "b": 2}, {"a": 1, "b": 2}), ({"b": 2}, {"b": 2})], [{"b": "x"}])
def positional_only(a: int = 0, b: int = 0, /): ...


@case([({"p": [1, 2]}, {"p": Place(1.0, 2.0)})], [{"p": [1]}, {"p": 1}], strict=False)
def named_tuple(p: Place): ...


@case([({"p": [1, "a"], "q": [1, 2, 3]}, {"p": (1, "a"), "q": (1, 2, 3)})], [{"p": ["a", 1], "q": []}, {"p": [1, "a", 2], "q": []}], strict=False)
def tuples(p: tuple[int, str], q: tuple[int, ...]): ...


@case([({"s": [1, 2]}, {"s": {1, 2}})], [{"s": ["x"]}, {"s": 1}])
def sets(s: set[int]): ...


@case([({"q": [1], "m": {"a": 1.5}, "i": ["x"]}, {"q": [1], "m": {"a": 1.5}, "i": None})], [{"q": 1, "m": {}, "i": []}], strict=False)
def abstract_collections(q: Sequence[int], m: Mapping[str, float], i: Iterable[str]): ...


@case([({"d": {"a": 1}}, {"d": {"a": 1}})], [{"d": {"a": "x"}}, {"d": []}], strict=False)
def free_keys(d: dict[str, int]): ...


@case([({"d": {"a": [1]}}, {"d": {"a": [1]}})], [{"d": 1}], strict=False)
def bare_dict(d: dict): ...


@case([({"x": [1]}, {"x": [1]})], [{"x": 1}], strict=False)
def bare_list(x: list): ...


@case([({"x": 1}, {"x": 1}), ({"x": {"a": None}}, {"x": {"a": None}}), ({"x": None}, {"x": None})], [{}], strict=False)
def unannotated(x): ...


@case([({"x": "a", "y": 2}, {"x": "a", "y": 2})], [{"y": 2}], strict=False)
def anything(x: Any, y: object = None): ...


@case([({"x": "a"}, {"x": "a"})], [{}], strict=False)
def type_variable(x: T): ...


@case([({"schema": "a", "copy": 1, "_hidden": True, "json": "b"}, {"schema": "a", "copy": 1, "_hidden": True, "json": "b"})], [{"schema": "a"}])
def awkward_names(schema: str, copy: int, _hidden: bool, json: str): ...


@case([({"k": {"class": "a"}}, {"k": Keywords(class_="a")})], [{"k": {}}])
def property_named_like_a_keyword(k: Keywords): ...


@case([({"properties": 1, "title": "x", "type": "y", "required": ["a"], "anyOf": 1},) * 2], [{"properties": 1}])
def named_like_schema_words(properties: int, title: str, type: str, required: list[str], anyOf: int): ...


@case([({}, {}), ({"a": [1], "at": "2026-01-01"}, {"a": [1], "at": date(2026, 1, 1)})], [{"a": "x"}])
def odd_defaults(a: list[int] = [], at: date = date(2026, 11, 2), colour: Colour = Colour.RED, f: float = math.inf): ...


@case([({"n": 5, "s": "ab"}, {"n": 5, "s": "ab"})], [{"n": 7, "s": "ab"}, {"n": 5, "s": "a"}, {"n": 5, "s": "AB"}])
def constraints(n: Annotated[int, pydantic.Field(multiple_of=5)], s: Annotated[str, pydantic.Field(min_length=2, pattern="^[a-z]+$")]): ...


@case([({"x": None}, {"x": None})], [{"x": 1}])
def only_none(x: None): ...


@case([({}, {})], [{"x": 1}])
def no_parameters(): ...


@case([({"a": 1, "b": True, "c": 2.5}, {"a": 1, "b": True, "c": 2.5})], [{"a": 1.5, "b": True, "c": 1}, {"a": 1, "b": 3, "c": 1}])
def numbers(a: int, b: bool, c: float): ...


@case([({"x": 1}, {"x": 1})], [{}], strict=False, function=lambda x: x, name="lambda_")
def a_lambda(): ...


@case([({"f": 1}, {"f": Right.READ})], [{"f": "READ"}])
def flag(f: Right): ...


@pytest.fixture(params=CASES, ids=str)
def chosen(request):
    return CASES[request.param]


def refuses(schema, arguments) -> bool:
    return not jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).is_valid(arguments)


def test_the_schema_accepts_what_the_function_takes_and_its_values_have_the_annotated_types(chosen):
    made, accepted, _, _ = chosen
    jsonschema.Draft202012Validator.check_schema(made.parameters)
    for arguments, expected in accepted:
        assert not refuses(made.parameters, arguments)
        values = made.read(arguments)
        for name, value in expected.items():
            if value is not None or arguments[name] is None:
                assert values[name] == value and type(values[name]) is type(value), (name, values[name])
        assert set(values) == set(expected)


def test_what_the_function_does_not_take_is_refused_in_words_of_at_most_800_characters(chosen):
    made, _, refused, _ = chosen
    for arguments in refused:
        with pytest.raises(ToolError) as caught:
            made.read(arguments)
        assert 10 < len(str(caught.value)) <= 800 and "\n" not in str(caught.value)
        assert "pydantic" not in str(caught.value) and "Input should" not in str(caught.value)


def test_the_schema_itself_refuses_it_too(chosen):
    made, _, refused, _ = chosen
    for arguments in refused:
        if made.name not in ("dates_and_money", "times"):          # what only a parser can tell
            assert refuses(made.parameters, arguments), arguments


# ── strict mode ───────────────────────────────────────────────────────────────────────────────────────

ALLOWED = {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs",
           "description", "pattern", "format", "multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum",
           "minItems", "maxItems"}


def breaks_strict_rules(node, place="arguments", depth=0):
    """The rules of OpenAI's structured outputs, one by one."""
    assert depth <= 10, "deeper than ten levels"
    assert isinstance(node, dict) and set(node) <= ALLOWED, (place, set(node) - ALLOWED)
    if "$ref" in node:
        assert set(node) == {"$ref"}, place
        return
    assert "anyOf" in node or "type" in node, f"{place} has no type"
    if node.get("type") == "object" or "object" in node.get("type", ()):
        assert node.get("additionalProperties") is False, place
        assert node["required"] == list(node["properties"]), place
    for key, inner in {**node.get("properties", {}), **node.get("$defs", {})}.items():
        breaks_strict_rules(inner, f"{place}.{key}", depth + 1)
    for inner in [*node.get("anyOf", []), *([node["items"]] if "items" in node else [])]:
        breaks_strict_rules(inner, f"{place}[]", depth)
    if node.get("type") == "array":
        assert "items" in node, place


def test_the_strict_form_keeps_the_rules_and_other_schemas_say_why_they_are_not_strict(chosen):
    made, _, _, strict = chosen
    assert made.strict is strict, made.why_not_strict
    assert made.definition["strict"] is strict
    if strict:
        assert made.definition["parameters"]["type"] == "object"
        breaks_strict_rules(made.definition["parameters"])
    else:
        assert made.definition["parameters"] == made.parameters
        assert any(name in made.why_not_strict for name in made.parameters["properties"])


def test_what_strict_mode_sends_is_understood_null_stands_for_not_given(chosen):
    made, accepted, _, strict = chosen
    if strict:
        for arguments, expected in accepted:
            sent = {name: arguments.get(name) for name in made.definition["parameters"]["properties"]}
            assert not refuses(made.definition["parameters"], sent) or any(isinstance(v, (dict, list)) for v in sent.values())
            values = made.read(sent)
            assert {k: v for k, v in values.items() if v is not None} == {k: v for k, v in expected.items() if v is not None}


def test_nulls_inside_a_nested_object_stand_for_not_given_too():
    sent = {"p": {"name": "Ana", "home": {"street": "A", "city": None}, "others": None}}
    assert CASES["nested_model"][0].read(sent) == {"p": Person(name="Ana", home=Address(street="A"))}
    assert CASES["dataclass_parameter"][0].read({"p": {"x": 1, "y": None, "tags": None}}) == {"p": Point(1.0)}
    assert CASES["discriminated"][0].read({"pet": {"kind": "cat", "lives": None}}) == {"pet": Cat(kind="cat")}
    assert CASES["plain_union_of_models"][0].read({"pet": {"kind": "cat", "lives": None}}) == {"pet": Cat(kind="cat")}
    assert CASES["recursive_model"][0].read({"n": {"value": 1, "children": [{"value": 2, "children": None}]}}) == \
        {"n": Node(value=1, children=[Node(value=2)])}


def test_schemas_deeper_than_strict_mode_allows_are_not_strict():
    kind = int
    for level in range(12):
        kind = pydantic.create_model(f"Level{level}", inner=(kind, ...))

    def deep(x: kind): ...
    assert "10 levels" in Tool(deep).why_not_strict


# ── refused with a reason ─────────────────────────────────────────────────────────────────────────────


class Opaque:
    pass


def stars(*numbers: int): ...


def double_stars(**options: str): ...


def opaque(thing: Opaque): ...


def function_parameter(then: Callable[[int], int]): ...


def field_as_default(n: int = pydantic.Field(3, gt=0)): ...


def missing(thing: "NoSuchType"): ...  # noqa: F821


@pytest.mark.parametrize("function, words", [
    (stars, ["stars takes *numbers", "numbers: list["]),
    (double_stars, ["double_stars takes **options", "options: dict[str"]),
    (opaque, ["opaque", "thing", "Use a type that it can"]),
    (function_parameter, ["function_parameter", "then", "Use a type that it can"]),
    (field_as_default, ["field_as_default", '"n"', "Annotated["]),
    (missing, ["missing", "thing", "NoSuchType", "Define or import"]),
], ids=["*args", "**kwargs", "opaque class", "callable", "Field as default", "unknown name"])
def test_what_no_model_could_fill_is_refused_with_the_parameter_and_the_way_out(function, words):
    with pytest.raises(SignatureProblem) as caught:
        Tool(function)
    assert all(word in str(caught.value) for word in words), caught.value
    assert len(str(caught.value)) <= 400 and "\n" not in str(caught.value)


def test_builtins_are_offered_or_refused_with_a_reason():
    assert Tool(math.sqrt).read({"x": 2}) == {"x": 2}
    assert list(Tool(sorted).parameters["properties"]) == ["iterable", "key", "reverse"]
    for function in (print, max, dict.fromkeys):
        try:
            Tool(function)
        except SignatureProblem as problem:
            assert function.__name__ in str(problem)


def test_a_class_is_no_tool_but_its_methods_are():
    from workshop_utils.tools import as_tools
    with pytest.raises(TypeError, match="is not a tool"):
        as_tools([Point])


@pytest.mark.parametrize("name", ["", "with space", "x" * 65, "ü"])
def test_names_that_the_api_refuses_are_refused_here(name):
    with pytest.raises(SignatureProblem, match="tool's name"):
        Tool(lambda: 0, name=name or " ")


# ── Python 3.12's own syntax ──────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.version_info < (3, 12), reason="syntax of Python 3.12")
def test_type_statements_and_type_parameters():
    scope = {}
    exec("type Pair = list[int]\ndef f[T: int](p: Pair, x: T): ...", scope)
    made = Tool(scope["f"])
    assert made.parameters["properties"]["p"] == {"type": "array", "items": {"type": "integer"}}
    assert made.read({"p": [1], "x": 2}) == {"p": [1], "x": 2}


def test_union_written_in_every_way_is_the_same():
    def one(x: Union[int, None]): ...
    def two(x: Optional[int]): ...
    def three(x: int | None): ...
    assert Tool(one).parameters == Tool(two).parameters == Tool(three).parameters


def test_the_decorated_function_stays_a_plain_function():
    @tool(name="twice", description="Twice it.")
    def double(x: int) -> int:
        "Ignored."
        return 2 * x
    assert double(4) == 8 and double.tool(4) == 8
    assert (double.tool.name, double.tool.description) == ("twice", "Twice it.")
    assert repr(double.tool) == "<Tool twice(x)>"
