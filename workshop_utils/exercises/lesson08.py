"""Exercises of lesson 08: no refund twice after a kill, judged by processes that really die; and what runs again."""

from .engine import Lesson, NotAttempted, Wrong, call, short
from .lesson08_lives import PAYMENTS, Story, job_of, killed, unharmed
from .lesson08_processes import lives, own_folder, remove_store, until, vary

__all__ = ["lives", "own_folder", "remove_store", "until", "vary"]

lesson = Lesson("08")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report


# ── q1: no refund twice ──────────────────────────────────────────────────────────────────────

@lesson.exercise("q1", prompt="Write the step that pays one payment back: once, wherever its process is killed. The mainframe's "
                 "`pay(payment, key)` does nothing for a key that it has seen.", seconds=60, solution='''
def pay_back(payment, pay, kept):
    """A durable step: give one payment back by `pay(payment, key)`, and return what that returns.

    `kept` is a dictionary in a file: what you assign, `kept[name] = value`, is there for the next process, too.
    """
    return pay(payment, step_key())
''', hints=[
    "The process may die right after the money has moved. What does the next process hand to pay, and does the mainframe know it?",
    "A key must be the same when this step runs again, and another one for another payment. What the process only remembers "
    "or draws anew is neither.",
    "return pay(payment, step_key()). Without step_key: draw a key once, and put it into kept[payment] before you pay.",
])
def q1(pay_back):
    _rehearse(pay_back)
    job = job_of(pay_back)
    whole = unharmed(job)
    _could_run(whole)
    _each_once_without_a_death(whole)
    ended = killed(job, whole)
    for story in ended:
        _could_run(story)
        _first_once(story)
    return (f"{len(ended)} processes died, one at each moment within the step, and others went on with their files. In every "
            "ledger each payment was paid back once.")


def _rehearse(pay_back) -> None:
    """In this process, where an error of the learner's is told with its line; with payments of which nobody hears again."""
    kept: dict = {}
    for payment in ("T-0", "T-00"):
        call(pay_back, payment, lambda payment, key=None: {"paid back": payment}, kept)


def _could_run(story: Story) -> None:
    if story.raised:
        raise Wrong(f"Here pay_back runs, but in process {story.raised['life']} it raised {story.raised['error']}. A new process "
                    "knows only the function, what it uses from this notebook, and what is in files.", story)


def _each_once_without_a_death(story: Story) -> None:
    for payment in PAYMENTS:
        rows, moved = [row for row in story.ledger if row["payment"] == payment], len(story.moved(payment))
        if not rows:
            raise Wrong(f"Nobody killed the process, and {payment} was not paid back: pay was not called for it.", story)
        if not moved:
            raise Wrong(f"Nobody killed the process, and {payment} was not paid back: its key {rows[0]['key']!r} had been used "
                        "for another payment, so the mainframe took it for a repetition. Another payment needs another key.", story)
        if moved > 1:
            raise Wrong(f"Nobody killed the process, and {payment} was paid back {moved} times.", story)


def _first_once(story: Story) -> None:
    """The payment in whose step the process died."""
    payment = PAYMENTS[0]
    moved = story.moved(payment)
    if len(moved) > 1:
        keys = [row["key"] for row in moved]
        raise Wrong(f"A process was killed {story.died}, and the next one ran the step again: {payment} was paid back twice. "
                    f"{_why_twice(keys)}", story)
    if not moved:
        raise Wrong(f"A process was killed {story.died}, and the next one found the note and did not pay: {payment} was never "
                    "paid back. Whichever you do first, note or payment, a kill fits between the two.", story)


def _why_twice(keys: list) -> str:
    if keys[0] is None:
        return ("Without a key the mainframe takes each request for a new one; what your function remembers itself died with "
                "the process, or was not written yet.")
    return (f"The first request had the key {keys[0]!r}, the second {keys[1]!r}: for the mainframe these are two refunds. What is "
            "drawn, counted or read off a clock or a process differs in the next one.")


# ── q2: what runs again ──────────────────────────────────────────────────────────────────────

PROGRAM = """
def greet():
    print("greeting")

@step
def block_card():
    print("card blocked")

@step
def give_back(payment):
    print(payment)                     # the money moves

def close_case():
    greet()
    block_card()
    give_back("T-1464")
    give_back("T-1458")                # its money has moved when the process is killed
    greet()
"""
RUNS = {"greeting": 3, "card blocked": 1, "T-1464": 1, "T-1458": 2}
ASKED = "\ntimes = {" + ", ".join(f'"{name}": ...' for name in RUNS) + "}\n"


@lesson.exercise("q2", prompt="A durable task runs `close_case()`. Its process is killed where the comment says, and the next one "
                 "finishes the task. How many times is each text printed, in both together?", starter=PROGRAM + ASKED, solution="""
# the second process begins at the first line; only what has a checkpoint is not run again
times = {"greeting": 1 + 2, "card blocked": 1, "T-1464": 1, "T-1458": 2}
""", hints=[
    "Write down what each process prints, in two columns. At which line does the second one begin?",
    "The second begins with the first line of close_case. Which calls have a checkpoint by then, and give back what was kept?",
    "block_card and the first give_back have checkpoints: 1 each. greet is no step, and the second give_back was killed before "
    "its checkpoint: times counts them in both processes.",
])
def q2(times):
    if not isinstance(times, dict) or set(times) != set(RUNS):
        raise Wrong(f"times must be a dictionary with a number for each of {', '.join(RUNS)}; got {short(times)}.")
    if ... in times.values():
        raise NotAttempted("A ... still stands in times. Put a number in place of each, then run that cell and this one.")
    wrong = [name for name, number in times.items() if isinstance(number, bool) or not isinstance(number, int)]
    if wrong:
        raise Wrong(f"times[{wrong[0]!r}] must be a whole number, got {short(times[wrong[0]])}.")
    if times != RUNS:
        raise Wrong(_misread(times))
    return ("The task begins again at its first line. A checkpoint stands for a step that has one; the rest runs again: what is "
            "no step, and the step that was cut off after its effect.")


def _misread(times: dict) -> str:
    greeting, blocked, first, second = times.values() if list(times) == list(RUNS) else [times[name] for name in RUNS]
    if (greeting, blocked, first, second) == (2, 1, 1, 1):
        return ("So it would be if the second process went on at the line where the first one died. But nobody keeps a line or a "
                "variable: the task begins again, and only finished steps are skipped.")
    if blocked > 1 or first > 1:
        return ("A step whose checkpoint was written does not run again: the second process gets what it returned. Which steps "
                "had ended when the first process died?")
    if second == 1:
        return ("The money for T-1458 had moved, and no checkpoint says so. Who can tell the second process? It runs that step "
                "again: at least once is not exactly once.")
    if greeting == 2:
        return ("greet() is called twice in close_case, and it is no step. Nothing keeps what it did in the first process, so "
                "what stands before the steps runs in both.")
    return ("Go through close_case line by line, once for each process. What does the second do where a checkpoint stands, and "
            "what where none does?")


# ── questions ────────────────────────────────────────────────────────────────────────────────

lesson.ask("how it goes on", "Process 2 went on in the middle of the ten. How did it know where?", [
    ("The store keeps a picture of the memory: variables, and the line", False,
     "No memory was saved. The store has the function's name, its arguments, and what each finished step returned."),
    ("It read the ledger and took what was missing", False,
     "The ledger is ours, for looking at. The board does not know of it."),
    ("It called refund from its first line, and finished steps gave back what was kept", True,
     "That is why a task must call its steps in the same order each time, and why what is no step is done again."),
])
lesson.ask("how often", "A step whose checkpoint is written never runs again. How often does its effect happen?", [
    ("Exactly once", False,
     "If nobody dies, or at the right moment. But effect and checkpoint are two writes in two places, and a kill fits between."),
    ("At least once", True,
     "Killed before the checkpoint, it runs again, and nobody can know whether the effect had happened. With a key that stays "
     "the same, the receiver makes it once."),
    ("At most once", False,
     "That would be a checkpoint before the effect: killed between the two, the money never moves. It is a choice, too; for a "
     "refund the wrong one."),
])
