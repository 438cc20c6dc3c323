"""Travel notices: where the customer will be, so that a payment there surprises nobody."""

from datetime import date

from .errors import Refused
from .world import books, day_of, locked


@locked
def list_travels() -> list[dict]:
    """List the customer's travel notices: country, first and last day."""
    return [_shown(one) for one in books().of(books().travels)]


@locked
def report_travel(country: str, start: date, end: date) -> dict:
    """Report that the customer will travel, so that the cards work in that country.

    Args:
        country: the country, in English
        start: the first day there
        end: the last day there
    """
    first, last = day_of(start, "start"), day_of(end, "end")
    if last < first:
        raise Refused(f"the travel would end on {last}, before it starts on {first}. "
                      "Give the first day as start and the last as end.")
    if not country.strip():
        raise Refused("the country is empty. Name it in English, such as Norway.")
    row = {"id": books().next_id("V", books().travels), "customer": books().customer, "country": country.strip(), "city": "",
           "start": first, "end": last}
    books().travels.append(row)
    return _shown(row)


def _shown(travel: dict) -> dict:
    return {"travel_id": travel["id"], **{key: travel[key] for key in ("country", "city", "start", "end") if travel[key]}}
