"""POST /v1/completions: text that continues a prompt, with real log-probabilities."""

import asyncio
import itertools
import json
from typing import Annotated

from pydantic import Field

from ..mind import base_model
from . import sampling
from .base import Handler, refuse
from .errors import ApiError, invalid_type
from .fields import LogitBias, Params, Penalty, Probability, Stop, StreamOptions, Temperature, by_kind
from .models import check_model


class CompletionRequest(Params):
    """POST /v1/completions"""

    model: str
    prompt: by_kind(string=str, array=list) | None = None
    best_of: Annotated[int, Field(ge=1, le=20)] | None = None
    echo: bool | None = None
    frequency_penalty: Penalty | None = None
    logit_bias: LogitBias | None = None
    logprobs: Annotated[int, Field(ge=0, le=5)] | None = None
    max_tokens: Annotated[int, Field(ge=0, le=4096)] | None = None
    n: Annotated[int, Field(ge=1, le=128)] | None = None
    presence_penalty: Penalty | None = None
    seed: int | None = None
    stop: Stop | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    suffix: str | None = None
    temperature: Temperature | None = None
    top_p: Probability | None = None
    user: str | None = None


class CompletionsHandler(Handler):
    """POST /v1/completions"""

    async def post(self):
        request = self.read(CompletionRequest)
        check_model(request.model, "base")
        prompts = _prompts(request)
        fault = self.meet_faults(bool(request.stream))
        loop = asyncio.get_running_loop()
        choices = [choice for prompt in prompts
                   for choice in await loop.run_in_executor(None, sampling.choices, request, prompt)]
        given = sum(len(base_model.tokenize(prompt)) for prompt in prompts)
        written = sum(len(choice.tokens) for choice in choices) - given * (request.n or 1) * bool(request.echo)
        head = {"id": self.engine.new_id("cmpl-"), "object": "text_completion", "created": self.engine.now(),
                "model": request.model}
        usage = {"prompt_tokens": given, "completion_tokens": written, "total_tokens": given + written}
        if request.stream:
            await self.send_events(_chunks(request, head, choices, usage), fault)
        else:
            await self.rest(self.engine.delay(written))
            bodies = [_body(number, choice, request.logprobs) for number, choice in enumerate(choices)]
            self.send({**head, "choices": bodies, "usage": usage})


# ── the request ──────────────────────────────────────────────────────────────────────────────


def _prompts(request) -> list[str]:
    """The prompts as texts, and the checks that look at several parameters at once."""
    refuse(request, "suffix", "logit_bias")
    if request.stream_options is not None and not request.stream:
        raise ApiError("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                       param="stream_options")
    if request.best_of is not None and request.best_of < (request.n or 1):
        raise ApiError(f"You requested that the server return more choices than it will generate (HINT: best_of must "
                       f"be at least n; it is {request.best_of}).", param="best_of")
    if request.best_of is not None and request.best_of > 1 and request.stream:
        raise ApiError("Cannot stream results with best_of > 1.", param="best_of")
    prompts = request.prompt if isinstance(request.prompt, list) else [request.prompt or ""]
    if not prompts:
        raise ApiError("Invalid 'prompt': empty array. Expected an array with minimum length 1, but got an empty array "
                       "instead.", param="prompt", code="empty_array")
    if not all(isinstance(prompt, str) for prompt in prompts):
        raise invalid_type("prompt", "a string or an array of strings, as the practice model's tokens have no ids",
                           request.prompt)
    return prompts


# ── the reply ────────────────────────────────────────────────────────────────────────────────


def _body(number, choice, top) -> dict:
    logprobs = None if top is None else _logprobs(choice, 0)
    return {"text": "".join(choice.tokens), "index": number, "logprobs": logprobs,
            "finish_reason": choice.finish_reason}


def _logprobs(choice, offset) -> dict:
    offsets = list(itertools.accumulate(map(len, choice.tokens[:-1]), initial=offset)) if choice.tokens else []
    return {"tokens": choice.tokens, "token_logprobs": choice.logprobs, "top_logprobs": choice.tops,
            "text_offset": offsets}


def _chunks(request, head, choices, usage):
    """(tokens, text) pairs of the stream."""
    wants_usage = bool(request.stream_options and request.stream_options.include_usage)
    extra = {"usage": None} if wants_usage else {}
    for number, choice in enumerate(choices):
        offset = 0
        for place, token in enumerate(choice.tokens):
            logprobs = None
            if request.logprobs is not None:
                one = sampling.Written([token], [choice.logprobs[place]], [choice.tops[place]])
                logprobs = _logprobs(one, offset)
            offset += len(token)
            yield 1, _event({**head, **extra, "choices": [
                {"text": token, "index": number, "logprobs": logprobs, "finish_reason": None}]})
        yield 0, _event({**head, **extra, "choices": [
            {"text": "", "index": number, "logprobs": None, "finish_reason": choice.finish_reason}]})
    if wants_usage:
        yield 0, _event({**head, "choices": [], "usage": usage})
    yield 0, "data: [DONE]\n\n"


def _event(chunk) -> str:
    return f"data: {json.dumps(chunk)}\n\n"
