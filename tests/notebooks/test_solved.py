"""Every exercise with its own solution put in: the notebook runs, and every check says right.

The model is a practice model in another process than the kernel, reached by base_url as any compatible server is; the
one inside the kernel is what nbval and the browser tests use.
"""

import copy
import re
from importlib import import_module
from types import ModuleType

import pytest

from workshop_utils import practice
from workshop_utils.commands import offline_environment
from workshop_utils.commands.run import execute
from workshop_utils.exercises.engine import Exercise

CHECK = re.compile(r"^ex\.(q\d+)\.check\(", re.MULTILINE)


def exercises_of(path) -> dict[str, Exercise]:
    module: ModuleType = import_module(f"workshop_utils.exercises.lesson{path.name[:2]}")
    return {name: value for name, value in vars(module).items() if isinstance(value, Exercise)}


def starters(notebook) -> dict:
    """The cells to fill in, by the name of their exercise."""
    cells = [cell for cell in notebook.cells if "exercise" in cell.metadata.get("tags", ())]
    return {cell.metadata["exercise"]: cell for cell in cells}


def verdicts(notebook) -> dict[str, str]:
    """What each check cell says, as text."""
    return {found[1]: " ".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
            for cell in notebook.cells if cell.cell_type == "code" and (found := CHECK.search(cell.source))}


def test_each_exercise_of_the_module_has_a_check_and_each_starter_an_exercise(notebook, path):
    assert set(verdicts(notebook)) == set(exercises_of(path))
    assert set(starters(notebook)) <= set(exercises_of(path))


def test_untouched_it_says_not_attempted(notebook):
    for name, said in verdicts(notebook).items():
        # What has no starter was solved together, in the lesson's text.
        expected = "not attempted yet." if name in starters(notebook) else "right."
        assert said.startswith(f"ex.{name}: {expected}"), said


@pytest.fixture(scope="module")
def served():
    """The environment of a kernel whose model is a server of this process."""
    environment = offline_environment()
    del environment["WORKSHOP_PROVIDER"]
    with practice.start() as server:
        yield {**environment, "WORKSHOP_BASE_URL": server.base_url}


def test_solved_it_says_right_with_the_model_in_another_process(notebook, path, served):
    solved = copy.deepcopy(notebook)
    for name, cell in starters(solved).items():
        cell.source = exercises_of(path)[name].source
    outcome = execute(solved, path.parent, served)
    assert outcome.failure is None
    for name, said in verdicts(solved).items():
        assert said.startswith(f"ex.{name}: right."), said
