"""Values that are said without a figure of their own: "every hour", "a single deck", the minutes of "6:30 PM", "where age is over 25"."""

import re

from . import words
from .meant import meant
from .numbers import tidy
from .spans import Span

EVERY = r"\b(?:every|each|once (?:an?|per|every|each)|per)\s+{unit}\b|\b{unit}ly\b"
PER = re.compile(r"\b(?:per|each|every|in an?)[ _](second|minute|hour|day|week|month|year)\b", re.IGNORECASE)
FEW = re.compile(r"\b(?P<count>(?:a )?(?:pair|couple) of|(?:a )?single|an?)\s+(?P<thing>[a-z]+)\b(?:\s+(?P<next>[a-z]+)\b)?", re.IGNORECASE)
MANY = frozenset("dozen hundred thousand million billion few lot number half quarter pair couple".split())
COUNTS = frozenset("num number count quantity qty".split())
OF = re.compile(r"\s+(?:of|is|=)?\s*[$€£]?\d")
COUNTED = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|hundred|dozen))\s+(?:\w+\s+){0,2}$", re.IGNORECASE)      # "96 beats per minute": the 96 is the count
QUADRATIC = re.compile(r"(?P<a>-?\s?\d*(?:\.\d+)?\s?\*?\s?[a-z](?:\^|\*\*)2|-?\s?\d*(?:\.\d+)?\s?\*?\s?[a-z]²)(?P<b>\s?[-+]\s?\d*(?:\.\d+)?\s?\*?\s?[a-z](?![\w^]))?(?P<c>\s?[-+]\s?\d+(?:\.\d+)?)?")
CONDITION = re.compile(r"\b(?:where|whose|for which)\s+(?P<all>[^?;\n]+?)\s*(?:[.?;]?\s*$|[.?;]\s)", re.IGNORECASE)
CONDITIONS = frozenset(words.stem(w) for w in "conditions filters criteria criterion".split())


def counted(parameter, sentence, made):
    """1 for what happens "every hour" where a parameter counts per hour; 1 or 2 for "a single deck" and "a pair of dice"."""
    return _each(parameter, sentence, made) + _few(parameter, sentence, made) + meant(parameter, sentence, made) + _coefficient(parameter, sentence, made)


def _each(parameter, sentence, made):
    counted_per = PER.search(f"{parameter.name} {parameter.description}")
    said = re.search(EVERY.format(unit=counted_per[1]), sentence.text, re.IGNORECASE) if counted_per else None
    return [_made(1, said, made)] if said and not COUNTED.search(sentence.text[: said.start()]) and parameter.role not in ("money", "percent") else []


def _few(parameter, sentence, made):
    parts = words.parts(parameter.name)
    if parameter.role not in ("count", "number") or not parts or parameter.unit and parameter.unit != parts[-1]:
        return []
    told = bool(COUNTS & {*parts}) or bool(re.match(r"(?:the )?number of|how many", parameter.description, re.IGNORECASE))
    own = [w for w in parameter.words if w not in COUNTS and len(w) > 2]
    found = [m for m in FEW.finditer(sentence.text) if (told or parts[-1].endswith("s") and len(m["count"]) > 2) and m["thing"].lower() not in MANY and not OF.match(sentence.text[m.end():])]
    heads = {words.stem(parts[-1])} & {*own} or {*own}     # "a driving gear" is one gear, and not one tooth of it
    return [_made(2 if "of" in m["count"] else 1, m, made) for m in found
            if any(words.alike(words.stem((m[key] or "-").lower()), w) for w in (own if len(m["count"]) > 2 else heads) for key in ("thing", "next"))]


def _coefficient(parameter, sentence, made):
    """The a, b or c of a quadratic equation that is written out."""
    said = QUADRATIC.search(sentence.text) if parameter.name in ("a", "b", "c") and re.search("coefficient|constant", parameter.description, re.IGNORECASE) else None
    if not said or said[parameter.name] is None:
        return []
    digits = re.sub(r"[\s*]|[a-z].*", "", said[parameter.name])
    start, end = said.span(parameter.name)
    value = tidy(float(digits + "1" if digits in ("", "+", "-") else digits))
    return [made(value, "spoken", start, end, Span("phrase", start, end, said[parameter.name], value))] if parameter.type == "number" or isinstance(value, int) else []


def _made(value, match, made):
    return made(value, "spoken", match.start(), match.start() + 1, Span("phrase", match.start(), match.end(), match.group(), value))


def part_of_day(parameter, span, made):
    """The hour or the minutes of a time; the two use up parts of their own. A clock's face has twelve hours."""
    colon = span.start + (span.text.find(":") if ":" in span.text else len(span.text))
    if "minut" in parameter.words and "hour" not in parameter.words:
        return made(int(span.value[3:5]), "time", min(colon, span.end - 1) + 1 if ":" in span.text else span.end, span.end, span)
    hour = int(span.value[:2])
    return made(hour % 12 or 12 if "face" in parameter.about else hour, "time", span.start, colon, span)


def conditions(parameter, sentence, made):
    """The conditions of a query in words, one for each "and": "where age is over 25 and job is 'engineer'"."""
    said = CONDITION.search(sentence.text) if CONDITIONS & {*parameter.words} else None
    if not said:
        return []
    values = tuple(part.strip() for part in re.split(r"\s+and\s+(?!\d)|,\s+", said["all"]) if part.strip())
    start, end = said.span("all")
    return [made(values, "list", start, end, Span("list", start, end, said["all"], list(values), family="conditions"))]
