"""The face of a board: bars that move and buttons to cancel; and a table, which stays when the widget's kernel is gone."""

import asyncio
import contextlib
import html
from functools import cached_property

from .. import bridge
from ..boards import Board
from ..tools import ToolError
from .lanes import shorten
from .picture import NO_MATH, Table

ICONS = {"working": "▶", "completed": "✓", "failed": "✗", "cancelled": "■"}
STYLES = {"working": "info", "completed": "success", "failed": "danger", "cancelled": "warning"}
MOST_ROWS = 20              # the newest ones; all are in the table
HEAD = ("task", "function", "state", "progress", "seconds")


class BoardView:
    """A board in a notebook. It follows the board while something works, and again when the next task is created.

    `widget` can be put beside other widgets; `table` is the board as of now.
    """

    def __init__(self, board: Board):
        self.board, self._rows, self._head, self._follower, self._shown = board, {}, None, None, None
        self._loop, self._stale = bridge.background_loop(), asyncio.Event()
        board.watchers.append(self._look)

    @property
    def table(self) -> Table:
        """All tasks as of now."""
        return table_of(self.board._bridge(self.board._all()))

    @cached_property
    def widget(self):
        """The live widget; the same one however often it is displayed."""
        import ipywidgets
        self._head, self._list = ipywidgets.HTML(), ipywidgets.VBox()
        box = ipywidgets.VBox([self._head, self._list], layout={"min_width": "20em", "flex": "1 1 28em"})
        self._look()
        return box

    def _ipython_display_(self):
        self._shown = show_with_text(self)

    def __repr__(self):
        return self.table.text

    # ── following the board: on the background loop, so that it moves while a cell is busy ────────────────

    def _look(self) -> None:
        """Something has changed; called on any thread."""
        follows = self._follower is not None and not self._follower.done()
        if self._head is not None and not (follows and self._stale.is_set()):
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._stale.set()
        if self._follower is None or self._follower.done():
            self._follower = self._loop.create_task(self._follow())

    async def _follow(self) -> None:
        """Paint what has changed, ten times a second at most, and the clock each second, until all has ended."""
        working = True
        while working or self._stale.is_set():
            self._stale.clear()
            states = await self.board._all()
            self._paint(states)
            working = any(state["status"] == "working" for state in states)
            await asyncio.sleep(0.1)
            if working:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stale.wait(), 0.9)
        if self._shown is not None:
            self._shown.update(table_of(states).folded)

    def _paint(self, states: list[dict]) -> None:
        older = f" · the newest {MOST_ROWS} of {len(states)}" if len(states) > MOST_ROWS else ""
        self._head.value = f'<div role="status">{_counts(states)}{older}</div>'
        newest = states[-MOST_ROWS:]
        for state in newest:
            if state["task_id"] not in self._rows:
                self._rows[state["task_id"]] = _Row(self.board, state)
            self._rows[state["task_id"]].paint(state)
        boxes = tuple(self._rows[state["task_id"]].box for state in newest)
        if boxes != self._list.children:
            self._list.children = boxes


class _Row:
    """One task: state and name, a bar, what it says, and a button while it works."""

    def __init__(self, board: Board, state: dict):
        import ipywidgets
        task_id = state["task_id"]
        self.name = ipywidgets.HTML(layout={"flex": "0 0 12.5em", "min_width": "0"})
        self.said = ipywidgets.HTML(layout={"flex": "1 1 0", "min_width": "0"})
        self.bar = ipywidgets.FloatProgress(0, min=0, max=1, layout={"flex": "0 1 6em", "min_width": "2em"})
        self.button = ipywidgets.Button(description="Cancel", tooltip=f"Cancel {task_id}: {state['function']}",
                                        layout={"flex": "0 0 auto", "width": "auto"})
        self.button.on_click(lambda button: _cancel(board, task_id))
        self.box = ipywidgets.HBox([self.name, self.bar, self.said, self.button], layout={"height": "30px"})

    def paint(self, state: dict) -> None:
        status = state["status"]
        self.name.value = _one_line(f"{ICONS[status]} {status} · {state['task_id']}")
        self.said.value = _one_line(" · ".join(filter(None, (state["function"], _seconds(state), _said(state)))))
        self.bar.value = 1.0 if status == "completed" else (state["progress"] or {}).get("fraction", 0.0)
        self.bar.bar_style = STYLES[status]
        self.button.layout.visibility = "visible" if status == "working" else "hidden"


def _one_line(text: str) -> str:
    """Text that is cut where its place ends, and read in full by pointing at it."""
    text = html.escape(text)
    style = "width:0;min-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap"
    return f'<div class="{NO_MATH}" title="{text}" style="{style}">{text}</div>'


def _cancel(board: Board, task_id: str) -> None:
    with contextlib.suppress(ToolError):              # a board that was emptied meanwhile
        board.cancel(task_id)


def table_of(states: list[dict]) -> Table:
    """States of tasks, as Board.list gives them, as a table."""
    rows = [(state["task_id"], state["function"], f"{ICONS[state['status']]} {state['status']}", _said(state), _seconds(state))
            for state in states]
    wide = [max(map(len, column)) for column in zip(HEAD, *rows)]
    text = [_counts(states)] + [
        "  ".join(cell.rjust(w) if i == 4 else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, wide))).rstrip()
        for row in ((HEAD, *rows) if rows else ())]
    cells = "".join("<tr>" + "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    head = "".join(f'<th scope="col" style="text-align:left">{name}</th>' for name in HEAD)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>" if rows else ""
    ended = states and all(state["status"] != "working" for state in states)
    summary = _counts(states) if ended else "As a table"
    return Foldable(summary, f"<p>{_counts(states)}</p>{table}", "\n".join(text))


class Foldable(Table):
    """A table with a summary; `folded` shows the summary and opens on click."""

    def __init__(self, summary: str, html: str, text: str):
        super().__init__(f'<div class="{NO_MATH}">{html}</div>', text)
        self.folded = Table(f'<details class="{NO_MATH}"><summary>{summary}</summary>{html}</details>', text)


def _counts(states: list[dict]) -> str:
    counts = [f"{n} {status}" for status in ICONS if (n := sum(state["status"] == status for state in states))]
    return f"Tasks: {', '.join(counts)}" if counts else "No task yet."


def _said(state: dict) -> str:
    """How far it is and what it says of it; of a failed one the error."""
    if "error" in state or state["status"] == "completed" or not state["progress"]:
        return shorten(state.get("error", ""), 100)
    return shorten(f"{state['progress']['fraction']:.0%} {state['progress']['note']}".strip(), 100)


def _seconds(state: dict) -> str:
    return f"{state['seconds']:.1f} s"


def show_with_text(view):
    """Display `view.widget` and, in an output of its own, `view.table` folded: that one stays in a committed notebook.

    Returns:
        a handle whose update() shows a newer table, or None where there is no notebook
    """
    from IPython import get_ipython
    from IPython.display import display
    if not hasattr(get_ipython(), "kernel"):
        print(view.table)
        return None
    display(view.widget)
    return display(view.table.folded, display_id=True)


def _view(board: Board) -> BoardView:
    """One view for each board: shown twice it is the same widget twice."""
    if "_view" not in board.__dict__:
        board._view = BoardView(board)
    return board._view


Board.face = _view
