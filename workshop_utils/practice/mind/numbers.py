"""Numbers in digits and words, with money, percent and units of measure, and what two of them make together."""

import math
import re
from dataclasses import replace

from .number_words import ANY as _WORD_NUMBER
from .number_words import FRACTIONS, PATTERN, SCALES, words_value
from .spans import Span
from .units import FAMILY, SYMBOLS, UNIT, converted, family_of
from .words import is_stop

SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "dollar": "USD", "dollars": "USD", "bucks": "USD", "euro": "EUR",
              "euros": "EUR", "pound": "GBP", "pounds": "GBP", "yen": "JPY", "rupee": "INR", "rupees": "INR", "franc": "CHF", "francs": "CHF",
              "krone": "NOK", "kroner": "NOK", "krona": "SEK", "kronor": "SEK", "peso": "MXN", "pesos": "MXN", "yuan": "CNY", "won": "KRW",
              "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "inr": "INR", "chf": "CHF", "nok": "NOK", "sek": "SEK", "dkk": "DKK",
              "cad": "CAD", "aud": "AUD", "cny": "CNY", "mxn": "MXN", "krw": "KRW", "pln": "PLN", "brl": "BRL"}
_MONEY_WORD = "|".join(sorted((w for w in CURRENCIES if w.isalpha()), key=lambda u: (-len(u), u)))
GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_AFTER = rf"\s?(?P<percent>%|percent\b|per cent\b)|{{gap}}(?:degrees?\s(?=celsius|fahrenheit|kelvin))?(?P<unit>{UNIT})(?![\w/^²³])|\s?(?P<money>{_MONEY_WORD})\b"
_AFTER_DIGITS, _AFTER_WORDS = _AFTER.format(gap=r"[\s-]?"), _AFTER.format(gap=r"[\s-]")
_GLYPH = f"[{''.join(GLYPHS)}]"
DIGITS = re.compile(
    rf"(?<![\w.])(?P<sign>[-−](?=[\d.$€£]))?(?P<currency>[$€£¥₹]\s?)?(?:(?P<whole>\d+)(?:[\s-](?P<over>\d{{1,2}}/[1-9]\d?)(?![\d/])|\s?(?P<glyph>{_GLYPH}))|(?P<part>\d{{1,2}}/[1-9]\d?(?=[\s-](?:{UNIT})(?!\w))|{_GLYPH})"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\.\d+|\d+)(?:[eE](?P<power>[-+]?\d+)|\s?[x×*·]\s?10(?:(?:\^|\*\*)(?P<ten>[-−]?\d+)|(?P<raised>⁻?[⁰¹²³⁴-⁹]+)))?)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion)\b|(?P<short>(?(currency)(?:k|mn|bn|m|b)|(?:k|mn|bn|m(?=\s*(?:USD|EUR|dollars|euros)))))\b)?"
    rf"(?:{_AFTER_DIGITS})?(?!\w)", re.IGNORECASE)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
WORDS = re.compile(rf"(?<![\w-])(?P<words>{PATTERN})(?!-(?:{_ONES})\b)(?:{_AFTER_WORDS})?", re.IGNORECASE)
PART = re.compile(rf"(?<![\w-])(?P<words>half|(?:(?:an?|one)[\s-])?(?:quarter|third)|three[\s-]quarters|two[\s-]thirds|½|¼|¾)(?:\s+(?:of\s+)?(?:an?|one)\s+|[\s-](?=hour|mile))(?P<unit>{UNIT})(?![\w/^²³])", re.IGNORECASE)
AND_PART = re.compile(r"\s+and\s+(?P<part>a\s+half|(?:a|one)\s+(?:quarter|third)|three\s+quarters|two\s+thirds)\b", re.IGNORECASE)
ONE_AND = re.compile(rf"(?<![\w-])an?\s+(?P<unit>{UNIT})(?=\s+and\s+(?:a\s+half|(?:a|one)\s+(?:quarter|third)|three\s+quarters)\b)", re.IGNORECASE)
FEET = re.compile(r"(?<![\w.])(\d+)\s?(?:ft|feet|foot|'|’)\.?\s?(?:(\d+)\s?(?:inches|inch|in\b|\"|”|'')|(\d|1[01])\b(?![.,]?\d|\s?[\w%/]))", re.IGNORECASE)
HOURS = re.compile(r"(?<![\w.])(\d+)\s?h(?:rs?)?\s?([0-5]?\d)(?:\s?(?:m|min|mins)\b|(?=\W|$))", re.IGNORECASE)
COINS = re.compile(rf"(?<![\w.])(?:[$€£]\s?)?(?P<number>\d+)\s(?P<money>pounds?|dollars?|euros?|bucks)\s(?:(?:and\s)?(?P<cents>\d{{1,2}})\s?(?:cents?|pence|p\b)|(?P<bare>\d\d)(?![\w.,:/%-]*\w|\s(?:{UNIT})\b))", re.IGNORECASE)
FLOW = re.compile(r"\s+(?:of\s+\w+\s+)?(?:per|a|an|each)\s+(?:second|minute|hour)\b", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:the|this|that|which|each|every|another|any|no)(?:\s+[a-z]+)?\s+$", re.IGNORECASE)        # the driven one
BELOW = re.compile(r"\s*(?:degrees?\s+)?(?:celsius\s+|fahrenheit\s+)?below\s+zero\b", re.IGNORECASE)
SIGN = re.compile(r"(?:^|[(,:=]|\b(?:is|was|be|are|of|to|at|from|by|and|between|or|equals?|reach(?:es|ed)?|than|for|as|about|around|roughly|nearly|almost|say|a|with|until)\s|[.?!;]\s)\s*(?P<sign>minus|negative)\s$", re.IGNORECASE)


def tidy(number):
    """An int where nothing is lost, else a float free of binary dust."""
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else float(f"{float(number):.12g}")


def _power(text):
    return int(text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")))


def _fraction(text):
    """The value of "3/4", "three quarters", "a half" or "¾"."""
    if text in GLYPHS:
        return GLYPHS[text]
    if "/" in text:
        above, under = text.split("/")
        return int(above) / int(under)
    parts = re.findall(r"[a-z]+", text.lower())
    return {"three": 3, "two": 2}.get(parts[0], 1) * FRACTIONS[parts[-1]]


def _quantity(text, start, end, value, groups):
    unit, family = "", ""
    if groups.get("currency") or groups.get("money"):
        unit, family = CURRENCIES[(groups.get("currency") or groups["money"]).strip().lower()], "money"
    elif groups.get("percent"):
        unit, family = "%", "percent"
    elif groups.get("unit") == "a":              # "1.72 a litre": an article, while "2 A" are amperes
        end = start + len(text[start: end - 1].rstrip(" -"))
    elif groups.get("unit"):
        unit = groups["unit"]
        family = family_of(unit)
    if family in ("volume", "mass") and FLOW.match(text, end):
        family = "flow"
    part = AND_PART.match(text, end) if unit and family not in ("money", "percent") else None
    if part:                                     # two hours and a half
        value, end = value + _fraction(part["part"]), part.end()
    if value > 0 and (below := BELOW.match(text, end)) and family in ("", "temperature"):
        value, end = -value, below.end()
    said = SIGN.search(text, max(0, start - 24), start)
    if said and not groups.get("sign"):
        value, start = -value, said.start("sign")
    return Span("number", start, end, text[start:end], tidy(value), unit, family)


UNIT_WORD = re.compile(r"(?<![\w/])(?:(?:[a-zA-Z°]+)/(?:[a-z]+)(?:\^?[23²³])?|sq\.? ?(?:ft|m)\b"
                       rf"|(?:{UNIT}))(?![\w^/])", re.IGNORECASE)
_COUNTED = frozenset(unit for unit, family in FAMILY.items() if family == "count")
_NO_UNITS = _COUNTED | set("a c f g h j k l m n s v w in b foot second seconds quarter bar cup stone night nights".split())
_DEGREES = re.compile(r"\s+(?:celsius|fahrenheit|kelvin|[CFK])\b", re.IGNORECASE)


def _is_unit(unit, text, start, end):
    """Is a word that could be a unit one, by what it stands beside?"""
    low, before = unit.lower(), text[:start].rstrip()
    after_number = before[-1:].isdigit() or bool(re.search(rf"\b(?:{_WORD_NUMBER})$", before, re.IGNORECASE))
    if low == "in" or low in _COUNTED or low in ("degree", "degrees") and _DEGREES.match(text, end):
        return False
    if low in FAMILY and not after_number and (low in _NO_UNITS or len(low) == 2 and low not in _OF_OLD and unit not in SYMBOLS):
        return False                             # "MA" is no unit, "mA" is one
    return "/" not in unit or any(part in FAMILY for part in low.rstrip("^23²³").split("/"))


_OF_OLD = frozenset("km cm mm mi ft nm kg mg lb oz ms ml kj kw pa hz gb mb kb tb nf pf mh °c °f hr".split())


def units(text):
    """Units of measure that are named: those of numbers, and those that stand alone ("in miles", "to kilograms")."""
    found = [Span("unit", m.start(), m.end(), m.group(), m.group(), m.group(), FAMILY.get(m.group().lower(), ""))
             for m in UNIT_WORD.finditer(text) if _is_unit(m.group(), text, m.start(), m.end())]
    found += [Span("unit", m.start(), m.end(), m.group(), m.group(), m.group(), family_of(m.group())) for m in ON_DIGITS.finditer(text)]
    for match in re.finditer(rf"\b(?:{_MONEY_WORD})\b|[$€£¥₹]", text, re.IGNORECASE):
        if match.group().lower() not in ("won", "pound", "pounds") or re.search(r"(?:\d|to|into|in|from)\s*$", text[: match.start()]):
            found.append(Span("currency", match.start(), match.end(), match.group(), match.group(), CURRENCIES[match.group().lower()], "money"))
    return found


ON_DIGITS = re.compile(rf"(?<=\d)(?:{UNIT})(?![\w^/])", re.IGNORECASE)


def _special(text):
    """Quantities with a form of their own: 5'11", 1h30, £64 20, half an hour, an hour and a half."""
    for match in COINS.finditer(text):
        value = int(match["number"]) + int(match["bare"] or match["cents"]) / 100
        yield Span("number", match.start(), match.end(), match.group(), tidy(value), CURRENCIES[match["money"].lower()], "money")
    for match in FEET.finditer(text):
        yield Span("number", match.start(), match.end(), match.group(), 12 * int(match[1]) + int(match[2] or match[3]), "in", "length")
    for match in HOURS.finditer(text):
        yield Span("number", match.start(), match.end(), match.group(), 60 * int(match[1]) + int(match[2]), "minutes", "time")
    for match in PART.finditer(text):
        if family_of(match["unit"]) != "count":
            yield _quantity(text, match.start(), match.end(), _fraction(match["words"]), match.groupdict())
    for match in ONE_AND.finditer(text):
        yield _quantity(text, match.start(), match.end(), 1, match.groupdict())


def _plain(text):
    """Numbers in digits, then those in words."""
    for match in DIGITS.finditer(text):
        if match["number"]:
            value = float(f"{match['number'].replace(',', '')}e{match['power'] or _power(match['ten'] or match['raised'] or '0')}")
        else:
            value = int(match["whole"] or 0) + _fraction(match["over"] or match["glyph"] or match["part"])
        if math.isinf(value):
            continue                             # more digits than a number can hold
        value *= SCALES.get((match["scale"] or "").lower(), 1) * SHORT.get((match["short"] or "").lower(), 1)
        yield _quantity(text, match.start(), match.end(), -value if match["sign"] else value, match.groupdict())
    for match in WORDS.finditer(text):
        value = words_value(match["words"])
        if value is not None and not (match.group().lower() == "one" and PRONOUN.search(text, max(0, match.start() - 30), match.start())):
            yield _quantity(text, match.start(), match.end(), value, match.groupdict())


def _together(text, first, second):
    """ "One hour and 45 minutes" as one quantity in the smaller unit, or None."""
    if not first.unit or first.family != second.family or first.family not in ("time", "length", "mass", "volume"):
        return None
    gap = text[first.end: second.start]
    joined = re.fullmatch(r"\s?-?|,?\s+and\s+|,\s+" if first.family == "time" or first.unit.lower() in ("feet", "foot", "lb", "lbs", "pounds") else r"\s?", gap)
    whole = converted(first.value, first.unit, second.unit)
    one = converted(1, first.unit, second.unit)
    if not joined or one <= 1 or not 0 < second.value < one or first.value < 0 or "and" in gap and re.search(r"\bbetween\s*$", text[: first.start], re.IGNORECASE):
        return None
    return Span("number", first.start, second.end, text[first.start: second.end], tidy(whole + second.value), second.unit, second.family)


def numbers(text, parts=False):
    """All numbers of a text as spans, in order; the span covers currency and unit. With `parts`, also the hours and the minutes of a quantity of both."""
    found = []
    for span in (*_special(text), *_plain(text)):
        if not any(s.overlaps(span) for s in found):
            found.append(span)
    rows = []
    for span in sorted(found, key=lambda s: s.start):
        whole = _together(text, rows[-1], span) if rows else None
        rows = [*rows[:-1], whole] if whole else [*rows, span]
    rows = _sharing(text, rows)
    if parts:
        rows += [s for s in [*found, *(p for s in found if s.unit == "in" for p in _feet(s))] if all((s.start, s.end) != (r.start, r.end) for r in rows)]
    return sorted(rows, key=lambda s: (s.start, s.end))


PAIRED = re.compile(r"\s*(?:-|–|or|and|, and|by|x|×)\s*")
RANGED = re.compile(r"\b(?:from|between)\s+$", re.IGNORECASE)
LABELLED = re.compile(r"\b(?!\w*(?:s|ing)\b)[A-Za-z]{3,} $")        # "card 9020 and 800 euros": which one, and not how much


def _sharing(text, rows):
    """A unit said once, at the end of a row ("3 and 5 kg", "10-15 minutes"), is the unit of all of its numbers."""
    rows = list(rows)
    for place in range(len(rows) - 2, -1, -1):
        one, other = rows[place], rows[place + 1]
        bare = not one.unit and not one.family and one.text[:1].isdigit() and not re.fullmatch(r"1[5-9]\d\d|20\d\d", one.text)
        between, before = text[one.end: other.start], text[: one.start]
        label = LABELLED.search(before)
        row = PAIRED.fullmatch(between) and not (label and not is_stop(label.group().strip())) or between.strip() == "to" and RANGED.search(before)
        if bare and row and other.unit and other.family not in ("", "count") and other.text[:1].isdigit():
            rows[place] = replace(one, unit=other.unit, family=other.family)
    return rows


def _feet(span):
    """The feet and the inches of 5'11"."""
    match = FEET.fullmatch(span.text)
    if match:
        for group, unit in ((1, "feet"), (2 if match[2] else 3, "inches")):
            start, end = (span.start + place for place in match.span(group))
            yield Span("number", start, end, match[group], int(match[group]), unit, "length")
