"""Lesson 08: typical wrong answers and what is said of them (test_every_exercise.py asks), and what the exercises claim."""

import datetime
import json
import os
import random
import subprocess
import sys
import time
import uuid
from collections import Counter

import pytest

from workshop_utils import step, step_key
from workshop_utils.exercises import lesson08 as ex
from workshop_utils.exercises import lesson08_processes
from workshop_utils.exercises.lesson08 import PROGRAM, RUNS

HEAD = "def pay_back(payment, pay, kept):\n"
RANDOM_KEY = HEAD + "    return pay(payment, uuid.uuid4().hex)\n"
TIME_KEY = HEAD + "    return pay(payment, str(time.time()))\n"
TODAYS_KEY = HEAD + "    return pay(payment, f'{payment} {datetime.date.today()}')\n"
HASH_KEY = HEAD + "    return pay(payment, hash(payment))\n"
PROCESS_KEY = HEAD + "    return pay(payment, f'{payment}-{os.getpid()}')\n"
NO_KEY = HEAD + "    return pay(payment)\n"
ONE_KEY = HEAD + "    return pay(payment, 'refund')\n"
IN_MEMORY = "done = set()\n\n" + HEAD + """
    if payment not in done:
        done.add(payment)
        return pay(payment)
"""
IN_MEMORY_WITH_RANDOM_KEY = "keys = {}\n\n" + HEAD + """
    return pay(payment, keys.setdefault(payment, random.random()))
"""
MARKS_FIRST = HEAD + """
    if payment not in kept:
        kept[payment] = "done"
        return pay(payment)
"""
MARKS_AFTER = HEAD + """
    if payment not in kept:
        pay(payment)
        kept[payment] = "done"
"""
KEPT_KEY_DRAWN_TWICE = HEAD + """
    kept[payment] = uuid.uuid4().hex
    return pay(payment, kept[payment])
"""
NEVER_PAYS = HEAD + "    return kept.get(payment)\n"
PAYS_TWICE = HEAD + "    pay(payment)\n    return pay(payment)\n"
FROM_OUTSIDE = "desk = object()\n\n" + HEAD + "    assert desk\n    return pay(payment, step_key())\n"

KEPT_KEY = HEAD + """
    if payment not in kept:
        kept[payment] = uuid.uuid4().hex
    return pay(payment, kept[payment])
"""
SETDEFAULT = HEAD + "    return pay(payment, kept.setdefault(payment, random.random()))\n"
ITS_OWN_NAME = HEAD + "    return pay(payment, f'krummhorn-{payment}')\n"
IN_A_FUNCTION = "def key_of(payment):\n    return f'{PREFIX}-{payment}'\n\nPREFIX = 'refund'\n\n" + HEAD + """
    return pay(payment, key_of(payment))
"""
DECORATED = "@step\n" + HEAD + "    return pay(payment, step_key())\n"
ASYNC = "async " + HEAD + "    return pay(payment, step_key())\n"


def space() -> dict:
    """What a learner may have imported."""
    return {module.__name__: module for module in (datetime, os, random, time, uuid)}


def counted(greeting, blocked, first, second) -> str:
    return f'times = {{"greeting": {greeting}, "card blocked": {blocked}, "T-1464": {first}, "T-1458": {second}}}'


WRONG = [
    ("q1", RANDOM_KEY, "killed after the money had moved, and the next one ran the step again: T-1464 was paid back twice"),
    ("q1", TIME_KEY, "for the mainframe these are two refunds"),
    ("q1", TODAYS_KEY, "read off a clock"),
    ("q1", HASH_KEY, "for the mainframe these are two refunds"),
    ("q1", PROCESS_KEY, "for the mainframe these are two refunds"),
    ("q1", NO_KEY, "Without a key the mainframe takes each request for a new one"),
    ("q1", ONE_KEY, "T-1458 was not paid back: its key 'refund' had been used for another payment"),
    ("q1", IN_MEMORY, "what your function remembers itself died with the process"),
    ("q1", IN_MEMORY_WITH_RANDOM_KEY, "for the mainframe these are two refunds"),
    ("q1", MARKS_FIRST, "killed right after something was kept, and the next one found the note and did not pay"),
    ("q1", MARKS_AFTER, "T-1464 was paid back twice"),
    ("q1", KEPT_KEY_DRAWN_TWICE, "for the mainframe these are two refunds"),
    ("q1", NEVER_PAYS, "pay was not called for it"),
    ("q1", PAYS_TWICE, "Nobody killed the process, and T-1464 was paid back 2 times"),
    ("q1", FROM_OUTSIDE, "in process 1 it raised NameError: name 'desk' is not defined"),
    ("q2", counted(2, 1, 1, 1), "went on at the line where the first one died"),
    ("q2", counted(4, 2, 2, 2), "A step whose checkpoint was written does not run again"),
    ("q2", counted(3, 1, 1, 1), "at least once is not exactly once"),
    ("q2", counted(2, 1, 1, 2), "it is no step"),
    ("q2", counted(4, 1, 1, 2), "line by line, once for each process"),
    ("q2", counted("'3'", 1, 1, 2), "times['greeting'] must be a whole number, got '3'"),
    ("q2", "times = 3", "times must be a dictionary with a number for each of greeting"),
    ("q2", counted(3, 1, "...", 2), "A ... still stands in times", "not attempted"),
]


@pytest.mark.parametrize("code", [KEPT_KEY, SETDEFAULT, ITS_OWN_NAME, IN_A_FUNCTION, DECORATED, ASYNC])
def test_another_way_is_right_too(code):
    found = ex.q1.check_source(code, space() | {"step": step, "step_key": step_key})
    assert found.kind == "right", found


REALLY = """
import os, time
from workshop_utils import DurableTaskBoard, step

def print(text):
    with open("printed", "a") as file:
        file.write(text + "\\n")
    time.sleep(600 if os.environ.get("HOLD") == text else 0)
{program}
if __name__ == "__main__":
    board = DurableTaskBoard([close_case], "sqlite:///tasks.sqlite")
    if "HOLD" in os.environ:
        board.create("close_case")
    board.run_until_idle()
"""


REFUND = """
import os, time, uuid
from workshop_utils import DurableTaskBoard, step, step_key

def pay(payment, key=None):
    with open("printed", "a+") as ledger:
        ledger.seek(0)
        if f"{{payment}} {{key}}" not in ledger.read().splitlines():
            ledger.write(f"{{payment}} {{key}}\\n")
    time.sleep(600 if os.environ.get("HOLD") == payment else 0)

{program}
def task():
    for payment in ("T-1464", "T-1458"):
        step(pay_back)(payment, pay, {{}})

if __name__ == "__main__":
    board = DurableTaskBoard([task], "sqlite:///tasks.sqlite")
    if "HOLD" in os.environ:
        board.create("task")
    board.run_until_idle()
"""


def printed_by_two_lives(folder, program: str, hold: str) -> list[str]:
    """What a process and the next one write, the first killed where it holds."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    printed, command = folder / "printed", [sys.executable, "program.py"]
    child = subprocess.Popen(command, cwd=folder, env=os.environ | {"HOLD": hold}, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
    ex.until(lambda: printed.exists() and hold in printed.read_text(), child)
    child.kill()
    child.communicate()
    subprocess.run(command, cwd=folder, check=True, timeout=120)
    return printed.read_text().split("\n")[:-1]


def test_on_a_durable_board_what_runs_again_is_what_the_second_exercise_says(tmp_path):
    assert Counter(printed_by_two_lives(tmp_path, REALLY.format(program=PROGRAM), "T-1458")) == RUNS


@pytest.mark.parametrize("code, times", [(ex.q1.source, 1), (RANDOM_KEY, 2)], ids=["the solution", "a random key"])
def test_on_a_durable_board_answers_to_the_first_exercise_fare_as_they_are_judged(tmp_path, code, times):
    lines = printed_by_two_lives(tmp_path, REFUND.format(program=code), "T-1464")
    assert [line.split()[0] for line in lines] == ["T-1464"] * times + ["T-1458"]


# ── what the lesson's cells use ──────────────────────────────────────────────────────────────

def test_a_second_kernel_gets_another_folder_and_the_same_kernel_its_own_emptied(tmp_path, monkeypatch):
    monkeypatch.setattr(lesson08_processes, "ROOT", tmp_path)
    monkeypatch.setattr(lesson08_processes, "_mine", {})
    first = ex.own_folder()
    (first / "tasks.sqlite-locks").mkdir()
    (first / "refunds.py").write_text("")
    other = "from workshop_utils.exercises import lesson08_processes as p; print(p.own_folder().name)"
    (tmp_path / "workshop.toml").write_text("")
    asked = subprocess.run([sys.executable, "-c", other], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (first.name, asked.stdout.strip()) == ("1", "2"), asked.stderr
    assert ex.own_folder() == first and list(first.iterdir()) == []
    for locks in lesson08_processes._mine.values():
        locks.close()


def test_a_store_is_removed_with_all_that_stands_beside_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks.sqlite-locks").mkdir()
    for name in ("tasks.sqlite", "tasks.sqlite-wal", "tasks.sqlite-locks/at-1", "ledger.jsonl"):
        (tmp_path / name).write_text("")
    ex.remove_store("tasks.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_a_varied_program_shows_what_differs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match="There is no a.py yet. Run the cells above that write it."):
        ex.vary("a.py", "b.py", {})
    (tmp_path / "a.py").write_text("one\ntwo\n")
    ex.vary("a.py", "b.py", {"two": "three"})
    assert (tmp_path / "b.py").read_text() == "one\nthree\n" and capsys.readouterr().out == "- two\n+ three\n"
    with pytest.raises(ValueError, match="a.py has no 'four'."):
        ex.vary("a.py", "b.py", {"four": ""})


def test_waiting_for_a_process_that_ended_says_what_it_said():
    child = subprocess.Popen([sys.executable, "-c", "print('no such module')"], text=True, stdout=subprocess.PIPE)
    with pytest.raises(RuntimeError, match="The process did not come to this point. It said: no such module"):
        ex.until(lambda: False, child)


def test_a_ledger_becomes_a_lane_for_each_process(tmp_path):
    rows = [[5.0, 71, "begins", "T-1"], [5.1, 71, "paid", "T-1"], [5.2, 71, "ends", "T-1"], [5.2, 71, "begins", "T-2"],
            [7.0, 72, "begins", "T-2"], [7.1, 72, "paid", "T-2", "a key"], [7.2, 72, "ends", "T-2"]]
    (tmp_path / "ledger").write_text("\n".join(map(json.dumps, rows)))
    events = ex.lives(tmp_path / "ledger", 5.3)
    assert [(e.name, round(e.start, 3), round(e.end, 3), e.ok) for e in events] == [
        ("process 1", 0, 0.2, True), ("money moves", 0.1, 0.1, True), ("process 1", 0.2, 0.3, False),
        ("process 2", 2, 2.2, True), ("money moves", 2.1, 2.1, True), ("killed", 0.3, 0.3, True)]
