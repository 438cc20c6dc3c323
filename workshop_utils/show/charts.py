"""bars(): a small bar chart with optional error bars, whose alt text and text form are computed from its numbers."""

from numbers import Real

from .paper import FONT, GREY, GRID, INK, drawable, new_axes, tick_labels, width_of, write
from .picture import Picture

COLOURS = ("#56B4E9", "#E69F00", "#2BB58F", "#CC79A7")
HATCHES = ("", "///", "...", "xx")


def bars(values: dict, errors: dict | None = None, title: str = "", unit: str = "",
         horizontal: bool = True, limits: tuple | None = None) -> Picture:
    """A labelled bar chart.

    Args:
        values: {label: number}, or several series as {series: {label: number}} (at most four)
        errors: half the length of the error bar of each value, in the same shape as `values`; a pair is (below, above)
        title: a heading
        unit: what the numbers are, written at the axis and in the text form
        horizontal: bars to the right; False draws them upward
        limits: (lowest, highest) of the number axis

    Raises:
        ValueError: if there is nothing to draw, a value is no number, or there are more than four series
    """
    series, spread = _series(values), _series(errors) if errors else {}
    unknown = [label for name, row in spread.items() for label in row if label not in series.get(name, {})]
    if unknown:
        raise ValueError(f"errors names {unknown[0]!r}, for which there is no value.")
    labels = list(dict.fromkeys(label for row in series.values() for label in row))
    numbers = [(name, label, row[label], _pair(spread.get(name, {}).get(label)))
               for name, row in series.items() for label in row]
    text = _text(title, unit, numbers, len(series) > 1)
    alt = _alt(title, unit, numbers, len(series) > 1)
    return Picture(lambda: _draw(series, spread, labels, title, unit, horizontal, limits), text, alt)


def _series(values: dict) -> dict[str, dict[str, float]]:
    if not values:
        raise ValueError("bars needs at least one value: bars({'label': 3.0}).")
    nested = all(isinstance(value, dict) for value in values.values())
    series = {str(k): {str(label): v for label, v in row.items()} for k, row in values.items()} if nested else \
        {"": {str(label): v for label, v in values.items()}}
    if len(series) > 4:
        raise ValueError(f"bars draws at most four series, got {len(series)}.")
    for row in series.values():
        for label, value in row.items():
            if not all(isinstance(part, Real) for part in (value if isinstance(value, tuple) else (value,))):
                raise ValueError(f"The value of {label!r} must be a number, got {value!r}.")
    return series


def _pair(error) -> tuple[float, float] | None:
    if error is None:
        return None
    return error if isinstance(error, tuple) else (error, error)


def _said(value, error) -> str:
    if error is None:
        return f"{value:.3g}"
    low, high = error
    return f"{value:.3g} ± {low:.2g}" if low == high else f"{value:.3g} ({value - low:.3g} to {value + high:.3g})"


def _text(title, unit, numbers, named, columns=30) -> str:
    wide = max(len(label) for _, label, _, _ in numbers)
    largest = max(abs(value) for _, _, value, _ in numbers) or 1
    lines = [title + (f" ({unit})" if unit else "")] if title or unit else []
    previous = None
    for name, label, value, error in numbers:
        if named and name != previous:
            lines.append(f"{name}:")
            previous = name
        lines.append(f"{label:<{wide}} |{'#' * round(abs(value) / largest * columns):<{columns}}| {_said(value, error)}")
    return "\n".join(lines)


def _alt(title, unit, numbers, named) -> str:
    said = [f"{name + ', ' if named else ''}{label} {_said(value, error)}" for name, label, value, error in numbers]
    more = f", and {len(said) - 24} more" if len(said) > 24 else ""
    head = f"Bar chart: {title}" if title else "Bar chart"
    return head + (f", in {unit}" if unit else "") + ". " + "; ".join(said[:24]) + more + "."


def _draw(series, spread, labels, title, unit, horizontal, limits):
    names = max(width_of(label, 8.5) for label in labels)
    count = len(labels) * len(series)
    left = min(3.0, names + 0.2) if horizontal else 0.75
    width, height = (7.0, 0.9 + 0.3 * count) if horizontal else (min(8, 1.6 + 0.55 * max(count, 4)), 3.2)
    figure, axes = new_axes(width, height)
    axes.set_position((left / width, 0.55 / height, 1 - (left + 0.55) / width, 1 - 0.95 / height))
    thick = 0.8 / len(series)
    for index, (name, row) in enumerate(series.items()):
        _draw_series(axes, name, row, spread.get(name, {}), labels, index, thick, horizontal)
    _finish(axes, labels, len(series), horizontal, limits)
    if title:
        write(axes, 0, 1.02, title, size=9.5, transform=axes.transAxes, va="bottom", weight="bold")
    if unit and horizontal:
        write(axes, 1, -0.34 / (height - 0.95), unit, transform=axes.transAxes, ha="right", va="top", color=GREY)
    elif unit:
        write(axes, -0.55 / (width - 1.3), 0.5, unit, transform=axes.transAxes, ha="center", va="center",
              color=GREY, rotation=90)
    if len(series) > 1:
        legend = axes.legend(loc="lower right", bbox_to_anchor=(1, 1.0), ncols=len(series), frameon=False,
                             prop={"family": FONT, "size": 8}, labelcolor=INK)
        for text in legend.get_texts():
            text.set_parse_math(False)
    return figure


def _draw_series(axes, name, row, spread, labels, index, thick, horizontal) -> None:
    places = [labels.index(label) + index * thick + thick / 2 + 0.1 for label in row]
    look = {"facecolor": COLOURS[index], "hatch": HATCHES[index], "edgecolor": INK, "linewidth": 0.7}
    values = list(row.values())
    measured = [(place, row[label], _pair(spread[label])) for place, label in zip(places, row) if label in spread]
    draw, across = (axes.barh, "height") if horizontal else (axes.bar, "width")
    draw(places, values, **{across: thick * 0.9}, label=drawable(name), **look)
    for place, value, (below, above) in measured:
        whisker = {"fmt": "none", "ecolor": INK, "capsize": 3, "elinewidth": 1}
        if horizontal:
            axes.errorbar(value, place, xerr=[[below], [above]], **whisker)
        else:
            axes.errorbar(place, value, yerr=[[below], [above]], **whisker)


def _finish(axes, labels, series, horizontal, limits) -> None:
    middle = [index + 0.5 for index in range(len(labels))]
    if horizontal:
        axes.set(yticks=middle, ylim=(len(labels), 0))
        names, numbers, direction = axes.yaxis, axes.xaxis, "x"
    else:
        axes.set(xticks=middle, xlim=(0, len(labels)))
        names, numbers, direction = axes.xaxis, axes.yaxis, "y"
    tick_labels(names, labels, 8.5)
    names.set_tick_params(length=0)
    tick_labels(numbers)
    axes.grid(axis=direction, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    if limits:
        axes.set(**{f"{direction}lim": limits})
