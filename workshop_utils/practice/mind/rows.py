"""What spans make together: rows ("Oslo and Paris"), ranges, "Boston, USA", phrases held by "of" or "with", and free clauses."""

import re

from . import words
from .places import CITIES, is_region
from .spans import Span
from .verbs import VERBS


def places(text, spans):
    """Joins "Boston" and "USA" in "Boston, USA" into one name, for the second only says where the first is."""
    joined, skip = [], set()
    for span in spans:
        if span.kind == "name" and not re.fullmatch(r"[A-Z]{1,3}", span.text) and (not is_region(span.text) or span.text.lower() in CITIES) and " of " not in span.text:
            after = re.match(r", ?", text[span.end:])
            region = next((s for s in spans if after and s.kind == "name" and s.start == span.end + after.end() and is_region(s.text)), None)
            if region:
                joined.append(Span("name", span.start, region.end, text[span.start: region.end], text[span.start: region.end]))
                skip |= {(s.start, s.end) for s in spans if s.kind == "phrase" and span.start <= s.start and s.end <= region.end}
    return sorted([s for s in spans if s.kind != "phrase" or (s.start, s.end) not in skip] + joined, key=lambda s: (s.start, s.end))


RANGE = re.compile(r"\s*(?:to|and|until|till|through|-|–)\s*(?:[a-z]\s?=\s?)?")


def ranges(text, spans):
    """Two numbers or dates after "from" or "between" also make a list of two."""
    found = []
    for kind in ("number", "date"):
        row = [s for s in spans if s.kind == kind]
        for first, second in zip(row, row[1:]):
            opening = re.search(r"(?:from|between)\s+(?:[a-z]\s?=\s?)?$", text[: first.start], re.IGNORECASE)
            if opening and RANGE.fullmatch(text[first.end: second.start]):
                found.append(Span("list", first.start, second.end, text[first.start: second.end], (first, second), family="range"))
    return found


HOLDS = re.compile(r" (?:(?:of|with|and|on|for|in|at|into|per|without) (?:the |a |an )?)")
RELATIVE = re.compile(r" (?:who|that|which|whose) [^,.;:!?\n]{3,60}(?=[,.;:!?\n]|$)")
POSSESSIVE = re.compile(r"(?:\w+ ){0,2}\w+['’]s (?=\w)")


def linked(text, spans):
    """Phrases held together by "of" or "with": "dinner with Eva", "history of art", also of three ("jar of jam with berries"), and without an owner."""
    found = []
    numbers = [s for s in spans if s.kind == "number" and not s.family and s.text.isalpha() and text[s.end: s.end + 4] == " of "]
    loose = _longest(sorted([s for s in spans if s.kind in ("phrase", "name")] + numbers, key=lambda s: s.start))
    sized = [(n, s) for n in spans if n.kind == "number" and n.family == "length" for s in loose if s.kind == "phrase" and s.start == n.end + 1]
    found += [Span("linked", n.start, s.end, text[n.start: s.end], text[n.start: s.end]) for n, s in sized]        # a 24 inch screen
    found += [Span("lack", s.start - 3, s.end, text[s.start - 3: s.end], text[s.start - 3: s.end]) for s in loose if s.kind == "phrase" and re.search(r"\bno $", text[: s.start])]
    for place, (first, second) in enumerate(zip(loose, loose[1:])):
        held = HOLDS.fullmatch(text[first.end: second.start])
        if clause := RELATIVE.match(text, first.end):
            found.append(Span("linked", _opened(text, first), clause.end(), text[_opened(text, first): clause.end()], text[_opened(text, first): clause.end()]))
        if not held:
            continue
        ends, starts = [second.end], [_opened(text, first)]
        third = loose[place + 2] if place + 2 < len(loose) else None
        if third and re.fullmatch(r" (?:of|with) (?:the |a |an )?", text[second.end: third.start]):
            ends.append(third.end)
        if re.match(r" (?:of|with)\b", held.group()) and " " in text[starts[0]: first.end]:
            starts.append(first.start + first.text.rindex(" ") + 1)     # its last word alone: "old history of art"
        if owner := POSSESSIVE.match(first.text):
            starts.append(first.start + owner.end())
        found += [Span("linked", start, end, text[start:end], text[start:end]) for start in dict.fromkeys(starts) for end in ends]
    return found


def _opened(text, first):
    """Where a phrase starts without the verb that opens it."""
    word = text[first.start: first.end].split()[0]
    return first.start + len(word) + 1 if word.lower() in VERBS and " " in first.text else first.start


CLAUSE = re.compile(r"(?::\s+|(?:^|(?<=[.!?]\s)|\bplease\s+)(?:note|jot|write|take|put)(?:\s+down)?\s+(?:that\s+|(?=my\s|our\s))|\b(?:note|memo|entry|comment|reminder)\s+that\s+|\b(?:saying that|saying|that says|that reads|because(?: of)?|since|remind me to|reminder to|remember to|tell (?:him|her|them) (?:that|to)|message|(?:e-?mail|tell|text|write|message|inform|notify|remind|let)\b[^,;:!?\n]{1,60}?\s(?:know )?that)\s+)"
                    r"(?P<body>[^.!?;\n]{3,160})", re.IGNORECASE)

RENDERED = re.compile(r"\b(?:translate|spell|pronounce)\s+(?!(?:it|this|that|the|my|these)\b)([^\n]{2,160}?)\s+(?:from|to|into|in) [A-Z]", re.IGNORECASE)
ABOUT = re.compile(r",?\s+(?:with |under )?(?:the |a )?(?:subject|title|headline)\b", re.IGNORECASE)


def clauses(text, spans):
    """Free text after a colon, "saying", "because" and the like, up to a date, a time or the end of the sentence."""
    found = [Span("clause", m.start(1), m.end(1), m[1], m[1]) for m in RENDERED.finditer(text) if not any(s.kind == "quote" and s.start < m.end(1) and m.start(1) < s.end for s in spans)]
    for match in CLAUSE.finditer(text):
        start, end = match.span("body")
        stops = [re.search(r"(?:\s+(?:on|at|by|,))*\s*$", text[start: s.start]).start() + start
                 for s in spans if s.kind in ("date", "time", "email") and start < s.start < end]
        ends = [m.start() + start for m in ABOUT.finditer(text[start:end])]
        end = min([end, *stops, *ends])
        body = text[start:end].strip(" ,")
        if body and not any(s.kind in ("quote", "list", "object") and s.start < end and start < s.end for s in spans):
            found.append(Span("clause", start, start + len(body), body, body))
            whole = match["body"].rstrip(" ,")
            if len(whole) > len(body) and not ends:
                found.append(Span("clause", start, start + len(whole), whole, whole))
    return found


JOIN = r"\s*(?:[,;]\s*(?:and\s+|or\s+|then\s+|plus\s+|&\s*)?|\s(?:and|or|&|plus|as well as)\s+(?:then\s+|also\s+)?|\s[/·•]\s)"
LINK = re.compile(JOIN + r"(?:(?:the|a|an|in|at|for|to|my|our|your|his|her|their|some|every|each|another|one|by|from|how much|how many) )?\s*$")
COUNTED = re.compile(r"\s+(?P<things>[a-z][\w'-]*(?: [a-z][\w'-]*){0,2})" + JOIN + r"$")
KINDS = (("number",), ("name",), ("quote",), ("date",), ("email",), ("id",), ("phrase",), ("expression",), ("list",), ("time",), ("path",), ("quote", "name"), ("name", "id"), ("phrase", "name", "linked"))


def lists(text, spans):
    """Coordinations: spans of one kind with only commas, "and" or "or" between them; the first also without the words before its own."""
    found, spans = [], sorted(spans, key=lambda s: (s.start, s.end))
    for kinds in KINDS:
        row = [s for s in spans if s.kind in kinds and not (s.kind == "phrase" and s.text[0].isdigit()) and not (s.kind == "linked" and (" and " in s.text or s.text[0].isupper() and " of " not in s.text or re.search(" (?:who|that|which|whose) ", s.text))) or kinds == ("name", "id") and re.fullmatch(r"\d+[A-Z]", s.text)]
        for chain in _chains(text, _longest(row), lambda gap: LINK.fullmatch(" " + gap + " ") and gap.strip()):
            for variant in _variants(chain, spans):
                places = [(s.start, s.end) for s in variant]
                if not any([(s.start, s.end) for s in o.value] == places and (o.family == kinds[0] or len(kinds) > 1) for o in found):
                    found.append(_list(text, variant, kinds[0]))
    return [s for s in found if s.family == "number" or not _within(s, found)] + _counted(text, spans)


def _chains(text, row, linked):
    """The longest runs of at least two spans between which the text links them; after "and" the row is at its end."""
    chain, closed = [], False
    for span in [*row, None]:
        gap = text[chain[-1].end: span.start] if chain and span else ""
        if chain and span and linked(gap) and not (closed and not re.search(r"\b(?:and|or)\b|&", gap)):
            chain.append(span)
            closed = closed or bool(re.search(r"\b(?:and|or)\b|&", gap))
            continue
        split = len(chain) > 2 and span and closed and span.kind == "number" and linked(gap)         # "3, 8, 15 and 7, 9, 2": two series
        if len(chain) > 1:
            yield chain[:-1] if split else chain
        chain, closed = [chain[-1], span] if split else [span] if span else [], False


def _within(span, rows):
    """Is a row only a part of a longer one?"""
    return any(o.start <= span.start and span.end <= o.end and len(o.value) > len(span.value) for o in rows)


def _list(text, chain, family):
    return Span("list", chain[0].start, chain[-1].end, text[chain[0].start: chain[-1].end], tuple(chain), family=family)


def _variants(chain, spans):
    """The chain, and the same with a shorter first item: "the columns age, size" are age and size. Many words before short items are none of its own."""
    first, size = chain[0], max(len(s.text.split()) for s in chain[1:])
    shorter = [s for s in spans if s.kind in ("phrase", "name", "linked") and s.end == first.end and s.start > first.start and first.kind in ("phrase", "linked", "name")
               and len(s.text.split()) in {1, len(chain[1].text.split())} and not (first.kind == "linked" and re.search(r"\b(?:of|with) (?:the |a |an )?$", first.text[: s.start - first.start]))]
    heads = {len(s.text.split()): s for s in shorter}
    if not heads or first.kind == "name" or len(first.text.split()) <= size + 1 and first.text.split()[0].lower() not in VERBS:
        yield chain
    opens = not first.start or first.kind != "name" and not first.text[0].isupper()       # "Trains Oslo, Bergen", but never half of a person's name
    yield from ([head, *chain[1:]] for head in heads.values() if opens)


def _counted(text, spans):
    """Numbers of things in a row ("14 roses, 9 lilies and 2 ferns") are a list of numbers, too."""
    row = [s for s in spans if s.kind == "number" and not s.family]
    linked = lambda gap: (found := COUNTED.fullmatch(gap)) and not any(words.is_stop(w) for w in found["things"].split())
    return [_list(text, chain, "number") for chain in _chains(text, row, linked)]


def _longest(spans):
    return [s for s in spans if not any(o is not s and o.start <= s.start and s.end <= o.end and (o.end - o.start) > (s.end - s.start) for o in spans)]
