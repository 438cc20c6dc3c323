"""Other ways to say a value that a schema lists: units and their abbreviations, ways of travel, kin, initials, other punctuation."""

import re
from functools import lru_cache

from . import words
from .units import FAMILY

_UNITS = """mm millimeter millimetre; cm centimeter centimetre; dm decimeter decimetre; m meter metre; km kilometer kilometre; mi mile; ft foot feet; in inch; yd yard; nmi nautical_mile; nm nanometer nanometre;
mg milligram milligramme; g gram gramme gm; kg kilogram kilogramme kilo; t tonne metric_ton; lb lbs pound; oz ounce; st stone; ml milliliter millilitre; cl centiliter centilitre; dl deciliter decilitre;
l liter litre; gal gallon; pt pint; qt quart; tsp teaspoon; tbsp tablespoon; fl_oz fluid_ounce; ms millisecond; s sec second; min minute; h hr hour; d day; wk week; mo month; yr y year;
c celsius °c centigrade degc; f fahrenheit °f degf; k kelvin; w watt; kw kilowatt; wh watt_hour; kwh kilowatt_hour; hp horsepower; j joule; kj kilojoule; cal calorie; kcal kilocalorie; ev electronvolt;
n newton; kn kilonewton; pa pascal; hpa hectopascal; kpa kilopascal; atm atmosphere; psi pounds_per_square_inch; mmhg millimeters_of_mercury millimetres_of_mercury; v volt; mv millivolt; a amp ampere; ma milliamp milliampere;
ohm Ω; hz hertz; khz kilohertz; mhz megahertz; ghz gigahertz; kb kilobyte; mb megabyte; gb gigabyte; tb terabyte; mbps megabit_per_second megabits_per_second; deg degree; rad radian;
kmh km_h kph kilometers_per_hour kilometres_per_hour kilometers_an_hour kilometres_an_hour; mph miles_per_hour miles_an_hour mi_h; mps m_s meters_per_second metres_per_second; kn kt kts knot;
m2 sqm square_meter square_metre; ft2 sqft sq_ft square_foot square_feet; km2 square_kilometer square_kilometre; ha hectare; ac acre; m3 cubic_meter cubic_metre; mmol_l millimoles_per_liter; mg_dl milligrams_per_deciliter"""
_SAME = """walk walking pedestrian by_foot foot on_foot; drive driving car by_car; cycle cycling bike biking bicycle bicycling by_bike by_bicycle; transit public_transport public_transit; plane flight air by_plane by_air;
female woman girl lady f; male man boy gentleman m; child daughter son; spouse wife husband; partner girlfriend boyfriend; parent mother father mum mom dad; sibling sister brother;
stolen theft nicked robbed pinched; lost missing misplaced mislaid; damaged broken cracked torn smashed; defective faulty leaking malfunctioning not_working stopped_working doesn't_work; sms text_message text_me text_us text; email e-mail mail_me;
metric celsius centigrade kilometers kilometres; imperial fahrenheit miles; ascending smallest_to_largest lowest_to_highest lowest_first smallest_first cheapest_first rising increasing; descending largest_to_smallest highest_to_lowest highest_first largest_first biggest_first falling decreasing;
one-way single_ticket; round-trip return_ticket there_and_back; autumn fall; soccer football; tv television; bw monochrome black_and_white greyscale grayscale; colour color; low-fat fat-free; vegan plant-based; today tonight"""
NUMBERED = re.compile(r"(?=.*\d)(?=.*[a-z])[\w .+/-]+", re.IGNORECASE)
WEAK = frozenset("f m foot mail air car walk fall today text back".split())      # these words say other things as well


def _groups(text):
    rows = [tuple(w.replace("_", " ") for w in row.split()) for row in text.replace("\n", " ").split(";")]
    return {_plain(form): row for row in reversed(rows) for form in row}


def _plain(form):
    return re.sub(r"[\W_]+", " ", form.lower().replace("²", "2").replace("³", "3")).strip()


UNITS, SAME = _groups(_UNITS), _groups(_SAME)


@lru_cache(maxsize=4096)
def forms(value, among):
    """The other ways to say an enum's `value`, given all its values: a word that names another value is not taken for this one."""
    own, others = _plain(value), {_plain(str(v)) for v in among if v != value}
    row = UNITS.get(own) or UNITS.get(own.removesuffix("s")) or ()
    if row and (len(own) > 2 or any(o in UNITS or o.removesuffix("s") in UNITS for o in others)):
        return tuple(f for f in row if _plain(f) != own and _plain(f) not in others and len(f) > 1 and not words.is_stop(f))
    row = SAME.get(own) or ()
    return tuple(f for f in row if _plain(f) != own and _plain(f) not in others and len(f) > 1)


@lru_cache(maxsize=4096)
def is_bare_unit(value, among):
    """Is a value a unit of one letter or a function word ("in", "m"), which only stands for itself after a number or "to"?"""
    unit = len(value) < 3 and (value.lower() in UNITS or value.lower() in FAMILY)
    return unit and (len(value) == 1 or words.is_stop(value)) and any(_plain(str(v)) in UNITS for v in among if v != value)


def as_unit(text, start, end):
    """Does a short word stand for a unit where it is: after a number, or as the last word after "to", "in" or "into"?"""
    return bool(re.search(r"\d\s?$|\b(?:to|into|in|and)\s+$", text[:start]) and (re.search(r"\d\s?$", text[:start]) or re.match(r"\W*(?:$|[.,?!;])", text[end:])))


def punctuated(value, text):
    """Where a value with figures is written with other punctuation: "PM2.5" for pm25, "Wi-Fi 6" for wifi6."""
    bare = re.sub(r"[\W_]", "", value)
    if len(bare) < 3 or not NUMBERED.fullmatch(value):
        return []
    written = r"[\W_]?".join(map(re.escape, bare))
    return [m.span() for m in re.finditer(rf"(?<!\w){written}(?!\w|[.,]\d)", text, re.IGNORECASE)]


def initials(value, tokens):
    """Where an abbreviation is said in words ("chief executive officer" for CEO), or words by their initials."""
    own = words.parts(value)
    short = "".join(w[0] for w in own)
    if len(own) > 2 and short.isalpha():
        return [(t.start, t.end) for t in tokens if t.text.isupper() and t.text.lower() == short]
    if len(own) != 1 or not value.isupper() or not 2 < len(value) < 7 or not value.isalpha():
        return []
    rows = [tokens[i: i + len(value)] for i in range(len(tokens) - len(value) + 1)]
    return [(row[0].start, row[-1].end) for row in rows if "".join(t.text[0] for t in row).upper() == value and all(len(t.text) > 1 for t in row)]
