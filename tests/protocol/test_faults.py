"""practice.faults makes the server misbehave as planned: for so many requests, or for a share of them."""

import json
import time

import httpx2
import openai
import pytest
from wire import ask

from workshop_utils import practice

QUESTION = "What is the weather in Oslo?"


def respond(client, **more):
    return client.responses.create(model="practice", input=QUESTION, **more)


def test_rate_limit_says_when_to_come_back(client):
    practice.faults("rate_limit", retry_after=3)
    with pytest.raises(openai.RateLimitError) as caught:
        respond(client)
    assert caught.value.code == "rate_limit_exceeded"
    assert caught.value.response.headers["retry-after"] == "3"
    assert respond(client).status == "completed"


def test_the_client_survives_rate_limits_by_itself(client):
    practice.faults("rate_limit", n=2, retry_after=0.01)
    assert respond(client.with_options(max_retries=2)).status == "completed"


def test_server_error(client):
    with practice.faults("server_error", n=2):
        for _ in range(2):
            with pytest.raises(openai.InternalServerError) as caught:
                respond(client)
        assert caught.value.body["type"] == "server_error"
        assert respond(client).status == "completed"


def test_a_fault_ends_with_its_block(client):
    with practice.faults("server_error", n=100):
        with pytest.raises(openai.InternalServerError):
            respond(client)
    assert respond(client).status == "completed"


def test_dropped_connection(client, caplog):
    practice.faults("dropped_connection")
    with pytest.raises(openai.APIConnectionError):
        respond(client)
    assert respond(client).status == "completed"
    assert not [record for record in caplog.records if record.name.startswith("tornado")]


def test_a_stalled_stream_waits_for_streams_and_lets_the_client_time_out(client):
    practice.faults("stalled_stream")
    assert respond(client).status == "completed"
    kinds, started = [], time.monotonic()
    with pytest.raises((openai.APITimeoutError, httpx2.ReadTimeout)):
        for event in respond(client.with_options(timeout=1.5), stream=True):
            kinds.append(event.type)
    assert kinds[0] == "response.created" and "response.completed" not in kinds
    assert time.monotonic() - started < 30


def test_a_stalled_stream_ends_after_its_time(client):
    practice.faults("stalled_stream", stall_s=0.05)
    assert [event.type for event in respond(client, stream=True)][-1] != "response.completed"


@pytest.mark.parametrize("path", ["responses", "chat"])
def test_a_truncated_stream_lacks_its_end(client, path):
    practice.faults("truncated_stream")
    if path == "responses":
        assert "response.completed" not in [event.type for event in respond(client, stream=True)]
    else:
        chunks = client.chat.completions.create(model="practice", messages=[{"role": "user", "content": QUESTION}],
                                                stream=True)
        assert not any(choice.finish_reason for chunk in chunks for choice in chunk.choices)
    assert "response.completed" in [event.type for event in respond(client, stream=True)]


def test_malformed_arguments_wait_for_a_call(client, tool):
    practice.faults("malformed_arguments")
    assert respond(client).output_text
    with pytest.raises(json.JSONDecodeError):
        json.loads(respond(client, tools=[tool]).output[0].arguments)
    assert json.loads(respond(client, tools=[tool]).output[0].arguments) == {"city": "Oslo"}


def test_malformed_arguments_may_come_back_in_the_history(client, tool):
    practice.faults("malformed_arguments")
    first = respond(client, tools=[tool])
    output = {"type": "function_call_output", "call_id": first.output[0].call_id, "output": "Not valid JSON."}
    again = client.responses.create(model="practice", previous_response_id=first.id, input=[output], tools=[tool])
    assert again.status == "completed"


def test_unknown_tool(client, chat_tool):
    practice.faults("unknown_tool")
    reply = client.chat.completions.create(model="practice", messages=[{"role": "user", "content": QUESTION}],
                                           tools=[chat_tool])
    assert reply.choices[0].message.tool_calls[0].function.name == "get_weather_2"


def test_repeated_call_id(client, tool):
    practice.faults("repeated_call_id")
    first = respond(client, tools=[tool])
    output = {"type": "function_call_output", "call_id": first.output[0].call_id, "output": "-7"}
    asked = {"role": "user", "content": "What is the weather in Paris?"}
    second = client.responses.create(model="practice", previous_response_id=first.id, input=[output, asked],
                                     tools=[tool], tool_choice="required")
    assert second.output[-1].call_id == first.output[0].call_id


def test_garbled_text(client, think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer('SEARCH("otters")'))
    practice.faults("garbled_text")
    assert [respond(client).output_text for _ in range(2)] == ['SEARCH(otters', 'SEARCH("otters")']


def test_a_share_is_seeded(client):
    def struck(seed):
        with practice.faults("server_error", share=0.5, seed=seed):
            return [outcome(client) for _ in range(20)]
    assert struck(1) == struck(1) != struck(2)
    assert 3 <= sum(struck(1)) <= 17


def outcome(client):
    try:
        respond(client)
    except openai.InternalServerError:
        return True
    return False


def test_faults_of_a_server_elsewhere_go_by_its_url(client, server):
    with practice.start() as other, practice.faults("server_error", base_url=server.base_url):
        with pytest.raises(openai.InternalServerError):
            respond(client)
        practice.faults("rate_limit")  # without a URL: the server that was started last
        assert ask(other, "/v1/responses", {"model": "practice", "input": "hi"})[0] == 429
    assert respond(client).status == "completed"


def test_an_unknown_kind_is_refused_with_the_kinds():
    with pytest.raises(ValueError, match="There is no fault 'rate_limits'. Faults: rate_limit, server_error"):
        practice.faults("rate_limits")


def test_a_fault_without_a_server_says_what_to_do():
    with pytest.raises(RuntimeError, match="No practice model answers at http://127.0.0.1:9/practice/faults"):
        practice.faults("rate_limit", base_url="http://127.0.0.1:9/v1")


@pytest.mark.parametrize("wrong", [{"n": 0}, {"share": 1.5}])
def test_a_wrong_number_is_refused_with_the_value(wrong):
    with pytest.raises(ValueError, match=f"got n=.*{next(iter(wrong.values()))}"):
        practice.faults("rate_limit", **wrong)


def test_a_wrong_fault_elsewhere_is_explained(server):
    with pytest.raises(RuntimeError, match=r"refused the fault \(400\): Invalid 'stall_s'"):
        practice.faults("stalled_stream", stall_s=-1, base_url=server.base_url)
