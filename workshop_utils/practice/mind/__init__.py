"""The mind of the practice model: `think` reads a conversation and decides what to say and what to call."""

from . import fill, speak
from .conversation import Answer, Call, Conversation, Message, Output
from .plan import plan

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
    return (_unquoted(items[last].text) if last >= 0 else ""), done


def _unquoted(text):
    """The text without quotation marks around all of it, and with plain apostrophes."""
    text = text.strip().replace("’", "'")
    return text[1:-1].strip() if len(text) > 40 and text[0] == text[-1] and text[0] in "\"'" else text


def _wanted(conversation, text):
    """The calls that the text asks for, or one question as a string."""
    tools = [t for t in conversation.tools if t.name == conversation.tool_choice] or list(conversation.tools)
    if not tools:
        return []
    forced = conversation.tool_choice not in ("auto", "none")
    drafts, singles = plan(text, tools, conversation.today, forced)
    lacking = next((d.missing[0] for d in drafts if d.missing), None)
    if lacking and not forced:
        return [speak.question(lacking)]
    return [(d.tool.name, d.arguments) for d in drafts if not fill.problem(d.tool, d.arguments)]
