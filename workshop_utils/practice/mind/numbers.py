"""Numbers in digits and words, with money, percent and units of measure."""

import math
import re

from .spans import Span

SMALL = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SMALL |= {"twice": 2, "thrice": 3}
SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "dollar": "USD", "dollars": "USD", "bucks": "USD", "euro": "EUR",
              "euros": "EUR", "pound": "GBP", "pounds": "GBP", "yen": "JPY", "rupee": "INR", "rupees": "INR", "franc": "CHF", "francs": "CHF",
              "krone": "NOK", "kroner": "NOK", "krona": "SEK", "kronor": "SEK", "peso": "MXN", "pesos": "MXN", "yuan": "CNY", "won": "KRW",
              "usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "inr": "INR", "chf": "CHF", "nok": "NOK", "sek": "SEK", "dkk": "DKK",
              "cad": "CAD", "aud": "AUD", "cny": "CNY", "mxn": "MXN", "krw": "KRW", "pln": "PLN", "brl": "BRL"}
UNITS = {
    "length": "m meter meters metre metres km kilometer kilometers kilometre kilometres cm centimeter centimeters centimetre centimetres mm "
              "millimeter millimeters mile miles mi ft foot feet inch inches in yard yards nm nanometer nanometers",
    "mass": "kg kilogram kilograms kilo kilos g gram grams mg milligram milligrams lb lbs pound pounds ounce ounces oz ton tons tonne tonnes stone",
    "time": "s sec second seconds min mins minute minutes h hr hrs hour hours day days week weeks month months year years decade decades "
            "night nights quarter quarters generation generations ms millisecond milliseconds",
    "speed": "m/s km/h kph mph kmh knots mi/h ft/s meters/second metres/second miles/hour", "acceleration": "meters/second^2 metres/second^2 m/s/s m/s^2 m/s² m/s2",
    "temperature": "°c °f c f celsius fahrenheit kelvin k degrees degree",
    "volume": "l liter liters litre litres ml milliliter milliliters gallon gallons cup cups m³ m^3 cm³ teaspoon teaspoons tablespoon tablespoons pint pints",
    "area": "m² m^2 sqft acre acres hectare hectares km² sqm", "force": "n newton newtons", "energy": "j joule joules kj kwh calories kcal cal",
    "power": "w watt watts kw kilowatt hp", "current": "a amp amps ampere amperes", "voltage": "v volt volts", "resistance": "ohm ohms ω", "inductance": "h mh µh henry henries", "capacitance": "f µf nf pf farad farads", "heat capacity": "j/k",
    "charge": "c coulomb coulombs", "pressure": "pa pascal pascals bar atm psi", "frequency": "hz hertz khz mhz bpm", "amount": "mole moles mol",
    "data": "gb mb kb tb gigabytes megabytes", "angle": "deg radians rad",
    "count": "people persons guests adults children kids rooms tickets items pieces units copies results players servings bedrooms bathrooms "
             "nights times pages songs stars questions words sides participants students points seats passengers shares books lines cards dice coins slices "
             "messages emails articles recipes tasks products bottles boxes bags packs",
}
FAMILY = {unit: family for family, names in UNITS.items() for unit in names.split()}
_UNIT = "|".join(sorted((r"in(?!\s+\w)" if u == "in" else re.escape(u) for u in FAMILY), key=lambda u: (-len(u), u)))
_MONEY_WORD = "|".join(sorted((w for w in CURRENCIES if w.isalpha()), key=lambda u: (-len(u), u)))
_WORD_NUMBER = "|".join([*SMALL, *TENS, *SCALES])
DIGITS = re.compile(
    r"(?<![\w.])(?P<sign>[-−](?=[\d.$€£]))?(?P<currency>[$€£¥₹]\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\.\d+|\d+)(?:[eE](?P<power>[-+]?\d+))?"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion)\b|(?P<short>(?(currency)(?:k|mn|bn|m|b)|(?:k|mn|bn|m(?=\s*(?:USD|EUR|dollars|euros)))))\b)?"
    rf"(?:\s?(?P<percent>%|percent\b|per cent\b)|[\s-]?(?:degrees?\s(?=celsius|fahrenheit|kelvin))?(?P<unit>{_UNIT})(?![\w/^²³])|\s?(?P<money>{_MONEY_WORD})\b)?(?!\w)", re.IGNORECASE)
WORDS = re.compile(
    rf"(?<![\w-])(?:a (?=hundred|thousand|million|billion|dozen))?(?:(?:{_WORD_NUMBER}|half a dozen|a dozen|dozen)(?:[\s-]+(?:and\s+)?(?={_WORD_NUMBER}))?)+(?!\w)"
    rf"(?:\s?(?P<percent>%|percent\b|per cent\b)|[\s-](?P<unit>{_UNIT})(?![\w/^])|\s(?P<money>{_MONEY_WORD})\b)?", re.IGNORECASE)


def tidy(number):
    """An int where nothing is lost, else a float free of binary dust."""
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else round(float(number), 12)


def words_value(text):
    """The number that words say ("two hundred and five"), or None."""
    total = group = 0
    found = False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "dozen":
            group = (group or 1) * (6 if "half a dozen" in text.lower() else 12)
        elif word in SMALL or word in TENS:
            group += SMALL.get(word, TENS.get(word))
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total, group = total + (group or 1) * SCALES[word], 0
        else:
            continue
        found = True
    return total + group if found else None


FEET = re.compile(r"(?<![\w.])(\d+)\s?(?:ft|feet|foot|')\.?\s?(\d+)\s?(?:inches|inch|in\b|\")", re.IGNORECASE)


def _quantity(match, start, value):
    groups = match.groupdict()
    unit, family = "", ""
    if groups.get("currency") or groups.get("money"):
        unit, family = CURRENCIES[(groups.get("currency") or groups["money"]).strip().lower()], "money"
    elif groups.get("percent"):
        unit, family = "%", "percent"
    elif groups.get("unit"):
        unit = groups["unit"]
        family = FAMILY[unit.lower()]
    return Span("number", start, match.end(), match.string[start: match.end()], tidy(value), unit, family)


UNIT_WORD = re.compile(r"(?<![\w/])(?:(?:[a-zA-Z°]+)/(?:[a-z]+)(?:\^?[23²³])?|square (?:meters?|feet|foot|miles?|kilometers?|metres?)|sq\.? ?(?:ft|m)\b"
                       rf"|(?:{_UNIT}))(?![\w^/])", re.IGNORECASE)
_NO_UNITS = frozenset(UNITS["count"].split()) | set("a c f g h j k l m n s v w in b foot second seconds quarter bar cup stone night nights".split())


def units(text):
    """Units of measure that are named: those of numbers, and those that stand alone ("in miles", "to kilograms")."""
    found = []
    for match in UNIT_WORD.finditer(text):
        unit = match.group()
        before = text[: match.start()].rstrip()
        after_number = before[-1:].isdigit() or bool(re.search(rf"\b(?:{_WORD_NUMBER})$", before, re.IGNORECASE))
        if unit.lower() == "in" or re.match(r"degrees?$", unit.lower()) and re.match(r"\s+(?:celsius|fahrenheit|kelvin|[CFK])\b", text[match.end():], re.IGNORECASE) or unit.lower() in FAMILY and unit.lower() in _NO_UNITS and not after_number or unit.lower() in UNITS["count"].split():
            continue
        if "/" in unit and not any(part in FAMILY for part in unit.lower().rstrip("^23²³").split("/")):
            continue
        found.append(Span("unit", match.start(), match.end(), unit, unit, unit, FAMILY.get(unit.lower(), "")))
    for match in re.finditer(rf"(?<=\d)(?:{_UNIT})(?![\w^/])", text, re.IGNORECASE):
        found.append(Span("unit", match.start(), match.end(), match.group(), match.group(), match.group(), FAMILY[match.group().lower()]))
    for match in re.finditer(rf"\b(?:{_MONEY_WORD})\b|[$€£¥₹]", text, re.IGNORECASE):
        if match.group().lower() not in ("won", "pound", "pounds") or re.search(r"(?:\d|to|into|in|from)\s*$", text[: match.start()]):
            found.append(Span("currency", match.start(), match.end(), match.group(), match.group(), CURRENCIES[match.group().lower()], "money"))
    return found


_FACTORS = {   # to metres, kilograms, seconds, litres
    "length": "km kilometer kilometers kilometre kilometres 1000; m meter meters metre metres 1; cm centimeter centimeters centimetre centimetres .01; mm millimeter millimeters .001; "
              "mile miles mi 1609.344; foot feet ft .3048; inch inches in .0254; yard yards .9144",
    "mass": "kg kilogram kilograms kilo kilos 1; g gram grams .001; mg milligram milligrams .000001; lb lbs pound pounds .45359237; ounce ounces oz .028349523; ton tons tonne tonnes 1000",
    "inductance": "henries henry 1; mh .001; µh .000001", "capacitance": "farads farad 1; µf .000001; nf .000000001; pf .000000000001",
    "time": "ms millisecond milliseconds .001; s sec second seconds 1; min mins minute minutes 60; h hr hrs hour hours 3600; day days 86400; week weeks 604800",
}
FACTOR = {unit: (family, float(row.split()[-1])) for family, rows in _FACTORS.items() for row in rows.split("; ") for unit in row.split()[:-1]}


def converted(value, unit, wanted):
    """The value in the wanted unit where both are known and of one kind, else unchanged."""
    here, there = FACTOR.get(unit.lower()), FACTOR.get(wanted)
    if not here or not there or here[0] != there[0] or here[1] == there[1]:
        return value
    return tidy(float(f"{value * here[1] / there[1]:.10g}"))


def numbers(text):
    """All numbers of a text as spans, in order; the span covers currency and unit."""
    found = [Span("number", m.start(), m.end(), m.group(), 12 * int(m[1]) + int(m[2]), "in", "length") for m in FEET.finditer(text)]
    for match in DIGITS.finditer(text):
        if any(s.start < match.end() and match.start() < s.end for s in found):
            continue
        value = float(f"{match['number'].replace(',', '')}e{match['power'] or 0}")
        if math.isinf(value):
            continue                             # more digits than a number can hold
        value *= SCALES.get((match["scale"] or "").lower(), 1) * SHORT.get((match["short"] or "").lower(), 1)
        found.append(_quantity(match, match.start(), -value if match["sign"] else value))
    for match in WORDS.finditer(text):
        value = words_value(match.group())
        if value is not None and not any(s.start < match.end() and match.start() < s.end for s in found):
            found.append(_quantity(match, match.start(), value))
    return sorted(found, key=lambda s: s.start)
