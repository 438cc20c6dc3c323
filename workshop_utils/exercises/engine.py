"""Lesson and Exercise: what a lesson's module is written with. A check is a function whose parameters are named like the
learner's variables; it raises Wrong, or returns why the answer is right.
"""

import ast
import html
import inspect
import linecache
import sys
import textwrap
from pathlib import Path

from .attempt import has_placeholder, is_untouched
from .predictions import Predictions
from .quiz import Quiz
from .running import TimeUp, TookTooLong, call, run
from .verdict import NotAttempted, Verdict, Wrong, expect, framed, short

__all__ = ["Exercise", "Lesson", "NotAttempted", "Quiz", "Verdict", "Wrong", "call", "expect", "short"]

PACKAGE = str(Path(__file__).resolve().parent.parent)


class Lesson:
    """The exercises, predictions and questions of one lesson.

    Example:
        lesson = Lesson("04")
        predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz

        @lesson.exercise("q1", hints=["…"], solution="def double(x):\\n    return 2 * x\\n")
        def q1(double):
            expect(double(4), 8, given="4")
            return "It returns its argument twice."
    """

    def __init__(self, number: str):
        self.number = number
        self.exercises: dict[str, Exercise] = {}
        self.questions: dict[str, Quiz] = {}
        said = Predictions()
        self.predict, self.stopwatch, self.measured = said.predict, said.stopwatch, said.measured

    def exercise(self, name: str, *, solution, hints: list[str], seconds: float = 10):
        """Decorate a check function; it becomes an Exercise.

        Args:
            name: how the notebook calls it: "q1" is ex.q1
            solution: Python code as a string, or a function whose source is the solution
            hints: from the gentlest to the plainest
            seconds: the time limit of a check
        """
        def build(check) -> Exercise:
            self.exercises[name] = Exercise(f"ex.{name}", check, solution, hints, seconds)
            return self.exercises[name]
        return build

    def ask(self, name: str, question: str, choices: list[tuple[str, bool, str]], code: str = "") -> None:
        """Define a question that the notebook shows by `ex.quiz(name)`; see Quiz for the arguments."""
        self.questions[name] = Quiz(question, choices, code)

    def quiz(self, name: str) -> Quiz:
        """The question of this name."""
        if name not in self.questions:
            raise ValueError(f"Lesson {self.number} has no question {name!r}. There are: {', '.join(self.questions)}.")
        return self.questions[name]


class Exercise:
    """One exercise: `check`, `hint` and `solution`. None of them raises for what a learner did."""

    def __init__(self, name: str, check, solution, hints: list[str], seconds: float = 10):
        self.name, self.seconds, self.hints = name, seconds, list(hints)
        self.source = _source(solution)
        self._check, self._hinted = check, 0
        self._takes = inspect.signature(check)
        self._functions = _functions_in(self.source)

    def check(self, *values, **named) -> Verdict:
        """Judge the learner's functions or values, given in order or by name; without any, they are looked up by name
        in the cell that asks.
        """
        if not values and not named and self._takes.parameters:
            space = sys._getframe(1).f_globals
            named = {name: space[name] for name in self._takes.parameters if name in space}
            missing = [name for name in self._takes.parameters if name not in space]
            if missing:
                return self._not_attempted(f"{missing[0]} is not defined. {self._what_to_do(missing[0])}")
        try:
            given = self._takes.bind(*values, **named).arguments
        except TypeError:
            return self._not_attempted(self._how_to_ask(len(values) + len(named)))
        return self._judge(given)

    def hint(self) -> "Note":
        """The next hint; the last one stays."""
        if not self.hints:
            return Note("Hint", f"{self.name} has no hints.")
        self._hinted = min(self._hinted + 1, len(self.hints))
        return Note(f"Hint {self._hinted} of {len(self.hints)}", self.hints[self._hinted - 1])

    def solution(self) -> "Note":
        """The code of the solution: the very text that the course's tests run."""
        return Note("Solution", code=self.source)

    def check_source(self, code: str, namespace: dict | None = None) -> Verdict:
        """Run this code as a cell would, and check what it defines. For tests of solutions and of typical wrong answers."""
        space = {"__name__": "__main__", **(namespace or {})}
        file = f"<answer to {self.name}>"
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        exec(compile(code, file, "exec"), space)
        return self.check(**{name: space[name] for name in self._takes.parameters if name in space})

    def _judge(self, given: dict) -> Verdict:
        for name, value in given.items():
            if is_untouched(value):
                return self._not_attempted(self._what_to_do(name))
            complaint = self._misgiven(name, value)
            if complaint:
                return self._verdict("wrong", complaint)
        verdict = self._run(given)
        begun = [name for name, value in given.items() if has_placeholder(value)]
        if verdict.kind in ("wrong", "raised") and begun:
            return self._not_attempted(f"A ... still stands in {begun[0]}. {self._what_to_do(begun[0])}")
        return verdict

    def _misgiven(self, name: str, value) -> str:
        """What is wrong with a value before any check can use it; "" if nothing is."""
        called = inspect.iscoroutine(value)
        if called:
            value.close()  # it will never be awaited, and that would be warned about
        if name in self._functions and not callable(value):
            return f"The check wants the function {name} itself, got {short(value)}. Ask with {self._ask()}."
        if called:
            return f"{name} is a coroutine that was not awaited. Put await in front of the call."
        return f"{name} is None. Was a value returned and assigned to it?" if value is None else ""

    def _run(self, given: dict) -> Verdict:
        try:
            why = run(lambda: call(self._check, **given), seconds=self.seconds)
        except NotAttempted as error:
            return self._not_attempted(str(error) or self._what_to_do(next(iter(given), "")))
        except Wrong as error:
            return self._verdict("wrong", str(error), error.picture)
        except TookTooLong as error:
            return self._verdict("wrong", f"It {error}. Is there a loop or a wait without an end?")
        except BaseException as error:  # the learner's code may raise anything, SystemExit too
            if isinstance(error, (KeyboardInterrupt, TimeUp)):
                raise
            return self._raised(error, given)
        return self._verdict("right", why or "Well done.")

    def _raised(self, error: BaseException, given: dict) -> Verdict:
        message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        line = _learners_line(error, given)
        if line:
            return self._verdict("raised", f"{short_text(message)} — {line}")
        # The check itself stumbled: over a value of a shape that it did not foresee.
        got = ", ".join(_described(name, value) for name, value in given.items())
        return self._verdict("wrong", f"The check could not use what it got: {short_text(message)}. It got {got}.")

    def _what_to_do(self, name: str) -> str:
        kind = "function" if name in self._functions else "answer"
        return f"Replace the ... in the cell above with your {kind} {name}, then run it and this cell."

    def _how_to_ask(self, got: int) -> str:
        return f"The check takes {len(self._takes.parameters)} and got {got}. Ask with {self._ask()}."

    def _ask(self) -> str:
        return f"{self.name}.check({', '.join(self._takes.parameters)})"

    def _not_attempted(self, text: str) -> Verdict:
        return self._verdict("not attempted", text)

    def _verdict(self, kind: str, text: str, picture=None) -> Verdict:
        return Verdict(self.name, kind, text, picture)


class Note:
    """A hint or a solution: a heading with a text or with code (`.text`)."""

    def __init__(self, heading: str, text: str = "", code: str = ""):
        self.heading, self.text, self._is_code = heading, text or code, bool(code)

    def __repr__(self):
        return f"{self.heading}:\n{self.text}" if self._is_code else f"{self.heading}: {self.text}"

    __str__ = __repr__

    def _repr_mimebundle_(self, include=None, exclude=None):
        code = f'<pre style="padding:6px">{html.escape(self.text)}</pre>' if self._is_code else ""
        return {"text/html": framed("#2a5d9c", self.heading, "" if code else self.text, code), "text/plain": repr(self)}


def short_text(text: str, limit: int = 300) -> str:
    """An error message on at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _described(name: str, value) -> str:
    """A function by its signature (a repr would hold a memory address), any other value by its repr."""
    return f"{value.__name__}{inspect.signature(value)}" if inspect.isfunction(value) else f"{name} = {short(value)}"


def _source(solution) -> str:
    code = solution if isinstance(solution, str) else inspect.getsource(solution)
    return textwrap.dedent(code).strip("\n") + "\n"


def _functions_in(source: str) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.parse(source).body if isinstance(node, kinds)}


def _learners_line(error: BaseException, given: dict) -> str:
    """Where in the learner's code it happened: the innermost frame that belongs to the notebook or to what was given."""
    spaces = {id(space) for space in (getattr(value, "__globals__", None) for value in given.values()) if space is not None}
    found = ""
    step = error.__traceback__
    while step is not None:
        space, file = step.tb_frame.f_globals, step.tb_frame.f_code.co_filename
        if (space.get("__name__") == "__main__" or id(space) in spaces) and not file.startswith(PACKAGE):
            code = linecache.getline(file, step.tb_lineno).strip()
            found = f"in {step.tb_frame.f_code.co_name}, line {step.tb_lineno}" + (f": {code}" if code else "")
        step = step.tb_next
    return found
