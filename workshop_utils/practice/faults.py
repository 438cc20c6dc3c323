"""Misbehaviour on purpose: faults("rate_limit", n=2) makes the practice model refuse its next two requests."""

import itertools
import json
import random
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field, replace

KINDS = {
    "rate_limit": "429 with a retry-after header",
    "server_error": "500 with an error object",
    "dropped_connection": "the connection closes without a reply",
    "stalled_stream": "half of the stream, then nothing",
    "truncated_stream": "half of the stream, then its end: no last event, no error",
    "malformed_arguments": "a call whose arguments are not JSON",
    "unknown_tool": "a call of a function that was not offered",
    "repeated_call_id": "a call with the id of another call",
    "garbled_text": "a text without its closing brackets and quotes",
}
_OF_STREAMS = ("stalled_stream", "truncated_stream")
_OF_ANSWERS = ("malformed_arguments", "unknown_tool", "repeated_call_id", "garbled_text")
_CLOSERS = dict.fromkeys(map(ord, ")]}\"'”’"))
_numbers = itertools.count(1)


@dataclass
class Fault:
    """One fault that waits for requests. `left` is None for a share of all requests."""

    kind: str
    left: int | None
    share: float | None
    random: random.Random
    retry_after: float
    stall_s: float
    fault_id: str = field(default_factory=lambda: str(next(_numbers)))

    def strikes(self) -> bool:
        """Whether the present request is hit; counts it."""
        if self.share is not None:
            return self.random.random() < self.share
        self.left -= 1
        return self.left >= 0


class FaultPlan:
    """The faults of one server; asked by its endpoints, filled from any thread."""

    def __init__(self):
        self._faults, self._lock = [], threading.Lock()

    def add(self, kind, n=1, share=None, seed=0, retry_after=1, stall_s=60) -> Fault:
        """Plan a fault."""
        fault = Fault(kind, n if share is None else None, share, random.Random(seed), retry_after, stall_s)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self, fault_id=None):
        """End one fault, or all."""
        with self._lock:
            self._faults = [fault for fault in self._faults if fault_id not in (None, fault.fault_id)]

    def strike(self, *kinds) -> Fault | None:
        """The first planned fault of these kinds that hits the present request."""
        with self._lock:
            hit = next((fault for fault in self._faults if fault.kind in kinds and fault.strikes()), None)
            self._faults = [fault for fault in self._faults if fault.left != 0]
        return hit

    def of_request(self, is_stream) -> Fault | None:
        """What happens to a request whatever its answer: refused, dropped, or its stream broken."""
        broken = _OF_STREAMS if is_stream else ()
        return self.strike("rate_limit", "server_error", "dropped_connection", *broken)

    def spoil(self, draft, conversation):
        """The draft of an answer, spoilt where a fault is planned that fits it."""
        used = [item.call_id for item in conversation.items if hasattr(item, "arguments")]
        fitting = ["garbled_text"] * bool(draft.text) + ["malformed_arguments", "unknown_tool"] * bool(draft.calls)
        if len(draft.calls) + bool(used) > 1:
            fitting.append("repeated_call_id")
        fault = self.strike(*fitting)
        return draft if fault is None else _SPOIL[fault.kind](draft, conversation, used)


def _garble(draft, conversation, used):
    text = draft.text.translate(_CLOSERS)
    return replace(draft, text=text if text != draft.text else draft.text[: len(draft.text) * 2 // 3])


def _malform(draft, conversation, used):
    return _with_last_call(draft, arguments=draft.calls[-1].arguments[:-1])


def _rename(draft, conversation, used):
    name, offered = draft.calls[-1].name, {tool.name for tool in conversation.tools}
    return _with_last_call(draft, name=next(new for end in itertools.count(2)
                                            if (new := f"{name[:60]}_{end}") not in offered))


def _repeat_id(draft, conversation, used):
    return _with_last_call(draft, call_id=used[-1] if used else draft.calls[0].call_id)


def _with_last_call(draft, **changes):
    return replace(draft, calls=[*draft.calls[:-1], replace(draft.calls[-1], **changes)])


_SPOIL = {"garbled_text": _garble, "malformed_arguments": _malform, "unknown_tool": _rename,
          "repeated_call_id": _repeat_id}


class Planned:
    """A planned fault. `clear()` ends it; as a context manager it ends with the block."""

    def __init__(self, clear):
        self.clear = clear

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.clear()


def faults(kind, n=1, share=None, seed=0, retry_after=1, stall_s=60, base_url=None) -> Planned:
    """Make the practice model misbehave: for the next `n` requests, or for a share of all that follow.

    Requests are those that ask a model for something: chat completions, responses, completions, embeddings. One that
    the fault cannot touch does not count: malformed arguments wait for an answer with a call.

        faults("rate_limit", n=2)                       # the next two requests
        with faults("server_error", share=0.3, seed=1): # three in ten, until the block ends
            ...

    Args:
        kind: "rate_limit", "server_error", "dropped_connection", "stalled_stream", "truncated_stream",
            "malformed_arguments", "unknown_tool", "repeated_call_id" or "garbled_text" (see KINDS)
        n: how many requests are hit
        share: instead of n, the probability with which each request is hit, until cleared
        seed: of that probability
        retry_after: seconds that a 429 asks to wait
        stall_s: seconds that a stalled stream stays silent before it ends
        base_url: of a server in another process; otherwise the one of this process

    Raises:
        ValueError: for an unknown kind, or an n or share that is none
        RuntimeError: if no practice model runs there
    """
    if kind not in KINDS:
        raise ValueError(f"There is no fault {kind!r}. Faults: {', '.join(KINDS)}.")
    if n < 1 or not 0 <= (share or 0) <= 1:
        raise ValueError(f"n must be at least 1 and share from 0 to 1, got n={n} and share={share}.")
    plan = {"kind": kind, "n": n, "share": share, "seed": seed, "retry_after": retry_after, "stall_s": stall_s}
    if base_url is not None:
        return _plan_elsewhere(plan, base_url)
    from .server import running

    server = running()
    if server is None:
        raise RuntimeError("No practice model runs in this process. Call connect() first, "
                           "or name the server by base_url=.")
    fault = server.faults.add(**plan)
    return Planned(lambda: server.faults.clear(fault.fault_id))


def _plan_elsewhere(plan, base_url) -> Planned:
    url = base_url.rstrip("/").removesuffix("/v1") + "/practice/faults"
    number = _ask(url, "POST", plan)["id"]
    return Planned(lambda: _ask(f"{url}?id={number}", "DELETE"))


def _ask(url, method, body=None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy
    try:
        with opener.open(request, timeout=10) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as error:
        message = json.load(error)["error"]["message"] if "json" in error.headers.get("Content-Type", "") else error
        raise RuntimeError(f"{url} refused the fault ({error.code}): {message}") from None
    except urllib.error.URLError as error:
        raise RuntimeError(f"No practice model answers at {url} ({error.reason}). Is it running?") from None
