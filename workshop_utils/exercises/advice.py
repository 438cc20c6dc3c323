"""Likely misunderstandings behind an error or a value: one sentence each, added to a verdict. "" where nothing is known."""

import difflib
import inspect
import re

from .source import Definition

# (type of the error, a pattern of its message, what is likely behind it)
ERRORS = [
    ("SystemExit", "", "exit() ends the whole program; a function ends with return."),
    ("RecursionError", "", "The function calls itself, and nothing ends that."),
    ("TypeError", "NoneType", "Something there is None: a function without return, or the result of append or sort."),
    ("TypeError", "'coroutine'", "A coroutine is used there as if it were its result: await is missing."),
    ("AttributeError", "'coroutine'", "A coroutine is used there as if it were its result: await is missing."),
    ("TypeError", "can't be used in 'await' expression", "What is awaited there is not async: leave the await away."),
    ("RuntimeError", "asyncio.run\\(\\) cannot be called", "Inside async code a coroutine is awaited, not run."),
    ("NameError", "", "Is it spelt as where it was defined, and was that cell run?"),
    ("UnboundLocalError", "", "A function that assigns to a name makes it its own; give it a value first."),
]


def about_error(error: BaseException) -> str:
    """What is likely behind this error."""
    for name, pattern, text in ERRORS:
        if type(error).__name__ == name and re.search(pattern, str(error)):
            return text
    return ""


def about_kind(wanted: Definition, value) -> str:
    """How the given value differs in kind from what the exercise wants."""
    name = wanted.name
    if wanted.kind == "class":
        return "" if inspect.isclass(value) else f"{name} should be a class: class {name}: …"
    if inspect.isclass(value):
        return f"{name} is a class; the exercise wants a function: {wanted.kind} {name}({wanted.arguments})."
    if not inspect.isfunction(value):
        return ""
    if not wanted.yields and (inspect.isgeneratorfunction(value) or inspect.isasyncgenfunction(value)):
        return f"{name} has a yield in it, so a call gives a generator and not the value. Use return."
    if wanted.kind == "def" and inspect.iscoroutinefunction(value):
        return f"{name} is async def, so a call gives a coroutine. The exercise wants def."
    if wanted.kind == "async def" and not inspect.iscoroutinefunction(value):
        return f"{name} is a plain def. The exercise wants async def, so that it can be awaited."
    return _about_arguments(wanted, value)


def _about_arguments(wanted: Definition, value) -> str:
    takes = inspect.signature(value)
    try:
        takes.bind(*[None] * wanted.needed)
    except TypeError:
        return f"{wanted.name} takes {takes}; it is called as {wanted.name}({wanted.arguments}). Keep the starter's first line."
    return ""


def about_name(wanted: Definition, space: dict) -> str:
    """Is there a function under nearly the same name? (One with the same arguments alone may be the lesson's own.)"""
    own = [name for name, value in space.items() if not name.startswith("_") and name != wanted.name
           and getattr(value, "__module__", None) == "__main__" and (inspect.isfunction(value) or inspect.isclass(value))]
    close = difflib.get_close_matches(wanted.name, own, n=1, cutoff=0.7)
    return f"There is {close[0]}: the check looks for the name {wanted.name}." if close and wanted.kind != "value" else ""
