"""POST /v1/chat/completions: the reply in one piece or as chunks."""

import json
from dataclasses import replace

from . import chat_input, tokens
from .base import Handler
from .chat_request import ChatRequest
from .models import check_model


class ChatHandler(Handler):
    """POST /v1/chat/completions"""

    async def post(self):
        request = self.read(ChatRequest)
        check_model(request.model, "chat")
        chat_input.check(request)
        conversation = chat_input.conversation(request, self.engine.today())
        fault = self.meet_faults(bool(request.stream))
        drafts = [await self._draft(request, conversation, number) for number in range(request.n or 1)]
        head = {"id": self.engine.new_id("chatcmpl-"), "created": self.engine.now(), "model": request.model}
        usage = _usage(tokens.count_conversation(conversation), sum(draft.tokens() for draft in drafts))
        if request.stream:
            await self.send_events(_chunks(request, head, drafts, usage), fault)
        else:
            await self.rest(self.engine.delay(usage["completion_tokens"]))
            self.send(_completion(request, head, drafts, usage))

    async def _draft(self, request, conversation, number):
        stop = [request.stop] if isinstance(request.stop, str) else request.stop or []
        limit = request.max_completion_tokens or request.max_tokens
        return await self.engine.draft(replace(conversation, seed=conversation.seed + number), limit, stop)


def _finish_reason(draft, is_old) -> str:
    if draft.cut:
        return "length"
    return ("function_call" if is_old else "tool_calls") if draft.calls else "stop"


def _usage(prompt, completion) -> dict:
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
                                          "rejected_prediction_tokens": 0}}


# ── in one piece ─────────────────────────────────────────────────────────────────────────────


def _completion(request, head, drafts, usage) -> dict:
    is_old = request.functions is not None
    choices = [{"index": number, "message": _message(draft, is_old), "logprobs": None,
                "finish_reason": _finish_reason(draft, is_old)} for number, draft in enumerate(drafts)]
    body = {**head, "object": "chat.completion", "choices": choices, "usage": usage, "service_tier": "default"}
    return body | ({"metadata": request.metadata or {}} if request.store else {})


def _message(draft, is_old) -> dict:
    message = {"role": "assistant", "content": draft.text or (None if draft.calls else ""), "refusal": None,
               "annotations": []}
    if draft.calls and is_old:
        message["function_call"] = _function(draft.calls[0])
    elif draft.calls:
        message["tool_calls"] = [{"id": call.call_id, "type": "function", "function": _function(call)}
                                 for call in draft.calls]
    return message


def _function(call) -> dict:
    return {"name": call.name, "arguments": call.arguments}


# ── in chunks ────────────────────────────────────────────────────────────────────────────────


def _chunks(request, head, drafts, usage):
    """(tokens, text) pairs: what goes over the wire, and how many tokens it took to write."""
    wants_usage = bool(request.stream_options and request.stream_options.include_usage)
    extra = {"object": "chat.completion.chunk", "service_tier": "default"} | ({"usage": None} if wants_usage else {})
    for number, draft in enumerate(drafts):
        for cost, delta, reason in _deltas(draft, request.functions is not None):
            choice = {"index": number, "delta": delta, "logprobs": None, "finish_reason": reason}
            yield cost, _event({**head, **extra, "choices": [choice]})
    if wants_usage:
        yield 0, _event({**head, **extra, "choices": [], "usage": usage})
    yield 0, "data: [DONE]\n\n"


def _event(chunk) -> str:
    return f"data: {json.dumps(chunk)}\n\n"


def _deltas(draft, is_old):
    """(tokens, delta, finish_reason) of one choice."""
    yield 0, {"role": "assistant", "content": None if draft.calls and not draft.text else "", "refusal": None}, None
    for piece in tokens.pieces(draft.text):
        yield 1, {"content": piece}, None
    for index, call in enumerate(draft.calls):
        yield from _old_call_deltas(call) if is_old else _call_deltas(index, call)
    yield 0, {}, _finish_reason(draft, is_old)


def _call_deltas(index, call):
    opening = {"name": call.name, "arguments": ""}
    yield 4, {"tool_calls": [{"index": index, "id": call.call_id, "type": "function", "function": opening}]}, None
    for piece in tokens.pieces(call.arguments):
        yield 1, {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, None


def _old_call_deltas(call):
    yield 4, {"function_call": {"name": call.name, "arguments": ""}}, None
    for piece in tokens.pieces(call.arguments):
        yield 1, {"function_call": {"arguments": piece}}, None
