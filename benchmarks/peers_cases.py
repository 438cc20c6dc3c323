"""The work that every framework gets: 18 signatures, 14 of them with values that must arrive typed, and 8 faults."""

import enum
import inspect
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Annotated, Literal, Optional

import pydantic
import typing_extensions


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Address(pydantic.BaseModel):
    street: str
    city: str


class Person(pydantic.BaseModel):
    name: str
    home: Address


@dataclass
class Point:
    x: float
    y: float


class Film(typing_extensions.TypedDict):
    title: str
    year: int


class Node(pydantic.BaseModel):
    value: int
    children: list["Node"]


class Desk:
    def stamp(self, page: int, colour: Colour) -> str:
        "Stamp a page."
        return got(page=page, colour=colour)


arrived: list[dict] = []


def got(**values):
    """What a function received, kept for the judge."""
    arrived.append(values)
    return "ok"


def literal(unit: Literal["c", "f"]) -> str:
    "Choose a unit."
    return got(unit=unit)


def enumeration(colour: Colour) -> str:
    "Choose a colour."
    return got(colour=colour)


def optional(limit: Optional[int]) -> str:
    "Set a limit."
    return got(limit=limit)


def union(key: int | str) -> str:
    "Find a key."
    return got(key=key)


def nested(person: Person) -> str:
    "Greet a person."
    return got(person=person)


def data_class(point: Point) -> str:
    "Draw a point."
    return got(point=point)


def typed_dict(film: Film) -> str:
    "Show a film."
    return got(film=film)


def dates(day: date, at: datetime) -> str:
    "Book a day."
    return got(day=day, at=at)


def money(amount: Decimal) -> str:
    "Pay an amount."
    return got(amount=amount)


def recursive(node: Node) -> str:
    "Walk a tree."
    return got(node=node)


def strings(day: "date", colour: "Colour") -> str:
    "Annotations as strings."
    return got(day=day, colour=colour)


def annotated(count: Annotated[int, pydantic.Field(ge=1, le=10)]) -> str:
    "Count to ten."
    return got(count=count)


def defaults(city: str, days: int = 3) -> str:
    "Forecast."
    return got(city=city, days=days)


def keyword_only(*, day: date) -> str:
    "Book a day."
    return got(day=day)


async def asynchronous(people: list[Person]) -> str:
    "Greet people."
    return got(people=people)


def described(city: str, days: int) -> str:
    """Forecast of a city.

    Args:
        city: city and country
        days: how many days ahead
    """
    return got(city=city, days=days)


def optional_model(home: Address | None = None) -> str:
    "Set an address."
    return got(home=home)


ANA = {"name": "Ana", "home": {"street": "A", "city": "Oslo"}}
OSLO = Address(street="A", city="Oslo")
TREE = {"value": 1, "children": [{"value": 2, "children": []}]}
NOON = datetime(2026, 11, 2, 12, tzinfo=timezone.utc)

# function, arguments that it takes, arguments that it does not take, the values that must arrive (None: not judged)
CASES = {
    "Literal": (literal, {"unit": "c"}, {"unit": "k"}, None),
    "Enum": (enumeration, {"colour": "red"}, {"colour": "green"}, {"colour": Colour.RED}),
    "Optional": (optional, {"limit": None}, {"limit": "x"}, {"limit": None}),
    "union": (union, {"key": "a"}, {"key": [1]}, None),
    "nested model": (nested, {"person": ANA}, {"person": {"name": "Ana"}}, {"person": Person(name="Ana", home=OSLO)}),
    "dataclass": (data_class, {"point": {"x": 1, "y": 2}}, {"point": {"x": "one", "y": 2}}, {"point": Point(1.0, 2.0)}),
    "TypedDict": (typed_dict, {"film": {"title": "Up", "year": 2009}}, {"film": {"title": "Up", "year": "x"}}, None),
    "date and datetime": (dates, {"day": "2026-11-02", "at": "2026-11-02T12:00:00Z"}, {"day": 5.5, "at": True},
                          {"day": date(2026, 11, 2), "at": NOON}),
    "Decimal": (money, {"amount": "9.99"}, {"amount": [1]}, {"amount": Decimal("9.99")}),
    "recursion": (recursive, {"node": TREE}, {"node": {"value": 1, "children": [{"value": "x", "children": []}]}},
                  {"node": Node(value=1, children=[Node(value=2, children=[])])}),
    "string annotations": (strings, {"day": "2026-11-02", "colour": "blue"}, {"day": "2026-11-02", "colour": "green"},
                           {"day": date(2026, 11, 2), "colour": Colour.BLUE}),
    "Annotated": (annotated, {"count": 3}, {"count": "x"}, {"count": 3}),
    "defaults": (defaults, {"city": "Oslo"}, {"days": 3}, {"city": "Oslo", "days": 3}),
    "keyword-only": (keyword_only, {"day": "2026-11-02"}, {}, {"day": date(2026, 11, 2)}),
    "bound method": (Desk().stamp, {"page": 1, "colour": "red"}, {"self": 1, "colour": "red"}, {"page": 1, "colour": Colour.RED}),
    "async": (asynchronous, {"people": [ANA]}, {"people": [{"name": "Ana"}]}, {"people": [Person(name="Ana", home=OSLO)]}),
    "described arguments": (described, {"city": "Oslo", "days": 1}, {"city": "Oslo", "days": "x"}, None),
    "optional model": (optional_model, {"home": ANA["home"]}, {"home": {"street": 5}}, {"home": OSLO}),
}


def _document(function) -> None:
    """Add the list of arguments that some frameworks insist on."""
    plain = getattr(function, "__func__", function)
    if "Args:" not in plain.__doc__:
        names = [name for name in inspect.signature(function).parameters]
        plain.__doc__ += "\n\nArgs:\n" + "\n".join(f"    {name}: the {name}" for name in names)


for _function, *_ in CASES.values():
    _document(_function)
DESCRIPTIONS = {"described arguments": {"city": "city and country", "days": "how many days ahead"}}


def forecast(city: str, days: int) -> str:
    """Forecast of a city.

    Args:
        city: the city
        days: how many days ahead
    """
    if city == "Atlantis":
        raise ValueError("no city Atlantis; known cities: Oslo, Rome")
    return f"{city}: sunny for {days} days"


# For each fault: what names the culprit (all of these), and what names the remedy (one of these), in any case.
FAULTS = {
    "truncated": (["json", "Oslo|position|column|char|EOF"], ["again", "retry", "fix", "try", "valid"]),
    "array": (["array|list|Oslo"], ["object", "dict"]),
    "unknown": (["forecasts"], [r"\bforecast\b"]),
    "raises": (["Atlantis"], ["known cities"]),
    "one_of_three": (["Atlantis"], ["known cities"]),
    "extra": (["unit"], [r"city.*days", "not permitted", "remove", "unexpected"]),
    "missing": (["city"], ["required", "missing", "needs"]),
    "wrong_type": (["days", "soon"], ["integer", r"\bint\b", "number"]),
}
