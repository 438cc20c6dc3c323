"""Everything in a sentence that could be the value of a parameter, whatever its kind."""

import re
from dataclasses import dataclass, replace

from . import nations, said, spoken, words
from . import schema as schemas
from .flags import flags
from .numbers import converted, tidy
from .places import short_state, with_state
from .spans import Span

TEXT_KINDS = ("quote", "name", "phrase", "id", "email", "url", "path", "phone", "date", "time", "expression", "number", "unit", "currency", "linked", "clause", "month", "lack")
TROUBLE = re.compile(r"problem|symptom|fault|\bwrong\b|broken|complaint|trouble|defect|malfunction|\bissue\b", re.IGNORECASE)
FREE = ("flag", "flag~", "listed")   # kinds that use up no words
LAYERED, LAYER = ("unit", "currency"), 10**6       # kinds that lie on top of a number
SHAPED = ("email", "url", "phone")   # roles whose values show by their shape alone


@dataclass(frozen=True)
class Candidate:
    """A possible value and the stretch of text that it uses up. `kind` is the span's, or enum, enum~, option, flag."""
    value: object
    kind: str
    start: int
    end: int
    span: Span | None = None
    parts: tuple = ()
    layered: bool = False       # a choice that is only the unit of a number, which another parameter takes

    @property
    def takes(self):
        """The stretches that the value uses up. A unit leaves its number free, but no two parameters may take one unit."""
        if self.kind in LAYERED or self.layered:
            return ((self.start + LAYER, self.end + LAYER),)
        if self.kind == "gathered":
            return self.parts
        return () if self.kind in FREE else ((self.start, self.end),)


def candidates(parameter, sentence):
    """All candidates for one leaf parameter, in order of place."""
    if parameter.type == "boolean":
        return flags(parameter, sentence, Candidate)
    if parameter.enum or parameter.type in ("integer", "number"):
        return _enum(parameter.enum, sentence, "enum") if parameter.enum else _numbers(parameter, sentence)
    if parameter.type == "array":
        return _arrays(parameter, sentence)
    if parameter.type == "object":
        return [Candidate(s.value, "object", s.start, s.end, s) for s in sentence.spans if s.kind == "object"]
    codes = [Candidate(value, "name", start, end, Span("name", start, end, sentence.text[start:end], value)) for value, start, end in nations.coded(parameter, sentence.text)]
    return _enum(parameter.options, sentence, "option") + codes + [c for c in _texts(parameter, sentence.spans) if not (c.kind in ("name", "phrase") and any((c.start, c.end) == (o.start, o.end) for o in codes))]


def _enum(values, sentence, kind):
    found = []
    for value in values:
        for start, end, sure in mentions(str(value), sentence) if not said.is_bare_unit(str(value), values) else _bare(str(value), sentence):
            found.append(Candidate(value, kind if sure else "enum~", start, end))
        places = _otherwise(value, values, sentence) if isinstance(value, str) else {}
        found += [Candidate(value, kind if sure else "enum~", *place) for place, sure in places.items() if not any((c.start, c.end) == place for c in found)]
    exact = [c for c in found if c.kind == kind]
    longer = [c for c in found if not any(o is not c and o.start <= c.start and c.end <= o.end and o.end - o.start > c.end - c.start for o in exact)]
    left = [c for c in longer if c.kind == kind or not any(c.start < o.end and o.start < c.end for o in exact)]
    return [replace(c, layered=any(s.start <= c.start and c.end <= s.end for s in sentence.spans if s.kind == "number" and s.unit)) for c in left]


def _bare(value, sentence):
    """Where a unit of one letter, or "in", stands after a number or where a unit must."""
    return [(t.start, t.end, True) for t in sentence.tokens if t.text.lower() == value.lower() and said.as_unit(sentence.text, t.start, t.end)]


def _otherwise(value, values, sentence):
    """Where a value is said in another way: by another name of the unit, by its initials, with other punctuation."""
    found = {}
    for form in said.forms(value, values):
        found |= {(start, end): form not in said.WEAK for start, end, sure in mentions(form, sentence) if sure}
    return found | {place: True for place in said.punctuated(value, sentence.text) + said.initials(value, sentence.tokens)}


def mentions(value, sentence):
    """Where a value is named: (start, end, sure) by its words or their stems, unsure where a word only looks like it."""
    wanted = [words.stem(w) for w in words.parts(value)] or [value]
    tokens = [t for t in sentence.tokens if (t.text[0].isalnum() or t.text == value) and (value not in ("A", "I") or t.text == value)]
    stems = [t.stem for t in tokens]
    for i in range(len(tokens) - len(wanted) + 1):
        if all(map(words.alike, stems[i: i + len(wanted)], wanted)):
            yield tokens[i].start, tokens[i + len(wanted) - 1].end, True
    if max(map(len, wanted)) < 4:
        return
    head = max(wanted, key=len)
    for token, stem in zip(tokens, stems):
        related = len(stem) >= 4 and (stem.startswith(head[:5]) or len(stem) >= 4 and head.startswith(stem))
        if related and not (len(wanted) == 1 and words.alike(stem, head)) and not words.is_stop(token.text):
            yield token.start, token.end, False


def period_of(text, parameter):
    """ "Next week" for a number of days is 7; None where the parameter counts something else."""
    said = re.search(r"(week|month|year|day)$", text.lower())
    counted = next((w for w in (parameter.unit.removesuffix("s"), *parameter.words) if w in ("day", "week", "month", "year")), None)
    if not said or not counted or parameter.role == "year":
        return None
    days = {"day": 1, "week": 7, "month": 30, "year": 365}
    if (said[1], counted) == ("year", "month"):
        return 12
    return days[said[1]] // days[counted] or None


def _numbers(parameter, sentence):
    found = _implied(parameter, sentence.spans) + spoken.counted(parameter, sentence, Candidate)
    for span in sentence.spans:
        if span.kind == "number":
            found += _number(parameter, span)
        elif span.kind == "date" and re.match(r"\d{4}", str(span.value)) and re.search(r"\b\d{4}\b", span.text) and parameter.role == "year":
            found.append(Candidate(int(span.value[:4]), "date", span.start, span.end, span))
        elif span.kind == "date" and (period := period_of(span.text, parameter)):
            found.append(Candidate(period, "period", span.start, span.end, span))
        elif span.kind == "time" and parameter.role in ("time", "duration", "number", "count"):
            found.append(spoken.part_of_day(parameter, span, Candidate))
        elif span.kind == "id" and span.text.lstrip("#").isdigit():
            found.append(Candidate(int(span.text.lstrip("#")), "id", span.start, span.end, span))
    return found


A_YEAR = {"yearly": 1, "annually": 1, "semiannually": 2, "quarterly": 4, "monthly": 12, "weekly": 52, "daily": 365}


def _implied(parameter, spans):
    """A speed at the start is 0 where something starts from rest or is dropped; what compounds quarterly does so 4 times a year."""
    if {"initial", "start", "v0"} & set(parameter.words) and {"velociti", "velocity", "speed"} & set(parameter.words + parameter.about):
        return [Candidate(0, "implied", s.start, s.end, s) for s in spans if s.kind == "phrase" and s.text.lower() in ("rest", "dropped", "standstill", "stationary")]
    if "compound" in parameter.description.lower() or {"compound", "frequency", "frequenc"} & set(parameter.words):
        return [Candidate(A_YEAR[s.text.lower().split()[-1]], "implied", s.start, s.end, s) for s in spans if s.kind == "phrase" and s.text.lower().split()[-1] in A_YEAR]
    return []


def _number(parameter, span):
    """One number in the parameter's unit; a percentage is a fraction where the schema wants a decimal or does not speak of percent."""
    value = span.value
    percent_wanted = re.search(r"percent|\(%\)|in %|0-100|0 to 100", parameter.description + parameter.name)
    if span.family == "percent" and parameter.type == "number" and (parameter.decimal or not percent_wanted):
        value = round(value / 100, 12)
    elif re.fullmatch(r"\d+(?:\.\d+)?K", span.text) and ("temp" in "".join(parameter.words) or parameter.unit in ("k", "kelvin")):
        value = tidy(value / 1000)
    elif span.unit:
        value = converted(value, span.unit, parameter.unit)
        value = span.value if parameter.type == "integer" and not isinstance(value, int) else value
    if parameter.type == "integer" and not isinstance(value, int):
        return []
    return [Candidate(value, "number", span.start, span.end, span)]


def _arrays(parameter, sentence):
    node = parameter.schema
    item_node = {**(node.get("items") or {"type": "string"}), "description": parameter.description}
    item = schemas.read_parameters({"properties": {parameter.name: item_node}, "required": [parameter.name]})[0]
    item = replace(item, role="other") if item.role == "text" else item        # notes of music are no texts
    if item.type == "object":
        return _rows(item, sentence)
    single = [c for c in candidates(item, sentence) if not (c.kind == "number" and c.span.text[0].isalpha())]      # "two points" counts them
    rows = [s for s in sentence.spans if s.kind == "list"]
    found = [Candidate((c.value,), c.kind, c.start, c.end, c.span, parts=tuple(r for r in rows if r.start <= c.start and c.end <= r.end)) for c in single if c.kind != "flag"]
    for span in [s for s in sentence.spans if s.kind != "list" or not _headed(s, rows, parameter)]:
        value = listed(span, item, single) if span.kind == "list" else None
        if value is not None:
            found.append(Candidate(value, "list", span.start, span.end, span))
    return found + _all_named(single) + _gathered(single, rows) + spoken.conditions(parameter, sentence, Candidate)


def _gathered(single, rows):
    """Numbers of one sort that stand apart ("red weighs 3 kg, green 5 kg and blue 8 kg"), as one list in their order."""
    sorts = {}
    for c in single:
        if c.kind == "number":
            sorts.setdefault((c.span.family, c.span.unit.lower()), []).append(c)
    return [Candidate(tuple(c.value for c in row), "gathered", row[0].start, row[-1].end, parts=tuple((c.start, c.end) for c in row)) for row in sorts.values()
            if len(row) > 1 and not any(r.start <= row[0].start and row[-1].end <= r.end for r in rows)]


def _headed(span, rows, parameter):
    """Does a row open with the parameter's own word ("the columns age and size"), where the same row is there without it?"""
    if not isinstance(span.value, tuple) or " " not in span.value[0].text:
        return False
    own = words.stem(span.value[0].text.split()[0])
    return own in parameter.words + parameter.about and any(isinstance(o.value, tuple) and o.end == span.end and o.start > span.start and len(o.value) == len(span.value) for o in rows)


def _rows(item, sentence):
    """An array of objects: only as it is written out, for the rows of a table are not to be guessed."""
    return [Candidate(tuple(s.value), "list", s.start, s.end, s) for s in sentence.spans
            if s.kind == "list" and isinstance(s.value, list) and all(isinstance(v, dict) for v in s.value)]


def listed(span, item, single):
    """The values of a list span converted to the item's type, or None where one does not fit."""
    if isinstance(span.value, tuple):
        by_place = {(c.start, c.end): c.value for c in reversed(single)}
        values = [by_place.get((part.start, part.end)) for part in span.value]
        return None if any(v is None for v in values) else tuple(values)
    wanted = {"integer": int, "number": (int, float), "string": str, "array": list}.get(item.type, object)
    return tuple(span.value) if all(isinstance(v, wanted) for v in span.value) else None


def _all_named(single):
    """All values of an enum that are named anywhere, as one list."""
    named = [c for c in single if c.kind in ("enum", "option")]
    values = tuple(dict.fromkeys(c.value for c in named))
    if len(values) < 2:
        return []
    return [Candidate(values, "listed", min(c.start for c in named), max(c.end for c in named), parts=tuple((c.start, c.end) for c in named))]


def _texts(parameter, spans):
    told = re.search(r"mail|address|url|link|http|phone", parameter.name + parameter.description, re.IGNORECASE)
    if parameter.role in SHAPED and (told or parameter.role == "email" and not re.search(r"\bnames?\b|\bwho\b|\bperson\b", parameter.description, re.IGNORECASE)):
        return [Candidate(s.text, s.kind, s.start, s.end, s) for s in spans if s.kind == parameter.role]
    layers = {"unit": parameter.role == "unit" or "unit" in parameter.about + parameter.words, "currency": parameter.role == "currency" or "currency" in parameter.words}
    prose = parameter.role in ("text", "query", "title", "other")
    spans = [s for s in _whole(parameter, spans) if s.kind != "lack" or TROUBLE.search(f"{parameter.name} {parameter.description}")]
    spans = _sided(parameter, spans)
    return [Candidate(as_text(parameter, span), _kind(parameter, span), span.start, span.end, span) for span in spans
            if span.kind in TEXT_KINDS and layers.get(span.kind, True) and not (span.kind == "unit" and span.family in ("time", "count", "data") and "time" not in parameter.about) and (prose or span.kind != "clause")
            and not (parameter.role in SHAPED and span.kind in ("quote", "clause", "date", "time"))
            and not (parameter.role == "text" and span.kind in ("id", "number", "date", "time")) and not (parameter.role == "id" and span.kind == "number" and span.family)]


def _sided(parameter, spans):
    """The spans with equations whole where an equation is asked for, and else only with their sides: f(x) = 2x + 1 is the function 2x + 1."""
    sums = [s for s in spans if s.kind == "expression"]
    wholes = [s for s in sums if "=" in s.text and any(o.start >= s.start and o.end <= s.end and o is not s for o in sums)]
    if not wholes:
        return spans
    if re.search(r"equation|assignment", f"{parameter.name} {parameter.description}", re.IGNORECASE):
        return [s for s in spans if s.kind != "expression" or s in wholes or not any(w.start <= s.start and s.end <= w.end for w in wholes)]
    return [s for s in spans if s not in wholes]


def _kind(parameter, span):
    return "date" if _named_day(parameter, span) else "linked" if span.kind == "lack" else span.kind


PIECES = re.compile(r"\b(?:street|road|city|town|village)\b", re.IGNORECASE)


def _whole(parameter, spans):
    """The spans without the halves of an address, where the parameter asks for no half."""
    addresses = [s for s in spans if s.kind == "name" and s.text[0].isdigit() and "," in s.text]
    if not addresses or PIECES.search(f"{parameter.name.replace('_', ' ')} {parameter.description}"):
        return spans
    return [s for s in spans if s.kind != "phrase" or not any(a.start <= s.start and s.end <= a.end for a in addresses)]


def as_text(parameter, span):
    """How a span is written for a string parameter: dates and times in ISO form, a city with its state where that is asked for."""
    if span.kind == "quote":
        return span.value
    if (named := _named_day(parameter, span)):
        return named
    if span.kind == "date" and parameter.role not in ("text", "query", "duration"):
        return dated(span.value, parameter.description)
    if span.kind == "time" and parameter.role not in ("text", "query", "duration"):
        return span.value
    if span.kind in ("name", "phrase") and re.search(r"'s$", span.text):
        return span.text[:-2]
    if span.kind == "currency":
        return span.unit if parameter.role == "currency" else span.text
    if span.kind == "id":
        carrier = re.match(r"[A-Z]{2}(?= ?\d)", span.text)
        return carrier[0] if carrier and re.search(r"(?:two|2)[- ]letter", parameter.description, re.IGNORECASE) else span.text.lstrip("#")
    if span.kind == "name" and parameter.role == "place" and re.search(r"city and state|city, state|, [A-Z]{2}\b", parameter.description, re.IGNORECASE):
        return short_state(span.text) if re.search(r"e\.g\.[^)]*, [A-Z]{2}\b", parameter.description) else with_state(span.text)
    return span.text


WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", re.IGNORECASE)
MONTH = re.compile(r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b")


def _named_day(parameter, span):
    """The name of the weekday or the month that a text says, where a parameter asks for the name ("Day of the week")."""
    if "YYYY" not in parameter.description and re.search(r"\bweek ?days?\b|\bdays? of the week\b", f"{parameter.name.replace('_', ' ')} {parameter.description}", re.IGNORECASE):
        said_day = WEEKDAY.search(span.text) if span.kind in ("date", "name", "phrase") and len(span.text.split()) < 3 else None
        return said_day and f"{said_day[1].capitalize()}day"
    if span.kind == "date" and re.search(r"\bname of the month\b|\bmonth name\b", parameter.description, re.IGNORECASE):
        return (found := MONTH.search(span.text)) and found[1]
    return None


def dated(value, description):
    """An ISO date in the order of day, month and year that a description asks for."""
    parts = value.split("-")
    if re.search(r"\bYYYYMMDD\b", description):
        return "".join(parts)
    asked = re.search(r"\b(MM|DD|month|day)([-/.])(DD|MM|day|month)[-/.](?:Y{3,4}|year)\b", description, re.IGNORECASE)
    if not asked or len(parts) != 3:
        return value
    year, month, day = parts
    return asked[2].join([month, day, year] if asked[1].lower().startswith("m") else [day, month, year])
