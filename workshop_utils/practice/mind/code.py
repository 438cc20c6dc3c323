"""Writes Python for a described function: a recipe, or arithmetic composed from words; says so when it cannot."""

import re

from . import words
from .writer import described, write

ASKED = re.compile(r"\b(?:write|create|make|define|build|need|give me|add|want|implement|code|generate)\b[^.?!\n]{0,60}?\b(?:function|tool|python|code|method|script|program|helper)\b", re.IGNORECASE)
NAMED = re.compile(r"\b(?:called|named)\s+[`'\"]?([A-Za-z_]\w*)[`'\"]?|\b(?:function|tool|method|def)\s+[`'\"]?([a-z]\w*(?:_\w+)+)[`'\"]?")
THEN = ((r"times (\d+(?:\.\d+)?)|multipl(?:y|ies) (?:it|that|the result) by (\d+(?:\.\d+)?)", "* {0}"), (r"plus (\d+(?:\.\d+)?)|adds? (\d+(?:\.\d+)?)", "+ {0}"),
        (r"minus (\d+(?:\.\d+)?)|subtracts? (\d+(?:\.\d+)?)", "- {0}"), (r"divided by (\d+(?:\.\d+)?)|divides? (?:it|that|the result) by (\d+(?:\.\d+)?)", "/ {0}"), (r"squared|squares? (?:it|that|the result)", "** 2"))


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
    return write(text, [k for k in known if k != name]) or _calling(text, known, name)


def _calling(text, known, name):
    """A function that calls an earlier one: "uses double twice", "applies f to every value of a list"."""
    earlier = next((k for k in known if re.search(rf"\b{re.escape(k)}\b", text) and k != name), None)
    if not earlier:
        return ""
    if re.search(r"\b(?:each|every|list|all)\b", text, re.IGNORECASE):
        return f"def {name or earlier + '_all'}(values: list):\n    \"\"\"{described(text)}\"\"\"\n    return [{earlier}(value) for value in values]"
    if re.search(r"\b(?:twice|two times)\b", text, re.IGNORECASE):
        return f"def {name or earlier + '_twice'}(x):\n    \"\"\"{described(text)}\"\"\"\n    return {earlier}({earlier}(x))"
    then = next(((re.search(rf"\b(?:{p})", text, re.IGNORECASE), s) for p, s in THEN if re.search(rf"\b(?:{p})", text, re.IGNORECASE)), None)
    if not then:
        return ""
    figures = [g for g in then[0].groups() if g]
    return f"def {name or earlier + '_more'}(x):\n    \"\"\"{described(text)}\"\"\"\n    return {earlier}(x) {then[1].format(*figures)}"
