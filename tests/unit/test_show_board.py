"""The face of a board: what the widget shows and when it stops, and the table that stays when the widget is gone."""

import asyncio
import copy
import threading
import time
from types import SimpleNamespace

import pytest
from scripted import Scripted, call, error, response, text
from test_chat import client

from workshop_utils import Chat, ChatBox, TaskBoard, progress
from workshop_utils.bridge import run_sync
from workshop_utils.commands.outputs import WIDGET, clean
from workshop_utils.show import Table
from workshop_utils.show import board as board_room

WITHIN_S = 60


def counting(steps: int, gate: threading.Event | None = None):
    "Count."
    for step in range(steps):
        progress(step / steps, f"step {step} of <{steps}> for $5")
    if gate:
        gate.wait(WITHIN_S)
    if steps == 13:
        raise ValueError("thirteen")
    return steps


class Board(TaskBoard):
    """A board whose tasks wait until the test lets them end."""

    def __init__(self):
        self.gate = threading.Event()

        def held(steps: int):
            return counting(steps, self.gate)

        def quick(steps: int):
            return counting(steps)
        super().__init__([held, quick])


def soon(condition):
    """Wait until it holds; what the view does on the background loop takes a moment."""
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def rows(view):
    return [(row.children[0].value, row.children[1].value, row.children[2].value, row.children[3].layout.visibility)
            for row in view.widget.children[1].children]


def at_rest(view):
    return view._follower is not None and view._follower.done()


def test_a_row_shows_state_bar_note_and_a_button_to_cancel_while_it_works():
    board = Board()
    view = board.show()
    board.create("held", steps=4)
    soon(lambda: rows(view) and "75%" in rows(view)[0][2])
    name, bar, said, button = rows(view)[0]
    assert "▶ working · task-1" in name and bar == 0.75 and button == "visible"
    assert "held" in said and "step 3 of &lt;4&gt; for $5" in said and "mathjax_ignore" in said
    board.gate.set()
    soon(lambda: "✓ completed" in rows(view)[0][0])
    assert rows(view)[0][1] == 1.0 and rows(view)[0][3] == "hidden"


def test_the_button_cancels_and_the_model_is_told():
    board = Board()
    view = board.show()
    board.create("held", steps=2)
    soon(lambda: rows(view))
    view.widget.children[1].children[0].children[3].click()
    assert board.check("task-1")["status"] == "cancelled"
    soon(lambda: "■ cancelled" in rows(view)[0][0])
    assert len(run_sync(board.news())) == 2


def test_a_failed_task_says_why():
    board = Board()
    board.create("quick", steps=13)
    run_sync(board.settled())
    view = board.show()
    soon(lambda: rows(view))
    assert "✗ failed" in rows(view)[0][0] and "ValueError: thirteen" in rows(view)[0][2]
    assert "ValueError: thirteen" in repr(view)


def test_it_stops_when_all_has_ended_and_goes_on_with_the_next_task():
    board = Board()
    view = board.show()
    board.create("quick", steps=2)
    soon(lambda: rows(view) and "✓" in rows(view)[0][0] and at_rest(view))
    board.create("quick", steps=2)
    soon(lambda: len(rows(view)) == 2 and at_rest(view))


def test_the_clock_of_a_silent_task_goes_on():
    board = Board()
    view = board.show()
    board.create("held", steps=1)
    soon(lambda: rows(view))
    before = rows(view)[0][2]
    soon(lambda: rows(view)[0][2] != before)
    board.gate.set()


def test_many_changes_are_painted_ten_times_a_second_at_most(monkeypatch):
    painted = []
    monkeypatch.setattr(board_room.BoardView, "_paint", lambda view, states: painted.append(time.monotonic()))

    def busy():
        for step in range(4_000):
            progress(step / 4_000)
            if step % 100 == 0:
                time.sleep(0.01)
    board = TaskBoard([busy])
    board.show().widget
    began = time.monotonic()
    board.create("busy")
    run_sync(board.settled())
    soon(lambda: at_rest(board.show()))
    assert 2 <= len(painted) <= 10 * (time.monotonic() - began) + 2


def test_a_view_that_nobody_looks_at_does_nothing():
    board = Board()
    view = board.show()
    board.create("quick", steps=1)
    run_sync(board.settled())
    assert view._follower is None


def test_a_board_has_one_view_however_often_it_is_shown():
    board = Board()
    assert board.show() is board.show() and board.show().widget is board.show().widget and len(board.watchers) == 1


def test_of_many_tasks_the_newest_twenty_are_live_and_all_are_in_the_table():
    board = Board()
    for _ in range(25):
        board.create("quick", steps=1)
    run_sync(board.settled())
    view = board.show()
    soon(lambda: len(rows(view)) == 20 and at_rest(view))
    assert "task-6<" in rows(view)[0][0] and "the newest 20 of 25" in view.widget.children[0].value
    assert len(view.table.text.splitlines()) == 27


def test_the_table_says_it_in_text_and_in_escaped_html():
    board = Board()
    assert repr(board.show()) == "No task yet."
    board.create("held", steps=4)
    soon(lambda: board.check("task-1")["progress"] and board.check("task-1")["progress"]["fraction"] == 0.75)
    head, columns, row = board.show().table.text.splitlines()
    assert head == "Tasks: 1 working" and columns.split() == ["task", "function", "state", "progress", "seconds"]
    assert row.startswith("task-1  held      ▶ working  75% step 3 of <4> for $5")
    assert "&lt;4&gt;" in board.show().table.html and "<summary>As a table</summary>" in board.show().table.folded.html
    board.gate.set()
    run_sync(board.settled())
    assert "<summary>Tasks: 1 completed</summary>" in board.show().table.folded.html


def test_what_is_committed_of_a_shown_board_is_its_table(monkeypatch, tmp_path):
    import nbformat
    shown = []

    def display(thing, **options):
        is_table = isinstance(thing, Table)
        data = thing._repr_mimebundle_() if is_table else {WIDGET: {"model_id": thing.model_id}, "text/plain": repr(thing)}
        shown.append(nbformat.v4.new_output("display_data", data=data))
    monkeypatch.setattr("IPython.display.display", display)
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(kernel=True))
    board = Board()
    board.create("quick", steps=1)
    run_sync(board.settled())
    board._ipython_display_()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("board", outputs=shown)])
    clean(notebook, {"calls": 0, "usd": 0}, tmp_path)
    kept = notebook.cells[0].outputs
    assert len(shown) == 2 and len(kept) == 1 and "task-1" in kept[0].data["text/plain"]


def test_without_a_notebook_the_table_is_printed(capsys):
    board = Board()
    board._ipython_display_()
    assert capsys.readouterr().out == "No task yet.\n"


# ── the chat box ──────────────────────────────────────────────────────────────────────────────────────


DONE = response(text("Done it is."))


def boxed(script, act, board=None):
    async def run():
        with Scripted(*script) as server:
            chat = Chat(tools=board.tools if board else [], client=client(server), model="scripted")
            box = ChatBox(chat, board)
            sent = []
            box.widget                             # as if it were displayed
            box._box.send = lambda content, buffers=None: sent.append(copy.deepcopy(content))
            await act(box, sent)
    asyncio.run(run())


def shown_in_a_browser(sent):
    """What chat_box.js makes of these messages."""
    rows = []
    for content in sent:
        if content.get("new"):
            rows.insert(content["number"], dict(content["entry"]))
        elif "more" in content:
            rows[content["number"]]["text"] += content["more"]
        else:
            rows[content["number"]] = dict(content["entry"])
    return rows


def said(box):
    return [(entry["who"], entry["text"]) for entry in box.entries]


def test_an_answer_appears_word_by_word():
    async def act(box, sent):
        box.say("Hello")
        assert said(box) == [("you", "Hello")]
        await box.settled()
        assert said(box) == [("you", "Hello"), ("model", "Done it is. ")]
        assert [content["more"] for content in sent if "more" in content] == ["Done ", "it ", "is. "]
    boxed([DONE], act)


def test_messages_wait_their_turn_and_are_answered_in_order():
    async def act(box, sent):
        for message in ("One", "Two", "Three"):
            box.say(message)
        assert [entry["state"] for entry in box.entries] == ["waiting"] * 3
        await box.settled()
        assert [item["content"] for item in box.chat.items if item.get("role") == "user"] == ["One", "Two", "Three"]
        assert not any(entry["state"] == "waiting" for entry in box.entries)
        assert said(box) == [entry for message in ("One", "Two", "Three") for entry in (("you", message), ("model", "Done it is. "))]
        assert shown_in_a_browser(sent) == box.entries
        box.say("Four")
        await box.settled()
        assert said(box)[-1] == ("model", "Done it is. ")
    boxed([DONE], act)


def test_an_error_is_said_in_the_box_and_the_next_message_is_answered():
    async def act(box, sent):
        box.say("One")
        box.say("Two")
        await box.settled()
        whos = [who for who, _ in said(box)]
        assert whos == ["you", "problem", "you", "model"] and "not today" in said(box)[1][1]
    boxed([error(400, "not today"), DONE], act)


def test_calls_and_news_are_shown_small():
    async def act(box, sent):
        box.board.create("quick", steps=1)
        await box.board.settled()
        box.say("Count to two.")
        await box.settled()
        await box.board.settled()
        kinds = [who for who, _ in said(box)]
        assert kinds[:3] == ["you", "news", "tool"] and kinds[-1] == "model" and said(box)[1][1] == "task-1"
        assert said(box)[2][1].startswith('create_task {"task": {"function": "quick", "steps": 2}} → {"task_id":"task-2"')
    boxed([response(call("create_task", {"task": {"function": "quick", "steps": 2}})), DONE], act, Board())


def test_what_is_typed_arrives_as_a_message_and_nothing_is_no_message():
    async def act(box, sent):
        box._box._handle_custom_msg({"say": "Hello"}, [])
        box._box._handle_custom_msg({"say": "  "}, [])
        box._box._handle_custom_msg({}, [])
        await box.settled()
        assert said(box) == [("you", "Hello"), ("model", "Done it is. ")]
    boxed([DONE], act)


def test_a_view_that_opens_later_has_all_that_was_said():
    async def act(box, sent):
        box.say("Hello")
        await box.settled()
        assert box._box.entries == [{"who": "you", "text": "Hello", "state": ""}, {"who": "model", "text": "Done it is. ", "state": ""}]
    boxed([DONE], act)


def test_beside_the_board_it_is_one_widget():
    async def act(box, sent):
        assert box.widget.children == (box._box, box.board.show().widget)
    boxed([DONE], act, Board())


def test_the_text_form_is_a_transcript():
    async def act(box, sent):
        box.say("Hello")
        await box.settled()
        assert repr(box).startswith("Chat box: 1 messages.") and "Done it is." in repr(box)
    boxed([DONE], act)


def test_without_a_loop_a_message_is_answered_in_the_background():
    with Scripted(DONE) as server:
        chat = Chat(client=client(server), model="scripted")
        box = ChatBox(chat)
        box.say("Hello")
        run_sync(box.settled())
        assert said(box) == [("you", "Hello"), ("model", "Done it is. ")]
        run_sync(chat._client.close())


@pytest.mark.parametrize("name", ["chat_box.js", "chat_box.css"])
def test_the_box_needs_nothing_from_elsewhere(name):
    from workshop_utils.show.chat_box import STATIC
    source = (STATIC / name).read_text("utf-8")
    assert "http" not in source and "import " not in source and "innerHTML" not in source
