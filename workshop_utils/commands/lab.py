"""workshop lab: JupyterLab on a lesson, with the whole repository in view."""

import os
from pathlib import Path

from . import chosen_lessons, course
from .prepare import prepare


def lab(lesson: str = "00", port: int | None = None, browser: bool = True, extra: list[str] = ()) -> int:
    """Start JupyterLab in this process and stay until it ends (Ctrl-C twice, or File › Shut Down)."""
    root = course()
    notebook = chosen_lessons(root, [lesson])[0]
    prepare()
    from jupyterlab.labapp import LabApp
    os.chdir(root)
    LabApp.launch_instance(arguments(root, notebook, port, browser, extra))
    return 0


def arguments(root: Path, notebook: Path, port: int | None, browser: bool, extra: list[str]) -> list[str]:
    """JupyterLab's own arguments; `extra` comes last and so wins."""
    # A default address, not a file to run: so the printed address leads to the lesson too.
    given = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{notebook.relative_to(root).as_posix()}"]
    if port is not None:
        given.append(f"--ServerApp.port={port}")
    if not browser:
        given.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        given.append("--allow-root")     # a container often has no other user, and JupyterLab refuses root
    return given + list(extra)
