"""A conversation sorted for thinking: instructions, what was said before, the request, and what was called for it."""

import json
import re
from dataclasses import dataclass, replace

from .conversation import Call, Conversation, Message, Output
from .dates import stated


@dataclass(frozen=True)
class Turn:
    """The request of the last user message with everything that it may refer to.

    `done` are the (call, output or None) pairs since that message, `before` those of earlier turns.
    """

    conversation: Conversation
    instructions: str
    text: str
    done: tuple
    before: tuple
    earlier: tuple
    last_reply: str

    @property
    def tools(self):
        return self.conversation.tools

    @property
    def today(self):
        return self.conversation.today


def read_turn(conversation):
    """The Turn of a conversation."""
    items = conversation.items
    last = max((i for i, item in enumerate(items) if isinstance(item, Message) and item.role == "user"), default=-1)
    outputs = {item.call_id: item for item in items if isinstance(item, Output)}
    pairs = [(i, (item, outputs.get(item.call_id))) for i, item in enumerate(items) if isinstance(item, Call)]
    said = [item for item in items[: max(last, 0)] if isinstance(item, Message)]
    replies = [m.text for m in said if m.role == "assistant"]
    instructions = "\n".join(i.text for i in items if isinstance(i, Message) and i.role == "developer")
    return Turn(
        conversation=replace(conversation, today=stated(instructions, conversation.today)),
        instructions=instructions,
        text=unquoted(items[last].text) if last >= 0 else "",
        done=tuple(pair for i, pair in pairs if i > last),
        before=tuple(pair for i, pair in pairs if i < last),
        earlier=tuple(unquoted(m.text) for m in said if m.role == "user"),
        last_reply=replies[-1] if replies else "",
    )


def unquoted(text):
    """The text without quotation marks around all of it, and with plain apostrophes."""
    text = text.strip().replace("’", "'")
    return text[1:-1].strip() if len(text) > 40 and text[0] == text[-1] and text[0] in "\"'" and text.count(text[0]) != 4 else text


def value_of(text):
    """An output as data: JSON where it is JSON, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:      # tools may answer in plain words
        return text


FAILURE = re.compile(r"\b(?:errors?|failed|fails|invalid|not found|no such|unknown|denied|exceed(?:s|ed)|missing|timed out|timeout|did you mean|has no argument|refused|must be)\b", re.IGNORECASE)


def failed(output):
    """Does an output say that the call went wrong?"""
    value = value_of(output.text)
    if isinstance(value, dict):
        return bool(value.get("error")) or str(value.get("status", "")).lower() in ("failed", "error") or value.get("ok") is False or value.get("success") is False
    return isinstance(value, str) and bool(FAILURE.search(value[:400])) and len(value) < 900
