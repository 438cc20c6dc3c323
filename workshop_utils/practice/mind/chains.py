"""Values of one parameter that stand in a row, each for a call of its own: "Oslo and Paris", "for Oslo as well as for Paris", "how cold in Oslo, and how cold in Paris"."""

import re

from . import words
from .echo import before
from .rows import LINK
from .verbs import VERBS

ROW_BAR = -4.0   # margin from which a value that stands in a row with a good one goes with it
WIDE = re.compile(r"\s*(?:[,;.?!]\s*(?:and|or|then|plus)?|(?:and|or|&|as well as|versus|vs\.?|along with|plus|then|compared (?:to|with)))\s+(?:also\s+|then\s+|again\s+|once more\s+)?", re.IGNORECASE)
FILLERS = frozenset("the a an my our your for of on over from with in at to by what and then also again is are if it instead about would be it's i you we do does another one time same".split())
ARTICLES = frozenset("the a an my our your his her their".split())
PLACED = frozenset("in on at to into onto from for with by of under over as".split())
MOST_REPEATED = 9       # words that may stand between two values as they stood before the first

def chain_of(draft, place, text):
    """The candidates of a parameter that stand in one row with the picked one, in order."""
    leaf = draft.view.leaves[place]
    _, picked = draft.picks[place]
    if leaf.type in ("array", "object") or picked.kind == "flag" or picked.span is None and picked.kind not in ("enum", "option"):
        return [picked]
    taken = taken_by_others(draft, place)
    rows = [c for margin, c in draft.filling.options[place] if margin > ROW_BAR and (c.kind == picked.kind or {c.kind, picked.kind} == {"name", "phrase"} and not (picked.kind == "name" and c.span.text.islower()))
            and not (c.kind == "phrase" and _orders(text, c)) and not _one_measure(c, picked) and draft.window[0] <= c.start and c.end <= draft.window[1]
            and not any(s < c.end and c.start < e for s, e in taken) and not (c.kind == "phrase" and set(words.content(c.span.text)) & draft.foreign) and not _elsewhere(draft, place, margin, c)]
    chain = [picked]
    while after := _next(chain[-1], rows, text):
        chain.append(after)
    while earlier := _before(chain[0], rows, text):
        chain.insert(0, earlier)
    return [picked] if re.search(r"\bbetween\s+(?:the\s+)?$", text[: chain[0].start], re.IGNORECASE) or _apposed(chain, text) or _is_a_list(draft, chain) else chain


def _is_a_list(draft, chain):
    """Could another parameter take the whole row as its list?"""
    lists = [c for leaf, options in zip(draft.view.leaves, draft.filling.options) if leaf.type == "array" for _, c in options if c.kind == "list"]
    return len(chain) > 1 and any(c.start <= chain[0].start and chain[-1].end <= c.end for c in lists)


def taken_by_others(draft, place):
    """The stretches that a draft's other parameters use up."""
    return [t for p, (_, c) in draft.picks.items() if p != place for t in c.takes]


def _apposed(chain, text):
    """Two names with a mere comma between them are one thing told twice ("the pool, the one at Lakeside"; "on Friday, 8 May")."""
    return len(chain) == 2 and chain[0].kind in ("name", "phrase", "date") and text[chain[0].end: chain[1].start].strip().startswith(",") and not re.search(r"\b(?:and|or)\b|&", text[chain[0].end: chain[1].start])


def _elsewhere(draft, place, margin, candidate):
    """Would another parameter rather have the words of this candidate?"""
    content = [(m, c) for other, options in enumerate(draft.filling.options) if other != place for m, c in options[:3] if m >= draft.picks.get(other, (m,))[0]]
    return any(m > max(0.0, margin) and c.start < candidate.end and candidate.start < c.end for m, c in content)


def _one_measure(one, other):
    """Are two figures parts of one measure ("one hour and 20 minutes")?"""
    return one is not other and one.kind == other.kind == "number" and one.span.family == other.span.family and one.span.unit != other.span.unit and bool(one.span.unit and other.span.unit)


def _orders(text, candidate):
    """Does an order or a clause of its own begin here ("on the file and keep 3 columns"), and no item of a row?"""
    first = candidate.span.text.split()[0].lower()
    return (first in VERBS or first.endswith(("ing", "ed"))) and re.match(r"\s+(?:\d|no\b|at\b|by\b|with\b|the\b|its\b|in\b|each\b|all\b|it\b|them\b)", text[candidate.start + len(first):]) is not None


def _linked(left, right, text):
    gap, lead = text[left.end: right.start], before(left, text)
    if lead in PLACED and re.match(rf"\W?\s+{lead}\b", text[right.end:]):       # "the cup on the shelf and the plate on the table"
        return False
    return left.end < right.start and bool(gap.strip()) and (bool(LINK.fullmatch(f" {gap} ")) or _repeated(left, right, text))


def _repeated(left, right, text):
    """Is a second value told in the words of the first: "on Mars, and how heavy on Jupiter" after "how heavy would I be"?"""
    gap, after = text[left.end: right.start], text[right.end:].split()[:1]
    tail = re.match(r"\s+([\w-]+)(?=\W)", gap)
    if tail and after and tail[1] == after[0].strip(",.?!;") and left.kind != "phrase":      # "a 2 m rod versus a 3 m rod"
        gap = gap[tail.end():]
    mark = WIDE.match(gap)
    said = [w.lower() for w in re.findall(r"[\w'-]+", gap[mark.end():])] if mark else []
    if not mark or len(said) > MOST_REPEATED or left.kind in ("phrase", "linked") and said[:1] != [before(left, text)]:
        return False
    earlier = set(re.findall(r"[\w'-]+", text[: left.start].lower())[-3 * MOST_REPEATED:])
    last = next((w for w in reversed(said) if w not in ARTICLES), "")
    if last and last != before(left, text):
        return False
    return all(w in earlier or w in FILLERS for w in said) and (not re.search(r"[.?!]", mark.group()) or bool(said))


def _next(last, rows, text):
    fits = [c for c in rows if c.start >= last.end and _linked(last, c, text)]
    return max(fits, key=lambda c: c.end - c.start, default=None)


def _before(first, rows, text):
    fits = [c for c in rows if c.end <= first.start and _linked(c, first, text)]
    return max(fits, key=lambda c: c.end - c.start, default=None)
