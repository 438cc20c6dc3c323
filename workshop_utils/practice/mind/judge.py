"""Judges two statements that a conversation sets beside each other, in the words that it offers for the verdict.

speak calls `answered(text, instructions)`; answers by schema take `statements` and `labelled`; `relation(old, new)` is the verdict itself.
"""

import re

from . import words
from .relation import relation

__all__ = ["answered", "judge", "labelled", "offered", "relation", "statements"]

LABELS = {"same": "same duplicate duplicates identical equivalent entails entailment agree agrees known redundant repeat repeated noop keep", "update": "update updated updates supersede supersedes superseded newer replace replaces replaced changed change outdated",
          "contradiction": "contradiction contradict contradicts contradictory contradicting conflict conflicts conflicting inconsistent disagree", "unrelated": "unrelated new independent neutral different none other add novel separate"}
FALLBACK = {"same": "consistent compatible agree yes", "update": "new different contradiction", "contradiction": "inconsistent update different", "unrelated": "consistent compatible neutral none different"}
def judge(old, new):
    """How `new` stands to `old`: as `relation`."""
    return relation(old, new)


PAIR = (re.compile(r"(?:^|\n|\b)(?:A|1|old|first|known|existing|before|statement (?:a|1|one)|fact (?:a|1))\s*[:=)]\s*[\"']?(?P<a>.+?)[\"']?[\s.,;]*(?:\n|;|\b)\s*(?:B|2|new|second|incoming|after|statement (?:b|2|two)|fact (?:b|2))\s*[:=)]\s*[\"']?(?P<b>[^\n]+?)[\"']?\s*(?:\n|$)", re.IGNORECASE | re.DOTALL),
        re.compile(r"\"(?P<a>[^\"\n]{6,})\"[^\"]{1,80}\"(?P<b>[^\"\n]{6,})\""))
ASKED = re.compile(r"\b(?:contradict\w*|updates?|supersed\w*|same|unrelated|consisten\w*|conflict\w*|compare|relation)\b", re.IGNORECASE)


def statements(text):
    """The two statements that a text sets beside each other, or None."""
    for pattern in PAIR:
        match = pattern.search(text)
        if match:
            return match["a"].strip(" .\"'"), match["b"].strip(" .\"'")
    return None


def answered(text, instructions=""):
    """The judgement on two statements where the text or the instructions ask for one, else ""."""
    pair = statements(text)
    if not pair or not ASKED.search(f"{instructions}\n{PAIR[0].sub('', PAIR[1].sub('', text))}"):
        return ""
    options = offered(f"{instructions}\n{text}")
    return labelled(judge(*pair), options) or judge(*pair)


def offered(text):
    """The labels for a verdict that a text offers ("duplicate, supersedes or new"); () where it offers fewer than two."""
    known = {w: verdict for verdict, row in LABELS.items() for w in row.split()}
    best = ()
    for match in re.finditer(r"[\"'`]?\b[A-Za-z_]+\b[\"'`]?(?:(?:\s*[,/|]\s*(?:or |and )?|\s+or\s+)[\"'`]?\b[A-Za-z_]+\b[\"'`]?)+", text):
        row = tuple(w for w in re.findall(r"[A-Za-z_]+", match.group()) if set(words.parts(w)) & set(known))
        best = row if len({known[w] for label in row for w in words.parts(label) if w in known}) > max(1, len(best) - 1) else best
    return best


def labelled(verdict, options):
    """The one of some offered labels that says a verdict, by meaning; where none says it, the nearest that does not deny it; or None."""
    for said in (verdict, LABELS[verdict], FALLBACK[verdict]):
        for option in options:
            if set(words.parts(str(option))) & set(said.split()):
                return option
    return None
