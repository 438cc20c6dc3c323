"""The response object and its output items, as plain dicts."""

from . import tokens
from .schemas import is_strict


def opened(request, engine) -> dict:
    """A response before anything was written."""
    text = request.text
    return {
        "id": engine.new_id("resp_"), "object": "response", "created_at": engine.now(), "completed_at": None,
        "status": "in_progress", "background": bool(request.background), "error": None, "incomplete_details": None,
        "instructions": request.instructions, "max_output_tokens": request.max_output_tokens,
        "max_tool_calls": request.max_tool_calls, "model": request.model, "output": [],
        "parallel_tool_calls": request.parallel_tool_calls is not False,
        "previous_response_id": request.previous_response_id, "prompt_cache_key": request.prompt_cache_key,
        "reasoning": _reasoning(request.reasoning), "safety_identifier": request.safety_identifier,
        "service_tier": "default", "temperature": _or(request.temperature, 1.0),
        "text": {"format": _format(text), "verbosity": (text and text.verbosity) or "medium"},
        "tool_choice": _tool_choice(request.tool_choice), "tools": [_tool(tool) for tool in request.tools or []],
        "top_logprobs": 0, "top_p": _or(request.top_p, 1.0), "truncation": request.truncation or "disabled",
        "usage": None, "user": request.user, "metadata": request.metadata or {},
    }


def finished(response, draft, conversation, engine, late=()) -> dict:
    """The response with a draft written into it; `late` names the tools whose calls may be answered later."""
    status = "incomplete" if draft.cut else "completed"
    return response | {
        "status": status, "completed_at": None if draft.cut else engine.now(),
        "incomplete_details": {"reason": "max_output_tokens"} if draft.cut else None,
        "output": _output(draft, engine, late), "usage": _usage(tokens.count_conversation(conversation), draft.tokens()),
    }


def ended(response, status, error=None) -> dict:
    """The response as it is after a cancel or a failure."""
    return response | {"status": status, "error": error}


def _or(value, default):
    return default if value is None else float(value)


def _reasoning(reasoning) -> dict:
    return {"effort": reasoning and reasoning.effort, "summary": reasoning and reasoning.summary}


def _format(text) -> dict:
    if text is None or text.format is None:
        return {"type": "text"}
    form = text.format.model_dump(by_alias=True, exclude_none=True)
    return form | ({"strict": bool(text.format.strict)} if form["type"] == "json_schema" else {})


def _tool_choice(choice):
    return "auto" if choice is None else choice if isinstance(choice, str) else choice.model_dump()


def _tool(tool) -> dict:
    strict = is_strict(tool.parameters) if tool.strict is None else tool.strict
    echo = tool.model_dump(by_alias=True, exclude_none=True)
    return echo | {"description": tool.description, "parameters": tool.parameters or {}, "strict": strict}


def _output(draft, engine, late) -> list:
    """The output items; the one that the token limit cut is incomplete."""
    items = []
    if draft.text or not draft.calls:
        items.append({"id": engine.new_id("msg_"), "type": "message", "status": "completed", "role": "assistant",
                      "content": [{"type": "output_text", "text": draft.text, "annotations": [], "logprobs": []}]})
    for call in draft.calls:
        items.append({"id": engine.new_id("fc_"), "type": "function_call", "status": "completed",
                      "call_id": call.call_id, "name": call.name, "arguments": call.arguments}
                     | ({"async": True} if call.name in late else {}))
    if draft.cut:
        items[-1]["status"] = "incomplete"
    return items


def _usage(given, written) -> dict:
    return {"input_tokens": given, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": written, "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": given + written}
