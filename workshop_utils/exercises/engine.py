"""Lesson and Exercise: what a lesson's module is written with. A check is a function whose parameters are named like the
learner's variables; it raises Wrong, or returns why the answer is right.
"""

import copy
import inspect
import linecache
import sys

from . import advice, progress, where
from .attempt import has_placeholder, is_starter, is_untouched
from .guard import Asked, clocks_put_back, guarded
from .predictions import Predictions
from .quiz import Quiz
from .running import TimeUp, TookTooLong, call, run
from .source import Definition, definitions, part_of, source_of, starter_of
from .verdict import NotAttempted, Note, Verdict, Wrong, expect, short

__all__ = ["Exercise", "Lesson", "NotAttempted", "Note", "Quiz", "Verdict", "Wrong", "call", "call_keeping", "expect", "short"]


class Lesson:
    """The exercises, predictions and questions of one lesson.

    Example:
        lesson = Lesson("04")
        predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
        progress_report = lesson.progress_report

        @lesson.exercise("q1", prompt="Write `double(x)`.", hints=["…", "…", "…"], solution='''
        def double(x):
            \"""Twice x.\"""
            return 2 * x
        ''')
        def q1(double):
            expect(call(double, 4), 8, given="4")
            return "It returns its argument twice."
    """

    def __init__(self, number: str):
        self.number = number
        self.exercises: dict[str, Exercise] = {}
        self.questions: dict[str, Quiz] = {}
        said = Predictions(number)
        self.predict, self.stopwatch, self.measured = said.predict, said.stopwatch, said.measured

    def exercise(self, name: str, *, solution, hints: list[str], prompt: str = "", starter: str = "", seconds: float = 10):
        """Decorate a check function; it becomes an Exercise.

        Args:
            name: how the notebook calls it: "q1" is ex.q1
            solution: Python code as a string, or a function whose source is the solution
            hints: three, from a nudge to nearly there
            prompt: one or two sentences that say what to write; `code` in backticks
            starter: code of the cell to begin with; without it, the solution's signatures and docstrings with a `...` below
            seconds: the time limit of a check
        """
        def build(check) -> Exercise:
            self.exercises[name] = Exercise(f"ex.{name}", check, solution, hints, seconds, prompt, starter, self.number)
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

    def progress_report(self):
        """A table of this lesson's exercises and predictions: what was solved, with how many checks and hints."""
        from .report import lesson_report
        return lesson_report(self.number, list(self.exercises))


class Exercise:
    """One exercise: `check`, `hint` and `solution`. None of them raises for what a learner did.

    As the last line of a cell it shows a card with buttons for the three.
    """

    def __init__(self, name: str, check, solution, hints: list[str], seconds: float = 10, prompt: str = "",
                 starter: str = "", lesson: str = ""):
        self.name, self.seconds, self.hints = name, seconds, list(hints)
        self.prompt, self.lesson, self.hinted = prompt, lesson, 0
        self.source = source_of(solution)
        self._check, self._takes = check, inspect.signature(check)
        self._defined = definitions(self.source)
        self.starter = source_of(starter) if starter else starter_of(self.source, self.asks_for)
        self._own_starter, self._best = bool(starter), progress.STATES[0]

    @property
    def state(self) -> str:
        """The best that was reached, in this kernel or before."""
        before = progress.state_of(self.lesson, self.name.removeprefix("ex."))
        return max(before, self._best, key=progress.STATES.index)

    @property
    def asks_for(self) -> list[str]:
        """The names that a check needs, in its order."""
        return list(self._takes.parameters)

    def check(self, *values, **named) -> Verdict:
        """Judge the learner's functions or values, given in order or by name; without any, they are looked up by name
        in the cell that asks.
        """
        space = sys._getframe(1).f_globals
        if not values and not named and self.asks_for:
            return self.check_names(space)
        try:
            given = self._takes.bind(*values, **named).arguments
        except TypeError:
            return self._keep(self._not_attempted(self._how_to_ask(len(values) + len(named))))
        return self._keep(self._judge(given, space))

    def check_names(self, space: dict) -> Verdict:
        """Judge what this namespace holds under the names that are asked for."""
        return self._keep(self._judge_names(space))

    def hint(self) -> Note:
        """The next hint; the last one stays."""
        if not self.hints:
            return Note("Hint", f"{self.name} has no hints.")
        self.hinted = min(self.hinted + 1, len(self.hints))
        self._record(hints=self.hinted)
        return Note(f"Hint {self.hinted} of {len(self.hints)}", self.hints[self.hinted - 1])

    def solution(self) -> Note:
        """The code of the solution: the very text that the course's tests run."""
        self._record(solution=True)
        return Note("Solution", code=self.source)

    def check_source(self, code: str, namespace: dict | None = None) -> Verdict:
        """Run this code as a cell would, and check what it defines. For tests of solutions and of typical wrong answers."""
        space = {"__name__": "__main__", **(namespace or {})}
        file = f"<answer to {self.name}>"
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        exec(compile(code, file, "exec"), space)
        return self._judge_names(space)

    def __repr__(self):
        from .card import text_of
        return text_of(self)

    __str__ = __repr__

    def _ipython_display_(self):
        from .card import show
        show(self)

    def _record(self, **what) -> None:
        notice = progress.record(self.lesson, self.name.removeprefix("ex."), **what)
        if notice:
            print(notice)

    def _keep(self, verdict: Verdict) -> Verdict:
        self._best = max(self._best, verdict.kind, key=progress.STATES.index)
        self._record(state=verdict.kind)
        return verdict

    # ── judging ──────────────────────────────────────────────────────────────────────────────

    def _judge_names(self, space: dict) -> Verdict:
        missing = [name for name in self.asks_for if name not in space]
        if missing:
            do = self._what_to_do(missing[0]) if missing[0] in self._defined else "Run the cells above first."
            return self._not_attempted(f"{missing[0]} is not defined. {advice.about_name(self._definition(missing[0]), space) or do}")
        return self._judge({name: space[name] for name in self.asks_for}, space)

    def _judge(self, given: dict, space: dict) -> Verdict:
        for name, value in given.items():
            if self._is_untouched(name, value):
                alike = advice.about_name(self._definition(name), space)
                return self._not_attempted(" ".join(filter(None, [self._what_to_do(name), alike])))
            complaint = self._misgiven(name, value)
            if complaint:
                return self._verdict("wrong", complaint)
        clocks_put_back()
        with guarded() as printed:
            verdict = self._run(given)
        replaced = clocks_put_back()
        if replaced:
            return self._verdict("wrong", f"Your code replaces {replaced} for everything in this kernel, so nothing that waits "
                                 "can be judged. It was put back; call it, and leave it as it is.")
        begun = [name for name, value in given.items() if has_placeholder(value)]
        if verdict.kind in ("wrong", "raised") and begun:
            return self._not_attempted(f"A ... still stands in {begun[0]}. {self._what_to_do(begun[0])}")
        return Verdict(self.name, verdict.kind, verdict.text, verdict.picture, printed.text)

    def _is_untouched(self, name: str, value) -> bool:
        if inspect.isclass(value) and self._definition(name).noun == "function":
            return False
        return is_untouched(value) or self._own_starter and is_starter(value, part_of(self.starter, name))

    def _misgiven(self, name: str, value) -> str:
        """What is wrong with a value before any check can use it; "" if nothing is."""
        called = inspect.iscoroutine(value)
        if called:
            value.close()  # it will never be awaited, and that would be warned about
        noun = self._definition(name).noun
        if noun != "answer" and not callable(value):
            return f"The check wants the {noun} {name} itself, got {short(value)}. Ask with {self.asked_by}."
        if called:
            return f"{name} is a coroutine that was not awaited. Put await in front of the call."
        return f"{name} is None. Was a value returned and assigned to it?" if value is None else ""

    def _run(self, given: dict) -> Verdict:
        try:
            why = run(lambda: call(self._check, **given), seconds=self.seconds,
                      where=lambda ident, loop: where.of_thread(ident, loop, given))
        except NotAttempted as error:
            return self._not_attempted(str(error) or self._what_to_do(next(iter(given), "")))
        except Wrong as error:
            return self._verdict("wrong", " ".join(filter(None, [str(error), self._about_kinds(given)])), error.picture)
        except TookTooLong as error:
            place = f" It was {error.where}" if error.where else ""
            return self._verdict("wrong", f"It {error}. Is there a loop or a wait without an end?{place}")
        except Asked as error:
            return self._verdict("wrong", "Your code calls input(), and nobody is there to answer a check. Take what it needs "
                                 f"from its arguments. It is {where.of_error(error, given)}")
        except BaseException as error:  # the learner's code may raise anything, SystemExit too
            if isinstance(error, (KeyboardInterrupt, TimeUp)):
                raise
            return self._raised(error, given)
        return self._verdict("right", why or "Well done.")

    def _raised(self, error: BaseException, given: dict) -> Verdict:
        message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        line, kinds = where.of_error(error, given), self._about_kinds(given)
        if line:
            likely = kinds or advice.about_error(error)
            return self._verdict("raised", f"{_cut(message)} — {line}" + (f"\n{likely}" if likely else ""))
        if kinds:
            return self._verdict("wrong", kinds)
        # The check itself stumbled: over a value of a shape that it did not foresee.
        got = ", ".join(_described(name, value) for name, value in given.items())
        return self._verdict("wrong", f"The check could not use what it got: {_cut(message)}. It got {got}.")

    def _about_kinds(self, given: dict) -> str:
        return next(filter(None, (advice.about_kind(self._defined[name], value) for name, value in given.items()
                                  if self._definition(name).noun != "answer")), "")

    def _definition(self, name: str) -> Definition:
        return self._defined.get(name) or Definition(name, "value")

    def _what_to_do(self, name: str) -> str:
        noun = self._definition(name).noun
        if "..." not in self.starter:
            return f"Change the {noun} {name} in the cell above, then run it and this cell."
        return f"Replace the ... in the cell above with your {noun} {name}, then run it and this cell."

    def _how_to_ask(self, got: int) -> str:
        return f"The check takes {len(self.asks_for)} and got {got}. Ask with {self.asked_by}."

    @property
    def asked_by(self) -> str:
        """The line that asks for a check."""
        return f"{self.name}.check({', '.join(self.asks_for)})"

    def _not_attempted(self, text: str) -> Verdict:
        return self._verdict("not attempted", text)

    def _verdict(self, kind: str, text: str, picture=None) -> Verdict:
        return Verdict(self.name, kind, text, picture)


def call_keeping(function, *args):
    """Call the learner's function, sync or async, and see that it leaves its arguments as they were.

    Raises:
        Wrong: if it changed one in place
    """
    before = copy.deepcopy(args)
    result = call(function, *args)
    for was, now in zip(before, args):
        if was != now:
            raise Wrong(f"{function.__name__} has changed the {type(now).__name__} that it was given: {short(was)} became "
                        f"{short(now)}. Others still hold it. Work on a copy.")
    return result


def _cut(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _described(name: str, value) -> str:
    """A function by its signature (a repr would hold a memory address), any other value by its repr."""
    return f"{value.__name__}{inspect.signature(value)}" if inspect.isfunction(value) else f"{name} = {short(value)}"
