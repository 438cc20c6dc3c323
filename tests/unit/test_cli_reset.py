"""workshop reset: nothing that a learner wrote is lost by it."""

import shutil
import subprocess

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


def test_reset_empties_what_lessons_wrote_and_keeps_the_backups(course, capsys):
    cli.main(["reset", "4", "--yes"])
    (course / ".workshop" / "lesson11").mkdir()
    (course / ".workshop" / "lesson11" / "memory.json").touch()
    assert cli.main(["reset"]) == 0
    assert [path.name for path in (course / ".workshop").iterdir()] == ["backup"] and backups(course)
    assert "Removed from .workshop: lesson11. Your notebooks in .workshop/backup stay." in capsys.readouterr().out


def test_reset_with_nothing_to_remove_says_so(course, capsys):
    assert cli.main(["reset"]) == 0
    assert "nothing was there" in capsys.readouterr().out
