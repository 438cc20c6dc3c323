"""A very small language model of the next token: a word trigram with backoff over a short text of its own.

The seam is `distribution`: replace it with a better model and the completions endpoint stays as it is.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache

TEXT = """The weather in Oslo is cold in winter and mild in summer. The weather in Paris is mild in spring.
The train to Bergen leaves at eight and arrives in the afternoon. The bus to the airport leaves every hour.
A model reads the words so far and writes the next word. It does not know what is true; it knows what is likely.
The next word is chosen by chance, and the chance of a word depends on the words before it.
Once upon a time there was a small robot. The robot lived in a house by the sea and counted the ships.
Every morning the robot opened the window and looked at the sea. One day a ship did not come back.
The robot asked the wind, and the wind said: wait. So the robot waited, and in the evening the ship was there.
To send an email you need an address, a subject and a text. To book a room you need a name and a date.
The capital of Norway is Oslo. The capital of France is Paris. The capital of Italy is Rome.
The sun rises in the east and sets in the west. Water boils at one hundred degrees and freezes at zero.
She opened the door and said: good morning. He closed the book and said: good night.
We learn by doing. First we read the example, then we change it, and then we write our own.
"""
_TOKEN = re.compile(r" ?\w+| ?[^\w\s]|\s")
_BACKOFF = 0.6   # how much a longer context is trusted over a shorter one
UNSEEN = 1e-7    # the share kept for a token that the model has never seen


def tokenize(text: str) -> list[str]:
    """Words and punctuation, each with the space before it; joined, they are the text again."""
    return _TOKEN.findall(text)


def distribution(context: list[str]) -> dict[str, float]:
    """The probability of each next token after a context. Sums to one, less 1e-7 for all unseen tokens.

    Args:
        context: tokens so far; the last two count
    """
    counts, probabilities = _counts(), dict.fromkeys(_counts()[()], 0.0)
    contexts = [tuple(_key(token) for token in context[len(context) - size:]) for size in (2, 1, 0)
                if len(context) >= size]
    known, left = [c for c in contexts if c in counts], 1 - UNSEEN
    for place, key in enumerate(known):
        weight = left if place == len(known) - 1 else left * _BACKOFF
        total = counts[key].total()
        for token, count in counts[key].items():
            probabilities[token] += weight * count / total
        left -= weight
    return probabilities


def _key(token: str) -> str:
    """What a context looks at: the word without its space and capitals."""
    return token.strip().lower() or token


@lru_cache(maxsize=1)
def _counts():
    counts, tokens = defaultdict(Counter), tokenize(TEXT.replace("\n", " "))
    for place, token in enumerate(tokens):
        for size in range(min(2, place) + 1):
            counts[tuple(_key(t) for t in tokens[place - size:place])][token] += 1
    return dict(counts)
