"""Answers by JSON Schema: what a text says for each field, nested as the schema wants it, and nothing that it does not say.

think() calls `answer(...)` when conversation.format is not None and nothing is to be called.
"""
from datetime import date


def answer(schema: dict, text: str, today: date, *, instructions: str = "", spoken: str = "", known: dict | None = None) -> str:
    """The JSON text that follows `schema`, read from `text`.

    Args:
        schema: a JSON Schema; {} for any object
        text: the last user message, order and material together
        today: the date that "Friday" is counted from
        instructions: what the developer said, where classes may be explained
        spoken: what would be said in plain words; it fills fields such as "answer" or "reply"
        known: values by name from tool results, which win over the text
    """
    raise NotImplementedError("being written")
