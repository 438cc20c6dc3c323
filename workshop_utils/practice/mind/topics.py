"""What a search or a piece of research is about: the whole of it, "the price of gold in Norway" and not its first noun."""

import re

from . import words
from .verbs import VERBS

WIDENED = ("phrase", "name", "linked")      # kinds of values that are a part of something longer
QUESTIONS = frozenset("what which who whom whose when where why how".split())       # they open a subject themselves
MOST_TOKENS = 12
END = re.compile(r"[\s,.;:!?]*(?:\b(?:and|then|also|plus|while|but|or|please|for (?:me|us)|thanks|thank you|too|as well|thoroughly|in detail|now|right now|today|quickly|again|if you can|no hurry)\b[\s,.;:!?]*)*$", re.IGNORECASE)
STOPS = re.compile(r"[.;!?](?=\s|$)|[:\n]|,\s|\s{3,}")
ITEMS = re.compile(STOPS.pattern + r"|\s(?:and|or|&)\s")
LEADING = re.compile(r"^(?:(?:the|a|an|about|on|into|for|of|up|me|us|out|to|in|all|some|any|more|something|everything|please|my|that|with|at)\b\s*|[\s,]+)+", re.IGNORECASE)


def widened(drafts):
    """The drafts, each search term grown to all that is said of it in its stretch of the request and that no later value takes."""
    for draft in drafts:
        text, row = draft.filling.sentence.text, [d for d in drafts if d.tool is draft.tool and d.place == draft.place]
        for place, (_, picked) in draft.picks.items():
            leaf, value = draft.view.leaves[place], draft.values.get(place)
            others = [(c.start, c.end) for other, (_, c) in draft.picks.items() if other != place]
            plain = leaf.role == "query" and leaf.type == "string" and leaf.required and not leaf.enum and picked.kind in WIDENED and isinstance(value, str)
            start = text.find(value, *draft.window) if plain else -1
            if start >= 0 and all(end <= picked.start for _, end in others) and (len(row) == 1 and value == picked.value or len({d.values.get(place) for d in row}) == len(row) > 1):
                draft.values[place] = _grown(draft, start, start + len(value), others, len(row) > 1) or value
    return drafts


def _grown(draft, start, end, others, listed):
    """The whole subject around a stretch of text; in a list it ends at the next comma or "and"."""
    text, own, stops = draft.filling.sentence.text, {*draft.view.title, *draft.view.about}, ITEMS if listed else STOPS
    low, high = draft.window[0], min(draft.window[1], len(text))
    low = max([low, *(m.end() for m in stops.finditer(text, low, start)), *(e for _, e in others if e <= start)])
    high = min([high, *(m.start() for m in stops.finditer(text, end, high))])
    low = max([low, *(t.end for t in draft.filling.sentence.tokens if low <= t.start and t.end <= start and _opens(t, own))])
    beyond = re.search(r"\s(?:on|in|from|with|using|at) (?:the |my |our |your )?(\w+)$", text[end: high].rstrip(" ,.!?"))
    high = end + beyond.start() if beyond and words.stem(beyond[1]) in own else high
    body = LEADING.sub("", END.sub("", text[low:high])).strip()
    return body if text[start:end] in body and len(body.split()) <= MOST_TOKENS else ""


def _opens(token, own):
    """Is this a word of the request itself, after which its subject comes: the verb, or the tool's own word?"""
    return token.stem in own or token.text.lower() in VERBS - QUESTIONS
