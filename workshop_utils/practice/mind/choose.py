"""Chooses the tools that a request is about, with a margin, and holds back when none fits."""

import math

from . import schema, words

GENERIC = frozenset(words.stem(w) for w in """get find calculate compute search function tool return given use using specific information details data value
provide retrieve fetch look check based number list name type default string show want need perform determine result type user""".split())


def overlap(stems, view, rarity):
    """How much of what is asked the tool's words cover, rare words counting more; the name counts most."""
    score = 0.0
    for stem in dict.fromkeys(stems):
        weight = rarity(stem)
        if stem in view.title:
            score += 2.0 * weight
        elif stem in view.about:
            score += 1.2 * weight
        elif stem in view.hints:
            score += 0.6 * weight
    return score


def rarity_among(views):
    """Inverse document frequency over the tools of this request."""
    count = {}
    for view in views:
        for stem in dict.fromkeys(view.title + view.about + view.hints):
            count[stem] = count.get(stem, 0) + 1

    def rarity(stem):
        return (0.3 if stem in GENERIC else 1.0) * (0.5 + math.log((len(views) + 1) / (count.get(stem, 0) + 0.5)) / 2)
    return rarity


def ranked(text, tools):
    """(score, index) of each tool for a text, best first."""
    views = [schema.view(tool) for tool in tools]
    stems = words.content(text)
    rarity = rarity_among(views)
    return sorted(((round(overlap(stems, v, rarity), 6), -i) for i, v in enumerate(views)), reverse=True)
