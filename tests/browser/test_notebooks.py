"""Each notebook in a real JupyterLab: Run All, for some twice in one kernel, and every cell finished without an error."""

import time

import pytest

LESSON_S = 120
# An idle kernel with cells left to run will not run them: it died and was restarted, or Run All was not heard.
STALLED_S = 30

# What the open notebook is doing, from JupyterLab's own models: cells out of sight are not in the page.
STATE = """() => {
    const panel = jupyterapp.shell.currentWidget;
    const session = panel?.sessionContext?.session;
    const code = (panel?.content?.widgets ?? []).filter(cell => cell.model.type === 'code');
    return {
        path: panel?.context?.path ?? '',
        kernel: session?.kernel?.connectionStatus === 'connected' ? session.kernel.status : 'none',
        cells: code.map(cell => ({
            source: cell.model.sharedModel.getSource(),
            tags: cell.model.getMetadata('tags') ?? [],
            count: cell.model.executionCount,
            prompt: cell.promptNode?.textContent ?? '',
            errors: cell.model.outputs.toJSON().filter(output => output.output_type === 'error')
                .map(error => error.ename + ': ' + error.evalue),
        })),
    };
}"""
BROKEN_OUTPUT = ["Error displaying widget", "Loading widget...", "Javascript Error", "model not found"]


def test_all_cells_run_in_jupyterlab_and_where_asked_again_in_the_same_kernel(page, lab, lesson, runs):
    open_notebook(page, lab, lesson)
    since = 0
    for _ in range(runs):
        since = max(cell["count"] for cell in run_all(page, since))
    shown = page.locator(".jp-OutputArea-output").all_inner_texts()
    assert not [text for text in shown for broken in BROKEN_OUTPUT if broken in text]
    assert page.locator(".jp-Dialog").count() == 0


def open_notebook(page, lab: str, lesson) -> None:
    page.goto(f"{lab}/lab/workspaces/{lesson.stem}/tree/notebooks/{lesson.name}?reset")
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget")
    # Before the kernel is ready, Run All silently does nothing.
    wait(page, lambda now: now["path"].endswith(lesson.name) and now["kernel"] == "idle" and now["cells"], 60)


def run_all(page, since: int) -> list[dict]:
    """Run all cells; they have finished when the kernel is idle and each has a count above `since`."""
    page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
    now = wait(page, lambda now: failures(now) or finished(now, since), LESSON_S, STALLED_S)
    assert not failures(now)
    return now["cells"]


def failures(now: dict) -> list[str]:
    return [f"{cell['source'].splitlines()[0]}: {error}" for cell in now["cells"] for error in cell["errors"]
            if "raises-exception" not in cell["tags"]]


def unfinished(now: dict, since: int) -> list[str]:
    return [cell["source"] for cell in now["cells"] if (cell["count"] or 0) <= since or "*" in cell["prompt"]]


def finished(now: dict, since: int) -> bool:
    return now["kernel"] == "idle" and not unfinished(now, since)


def wait(page, ready, seconds: float, stalled: float = 60) -> dict:
    """The notebook's state once it is ready; the test fails after `seconds`, or after `stalled` of an idle kernel."""
    started = busy = time.monotonic()
    while not ready(now := page.evaluate(STATE)):
        page.wait_for_timeout(200)
        if now["kernel"] != "idle":
            busy = time.monotonic()
        if time.monotonic() > min(started + seconds, busy + stalled):
            counts = [(cell["count"], cell["source"][:60]) for cell in now["cells"]]
            pytest.fail(f"kernel {now['kernel']} after {time.monotonic() - started:.0f} s; counts of the cells: {counts}")
    return now
