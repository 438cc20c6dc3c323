"""Runs inside a peer's own environment: does the work of peers_cases.py and prints what came out as one line of JSON."""

import asyncio
import base64
import importlib.metadata
import json
import linecache
import logging
import re
import statistics
import sys
import time
import urllib.request
from typing import Literal

import openai
from peers_adapters import adapter, once, wait_for
from peers_cases import CASES, DESCRIPTIONS, FAULTS, arrived, forecast


def main(name: str, url: str) -> dict:
    logging.disable(logging.CRITICAL)
    peer = adapter(name)
    schemas, typed = judge_schemas(peer, url), judge_values(peer, url)
    faults, messages, said = judge_faults(peer, url)
    out = {"version": importlib.metadata.version(peer.package), "schemas": sum(not why for why in schemas.values()),
           "typed": sum(not why for why in typed.values()), "faults": sum(faults.values()), "messages": sum(messages.values()), "said": said,
           "wrong": [f"{kind}: {why}" for kind, why in [*schemas.items(), *typed.items()] if why]
           + [f"fault {kind} not survived" for kind, ok in faults.items() if not ok]
           + [f"message of {kind} is not exact" for kind, ok in messages.items() if not ok],
           "schema_ms": schema_ms(peer)}
    for api in peer.apis:
        out[f"loop_{api}"] = loop_ratio(peer, url, api)
    return out | parallel(peer, url)


# ── what goes over the wire ───────────────────────────────────────────────────────────────────────────


def seen(url: str) -> dict:
    """The last request that the server got."""
    with urllib.request.urlopen(url.removesuffix("/v1") + "/seen") as reply:
        return json.load(reply)[-1]


def outputs(request: dict) -> list[str]:
    """What the model was told about its calls."""
    items = request.get("input") or request.get("messages")
    items = [] if isinstance(items, str) else items
    found = [item.get("output", item.get("content")) for item in items if item.get("type") == "function_call_output" or item.get("role") == "tool"]
    if not found:                                 # smolagents tells them as messages of the user
        found = [item["content"] for item in items if item.get("role") == "user" and re.search("Error:|Observation:", str(item["content"]))]
    return [text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in found]


def _model(peer, kind: str) -> str:
    return kind + ("+final" if peer.ends_with_a_call else "")


def given(peer, arguments: dict) -> str:
    return _model(peer, "give-" + base64.urlsafe_b64encode(json.dumps(arguments).encode()).decode().rstrip("="))


# ── judging ───────────────────────────────────────────────────────────────────────────────────────────


def judge_schemas(peer, url: str) -> dict[str, str]:
    """For each kind of signature why the schema that was sent is wrong; empty where it is right."""
    wrong = {}
    for kind, (function, accepted, refused, _) in CASES.items():
        try:
            once(peer.prepare([peer.make(function)], _model(peer, "text"), url, peer.apis[0]))
            definition = seen(url)["tools"][0]
            schema = definition.get("function", definition)["parameters"]
            wrong[kind] = _schema_fault(schema, accepted, refused, DESCRIPTIONS.get(kind, {}))
        except Exception as error:
            wrong[kind] = f"{type(error).__name__}: {error}"[:150]
    return wrong


def _schema_fault(schema: dict, accepted: dict, refused: dict, descriptions: dict) -> str:
    import jsonschema
    check = jsonschema.Draft202012Validator(schema).is_valid
    if len(accepted) == 1 and isinstance(only := next(iter(accepted.values())), dict) and set(only) == set(schema["properties"]):
        accepted, refused = only, next(iter(refused.values()))            # pydantic-ai unfolds a single object; that is right, too
    full = {**dict.fromkeys(schema["properties"]), **accepted}            # strict mode: null for what is not given
    if not (check(accepted) or check(full)) or set(accepted) - set(schema["properties"]):
        return "refuses what the function takes"
    if check(refused):
        return "accepts what the function does not take"
    missing = [key for key, text in descriptions.items() if schema["properties"][key].get("description") != text]
    return f"has no description of {missing[0]}" if missing else ""


def judge_values(peer, url: str) -> dict[str, str]:
    """For each kind of signature what arrived instead of the typed value; empty where it is right."""
    wrong = {}
    for kind, (function, accepted, _, expected) in CASES.items():
        if expected is None:
            continue
        arrived.clear()
        try:
            once(peer.prepare([peer.make(function)], given(peer, accepted), url, peer.apis[0]))
            right = arrived and all(value == expected[key] and type(value) is type(expected[key]) for key, value in arrived[0].items())
            wrong[kind] = "" if right else f"arrived as {arrived[:1]}"[:150]
        except Exception as error:
            wrong[kind] = f"{type(error).__name__}: {error}"[:150]
    return wrong


def judge_faults(peer, url: str) -> tuple[dict, dict, dict]:
    """For each fault: did the run come to an answer with every call answered, and was the model told exactly?"""
    survived, exact, said = {}, {}, {}
    for fault, (culprits, remedies) in FAULTS.items():
        try:
            text = once(peer.prepare([peer.make(forecast)], _model(peer, f"fault-{fault}"), url, peer.apis[0]))
            told = outputs(seen(url))
        except Exception as error:
            text, told = None, [f"run ended: {type(error).__name__}: {error}"[:300]]
        siblings = " ".join(told).count("sunny") == 2 if fault == "one_of_three" else True
        survived[fault] = bool(text == "Done." and told and siblings)
        message = " ".join(one for one in told if "sunny" not in one or "Atlantis" in one)
        named = all(re.search(word, message, re.I) for word in culprits) and any(re.search(word, message, re.I | re.S) for word in remedies)
        exact[fault] = bool(survived[fault] and named and len(message) <= 800 and "Traceback" not in message)
        said[fault] = message[:400]
    return survived, exact, said


# ── measuring ─────────────────────────────────────────────────────────────────────────────────────────


def schema_ms(peer) -> float:
    """Median milliseconds to make a tool of a function that was never seen before."""
    times = []
    for n in range(200):
        scope: dict = {"Literal": Literal}
        source = (f'def f{n}(city: str, unit: Literal["c", "f"] = "c") -> str:\n'
                  f'    """Weather {n}.\n\n    Args:\n        city: city {n}\n        unit: unit {n}\n    """\n    return city\n')
        linecache.cache[f"<f{n}>"] = (len(source), None, source.splitlines(True), f"<f{n}>")      # some frameworks read it
        exec(compile(source, f"<f{n}>", "exec"), scope)
        start = time.perf_counter()
        peer.make(scope[f"f{n}"])
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def get(n: int) -> int:
    """Get one.

    Args:
        n: its number
    """
    return n


def raw(url: str, api: str):
    """The same turn by hand, with the official client: (run, arun)."""
    parameters = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}
    function = {"name": "get", "description": "Get one.", "parameters": parameters, "strict": True}

    def after_responses(reply, items):
        items += reply.output
        items += [{"type": "function_call_output", "call_id": o.call_id, "output": str(get(**json.loads(o.arguments)))}
                  for o in reply.output if o.type == "function_call"]

    def after_chat(reply, items):
        message = reply.choices[0].message
        items.append(message)
        items += [{"role": "tool", "tool_call_id": c.id, "content": str(get(**json.loads(c.function.arguments)))} for c in message.tool_calls or ()]
    key, after, tools = ("input", after_responses, [{"type": "function", **function}]) if api == "responses" else \
        ("messages", after_chat, [{"type": "function", "function": function}])

    def create(client):
        return client.responses.create if api == "responses" else client.chat.completions.create
    sync, later = openai.OpenAI(base_url=url, api_key="k"), openai.AsyncOpenAI(base_url=url, api_key="k")

    def run():
        items = [{"role": "user", "content": "Go."}]
        for _ in range(2):
            after(create(sync)(model="calls-1", tools=tools, **{key: items}), items)

    async def arun():
        items = [{"role": "user", "content": "Go."}]
        for _ in range(2):
            after(await create(later)(model="calls-1", tools=tools, **{key: items}), items)
    return run, arun


def loop_ratio(peer, url: str, api: str, rounds: int = 120) -> float:
    """Time of a turn with one call over the time of the same turn by hand, run by turns; async where there is a way."""
    (run, arun), (raw_run, raw_arun) = peer.prepare([peer.make(get)], _model(peer, "calls-1"), url, api), raw(url, api)

    async def by_turns():
        times = ([], [])
        for round_ in range(rounds + 15):
            for kept, turn in zip(times, (arun, raw_arun)):
                start = time.perf_counter()
                await turn()
                if round_ >= 15:
                    kept.append(time.perf_counter() - start)
        return times

    def by_turns_sync():
        times = ([], [])
        for round_ in range(rounds + 15):
            for kept, turn in zip(times, (run, raw_run)):
                start = time.perf_counter()
                turn()
                if round_ >= 15:
                    kept.append(time.perf_counter() - start)
        return times
    mine, by_hand = wait_for(by_turns()) if arun else by_turns_sync()
    return statistics.median(mine) / statistics.median(by_hand)


def wait(n: int) -> int:
    """Wait a little.

    Args:
        n: its number
    """
    time.sleep(0.1)
    return n


async def wait_async(n: int) -> int:
    """Wait a little.

    Args:
        n: its number
    """
    await asyncio.sleep(0.1)
    return n


def parallel(peer, url: str) -> dict:
    """1, 8, 32 and 64 calls of 100 ms in one turn, both requests included, over the ideal of 100 ms."""
    out = {}
    for n in (1, 8, 32, 64):
        for kind, function in (("sync", wait), ("async", wait_async)):
            try:
                out[f"{kind}_{n}"] = _seconds(peer, function, f"calls-{n}", url) / 0.1
            except Exception:                     # no such tools, or no such number of calls: a dash in the table
                out[f"{kind}_{n}"] = None
    return out


def _seconds(peer, function, model: str, url: str) -> float:
    run, arun = peer.prepare([peer.make(function)], _model(peer, model), url, peer.apis[0])

    async def timed():
        times = []
        for _ in range(4):
            start = time.perf_counter()
            await arun()
            times.append(time.perf_counter() - start)
        return min(times[1:])

    def timed_sync():
        times = []
        for _ in range(4):
            start = time.perf_counter()
            run()
            times.append(time.perf_counter() - start)
        return min(times[1:])
    return wait_for(timed()) if arun else timed_sync()


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
