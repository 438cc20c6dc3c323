"""What lessons 01 to 03 show with the base model, over HTTP; its bounds are looser than the benchmark."""

import importlib.util
import statistics
from pathlib import Path

import openai
import pytest

from workshop_utils import practice

PATH = Path(__file__).parents[2] / "benchmarks" / "base_model.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("benchmarks_base_model", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def client():
    with practice.start() as server, openai.OpenAI(base_url=server.base_url, api_key="none") as client:
        yield client


def test_examples_in_the_prompt_teach_the_form(bench, client):
    rates = {shots: statistics.mean(rate) for shots, rate in bench.few_shot(client, bench.BASE, draws=10).items()}
    assert rates[0] < 0.1 and 0.2 < rates[1] < rates[8] and rates[8] > 0.75


def test_without_learning_from_the_prompt_the_curve_is_flat(bench, client):
    rates = bench.few_shot(client, bench.STATIC, draws=5, orders=4)
    assert max(map(max, rates.values())) < 0.1


def test_training_on_dialogues_makes_it_answer_in_its_role_and_stop(bench, client):
    assert bench.in_role(client, bench.BASE) < 0.2
    assert bench.in_role(client, bench.train_on_dialogues()) > 0.8


def test_the_filter_tells_useful_calls_from_others_and_needs_the_prompt_for_it(bench, client):
    fresh = bench.read("toolformer/fresh.json")[:80]
    assert bench.auc(bench.gains(client, bench.BASE, fresh)) > 0.9
    assert 0.35 < bench.auc(bench.gains(client, bench.STATIC, fresh)) < 0.65


def test_trained_on_its_filtered_calls_it_opens_a_call_where_one_fits(bench, client):
    calls = bench.gains(client, bench.BASE, bench.read("toolformer/corpus.json"))
    kept = [text for gain, _, text in calls if gain >= 0.5]
    name = bench.base_model.further_trained_on(kept, name="calls-test")
    fits, elsewhere = bench.opens_a_call(client, name, bench.read("toolformer/fresh.json")[:80])
    assert fits > 0.5 and elsewhere < 0.1


def test_echo_offsets_and_scores_are_those_of_the_text(client):
    text = "Dear Ana,\nthe  train  leaves at 9:30. \n\nYours"
    model = "practice-base-static"
    scored = client.completions.create(model=model, prompt=text, max_tokens=0, echo=True, logprobs=2).choices[0]
    assert scored.text == text
    tokens = scored.logprobs.tokens
    assert [text[at:at + len(token)] for at, token in zip(scored.logprobs.text_offset, tokens)] == tokens
    assert all(logprob < 0 for logprob in scored.logprobs.token_logprobs[1:])


def test_an_unknown_base_model_is_refused(client):
    with pytest.raises(openai.NotFoundError, match="does not exist"):
        client.completions.create(model="practice-base:nothing", prompt="x")
