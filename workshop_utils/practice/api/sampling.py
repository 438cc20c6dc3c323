"""How a base model writes: draw the next token under temperature, penalties and top_p; until a limit, a stop, its end."""

import math
import random
from dataclasses import dataclass, field

from ..mind import base_model

_DEFAULT_MAX_TOKENS = 16


@dataclass
class Written:
    """Tokens with their log-probabilities and the likeliest alternatives; None where nothing came before."""

    tokens: list[str] = field(default_factory=list)
    logprobs: list[float | None] = field(default_factory=list)
    tops: list[dict | None] = field(default_factory=list)
    finish_reason: str = "length"

    def add(self, token, logprob, top):
        """Append a token with its score."""
        self.tokens.append(token)
        self.logprobs.append(logprob)
        self.tops.append(top)

    def trim(self, length):
        """Keep so many characters."""
        used = 0
        for place, token in enumerate(self.tokens):
            if used >= length:
                del self.tokens[place:], self.logprobs[place:], self.tops[place:]
                return
            self.tokens[place] = token[: length - used]
            used += len(token)


def choices(request, prompt) -> list[Written]:
    """The continuations of one prompt: `n`, or the `n` of `best_of` whose tokens are likeliest on average."""
    count = request.n or 1
    written = [_continue(request, prompt, number) for number in range(max(count, request.best_of or 1))]
    if len(written) > count:
        written.sort(key=lambda one: -sum(one.logprobs) / max(1, len(one.tokens)))
    written = written[:count]
    return [_after(_scored(request, prompt), one) for one in written] if request.echo else written


def _continue(request, prompt, number) -> Written:
    written, text = Written(), ""
    limit = _DEFAULT_MAX_TOKENS if request.max_tokens is None else request.max_tokens
    if not limit:
        return written
    chance = random.Random(f"{request.seed or 0} {number} {prompt}")
    stops = [request.stop] if isinstance(request.stop, str) else request.stop or []
    reading = base_model.read(base_model.tokenize(prompt), request.model)
    for _ in range(limit):
        token = _write(request, reading, written, chance.random())
        if token == base_model.END:
            written.finish_reason = "stop"
            break
        text += token
        ends = [at for stop in stops if stop and (at := text.find(stop)) >= 0]
        if ends:
            written.trim(min(ends))
            written.finish_reason = "stop"
            break
    return written


def _write(request, reading, written, chance) -> str:
    """Draw the next token and put it down, unless it is the mark that ends a text."""
    probabilities = reading.distribution()
    weights = probabilities
    if request.frequency_penalty or request.presence_penalty:
        weights = _penalised(request, reading, written.tokens, probabilities)
    drawn = base_model.draw(weights, 1 if request.temperature is None else request.temperature,
                            1 if request.top_p is None else request.top_p, chance)
    token = reading.token(drawn)
    if token != base_model.END:
        top = reading.likeliest(probabilities, request.logprobs or 0)
        written.add(token, base_model.logarithm(probabilities[drawn]), top)
        reading.append(token)
    return token


def _penalised(request, reading, so_far, probabilities):
    weights = probabilities.copy()
    for token in set(so_far):
        penalty = so_far.count(token) * (request.frequency_penalty or 0) + (request.presence_penalty or 0)
        weights[reading.id_of(token)] *= math.exp(-penalty)
    return weights


def _scored(request, prompt) -> Written:
    """The prompt with its scores: the first token has nothing before it, so it has none."""
    tokens, scored = base_model.tokenize(prompt), Written()
    reading = base_model.read([], request.model, vocabulary=tokens)
    for token in tokens:
        if scored.tokens and request.logprobs is not None:
            probabilities = reading.distribution()
            scored.add(token, base_model.logarithm(probabilities[reading.id_of(token)]),
                       reading.likeliest(probabilities, request.logprobs))
        else:
            scored.add(token, None, None)
        reading.append(token)
    return scored


def _after(scored, written) -> Written:
    return Written(scored.tokens + written.tokens, scored.logprobs + written.logprobs, scored.tops + written.tops,
                   written.finish_reason)
