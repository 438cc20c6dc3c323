"""How far this person has come: `.workshop/progress.json` beside workshop.toml, on this machine only.

Several kernels may write: each reads the file anew under a lock, adds what happened, and replaces it whole. With
WORKSHOP_PROGRESS=off, which tests and `workshop run` set, nothing is written, so that outputs repeat.
"""

import contextlib
import json
import os
import sqlite3
import threading
import time
from datetime import datetime
from pathlib import Path

from ..settings import repository

STATES = ("not attempted", "raised", "wrong", "solved by goto", "right")     # a later one replaces an earlier one
FILE, OFF = "progress.json", "off"
LOCK_S = 2.0

_pending: list[tuple] = []                  # what could not be written yet; it goes along with the next
_writing = threading.Lock()
_said: set[str] = set()


def record(lesson: str, exercise: str, state: str = "", hints: int = 0, solution: bool = False) -> str:
    """Note a check (`state`), a hint (the number of hints seen) or a look at the solution.

    Returns:
        What the person should know, such as a damaged file; mostly ""
    """
    return _note(("exercise", lesson, exercise, {"state": state, "hints": hints, "solution": solution, "at": _now()}))


def record_prediction(lesson: str, name: str, **what: str) -> str:
    """Note what was `said` or `measured`, as text."""
    return _note(("prediction", lesson, name, {**what, "at": _now()}))


def mark_solved(root: Path, lesson: str, names: list[str]) -> list[str]:
    """Enter exercises as "solved by goto", unless they are right; the names that are new. Written in any case."""
    known = read(root).get(lesson, {}).get("exercises", {})
    new = [name for name in names if STATES.index(known.get(name, {}).get("state", STATES[0])) < STATES.index("solved by goto")]
    if new:
        _write(root, [("exercise", lesson, name, {"state": "solved by goto", "at": _now()}) for name in new])
    return new


def state_of(lesson: str, exercise: str) -> str:
    """The best that was reached so far; "not attempted" if nothing is known."""
    root = _root()
    known = read(root) if root else {}
    return known.get(lesson, {}).get("exercises", {}).get(exercise, {}).get("state", STATES[0])


def read(root: Path) -> dict:
    """Lesson → {"exercises": …, "predictions": …}; empty if there is no file, or one that can't be read."""
    try:
        return _load(root / ".workshop" / FILE)
    except (OSError, ValueError):
        return {}


def _root() -> Path | None:
    return None if os.environ.get("WORKSHOP_PROGRESS", "").lower() == OFF else repository()


def _note(event: tuple) -> str:
    root = _root()
    if root is None or not event[1]:
        return ""
    with _writing:
        _pending.append(event)
        try:
            notice = _write(root, _pending)
        except OSError as error:
            return _once(f"Your progress can't be written to .workshop ({error.strerror or error}). The course goes on without.")
        _pending.clear()
    return notice


def _once(notice: str) -> str:
    if notice in _said:
        return ""
    _said.add(notice)
    return notice


def _write(root: Path, events: list[tuple]) -> str:
    """Add the events to the file; what happened to a damaged one."""
    path, notice = root / ".workshop" / FILE, ""
    path.parent.mkdir(exist_ok=True)
    with _locked(path.with_suffix(".lock")):
        try:
            lessons = _load(path)
        except FileNotFoundError:
            lessons = {}
        except ValueError as error:
            aside = path.with_name(f"progress-damaged-{time.strftime('%Y%m%d-%H%M%S')}.json")
            _replace(path, aside)
            lessons = {}
            notice = f"{path.name} could not be read ({error}). It was set aside as .workshop/{aside.name}, and a new one begun."
        for event in events:
            _add(lessons, *event)
        draft = path.with_name(f"{FILE}.{os.getpid()}-{threading.get_ident()}")
        draft.write_text(json.dumps({"version": 1, "lessons": lessons}, indent=1, ensure_ascii=False), encoding="utf-8")
        _replace(draft, path)
    return notice


def _load(path: Path) -> dict:
    """The lessons in the file.

    Raises:
        FileNotFoundError: if there is none
        ValueError: if it is not a progress file
    """
    found = json.loads(path.read_text(encoding="utf-8"))
    lessons = found.get("lessons") if isinstance(found, dict) else None
    tables = [lessons, *(lessons or {}).values()] if isinstance(lessons, dict) else [None]
    parts = [part for table in tables[1:] if isinstance(table, dict) for part in table.values()]
    entries = [entry for part in parts if isinstance(part, dict) for entry in part.values()]
    if not all(isinstance(one, dict) for one in tables + parts + entries):
        raise ValueError("it has another form")
    return lessons


def _add(lessons: dict, kind: str, lesson: str, name: str, what: dict) -> None:
    entry = lessons.setdefault(lesson, {}).setdefault(f"{kind}s", {}).setdefault(name, {})
    if kind == "prediction":
        entry.update(what)
        return
    state = what.get("state") or STATES[0]
    best = entry.get("state", STATES[0])
    entry["state"] = max(state, best if best in STATES else STATES[0], key=STATES.index)
    if what.get("state") not in (None, "", "solved by goto"):
        entry["checks"] = entry.get("checks", 0) + 1
    entry["hints"] = max(entry.get("hints", 0), what.get("hints", 0))
    entry["solution seen"] = entry.get("solution seen", False) or what.get("solution", False)
    entry.setdefault("first", what["at"])
    entry["last"] = what["at"]


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _replace(source: Path, target: Path) -> None:
    """os.replace, tried again where another program has the file open for a moment (Windows)."""
    for attempt in range(10):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == 9:
                raise
            time.sleep(0.05)


@contextlib.contextmanager
def _locked(path: Path):
    """One writer at a time, by SQLite, which can lock a file on every platform; the lock ends with its process.

    Raises:
        TimeoutError: if another program holds it for LOCK_S; what was to be written then waits for the next time
    """
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=LOCK_S, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            connection.close()
            raise TimeoutError(f"another program holds {path.name}") from error
        # A file system without locks: go on, one writer is the rule.
    try:
        yield
    finally:
        if connection is not None:
            connection.close()
