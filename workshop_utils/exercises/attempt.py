"""Has the learner begun? A `...`, an empty function body and a name that is not defined yet all mean: not attempted."""

import ast
import dis
import inspect
import textwrap
from types import CodeType

from .source import same_code


def is_untouched(value) -> bool:
    """True for `...`, and for a function or class in which nothing has been written yet."""
    if value is ...:
        return True
    if inspect.isclass(value):
        methods = [member for member in vars(value).values() if inspect.isfunction(member)]
        return bool(methods) and all(_is_empty(method.__code__) for method in methods)
    function = inspect.unwrap(value) if callable(value) else value
    return inspect.isfunction(function) and _is_empty(function.__code__)


def is_starter(value, starter: str) -> bool:
    """Is this still the value, function or class that the starter's code gives to `name`?"""
    if inspect.isfunction(value) or inspect.isclass(value):
        try:
            return bool(starter) and same_code(inspect.getsource(value), starter)
        except (OSError, TypeError):
            return False
    try:
        return ast.literal_eval(starter.partition("=")[2].strip()) == value
    except (ValueError, SyntaxError):
        return False


def has_placeholder(value) -> bool:
    """True if a `...` still stands in the source of this function or class, other than as the body of an `except`."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(value))))
    except (OSError, TypeError, SyntaxError):  # no source to read: then nothing can be said
        return False
    handled = {id(line) for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) for line in node.body}
    return any(_is_placeholder(node) for node in ast.walk(tree) if id(node) not in handled)


def _is_placeholder(node) -> bool:
    """A `...` as a statement, an assigned or returned value, or an argument of a call; not the one in `tuple[int, ...]`."""
    inside = {ast.Expr: "value", ast.Assign: "value", ast.AnnAssign: "value", ast.Return: "value", ast.Await: "value"}
    values = [getattr(node, inside[type(node)])] if type(node) in inside else []
    if isinstance(node, ast.Call):
        values = node.args + [keyword.value for keyword in node.keywords]
    return any(isinstance(value, ast.Constant) and value.value is ... for value in values)


def _is_empty(code: CodeType) -> bool:
    return any(_steps(code) == _steps(empty.__code__) for empty in _EMPTY)


def _steps(code: CodeType) -> list:
    """The instructions without their positions: equal for equal bodies, whatever the arguments and the docstring."""
    return [(step.opname, step.argval) for step in dis.get_instructions(code)]


def _pass(): pass
def _returns_dots(): return ...
async def _async_pass(): pass
async def _async_returns_dots(): return ...


_EMPTY = (_pass, _returns_dots, _async_pass, _async_returns_dots)
