"""Through the official client: stored, continued, streamed again, background and cancelled responses; choices and limits."""

import asyncio

import openai
import pytest

MESSAGES = [{"role": "user", "content": "hi"}]


def use_async(server, work):
    async def run():
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
            return await work(client)
    return asyncio.run(run())


# ── continued ────────────────────────────────────────────────────────────────────────────────


def test_instructions_are_not_inherited(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append([item.text for item in conversation.items]) or Answer("yes"))
    first = client.responses.create(model="practice", instructions="Be a pirate.", input="one")
    client.responses.create(model="practice", previous_response_id=first.id, input="two")
    assert seen == [["Be a pirate.", "one"], ["one", "yes", "two"]]


def test_a_response_can_be_continued_without_new_input(client):
    first = client.responses.create(model="practice", input="hello")
    assert client.responses.create(model="practice", previous_response_id=first.id).status == "completed"


def test_item_references_stand_for_stored_items(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    seen = []
    think(lambda conversation: seen.append([item.text for item in conversation.items]) or Answer("yes"))
    first = client.responses.create(model="practice", input="one")
    client.responses.create(model="practice", input=[{"type": "item_reference", "id": first.output[0].id},
                                                     {"id": first.output[0].id}, {"role": "user", "content": "two"}])
    assert seen[1] == ["yes", "yes", "two"]


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
