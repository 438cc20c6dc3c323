"""What spans make together: rows ("Oslo and Paris"), ranges, "Boston, USA", phrases held by "of" or "with", and free clauses."""

import re

from .places import CITIES, is_region
from .spans import Span
from .verbs import VERBS

def places(text, spans):
    """Joins "Boston" and "USA" in "Boston, USA" into one name, for the second only says where the first is."""
    joined, skip = [], set()
    for span in spans:
        if span.kind == "name" and (not is_region(span.text) or span.text.lower() in CITIES) and " of " not in span.text:
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


def linked(text, spans):
    """Phrases held together by "of" or "with": "dinner with Eva", "history of art"."""
    found = []
    loose = [s for s in _longest([s for s in spans if s.kind in ("phrase", "name")])]
    for first, second in zip(loose, loose[1:]):
        if re.fullmatch(r" (?:of|with|and) (?:the |a )?", text[first.end: second.start]):
            start = first.start
            word = text[start: first.end].split()[0]
            if word.lower() in VERBS and " " in first.text:
                start += len(word) + 1
            found.append(Span("linked", start, second.end, text[start: second.end], text[start: second.end]))
    return found


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


LINK = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+(?:then\s+)?)(?:(?:the|a|an|in|at|for|to|my|our|your) )?\s*$")


def lists(text, spans):
    """Coordinations: spans of one kind with only commas, "and" or "or" between them."""
    found = []
    for kinds in (("number",), ("name",), ("quote",), ("date",), ("email",), ("id",), ("phrase",), ("expression",), ("list",), ("time",), ("path",), ("quote", "name")):
        chain = []
        for span in [*_longest([s for s in spans if s.kind in kinds]), None]:
            if chain and span and LINK.fullmatch(" " + text[chain[-1].end: span.start] + " ") and text[chain[-1].end: span.start].strip():
                chain.append(span)
                continue
            if len(chain) > 1:
                found.append(Span("list", chain[0].start, chain[-1].end, text[chain[0].start: chain[-1].end], tuple(chain), family=kinds[0]))
            chain = [span] if span else []
    return found


def _longest(spans):
    return [s for s in spans if not any(o is not s and o.start <= s.start and s.end <= o.end and (o.end - o.start) > (s.end - s.start) for o in spans)]
