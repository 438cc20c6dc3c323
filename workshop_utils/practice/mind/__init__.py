"""The mind of the practice model: `think` reads a conversation and decides what to say and what to call."""

from dataclasses import replace

from . import background, by_text, coverage, go_on, instructions, known, negation, results, speak, structure, variants
from .conversation import Answer, Conversation, Message
from .turn import read_turn

__all__ = ["Answer", "think"]


def think(conversation: Conversation) -> Answer:
    """One answer to a conversation: calls, words, or both. The same conversation always gives the same answer.

    Args:
        conversation: messages, calls and outputs so far, with what may be called now
    """
    unfolded, folds = variants.unfolded(conversation)
    return variants.folded(_thought(unfolded), folds)


def _thought(conversation):
    """The answer to a conversation in which each tool is one function."""
    turn = read_turn(conversation)
    commands = by_text.grammar(turn.instructions)
    if commands:
        return Answer(by_text.next_command([i for i in conversation.items if isinstance(i, Message)], commands))
    turn = replace(turn, text=instructions.without_orders(turn.text))
    turn, refused = negation.granted(turn)
    if refused:
        return Answer(negation.REFUSED)
    turn, news, calls, lacking = _beside_news(turn)
    if calls:
        return Answer("", tuple(calls if conversation.parallel else calls[:1]))
    told = f"{results.told(turn)} {coverage.undone(turn)}".strip()
    asked = speak.question(lacking) if lacking is not None else ""
    text = f"{told} {asked}".strip() or speak.spoken(turn)
    text = news if text == speak.unknown(turn) and news and background.only_asks(turn.text) else f"{text} {news}".strip()
    if conversation.format is not None:
        return Answer(structure.answer(conversation.format, turn.text, turn.today, instructions=turn.instructions, spoken=text, known=known.known(turn)))
    return Answer(instructions.styled(_as_json(text, turn), turn))


def _beside_news(turn):
    """(the turn without what was announced in it unasked, that in words, next calls, what lacks); what it would call itself was no announcement."""
    found = background.announced(turn)
    apart = replace(turn, done=tuple(p for p in turn.done if p not in found), before=(*turn.before, *found))
    calls, lacking = go_on.next_calls(apart)
    if any((call.name, call.arguments) in calls for call, _ in found):
        return turn, "", *go_on.next_calls(turn)
    return apart, background.news(found, turn), calls, lacking


def _as_json(text, turn):
    """The answer as JSON where the conversation asks for that in words; as it is elsewhere."""
    if not instructions.wants_json(instructions.rules(turn.conversation.items)) or instructions.off_topic(turn):
        return text
    return structure.answer({}, turn.text, turn.today, instructions=turn.instructions, spoken=text)
