"""The questions inside a question: its parts, the two sides of a comparison, what a description asks first, what a page lets one ask."""

import re
from dataclasses import dataclass

from . import documents, words

COMPARED = re.compile(r"^(?:which|what|who)(?: (?:one|\w+))? (?:is|was|are|has|lives?|weighs?) (?:the )?(?P<more>\w+er|more \w+|less \w+)(?: \w+)?\s*[,:]\s*(?P<a>.+?),? or (?P<b>.+?)\?*$", re.IGNORECASE)
DIMENSION = {"longer": "long", "shorter": "long", "taller": "tall", "higher": "high", "lower": "high", "deeper": "deep", "wider": "wide", "older": "old", "younger": "old", "heavier": "heavy", "lighter": "heavy", "bigger": "large",
             "larger": "large", "smaller": "large", "faster": "fast", "slower": "fast", "warmer": "hot", "colder": "cold", "farther": "far"}
SMALLER = frozenset("shorter lower younger lighter smaller slower colder".split())
PARTICIPLE = r"(?:born|built|made|buried|found|held|kept|written|\w{2,}ed)"
DESCRIBED = re.compile(rf"\b(?:the|a|an) (?P<noun>[a-z]+(?: (?!{PARTICIPLE}\b)[a-z]+)?)(?: (?P<verb>{PARTICIPLE}))? (?P<how>who|that|which|where) (?P<rest>[^,?]+)")
CREATED = re.compile(r"\bthe (?P<noun>[a-z]+) of (?P<rest>[^,?]+?)(?= (?:is|was|are|were|has|had|born|die|live|come|work|stud(?:y|ied)|lived|died|came|worked)\b|[,?]|$)")
DID = {"discoverer": "found", "finder": "found", "inventor": "invented", "builder": "built", "founder": "founded", "author": "wrote", "writer": "wrote", "maker": "made", "designer": "designed", "painter": "painted", "composer": "composed",
       "owner": "owns", "director": "directed", "winner": "won"}
NO_QUESTION = frozenset(words.content("name person man woman thing one called"))
REFERS = re.compile(r"(?:it|he|she|they)\b", re.IGNORECASE)
GAP = "{}"


@dataclass(frozen=True)
class Bridge:
    """A name that a Sentence gives, with the words that the question still asks: to search for, and as a question."""

    query: tuple
    question: str
    row: documents.Sentence


def parts_of(question):
    """The questions in a question: "Who built A, and when did B open?" has two, a comparison one for each side."""
    compared = COMPARED.match(question.strip())
    if compared and compared["more"].lower() in DIMENSION:
        return [f"How {DIMENSION[compared['more'].lower()]} is {side}?" for side in (compared["a"], compared["b"])]
    pieces = re.split(r"[,;]?\s+and\s+(?=(?:who|when|where|how|what|which|why|in which|in what)\b)|(?<=\?)\s+(?=\w)", question.strip(), flags=re.IGNORECASE)
    return [p.strip() for p in pieces if len(words.content(p)) > 0] or [question]


def inner(question):
    """(the question that a description asks, the question around it with a GAP), or None where nothing is described.

    "How old is the bridge that leads to Altstad?" asks "Which bridge leads to Altstad?", then "How old is {}?".
    """
    created, described = CREATED.search(question), DESCRIBED.search(question)
    if created and created["noun"] in DID:
        match, first, gap = created, f"Who {DID[created['noun']]} {created['rest']}?", GAP
    elif described:
        rest, tail = _tail(question[: described.start()], described["rest"])
        asked = {"who": "Who", "where": "Where does"}.get(described["how"], f"Which {described['noun']}")
        match, first, gap = described, f"{asked} {rest}?", " ".join(filter(None, (GAP, described["verb"], tail)))
    else:
        return None
    outer = question[: match.start()] + gap + question[match.end():]
    return (first, outer) if set(words.content(outer)) - NO_QUESTION else None


def _tail(before, rest):
    """(a description, the verb of the question around it that follows): "When was the man who built the clock born?" has "born"."""
    helping = re.search(r"\b(?:(?P<be>was|were|is|are)|did|does|do)\s*$", before)
    ends = helping and (PARTICIPLE if helping["be"] else r"(?:(?:first|last) )?[a-z]+(?: (?:from|out|up|down|off|away|back))?")
    match = ends and re.fullmatch(rf"(?P<rest>\S+ .+?) (?P<tail>{ends})", rest.strip())
    return (match["rest"], match["tail"]) if match else (rest, "")


def named(question, found):
    """The names that a Sentence gives and the question does not, the likeliest first: links, what "it" stands for, names in the sentence, the page."""
    plain = re.sub(r"\[([^\]\n]+)\]\([^)\s]*\)", r"\1", found.text)
    linked = [n for n in re.findall(r"\[([^\]\n]+)\]\(", found.text) if n[0].isupper()]
    names = re.findall(r"\b[A-Z][\w'-]+(?: (?:[a-z]{1,3} )?[A-Z][\w'-]+)*", plain)
    opening = [n for n in names[:1] if plain.startswith(n) and " " not in n]
    rows = [*linked, *([found.source] if REFERS.match(plain) else []), *names[len(opening):], *(n for n in opening if not words.is_stop(n)), found.source]
    asked = set(words.content(question))
    return [n for n in dict.fromkeys(rows) if words.content(n) and not set(words.content(n)) & asked]


def bridges(question, pages):
    """Bridges where an opened page names somebody or something else that the question is about."""
    asked = [a for a in dict.fromkeys(words.content(question))]
    rows = sorted(range(len(pages)), key=lambda i: (-round(documents.overlap(asked, f"{pages[i].source} {pages[i].text}"), 4), i))[:2]
    opening = re.match(r"\s*(?:in )?(who|when|where|what|which|why|how(?: \w+)?)", question, re.IGNORECASE)
    found = []
    for row in (pages[i] for i in rows):
        names = [n for n in re.findall(r"\b[A-Z][\w'-]+(?: (?:[a-z]{1,3} )?[A-Z][\w'-]+)*", re.sub(r"\A\W*\w+", lambda m: m.group().lower() if words.is_stop(m.group()) else m.group(), row.text)) if not set(words.content(n)) & set(asked)]
        left = [t.text for t in words.tokens(question) if t.stem in asked and not any(words.alike(t.stem, s) for s in words.content(f"{row.source} {row.text}"))]
        if left and len(left) < len(asked) and not any(word[0].isupper() and not question.startswith(word) for word in left):     # a page without the name asked about leads nowhere
            found += [Bridge((n, *left), f"{opening[1] if opening else 'What'} {n} {' '.join(left)}?", row) for n in names[:2]]
    return found


def across(bridge, pages):
    """The Sentence that answers a Bridge's question, or None: another than the one that gave the name, with something that was left to ask."""
    best = documents.answer(bridge.question, pages, strict=True)
    left = words.content(" ".join(bridge.query[1:]))
    return best if best and best != bridge.row and documents.overlap(left, f"{best.before} {best.text}") >= 0.5 else None


def winner(question, found):
    """Which side of a comparison wins by the first measure in each Sentence, as the opening of an answer, or ""."""
    compared = COMPARED.match(question.strip())
    if not compared or len(found) != 2 or not all(found):
        return ""
    figures = [next((s for s in documents.numbers(f.text) if s.family), None) for f in found]
    if None in figures or figures[0].unit.lower().rstrip("s") != figures[1].unit.lower().rstrip("s") or figures[0].value == figures[1].value:
        return ""
    first = (figures[0].value > figures[1].value) != (compared["more"].lower() in SMALLER)
    side = compared["a" if first else "b"]
    return f"{side[0].upper()}{side[1:]}: "
