"""How a second call of a tool is told like the first: values of the same sort, each after the same small word ("Hamlet at the Globe, Macbeth at the Swan")."""

import copy
import re
from dataclasses import replace
from functools import lru_cache

FAMILIES = tuple(frozenset(row.split()) for row in ("number currency period implied", "date month", "path id", "phrase linked clause", "name linked", "enum enum~ option", "list listed"))
LOOSE = frozenset(("phrase", "linked", "clause"))
COUNTS = re.compile(r"(?:a|an|one|first|second|third|once|twice|another)$", re.IGNORECASE)
NUMBERED = re.compile(r"\d+|(?<=[a-z])[_-](?:a|b|x|y|one|two|first|second)$|[AB]$|^(?:first|second)_|(?<=[a-z])(?:One|Two|First|Second)$")
BEFORE = re.compile(r"([^\W\d_]+|[(:=#@/-])\W{0,2}$")
ARTICLE = re.compile(r"(?:\b(?:the|a|an|my|our|your|his|her|their)\s+)+$", re.IGNORECASE)
SAME_WORD, OTHER_SORT, OTHER_UNIT, NEW = 1.5, -2.5, -1.0, -0.5


@lru_cache(maxsize=1024)
def paired(view):
    """Does one call take two of a kind by itself: two parameters whose names differ by a number or letter only ("year1", "year2")?"""
    names = [NUMBERED.sub("", leaf.name) for leaf in view.leaves]
    return len(set(names)) < len(names)


def comparable(one, other):
    """Are two candidates the same sort of thing, so that they may be the values of one parameter in two calls?"""
    return one.kind == other.kind or any(one.kind in family and other.kind in family for family in FAMILIES)


def fresh(piece, last, whole):
    """The places where two stretches say different things of one sort, one of them being what a single call has to leave out."""
    used = [take for margin, c in whole.picks.values() if margin > 0 for take in c.takes]
    units = [(s.start, s.end) for s in whole.filling.sentence.spans if s.kind == "unit"]
    return [place for place, (_, c) in piece.picks.items() if place in last.picks and any(_left_over(o, used + units if o.kind in ("name", "phrase") else used) for o in (c, last.picks[place][1]))]


def _left_over(candidate, used):
    return not any(s < candidate.end and candidate.start < e for s, e in used) and not (candidate.kind == "number" and candidate.span and COUNTS.match(candidate.span.text))


def echoed(draft, model):
    """A stretch filled anew, where what is told as in the stretch before it is likelier the same parameter's value."""
    filling = copy.copy(draft.filling)
    filling.options = [_weighed(rows, model.picks.get(place), draft) for place, rows in enumerate(draft.filling.options)]
    filling._memo = {}
    _, picks = filling.assign(draft.window, draft.blocked)
    return replace(draft, picks=picks, values={})


def _weighed(rows, pick, draft):
    low, high = draft.window
    inside = [(margin + _likeness(c, pick, draft.filling.sentence.text), c) for margin, c in rows if low <= c.start and c.end <= high]
    return sorted(inside, key=lambda row: (-row[0], row[1].start, row[1].end))


def _likeness(candidate, pick, text):
    if pick is None or pick[0] <= 0:
        return NEW if pick is None else 0.0
    model = pick[1]
    if not comparable(candidate, model):
        return OTHER_SORT
    lead = before(candidate, text)
    same = lead and lead == before(model, text)
    units = [c.span.family if c.span and c.kind == "number" else "" for c in (candidate, model)]
    return (SAME_WORD if same else 0.0) + (OTHER_UNIT if units[0] and units[1] and units[0] != units[1] else 0.0)


def before(candidate, text):
    """The small word or mark before a value, articles apart."""
    found = BEFORE.search(ARTICLE.sub("", text[: candidate.start]))
    return found[1].lower() if found else ""
