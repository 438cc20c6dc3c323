"""DurableTaskBoard: the same board, but its tasks live in a database and outlive the process that runs them."""

import asyncio
import math
import secrets
import time
from pathlib import Path

import pydantic_core
import sqlalchemy
from dbos import error as dbos_error

from . import settings, worker
from .boards import ENDED, Board, _announcement, state_of
from .chat import encodable
from .steps import step, step_key
from .tools import ToolError
from .trace import Trace

__all__ = ["DurableTaskBoard", "step", "step_key"]

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"      # without what looks alike
STATUS = {"SUCCESS": "completed", "ERROR": "failed", "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "failed", "CANCELLED": "cancelled"}


class DurableTaskBoard(Board):
    """Tasks that outlive their process. They run here; what a dead process left, whoever knows the function takes up.

    Args:
        functions: what may run as a task, with or without @tool; none to check and cancel only
        url: sqlite:///a/file, or postgresql://… for many machines; .workshop/tasks.sqlite of the course by default
        wait: seconds that the model's create_task waits for a result before it answers with the id
        at_once: tasks that run at once in this process, as its first board says; with 0 it creates and checks, and others
            run them

    Raises:
        ValueError: for a url that is none of these
        ConnectionError: if the server does not answer
        RuntimeError: if this process runs the tasks of another store already
    """

    least = 0

    def __init__(self, functions=(), url: str | None = None, wait: float = 0.0, *, at_once: int = 64):
        super().__init__(functions, wait)
        if not self.functions:
            del self.tools[0]                     # there is nothing to create
        self.url = _checked(url)
        self._worker = worker.worker_for(self, at_once) if self.functions and at_once else None
        self._store = worker.Store(self.url)
        (self._worker.look if self._worker else self._store.free_the_dead)()
        self.trace = self._worker.trace if self._worker else Trace()

    def run_until_idle(self) -> None:
        """Run what there is to run for the functions of this board, then return."""
        self._running()
        while self._store.standing(self._worker.name, *(worker.FREE + name for name in self.functions), limit=1):
            time.sleep(0.05)

    def work(self) -> None:
        """Run tasks until the process is ended: the main loop of a worker's script."""
        self._running()
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """Let go of the store. What still runs here ends, and is taken up by the next process that knows the function."""
        worker.leave(self)
        self._store.close()
        self._store = _Closed()

    def _running(self):
        if self._worker is None:
            raise RuntimeError("This board runs no tasks: it was made without functions, or with at_once=0.")
        return self._worker

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    async def settled(self) -> "list[dict]":
        """Wait until no task of this board's functions is working; returns what list() returns."""
        def counts(state):
            return state["status"] == "working" and (state["function"] in self.functions or not self.functions)
        while working := list(filter(counts, await self._all())):
            for state in working:
                await self._settle(state["task_id"])
        return await self._list()

    # ── what the model is told: kept in the store, so that it is told once whatever happens to this process ──

    async def news(self) -> "list[dict]":
        ended = await asyncio.to_thread(self._news)
        return [item for row in ended if self._tell(row.workflow_id) for item in _announcement(_state(row))]

    def _news(self) -> list:
        self._store.free_the_dead()
        living = self._store.living()
        rows = [row for row in self._rows(status=list(STATUS), load_output=False) if self._may_tell(row, living)]
        return self._rows(workflow_ids=[row.workflow_id for row in rows]) if rows else []

    def _may_tell(self, row, living: list[str]) -> bool:
        """Is the model to be told by us? Not if it was told, and not what another living process began."""
        said = row.attributes
        mine = said["from"] not in living or self._worker and said["from"] == self._worker.name
        return not said.get("told") and mine and (not self.functions or said["function"] in self.functions)

    def _tell(self, task_id: str) -> bool:
        with self._store.alone():                 # who asks first, tells
            row = self._row(task_id)
            first = row is not None and self._may_tell(row, self._store.living())
            if first:
                self._store.client.update_workflow_attributes(task_id, {"told": True}, merge=True)
        return first

    # ── where tasks run ───────────────────────────────────────────────────────────────────────────────

    async def _start(self, name: str, arguments: dict) -> str:
        return await asyncio.to_thread(self._enqueue, name, encodable(_plain(name, arguments)))

    def _enqueue(self, name: str, arguments: dict) -> str:
        own = self._worker and self._worker.name
        options = {"workflow_name": "run_task", "queue_name": own or worker.FREE + name, "app_version": worker.VERSION,
                   "workflow_id_reuse_policy": "reject", "attributes": {"function": name, "from": own, "at": time.time()}}
        while True:
            task_id = "task-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
            try:
                self._store.client.enqueue(options | {"workflow_id": task_id}, name, arguments)
                return task_id
            except dbos_error.DBOSWorkflowIDInUseError:      # one in a thousand million
                continue

    def _rows(self, **filters) -> list:
        rows = self._store.rows(load_input=False, **filters)
        return sorted(rows, key=lambda row: row.attributes["at"])       # SQLite keeps whole seconds

    def _row(self, task_id: str):
        return next(iter(self._rows(workflow_ids=[task_id])), None)

    async def _state(self, task_id: str) -> dict | None:
        row = await asyncio.to_thread(self._row, task_id)
        return row and _state(row)

    async def _all(self) -> "list[dict]":
        return [_state(row) | {"seconds": _seconds(row)} for row in await asyncio.to_thread(self._rows)]

    async def _stop(self, task_id: str) -> None:
        def stop():
            with self._store.alone():
                self._store.client.cancel_workflow(task_id)
        await asyncio.to_thread(stop)
        if self._worker:
            self._worker.cancel(task_id)

    async def _settle(self, task_id: str, timeout: float | None = None) -> dict:
        pause, end = 0.02, time.monotonic() + (math.inf if timeout is None else timeout)
        while (state := await self._state(task_id))["status"] not in ENDED and time.monotonic() < end:
            await asyncio.sleep(min(pause, max(0, end - time.monotonic())))
            pause = min(2 * pause, 0.25)
        return state


class _Closed:
    def close(self) -> None:
        """Closing twice is no mistake."""

    def __getattr__(self, name):
        raise RuntimeError("This board is closed. Make another one: DurableTaskBoard(...).")


def _state(row) -> dict:
    """A row of the store as what check returns."""
    status, said = STATUS.get(row.status, "working"), row.attributes
    outcome = {"completed": {"result": row.output}, "failed": {"error": str(row.error)}}.get(status, {})
    state = state_of(row.workflow_id, said["function"], status, said.get("progress"), **outcome)
    waits = row.status == "ENQUEUED" and row.queue_name.startswith(worker.FREE)
    return state | ({"note": f"waits for a process that knows {said['function']}"} if waits else {})


def _seconds(row) -> float:
    """Since it was created, or until it ended; the store itself may know whole seconds only."""
    ended = row.attributes.get("ended", row.completed_at / 1000) if row.completed_at else time.time()
    return round(max(0.0, ended - row.attributes["at"]), 2)


def _checked(url: str | None) -> str:
    """The address in one form, with the folder for a file made."""
    if url is None:
        root = settings.repository()
        if root is None:
            raise ValueError(f"There is no workshop.toml in {Path.cwd()} or above it, so no place for tasks. "
                             'Give one: url="sqlite:///tasks.sqlite".')
        url = f"sqlite:///{root / '.workshop' / 'tasks.sqlite'}"
    try:
        parts = sqlalchemy.make_url(url)
    except (sqlalchemy.exc.ArgumentError, AttributeError):
        parts = None
    kind = parts.drivername.partition("+")[0] if parts else ""
    if kind in ("postgresql", "postgres"):
        return parts.set(drivername="postgresql").render_as_string(hide_password=False)
    if kind != "sqlite" or not parts.database or parts.database == ":memory:":
        raise ValueError(f'url is {url!r}. It can be "sqlite:///tasks.sqlite" (a file), or "postgresql://user@host/name".')
    file = Path(parts.database).resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    return sqlalchemy.URL.create("sqlite", database=str(file)).render_as_string()


def _plain(name: str, arguments: dict) -> dict:
    """Arguments as JSON can carry them.

    Raises:
        ToolError: naming what can't be kept
    """
    try:
        return pydantic_core.to_jsonable_python(arguments)
    except pydantic_core.PydanticSerializationError as error:
        raise ToolError(f"The arguments of {name} can't be kept: {error}. Give data that JSON can carry.") from None
