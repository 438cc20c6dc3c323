"""Answers out of documents that stand in the conversation: the sentence and its source, or that they do not say."""

import re

from . import words
from .numbers import numbers

MARKED = re.compile(r"(?:^|\n)\s*(?:\[(?P<a>[^\]\n]{1,80})\]|(?:#+|<document[^>]*?(?:name|title|source)=)\s*\"?(?P<b>[^\n\">]{1,80})\"?>?|(?:Source|Document|Title|File)(?: \d+)?:\s*(?P<c>[^\n]{1,80}))[ \t]*:?[ \t]*\n?", re.IGNORECASE)
ENOUGH = 0.6
HEADED = re.compile(r"\b(?:documents?|context|articles?|notes|sources?|passages?|text|facts|knowledge|pages?)\b[^\n:]{0,60}:", re.IGNORECASE)


def overlap(asked, sentence):
    """Share of the asked stems that a sentence has, by word or its near spelling."""
    own = words.content(sentence)
    return sum(any(words.alike(a, w) for w in own) for a in dict.fromkeys(asked)) / max(1, len(dict.fromkeys(asked)))


def found(turn):
    """(source, sentence) pairs of all documents in the instructions, the request and earlier results; [] where there are none."""
    pairs = []
    for text in (turn.instructions, turn.text):
        pairs += _sections(text)
    return pairs


def _sections(text):
    marks = list(MARKED.finditer(text))
    if not marks:
        headed = HEADED.search(text)
        body = text[headed.end():] if headed else ""
        return [("the text", s) for s in _sentences(body)] if len(body) > 60 else []
    pairs = []
    for mark, after in zip(marks, [*marks[1:], None]):
        body = text[mark.end(): after.start() if after else len(text)]
        name = next(g for g in mark.groups() if g).strip()
        pairs += [(name, s) for s in _sentences(body) if not _is_order(s)]
    return pairs


def _sentences(body):
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+|\n+", body) if len(s.strip()) > 8]


def _is_order(sentence):
    return bool(re.match(r"(?:please )?(?:answer|use|reply|cite|quote|name|respond|only|if|do not|don't|question)\b", sentence, re.IGNORECASE)) or sentence.endswith("?")


def answered(turn):
    """The sentence that answers the request with its source; "" where the conversation has no documents."""
    pairs = found(turn)
    if not pairs:
        return ""
    question = re.findall(r"[^.!?\n]*\?", turn.text)
    asked = words.content(question[-1] if question else turn.text)
    asked = tuple(a for a in asked if a not in ("document", "according", "accord", "text", "say", "sourc", "source", "articl", "article"))
    wanted = _wants(turn.text)
    rows = [(round(_score(asked, source, sentence, wanted), 4), -place) for place, (source, sentence) in enumerate(pairs)]
    best, place = max(rows, default=(0.0, 0))
    if best < ENOUGH:
        return "The documents do not say." if len({s for s, _ in pairs}) > 1 or pairs[0][0] != "the text" else "The text does not say."
    source, sentence = pairs[-place]
    return f"{sentence} [{source}]" if source != "the text" else sentence


def _wants(text):
    low = text.lower()
    if re.search(r"\b(?:how (?:much|many|long|far|old|tall|big)|cost|price)\b", low):
        return "number"
    if re.search(r"\b(?:when|what (?:time|date|year|day))\b", low):
        return "time"
    return "name" if re.search(r"\b(?:who|whose)\b", low) else ""


def _score(asked, source, sentence, wanted):
    """Overlap with the question; a sentence without the kind of thing that is asked for counts less."""
    total = max(overlap(asked, sentence), 0.9 * overlap(asked, f"{source} {sentence}"))
    has_number = bool(numbers(sentence)) or bool(re.search(r"\bfree\b", sentence))
    if wanted == "number" and not has_number or wanted == "time" and not (has_number or re.search(r"\b\d|day|month|morning|evening|noon", sentence)):
        total *= 0.6
    if wanted == "name" and not re.search(r"(?<!^)\b[A-Z]\w+", sentence):
        total *= 0.5
    return total


def shortened(text, count=2):
    """The sentences of a text that share most words with the rest of it, in their order."""
    sentences = _sentences(text)
    everything = words.content(text)
    weight = {w: everything.count(w) for w in dict.fromkeys(everything)}
    rows = sorted(range(len(sentences)), key=lambda i: (-round(sum(weight.get(w, 0) for w in set_of(sentences[i])) / (3 + len(set_of(sentences[i]))), 4), i))
    return " ".join(sentences[i] for i in sorted(rows[:count]))


def set_of(sentence):
    return tuple(dict.fromkeys(words.content(sentence)))


