"""Lesson 07 by hand: its own cells in a real JupyterLab, then keys into the chat box and a click on the board's button."""

from pathlib import Path

import nbformat
import pytest
from test_notebooks import open_notebook, run_all

from workshop_utils.commands.outputs import METADATA

ROOT = Path(__file__).resolve().parents[2]
LESSON, SCREENSHOTS = next((ROOT / "notebooks").glob("07_*.ipynb")), ROOT / ".workshop" / "screenshots"
# The cells that the chat box needs, known by what they define.
NEEDED = ("import asyncio", "HELP_DESK =", "clerks = []", "async def review", "box = ChatBox")


@pytest.fixture
def notebook(course_copy):
    """The lesson from its imports to its chat box, and nothing else."""
    cells = [cell for cell in nbformat.read(LESSON, 4).cells if cell.cell_type == "code"]
    found = [next(cell for cell in cells if f"\n{words}" in f"\n{cell.source}") for words in NEEDED]
    path = course_copy / "notebooks" / "97_by_hand.ipynb"
    copied = [nbformat.v4.new_code_cell(cell.source) for cell in found]
    nbformat.write(nbformat.v4.new_notebook(cells=copied, metadata=METADATA), path)
    yield path
    path.unlink()


def test_a_task_is_started_asked_after_cancelled_and_announced_by_hand(page, lab, notebook):
    open_notebook(page, lab, notebook)
    run_all(page, 0)
    log, field = page.get_by_role("log", name="Conversation"), page.get_by_label("Message")
    field.scroll_into_view_if_needed()
    heard(page, 3)                                                         # the three that the cell itself has said
    field.click()
    say(page, "Review my joint account.")
    heard(page, 4)
    assert "I have started task-3: review (joint)." in last(log)
    say(page, "   ")                                                       # nothing is said, and nothing breaks
    say(page, "How much is in my savings account?")
    say(page, "How is the review of joint going?")                         # two quick messages wait their turn
    heard(page, 6)
    assert "balance of savings" in answers(log)[4] and "task-3, is still running" in last(log)
    spoken = log.locator(".you, .model").evaluate_all("rows => rows.map(row => row.classList[1])")
    assert spoken == ["you", "model"] * 6, "each answer stands below its question"
    picture(page, "talk")

    page.locator("button[title^='Cancel task-3']").click()
    page.wait_for_function("() => document.body.innerText.includes('cancelled · task-3')")
    say(page, "Thanks! " + "I mean it. " * 300)                            # very long, and one line
    heard(page, 7)
    assert log.locator(".news").last.inner_text().endswith("task-3")
    assert "review (joint), task-3, was cancelled" in last(log)
    assert log.locator(".you").count() == 7 and log.locator(".problem").count() == 0
    picture(page, "cancelled")


def say(page, text: str) -> None:
    page.keyboard.insert_text(text) if len(text) > 100 else page.keyboard.type(text)
    page.keyboard.press("Enter")


def heard(page, answers: int) -> None:
    """Wait until the model has given so many answers, to the end."""
    page.wait_for_function("""number => {
        const log = document.querySelector('.workshop-chat .log');
        return log && log.querySelectorAll('.model').length >= number && !log.querySelector('[aria-busy=true]');
    }""", arg=answers)


def answers(log) -> list[str]:
    return log.locator(".model .text").all_inner_texts()


def last(log) -> str:
    return answers(log)[-1]


def picture(page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"lesson07_{name}.png")
