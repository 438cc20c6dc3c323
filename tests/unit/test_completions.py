"""Chat completions for servers that speak nothing else, and fine-tuning files: the items stay Responses items."""

import asyncio
import json

import openai
import pytest
from scripted import Scripted

from workshop_utils import Chat, Tool, connection
from workshop_utils.completions import Gathered, messages_of, response_of
from workshop_utils.model import ChatProblem
from workshop_utils.settings import Settings

USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}


def completion(content=None, calls=(), finish="stop", **message):
    made = [{"id": f"c{n}", "type": "function", "function": {"name": name, "arguments": arguments}}
            for n, (name, arguments) in enumerate(calls)]
    return {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "usage": USAGE, "choices": [{
        "index": 0, "finish_reason": finish,
        "message": {"role": "assistant", "content": content, **({"tool_calls": made} if made else {}), **message}}]}


def chunk(finish=None, usage=None, **delta):
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}] if usage is None else []
    return json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": choices, "usage": usage})


def part(index, call_id=None, name=None, arguments=""):
    return {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


@pytest.fixture
def speak(monkeypatch):
    """speak(script, streaming): the chat after "Go." to a server that knows chat completions only, and its pieces."""
    monkeypatch.setattr(connection, "current", lambda: Settings(provider="practice", api="chat"))

    def run(*script, streaming=False):
        async def go():
            with Scripted(*script) as server:
                http = openai.DefaultAsyncHttpxClient(verify=False)
                client = openai.AsyncOpenAI(base_url=server.base_url, api_key="k", max_retries=0, http_client=http)
                chat = Chat("Be brief.", tools=[Tool(lambda x: x, name="echo", description="Echo.")], client=client, model="m")
                pieces = [piece async for piece in (chat.stream("Go.") if streaming else chat._turn("Go.", False))]
                return chat, pieces, server
        return asyncio.run(go())
    return run


def test_a_turn_with_calls(speak):
    chat, pieces, server = speak(completion("Let me see.", [("echo", '{"x": 1}'), ("echo", '{"x": "two"}')], "tool_calls"), completion("Done."))
    assert pieces[-1].reply.text == "Done."
    assert [i.get("type") for i in chat.items] == [None, "message", "function_call", "function_call",
                                                   "function_call_output", "function_call_output", "message"]
    assert [path for path, _, _ in server.requests] == ["/v1/chat/completions"] * 2
    sent = server.bodies[1]
    assert "input" not in sent and "store" not in sent and "include" not in sent
    assert sent["messages"] == [
        {"role": "system", "content": "Be brief."}, {"role": "user", "content": "Go."},
        {"role": "assistant", "content": "Let me see.", "tool_calls": [
            {"id": "c0", "type": "function", "function": {"name": "echo", "arguments": '{"x": 1}'}},
            {"id": "c1", "type": "function", "function": {"name": "echo", "arguments": '{"x": "two"}'}}]},
        {"role": "tool", "tool_call_id": "c0", "content": "1"}, {"role": "tool", "tool_call_id": "c1", "content": "two"}]
    assert sent["tools"][0]["function"]["name"] == "echo" and sent["tools"][0]["type"] == "function"
    assert chat.trace.tokens() == (14, 6)


def test_a_stream_is_put_together_from_its_chunks(speak):
    first = [chunk(role="assistant", content="Let "), chunk(content="me see."), chunk(tool_calls=[part(0, "a", "echo", '{"x"')]),
             chunk(tool_calls=[part(0, arguments=": 1}"), part(1, "b", "echo", '{"x": 2}')]), chunk("tool_calls"), chunk(usage=USAGE), "[DONE]"]
    chat, pieces, server = speak(first, [chunk(content="Done."), chunk("stop"), chunk(usage=USAGE), "[DONE]"], streaming=True)
    assert [p.kind for p in pieces] == ["text", "text", "arguments", "arguments", "arguments", "call", "call", "result", "result", "text", "reply"]
    assert [i["output"] for i in chat.items if i.get("type") == "function_call_output"] == ["1", "2"]
    assert server.bodies[0]["stream_options"] == {"include_usage": True} and chat.trace.tokens() == (14, 6)


def test_a_stream_that_ends_early_leaves_nothing_behind(speak):
    with pytest.raises(ChatProblem, match="ended before the answer was complete"):
        speak([chunk(content="Let "), "[DONE]"], streaming=True)


def test_whole_calls_without_an_index_are_told_apart_by_their_ids():
    gathered = Gathered()
    for call_id in ("a", "b"):
        piece = part(0, call_id, "echo", "{}")
        del piece["index"]
        gathered.add({"choices": [{"delta": {"tool_calls": [piece]}}]})
    gathered.add({"choices": [{"delta": {}, "finish_reason": "tool_calls"}]})
    assert [item["call_id"] for item in gathered.response()["output"]] == ["a", "b"]


def test_a_cut_call_is_incomplete_and_a_refusal_a_refusal():
    cut = response_of(completion("Hm.", [("echo", "{}"), ("echo", '{"x"')], "length"))
    assert [item["status"] for item in cut["output"]] == ["incomplete", "completed", "incomplete"]
    assert (cut["status"], cut["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})
    refused = response_of(completion(None, refusal="No."))
    assert refused["output"][0]["content"] == [{"type": "refusal", "refusal": "No."}]


def test_reasoning_has_no_place_in_messages():
    items = [{"role": "user", "content": "Go."}, {"type": "reasoning", "id": "r", "summary": []},
             {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Done."}]}]
    assert messages_of(items) == [{"role": "user", "content": "Go."}, {"role": "assistant", "content": "Done."}]


def test_a_chat_becomes_a_fine_tuning_file_with_one_line_for_each_answered_turn(speak):
    chat, _, _ = speak(completion(None, [("echo", '{"x": 1}')], "tool_calls"), completion("Done."))
    chat.items += [{"role": "user", "content": "And?"}, {"type": "message", "role": "assistant", "content": "No more."},
                   {"role": "user", "content": "Not answered."}]
    first, second = map(json.loads, chat.to_jsonl().splitlines())
    assert [m["role"] for m in first["messages"]] == ["system", "user", "assistant", "tool", "assistant"]
    assert first["tools"] == second["tools"] and first["tools"][0]["function"]["name"] == "echo"
    assert [m.get("weight") for m in second["messages"]] == [None, None, 0, None, 0, None, None]
    assert Chat(client=object(), model="m").to_jsonl() == ""
