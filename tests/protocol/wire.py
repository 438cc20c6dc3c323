"""Raw requests, and the strict reading of replies: by the SDK's own models, with no field missing and none unknown."""

import http.client
import json
from typing import get_args

from openai._models import BaseModel
from openai.types.responses import ResponseItem, ResponseStreamEvent

# Sent because the API's specification requires it; the SDK's model lacks it.
SPECIFIED = {("ResponseFunctionCallArgumentsDoneEvent", "name")}


def ask(server, path, body=None, method=None, headers=None):
    """(status, headers, text) of one request; a body that is no bytes is sent as JSON."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    try:
        connection.request(method or ("GET" if body is None else "POST"), path, data,
                           {"Content-Type": "application/json"} | (headers or {}))
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read().decode()
    finally:
        connection.close()


def ask_json(server, path, body=None, method=None):
    """The JSON of a successful request."""
    status, _, text = ask(server, path, body, method)
    assert status == 200, text
    return json.loads(text)


def error_of(status, headers, text, expected_status):
    """The error object of a refusal."""
    assert status == expected_status, text
    error = json.loads(text)["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert headers["x-request-id"].startswith("req_")
    return error


def events(text):
    """The data of server-sent events, each of them checked to be well-formed; without [DONE]."""
    found = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        if lines["data"] == "[DONE]":
            continue
        event = json.loads(lines["data"])
        assert lines.get("event", event.get("type")) == event.get("type")
        found.append(event)
    return found


def read(model, data):
    """The data as the SDK's model, strictly."""
    value = model.model_validate_json(json.dumps(data), strict=True)
    unknown = set(_unknown(value)) - SPECIFIED
    assert not unknown, f"fields that the SDK does not know: {unknown}"
    return value


def read_event(data):
    """A Responses event, by the model of its type."""
    return read(EVENTS[data["type"]], data)


def read_item(data):
    """A Responses item, by the models of its type."""
    for model in ITEMS[data["type"]]:
        if "role" not in model.model_fields or data.get("role") in get_args(model.model_fields["role"].annotation):
            return read(model, data)
    raise AssertionError(f"no model reads {data}")


def _unknown(value):
    if isinstance(value, BaseModel):
        yield from ((type(value).__name__, name) for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for child in value:
            yield from _unknown(child)
    elif isinstance(value, dict):
        for child in value.values():
            yield from _unknown(child)


def _by_type(union):
    found = {}
    for model in get_args(get_args(union)[0]):
        for name in get_args(model.model_fields["type"].annotation):
            found.setdefault(name, []).append(model)
    return found


EVENTS = {name: models[0] for name, models in _by_type(ResponseStreamEvent).items()}
ITEMS = _by_type(ResponseItem)
