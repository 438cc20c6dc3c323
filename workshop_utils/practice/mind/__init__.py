"""The mind of the practice model: `think` reads a conversation and decides what to say and what to call."""

from . import commands, fill, go_on, instructions, results, silent, speak, structured
from .conversation import Answer, Conversation
from .turn import read_turn

__all__ = ["Answer", "think"]


def think(conversation: Conversation) -> Answer:
    """One answer to a conversation: calls, words, or both. The same conversation always gives the same answer.

    Args:
        conversation: messages, calls and outputs so far, with what may be called now
    """
    turn = read_turn(conversation)
    known = commands.grammar(turn.instructions)
    if known:
        return Answer(commands.next_command(turn, known))
    calls = _calls(turn)
    if calls:
        return Answer("", tuple(calls if conversation.parallel else calls[:1]))
    text = instructions.styled(_words(turn), turn) if conversation.format is None else structured.filled(turn, _words(turn))
    return Answer(text)


def _calls(turn):
    """What to call now: silence, a correction, a poll, code for a tool that takes code, or what the request still needs."""
    if turn.conversation.tool_choice == "none":
        return []
    quiet = silent.silence(turn) if not turn.done and turn.conversation.tool_choice == "auto" else None
    if quiet:
        return [(quiet, {})]
    again = go_on.corrected(turn) or go_on.polled(turn)
    if again:
        return [again]
    coded = go_on.coded(turn)
    if coded is not None:
        return coded
    if instructions.off_topic(turn):
        return []
    drafts, _ = go_on.wanted(turn)
    return [(d.tool.name, d.arguments) for d in drafts if not fill.problem(d.tool, d.arguments)]


def _words(turn):
    """What to say: results first, then a question for what is missing, else an honest answer."""
    _, lacking = go_on.wanted(turn)
    told = results.told(turn)
    if lacking is not None:
        return f"{told} {speak.question(lacking)}".strip()
    return told or speak.spoken(turn)


