"""What a tool's description and its parameters' descriptions are taken from, and which types are found where."""

from dataclasses import dataclass
from typing import Annotated, Optional

import pydantic
import pytest
import string_annotations

from workshop_utils.tools import SignatureProblem, Tool, as_tool, tool


def google(city: str, days: int = 3):
    """Weather of a city.

    As it will be, not as it was.

    Args:
        city: city and country,
            e.g. "Oslo, Norway"
        days: how many days ahead

    Returns:
        a text
    """


def numpy_style(city: str, days: int = 3):
    """Weather of a city.

    As it will be, not as it was.

    Parameters
    ----------
    city : str
        city and country,
        e.g. "Oslo, Norway"
    days : int, optional
        how many days ahead

    Returns
    -------
    str
        a text
    """


def sphinx(city: str, days: int = 3):
    """Weather of a city.

    As it will be, not as it was.

    :param city: city and country, e.g. "Oslo, Norway"
    :param int days: how many days ahead
    :returns: a text
    """


def annotated(city: Annotated[str, 'city and country, e.g. "Oslo, Norway"'],
              days: Annotated[int, pydantic.Field(description="how many days ahead")] = 3):
    """Weather of a city.

    As it will be, not as it was.
    """


def comments(
    city: str,  # city and country, e.g. "Oslo, Norway"
    days: int = 3,  # how many days ahead
):
    """Weather of a city.

    As it will be, not as it was.
    """


@pytest.mark.parametrize("function", [google, numpy_style, sphinx, annotated, comments], ids=lambda f: f.__name__)
def test_descriptions_are_read_wherever_they_are_written(function):
    made = Tool(function)
    assert made.description == "Weather of a city.\n\nAs it will be, not as it was."
    city, days = (made.parameters["properties"][name] for name in ("city", "days"))
    assert city["description"] == 'city and country, e.g. "Oslo, Norway"'
    assert days == {"type": "integer", "description": "how many days ahead", "default": 3}
    assert made.parameters["required"] == ["city"]


def test_what_stands_nearest_to_the_parameter_wins():
    def f(a: Annotated[int, "annotated"],  # comment a
          b: int,  # comment b
          c: int,  # comment c
          ):
        """F.

        Args:
            a: docstring a
            b: docstring b
        """
    assert [p.get("description") for p in Tool(f).parameters["properties"].values()] == ["annotated", "docstring b", "comment c"]


def test_a_description_survives_optional_and_none_as_default():
    def f(a: Annotated[int, "how many"] = None, b: Optional[Annotated[str, "which"]] = None, c: Annotated[int, "c"] | None = None): ...
    assert [p.get("description") for p in Tool(f).parameters["properties"].values()] == ["how many", "which", "c"]
    strict = Tool(f).definition["parameters"]["properties"]
    assert [p.get("description") for p in strict.values()] == ["how many", "which", "c"]


def test_a_description_of_a_parameter_with_a_model_stays_beside_the_models_own():
    class Address(pydantic.BaseModel):
        "Where somebody lives."
        street: str = pydantic.Field(description="and number")

    def f(home: Annotated[Address, "of the buyer"]): ...
    home = Tool(f).parameters["properties"]["home"]
    assert home["description"] == "of the buyer" and home["properties"]["street"]["description"] == "and number"


def test_a_function_without_any_text_has_an_empty_description():
    assert Tool(lambda: 0, name="f").description == ""


def test_decorators_that_wrap_are_seen_through():
    import functools

    def logged(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper
    made = Tool(logged(google))
    assert made.name == "google" and list(made.parameters["properties"]) == ["city", "days"]


def test_a_method_gets_its_tool_when_it_is_bound():
    class Desk:
        def __init__(self, name):
            self.name = name

        @tool(name="ask_desk", timeout=3)
        def ask(self, question: str) -> str:
            "Ask."
            return f"{self.name}: {question}"
    assert not hasattr(Desk.ask, "tool")
    made = as_tool(Desk("left").ask)
    assert (made.name, made.timeout, list(made.parameters["properties"])) == ("ask_desk", 3, ["question"])
    assert made("why") == "left: why"


def test_what_can_not_carry_a_tool_says_what_to_do():
    with pytest.raises(SignatureProblem, match=r"Use Tool\(\.\.\.\)"):
        tool([].append)


# ── annotations as strings (`from __future__ import annotations`) ─────────────────────────────────────


@pytest.mark.parametrize("function, given, expected", string_annotations.CASES, ids=lambda x: getattr(x, "__name__", ""))
def test_annotations_that_are_strings_are_found(function, given, expected):
    assert Tool(function).read(given) == expected


def test_string_annotations_find_types_that_are_local_to_the_caller():
    function, kind = string_annotations.with_local_type()
    assert type(function.tool.read({"p": {"x": 1}})["p"]) is kind


def test_string_annotations_keep_what_is_required_in_a_typed_dict():
    film = Tool(string_annotations.typed_dict).parameters["properties"]["film"]
    assert film["required"] == ["title"] and set(film["properties"]) == {"title", "year"}


def test_a_local_type_of_a_function_that_is_not_running_is_refused_by_name():
    def make():
        @dataclass
        class Hidden:
            x: int

        def f(p: "Hidden"): ...
        return f
    with pytest.raises(SignatureProblem, match='of "p".*Hidden'):
        Tool(make())


def test_a_typed_dict_that_contains_itself_works_or_says_what_to_import():
    try:
        made = Tool(string_annotations.recursive)
    except SignatureProblem as problem:
        assert "typing_extensions" in str(problem)
    else:
        assert made.read({"tree": {"value": 1, "children": [{"value": 2}]}})["tree"]["children"] == [{"value": 2}]
    made = Tool(string_annotations.recursive_of_extensions)
    assert made.read({"tree": {"value": 1, "children": [{"value": 2}]}})["tree"]["children"] == [{"value": 2}]
