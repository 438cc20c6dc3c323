"""What a durable board stands on: a store of tasks kept by DBOS, and the one worker of this process that runs them.

A task stands on a queue: that of the living process that runs it, or "for-<function>", where any process that knows the
function may take it. A process lives as long as it holds the lock under its name (locks.py).
"""

import asyncio
import contextlib
import logging
import secrets
import sqlite3
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sqlalchemy
from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

from .boards import as_data, reporting
from .chat import Calling, calling, encodable
from .locks import FileLocks, PostgresLocks
from .steps import still_runs
from .tools import ToolError, as_output
from .trace import Trace

APP, VERSION = "workshop", "workshop-1"     # DBOS's own version is a hash of the source: an edit would orphan what waits
LOOK = 0.5                                  # seconds between two looks for tasks to take over
FREE = "for-"                               # such queues belong to no process
logging.getLogger("dbos").setLevel(logging.CRITICAL)      # it would write into whatever cell runs just now


class _Clocked(sqlite3.Connection):
    """Knows unixepoch('subsec') also before SQLite 3.42: DBOS asks for it from Python 3.12 on, whatever SQLite there is."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.create_function("unixepoch", 1, lambda subsec: time.time())


@sqlalchemy.event.listens_for(sqlalchemy.Engine, "do_connect")
def _with_a_clock(dialect, record, arguments, options) -> None:
    if dialect.name == "sqlite" and sqlite3.sqlite_version_info < (3, 42) and arguments[0] in Store.files:
        options["factory"] = _Clocked


class Store:
    """The tasks in one database, from any process, whether it runs any or not."""

    files: set[str] = set()

    def __init__(self, url: str):
        self.url, self._mutex = url, threading.Lock()
        self.files.add(sqlalchemy.make_url(url).database)
        try:
            DBOS.migrate(url)
            self.client = DBOSClient(system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name=APP)
            self.locks = self._locks()
        except sqlalchemy.exc.DBAPIError as error:
            where, why = repr(sqlalchemy.make_url(url)), str(error.orig).splitlines()[0]
            raise ConnectionError(f"The tasks in {where} can't be reached: {why}. "
                                  "It must be a server that runs, or a file that may be written.") from error

    def _locks(self):
        if not self.url.startswith("sqlite"):
            return PostgresLocks(self.url)
        file = file_of(self.url)
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")     # readers and a writer do not wait for each other
        return FileLocks(file.with_name(file.name + "-locks"))

    @contextlib.contextmanager
    def alone(self):
        """While tasks go from one queue to another, nobody else moves or cancels any."""
        with self._mutex:
            while not self.locks.take("moving"):
                time.sleep(0.005)
            try:
                yield
            finally:
                self.locks.drop("moving")

    def rows(self, **filters) -> list:
        """Tasks as DBOS lists them."""
        return self.client.list_workflows(name="run_task", **filters)

    def standing(self, *queues: str, **filters) -> list:
        """Tasks on these queues that have not ended."""
        return self.client.list_queued_workflows(queue_name=list(queues), load_input=False, **filters) if queues else []

    def free(self, queue: str) -> None:
        """Put what stands on a dead process's queue where others find it. Its lock is held by us."""
        try:
            with self.alone():
                for row in self.standing(queue):
                    self.client.resume_workflow(row.workflow_id, queue_name=FREE + row.attributes["function"])
            self.client.delete_queue(queue)
        finally:
            self.locks.drop(queue, for_ever=True)

    def free_the_dead(self, own: str | None = None) -> None:
        """Do that for each process whose lock nobody holds any more."""
        for queue in self.living():
            if queue != own and self.locks.take(queue):
                self.free(queue)

    def living(self) -> list[str]:
        """The queues of the processes that run tasks: of those that live, and of those that died just now."""
        return [queue.name for queue in self.client.list_queues()]

    def close(self) -> None:
        self.client.destroy()
        self.locks.close()


class Worker:
    """Runs the tasks of this process, takes those that nobody runs, and ends those that were cancelled elsewhere."""

    def __init__(self, url: str, at_once: int):
        self.url, self.at_once, self.name, self.store = url, at_once, f"at-{secrets.token_hex(6)}", Store(url)
        self.functions, self.running, self.boards, self.trace = {}, {}, weakref.WeakSet(), Trace()
        self.file, self._closing = _identity(url), threading.Event()
        self.store.locks.take(self.name)
        self._register()                          # before the launch, or DBOS finds the queue a second later
        # On a thread of its own: DBOS would adopt the loop of the thread that launches it, and freeze with a busy kernel.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self._launch).result()
        self._watch = threading.Thread(target=self._look_around, daemon=True, name="tasks-watch")
        self._watch.start()

    def _launch(self) -> None:
        DBOS(config={"name": APP, "system_database_url": self.url, "application_version": VERSION, "executor_id": self.name,
                     "log_level": "CRITICAL", "serializer": DBOSPortableJSONSerializer(),
                     "notification_listener_polling_interval_sec": 0.1})     # or it takes a second to end
        DBOS.listen_queues([self.name])
        DBOS.launch()

    def _register(self) -> None:
        self.store.client.register_queue(self.name, worker_concurrency=self.at_once, polling_interval_sec=0.1)

    def stop(self) -> None:
        """End what runs here; another process may take it over at once."""
        self._closing.set()
        self._watch.join()
        DBOS.destroy()
        if self.file == _identity(self.url):
            self.store.free(self.name)
        self.store.close()

    # ── one task ──────────────────────────────────────────────────────────────────────────────────────

    async def run(self, task_id: str, function: str, arguments: dict):
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        self.running[task_id] = task
        still_runs.set(lambda: self.running.get(task_id) is task)
        reporting.set(lambda fraction, note: self._report(task_id, fraction, note))
        calling.set(Calling(self.trace, loop))
        detail = {"task_id": task_id, "arguments": as_output(arguments)[:200]}
        try:
            with self.trace.span("task", function, detail=detail) as event:
                result = encodable(as_data(await self.functions[function].call(arguments)))
                event.detail["output"] = as_output(result)[:200]
            return result
        except Exception as error:
            if isinstance(error, ToolError):
                raise
            said = f"{function} ended, but its result can't be written as text ({type(error).__name__})."
            raise ToolError(said) from error
        finally:
            self.running.pop(task_id, None)
            self.store.client.update_workflow_attributes(task_id, {"ended": time.time()}, merge=True)
            self._changed()

    def _report(self, task_id: str, fraction: float, note: str) -> None:
        if not still_runs.get()() or self.store.rows(workflow_ids=[task_id], load_output=False)[0].status == "CANCELLED":
            raise asyncio.CancelledError(f"{task_id} is cancelled.")
        said = {"fraction": fraction, "note": encodable(note).replace("\0", "")}     # Postgres takes no NUL
        self.store.client.update_workflow_attributes(task_id, {"progress": said}, merge=True)
        self._changed()

    def cancel(self, task_id: str) -> None:
        """Stop a coroutine at once; a thread ends at its next step or progress()."""
        task = self.running.get(task_id)
        if task is not None:
            task.get_loop().call_soon_threadsafe(task.cancel)

    def _changed(self) -> None:
        for board in tuple(self.boards):
            board._changed()

    # ── every half second ─────────────────────────────────────────────────────────────────────────────

    def _look_around(self) -> None:
        taken = False
        while not self._closing.wait(LOOK / 5 if taken else LOOK):
            with contextlib.suppress(Exception):  # the database is away; the next look may find it again
                taken = self.look()

    def look(self) -> bool:
        """Take over what dead processes left, take what waits for a function we know, end what was cancelled elsewhere.

        Returns:
            whether anything was taken: then there may be more
        """
        if not self.store.locks.keep(self.name):
            self._register()                      # we were thought dead meanwhile
        running = list(self.running)              # before the next line: what begins after it must not count as lost
        own = {row.workflow_id for row in self.store.standing(self.name, load_output=False)}
        for task_id in set(running) - own:
            self.cancel(task_id)
        self.store.free_the_dead(self.name)
        if own:
            self._changed()
        return self._take(self.at_once - len(own))

    def _take(self, most: int) -> bool:
        """A few at a time, so that a fleet shares what waits."""
        queues, most = [FREE + name for name in list(self.functions)], min(most, 8)
        if most <= 0 or not self.store.standing(*queues, limit=1):
            return False
        with self.store.alone():
            ids = [row.workflow_id for row in self.store.standing(*queues, limit=most)]
            self.store.client.resume_workflows(ids, queue_name=self.name)
        return bool(ids)


_worker: Worker | None = None
_lock = threading.RLock()


@DBOS.workflow(name="run_task")
async def run_task(function: str, arguments: dict):
    """The one workflow: what a process must know to go on with any task is the function's name."""
    return await _worker.run(DBOS.workflow_id, function, arguments)


def worker_for(board, at_once: int) -> Worker:
    """This process's worker, which runs the functions of this board from now on.

    Raises:
        RuntimeError: if it works on another store already
    """
    global _worker
    with _lock:
        if _worker and (_identity(_worker.url) != _worker.file or _worker.url != board.url and not _worker.boards):
            leave()
        if _worker and _worker.url != board.url:
            raise RuntimeError(f"This process runs the tasks of {_worker.url} already, and can run those of one store only. "
                               "Close that board first (board.close()), or give at_once=0: create and check only.")
        if not _worker:
            _worker = Worker(board.url, at_once)
        _worker.functions |= board.functions      # a task that runs keeps the function it began with
        _worker.boards.add(board)
        return _worker


def leave(*boards) -> None:
    """These boards are closed, or all; the worker ends with the last one."""
    global _worker
    with _lock:
        if _worker:
            _worker.boards -= set(boards or _worker.boards)
            if not _worker.boards:
                ending, _worker = _worker, None
                ending.stop()


def file_of(url: str) -> Path:
    return Path(sqlalchemy.make_url(url).database)


def _identity(url: str) -> int | None:
    """What tells a file from another one that was put in its place."""
    with contextlib.suppress(OSError):
        return file_of(url).stat().st_ino if url.startswith("sqlite") else None
