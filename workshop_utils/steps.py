"""@step: a part of a durable task whose result is kept, so that a task that is taken up again does not do it again."""

import asyncio
import contextvars
import functools
import importlib
import inspect
import typing
import uuid
from concurrent.futures import ThreadPoolExecutor

import pydantic
import pydantic_core
from dbos import DBOS

from .boards import as_data
from .chat import encodable


still_runs: contextvars.ContextVar = contextvars.ContextVar("still_runs", default=lambda: True)


class StepFailed(Exception):
    """A step failed before the process died, with an error of a kind that this process can't build again."""


def step(function):
    """Mark a part of a durable task whose result is kept: a task that is taken up again does not run it again.

    A step runs at least once: killed before its result is written, it runs again. An effect outside needs step_key().
    Results are kept as JSON and come back as the type in the return annotation. Outside a durable task, and inside
    another step, the function is the plain function that it was.
    """
    options, returns = {"name": function.__name__}, _return_type(function)

    async def attempt(positional: tuple, named: dict) -> dict:
        try:
            value = function(*positional, **named)
            return _kept(function, await value if inspect.isawaitable(value) else value)
        except Exception as error:
            return _raised(error)

    @functools.wraps(function)
    def run(*positional, **named):
        if not _is_between_steps():
            return function(*positional, **named)
        return _given_back(_off_the_loop(DBOS.run_step, options, lambda: _at_once(attempt(positional, named))), returns)

    @functools.wraps(function)
    async def run_async(*positional, **named):
        if not _is_between_steps():
            return await function(*positional, **named)
        return _given_back(await DBOS.run_step_async(options, attempt, positional, named), returns)
    return run_async if inspect.iscoroutinefunction(function) else run


def step_key() -> str:
    """Inside a step: the same text each time this step of this task runs, so that an effect can be done once.

    Outside a durable task nothing runs a second time: each call gives a new one.
    """
    return uuid.uuid4().hex if DBOS.step_id is None else f"{DBOS.workflow_id}-{DBOS.step_id}"


def _is_between_steps() -> bool:
    """Is this a call that is to be kept?

    Raises:
        asyncio.CancelledError: on a thread that outlived its task, which was cancelled or goes on elsewhere
    """
    if not still_runs.get()():
        raise asyncio.CancelledError("This task does not run here any more.")
    return DBOS.workflow_id is not None and DBOS.step_id is None


def _at_once(coroutine):
    """The result of a coroutine that awaits nothing."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value


def _off_the_loop(function, *arguments):
    """A step that is not async holds up its task, and in an async one the loop; DBOS refuses to on the loop itself."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return function(*arguments)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(contextvars.copy_context().run, function, *arguments).result()


def _return_type(function):
    try:
        return typing.get_type_hints(function).get("return", typing.Any)
    except Exception:                             # an annotation that names what is not there yet
        return typing.Any


def _kept(function, value) -> dict:
    try:
        return {"value": encodable(pydantic_core.to_jsonable_python(value))}
    except pydantic_core.PydanticSerializationError as error:
        raise TypeError(f"The step {function.__name__} returned what can't be kept: {error}. "
                        "Return data that JSON can carry.") from None


def _raised(error: Exception) -> dict:
    kind = type(error)
    arguments = encodable(as_data(list(error.args)))
    return {"raised": [kind.__module__, kind.__qualname__, arguments], "said": encodable(str(error))}


def _given_back(outcome: dict, returns):
    """The value of a step, or its error: the same when it ran just now and when it ran in a process that is dead."""
    if "value" in outcome:
        try:
            return pydantic.TypeAdapter(returns).validate_python(outcome["value"])
        except Exception:                         # the annotation promised something else
            return outcome["value"]
    module, name, arguments = outcome["raised"]
    try:
        raised = functools.reduce(getattr, name.split("."), importlib.import_module(module))(*arguments)
    except Exception:
        raised = None
    raise raised if isinstance(raised, Exception) else StepFailed(f"{name}: {outcome['said']}")
