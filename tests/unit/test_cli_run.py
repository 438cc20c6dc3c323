"""workshop run: what a run reports, and what of it is committed."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workshop_utils import cli
from workshop_utils.commands import outputs
from workshop_utils.commands.outputs import METADATA, WIDGET, clean, price

HEAD = ("# 03 · Head\n\n| minutes | after | calls · cost of one run | models |\n|---|---|---|---|\n"
        "| 40 | 02 | ? | practice, OpenAI |")
USAGE = {"calls": 6, "usd": 0.0}


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "workshop.toml").write_text('provider = "practice"\n')
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(course, name, *cells) -> Path:
    path = course / "notebooks" / name
    nbformat.write(new_notebook(cells=list(cells)), str(path))
    return path


def test_saving_keeps_outputs_and_fills_in_the_bill_and_a_failing_notebook_stays_as_it_was(course, capsys):
    good = written(course, "03_good.ipynb", new_markdown_cell(HEAD), new_code_cell("print('hello')\n1 + 1"))
    bad = written(course, "05_bad.ipynb", new_code_cell("fine = 1"), new_code_cell("# why\nnone"))
    before = bad.read_bytes()
    assert cli.main(["run", "--save"]) == 1
    saved = nbformat.read(good, as_version=4)
    assert [output.output_type for output in saved.cells[1].outputs] == ["stream", "execute_result"]
    assert "| 40 | 02 | 0 · $0.00 | practice, OpenAI |" in saved.cells[0].source
    assert (saved.cells[1].execution_count, saved.metadata) == (1, METADATA)
    assert bad.read_bytes() == before
    said = capsys.readouterr().out
    assert "cell 2 (# why): NameError: name 'none' is not defined" in said
    assert "A notebook that failed was left as it was." in said


def test_a_run_without_save_changes_no_file(course, capsys):
    path = written(course, "03_good.ipynb", new_markdown_cell(HEAD), new_code_cell("1 + 1"))
    before = path.read_bytes()
    assert cli.main(["run", "3"]) == 0
    assert path.read_bytes() == before
    row = capsys.readouterr().out.splitlines()[-1].split()
    assert row[:2] == ["03_good", "2"] and row[-4:] == ["0", "·", "$0.00", "ok"]


def test_a_kernel_that_dies_is_a_failure_with_its_cell(course, capsys):
    written(course, "03_dies.ipynb", new_code_cell("import os; os._exit(1)"))
    assert cli.main(["run"]) == 1
    assert "cell 1 (import os; os._exit(1)): the kernel died" in capsys.readouterr().out


def test_a_course_without_notebooks_says_so(course, capsys):
    assert cli.main(["run"]) == 1
    assert "There are no notebooks in" in capsys.readouterr().err


def test_widgets_quizzes_and_noise_are_not_committed():
    widget = new_output("display_data", {WIDGET: {"model_id": "1"}, "text/plain": "Slider()"})
    shown = new_code_cell("slider", outputs=[widget, new_output("stream", text="kept")],
                          metadata={"tags": ["x"], "execution": {"t": "1"}, "collapsed": True})
    quiz = new_code_cell("ex.quiz('a')", outputs=[new_output("stream", text="?")], metadata={"tags": ["quiz"]})
    notebook = new_notebook(cells=[shown, quiz], metadata={"widgets": {}, "kernelspec": {"name": "x", "display_name": "x"}})
    clean(notebook, USAGE, Path("/course"))
    assert [output.text for output in shown.outputs] == ["kept"] and quiz.outputs == []
    assert shown.metadata == {"tags": ["x"]} and notebook.metadata == METADATA


def test_a_committed_traceback_names_no_folder_of_this_machine():
    folder = Path(os.sep) / "home" / "ana" / "course"
    cell = new_code_cell("f()", outputs=[new_output("error", ename="E", evalue="e",
                                                    traceback=[f"{folder / 'lesson.py'}:3 in f"])])
    clean(new_notebook(cells=[cell]), USAGE, folder)
    assert cell.outputs[0].traceback == [f"…{os.sep}lesson.py:3 in f"]


def test_only_the_head_table_is_filled_in_and_a_second_time_too():
    other = "| minutes | a |\n|---|---|\n| 1 | 2 |"
    notebook = new_notebook(cells=[new_markdown_cell(HEAD), new_markdown_cell(other)])
    for calls in (6, 12):
        clean(notebook, {"calls": calls, "usd": 0.0}, Path("/course"))
        assert f"| 40 | 02 | {calls} · $0.00 | practice, OpenAI |" in notebook.cells[0].source
    assert notebook.cells[1].source == other


@pytest.mark.parametrize("usd, shown", [(0.0, "$0.00"), (0.0004, "$0.0004"), (0.127, "$0.13"), (None, "price unknown")])
def test_a_price_is_readable_and_an_unknown_one_is_not_zero(usd, shown):
    assert price({"usd": usd}) == shown


def test_the_saved_form_is_plain_json(course):
    path = written(course, "03_good.ipynb", new_code_cell("1"))
    cli.main(["run", "--save"])
    assert json.loads(path.read_text("utf-8"))["metadata"] == outputs.METADATA
