"""Every reply and every event is valid by the SDK's own models, strictly: nothing missing, nothing unknown."""

import json

import pytest
from openai.types import Completion, CreateEmbeddingResponse, Model
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.responses import Response
from openai.types.responses.input_token_count_response import InputTokenCountResponse
from wire import EVENTS, ask, ask_json, events, read, read_event, read_item

QUESTION = "What is the weather in Oslo?"
SENT_EVENTS = {
    "response.created", "response.queued", "response.in_progress", "response.output_item.added",
    "response.content_part.added", "response.output_text.delta", "response.output_text.done",
    "response.content_part.done", "response.output_item.done", "response.function_call_arguments.delta",
    "response.function_call_arguments.done", "response.completed", "response.incomplete", "response.failed"}
REQUIRED_OF_RESPONSE = {
    "id", "object", "created_at", "error", "incomplete_details", "instructions", "metadata", "model", "output",
    "parallel_tool_calls", "temperature", "tool_choice", "tools", "top_p"}


def chat(**more):
    return {"model": "practice", "messages": [{"role": "user", "content": QUESTION}]} | more


def respond(**more):
    return {"model": "practice", "input": QUESTION} | more


def broken(conversation):
    raise RuntimeError("a bug of the mind")


# ── models, embeddings, completions ──────────────────────────────────────────────────────────


def test_models_are_listed_and_found_by_name_and_alias(server):
    listing = ask_json(server, "/v1/models")
    assert listing["object"] == "list"
    ids = [read(Model, model).id for model in listing["data"]]
    assert ids[:5] == ["practice", "practice-base", "practice-embedding", "practice-realtime", "practice-base-static"]
    for name in ["practice", "gpt-5-mini", "o4-mini", "text-embedding-3-small", "gpt-realtime"]:
        assert read(Model, ask_json(server, f"/v1/models/{name}")).id == name


def test_embeddings_are_valid_as_floats(server):
    body = {"model": "practice-embedding", "input": ["a", "b"], "encoding_format": "float"}
    reply = read(CreateEmbeddingResponse, ask_json(server, "/v1/embeddings", body))
    assert [len(item.embedding) for item in reply.data] == [256, 256]


def test_completions_are_valid(server):
    body = {"model": "practice-base", "prompt": "The capital of", "n": 2, "logprobs": 3, "seed": 1, "user": "ana"}
    reply = read(Completion, ask_json(server, "/v1/completions", body))
    assert len(reply.choices) == 2
    assert {"text", "index", "logprobs", "finish_reason"} == set(ask_json(
        server, "/v1/completions", {"model": "practice-base", "prompt": "x"})["choices"][0])


def test_completion_chunks_are_valid_but_for_the_null_of_an_open_finish_reason(server):
    body = {"model": "practice-base", "prompt": "The", "stream": True, "stream_options": {"include_usage": True}}
    status, headers, text = ask(server, "/v1/completions", body)
    assert status == 200 and headers["content-type"].startswith("text/event-stream")
    assert text.endswith("data: [DONE]\n\n")
    chunks = events(text)
    for chunk in chunks:
        for choice in chunk["choices"]:
            choice["finish_reason"] = choice["finish_reason"] or "stop"  # the API sends null, the SDK's model forbids it
        read(Completion, chunk)
    written = sum(1 for chunk in chunks for choice in chunk["choices"] if choice["text"])
    assert chunks[-1]["choices"] == [] and chunks[-1]["usage"]["completion_tokens"] == written > 0


# ── chat completions ─────────────────────────────────────────────────────────────────────────


def chat_cases(chat_tool):
    function = chat_tool["function"] | {}
    function.pop("strict")
    return {
        "stop": chat(store=True, metadata={"lesson": "4"}),
        "tool_calls": chat(tools=[chat_tool]),
        "function_call": chat(functions=[function], function_call={"name": "get_weather"}),
        "length": chat(tools=[chat_tool], max_completion_tokens=8),
    }


@pytest.mark.parametrize("reason", ["stop", "tool_calls", "function_call", "length"])
def test_chat_completions_are_valid(server, chat_tool, reason):
    data = ask_json(server, "/v1/chat/completions", chat_cases(chat_tool)[reason])
    reply = read(ChatCompletion, data)
    assert reply.choices[0].finish_reason == reason
    assert {"role", "content", "refusal"} <= set(data["choices"][0]["message"])
    assert {"index", "message", "logprobs", "finish_reason"} == set(data["choices"][0])
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


@pytest.mark.parametrize("reason", ["stop", "tool_calls", "function_call", "length"])
def test_chat_chunks_are_valid(server, chat_tool, reason):
    body = chat_cases(chat_tool)[reason] | {"stream": True, "stream_options": {"include_usage": True}}
    _, _, text = ask(server, "/v1/chat/completions", body)
    assert text.endswith("data: [DONE]\n\n")
    chunks = [read(ChatCompletionChunk, chunk) for chunk in events(text)]
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-2].choices[0].finish_reason == reason
    assert chunks[-1].usage.total_tokens > 0 and not chunks[-1].choices
    assert all(chunk["usage"] is None for chunk in events(text)[:-1])


def test_id_name_and_type_of_a_call_come_in_its_first_chunk_only(server, chat_tool):
    body = chat(tools=[chat_tool], stream=True)
    _, _, text = ask(server, "/v1/chat/completions", body)
    pieces = [call for chunk in events(text) for call in chunk["choices"][0]["delta"].get("tool_calls", [])]
    assert pieces[0]["id"] and pieces[0]["function"] == {"name": "get_weather", "arguments": ""}
    assert all(set(piece) == {"index", "function"} and set(piece["function"]) == {"arguments"} for piece in pieces[1:])
    assert json.loads("".join(piece["function"]["arguments"] for piece in pieces)) == {"city": "Oslo"}


# ── responses ────────────────────────────────────────────────────────────────────────────────


def response_cases(tool):
    choice = {"type": "allowed_tools", "mode": "required", "tools": [{"type": "function", "name": "get_weather"}]}
    return [
        respond(),
        respond(tools=[tool]),
        respond(tools=[tool | {"async": True, "strict": None}], tool_choice=choice, parallel_tool_calls=False),
        respond(tools=[tool], tool_choice={"type": "function", "name": "get_weather"}, max_output_tokens=16,
                instructions="Be brief.", temperature=0, top_p=1, truncation="auto", user="ana", store=False,
                metadata={"a": "b"}, reasoning={"effort": "low"}, service_tier="auto", max_tool_calls=3,
                prompt_cache_key="k", safety_identifier="s"),
        respond(text={"format": {"type": "json_schema", "name": "city", "strict": True,
                                 "schema": tool["parameters"]}, "verbosity": "low"}),
        respond(input="Answer in json.", text={"format": {"type": "json_object"}}),
        respond(input="word " * 30, max_output_tokens=16),
    ]


def test_responses_are_valid(server, tool):
    for body in response_cases(tool):
        data = ask_json(server, "/v1/responses", body)
        reply = read(Response, data)
        assert REQUIRED_OF_RESPONSE <= set(data)
        assert reply.status in ("completed", "incomplete") and reply.output
        for item in data["output"]:
            read_item(item)
        for echo in data["tools"]:
            assert {"type", "name", "description", "parameters", "strict"} <= set(echo)


def test_every_event_type_that_is_sent_is_valid(server, tool, think):
    texts = [ask(server, "/v1/responses", body | {"stream": True})[2] for body in response_cases(tool)]
    texts.append(ask(server, "/v1/responses", respond(stream=True, background=True))[2])
    long = respond(stream=True, tools=[tool], max_output_tokens=16, tool_choice="required",
                   input="What is the weather in Llanfairpwllgwyngyll, the town in Wales with the long name?")
    texts.append(ask(server, "/v1/responses", long)[2])
    think(broken)
    texts.append(ask(server, "/v1/responses", respond(stream=True, background=True))[2])
    seen = [read_event(event) for text in texts for event in events(text)]
    assert {event.type for event in seen} >= SENT_EVENTS - {"response.incomplete"}
    assert {event.type for event in seen} <= SENT_EVENTS <= set(EVENTS)


def test_a_stream_cut_by_the_token_limit_ends_in_incomplete(server, think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer("one two three " * 20))
    stream = events(ask(server, "/v1/responses", respond(stream=True, max_output_tokens=16))[2])
    last = read_event(stream[-1])
    assert last.type == "response.incomplete"
    assert last.response.incomplete_details.reason == "max_output_tokens"
    assert last.response.usage.output_tokens == 16


def test_sequence_numbers_count_from_zero(server, tool):
    stream = events(ask(server, "/v1/responses", respond(stream=True, tools=[tool]))[2])
    assert [event["sequence_number"] for event in stream] == list(range(len(stream)))


def test_the_deltas_of_a_stream_are_its_text_and_its_arguments(server, tool):
    for body in response_cases(tool):
        stream = events(ask(server, "/v1/responses", body | {"stream": True})[2])
        for item in stream[-1]["response"]["output"]:
            deltas = "".join(e["delta"] for e in stream if e.get("item_id") == item["id"] and "delta" in e)
            assert deltas == (item["arguments"] if item["type"] == "function_call" else item["content"][0]["text"])


def test_every_status_of_a_response_is_valid(server, client, think):
    from workshop_utils import practice
    with practice.start(first_token_s=0.3) as slow:
        queued = ask_json(slow, "/v1/responses", respond(background=True))
        running = ask_json(slow, f"/v1/responses/{queued['id']}")
        cancelled = ask_json(slow, f"/v1/responses/{queued['id']}/cancel", {})
    think(broken)
    failing = ask_json(server, "/v1/responses", respond(background=True))
    ask(server, f"/v1/responses/{failing['id']}?stream=true")  # returns when it has ended
    failed = ask_json(server, f"/v1/responses/{failing['id']}")
    statuses = [read(Response, data).status for data in (queued, running, cancelled, failed)]
    assert statuses == ["queued", "in_progress", "cancelled", "failed"]
    assert failed["error"]["code"] == "server_error"


def test_input_items_of_every_kind_are_valid(server):
    call = {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"}
    given = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"},
             {"role": "system", "content": [{"type": "input_text", "text": "Be kind."}]},
             {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "hm"}]},
             call, {"type": "function_call_output", "call_id": "call_1", "output": "3"},
             {"role": "assistant", "content": [{"type": "refusal", "refusal": "no"}]}]
    reply = ask_json(server, "/v1/responses", respond(input=given))
    page = ask_json(server, f"/v1/responses/{reply['id']}/input_items?order=asc")
    assert [item["type"] for item in page["data"]] == [item.get("type", "message") for item in given]
    for item in page["data"]:
        read_item(item)
    assert page["first_id"] == page["data"][0]["id"] and page["has_more"] is False


def test_input_tokens_are_counted_like_usage(server, tool):
    reply = ask_json(server, "/v1/responses", respond(tools=[tool]))
    count = read(InputTokenCountResponse, ask_json(server, "/v1/responses/input_tokens", respond(tools=[tool])))
    assert count.input_tokens == reply["usage"]["input_tokens"]


def test_every_reply_has_a_request_id(server):
    ids = {ask(server, path)[1]["x-request-id"] for path in ("/v1/models", "/v1/models/nope", "/nowhere")}
    assert len(ids) == 3 and all(request_id.startswith("req_") for request_id in ids)
