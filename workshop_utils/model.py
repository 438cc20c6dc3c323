"""One request to the model, whole or streamed: Responses items go out, a response comes back as plain data."""

import json
from dataclasses import dataclass

from . import completions


class ChatProblem(RuntimeError):
    """A turn that came to no answer; the message says why, and `chat.items` is whole."""


@dataclass(frozen=True)
class Piece:
    """Something that happened while a reply was made.

    `kind` is "text" or "arguments" (a delta in `text`), "call" (a tool starts; its arguments in `text`),
    "result" (it ended; its output in `text`), or "reply" (the last one; the whole in `reply`).
    """

    kind: str
    text: str = ""
    name: str = ""
    call_id: str = ""
    reply: "object | None" = None


async def ask(client, request: dict, streaming: bool, api: str, timeout: float):
    """Send one request: yields deltas as Pieces while streaming, and last the response as a dict.

    Args:
        client: an openai.AsyncOpenAI
        request: what the Responses API takes
        streaming: ask for a stream
        api: "responses", or "chat" for a server that speaks chat completions only
        timeout: seconds without a sign from the server

    Raises:
        ChatProblem: if the response is broken off, failed or no response at all
        openai.APIError: what the client raises when its own retries have failed
    """
    if api == "chat":
        create, empty, request = client.chat.completions, {"messages": []}, completions.request_of(request, streaming)
    else:
        create, empty = client.responses, {"input": []}
    # The request is plain JSON already. As extra_body it is sent as it is; the SDK would walk through it, 0.5 ms an item.
    sent = {"model": request["model"], **empty, "timeout": timeout, "extra_body": request}
    response = None
    if streaming:
        deltas = _chat_deltas if api == "chat" else _deltas
        async with await create.create(**sent, stream=True) as events:
            async for piece in deltas(events):
                if isinstance(piece, Piece):
                    yield piece
                else:
                    response = piece
    else:
        # The raw answer: the SDK's models would be built only to be turned into a dict again.
        response = _body(await create.with_raw_response.create(**sent))
        response = completions.response_of(response) if api == "chat" else response
    yield _checked(response)


def _body(answer):
    try:
        return json.loads(answer.http_response.content)
    except ValueError:
        raise ChatProblem(f"The server's answer is not JSON: {answer.http_response.text[:100]!r}. Is base_url right "
                          "(it usually ends in /v1)?") from None


async def _deltas(events):
    """Events of the Responses API as pieces; the final response as plain data."""
    calls: dict[str, object] = {}
    async for event in events:
        kind = event.type
        if kind == "response.output_item.added" and event.item.type == "function_call":
            calls[event.item.id] = event.item
        elif kind in ("response.output_text.delta", "response.refusal.delta"):
            yield Piece("text", event.delta)
        elif kind == "response.function_call_arguments.delta":
            call = calls.get(event.item_id)
            yield Piece("arguments", event.delta, getattr(call, "name", ""), getattr(call, "call_id", ""))
        elif kind in ("response.completed", "response.incomplete", "response.failed"):
            yield event.response.to_dict(mode="json", warnings=False)
        elif kind == "error":
            raise ChatProblem(f"The model's server reported an error: {event.message}. Send again.")


async def _chat_deltas(chunks):
    """Chunks of a chat completion as pieces; the final response as plain data."""
    gathered = completions.Gathered()
    async for chunk in chunks:
        for kind, text, name, call_id in gathered.add(chunk.to_dict(mode="json", warnings=False)):
            yield Piece(kind, text, name, call_id)
    yield gathered.response()


def _checked(response) -> dict:
    if response is None:
        raise ChatProblem("The stream ended before the answer was complete. Nothing of it was kept; send again.")
    if not isinstance(response, dict) or not isinstance(response.get("output"), list):
        said = json.dumps(response.get("error") or response if isinstance(response, dict) else response)[:200]
        raise ChatProblem(f"The server sent something that is not a response: {said}. Does it speak the Responses API? "
                          'If it only knows chat completions, set api = "chat" under [compatible] in workshop.local.toml.')
    if response.get("status") in ("failed", "cancelled"):
        error = response.get("error") or {}
        raise ChatProblem(f"The model gave no answer ({response['status']}): {error.get('message', 'no reason given')}. Send again.")
    return response


def calls_in(response: dict) -> list[dict]:
    """The function calls of a response."""
    return [item for item in response["output"] if item.get("type") == "function_call"]


def text_in(response: dict) -> tuple[str, bool]:
    """What was said, and whether it is a refusal."""
    parts = [part for item in response["output"] if item.get("type") == "message" for part in item.get("content", [])]
    refused = any(part.get("type") == "refusal" for part in parts)
    return "".join(part.get("text") or part.get("refusal") or "" for part in parts), refused
