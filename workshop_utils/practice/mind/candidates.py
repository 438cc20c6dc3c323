"""Everything in a sentence that could be the value of a parameter, whatever its kind."""

import re
from dataclasses import dataclass

from . import schema as schemas
from . import words
from .spans import Span

TEXT_KINDS = ("quote", "name", "phrase", "id", "email", "url", "path", "phone", "date", "time", "expression", "number")
NEGATION = re.compile(r"\b(?:no|not|without|don't|dont|doesn't|isn't|never|exclude|excluding|except|skip|disable|disabled|off|non)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A possible value and the stretch of text that it uses up. `kind` is the span's, or "enum", "flag", "default"."""

    value: object
    kind: str
    start: int
    end: int
    span: Span | None = None

    @property
    def takes(self):
        return () if self.kind in ("flag",) else ((self.start, self.end),)


def candidates(parameter, sentence):
    """All candidates for one leaf parameter, in order of place."""
    if parameter.enum:
        return _enum(parameter.enum, sentence)
    if parameter.type == "boolean":
        return _flags(parameter, sentence)
    if parameter.type in ("integer", "number"):
        return _numbers(parameter, sentence.spans)
    if parameter.type == "array":
        return _arrays(parameter, sentence)
    if parameter.type == "object":
        return [Candidate(s.value, "object", s.start, s.end, s) for s in sentence.spans if s.kind == "object"]
    return _texts(parameter, sentence.spans)


def _enum(values, sentence):
    found = []
    for value in values:
        for start, end, how in mentions(str(value), sentence):
            found.append(Candidate(value, how, start, end))
    return found


def mentions(value, sentence):
    """Where a value is named: by its words, their stems, or as a prefix of one ("sci-fi" is left to the reader)."""
    wanted = [words.stem(w) for w in words.parts(value)] or [value]
    tokens = [t for t in sentence.tokens if t.text[0].isalnum() or len(t.text) == len(value)]
    stems = [t.stem for t in tokens]
    for i in range(len(tokens) - len(wanted) + 1):
        if stems[i: i + len(wanted)] == wanted:
            yield tokens[i].start, tokens[i + len(wanted) - 1].end, "enum"
    if len(wanted) == 1 and len(wanted[0]) >= 4:
        for token, stem in zip(tokens, stems):
            if stem != wanted[0] and len(stem) >= 4 and (stem.startswith(wanted[0][:5]) or wanted[0].startswith(stem)):
                yield token.start, token.end, "enum~"


def _flags(parameter, sentence):
    """Where the words of a boolean parameter are said; a negation just before turns it round."""
    wanted = [w for w in parameter.words if w not in ("is", "includ", "should", "has", "with", "us", "include", "enable", "enabl", "show")]
    found = []
    for token in sentence.tokens:
        if token.stem in wanted and len(token.stem) > 2:
            value = not NEGATION.search(sentence.text[: token.start])
            found.append(Candidate(value, "flag", token.start, token.end))
    return found


def _numbers(parameter, spans):
    whole = parameter.type == "integer"
    found = []
    for span in spans:
        if span.kind == "number" and not (whole and not isinstance(span.value, int)):
            found.append(Candidate(span.value, "number", span.start, span.end, span))
        elif span.kind == "date" and re.fullmatch(r"\d{4}", str(span.value)):
            found.append(Candidate(int(span.value), "date", span.start, span.end, span))
        elif span.kind == "id" and span.text.lstrip("#").isdigit():
            found.append(Candidate(int(span.text.lstrip("#")), "id", span.start, span.end, span))
    return found


def _arrays(parameter, sentence):
    node = parameter.schema
    item = schemas.read_parameters({"properties": {parameter.name: node.get("items") or {"type": "string"}}, "required": [parameter.name]})[0]
    single = candidates(item, sentence)
    found = [Candidate((c.value,), c.kind, c.start, c.end, c.span) for c in single if c.kind != "flag"]
    for span in sentence.spans:
        if span.kind != "list":
            continue
        value = listed(span, item, single)
        if value is not None:
            found.append(Candidate(value, "list", span.start, span.end, span))
    found += _all_named(item, single)
    return found


def listed(span, item, single):
    """The values of a list span converted to the item's type, or None where one does not fit."""
    if isinstance(span.value, tuple):
        by_place = {(c.start, c.end): c.value for c in single}
        values = [by_place.get((part.start, part.end)) for part in span.value]
        return None if any(v is None for v in values) else tuple(values)
    wanted = {"integer": int, "number": (int, float), "string": str, "array": list}.get(item.type, object)
    return tuple(span.value) if all(isinstance(v, wanted) for v in span.value) else None


def _all_named(item, single):
    if not item.enum or len({c.value for c in single}) < 2:
        return []
    values = tuple(dict.fromkeys(c.value for c in single))
    return [Candidate(values, "list", min(c.start for c in single), max(c.end for c in single))]


def _texts(parameter, spans):
    found = []
    for span in spans:
        if span.kind in TEXT_KINDS:
            found.append(Candidate(as_text(parameter, span), span.kind, span.start, span.end, span))
    return found


def as_text(parameter, span):
    """How a span is written for a string parameter: dates and times in ISO form unless the schema asks otherwise."""
    if span.kind == "quote":
        return span.value
    if span.kind == "date" and ("date" in parameter.words or "date" in parameter.about or "day" in parameter.words or parameter.schema.get("format") == "date"):
        return span.value
    if span.kind == "time" and ("time" in parameter.words or "time" in parameter.about):
        return span.value
    if span.kind == "id":
        return span.text.lstrip("#")
    return span.text
