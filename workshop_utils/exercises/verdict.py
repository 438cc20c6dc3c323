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

    `picture` is something with a rich form that shows what happened, such as a timeline.
    """

    exercise: str
    kind: str
    text: str
    picture: Any = None

    def __bool__(self) -> bool:
        return self.kind == "right"

    def __str__(self) -> str:
        below = f"\n{self.picture}" if self.picture is not None else ""
        return f"{self.exercise}: {LEADS[self.kind]}{self.text}{below}"

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": str(self)}

    @property
    def html(self) -> str:
        """A badge with icon and word, then the text; the text keeps the colour of the theme."""
        icon, colour = KINDS[self.kind]
        return framed(colour, f"{icon} {self.kind}", f"{self.exercise}: {self.text}", _rich(self.picture))


def framed(colour: str, badge: str, text: str, below: str = "") -> str:
    """A block with a coloured edge and badge. `text` is escaped, `below` is HTML."""
    return (
        f'<div class="mathjax_ignore tex2jax_ignore" role="status" '
        f'style="border-left:4px solid {colour};padding:4px 10px">'
        f'<span style="background-color:{colour};color:#ffffff;font-weight:bold;padding:1px 8px;border-radius:8px">'
        f'{html.escape(badge)}</span> <span style="white-space:pre-wrap">{html.escape(text)}</span>{below}</div>'
    )


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
    if got == expected and isinstance(got, bool) == isinstance(expected, bool):
        return
    where = f"For {given}: got" if given else "Got"
    raise Wrong(f"{where} {short(got)}, expected {short(expected)}." + (f" {why}" if why else ""), picture)


def short(value, limit: int = 200) -> str:
    """The repr of a value, cut in the middle, so that a message stays readable."""
    shown = _SHORT.repr(value)
    return shown if len(shown) <= limit else f"{shown[: limit // 2]} … {shown[-limit // 3:]}"


_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 120
_SHORT.maxdict = _SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = 12
_SHORT.maxlevel = 5
