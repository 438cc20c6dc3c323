"""What lesson 05 looks at: bars made of parts, sets of tools side by side, and pairs of measurements."""

import html

from ..arguments import describe
from ..show import Picture, Table
from ..show.charts import COLOURS, HATCHES
from ..show.paper import FONT, GREY, GRID, INK, drawable, new_axes, tick_labels, width_of, write

LOOKS = (0, 2, 1, 3)        # colours of charts.py in an order from good to bad


def stacked(rows: dict[str, dict[str, int]], title: str = "", unit: str = "") -> Picture:
    """One bar for each row, made of its parts.

    Args:
        rows: {label: {part: count}}; at most four parts, the same in each row
        title: a heading
        unit: what is counted
    """
    lines = [f"{label}: " + ", ".join(f"{count} {part}" for part, count in parts.items()) for label, parts in rows.items()]
    heading = title + (f" ({unit})" if unit else "")
    return Picture(lambda: _draw(rows, title, unit), "\n".join([heading, *lines]), f"Stacked bars: {heading}. {'; '.join(lines)}.")


def _draw(rows: dict, title: str, unit: str):
    left, width, height = max(width_of(label, 8.5) for label in rows) + 0.2, 7.0, 1.1 + 0.36 * len(rows)
    figure, axes = new_axes(width, height)
    axes.set_position((left / width, 0.5 / height, 1 - (left + 0.4) / width, 1 - 1.1 / height))
    for index, part in enumerate(next(iter(rows.values()))):
        _draw_part(axes, rows, part, index)
    axes.set(yticks=range(len(rows)), ylim=(len(rows) - 0.5, -0.5), xlim=(0, _widest(rows)))
    tick_labels(axes.yaxis, list(rows), 8.5)
    axes.yaxis.set_tick_params(length=0)
    tick_labels(axes.xaxis)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    write(axes, 0, 1 + 0.32 / (height - 1.1), title, size=9.5, transform=axes.transAxes, va="bottom", weight="bold")
    write(axes, 1, -0.25 / (height - 1.1), unit, transform=axes.transAxes, ha="right", va="top", color=GREY)
    legend = axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False,
                         prop={"family": FONT, "size": 8}, labelcolor=INK)
    for text in legend.get_texts():
        text.set_parse_math(False)
    return figure


def _draw_part(axes, rows: dict, part: str, index: int) -> None:
    """The part of this name in every bar, with its count where there is room for it."""
    look = (LOOKS if len(next(iter(rows.values()))) > 2 else LOOKS[::3])[index]
    for place, parts in enumerate(rows.values()):
        start, count = sum(list(parts.values())[:index]), parts[part]
        axes.barh(place, count, left=start, height=0.72, facecolor=COLOURS[look], hatch=HATCHES[look], edgecolor=INK,
                  linewidth=0.7, label=drawable(part) if place == 0 else None)
        if count >= _widest(rows) / 40:
            write(axes, start + count / 2, place, str(count), ha="center", va="center",
                  bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"})


def _widest(rows: dict) -> int:
    return max(sum(parts.values()) for parts in rows.values())


def side_by_side(sets: dict[str, list], name: str) -> Table:
    """One tool as each set offers it: what the model reads."""
    rows = [(label, _read(_named(name, tools))) for label, tools in sets.items()]
    cells = "".join(f'<tr><th style="text-align:left;vertical-align:top">{html.escape(label)}</th>'
                    f'<td style="text-align:left"><pre style="margin:0;white-space:pre-wrap;background:none">{html.escape(text)}</pre></td></tr>'
                    for label, text in rows)
    return Table(f"<table>{cells}</table>", "\n".join(f"{label}\n{_indented(text)}" for label, text in rows))


def _named(name: str, tools: list):
    found = next((one for one in tools if one.name == name), None)
    if found is None:
        raise ValueError(f"There is no tool {name!r}. There are: {', '.join(one.name for one in tools)}.")
    return found


def _read(tool) -> str:
    """Name, description and parameters of a tool, as words."""
    lines = [tool.name + (f": {tool.description}" if tool.description else "")]
    for key, node in tool.parameters["properties"].items():
        optional = "" if key in tool.parameters["required"] else ", optional"
        lines.append(f"  {key} ({_kinds(node)}{optional})" + (f": {node['description']}" if node.get("description") else ""))
    return "\n".join(lines)


def _kinds(node: dict) -> str:
    """A schema in words; objects with what is in them."""
    options = node.get("anyOf", [node])
    return " or ".join(_object(one) if one.get("type") == "object" else describe(one) for one in options)


def _object(node: dict) -> str:
    return "{" + ", ".join(f"{key}: {_kinds(value)}" for key, value in node["properties"].items()) + "}"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def pairs(steps: dict[str, dict]) -> Table:
    """Steps from one set of tools to the next: gained, lost and the same, with p.

    Args:
        steps: {label: what lesson05_scoring.compare gave}
    """
    head = ("step", "gained", "lost", "same", "p")
    rows = [(label, *(str(step[key]) for key in head[1:4]), _p(step["p"])) for label, step in steps.items()]
    wide = [max(len(row[i]) for row in (head, *rows)) for i in range(5)]
    text = "\n".join("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, wide))) for row in (head, *rows))
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return Table(f"<table><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr>{cells}</table>", text)


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
