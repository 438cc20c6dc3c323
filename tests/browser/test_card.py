"""The card of an exercise in a real JupyterLab: its buttons, also beside a cell that blocks, and what is left after a restart."""

import nbformat
import pytest
from playwright.sync_api import TimeoutError as NothingCame
from test_notebooks import open_notebook, wait

from workshop_utils.commands.outputs import METADATA
from workshop_utils.exercises import lesson02 as ex

STARTER, BLOCKING, QUIZ = 2, 4, 3
CELLS = ["from workshop_utils.exercises import lesson02 as ex\nfrom pathlib import Path\nimport time", "ex.q1", ex.q1.starter.rstrip(),
         'ex.quiz("who remembers")', "while not Path('go-on').exists():\n    time.sleep(0.05)"]
STILL_RUNS = f"() => jupyterapp.shell.currentWidget.content.widgets[{BLOCKING}].promptNode.textContent.includes('*')"


@pytest.fixture
def card_notebook(course_copy):
    path = course_copy / "notebooks" / "card.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS], metadata=METADATA), path)
    yield path
    path.unlink()
    (path.parent / "go-on").unlink(missing_ok=True)


def test_a_card_is_pressed_answered_and_still_readable_without_its_kernel(page, lab, card_notebook):
    open_notebook(page, lab, card_notebook)
    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
    card = page.locator(".workshop-card").first
    card.wait_for()
    page.wait_for_timeout(1_000)            # until JupyterLab has its own line to the card; before, a click waits for the cell
    press_until(card, "Check", "Replace the ... with your function flatten")
    assert page.evaluate(STILL_RUNS), "the verdict came while the last cell was blocking"
    (card_notebook.parent / "go-on").touch()
    page.wait_for_function(STILL_RUNS.replace("=> ", "=> !"))
    assert page.locator(".workshop-card-text").is_hidden(), "the text form stands back"

    card.get_by_role("button", name="Hint 1 of 3").click()
    card.get_by_text("Begin with as_text").wait_for()
    answer_the_question(page)

    type_into(page, STARTER, ex.q1.source)
    wait(page, lambda now: (now["cells"][STARTER]["count"] or 0) > len(CELLS), 60)
    card.get_by_role("button", name="Check").click()
    card.get_by_text("Every turn has its mark").wait_for()
    assert card.get_by_text("✓ right").count() == 2, "in the verdict, and beside the name"
    reopen_without_kernel(page, lab, card_notebook)


def press_until(card, button: str, words: str) -> None:
    """On a slow machine JupyterLab may not have that line yet; a click that waits for the cell does no harm."""
    for _ in range(10):
        card.get_by_role("button", name=button).click()
        try:
            return card.get_by_text(words).wait_for(timeout=5_000)
        except NothingCame:
            continue
    raise AssertionError(f"{button} was pressed ten times, and {words!r} did not come")


def answer_the_question(page) -> None:
    """A click on the right choice of the quiz brings its explanation."""
    page.evaluate(f"() => jupyterapp.shell.currentWidget.content.scrollToItem({QUIZ})")
    page.locator(".MCButton", has_text="Nothing, unless it is sent again").click()
    page.locator(".Feedback", has_text="The model reads it again").wait_for()


def type_into(page, index: int, code: str) -> None:
    """Replace a cell's code by the keyboard, and run it."""
    page.evaluate(f"() => jupyterapp.shell.currentWidget.content.scrollToItem({index})")
    page.locator(".jp-CodeCell .cm-content").nth(index).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")


def reopen_without_kernel(page, lab, path) -> None:
    """Saved, its kernel ended, opened again: the text form is there, and no broken widget."""
    page.evaluate("async () => { await jupyterapp.commands.execute('docmanager:save');"
                  " await jupyterapp.shell.currentWidget.sessionContext.shutdown(); }")
    open_notebook(page, lab, path)
    page.get_by_text("model not found").first.wait_for(state="attached")
    assert page.locator(".workshop-card-text").is_visible()
    assert page.get_by_text("model not found").first.is_hidden()
