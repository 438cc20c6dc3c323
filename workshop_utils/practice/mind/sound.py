"""What is sent is sound: values have the form that format and description ask for, and a month for a period is its first and last day."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from . import words
from .dates import MONTHS

COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})"
DIGITS = re.compile(rf"\b{COUNT}[ -]digits?\b", re.IGNORECASE)
ONLY_DIGITS = re.compile(r"\bdigits only\b|\bonly digits\b", re.IGNORECASE)
LETTERS = re.compile(rf"\b{COUNT}[ -]letters?\b[ -](?:\w+ ){{0,3}}code", re.IGNORECASE)
NUMBERED = re.compile(r"(?:such as|e\.g\.,?|for example|like)\s*[\"'“`(]?[A-Za-z]{0,4}[-#]?\d", re.IGNORECASE)
DAY, TIME = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")
FORMATS = {"date": DAY, "time": TIME, "date-time": re.compile(rf"{DAY.pattern}[T ]{TIME.pattern}"), "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
           "uuid": re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")}
BEGIN, END = frozenset("since from start begin beginning after first earliest".split()), frozenset("until to end ending till before last latest through".split())
VAGUE = frozenset("something anything everything nothing someone somebody anyone anybody everyone everybody somewhere anywhere sometime whatever whoever".split())
NEAR = re.compile(r"\b(?P<word>in|of|for|during|this|last|since|from|until|till|before|after|throughout|all|to|and|whole|entire)\s+(?:the\s+)?(?:month of\s+)?$", re.IGNORECASE)


def formatted(value, form):
    """Has a string the form that a schema's format names? Formats that are not known here are kept by any string."""
    if form not in FORMATS or not isinstance(value, str):
        return True
    if not FORMATS[form].fullmatch(value):
        return False
    try:
        return bool(form not in ("date", "date-time") or date.fromisoformat(value[:10]))
    except ValueError:      # the 31st of April
        return False


@lru_cache(maxsize=4096)
def _shape(description, role):
    """The form that a description asks for in words, or None."""
    if (found := DIGITS.search(description)) and not re.search(r"\bor\b|\bat least|\bup to|\bat most", description):
        return re.compile(rf"\d{{{_count(found)}}}")
    if ONLY_DIGITS.search(description):
        return re.compile(r"\d+")
    if (found := LETTERS.search(description)) and _count(found) > 1:       # a one-letter code spells a sequence
        return re.compile(rf"[A-Za-z]{{{_count(found)}}}")
    return re.compile(r".*\d.*") if role == "id" and NUMBERED.search(description) else None


def _count(found):
    return COUNTS.get(found["count"].lower()) or int(found["count"])


def fits(value, leaf):
    """Has a value the form that its parameter's description asks for (four digits, a three-letter code, an id with a number), and does it say anything?"""
    if isinstance(value, str) and not leaf.enum and value.lower() in VAGUE:
        return False
    shape = _shape(leaf.description, leaf.role) if leaf.type == "string" and not leaf.enum and isinstance(value, str) else None
    return shape is None or bool(shape.fullmatch(value.strip()))


def sound(drafts, today):
    """The drafts with months as periods, and without values that their parameters can't take: for those there is a question."""
    for draft in drafts:
        _periods(draft, today)
        for place, leaf in enumerate(draft.view.leaves):
            value = draft.values.get(place)
            dated = leaf.role == "date" and isinstance(value, str) and "YYYY-MM-DD" in leaf.description and re.fullmatch(r"\d{4}(?:-\d\d)?", value)
            if isinstance(value, str) and (dated or not formatted(value, leaf.schema.get("format"))):
                del draft.values[place]
                draft.unfit += (place,)
    return drafts


def _periods(draft, today):
    """Writes "in April" into two parameters that name a period, as the first and the last day."""
    rows = {side: next((p for p, leaf in enumerate(draft.view.leaves) if leaf.role == "date" and leaf.type == "string" and set(words.parts(leaf.name)) & own), None)
            for side, own in (("begin", BEGIN), ("end", END))}
    if None in rows.values() or any(DAY.fullmatch(str(draft.values.get(place))) for place in rows.values()):
        return
    spans = _months(draft, today, any(draft.view.leaves[p].required for p in rows.values()))
    if not spans:
        return
    for place in [p for p, (_, c) in draft.picks.items() if any(s.start <= c.start and c.end <= s.end for s, *_ in spans)]:
        draft.values.pop(place, None)
    (span, first, last), till = spans[0], spans[-1][2]
    word = NEAR.search(draft.filling.sentence.text[: span.start])
    word = word["word"].lower() if word else ""
    if word not in ("until", "till", "before"):
        draft.values[rows["begin"]] = (last + timedelta(1) if word == "after" else first).isoformat()
    if word not in ("since", "after") and (word != "from" or len(spans) > 1):
        draft.values[rows["end"]] = (first - timedelta(1) if word == "before" else till).isoformat()


def _months(draft, today, ahead):
    """(span, first day, last day) of the months and years that the draft's stretch of the sentence names."""
    found, text = [], draft.filling.sentence.text
    for span in draft.filling.sentence.spans:
        if not draft.window[0] <= span.start < draft.window[1]:
            continue
        if span.kind == "date" and re.fullmatch(r"\d{4}(?:-\d\d)?", str(span.value)):
            year, month = int(span.value[:4]), int(span.value[5:] or 0)
        elif span.kind == "month" and NEAR.search(text[: span.start]):
            month = MONTHS[span.text.lower()]
            year = today.year + (month < today.month if ahead else -(month > today.month))
        else:
            continue
        found.append((span, date(year, month or 1, 1), date(year, month or 12, calendar.monthrange(year, month or 12)[1])))
    return found
