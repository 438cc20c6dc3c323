"""The calendar desk: the customer's appointments."""

from datetime import date, time

from .errors import EventNotFound, Refused
from .world import TODAY, books, by_id, day_of, locked


@locked
def list_events(day: date | None = None) -> list[dict]:
    """List the events and appointments in the customer's calendar, on one day or from today on.

    Args:
        day: the day; without it, everything from today on
    """
    wanted = day_of(day, "day") if day else None
    today = TODAY.isoformat()
    found = [one for one in books().of(books().events) if (one["day"] == wanted if wanted else one["day"] >= today)]
    return [_shown(one) for one in sorted(found, key=lambda one: (one["day"], one["start"]))]


@locked
def create_event(title: str, day: date, start: str, minutes: int = 30) -> dict:
    """Create an event in the customer's calendar.

    Args:
        title: what it is about
        day: the day
        start: when it starts, as HH:MM on a 24-hour clock
        minutes: how long it takes
    """
    if not 1 <= minutes <= 24 * 60:
        raise Refused(f"an event of {minutes} minutes can't be created. It may take 1 to 1440 minutes.")
    if not title.strip():
        raise Refused("the title is empty. Say in a few words what the event is about.")
    planned = {"customer": books().customer, "title": title.strip(), "day": day_of(day, "day"), "start": _clock(start),
               "minutes": int(minutes), "place": ""}
    row = {"id": books().next_id("E", books().events), **planned}
    books().events.append(row)
    return {**_shown(row), **_overlaps(row)}


@locked
def move_event(event_id: str, day: date, start: str) -> dict:
    """Move an event of the customer's calendar to another day or time.

    Args:
        event_id: such as "E-7"
        day: the new day
        start: the new start, as HH:MM on a 24-hour clock
    """
    event = _own_event(event_id)
    event |= {"day": day_of(day, "day"), "start": _clock(start)}
    return {**_shown(event), **_overlaps(event)}


@locked
def cancel_event(event_id: str) -> dict:
    """Cancel an event: it is taken out of the customer's calendar.

    Args:
        event_id: such as "E-7"
    """
    event = _own_event(event_id)
    books().events.remove(event)
    return {**_shown(event), "status": "cancelled"}


@locked
def find_free_time(day: date, minutes: int = 60) -> list[dict]:
    """Find when the customer is free on one day, between 8 and 20 o'clock.

    Args:
        day: the day
        minutes: how long the free time must be at least
    """
    wanted, free, begin = day_of(day, "day"), [], 8 * 60
    busy = sorted(_span(one) for one in books().of(books().events) if one["day"] == wanted)
    for start, end in [*busy, (20 * 60, 20 * 60)]:
        if min(start, 20 * 60) - begin >= max(minutes, 1):
            free.append({"day": wanted, "start": _hhmm(begin), "end": _hhmm(min(start, 20 * 60))})
        begin = max(begin, end)
    return free


def _hhmm(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _own_event(event_id: str) -> dict:
    return by_id(books().of(books().events), event_id, EventNotFound, "event", "list_events", "E-7")


def _clock(start: str) -> str:
    try:
        return time.fromisoformat(start.strip().zfill(5)).strftime("%H:%M")
    except (AttributeError, ValueError):
        raise Refused(f"start is {start!r}; it must be a time on a 24-hour clock, such as 09:30.") from None


def _overlaps(event: dict) -> dict:
    """Other events at the same time: no reason to refuse, but the customer should hear of them."""
    begin, end = _span(event)
    others = [one["title"] for one in books().of(books().events)
              if one is not event and one["day"] == event["day"] and _span(one)[0] < end and begin < _span(one)[1]]
    return {"overlaps": others} if others else {}


def _span(event: dict) -> tuple[int, int]:
    hours, minutes = map(int, event["start"].split(":"))
    return hours * 60 + minutes, hours * 60 + minutes + event["minutes"]


def _shown(event: dict) -> dict:
    kept = {key: event[key] for key in ("title", "day", "start", "minutes", "place") if event[key]}
    return {"event_id": event["id"], **kept}
