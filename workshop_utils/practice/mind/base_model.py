"""The base models by name: trained on the package's texts at first use, or further on texts of your own."""

import threading
from functools import lru_cache
from importlib.resources import files

from ..base.counts import UNSEEN, Counts
from ..base.reading import Reading, draw, logarithm
from ..base.tokens import END, tokenize

__all__ = ["END", "UNSEEN", "distribution", "draw", "further_trained_on", "is_known", "logarithm", "names", "read",
           "tokenize"]

NAME = "practice-base"
STATIC = "-static"   # a name with this ending is the same model, blind to what its prompt repeats
_WEIGHT = 32          # a text of further training counts as much as so many of the corpus
_further: dict[str, Counts] = {}
_lock = threading.Lock()


def names() -> list[str]:
    """The names that the server answers to."""
    return [NAME, NAME + STATIC, *(name + ending for name in list(_further) for ending in ("", STATIC))]


def is_known(name: str) -> bool:
    """Whether a base model has this name."""
    return name in names()


def further_trained_on(texts: list[str], name: str) -> str:
    """Train a new base model on the corpus and these texts, in well under a second.

    Args:
        texts: each a whole document; "<|end|>" within one marks where a speaker has finished
        name: what the texts are, e.g. "dialogues"

    Returns:
        the model's id, e.g. "practice-base:dialogues"; with "-static" after it, it does not learn from its prompt
    """
    if isinstance(texts, str) or not texts:
        raise ValueError(f"texts is {texts!r:.60}; it must be a list of at least one text.")
    if not name or ":" in name or name.endswith(STATIC):
        raise ValueError(f"name is {name!r}; it must be a short word such as 'dialogues'.")
    counts = Counts([(text, 1) for text in corpus()] + [(text, _WEIGHT) for text in texts])
    with _lock:
        _further[f"{NAME}:{name}"] = counts
    return f"{NAME}:{name}"


def read(tokens: list[str], name: str = NAME, vocabulary: list[str] = ()) -> Reading:
    """A text that has been read: `.distribution()` says what comes next, `.append(token)` reads on.

    Args:
        tokens: what has been read
        name: of the model; one that is not of this room (an alias) is the base model
        vocabulary: tokens that will be read later and must have a probability already
    """
    reading = Reading(_counts(name.removesuffix(STATIC)), [*tokens, *vocabulary], not name.endswith(STATIC))
    for token in tokens:
        reading.append(token)
    return reading


def distribution(context: list[str], name: str = NAME) -> dict[str, float]:
    """The probability of each next token after a context; the sum is one."""
    reading = read(context, name)
    return {reading.token(n): float(p) for n, p in enumerate(reading.distribution())}


def corpus() -> list[str]:
    """The texts that the model is trained on: the paragraphs of the package's text files."""
    folder = files(__package__.rpartition(".")[0]) / "corpus" / "texts"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".txt")), key=lambda path: path.name)
    return [text for path in paths for text in path.read_text("utf-8").replace("\r\n", "\n").strip().split("\n\n\n")]


def _counts(name) -> Counts:
    if name in _further:
        return _further[name]
    with _lock:
        return _base()


@lru_cache(maxsize=1)
def _base() -> Counts:
    return Counts([(text, 1) for text in corpus()])
