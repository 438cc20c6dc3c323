"""The events of a response's stream, made from its beginning and its end, so that a stored one can be streamed again."""

import json

from . import tokens

_CLOSING = {"completed": "response.completed", "incomplete": "response.incomplete", "failed": "response.failed"}


def events(response, starting_after=-1):
    """(tokens, text) pairs of a response's whole stream, from the event after `starting_after` on."""
    for number, (cost, event) in enumerate(_events(response)):
        if number > starting_after:
            body = {"type": event["type"], "sequence_number": number} | event
            yield cost, f"event: {event['type']}\ndata: {json.dumps(body)}\n\n"


def _events(response):
    status = "queued" if response["background"] else "in_progress"
    opened = response | {"status": status, "completed_at": None, "output": [], "usage": None, "error": None,
                         "incomplete_details": None}
    yield 0, {"type": "response.created", "response": opened}
    if status == "queued":
        yield 0, {"type": "response.queued", "response": opened}
    yield 0, {"type": "response.in_progress", "response": opened | {"status": "in_progress"}}
    for index, item in enumerate(response["output"]):
        yield from (_message_events if item["type"] == "message" else _call_events)(index, item)
    if response["status"] in _CLOSING:
        yield 0, {"type": _CLOSING[response["status"]], "response": response}


def _message_events(index, item):
    place = {"item_id": item["id"], "output_index": index, "content_index": 0}
    part = item["content"][0]
    yield 0, _added(index, item | {"status": "in_progress", "content": []})
    yield 0, {"type": "response.content_part.added", **place, "part": part | {"text": ""}}
    for piece in tokens.pieces(part["text"]):
        yield 1, {"type": "response.output_text.delta", **place, "delta": piece, "logprobs": []}
    yield 0, {"type": "response.output_text.done", **place, "text": part["text"], "logprobs": []}
    yield 0, {"type": "response.content_part.done", **place, "part": part}
    yield 0, {"type": "response.output_item.done", "output_index": index, "item": item}


def _call_events(index, item):
    place = {"item_id": item["id"], "output_index": index}
    yield 4, _added(index, item | {"status": "in_progress", "arguments": ""})
    for piece in tokens.pieces(item["arguments"]):
        yield 1, {"type": "response.function_call_arguments.delta", **place, "delta": piece}
    yield 0, {"type": "response.function_call_arguments.done", **place, "name": item["name"],
              "arguments": item["arguments"]}
    yield 0, {"type": "response.output_item.done", "output_index": index, "item": item}


def _added(index, item):
    return {"type": "response.output_item.added", "output_index": index, "item": item}
