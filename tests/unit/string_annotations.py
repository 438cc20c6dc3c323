"""Functions whose annotations are strings: the first line below makes them so. Used by test_signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NotRequired, Optional, TypedDict

import pydantic
import typing_extensions

from workshop_utils import tool


class Film(TypedDict):
    title: str
    year: NotRequired[int]


class Song(typing_extensions.TypedDict, total=False):
    title: typing_extensions.Required[str]
    seconds: int


class Tree(TypedDict):
    value: int
    children: NotRequired[list[Tree]]


class Wood(typing_extensions.TypedDict):
    value: int
    children: typing_extensions.NotRequired[list[Wood]]


class Person(pydantic.BaseModel):
    name: str
    friends: list[Person] = []


@dataclass
class Point:
    x: int
    y: Optional[Point] = None


def plain(day: date, unit: Literal["c", "f"] = "c", *, count: int | None = None): ...


def typed_dict(film: Film, song: Song | None = None): ...


def model(person: Person): ...


def data(point: Point): ...


def recursive(tree: Tree): ...


def recursive_of_extensions(tree: Wood): ...


def with_local_type():
    @dataclass
    class Local:
        x: int

    @tool
    def f(p: Local): ...
    return f, Local


CASES = [
    (plain, {"day": "2026-11-02", "count": 2}, {"day": date(2026, 11, 2), "count": 2}),
    (typed_dict, {"film": {"title": "Up"}, "song": {"title": "La"}}, {"film": {"title": "Up"}, "song": {"title": "La"}}),
    (model, {"person": {"name": "Ana", "friends": [{"name": "Bo"}]}}, {"person": Person(name="Ana", friends=[Person(name="Bo")])}),
    (data, {"point": {"x": 1, "y": {"x": 2}}}, {"point": Point(1, Point(2))}),
]
