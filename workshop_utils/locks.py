"""Who is alive: a process holds a lock under its name, and the system frees it when the process ends, however it ends."""

import contextlib
import sqlite3
import time
from pathlib import Path

import psycopg

TAKE, DROP = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


class FileLocks:
    """Locks in a folder, each an exclusive transaction on a file of its own: SQLite can lock a file on every platform."""

    def __init__(self, folder: Path):
        self._folder, self._held = folder, {}
        folder.mkdir(exist_ok=True)

    def take(self, name: str) -> bool:
        """Take the lock if nobody holds it. Does not wait."""
        if not self._folder.is_dir():             # it has been removed, and the tasks with it
            return False
        connection = sqlite3.connect(self._folder / name, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:          # it is locked
            connection.close()
            return False
        self._held[name] = connection
        return True

    def keep(self, name: str) -> bool:
        """Has the lock been held all the time? If not, it is taken again."""
        return name in self._held

    def drop(self, name: str, for_ever: bool = False) -> None:
        """Let go; `for_ever` removes the file, too."""
        self._held.pop(name).close()
        if for_ever:
            with contextlib.suppress(OSError):    # Windows: somebody looks at it just now
                (self._folder / name).unlink()

    def close(self) -> None:
        for name in list(self._held):
            self.drop(name)


class PostgresLocks:
    """The same as advisory locks of one connection: they go when it goes, so who has lost it counts as dead for others."""

    def __init__(self, url: str):
        self._url, self._connection, self._held = url, None, set()
        self._ask("SELECT 1")

    def _ask(self, query: str, *values):
        for again in (True, False):
            try:
                if self._connection is None:
                    self._connection, self._held = psycopg.connect(self._url, autocommit=True, connect_timeout=10), set()
                return self._connection.execute(query, values).fetchone()[0]
            except psycopg.OperationalError:
                self._connection = None
                if not again:
                    raise

    def take(self, name: str) -> bool:
        taken = self._ask(TAKE, f"workshop {name}")
        self._held |= {name} if taken else set()
        return taken

    def keep(self, name: str) -> bool:
        self._ask("SELECT 1")
        kept = name in self._held
        while name not in self._held and not self.take(name):     # somebody is taking over what was ours
            time.sleep(0.1)
        return kept

    def drop(self, name: str, for_ever: bool = False) -> None:
        self._ask(DROP, f"workshop {name}")

    def close(self) -> None:
        if self._connection:
            self._connection.close()
