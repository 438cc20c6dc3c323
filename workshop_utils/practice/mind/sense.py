"""How near a candidate is in meaning, and in form, to what a parameter says of itself and to the examples that it gives."""

import re
from functools import lru_cache

import numpy as np

from . import meaning, words

EXAMPLE = re.compile(r"(?:e\.g\.|for example|such as|for instance|like|example:?|eg\.?)[,:]?\s+(.+?)(?:\)|;|\.\s|\.$|$)", re.IGNORECASE)
NAMING = re.compile(r"\b(?:name|title|who)\b", re.IGNORECASE)
MOST_EXAMPLES = 6


class Sense:
    """How near every word of a sentence is to every parameter of a tool, worked out once."""

    def __init__(self, tokens, view):
        self.said = tuple(t.text.lower() if t.text.isalpha() and len(t.text) > 1 and not words.is_stop(t.text) else "" for t in tokens)
        self.vectors = meaning.vectors(tuple(w or "the" for w in self.said))
        self.wanted = np.stack([_direction(_told(p.name, p.description)) for p in view.leaves]) if view.leaves else np.zeros((0, 256))
        heard = [i for i, w in enumerate(self.said) if w]
        self.usual = np.round(self.vectors[heard] @ self.wanted.T, 3).mean(axis=0) if heard else np.zeros(len(self.wanted))

    def near(self, inside):
        """The nearness of some tokens, together, to each parameter, above what is usual in this sentence."""
        total = self.vectors[inside].sum(axis=0)
        size = float(np.sqrt((total**2).sum())) or 1.0
        return np.round(self.wanted @ total / size - self.usual, 3)


def features(place, parameter, candidate, kind, scene, start, end):
    """(name, value) pairs on the meaning and the form of a candidate for a text."""
    text = str(candidate.value)
    inside = [i for i in range(start, end) if scene.sense.said[i]]
    caps = bool(re.search(r"(?:^|\s)[A-Z]", text))
    found = [(f"wants {'name' if NAMING.search(f'{parameter.description} {parameter.name}') else 'thing'}:{kind}", 1.0),
             (f"{parameter.role}:long:{min(len(inside), 4)}", 1.0), (f"{parameter.role}:{'caps' if caps else 'small'}", 1.0)]
    if re.search(r"[A-Za-z]", text) and re.search(r"[\d_=/^*+]", text):
        found.append(("code", 1.0))
    if inside:
        found += _nearness(place, parameter, kind, scene.sense, inside)
    return found + _examples(parameter.description, text)


def _nearness(place, parameter, kind, sense, inside):
    near = sense.near(inside)
    others = np.delete(near, place)
    rare = [meaning.rarity(sense.said[i]) for i in inside]
    found = [("sense", float(near[place])), (f"sense:{parameter.role}", float(near[place])),
             ("rarest", max(rare)), ("least rare", min(rare)), (f"rarest:{kind}", max(rare))]
    return found + ([("sense here", round(float(near[place] - others.max()), 3))] if len(others) else [])


def _examples(description, text):
    """Is a text of the form, and near in meaning, of the examples in a description?"""
    given = examples(description)
    if not given:
        return []
    alike = any(shape(text) == shape(example) for example in given)
    odd = any(re.search(r"\d|[A-Z]{2}", example) for example in given)
    found = [(f"shape {'like' if alike else 'unlike'}{' odd' if odd else ''}", 1.0)]
    content = spoken(text)
    if content:
        found.append(("example", max(round(float(_direction(content) @ _direction(spoken(example))), 3) for example in given)))
    return found


def of_items(parameter, candidate):
    """Of a list: how many items, and does the first one drag something along ("bands read brown, black, gold")?"""
    sizes = [len(str(value).split()) for value in candidate.value]
    found = [(f"items:{min(len(sizes), 4)}", 1.0)]
    if len(sizes) > 1 and sizes[0] > max(sizes[1:]):
        found.append(("first item longest", 1.0))
    return found


@lru_cache(maxsize=4096)
def examples(description):
    """The examples that a description gives, as they are written."""
    found = []
    for told in EXAMPLE.findall(description):
        quoted = re.findall(r"[\"'“]([^\"'”]+)[\"'”]", told)
        found += quoted or [part.strip() for part in re.split(r",\s+|\s+or\s+", told) if 0 < len(part.strip()) <= 30]
    return tuple(found[:MOST_EXAMPLES])


def shape(text):
    """The form of a text: "NO2" and "DK1" are alike, and so are "5a" and "7b"."""
    for pattern, mark in (("[A-Z]", "A"), ("[a-zà-ÿ]", "a"), ("[0-9]", "9")):
        text = re.sub(f"{pattern}+", mark, text)
    return text


@lru_cache(maxsize=4096)
def spoken(text):
    """The content words of a text, lower case."""
    return tuple(w.lower() for w in words.TOKEN.findall(text) if w.isalpha() and len(w) > 1 and not words.is_stop(w))


@lru_cache(maxsize=4096)
def _told(name, description):
    """The words in which a parameter speaks of itself."""
    return tuple(dict.fromkeys([w for w in words.parts(name) if w.isalpha() and len(w) > 2] + list(spoken(description))))


@lru_cache(maxsize=8192)
def _direction(listed):
    """The direction of the sum of some words, a unit vector; zeros for none."""
    total = meaning.vectors(listed).sum(axis=0) if listed else np.zeros(256)
    size = float(np.sqrt((total**2).sum()))
    return total / size if size else total
