"""What a stretch of text means: a typed span with its value and, for a quantity, its unit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A stretch of text. `kind`: number, date, time, quote, name, email, url, phone, id, phrase, list, expression."""

    kind: str
    start: int
    end: int
    text: str
    value: object
    unit: str = ""
    family: str = ""

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end
