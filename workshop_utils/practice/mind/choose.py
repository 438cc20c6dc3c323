"""How well a tool fits a request: fitted weights over shared words, nearness in meaning, and what could be filled."""

import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np

from . import meaning, words
from .implied import implied
from .features import WEAK
from .measures import MEASURES

WEIGHTS = json.loads((Path(__file__).parent / "choice_weights.json").read_text(encoding="utf-8"))
GENERIC = WEAK | frozenset(words.stem(w) for w in """get find calculate compute search function tool return given use using specific details provide retrieve fetch look check based
number need perform determine result user show certain current total several different various according one two three first second new also please
optional required parameter output input include including particular make create set lookup identify tell know help query display list add""".split())
EMPTY_NAMES = frozenset(words.stem(w) for w in "get find calculate compute search function tool data info information details lookup fetch retrieve check list show api by for and of to the from with in query".split())
ACTS = ["get show tell check find search look up list fetch see view read", "add create make new schedule put book reserve order write compose open register enroll plan start play",
        "delete remove cancel block stop close end drop clear", "change update edit move rename turn switch convert translate"]


@lru_cache(maxsize=4096)
def tool_words(view):
    """The words of a tool for nearness in meaning: of its name, then of its description and parameters."""
    title = tuple(w for w in words.parts(view.name) if len(w) > 2 and words.stem(w) not in EMPTY_NAMES)
    about = tuple(dict.fromkeys(w.lower() for w in words.TOKEN.findall(view.description) if w.isalpha() and len(w) > 2 and not words.is_stop(w) and words.stem(w) not in GENERIC))
    hints = tuple(dict.fromkeys(w for p in view.leaves for w in words.parts(p.name) if len(w) > 2 and w.isalpha() and words.stem(w) not in GENERIC))
    hints += tuple(dict.fromkeys(w for p in view.leaves for v in p.enum for w in words.parts(str(v)) if len(w) > 2 and w.isalpha()))
    return title, about[:24], hints[:40]


_MEASURE = frozenset(words.stem(w) for row in MEASURES.values() for w in row.split())


@lru_cache(maxsize=4096)
def _params(view):
    return frozenset(w for p in view.leaves for w in p.words + p.about)


# words that may stand before the verb that opens a request
POLITE = frozenset("great good perfect fine nice cool thanks hello hi hey well so please kindly and then also now ok okay can could would will you , !".split())
SURE = 0.6      # margin from which a phrase counts as a value; below it, it may as well be what the request is about


class Ask:
    """The content words of (part of) a request, worked out once for all tools."""

    def __init__(self, sentence, window=(0, 10**9)):
        tokens = [t for t in sentence.tokens if t.text[0].isalpha() and len(t.text) > 1 and not words.is_stop(t.text) and window[0] <= t.start and t.end <= window[1]]
        self.places = tuple((t.start, t.end) for t in tokens)
        self.words = tuple(t.text.lower() for t in tokens)
        self.stems = tuple(t.stem for t in tokens)
        ends = [m.start() for m in re.finditer(r"[.?!](?=\s|$)", sentence.text)]
        self.sentences = tuple(sum(end < start for end in ends) for start, _ in self.places)
        self.initials = frozenset("".join(w[0] for w in self.words[i: i + n]) for n in (3, 4) for i in range(len(self.words) - n + 1))
        first = next((t for t in sentence.tokens if window[0] <= t.start and t.text.lower() not in POLITE), None)
        self.opening = first.stem if first else ""
        self.weight = tuple(0.25 if s in GENERIC else 1.0 for s in self.stems)
        self.text = sentence.text[max(0, window[0]): window[1]]
        self.last = next((piece for piece in reversed(re.split(r"(?<=[.?!])\s+", self.text)) if len(piece) > 8), self.text)
        self.implied = implied(self.text)
        self.numbers = tuple((s.start, s.end) for s in sentence.spans if s.kind == "number" and window[0] <= s.start and s.end <= window[1])


def cheap(ask, views):
    """A first score for every tool at once, to look closer at a few only."""
    listed = [tool_words(v) for v in views]
    everything = _stack(tuple(views))
    near = np.round(meaning.vectors(ask.words) @ everything.T, 3) if ask.words and len(everything) else np.zeros((len(ask.words), 0))
    scores, column = [], 0
    weight = np.array(ask.weight)
    for view, (title, about, hints) in zip(views, listed):
        t, a, h = len(title), len(about), len(hints)
        block = near[:, column: column + t + a + h]
        column += t + a + h
        best = np.zeros(len(ask.words))
        for lo, hi, factor in ((0, t, 1.0), (t, t + a, 0.8), (t + a, t + a + h, 0.5)):
            if hi > lo and len(best):
                best = np.maximum(best, factor * block[:, lo:hi].max(axis=1))
        best = np.where(best > 0.28, best, 0.0)
        scores.append(round(float((best**1.5 * weight).sum()), 4))
    return scores


@lru_cache(maxsize=64)
def _stack(views):
    rows = [w for v in views for group in tool_words(v) for w in group]
    return meaning.vectors(tuple(rows))


def features(ask, view, picks, missing):
    """Named features of (request, tool); `picks` are the assigned candidates, whose words are values and not topic."""
    title, about, hints = tool_words(view)
    used = [candidate.takes for margin, candidate in picks.values() if margin > SURE or candidate.kind not in ("phrase", "linked")]
    topic = [i for i, (s, e) in enumerate(ask.places) if not any(a <= s and e <= b for takes in used for a, b in takes)]
    own_title, own_about, own_hints = (frozenset(words.stem(w) for w in group) for group in (title, about, hints))
    said = [ask.stems[i] for i in range(len(ask.stems))]
    topic_words = tuple(ask.words[i] for i in topic)
    near_title = meaning.nearness(topic_words, title)
    near_all = meaning.nearness(topic_words, title + about + hints)
    weight = np.array([ask.weight[i] for i in topic])
    covered = _covered([ask.stems[i] for i in topic], near_all, own_title | own_about | own_hints)
    total = float(weight.sum()) or 1.0
    title_hits = [max([1.0 if any(words.alike(words.stem(w), s) for s in said) or w in ask.initials else 0.0] + ([float(near_title[:, j].max())] if len(topic_words) else [])) for j, w in enumerate(title)]
    required = [p for p in view.leaves if p.required]
    margins = [min(4.0, max(-2.0, margin)) for margin, _ in picks.values()]
    found = {
        "bias": 1.0, "title mean": _mean(title_hits), "title max": max(title_hits, default=0.0), "title all": float(min(title_hits, default=0.0) >= 1.0),
        "title exact": sum(h >= 1.0 for h in title_hits) / 2, "title none": float(not title),
        "covered": float((covered * weight).sum()) / total, "uncovered": float(((1 - covered) * (weight > 0.5)).sum()) / 3,
        "exact about": sum(ask.stems[i] in own_about for i in topic if ask.weight[i] > 0.5) / 3, "no topic": float(weight.sum() < 0.6),
        "missing": len(missing) / 2, "all missing": float(bool(required) and len(missing) == len(required)), "nothing required": float(not required),
        "margins": sum(margins) / 4, "weakest": min(margins, default=0.0) / 2, "no values": float(not picks),
    }
    found["meaning"] = meaning.likeness(topic_words, title + about)
    found["unheard title"] = sum(h < 0.35 for h in title_hits) / 2
    found["other measure"] = float(any(s in _MEASURE and s[:3] == w[:3] and not any(words.alike(s, o) for o in own_title | own_about | own_hints | _params(view)) for s, w in zip(said, ask.words)))
    found["parameters said"] = min(3, sum(any(words.alike(w, s) for w in p.words if len(w) > 2 and w not in GENERIC for s in said) for p in view.leaves)) / 2
    found["listed said"] = min(2, sum(candidate.kind == "enum" for _, candidate in picks.values())) / 2
    found.update(_verb(ask, view))
    found.update(_likeness(ask, view, title, about))
    found.update(_values(ask, view, picks, missing, required))
    found.update(_implied(ask, own_title | own_about | own_hints))
    found.update(_focus(ask, topic, near_all[:, : len(title) + len(about)], own_title | own_about))
    return found


def _likeness(ask, view, title, about):
    """How like the whole request is to the tool's name and description, as texts and as sets of content words."""
    said = tuple(dict.fromkeys(ask.words))
    told = meaning.text(f"{' '.join(words.parts(view.name))}: {view.description}")
    return {"like name": meaning.cosine(meaning.text(ask.text), meaning.text(" ".join(words.parts(view.name)))), "like all": meaning.cosine(meaning.text(ask.text), told),
            "like last": meaning.cosine(meaning.text(ask.last), told), "like words": meaning.likeness(said, title + about)}


def _implied(ask, own):
    """Has the tool a word for what the way of asking implies?"""
    heard = [any(words.alike(a, b) for a in group for b in own) for group in ask.implied]
    return {"implied": float(any(heard)), "implied all": float(bool(heard) and all(heard)), "implied unheard": float(bool(heard) and not any(heard))}


SOFT = ("phrase", "linked", "enum")


def _values(ask, view, picks, missing, required):
    """What is found and what is left over: values that show by their form, names, numbers that no parameter takes."""
    sure = [candidate for margin, candidate in picks.values() if margin > 0]
    used = [take for _, candidate in picks.values() for take in candidate.takes]
    left = sum(not any(a <= s < b for a, b in used) for s, _ in ask.numbers)
    return {"missing share": len(missing) / max(1, len(required)), "filled": (len(required) - sum(p.required for p in missing)) / 4, "numbers left": min(3, left) / 3,
            "hard values": min(4, sum(c.kind not in SOFT for c in sure)) / 4, "a name": float(any(c.kind in ("name", "quote") for c in sure))}


@lru_cache(maxsize=4096)
def naming(view):
    """Stems of the words of a tool's name and description."""
    title, about, _ = tool_words(view)
    return frozenset(words.stem(w) for w in title + about)


def named(ask, view, picks):
    """The stems of the tool's name or description that are said, other than inside a value."""
    used = [take for _, candidate in picks.values() for take in candidate.takes]
    return frozenset(stem for (s, e), stem in zip(ask.places, ask.stems) if stem in naming(view) and not any(a <= s and e <= b for a, b in used))


def _focus(ask, topic, near, own):
    """The first topic word of a sentence ("the penalty for ..."): is it heard in the tool's name or description? Best of all sentences."""
    firsts, seen = [], set()
    for row, i in enumerate(topic):
        if ask.weight[i] > 0.5 and ask.sentences[i] not in seen:
            seen.add(ask.sentences[i])
            firsts.append((row, i))
    if not firsts:
        return {}
    heard = max(float(_covered([ask.stems[i]], near[row: row + 1], own)[0]) for row, i in firsts)
    return {"focus": heard, "focus exact": float(heard == 1.0), "focus unheard": float(heard == 0.0)}


def _covered(stems, near, own):
    """How far each topic word is heard in the tool's texts: 1 for the word itself, else its nearness in meaning."""
    soft = near.max(axis=1) if near.shape[1] else np.zeros(len(stems))
    return np.array([1.0 if any(words.alike(s, w) for w in own) else (float(soft[i]) if soft[i] > 0.3 else 0.0) for i, s in enumerate(stems)])


_ACT = {words.stem(word): number for number, row in enumerate(ACTS) for word in row.split()}


def _verb(ask, view):
    """Does the tool's verb do the same sort of thing as the request's?"""
    told = next((_ACT[words.stem(w)] for w in (*words.parts(view.name), *view.about[:2]) if words.stem(w) in _ACT), None)
    asked = next((_ACT[s] for s in ask.stems[:3] if s in _ACT), None)
    if told is None or asked is None:
        return {}
    return {"verb same": 1.0} if told == asked else {"verb clash": 1.0, "verb reversed": float({told, asked} == {1, 2} or {told, asked} == {0, 2})}


def _mean(values):
    return sum(values) / len(values) if values else 0.0


def log_odds(found):
    """The fitted log-odds that the tool is meant."""
    return round(sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items()), 4)
