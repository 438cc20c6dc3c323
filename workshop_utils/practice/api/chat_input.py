"""From a chat request to a Conversation, with the checks that look at several parameters or messages at once."""

from ..mind.conversation import Call, Conversation, Message, Output
from . import tools
from .base import refuse
from .errors import ApiError, unsupported

_NO_TOOLS = "Invalid value for '{0}': '{0}' is only allowed when 'tools' are specified."
_NO_JSON = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."


def check(request):
    """Refuse what the practice model cannot do, and parameters that contradict each other."""
    refuse(request, "audio", "logprobs", "top_logprobs", "moderation", "web_search_options")
    if request.modalities and "audio" in request.modalities:
        raise unsupported("modalities", "'audio' is not supported with this model")
    if request.stream_options is not None and not request.stream:
        raise ApiError("The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                       param="stream_options")
    if request.max_tokens is not None and request.max_completion_tokens is not None:
        raise ApiError("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
                       param="max_tokens", code="invalid_parameter_combination")
    _check_tools(request)
    _check_format(request)
    _check_order(request.messages)


def conversation(request, today) -> Conversation:
    """What the mind is asked."""
    specs, choice = _tools(request)
    is_parallel = request.parallel_tool_calls is not False and not request.functions
    return Conversation(tuple(_items(request.messages)), specs, choice, is_parallel,
                        _format(request.response_format), today, request.seed or 0)


# ── checks ───────────────────────────────────────────────────────────────────────────────────


def _check_tools(request):
    if not request.tools:
        for name in ("tool_choice", "parallel_tool_calls"):
            if getattr(request, name) is not None:
                raise ApiError(_NO_TOOLS.format(name), param=name)
    if request.function_call is not None and not request.functions:
        raise ApiError("'function_call' is only allowed when 'functions' are specified.", param="function_call")
    if request.tools and request.functions:
        raise ApiError("'functions' and 'tools' cannot be used together. Use 'tools'.", param="functions")
    for number, tool in enumerate(request.tools or []):
        if tool.type == "custom":
            raise ApiError("Custom tools are not supported with this model. Use tools of type 'function'.",
                           param=f"tools[{number}]", code="unsupported_value")
        function = tool.function
        tools.check_function(function.name, function.parameters, function.strict,
                             f"tools[{number}].function.parameters")
    for number, function in enumerate(request.functions or []):
        tools.check_function(function.name, function.parameters, False, f"functions[{number}].parameters")
    tools.check_names([tool.function.name for tool in request.tools or []], "tools")
    tools.check_names([function.name for function in request.functions or []], "functions")


def _check_format(request):
    form = request.response_format
    if form is None or form.type == "text":
        return
    if form.type == "json_object":
        if not any("json" in _text(message.content).lower() for message in request.messages):
            raise ApiError(_NO_JSON, param="messages")
        return
    schema = form.json_schema
    tools.check_format(schema.name, schema.schema_, schema.strict, "response_format")


def _check_order(messages):
    """Every tool call is followed by its outputs, and every output follows its call."""
    called, waiting, opened_at = set(), set(), 0
    for number, message in enumerate(messages):
        if message.role == "tool":
            if message.tool_call_id not in called:
                raise ApiError("Invalid parameter: messages with role 'tool' must be a response to a preceeding "
                               "message with 'tool_calls'.", param=f"messages.[{number}].role")
            waiting.discard(message.tool_call_id)
            continue
        _refuse_waiting(waiting, opened_at)
        called = {call.id for call in getattr(message, "tool_calls", None) or []}
        waiting, opened_at = set(called), number
    _refuse_waiting(waiting, opened_at)


def _refuse_waiting(waiting, number):
    if waiting:
        raise ApiError("An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                       "'tool_call_id'. The following tool_call_ids did not have response messages: "
                       f"{', '.join(sorted(waiting))}", param=f"messages.[{number}].role")


# ── conversion ───────────────────────────────────────────────────────────────────────────────


def _text(content) -> str:
    """A content's text; what is neither text nor refusal has none."""
    if content is None or isinstance(content, str):
        return content or ""
    return "\n".join(getattr(part, "text", None) or getattr(part, "refusal", "") for part in content)


def _items(messages):
    last_function_id = ""
    for number, message in enumerate(messages):
        _refuse_media(message, number)
        if message.role == "tool":
            yield Output(message.tool_call_id, _text(message.content))
        elif message.role == "function":
            yield Output(last_function_id, message.content or "")
        else:
            text = _text(message.content) or getattr(message, "refusal", None)
            if text or message.role == "user":
                yield Message("developer" if message.role == "system" else message.role, text or "")
            for call_id, function in _calls(message, number):
                last_function_id = call_id
                yield Call(call_id, function.name, tools.arguments_of(function.arguments))


def _calls(message, number):
    if message.role != "assistant":
        return
    for call in message.tool_calls or []:
        if call.type == "function":
            yield call.id, call.function
    if message.function_call:
        yield f"function_call_{number}", message.function_call


def _refuse_media(message, number):
    if message.role != "user" or isinstance(message.content, str):
        return
    for place, part in enumerate(message.content):
        if part.type != "text":
            raise ApiError(f"Invalid content type. {part.type} is only supported by certain models; "
                           "the practice model reads text.",
                           param=f"messages.[{number}].content.[{place}].type", code="invalid_value")


def _tools(request):
    """The tools that may be called, and "auto", "none", "required" or one name."""
    if request.functions:
        specs, choice = tuple(map(tools.spec, request.functions)), request.function_call or "auto"
        return specs, choice if isinstance(choice, str) else _named(specs, choice.name, "function_call")
    specs = tuple(tools.spec(tool.function) for tool in request.tools or [])
    choice = request.tool_choice or "auto"
    if isinstance(choice, str):
        return specs, choice
    if choice.type == "allowed_tools":
        names = [_name_of(tool) for tool in choice.allowed_tools.tools]
        return tools.allowed(specs, names, "tool_choice"), choice.allowed_tools.mode
    return specs, _named(specs, getattr(choice, choice.type).name, "tool_choice")


def _name_of(tool) -> str:
    function = tool.get("function")
    return str(function.get("name") if isinstance(function, dict) else tool.get("name"))


def _named(specs, name, param) -> str:
    if name not in {tool.name for tool in specs}:
        raise tools.not_offered(name, param)
    return name


def _format(form) -> dict | None:
    if form is None or form.type == "text":
        return None
    return {} if form.type == "json_object" else form.json_schema.schema_ or {}
