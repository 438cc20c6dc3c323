"""Tasks for processes that are killed. Each step writes down that it began, each task that it got the step's result.

A step does not end while the gate is shut (the file that ERRANDS_GATE names exists): then no task can end before its test
lets it, however slow the machine.
"""

import asyncio
import os
import time
from pathlib import Path

from workshop_utils import progress, step, step_key

LOG = Path(os.environ.get("ERRANDS_LOG", os.devnull))
GATE = Path(os.environ.get("ERRANDS_GATE", "no-gate"))


def note(*words) -> None:
    """One line, written at once, so that it is there whatever happens next."""
    with open(LOG, "ab", buffering=0) as log:
        log.write((" ".join(map(str, words)) + "\n").encode())


@step
def fetch(page: int) -> tuple[str, int]:
    key = step_key()
    note("began", key, os.getpid())
    time.sleep(0.06)
    while GATE.exists():
        time.sleep(0.02)
    return key, page


@step
async def fetch_async(page: int) -> tuple[str, int]:
    key = step_key()
    note("began", key, os.getpid())
    await asyncio.sleep(0.06)
    while GATE.exists():
        await asyncio.sleep(0.02)
    return key, page


def collect(topic: str, pages: int = 5) -> dict:
    "Collect pages about a topic, one after the other."
    found = []
    for number in range(pages):
        key, page = fetch(number)
        note("kept", key)
        found.append(page)
        progress((number + 1) / pages, f"page {number + 1}")
    return {"topic": topic, "pages": found}


async def gather(topic: str, pages: int = 5) -> dict:
    "Collect pages about a topic, two at a time."
    found = []
    for number in range(0, pages, 2):
        for key, page in await asyncio.gather(*map(fetch_async, range(number, min(number + 2, pages)))):
            note("kept", key)
            found.append(page)
    return {"topic": topic, "pages": found}


def done_again(log: str) -> list[str]:
    """Steps that began after their result had been kept: there must be none."""
    kept, again = set(), []
    for line in log.splitlines():
        word, key, *_ = line.split()
        if word == "kept":
            kept.add(key)
        elif key in kept:
            again.append(key)
    return again
