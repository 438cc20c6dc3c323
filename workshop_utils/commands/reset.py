"""workshop reset: away with what lessons wrote, with outputs and progress; or one notebook back to its committed state."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat

from . import Stop, chosen_lessons, course, lessons

QUESTION = ("Clear the outputs of {count} notebook{s}, your progress and what lessons wrote to .workshop? "
            "Your code stays, and copies of the notebooks are kept in .workshop/backup.")


def reset(lesson: str | None = None, yes: bool = False) -> int:
    """Clear outputs and .workshop/ (backups stay), or restore the notebook of `lesson`; the learner's version is kept."""
    root = course()
    if lesson is None:
        _clear(root, yes)
    else:
        _restore(root, chosen_lessons(root, [lesson])[0], yes)
    return 0


def _clear(root: Path, yes: bool) -> None:
    """Outputs, progress and files of lessons. Code that the learner wrote stays where it is."""
    shown = [path for path in lessons(root) if _has_outputs(path)]
    wrote = any(path.name != "backup" for path in (root / ".workshop").glob("*"))
    if not shown and not wrote:
        print("There is nothing to clear: no notebook has outputs, and .workshop is empty.")
        return
    if not yes:
        confirm(QUESTION.format(count=len(shown), s="s" * (len(shown) != 1)))
    for path in shown:
        back_up(root, path)
        notebook = nbformat.read(path, as_version=4)
        for cell in _code_cells(notebook):
            cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, path)
    if shown:
        print(f"Outputs cleared: {', '.join(path.stem[:2] for path in shown)}. Your code stays, and the notebooks as they were "
              "are in .workshop/backup. Reload those that are open (File › Reload Notebook from Disk).")
    _empty(root / ".workshop")


def read_notebook(path: Path):
    """The notebook; None, and a sentence about it, if the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        print(f"{path.name} is left as it is: it can't be read as a notebook ({type(error).__name__}).")
        return None


def _has_outputs(path: Path) -> bool:
    notebook = read_notebook(path)
    return notebook is not None and any(cell.outputs or cell.execution_count for cell in _code_cells(notebook))


def _code_cells(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


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
        confirm(f"Put {name} back to its committed state? Your version is kept in .workshop/backup.")
    backup = back_up(root, notebook)
    _git(root, "restore", "--source=HEAD", "--", name)
    print(f"{name} is as committed again. Your version: {backup.relative_to(root).as_posix()}. "
          "If the notebook is open, reload it (File › Reload Notebook from Disk).")


def back_up(root: Path, notebook: Path) -> Path:
    """Copy a notebook to .workshop/backup under a name that is still free."""
    folder = root / ".workshop" / "backup"
    folder.mkdir(parents=True, exist_ok=True)
    stem, number = f"{notebook.stem}-{time.strftime('%Y%m%d-%H%M%S')}", 1
    copy = folder / f"{stem}.ipynb"
    while copy.exists():
        number += 1
        copy = folder / f"{stem}-{number}.ipynb"
    shutil.copy2(notebook, copy)
    return copy


def confirm(question: str) -> None:
    """Go on after a yes.

    Raises:
        Stop: after anything else, and where nobody can answer
    """
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
