"""Units of measure: their names with the SI prefixes, the sort of quantity that they measure, and exact conversion."""

import re
from fractions import Fraction

_PLAIN = {   # names and how many of the family's base unit one of them is; "?" where that is not fixed
    "length": "mile miles mi 1609.344; ft foot feet .3048; inch inches in .0254; yard yards yd .9144",
    "mass": "kilo kilos 1; lb lbs pound pounds .45359237; ounce ounces oz .028349523125; ton tons tonne tonnes 1000; stone 6.35029318",
    "time": "sec secs 1; min mins minute minutes 60; h hr hrs hour hours 3600; day days 86400; week weeks 604800; "
            "month months 1; year years 12; decade decades 120; night quarter quarters generation generations ?",
    "speed": "m/s mps 1; km/h kph kmh kmph 5/18; mph mi/h .44704; knot knots 463/900; ft/s .3048", "acceleration": "m/s² m/s^2 m/s2 m/s/s 1; ft/s² ft/s^2 .3048",
    "temperature": "°c °f c f celsius fahrenheit kelvin k degrees degree ?",
    "volume": "gallon gallons .003785411784; pint pints .000473176473; cup cups teaspoon teaspoons tablespoon tablespoons ?; m³ m^3 m3 1; cm³ cm^3 cm3 .000001",
    "area": "m² m^2 m2 sqm 1; km² km^2 1000000; cm² cm^2 .0001; mm² mm^2 .000001; ha hectare hectares 10000; acre acres 4046.8564224; sqft .09290304",
    "power": "hp horsepower 745.69987158227", "heat capacity": "j/k 1", "specific heat": "j/kg·k j/(kg·k) j/(kg*k) j/kg/k j/kgk 1; kj/kg·k kj/(kg·k) kj/kg/k 1000",
    "density": "kg/m³ kg/m^3 kg/m3 1; g/cm³ g/cm^3 g/cm3 g/ml 1000; g/l 1", "concentration": "mol/l molar 1; mmol/l .001", "flow": "m³/s m^3/s m3/s 1; l/s .001; l/min 1/60000; m³/h m^3/h m3/h 1/3600", "pressure": "atm 101325; psi 6894.757293168", "frequency": "bpm rpm 1/60", "angle": "deg radians rad ?",
    "count": "nights people persons guests adults children kids rooms tickets items pieces units copies results players servings bedrooms bathrooms "
             "times pages songs stars questions words sides participants students points seats passengers shares books lines cards dice coins slices "
             "messages emails articles recipes tasks products bottles boxes bags packs ?",
}
_POWERS = {"square": ("area", 2), "cubic": ("volume", 3)}
_LENGTHS = "meter meters metre metres 1; kilometer kilometers kilometre kilometres 1000; centimeter centimeters centimetre centimetres .01; millimeter millimeters millimetre millimetres .001; " \
           "mile miles 1609.344; foot feet .3048; inch inches .0254; yard yards .9144"
_PREFIXED = {   # family: words and symbols with the signs they take, and the factor
    "length": "meter meters metre metres m:kcdmµn 1", "mass": "gram grams gramme grammes g:kmµ .001", "time": "second seconds s:mµn 1", "volume": "liter liters litre litres l:mcd .001",
    "force": "newton newtons N:kM 1", "energy": "joule joules J:kM 1; calorie calories cal:k 4.184; watt-hour watt-hours Wh:kMG 3600; eV:kM 1.602176634e-19", "power": "watt watts W:kmMG 1",
    "current": "ampere amperes amp amps A:mkµ 1", "voltage": "volt volts V:kmµ 1", "resistance": "ohm ohms Ω:kmM 1", "inductance": "henry henries henrys H:mµn 1",
    "capacitance": "farad farads F:mµnp 1", "charge": "coulomb coulombs C:mµn 1", "pressure": "pascal pascals Pa:khM 1; bar:m 100000", "frequency": "hertz Hz:kMG 1",
    "amount": "mole moles mol:m 1", "data": "byte bytes B:kMGT 1", "field": "tesla teslas T:mµ 1",
}
_SIGNS = {"k": ("kilo", 3), "M": ("mega", 6), "G": ("giga", 9), "T": ("tera", 12), "h": ("hecto", 2), "d": ("deci", -1), "c": ("centi", -2), "m": ("milli", -3), "µ": ("micro", -6), "n": ("nano", -9), "p": ("pico", -12)}
MEGA = frozenset("mhz mpa mw mj mwh mω mb mev".split())      # written small, mega is the likelier
_CALENDAR = frozenset("month months year years decade decades".split())      # no number of days


def _plain():
    rows = [(family, row) for family, listed in _PLAIN.items() for row in listed.split("; ")]
    for family, row in rows:
        *names, factor = row.split()
        yield from ((name, family, None if factor == "?" else Fraction(factor)) for name in names)
    for row in _LENGTHS.split("; "):
        *names, factor = row.split()
        yield from ((f"{word} {name}", family, Fraction(factor) ** power) for name in names for word, (family, power) in _POWERS.items())


def _prefixed():
    for family, row in [(family, row) for family, listed in _PREFIXED.items() for row in listed.split("; ")]:
        *names, symbol, factor = row.split()
        bare, _, signs = symbol.partition(":")
        for name in (bare, *names):
            yield name, family, Fraction(factor)
            for sign in signs:
                prefix, power = (sign, _SIGNS[sign][1]) if name == bare else _SIGNS[sign]
                yield prefix + name, family, Fraction(factor) * Fraction(10) ** power
                if name[0] == "o" and prefix[-1] in "ao":
                    yield prefix[:-1] + name, family, Fraction(factor) * Fraction(10) ** power      # a kilohm


EXACT = {}      # a unit as it is written, for "mW" is not "MW"
for _name, _family, _factor in (*_plain(), *_prefixed()):
    EXACT.setdefault(_name, (_family, _factor))
    EXACT.setdefault(_name.replace("watt-hour", "watt hour"), (_family, _factor))
EXACT |= {_name.replace("µ", other): row for _name, row in EXACT.items() if "µ" in _name for other in ("μ", *("u" * (_name in ("µF", "µH", "µg"))))}
EXACT |= {_name.replace("Ω", other): row for _name, row in EXACT.items() if "Ω" in _name for other in ("\u2126", "ohm")}
SMALL = {}
for _name, _row in EXACT.items():
    if not (_name.lower() in MEGA and _name[0] == "m"):
        SMALL.setdefault(_name.lower(), _row)
for _word in "meter meters metre metres kilometer kilometers kilometre kilometres mile miles foot feet".split():
    for _time, _seconds in (("second", 1), ("hour", 3600)):
        _speed = ("speed", SMALL[_word][1] / _seconds)
        SMALL |= {f"{_word} per {_time}": _speed, f"{_word}/{_time}": _speed, f"{_word} {'an' if _time == 'hour' else 'a'} {_time}": _speed}
    SMALL |= {f"{_word}{said}": ("acceleration", SMALL[_word][1]) for said in (" per second squared", " per second per second", "/second^2", " per square second")}
for _word in ("b", "t"):
    del SMALL[_word]                    # "5 B" and "5 T" are seldom bytes and teslas
SMALL |= {"j/(kg k)": SMALL["j/kg·k"], **{f"cubic {m} per second": SMALL["m³/s"] for m in ("metre", "metres", "meter", "meters")},
          **{f"{litre} per {time}": SMALL[unit] for litre in ("litre", "litres", "liter", "liters") for time, unit in (("second", "l/s"), ("minute", "l/min"))}}
FAMILY = {unit: family for unit, (family, _) in SMALL.items()}
FACTOR = {unit: (family, float(factor)) for unit, (family, factor) in SMALL.items() if factor and family not in ("count", "temperature") and unit not in _CALENDAR}
SYMBOLS = frozenset(u for u in EXACT if len(u) < 4)


def _either(words):
    """A pattern for any of the words, the longest first, that shares what they begin with."""
    tree = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _branch(tree)


def _branch(node):
    rows = [re.escape(sign) + _branch(below) for sign, below in sorted(node.items()) if sign]
    if not rows:
        return ""
    return (rows[0] if len(rows) == 1 and "" not in node else f"(?:{'|'.join(rows)})") + ("?" if "" in node else "")


ALL = _either([u for u in FAMILY if u != "in"]) + r"|in(?!\s+\w)"
_ATOM = _either([u for u in FAMILY if FAMILY[u] not in ("count", "speed", "acceleration") and " " not in u and "/" not in u and "^" not in u] + ["kg"])
COMPOUND = rf"(?:{_ATOM})(?:\^?-?[23]|[²³])?(?:\s?[/·⋅]\s?\(?(?:{_ATOM})(?:\^?-?[23]|[²³])?(?:\s(?:K|kg)\b)?\)?)+"      # 4186 J/kg·K
UNIT = rf"(?:{COMPOUND}(?![\w/^²³])|(?:{ALL}))"


def family_of(unit):
    """What a unit measures; a compound that has no name of its own measures "compound"."""
    return "inductance" if unit == "H" else FAMILY.get(unit.lower(), "compound" if unit else "")


def _entries(unit, wanted):
    """The two units, of one kind: as they are written, or else written small ("C" is Celsius where a temperature is wanted)."""
    pairs = [(EXACT.get(unit) or SMALL.get(unit.lower()), SMALL.get(wanted) or EXACT.get(wanted)), (SMALL.get(unit.lower()), SMALL.get(wanted.lower())),
             (EXACT.get(unit) or SMALL.get(unit.lower()), EXACT.get(wanted.upper()))]
    return next(((here, there) for here, there in pairs if here and there and here[0] == there[0]), None)


def _degrees(value, here, there):
    scale = {"°c": "c", "c": "c", "celsius": "c", "°f": "f", "f": "f", "fahrenheit": "f", "k": "k", "kelvin": "k"}
    here, there = scale.get(here.lower()), scale.get(there.lower())
    if not here or not there or here == there:
        return None
    celsius = {"c": value, "f": (value - 32) * Fraction(5, 9), "k": value - Fraction("273.15")}[here]
    return {"c": celsius, "f": celsius * Fraction(9, 5) + 32, "k": celsius + Fraction("273.15")}[there]


def converted(value, unit, wanted):
    """The value in the wanted unit where both are known and of one kind, else unchanged; exact, without a float's dust."""
    pair = _entries(unit, wanted)
    if not pair or unit.lower() == wanted.lower() or (unit.lower() in _CALENDAR) != (wanted.lower() in _CALENDAR):
        return value
    here, there = pair
    exact = Fraction(str(value))
    if here[0] == "temperature":
        exact = _degrees(exact, unit, wanted)
    else:
        exact = exact * here[1] / there[1] if here[1] and there[1] else None
    if exact is None or exact == Fraction(str(value)):
        return value
    return int(exact) if exact.denominator == 1 and abs(exact) < 10**15 else float(f"{float(exact):.10g}")


_WANTED = [u for u in FAMILY if len(u) > 1 or u in "mcf"]
_PERIOD = ("second", "year", "day", "month", "quarter", "week", "hour", "minute")
WANTED = re.compile(rf"(?:\b(?:in|of|as)\s*|\()(?:a |the )?((?:{COMPOUND})|{_either(_WANTED)})(?![\w/^²³·])(?!\s(?:per|squared|cubed)\b)", re.IGNORECASE)
_STEP = re.compile(r"\b(?:change|difference|rise|delta|increase|drop|step)\b", re.IGNORECASE)      # 35 degrees more are 35 kelvin more
_OTHERWISE = ("second", "min", "quarter", "mole", "bar", "stone", "cup", "night", "mi", "ms")        # names by themselves that say something else
LONE = re.compile(r"\bin ([VAWNJKΩFHCgsh]|kg)(?=[,.;)]|$| )")


def unit_of(parts, description):
    """The unit that a parameter counts in ("in meters", "weight_kg"), or ""."""
    found = [u for u in WANTED.findall(description) if not re.search(rf"\b(?:the|a) {re.escape(u)}(?! of)\b", description, re.IGNORECASE) or u.lower() not in _PERIOD]
    found += re.findall(r"\b(?:in|the) (henries|farads|kelvin|seconds|minutes|hours|days|weeks|months|years)\b", description.lower()) + LONE.findall(description)
    if found and not (FAMILY.get(found[0].lower()) == "temperature" and _STEP.search(" ".join([*parts, description]))):
        return found[0].lower()
    named = [p for p in parts if not p.isdigit()]
    if "per" in named[1:]:
        last = named[named.index("per") - 1]        # grams_per_day; a price per litre has no unit
    else:
        last = named[-1] if named else ""
    return last if last in FAMILY and len(last) > 1 and (len(named) > 1 or last not in _OTHERWISE) else ""
