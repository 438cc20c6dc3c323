"""TaskBoard: tasks in this process, each on the loop where it was created. What a model sees of them is in boards.py."""

import asyncio
import contextlib
import itertools
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

from . import bridge
from .boards import Board, as_data, progress, reporting, state_of
from .chat import Calling, calling
from .tools import ToolError, as_output
from .trace import Trace

__all__ = ["Board", "TaskBoard", "as_data", "progress", "reporting", "state_of"]

_alive: set[asyncio.Task] = set()                 # strong references, which a loop does not keep


def _here() -> Calling:
    """The trace of the chat that called us, and the loop for a coroutine that is started here."""
    call = calling.get()
    try:
        return call._replace(loop=asyncio.get_running_loop())
    except RuntimeError:                          # on a thread, or in a script
        alive = call.loop is not None and call.loop.is_running()
        return call if alive else call._replace(loop=bridge.background_loop())


@dataclass(eq=False)
class _Task:
    """A task of this process. `ended` is resolved once, whatever thread or loop waits for it."""

    task_id: str
    function: str
    arguments: dict
    loop: asyncio.AbstractEventLoop
    began: float = field(default_factory=time.monotonic)
    status: str = "working"
    progress: dict | None = None
    outcome: dict = field(default_factory=dict)
    seconds: float | None = None
    work: asyncio.Task | None = None
    ended: Future = field(default_factory=Future)


class TaskBoard(Board):
    """Tasks in this process. A coroutine runs on the loop where it was created: a notebook's own, or that of the chat whose
    model asked; where no loop runs, on the background loop of send_sync. Any other function gets a thread of its own, and
    begins also while a cell keeps the notebook's loop busy.

    A cancelled task counts as cancelled at once. Its coroutine is stopped; a thread can't be killed: it ends at its next
    progress(), and a late result is dropped. Tasks end with their process, and coroutines with the asyncio.run() around them.

    Args:
        functions: what may run as a task, with or without @tool
        wait: seconds that the model's create_task waits for a result before it answers with the id
        trace: where the tasks are recorded; a Trace of its own by default. A task that a chat's tool call created
            is in the trace of that chat, too
    """

    def __init__(self, functions, wait: float = 0.0, trace: Trace | None = None):
        super().__init__(functions, wait)
        self.trace = Trace() if trace is None else trace
        self._tasks: dict[str, _Task] = {}
        self._numbers = itertools.count(1)

    @staticmethod
    def _bridge(coroutine):
        """Nothing below waits but _settle: run it here and now."""
        try:
            coroutine.send(None)
        except StopIteration as done:
            return done.value

    async def _start(self, name: str, arguments: dict) -> str:
        call = _here()
        loop = call.loop if self.functions[name].is_async else bridge.background_loop()
        with self._lock:
            task = _Task(f"task-{next(self._numbers)}", name, arguments, loop)
            task.ended.set_running_or_notify_cancel()     # so that a waiter who gives up does not cancel it
            self._tasks[task.task_id] = task
        task.loop.call_soon_threadsafe(self._begin, task, call)
        return task.task_id

    def _begin(self, task: _Task, call: Calling) -> None:
        if task.status == "working":                      # not cancelled meanwhile
            task.work = task.loop.create_task(self._work(task, call))
            _alive.add(task.work)
            task.work.add_done_callback(_alive.discard)

    async def _work(self, task: _Task, call: Calling) -> None:
        reporting.set(lambda fraction, note: self._report(task, fraction, note))
        calling.set(call)
        traces = [self.trace] + ([call.trace] if call.trace not in (None, self.trace) else [])
        detail = {"task_id": task.task_id, "arguments": as_output(task.arguments)[:200]}
        with contextlib.ExitStack() as spans:
            events = [spans.enter_context(trace.span("task", task.function, detail=dict(detail))) for trace in traces]
            try:
                result = as_data(await self.functions[task.function].call(task.arguments))
                self._end(task, "completed", result=result)
            except ToolError as error:
                self._end(task, "failed", error=str(error))
            except asyncio.CancelledError:                # by cancel(), or because the loop ends
                self._end(task, "cancelled")
            except Exception as error:                    # only a result whose own repr raises comes to this
                said = f"{task.function} ended, but its result can't be written as text ({type(error).__name__})."
                self._end(task, "failed", error=said)
            for event in events:
                event.ok = task.status == "completed"
                event.detail["output"] = as_output(task.outcome.get("error") or task.outcome.get("result", task.status))[:200]

    def _report(self, task: _Task, fraction: float, note: str) -> None:
        if task.status == "cancelled":
            raise asyncio.CancelledError(f"{task.task_id} is cancelled.")
        if task.status == "working":                      # a thread that it left behind may still report
            task.progress = {"fraction": fraction, "note": note}
            self._changed()

    def _end(self, task: _Task, status: str, **outcome) -> None:
        """The first end counts; a later one is dropped."""
        with self._lock:
            if task.status != "working":
                return
            task.outcome, task.seconds, task.status = outcome, time.monotonic() - task.began, status
        task.ended.set_result(None)
        self._changed()

    async def _state(self, task_id: str) -> dict | None:
        task = self._tasks.get(task_id)
        if task is None:
            return None
        with self._lock:
            return state_of(task_id, task.function, task.status, task.progress, **task.outcome)

    async def _stop(self, task_id: str) -> None:
        task = self._tasks[task_id]
        self._end(task, "cancelled")
        with contextlib.suppress(RuntimeError):           # its loop has been closed
            task.loop.call_soon_threadsafe(lambda: task.work and task.work.cancel())

    async def _all(self) -> list[dict]:
        with self._lock:
            tasks = list(self._tasks.values())
        now = time.monotonic()
        return [await self._state(task.task_id) | {"seconds": round(task.seconds or now - task.began, 2)} for task in tasks]

    async def _ended(self) -> list[str]:
        with self._lock:
            return [task.task_id for task in self._tasks.values() if task.status != "working"]

    async def _settle(self, task_id: str, timeout: float | None = None) -> dict:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.wrap_future(self._tasks[task_id].ended), timeout)
        return await self._state(task_id)
