"""Answers out of results: plain sentences that name the values."""

import re

from . import documents, tasks, words
from .recall import flat
from .roles import role_of
from .turn import failed, value_of
from .verbs import VERBS

LOW = frozenset("cheaper cheapest colder coldest lower lowest shorter shortest smaller smallest less least fewer fewest younger nearer nearest closer closest slower earliest earlier lighter cooler min minimum".split())
COMPARING = re.compile(r"\b(?:which|who|what)\b.*\b\w+(?:er|est)\b|\b(?:more|most|less|least|better|best|highest|lowest)\b", re.IGNORECASE)
MOST_ITEMS, FIRST = 6, 3     # what is said of a list, and of a long one of objects
READING = frozenset("get find fetch look lookup up search check show list read recall retrieve query calculate compute tell".split())
DONE = re.compile(r"done|ok|[a-z]+ed", re.IGNORECASE)
EXCEPTION = re.compile(r"^\w*(?:Error|Exception|Warning|Exit|Iteration): ")
OTHERS = re.compile(r"\.? Other calls of this turn are not affected\.?$")     # our own chat adds this for the model, not for people


def told(turn):
    """What the results of this turn say, failures and pending calls included."""
    read = documents.out_of(turn.text, [output.text for _, output in turn.done if output is not None and not failed(output)])
    if read and not read.endswith("not say."):
        return read
    states = tasks.sentences(turn.done, turn.before, turn.tools, said)
    told_of = {place for place, (_, output) in enumerate(turn.done) if output is not None and tasks.only_states(value_of(output.text))}
    sentences = [_one(*pair) for place, pair in enumerate(turn.done) if pair[1] is not None and place not in told_of] + states
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
        return f"{call.name} did not work: {_reason(call, said(value.get('error', value) if isinstance(value, dict) else value))}."
    if isinstance(value, dict):
        return _sentence(call, value)
    text, about = said(value).strip(), _about(call)
    if not text or "\n" in text or text[-1] in ".!?" and text[0].isupper():
        return text
    if about and DONE.fullmatch(text):
        return _stopped(f"{text}: {about}")
    return _stopped(text if about and about in text and _acts(call) else f"{_topic(call)}: {text}")


def _stopped(text):
    """A sentence with its capital and its full stop."""
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?' else '.'}"


def _reason(call, text):
    """Why a call failed, in the tool's own words: without its name, the exception's and what is said of other calls."""
    text = OTHERS.sub("", text.strip()).removeprefix(f"{call.name} failed: ")
    return EXCEPTION.sub("", text).rstrip(". ")


def _acts(call):
    """Does the tool do something, rather than look something up?"""
    return words.parts(call.name)[0] in VERBS - READING


def _sentence(call, value):
    """A result with named values as a sentence: "The price of tea is 3 EUR."; what the call said is not said again."""
    given = [str(v).lower() for v in call.arguments.values()]
    rows = [(k, v) for k, v in _joined(value) if str(v).lower() not in given and v not in (None, "", [], {})]
    about = _about(call)
    if not rows and _acts(call):
        return f"Done: {', '.join(f'{_key(k)} {said(v)}' for k, v in _joined(value))}."
    rows = rows or list(_joined(value))
    if len(rows) == 1 and not isinstance(rows[0][1], (dict, list)):
        return f"The {_key(rows[0][0])}{f' of {about}' if about else ''} is {said(rows[0][1])}."
    parts = [f"{_key(k)} {_clause(v)}" if isinstance(v, (dict, list)) else f"the {_key(k)} is {said(v)}" for k, v in rows]
    told = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
    return f"For {about}: {told}." if about else _stopped(told)


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
    """What a result is about: the tool's name without the verb that opens it, and the words that the call was made with."""
    name, about = words.parts(call.name), _about(call)
    while len(name) > 1 and name[0] in READING:
        name = name[1:]
    told = " ".join(name)
    link = "in" if any(role_of(words.parts(key), "", "string", "") == "place" for key in call.arguments) else "for"
    return f"{told[0].upper()}{told[1:]}{f' {link} {about}' if about else ''}"


def said(value):
    """A JSON value in words."""
    if isinstance(value, dict):
        return ", ".join(f"{_key(k)} {_clause(v)}" for k, v in _joined(value) if v not in (None, "", [], {}))
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return str(value)


def _listed(rows):
    """A list in words: all of a short one; of a long one how many there are, and the first few."""
    nested = any(isinstance(v, (dict, list)) for v in rows)
    most = MOST_ITEMS if len(rows) <= MOST_ITEMS else FIRST if nested else MOST_ITEMS
    shown = ("; " if nested else ", ").join(said(v) for v in rows[:most])
    if nested and len(rows) > most:
        return f"{len(rows)} in all, the first {most}: {shown}"
    return shown + (f"; and {len(rows) - most} more" if len(rows) > most else "") or "none"


def _clause(value):
    """A value inside of another one: what has parts itself stands in brackets, a row of words ends with "and"."""
    if isinstance(value, list) and 1 < len(value) <= MOST_ITEMS and not any(isinstance(v, (dict, list)) for v in value):
        return f"{', '.join(said(v) for v in value[:-1])} and {said(value[-1])}"
    return f"({said(value)})" if isinstance(value, dict) or isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value) else said(value)


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
