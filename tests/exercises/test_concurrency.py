"""How checks read concurrency: from spans that a probe recorded, so that the sentence says what really happened."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from patience import best_of

from workshop_utils.exercises.concurrency import (
    Probe, batch_delay, complaint, fates, idle_gaps, most_at_once, overlap, pulse, spans, started_after, waves,
)
from workshop_utils.trace import Trace

# Three at most; the first of each batch is slow. As (start, end) pairs: judged without a clock.
BATCHES = [(0.0, 0.4), (0.0, 0.1), (0.0, 0.1), (0.4, 0.8), (0.4, 0.5), (0.4, 0.5)]
SEMAPHORE = [(0.0, 0.4), (0.0, 0.1), (0.0, 0.1), (0.1, 0.2), (0.1, 0.5), (0.2, 0.3)]
SEQUENCE = [(0.0, 0.1), (0.1, 0.2), (0.2, 0.3)]
TOGETHER = [(0.0, 0.1), (0.0, 0.2), (0.0, 0.3), (0.0, 0.3)]


@pytest.mark.parametrize("pairs, most", [(BATCHES, 3), (SEMAPHORE, 3), (SEQUENCE, 1), (TOGETHER, 4), ([], 0)])
def test_most_at_once_counts_what_overlapped(pairs, most):
    assert most_at_once(pairs) == most


def test_a_gap_is_a_free_place_while_somebody_waits():
    gap, = idle_gaps(BATCHES, limit=3)
    assert (gap.start, gap.end, gap.running, gap.waiting) == (0.1, 0.4, 1, 3)
    assert idle_gaps(SEMAPHORE, limit=3) == []
    assert idle_gaps(TOGETHER, limit=4) == [], "at the end nobody waits"


def test_a_gap_says_how_many_ran_for_most_of_it():
    two_at_once = [(0.0, 0.3), (0.0, 0.1), (0.101, 0.3), (0.301, 0.5), (0.301, 0.5), (0.5, 0.6)]
    gap, = idle_gaps(two_at_once, limit=3)
    assert (gap.start, gap.end, gap.running, gap.waiting) == (0.0, 0.5, 2, 4)


def test_short_gaps_are_the_machines_and_not_the_learners():
    assert idle_gaps([(0.0, 0.1), (0.11, 0.2)], limit=1) == []
    assert len(idle_gaps([(0.0, 0.1), (0.11, 0.2)], limit=1, slack=0)) == 1


def test_waves_tell_one_after_the_other_from_batches_and_from_together():
    assert [[len(group) for group in waves(pairs)] for pairs in (SEQUENCE, BATCHES, SEMAPHORE, TOGETHER)] \
        == [[1, 1, 1], [3, 3], [6], [4]]
    assert batch_delay(BATCHES) == pytest.approx(0.3) and batch_delay(SEMAPHORE) is None and batch_delay(SEQUENCE) is None


def test_who_waited_for_whom():
    assert started_after(SEQUENCE) == {"1": None, "2": "1", "3": "2"}
    assert set(started_after(TOGETHER).values()) == {None}


def test_overlap_is_the_time_in_which_both_ran():
    one, two, three = spans([(0.0, 0.3), (0.2, 0.5), (0.5, 0.6)])
    assert overlap(one, two) == pytest.approx(0.1) and overlap(one, three) == 0


@pytest.mark.parametrize("pairs, limit, words", [
    (BATCHES, 3, "Three fetches ran at once as asked, but in batches: the second batch started 0.30 s after the first of "
                 "the first batch had ended (timeline below)."),
    (TOGETHER, 3, "Four fetches ran at once, and three were allowed"),
    (SEQUENCE, 3, "one after the other"),
    ([(0.0, 0.1), (0.0, 0.4), (0.3, 0.4), (0.3, 0.4)], 3, "From 0.00 to 0.30 s only 1 of the fetches ran, 3 were allowed"),
])
def test_a_complaint_says_what_happened(pairs, limit, words):
    assert words in complaint(pairs, limit, "fetches")


@pytest.mark.parametrize("pairs, limit", [(SEMAPHORE, 3), (TOGETHER, 4), (SEQUENCE, 1)])
def test_nothing_is_complained_of_where_every_place_was_used(pairs, limit):
    assert complaint(pairs, limit) == ""


# ── the probe, with real waits ───────────────────────────────────────────────────────────────


async def in_batches(fetch, items):
    for at in range(0, len(items), 2):
        await asyncio.gather(*(fetch(item) for item in items[at:at + 2]))


async def with_semaphore(fetch, items):
    places = asyncio.Semaphore(2)

    async def one(item):
        async with places:
            await fetch(item)
    await asyncio.gather(*map(one, items))


def test_a_probe_tells_batches_from_a_semaphore_by_what_ran():
    slow_first = {"a": 0.3, "c": 0.2}
    for function, said in ((in_batches, "Two fetches ran at once as asked, but in batches"), (with_semaphore, "")):
        for _ in range(5):                        # a crowded machine may delay a start
            probe = Probe(slow_first)
            asyncio.run(function(probe.fetch, list("abcd")))
            if complaint(probe, 2, "fetches").startswith(said) and bool(complaint(probe, 2)) == bool(said):
                break
        assert complaint(probe, 2, "fetches").startswith(said) and bool(complaint(probe, 2)) == bool(said), probe.picture().text


def test_the_fate_of_siblings_is_recorded():
    async def bare(fetch):
        tasks = [asyncio.create_task(fetch(item)) for item in "abc"]
        try:
            await asyncio.gather(*tasks)
        except ValueError:
            tasks[2].cancel()
            await asyncio.wait(tasks)

    probe = Probe({"a": 0.01, "b": 0.02, "c": 5}, failures={"b": ValueError("b is closed")})
    asyncio.run(bare(probe.fetch))
    assert fates(probe) == {"a": "finished", "b": "failed", "c": "cancelled"}


def test_blocking_calls_on_threads_are_spans_too():
    for seconds in (0.1, 1, 5):                   # three threads must have begun by then
        probe = Probe((seconds, 2 * seconds))
        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(probe.fetch_sync, "abc")) == [probe.answer(item) for item in "abc"]
        if most_at_once(probe) == 3:
            break
    assert most_at_once(probe) == 3 and "fetch" in probe.picture().text


def test_a_replaced_sleep_does_not_reach_the_probe(monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    probe = Probe(0.05)
    probe.fetch_sync("a")
    assert spans(probe)[0].seconds >= 0.05


def test_a_trace_is_read_by_kind_and_what_still_runs_reaches_to_the_last_known_moment():
    now = iter([0.0, 1.0, 2.0, 3.0, 4.0]).__next__
    trace = Trace(now)
    trace._open("tool", "slow")
    with trace.span("model", "chat"):
        pass
    trace.add("tool", "moment")
    assert [(span.name, span.fate) for span in spans(trace)] == [("slow", "running"), ("moment", "finished")]
    assert [span.name for span in spans(trace, "model")] == ["chat"]
    assert fates(trace)["slow"] == "running"


def test_the_pulse_stops_when_somebody_blocks():
    async def block(sleep):
        async with pulse() as beat:
            await asyncio.sleep(0.02)
            result = sleep(0.15)
            if result is not None:
                await result
        return beat.longest
    assert asyncio.run(block(time.sleep)) > 0.1
    assert best_of(lambda: asyncio.run(block(asyncio.sleep)), 0.1) < 0.1
