"""What the commands of `workshop` share: the course's folder, its lessons, and an environment without surprises."""

import os
import re
from pathlib import Path

from .. import settings

# A key or a proxy of the person who tests must not decide what a test sees; the browser's place may.
_KEPT = ("WORKSHOP_CHROMIUM",)
_DROPPED = re.compile(r"OPENAI_.*|WORKSHOP_.*|(HTTPS?|ALL|FTP|NO)_PROXY|MPLBACKEND", re.IGNORECASE)

# What a test or a run of all cells solves is nobody's progress, and outputs repeat without it.
NO_PROGRESS = {"WORKSHOP_PROGRESS": "off"}


class Stop(Exception):
    """A command can't go on; the message says why and what to do. No traceback is shown."""


def course() -> Path:
    """The folder of the course, from any folder inside it.

    Raises:
        Stop: outside of it
    """
    root = settings.repository()
    if root is None:
        raise Stop(f"There is no workshop.toml in {Path.cwd()} or above it. Go to the folder of the course "
                   "(cd …/the-folder-with-workshop.toml) and give the command again.")
    return root


def lessons(root: Path) -> list[Path]:
    """All notebooks of the course in order."""
    return sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def chosen_lessons(root: Path, numbers: list[str]) -> list[Path]:
    """The notebooks with these numbers ("4" and "04" are the same), or all.

    Raises:
        Stop: for a number without a lesson
    """
    there = {path.name[:2]: path for path in lessons(root)}
    wanted = [number.zfill(2) for number in numbers] or list(there)
    missing = [number for number in wanted if number not in there]
    if missing:
        raise Stop(f"There is no lesson {missing[0]}. In notebooks/: {', '.join(there) or 'none'}.")
    return [there[number] for number in wanted]


def offline_environment(environ=os.environ) -> dict[str, str]:
    """`environ` without keys, proxies and settings of this machine; the practice model is chosen, and no progress is kept."""
    kept = {name: value for name, value in environ.items() if name in _KEPT or not _DROPPED.fullmatch(name)}
    return {**kept, "WORKSHOP_PROVIDER": "practice", **NO_PROGRESS}


def table(rows: list[tuple], right: tuple[int, ...] = ()) -> str:
    """Rows as aligned text, the first one the header; columns in `right` are set flush right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ["  ".join(cell.rjust(width) if i in right else cell.ljust(width)
                       for i, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in cells]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])
