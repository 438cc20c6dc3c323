"""Lesson 06: typical wrong answers and what is said of them (test_every_exercise.py asks), and what the lesson claims."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from patience import best_of

from workshop_utils.exercises import lesson06 as ex

NOTEBOOK = next((Path(__file__).resolve().parents[2] / "notebooks").glob("06_*.ipynb"))
BATCHES = """
async def fetch_all(fetch, accounts, limit):
    answers = []
    for first in range(0, len(accounts), limit):
        answers += await asyncio.gather(*(fetch(account) for account in accounts[first:first + limit]))
    return answers
"""
ALL_AT_ONCE = """
async def fetch_all(fetch, accounts, limit):
    return await asyncio.gather(*(fetch(account) for account in accounts))
"""
GATE_AROUND_THE_START = """
async def fetch_all(fetch, accounts, limit):
    gate, tasks = asyncio.Semaphore(limit), []
    for account in accounts:
        async with gate:
            tasks.append(asyncio.create_task(fetch(account)))
    return await asyncio.gather(*tasks)
"""
ONE_BY_ONE = """
async def fetch_all(fetch, accounts, limit):
    return [await fetch(account) for account in accounts]
"""
GATE_AND_ONE_BY_ONE = """
async def fetch_all(fetch, accounts, limit):
    gate, answers = asyncio.Semaphore(limit), []
    for account in accounts:
        async with gate:
            answers.append(await fetch(account))
    return answers
"""
NOT_AWAITED = """
async def fetch_all(fetch, accounts, limit):
    return [asyncio.ensure_future(fetch(account)) for account in accounts]
"""
AS_THEY_COME = """
async def fetch_all(fetch, accounts, limit):
    gate, answers = asyncio.Semaphore(limit), []
    async def one(account):
        async with gate:
            answers.append(await fetch(account))
    await asyncio.gather(*map(one, accounts))
    return answers
"""
ALWAYS_THREE = ex.q1.source.replace("Semaphore(limit)", "Semaphore(3)")
ONE_TOO_FEW = ex.q1.source.replace("Semaphore(limit)", "Semaphore(limit - 1)")
GATE_OUTSIDE = """
gate = asyncio.Semaphore(3)
async def one(fetch, account):
    async with gate:
        return await fetch(account)
async def fetch_all(fetch, accounts, limit):
    return await asyncio.gather(*(one(fetch, account) for account in accounts))
"""
NOT_ASYNC = "def fetch_all(fetch, accounts, limit):\n    return [fetch(account) for account in accounts]\n"
FORGETS_TO_RETURN = ex.q1.source.replace("    return await asyncio.gather", "    await asyncio.gather")

BARE_GATHER = """
async def outcomes(look_up, accounts):
    results = await asyncio.gather(*map(look_up, accounts))
    return dict(zip(accounts, results)), {}
"""
TASK_GROUP = """
async def outcomes(look_up, accounts):
    async with asyncio.TaskGroup() as group:
        tasks = {account: group.create_task(look_up(account)) for account in accounts}
    return {account: task.result() for account, task in tasks.items()}, {}
"""
SWALLOWS = """
async def outcomes(look_up, accounts):
    results = await asyncio.gather(*map(look_up, accounts), return_exceptions=True)
    return {a: r for a, r in zip(accounts, results) if not isinstance(r, Exception)}, {}
"""
ALL_IN_ANSWERS = """
async def outcomes(look_up, accounts):
    return dict(zip(accounts, await asyncio.gather(*map(look_up, accounts), return_exceptions=True))), {}
"""
SAYS_NOT_WHAT = """
async def outcomes(look_up, accounts):
    results = await asyncio.gather(*map(look_up, accounts), return_exceptions=True)
    return ({a: r for a, r in zip(accounts, results) if not isinstance(r, Exception)},
            {a: "failed" for a, r in zip(accounts, results) if isinstance(r, Exception)})
"""
A_LOOP_WITH_TRY = """
async def outcomes(look_up, accounts):
    answers, errors = {}, {}
    for account in accounts:
        try:
            answers[account] = await look_up(account)
        except Exception as error:
            errors[account] = error
    return answers, errors
"""
TRY_AROUND_GATHER = """
async def outcomes(look_up, accounts):
    try:
        return dict(zip(accounts, await asyncio.gather(*map(look_up, accounts)))), {}
    except Exception as error:
        return {}, {"error": error}
"""
THE_PLAIN_LIST = """
async def outcomes(look_up, accounts):
    return await asyncio.gather(*map(look_up, accounts), return_exceptions=True)
"""
ASKS_AGAIN = """
async def outcomes(look_up, accounts):
    first = await asyncio.gather(*map(look_up, accounts), return_exceptions=True)
    again = [a for a, r in zip(accounts, first) if isinstance(r, Exception)]
    answers = {a: r for a, r in zip(accounts, first) if a not in again}
    return answers, dict(zip(again, await asyncio.gather(*map(look_up, again), return_exceptions=True)))
"""
A_TRY_FOR_EACH = """
async def outcomes(look_up, accounts):
    answers, errors = {}, {}
    async def one(account):
        try:
            answers[account] = await look_up(account)
        except Exception as error:
            errors[account] = str(error)
    async with asyncio.TaskGroup() as group:
        for account in accounts:
            group.create_task(one(account))
    return answers, errors
"""
ZERO_IS_NO_ANSWER = """
async def outcomes(look_up, accounts):
    answers, errors = {}, {}
    for account, result in zip(accounts, await asyncio.gather(*map(look_up, accounts), return_exceptions=True)):
        (answers if result and not isinstance(result, Exception) else errors)[account] = result
    return answers, errors
"""
ONE_TYPE_ONLY = """
async def outcomes(look_up, accounts):
    answers, errors = {}, {}
    async def one(account):
        try:
            answers[account] = await look_up(account)
        except RuntimeError as error:
            errors[account] = error
    await asyncio.gather(*map(one, accounts))
    return answers, errors
"""
FORGETS_TO_AWAIT = """
async def outcomes(look_up, accounts):
    return {account: look_up(account) for account in accounts}, {}
"""
WORKERS = """
async def fetch_all(fetch, accounts, limit):
    answers, left = {}, list(accounts)
    async def worker():
        while left:
            account = left.pop(0)
            answers[account] = await fetch(account)
    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(worker())
    return [answers[account] for account in accounts]
"""

WRONG = [
    ("q1", BATCHES, "Three fetches ran at once as asked, but in batches"),
    ("q1", ALL_AT_ONCE, "Ten fetches ran at once, and three were allowed"),
    ("q1", GATE_AROUND_THE_START, "Does each fetch enter one semaphore"),
    ("q1", ONE_BY_ONE, "The fetches ran one after the other"),
    ("q1", GATE_AND_ONE_BY_ONE, "The fetches ran one after the other"),
    ("q1", NOT_AWAITED, "they were not awaited"),
    ("q1", AS_THEY_COME, "not in the order of the accounts"),
    ("q1", ALWAYS_THREE, "With limit=2, 3 fetches ran at once"),
    ("q1", ONE_TOO_FEW, "Two fetches ran at once, and three were allowed"),
    ("q1", GATE_OUTSIDE, "The semaphore was made outside fetch_all"),
    ("q1", NOT_ASYNC, "Without async def it can't await anything"),
    ("q1", FORGETS_TO_RETURN, "should return a list with 10 answers, got None"),
    ("q2", BARE_GATHER, "A bare gather raises the first error and hands out nothing"),
    ("q2", TASK_GROUP, "A TaskGroup cancels the siblings"),
    ("q2", SWALLOWS, "'savings' failed, and nobody is told: errors is empty"),
    ("q2", ALL_IN_ANSWERS, "answers holds an exception for 'savings'"),
    ("q2", SAYS_NOT_WHAT, "does not say what was wrong"),
    ("q2", A_LOOP_WITH_TRY, "The look-ups ran one after the other"),
    ("q2", TRY_AROUND_GATHER, "'savings' failed, and nobody is told: errors has ['error']"),
    ("q2", THE_PLAIN_LIST, "Two dictionaries are wanted"),
    ("q2", FORGETS_TO_AWAIT, "they were not awaited"),
    ("q2", ZERO_IS_NO_ANSWER, "When nothing fails and every account holds 0"),
    ("q2", ONE_TYPE_ONLY, "LookupError 'the savings ledger is closed' came out of your function"),
    ("q2", ASKS_AGAIN, "5 accounts were looked up 7 times"),
    ("q3", "total_seconds = 13", "13 s is the sum of all waits"),
    ("q3", "total_seconds = 6", "6 s is the longest wait"),
    ("q3", "total_seconds = 8", "lets the two time.sleep overlap"),
    ("q3", "total_seconds = 7", "lets the thread start at once"),
    ("q3", "total_seconds = 3", "counts only what blocks"),
    ("q3", "total_seconds = 10", "adds the thread and the await"),
    ("q3", "total_seconds = 42", "Who holds the loop"),
    ("q3", "total_seconds = '9 s'", "must be a number of seconds"),
]


@pytest.mark.parametrize("name, code", [("q1", WORKERS), ("q2", A_TRY_FOR_EACH)], ids=["workers", "a try in each task"])
def test_another_way_is_right_too(name, code):
    assert getattr(ex, name).check_source(code, {"asyncio": asyncio}).kind == "right"


def test_batches_are_shown_as_a_timeline():
    assert "Timeline" in ex.q1.check_source(BATCHES, {"asyncio": asyncio}).html


def test_the_program_really_takes_what_the_exercise_says():
    assert ex.TOTAL * 0.99 <= best_of(lambda: ex.run_program().wall() * ex.SPEED, ex.TOTAL * 1.25) < ex.TOTAL * 1.25


def test_after_the_lines_on_nest_asyncio2_asyncio_run_works_inside_a_running_loop():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    fences = re.findall(r"(?ms)^```python\n(.*?)^```", "\n".join(c.source for c in cells if c.cell_type == "markdown"))
    lines = next(shown for shown in fences if "nest_asyncio2" in shown)
    nested = "import asyncio\nasync def cell():\n    return asyncio.run(asyncio.sleep(0.01, 'ran'))\nprint(asyncio.run(cell()))"
    done = subprocess.run([sys.executable, "-c", lines + nested], capture_output=True, text=True, timeout=120)
    assert done.stdout == "ran\n", done.stderr
