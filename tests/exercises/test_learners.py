"""What learners really do: each gets a verdict that names the misunderstanding, and nothing of it leaves the check."""

import asyncio
import builtins
import sys
import threading
import time

import pytest
from patience import LONG

from workshop_utils.exercises import advice, guard
from workshop_utils.exercises.engine import Lesson, Wrong, call, call_keeping, expect
from workshop_utils.exercises.source import Definition, definitions, starter_of


@pytest.fixture
def q1():
    @Lesson("").exercise("q1", hints=[], solution='def double(x):\n    """Twice x."""\n    return 2 * x\n')
    def q1(double):
        expect(call(double, 4), 8, given="4")
        return "Two times x."
    return q1


@pytest.fixture
def hurried(q1):
    """The same with a short time limit, for what hangs."""
    q1.seconds = 0.5
    return q1


def exercise(solution, check, **more):
    return Lesson("").exercise("q2", hints=[], solution=solution, **more)(check)


# ── another kind than wanted ─────────────────────────────────────────────────────────────────

@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize("answer, kind, words", [
    ("def double(x): return str(2 * x)", "wrong", "For 4: got '8', expected 8."),
    ("def double(x): yield 2 * x", "wrong", "double has a yield in it, so a call gives a generator and not the value."),
    ("class double:\n    def __init__(self, x): self.x = 2 * x", "wrong", "double is a class; the exercise wants a function: def double(x)."),
    ("class double:\n    def __init__(self, x): pass", "wrong", "double is a class"),
    ("def double(): return 8", "wrong", "double takes (); it is called as double(x). Keep the starter's first line."),
    ("def double(x, y): return 8", "wrong", "double takes (x, y); it is called as double(x)."),
    ("async def double(x): return 3 * x", "wrong", "double is async def"),
    ("async def one(x): return x\ndef double(x): return 2 * one(x)", "raised", "A coroutine is used there as if it were its result"),
    ("def double(x): x.append(x)", "raised", "AttributeError: 'int' object has no attribute 'append' — in double, line 1"),
    ("def double(x): return [].append(x) + x", "raised", "Something there is None"),
    ("def double(x): return double(x)", "raised", "The function calls itself, and nothing ends that."),
    ("def double(x): return y", "raised", "Is it spelt as where it was defined"),
])
def test_the_likely_misunderstanding_is_named(q1, answer, kind, words):
    found = q1.check_source(answer)
    assert found.kind == kind and words in found.text, found


def test_what_is_async_in_the_exercise_may_not_be_plain():
    async def check(fetch):
        expect(await fetch(), 1)
    found = exercise("async def fetch():\n    return 1\n", check).check_source("def fetch(): return 1")
    assert found.kind == "wrong" and "fetch is a plain def. The exercise wants async def" in found.text


def test_a_class_may_be_wanted():
    board = exercise("class Board:\n    def create(self):\n        return 1\n", lambda Board: expect(Board().create(), 1))
    assert board.check_source(board.source)
    assert "Board should be a class" in board.check_source("def Board(): return 1").text
    assert "The check wants the class Board itself, got" in board.check_source("class B: pass\nBoard = B()").text


@pytest.mark.parametrize("name, found", [("dubble", True), ("my_double", True), ("as_text", False)])
def test_a_renamed_function_is_found_and_one_of_the_lessons_own_is_not_suspected(q1, name, found):
    code = f"def {name}(x): return 8"
    said = q1.check_source(code)
    assert said.kind == "not attempted" and said.text.startswith("double is not defined.")
    assert (f"There is {name}: the check looks for the name double." in said.text) == found
    assert ("There is" in q1.check_source(f"def double(x): ...\n{code}").text) == found


def test_what_the_lesson_defines_is_not_the_learners_to_replace():
    waits = exercise("waited = 3", lambda waited, reply: None)
    assert waits.check_names({"waited": 2}).text == "reply is not defined. Run the cells above first."


def test_equal_looking_values_of_other_types_are_told_apart():
    class Eight:
        def __repr__(self):
            return "8"
    with pytest.raises(Wrong, match=r"Got 8, expected 8 \(the one is an Eight, the other an int\)"):
        expect(Eight(), 8)


def test_a_value_without_a_single_truth_is_wrong_and_no_error():
    import numpy
    with pytest.raises(Wrong, match="Got array"):
        expect(numpy.array([1, 2]), [1, 2])


def test_arguments_changed_in_place_are_noticed():
    def shorten(messages):
        del messages[1:]
        return messages
    with pytest.raises(Wrong, match=r"shorten has changed the list that it was given: \[1, 2\] became \[1\]"):
        call_keeping(shorten, [1, 2])
    assert call_keeping(sorted, [2, 1]) == [1, 2]


# ── what a check runs stays within it ────────────────────────────────────────────────────────

def test_prints_stand_below_the_verdict_and_nowhere_else(q1, capsys):
    found = q1.check_source("def double(x):\n    print('x is', x)\n    return 2 * x")
    assert found and found.printed == "x is 4" and "Printed during the check:\nx is 4" in str(found)
    assert "<summary>Printed during the check</summary><pre>x is 4</pre>" in found.html
    assert capsys.readouterr().out == ""


def test_a_flood_of_prints_is_counted_and_not_shown(q1):
    found = q1.check_source("def double(x):\n    for n in range(2_000): print('line', n)\n    return 8")
    assert found and len(found.printed) < 500 and "line 19" in found.printed and "1980 more lines" in found.printed


def test_others_print_as_before_while_a_check_runs(q1, capsys):
    checking = threading.Event()

    def elsewhere():
        checking.wait(LONG)
        print("from another cell")
    other = threading.Thread(target=elsewhere)
    other.start()
    names = {"checking": checking, "other": other}
    assert q1.check_source("def double(x):\n    checking.set(); other.join(); print('mine'); return 8", names)
    assert capsys.readouterr().out == "from another cell\n" and not isinstance(sys.stdout, guard._Router)


def test_input_ends_the_check_at_once_and_is_what_it_was_afterwards(q1):
    before = builtins.input
    found = q1.check_source("def double(x):\n    return 2 * int(input('x? '))")
    assert found.kind == "wrong" and "calls input()" in found.text and "line 2" in found.text
    assert builtins.input is before


def test_exit_in_a_notebook_ends_the_check_and_not_the_kernel(q1, monkeypatch):
    class Shell:
        left = False

        def ask_exit(self):
            Shell.left = True
    shell = Shell()
    monkeypatch.setattr(guard, "_shell", lambda: shell)
    code = "def double(x):\n    shell.ask_exit()\n    return 8"
    found = q1.check_source(code, {"shell": shell})
    assert found.kind == "raised" and "a function ends with return" in found.text and not Shell.left
    shell.ask_exit()
    assert Shell.left, "outside of a check it is the person's word"


@pytest.mark.parametrize("code, name", [
    ("import time\ndef double(x):\n    time.sleep = lambda seconds: None\n    return 8", "time.sleep"),
    ("import asyncio\nasync def double(x):\n    asyncio.sleep = None\n    return 8", "asyncio.sleep"),
])
def test_a_replaced_clock_is_put_back_and_said(q1, code, name):
    own = time.sleep, asyncio.sleep
    found = q1.check_source(code)
    assert found.kind == "wrong" and f"replaces {name} for everything" in found.text
    assert own == (time.sleep, asyncio.sleep)


def test_a_clock_replaced_before_the_check_is_put_back_for_it(q1):
    own = time.sleep
    time.sleep = lambda seconds: None
    assert q1.check_source("def double(x): return 8") and time.sleep is own


@pytest.mark.parametrize("body, line", [
    ("    while True:\n        x = 1", "line "),
    ("    import time\n    time.sleep(99)", "in double, line 3: time.sleep(99)"),
])
def test_what_hangs_is_told_where(hurried, body, line):
    found = hurried.check_source(f"def double(x):\n{body}")
    assert "did not finish within 0.5 s" in found.text and "It was in double" in found.text and line in found.text


def test_a_wait_without_an_end_is_told_where(hurried):
    code = "import asyncio\nasync def wait():\n    await asyncio.Event().wait()\nasync def double(x):\n    await asyncio.gather(wait())"
    assert "It was in wait, line 3: await asyncio.Event().wait()" in hurried.check_source(code).text


# ── starters ─────────────────────────────────────────────────────────────────────────────────

SOLUTION = '''
import json


def helper(x):
    return x


@helper
async def fetch(item, *, limit: int = 3) -> str:
    """One item.

    Slowly.
    """
    return json.dumps(item)


class Board:
    """Tasks."""

    size: int = 3

    def create(self, name):
        """A new one."""
        return helper(name)

    async def wait(self):
        return 1


first = second = 4
other: int = 5
'''


def test_a_starter_keeps_signatures_and_docstrings_of_what_is_asked_for():
    assert starter_of(SOLUTION, ["fetch"]) == (
        '@helper\nasync def fetch(item, *, limit: int = 3) -> str:\n    """One item.\n\n    Slowly.\n    """\n    ...\n')
    assert starter_of(SOLUTION, ["first", "second", "other"]) == "first = ...\nsecond = ...\nother = ...\n"


def test_a_starter_of_a_class_keeps_its_methods():
    assert starter_of(SOLUTION, ["Board"]) == (
        'class Board:\n    """Tasks."""\n\n    def create(self, name):\n        """A new one."""\n        ...\n\n'
        '    async def wait(self):\n        ...\n')


def test_definitions_know_kind_and_arguments():
    found = definitions(SOLUTION)
    assert found["fetch"] == Definition("fetch", "async def", "item, *, limit: int=3", 1)
    assert (found["Board"].noun, found["first"].noun, found["helper"].noun) == ("class", "answer", "function")
    assert definitions("def f():\n    def g():\n        yield 1\n    return g")["f"].yields is False


def test_a_starter_of_ones_own_is_recognised_when_untouched():
    starter = "def double(x):\n    # make it shorter\n    return x + x + 0"
    own = exercise("def double(x):\n    return 2 * x\n", lambda double: expect(call(double, 2), 4), starter=starter)
    assert own.check_source(starter).text == "Change the function double in the cell above, then run it and this cell."
    assert own.check_source("def double(x):\n    return x + x") and own.starter == starter + "\n"
    words = exercise("limit = 5", lambda limit: expect(limit, 5), starter="limit = 20")
    assert words.check_source("limit = 20").kind == "not attempted" and words.check_source("limit = 21").kind == "wrong"


def test_advice_is_given_only_where_something_is_known():
    assert advice.about_error(ValueError("no")) == ""
    assert advice.about_kind(Definition("f", "def", "x", 1), len) == "", "a builtin has no signature to complain of"
