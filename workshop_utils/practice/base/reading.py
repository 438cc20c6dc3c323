"""A text being read: the distribution of the next word, from the corpus and from what was read so far."""

import math

import numpy as np

from .counts import ORDER, UNSEEN, Counts
from .prompt import Prompt
from .tokens import END, folded, kind_of, spaced, word_of

_EQUAL = 1e-12     # probabilities closer than this are equal: platforms differ in the last digits
_GRAIN = 1 << 40   # weights become whole numbers before one is drawn, for the same reason
_COMMON, _RAREST = 6.0, 5.0


class Reading:
    """Tokens read so far, and what comes next."""

    def __init__(self, counts: Counts, vocabulary: list[str], in_context: bool = True):
        """Args: vocabulary: the tokens of the whole prompt; their words get a probability from the start."""
        self.counts, self.words = counts, []
        self.more: dict[str, int] = {}       # words that only the prompt has
        self.alike = dict(counts.alike)      # ids of all numbers, and of all names
        self.context, self.known = [counts.folds[END]], 1   # the last words, and how many of them the corpus has
        words = [word_of(token) for token in vocabulary]
        for word in words:
            self._learn(word)
        blocks = any(a == b == "\n" for a, b in zip(words, words[1:]))
        self.prompt = Prompt(blocks) if in_context else None
        self.open_end = False

    def id_of(self, token: str) -> int:
        """The id of a token's word; an unknown word enters the vocabulary."""
        return self._learn(word_of(token))

    def _learn(self, word: str) -> int:
        known = self.counts.index.get(word, self.more.get(word))
        if known is None:
            known = self.more[word] = len(self.counts.words) + len(self.more)
            kind = kind_of(word, self.counts.index)
            if kind:
                self.alike[kind] = np.append(self.alike[kind], known)
        return known

    def append(self, token: str) -> None:
        """Read one more token."""
        word = word_of(token)
        number = self._learn(word)
        self.known = self.known + 1 if folded(word) in self.counts.folds else 0
        self.context = [*self.context[-3:], self._fold(word)]
        self.words.append(word)
        self.open_end = token[-1:].isspace() and word != "\n"
        if self.prompt:
            rarity = min(_RAREST, max(0.0, -math.log(self._unigram(number)) - _COMMON)) if word[0].isalnum() else 0.0
            plain = self._learn(word.lower()) if word.lower() != word else number
            self.prompt.append(number, plain, word, rarity, kind_of(word, self.counts.index))

    def distribution(self) -> np.ndarray:
        """The probability of each word as the next one, by id; the sum is one."""
        known = len(self.counts.words)
        left, parts, seen = self.counts.following(self.context)
        probabilities = np.full(known + len(self.more), left * UNSEEN)
        probabilities[:known] = self.counts.unigram * (left * (1 - UNSEEN * len(self.more)))
        for ids, shares in parts:
            probabilities[ids] += shares
        if self.prompt:
            match = min(len(parts), self.known)
            left, ids, shares = self.prompt.predicts(match, seen if match == ORDER - 1 else 0)
            probabilities *= left
            probabilities[ids] += shares
            for kind in self.prompt.kinds:
                self._repeat(kind, probabilities)
        return probabilities

    def word(self, number: int) -> str:
        """The word of an id."""
        known = len(self.counts.words)
        return self.counts.words[number] if number < known else list(self.more)[number - known]

    def token(self, number: int) -> str:
        """The word of an id as it would be written here, with or without a space."""
        word = self.word(number)
        return word if self.open_end else spaced(self.words, word)

    def likeliest(self, probabilities, count: int) -> dict[str, float]:
        """The `count` likeliest next tokens with their log-probabilities, best first; ties by alphabet."""
        if not count:
            return {}
        count = min(count, len(probabilities))
        threshold = np.partition(probabilities, -count)[-count] - _EQUAL
        best = [(-round(float(probabilities[n]), 12), self.word(n), n)
                for n in np.flatnonzero(probabilities >= threshold)]
        return {self.token(n): logarithm(probabilities[n]) for _, _, n in sorted(best)[:count]}

    def _fold(self, word) -> int:
        """The fold of a word; an unknown word is read as the one of its kind that would be the likeliest here."""
        known = self.counts.folds.get(folded(word))
        if known is not None:
            return known
        alike = self.counts.alike[kind_of(word, self.counts.index) or "word"]
        likelihood = np.zeros(len(self.counts.words))
        for ids, shares in self.counts.following(self.context)[1]:
            likelihood[ids] += shares
        best = alike[np.argmax(np.round(likelihood[alike], 12))]
        return int(self.counts.fold_of[best]) if likelihood[best] else -1

    def _repeat(self, kind, probabilities) -> None:
        """Move a part of what all numbers (or names) have to those that stand in this record."""
        share, weights = self.prompt.repeats(kind)
        if weights:
            alike = self.alike[kind]
            found = probabilities[alike]
            total = found.sum()
            share *= 1 - ((found / total) ** 2).sum()   # where the corpus knows which one, it is not moved
            probabilities[alike] = found * (1 - share)
            moved = total * share
            for number, weight in weights.items():
                probabilities[number] += moved * weight

    def _unigram(self, number) -> float:
        return float(self.counts.unigram[number]) if number < len(self.counts.words) else UNSEEN


def logarithm(probability: float) -> float:
    """The natural logarithm, rounded so that every platform says the same."""
    return round(math.log(probability), 9)


def draw(probabilities, temperature: float, top_p: float, chance: float) -> int:
    """The id of a next word, drawn by `chance` (0 to 1) after temperature and top_p.

    Temperature 0 takes the likeliest. `top_p` keeps the likeliest words that together hold that share.
    """
    peak = probabilities.max()
    if temperature < 0.01:
        return int(np.flatnonzero(probabilities >= peak - _EQUAL)[0])
    relative = probabilities / peak
    weights = np.rint((relative if temperature == 1 else relative ** (1 / temperature)) * _GRAIN).astype(np.int64)
    if top_p < 1:
        order = np.argsort(-weights, kind="stable")
        kept = int(np.searchsorted(np.cumsum(weights[order]), top_p * int(weights.sum()))) + 1
        weights[order[kept:]] = 0
    sums = np.cumsum(weights)
    return int(np.searchsorted(sums, int(chance * int(sums[-1])), side="right"))
