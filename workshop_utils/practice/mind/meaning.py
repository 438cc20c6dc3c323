"""How near two words are in meaning, by the word vectors of the embedding model; loaded when first needed."""

from functools import lru_cache

import numpy as np

_KNOWN = {}


def vectors(words):
    """One unit vector per word, rows in the order given; float64, so that sums round alike on every platform."""
    fresh = [w for w in dict.fromkeys(words) if w not in _KNOWN]
    if fresh:
        from ..embedding import embed  # 0.1 s: only when the first request with tools comes
        _KNOWN.update(zip(fresh, np.round(embed(fresh).astype(np.float64), 6)))
    return np.stack([_KNOWN[w] for w in words]) if words else np.zeros((0, 256))


@lru_cache(maxsize=4096)
def matrix(words):
    """The vectors of a tuple of words, kept because tools repeat from request to request."""
    return vectors(words)


def nearness(left, right):
    """Cosines between two tuples of words, rounded so that every platform compares the same numbers."""
    if not left or not right:
        return np.zeros((len(left), len(right)))
    return np.round(vectors(left) @ matrix(tuple(right)).T, 3)


def likeness(left, right):
    """The cosine of what two tuples of words mean as a whole, rounded; 0 where one is empty."""
    if not left or not right:
        return 0.0
    one, other = vectors(left).sum(axis=0), matrix(tuple(right)).sum(axis=0)
    size = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return round(float((one * other).sum()) / size, 3) if size else 0.0


@lru_cache(maxsize=16384)
def rarity(word):
    """How rare a word is, 0 to 1: the embedding model's tokens are numbered about by how common they are, and a rare word takes several."""
    from ..embedding import encode
    ids = encode([word])[0]
    return round(min(1.0, float(np.log2(max(ids))) / 15 + 0.15 * (len(ids) - 1)), 3)


@lru_cache(maxsize=8192)
def text(whole):
    """The vector of a whole text, float64 and rounded, as for words."""
    from ..embedding import embed
    return np.round(embed([whole]).astype(np.float64), 6)[0]


def cosine(one, other):
    """The cosine of two vectors of texts, rounded; 0 where one is empty."""
    return round(float((one * other).sum()), 3)
