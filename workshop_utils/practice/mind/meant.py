"""Numbers that are meant by other words: "hexadecimal" is base 16, a nonagon has nine sides, April is month 4, "5:20" of running is 320 seconds."""

import re

from . import words
from .dates import MONTHS
from .number_words import ORDINALS
from .numbers import tidy
from .spans import Span
from .units import FAMILY, converted

BASES = {"binary": 2, "octal": 8, "decimal": 10, "denary": 10, "hexadecimal": 16, "hex": 16, "base64": 64}
WRITTEN = {"0x": 16, "0b": 2, "0o": 8}
SHAPES = {"triangle": 3, "triangular": 3, "quadrilateral": 4, "pentagon": 5, "hexagon": 6, "heptagon": 7, "septagon": 7, "octagon": 8, "nonagon": 9, "enneagon": 9, "decagon": 10,
          "hendecagon": 11, "dodecagon": 12, "icosagon": 20}
TIMES = {"double": 2, "doubled": 2, "triple": 3, "tripled": 3, "treble": 3, "quadruple": 4, "quadrupled": 4, "twofold": 2, "threefold": 3, "tenfold": 10, "halve": 0.5, "halved": 0.5}
ORDINAL = re.compile(rf"\b(?P<nth>{'|'.join(sorted(ORDINALS, key=lambda w: (-len(w), w)))}|\d{{1,3}}(?:st|nd|rd|th))[\s-]+(?P<thing>(?!\d|few\b|two\b|three\b|four\b|five\b|six\b|ten\b)\w+(?:\s+\w+)?)", re.IGNORECASE)
MANY = re.compile(r"(?:the )?(?:total )?(?:number|count|amount) of (?:the )?\w*s\b|how many", re.IGNORECASE)
WHICH = re.compile(r"\b(?:which|index|position|rank|ordinal|n-?th|counting from|highest power|degree|grade|floor|place)\b", re.IGNORECASE)
COUNTS = frozenset("num number count quantity qty".split())
DICE = re.compile(r"(?<![\w.])(?P<count>\d{1,3})?d(?P<sides>\d{1,3})(?!\w)", re.IGNORECASE)
SCALE = re.compile(r"(?<![\d:.])(?P<one>1)\s?:\s?(?P<many>\d{1,3}(?:,\d{3})+|\d{2,})(?![\d:])")
CLOCK = re.compile(r"(?<![\d:.])(?:(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)|(?P<first>\d{1,3}):(?P<second>[0-5]\d))(?![\d:]|,\d|\s?[ap]\.?m)", re.IGNORECASE)
CODE = re.compile(r"\b[A-Z]{1,3}[\s-]?(?P<digits>\d{1,5})\b")


def meant(parameter, sentence, made):
    """All numbers that a sentence means for one parameter without saying them as such."""
    found = []
    for knows in (_bases, _shapes, _times, _months, _ordinals, _dice, _scale, _clock, _code):
        found += knows(parameter, sentence, made)
    return found


def _made(value, start, end, text, made, kind="spoken"):
    return made(value, kind, start, end, Span("phrase", start, end, text[start:end], value))


def _by_word(table, sentence, made):
    return [_made(table[word], t.start, t.end, sentence.text, made) for t in sentence.tokens
            if (word := next((w for w in (t.text.lower(), t.text.lower().removesuffix("s")) if w in table), None))]


def _bases(parameter, sentence, made):
    if not {"base", "radix"} & {*parameter.words} or parameter.type != "integer":
        return []
    signs = re.finditer(r"(?<!\w)0[xob](?=[\da-f])", sentence.text, re.IGNORECASE)
    return _by_word(BASES, sentence, made) + [_made(WRITTEN[m.group().lower()], m.start(), m.start(), sentence.text, made) for m in signs]


def _shapes(parameter, sentence, made):
    several = {"sides", "edges", "vertices", "corners"} & {*words.parts(parameter.name)} or MANY.match(parameter.description)
    if parameter.type != "integer" or not several or not {"side", "edge", "vertic", "vertex", "corner"} & {*parameter.words, *parameter.about}:
        return []
    names = {**SHAPES, **{name + "al": n for name, n in SHAPES.items() if name.endswith("gon")}}
    return _by_word(names, sentence, made)


def _times(parameter, sentence, made):
    if not any(w.startswith(("multipl", "factor", "scal")) for w in parameter.words):
        return []
    return [c for c in _by_word(TIMES, sentence, made) if parameter.type == "number" or isinstance(c.value, int)]


def _months(parameter, sentence, made):
    """The month of a date as 1 to 12, its day and its year, where a parameter asks for one of them as an integer."""
    parts = words.parts(parameter.name)
    part = next((p for p in ("month", "day", "year") if p in parts), None)
    if parameter.type != "integer" or not part or COUNTS & {*parts} or MANY.match(parameter.description) or re.search(r"\bterm\b|\bduration\b|\bhow long\b|\bmonths\b", parameter.description):
        return []
    found = []
    for span in sentence.spans:
        if span.kind == "month" and part == "month":
            found.append(_made(MONTHS[span.text.lower()], span.start, span.end, sentence.text, made))
        elif span.kind == "date" and (piece := _piece(span, part)):
            found.append(_made(piece[0], span.start + piece[1], span.start + piece[2], sentence.text, made))
    return found


def _piece(span, part):
    """(value, start, end) of the day, the month or the year within a date's text; None for one that is not written there."""
    value = str(span.value).split("-")
    word = re.search("|".join(sorted(MONTHS, key=lambda m: -len(m))), span.text, re.IGNORECASE)
    place = {"month": word, "year": re.search(r"\d{4}", span.text), "day": re.search(r"(?<!\d)\d{1,2}(?!\d)", span.text)}[part]
    index = ("year", "month", "day").index(part)
    return (int(value[index]), *place.span()) if word and place and len(value) > index else None


def _ordinals(parameter, sentence, made):
    """ "The fifth floor" for a floor, "its fortieth term" for the index of a term, "the first Super Bowl" where the parameter asks which one."""
    named = words.parts(parameter.name)
    if parameter.type != "integer" or MANY.match(parameter.description) or len(named) > 1 and COUNTS & {*named[:1]} or parameter.name.endswith("s") or {"first", "last", "initial"} & {*named}:
        return []
    own = {*parameter.words, *(parameter.about if WHICH.search(parameter.description) else ())} - COUNTS
    found = [m for m in ORDINAL.finditer(sentence.text) if any(_same(w, o) for w in m["thing"].split() for o in own)]
    return [_made(_nth(m["nth"].lower()), m.start(), m.end("nth"), sentence.text, made) for m in found if not _within_date(m, sentence)]


def _same(word, own):
    stem = words.stem(word.lower())
    return words.alike(stem, own) or len(own) > 3 and stem.removesuffix("er").removesuffix("r") in (own, own.removesuffix("e"))


def _nth(text):
    return int(re.match(r"\d+", text).group()) if text[0].isdigit() else ORDINALS[text]


def _within_date(match, sentence):
    return any(s.kind == "date" and s.start < match.end("nth") and match.start() < s.end for s in sentence.spans)


def _dice(parameter, sentence, made):
    """ "3d6": three dice of six sides."""
    said = DICE.search(sentence.text)
    if not said or parameter.type != "integer":
        return []
    if {"side", "face"} & {*parameter.words}:
        return [_made(int(said["sides"]), *said.span("sides"), sentence.text, made)]
    if {"dice", "die", "roll", "count", "num", "number"} & {*parameter.words} and said["count"]:
        return [_made(int(said["count"]), *said.span("count"), sentence.text, made)]
    return []


def _scale(parameter, sentence, made):
    """The second number of "1:25,000"."""
    if not any(w.startswith(("scal", "denominat", "ratio", "dilut")) for w in parameter.words + parameter.about):
        return []
    return [_made(int(m["many"].replace(",", "")), *m.span("many"), sentence.text, made) for m in SCALE.finditer(sentence.text)]


def _clock(parameter, sentence, made):
    """ "5:20" as a duration: minutes and seconds where seconds are asked for, hours and minutes where it takes "h"."""
    if parameter.role not in ("duration", "number", "time") or FAMILY.get(parameter.unit) != "time" or parameter.unit.startswith(("day", "week", "month", "year")):
        return []
    found = []
    for m in CLOCK.finditer(sentence.text):
        alone = {"minut", "hour", "second"} >= {*parameter.words} and parameter.unit not in ("second", "seconds", "s")
        if alone or re.search(r"\b(?:at|until|till|by|o'clock)\s+$", sentence.text[: m.start()]):
            continue
        hours = bool(m["first"]) and (parameter.unit.startswith(("h", "min")) and int(m["first"]) < 10 or bool(re.match(r"\s?h\b|\s?hours?\b", sentence.text[m.end():])))
        seconds = 3600 * int(m["h"]) + 60 * int(m["m"]) + int(m["s"]) if m["h"] else (60 if hours else 1) * (60 * int(m["first"]) + int(m["second"]))
        value = tidy(converted(seconds, "seconds", parameter.unit))
        found += [_made(value, m.start(), m.end(), sentence.text, made)] if parameter.type == "number" or isinstance(value, int) else []
    return found


def _code(parameter, sentence, made):
    """The figures of "UA 917" where a number of a flight, a train or a room is an integer."""
    if parameter.type != "integer" or not {"flight", "train", "bus", "room", "gate", "number"} & {*words.parts(parameter.name)} or COUNTS & {*words.parts(parameter.name)[:1]} and len(words.parts(parameter.name)) > 1:
        return []
    rows = [CODE.fullmatch(s.text) and (s, CODE.fullmatch(s.text)) for s in sentence.spans if s.kind == "id"]
    spans = [Span("number", s.start + m.start("digits"), s.end, m["digits"], int(m["digits"])) for s, m in filter(None, rows)]
    return [made(s.value, "number", s.start, s.end, s) for s in spans]
