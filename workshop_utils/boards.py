"""Board: the task pattern as a model and a person see it, wherever the work runs.

A call starts work and returns an id at once; the talk goes on, and what is done is announced, as data, once.
"""

import copy
import json
import math
import threading
from contextvars import ContextVar
from datetime import datetime, timezone
from numbers import Real

from .arguments import nearest, parse, shortened, shown, validate
from .bridge import run_sync
from .tools import SignatureProblem, Tool, ToolError, as_output, as_tools, strict_or_not, unknown_tool

ENDED = ("completed", "failed", "cancelled")     # and before that "working": the states of MCP Tasks
LONGEST_NEWS = 2_000        # characters of a result that is announced
reporting: ContextVar = ContextVar("reporting", default=None)    # inside a task: what progress() calls


def progress(fraction: float, note: str = "") -> None:
    """Inside a task: say how far it is. Anywhere else it only checks its arguments.

    Args:
        fraction: from 0 to 1
        note: what is being done, in a few words

    Raises:
        ValueError: for a fraction outside 0 to 1
        asyncio.CancelledError: inside a task that was cancelled, so that it ends here
    """
    if isinstance(fraction, bool) or not isinstance(fraction, Real) or not 0 <= fraction <= 1:
        whole = isinstance(fraction, Real) and math.isfinite(fraction) and 1 < fraction <= 100
        raise ValueError(f"progress takes a fraction from 0 to 1, got {shown(fraction)}."
                         + (f" Write progress({fraction / 100:g}) for {fraction:g} %." if whole else ""))
    if report := reporting.get():
        report(round(float(fraction), 3), shortened(str(note), 200))     # a model reads it, digit by digit


class Board:
    """Tasks as a model and a person see them. A subclass says where they run, in the five methods at the end.

    `tools` are for a Chat; create, check, cancel and list are the same for your own code, from anywhere.
    A task that has ended is announced to the model once, at its next request, unless it has been told already.

    Args:
        functions: what may run as a task, with or without @tool
        wait: seconds that the model's create_task waits for a result before it answers with the id

    Raises:
        ValueError: without a function, or for a negative wait
        SignatureProblem: for a function with a parameter named "function"
    """

    face = None                                   # show/board.py puts one on: board → what is displayed
    least = 1                                     # a board on a store may have no function: it only checks and cancels

    def __init__(self, functions, wait: float = 0.0):
        self.functions = {one.name: _offered(one) for one in as_tools(functions)}
        if len(self.functions) < self.least:
            raise ValueError("A board needs at least one function: TaskBoard([deep_research]).")
        if isinstance(wait, bool) or not isinstance(wait, Real) or not 0 <= wait < math.inf:
            raise ValueError(f"wait is a number of seconds, 0 or more; got {shown(wait)}.")
        self.wait, self.watchers, self._told, self._lock = wait, [], set(), threading.RLock()
        self.tools = self._tools()

    def create(self, name: str, /, **arguments) -> str:
        """Start a task and return its id at once.

        Raises:
            ToolError: for an unknown function or wrong arguments; nothing was started then
        """
        return self._bridge(self._create(name, arguments))

    def check(self, task_id: str) -> dict:
        """The state of a task as of now, with its progress, and its result or error.

        Raises:
            ToolError: for an id that no task has
        """
        return self._bridge(self._check(task_id))

    def cancel(self, task_id: str) -> dict:
        """Stop a task; returns its state. One that has ended stays as it is."""
        return self._bridge(self._cancel(task_id))

    def list(self) -> list[dict]:
        """The states of all tasks, oldest first, without results."""
        return self._bridge(self._list())

    async def result(self, task_id: str):
        """Wait for a task's result, as check shows it.

        Raises:
            ToolError: if it failed or was cancelled
        """
        await self._check(task_id)                # an unknown id is said at once
        state = await self._settle(task_id)
        if state["status"] != "completed":
            raise ToolError(state.get("error") or f"{task_id} was cancelled.")
        return state["result"]

    async def settled(self) -> "list[dict]":
        """Wait until no task is working; returns what list() returns."""
        while working := [state["task_id"] for state in await self._all() if state["status"] == "working"]:
            for task_id in working:
                await self._settle(task_id)
        return await self._list()

    def show(self):
        """The tasks as they go: bars, states and buttons to cancel in a notebook, a table everywhere else."""
        if self.face is None:                     # IPython then shows the repr
            raise NotImplementedError("The faces of boards are in workshop_utils.show: import it first.")
        return self.face()

    def _ipython_display_(self):
        self.show()._ipython_display_()

    def __repr__(self):
        counts = {}
        for state in self.list():
            counts[state["status"]] = counts.get(state["status"], 0) + 1
        return f"<{type(self).__name__}: {', '.join(f'{n} {status}' for status, n in counts.items()) or 'no task yet'}>"

    # ── what the model is told ────────────────────────────────────────────────────────────────────────

    async def news(self) -> "list[dict]":
        """Items for the next request: each ended task that the model does not know of yet, once.

        Nothing is awaited after a task is taken, so a request that is cancelled here has taken none.
        """
        states = [await self._state(task_id) for task_id in await self._ended() if task_id not in self._told]
        return [item for state in states if self._tell(state["task_id"]) for item in _announcement(state)]

    def _tell(self, task_id: str) -> bool:
        """True for the first who asks: whoever asks is about to tell the model."""
        with self._lock:
            first = task_id not in self._told
            self._told.add(task_id)
        return first

    def _tools(self) -> "list[Tool]":
        async def create_task(task: dict):
            "Start work that takes a while; answers with its id at once. The result is reported by itself when it is there."
            given = dict(task)
            name = given.pop("function", None if len(self.functions) > 1 else next(iter(self.functions)))
            if name is None:
                raise ToolError(f'task needs "function" ({" or ".join(map(shown, self.functions))}).')
            task_id = await self._create(name, given)
            return await self._settle(task_id, self.wait) if self.wait else await self._check(task_id)

        async def check_task(task_id: str):
            "The state of a task as of now, and its result if it has ended. It goes stale; the end of a task is reported anyway."
            return await self._check(task_id)

        async def cancel_task(task_id: str):
            "Stop a task that is no longer wanted."
            return await self._cancel(task_id)

        async def list_tasks():
            "The states of all tasks, without their results."
            return await self._list()

        check = _Told(check_task, self._tell)
        check.news = self.news                    # Chat asks its tools for news before each request
        return [_Told(create_task, self._tell, _parameters(self.functions)), check, _Told(cancel_task, self._tell),
                Tool(list_tasks, timeout=None)]

    # ── the same for both: checked, then done by the subclass ─────────────────────────────────────────

    async def _create(self, name: str, arguments: dict) -> str:
        if name not in self.functions:
            raise unknown_tool(str(name), list(self.functions))
        self.functions[name].read(arguments)
        task_id = await self._start(name, arguments)
        self._changed()
        return task_id

    async def _check(self, task_id: str) -> dict:
        state = await self._state(task_id)
        if state is None:
            ids = [state["task_id"] for state in await self._all()]
            close = nearest(str(task_id), ids)
            raise ToolError(f"There is no task {shown(task_id)}." + (f" Nearest: {close}." if close else "")
                            + (f" Tasks: {', '.join(ids[-20:])}." if ids else " None was created yet."))
        return state

    async def _cancel(self, task_id: str) -> dict:
        if (await self._check(task_id))["status"] == "working":
            await self._stop(task_id)
        return await self._check(task_id)

    async def _list(self) -> "list[dict]":
        return [{key: value for key, value in state.items() if key != "result"} for state in await self._all()]

    def _changed(self) -> None:
        """Tell who watches that a task was created, went on or ended; on whatever thread that happened."""
        for watch in tuple(self.watchers):
            watch()

    # ── where tasks run: for a subclass to say ────────────────────────────────────────────────────────

    _bridge = staticmethod(run_sync)       # how create, check, cancel and list wait for the methods below

    async def _start(self, name: str, arguments: dict) -> str:
        """Start a task with arguments that fit, as they were given (JSON, if a model gave them); returns its id."""
        raise NotImplementedError

    async def _state(self, task_id: str) -> dict | None:
        """What check returns (see state_of), or None if there is no such task."""
        raise NotImplementedError

    async def _stop(self, task_id: str) -> None:
        """Cancel a task that works."""
        raise NotImplementedError

    async def _all(self) -> "list[dict]":
        """The state of each task, oldest first, with `seconds` since it began; results may be left out."""
        raise NotImplementedError

    async def _ended(self) -> "list[str]":
        """The tasks that have ended, in the order in which they shall be announced."""
        return [state["task_id"] for state in await self._all() if state["status"] in ENDED]

    async def _settle(self, task_id: str, timeout: float | None = None) -> dict:
        """Wait until the task has ended, or for `timeout` seconds; returns its state. The task itself goes on."""
        raise NotImplementedError


def state_of(task_id: str, function: str, status: str, progress: dict | None = None, **outcome) -> dict:
    """What check returns; `outcome` is result= (as as_data makes it) or error=, if there is one."""
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    return {"task_id": task_id, "function": function, "status": status, "progress": progress, **outcome, "as_of": now}


def as_data(value):
    """A result as data that JSON can carry, whatever it is; the same text that a tool's result would be."""
    if isinstance(value, str):
        return value
    text = as_output(value)
    try:
        return json.loads(text)
    except ValueError:
        return text


class _Told(Tool):
    """A tool of a board. What it answers with a final state, the model knows: that is not announced again."""

    def __init__(self, function, tell, parameters: dict | None = None):
        super().__init__(function, timeout=None)
        self._tell, self._own = tell, self.parameters
        if parameters:
            self.parameters = parameters
            self.why_not_strict, self._sent = strict_or_not(parameters)

    def read(self, arguments: str | dict) -> dict:
        given = parse(arguments, self.name) if isinstance(arguments, str) else arguments
        return validate(self._adapter, self._own, given, self.name)    # the function's own tool reads what is inside

    async def call(self, arguments: str | dict):
        state = await super().call(arguments)
        if state["status"] in ENDED:              # here and not within the function: a call that is cancelled tells nothing
            self._tell(state["task_id"])
        return state


def _offered(one: Tool) -> Tool:
    """The function as a task: without a time limit, which is meant for calls that somebody waits for."""
    if "function" in one.parameters["properties"]:
        raise SignatureProblem(f'{one.name} has a parameter "function", which in a task names the function itself. Rename it.')
    unlimited = copy.copy(one)
    unlimited.timeout = None
    return unlimited


def _parameters(functions: dict[str, Tool]) -> dict:
    """The schema of create_task: one object for each function, which `function` names; definitions side by side."""
    objects, definitions = [], {}
    for name, one in functions.items():
        own = json.loads(json.dumps(one.parameters).replace('"#/$defs/', f'"#/$defs/{name}_'))
        definitions |= {f"{name}_{key}": value for key, value in own.pop("$defs", {}).items()}
        own["properties"] = {"function": {"type": "string", "enum": [name]}, **own["properties"]}
        objects.append({**own, "description": one.description, "required": ["function", *own["required"]]})
    schema = {"type": "object", "properties": {"task": objects[0] if len(objects) == 1 else {"anyOf": objects}},
              "required": ["task"], "additionalProperties": False}
    return schema | ({"$defs": definitions} if definitions else {})


def _announcement(state: dict) -> list[dict]:
    """A state as a call of check_task and its output: a result is data, not an instruction to the model."""
    text = as_output(state.get("result", ""))
    if len(text) > LONGEST_NEWS:
        state = state | {"result": shortened(text, LONGEST_NEWS), "note": "shortened; check_task gives it all"}
    call_id, arguments = f"news_{state['task_id']}", as_output({"task_id": state["task_id"]})
    return [{"type": "function_call", "call_id": call_id, "name": "check_task", "arguments": arguments, "status": "completed"},
            {"type": "function_call_output", "call_id": call_id, "output": as_output(state)}]
