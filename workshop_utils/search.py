"""Retriever: finds the texts that answer a query, by words (BM25) and by meaning (embeddings), fused by rank.

Memory and toolbox both stand on it. It imports nothing of the house: the embedding is passed in.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

K1, B = 1.2, 0.75       # BM25's usual constants (Robertson and Zaragoza 2009)
RANK = 10               # reciprocal rank fusion: 1 / (RANK + rank); small lists want a smaller constant than the usual 60
NEAR = 0.15             # a cosine below this is no reason to rank a text at all
STOP = frozenset("a an the of in on at by to for from with and or is are was were be do does did i me my you your we our it its this that what which who when where how can could would please".split())


@dataclass(frozen=True)
class Hit:
    """A text that was found: its place in the retriever, the text, and a score that only orders hits of one query."""

    index: int
    text: str
    score: float


def terms(text):
    """The words of a text as they are compared: lower case, identifiers opened, plural s and function words dropped."""
    opened = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text).lower()
    found = [w for w in re.findall(r"[^\W_]+", opened) if w not in STOP]
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith(("ss", "is", "us")) else w for w in found]


class Retriever:
    """Texts that can be searched; grows by `add`, and an entry can be taken out by `remove`.

    Args:
        texts: what is there from the start
        embed: turns a list of n texts into a float32 array of shape (n, d) with rows of length one; None for words alone
    """

    def __init__(self, texts=(), embed=None):
        self.texts = []
        self._embed = embed
        self._counts = []               # per text: how often each term stands in it
        self._holders = Counter()       # per term: how many texts hold it
        self._removed = set()
        self._vectors = np.zeros((0, 0), np.float32)    # one growing matrix, never rebuilt from lists
        self._embedded = 0
        self.add(texts)

    def __len__(self):
        return len(self.texts) - len(self._removed)

    def add(self, texts):
        """Adds texts; returns their places. They are embedded together at the next search."""
        start = len(self.texts)
        for text in texts:
            counts = Counter(terms(text))
            self.texts.append(text)
            self._counts.append(counts)
            self._holders.update(counts.keys())
        return list(range(start, len(self.texts)))

    def remove(self, index):
        """Takes one text out of every later search; the places of the others stay."""
        if index not in self._removed and 0 <= index < len(self.texts):
            self._removed.add(index)
            self._holders.subtract(self._counts[index].keys())

    def search(self, query, k=5):
        """The best k hits, best first; texts that match neither by word nor by meaning are left out."""
        by_word = self._order(self.word_scores(query), 0.0)
        by_meaning = self._order(self.meaning_scores(query), NEAR) if self._embed else []
        fused = {}
        for order in (by_word, by_meaning):
            for rank, index in enumerate(order):
                fused[index] = fused.get(index, 0.0) + 1 / (RANK + rank)
        rows = sorted(fused.items(), key=lambda row: (-round(row[1], 9), row[0]))[:k]
        return [Hit(index, self.texts[index], round(score, 6)) for index, score in rows]

    def unmatched(self, query):
        """The words of a query that no text holds."""
        return [w for w in dict.fromkeys(terms(query)) if self._holders[w] <= 0]

    def word_scores(self, query):
        """BM25 score of every text, shape (n,)."""
        lengths = np.array([sum(c.values()) for c in self._counts], float)
        mean = lengths.mean() if len(lengths) else 1.0
        scores = np.zeros(len(self.texts))
        for term in dict.fromkeys(terms(query)):
            holders = self._holders[term]
            if holders <= 0:
                continue
            weight = math.log(1 + (len(self) - holders + 0.5) / (holders + 0.5))
            counts = np.array([c[term] for c in self._counts], float)
            scores += weight * counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / max(mean, 1e-9)))
        return np.round(scores, 6)

    def meaning_scores(self, query):
        """Cosine of every text with the query, shape (n,), rounded so that every platform orders alike."""
        matrix = self._matrix()
        vector = np.asarray(self._embed([query]), np.float32)[0]
        return np.round((matrix @ vector).astype(float), 4)

    def _order(self, scores, bar):
        """Places of the texts above a bar, best first; equal scores in the order in which they were added."""
        places = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
        return [i for i in places if scores[i] > bar and i not in self._removed]

    def _matrix(self):
        """The vectors of all texts; room is doubled when it runs out, so that adding stays cheap."""
        fresh = self.texts[self._embedded:]
        if fresh:
            rows = np.asarray(self._embed(fresh), np.float32)
            needed = self._embedded + len(rows)
            if needed > len(self._vectors):
                grown = np.zeros((max(needed, 2 * len(self._vectors)), rows.shape[1]), np.float32)
                grown[: self._embedded] = self._vectors[: self._embedded] if self._embedded else 0
                self._vectors = grown
            self._vectors[self._embedded: needed] = rows
            self._embedded = needed
        return self._vectors[: self._embedded]
