"""One call for each of what was named before: "Is A longer than B? The length of both", two lists with an "and" between them."""

import re

from .chains import taken_by_others
from .echo import comparable

EACH = re.compile(r"\b(?:(?P<two>both|either|the two)|each|apiece|every one|all three|all of (?:them|these|those))\b", re.IGNORECASE)
STRICT = frozenset("quote name id number path email url enum option time date".split())     # kinds that are a value by their looks
HALVES = re.compile(r"(?:^|\s)and\s", re.IGNORECASE)


def each(draft, text):
    """{place: values} where a request that wants each of something names several of the picked sort, none of which another parameter needs."""
    said = EACH.search(text)
    found = {}
    for place, (margin, picked) in draft.picks.items() if said else ():
        leaf = draft.view.leaves[place]
        if picked.kind not in STRICT or not leaf.required or leaf.type in ("array", "boolean", "object"):
            continue
        row = _alike(draft, place, picked)
        if len(row) > 1 and (len(row) == 2 or not said["two"]):
            found[place] = row
    return found if len(found) == 1 else {}


def _alike(draft, place, picked):
    """The picked candidate and the others of its kind in the request that no other parameter takes or would rather have, in order."""
    taken = taken_by_others(draft, place)
    best = {p: options[0][1] for p, options in enumerate(draft.filling.options) if p != place and options and options[0][0] > 0}
    row = []
    for margin, c in draft.filling.options[place]:
        free = not any(s < c.end and c.start < e for s, e in taken) and not any(b.start < c.end and c.start < b.end for b in best.values())
        if free and c.kind == picked.kind and comparable(c, picked) and margin > -2.5 and not any(c.start < o.end and o.start < c.end for o in row):
            row.append(c)
    return sorted(row, key=lambda c: c.start)


def halves(draft, place):
    """The lists that a row of figures really is: "3, 8, 15 and 101, 97" has its "and" in the middle; the whole row where it has none."""
    lists = sorted((c for _, c in draft.filling.options[place] if c.kind == "list" and c.span is not None and isinstance(c.span.value, tuple) and isinstance(c.value, tuple)), key=lambda c: c.start)
    values, picked, text = draft.values.get(place), draft.picks[place][1], draft.filling.sentence.text
    row = [c for c in lists if c.start == picked.start or c.end == picked.end]
    for c in lists:
        if row and text[row[-1].end: c.start].strip() == ",":
            row.append(c)
    parts, items = [p for c in row for p in c.span.value], [v for c in row for v in c.value]
    if not row or picked.kind != "list" or len(parts) != len(items) or len(parts) < 4:
        return [values]
    ends = [i + 1 for i, (a, b) in enumerate(zip(parts, parts[1:])) if HALVES.search(text[a.end: b.start])]
    cuts = [0, *ends, len(parts)]
    rows = [tuple(items[a:b]) for a, b in zip(cuts, cuts[1:])]
    return rows if ends and min(map(len, rows)) > 1 else [values]
