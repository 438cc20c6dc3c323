"""workshop run: notebooks from the first to the last cell, with a table of time, calls and failures."""

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from . import NO_PROGRESS, Stop, chosen_lessons, course, offline_environment, outputs, table
from .prepare import prepare

CELL_TIMEOUT_S = 120
# Its warning that a kernel on this machine talks without encryption would break the progress bar.
QUIET_KERNEL = ["--IPKernelApp.log_level=ERROR"]
ASK_USAGE = """import json as _json
from workshop_utils import connection as _connection
print(_json.dumps(_connection.usage()))"""


@dataclass
class Outcome:
    """What one run of a notebook came to; `failure` names the cell and its error, None if all went well."""

    cells: int
    seconds: float
    usage: dict | None = None
    failure: str | None = None

    def row(self, name: str) -> tuple:
        """The notebook's line in the summary."""
        calls = "–" if self.usage is None else f"{self.usage['calls']} · {outputs.price(self.usage)}"
        return name, self.cells, f"{self.seconds:.1f}", calls, self.failure or "ok"


def run(numbers: list[str] = (), save: bool = False) -> int:
    """Run the notebooks with these numbers, or all; with `save` on the practice model, and write their outputs."""
    root = course()
    chosen = chosen_lessons(root, list(numbers))
    if not chosen:
        raise Stop(f"There are no notebooks in {root / 'notebooks'}.")
    prepare()
    environment = offline_environment() if save else {**os.environ, **NO_PROGRESS}
    rows, failed = [], False
    for path in chosen:
        notebook = nbformat.read(path, as_version=4)
        outcome = execute(notebook, path.parent, environment, _Bar(path.stem))
        if save and not outcome.failure:
            outputs.clean(notebook, outcome.usage, root)
            nbformat.write(notebook, path)
        rows.append(outcome.row(path.stem))
        failed = failed or bool(outcome.failure)
    print("\n" + table([("notebook", "cells", "seconds", "calls", "result"), *rows], right=(1, 2, 3)))
    if save and failed:
        print("A notebook that failed was left as it was.")
    return int(failed)


def execute(notebook, folder: Path, environment: dict, on_cell=lambda done, cells: None) -> Outcome:
    """Run all cells of `notebook` in place, in a kernel of its own that works in `folder`."""
    client = NotebookClient(notebook, timeout=CELL_TIMEOUT_S, kernel_name="python3", record_timing=False,
                            store_widget_state=False, coalesce_streams=True, extra_arguments=QUIET_KERNEL,
                            resources={"metadata": {"path": str(folder)}})
    started, outcome = time.monotonic(), Outcome(len(notebook.cells), 0.0)
    try:
        with client.setup_kernel(env=environment):
            outcome.failure = _run_cells(client, notebook, on_cell)
            outcome.seconds = time.monotonic() - started
            outcome.usage = None if outcome.failure else _usage(client, notebook)
    except RuntimeError as error:       # nbclient's word for a kernel that does not start
        outcome.failure = f"no kernel: {error}"
    outcome.seconds = outcome.seconds or time.monotonic() - started
    return outcome


def _run_cells(client, notebook, on_cell) -> str | None:
    """The failure that ended the run, if one did."""
    for index, cell in enumerate(notebook.cells):
        on_cell(index, len(notebook.cells))
        try:
            client.execute_cell(cell, index)
        except CellExecutionError as error:
            return f"cell {index + 1} ({_first_line(cell)}): {error.ename}: {error.evalue}"
        except CellTimeoutError:
            return f"cell {index + 1} ({_first_line(cell)}): not finished after {CELL_TIMEOUT_S} s"
        except DeadKernelError:
            return f"cell {index + 1} ({_first_line(cell)}): the kernel died"
    on_cell(len(notebook.cells), len(notebook.cells))
    return None


def _usage(client, notebook) -> dict:
    """connection.usage() of the kernel, asked by a cell that does not stay."""
    asking = nbformat.v4.new_code_cell(ASK_USAGE)
    notebook.cells.append(asking)
    try:
        client.execute_cell(asking, len(notebook.cells) - 1)
    finally:
        notebook.cells.pop()
    return json.loads("".join(output.text for output in asking.outputs if output.output_type == "stream"))


def _first_line(cell) -> str:
    return next(iter(cell.source.strip().splitlines()), "empty")[:60]


class _Bar:
    """A progress bar on a terminal; one line per notebook in a log."""

    def __init__(self, name: str):
        self.name = name
        if not sys.stdout.isatty():
            print(f"{name} …", flush=True)

    def __call__(self, done: int, cells: int) -> None:
        if sys.stdout.isatty():
            full = round(24 * done / max(cells, 1))
            end = "\n" if done == cells else ""
            print(f"\r{self.name:<34} {'█' * full}{'░' * (24 - full)} {done}/{cells}", end=end, flush=True)
