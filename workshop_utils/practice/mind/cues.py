"""Plain cues for values where fitted weights are too weak: "room 31 to 20", "from the attic into the cellar", the rest of a clause."""

import re

from . import words
from .units import FAMILY

TWIN = 4.0          # what it brings to stand in a pair where two parameters ask for a pair
CLEAR = 6.0         # what a plain cue outweighs: the fitted margins of values that are alike
WHOLE = 1.5         # what the whole rest of a clause is better than its first part, where nothing else wants the other part
BESIDE = re.compile(r"(?P<noun>[A-Za-z]+)\s+(?:(?:that\s+)?(?:ending|ends)\s+(?:in|with)\s+|(?:with\s+)?(?:the\s+)?(?:number|no\.?|id|code)\s+|#\s?)?$", re.IGNORECASE)
HOW_MANY = frozenset("first last next past top latest previous recent other".split())        # "the last 5 payments": how many, not which
AMOUNT = re.compile(r"\b(?:to|at|by)\s+(?:[€$£]\s?)?$", re.IGNORECASE)
OUT, INTO = (re.compile(rf"\b(?:{said})\s+(?:(?:my|the|our|his|her|their|a|an)\s+)?$", re.IGNORECASE) for said in ("from|out of|off", "into|to|onto|towards"))
SIDES = {"source": frozenset("source from origin sender payer".split()), "target": frozenset("target to destination recipient receiver payee into".split())}


def bonus(leaf, candidate, view, sentence):
    """How clearly the words right before a candidate say that it is, or is not, the value of this parameter; 0 where they say nothing."""
    before = sentence.text[: candidate.start]
    if _twin(leaf, candidate, view, sentence):
        return TWIN
    if _plain(leaf, candidate, view, before):
        return CLEAR
    if candidate.kind == "number" and candidate.span and candidate.span.family:
        return _compound(leaf, candidate, view, sentence) + _labelled(leaf, candidate, view, before)
    if candidate.kind == "clause":
        return _clause(candidate, view, sentence)
    return _labelled(leaf, candidate, view, before) + _sided(leaf, candidate, view, before)


def _plain(leaf, candidate, view, before):
    """A count that is spoken, conditions after "where", a quote right after the parameter's own word, a time where hours and minutes are asked for."""
    if candidate.kind == "time" and leaf.type in ("integer", "number"):
        return "hour" in {w for p in view.leaves for w in p.words} and "minut" in {w for p in view.leaves for w in p.words} and bool({"hour", "minut"} & {*leaf.words})
    if candidate.kind == "quote" and leaf.type == "string":
        noun = re.search(r"([A-Za-z]+)\s+$", before)
        return bool(noun) and words.stem(noun[1].lower()) in leaf.words
    return candidate.kind == "spoken" or candidate.kind == "list" and candidate.span.family == "conditions"


def _compound(leaf, candidate, view, sentence):
    """ "One hour and 45 minutes" is one quantity, except where two parameters take the hours and the minutes apart."""
    inner = [s for s in sentence.spans if s.kind == "number" and s is not candidate.span and s.family == candidate.span.family and candidate.start <= s.start and s.end <= candidate.end]
    if len(inner) < 2:
        return 0.0
    apart = any(p is not leaf and p.unit != leaf.unit and FAMILY.get(p.unit) == candidate.span.family for p in view.leaves)
    return -CLEAR if apart else CLEAR


NTH = frozenset("1 2 a b first second one two".split())


def _twin(leaf, candidate, view, sentence):
    """Is a candidate one of a pair ("the Celtics or the Lakers") where two parameters are twins ("team_a", "team_b")?"""
    own = [w for w in words.parts(leaf.name) if w not in NTH]
    if leaf.type != "string" or leaf.enum or candidate.kind not in ("name", "phrase", "quote") or len(own) == len(words.parts(leaf.name)) or not any(len(w) > 2 for w in own):
        return False
    twins = [p for p in view.leaves if [w for w in words.parts(p.name) if w not in NTH] == own]
    rows = [s.value for s in sentence.spans if s.kind == "list" and isinstance(s.value, tuple) and len(s.value) == 2 and re.search(r"\b(?:and|or)\b|&", s.text)]
    return len(twins) == 2 and any((candidate.start, candidate.end) == (s.start, s.end) for row in rows for s in row)


def _labelled(leaf, candidate, view, before):
    """A number beside a thing's noun says which one ("room 31"); a number after "to" is an amount. Only where a tool takes both."""
    if candidate.kind not in ("number", "id") or not any(p.role == "id" for p in view.leaves) or not any(_counts(p) for p in view.leaves):
        return 0.0
    beside = BESIDE.search(before)
    amounts = {w for p in view.leaves if _counts(p) for w in p.words}
    things = {*view.title, *view.about, *(w for p in view.leaves if p.role == "id" for w in p.words + p.about)} - amounts
    which = bool(beside) and beside["noun"].lower() not in HOW_MANY and words.stem(beside["noun"]) in things and not words.is_stop(beside["noun"])
    amount = not which and bool(AMOUNT.search(before))
    if leaf.role == "id":
        return CLEAR if which else -CLEAR if amount else 0.0
    return (-CLEAR if which else CLEAR if amount else 0.0) if _counts(leaf) else 0.0


def _counts(leaf):
    return leaf.type in ("integer", "number") and leaf.role != "id"


def _side(leaf):
    """Is a parameter what something comes from, or where it goes to?"""
    parts = {*words.parts(leaf.name)}
    return next((side for side, own in SIDES.items() if parts & own), "")


def _sided(leaf, candidate, view, before):
    """ "From" and "out of" say the source, "into" and "to" the target, whichever comes first. Only where both choose among the same values."""
    side = _side(leaf)
    if not side or candidate.kind not in ("enum", "enum~", "option") or not any(p is not leaf and _side(p) not in ("", side) and set(p.enum) & set(leaf.enum) for p in view.leaves):
        return 0.0
    said = "source" if OUT.search(before) else "target" if INTO.search(before) else ""
    return 0.0 if not said else CLEAR if said == side else -CLEAR


def _clause(candidate, view, sentence):
    """The whole rest of a clause, with its dates, is one text where no other parameter wants a date or an address."""
    others = any(p.role in ("date", "time", "email") for p in view.leaves)
    inner = any(s.kind == "clause" and s.start == candidate.start and s.end < candidate.end for s in sentence.spans)
    return (-CLEAR if others else WHOLE) if inner else 0.0
