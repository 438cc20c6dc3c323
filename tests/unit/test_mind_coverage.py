"""Every clause of a request is accounted for: called, a value of a call, or said to be undone."""

import json
from datetime import date

import pytest

from workshop_utils.practice.mind import clauses, think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec

TODAY = date(2026, 5, 11)


def tool(name, description, required=(), /, **properties):
    return ToolSpec(name, description, {"type": "object", "properties": {k: {"type": "string", "description": v} for k, v in properties.items()}, "required": list(required)})


FEED = tool("feed_horse", "Feed a horse.", ["horse"], horse="name of the horse")
STABLE = tool("sweep_stable", "Sweep a stable.", ["stable"], stable="letter of the stable, A to F")


def go(text, *items, tools=(FEED, STABLE)):
    return think(Conversation(items=(Message("user", text), *items), tools=tuple(tools), today=TODAY))


def fed(name="Bella"):
    return Call("1", "feed_horse", {"horse": name}), Output("1", '{"status": "fed"}')


@pytest.mark.parametrize("text, count", [
    ("Feed Bella and sweep stable C.", 2), ("Feed Bella. Then sweep stable C; what is for dinner?", 3), ("Could you feed Bella, and I also need stable C swept?", 2),
    ("Feed black and white horses.", 0), ("Feed Simon and Garfunkel", 0), ("Feed the horses that are between 3 and 5 years old", 0),
    ("If it rains, feed Bella.", 0), ("Bella is hungry. Feed her.", 0), ('Write "feed Bella and sweep stable C" on the board', 0), ("Feed Bella, who is old, and Storm, which is young", 0)])
def test_a_request_is_cut_where_an_order_or_question_of_its_own_begins(text, count):
    assert len(clauses.requests(text, TODAY, frozenset({"feed", "sweep"}))) == count


def test_what_only_tells_something_stays_with_the_order_that_it_belongs_to():
    rows = clauses.requests("Feed Bella. She is very hungry. My stable is dirty. Sweep the stable.", TODAY, frozenset({"sweep"}))
    assert [row.text for row in rows] == ["Feed Bella. She is very hungry.", "My stable is dirty. Sweep the stable."]


def test_what_no_function_fits_is_said_in_the_answer():
    answer = go("Feed Bella and repaint the fence.", *fed())
    assert not answer.calls and "could not do this part" in answer.text and "repaint the fence" in answer.text


@pytest.mark.parametrize("rest", ["and tell me when it is done", "and tell me the status", "and explain the result briefly", "please"])
def test_what_asks_for_the_answer_only_is_not_called_undone(rest):
    assert "could not" not in go(f"Feed Bella {rest}.", *fed()).text


def test_a_sum_beside_a_call_is_answered_and_not_called_undone():
    assert "4" in go("Feed Bella. What is 2 plus 2?", *fed()).text


def test_an_order_that_adds_to_another_one_is_no_call_of_its_own():
    ticket = tool("open_ticket", "Open a ticket.", ["summary"], summary="what is wrong", assignee="who the ticket is assigned to")
    answer = go('Open a ticket "printer on fire". Assign it to Priya.', tools=(ticket, FEED))
    assert answer.calls == (("open_ticket", {"summary": "printer on fire", "assignee": "Priya"}),)


HORSES = tool("list_horses", "List the horses with their owners and prices.")


@pytest.mark.parametrize("count, says", [(2, "Ana and Jo"), (12, "12 in all")])
def test_a_list_of_objects_is_told_as_a_list_and_never_as_broken_json(count, says):
    rows = [{"horse": "Bella", "owners": ["Ana", "Jo"], "price": 4100.5, "currency": "EUR"} for _ in range(count)]
    answer = go("Which horses are there?", Call("1", "list_horses", {}), Output("1", json.dumps(rows, separators=(",", ":"))), tools=(HORSES,)).text
    assert says in answer and "4100.5 EUR" in answer and '"' not in answer and "{" not in answer and answer.startswith("Horses:")


@pytest.mark.parametrize("text, title", [("Play Black and White.", "Black and White"), ("Play The Owl and the Moon.", "The Owl and the Moon"), ("Play Pride and Prejudice", "Pride and Prejudice")])
def test_a_name_with_an_and_inside_is_one_thing(text, title):
    assert go(text, tools=(tool("play_song", "Play a song.", ["title"], title="title of the song"),)).calls == (("play_song", {"title": title}),)


def test_a_noun_in_a_row_that_another_function_is_for_is_called_too():
    assert {name for name, _ in go("Give me the price of stable C and my horses.", tools=(tool("stable_price", "What a stable costs.", ["stable"], stable="letter of the stable, A to F"), HORSES)).calls} == {"stable_price", "list_horses"}


def test_one_object_is_not_handed_to_two_functions():
    tools = (tool("cancel_lesson", "Cancel a riding lesson.", ["lesson_id"], lesson_id="id such as L-7"), tool("cancel_hay_order", "Cancel an order of hay.", ["order_id"], order_id="id such as H-7"))
    assert go("Cancel lesson L-9, please.", tools=tools).calls == (("cancel_lesson", {"lesson_id": "L-9"}),)
