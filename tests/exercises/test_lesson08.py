"""Lesson 08: typical wrong answers and what is said of them (test_every_exercise.py asks), and what the exercises claim."""

import datetime
import os
import random
import subprocess
import sys
import time
import uuid

import pytest

from workshop_utils import step, step_key
from workshop_utils.exercises import lesson08 as ex

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
