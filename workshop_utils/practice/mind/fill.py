"""Fills a tool's parameters: candidates of all kinds, one ranking per parameter, and the best assignment without overlap."""

import json

import jsonschema

from . import words
from .candidates import candidates

ROLES = {
    "from": "from source origin start begin depart departure sender payer old".split(), "to": "to target dest destination end recipient receiver arrival until new into".split(),
    "in": "in city location place country town area language year unit region".split(), "at": "at time location place".split(),
    "by": "by author artist".split(), "for": "for name person customer query topic".split(), "on": "on date day".split(),
    "about": "topic subject query about".split(), "between": "from start between".split(), "called": ["name", "title"], "named": ["name", "title"],
}
KIND_WORDS = {"date": "date day when".split(), "time": "time hour".split(), "email": "email mail to recipient address".split(), "url": "url link page website".split(),
              "phone": "phone number tel".split(), "id": "id number code reference order".split(), "path": "file path name".split(),
              "name": "name city location place country person user author customer".split(), "quote": "text title name message note body query".split(),
              "expression": "function expression equation formula".split()}


def score(parameter, candidate, sentence):
    """How well a candidate fits a parameter, by nearness of the parameter's words, its kind and the preposition before it."""
    if candidate.kind in ("enum", "enum~", "flag"):
        return 3.0 - (candidate.kind == "enum~")
    before = [t for t in sentence.tokens if t.end <= candidate.start][-4:]
    after = [t for t in sentence.tokens if t.start >= candidate.end][:2]
    total = {"quote": 1.2, "name": 1.0, "number": 0.6, "list": 1.0, "phrase": -0.4}.get(candidate.kind, 0.7)
    for distance, token in enumerate(reversed(before)):
        if token.stem in parameter.words:
            total += 2.0 / (1 + 0.4 * distance)
        elif token.stem in parameter.about and token.text.lower() not in words.STOP:
            total += 0.7 / (1 + 0.4 * distance)
    total += sum(1.0 for t in after[:1] if t.stem in parameter.words)
    if before and any(w in parameter.words for w in ROLES.get(before[-1].text.lower(), ())):
        total += 1.5
    if any(w in parameter.words for w in KIND_WORDS.get(candidate.kind, ())):
        total += 1.2
    if parameter.type == "string" and candidate.kind == "number":
        total -= 1.0
    return total + (0.2 if candidate.kind == "phrase" and " " in str(candidate.value) else 0)


def assign(view, sentence, blocked=()):
    """The best values for a tool's parameters: {name: value}, chosen greedily by score, no word used twice."""
    scored = []
    for place, parameter in enumerate(view.parameters):
        for candidate in candidates(parameter, sentence):
            bar = 0.3 if parameter.required else 1.6
            value = round(score(parameter, candidate, sentence) - (0 if parameter.required else 0.4), 6)
            words_used = words.content(sentence.text[candidate.start:candidate.end])
            if candidate.kind == "phrase" and words_used and all(w in view.title + view.about for w in words_used):
                value -= 1.5
            if value > bar:
                scored.append((value, -place, -candidate.start, parameter, candidate))
    taken, arguments = list(blocked), {}
    for *_, parameter, candidate in sorted(scored, key=lambda row: row[:3], reverse=True):
        if parameter.name in arguments or any(a < e and s < b for a, b in taken for s, e in candidate.takes):
            continue
        arguments[parameter.name] = list(candidate.value) if isinstance(candidate.value, tuple) else candidate.value
        taken += candidate.takes
    return {p.name: arguments[p.name] for p in view.parameters if p.name in arguments}


def complete(view, arguments):
    """The arguments with null for nullable parameters that a strict schema lists as required."""
    return {p.name: arguments.get(p.name) for p in view.parameters if p.name in arguments or (p.nullable and p.name not in arguments)}


def missing(view, arguments):
    """Required parameters without a value, in their order."""
    return [p for p in view.parameters if p.required and p.name not in arguments]


def valid(tool, arguments):
    """Do the arguments satisfy the tool's schema?"""
    return not any(jsonschema.Draft202012Validator(tool.parameters or {"type": "object"}).iter_errors(json.loads(json.dumps(arguments))))
