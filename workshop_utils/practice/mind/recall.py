"""Values that a request leaves out but the conversation knows: results of earlier calls, and what was said before."""

import re

from . import fill, schema, words
from .read import read
from .turn import failed, value_of

POINTING = re.compile(r"\b(?:it|its|that|this|them|they|those|these|him|his|her|there|same|one|first|last|again|the (?:id|address|order|task|result|file|event|meeting|message|mail|email))\b", re.IGNORECASE)
KEYS = ("id", "email", "url", "path", "phone")


def recalled(leaf, turn, spent=()):
    """The value for a missing parameter out of results (this turn's first) or earlier words, or None."""
    pointing = bool(POINTING.search(turn.text))
    for pairs, free in ((turn.done, True), (turn.before, pointing)):
        value = _from_outputs(leaf, pairs, free, turn.text)
        if value is not None and value not in spent:
            return value
    return _from_words(leaf, turn, pointing)


def _from_outputs(leaf, pairs, free, text):
    for call, output in reversed(pairs):
        if output is None or failed(output):
            continue
        found = [(key, value) for key, value in flat(value_of(output.text)) if _fits(leaf, value)]
        named = [value for key, value in found if _same_key(leaf, key)]
        choice = _pointed(named, text) if named else None
        if choice is None and leaf.role in ("email", "url", "phone"):
            choice = next((value for key, value in found if looks_like(leaf.role, value)), None)
        if choice is not None and (free or leaf.role in KEYS):
            return choice
        if leaf.name in call.arguments and free and call.arguments[leaf.name] is not None and leaf.role not in ("number", "count"):
            return call.arguments[leaf.name]
    return None


def _pointed(values, text):
    """The one of several values that the text points at: the first, unless "last" or "second" is said."""
    low = text.lower()
    place = -1 if " last" in low else 1 if " second" in low and len(values) > 1 else 2 if " third" in low and len(values) > 2 else 0
    return values[place]


def looks_like(role, value):
    """Does a string have the form of an email address, a link or a phone number?"""
    pattern = {"email": r"[^@\s]+@[^@\s]+\.\w+", "url": r"https?://\S+|www\.\S+", "phone": r"\+?[\d\s()-]{7,}"}.get(role)
    return isinstance(value, str) and bool(pattern and re.fullmatch(pattern, value.strip()))


def flat(value, key=""):
    """(key, plain value) pairs of a result, nested ones too, in order."""
    if isinstance(value, dict):
        return [pair for k, v in value.items() for pair in flat(v, str(k))]
    if isinstance(value, list):
        return [pair for v in value for pair in flat(v, key)]
    return [(key, value)]


def _fits(leaf, value):
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    if leaf.enum and value not in leaf.enum:
        return False
    return isinstance(value, kinds.get(leaf.type, object)) and isinstance(value, bool) == (leaf.type == "boolean") and value != ""


def _same_key(leaf, key):
    """Is a result's key the parameter's name, or its last word ("id" for "message_id", "email" for "to")?"""
    parts = [words.stem(w) for w in words.parts(key)]
    if not parts:
        return False
    if tuple(parts) == leaf.words or leaf.role == "email" and "email" in parts:
        return True
    return parts == [leaf.words[-1]] or parts[-1] == leaf.words[-1] and bool(set(parts) & set(leaf.words)) and len(leaf.words) > 1


def _from_words(leaf, turn, pointing):
    """A value from earlier messages, where they say the parameter's name or the request points back."""
    for text in reversed(turn.earlier):
        filling = fill.Filling(_alone(leaf), read(text, turn.today))
        for margin, candidate in filling.options[0][:1]:
            said = any(words.alike(words.stem(w), own) for w in words.content(text) for own in leaf.words if len(own) > 2)
            if margin > (0.5 if said else 2.0) and (said or pointing):
                return candidate.value
    return None


def _alone(leaf):
    """A tool view of nothing but one parameter."""
    return schema.ToolView(leaf.name, "", (), (), (), (leaf,), (leaf,))
