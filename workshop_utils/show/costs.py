"""cost(): what a run used and what that costs, by model. A price that nobody knows is said, not shown as zero."""

import html

from .. import connection
from .picture import NO_MATH, Table

HEAD = ("model", "requests", "input tokens", "output tokens", "US$")
UNKNOWN = "unknown"


def cost(*sources) -> Table:
    """A table of tokens and US$ for each model, with a sum if all prices are known.

    Args:
        sources: Traces, or replies or chats with a `.trace`

    Raises:
        TypeError: if one of them is none of these
    """
    used: dict[str, list[int]] = {}
    for event in (event for source in sources for event in _events(source) if event.kind == "model" and event.tokens):
        row = used.setdefault(event.model or event.name, [0, 0, 0])
        row[:] = [row[0] + 1, row[1] + event.tokens[0], row[2] + event.tokens[1]]
    prices = {model: connection.cost(model, row[1], row[2]) for model, row in used.items()}
    rows = [(model, *(f"{n:,}" for n in row), _dollars(prices[model])) for model, row in used.items()]
    total = None if None in prices.values() else sum(prices.values())
    if len(rows) > 1:
        rows.append(("all", *(f"{sum(column):,}" for column in zip(*used.values())), _dollars(total)))
    return Table(_html(rows, _remark(prices)), _text(rows, _remark(prices)))


def _events(source) -> list:
    trace = getattr(source, "trace", source)
    if not isinstance(getattr(trace, "events", None), list):
        raise TypeError(f"cost needs a Trace, or a reply or chat with a .trace; got {type(source).__name__}.")
    return trace.events


def _dollars(amount: float | None) -> str:
    return UNKNOWN if amount is None else f"{amount:.4f}"


def _remark(prices: dict) -> str:
    missing = [model for model, price in prices.items() if price is None]
    if not prices:
        return "No request has been answered yet."
    return f"No price under [prices] in workshop.toml: {', '.join(missing)}." if missing else ""


def _text(rows: list[tuple], remark: str) -> str:
    wide = [max(len(row[i]) for row in (HEAD, *rows)) for i in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, wide))).rstrip()
             for row in ((HEAD, *rows) if rows else ())]
    return "\n".join([*lines, *([remark] if remark else [])])


def _html(rows: list[tuple], remark: str) -> str:
    def row(cells, tag, scope):
        first, *rest = (html.escape(cell) for cell in cells)
        return (f'<tr><th scope="{scope}" style="text-align:left">{first}</th>'
                + "".join(f'<{tag} style="text-align:right">{cell}</{tag}>' for cell in rest) + "</tr>")
    table = f'<table class="{NO_MATH}">{row(HEAD, "th", "col")}{"".join(row(r, "td", "row") for r in rows)}</table>' if rows else ""
    return table + (f"<p>{html.escape(remark)}</p>" if remark else "")
