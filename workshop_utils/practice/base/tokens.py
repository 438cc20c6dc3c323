"""Words and punctuation as tokens; the opening of a call, "[Calc(", is one.

The model sees words without the space before them; the text keeps every space it has.
"""

import re

END = "<|end|>"  # ends every text of the corpus; when the model draws it, it has finished
_TOKEN = re.compile(r"""[^\S\n]*(?:\n
                        |<\|\w+\|>
                        |\[\w+\(
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
    return token.strip() or ("\n" if "\n" in token else token)


def is_number(word: str) -> bool:
    """Whether a word is a number in digits."""
    return word[0].isdigit() and word[-1].isdigit()


def kind_of(word: str, known) -> str:
    """ "number", "name" (a capital where the small word is not known) or "" for any other word."""
    if is_number(word):
        return "number"
    return "name" if word[0].isupper() and word[1:].islower() and word.lower() not in known else ""


def folded(word: str) -> str:
    """A word as the corpus counts see it before the next one: without capitals, and every number alike."""
    return "0" if is_number(word) else word.lower()


def spaced(words: list[str], word: str) -> str:
    """The token for a word that the model writes after these words: with a space, or without."""
    return word if not words or _joins(words, word) else " " + word


def _joins(words, word) -> bool:
    last = words[-1]
    if _is_minus(words, word):
        return False
    if word in _JOINS_LEFT or last[-1] in _JOINS_RIGHT or last == END:
        return True
    if _QUOTE in (word, last):
        return _opened_quotes(words) == (word == _QUOTE)
    return False


def _is_minus(words, word) -> bool:
    """Whether a hyphen stands between numbers, or opens a line of a list: then it has its spaces."""
    if word == "-":
        return is_number(words[-1])
    return words[-1] == "-" and (len(words) == 1 or words[-2] == "\n" or is_number(words[-2]))


def _opened_quotes(words) -> bool:
    """Whether a quotation is open on this line."""
    line = words[len(words) - words[::-1].index("\n"):] if "\n" in words else words
    return line.count(_QUOTE) % 2 == 1
