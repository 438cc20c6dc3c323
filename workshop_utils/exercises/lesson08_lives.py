"""A learner's step in processes that really die, at each moment in turn, and are followed by another one.

A small worker (lesson08_child.py) stands in for the durable board, because a dozen deaths must take a second or two.
"""

import ast
import inspect
import json
import subprocess
import sys
import tempfile
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from ..steps import step, step_key
from .verdict import Wrong

CHILD = Path(__file__).with_name("lesson08_child.py")
PAYMENTS = ("T-1464", "T-1458")
AT_ONCE, LIFE_S = 4, 15


@dataclass(frozen=True)
class Story:
    """What came of one task: when its first process died (None if it lived on), and what the mainframe did."""

    died: str | None
    ledger: list[dict]
    passed: list[str]
    raised: dict | None

    def moved(self, payment: str) -> list[dict]:
        """The rows in which money moved for this payment."""
        return [row for row in self.ledger if row["payment"] == payment and row["moved"]]

    def __str__(self):
        head = f"The ledger, with a process killed {self.died}:" if self.died else "The ledger of one process that nobody killed:"
        rows = [f"  process {row['life']}  {row['payment']}  {'money moved' if row['moved'] else 'nothing: known key'}"
                f"  key {row['key']!r}" for row in self.ledger]
        return "\n".join([head, *(rows or ["  (nothing was paid)"])])


def job_of(function) -> dict:
    """What a worker is told: the program, and the payments."""
    return {"program": program_of(function), "name": function.__name__, "payments": PAYMENTS}


def unharmed(job: dict) -> Story:
    """A process that nobody kills."""
    return _story(job, 0)


def killed(job: dict, whole: Story) -> list[Story]:
    """For each moment within the first step, as it went in `whole`: a process that dies there, and the next one."""
    last = next((n for n, moment in enumerate(whole.passed, 1) if moment == "after its checkpoint"), 0)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda moment: _story(job, moment), range(1, last + 1)))


def _story(job: dict, dies_at: int) -> Story:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        for life, moment in ((1, dies_at), (2, 0))[: 2 if dies_at else 1]:
            _live(folder, life, moment)
        return Story(_read(folder, "died"), _read(folder, "ledger") or [], _read(folder, "passed") or [], _read(folder, "raised"))


def _live(folder: Path, life: int, dies_at: int) -> None:
    try:
        subprocess.run([sys.executable, str(CHILD), str(life), str(dies_at)], cwd=folder, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIFE_S)
    except subprocess.TimeoutExpired:
        raise Wrong(f"In a process of its own your function was not done within {LIFE_S} s.") from None


def _read(folder: Path, name: str):
    file = folder / f"{name}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None


# ── from a notebook's function to a program ──────────────────────────────────────────────────

def program_of(function) -> str:
    """The source of this function and of what it uses from the notebook: all that a new process has of it.

    Raises:
        Wrong: if it has no source to read
    """
    parts: list[str] = []
    _add(function.__name__, function, parts, set())
    return "\n".join(parts)


def _add(name: str, value, parts: list[str], known: set[str]) -> None:
    """Put the definition of `name` after those that it needs itself."""
    if name in known:
        return
    known.add(name)
    if value in (step, step_key) or inspect.isfunction(value) and value.__module__ == step.__module__:
        parts.append(f"{name} = {value.__name__}")
    elif isinstance(value, ModuleType):
        parts.append(f"import {value.__name__} as {name}")
    elif inspect.isfunction(value) and value.__module__ == "__main__":
        source = _source(value)
        for used in _names(source):
            if used in inspect.unwrap(value).__globals__:
                _add(used, inspect.unwrap(value).__globals__[used], parts, known)
        parts.append(source)
    elif getattr(value, "__module__", None) in sys.modules and getattr(value, "__module__", "") != "__main__" \
            and hasattr(value, "__qualname__"):
        parts.append(f"from {value.__module__} import {value.__qualname__} as {name}")
    else:
        parts += [f"{name} = {value!r}"] if _is_plain(value) else []


def _source(function) -> str:
    try:
        source = textwrap.dedent(inspect.getsource(function))
        ast.parse(source)
        return source
    except (OSError, TypeError, SyntaxError):
        raise Wrong("The check runs the source of your function in other processes, and can't read it. Write it in the cell "
                    "above with def.") from None


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _is_plain(value) -> bool:
    """Is its repr the code that makes it?"""
    try:
        return ast.literal_eval(repr(value)) == value
    except (ValueError, SyntaxError, TypeError):
        return False
