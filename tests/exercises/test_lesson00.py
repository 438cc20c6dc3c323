"""Lesson 00: a city in a reply that was not edited, and seconds that were waited and not added up."""

from types import SimpleNamespace

import pytest

from workshop_utils import Trace, connect, models
from workshop_utils.exercises import lesson00 as ex
from workshop_utils.trace import Event


@pytest.fixture(scope="module")
def space():
    return {"client": connect(), "models": models}


def _trace_of_two_overlapping_tools() -> SimpleNamespace:
    trace = Trace()
    trace.events = [Event("model", "practice", 0.0, 0.1), Event("tool", "weather", 0.1, 0.4),
                    Event("tool", "local_time", 0.1, 0.7), Event("model", "practice", 0.7, 0.75)]
    return SimpleNamespace(trace=trace)


def test_the_solution_gets_the_city_into_the_reply(space):
    assert ex.q1.check_source(ex.q1.source, space).kind == "right"


def test_a_reply_without_the_city_is_wrong(space):
    found = ex.q1.check(space["client"].responses.create(model=models.chat, input="Where do I live?"))
    assert found.kind == "wrong" and "Change the input" in found.text


def test_a_reply_whose_text_was_edited_is_found_out(space):
    reply = space["client"].responses.create(model=models.chat, input="Where do I live?")
    reply.output[0].content[0].text = "You live in Lisbon."
    found = ex.q1.check(reply)
    assert found.kind == "wrong" and "edited after it came" in found.text


def test_a_text_in_place_of_a_reply_is_wrong():
    found = ex.q1.check("Lisbon")
    assert found.kind == "wrong" and "without .output_text" in found.text


@pytest.mark.parametrize("name", ["q0", "q1"])
def test_untouched_is_not_attempted(name):
    assert getattr(ex, name).check(...).kind == "not attempted"
    assert ex.q2.check(..., None).kind == "not attempted"


def test_a_greeting_without_the_bank_is_wrong_and_with_it_right():
    assert "Harbor Bank" in ex.q0.check("Good morning").text
    assert ex.q0.check("Hello Harbor Bank").kind == "right"


def test_the_wait_is_from_the_first_bar_to_the_last():
    reply = _trace_of_two_overlapping_tools()
    found = ex.q2.check(reply.trace.wall(), reply)
    assert found.kind == "right"


def test_added_bars_are_told_apart_from_the_wait():
    reply = _trace_of_two_overlapping_tools()
    found = ex.q2.check(sum(event.seconds for event in reply.trace.events), reply)
    assert found.kind == "wrong" and "the sum of the bars" in found.text


def test_another_number_is_sent_back_to_the_picture():
    found = ex.q2.check(5, _trace_of_two_overlapping_tools())
    assert found.kind == "wrong" and "first bar" in found.text
