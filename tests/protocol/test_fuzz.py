"""Malformed requests by the hundred: each gets a 4xx with an error object, and the server lives on."""

import copy
import json
import random
import socket

from wire import ask

TOOL = {"type": "object", "properties": {"city": {"type": "string"}, "unit": {"enum": ["c", "f"]}},
        "required": ["city", "unit"], "additionalProperties": False}
VALID = {
    "/v1/chat/completions": {
        "model": "practice", "temperature": 1, "n": 1, "stop": ["x"], "max_tokens": 20, "stream": False,
        "messages": [{"role": "system", "content": "Be kind."},
                     {"role": "user", "content": [{"type": "text", "text": "hi"}]},
                     {"role": "assistant", "content": None, "tool_calls": [
                         {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
                     {"role": "tool", "tool_call_id": "call_1", "content": "3"}],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": TOOL, "strict": True}}],
        "tool_choice": {"type": "function", "function": {"name": "f"}},
        "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": TOOL}}},
    "/v1/responses": {
        "model": "practice", "temperature": 1, "max_output_tokens": 20, "stream": False, "metadata": {"a": "b"},
        "input": [{"role": "user", "content": [{"type": "input_text", "text": "hi"}]},
                  {"type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}"},
                  {"type": "function_call_output", "call_id": "call_1", "output": "3"},
                  {"type": "reasoning", "id": "rs_1", "summary": []}],
        "tools": [{"type": "function", "name": "f", "parameters": TOOL, "strict": True}],
        "tool_choice": {"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": "f"}]},
        "text": {"format": {"type": "json_schema", "name": "a", "schema": TOOL}}},
    "/v1/completions": {"model": "practice-base", "prompt": ["a", "b"], "n": 1, "logprobs": 2, "seed": 3,
                        "temperature": 0.5, "stop": ["x"], "max_tokens": 3},
    "/v1/embeddings": {"model": "practice-embedding", "input": ["a"], "dimensions": 3, "encoding_format": "float"},
}
JUNK = [None, True, -1, 0, 3.7, 1e308, 10**30, "", "junk", "\x00", "ü" * 3, [], [[]], [None], {}, {"": None},
        {"type": "junk"}, {"type": None}, {"role": 3}, "x" * 70_000, [{}] * 200, {"a": {"b": {"c": []}}}]


def places(value, path=()):
    """Every place inside of a request."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def put_junk(body, path, chance):
    at(body, path[:-1])[path[-1]] = copy.deepcopy(chance.choice(JUNK))


def leave_out(body, path, chance):
    del at(body, path[:-1])[path[-1]]


def add_key(body, path, chance):
    target = at(body, path)
    (target if isinstance(target, dict) else body)[chance.choice(["junk", "stream_", "\u2603", ""])] = chance.choice(JUNK)


def repeat(body, path, chance):
    parent = at(body, path[:-1])
    parent[path[-1]] = [copy.deepcopy(parent[path[-1]])] * chance.choice([1, 2, 300])


def swap(body, path, chance):
    other = chance.choice([p for p in places(body) if p])
    at(body, path[:-1])[path[-1]] = copy.deepcopy(at(body, other))


def mutated(chance):
    """A request with one to three mutations, as bytes; now and then no JSON at all."""
    path, body = chance.choice(list(VALID.items()))
    body = copy.deepcopy(body)
    for _ in range(chance.randint(1, 3)):
        place = chance.choice([p for p in places(body) if p] or [("model",)])
        chance.choice([put_junk, put_junk, leave_out, add_key, repeat, swap])(body, place, chance)
    data = json.dumps(body).encode()
    if chance.random() < 0.1:
        cut = chance.randrange(len(data))
        data = data[:cut] + bytes(chance.randrange(256) for _ in range(chance.randint(0, 3)))
    return path, data


def test_mutated_requests_get_an_error_object_or_an_answer_and_never_a_500(server, rounds, caplog):
    chance, refused, wanted = random.Random(20261122), 0, rounds(200, 2000)
    while refused < wanted:
        path, data = mutated(chance)
        status, headers, text = ask(server, path, data)
        if status == 200:  # the mutation left it legal
            continue
        refused += 1
        assert 400 <= status < 500, (path, data[:2000], text)
        error = json.loads(text)["error"]
        assert set(error) == {"message", "type", "param", "code"}, (path, data[:2000])
        assert error["type"] == "invalid_request_error" and error["message"]
        assert error["param"] is None or isinstance(error["param"], str)
        assert headers["x-request-id"]
    assert not caplog.records
    for path, body in VALID.items():
        assert ask(server, path, body)[0] == 200


def test_bytes_that_are_no_http_leave_the_server_alive(server, rounds, caplog):
    chance = random.Random(7)
    pieces = [b"GET / HTTP/1.1\r\n", b"POST /v1/responses HTTP/1.1\r\n", b"Content-Length: 10\r\n", b"\r\n", b"{", b"\x00",
              b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"zz\r\n", b"Host: x\r\n", b"HTTP/9\r\n",
              b"Content-Type: application/json\r\n", b"\xff" * 50, b"Expect: 100-continue\r\n"]
    for _ in range(rounds(100, 1000)):
        with socket.create_connection((server.host, server.port), timeout=60) as connection:
            connection.sendall(b"".join(chance.choices(pieces, k=chance.randint(1, 8))))
    assert ask(server, "/v1/models")[0] == 200
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
