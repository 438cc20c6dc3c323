"""Verdict: what a check says, in one of four kinds, readable with and without colour, in a notebook and in a terminal."""

import html
import reprlib
from dataclasses import dataclass
from typing import Any

# Kind: (icon, colour of the badge). White text on each has a contrast above 5:1, in a light and in a dark theme.
KINDS = {
    "not attempted": ("○", "#4a5568"),
    "wrong": ("✗", "#9b2c00"),
    "raised": ("!", "#7b2d6e"),
    "right": ("✓", "#00654a"),
}
LEADS = {"not attempted": "not attempted yet. ", "wrong": "wrong. ", "raised": "your code raised ", "right": "right. "}


@dataclass(frozen=True)
class Verdict:
    """The answer to a check: `kind` is "not attempted", "wrong", "raised" or "right". Only a right one is true.

    `picture` is something with a rich form that shows what happened, such as a timeline; `printed` is what the learner's
    code printed meanwhile.
    """

    exercise: str
    kind: str
    text: str
    picture: Any = None
    printed: str = ""

    def __bool__(self) -> bool:
        return self.kind == "right"

    def __str__(self) -> str:
        below = f"\n{self.picture}" if self.picture is not None else ""
        printed = f"\nPrinted during the check:\n{self.printed}" if self.printed else ""
        return f"{self.exercise}: {LEADS[self.kind]}{self.text}{below}{printed}"

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": str(self)}

    @property
    def html(self) -> str:
        """A badge with icon and word, then the text; the text keeps the colour of the theme."""
        icon, colour = KINDS[self.kind]
        below = _rich(self.picture) + (folded("Printed during the check", self.printed) if self.printed else "")
        return framed(colour, f"{icon} {self.kind}", f"{self.exercise}: {self.text}", below)


def framed(colour: str, badge: str, text: str, below: str = "") -> str:
    """A block with a coloured edge and badge. `text` is escaped, `below` is HTML."""
    return (
        f'<div class="mathjax_ignore tex2jax_ignore" role="status" '
        f'style="border-left:4px solid {colour};padding:4px 10px">'
        f'<span style="background-color:{colour};color:#ffffff;font-weight:bold;padding:1px 8px;border-radius:8px">'
        f'{html.escape(badge)}</span> <span style="white-space:pre-wrap">{html.escape(text)}</span>{below}</div>'
    )


class Note:
    """A hint or a solution: a heading with a text or with code (`.text`)."""

    def __init__(self, heading: str, text: str = "", code: str = ""):
        self.heading, self.text, self._is_code = heading, text or code, bool(code)

    def __repr__(self):
        return f"{self.heading}:\n{self.text}" if self._is_code else f"{self.heading}: {self.text}"

    __str__ = __repr__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": repr(self)}

    @property
    def html(self) -> str:
        """The heading as a badge, then the text, or the code in a block."""
        code = f'<pre style="padding:6px">{html.escape(self.text)}</pre>' if self._is_code else ""
        return framed("#2a5d9c", self.heading, "" if code else self.text, code)


def folded(summary: str, text: str) -> str:
    """Text in a block of its own that opens on a click."""
    return f"<details><summary>{html.escape(summary)}</summary><pre>{html.escape(text)}</pre></details>"


def _rich(picture) -> str:
    if picture is None:
        return ""
    if hasattr(picture, "_repr_mimebundle_"):
        return picture._repr_mimebundle_()["text/html"]
    return f"<pre>{html.escape(str(picture))}</pre>"


class NotAttempted(Exception):
    """Raised by a check when the learner has not begun; the text says what to do."""


class Wrong(Exception):
    """Raised by a check: what is wrong, as one or two sentences; `picture` shows what happened."""

    def __init__(self, text: str, picture: Any = None):
        super().__init__(text)
        self.picture = picture


def expect(got, expected, given: str = "", why: str = "", picture: Any = None) -> None:
    """Go on if `got` equals `expected` (True is not 1 here).

    Args:
        given: for which input, as a phrase: "two calls of the same function"
        why: one sentence that explains the difference

    Raises:
        Wrong: with got, expected, for which input
    """
    if _equal(got, expected):
        return
    where = f"For {given}: got" if given else "Got"
    alike = f" (the one is {_kind(got)}, the other {_kind(expected)})" if short(got) == short(expected) else ""
    raise Wrong(f"{where} {short(got)}, expected {short(expected)}{alike}." + (f" {why}" if why else ""), picture)


def _equal(got, expected) -> bool:
    try:
        same = bool(got == expected)
    except Exception:                   # an array has no single truth
        return False
    return same and isinstance(got, bool) == isinstance(expected, bool)


def _kind(value) -> str:
    name = type(value).__name__
    return f"an {name}" if name[0] in "aeiouAEIOU" else f"a {name}"


def short(value, limit: int = 200) -> str:
    """The repr of a value, cut in the middle, so that a message stays readable."""
    shown = _SHORT.repr(value)
    return shown if len(shown) <= limit else f"{shown[: limit // 2]} … {shown[-limit // 3:]}"


_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 120
_SHORT.maxdict = _SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = 12
_SHORT.maxlevel = 5
