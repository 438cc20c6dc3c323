"""Exercises of lesson 06: three at most at once, siblings that survive, and a prediction. Judged by what ran when."""

import asyncio
import inspect
import threading
import time
from types import SimpleNamespace

from ..trace import Trace
from .concurrency import Probe, complaint, fates, most_at_once, pulse, spans
from .engine import Lesson, Wrong, call, short

lesson = Lesson("06")
predict, stopwatch, measured, quiz = lesson.predict, lesson.stopwatch, lesson.measured, lesson.quiz
progress_report = lesson.progress_report

ACCOUNTS = [f"account {number}" for number in range(1, 11)]
UNEQUAL = (0.2, 0.1, 0.1)                     # seconds, by order of start: a batch waits for its slowest
ATTEMPTS, CALM = 5, 0.02                      # if the loop stood still for longer than this, what was seen is seen again
LISTED = ("checking", "savings", "joint", "holiday", "rent")
CLOSED = {"savings": LookupError("the savings ledger is closed"), "rent": TimeoutError("rent did not answer")}


def _coroutine_function(function) -> None:
    if not inspect.iscoroutinefunction(inspect.unwrap(function)):
        raise Wrong("Without async def it can't await anything.")


def _awaited(values) -> None:
    """Raises Wrong if coroutines or tasks stand where answers should be."""
    waiting = [value for value in values if inspect.isawaitable(value)]
    for coroutine in filter(inspect.iscoroutine, waiting):
        coroutine.close()                       # or Python warns, some cells later, that it was never awaited
    if waiting:
        raise Wrong("Coroutines or tasks stand where the answers should be: they were not awaited. Each needs an "
                    "`await` of its own, or gather, which awaits all that it is given.")


# ── q1: ten fetches, three at most at once ───────────────────────────────────────────────────

@lesson.exercise("q1", prompt="Fetch from ten accounts, `limit` at a time, and never fewer while others wait. The fetches take "
                 "unequal times.", seconds=30, solution='''
async def fetch_all(fetch, accounts, limit):
    """Return what `await fetch(account)` gives for each account, in their order."""
    gate = asyncio.Semaphore(limit)

    async def fetch_one(account):
        async with gate:
            return await fetch(account)

    return await asyncio.gather(*(fetch_one(account) for account in accounts))
''', hints=[
    "Start all ten at once, and let each of them wait for a free place before it fetches.",
    "The places are a semaphore. A small coroutine for one account enters it, awaits its fetch and leaves it.",
    "gate = asyncio.Semaphore(limit); in a coroutine fetch_one(account): async with gate: return await fetch(account); then "
    "await asyncio.gather over fetch_one of every account.",
])
def q1(fetch_all):
    _coroutine_function(fetch_all)
    for _ in range(ATTEMPTS):                   # a crowded machine may delay a start, and then says so itself
        stalled, probe = _fetched(fetch_all, Probe(UNEQUAL), ACCOUNTS, 3)
        if stalled < CALM or most_at_once(probe) != 3 or not complaint(probe, 3):
            break
    if most_at_once(probe) == 2:
        raise Wrong("Two fetches ran at once, and three were allowed (timeline below). Make the semaphore from limit.", probe.picture())
    if said := complaint(probe, 3, "fetches"):
        one_gate = " Does each fetch enter one semaphore, the same for all?" if most_at_once(probe) > 3 else ""
        raise Wrong(said + one_gate, probe.picture())
    _, other = _fetched(fetch_all, Probe(0.05), ACCOUNTS[:4], 2)
    if most_at_once(other) > 2:
        raise Wrong(f"With limit=2, {most_at_once(other)} fetches ran at once (timeline below). Make the semaphore from "
                    "limit.", other.picture())
    return "Three places, and whoever is done hands its place to the next. Nobody waits for the slowest of a batch."


def _fetched(fetch_all, probe: Probe, accounts: list, limit: int) -> tuple[float, Probe]:
    """The probe after the learner's function has fetched through it, with the right answers; before it, for how many seconds
    at most the loop stood still.
    """
    async def watched():
        async with pulse() as beat:
            return beat, await fetch_all(probe.fetch, list(accounts), limit)
    try:
        beat, got = call(watched)
    except RuntimeError as error:
        if "different event loop" not in str(error):
            raise
        raise Wrong("The semaphore was made outside fetch_all, and belongs to the loop that used it first. Make it inside, "
                    "from limit.") from None
    expected = [probe.answer(account) for account in accounts]
    if not isinstance(got, (list, tuple)):
        raise Wrong(f"fetch_all should return a list with {len(accounts)} answers, got {short(got)}.")
    _awaited(got)
    if list(got) != expected:
        mixed = sorted(map(str, got)) == sorted(expected)
        raise Wrong(f"The answers are {'there, but not in the order of the accounts' if mixed else 'not those of the accounts'}: "
                    f"got {short(list(got))}, expected {short(expected)}.", probe.picture())
    return beat.longest, probe


# ── q2: one fails, its siblings keep their results ───────────────────────────────────────────

@lesson.exercise("q2", prompt="Look up all accounts side by side, each by `await look_up(account)`. Some will fail: keep what the "
                 "others found, and say which failed and why.", solution='''
async def outcomes(look_up, accounts):
    """Return two dictionaries: answers by account, and exceptions by account."""
    results = await asyncio.gather(*(look_up(account) for account in accounts), return_exceptions=True)
    answers, errors = {}, {}
    for account, result in zip(accounts, results):
        (errors if isinstance(result, Exception) else answers)[account] = result
    return answers, errors
''', hints=[
    "Which form of gather gives you every result, also those of the ones that failed?",
    "With return_exceptions=True an exception stands in the list at the place of its account. zip(accounts, results) says whose.",
    "for account, result in zip(accounts, results): what isinstance(result, Exception) goes to errors[account], the rest to "
    "answers[account]; return both.",
])
def q2(outcomes):
    _coroutine_function(outcomes)
    probe = _probe(CLOSED)
    try:
        got = call(outcomes, probe.fetch, list(LISTED))
    except BaseException as error:
        _let_through(error, probe)
    answers, errors = _two_dictionaries(got, probe)
    _awaited(answers.values())
    _has_its_errors(answers, errors)
    _has_its_answers(answers, probe)
    _side_by_side(outcomes, probe)
    return "Three answers came, and both errors say whose they are: Ana learns what is known, and what is not, and why."


def _probe(failures: dict) -> Probe:
    """Look-ups of which one fails before its siblings have ended."""
    return Probe({"savings": 0.05, "rent": 0.12, "checking": 0.2, "joint": 0.15, "holiday": 0.15}, failures, "look_up")


class _Empty(Probe):
    """Look-ups of empty accounts: an answer that is 0 is an answer."""

    def answer(self, item) -> int:
        return 0


def _let_through(error: BaseException, probe: Probe) -> None:
    """An error that came out of the learner's function: one of ours, wrapped or not, or their own."""
    ours = [one for one in CLOSED.values() if one is error or one in getattr(error, "exceptions", ())]
    if not ours:
        raise error
    if isinstance(error, BaseExceptionGroup):
        raise Wrong(f"A TaskGroup cancels the siblings of the one that failed ({_names(probe, 'cancelled')}; timeline "
                    "below), and raises. Here they should go on: gather can do that.", probe.picture())
    raise Wrong(f"{type(error).__name__} {short(str(error))} came out of your function, and with it the results of all "
                "siblings are lost. Errors may be of any type. A bare gather raises the first error and hands out nothing.",
                probe.picture())


def _names(probe: Probe, fate: str) -> str:
    return f"{', '.join(name for name, found in fates(probe).items() if found == fate) or 'none'} {fate}"


def _two_dictionaries(got, probe: Probe) -> tuple[dict, dict]:
    if isinstance(got, (tuple, list)) and len(got) == 2 and all(isinstance(part, dict) for part in got):
        return tuple(got)
    cancelled = "cancelled" in fates(probe).values()
    why = f" And siblings were cancelled: {_names(probe, 'cancelled')}." if cancelled else ""
    raise Wrong(f"Two dictionaries are wanted, answers and errors, got {short(got)}.{why}")


def _has_its_errors(answers: dict, errors: dict) -> None:
    """Each failed account must be named, with what was wrong."""
    for account, error in CLOSED.items():
        if isinstance(answers.get(account), BaseException):
            raise Wrong(f"answers holds an exception for {account!r}: {short(answers[account])}. Whoever reads it will take it "
                        "for a balance. It belongs into errors.")
        if account not in errors:
            named = f"errors has {short(list(errors))}" if errors else "errors is empty"
            raise Wrong(f"{account!r} failed, and nobody is told: {named}. An error that is swallowed can't be mended; "
                        f"keep it as errors[{account!r}].")
        if errors[account] is not error and str(error) not in str(errors[account]):
            raise Wrong(f"errors[{account!r}] is {short(errors[account])}, which does not say what was wrong. "
                        f"Keep the exception, or its message {short(str(error))}.")
    extra = [account for account in errors if account not in CLOSED]
    if extra:
        raise Wrong(f"{extra[0]!r} did not fail and stands in errors: {short(errors[extra[0]])}.")


def _has_its_answers(answers: dict, probe: Probe) -> None:
    expected = {account: probe.answer(account) for account in LISTED if account not in CLOSED}
    missing = [account for account in expected if account not in answers]
    if missing:
        fate = fates(probe).get(missing[0], "never asked for")
        raise Wrong(f"The answer of {missing[0]!r} is not in answers; its look-up was {fate} (timeline below). "
                    "A sibling's error should cost nobody an answer.", probe.picture())
    if answers != expected:
        raise Wrong(f"Got the answers {short(answers)}, expected {short(expected)}.")


def _side_by_side(outcomes, probe: Probe) -> None:
    if len(spans(probe)) > len(LISTED):
        raise Wrong(f"{len(LISTED)} accounts were looked up {len(spans(probe))} times (timeline below). Once each is enough.",
                    probe.picture())
    if said := complaint(probe, len(LISTED), "look-ups"):
        raise Wrong(f"Answers and errors are right. {said}", probe.picture())
    healthy = _Empty(0.05)
    answers, errors = _two_dictionaries(call(outcomes, healthy.fetch, list(LISTED)), healthy)
    if errors or len(answers) != len(LISTED):
        raise Wrong(f"When nothing fails and every account holds 0: expected {len(LISTED)} answers and no errors, got "
                    f"{short(answers)} and {short(errors)}.")


# ── q3: predict a mixed program ──────────────────────────────────────────────────────────────

PROGRAM = """
async def ledger():
    time.sleep(1)
    time.sleep(2)

async def mail():
    await asyncio.sleep(4)

async def main():
    await asyncio.gather(ledger(), asyncio.to_thread(time.sleep, 6), mail())
"""
TOTAL = 9
SPEED = 20                                      # the check runs the program itself, this many times as fast
MISREADINGS = {
    13: "13 s is the sum of all waits. That would be so if nobody ran beside anybody. Which of the three hand the loop back "
        "while they wait?",
    6: "6 s is the longest wait. That would be so if all of them ran side by side. But ledger() never awaits: what can "
       "start while it holds the loop?",
    8: "8 s lets the two time.sleep overlap. They stand in one function, one below the other: the second begins when the "
       "first has ended.",
    7: "7 s lets the thread start at once. gather starts its coroutines in order, and asyncio.to_thread(...) is one of "
       "them: who holds the loop before its turn comes?",
    3: "3 s counts only what blocks. gather waits until the last one is done, and a thread or an await takes its time, too.",
    10: "10 s adds the thread and the await. Neither of them holds the loop: while one waits, so can the other.",
}


@lesson.exercise("q3", prompt="How many seconds does `await main()` take? Read the program, and don't run it.",
                 starter=f"{PROGRAM}\ntotal_seconds = ...\n", solution="""
total_seconds = 1 + 2 + max(6, 4)    # ledger() holds the loop for 3 s, then the thread and mail() wait side by side
""", hints=[
    "Draw it: a lane for ledger, one for the thread, one for mail. When does each bar begin?",
    "gather starts its coroutines in order, on one loop. The second starts when the first hands the loop back.",
    "ledger() never awaits, so nobody starts before 1 + 2 s are over. Then 6 s and 4 s pass side by side: total_seconds is "
    "the sum of the first and the max of the others.",
])
def q3(total_seconds):
    if isinstance(total_seconds, bool) or not isinstance(total_seconds, (int, float)):
        raise Wrong(f"total_seconds must be a number of seconds, got {short(total_seconds)}.")
    if abs(total_seconds - TOTAL) > 0.2:
        meant = next((why for value, why in MISREADINGS.items() if abs(total_seconds - value) <= 0.2), None)
        raise Wrong(meant or f"{total_seconds:g} s is not what it takes. Who holds the loop, and until when?")
    trace = run_program()
    return (f"ledger() holds the loop for 3 s, then the others wait side by side. Just now, {SPEED} times as fast, it took "
            f"{trace.wall():.2f} s; that is {trace.wall() * SPEED:.1f} s.")


def run_program() -> Trace:
    """What PROGRAM does, run for real and SPEED times as fast."""
    trace, loops_thread = Trace(), threading.get_ident()

    def sleep(seconds):
        lane = "ledger" if threading.get_ident() == loops_thread else "to_thread"
        with trace.span("tool", lane, detail={"label": f"{seconds} s / {SPEED}"}):
            time.sleep(seconds / SPEED)

    async def async_sleep(seconds):
        with trace.span("tool", "mail", detail={"label": f"{seconds} s / {SPEED}"}):
            await asyncio.sleep(seconds / SPEED)

    space = {"time": SimpleNamespace(sleep=sleep),
             "asyncio": SimpleNamespace(gather=asyncio.gather, to_thread=asyncio.to_thread, sleep=async_sleep)}
    exec(PROGRAM, space)
    call(space["main"])
    return trace


# ── questions ────────────────────────────────────────────────────────────────────────────────

lesson.ask("how many threads", "Three coroutines waited side by side for a second. On how many threads did they run?", [
    ("Three, one for each coroutine", False,
     "A coroutine has no thread of its own. It is a function that can be left at an await and gone on with later."),
    ("As many as the machine has cores", False,
     "The same happens on a machine with one core. Waiting needs no core at all."),
    ("One", True,
     "One thread runs one loop. It starts the first, which waits; starts the second, which waits; starts the third; and then "
     "goes on with whoever is ready. That is why a single time.sleep can hold up all of them."),
])
lesson.ask("what a timeout undoes", "A transfer runs on a thread, and your timeout fires. What about the money?", [
    ("It was not moved: the call was stopped", False,
     "Only your wait was stopped. No one can stop a thread; it goes on to the end, and so does the bank at the other end."),
    ("It was moved: a timeout changes nothing", False,
     "Perhaps. The thread may still be before the transfer, after it, or fail. A timeout says that you know nothing yet."),
    ("Nobody knows yet: ask the bank before you try again", True,
     "A timeout ends the wait and not the work. Trying again at once may move the money twice; lesson 08 comes back to it."),
])
