"""The practice model's tokens: words and punctuation, with the space before them. Joined, they are the text again."""

import json
import re

_PIECE = re.compile(r"\s*(?:\w{1,12}|[^\w\s])|\s+")
_EXACT_UP_TO = 100_000


def pieces(text: str) -> list[str]:
    """The tokens of a text."""
    return _PIECE.findall(text)


def count(text: str) -> int:
    """How many tokens a text has; beyond 100,000 characters an estimate of four characters a token."""
    if len(text) > _EXACT_UP_TO:
        return len(text) // 4
    return sum(1 for _ in _PIECE.finditer(text))


def count_conversation(conversation) -> int:
    """The tokens of all that a conversation puts before the model: texts, calls, outputs and tools."""
    total = 3
    for item in conversation.items:
        text = getattr(item, "text", None)
        total += 4 + count(text if text is not None else item.name + json.dumps(item.arguments))
    for tool in conversation.tools:
        total += 8 + count(tool.name + tool.description + json.dumps(tool.parameters))
    return total
