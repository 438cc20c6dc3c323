"""Answers out of results: plain sentences that name the values."""

import re

from . import words
from .recall import flat
from .turn import failed, value_of

LOW = frozenset("cheaper cheapest colder coldest lower lowest shorter shortest smaller smallest less least fewer fewest younger nearer nearest closer closest slower earliest earlier lighter cooler min minimum".split())
COMPARING = re.compile(r"\b(?:which|who|what)\b.*\b\w+(?:er|est)\b|\b(?:more|most|less|least|better|best|highest|lowest)\b", re.IGNORECASE)
MOST_ITEMS = 6


def told(turn):
    """What the results of this turn say, failures and pending calls included."""
    sentences = [_one(call, output) for call, output in turn.done if output is not None]
    pending = [call for call, output in turn.done if output is None]
    best = _compared(turn)
    if best:
        sentences.insert(0, best)
    if pending:
        sentences.append(_running(pending))
    return " ".join(s for s in sentences if s)


def _running(calls):
    names = " and ".join(dict.fromkeys(title(c.name) for c in calls))
    return f"{names[0].upper()}{names[1:]} {'are' if len(calls) > 1 else 'is'} still running."


def _one(call, output):
    value = value_of(output.text)
    if value in ("", None, [], {}):
        return f"{_topic(call)}: done." if value in ("", None) else f"{_topic(call)}: nothing was found."
    if failed(output):
        reason = value.get("error", value) if isinstance(value, dict) else value
        return f"That did not work ({title(call.name)}): {said(reason).rstrip('.')}."
    if isinstance(value, str):
        text = value.strip()
        return text if text[-1:] in ".!?" or "\n" in text else f"{text}." if " " in text else f"{_topic(call)}: {text}."
    if isinstance(value, dict):
        return _sentence(call, value)
    return f"{_topic(call)}: {said(value)}."


def _sentence(call, value):
    """A result with named values as a sentence: "The balance of savings is 120 EUR."; what the call said is not said again."""
    given = [str(v).lower() for v in call.arguments.values()]
    rows = [(k, v) for k, v in _joined(value) if str(v).lower() not in given and v not in (None, "", [], {})] or list(_joined(value))
    about = _about(call)
    if len(rows) == 1 and not isinstance(rows[0][1], (dict, list)):
        return f"The {_key(rows[0][0])}{f' of {about}' if about else ''} is {said(rows[0][1])}."
    parts = [f"{_key(k)} {'is ' if not isinstance(v, (dict, list)) else ''}{_clause(v)}" for k, v in rows]
    told = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"For {about}: {told}." if about else f"{told[0].upper()}{told[1:]}."


def _joined(value):
    """The pairs of a result, an amount together with its currency or unit."""
    unit = next((k for k in value if k.lower() in ("currency", "unit", "units")), None)
    number = next((k for k, v in value.items() if isinstance(v, (int, float)) and not isinstance(v, bool)), None)
    for key, item in value.items():
        if unit and number and key == number:
            yield key, f"{item} {value[unit]}"
        elif not (unit and number and key == unit):
            yield key, item


def _key(key):
    return " ".join(words.parts(str(key))) or str(key)


def _about(call):
    return ", ".join(str(v) for v in call.arguments.values() if isinstance(v, str) and v and len(v) < 60)


def title(name):
    """A tool's name as words."""
    return " ".join(words.parts(name))


def _topic(call):
    """What a result is about: the tool's name, and the words that the call was made with."""
    name = title(call.name)
    about = _about(call)
    return f"{name[0].upper()}{name[1:]}{f' for {about}' if about else ''}"


def said(value):
    """A JSON value in words."""
    if isinstance(value, dict):
        return ", ".join(f"{' '.join(words.parts(str(k))) or k} {_clause(v)}" for k, v in value.items() if v not in (None, "", [], {}))
    if isinstance(value, list):
        shown = [said(v) for v in value[:MOST_ITEMS]]
        more = f"; and {len(value) - MOST_ITEMS} more" if len(value) > MOST_ITEMS else ""
        return ("; " if any(isinstance(v, (dict, list)) for v in value) else ", ").join(shown) + more or "none"
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return str(value)


def _clause(value):
    return f"({said(value)})" if isinstance(value, dict) else said(value)


def _compared(turn):
    """The winner where the request compares and all results hold a number under one key."""
    rows = [(call, dict(flat(value_of(output.text)))) for call, output in turn.done if output is not None and not failed(output)]
    if len(rows) < 2 or not COMPARING.search(turn.text):
        return ""
    keys = [k for k, v in rows[0][1].items() if isinstance(v, (int, float)) and not isinstance(v, bool) and all(isinstance(r.get(k), (int, float)) for _, r in rows)]
    if not keys:
        return ""
    low = bool(LOW & set(turn.text.lower().replace("?", "").split()))
    call, row = (min if low else max)(rows, key=lambda r: r[1][keys[0]])
    subject = ", ".join(str(v) for k, v in call.arguments.items() if isinstance(v, str) and any(c.arguments.get(k) != v for c, _ in rows)) or title(call.name)
    return f"{subject} has the {'lowest' if low else 'highest'} {' '.join(words.parts(keys[0]))} ({row[keys[0]]})."
