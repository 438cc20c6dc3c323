"""What holds for every exercise of every lesson. A lesson's own file has its table of typical wrong answers:

    WRONG = [("q1", code, words of the verdict), …]     each is "wrong", or the kind that stands as a fourth
    def space(): …                                      what the lesson's cells have defined before, if an answer needs it
"""

import ast
import re
import time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

import workshop_utils.exercises
from workshop_utils.exercises.source import definitions

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(workshop_utils.exercises.__file__).parent
NUMBERS = [path.stem[-2:] for path in sorted(FOLDER.glob("lesson[0-9][0-9].py"))]
LESSONS = {number: import_module(f"workshop_utils.exercises.lesson{number}").lesson for number in NUMBERS}
EXERCISES = [(number, name) for number, lesson in LESSONS.items() for name in lesson.exercises]
# Prompt, three hints and a table of wrong answers are asked of these, and of each lesson that has begun to have them.
COMPLETE = {"00", "01", "02", "03"} | {number for number, lesson in LESSONS.items()
                                       if any(one.prompt for one in lesson.exercises.values())}
REPEAT_S, REPEAT = 0.2, 5           # inputs are drawn anew each time
every_exercise = pytest.mark.parametrize("number, name", EXERCISES, ids=[f"{number}-{name}" for number, name in EXERCISES])
every_lesson = pytest.mark.parametrize("number", NUMBERS)


@cache
def own(number: str):
    """The lesson's own test file; None if it has none yet."""
    return import_module(f"test_lesson{number}") if find_spec(f"test_lesson{number}") else None


@cache
def notebook(number: str):
    found = sorted((ROOT / "notebooks").glob(f"{number}_*.ipynb"))
    return nbformat.read(found[0], as_version=4) if found else None


@cache
def space(number: str) -> dict:
    """What the first code cell imports, and what the lesson's file adds."""
    names: dict = {"__name__": "__main__"}
    if notebook(number):
        exec(next(cell.source for cell in notebook(number).cells if cell.cell_type == "code"), names)
    return names | (own(number).space() if hasattr(own(number), "space") else {})


def verdict(number: str, name: str, code: str):
    if notebook(number) is None:
        pytest.skip(f"lesson {number} has no notebook yet, so what its first cell imports is not known")
    return LESSONS[number].exercises[name].check_source(code, space(number))


def wrong_answers() -> list:
    return [pytest.param(number, *row, id=f"{number}-{row[0]}-{n}") for number in NUMBERS
            for n, row in enumerate(getattr(own(number), "WRONG", ()))]


def complete(number: str) -> None:
    if number not in COMPLETE:
        pytest.skip(f"lesson {number} has no prompts yet")


# ── the four verdicts ────────────────────────────────────────────────────────────────────────

@every_exercise
def test_the_solution_is_right(number, name):
    source, began = LESSONS[number].exercises[name].source, time.monotonic()
    for _ in range(REPEAT):
        found = verdict(number, name, source)
        assert found.kind == "right" and len(found.text) > len("Well done."), found
        if time.monotonic() - began > REPEAT_S:
            break


@every_exercise
def test_an_untouched_starter_is_not_attempted_and_told_what_to_replace(number, name):
    exercise = LESSONS[number].exercises[name]
    found = verdict(number, name, exercise.starter)
    assert found.kind == "not attempted", found
    begin = "Replace the ... in" if "..." in exercise.starter else "Change"
    first = next(one for one in exercise.asks_for if one in definitions(exercise.source))
    assert found.text.startswith(begin) and re.search(rf"\b{first}\b", found.text)


@every_exercise
def test_an_answer_that_raises_is_told_type_and_line(number, name):
    exercise = LESSONS[number].exercises[name]
    kind = definitions(exercise.source)[exercise.asks_for[0]].kind
    if kind == "value":
        pytest.skip("its answer is a value")
    begin = f"class {exercise.asks_for[0]}:\n def __init__(self" if kind == "class" else f"{kind} {exercise.asks_for[0]}("
    code = f"class Slip(Exception): pass\n{begin}*given, **named):\n  raise Slip('my own')\n"
    found = verdict(number, name, code if kind != "class" else code.replace("self*", "self, *"))
    assert found.kind == "raised" and "Slip: my own" in found.text and "raise Slip('my own')" in found.text, found


@pytest.mark.parametrize("number, name, code, words, kind", [
    pytest.param(*row.values, *(["wrong"] * (5 - len(row.values))), id=row.id) for row in wrong_answers()])
def test_a_typical_wrong_answer_is_told_what_is_wrong(number, name, code, words, kind):
    assert code != LESSONS[number].exercises[name].source, "the solution has changed, and this answer with it"
    began = time.monotonic()
    for _ in range(REPEAT):
        found = told(words, number, name, code)
        assert found.kind == kind and words in found.text, found
        if time.monotonic() - began > REPEAT_S:
            break


def told(words, number, name, code):
    """The verdict. What is judged by when it ran is tried again if it was told in other words: a busy machine delays one
    fetch more than another, and batches then look like something else that is just as wrong.
    """
    found = verdict(number, name, code)
    for _ in range(4):
        if words in found.text or number not in ("06", "07") or found.kind != "wrong":
            return found
        found = verdict(number, name, code)
    return found


@every_lesson
def test_at_least_two_typical_wrong_answers_are_tried_for_each_exercise(number):
    complete(number)
    if number not in ("00", "01", "02", "03") and not hasattr(own(number), "WRONG"):
        pytest.skip(f"the wrong answers of lesson {number} are tested in its own file")
    tried = [row[0] for row in own(number).WRONG]
    assert [name for name in LESSONS[number].exercises if tried.count(name) < 2] == []


# ── prompt, starter, hints ───────────────────────────────────────────────────────────────────

@every_exercise
def test_a_prompt_is_one_or_two_sentences(number, name):
    complete(number)
    prompt = LESSONS[number].exercises[name].prompt
    assert prompt.count("`") % 2 == 0 and prompt[-1:] in ".?" and 1 <= len(re.findall(r"[.?:](?:\s|$)", prompt)) <= 3, prompt


@every_exercise
def test_there_are_three_hints_and_the_last_says_most_of_the_solution(number, name):
    exercise = LESSONS[number].exercises[name]
    assert len(exercise.hints) == 3 and all(hint.strip() for hint in exercise.hints)
    of_the_solution = set(words_of(exercise.source))
    last = len(of_the_solution & set(words_of(exercise.hints[2])))
    is_value = definitions(exercise.source)[exercise.asks_for[0]].kind == "value"
    assert last >= (1 if is_value else 3)


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z_]{3,}", text)


@every_exercise
def test_the_notebooks_starter_cell_is_the_modules_starter(number, name):
    complete(number)
    cells = [cell for cell in (notebook(number).cells if notebook(number) else ()) if cell.metadata.get("exercise") == name]
    assert [cell.source.strip() for cell in cells] in ([LESSONS[number].exercises[name].starter.strip()], [])


@every_exercise
def test_signature_and_docstring_of_the_starter_are_the_solutions(number, name):
    exercise = LESSONS[number].exercises[name]
    begun, solved = heads(exercise.starter), heads(exercise.source)
    assert begun and all(solved[what] == begun[what] for what in begun if what in exercise.asks_for)


def heads(source: str) -> dict:
    """Name → (arguments, docstring) of what is defined; None for a value."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = {node.name: (ast.dump(node.args) if isinstance(node, functions) else "class", ast.get_docstring(node))
             for node in ast.parse(source).body if isinstance(node, (*functions, ast.ClassDef))}
    return {what: found.get(what) for what in definitions(source)}


# ── questions ────────────────────────────────────────────────────────────────────────────────

@every_lesson
def test_each_question_has_a_right_choice_and_is_asked_in_the_notebook(number):
    for name, question in LESSONS[number].questions.items():
        rights = [right for _, right, _ in question.choices]
        assert any(rights) and not all(rights)
        assert len({why for _, _, why in question.choices}) == len(rights), "each choice has an explanation of its own"
        assert notebook(number) is None or any(f'ex.quiz("{name}")' in cell.source for cell in notebook(number).cells)


@every_lesson
def test_a_lesson_reports_progress(number):
    complete(number)
    module = import_module(f"workshop_utils.exercises.lesson{number}")
    assert all(name in module.progress_report().text for name in LESSONS[number].exercises)
