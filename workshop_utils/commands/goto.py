"""workshop goto NN: everything before lesson NN as if it were solved. The learner's own work stays."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import nbformat

from ..exercises import progress
from . import chosen_lessons, course, lessons
from .reset import back_up, read_notebook


def goto(lesson: str) -> int:
    """Enter the exercises before `lesson` as solved, and put solutions into the starter cells that are still untouched."""
    root = course()
    goal = chosen_lessons(root, [lesson])[0]
    solved, filled = [], []
    for path in lessons(root):
        if path.name[:2] < goal.name[:2]:
            solved += _enter(root, path.name[:2])
            filled += _fill(root, path)
    _tell(goal, solved, filled)
    return 0


def _exercises(number: str) -> dict:
    name = f"workshop_utils.exercises.lesson{number}"
    return import_module(name).lesson.exercises if find_spec(name) else {}


def _enter(root: Path, number: str) -> list[str]:
    """The exercises of this lesson that are new in the progress file."""
    return [f"{number} {name}" for name in progress.mark_solved(root, number, list(_exercises(number)))]


def _fill(root: Path, path: Path) -> list[str]:
    """Solutions in place of untouched starters; the outputs of these cells and of their checks go."""
    notebook, exercises, filled = read_notebook(path), _exercises(path.name[:2]), []
    for cell in notebook.cells if notebook else ():
        name = cell.metadata.get("exercise")
        if name in exercises and cell.source.strip() == exercises[name].starter.strip():
            cell.source, cell.outputs, cell.execution_count = exercises[name].source.rstrip(), [], None
            filled.append(name)
    for cell in notebook.cells if filled else ():
        if cell.cell_type == "code" and any(cell.source.startswith(f"ex.{name}.check(") for name in filled):
            cell.outputs, cell.execution_count = [], None
    if filled:
        back_up(root, path)
        nbformat.write(notebook, path)
    return [f"{path.name[:2]} {name}" for name in filled]


def _tell(goal: Path, solved: list[str], filled: list[str]) -> None:
    number = goal.name[:2]
    if not solved and not filled:
        print(f"Nothing to do: all that lies before lesson {number} is solved, or there is nothing before it.")
    if solved:
        print(f"Entered as solved by goto: {', '.join(solved)}.")
    if filled:
        print(f"Solutions put into untouched starter cells: {', '.join(filled)}. What you wrote yourself was left alone, and "
              "the notebooks as they were are in .workshop/backup. Reload those that are open (File › Reload Notebook from Disk).")
    print(f"Lesson {number} is open to you: workshop lab {number}")
