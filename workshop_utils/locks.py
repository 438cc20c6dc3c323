"""Who is alive: a process holds a lock under its name, and the system lets go of it when the process ends, however it ends."""

import contextlib
import sqlite3
import time
from pathlib import Path

import psycopg


class FileLocks:
    """Locks in a folder, each an exclusive transaction on a file of its own: SQLite can lock a file on every platform."""

    def __init__(self, folder: Path):
        self._folder, self._held = folder, {}
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> bool:
        """Take the lock if nobody holds it. Does not wait."""
        try:
            connection = sqlite3.connect(self._folder / name, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError:          # the folder has been removed
            return False
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held[name] = connection
        return True

    def keep(self, name: str) -> bool:
        """Is the lock still held, as it has been all the time? A file's always is."""
        return name in self._held

    def drop(self, name: str) -> None:
        self._held.pop(name).close()

    def forget(self, name: str) -> None:
        """Drop the lock of a process that will never come back, and the file with it."""
        self.drop(name)
        with contextlib.suppress(OSError):        # Windows: somebody looks at it just now
            (self._folder / name).unlink()

    def close(self) -> None:
        for name in list(self._held):
            self.drop(name)


class PostgresLocks:
    """The same as advisory locks of one connection: they go when it goes, so a lost connection counts as a lost process."""

    def __init__(self, url: str):
        self._url = url
        self._connection = self._connect()

    def _connect(self):
        return psycopg.connect(self._url, autocommit=True, connect_timeout=10, application_name="workshop-locks")

    def _ask(self, function: str, name: str) -> bool:
        return self._connection.execute(f"SELECT {function}(hashtextextended(%s, 0))", (f"workshop {name}",)).fetchone()[0]

    def take(self, name: str) -> bool:
        return self._ask("pg_try_advisory_lock", name)

    def keep(self, name: str) -> bool:
        """Is the lock still held, as it has been all the time? If the connection was lost, it is taken again."""
        try:
            self._connection.execute("SELECT 1")
            return True
        except psycopg.Error:
            self._connection.close()
            self._connection = self._connect()
            while not self.take(name):            # somebody is taking over what was ours
                time.sleep(0.1)
            return False

    def drop(self, name: str) -> None:
        self._ask("pg_advisory_unlock", name)

    forget = drop

    def close(self) -> None:
        self._connection.close()
