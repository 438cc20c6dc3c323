"""The official client, sync and async, works here as it does there: tools, parse, streams, background, embeddings."""

import asyncio
import json
from typing import Literal

import openai
import pytest
from pydantic import BaseModel

QUESTION = "What is the weather in Oslo?"
MESSAGES = [{"role": "user", "content": QUESTION}]


class Person(BaseModel):
    name: str
    age: int


class Mood(BaseModel):
    mood: Literal["positive", "negative"]


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


def test_instructions_are_not_inherited(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append([item.text for item in conversation.items]) or Answer("yes"))
    first = client.responses.create(model="practice", instructions="Be a pirate.", input="one")
    client.responses.create(model="practice", previous_response_id=first.id, input="two")
    assert seen == [["Be a pirate.", "one"], ["one", "yes", "two"]]


def test_item_references_stand_for_stored_items(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append([item.text for item in conversation.items]) or Answer("yes"))
    first = client.responses.create(model="practice", input="one")
    client.responses.create(model="practice", input=[{"type": "item_reference", "id": first.output[0].id},
                                                     {"role": "user", "content": "two"}])
    assert seen[1] == ["yes", "two"]


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


def test_parse_over_both_apis(client):
    over_chat = client.chat.completions.parse(
        model="practice", messages=[{"role": "user", "content": SENTENCE}], response_format=Person)
    over_responses = client.responses.parse(model="practice", input=SENTENCE, text_format=Person)
    assert over_chat.choices[0].message.parsed == over_responses.output_parsed == Person(name="Anna", age=34)


def test_parse_into_a_closed_list_async(server):
    async def work(client):
        reply = await client.responses.parse(model="practice", input="I love this wonderful shop!", text_format=Mood)
        return reply.output_parsed
    assert use_async(server, work).mood == "positive"


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


def test_a_structured_response_can_be_streamed(client):
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


def test_a_stored_response_can_be_streamed_again_from_an_event_on(client):
    first = client.responses.create(model="practice", input="hello")
    with client.responses.retrieve(first.id, stream=True) as stream:
        events = list(stream)
    with client.responses.retrieve(first.id, stream=True, starting_after=3) as stream:
        rest = list(stream)
    assert [event.sequence_number for event in rest] == [event.sequence_number for event in events[4:]]
    assert events[-1].response.output_text == first.output_text


# ── stored and background responses ──────────────────────────────────────────────────────────


def test_retrieve_delete_and_input_items(client):
    first = client.responses.create(model="practice", input=[{"role": "user", "content": f"line {n}"} for n in range(5)])
    assert client.responses.retrieve(first.id) == first
    texts = [item.content[0].text for item in client.responses.input_items.list(first.id, limit=2, order="asc")]
    assert texts == [f"line {n}" for n in range(5)]
    client.responses.delete(first.id)
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(first.id)


def test_a_background_response_is_retrieved_when_it_is_done(client):
    response = client.responses.create(model="practice", input="hello", background=True)
    assert response.status == "queued"
    while response.status in ("queued", "in_progress"):
        response = client.responses.retrieve(response.id)
    assert response.status == "completed" and response.output_text


def test_a_background_response_can_be_cancelled_async():
    from workshop_utils import practice

    async def work(client):
        response = await client.responses.create(model="practice", input="hello", background=True)
        cancelled = await client.responses.cancel(response.id)
        again = await client.responses.cancel(response.id)
        return cancelled.status, again.status
    with practice.start(first_token_s=30) as slow:
        assert use_async(slow, work) == ("cancelled", "cancelled")


def test_a_cancelled_response_can_not_be_continued():
    from workshop_utils import practice
    with practice.start(first_token_s=30) as slow:
        client = openai.OpenAI(base_url=slow.base_url, api_key="none", max_retries=0)
        response = client.responses.create(model="practice", input="hello", background=True)
        with pytest.raises(openai.BadRequestError, match="in_progress|queued"):
            client.responses.create(model="practice", input="more", previous_response_id=response.id)


# ── choices, stops, limits ───────────────────────────────────────────────────────────────────


def test_n_stop_and_limits(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer(f"one two three {conversation.seed}"))
    reply = client.chat.completions.create(model="practice", messages=MESSAGES, n=3, seed=7)
    assert [choice.message.content for choice in reply.choices] == [f"one two three {seed}" for seed in (7, 8, 9)]
    reply = client.chat.completions.create(model="practice", messages=MESSAGES, stop=["three"])
    assert (reply.choices[0].message.content, reply.choices[0].finish_reason) == ("one two ", "stop")
    reply = client.chat.completions.create(model="practice", messages=MESSAGES, max_tokens=2)
    assert (reply.choices[0].message.content, reply.choices[0].finish_reason) == ("one two", "length")


def test_content_may_be_a_string_or_parts(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append([(item.role, item.text) for item in conversation.items]) or Answer("yes"))
    part = {"type": "text", "text": "hi"}
    client.chat.completions.create(model="practice", messages=[
        {"role": "system", "content": [part]}, {"role": "user", "content": [part, part]},
        {"role": "assistant", "content": "yes", "refusal": None}, {"role": "user", "content": "hi", "name": "ana"}])
    assert seen == [[("developer", "hi"), ("user", "hi\nhi"), ("assistant", "yes"), ("user", "hi")]]


# ── embeddings and completions ───────────────────────────────────────────────────────────────


def test_embeddings_as_floats_and_base64_are_the_same(client):
    texts = ["The cat sat on the mat.", "A kitten lay on the rug.", "Interest rates rose."]
    packed = client.embeddings.create(model="practice-embedding", input=texts)
    floats = client.embeddings.create(model="practice-embedding", input=texts, encoding_format="float")
    assert packed.data[0].embedding == pytest.approx(floats.data[0].embedding, abs=1e-6)
    cat, kitten, rates = (item.embedding for item in packed.data)
    assert sum(a * b for a, b in zip(cat, cat)) == pytest.approx(1, abs=1e-5)
    assert sum(a * b for a, b in zip(cat, kitten)) > sum(a * b for a, b in zip(cat, rates))


def test_embeddings_of_token_ids_are_those_of_the_text(client):
    from workshop_utils.practice import embedding
    ids = embedding.encode(["hello world"])[0]
    of_text = client.embeddings.create(model="practice-embedding", input="hello world")
    of_ids = client.embeddings.create(model="practice-embedding", input=ids)
    of_lists = client.embeddings.create(model="practice-embedding", input=[ids, ids])
    assert of_text.data[0].embedding == of_ids.data[0].embedding == of_lists.data[1].embedding
    assert of_text.usage.prompt_tokens == len(ids)


def test_embeddings_are_wordllamas_own(client):
    from workshop_utils.practice import embedding
    rows, ids = embedding._files()[1], embedding.encode(["deep sea otters"])[0]
    mean = rows[ids].astype("float64").mean(axis=0)
    vector = client.embeddings.create(model="practice-embedding", input="deep sea otters").data[0].embedding
    assert vector == pytest.approx(list(mean / (mean @ mean) ** 0.5), abs=1e-5)


def test_shortened_embeddings_have_length_one(client):
    vector = client.embeddings.create(model="practice-embedding", input="hello", dimensions=32).data[0].embedding
    assert len(vector) == 32 and sum(x * x for x in vector) == pytest.approx(1, abs=1e-5)


def test_completions_are_repeatable_by_seed(client):
    def write(**more):
        return client.completions.create(model="practice-base", prompt="Once upon", max_tokens=20, **more).choices[0]
    assert write(seed=1).text == write(seed=1).text != write(seed=2).text
    assert write(temperature=0, seed=1).text == write(temperature=0, seed=2).text
    assert write(stop=" ", seed=1).finish_reason == "stop"
    assert write(echo=True, seed=1).text == "Once upon" + write(seed=1).text


def test_logprobs_are_real(client):
    import math

    from workshop_utils.practice.mind import base_model
    reply = client.completions.create(model="practice-base", prompt="The capital of", max_tokens=0, echo=True, logprobs=5)
    scored = reply.choices[0].logprobs
    assert scored.tokens == ["The", " capital", " of"] and scored.text_offset == [0, 3, 11]
    assert scored.token_logprobs[0] is None
    distribution = base_model.distribution(["The"])
    assert sum(distribution.values()) == pytest.approx(1, abs=1e-6)
    assert math.exp(scored.token_logprobs[1]) == pytest.approx(distribution[" capital"])


def test_a_completion_streams_its_text(client):
    whole = client.completions.create(model="practice-base", prompt="The", seed=4).choices[0].text
    chunks = client.completions.create(model="practice-base", prompt="The", seed=4, stream=True)
    assert "".join(chunk.choices[0].text for chunk in chunks) == whole
