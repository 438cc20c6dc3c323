"""How the base model writes: draw the next token under temperature, penalties and top_p, until a limit or a stop."""

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

    def add(self, token, probabilities, top):
        """Append a token with its score."""
        self.tokens.append(token)
        self.logprobs.append(math.log(probabilities[token]))
        likeliest = sorted(probabilities, key=lambda t: (-probabilities[t], t))[: top or 0]
        self.tops.append({t: math.log(probabilities[t]) for t in likeliest})

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
    return [_after_prompt(prompt, one, request.logprobs) if request.echo else one for one in written[:count]]


def _continue(request, prompt, number) -> Written:
    chance = random.Random((request.seed or 0) * 1_000_003 + number)
    stops = [request.stop] if isinstance(request.stop, str) else request.stop or []
    context, written, text = base_model.tokenize(prompt), Written(), ""
    for _ in range(_DEFAULT_MAX_TOKENS if request.max_tokens is None else request.max_tokens):
        probabilities = base_model.distribution(context)
        token = _draw(_weights(probabilities, written.tokens, request), chance)
        written.add(token, probabilities, request.logprobs)
        context.append(token)
        text += token
        ends = [at for stop in stops if stop and (at := text.find(stop)) >= 0]
        if ends:
            written.trim(min(ends))
            written.finish_reason = "stop"
            break
    return written


def _after_prompt(prompt, written, top) -> Written:
    """The prompt, scored as well, and then the continuation: the first token has nothing before it, so no score."""
    tokens, whole = base_model.tokenize(prompt), Written(finish_reason=written.finish_reason)
    for place, token in enumerate(tokens):
        whole.add(token, {token: base_model.UNSEEN} | base_model.distribution(tokens[:place]), top)
    if tokens:
        whole.logprobs[0] = whole.tops[0] = None
    whole.tokens += written.tokens
    whole.logprobs += written.logprobs
    whole.tops += written.tops
    return whole


def _weights(probabilities, so_far, request) -> dict[str, float]:
    """The probabilities under temperature, penalties and top_p, as the API documents them."""
    temperature = 1 if request.temperature is None else request.temperature
    scores = {token: math.log(probability) for token, probability in probabilities.items()}
    for token in set(so_far) & scores.keys():
        scores[token] -= so_far.count(token) * (request.frequency_penalty or 0) + (request.presence_penalty or 0)
    best = max(scores.values())
    if temperature < 0.01:
        return {min(token for token, score in scores.items() if score == best): 1.0}
    weights = {token: math.exp((score - best) / temperature) for token, score in scores.items()}
    return weights if request.top_p is None else _nucleus(weights, request.top_p)


def _nucleus(weights, top_p) -> dict[str, float]:
    """The likeliest tokens that together hold the share top_p."""
    kept, held, total = {}, 0.0, sum(weights.values())
    for token in sorted(weights, key=lambda token: (-weights[token], token)):
        kept[token] = weights[token]
        held += weights[token] / total
        if held >= top_p:
            break
    return kept


def _draw(weights, chance) -> str:
    tokens = sorted(weights)
    return chance.choices(tokens, [weights[token] for token in tokens])[0]
