"""workshop doctor: what is installed, which model answers, and what to do about each problem. It never shows a key."""

import contextlib
import io
import os
import platform
import sys
import time
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from .. import settings
from . import lessons
from .chromium import ADVICE, find_chromium

PACKAGES = ("jupyterlab", "ipykernel", "ipywidgets", "matplotlib", "openai", "pydantic", "tornado", "numpy")
TESTED = ((3, 11), (3, 14))
INSTALL = "python -m pip install -c constraints.txt -e ."


class Line(NamedTuple):
    """One finding; `state` is "ok", "note" (a lesson runs all the same) or "problem"."""

    state: str
    subject: str
    text: str


def doctor() -> None:
    """Print every finding; what a notebook calls."""
    exit_code()


def exit_code() -> int:
    """Print every finding; 1 if there is a problem."""
    problems = 0
    for line in findings():
        problems += line.state == "problem"
        print(f"{line.state:<8} {line.subject:<12} {line.text}", flush=True)
    print(f"\n{'Everything is ready.' if not problems else f'Problems: {problems}. Each such line says what to do.'}")
    return int(problems > 0)


def findings() -> Iterator[Line]:
    """All findings, one by one as they are made."""
    yield _python()
    yield Line("ok", "platform", f"{platform.system()} {platform.machine()}")
    yield _packages()
    yield _kernel()
    yield _course()
    try:
        chosen = settings.load()
    except settings.SettingsError as problem:
        yield Line("problem", "settings", str(problem))
    else:
        yield from _model(chosen)
    yield _chromium()


def _python() -> Line:
    version, (oldest, newest) = sys.version_info[:2], TESTED
    if version < oldest:
        return Line("problem", "Python", f"{platform.python_version()} is too old. Install Python 3.11 or newer.")
    if version > newest:
        return Line("note", "Python", f"{platform.python_version()} is newer than what was tested (up to 3.14).")
    return Line("ok", "Python", platform.python_version())


def _packages() -> Line:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Line("problem", "packages", f"{', '.join(missing)} not installed. In the course's folder: {INSTALL}")
    return Line("ok", "packages", ", ".join(found))


def _kernel() -> Line:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Line("problem", "kernel", f'there is no kernel "python3". In the course\'s folder: {INSTALL}')
    return Line("ok", "kernel", f"python3 ({spec.display_name})")


def _course() -> Line:
    root = settings.repository()
    if root is None:
        return Line("problem", "course", "no workshop.toml here or above. Go to the folder of the course.")
    return Line("ok", "course", f"{len(lessons(root))} notebooks")


def _model(chosen: settings.Settings) -> Iterator[Line]:
    read = ", ".join(chosen.sources) or "built-in values"
    yield Line("ok", "provider", f"{chosen.provider} (settings from {read}; max_usd {chosen.max_usd:.2f})")
    named = ", ".join(f"{role} {name}" for role, name in chosen.models.items())
    yield Line("ok", "models", named or "what the server lists")
    yield _key(chosen)
    yield _practice(chosen) if chosen.provider == "practice" else _server()


def _key(chosen: settings.Settings) -> Line:
    name = chosen.key_name or "OPENAI_API_KEY"
    present = bool(os.environ.get(name))
    if chosen.provider == "practice":
        return Line("ok", "key", f"{name} {'present, not used' if present else 'not set, not needed'}")
    if chosen.provider == "openai" and not present:
        return Line("problem", "key", f"{name} is not set. Set it in the environment before JupyterLab starts, or "
                                      'set provider = "practice" in workshop.toml.')
    return Line("ok", "key", f"{name} {'present' if present else 'not set; some servers need none'}")


def _practice(chosen: settings.Settings) -> Line:
    from http.client import HTTPConnection

    from .. import practice
    started = time.perf_counter()
    try:
        with practice.start(first_token_s=chosen.first_token_s, tokens_per_s=chosen.tokens_per_s) as server:
            asking = HTTPConnection(server.host, server.port, timeout=10)     # urllib would go through a proxy
            asking.request("GET", "/v1/models")
            status = asking.getresponse().status
            asking.close()
    except OSError as error:
        return Line("problem", "model", f"the practice model does not answer on 127.0.0.1 ({error}). Does a firewall "
                                        "or a sandbox forbid it?")
    milliseconds = 1000 * (time.perf_counter() - started)
    return Line("ok" if status == 200 else "problem", "model",
                f"the practice model answered {status} after {milliseconds:.0f} ms, on a free port of 127.0.0.1")


def _server() -> Line:
    from .. import connection
    try:
        with contextlib.redirect_stdout(io.StringIO()):      # check() prints its line; here it is one of many
            return Line("ok", "model", connection.check())
    except (connection.ConnectionProblem, settings.SettingsError) as problem:
        return Line("problem", "model", str(problem))


def _chromium() -> Line:
    try:
        found = find_chromium()
    except FileNotFoundError as problem:
        return Line("problem", "Chromium", str(problem))
    return Line("ok", "Chromium", f"{found.name} found (for the browser tests)") if found else \
        Line("note", "Chromium", f"not found. {ADVICE}")
