"""The transcript: calls beside their outputs, nothing of what a model wrote is taken for HTML."""

from html.parser import HTMLParser

import pytest

from workshop_utils.show import transcript
from workshop_utils.trace import Event, Trace


def call(call_id, name="get_balance", arguments='{"account": "checking"}'):
    return {"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments}


def output(call_id, text):
    return {"type": "function_call_output", "call_id": call_id, "output": text}


class Cells(HTMLParser):
    """Collects the tags and the text of a table."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scopes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.scopes += [value for name, value in attributes if name == "scope"]


def test_outputs_stand_beside_their_calls_in_whatever_order_they_came():
    items = [call("a", arguments='{"account": "checking"}'), call("b", arguments='{"account": "savings"}'),
             output("b", "2"), output("a", "1")]
    lines = transcript(items).text.splitlines()
    assert "checking" in lines[0] and lines[1].endswith("-> 1")
    assert "savings" in lines[2] and lines[3].endswith("-> 2")


def test_a_dangling_call_has_no_output_yet():
    table = transcript([call("a")])
    assert "-> no output yet" in table.text and "<em>no output yet</em>" in table.html


def test_an_output_without_its_call_is_shown():
    assert "of call_9, a call that is not in this list" in transcript([output("call_9", "12")]).text


def test_a_second_output_for_one_call_is_shown():
    text = transcript([call("a"), output("a", "first"), output("a", "again")]).text
    assert "-> first" in text and "a second one of a" in text and "-> again" in text


def test_messages_as_strings_and_as_parts():
    items = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
             {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hello"}]},
             {"role": "assistant", "content": [{"type": "refusal", "refusal": "I won't."}]},
             {"role": "user", "content": [{"type": "input_image", "image_url": "x"}]}]
    text = transcript(items).text
    for part in ("developer  Be brief.", "user       Hi", "model      Hello", "I won't.", "[input_image]"):
        assert part in text


def test_reasoning_is_shown_by_its_summary_or_said_to_be_hidden():
    shown = [{"type": "reasoning", "summary": [{"type": "summary_text", "text": "Two cities."}]}, {"type": "reasoning", "summary": []}]
    text = transcript(shown).text
    assert "Two cities." in text and "not shown by the provider" in text


def test_broken_arguments_are_shown_as_the_model_wrote_them():
    assert 'get_balance({"account":)' in transcript([call("a", arguments='{"account":')]).text


def test_what_a_model_wrote_is_never_html():
    nasty = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    items = [{"role": "user", "content": nasty}, call("a", name=nasty, arguments=nasty), output("a", nasty * 20),
             {"role": nasty, "content": nasty}, {"type": nasty, "x": nasty}, output(nasty, nasty)]
    tags = Cells(transcript(items).html).tags
    assert "script" not in tags and "img" not in tags


def test_a_long_text_is_folded_and_kept_whole():
    table = transcript([{"role": "user", "content": "word " * 200}])
    assert "<details><summary>" in table.html and ("word " * 200).strip() in table.html
    assert len(table.text) < 250 and table.text.endswith("…")


def test_the_table_has_headers_with_scope():
    scopes = Cells(transcript([call("a"), output("a", "1")]).html).scopes
    assert scopes == ["col"] * 4 + ["row"]


def test_things_with_items_or_output_and_sdk_objects_are_accepted():
    class Item:
        def model_dump(self):
            return {"role": "user", "content": "Hi"}

    class Chat:
        items = [{"role": "user", "content": "Hi"}]

    class Response:
        output = [Item()]

    assert transcript(Chat()).text == transcript(Response()).text == transcript({"role": "user", "content": "Hi"}).text


def test_an_empty_list_says_so():
    assert transcript([]).text == "(nothing was said yet)"


def test_anything_else_is_refused_with_what_is_wanted():
    with pytest.raises(TypeError, match="transcript needs a list of items.*got int"):
        transcript(3)


def test_a_trace_is_told_event_by_event():
    trace = Trace()
    trace.events = [Event("user", "user", 0, 0, {"text": "Hi"}), Event("model", "practice", 0, 1, {"calls": ["f"]}),
                    Event("tool", "f", 1, 2, {"arguments": '{"x": 1}', "output": "2"}), Event("tool", "f", 2, None)]
    text = transcript(trace).text
    for part in ("Hi", "calls f", "f(x=1)", "-> 2", "-> no output yet"):
        assert part in text


def test_the_table_is_its_own_text_form():
    table = transcript([{"role": "user", "content": "Hi"}])
    assert repr(table) == str(table) == table._repr_mimebundle_()["text/plain"]


def test_news_that_no_model_asked_for_is_told_apart_from_its_calls():
    items = [{"type": "function_call", "name": "check_task", "call_id": "news_task-1", "arguments": '{"task_id": "task-1"}'},
             {"type": "function_call_output", "call_id": "news_task-1", "output": "done"}]
    assert str(transcript(items)).splitlines()[0].split() == ["1", "news", 'check_task(task_id="task-1")']
