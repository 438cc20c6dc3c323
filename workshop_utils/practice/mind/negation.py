"""Orders that are denied: "don't block the card" asks for nothing, and must not call what it speaks of."""

import re
from dataclasses import replace

from . import words

DENIAL = (r"(?:(?:please|kindly|and|but|no|also|so|ok|okay|well|actually|wait|stop),?\s+){0,3}"
          r"(?:(?:you\s+(?:must|should|may|need|can)\s*(?:not|n't)(?:\s+to)?|do\s+not|don't|dont|never)(?:\s+ever)?"
          r"|(?:i|we)(?:\s+(?:really|definitely|certainly))?\s+(?:do\s+not|don't|no\s+longer|never)\s+(?:want|wish|need|intend|mean|ask(?:ed)?)(?:\s+you|\s+anyone)?\s+to"
          r"|(?:there\s+is\s+|there's\s+)?no\s+need\s+to|(?:i|we)(?:'d|\s+would)\s+rather\s+(?:you\s+(?:did\s+not|didn't)|not))\s+")
# after these a denial is advice, a limit or a figure of speech, and what is asked for stands beside it
HARMLESS = r"(?!(?:forget|hesitate|fail|worry|mind|know|think|care|miss|lose|be|wait|have|like|understand|remember|see|spend|pay|exceed|include|contain|use|show|count|skip|leave|you|i|we|it)\b)"
DENIED = re.compile(rf"(?:^|(?<=[.!?;])\s|(?<=,)\s|\s(?=but\s))\s*{DENIAL}{HARMLESS}(?P<act>[a-z]+)\s*(?P<thing>[^.!?;]*?)"
                    r"(?P<end>[,;]?\s+(?:but(?! (?:please )?(?:do not|don't|never))|only|just|instead|rather)\b|,\s+(?=(?:please\s+)?(?P<next>[a-z]+)\s)|[!?;]|\.(?=\s|$)|$)", re.IGNORECASE)
# "don't forget to ..." and "why don't you ..." are orders in disguise
ORDERED = re.compile(r"(?:^|(?<=[.!?;,]\s)|(?<=\sand\s))(?:please\s+)?(?:(?:do\s+not|don't|dont|never)\s+(?:forget|hesitate|fail)\s+to|why\s+(?:don't\s+(?:you|we)|not))\s+(?=[a-z])", re.IGNORECASE)
NO_CALLS = re.compile(r"\b(?:do not|don't|never) (?:call|use|run|invoke) (?:any|a|the|your|anything)\b ?(?:more )?(?:tools?|functions?|of)?", re.IGNORECASE)
QUOTING = re.compile(r"(?::|\b(?:saying|says))\s[^.!?\n]*$|^[^\"]*(?:\"[^\"]*\"[^\"]*)*\"[^\"]*$")      # what follows is somebody's text, and no order
BUT_NOT = re.compile(r",\s+(?:and\s+|but\s+)?not\s+(?:the\s+)?(?=[A-Z\d#])[\w#-]+(?=[.,;!?]|\s*$)")
REFUSED = "All right: nothing is called."


def granted(turn):
    """(the turn without the orders that are denied in it, whether nothing else is asked for). Forced calls are made all the same."""
    if not turn.tools or turn.conversation.tool_choice not in ("auto", "none"):
        return turn, False
    if NO_CALLS.search(turn.text):
        return replace(turn, conversation=replace(turn.conversation, tool_choice="none")), False
    text, denied = without_denied(ORDERED.sub("please ", turn.text))
    empty = denied and not [w for w in words.content(text) if w not in ("please", "thank", "thanks")]
    return replace(turn, text=turn.text if empty else text), empty


def without_denied(text):
    """(the text without denied orders, whether there was one); "its limit" becomes the limit of what the denied order spoke of."""
    kept, denied = "", False
    text = BUT_NOT.sub("", text)
    while (match := DENIED.search(text)) and not QUOTING.search(text[: match.start()]):
        kept += text[: match.start()].rstrip(" ,") + " "
        text, denied = _pointed(text[match.end():], match["thing"]), True
    return re.sub(r"[ \t]+", " ", kept + text).strip(" ,;") if denied else text, denied


def _pointed(rest, thing):
    """What follows a denied order, with the thing itself for "it" and "its" in the first sentence."""
    thing = re.sub(r"^(?:that|this)\s", "the ", thing.strip())
    if not thing or len(thing.split()) > 6:
        return rest
    rest = re.sub(r"\bits (\w+)", lambda m: f"the {m[1]} of {thing}", rest, count=1)
    return re.sub(r"(?<=\w )it\b(?! (?:is|was|will|has))", lambda m: thing, rest, count=1)
