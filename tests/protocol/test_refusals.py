"""What is wrong around a request - its JSON, size, type, method, URL, ids - is refused with an error object as well."""

import pytest
from wire import ask, ask_json, error_of

CHAT, RESPONSES = "/v1/chat/completions", "/v1/responses"
USER = {"role": "user", "content": "hi"}
CALLED = {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"}
TOOL = {"type": "function", "name": "f", "parameters": {}}


def respond(**more):
    return {"model": "practice", "input": "hi"} | more


@pytest.mark.parametrize("body, message", [
    (b"", "not valid JSON"), (b"{", "not valid JSON"), (b"[]", "expected an object at the top level"),
    (b'{"temperature": NaN}', "NaN is not JSON"), (b'{"temperature": 1e999}', "too large a number"),
    (b"\xff\xfe", "not valid JSON"), (b"[" * 100_000, "not valid JSON"), (b'{"a": "\\ud800"}', "surrogate"),
    (b'{"a": ' + b"9" * 5000 + b"}", "not valid JSON"),
])
def test_a_body_that_is_no_json_is_refused(server, body, message):
    assert message in error_of(*ask(server, CHAT, body), 400)["message"]


def test_a_whole_surrogate_pair_is_text(server):
    assert ask(server, RESPONSES, b'{"model": "practice", "input": "\\ud83d\\ude00"}')[0] == 200


def test_another_content_type_is_refused(server):
    reply = ask(server, CHAT, b"a=1", headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert error_of(*reply, 415)["code"] == "unsupported_content_type"


def test_an_oversize_body_is_refused_with_413(server):
    assert error_of(*ask(server, CHAT, b" " * (33 * 2**20)), 413)["code"] == "request_too_large"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_wrong_method_is_refused_with_405(server, method):
    error = error_of(*ask(server, CHAT, method=method), 405)
    assert error["message"] == f"Not allowed to {method} on /v1/chat/completions."
    assert error["code"] == "method_not_supported"


@pytest.mark.parametrize("method, path", [("TRACE", "/v1/models"), ("BREW", CHAT), ("GET", "/v1/models/%ff"),
                                          ("HEAD", RESPONSES)])
def test_odd_methods_and_paths_are_refused_quietly(server, caplog, method, path):
    status, headers, _ = ask(server, path, method=method)
    assert 400 <= status < 500 and headers["x-request-id"]
    assert not caplog.records


def test_an_unknown_url_is_refused_with_404(server):
    assert error_of(*ask(server, "/v1/nothing", {}), 404)["message"] == "Invalid URL (POST /v1/nothing)"
    assert error_of(*ask(server, "/v2"), 404)["message"] == "Invalid URL (GET /v2)"


@pytest.mark.parametrize("method, path", [
    ("GET", "/v1/responses/resp_x"), ("DELETE", "/v1/responses/resp_x"), ("POST", "/v1/responses/resp_x/cancel"),
    ("GET", "/v1/responses/resp_x/input_items")])
def test_an_unknown_response_is_a_404(server, method, path):
    error = error_of(*ask(server, path, {} if method == "POST" else None, method), 404)
    assert error["message"] == "Response with id 'resp_x' not found."


def test_a_synchronous_response_can_not_be_cancelled(server):
    reply = ask_json(server, RESPONSES, respond())
    error = error_of(*ask(server, f"/v1/responses/{reply['id']}/cancel", {}), 400)
    assert "Cannot cancel a synchronous response" in error["message"]


@pytest.mark.parametrize("query, param", [("stream=maybe", "stream"), ("stream=true&starting_after=x", "starting_after")])
def test_a_wrong_query_parameter_is_refused(server, query, param):
    reply = ask_json(server, RESPONSES, respond())
    assert error_of(*ask(server, f"/v1/responses/{reply['id']}?{query}"), 400)["param"] == param


@pytest.mark.parametrize("query, param", [("limit=0", "limit"), ("limit=x", "limit"), ("order=up", "order")])
def test_a_wrong_page_of_input_items_is_refused(server, query, param):
    reply = ask_json(server, RESPONSES, respond())
    assert error_of(*ask(server, f"/v1/responses/{reply['id']}/input_items?{query}"), 400)["param"] == param


def test_a_call_that_may_be_answered_later_needs_no_output(server):
    late = TOOL | {"async": True}
    assert ask(server, RESPONSES, respond(input=[USER, CALLED, USER], tools=[late]))[0] == 200
    assert ask(server, RESPONSES, respond(input=[USER, CALLED | {"async": True}, USER]))[0] == 200


def test_a_bug_of_the_mind_is_a_500_with_an_error_object(server, think, caplog):
    def broken(conversation):
        raise RuntimeError("a bug of the mind")
    think(broken)
    error = error_of(*ask(server, RESPONSES, respond()), 500)
    assert error["type"] == "server_error" and "a bug of the mind" not in error["message"]
    assert "a bug of the mind" in caplog.text


def test_two_calls_of_one_id_are_answered_by_two_outputs(server):
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    output = {"role": "tool", "tool_call_id": "call_1", "content": "3"}
    body = {"model": "practice", "messages": [USER, {"role": "assistant", "tool_calls": [call, call]}, output, output]}
    assert ask(server, CHAT, body)[0] == 200


def test_a_default_in_a_strict_schema_is_taken(server):
    schema = {"type": "object", "properties": {"x": {"type": "string", "default": "a"}}, "required": ["x"],
              "additionalProperties": False}
    assert ask_json(server, RESPONSES, respond(tools=[TOOL | {"parameters": schema, "strict": True}]))
