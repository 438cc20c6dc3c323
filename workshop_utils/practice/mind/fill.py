"""Fills a tool's parameters: one fitted ranking per parameter, then the best assignment in which no word is used twice."""

import json
import re
from functools import lru_cache
from pathlib import Path

from . import cues, words
from .candidates import candidates
from .features import Scene, features, null_features
from .measures import clashes
from .read import read
from .sound import fits

WEIGHTS = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
KEPT, WIDTH = 8, 24             # candidates kept per parameter, states kept per step of the assignment
MISSING, SLACK = -2.0, -1.6     # what a required parameter without value costs, and how bad its value may be
GAP, ANY = -12.0, -9.0          # the same where the tool is sure and what is left over has to do
SHAPED = ("date", "time", "email", "url", "phone")      # roles whose values show by their kind
BESIDE = 0.4                    # for two such values with no other of their kind between them
ORDER = 0.8                     # for two parameters of one kind whose values stand in the parameters' order


def weigh(found):
    """The fitted weight of a list of (feature, value) pairs."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found)


class Filling:
    """All ranked candidates of one tool for one sentence, scored once; any stretch of the sentence can then be assigned."""

    def __init__(self, view, sentence):
        self.view, self.sentence = view, sentence
        self.leaves = view.leaves
        scene = Scene(sentence, view)
        self.own = scene.own
        self.options = [self._ranked(place, leaf, scene) for place, leaf in enumerate(view.leaves)]
        self.order = self._mentioned(scene)
        self._memo = {}

    def _ranked(self, place, leaf, scene):
        """(margin over leaving it out, candidate), best first."""
        bar = weigh(null_features(leaf))
        rows = [(round(weigh(features(place, leaf, c, scene)) - bar + cues.bonus(leaf, c, self.view, scene.sentence), 4), c) for c in candidates(leaf, scene.sentence)
                if fits(c.value, leaf) and not _about(c, scene) and not (c.kind == "number" and c.span and leaf.type in ("integer", "number") and clashes(leaf, c.span))]
        return sorted(rows, key=lambda row: (-row[0], row[1].start, row[1].end))

    def _mentioned(self, scene):
        """Where each parameter is first mentioned by name, or None."""
        places = []
        for leaf in self.leaves:
            names = [w for w in leaf.words if len(w) > 1]
            places.append(next((i for i, s in enumerate(scene.stems) if any(words.alike(s, w) for w in names)), None))
        return places

    def assign(self, window=(0, 10**9), blocked=(), eager=False):
        """(score, {leaf: (margin, candidate)}) of the best assignment from the words inside `window`; `eager` takes any words of the right kind."""
        key = (window, tuple(blocked), eager)
        if key not in self._memo:
            self._memo[key] = self._search(*key)
        return self._memo[key]

    def _search(self, window, blocked, eager):
        states = [(0.0, blocked, ())]
        gap, bar = (GAP, ANY) if eager else (MISSING, SLACK)
        for place, leaf in enumerate(self.leaves):
            inside = [row for row in self.options[place] if row[0] > (bar if leaf.required else 0.0) and window[0] <= row[1].start and row[1].end <= window[1]
                      and not (row[0] < SLACK and not self._plausible(leaf, row[1]))][:KEPT]
            grown = []
            for score, taken, picks in states:
                grown.append((score + (gap if leaf.required else 0.0), taken, picks))
                for margin, candidate in inside:
                    if not any(s < e2 and s2 < e for s, e in candidate.takes for s2, e2 in taken):
                        bonus = self._order(place, candidate, picks)
                        grown.append((round(score + margin + bonus, 4), taken + candidate.takes, picks + ((place, margin, candidate),)))
            states = sorted(grown, key=lambda state: -state[0])[:WIDTH]
        score, _, picks = states[0]
        return score, {place: (margin, candidate) for place, margin, candidate in picks}

    def _plausible(self, leaf, candidate):
        """Could what is left over be meant, though nothing says so: the right kind of thing, and not the tool's own name for it?"""
        if leaf.type in ("boolean", "object") or candidate.kind in ("flag", "unit", "currency"):
            return False
        if leaf.role == "date" and leaf.type == "string":
            return candidate.kind in ("date", "month") or candidate.kind == "number" and bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", str(candidate.value)))
        if leaf.role in SHAPED and leaf.type == "string":
            return candidate.kind == leaf.role
        if leaf.role == "id" and leaf.type == "string":
            return candidate.kind in ("id", "number", "quote")
        own = frozenset(self.view.title + leaf.words) if leaf.role == "kind" else self.own
        return candidate.kind not in ("phrase", "name", "linked") or not all(w in own for w in words.content(str(candidate.value)))

    def _order(self, place, candidate, picks):
        """The bonus for standing after the value of the last parameter of the same kind, as the two are mentioned or listed."""
        for other, _, before in reversed(picks):
            if self.leaves[other].type == self.leaves[place].type and before.kind == candidate.kind and candidate.kind not in ("flag", "enum", "option"):
                here, there = self.order[place], self.order[other]
                forward = here is None or there is None or here == there or there < here
                between = (min(before.end, candidate.end), max(before.start, candidate.start))
                beside = not any(c.kind == candidate.kind and between[0] <= c.start and c.end <= between[1] for _, c in self.options[place])
                return (ORDER if (before.start < candidate.start) == forward else -ORDER) + (BESIDE if beside else 0.0)
        return 0.0


def _about(candidate, scene):
    """Does a name open its sentence with what is asked for ("Population of Iceland"), so that only its end is a name?"""
    head, of, _ = candidate.span.text.partition(" of ") if candidate.kind == "name" else ("", "", "")
    return bool(of) and not candidate.start and words.stem(head.lower()) in scene.own


@lru_cache(maxsize=256)
def filling(view, sentence_key):
    """The cached Filling for a view and a (text, today) pair."""
    return Filling(view, read(*sentence_key))


def tree(view, values):
    """Arguments from {leaf place: value}: nested as the schema says, lists for tuples, null where strict schemas want it."""
    arguments = {}
    for place, value in values.items():
        node = arguments
        *parents, last = view.leaves[place].path
        for key in parents:
            node = node.setdefault(key, {})
        node[last] = list(value) if isinstance(value, tuple) else value
    return ordered(view, arguments)


def ordered(view, arguments):
    """The arguments in the schema's order; a nullable parameter that is listed as required becomes null."""
    return {p.name: arguments.get(p.name) for p in view.parameters if p.name in arguments or p.listed and p.nullable}


def missing(view, values):
    """The required leaves without a value, in their order."""
    return [leaf for place, leaf in enumerate(view.leaves) if leaf.required and place not in values]
