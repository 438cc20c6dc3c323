"""Between Responses items and chat completions: for servers that speak only those, and for fine-tuning files."""

import json

FINISHED = {"length": "max_output_tokens", "content_filter": "content_filter"}


def request_of(request: dict, streaming: bool) -> dict:
    """A request to the Responses API as one for chat completions."""
    out = {key: value for key, value in request.items() if key not in ("input", "instructions", "tools", "store", "include")}
    out["messages"] = messages_of(request["input"], request.get("instructions", ""))
    if request.get("tools"):
        out["tools"] = tools_of(request["tools"])
    if streaming:
        out["stream_options"] = {"include_usage": True}
    return out


def tools_of(definitions: list[dict]) -> list[dict]:
    """Tools as chat completions take them."""
    return [{"type": "function", "function": {key: value for key, value in one.items() if key != "type"}} for one in definitions]


def messages_of(items: list[dict], instructions: str = "") -> list[dict]:
    """Items as messages: what an assistant said and called in one go is one message. Reasoning has no place in them."""
    messages = [{"role": "system", "content": instructions}] if instructions else []
    for item in items:
        kind = item.get("type", "message")
        if kind == "function_call_output":
            messages.append({"role": "tool", "tool_call_id": item["call_id"], "content": item["output"]})
        elif kind == "function_call":
            if not messages or messages[-1]["role"] != "assistant":
                messages.append({"role": "assistant", "content": None})
            messages[-1].setdefault("tool_calls", []).append({"id": item["call_id"], "type": "function", "function": {
                "name": item["name"], "arguments": item["arguments"]}})
        elif kind == "message":
            messages.append({"role": item["role"], "content": _plain(item["content"])})
    return messages


def _plain(content) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text") or part.get("refusal") or "" for part in content)


def response_of(completion) -> dict:
    """A chat completion as a response; anything else is returned as it is."""
    if not isinstance(completion, dict) or not completion.get("choices"):
        return completion
    choice, used = completion["choices"][0], completion.get("usage") or {}
    said, reason = choice["message"], FINISHED.get(choice.get("finish_reason"))
    status = "incomplete" if reason else "completed"
    output = []
    if said.get("content") or said.get("refusal"):
        part = {"type": "refusal", "refusal": said["refusal"]} if said.get("refusal") else \
            {"type": "output_text", "text": said["content"], "annotations": []}
        output.append({"type": "message", "role": "assistant", "status": status, "content": [part]})
    for call in said.get("tool_calls") or []:
        output.append({"type": "function_call", "call_id": call.get("id"), "name": call["function"]["name"],
                       "arguments": call["function"].get("arguments"), "status": "completed"})
    if reason and output:
        output[-1]["status"] = "incomplete"       # only the last one was cut off
    return {"status": status, "incomplete_details": {"reason": reason} if reason else None, "output": output,
            "usage": {"input_tokens": used.get("prompt_tokens", 0), "output_tokens": used.get("completion_tokens", 0)}}


class Gathered:
    """The chunks of one streamed completion, put together."""

    def __init__(self):
        self.message, self.calls, self.finish_reason, self.usage = {"content": "", "refusal": ""}, {}, None, None

    def add(self, chunk: dict) -> list[tuple[str, str, str, str]]:
        """Take one chunk in; returns its deltas as (kind, text, name, call_id)."""
        self.usage = chunk.get("usage") or self.usage
        deltas = []
        for choice in (chunk.get("choices") or [])[:1]:
            self.finish_reason = choice.get("finish_reason") or self.finish_reason
            delta = choice.get("delta") or {}
            for key in ("content", "refusal"):
                if delta.get(key):
                    self.message[key] += delta[key]
                    deltas.append(("text", delta[key], "", ""))
            deltas += [self._add_call(part) for part in delta.get("tool_calls") or []]
        return deltas

    def _add_call(self, part: dict) -> tuple[str, str, str, str]:
        function = part.get("function") or {}
        # Some servers send each call whole and without an index: a new id is then a new call.
        index = part.get("index", part.get("id") or len(self.calls) - 1)
        call = self.calls.setdefault(index, {"id": part.get("id"), "function": {"name": "", "arguments": ""}})
        call["function"]["name"] = function.get("name") or call["function"]["name"]
        call["function"]["arguments"] += function.get("arguments") or ""
        return "arguments", function.get("arguments") or "", call["function"]["name"], call["id"] or ""

    def response(self) -> dict | None:
        """The whole as a response; None if the stream ended before its end."""
        if self.finish_reason is None:
            return None
        message = {**self.message, "tool_calls": list(self.calls.values())}
        return response_of({"choices": [{"message": message, "finish_reason": self.finish_reason}], "usage": self.usage})


def training_lines(items: list[dict], instructions: str, definitions: list[dict]) -> list[str]:
    """One line of OpenAI's fine-tuning format for each turn: what led to it has weight 0, so nothing is learned twice."""
    starts = [n for n, item in enumerate(items) if item.get("role") == "user"] + [len(items)]
    lines = []
    for start, end in zip(starts, starts[1:]):
        before, turn = messages_of(items[:start], instructions), messages_of(items[start:end])
        if turn[-1]["role"] != "assistant":       # a turn without an answer teaches nothing
            continue
        known = [{**message, "weight": 0} if message["role"] == "assistant" else message for message in before]
        line = {"messages": known + turn, **({"tools": tools_of(definitions)} if definitions else {})}
        lines.append(json.dumps(line, ensure_ascii=False))
    return lines
