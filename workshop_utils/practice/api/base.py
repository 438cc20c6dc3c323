"""What every endpoint does alike: read and check the body, send JSON or events, answer every mistake with an error object."""

import asyncio
import json
import math

import tornado.web
from pydantic import ValidationError
from tornado.iostream import StreamClosedError

from .errors import ApiError, from_validation, unsupported

MAX_BODY_BYTES = 32 * 2**20
_MAX_NESTING = 100
_SERVER_ERROR = "The server had an error while processing your request. Sorry about that!"
_NOT_JSON = ("We could not parse the JSON body of your request. The API expects a JSON payload, "
             "but what was sent was not valid JSON: {}.")


@tornado.web.stream_request_body
class Handler(tornado.web.RequestHandler):
    """A request: its own methods, or else the API's 404 and 405."""

    @property
    def engine(self):
        """The practice model that answers here."""
        return self.settings["engine"]

    def initialize(self):
        self._body, self._size = bytearray(), 0
        self._gone = asyncio.get_running_loop().create_future()

    def data_received(self, chunk):
        # An oversize body is read to its end and dropped: a client that is still sending reads no answer.
        self._size += len(chunk)
        if self._size <= MAX_BODY_BYTES:
            self._body += chunk

    def on_connection_close(self):
        if not self._gone.done():
            self._gone.set_result(None)

    def set_default_headers(self):
        self.set_header("x-request-id", self.engine.new_id("req_"))
        self.set_header("openai-version", "2020-10-01")
        self.set_header("Content-Type", "application/json")
        self.clear_header("Server")

    def compute_etag(self):
        """None: no reply is ever answered by "not modified"."""

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def read(self, model):
        """The body as an object of `model`; every mistake in it is an ApiError."""
        body = self.json_body()
        if not isinstance(body, dict):
            raise ApiError(_NOT_JSON.format("expected an object at the top level"))
        try:
            return model.model_validate(body)
        except ValidationError as error:
            raise from_validation(error, body) from None

    def json_body(self):
        """The parsed body; nothing that could not be sent back as JSON comes in."""
        if self._size > MAX_BODY_BYTES:
            raise ApiError(f"Request body too large: {self._size} bytes, the limit is {MAX_BODY_BYTES}. "
                           "Send less context.", status=413, code="request_too_large")
        media = self.request.headers.get("Content-Type", "application/json").split(";")[0].strip().lower()
        if media != "application/json":
            raise ApiError(f"Unsupported content type: '{media}'. This API method only accepts 'application/json' "
                           "requests. Please try again with a supported content type.", status=415,
                           code="unsupported_content_type")
        return parse_json(bytes(self._body))

    # ── sending ──────────────────────────────────────────────────────────────────────────────

    def send(self, body: dict):
        """A JSON reply."""
        self.write(json.dumps(body))

    async def send_events(self, events, fault=None):
        """Server-sent events at the model's pace.

        Args:
            events: (tokens, text) pairs; those of 0 tokens cost no time
            fault: a stalled or truncated stream, which ends after half of the events
        """
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if fault:
            events = list(events)
            events = events[: max(1, len(events) // 2)]
        pace, is_first = self.engine.pace(), True
        for tokens, text in events:
            if tokens and (due := pace.due(tokens)) > 0:
                await self.send_now()
                await self.rest(due)
            self.write(text)
            if is_first:
                await self.send_now()
                is_first = False
        await self.send_now()
        if fault and fault.kind == "stalled_stream":
            await self.rest(fault.stall_s)

    async def send_now(self):
        """Flush; a client that went away ends the request quietly, as nobody is left to tell."""
        try:
            await self.flush()
        except StreamClosedError:
            raise tornado.web.Finish from None

    async def rest(self, seconds: float):
        """Wait without blocking the loop, and not longer than the client stays."""
        if seconds <= 0:
            return
        done, _ = await asyncio.wait([self._gone], timeout=seconds)
        if done:
            raise tornado.web.Finish

    def meet_faults(self, is_stream=False):
        """Misbehave where practice.faults planned it; gives back the fault of a stream, which send_events acts out."""
        fault = self.engine.faults.of_request(is_stream)
        if fault is None or fault.kind.endswith("_stream"):
            return fault
        if fault.kind == "dropped_connection":
            self.request.connection.stream.close()
            raise tornado.web.Finish
        if fault.kind == "server_error":
            raise ApiError(_SERVER_ERROR, status=500, kind="server_error")
        raise ApiError(f"Rate limit reached for requests. Please try again in {fault.retry_after:g}s.", status=429,
                       kind="requests", code="rate_limit_exceeded", headers={"retry-after": f"{fault.retry_after:g}"})

    # ── mistakes ─────────────────────────────────────────────────────────────────────────────

    def write_error(self, status_code, **kwargs):
        error = kwargs.get("exc_info", (None, None, None))[1]
        if not isinstance(error, ApiError):
            error = self._foreign_error(status_code)
        self.set_status(error.status)
        for name, value in error.headers.items():
            self.set_header(name, value)
        self.finish(json.dumps(error.body()))

    def _foreign_error(self, status):
        """tornado's own refusals and our own bugs, as the API words them."""
        method, path = self.request.method, self.request.path
        if status == 405 and type(self) is not Handler:
            return ApiError(f"Not allowed to {method} on {path}.", status=405, code="method_not_supported")
        if status in (404, 405):
            return ApiError(f"Invalid URL ({method} {path})", status=404)
        if status >= 500:
            return ApiError(_SERVER_ERROR, status=status, kind="server_error")
        return ApiError(f"{self._reason}: {method} {path}", status=status)

    def log_exception(self, kind, value, trace):
        if not isinstance(value, (ApiError, tornado.web.HTTPError)):
            super().log_exception(kind, value, trace)

    async def options(self, *path):
        raise tornado.web.HTTPError(405)

    head = patch = put = options


def parse_json(text: bytes):
    """JSON as the API reads it: no NaN, no endless nesting, no half characters."""
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise ApiError(_NOT_JSON.format(str(error)[:200] or "nested too deeply")) from None
    if b"\\ud" in text.lower() and any("\ud800" <= character <= "\udfff" for character in json.dumps(
            value, ensure_ascii=False)):
        raise ApiError(_NOT_JSON.format("it holds half of a surrogate pair"))
    if text.count(b"[") + text.count(b"{") > _MAX_NESTING and _depth(value) > _MAX_NESTING:
        raise ApiError(_NOT_JSON.format(f"nested deeper than {_MAX_NESTING} levels"))
    return value


def _refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def _finite(text):
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:40]} is too large a number")
    return number


def _depth(value) -> int:
    level, depth = [value], 0
    while level:
        depth += 1
        level = [child for parent in level if isinstance(parent, (dict, list))
                 for child in (parent.values() if isinstance(parent, dict) else parent)]
    return depth


def query(handler, name, default=None, kind=str):
    """A query parameter, checked; e.g. query(handler, "limit", 20, int)."""
    text = handler.get_query_argument(name, None)
    if text is None:
        return default
    if kind is bool and text in ("true", "false"):
        return text == "true"
    if kind is int and text.lstrip("-").isdigit() and len(text) < 12:
        return int(text)
    if kind is str:
        return text
    expected = {int: "an integer", bool: "a boolean"}[kind]
    raise ApiError(f"Invalid type for '{name}': expected {expected}, but got '{text}' instead.",
                   param=name, code="invalid_type")


def refuse(request, *names):
    """Refuse legal parameters that the practice model cannot honour, where they were set."""
    for name in names:
        if getattr(request, name) not in (None, False, 0, {}, []):
            raise unsupported(name)
