"""Work in the background: where a request is placed, what is asked about it later, news of it, and polling only where it is wished for."""

import json

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Call, Conversation, Message, Output, ToolSpec


def tool(name, description, *required):
    return ToolSpec(name, description, {"type": "object", "properties": {k: {"type": "string"} for k in required}, "required": list(required)})


BAKE = tool("bake_cake", "Starts baking a cake in the background; returns a batch id at once.", "flavour")
STATE = tool("batch_state", "How far a batch is.", "batch_id")
STOP = tool("stop_batch", "Stops a batch.", "batch_id")
ALL = tool("batches", "All batches with their states.")
PRICE = tool("cake_price", "Price of a cake.", "flavour")
TOOLS = (BAKE, STATE, STOP, ALL, PRICE)


def go(*items, tools=TOOLS, **more):
    return think(Conversation(items=tuple(Message("user", i) if isinstance(i, str) else i for i in items), tools=tools, **more))


def made(number, name, arguments, value):
    return Call(f"c{number}", name, arguments), Output(f"c{number}", value if isinstance(value, str) else json.dumps(value))


def said(text):
    return Message("assistant", text)


def started(number, flavour):
    return (f"Bake a {flavour} cake", *made(number, "bake_cake", {"flavour": flavour}, {"batch_id": f"b{number}", "status": "working"}), said("Started."))


def told(number, **state):
    return made(90 + number, "batch_state", {"batch_id": f"b{number}"}, {"batch_id": f"b{number}", **state})


def test_work_is_named_by_what_it_was_started_with():
    lemon, plum = started(1, "lemon"), started(2, "plum")
    assert go(*lemon, *plum, "How is the lemon cake coming along?").calls == (("batch_state", {"batch_id": "b1"}),)
    assert go(*lemon, *plum, "Stop the plum one").calls == (("stop_batch", {"batch_id": "b2"}),)
    assert go(*lemon, *plum, "Which batches are there?").calls == (("batches", {}),)


def test_what_is_to_be_stopped_is_asked_for_where_it_is_not_said():
    both = (*started(1, "lemon"), *started(2, "plum"))
    answer = go(*both, "Stop it")
    assert not answer.calls and answer.text.endswith("?") and "lemon" in answer.text and "plum" in answer.text
    assert go(*both, "Stop it", said(answer.text), "the lemon one").calls == (("stop_batch", {"batch_id": "b1"}),)
    assert go(*both, "Stop it", said(answer.text), "What is the price of a plum cake?").calls == (("cake_price", {"flavour": "plum"}),)
    assert go(*both, "Thanks", *told(1, status="completed"), said("It is done."), "Stop it").calls == (("stop_batch", {"batch_id": "b2"}),)


def test_a_question_about_something_else_is_not_taken_for_one_about_the_work():
    assert go(*started(1, "lemon"), "What is the price of a lemon cake?").calls == (("cake_price", {"flavour": "lemon"}),)
    assert "rules are in order" in go(*started(1, "lemon"), "How are you?").text


def test_stopping_on_a_condition_waits_for_what_is_checked():
    ask = (*started(1, "lemon"), "Is it done? If not, stop it.")
    assert go(*ask).calls == (("batch_state", {"batch_id": "b1"}),)
    assert go(*ask, *told(1, status="working")).calls == (("stop_batch", {"batch_id": "b1"}),)
    assert not go(*ask, *told(1, status="completed")).calls


def test_work_that_nothing_is_known_of_is_looked_up_in_the_list():
    ask = "What became of the lemon batch, is it done?"
    listed = made(1, "batches", {}, [{"batch_id": "b1", "name": "lemon", "status": "working"}, {"batch_id": "b2", "name": "plum", "status": "completed"}])
    assert go("How is my cake doing?").calls == (("batches", {}),)
    assert go(ask, *listed).calls == (("batch_state", {"batch_id": "b1"}),)


def test_it_polls_where_it_is_told_to_and_nowhere_else():
    wish = "Bake a lemon cake and keep checking until it is done."
    assert go(wish).calls == (("bake_cake", {"flavour": "lemon"}),)
    begun = made(1, "bake_cake", {"flavour": "lemon"}, {"batch_id": "b1", "status": "working"})
    assert go(wish, *begun).calls == go(wish, *begun, *told(1, status="working")).calls == (("batch_state", {"batch_id": "b1"}),)
    assert go(wish, *begun, *told(1, status="working"), *told(1, status="completed", result="on the shelf")).text == "Bake cake (lemon), batch b1, is done: on the shelf."
    for plain in ("Bake a lemon cake.", "Bake a lemon cake and tell me when it is done.", "Bake a lemon cake. Don't wait for it."):
        assert not go(plain, *begun).calls, plain
    assert not go(*started(1, "lemon"), "How is it going?", *told(1, status="working")).calls


def test_news_is_told_beside_what_was_asked_and_once():
    news = told(1, status="completed", result="on the shelf")
    ask = (*started(1, "lemon"), "What is the price of a plum cake?", *news)
    assert go(*ask).calls == (("cake_price", {"flavour": "plum"}),)
    answer = go(*ask, *made(5, "cake_price", {"flavour": "plum"}, '{"price": 9}')).text
    assert "9" in answer and answer.endswith("Meanwhile bake cake (lemon), batch b1, is done: on the shelf.")
    assert go(*started(1, "lemon"), "Thanks!", *told(1, status="failed", error="OvenError: the oven is cold")).text == "You are welcome. Meanwhile bake cake (lemon), batch b1, failed: the oven is cold."
    assert go(*started(1, "lemon"), "Any news?", *news).text == "Bake cake (lemon), batch b1, is done: on the shelf."
    assert "shelf" not in go(*started(1, "lemon"), "Thanks!", *news, said("It is on the shelf."), "Thanks!").text


def test_a_required_call_is_still_made_beside_news():
    answer = go(*started(1, "lemon"), "The price of a plum cake", *told(1, status="completed", result="x"), tool_choice="cake_price")
    assert answer.calls == (("cake_price", {"flavour": "plum"}),)


def test_states_are_told_in_words():
    def state(**row):
        return go(*started(1, "lemon"), "How is it going?", *told(1, **row)).text
    assert state(status="working", progress={"fraction": 0.4, "note": "in the oven"}) == "Bake cake (lemon), batch b1, is still running: 40 %, in the oven."
    assert state(status="queued", progress=None) == "Bake cake (lemon), batch b1, is waiting for its turn."
    assert state(status="cancelled") == "Bake cake (lemon), batch b1, was cancelled."
    assert go("Bake a lemon cake", *made(1, "bake_cake", {"flavour": "lemon"}, {"batch_id": "b1", "status": "working"})).text == "I have started batch b1: bake cake (lemon)."


def test_a_state_with_more_to_tell_is_told_whole():
    order = tool("order_status", "Status of an order.", "order_id")
    answer = go("Where is order A-7?", *made(1, "order_status", {"order_id": "A-7"}, {"order_id": "A-7", "status": "completed", "total": 12}), tools=(order,))
    assert "12" in answer.text


def test_a_description_that_speaks_of_the_background_is_not_for_keeping_silent():
    assert all(name != "bake_cake" or arguments for name, arguments in go("Mom, can you hear me?").calls)
