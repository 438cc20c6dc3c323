"""What is measured: the sorts of quantities that parameters name, and whether a number with its unit is of that sort."""

from . import words
from .units import FAMILY, SMALL

MEASURES = {"length": "length distance height width radius depth side base diameter altitude perimeter", "mass": "weight mass", "time": "time duration period age term",
            "speed": "speed velocity", "temperature": "temperature temp degree", "money": "price budget cost salary principal payment fee income invest value revenue",
            "percent": "rate percent percentage probability interest ratio chance discount tax", "volume": "volume capacity", "area": "area", "acceleration": "acceleration",
            "force": "force", "energy": "energy", "power": "power", "current": "current", "voltage": "voltage", "resistance": "resistance", "pressure": "pressure",
            "frequency": "frequency", "charge": "charge"}
_MEASURE = {words.stem(word): family for family, listed in MEASURES.items() for word in listed.split()}
SOLID = frozenset("length mass time temperature speed money percent volume area".split())


def clashes(parameter, span):
    """Is a quantity of another sort than the parameter counts: money for a weight, years for a distance?"""
    last = parameter.words[-1:]
    if last and last[0] == "valu" and not any(a != "valu" and _MEASURE.get(a) == "money" for a in parameter.about):
        last = ()       # the value of a temperature is no money
    paid = parameter.role == "money" and any(_MEASURE.get(w) == "money" for w in parameter.words)      # "the price of a gallon in dollars"
    wanted = "money" if paid else FAMILY.get(parameter.unit) or (_MEASURE.get(last[0]) if last else None)
    fraction = span.family == "percent" and parameter.decimal
    return not fraction and span.family in SOLID and wanted in SOLID and span.family != wanted


def unit_features(parameter, span):
    """Does the unit of a number fit the unit, or the sort of quantity, that the parameter asks for?"""
    if not span.unit:
        return []
    unit = span.unit.lower()
    found = []
    family = FAMILY.get(parameter.unit) or next((_MEASURE[w] for w in parameter.words if w in _MEASURE), "")
    if parameter.unit:
        same = unit == parameter.unit or SMALL.get(unit, unit) == SMALL.get(parameter.unit.lower(), parameter.unit)
        found.append(("unit:same" if same else "unit:family" if family == span.family else "unit:clash", 1.0))
    elif family:
        found.append(("measure:same" if family == span.family else "measure:clash", 1.0))
    elif span.family in ("money", "percent"):
        said = [_MEASURE[w] for w in parameter.about if w in _MEASURE]
        found.append((f"{span.family}:said" if span.family in said else f"{span.family}:unsaid", 1.0))
    if any(words.alike(words.stem(unit), w) for w in parameter.words + parameter.about):
        found.append(("unit:named", 1.0))
    return found


def counted_features(parameter, span, scene, end):
    """A number before a plural counts those things ("two large cones"): is that what the parameter is about?"""
    if span.unit:
        return []
    for i in range(end, min(end + 3, len(scene.tokens))):
        if not scene.lows[i].isalpha() and scene.lows[i] != "-" or words.is_stop(scene.lows[i]):
            return []
        if scene.lows[i].endswith("s") and len(scene.lows[i]) > 3:
            mine = any(words.alike(scene.stems[i], w) for w in parameter.words + parameter.about if not w.isdigit())
            return [("counts mine", 1.0)] if mine else [("counts other", 1.0), (f"counts other:{parameter.role}", 1.0)]
    return []
