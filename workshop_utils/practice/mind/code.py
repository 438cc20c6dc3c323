"""Writes Python for a described function: a recipe, or arithmetic composed from words; says so when it cannot."""

import re

from . import words
from .recipes import recipes

ASKED = re.compile(r"\b(?:write|create|make|define|build|need|give me|add|want|implement|code|generate)\b[^.?!\n]{0,60}?\b(?:function|tool|python|code|method|script|program|helper)\b", re.IGNORECASE)
SOURCE = re.compile(r"\b(?:source(?: code)?|python|code|implementation)\b", re.IGNORECASE)
NAMED = re.compile(r"\b(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)[`'\"]?|\b(?:function|tool|method|def)\s+[`'\"]?([a-z]\w*(?:_\w+)+)[`'\"]?")
ROWS = tuple(recipes())
OPERATIONS = (   # what is said, and the Python for it; {0} and {1} are operands
    (r"sum of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)|adds? (\w+(?:\.\d+)?) (?:and|to) (\w+(?:\.\d+)?)|(\w+(?:\.\d+)?) plus (\w+(?:\.\d+)?)", "{0} + {1}"), (r"difference (?:of|between) (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)|(\w+(?:\.\d+)?) minus (\w+(?:\.\d+)?)", "{0} - {1}"), (r"subtracts? (\w+(?:\.\d+)?) from (\w+(?:\.\d+)?)", "{1} - {0}"),
    (r"product of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)|multipl(?:y|ies) (\w+(?:\.\d+)?) (?:by|with|and) (\w+(?:\.\d+)?)|(\w+(?:\.\d+)?) times (\w+(?:\.\d+)?)", "{0} * {1}"), (r"quotient of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)|divides? (\w+(?:\.\d+)?) by (\w+(?:\.\d+)?)|(\w+(?:\.\d+)?) divided by (\w+(?:\.\d+)?)", "{0} / {1}"),
    (r"(\w+(?:\.\d+)?) (?:to|raised to) the power (?:of )?(\w+(?:\.\d+)?)", "{0} ** {1}"), (r"remainder of (\w+(?:\.\d+)?) (?:and|by|divided by) (\w+(?:\.\d+)?)|(\w+(?:\.\d+)?) modulo (\w+(?:\.\d+)?)", "{0} % {1}"), (r"(?:average|mean) of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)", "({0} + {1}) / 2"),
    (r"(?:larger|bigger|maximum|max) of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)", "max({0}, {1})"), (r"(?:smaller|minimum|min) of (\w+(?:\.\d+)?) and (\w+(?:\.\d+)?)", "min({0}, {1})"), (r"(\w+(?:\.\d+)?) percent of (\w+(?:\.\d+)?)", "{0} / 100 * {1}"),
    (r"square root of (\w+(?:\.\d+)?)", "{0} ** 0.5"), (r"squares? (?:of )?(\w+(?:\.\d+)?)", "{0} ** 2"), (r"cubes? (?:of )?(\w+(?:\.\d+)?)", "{0} ** 3"), (r"(?:doubles?|twice) (\w+(?:\.\d+)?)", "2 * {0}"), (r"triples? (\w+(?:\.\d+)?)", "3 * {0}"), (r"halves|half of (\w+(?:\.\d+)?)", "{0} / 2"),
    (r"negates? (\w+(?:\.\d+)?)", "-{0}"))
THEN = ((r"times (\d+(?:\.\d+)?)|multipl(?:y|ies) (?:it|that|the result) by (\d+(?:\.\d+)?)", "* {0}"), (r"plus (\d+(?:\.\d+)?)|adds? (\d+(?:\.\d+)?)", "+ {0}"),
        (r"minus (\d+(?:\.\d+)?)|subtracts? (\d+(?:\.\d+)?)", "- {0}"), (r"divided by (\d+(?:\.\d+)?)|divides? (?:it|that|the result) by (\d+(?:\.\d+)?)", "/ {0}"), (r"squared|squares? (?:it|that|the result)", "** 2"))
EMPTY = frozenset("a an the number numbers it two them value its of x's".split())


def answered(text):
    """Code for a request that asks for a function, with one sentence; "" where none is asked for."""
    if not ASKED.search(text):
        return ""
    source = written(text)
    return f"```python\n{source}\n```" if source else "I cannot write that one: I am only a small practice model that knows some common functions and simple arithmetic."


def wants_code(leaf):
    """Is a parameter there for source code?"""
    said = {"code", "source", "python", "script", "program", "implementation"} & set(words.parts(leaf.name))
    return leaf.type == "string" and not leaf.enum and bool(said or re.search(r"\bsource code|python (?:code|source|function)|\bdef\b|function definition", leaf.description, re.IGNORECASE))


def written(text, known=()):
    """Source of the function that a text describes, or "". `known` are names of earlier functions that it may call."""
    name = next((g for m in [NAMED.search(text)] if m for g in m.groups() if g), "")
    called = _calling(text, known, name)
    if called:
        return called
    row = _recipe(text.replace(name, " ") if name else text)
    composed = _composed(text, name)
    if row and not (composed and not _sure(row, text)):
        return _source(name or row[0], row[2], row[3], text, row[0])
    return composed


def _recipe(text):
    """The recipe all of whose words are said; the one with most words wins, then the first."""
    said = [w.lower() for w in re.findall(r"[A-Za-z]+", text)]
    stems = {words.stem(w) for w in said} | set(said)
    fits = []
    for place, row in enumerate(ROWS):
        if all(any(w in stems or words.stem(w) in stems for w in group) for group in row[1]) and _in_order(row, said):
            fits.append((len(row[1]), -place))
    return ROWS[-max(fits)[1]] if fits else None


def _in_order(row, said):
    """For conversions the order of the two units tells the direction."""
    if "_to_" not in row[0]:
        return True
    first, second = row[0].split("_to_")
    places = [next((i for i, w in enumerate(said) if words.stem(w) == words.stem(part) or part == "kilometers" and w == "km"), None) for part in (first, second)]
    return None in places or places[0] < places[1]


def _sure(row, text):
    return len(row[1]) > 1 or row[0].split("_")[-1] in text.lower()


def _source(name, parameters, lines, text, own):
    body = "\n".join("    " + line.replace(f"{own}(", f"{name}(") for line in lines)
    return f"def {name}({parameters}):\n    \"\"\"{_doc(text)}\"\"\"\n{body}"


def _doc(text):
    """What the function is for, from the request: the part after "that" or "which", else all of it."""
    match = re.search(r"\b(?:that|which|to)\s+(?!me\b)(.+)", text, re.DOTALL)
    said = re.sub(r"\s+", " ", (match.group(1) if match else text)).strip(" .?!\"").replace("\\", "").replace('"', "'")
    return f"{said[:1].upper()}{said[1:100]}."


def _composed(text, name):
    """Arithmetic from words: "the sum of a and b, times 2"."""
    low = re.sub(r"\s+", " ", text)
    for pattern, python in OPERATIONS:
        match = re.search(rf"\b(?:{pattern})", low, re.IGNORECASE)
        operands = [g for g in match.groups() if g] if match else []
        if len(operands) < 1 + ("{1}" in python):
            continue
        names = _operands(operands)
        expression = python.format(*names)
        for then, step in THEN:
            more = re.search(rf"\b(?:{then})", low[match.end():], re.IGNORECASE)
            if more:
                expression = f"({expression}) {step.format(*[g for g in more.groups() if g])}"
        parameters = ", ".join(f"{n}: float" for n in dict.fromkeys(n for n in names if not re.fullmatch(r"[\d.]+", n)))
        return f"def {name or 'compute'}({parameters}):\n    \"\"\"{_doc(text)}\"\"\"\n    return {expression}"
    return ""


def _operands(said):
    free = iter("abcd")
    return [o if re.fullmatch(r"[\d.]+", o) else next(free) if o.lower() in EMPTY or not o.isidentifier() else o.lower() for o in said]


def _calling(text, known, name):
    """A function that calls an earlier one: "uses double twice", "applies f to every value of a list"."""
    earlier = next((k for k in known if re.search(rf"\b{re.escape(k)}\b", text) and k != name), None)
    if not earlier:
        return ""
    if re.search(r"\b(?:each|every|list|all)\b", text, re.IGNORECASE):
        return f"def {name or earlier + '_all'}(values: list):\n    \"\"\"{_doc(text)}\"\"\"\n    return [{earlier}(value) for value in values]"
    if re.search(r"\b(?:twice|two times)\b", text, re.IGNORECASE):
        return f"def {name or earlier + '_twice'}(x):\n    \"\"\"{_doc(text)}\"\"\"\n    return {earlier}({earlier}(x))"
    then = next(((re.search(rf"\b(?:{p})", text, re.IGNORECASE), s) for p, s in THEN if re.search(rf"\b(?:{p})", text, re.IGNORECASE)), None)
    if not then:
        return ""
    figures = [g for g in then[0].groups() if g]
    return f"def {name or earlier + '_more'}(x):\n    \"\"\"{_doc(text)}\"\"\"\n    return {earlier}(x) {then[1].format(*figures)}"
