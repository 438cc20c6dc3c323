"""A board and a chat box in a real JupyterLab: a board moves while a cell is busy, and typing works while a cell awaits."""

import nbformat
import pytest
from test_notebooks import BROKEN_OUTPUT, finished, open_notebook, wait

from workshop_utils.commands.outputs import METADATA

CELLS = ["""import asyncio, time
from pathlib import Path
from workshop_utils import Chat, ChatBox, TaskBoard, progress

def count(steps: int):
    "Count steps."
    for step in range(steps):
        progress(step / steps, f"step {step} of <{steps}>")
        time.sleep(0.1)
    return steps

board = TaskBoard([count])
board""",
         "for _ in range(3):\n    board.create('count', steps=3_000)",
         "box = ChatBox(Chat(), board)\nbox",
         "while not Path('seen').exists():\n    time.sleep(0.05)",
         "while not Path('heard').exists():\n    await asyncio.sleep(0.05)"]

# Is this cell running, with all before it done?
IN_CELL = """number => {
    const prompts = jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.promptNode.textContent);
    return prompts[number].includes('*') && !prompts.slice(0, number).some(prompt => prompt.includes('*'));
}"""

MOVED = "before => document.querySelector('.progress-bar').getAttribute('style') !== before"


@pytest.fixture
def notebook(course_copy):
    """Beside the lessons, and no lesson."""
    path = course_copy / "notebooks" / "98_boards.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, CELLS)), metadata=METADATA), path)
    yield path
    for left in (path, path.with_name("seen"), path.with_name("heard")):
        left.unlink(missing_ok=True)


def test_a_board_moves_while_a_cell_is_busy_and_a_chat_answers_while_a_cell_awaits(page, lab, notebook):
    elsewhere = []
    page.on("request", lambda sent: elsewhere.append(sent.url) if sent.url.startswith("http") and lab not in sent.url else None)
    open_notebook(page, lab, notebook)
    for since in (0, len(CELLS)):
        seen, heard = (notebook.with_name(name) for name in ("seen", "heard"))
        seen.unlink(missing_ok=True), heard.unlink(missing_ok=True)
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        page.wait_for_function(IN_CELL, arg=3)
        for _ in range(3):                        # the cell is busy until it has moved
            page.wait_for_function(MOVED, arg=page.locator(".progress-bar").first.get_attribute("style"))
        seen.touch()
        page.wait_for_function(IN_CELL, arg=4)
        talk(page)
        heard.touch()
        wait(page, lambda now: finished(now, since), 60)
        page.locator("button[title^='Cancel task-2']").first.click()
        page.wait_for_function("() => document.body.innerText.includes('cancelled · task-2')")
        for number in (1, 3):
            page.locator(f"button[title^='Cancel task-{number}']").first.click()
        page.wait_for_function("() => [...document.querySelectorAll('summary')].some(s => s.innerText == 'Tasks: 3 cancelled')")
    shown = page.locator(".jp-OutputArea-output").all_inner_texts()
    assert not [text for text in shown for broken in BROKEN_OUTPUT if broken in text] and elsewhere == []
    tables = saved_tables(page, notebook)
    assert "task-1" in tables[0] and "Chat box: 2 messages." in tables[1]


def talk(page) -> None:
    """Two messages, typed one after the other: the whole of each arrives, and each is answered in its turn."""
    log, field = page.get_by_role("log", name="Conversation").first, page.get_by_label("Message").first
    field.click()
    page.keyboard.type("What are you? dd aa")          # in command mode these would delete and insert cells
    page.keyboard.press("Enter")
    page.keyboard.type("Hello there")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.workshop-chat .model').length >= 2")
    assert [text for text in log.locator(".you .text").all_inner_texts()] == ["What are you? dd aa", "Hello there"]
    assert "practice model" in log.inner_text() and field.input_value() == ""
    assert page.evaluate("() => document.activeElement.closest('.workshop-chat') !== null"), "one can go on typing"


def saved_tables(page, notebook) -> list[str]:
    """The text forms in the saved file, which are there without the widgets, too."""
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    outputs = [output for cell in nbformat.read(notebook, 4).cells for output in cell.outputs]
    return [output.data["text/plain"] for output in outputs if "<details" in output.get("data", {}).get("text/html", "")]
