"""In a real kernel: what a check runs ends with it, and a card is shown twice, once to press and once to read."""

import nbformat

from workshop_utils.commands import offline_environment
from workshop_utils.commands.run import execute
from workshop_utils.exercises.card import WIDGET

CELLS = """from workshop_utils.exercises import lesson02 as ex
---
def flatten(messages):
    exit()
---
ex.q1.check(flatten)
---
def flatten(messages):
    return input("?")
---
ex.q1.check(flatten)
---
ex.q1
---
import sys
type(sys.stdout).__name__, input.__name__"""


def test_exit_and_input_end_the_check_and_the_kernel_goes_on(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS.split("\n---\n")])
    assert execute(notebook, tmp_path, offline_environment()).failure is None
    left, asked, (live, text), afterwards = (notebook.cells[n].outputs for n in (2, 4, 5, 6))
    assert "your code raised SystemExit — in flatten, line 2: exit()" in left[0].data["text/plain"]
    assert "Your code calls input()" in asked[0].data["text/plain"]
    assert set(live.data) == {WIDGET} and text.data["text/plain"].startswith("ex.q1: ✗ wrong")
    assert afterwards[0].data["text/plain"] == "('OutStream', 'raw_input')"
