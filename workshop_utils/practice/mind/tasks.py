"""Work that was started and has a state: what the conversation knows of it by its id, and how that is told in plain words."""

import re
from dataclasses import dataclass, replace

from . import words
from .turn import value_of

WORKING = frozenset("working running in_progress pending queued submitted started accepted".split())
FAILED = frozenset("failed error".split())
ENDED = FAILED | frozenset("completed complete done finished succeeded success cancelled canceled stopped aborted".split())
NOUNS = frozenset("task job ticket run work operation process order request".split())       # what may be named without "id"
LONG = 60           # characters of an argument that is not said again
FIELDS = frozenset("status state progress result error function name kind type as_of arguments message note created_at started_at updated_at ended_at finished_at seconds".split())
OPENING = re.compile(r"^(?:\w+ failed: )?(?:\w*(?:Error|Exception|Warning|Exit|Iteration): )?")     # what an error is called in code


@dataclass(frozen=True)
class Task:
    """One piece of work. `title` and `about` are the function and the arguments that it was started with, as words."""

    id: str
    noun: str
    title: str = ""
    about: str = ""
    status: str = ""
    row: tuple = ()
    asked: tuple = ()       # stems of its function's description

    @property
    def ended(self):
        return self.status in ENDED

    @property
    def work(self):
        """What is done: "long export (rivers)", or "" where that is not known."""
        return f"{self.title}{f' ({self.about})' if self.about else ''}"

    @property
    def plain(self):
        """Its id, with what it is the id of where the id does not say so itself: "task-1", "ticket T-31"."""
        return self.id if not self.noun or self.noun in self.id.lower() else f"{self.noun} {self.id}"

    @property
    def label(self):
        """How it is called when spoken of: "long export (rivers), task-1,"."""
        return f"{self.work}, {self.plain}," if self.title else self.plain


def known(pairs, tools=()):
    """{id: Task} of all calls and outputs, in the order in which they were first heard of, each in its latest state."""
    found = {}
    for call, output in pairs:
        for row in rows(value_of(output.text)) if output is not None else ():
            key, task_id = identity(row)
            task = found.get(task_id) or Task(task_id, noun(key))
            if not task.title and created(call, row):
                about = next((t.description for t in tools if t.name == call.name), "")
                task = replace(task, title=" ".join(words.parts(call.name)), about=arguments_told(call), asked=words.content(about))
            elif not task.title:
                told = next((row[k] for k in ("function", "name", "title", "kind") if isinstance(row.get(k), str)), "")
                given = row.get("arguments") if isinstance(row.get("arguments"), dict) else {}
                task = replace(task, title=" ".join(words.parts(told)), about=_joined(given))
            found[task_id] = replace(task, status=state(row) or task.status, row=tuple(row.items()))
    return found


def rows(value):
    """The parts of an output that are the state of some work: the whole, or the items of its list."""
    listed = value if isinstance(value, list) else next((v for v in value.values() if isinstance(v, list)), []) if isinstance(value, dict) and len(value) < 3 else []
    return [row for row in (listed or [value]) if isinstance(row, dict) and identity(row) and state(row)]


def identity(row):
    """(key, id) of the work that a row is about, or None."""
    keys = [k for k in row if isinstance(k, str) and isinstance(row[k], (str, int)) and not isinstance(row[k], bool) and row[k] != ""]
    named = [k for k in keys if words.parts(k)[-1:] == ("id",)] or [k for k in keys if k.lower() in NOUNS]
    return (named[0], str(row[named[0]])) if named else None


def noun(key):
    """What an id is of: "task" for task_id."""
    return " ".join(w for w in words.parts(key) if w != "id")


def state(row):
    """The state that a row tells, in lower case, or "" where it tells none that work can be in."""
    said = str(row.get("status", row.get("state", ""))).lower().replace(" ", "_").replace("-", "_")
    return said if said in WORKING | ENDED else ""


def created(call, row):
    """Did this call start the work, which is so when it did not know the id?"""
    return identity(row)[1] not in {str(v) for v in call.arguments.values()} and bool(call.arguments)


def arguments_told(call):
    return _joined(call.arguments)


def _joined(values):
    return ", ".join(str(v) for v in values.values() if isinstance(v, (str, int, float)) and not isinstance(v, bool) and v != "" and len(str(v)) < LONG)


def sentences(pairs, before, tools, said):
    """What outputs tell of how work stands, one sentence for each piece of work, of its latest state. `said` puts a JSON value into words."""
    everything, latest = known((*before, *pairs), tools), {}
    found = [(call, output) for call, output in pairs if output is not None and only_states(value_of(output.text))]
    for call, output in found:
        if call.arguments or not any(c.arguments for c, _ in found):      # a list that only served to find the work is not told
            latest |= {identity(row)[1]: (call, row) for row in rows(value_of(output.text))}
    return [_stopped(told(everything[key], call, row, said)) for key, (call, row) in latest.items()]


def only_states(value):
    """Is an output nothing but the state of some work?"""
    found = rows(value)
    return bool(found) and all(set(row) - FIELDS <= {identity(row)[0]} for row in found)


def told(task, call, row, said):
    """One piece of work in words, as this row of an output has it."""
    status, note = state(row), said(row.get("message") or row.get("note") or "") if row.get("message") or row.get("note") else ""
    if created(call, row) and call.arguments and status in WORKING:
        return f"I have started {task.plain}{f': {task.work}' if task.title else ''}{f'; {note}' if note else ''}"
    if status in WORKING:
        how = "waiting for its turn" if status in ("queued", "pending", "submitted", "accepted") else "still running"
        more = ", ".join(p for p in (_progress(row.get("progress"), said), note) if p)
        return f"{task.label} is {how}{f': {more}' if more else ''}"
    if status in FAILED:
        return f"{task.label} failed: {OPENING.sub('', said(row.get('error') or note or 'no reason is given'))}"
    ended = "was cancelled" if status in ("cancelled", "canceled", "stopped", "aborted") else "is done"
    result = row.get("result", note)
    return f"{task.label} {ended}{f': {said(result)}' if result not in (None, '', [], {}) else ''}"


def _progress(progress, said):
    """ "40 %, reading page 3" of {"fraction": 0.4, "note": "reading page 3"} or of a plain number."""
    if isinstance(progress, dict):
        parts = [_progress(v, said) if k in ("fraction", "share") else f"{v} %" if k in ("percent", "percentage") else said(v) for k, v in progress.items() if v not in (None, "")]
        return ", ".join(parts)
    if isinstance(progress, (int, float)) and not isinstance(progress, bool):
        return f"{round(100 * progress if progress <= 1 else progress)} %"
    return "" if progress in (None, "", [], False, True) else said(progress)


def _stopped(text):
    """With a capital, unless an id opens it, and with a full stop."""
    capital = text if any(c.isdigit() for c in text.split()[0]) else text[0].upper() + text[1:]
    return capital if capital[-1] in ".!?" else f"{capital}."
