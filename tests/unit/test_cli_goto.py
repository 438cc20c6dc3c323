"""workshop goto: what lies before a lesson is solved, and nothing that a learner wrote is touched."""

import shutil
from pathlib import Path

import nbformat
import pytest

from workshop_utils import cli
from workshop_utils.exercises import lesson02, lesson03, progress

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A copy of the course's first lessons; the current folder is inside it."""
    (tmp_path / "workshop.toml").touch()
    (tmp_path / "notebooks").mkdir()
    for number in ("00", "01", "02", "03"):
        shutil.copy(next(NOTEBOOKS.glob(f"{number}_*.ipynb")), tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def notebook(course, number):
    path = next((course / "notebooks").glob(f"{number}_*.ipynb"))
    return path, nbformat.read(path, as_version=4)


def starter(course, number, name):
    return next(cell for cell in notebook(course, number)[1].cells if cell.metadata.get("exercise") == name)


def test_what_lies_before_is_solved_and_the_rest_is_not(course, capsys):
    assert cli.main(["goto", "3"]) == 0
    assert starter(course, "02", "q1").source == lesson02.q1.source.rstrip()
    assert starter(course, "03", "q1").source == lesson03.q1.starter.rstrip()
    known = progress.read(course)
    assert known["02"]["exercises"]["q3"]["state"] == "solved by goto" and "03" not in known
    out = capsys.readouterr().out
    assert "Entered as solved by goto: 00 q0, 00 q1" in out and "workshop lab 03" in out
    assert len(list((course / ".workshop" / "backup").glob("02_*.ipynb"))) == 1


def test_the_check_of_a_filled_cell_does_not_go_on_saying_not_attempted(course):
    cli.main(["goto", "3"])
    for cell in notebook(course, "02")[1].cells:
        if cell.source.startswith("ex.q"):
            assert not cell.get("outputs") and cell.get("execution_count") is None or "quiz" in cell.source


def test_the_learners_own_work_is_kept(course):
    path, found = notebook(course, "02")
    own = "def flatten(messages):\n    return 'mine'"
    next(cell for cell in found.cells if cell.metadata.get("exercise") == "q1").source = own
    nbformat.write(found, path)
    cli.main(["goto", "03"])
    assert starter(course, "02", "q1").source == own
    assert starter(course, "02", "q2").source == lesson02.q2.source.rstrip()


def test_what_was_solved_by_oneself_stays_right(course, monkeypatch):
    monkeypatch.delenv("WORKSHOP_PROGRESS")
    progress.record("02", "q1", state="right")
    cli.main(["goto", "3"])
    states = {name: entry["state"] for name, entry in progress.read(course)["02"]["exercises"].items()}
    assert states == {"q1": "right", "q2": "solved by goto", "q3": "solved by goto"}


def test_going_twice_changes_nothing_more(course, capsys):
    cli.main(["goto", "3"])
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert cli.main(["goto", "3"]) == 0
    assert "Nothing to do" in capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


def test_before_the_first_lesson_lies_nothing(course, capsys):
    assert cli.main(["goto", "0"]) == 0
    assert "Nothing to do" in capsys.readouterr().out and not (course / ".workshop").exists()


def test_an_unknown_lesson_is_named_with_those_that_there_are(course, capsys):
    assert cli.main(["goto", "42"]) == 1
    assert "There is no lesson 42. In notebooks/: 00, 01, 02, 03." in capsys.readouterr().err
