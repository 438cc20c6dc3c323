"""Tool: a Python function that a model may call. Its schema comes from the signature; calls arrive typed."""

import _thread
import asyncio
import base64
import contextlib
import contextvars
import inspect
import itertools
import re

import pydantic_core

from . import arguments as arguments_room
from . import schemas, signatures
from .arguments import ToolError, nearest, shortened
from .signatures import SignatureProblem

__all__ = ["Tool", "ToolError", "SignatureProblem", "tool", "as_tool", "as_tools", "as_output", "unknown_tool"]

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MOST_TOOLS = 128            # the API's own limit for one request
MOST_ITEMS = 10_000         # what a generator may yield; an endless one would fill the memory


class Tool:
    """A function with the name, description and JSON Schema under which a model may call it.

    Args:
        function: plain, async, a bound method, a partial or a callable object
        name: the name that the model sees; the function's own by default
        description: what the model reads; the docstring without its list of arguments by default
        timeout: seconds until a call is given up; None waits for ever. A thread can't be killed: a function that is
            not async runs on, and its late result is dropped.

    Raises:
        SignatureProblem: if the signature can't be offered to a model, naming the parameter and the way out
    """

    def __init__(self, function, *, name: str | None = None, description: str | None = None, timeout: float | None = 60.0):
        self.function = function
        self.name = _checked(name or _own_name(function))
        self.timeout = timeout
        self.description = signatures.documentation(function) if description is None else description
        parameters = signatures.parameters_of(function, self.name)
        self._adapter, schema = signatures.described(function, parameters, self.name)
        self._positional = [p for p in parameters if p.kind is p.POSITIONAL_ONLY]
        self.is_async = _is_async(function)
        self.parameters = schemas.natural(schema)
        self.why_not_strict, self._sent = strict_or_not(self.parameters)

    @property
    def strict(self) -> bool:
        """Is the schema sent in strict mode, in which a model can't write an argument that does not fit?"""
        return self.why_not_strict is None

    @property
    def definition(self) -> dict:
        """The tool as the Responses API takes it. In strict mode optional arguments are listed as nullable."""
        return {"type": "function", "name": self.name, "description": self.description,
                "parameters": self._sent, "strict": self.strict}

    def read(self, arguments: str | dict) -> dict:
        """Typed values by name, from the JSON that a model wrote.

        Raises:
            ToolError: saying what was wrong and what would be right
        """
        given = arguments_room.parse(arguments, self.name) if isinstance(arguments, str) else arguments
        return arguments_room.validate(self._adapter, self.parameters, given, self.name)

    async def call(self, arguments: str | dict):
        """Parse, validate, convert, run; a function that is not async runs on a thread of its own.

        Raises:
            ToolError: in words for the model, whatever went wrong
        """
        values = self.read(arguments)
        positional = [values.pop(p.name, p.default) for p in self._positional]
        running = asyncio.ensure_future(self._run(positional, values))
        running.add_done_callback(_heard)
        try:
            done, _ = await asyncio.wait({running}, timeout=self.timeout)
        finally:
            running.cancel()                      # nothing to cancel when it is done
        if not done:
            raise ToolError(f"{self.name} was stopped after {self.timeout:g} s. Its result, if it still comes, is dropped.")
        return self._result(running)

    def _result(self, running: asyncio.Future):
        """The value, or the function's own error as a ToolError."""
        if running.cancelled():
            raise ToolError(f"{self.name} failed: it was cancelled.")
        error = running.exception()
        if error is None:
            return running.result()
        if isinstance(error, ToolError):
            raise error
        raise ToolError(f"{self.name} failed: {_words(error)}") from error

    async def _run(self, positional: list, named: dict):
        """The function's value; SystemExit and KeyboardInterrupt raised inside it do not end the loop."""
        try:
            if self.is_async:
                value = self.function(*positional, **named)
            else:
                value = await on_own_thread(_collected, self.function, positional, named)
            if inspect.isawaitable(value):
                value = await value
            return await _collected_async(value) if inspect.isasyncgen(value) else value
        except (SystemExit, KeyboardInterrupt) as error:
            raise _as_exception(error) from error

    def __call__(self, *positional, **named):
        return self.function(*positional, **named)

    def __repr__(self):
        return f"<Tool {self.name}({', '.join(self.parameters['properties'])})>"


def tool(function=None, *, name: str | None = None, description: str | None = None, timeout: float | None = 60.0):
    """Give a function a `.tool`; it stays the plain function that it was. Arguments as for Tool."""
    def decorate(plain):
        options = {"name": name, "description": description, "timeout": timeout}
        try:
            plain.tool_options = options
        except AttributeError:                    # a bound method or a built-in function takes no attributes
            raise SignatureProblem(f"{shortened(repr(plain), 80)} can't carry a .tool. Use Tool(...) instead.") from None
        if not _is_method(plain):                 # a method gets its Tool when it is bound: see as_tool
            plain.tool = Tool(plain, **options)
        return plain
    return decorate if function is None else decorate(function)


def as_tool(thing) -> Tool:
    """A Tool from a Tool, a function with or without @tool, or a bound method.

    Raises:
        TypeError: for anything that can't be called
    """
    if isinstance(thing, Tool):
        return thing
    if isinstance(getattr(thing, "tool", None), Tool):
        return thing.tool
    if not callable(thing) or inspect.isclass(thing):
        raise TypeError(f"{shortened(repr(thing), 80)} is not a tool. Give a function, a bound method or a Tool.")
    return Tool(thing, **getattr(thing, "tool_options", {}))


def as_tools(things) -> list[Tool]:
    """Tools from functions, with distinct names and no more than the API takes.

    Raises:
        ValueError: for a repeated name, or more than 128 tools
    """
    if callable(things) or isinstance(things, str):
        raise TypeError(f"tools must be a list, got {shortened(repr(things), 80)}. Write tools=[...].")
    tools = [as_tool(thing) for thing in things]
    names = [one.name for one in tools]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'Two tools are named "{twice}". Give one of them another name: @tool(name="...").')
    if len(tools) > MOST_TOOLS:
        raise ValueError(f"{len(tools)} tools are more than one request may hold ({MOST_TOOLS}).")
    return tools


def unknown_tool(name: str, names: list[str]) -> ToolError:
    """What to tell a model that called a function which does not exist."""
    close = nearest(name, names)
    listed = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    hint = f" Nearest: {close}." if close else ""
    return ToolError(f'There is no function "{shortened(name, 80)}".{hint} ' + (f"Available: {listed}." if names else "No function can be called."))


def as_output(value) -> str:
    """A result as the text that goes back to the model: strings as they are, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return f"{len(value)} bytes, base64: {base64.b64encode(value).decode('ascii')}"
    try:
        return pydantic_core.to_json(value, fallback=repr, bytes_mode="base64", inf_nan_mode="strings").decode("utf-8")
    except (pydantic_core.PydanticSerializationError, ValueError, RecursionError):
        return repr(value)                        # e.g. an object that contains itself


async def on_own_thread(function, *arguments):
    """Run a blocking function on a daemon thread of its own, so that no pool decides how many run at once."""
    loop = asyncio.get_running_loop()
    future, context = loop.create_future(), contextvars.copy_context()

    def deliver(setter, value):
        if not future.done():                     # cancelled or timed out meanwhile: the late result is dropped
            setter(value)

    def work():
        try:
            outcome = (future.set_result, context.run(function, *arguments))
        except BaseException as error:            # also SystemExit: a tool must not end the kernel
            outcome = (future.set_exception, _as_exception(error))
        with contextlib.suppress(RuntimeError):   # the loop has been closed meanwhile: nobody waits any more
            loop.call_soon_threadsafe(deliver, *outcome)

    # Thread.start() would wait until the new thread runs: with 64 calls on a busy machine that adds up to the time of a call.
    _thread.start_new_thread(work, ())
    return await future


def _collected(function, positional: list, named: dict):
    """The function's value; a generator is run to its end here, on the thread."""
    value = function(*positional, **named)
    if not inspect.isgenerator(value):
        return value
    items = list(itertools.islice(value, MOST_ITEMS + 1))
    return _not_endless(items)


async def _collected_async(generator) -> list:
    items = []
    async for item in generator:
        items.append(item)
        if len(items) > MOST_ITEMS:
            break
    return _not_endless(items)


def _not_endless(items: list) -> list:
    if len(items) > MOST_ITEMS:
        raise _Ended(f"it yielded more than {MOST_ITEMS:,} items and was stopped. Ask for fewer.")
    return items


class _Ended(Exception):
    """Stands for what has no name of its own for the model: SystemExit and the like, an endless generator."""


def _as_exception(error: BaseException) -> Exception:
    return error if isinstance(error, Exception) and not isinstance(error, StopIteration) else _Ended(_words(error))


def _words(error: BaseException) -> str:
    """An error as one sentence: its kind and what it says, without a traceback that it may carry in its text."""
    try:
        said = str(error)
    except Exception as broken:                   # an error whose own text raises is still an error
        said = f"(its text can't be read: {type(broken).__name__})"
    if "Traceback (most recent call last)" in said:
        said = said.strip().splitlines()[-1]
    kind = "" if isinstance(error, _Ended) else type(error).__name__
    return shortened(": ".join(part for part in (kind, said.strip()) if part), 500)


def _heard(done: asyncio.Future) -> None:
    """Look at an error that comes after the call was given up, or asyncio would print it as never retrieved."""
    if not done.cancelled():
        done.exception()


def strict_or_not(parameters: dict) -> tuple[str | None, dict]:
    """Why a schema can't be strict (None if it can), and the form in which it is sent."""
    try:
        return None, schemas.strict(parameters)
    except schemas.NotStrict as reason:
        return str(reason), parameters


def _is_async(function) -> bool:
    plain = signatures.innermost(function)
    return inspect.iscoroutinefunction(plain) or inspect.isasyncgenfunction(plain)


def _is_method(function) -> bool:
    """Written inside a class, and taking `self` or `cls`?"""
    code = getattr(signatures.innermost(function), "__code__", None)
    first = code.co_varnames[:1] if code else ()
    return first in (("self",), ("cls",)) and "." in function.__qualname__.rpartition("<locals>.")[2]


def _own_name(function) -> str:
    name = getattr(function, "__name__", None) or getattr(signatures.innermost(function), "__name__", "")
    return type(function).__name__ if name == "__call__" else name


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise SignatureProblem(f'{name!r} can\'t be a tool\'s name (letters, digits, "_" and "-", at most 64). '
                               'Give one: @tool(name="...").')
    return name
