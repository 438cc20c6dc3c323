"""workshop reset: nothing that a learner wrote is lost by it."""

import shutil
import subprocess

import nbformat
import pytest

from workshop_utils import cli

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
NAME = "04_function_calling.ipynb"


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments], cwd=folder, check=True,
                   capture_output=True)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A committed course whose lesson 04 a learner has changed; the current folder is inside it."""
    (tmp_path / "workshop.toml").touch()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / NAME).write_text("committed\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "start")
    (tmp_path / "notebooks" / NAME).write_text("learner's\n")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def backups(course):
    return list((course / ".workshop" / "backup").glob("04_function_calling-*.ipynb"))


def test_a_lesson_goes_back_to_its_committed_state_and_the_learners_version_is_kept(course, capsys):
    assert cli.main(["reset", "4", "--yes"]) == 0
    assert (course / "notebooks" / NAME).read_text() == "committed\n"
    assert [path.read_text() for path in backups(course)] == ["learner's\n"]
    assert f"notebooks/{NAME} is as committed again. Your version: .workshop/backup/04" in capsys.readouterr().out


def test_an_untouched_lesson_is_left_alone(course, capsys):
    (course / "notebooks" / NAME).write_text("committed\n")
    assert cli.main(["reset", "04", "--yes"]) == 0
    assert "as committed already" in capsys.readouterr().out and not backups(course)


@pytest.mark.parametrize("answer, kept", [("n", "learner's\n"), ("", "learner's\n"), ("y", "committed\n")])
def test_it_asks_first(course, monkeypatch, answer, kept):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    cli.main(["reset", "04"])
    assert (course / "notebooks" / NAME).read_text() == kept


def test_with_nobody_to_ask_it_changes_nothing(course, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert cli.main(["reset", "04"]) == 1
    assert "nothing was changed. Give --yes" in capsys.readouterr().err
    assert (course / "notebooks" / NAME).read_text() == "learner's\n"


def test_without_git_it_says_what_to_do(course, monkeypatch, capsys):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert cli.main(["reset", "04", "--yes"]) == 1
    assert "git is not installed" in capsys.readouterr().err
    assert (course / "notebooks" / NAME).read_text() == "learner's\n"


def test_a_lesson_that_was_never_committed_is_not_touched(course, capsys):
    (course / "notebooks" / "07_own.ipynb").write_text("own\n")
    assert cli.main(["reset", "07", "--yes"]) == 1
    assert "git show failed" in capsys.readouterr().err
    assert (course / "notebooks" / "07_own.ipynb").read_text() == "own\n"


# ── without a number ─────────────────────────────────────────────────────────────────────────

def ran(path, code="x = 1", output="42\n"):
    """A notebook as it is after a run."""
    cell = nbformat.v4.new_code_cell(code, execution_count=3, outputs=[nbformat.v4.new_output("stream", text=output)])
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Text."), cell]), path)


@pytest.fixture
def used(course):
    """Two notebooks that were run, what a lesson wrote, and progress."""
    for name in (NAME, "06_calls.ipynb"):
        ran(course / "notebooks" / name)
    (course / ".workshop" / "lesson11").mkdir(parents=True)
    (course / ".workshop" / "progress.json").write_text("{}")
    return course


def test_reset_clears_outputs_and_progress_and_keeps_the_code_and_a_copy(used, capsys):
    assert cli.main(["reset", "--yes"]) == 0
    for path in (used / "notebooks").glob("*.ipynb"):
        cell = nbformat.read(path, as_version=4).cells[1]
        assert (cell.source, cell.outputs, cell.execution_count) == ("x = 1", [], None)
    assert [path.name for path in (used / ".workshop").iterdir()] == ["backup"]
    assert "42" in backups(used)[0].read_text()
    out = capsys.readouterr().out
    assert "Outputs cleared: 04, 06." in out and "Removed from .workshop: lesson11, progress.json." in out


@pytest.mark.parametrize("answer, cleared", [("n", False), ("", False), ("yes", True)])
def test_reset_asks_first(used, monkeypatch, answer, cleared):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)
    cli.main(["reset"])
    assert "outputs of 2 notebooks, your progress" in asked[0]
    assert (used / ".workshop" / "progress.json").exists() != cleared


def test_reset_with_nobody_to_ask_changes_nothing(used, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert cli.main(["reset"]) == 1
    assert "Give --yes" in capsys.readouterr().err and (used / ".workshop" / "progress.json").exists()


def test_a_second_reset_has_nothing_to_do_and_copies_are_never_overwritten(used, capsys):
    cli.main(["reset", "--yes"])
    ran(used / "notebooks" / NAME, output="forty-three\n")
    cli.main(["reset", "--yes"])
    assert sorted("forty-three" in path.read_text() for path in backups(used)) == [False, True]
    capsys.readouterr()
    assert cli.main(["reset", "--yes"]) == 0 and "There is nothing to clear" in capsys.readouterr().out


def test_a_file_that_is_no_notebook_is_left_alone(used, capsys):
    (used / "notebooks" / "07_torn.ipynb").write_text('{"cells": [')
    assert cli.main(["reset", "--yes"]) == 0
    assert (used / "notebooks" / "07_torn.ipynb").read_text() == '{"cells": ['
    assert "07_torn.ipynb is left as it is" in capsys.readouterr().out
