"""The paper that figures are drawn on: white, one shipped font, nothing taken from the reader's matplotlib settings."""

from functools import cache

FONT = "DejaVu Sans"  # shipped with matplotlib, so pictures look the same everywhere
INK, GREY, GRID = "#1a1a1a", "#595959", "#dddddd"


def new_axes(width: float, height: float):
    """A white figure of this size (inches) with one pair of axes, not registered with pyplot."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white", layout="none")
    axes = figure.add_axes((0, 0, 1, 1), facecolor="white")
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set(color=GREY, linewidth=0.8)
    return figure, axes


def write(axes, x, y, text, size=8.0, color=INK, **where):
    """Text as it is: `$` starts no formula, and a character that the font lacks becomes a box without a warning."""
    return axes.text(x, y, drawable(text), fontsize=size, color=color, fontfamily=FONT, parse_math=False, **where)


def tick_labels(axis, labels=None, size=8.0):
    """Give an axis our font and colour, and these labels if any."""
    axis.set_tick_params(labelsize=size, labelcolor=INK, color=GREY, labelfontfamily=FONT)
    if labels is not None:
        axis.set_ticklabels([drawable(label) for label in labels], parse_math=False)


def drawable(text: str) -> str:
    """The text on one line, with characters that the font has no glyph for replaced by a box."""
    known = _glyphs()
    return "".join(c if ord(c) in known else "\u25a1" for c in " ".join(str(text).split()))


def width_of(text: str, size: float) -> float:
    """About how many inches a text takes (a little more rather than less)."""
    return len(text) * size * 0.61 / 72


@cache
def _glyphs() -> frozenset:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont(FontProperties(family=FONT))).get_charmap())
