"""/v1/responses: create, stream, retrieve, delete, cancel, and the items that went in."""

import asyncio

from tornado.log import app_log

from . import response_object, responses_input, tokens
from .base import Handler, query
from .errors import ApiError, invalid_value
from .models import check_model
from .response_events import events
from .responses_request import InputTokensRequest, ResponseRequest
from .store import Entry


class ResponsesHandler(Handler):
    """POST /v1/responses"""

    async def post(self):
        request = self.read(ResponseRequest)
        check_model(request.model, "chat")
        responses_input.check(request)
        entry, conversation = _begin(request, self.engine)
        fault = self.meet_faults(bool(request.stream))
        if request.background:
            await self._in_background(entry, request, conversation, fault)
            return
        entry.response = await _answer(entry.response, request, conversation, self.engine)
        if request.store is not False:
            self.engine.store.put(entry)
        if request.stream:
            await self.send_events(events(entry.response), fault)
        else:
            await self.rest(self.engine.delay(entry.response["usage"]["output_tokens"]))
            self.send(entry.response)

    async def _in_background(self, entry, request, conversation, fault):
        entry.response["status"] = "queued"
        queued = dict(entry.response)
        self.engine.store.put(entry)
        entry.coming = asyncio.get_running_loop().create_future()
        entry.task = self.engine.keep(_work(entry, request, conversation, self.engine))
        if request.stream:
            await self.send_events(_as_it_comes(entry, await entry.coming), fault)
        else:
            self.send(queued)


def _begin(request, engine):
    """The entry of a new response and what the mind is asked; every check of the request."""
    responses_input.check_tools(request)
    earlier = responses_input.before(request, engine.store)
    own = responses_input.own_items(request, engine.store, engine.new_id)
    responses_input.check_outputs(earlier + own, request)
    conversation = responses_input.conversation(request, earlier + own, engine.today())
    response = response_object.opened(request, engine) if isinstance(request, ResponseRequest) else {}
    return Entry(response, own, earlier), conversation


async def _answer(opened, request, conversation, engine) -> dict:
    """Think, and write the draft into the response."""
    draft = await engine.draft(conversation, request.max_output_tokens)
    late = {tool.name for tool in request.tools or [] if tool.async_}
    return response_object.finished(opened, draft, conversation, engine, late)


async def _work(entry, request, conversation, engine):
    """A background response: `coming` at once for those who stream it, done after the model's delay."""
    entry.response = opened = entry.response | {"status": "in_progress"}
    try:
        done = await _answer(opened, request, conversation, engine)
        entry.coming.set_result(done)
        await asyncio.sleep(engine.delay(done["usage"]["output_tokens"]))
        entry.response = done
    except asyncio.CancelledError:
        entry.response = response_object.ended(opened, "cancelled")
    except Exception:
        # The client learns of it by retrieve; the traceback is for whoever runs the server.
        app_log.exception("A background response failed.")
        error = {"code": "server_error", "message": "The model failed to generate a response."}
        entry.response = response_object.ended(opened, "failed", error)
    if not entry.coming.done():
        entry.coming.set_result(entry.response)
    if engine.store.get(opened["id"]) is entry:
        engine.store.put(entry)


def _as_it_comes(entry, coming, starting_after=-1):
    """The events of a response that is being written, until it ends or is cancelled."""
    for pair in events(coming, starting_after):
        if entry.response["status"] == "cancelled":
            return
        yield pair


class InputTokensHandler(Handler):
    """POST /v1/responses/input_tokens"""

    def post(self):
        request = self.read(InputTokensRequest)
        check_model(request.model or "practice", "chat")
        _, conversation = _begin(request, self.engine)
        self.send({"object": "response.input_tokens", "input_tokens": tokens.count_conversation(conversation)})


class StoredHandler(Handler):
    """What the endpoints below /v1/responses/{id} share."""

    def entry(self, response_id) -> Entry:
        """The stored response, or the API's 404."""
        entry = self.engine.store.get(response_id)
        if entry is None:
            raise ApiError(f"Response with id '{response_id}' not found.", status=404)
        return entry


class ResponseHandler(StoredHandler):
    """GET and DELETE /v1/responses/{id}"""

    async def get(self, response_id):
        entry = self.entry(response_id)
        if not query(self, "stream", False, bool):
            self.send(entry.response)
            return
        after = query(self, "starting_after", -1, int)
        if entry.task is None or entry.task.done():
            await self.send_events(((0, text) for _, text in events(entry.response, after)))
        else:
            await self.send_events(_as_it_comes(entry, await entry.coming, after))

    def delete(self, response_id):
        entry = self.entry(response_id)
        self.engine.store.remove(response_id)
        if entry.task is not None:
            entry.task.cancel()
        self.send({"id": response_id, "object": "response", "deleted": True})


class CancelHandler(StoredHandler):
    """POST /v1/responses/{id}/cancel"""

    async def post(self, response_id):
        entry = self.entry(response_id)
        if entry.task is None:
            raise ApiError("Cannot cancel a synchronous response. Only responses created with 'background' set to "
                           "true can be cancelled.")
        if not entry.task.done():
            entry.task.cancel()
            await asyncio.wait([entry.task])
        self.send(entry.response)


class InputItemsHandler(StoredHandler):
    """GET /v1/responses/{id}/input_items"""

    def get(self, response_id):
        entry, order = self.entry(response_id), query(self, "order", "desc")
        if order not in ("asc", "desc"):
            raise invalid_value("order", order, ("asc", "desc"))
        items = entry.before + entry.input_items
        items = items if order == "asc" else items[::-1]
        after, limit = query(self, "after"), query(self, "limit", 20, int)
        if not 1 <= limit <= 100:
            raise ApiError(f"Invalid 'limit': expected an integer from 1 to 100, but got {limit}.", param="limit",
                           code="invalid_value")
        start = next((place + 1 for place, item in enumerate(items) if item["id"] == after), 0) if after else 0
        page = items[start: start + limit]
        self.send({"object": "list", "data": page, "first_id": page[0]["id"] if page else None,
                   "last_id": page[-1]["id"] if page else None, "has_more": start + limit < len(items)})
