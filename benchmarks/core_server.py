"""A model's server for measuring: no thinking, no waiting. `python benchmarks/core_server.py` prints its base URL.

The model's name says what it answers to a question: "calls-8" asks for eight calls of the first tool, and once their
outputs are there says "Done."; "text" says "Done." at once; "give-…" calls it with the arguments written there (base64);
"fault-…" makes the calls of faults() below. With "+final" it ends by calling final_answer, as smolagents wants it.
"""

import asyncio
import base64
import itertools
import json
import sys

numbers = itertools.count(1)    # every response, item and call has an id of its own: some frameworks go by them


def faults(name: str, tool: str) -> list[tuple[str, str]]:
    """The calls of one fault, as (function, arguments); `tool` is the tool's real name."""
    good = '{"city": "Oslo", "days": 2}'
    return {"truncated": [(tool, '{"city": "Oslo", "da')], "array": [(tool, '["Oslo", 2]')], "unknown": [(tool + "s", good)],
            "raises": [(tool, '{"city": "Atlantis", "days": 2}')],
            "one_of_three": [(tool, good), (tool, '{"city": "Atlantis", "days": 2}'), (tool, '{"city": "Rome", "days": 2}')],
            "extra": [(tool, '{"city": "Oslo", "days": 2, "unit": "C"}')], "missing": [(tool, '{"days": 2}')],
            "wrong_type": [(tool, '{"city": "Oslo", "days": "soon"}')]}[name]


def calls_wanted(model: str, tools: list[str], answered: bool) -> list[tuple[str, str]]:
    if not tools:
        return []
    kind, _, rest = model.partition("+")[0].partition("-")
    if answered or kind == "text":
        return [("final_answer", '{"answer": "Done."}')] if model.endswith("+final") else []
    if kind == "calls":
        return [(tools[0], json.dumps({"n": n})) for n in range(int(rest))]
    return faults(rest, tools[0]) if kind == "fault" else [(tools[0], base64.urlsafe_b64decode(rest + "==").decode())]


def answer_responses(body: dict) -> dict:
    items = body["input"] if isinstance(body["input"], list) else []
    answered = any(item.get("type") == "function_call_output" for item in items)
    calls = calls_wanted(body["model"], [tool["name"] for tool in body.get("tools", [])], answered)
    output = [{"type": "function_call", "id": f"fc_{next(numbers)}", "call_id": f"call_{next(numbers)}", "name": name, "arguments": arguments,
               "status": "completed"} for name, arguments in calls]
    if not output:
        part = {"type": "output_text", "text": "Done.", "annotations": [], "logprobs": []}
        output = [{"type": "message", "id": f"msg_{next(numbers)}", "role": "assistant", "status": "completed", "content": [part]}]
    return {"id": f"resp_{next(numbers)}", "object": "response", "created_at": 1, "model": body["model"], "status": "completed", "output": output,
            "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None,
            "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
            "usage": {"input_tokens": 10, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 5,
                      "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 15}}


def answer_chat(body: dict) -> dict:
    # smolagents tells errors in a message of the user.
    answered = any(message["role"] in ("tool", "assistant") or message["role"] == "user" and "Error:" in str(message["content"])
                   for message in body["messages"])
    calls = calls_wanted(body["model"], [tool["function"]["name"] for tool in body.get("tools", [])], answered)
    message = {"role": "assistant", "content": None if calls else "Done.", "refusal": None}
    if calls:
        message["tool_calls"] = [{"id": f"call_{next(numbers)}", "type": "function", "function": {"name": name, "arguments": arguments}}
                                 for name, arguments in calls]
    return {"id": f"chatcmpl_{next(numbers)}", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [
        {"index": 0, "message": message, "finish_reason": "tool_calls" if calls else "stop", "logprobs": None}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}}


ROUTES = {"/v1/responses": answer_responses, "/v1/chat/completions": answer_chat}
seen: list[dict] = []           # the last bodies, served at /seen: what a model was told


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive: just enough for the clients measured here."""

    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

    def data_received(self, data):
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            headers = {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return
            body, self.buffer = rest[:length], rest[length:]
            self.answer(lines[0].split(" ")[1], body)

    def answer(self, path, body):
        if path in ROUTES:
            request = json.loads(body)
            seen[:] = [*seen[-7:], request]
            reply = ROUTES[path](request)
        else:
            reply = seen if path == "/seen" else {"object": "list", "data": []}
        data = json.dumps(reply).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(data), data))


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    # Ends with whoever started it: standard input closes.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
