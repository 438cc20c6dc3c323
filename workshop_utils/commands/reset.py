"""workshop reset: away with what lessons wrote, or one lesson's notebook back to its committed state."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import Stop, chosen_lessons, course


def reset(lesson: str | None = None, yes: bool = False) -> int:
    """Empty .workshop/ (backups stay), or restore the notebook of `lesson` and keep the learner's version beside."""
    root = course()
    if lesson is None:
        _empty(root / ".workshop")
    else:
        _restore(root, chosen_lessons(root, [lesson])[0], yes)
    return 0


def _empty(folder: Path) -> None:
    old = [path for path in folder.glob("*") if path.name != "backup"]
    for path in old:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as error:
            raise Stop(f"{path} can't be removed: {error.strerror}. Shut down the notebooks that use it, "
                       "then run workshop reset again.") from error
    kept = " Your notebooks in .workshop/backup stay." if (folder / "backup").is_dir() else ""
    print(f"Removed from .workshop: {', '.join(sorted(path.name for path in old)) or 'nothing was there'}.{kept}")


def _restore(root: Path, notebook: Path, yes: bool) -> None:
    name = notebook.relative_to(root).as_posix()
    committed = _git(root, "show", f"HEAD:./{name}")
    if committed == notebook.read_bytes():
        print(f"{name} is as committed already.")
        return
    if not yes:
        _confirm(f"Put {name} back to its committed state? Your version is kept in .workshop/backup.")
    backup = root / ".workshop" / "backup" / f"{notebook.stem}-{time.strftime('%Y%m%d-%H%M%S')}.ipynb"
    backup.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(notebook, backup)
    _git(root, "restore", "--source=HEAD", "--", name)
    print(f"{name} is as committed again. Your version: {backup.relative_to(root).as_posix()}. "
          "If the notebook is open, reload it (File › Reload Notebook from Disk).")


def _confirm(question: str) -> None:
    if not sys.stdin.isatty():
        raise Stop("Nobody is here to answer, so nothing was changed. Give --yes to go on without a question.")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Stop("Nothing was changed.")


def _git(root: Path, *arguments: str) -> bytes:
    if shutil.which("git") is None:
        raise Stop("git is not installed, and the committed state comes from it. Install git, or download the "
                   "notebook again.")
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    if done.returncode:
        raise Stop(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}. "
                   "If the course was downloaded without git, download the notebook again.")
    return done.stdout
