"""What the prompt itself predicts: after the same last words, the same next word, the more so in a similar record."""

import math

import numpy as np

LONGEST = 5
THETA = (120.0, 60.0, 20.0, 7.0, 2.2, 1.2)   # sightings that outweigh what was known before, by length
CEILING = (12.0, 12.0, 24.0, 64.0, 64.0, 64.0)  # a long prompt does not drown the corpus
TRUST = 2.5                               # for each word by which the corpus knows more of the context than the prompt
EVIDENCE = 1.0                            # for each e-fold of what the corpus has seen after its longest context
THETA_KIND = 2.0                          # how many numbers in a record outweigh the numbers of the corpus
FOLLOWS = 8.0                             # how much more a number counts that followed the same number before
AGAIN = {"number": 0.2, "name": 3.0}      # a number seldom comes twice in a row, a name often
GAMMA = 2.0                               # how much more a record counts that shares all its rare words


class Prompt:
    """The tokens read so far, how long a match ends before each of them, and the records they lie in.

    A record is an example of a few-shot prompt: a block between blank lines, or a line where there are no blocks.
    """

    def __init__(self, blocks: bool):
        self.blocks = blocks
        self.length, self.ids = 0, np.zeros(256, dtype=np.int64)
        self.exact = np.zeros(256, dtype=np.int64)
        self.matched = np.zeros(256, dtype=np.int64)
        self.record_of = np.zeros(256, dtype=np.int64)
        self.records, self.shared, self.rare = [set()], [0.0], 0.0
        self.slots, self.slot_ids = {}, []
        self.kinds = {"number": [], "name": []}   # ids of the numbers and names of this record, in order

    def append(self, number: int, plain: int, word: str, rarity: float, kind: str):
        """Read a token: its id, the id of its plain form (for matching), the word, how rare it is, and its kind."""
        n = self.length
        if n + 1 >= len(self.ids):
            self._grow()
        if number not in self.slots:
            self.slots[number] = len(self.slot_ids)
            self.slot_ids.append(number)
        self.ids[n], self.exact[n], self.record_of[n] = plain, self.slots[number], len(self.records) - 1
        longer = np.minimum(self.matched[:n] + 1, LONGEST)
        self.matched[1:n + 1] = np.where(self.ids[:n] == plain, longer, 0)
        self.length += 1
        self._compare(plain, word, rarity)
        if kind:
            self.kinds[kind].append(number)

    def predicts(self, corpus_match: int, corpus_seen: float):
        """(left, ids, shares): the share left to what was known before, and the shares of words of the prompt.

        Args:
            corpus_match: how many of the last words the corpus knows in a row; a shorter match here counts less
            corpus_seen: how much the corpus has seen after its longest context; more makes the prompt count less
        """
        evidence = 1 + EVIDENCE * math.log1p(corpus_seen)
        n, left, shares = self.length, 1.0, np.zeros(len(self.slot_ids))
        matched, exact = self.matched[1:n], self.exact[1:n]
        weights = self._record_weights()[self.record_of[1:n]]
        for size in range(LONGEST + 1):
            if size:
                kept = matched >= size
                matched, exact, weights = matched[kept], exact[kept], weights[kept]
            total = weights.sum()
            if not total:
                break
            sightings = min(total, CEILING[size])
            theta = THETA[size] * TRUST ** max(0, corpus_match - size) * evidence
            known = theta / (sightings + theta)
            shares *= known
            shares += np.bincount(exact, weights, len(shares)) * ((1 - known) / total)
            left *= known
        return left, self.slot_ids, shares

    def repeats(self, kind: str) -> tuple[float, dict[int, float]]:
        """(share, weights): if a number (or a name) comes next, how likely it is one of this record, and which one.

        What followed the last one before is the likeliest: after "12 by 7 … 12 by" it is 7.
        """
        seen, weights = self.kinds[kind], {}
        for before, number in zip([None, *seen], seen):
            weights[number] = weights.get(number, 0) + (FOLLOWS if before == seen[-1] else 1)
        if seen:
            weights[seen[-1]] *= AGAIN[kind]
        total = sum(weights.values())
        share = len(seen) / (len(seen) + THETA_KIND)
        return share, {number: weight / total for number, weight in weights.items()}

    def _compare(self, plain, word, rarity):
        """Keep up how many rare words each earlier record shares with this one; a separator opens the next."""
        if word == "\n":
            if not self.blocks or (self.length > 1 and self.ids[self.length - 2] == plain):
                self.records.append(set())
                self.kinds = {kind: [] for kind in self.kinds}
                self.shared, self.rare = [0.0] * len(self.records), 0.0
            return
        here = self.records[-1]
        if plain in here or not rarity:
            return
        here.add(plain)
        sharing = [number for number, record in enumerate(self.records[:-1]) if plain in record]
        rarity *= 1 - len(sharing) / len(self.records)   # a word of every record tells nothing
        self.rare += rarity
        for number in sharing:
            self.shared[number] += rarity

    def _record_weights(self):
        overlap = np.array(self.shared) / self.rare if self.rare else np.zeros(len(self.shared))
        return np.round(np.exp(GAMMA * overlap), 9)

    def _grow(self):
        for name in ("ids", "exact", "matched", "record_of"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros_like(old)]))
