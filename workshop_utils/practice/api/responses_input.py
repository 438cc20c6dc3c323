"""From a responses request to its items and a Conversation, with the checks that look at several of them at once."""

from ..mind.conversation import Call, Conversation, Message, Output
from . import tools
from .base import refuse
from .errors import ApiError, invalid_type, missing
from .responses_request import HOSTED

_NO_JSON = ("Response input messages must contain the word 'json' in some form to use 'text.format' "
            "of type 'json_object'.")
_ITEM_PREFIX = {"message": "msg_", "function_call": "fc_", "function_call_output": "fco_", "reasoning": "rs_"}


def check(request):
    """Refuse what the practice model cannot do."""
    refuse(request, "conversation", "prompt", "moderation", "top_logprobs", "context_management",
           "background_options", "image", "access_programs")
    if "message.output_text.logprobs" in (request.include or []):
        raise ApiError("Unsupported value: 'message.output_text.logprobs' is not supported with this model.",
                       param="include", code="unsupported_value")
    if request.stream_options is not None and not request.stream:
        raise ApiError("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                       param="stream_options")
    if request.background and request.store is False:
        raise ApiError("Background mode requires 'store' to be true.", param="background")


def check_tools(request):
    """Refuse hosted tools, doubled names and schemas that are none, or not strict."""
    for number, tool in enumerate(request.tools or []):
        if isinstance(tool, dict):
            kind = "Custom tools are" if tool["type"] == "custom" else f"Hosted tool '{tool['type']}' is"
            raise ApiError(f"{kind} not supported with {request.model}. Use tools of type 'function'.",
                           param="tools", code="unsupported_value")
        tools.check_function(tool.name, tool.parameters, tool.strict, f"tools[{number}].parameters")
    tools.check_names([tool.name for tool in request.tools or []], "tools")


# ── items ────────────────────────────────────────────────────────────────────────────────────


def before(request, store) -> list:
    """The items of the response that this one continues."""
    if request.previous_response_id is None:
        return []
    entry = store.get(request.previous_response_id)
    if entry is None:
        raise ApiError(f"Previous response with id '{request.previous_response_id}' not found.",
                       param="previous_response_id", code="previous_response_not_found")
    if entry.response["status"] not in ("completed", "incomplete"):
        raise ApiError(f"Previous response with id '{request.previous_response_id}' is "
                       f"{entry.response['status']}. Wait until it is completed.", param="previous_response_id",
                       code="invalid_value")
    return entry.items()


def own_items(request, store, new_id) -> list:
    """The request's input as items with ids, references resolved."""
    if request.input is None and request.previous_response_id is None:
        raise missing("input")
    if isinstance(request.input, str):
        return [_message("user", request.input, new_id)]
    return [_item(item, number, store, new_id) for number, item in enumerate(request.input or [])]


def _item(item, number, store, new_id) -> dict:
    if item.type == "item_reference":
        found = store.item(item.id)
        if found is None:
            raise ApiError(f"Item with id '{item.id}' not found. Items are not persisted when `store` is set to "
                           "false.", status=404, param="input")
        return found
    if item.type == "message":
        return _message(item.role, item.content, new_id, item.id, number)
    data = item.model_dump(by_alias=True, exclude_none=True)
    if item.type == "function_call_output" and not isinstance(item.output, str):
        _refuse_media(item.output, f"input[{number}].output")
    return data | {"id": item.id or new_id(_ITEM_PREFIX[item.type]), "status": item.status or "completed"}


def _message(role, content, new_id, item_id=None, number=0) -> dict:
    """A message as the API lists it: parts instead of a string, an id, a status."""
    is_own = role == "assistant"
    kind = "output_text" if is_own else "input_text"
    if isinstance(content, str):
        parts = [_part(kind, content)]
    else:
        allowed = ("output_text", "refusal") if is_own else ("input_text", "input_image", "input_file")
        for place, part in enumerate(content):
            if part.type not in allowed:
                raise ApiError(f"Invalid value: '{part.type}'. Supported values are: "
                               + ", ".join(f"'{name}'" for name in allowed) + ".",
                               param=f"input[{number}].content[{place}].type", code="invalid_value")
        _refuse_media(content, f"input[{number}].content")
        parts = [{"type": "refusal", "refusal": part.refusal} if part.type == "refusal" else _part(kind, part.text)
                 for part in content]
    return {"id": item_id or new_id("msg_"), "type": "message", "role": role, "status": "completed", "content": parts}


def _part(kind, text) -> dict:
    extra = {"annotations": [], "logprobs": []} if kind == "output_text" else {}
    return {"type": kind, "text": text, **extra}


def _refuse_media(parts, path):
    for place, part in enumerate(parts):
        if part.type in ("input_image", "input_file"):
            raise ApiError(f"Invalid content type. {part.type} is only supported by certain models; "
                           "the practice model reads text.", param=f"{path}[{place}].type", code="invalid_value")


# ── conversation ─────────────────────────────────────────────────────────────────────────────


def check_outputs(items, request):
    """Every call has its output and every output its call, except calls that may be answered later."""
    late = {tool.name for tool in request.tools or [] if tool.async_}
    calls = {item["call_id"]: item for item in items if item["type"] == "function_call"}
    answered = {item["call_id"] for item in items if item["type"] == "function_call_output"}
    for call_id, call in calls.items():
        if call_id not in answered and not call.get("async") and call["name"] not in late:
            raise ApiError(f"No tool output found for function call {call_id}.", param="input")
    for call_id in answered:
        if call_id not in calls:
            raise ApiError(f"No tool call found for function call output with call_id {call_id}.", param="input")


def conversation(request, items, today) -> Conversation:
    """What the mind is asked."""
    given = [Message("developer", request.instructions)] if request.instructions else []
    given += [thing for item in items for thing in _things(item)]
    specs, choice = _choice(request)
    return Conversation(tuple(given), specs, choice, request.parallel_tool_calls is not False,
                        _format(request, given), today)


def _things(item):
    if item["type"] == "message":
        role = "developer" if item["role"] == "system" else item["role"]
        yield Message(role, "\n".join(part.get("text") or part.get("refusal", "") for part in item["content"]))
    elif item["type"] == "function_call":
        yield Call(item["call_id"], item["name"], tools.arguments_of(item["arguments"]))
    elif item["type"] == "function_call_output":
        output = item["output"]
        yield Output(item["call_id"], output if isinstance(output, str) else "\n".join(p["text"] for p in output))


def _choice(request):
    """The tools that may be called, and "auto", "none", "required" or one name."""
    specs, choice = tuple(tools.spec(tool) for tool in request.tools or []), request.tool_choice or "auto"
    if isinstance(choice, str):
        if choice == "required" and not specs:
            raise ApiError("Tool choice 'required' must be specified with 'tools' parameter.", param="tool_choice")
        return specs, choice
    if isinstance(choice, dict) or choice.type == "custom":
        kind = choice["type"] if isinstance(choice, dict) else choice.type
        raise tools.not_offered(kind, "tool_choice")
    if choice.type == "allowed_tools":
        names = [_function_name(tool, number) for number, tool in enumerate(choice.tools)]
        return tools.allowed(specs, names, "tool_choice"), choice.mode
    if choice.name not in {tool.name for tool in specs}:
        raise tools.not_offered(choice.name, "tool_choice")
    return specs, choice.name


def _function_name(tool, number) -> str:
    if tool.get("type") in HOSTED:
        raise tools.not_offered(tool["type"], "tool_choice")
    if "name" not in tool:
        raise missing(f"tool_choice.tools[{number}].name")
    if not isinstance(tool["name"], str):
        raise invalid_type(f"tool_choice.tools[{number}].name", "a string", tool["name"])
    return tool["name"]


def _format(request, given) -> dict | None:
    form = request.text and request.text.format
    if form is None or form.type == "text":
        return None
    if form.type == "json_object":
        if not any("json" in message.text.lower() for message in given if isinstance(message, Message)):
            raise ApiError(_NO_JSON, param="input")
        return {}
    tools.check_format(form.name, form.schema_, form.strict, "text.format.schema")
    return form.schema_
