"""Acts by text: where instructions list commands with their grammar, exactly one command per turn, from what is still open.

think() calls `grammar(instructions)` first, and `next_command(...)` where that is not empty.
"""


def grammar(instructions: str) -> tuple:
    """The commands that instructions list, in their order; () where they list none that it understands."""
    raise NotImplementedError("being written")


def next_command(messages, commands) -> str:
    """The one command that comes next. `messages` are the conversation's Message items in order."""
    raise NotImplementedError("being written")
