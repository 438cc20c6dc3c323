"""Words and punctuation as tokens. The model sees words without their space; the text keeps every space it has."""

import re

END = "<|end|>"  # ends every text of the corpus; when the model draws it, it has finished
_TOKEN = re.compile(r"""[^\S\n]*(?:\n
                        |<\|\w+\|>
                        |\d+(?:,\d{3})*(?:\.\d+|:\d\d)?(?!\w)
                        |\w+(?:['’]\w+)*
                        |[^\w\s])""", re.VERBOSE)
_JOINS_LEFT = set(".,;:!?)]}%…-/'’\n") | {END}
_JOINS_RIGHT = set("([{$#@-/'’\n")
_QUOTE = '"'


def tokenize(text: str) -> list[str]:
    """Tokens with the space before them (and after the last one); joined, they are the text again."""
    tokens = _TOKEN.findall(text)
    rest = text[sum(map(len, tokens)):]
    if rest and tokens:
        tokens[-1] += rest
    return tokens or ([text] if text else [])


def word_of(token: str) -> str:
    """The token as the model knows it: " Wednesday" and "Wednesday" are one word."""
    return token.strip(" \t\r\f\v\xa0") or token


def is_number(word: str) -> bool:
    """Whether a word is a number in digits."""
    return word[0].isdigit() and word[-1].isdigit()


def folded(word: str) -> str:
    """A word as the corpus counts see it before the next one: without capitals, and every number alike."""
    return "0" if is_number(word) else word.lower()


def spaced(words: list[str], word: str) -> str:
    """The token for a word that the model writes after these words: with a space, or without."""
    return word if not words or _joins(words, word) else " " + word


def _joins(words, word) -> bool:
    last = words[-1]
    if last == "-" and words[-2:-1] in ([], ["\n"]):
        return False                                  # a line of a list
    if word in _JOINS_LEFT or last in _JOINS_RIGHT or last == END:
        return True
    if word == "(":
        return len(words) > 1 and words[-2] == "["   # a call, as in [Calc(2 + 3)]
    if _QUOTE in (word, last):
        return _opened_quotes(words) == (word == _QUOTE)
    return False


def _opened_quotes(words) -> bool:
    """Whether a quotation is open on this line."""
    line = words[len(words) - words[::-1].index("\n"):] if "\n" in words else words
    return line.count(_QUOTE) % 2 == 1
