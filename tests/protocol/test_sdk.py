"""The official client, sync and async, works here as it does there: tool loops, tool choice, parse, streams."""

import asyncio
import json

import openai
import pytest
from pydantic import BaseModel

QUESTION = "What is the weather in Oslo?"
MESSAGES = [{"role": "user", "content": QUESTION}]


class Person(BaseModel):
    name: str
    age: int


SENTENCE = "Anna is 34 years old."


def use_async(server, work):
    async def run():
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
            return await work(client)
    return asyncio.run(run())


# ── tool loops ───────────────────────────────────────────────────────────────────────────────


def test_a_tool_loop_over_responses(client, tool):
    first = client.responses.create(model="practice", input=QUESTION, tools=[tool])
    call = first.output[0]
    assert (call.type, call.name, json.loads(call.arguments)) == ("function_call", "get_weather", {"city": "Oslo"})
    output = {"type": "function_call_output", "call_id": call.call_id, "output": '{"celsius": -7}'}
    second = client.responses.create(model="practice", previous_response_id=first.id, input=[output], tools=[tool])
    assert "-7" in second.output_text


def test_a_tool_loop_with_the_history_sent_by_the_client(client, tool):
    items = [{"role": "user", "content": QUESTION}]
    first = client.responses.create(model="practice", input=items, tools=[tool], store=False)
    items += [item.model_dump(exclude_none=True) for item in first.output]
    items.append({"type": "function_call_output", "call_id": first.output[0].call_id, "output": '{"celsius": -7}'})
    second = client.responses.create(model="practice", input=items, tools=[tool], store=False)
    assert "-7" in second.output_text
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(first.id)


def test_output_items_go_back_in_as_they_came(client, tool):
    first = client.responses.create(model="practice", input=QUESTION, tools=[tool])
    items = [{"role": "user", "content": QUESTION}, *first.output,
             {"type": "function_call_output", "call_id": first.output[0].call_id, "output": "-7"}]
    second = client.responses.create(model="practice", input=items, tools=[tool])
    third = client.responses.create(model="practice", input=[*items, *second.output, {"role": "user", "content": "ok"}])
    assert third.status == "completed"


def test_a_tool_loop_over_chat_completions(client, chat_tool):
    first = client.chat.completions.create(model="practice", messages=MESSAGES, tools=[chat_tool])
    message = first.choices[0].message
    output = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": '{"celsius": -7}'}
    second = client.chat.completions.create(model="practice", messages=[*MESSAGES, message, output], tools=[chat_tool])
    assert first.choices[0].finish_reason == "tool_calls"
    assert "-7" in second.choices[0].message.content


def test_a_tool_loop_with_the_old_functions(client, chat_tool):
    functions = [{key: value for key, value in chat_tool["function"].items() if key != "strict"}]
    first = client.chat.completions.create(model="practice", messages=MESSAGES, functions=functions)
    message = first.choices[0].message
    assert (first.choices[0].finish_reason, message.function_call.name) == ("function_call", "get_weather")
    output = {"role": "function", "name": "get_weather", "content": '{"celsius": -7}'}
    second = client.chat.completions.create(model="practice", messages=[*MESSAGES, message, output],
                                            functions=functions)
    assert "-7" in second.choices[0].message.content


# ── tool choice ──────────────────────────────────────────────────────────────────────────────


def chosen(client, think, **more):
    """The tools and the choice that reach the mind."""
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append(conversation) or Answer("yes"))
    if "messages" in more:
        client.chat.completions.create(model="practice", **more)
    else:
        client.responses.create(model="practice", input="hi", **more)
    return [tool.name for tool in seen[0].tools], seen[0].tool_choice, seen[0].parallel


@pytest.mark.parametrize("choice, expected", [
    ("auto", (["get_weather", "f"], "auto", True)), ("none", (["get_weather", "f"], "none", True)),
    ("required", (["get_weather", "f"], "required", True)),
    ({"type": "function", "name": "f"}, (["get_weather", "f"], "f", True)),
    ({"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "f"}]}, (["f"], "auto", True)),
])
def test_tool_choice_in_all_forms_over_responses(client, tool, think, choice, expected):
    tools = [tool, {"type": "function", "name": "f", "parameters": {}}]
    assert chosen(client, think, tools=tools, tool_choice=choice) == expected


@pytest.mark.parametrize("choice, expected", [
    ("auto", (["get_weather", "f"], "auto", False)), ("required", (["get_weather", "f"], "required", False)),
    ({"type": "function", "function": {"name": "f"}}, (["get_weather", "f"], "f", False)),
    ({"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [
        {"type": "function", "function": {"name": "f"}}]}}, (["f"], "required", False)),
])
def test_tool_choice_in_all_forms_over_chat_completions(client, chat_tool, think, choice, expected):
    tools = [chat_tool, {"type": "function", "function": {"name": "f"}}]
    assert chosen(client, think, messages=MESSAGES, tools=tools, tool_choice=choice,
                  parallel_tool_calls=False) == expected


# ── structured outputs ───────────────────────────────────────────────────────────────────────
# What the mind makes of a schema is its own tests' matter; here it answers Anna, and sees the schema that was sent.


@pytest.fixture
def schemas(think):
    """The schemas that reached the mind."""
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append(conversation.format) or Answer('{"name": "Anna", "age": 34}'))
    return seen


def test_parse_over_both_apis(client, schemas):
    over_chat = client.chat.completions.parse(
        model="practice", messages=[{"role": "user", "content": SENTENCE}], response_format=Person)
    over_responses = client.responses.parse(model="practice", input=SENTENCE, text_format=Person)
    assert over_chat.choices[0].message.parsed == over_responses.output_parsed == Person(name="Anna", age=34)
    assert [sorted(schema["properties"]) for schema in schemas] == [["age", "name"]] * 2


def test_parse_async(server, schemas):
    async def work(client):
        reply = await client.responses.parse(model="practice", input=SENTENCE, text_format=Person)
        return reply.output_parsed
    assert use_async(server, work) == Person(name="Anna", age=34)


def test_json_without_a_schema_reaches_the_mind_as_an_empty_one(client, schemas):
    client.chat.completions.create(model="practice", messages=[{"role": "user", "content": "Answer in JSON."}],
                                   response_format={"type": "json_object"})
    client.responses.create(model="practice", input="Answer in JSON.", text={"format": {"type": "json_object"}})
    client.responses.create(model="practice", input="Answer.", text={"format": {"type": "text"}})
    assert schemas == [{}, {}, None]


def test_parsed_tool_arguments(client):
    class get_weather(BaseModel):
        """Current weather of a city."""

        city: str

    reply = client.chat.completions.parse(model="practice", messages=MESSAGES,
                                          tools=[openai.pydantic_function_tool(get_weather)])
    assert reply.choices[0].message.tool_calls[0].function.parsed_arguments == get_weather(city="Oslo")
    reply = client.responses.parse(model="practice", input=QUESTION, tools=[openai.pydantic_function_tool(get_weather)])
    assert reply.output[0].parsed_arguments == get_weather(city="Oslo")


# ── streams ──────────────────────────────────────────────────────────────────────────────────


def test_responses_stream_accumulates_to_what_create_gives(client, tool):
    whole = client.responses.create(model="practice", input=QUESTION, tools=[tool])
    with client.responses.stream(model="practice", input=QUESTION, tools=[tool]) as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert final.output[0].arguments == whole.output[0].arguments
    assert kinds[0] == "response.created" and kinds[-1] == "response.completed"


def test_a_structured_response_can_be_streamed(client, schemas):
    with client.responses.stream(model="practice", input=SENTENCE, text_format=Person) as stream:
        assert "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        assert stream.get_final_response().output_parsed == Person(name="Anna", age=34)


def test_chat_stream_accumulates_calls(client, chat_tool):
    with client.chat.completions.stream(model="practice", messages=MESSAGES, tools=[chat_tool]) as stream:
        kinds = {event.type for event in stream}
        call = stream.get_final_completion().choices[0].message.tool_calls[0]
    assert json.loads(call.function.arguments) == {"city": "Oslo"}
    assert {"chunk", "tool_calls.function.arguments.delta", "tool_calls.function.arguments.done"} <= kinds


def test_streams_async(server, tool, chat_tool):
    async def work(client):
        text, kinds = "", []
        async for chunk in await client.chat.completions.create(model="practice", messages=MESSAGES, stream=True):
            text += chunk.choices[0].delta.content or ""
        async with client.responses.stream(model="practice", input=QUESTION, tools=[tool]) as stream:
            async for event in stream:
                kinds.append(event.type)
        return text, kinds
    text, kinds = use_async(server, work)
    assert text and kinds[-1] == "response.completed"
