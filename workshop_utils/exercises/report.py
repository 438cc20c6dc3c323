"""Progress as tables: of one lesson by exercise, of the course by lesson."""

import html
from pathlib import Path

from ..settings import repository
from ..show.picture import NO_MATH, Table
from . import progress
from .verdict import KINDS

ICONS = {kind: icon for kind, (icon, _) in KINDS.items()} | {"solved by goto": "→"}
NOWHERE = "There is no workshop.toml here or above, so no progress is kept."


def lesson_report(number: str, names: list[str]) -> Table:
    """One lesson: its exercises, then what was predicted and measured."""
    root = repository()
    known = progress.read(root).get(number, {}) if root else {}
    rows = [("exercise", "state", "checks", "hints", "solution", "last")]
    for name in names:
        entry = known.get("exercises", {}).get(name, {})
        state = entry.get("state", progress.STATES[0])
        rows.append((name, f"{ICONS.get(state, '')} {state}", str(entry.get("checks", 0)), str(entry.get("hints", 0)),
                     "seen" if entry.get("solution seen") else "", _day(entry)))
    tables = [rows]
    said = known.get("predictions", {})
    if said:
        tables.append([("prediction", "you said", "it was"),
                       *((name, str(entry.get("said", "")), str(entry.get("measured", ""))) for name, entry in said.items())])
    return _shown(f"Lesson {number}", tables, "" if root else NOWHERE)


def progress_report() -> Table:
    """All lessons: how many of their exercises are right, and which."""
    root = repository()
    known = progress.read(root) if root else {}
    rows, right, all_of_them = [("lesson", "right", "exercises", "hints", "last")], 0, 0
    for number, names in exercises_of_all().items():
        entries = {name: known.get(number, {}).get("exercises", {}).get(name, {}) for name in names}
        states = {name: entry.get("state", progress.STATES[0]) for name, entry in entries.items()}
        done = sum(state == "right" for state in states.values())
        right, all_of_them = right + done, all_of_them + len(names)
        rows.append((number, f"{done} of {len(names)}", "  ".join(f"{name} {ICONS.get(state, '')}" for name, state in states.items()),
                     str(sum(entry.get("hints", 0) for entry in entries.values())), max(map(_day, entries.values()), default="")))
    legend = "  ".join(f"{icon} {state}" for state, icon in ICONS.items())
    return _shown(f"{right} of {all_of_them} exercises are right", [rows], "" if root else NOWHERE, legend)


def exercises_of_all() -> dict[str, list[str]]:
    """Lesson → the names of its exercises, from the modules of this folder."""
    from importlib import import_module
    modules = {path.stem[-2:]: f"{__package__}.{path.stem}" for path in sorted(Path(__file__).parent.glob("lesson[0-9][0-9].py"))}
    return {number: list(import_module(module).lesson.exercises) for number, module in modules.items()}


def _day(entry: dict) -> str:
    return str(entry.get("last", ""))[:16].replace("T", " ")


def _shown(title: str, tables: list[list[tuple]], *remarks: str) -> Table:
    below = [remark for remark in remarks if remark]
    text = "\n\n".join([title, *map(_text, tables), *below])
    rich = "".join(f"<p>{html.escape(remark)}</p>" for remark in below)
    return Table(f'<div class="{NO_MATH}"><strong>{html.escape(title)}</strong>{"".join(map(_html, tables))}{rich}</div>', text)


def _text(rows: list[tuple]) -> str:
    wide = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, wide)).rstrip() for row in rows)


def _html(rows: list[tuple]) -> str:
    head, *body = rows
    lines = ["".join(f'<th scope="col" style="text-align:left">{html.escape(cell)}</th>' for cell in head)]
    for first, *rest in body:
        lines.append(f'<th scope="row" style="text-align:left">{html.escape(first)}</th>'
                     + "".join(f'<td style="text-align:left">{html.escape(cell)}</td>' for cell in rest))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
