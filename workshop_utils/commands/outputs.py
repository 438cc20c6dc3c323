"""What is committed of a run: outputs without widgets, quizzes, paths and times, and the bill in the head table."""

import re
import sys
from pathlib import Path

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py",
                      "mimetype": "text/x-python", "name": "python", "nbconvert_exporter": "python",
                      "pygments_lexer": "ipython3"},
}
WIDGET = "application/vnd.jupyter.widget-view+json"
_NOISE = ("execution", "ExecuteTime", "collapsed", "scrolled", "trusted", "editable")
_BILL = re.compile(r"(\|[^|\n]*minutes[^|\n]*\|[^|\n]*after[^|\n]*\|[^|\n]*calls[^|\n]*\|[^\n]*\n\|[-:| ]+\|\n"
                   r"\|[^|\n]*\|[^|\n]*\|)([^|\n]*)(\|)")


def clean(notebook, usage: dict, root: Path) -> None:
    """Bring an executed notebook into the state that is committed, in place."""
    notebook.metadata.clear()
    notebook.metadata.update(METADATA)
    for cell in notebook.cells:
        for key in _NOISE:
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = [] if "quiz" in cell.metadata.get("tags", ()) else _kept(cell.outputs, root)
    _fill_in_the_bill(notebook, usage)


def price(usage: dict) -> str:
    """US$ of a run as the head table shows it."""
    usd = usage["usd"]
    if usd is None:
        return "price unknown"
    return f"${usd:.2f}" if usd == 0 or usd >= 0.01 else f"${usd:.4f}"


def _kept(cell_outputs: list, root: Path) -> list:
    """Without widgets, which are dead without their kernel; tracebacks name no folder of this machine."""
    kept = [output for output in cell_outputs if WIDGET not in output.get("data", {})]
    for output in kept:
        if output.output_type == "error":
            output.traceback = [_without_folders(line, root) for line in output.traceback]
    return kept


def _without_folders(text: str, root: Path) -> str:
    for folder in (sys.prefix, sys.base_prefix, str(root), str(Path.home())):
        text = text.replace(folder, "…")
    return text


def _fill_in_the_bill(notebook, usage: dict) -> None:
    """Calls and cost go into the third column of the lesson's head table."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _BILL.sub(lambda found: f"{found[1]} {usage['calls']} · {price(usage)} {found[3]}",
                                    cell.source, count=1)
