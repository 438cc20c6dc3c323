"""The card: buttons that answer without holding up the kernel, and a text form that works everywhere."""

import sys
import threading
from types import SimpleNamespace

import pytest
from patience import until

from workshop_utils.exercises import card
from workshop_utils.exercises.engine import Lesson, call, expect


@pytest.fixture
def q1():
    @Lesson("").exercise("q1", prompt="Write `double(x)`: twice <x>.", hints=["Twice?", "Use *.", "return 2 * …"],
                         solution='def double(x):\n    """Twice x."""\n    return 2 * x\n', seconds=2)
    def q1(double):
        expect(call(double, 4), 8, given="4")
        return "Two times x."
    return q1


@pytest.fixture
def notebook(monkeypatch):
    """A stand-in for the notebook's namespace, asked at each click."""
    space: dict = {}
    monkeypatch.setattr(card, "namespace", lambda: space)
    return space


def press(button):
    """As a click in the browser does."""
    button.click()


def finished(shown: card.Card):
    until(lambda: not shown.check.disabled)
    return shown


# ── the text form ────────────────────────────────────────────────────────────────────────────

def test_in_a_terminal_it_is_text_that_says_how_to_ask(q1):
    assert repr(q1).splitlines() == [
        "ex.q1: ○ not attempted", "Write double(x): twice <x>.",
        "check: ex.q1.check(double) · hint: ex.q1.hint() · solution: ex.q1.solution()",
        "the cell to begin with: print(ex.q1.starter)"]


def test_without_a_kernel_the_text_form_stands_alone(q1, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **options: shown.append(bundle))
    q1._ipython_display_()
    assert [set(bundle) for bundle in shown] == [{"text/html", "text/plain"}]


def test_in_a_kernel_the_live_card_comes_first_and_the_text_form_beside_it(q1, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **options: shown.append(bundle))
    monkeypatch.setattr(card, "has_kernel", lambda: True)
    q1._ipython_display_()
    q1._ipython_display_()
    assert [set(bundle) for bundle in shown[:2]] == [{card.WIDGET}, {"text/html", "text/plain"}]
    assert shown[0] == shown[2], "one card, wherever it is shown"


def test_the_web_form_is_escaped_and_needs_no_script(q1):
    rich = card.html_of(q1)
    assert "<code>double(x)</code>: twice &lt;x&gt;." in rich and "<script" not in rich and "○ not attempted" in rich
    assert "def double(x):\n    &quot;&quot;&quot;Twice x.&quot;&quot;&quot;\n    ...\n</pre>" in rich


def test_the_text_form_says_the_best_state_of_this_kernel(q1):
    q1.check(lambda x: 2 * x)
    q1.check(lambda x: 3 * x)
    assert repr(q1).startswith("ex.q1: ✓ right")


# ── the buttons ──────────────────────────────────────────────────────────────────────────────

def test_check_looks_names_up_at_the_moment_of_the_click(q1, notebook):
    shown = card.Card(q1)
    press(shown.check)
    assert "double is not defined." in finished(shown).verdict.value
    notebook["double"] = lambda x: 3 * x
    press(shown.check)
    assert "For 4: got 12, expected 8." in finished(shown).verdict.value and "✗ wrong" in shown.head.value
    notebook["double"] = lambda x: 2 * x
    press(shown.check)
    assert "✓ right" in finished(shown).verdict.value and "✓ right" in shown.head.value
    assert 'role="status"' in shown.verdict.value


def test_a_click_returns_at_once_and_says_that_it_is_busy(q1, notebook):
    go_on = threading.Event()
    notebook["double"] = lambda x: go_on.wait() and 2 * x
    shown = card.Card(q1)
    press(shown.check)                 # the answer can't be there before the next lines are reached
    assert shown.check.disabled
    assert shown.check.description == "Checking …" and "checking" in shown.head.value
    shown._check()                     # a second click that was under way already
    go_on.set()
    assert "✓ right" in finished(shown).verdict.value and shown.check.description == "Check"


def test_an_answer_that_hangs_gives_the_button_back(notebook):
    endless = Lesson("").exercise("q1", hints=[], solution="def f(): return 1\n", seconds=0.2)(lambda f: expect(f(), 1))
    space: dict = {"__name__": "__main__"}
    exec("def f():\n    while True: pass", space)
    notebook["f"] = space["f"]
    shown = card.Card(endless)
    press(shown.check)
    assert "did not finish within 0.2 s" in finished(shown).verdict.value


def test_a_fault_of_the_check_itself_is_said_and_the_button_stays_usable(q1, notebook, monkeypatch):
    monkeypatch.setattr(q1, "check_names", lambda space: 1 / 0)
    shown = card.Card(q1)
    press(shown.check)
    assert "the check failed" in finished(shown).verdict.value and "ZeroDivisionError" in shown.verdict.value


def test_hints_add_up_and_the_button_says_how_many_are_left(q1):
    shown = card.Card(q1)
    labels = [shown.hint.description]
    for _ in range(3):
        press(shown.hint)
        labels.append(shown.hint.description)
    assert labels == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "No more hints"] and shown.hint.disabled
    assert shown.help.value.count("Hint ") == 3 and "Use *." in shown.help.value


def test_the_solution_is_shown_and_hidden(q1):
    shown = card.Card(q1)
    press(shown.solution)
    assert "return 2 * x" in shown.help.value and shown.solution.description == "Hide solution"
    press(shown.solution)
    assert shown.help.value == "" and shown.solution.description == "Solution"


def test_the_buttons_say_in_words_what_they_do(q1):
    shown = card.Card(q1)
    assert [button.tooltip for button in (shown.check, shown.hint, shown.solution)] == [
        "Check what this notebook holds now: ex.q1.check(double)", "Show one more hint", "Show or hide the solution"]
    assert ":focus-visible" in shown.head.value


def test_a_verdict_on_a_card_speaks_of_its_button(q1, notebook):
    notebook["double"] = ...
    shown = card.Card(q1)
    press(shown.check)
    assert "Replace the ... with your function double, run its cell, and press Check." in finished(shown).verdict.value


def test_clicks_are_handled_beside_a_running_cell_where_the_kernel_can(q1):
    button = SimpleNamespace(comm=SimpleNamespace(_reply_subshell_for=lambda data, chosen: None))
    card._heard_at_once(button)
    assert button.comm._reply_subshell_for({}, "subshell 1") == "subshell 1"
    card._heard_at_once(SimpleNamespace(comm=None))


def test_the_notebooks_namespace_is_that_of_main():
    assert card.namespace() is vars(sys.modules["__main__"])
