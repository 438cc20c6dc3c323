"""The clauses of a request that are orders or questions of their own, each with the sentences that only tell something about it."""

import re
from dataclasses import dataclass

from . import words
from .read import read
from .verbs import VERBS

MARK = re.compile(r"(?P<stop>(?<=[.?!;])\s+|\n+)|,?\s+(?:and|but|then|plus|also)\s+|,\s+", re.IGNORECASE)
POLITE = re.compile(r"(?:(?:and|but|then|also|now|please|kindly|finally|next|afterwards|after that|first|so|ok|okay|thanks|hello|hi|hey|plus|too|as well)\b[\s,.!:]*|[\s,]+)+", re.IGNORECASE)
WISH = re.compile(r"(?:(?:could|can|would|will|may) (?:you|i|we)|i(?:'d| would)? (?:also )?(?:want|need|like)\b|i have to|we (?:want|need)|let (?:me|us)|help me|i(?:'m| am) (?:looking|searching)\b)", re.IGNORECASE)
ASKING = frozenset("what what's how which who whose when where why whats hows".split())
AUXILIARY = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had) (?:it|there|i|we|you|he|she|they|the|my|our|any|this|that|[A-Z])", re.IGNORECASE)
AFTER = re.compile(r"\s+(?:\w+\s+)?(?:(?:the|a|an|my|our|your|his|her|their|me|us|him|them|it|this|that|these|those|all|both|every|any|some|something|anything|everything|for|to|in|on|at|up|down|off|out|with|of|about|whether|if|what|how|which|when|where)\b|\d|[\"'“#A-Z]|[A-Za-z]+-?\d)")
DETERMINED = r"\s+(?:the|a|an|my|our|your|his|her|their|me|us|him|them|it|this|that|these|those|all|both|every|any|some|something|anything|everything|nothing)\b"
DIRECT = re.compile(rf"(?:\s+(?:up|down|off|out|on|away))?{DETERMINED}|\s+(?:\d|[\"'“#])")
PLACED = re.compile(r"\s+(?:on|in|at|from|for|of|with|to|by|under|over)\s")      # "rice and beans on my list": where a thing is, or what for
NEW = re.compile(rf"(?:\s+(?:up|down|off|out|on|away))?{DETERMINED}")
NOUNS = frozenset("""order search start end stop price rank total sum average record report request play plan measure message quote figure position rent draw file lock water heat graph
test count rate cost work use change run move show help need want let text email mail call book visit guess return transfer release post help time light set cook fly drive ride watch balance""".split())
NO_ORDER = frozenset(w for row in (
    "is are was were what which who whom whose when where why how if in on at for from to with and but or so because while during using would could should may might will shall must did does do has have had",
    "please also then next finally first second after before once until since considering regarding about my our your his her their the a an this that these those any some both all each every",
    "given assuming suppose consider assume please figure say imagine") for w in row.split())
SUBORDINATE = re.compile(r"(?:if|when(?! (?:am|is|are|was|were|do|does|did|can|could|will|would|shall|should|have|has)\b)|whenever|unless|once|after|before|as soon as|as|in case|while|since|because|given|suppose|assuming|although|though|until)\b", re.IGNORECASE)
BACK = re.compile(r"(?:it|that|this|he|she|they|his|her|its|their|these|those)\b", re.IGNORECASE)
SHORT = re.compile(r"(?:\b[A-Z]|\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|e\.g|i\.e))\.$")
CLOSED = ("quote", "object", "expression", "url", "email", "path")


@dataclass(frozen=True)
class Clause:
    """A stretch of a request that asks for something itself."""

    start: int
    end: int
    text: str


def requests(text, today, verbs=frozenset()):
    """The Clauses of a text; none where it asks for one thing only. `verbs` are stems that tools are opened by."""
    pieces = _pieces(text, read(text, today).spans, verbs)
    if sum(asks for *_, asks in pieces) < 2:
        return []
    found, waiting = [], None
    for start, end, asks in pieces:
        if asks or not found or not BACK.match(text[start:end]):
            waiting = start if waiting is None else waiting
            if asks:
                found.append([waiting, end])
                waiting = None
        else:
            found[-1][1] = end
    if waiting is not None and found:
        found[-1][1] = pieces[-1][1]
    return [Clause(a, b, _bare(text[a:b])) for a, b in found]


ITEM = re.compile(r"(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|plus|as well as)\s+)(?:also\s+)?(?=(?:the|my|our|all|an?)\s+[a-z])", re.IGNORECASE)


def items(text):
    """The nouns in a row that have an article of their own, after the first ("the rate for NOK, and my cards")."""
    marks = [m for m in ITEM.finditer(text) if text.count('"', 0, m.start()) % 2 == 0 and not re.search(r"\bbetween\b[^,.;]*$", text[: m.start()])]
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [re.split(r"[.?!;](?=\s|$)|,\s", text[m.end(): end])[0].strip() for m, end in zip(marks, ends)]


def _bare(text):
    return re.sub(r"(?:[\s,;]+(?:and|but|then|plus|also))*[\s,;]*$", "", text, flags=re.IGNORECASE).lstrip(" ,;\n")


def _pieces(text, spans, verbs):
    """(start, end, whether it asks) of the stretches between marks after which an order or question opens."""
    closed = [s for s in spans if s.kind in CLOSED or s.kind == "list" and isinstance(s.value, list)]
    cuts = [0]
    for mark in MARK.finditer(text):
        if any(s.start < mark.end() and mark.start() < s.end for s in closed) or SHORT.search(text[: mark.start()]):
            continue
        inside = text[cuts[-1]: mark.start()]
        if mark["stop"] or opens(text[mark.end():], verbs, "," == mark.group().strip()) and words.content(inside):
            cuts.append(mark.end())
    ends = [*cuts[1:], len(text)]
    return [(a, b, asks(text[a:b], verbs)) for a, b in zip(cuts, ends) if text[a:b].strip()]


def asks(piece, verbs=frozenset()):
    """Is this stretch an order or a question, and not only a condition or something told?"""
    bare = piece[(lead.end() if (lead := POLITE.match(piece)) else 0):]
    if not (words.content(bare) or re.search(r"\d", bare)) or SUBORDINATE.match(bare) and not re.search(r"\?\s*$", bare):
        return False
    return bool(re.search(r"\?\s*$", bare)) or opens(piece, verbs, first=True)


def opens(rest, verbs=frozenset(), comma=False, first=False):
    """Does an order or a question of its own begin here? After a mere comma less will do for one, for rows have commas too."""
    lead = POLITE.match(rest)
    rest = rest[lead.end():] if lead else rest
    word = re.match(r"[A-Za-z']+", rest)
    if not word or word.group()[0].isupper() and not (first or lead) and not WISH.match(rest):
        return False
    low, beyond = word.group().lower(), rest[word.end():]
    if WISH.match(rest) or AUXILIARY.match(rest) or low in ASKING and not (comma and low in ("which", "who", "whose", "when", "where")):
        return True
    if low in NO_ORDER or words.is_stop(low) and low not in ("tell", "show", "give", "get", "make", "let"):
        return False
    known = low in VERBS or words.stem(low) in verbs
    if known and low not in NOUNS:
        return bool(AFTER.match(beyond)) or bool(re.match(r"\s+[a-z]", beyond)) and (first or not comma or not re.match(r"\s+(?:and|or)\b", beyond))
    if not known:
        return bool(NEW.match(beyond)) and not PLACED.match(beyond) and not low.endswith(("ing", "ly", "ed"))
    return bool(DIRECT.match(beyond)) or bool(AFTER.match(beyond)) and not re.match(r"\s+(?:of|for|in|on|at|with|to)\b", beyond)
