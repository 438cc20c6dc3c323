"""timeline(): who worked when, drawn from a Trace. Bars that lie side by side ran at the same time."""

from .lanes import Bar, Lane, lanes, shorten
from .paper import FONT, GREY, GRID, INK, new_axes, tick_labels, width_of, write
from .picture import Picture

# Okabe and Ito's colours, told apart by colour-blind readers; the hatch repeats the kind without any colour.
LOOKS = {  # kind: (colour, hatch of a bar, marker of a moment, character in the text form)
    "user": ("#56B4E9", "", "v", "="),
    "alert": ("#D55E00", "xx", "D", "!"),
    "handoff": ("#CC79A7", "\\\\", ">", "="),
    "model": ("#56B4E9", "", "s", "="),
    "tool": ("#E69F00", "//", "o", "#"),
    "task": ("#2BB58F", "...", "P", "~"),
    "memory": ("#F0E442", "---", "h", "%"),
}
WIDTH, LEFT, RIGHT = 8.0, 1.55, 0.15  # inches
FAILED = "#B00000"


def timeline(trace, title: str | None = None) -> Picture:
    """A picture of what ran when: one lane for the model and one per tool; overlapping calls are stacked.

    Args:
        trace: a Trace, or a reply or chat with a `.trace`
        title: a heading; without it the picture says how long it took and how much ran at once
    """
    shown = lanes(trace)
    head = title or _headline(shown)
    return Picture(lambda: _draw(shown, head), _text(shown, head), _alt(shown, head))


def _headline(shown: list[Lane]) -> str:
    bars = [bar for lane in shown for bar in lane.bars]
    if not bars:
        return "Nothing has run yet"
    work = [bar for bar in bars if not bar.moment]
    most = max((sum(b.start <= bar.start < b.end for b in work) for bar in work), default=0)
    together = f", at most {most} at once" if most > 1 else ""
    return f"{_span(shown):.2f} s, {len(bars)} event{'s' * (len(bars) != 1)}{together}"


def _span(shown: list[Lane]) -> float:
    return max((bar.end for lane in shown for bar in lane.bars), default=0.0)


# ── the text form ────────────────────────────────────────────────────────────────────────────

def _text(shown: list[Lane], head: str, columns: int = 44) -> str:
    """One line per event in order of start, each bar at its place on a common scale."""
    if not shown:
        return head
    span = _span(shown) or 1e-9
    bars = sorted((bar for lane in shown for bar in lane.bars), key=lambda bar: bar.start)
    wide = min(20, max(len(bar.lane) for bar in bars))
    scale = "0 s" + f"{span:.2f} s".rjust(columns - 3)
    lines = [head, " " * (wide + 1) + " " + scale]
    for bar in bars:
        lines.append(f"{shorten(bar.lane, wide):<{wide}} |{_strip(bar, span, columns)}| {_remark(bar)}".rstrip())
    return "\n".join(lines)


def _strip(bar: Bar, span: float, columns: int) -> str:
    first = min(columns - 1, int(bar.start / span * columns))
    last = max(first + 1, min(columns, round(bar.end / span * columns)))
    body = "*" if bar.moment else LOOKS[bar.kind][3] * (last - first)
    if not bar.ok:
        body = body[:-1] + "x"
    elif bar.running:
        body = body[:-1] + ">"
    return (" " * first + body).ljust(columns)


def _remark(bar: Bar) -> str:
    if bar.moment:
        when = f"at {bar.start:.2f} s"
    elif bar.running:
        when = f"{bar.start:.2f} s, still running"
    else:
        when = f"{bar.start:.2f}-{bar.end:.2f} s"
    failed = bar.fate.upper() + (f": {shorten(bar.error, 60)}" if bar.fate == "failed" and bar.error else "")
    return "  ".join(part for part in (when, shorten(bar.label, 40), failed) if part)


def _alt(shown: list[Lane], head: str) -> str:
    """What the bars show, in sentences; at most eight lanes, so that it can be listened to."""
    said = []
    for lane in shown[:8]:
        count = f"{len(lane.bars)} times, " if len(lane.bars) > 1 else ""
        overlap = f", up to {lane.rows} overlapping" if lane.rows > 1 else ""
        fates = [bar.fate for bar in lane.bars]
        span = f"{lane.bars[0].start:.2f} to {max(bar.end for bar in lane.bars):.2f} s"
        ended = "".join(f", {fates.count(fate)} {fate}" for fate in ("failed", "cancelled") if fate in fates)
        said.append(f"{lane.name} {count}{span}{overlap}{ended}")
    more = f"; and {len(shown) - 8} more lanes" if len(shown) > 8 else ""
    return f"Timeline: {head}. " + "; ".join(said) + more + ("." if said else "")


# ── the picture ──────────────────────────────────────────────────────────────────────────────

def _draw(shown: list[Lane], head: str):
    rows = sum(lane.rows for lane in shown) or 1
    row = 0.30 if rows <= 12 else max(0.17, 3.6 / rows)  # inches; many rows are lower, but a label still fits
    bottom, top = 0.62, 0.36
    figure, axes = new_axes(WIDTH, rows * row + bottom + top)
    height = rows * row + bottom + top
    axes.set_position((LEFT / WIDTH, bottom / height, 1 - (LEFT + RIGHT) / WIDTH, rows * row / height))
    span = _span(shown) or 1.0
    axes.set(xlim=(0, span * 1.01), ylim=(rows, 0), yticks=[])
    size = 8.0 if row >= 0.22 else 6.5
    per_inch = span * 1.01 / (WIDTH - LEFT - RIGHT)
    at = 0
    for lane in shown:
        _draw_lane(axes, lane, at, size, per_inch)
        at += lane.rows
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    tick_labels(axes.xaxis)
    write(axes, 1, -0.36 / (rows * row), "seconds", transform=axes.transAxes, ha="right", va="top", color=GREY)
    write(axes, 0, 1 + 0.1 / (rows * row), head, size=9.5, transform=axes.transAxes, va="bottom", weight="bold")
    _legend(axes, {lane.kind for lane in shown}, rows * row)
    return figure


def _draw_lane(axes, lane: Lane, at: int, size: float, per_inch: float) -> None:
    if at:
        axes.axhline(at, color=GRID, linewidth=0.6)
    write(axes, -0.13 * per_inch, at + lane.rows / 2, shorten(lane.name, int(LEFT * 72 / size / 0.61) - 1),
          size=size, ha="right", va="center")
    written: dict[int, float] = {}          # row: where its last label ends
    for index, bar in enumerate(lane.bars):
        later = [b.start for b in lane.bars[index + 1:] if b.row == bar.row]
        free = min(later, default=axes.get_xlim()[1]) - bar.end
        if bar.moment:
            written[bar.row] = _draw_moment(axes, bar, at + bar.row, size, per_inch, free, written.get(bar.row, 0.0))
        else:
            _draw_bar(axes, bar, at + bar.row, size, per_inch, free)


def _draw_bar(axes, bar: Bar, row: int, size: float, per_inch: float, free: float) -> None:
    colour, hatch, _, _ = LOOKS[bar.kind]
    width = max(bar.seconds, 0.02 * per_inch)
    axes.barh(row + 0.5, width, left=bar.start, height=0.78, facecolor=colour, hatch=hatch,
              edgecolor="#00000055", linewidth=0)
    edge = {"edgecolor": FAILED, "linewidth": 1.8} if not bar.ok else {"edgecolor": INK, "linewidth": 0.7}
    if bar.running:  # no right edge: it has not ended
        left, right, top, bottom = bar.start, bar.start + width, row + 0.11, row + 0.89
        axes.plot([right, left, left, right], [top, top, bottom, bottom], color=INK, linewidth=0.9)
        axes.plot([right], [row + 0.5], marker=">", color=INK, markersize=size * 0.6, clip_on=False)
    else:
        axes.barh(row + 0.5, width, left=bar.start, height=0.78, facecolor="none", **edge)
    _label(axes, bar, row, size, per_inch, width, free)


def _label(axes, bar: Bar, row: int, size: float, per_inch: float, width: float, free: float) -> None:
    """The longest label that fits into the bar, or beside it up to the next one."""
    time = f"{bar.seconds:.2f} s" + ("…" if bar.running else "")
    mark = "" if bar.ok else f"✗ {bar.fate} "
    full = f"{mark}{bar.label} · {time}" if bar.label else f"{mark}{time}"
    for text in (full, f"{mark}{time}", f"{mark[:2]}{bar.seconds:.1f}", mark[:1]):
        need = (width_of(text, size) + 0.08) * per_inch
        if text and need <= width:
            paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
            write(axes, bar.start + width / 2, row + 0.5, text, size=size, ha="center", va="center", bbox=paper)
            return
        if text and need <= free - (width - bar.seconds):
            colour = INK if bar.ok else FAILED
            write(axes, bar.start + width + 0.05 * per_inch, row + 0.5, text, size=size, color=colour, va="center")
            return


def _draw_moment(axes, bar: Bar, row: int, size: float, per_inch: float, free: float, since: float) -> float:
    """A mark and its label, which may begin at `since` at the earliest; returns where the label ends."""
    colour, _, marker, _ = LOOKS[bar.kind]
    axes.plot([bar.start], [row + 0.5], marker=marker if bar.ok else "X", color=colour if bar.ok else FAILED,
              markersize=size, markeredgecolor=INK, markeredgewidth=0.7, clip_on=False, zorder=3)
    fits, before = (int((space / per_inch - 0.2) / width_of("x", size)) for space in (free, bar.start - since))
    if fits >= 4:
        text = shorten(bar.label, fits)
        write(axes, bar.start + 0.1 * per_inch, row + 0.5, text, size=size, va="center")
        return bar.start + (0.1 + width_of(text, size)) * per_inch
    if free >= axes.get_xlim()[1] - bar.end and before >= 4:  # the last one of its lane, at the right edge
        write(axes, bar.start - 0.1 * per_inch, row + 0.5, shorten(bar.label, before), size=size, va="center", ha="right")
    return bar.start


def _legend(axes, kinds: set, height: float) -> None:
    """Which colour and hatch is which kind; left out where the lanes alone say it."""
    from matplotlib.patches import Patch

    bars = [kind for kind in LOOKS if kind in kinds and kind not in ("user", "alert", "handoff")]
    if len(bars) < 2:
        return
    patches = [Patch(facecolor=LOOKS[k][0], hatch=LOOKS[k][1], edgecolor="#00000077", linewidth=0, label=k) for k in bars]
    axes.legend(handles=patches, loc="upper left", bbox_to_anchor=(0, -0.26 / height), bbox_transform=axes.transAxes,
                ncols=len(bars), frameon=False, borderaxespad=0, handlelength=1.6, columnspacing=1.4,
                prop={"family": FONT, "size": 8}, labelcolor=INK)
