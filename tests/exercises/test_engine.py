"""The exercise engine: what a learner is told, and that nothing a learner does stops a notebook."""

import asyncio
import threading
import time

import pytest
from patience import LONG, until

from workshop_utils.exercises.engine import Lesson, NotAttempted, Verdict, Wrong, call, expect
from workshop_utils.exercises.predictions import duration
from workshop_utils.exercises.running import TookTooLong, run

DOUBLE = '''
def double(x):
    """Twice x."""
    return 2 * x
'''


@pytest.fixture
def lesson():
    return Lesson("99")


@pytest.fixture
def q1(lesson):
    @lesson.exercise("q1", hints=["What is twice?", "Use *."], solution=DOUBLE)
    def q1(double):
        for x in (4, -1):
            expect(call(double, x), 2 * x, given=str(x), why="Twice means two times.")
        return "Two times x, whatever x is."
    return q1


@pytest.fixture
def hurried(q1):
    """The same with a short time limit, for what hangs."""
    q1.seconds = 0.3
    return q1


# ── right and wrong ──────────────────────────────────────────────────────────────────────────

def test_the_solution_is_right_and_says_why(q1):
    verdict = q1.check_source(q1.solution().text)
    assert verdict and verdict.kind == "right" and str(verdict) == "ex.q1: right. Two times x, whatever x is."


def test_a_wrong_answer_says_got_expected_and_for_which_input(q1):
    verdict = q1.check_source("def double(x): return x * x")
    assert not verdict and verdict.text == "For 4: got 16, expected 8. Twice means two times."


def test_printing_the_right_answer_does_not_count(q1):
    assert q1.check_source("def double(x): print(2 * x); return 'ok'").kind == "wrong"


def test_true_is_not_one():
    with pytest.raises(Wrong, match="Got True, expected 1"):
        expect(True, 1)


def test_long_values_are_shortened_in_a_message():
    with pytest.raises(Wrong) as caught:
        expect("x" * 10_000, list(range(10_000)), given="a long text")
    assert len(str(caught.value)) < 500


def test_an_async_answer_is_run_by_a_sync_check(q1):
    assert q1.check_source("async def double(x):\n    return 2 * x")


def test_a_check_may_itself_be_async(lesson):
    @lesson.exercise("q2", hints=[], solution="async def fetch(): return 1\n")
    async def q2(fetch):
        expect(await asyncio.gather(fetch(), fetch()), [1, 1])
    assert q2.check_source(q2.source)


def test_it_works_inside_a_running_loop(q1):
    async def cell():
        return q1.check_source("import asyncio\nasync def double(x):\n    await asyncio.sleep(0)\n    return 2 * x")
    assert asyncio.run(cell())


def test_a_picture_stands_below_the_verdict(lesson):
    class Shown:
        def _repr_mimebundle_(self):
            return {"text/html": "<figure>bars</figure>", "text/plain": "bars"}

        def __str__(self):
            return "bars"

    @lesson.exercise("q2", hints=[], solution="n = 1")
    def q2(n):
        raise Wrong("In batches.", picture=Shown())
    verdict = q2.check(2)
    assert "<figure>bars</figure>" in verdict.html and str(verdict).endswith("In batches.\nbars")


# ── not attempted ────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("starter", [
    "double = ...",
    "def double(x):\n    ...",
    "def double(x):\n    pass",
    "def double(x, *, y=2) -> int:\n    'Twice x.'\n    ...",
    "def double(x):\n    return ...",
    "def double(x):\n    'Twice x.'\n    return None",
    "async def double(x): ...",
    "async def double(x):\n    'Twice x.'\n    return ...",
])
def test_an_untouched_starter_is_not_attempted(q1, starter):
    assert str(q1.check_source(starter)) == (
        "ex.q1: not attempted yet. Replace the ... in the cell above with your function double, then run it and this cell."
    )


@pytest.mark.parametrize("starter", [
    "def double(x):\n    result = []\n    ...\n    return result",
    "def double(x):\n    for i in x:\n        y = ...\n    return y",
    "def double(x):\n    return max(x, ...)",
])
def test_a_placeholder_left_in_the_code_is_not_attempted(q1, starter):
    verdict = q1.check_source(starter)
    assert verdict.kind == "not attempted" and "A ... still stands in double." in verdict.text


@pytest.mark.parametrize("answer", [
    "def double(x):\n    try:\n        return 3 * x\n    except ValueError:\n        ...",
    "def double(x):\n    y: tuple[int, ...] = (3,)\n    return y[0] * x",
])
def test_dots_that_mean_something_are_no_placeholder(q1, answer):
    assert q1.check_source(answer).kind == "wrong"


def test_a_right_answer_with_dots_in_it_is_right(q1):
    assert q1.check_source("def double(x):\n    ...\n    return 2 * x")


def test_a_class_with_empty_methods_is_not_attempted(lesson):
    @lesson.exercise("q2", hints=[], solution="class Board:\n    def create(self): return 1\n")
    def q2(Board):
        expect(Board().create(), 1)
    assert q2.check_source("class Board:\n    def create(self): ...").kind == "not attempted"
    assert q2.check_source(q2.source)


def test_a_value_is_called_an_answer_and_not_a_function(lesson):
    @lesson.exercise("q2", hints=[], solution="seconds = 3")
    def q2(seconds):
        expect(seconds, 3)
    assert "with your answer seconds, then" in q2.check(...).text
    assert q2.check(3).text == "Well done."


def test_a_check_may_say_itself_that_nothing_was_attempted(lesson):
    @lesson.exercise("q2", hints=[], solution="text = 'a'")
    def q2(text):
        if text == "your text here":
            raise NotAttempted
    assert "Replace the ..." in q2.check("your text here").text


def test_without_arguments_the_names_of_the_cell_are_used(q1):
    cell = compile("verdict = q1.check()", "cell", "exec")
    space = {"q1": q1, "double": lambda x: 2 * x}
    exec(cell, space)
    assert space["verdict"]
    del space["double"]
    exec(cell, space)
    assert space["verdict"].kind == "not attempted" and "double is not defined." in space["verdict"].text


def test_too_many_arguments_say_how_to_ask(q1):
    assert q1.check(1, 2).text == "The check takes 1 and got 2. Ask with ex.q1.check(double)."
    assert "Ask with ex.q1.check(double)" in q1.check(dubble=1).text


# ── the learner's code raises, hangs, or gives something odd ─────────────────────────────────

def test_an_exception_is_told_with_type_message_and_the_learners_line(q1):
    verdict = q1.check_source("def halve(x):\n    return {}[x]\n\ndef double(x):\n    return halve(x)")
    assert verdict.kind == "raised" and verdict.text == "KeyError: 4 — in halve, line 2: return {}[x]"
    assert str(verdict).startswith("ex.q1: your code raised KeyError")


def test_an_undefined_name_is_the_learners_exception(q1):
    verdict = q1.check_source("def double(x):\n    return y * x")
    assert "NameError: name 'y' is not defined" in verdict.text and "line 2" in verdict.text


def test_an_exception_inside_a_library_names_the_learners_line(q1):
    verdict = q1.check_source("import json\ndef double(x):\n    return json.loads('{')")
    assert "JSONDecodeError" in verdict.text and "line 3: return json.loads('{')" in verdict.text


@pytest.mark.parametrize("code", ["raise SystemExit", "raise GeneratorExit", "raise TimeoutError", "return x.y", "assert False"])
def test_no_exception_of_a_learner_leaves_the_check(q1, code):
    assert q1.check_source(f"def double(x): {code}").kind == "raised"


@pytest.mark.parametrize("body", ["    while True: pass", "    import time\n    time.sleep(99)"])
def test_a_loop_without_an_end_is_wrong_after_the_time_limit(hurried, body):
    began = time.perf_counter()
    verdict = hurried.check_source(f"def double(x):\n{body}")
    assert verdict.kind == "wrong" and "did not finish within 0.3 s" in verdict.text
    assert time.perf_counter() - began < LONG


@pytest.mark.parametrize("code", [
    "async def double(x):\n    import asyncio\n    await asyncio.sleep(60)",
    "async def double(x):\n    import asyncio\n    while True: await asyncio.sleep(0)",
    "def double(x):\n    while True:\n        try: pass\n        except Exception: pass",
])
def test_what_hangs_is_stopped_and_leaves_no_thread(hurried, code):
    before = set(threading.enumerate())
    assert "did not finish" in hurried.check_source(code).text
    until(lambda: not set(threading.enumerate()) - before)


def test_a_result_that_comes_after_the_limit_does_not_count():
    def stubborn():
        try:
            time.sleep(0.05)
            while True:
                pass
        except BaseException:
            return "late"
    with pytest.raises(TookTooLong):
        run(stubborn, seconds=0.1)


def test_a_call_instead_of_the_function_says_how_to_ask(q1):
    assert q1.check(8).text == "The check wants the function double itself, got 8. Ask with ex.q1.check(double)."


def test_a_coroutine_instead_of_a_value_says_await(lesson, recwarn):
    @lesson.exercise("q2", hints=[], solution="reply = 'Oslo'")
    def q2(reply):
        expect(reply, "Oslo")

    async def send():
        return "Oslo"
    assert "Put await in front of the call" in q2.check(send()).text
    assert not recwarn.list


def test_none_asks_whether_it_was_returned(lesson):
    @lesson.exercise("q2", hints=[], solution="reply = 'Oslo'")
    def q2(reply):
        expect(reply, "Oslo")
    assert q2.check(None).text == "reply is None. Was a value returned and assigned to it?"


def test_a_value_of_an_unforeseen_shape_is_wrong_and_shown(q1):
    verdict = q1.check_source("double = [].append")
    assert verdict.kind == "wrong" and "For 4: got None, expected 8" in verdict.text


def test_a_check_that_stumbles_says_over_what(lesson):
    @lesson.exercise("q2", hints=[], solution="pair = (1, 2)")
    def q2(pair):
        left, right = pair
    assert q2.check(5).text == "The check could not use what it got: TypeError: cannot unpack non-iterable int object. It got pair = 5."


# ── hints and solutions ──────────────────────────────────────────────────────────────────────

def test_each_hint_goes_one_further_and_the_last_one_stays(q1):
    assert [str(q1.hint()) for _ in range(3)] == ["Hint 1 of 2: What is twice?", "Hint 2 of 2: Use *.", "Hint 2 of 2: Use *."]


def test_no_hints_is_said(lesson):
    assert "has no hints" in str(lesson.exercise("q2", hints=[], solution="n = 1")(lambda n: None).hint())


def triple(x):
    """A solution given as a function."""
    return 3 * x


def test_a_solution_may_be_a_function_whose_source_is_shown(lesson):
    exercise = lesson.exercise("q2", hints=[], solution=triple)(lambda triple: expect(triple(1), 3))
    assert exercise.solution().text.startswith("def triple(x):") and exercise.check_source(exercise.source)


def test_a_solution_is_code_in_the_notebook(q1):
    assert "<pre" in q1.solution()._repr_mimebundle_()["text/html"] and "return 2 * x" in repr(q1.solution())


# ── what is shown ────────────────────────────────────────────────────────────────────────────

@pytest.mark.parametrize("kind", ["not attempted", "wrong", "raised", "right"])
def test_a_verdict_has_icon_and_word_and_is_escaped(kind):
    verdict = Verdict("ex.q1", kind, "got '<script>' for $5 and $6")
    bundle = verdict._repr_mimebundle_()
    assert f" {kind}</span>" in bundle["text/html"] and "<script>" not in bundle["text/html"]
    assert "mathjax_ignore" in bundle["text/html"] and "<script>" in bundle["text/plain"]
    assert bool(verdict) == (kind == "right")


def contrast(colour, other="#ffffff"):
    """WCAG contrast ratio of two colours."""
    def luminance(code):
        parts = [int(code[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_badges_can_be_read():
    from workshop_utils.exercises.verdict import KINDS
    assert min(contrast(colour) for _, colour in KINDS.values()) > 5


def test_what_a_quiz_answers_can_be_read_in_a_light_and_in_a_dark_theme_and_without_colour(lesson):
    from workshop_utils.exercises.quiz import COLOURS
    assert min(contrast(colour, paper) for colour in COLOURS.values() for paper in ("#ffffff", "#111111")) > 4
    assert ["Wrong. It only asks." in str(a["feedback"]) for a in asked(lesson).data[0]["answers"]] == [True, False]


# ── predictions ──────────────────────────────────────────────────────────────────────────────

def test_a_prediction_is_shown_beside_the_measured_time(lesson, capsys):
    lesson.predict("sequential", seconds=1)
    with lesson.stopwatch("sequential") as watch:
        time.sleep(0.15)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "sequential: you say 1 s. Now run the next cell."
    assert said[1] == f"sequential: you said 1 s, it took {duration(watch.seconds)}." and watch.seconds >= 0.15


def test_a_prediction_may_be_a_number_or_a_word(lesson, capsys):
    lesson.predict("calls", 3)
    lesson.measured("calls", 5)
    lesson.predict("token", "Paris")
    lesson.measured("token", "Rome")
    out = capsys.readouterr().out
    assert "calls: you said 3, it is 5." in out and "token: you said Paris, it is Rome." in out


@pytest.mark.parametrize("seconds", [..., None, "three", True, float("nan"), -1, [3]])
def test_a_missing_or_odd_prediction_never_stops_the_notebook(lesson, capsys, seconds):
    lesson.predict("sequential", seconds=seconds)
    with lesson.stopwatch("sequential"):
        pass
    out = capsys.readouterr().out
    assert "goes on without it" in out and "(no prediction made)" in out


def test_an_untouched_prediction_of_a_value_goes_on(lesson, capsys):
    lesson.predict("calls", ...)
    lesson.predict("other")
    lesson.measured("calls", 2.5)
    assert "calls: it is 2.5 (no prediction made)." in capsys.readouterr().out


def test_a_later_prediction_replaces_the_earlier(lesson, capsys):
    lesson.predict("a", 1)
    lesson.predict("a", 2)
    lesson.measured("a", 3)
    assert "you said 2, it is 3" in capsys.readouterr().out


def test_an_error_in_a_stopwatch_goes_through(lesson, capsys):
    with pytest.raises(ZeroDivisionError), lesson.stopwatch("a"):
        1 / 0
    assert "took" not in capsys.readouterr().out


# ── quiz ─────────────────────────────────────────────────────────────────────────────────────

def asked(lesson):
    lesson.ask("who", "Who runs `f` for $5 or $6?", [
        ("the model", False, "It only asks."), ("your <program>", True, "It runs f[x](y).")], code="f(1) < 2")
    return lesson.quiz("who")


def test_a_question_can_be_read_as_text_with_every_explanation(lesson):
    text = asked(lesson).text
    for part in ("Who runs `f` for $5 or $6?", "f(1) < 2", "b) your <program>", "a) wrong: It only asks.", "b) right:"):
        assert part in text


def test_dollars_and_tags_stay_literal_in_the_clickable_form(lesson):
    data = asked(lesson).data
    assert "$" not in str(data) and "<program>" not in str(data) and "f[x]" not in str(data)
    assert data[0]["type"] == "multiple_choice" and [a["correct"] for a in data[0]["answers"]] == [False, True]


def test_in_a_terminal_it_is_asked_without_the_answer_and_can_be_answered(lesson, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **options: shown.append(bundle))
    question = asked(lesson)
    question._ipython_display_()
    assert shown == [{"text/plain": repr(question)}]
    assert "b) your <program>" in repr(question) and "It only asks." not in repr(question)
    assert str(question.answer("B")) == "b) is right: It runs f[x](y)." and "a) is wrong" in str(question.answer("a"))
    assert "'c' is none. The choices are a, b." in str(question.answer("c")) and "''" in str(question.answer(""))


def test_in_a_notebook_jupyterquiz_shows_it_and_the_text_is_folded_below(lesson, monkeypatch):
    shown = []
    monkeypatch.setattr("workshop_utils.exercises.card.has_kernel", lambda: True)
    monkeypatch.setattr("jupyterquiz.display_quiz", lambda data, **options: shown.append(data))
    monkeypatch.setattr("IPython.display.display", lambda bundle, **options: shown.append(bundle))
    question = asked(lesson)
    question._ipython_display_()
    script, data, folded = shown
    assert "typeset" in script.data and "http" not in script.data      # else jupyterquiz fetches a MathJax
    assert data == question.data and folded["text/plain"] == question.text and "<details" in folded["text/html"]


def test_a_question_without_right_choice_or_explanation_is_refused(lesson):
    with pytest.raises(ValueError, match="No choice of 'Who\\?' is right"):
        lesson.ask("a", "Who?", [("me", False, "no")])
    with pytest.raises(ValueError, match="needs an explanation"):
        lesson.ask("a", "Who?", [("me", True, " ")])
    with pytest.raises(ValueError, match="Lesson 99 has no question 'b'"):
        lesson.quiz("b")
