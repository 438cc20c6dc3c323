"""workshop test: every part of the tests in a pytest of its own, some side by side, and one summary at the end."""

import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from . import Stop, course, offline_environment, table

HOUSE = "tests/unit/test_house.py"
PARTS = {
    "house": [HOUSE],
    "unit": ["tests/unit", f"--ignore={HOUSE}"],
    "mind": ["tests/mind"],
    "protocol": ["tests/protocol"],
    "exercises": ["tests/exercises"],
    "stress": ["tests/stress"],
    "tasks": ["tests/tasks"],
    "notebooks": ["tests/notebooks"],
    "nbval": ["notebooks"],
    "browser": ["tests/browser"],
}
# Two lanes for two cores. A third would save little, and what is judged by when it ran would be judged on a crowded machine.
LANES = (("house", "unit", "mind", "protocol", "exercises", "stress", "tasks", "notebooks"), ("nbval", "browser"))
# The committed outputs are compared word for word on the one platform that made them; elsewhere the last digit of a
# float or Python's wording of an error may differ, and only a failing cell counts.
STRICT = sys.platform == "linux" and sys.version_info[:2] == (3, 11)
NOTHING_COLLECTED = 5
# A test that hangs is a failure that shows every thread's stack, not a run without an end.
HANG = ["-o", "faulthandler_timeout=600", "-o", "faulthandler_exit_on_timeout=true"]


def test(parts: list[str] = (), stress: bool = False, extra: list[str] = ()) -> int:
    """Run the named parts, or all; 0 if everything passed."""
    root = course()
    missing = [name for name in ("pytest", "nbval", "playwright") if find_spec(name) is None]
    if missing:
        raise Stop(f"{' and '.join(missing)} not found. Install what the tests need: "
                   'python -m pip install -c constraints.txt -e ".[test]"')
    from .prepare import prepare
    prepare()
    chosen = list(dict.fromkeys(parts or PARTS))
    lanes = [mine for lane in LANES if (mine := [name for name in chosen if name in lane])]
    with ThreadPoolExecutor(len(lanes)) as side_by_side:
        done = side_by_side.map(lambda lane: [_part(root, name, stress, list(extra), len(lanes) == 1) for name in lane], lanes)
        results = [row for lane in done for row in lane]
    print("\n" + table([("part", "passed", "failed", "skipped", "seconds", ""), *results], right=(1, 2, 3, 4)))
    return 0 if all(result[-1] == "ok" for result in results) else 1


def _part(root: Path, name: str, stress: bool, extra: list[str], live: bool) -> tuple:
    """One pytest; its output is seen as it comes if `live`, else when it has ended. Returns a row of the summary."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        print(f"\n── {name} ──" if live else f"{name} …", flush=True)
        done = subprocess.run([*_command(name, stress), *extra, f"--junitxml={report}"], cwd=root, check=False,
                              env=offline_environment(), stderr=None if live else subprocess.STDOUT,
                              stdout=None if live else subprocess.PIPE)
        if not live:
            print(f"\n── {name} ──\n{done.stdout.decode('utf-8', 'replace')}", flush=True)
        code = done.returncode
        passed, failed, skipped = _counts(report)
    seconds = f"{time.monotonic() - started:.1f}"
    selected_nothing = code == NOTHING_COLLECTED and extra      # e.g. -k for a test of another part
    verdict = "ok" if code == 0 or selected_nothing else "no tests found" if code == NOTHING_COLLECTED else "failed"
    return name, passed, failed, skipped, seconds, verdict


def _command(name: str, stress: bool) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-rfEs", *HANG, *PARTS[name]]
    if name == "nbval":
        return [*command, "--nbval" if STRICT else "--nbval-lax", "--nbval-current-env",
                "--nbval-sanitize-with=tests/notebooks/sanitize.cfg", "--nbval-cell-timeout=60"]
    # The other parts do not need nbval, whose start costs each of them a second and a half.
    return [*command, "-p", "no:nbval", *(["--stress"] if stress else [])]


def _counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped, from pytest's JUnit file; zeros if pytest did not get that far."""
    if not report.is_file():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, failures, errors, skipped = (sum(int(suite.get(count, 0)) for suite in suites)
                                        for count in ("tests", "failures", "errors", "skipped"))
    return total - failures - errors - skipped, failures + errors, skipped
