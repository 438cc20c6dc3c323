"""The mind of the practice model: `think` reads a conversation and decides what to say and what to call."""

from . import choose, fill, schema, speak
from .conversation import Answer, Call, Conversation, Message, Output
from .read import read

__all__ = ["Answer", "think"]


def think(conversation: Conversation) -> Answer:
    """One answer to a conversation: calls, words, or both. Deterministic."""
    text, done = _turn(conversation.items)
    calls = [] if conversation.tool_choice == "none" else _wanted(conversation, text)
    made = [(call.name, call.arguments) for call, _ in done]
    fresh = [call for call in calls if isinstance(call, tuple) and call not in made]
    if fresh:
        return Answer("", tuple(fresh if conversation.parallel else fresh[:1]))
    if done:
        return Answer(speak.results([(c, o) for c, o in done if o]))
    if calls and isinstance(calls[0], str):
        return Answer(calls[0])
    return Answer(speak.without_tools(text, conversation.tools))


def _turn(items):
    """The last user text, and the (call, output) pairs since then."""
    last = max((i for i, item in enumerate(items) if isinstance(item, Message) and item.role == "user"), default=-1)
    outputs = {item.call_id: item for item in items if isinstance(item, Output)}
    done = [(item, outputs.get(item.call_id)) for item in items[last + 1:] if isinstance(item, Call)]
    return (items[last].text if last >= 0 else ""), done


def _wanted(conversation, text):
    """The calls that the text asks for, or one question as a string."""
    tools = conversation.tools
    forced = [t for t in tools if t.name == conversation.tool_choice]
    if not tools:
        return []
    order = choose.ranked(text, forced or tools)
    best, index = order[0]
    if best < 1.2 and not forced and conversation.tool_choice != "required":
        return []
    tool = (forced or tools)[-index]
    view = schema.view(tool)
    sentence = read(text, conversation.today)
    arguments = fill.complete(view, fill.assign(view, sentence))
    lacking = fill.missing(view, arguments)
    if lacking and not forced and conversation.tool_choice != "required":
        return [speak.question(lacking[0])]
    calls = [(tool.name, arguments)]
    for span in sentence.spans:
        if span.kind == "list" and isinstance(span.value, tuple) and span.family in ("name", "quote", "id"):
            slot = next((k for k, v in arguments.items() if v in [p.text for p in span.value]), None)
            if slot:
                calls = [(tool.name, {**arguments, slot: part.text}) for part in span.value]
    return [c for c in calls if fill.valid(tool, c[1])]
