"""Interpolated Kneser-Ney (order 5) over texts: what usually comes after the last words.

Kneser and Ney 1995; the interpolated form is that of Chen and Goodman 1999. A context sees words without capitals and
numbers all alike; what follows is exact.
"""

from dataclasses import dataclass

import numpy as np

from .tokens import END, folded, kind_of, tokenize, word_of

ORDER = 5
DISCOUNTS = (0.6, 0.35, 0.35, 0.3, 0.25)  # by length of context
UNSEEN = 1e-7  # the probability of a word that only the prompt has, before the prompt is counted


@dataclass
class Level:
    """The contexts of one length: row r has the continuations ids[starts[r]:starts[r + 1]]."""

    rows: dict[int, int]
    starts: list[int]
    ids: np.ndarray
    shares: np.ndarray     # (count - discount) / total of each continuation
    backoff: list[float]   # what each row leaves to the next shorter context
    totals: list[float]    # how much has been seen in each row


class Counts:
    """A trained model: the vocabulary and one Level for each length of context."""

    def __init__(self, documents: list[tuple[str, int]]):
        """Args: documents: (text, weight) pairs; a weight of 3 counts a text three times."""
        texts = [[END, *map(word_of, tokenize(text.strip().removesuffix(END))), END] for text, _ in documents]
        self.words = list(dict.fromkeys(word for text in texts for word in text))
        self.index = {word: number for number, word in enumerate(self.words)}
        kinds = np.array([kind_of(word, self.index) or ("word" if word.islower() else "") for word in self.words])
        self.alike = {kind: np.flatnonzero(kinds == kind) for kind in ("number", "name", "word")}
        folds = dict.fromkeys(map(folded, self.words))
        self.folds = {fold: number for number, fold in enumerate(folds)}
        self.fold_of = np.array([self.folds[folded(word)] for word in self.words])
        ids = np.array([self.index[word] for text in texts for word in text])
        lengths = np.array([len(text) for text in texts])
        weights = np.repeat([float(weight) for _, weight in documents], lengths)
        self.levels = _levels(ids, self.fold_of[ids], _places(lengths), weights, len(self.folds))
        first = self.levels[0]
        self.unigram = np.zeros(len(self.words))
        self.unigram[first.ids] = first.shares / first.shares.sum()

    def following(self, context: list[int]):
        """What follows a context of folds: the share left to the unigram, (ids, shares) of each known context, and how
        much has been seen in the longest of them.
        """
        found, row = [], 0
        for size, level in enumerate(self.levels[1:], start=1):
            if size > len(context):
                break
            row = level.rows.get(row * len(self.folds) + context[-size])
            if row is None:
                break
            found.append((level, row))
        left, parts = 1.0, []
        for level, row in reversed(found):
            where = slice(level.starts[row], level.starts[row + 1])
            parts.append((level.ids[where], level.shares[where] * left))
            left *= level.backoff[row]
        return left, parts, found[-1][0].totals[found[-1][1]] if found else 0.0


def _places(lengths):
    """The place of each token in its text: a context never reaches into the text before."""
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.arange(lengths.sum()) - starts


def _levels(ids, folds, places, weights, width) -> list[Level]:
    rows, keys = _context_rows(folds, places, width)
    levels = []
    for size in range(ORDER):
        inside = (places >= size) & (places > 0)      # the mark that opens a text is never predicted
        if size == ORDER - 1:
            row, word, count = rows[size][inside], ids[inside], weights[inside]
        else:
            row, word, count = _distinct(rows[size], rows[size + 1], ids, weights, inside)
        levels.append(_level(keys[size], row, word, count, DISCOUNTS[size]))
    return levels


def _context_rows(folds, places, width):
    """For each length of context: the row of every token's context, and the sorted keys of the rows."""
    rows, keys = [np.zeros(len(folds), dtype=np.int64)], [np.zeros(1, dtype=np.int64)]
    for size in range(1, ORDER):
        older = np.zeros(len(folds), dtype=np.int64)
        older[size:] = folds[:-size]
        inside = places >= size
        row = np.full(len(folds), -1, dtype=np.int64)
        known, row[inside] = np.unique(rows[-1][inside] * width + older[inside], return_inverse=True)
        rows.append(row)
        keys.append(known)
    return rows, keys


def _distinct(rows, longer, ids, weights, inside):
    """Each continuation once for every longer context it was seen in; a text's opening counts as often as it occurs."""
    longer = np.where(longer < 0, -1 - np.arange(len(rows)), longer)[inside]
    rows, ids, weights = rows[inside], ids[inside], weights[inside]
    order = np.lexsort((ids, longer))
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(longer[order]) != 0) | (np.diff(ids[order]) != 0)
    heaviest = np.maximum.reduceat(weights[order], np.flatnonzero(new))
    first = order[new]
    return rows[first], ids[first], heaviest


def _level(keys, row, word, count, discount) -> Level:
    order = np.lexsort((word, row))
    row, word, count = row[order], word[order], count[order]
    new = np.ones(len(row), dtype=bool)
    new[1:] = (np.diff(row) != 0) | (np.diff(word) != 0)
    at = np.flatnonzero(new)
    counts, row, word = np.add.reduceat(count, at), row[at], word[at]
    totals, types = np.bincount(row, counts, len(keys)), np.bincount(row, minlength=len(keys))
    starts = np.concatenate([[0], np.cumsum(types)])
    shares = (counts - discount) / totals[row]
    backoff = discount * types / np.maximum(totals, 1)
    return Level(dict(zip(keys.tolist(), range(len(keys)))), starts.tolist(), word, shares, backoff.tolist(), totals.tolist())
