"""One life of a small worker, for the exercise of lesson 08: python lesson08_child.py <life> <moment of death>

It works in its own folder and needs no package, so that a dozen deaths take a second. What is done is in files there: the
checkpoints of finished steps, the mainframe's ledger, and what the learner's function keeps.
"""

import datetime
import json
import os
import sys
import time
from collections.abc import MutableMapping
from pathlib import Path

TASK, DAY_S = "task-q7k2mx", 86_400
life, dies_at, passed = 1, 0, []


def read(name: str, otherwise):
    return json.loads(Path(name).read_text("utf-8")) if Path(name).exists() else otherwise


def write(name: str, value) -> None:
    text = json.dumps(value)                      # what JSON can't carry raises here, and the old file stays
    Path(name + ".new").write_text(text, "utf-8")
    os.replace(name + ".new", name)


def moment(text: str) -> None:
    """A moment at which this process may die: at once, with nothing tidied up, as when it is killed."""
    passed.append(text)
    if len(passed) == dies_at:
        write("died.json", text)
        os._exit(9)


class Kept(MutableMapping):
    """A dictionary in a file."""

    def __init__(self):
        self._rows = read("kept.json", {})

    def __setitem__(self, key, value):
        moment("before that was kept")
        write("kept.json", self._rows | {key: value})
        self._rows = read("kept.json", {})
        moment("right after something was kept")

    def __delitem__(self, key):
        del self._rows[key]
        write("kept.json", self._rows)

    def __getitem__(self, key):
        return self._rows[key]

    def __iter__(self):
        return iter(self._rows)

    def __len__(self):
        return len(self._rows)

    def __repr__(self):
        return repr(self._rows)


def pay(payment, key=None):
    """The mainframe: moves money, and does nothing for a key that it has seen."""
    moment("before the money moved")
    ledger = read("ledger.json", [])
    repeated = key is not None and any(row["key"] == str(key) and row["moved"] for row in ledger)
    write("ledger.json", ledger + [{"life": life, "payment": payment, "moved": not repeated,
                                    "key": key if key is None else str(key)}])
    moment("after the money had moved")
    return {"paid back": payment}


def a_day_later() -> None:
    """The next process may begin tomorrow: clocks go on, and whoever asks them for a key gets another one."""
    real, shift = time.time, datetime.timedelta(seconds=DAY_S * (life - 1))
    time.time = lambda: real() + DAY_S * (life - 1)
    time.time_ns = lambda: int(time.time() * 1e9)

    class Date(datetime.date):
        @classmethod
        def today(cls):
            return datetime.datetime.now().date()

    class DateTime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + shift

        @classmethod
        def utcnow(cls):
            return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    datetime.date, datetime.datetime = Date, DateTime


def work(job: dict) -> None:
    """The task: a step for each payment; the result of one that ended is not asked for again."""
    number = 0
    space = {"__name__": "answer", "step": lambda function: function, "step_key": lambda: f"{TASK}-{number}"}
    exec(compile(job["program"], "<your function>", "exec"), space)
    for number, payment in enumerate(job["payments"], 1):
        if payment in read("checkpoints.json", []):
            continue
        result = space[job["name"]](payment, pay, Kept())
        if hasattr(result, "__await__"):
            import asyncio                        # here: it would double the time that each of the processes takes
            asyncio.run(_finished(result))
        moment("after the step, before its checkpoint")
        write("checkpoints.json", read("checkpoints.json", []) + [payment])
        moment("after its checkpoint")


async def _finished(awaitable):
    return await awaitable


def main(*numbers: str) -> None:
    global life, dies_at
    life, dies_at = map(int, numbers)
    a_day_later()
    try:
        work(read("job.json", {}))
    except Exception as error:
        write("raised.json", {"life": life, "error": f"{type(error).__name__}: {error}"})
    write("passed.json", passed)


if __name__ == "__main__":
    main(*sys.argv[1:])
