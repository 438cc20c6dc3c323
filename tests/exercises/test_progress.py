"""Progress: the best state stays, several kernels lose nothing, a damaged file is set aside, and tests write none."""

import json
import subprocess
import sys

import nbformat
import pytest

import workshop_utils
from workshop_utils.exercises import progress
from workshop_utils.exercises.engine import Lesson, expect

WRITER = """
import sys
from workshop_utils.exercises import progress
progress.LOCK_S = 60            # patience is another test's matter: here nobody may be lost
for n in range(int(sys.argv[2])):
    progress.record("02", sys.argv[1], state="wrong")
    progress.record("02", "shared", state="raised")
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course whose progress is kept; the current folder is inside it."""
    (tmp_path / "workshop.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKSHOP_PROGRESS")
    return tmp_path


@pytest.fixture
def lesson():
    lesson = Lesson("02")
    lesson.exercise("q1", hints=["a", "b"], solution="n = 1")(lambda n: expect(n, 1))
    lesson.exercise("q2", hints=["a"], solution="m = 1")(lambda m: expect(m, 1))
    return lesson


def entry(course, name="q1"):
    return progress.read(course)["02"]["exercises"][name]


def test_checks_hints_and_solutions_are_counted(course, lesson):
    q1 = lesson.exercises["q1"]
    for value in (..., 2, 1):
        q1.check(value)
    q1.hint(), q1.hint(), q1.solution()
    found = entry(course)
    assert (found["state"], found["checks"], found["hints"], found["solution seen"]) == ("right", 3, 2, True)
    assert found["first"] <= found["last"]


def test_the_best_state_stays(course, lesson):
    for value in (2, 1, ...):
        lesson.exercises["q1"].check(value)
    assert entry(course)["state"] == "right" and lesson.exercises["q1"].state == "right"
    assert Lesson("02").exercise("q1", hints=[], solution="n = 1")(lambda n: None).state == "right", "in a new kernel, too"


def test_predictions_and_what_was_measured_are_kept(course, lesson):
    lesson.predict("sequential", 3)
    lesson.measured("sequential", 5)
    lesson.measured("not predicted", 5)
    said = progress.read(course)["02"]["predictions"]
    assert list(said) == ["sequential"] and (said["sequential"]["said"], said["sequential"]["measured"]) == ("3", "5")
    assert "sequential" in lesson.progress_report().text


def test_a_report_is_a_table_with_words_and_icons(course, lesson):
    lesson.exercises["q1"].check(1)
    lesson.exercises["q2"].hint()
    report = lesson.progress_report()
    assert "q1        ✓ right          1       0" in report.text and "q2        ○ not attempted  0       1" in report.text
    assert '<th scope="row"' in report.html and "✓ right" in report.html


def test_all_lessons_are_reported_together(course):
    progress.record("03", "q2", state="right")
    report = workshop_utils.progress_report()
    assert report.text.startswith("1 of ") and "q1 ○  q2 ✓  q3 ○" in report.text and "✗ wrong" in report.text


def test_outside_of_a_course_nothing_is_written_and_it_is_said(tmp_path, monkeypatch, lesson):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKSHOP_PROGRESS")
    assert lesson.exercises["q1"].check(1) and not list(tmp_path.iterdir())
    assert "no progress is kept" in lesson.progress_report().text


def test_tests_and_runs_write_no_progress(course, monkeypatch, lesson):
    monkeypatch.setenv("WORKSHOP_PROGRESS", "off")
    lesson.exercises["q1"].check(1)
    assert not (course / ".workshop").exists()


def test_several_kernels_write_at_once_and_lose_nothing(course, rounds):
    many = rounds(15, 150)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name, str(many)]) for name in ("q1", "q2", "q3")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    found = progress.read(course)["02"]["exercises"]
    assert {name: found[name]["checks"] for name in found} == {"q1": many, "q2": many, "q3": many, "shared": 3 * many}


@pytest.mark.parametrize("text", ["", '{"version": 1, "lessons": {"02"', "[1]", '{"lessons": []}', '{"lessons": {"02": {"exercises": 3}}}',
                                  "\udcff"])
def test_a_damaged_file_is_set_aside_and_said_once(course, lesson, capsys, text):
    path = course / ".workshop" / "progress.json"
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    lesson.exercises["q1"].check(1)
    aside, = path.parent.glob("progress-damaged-*.json")
    assert aside.read_bytes() == text.encode("utf-8", "surrogateescape")
    assert entry(course)["state"] == "right"
    assert f"It was set aside as .workshop/{aside.name}, and a new one begun." in capsys.readouterr().out
    lesson.exercises["q1"].check(1)
    assert capsys.readouterr().out == ""


def test_what_can_not_be_written_now_goes_along_with_the_next(course, lesson, capsys, monkeypatch):
    (course / ".workshop").write_text("a file where the folder should be")
    assert lesson.exercises["q1"].check(1)
    assert "Your progress can't be written" in capsys.readouterr().out
    assert lesson.exercises["q1"].check(1) and capsys.readouterr().out == "", "said once"
    (course / ".workshop").unlink()
    lesson.exercises["q2"].hint()
    assert entry(course)["checks"] == 2 and entry(course, "q2")["hints"] == 1


def test_what_another_program_locks_waits_for_the_next_time(course, lesson, capsys, monkeypatch):
    monkeypatch.setattr(progress, "LOCK_S", 0.05)
    (course / ".workshop").mkdir()
    with progress._locked(course / ".workshop" / "progress.lock"):
        assert lesson.exercises["q1"].check(1)
        assert "can't be written to .workshop (another program holds progress.lock)" in capsys.readouterr().out
    lesson.exercises["q1"].hint()
    assert entry(course)["checks"] == 1


def test_workshop_run_keeps_no_progress(course, monkeypatch):
    from workshop_utils.commands import run
    given = []
    (course / "notebooks").mkdir()
    nbformat.write(nbformat.v4.new_notebook(), course / "notebooks" / "00_a.ipynb")
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr(run, "execute", lambda notebook, folder, environment, bar: given.append(environment) or run.Outcome(0, 0.0))
    run.run()
    assert given[0]["WORKSHOP_PROGRESS"] == "off"


def test_the_file_is_whole_at_every_moment(course, monkeypatch):
    progress.record("02", "q1", state="wrong")
    before = (course / ".workshop" / "progress.json").read_bytes()

    def killed(*given):
        raise KeyboardInterrupt
    monkeypatch.setattr(progress.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        progress.record("02", "q1", state="right")
    assert (course / ".workshop" / "progress.json").read_bytes() == before
    progress._pending.clear()


def test_fields_of_a_later_version_stay(course):
    path = course / ".workshop" / "progress.json"
    progress.record("02", "q1", state="wrong")
    found = json.loads(path.read_text("utf-8"))
    found["lessons"]["02"]["exercises"]["q1"]["mood"] = "good"
    path.write_text(json.dumps(found))
    progress.record("02", "q1", state="right")
    assert entry(course)["mood"] == "good"
