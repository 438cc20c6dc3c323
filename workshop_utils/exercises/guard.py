"""What a learner's code does to everybody stays within its check: prints are collected, input() and exit() end it, and a
replaced clock is put back. All others in this kernel go on as they were.
"""

import asyncio
import builtins
import contextlib
import sys
import threading
import time
from contextvars import ContextVar

CLOCKS = {"time.sleep": (time, time.sleep), "time.perf_counter": (time, time.perf_counter), "time.time": (time, time.time),
          "time.monotonic": (time, time.monotonic), "asyncio.sleep": (asyncio, asyncio.sleep)}


class Asked(Exception):
    """The learner's code asks a person, and nobody answers a check."""


class Printed:
    """What was printed: the first lines, and how many more there were."""

    LINES, CHARACTERS = 20, 2000

    def __init__(self):
        self._kept, self._more = "", 0

    def write(self, text: str) -> int:
        """Keep it while there is room; then only count lines, so that a flood costs no memory."""
        room = self.CHARACTERS - len(self._kept) if self._kept.count("\n") < self.LINES else 0
        self._kept += text[:room]
        self._more += text[room:].count("\n")
        return len(text)

    @property
    def text(self) -> str:
        """At most LINES lines, and a last one that counts the rest."""
        lines = self._kept.splitlines()
        more = self._more + len(lines[self.LINES:])
        return "\n".join(lines[: self.LINES] + ([f"… and {more} more line{'s' * (more != 1)}"] if more else []))


_printed: ContextVar[Printed | None] = ContextVar("printed", default=None)


class _Router:
    """sys.stdout while a check runs: what the check prints is collected, all else goes where it went before."""

    def __init__(self, behind):
        self.behind = behind

    def write(self, text: str) -> int:
        return (_printed.get() or self.behind).write(text)

    def __getattr__(self, name):
        return getattr(self.behind, name)


_lock, _active, _behind = threading.Lock(), [], {"input": builtins.input}


def _input(prompt: str = "") -> str:
    if _printed.get() is not None:
        raise Asked
    return _behind["input"](prompt)


@contextlib.contextmanager
def guarded():
    """Within the block, and in tasks and threads that inherit its context, gives what was printed."""
    printed = Printed()
    _install(printed)
    token = _printed.set(printed)
    try:
        yield printed
    finally:
        _printed.reset(token)
        _remove(printed)


def _install(printed: Printed) -> None:
    with _lock:
        _active.append(printed)
        if len(_active) > 1:
            return
        sys.stdout = _Router(sys.stdout)
        if builtins.input is not _input:
            _behind["input"], builtins.input = builtins.input, _input
        shell = _shell()
        if shell is not None:
            shell.ask_exit = lambda: _exit(shell)


def _remove(printed: Printed) -> None:
    with _lock:
        _active.remove(printed)
        if _active:
            return
        if isinstance(sys.stdout, _Router):
            sys.stdout = sys.stdout.behind
        if builtins.input is _input:
            builtins.input = _behind["input"]
        shell = _shell()
        if shell is not None:
            vars(shell).pop("ask_exit", None)


def _shell():
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _exit(shell) -> None:
    """exit() in a notebook would shut the kernel down."""
    if _printed.get() is not None:
        raise SystemExit
    type(shell).ask_exit(shell)


def clocks_put_back() -> str:
    """The clocks that somebody had replaced, by name; they are what they were again."""
    replaced = [name for name, (module, own) in CLOCKS.items() if getattr(module, name.partition(".")[2]) is not own]
    for name in replaced:
        module, own = CLOCKS[name]
        setattr(module, name.partition(".")[2], own)
    return " and ".join(replaced)
