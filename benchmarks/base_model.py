"""Measures of the base model, over HTTP as a lesson does it: form by examples, role by training, calls by their loss.

    python benchmarks/base_model.py
"""

import json
import random
import re
import statistics
import time
from pathlib import Path

import openai

from workshop_utils import practice
from workshop_utils.practice.base.counts import Counts
from workshop_utils.practice.mind import base_model

DATA = Path(__file__).parents[1] / "data"
BASE, STATIC = base_model.NAME, base_model.NAME + base_model.STATIC
WEIGHTS = (1, .8, .6, .4, .2)   # of the tokens after a call: Schick et al. 2023, equation for w_t, before normalisation
SHOTS = (0, 1, 2, 4, 8)


def read(name: str):
    """A JSON file of data/."""
    return json.loads((DATA / name).read_text("utf-8"))


def complete(client, model, prompts, **more) -> list:
    """The first choice of each prompt; a hundred prompts in one request."""
    choices = []
    for start in range(0, len(prompts), 100):
        choices += client.completions.create(model=model, prompt=prompts[start:start + 100], **more).choices
    return choices


# ── lesson 01: form by examples ──────────────────────────────────────────────────────────────


def few_shot(client, model, draws: int = 20, orders: int = 10) -> dict[int, list[float]]:
    """For each number of examples: the rate of well-formed answers in each of `orders` draws and orders of examples."""
    rates = {}
    for shots in SHOTS:
        rates[shots] = []
        for order in range(orders):
            reviews = read("reviews/reviews.json")
            random.Random(order).shuffle(reviews)
            shown = "".join(f"Review: {r['text']}\nSentiment: {r['label']}\n\n" for r in reviews[:shots])
            prompts = [f"{shown}Review: {r['text']}\nSentiment:" for r in reviews[shots:shots + draws]]
            choices = complete(client, model, prompts, max_tokens=6, seed=order, stop="\n")
            rates[shots].append(statistics.mean(well_formed(choice) for choice in choices))
    return rates


def well_formed(choice) -> bool:
    """Whether the answer is one of the two labels and nothing else."""
    return choice.finish_reason == "stop" and choice.text in (" positive", " negative")


# ── lesson 02: role by further training ──────────────────────────────────────────────────────


def flat(messages) -> str:
    """A conversation as the text that the model is trained on."""
    marks = {"user": "User: {}", "assistant": "Assistant: {}" + base_model.END}
    return "\n".join(marks[message["role"]].format(message["content"]) for message in messages)


def train_on_dialogues() -> str:
    """The base model trained further on the two hundred dialogues."""
    return base_model.further_trained_on([flat(d) for d in read("dialogues/dialogues.json")], name="dialogues")


def in_role(client, model, temperature: float = 1.0) -> float:
    """How many of the unseen openings it answers in one line of its own, and then stops by itself."""
    openings = (DATA / "dialogues/openings.txt").read_text("utf-8").splitlines()
    prompts = [f"User: {opening}\nAssistant:" for opening in openings]
    choices = complete(client, model, prompts, max_tokens=60, seed=1, temperature=temperature)
    return statistics.mean(answers_and_stops(choice) for choice in choices)


def answers_and_stops(choice) -> bool:
    """One line of 2 to 50 words that ends in a mark, speaks for nobody else, and is ended by the model itself."""
    text = choice.text
    return (choice.finish_reason == "stop" and re.fullmatch(r"[^\n]*[.?!]", text) is not None
            and 2 <= len(text.split()) <= 50 and not re.search(r"\b(User|Assistant)\b", text))


# ── lesson 03: calls by their loss ───────────────────────────────────────────────────────────


def gains(client, model, texts) -> list[tuple[float, str, str]]:
    """(gain in nats, kind, the text with the call in it) of every place for a call.

    The gain of Toolformer (Schick et al. 2023): min(loss without a call, loss with a call that has no result) less the
    loss with call and result, over the weighted tokens after the place; the call stands before the text.
    """
    prompts, places = [], []
    for text in texts:
        for call in text["calls"]:
            for prefix in ("", f"[{call['call']} →] ", f"[{call['call']} → {call['result']}] "):
                prompts.append(prefix + text["text"])
                places.append(len(prefix) + call["at"])
    scored = complete(client, model, prompts, max_tokens=0, echo=True, logprobs=0)
    losses = iter(weighted_loss(choice.logprobs, at) for choice, at in zip(scored, places))
    return [(min(next(losses), next(losses)) - next(losses), call["kind"], inserted(text["text"], call))
            for text in texts for call in text["calls"]]


def weighted_loss(logprobs, at: int) -> float:
    """The loss of the five tokens from a character on, in nats, with falling weights."""
    after = [logprob for logprob, offset in zip(logprobs.token_logprobs, logprobs.text_offset) if offset >= at]
    return -sum(weight * logprob for weight, logprob in zip(WEIGHTS, after))


def inserted(text, call) -> str:
    """The text with the call and its result at its place."""
    return f"{text[:call['at']]} [{call['call']} → {call['result']}]{text[call['at']:]}"


def auc(gains) -> float:
    """The probability that a useful call gains more than another one."""
    useful = [gain for gain, kind, _ in gains if kind == "useful"]
    others = [gain for gain, kind, _ in gains if kind != "useful"]
    return statistics.mean((a > b) + (a == b) / 2 for a in useful for b in others)


def opens_a_call(client, model, texts) -> tuple[float, float]:
    """How often the next token opens a call: at fitting places, and at three other places of each text."""
    fitting = [t["text"][:c["at"]] for t in texts for c in t["calls"] if c["kind"] == "useful"]
    chance = random.Random(0)
    other = [t["text"][:chance.choice([at for at in spaces(t["text"]) if at != t["calls"][0]["at"]])]
             for t in texts for _ in range(3)]
    return tuple(statistics.mean(choice.text.startswith(" [")
                                 for choice in complete(client, model, prompts, max_tokens=1, seed=2))
                 for prompts in (fitting, other))


def spaces(text) -> list[int]:
    """Where words end."""
    return [at for at, letter in enumerate(text) if letter == " "]


# ── speed ────────────────────────────────────────────────────────────────────────────────────


def speed(client) -> dict[str, float]:
    """Seconds to train, tokens a second, seconds to score a hundred tokens; the last two over HTTP."""
    corpus = base_model.corpus()
    prompt = "".join(base_model.tokenize(" ".join(corpus[:30]))[:100])
    return {"training s": timed(lambda: Counts([(text, 1) for text in corpus])),
            "tokens/s": statistics.median(tokens_per_second(client, prompt) for _ in range(3)),
            "100 tokens scored s": timed(lambda: client.completions.create(model=BASE, prompt=prompt, max_tokens=0,
                                                                           echo=True, logprobs=1))}


def tokens_per_second(client, prompt) -> float:
    """How fast twenty continuations are written."""
    start = time.perf_counter()
    usage = client.completions.create(model=BASE, prompt=prompt, max_tokens=200, n=20, seed=3).usage
    return usage.completion_tokens / (time.perf_counter() - start)


def timed(work) -> float:
    """The best of three runs, in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print every figure beside its target."""
    with practice.start() as server, openai.OpenAI(base_url=server.base_url, api_key="none") as client:
        for model in (BASE, STATIC):
            for shots, rates in few_shot(client, model).items():
                print(f"{model:22} well-formed at k = {shots}: {statistics.mean(rates):.2f} "
                      f"± {statistics.stdev(rates) / len(rates) ** .5:.2f}")
        trained = train_on_dialogues()
        for model in (BASE, trained):
            print(f"{model:24} in its role at T = 1: {in_role(client, model):.2f}, at T = 0.7: "
                  f"{in_role(client, model, .7):.2f}   (before < .2, after > .8)")
        fresh, calls = read("toolformer/fresh.json"), gains(client, BASE, read("toolformer/corpus.json"))
        for model in (BASE, STATIC):
            print(f"{model:22} filter on fresh texts: AUC {auc(gains(client, model, fresh)):.3f}   (≥ .9; control .5)")
        kept = [text for gain, _, text in calls if gain >= 0.5]
        fits, elsewhere = opens_a_call(client, base_model.further_trained_on(kept, name="calls"), fresh)
        print(f"trained on {len(kept)} kept calls: opens one at {fits:.2f} of fitting places (> .5), "
              f"{elsewhere:.2f} of others (< .1)")
        print(", ".join(f"{name}: {value:,.3f}" for name, value in speed(client).items()))


if __name__ == "__main__":
    main()
