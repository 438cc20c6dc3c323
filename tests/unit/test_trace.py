"""Trace: what is recorded, on which clock, and what is computed from it."""

import threading

import pytest

from workshop_utils.trace import Event, Trace


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def trace_of(*events):
    trace = Trace()
    trace.events = [Event("tool", str(n), *span) for n, span in enumerate(events)]
    return trace


def test_a_span_has_a_start_and_an_end_on_the_traces_clock():
    clock = Clock()
    trace = Trace(clock)
    clock.now += 1
    with trace.span("tool", "f", detail={"a": 1}) as event:
        assert event.end is None and event.seconds == 0.0
        clock.now += 2
    assert (event.start, event.end, event.seconds, event.ok) == (1.0, 3.0, 2.0, True)


def test_a_moment_ends_when_it_starts():
    event = Trace(Clock()).add("user", "user", detail={"text": "Hi"})
    assert event.start == event.end == 0.0


def test_an_error_marks_the_event_and_goes_on():
    trace = Trace(Clock())
    with pytest.raises(KeyboardInterrupt):
        with trace.span("tool", "f"):
            raise KeyboardInterrupt("x" * 500)
    assert not trace.events[0].ok and trace.events[0].end == 0.0
    assert trace.events[0].detail["error"].startswith("KeyboardInterrupt: xxx") and len(trace.events[0].detail["error"]) == 200


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(ValueError, match="no kind 'tools'. Kinds: model, tool, task"):
        Trace().add("tools", "f")


@pytest.mark.parametrize("spans, most", [
    ([], 0), ([(0, 1)], 1), ([(0, 1), (1, 2)], 1), ([(0, 2), (1, 3), (1.5, 1.7)], 3), ([(0, None), (5, 6)], 2), ([(0, 0), (0, 0)], 0),
])
def test_overlap_is_counted_from_the_events(spans, most):
    assert trace_of(*spans).most_at_once("tool") == most


def test_wall_time_tokens_and_parts():
    trace = trace_of((1.0, 2.0), (1.5, 4.0))
    assert trace.wall() == 3.0 and Trace().wall() == 0.0
    trace.events.append(Event("model", "m", 4.0, 5.0, tokens=(10, 5), model="m"))
    trace.events.append(Event("model", "m", 5.0, 6.0, tokens=(1, 2), model="m"))
    assert trace.tokens() == (11, 7)
    part = trace.since(2)
    assert len(part) == 2 and part.of("tool") == [] and len(part.of("model")) == 2
    assert repr(part) == "<Trace: 2 events, 2.00 s>"


def test_a_part_runs_on_the_same_clock():
    clock = Clock()
    trace = Trace(clock)
    clock.now += 5
    part = trace.since(0)
    assert part.now() == trace.now() == 5.0


def test_events_from_many_threads_are_all_there():
    trace = Trace()

    def record():
        for _ in range(200):
            with trace.span("tool", "f"):
                pass
    threads = [threading.Thread(target=record) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(trace) == 1600 and all(event.end is not None for event in trace.events)
