"""One JupyterLab and one Chromium for all browser tests, both on copies and folders of their own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from workshop_utils.commands.chromium import ADVICE, find_chromium

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# These are run twice in one kernel: tasks, threads and processes of the first run may be in the way of the second. So is
# every lesson under --stress; a lesson costs its own time.
TWICE = ("06", "07", "08", "09", "14")
SCREENSHOTS = ROOT / ".workshop" / "screenshots"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
                  "--disable-sync"]
START_S = 120
PATIENCE_MS = 60_000         # for what should come on a page; it costs nothing where it comes


def pytest_generate_tests(metafunc):
    if "lesson" in metafunc.fixturenames:
        stress = metafunc.config.getoption("--stress")
        metafunc.parametrize("lesson, runs", [(path, 2 if stress or path.name[:2] in TWICE else 1) for path in NOTEBOOKS],
                             ids=[path.stem for path in NOTEBOOKS])


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright
    executable = find_chromium()
    if executable is None:
        pytest.skip(f"no Chromium or Chrome on this machine. {ADVICE}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, request):
    """A fresh page; if the test fails, what it showed is kept as a picture."""
    picture = SCREENSHOTS / f"{request.node.name}.png"
    picture.unlink(missing_ok=True)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    yield page
    if request.node.stash.get(FAILED, False):
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture)
    page.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def course_copy(tmp_path_factory):
    """The notebooks and what they need, so that the checkout stays as it is."""
    copy = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "workshop.toml", copy)
    for folder in ("notebooks", "data", "docs"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return copy


@pytest.fixture(scope="session")
def lab(browser, course_copy, tmp_path_factory):
    """The address of the JupyterLab that `workshop lab` starts, on the copied course."""
    home, port = tmp_path_factory.mktemp("jupyter"), free_port()
    command = [sys.executable, "-m", "workshop_utils.cli", "lab", "--no-browser", f"--port={port}",
               "--", "--expose-app-in-browser", *open_on_loopback()]
    log = home / "lab.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=course_copy / "notebooks", env={**os.environ, **own_folders(home)},
                                   stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/api", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(process)


def open_on_loopback() -> list[str]:
    """Nobody else reaches this port, and a token would only have to be handed about."""
    return ["--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
            "--ServerApp.password="]


def own_folders(home: Path) -> dict[str, str]:
    """The person's own Jupyter settings and layouts neither matter here nor change."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
             "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
    return {name: str(home / name.lower()) for name in names}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not answer at {url}:\n{log.read_text(errors='replace')[-3000:]}")


def end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
