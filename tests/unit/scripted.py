"""A model's server that says what a test tells it to: each request takes the next step of a script."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USAGE = {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15}


def response(*output, status="completed", usage=USAGE, **fields) -> dict:
    """A Responses API object with these output items."""
    return {"id": "resp_1", "object": "response", "created_at": 0, "model": "scripted", "status": status,
            "output": list(output), "usage": usage, "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
            "error": None, "incomplete_details": None, "instructions": None, "metadata": {}, **fields}


def text(said: str) -> dict:
    """A message item."""
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
            "content": [{"type": "output_text", "text": said, "annotations": []}]}


def refusal(said: str) -> dict:
    """A message item that refuses."""
    return {**text(""), "content": [{"type": "refusal", "refusal": said}]}


def call(name: str, arguments="{}", call_id="call_1", **fields) -> dict:
    """A function_call item; arguments as a text, or as data that is written as JSON."""
    arguments = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return {"type": "function_call", "id": "fc_" + call_id, "call_id": call_id, "name": name, "arguments": arguments,
            "status": "completed", **fields}


def error(status: int, message: str, **headers):
    """A step that refuses."""
    return status, {"error": {"message": message, "type": "error", "code": None, "param": None}}, headers


def events(answer: dict) -> list[dict]:
    """The events of a stream that ends in `answer`."""
    out = [{"type": "response.created", "response": {**answer, "status": "in_progress", "output": []}}]
    for index, item in enumerate(answer["output"]):
        place = {"output_index": index, "item_id": item.get("id")}
        out.append({"type": "response.output_item.added", "item": {**item, "arguments": ""}, **place})
        for part in item.get("content", []) if item["type"] == "message" else []:
            kind = "output_text" if "text" in part else "refusal"
            for word in (part.get("text") or part.get("refusal")).split(" "):
                out.append({"type": f"response.{kind}.delta", "delta": word + " ", "content_index": 0, **place})
        if item["type"] == "function_call":
            half = len(item["arguments"]) // 2
            for piece in (item["arguments"][:half], item["arguments"][half:]):
                out.append({"type": "response.function_call_arguments.delta", "delta": piece, **place})
        out.append({"type": "response.output_item.done", "item": item, **place})
    return [*out, {"type": f"response.{answer['status']}", "response": answer}]


class Scripted:
    """The server. `script` is a list of steps; the last one is repeated.

    A step is a response (a dict; streamed if the request asks for it), a (status, body, headers), a list of
    stream events (sent as they are; None breaks the connection off), or a function of the request's body that
    returns one of these. `requests` keeps (path, body, headers) of all requests.
    """

    def __init__(self, *script, models=("scripted",)):
        self.script, self.models, self.requests = list(script), models, []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.handle_error = lambda *request: None         # a client that leaves early is no error of the server
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def next_step(self, body):
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return step(body) if callable(step) else step

    @property
    def bodies(self) -> list[dict]:
        """The bodies of all requests that had one."""
        return [body for _, body, _ in self.requests if body is not None]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()


def _handler(scripted: Scripted):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            scripted.requests.append((self.path, None, dict(self.headers)))
            if scripted.models is None:
                return self._json(404, {"error": {"message": "no such route"}}, {})
            if isinstance(scripted.models, int):
                return self._json(scripted.models, {"error": {"message": "refused"}}, {})
            self._json(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in scripted.models]}, {})

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            scripted.requests.append((self.path, body, dict(self.headers)))
            step = scripted.next_step(body)
            if isinstance(step, tuple):
                return self._json(*step)
            if isinstance(step, list) or body.get("stream"):
                return self._stream(step if isinstance(step, list) else events(step))
            self._json(200, step, {})

        def _json(self, status, body, headers):
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            kind = "text/html" if isinstance(body, bytes) else "application/json"
            head = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in
                           {"Content-Type": kind, "Content-Length": len(data), **headers}.items())
            self.wfile.write(f"HTTP/1.1 {status} said\r\n{head}\r\n".encode() + data)

        def _stream(self, sent):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
            for number, event in enumerate(sent):
                if event is None:
                    self.close_connection = True
                    return self.connection.close()
                if isinstance(event, float):
                    time.sleep(event)
                    continue
                if isinstance(event, str):
                    block = f"data: {event}\n\n".encode()
                else:
                    block = (f"event: {event['type']}\n" if "type" in event else "").encode()
                    block += f"data: {json.dumps({'sequence_number': number, **event})}\n\n".encode()
                self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))
            self.wfile.write(b"0\r\n\r\n")

        def log_message(self, *arguments):
            pass                                  # nothing about requests on the tests' stderr

    return Handler
