"""What lesson 08 needs to start and end processes, and to draw who lived when. The programs that they run are in the notebook."""

import difflib
import itertools
import json
import shutil
import tempfile
import time
from pathlib import Path

from .. import settings
from ..locks import FileLocks
from ..trace import Event

ROOT = settings.repository()        # now, while the notebook still works in its own folder
_mine: dict[str, FileLocks] = {}    # the folders of this kernel, and what holds them
PATIENCE_S = 30


def own_folder() -> Path:
    """An empty folder in .workshop/08. A second notebook, open at the same time, gets another one."""
    if ROOT is None:
        return Path(tempfile.mkdtemp(prefix="workshop-08-"))
    home = ROOT / ".workshop" / "08"
    home.mkdir(parents=True, exist_ok=True)
    for number in map(str, itertools.count(1)):
        if number not in _mine:
            locks = FileLocks(home / "locks")
            if not locks.take(number):
                continue
            _mine[number] = locks
        if _emptied(home / number):
            return home / number


def _emptied(folder: Path) -> bool:
    """Is it there, with nothing in it? On Windows what is open elsewhere can't be removed."""
    folder.mkdir(exist_ok=True)
    try:
        _remove(folder.iterdir())
    except OSError:
        return False
    return True


def remove_store(name: str) -> None:
    """Remove a store of this folder, its locks and what SQLite puts beside it: tasks of an earlier try would go on."""
    _remove(Path().glob(f"{name}*"))


def _remove(paths) -> None:
    for path in list(paths):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def vary(source: str, target: str, changes: dict[str, str]) -> None:
    """Write the program `source` to `target` with these changes, and print the lines that differ.

    Raises:
        FileNotFoundError: if no cell has written `source` yet
        ValueError: if there is nothing like that to change
    """
    if not Path(source).exists():
        raise FileNotFoundError(f"There is no {source} yet. Run the cells above that write it.")
    before = after = Path(source).read_text(encoding="utf-8")
    for old, new in changes.items():
        if old not in after:
            raise ValueError(f"{source} has no {old!r}.")
        after = after.replace(old, new)
    Path(target).write_text(after, encoding="utf-8")
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    print("\n".join(line for line in lines if line[0] in "+-"))


def until(happened, child) -> None:
    """Wait until `happened()` is true.

    Raises:
        RuntimeError: if the child process ended before, or nothing happened for half a minute
    """
    end = time.monotonic() + PATIENCE_S
    while not happened():
        if child.poll() is not None or time.monotonic() > end:
            child.kill()
            said = (child.communicate()[0] or "").strip()
            raise RuntimeError(f"The process did not come to this point.{' It said: ' + said if said else ''}")
        time.sleep(0.005)


def lives(file: str, *killed: float) -> list[Event]:
    """A ledger as events for timeline(): a lane for each process, in it a bar for each step, and when money moved.

    Args:
        file: lines of JSON: time, process, "begins", "paid" or "ends", and payment
        killed: when processes were killed
    """
    ledger = [json.loads(line) for line in Path(file).read_text().splitlines()]
    zero, numbers, events = ledger[0][0], {}, []
    few = sum(row[2] == "paid" for row in ledger) <= 4        # more labels would lie on each other
    for at, process, what, payment, *_ in ledger:
        number = numbers.setdefault(process, len(numbers) + 1)
        if what == "begins":
            end = _end(ledger, at, process, payment) or min((kill for kill in killed if kill > at), default=None)
            cut = end in killed
            events.append(Event("task", f"process {number}", at - zero, end and end - zero, ok=not cut,
                                detail={"label": payment} | ({"error": "killed"} if cut else {})))
        elif what == "paid":
            events.append(Event("task", "money moves", at - zero, at - zero, detail={"label": payment if few else ""}))
    return events + [Event("alert", "killed", kill - zero, kill - zero) for kill in killed]


def _end(ledger, since, process, payment) -> float | None:
    return next((at for at, other, what, of, *_ in ledger if at > since and (other, what, of) == (process, "ends", payment)), None)
