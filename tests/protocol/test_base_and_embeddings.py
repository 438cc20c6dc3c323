"""Through the official client: embeddings in all their forms, and the base model's completions."""

import math

import pytest

from workshop_utils.practice import embedding
from workshop_utils.practice.mind import base_model


def test_embeddings_as_floats_and_base64_are_the_same(client):
    texts = ["The cat sat on the mat.", "A kitten lay on the rug.", "Interest rates rose."]
    packed = client.embeddings.create(model="practice-embedding", input=texts)
    floats = client.embeddings.create(model="practice-embedding", input=texts, encoding_format="float")
    assert packed.data[0].embedding == pytest.approx(floats.data[0].embedding, abs=1e-6)
    cat, kitten, rates = (item.embedding for item in packed.data)
    assert sum(a * b for a, b in zip(cat, cat)) == pytest.approx(1, abs=1e-5)
    assert sum(a * b for a, b in zip(cat, kitten)) > sum(a * b for a, b in zip(cat, rates))


def test_embeddings_of_token_ids_are_those_of_the_text(client):
    ids = embedding.encode(["hello world"])[0]
    of_text = client.embeddings.create(model="practice-embedding", input="hello world")
    of_ids = client.embeddings.create(model="practice-embedding", input=ids)
    of_lists = client.embeddings.create(model="practice-embedding", input=[ids, ids])
    assert of_text.data[0].embedding == of_ids.data[0].embedding == of_lists.data[1].embedding
    assert of_text.usage.prompt_tokens == len(ids)


def test_embeddings_are_wordllamas_own(client):
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
