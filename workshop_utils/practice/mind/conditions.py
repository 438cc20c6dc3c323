"""Orders under a condition, "If it does not rain, water the roses": what can tell is asked first; what nothing can tell is asked back."""

import re
from dataclasses import dataclass, replace

from . import clauses, coverage, words
from .choose import naming
from .plan import ASK
from .recall import flat
from .results import READING
from .turn import failed, value_of
from .verbs import VERBS

FIRST = re.compile(r"(?:^|(?<=[.!?]\s))(?:please,?\s+)?(?P<if>if|unless|only if|in case)\s+(?P<when>[^,.?!]+),\s*(?:then\s+)?(?P<act>[^.?!]+)(?:[.!]|$)", re.IGNORECASE)
LAST = re.compile(r"(?:^|(?<=[.!?]\s))(?P<act>[^.?!]+?),?\s+(?:(?:but\s+)?only\s+)?(?P<if>if|unless)\s+(?P<when>[^.?!]+)(?:[.!]|$)", re.IGNORECASE)
# these are no conditions on the world: politeness, a question after a fact, what a function itself is to look after
HARMLESS = re.compile(r"^(?:possible|needed|necessary|so|not|any|available|you\b|i may\b|that is\b|that's\b|there (?:are|is) any\b|it (?:is|works|fails|helps|suits)\b(?! (?:not )?going)|anything\b)", re.IGNORECASE)
INDIRECT = re.compile(r"\b(?:check|see|tell(?: me| us)?|know|ask|wonder|find out|say|what|look|verify|test|determine)$", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|no|never|without)\b|n't\b", re.IGNORECASE)
NO = re.compile(r"^\W*(?:no|false|none|nothing|never|0)\b|\b(?:no|not|none|without|never|won't|isn't|aren't|doesn't)\b", re.IGNORECASE)
OVER, UNDER = re.compile(r"\b(?:above|over|more than|at least|exceeds?|greater|higher|warmer|larger|longer)\b"), re.compile(r"\b(?:below|under|less than|at most|lower|colder|cooler|smaller|shorter|fewer)\b")
SHALL = re.compile(r"Shall I do this: “(?P<act>[^”]+)”\?\s*$")
READS = READING | frozenset("what how which who whom whose when where why is are do does did can could would will tell show give let i we determine estimate predict project convert solve count measure".split())
YES = re.compile(r"^\W*(?:yes|yep|yeah|sure|ok|okay|please|please do|do it|do so|go ahead)\b[\s\w,.!]{0,20}$", re.IGNORECASE)


@dataclass(frozen=True)
class Condition:
    """An order with what it hangs on: `look` are the calls that can tell; `holds` is True, False, or None while that is not known."""

    when: str
    act: str
    rest: tuple     # what stands before and after it
    look: tuple
    asked: bool
    holds: bool | None

    @property
    def question(self):
        return f"I cannot tell whether this holds: “{self.when}”. Shall I do this: “{self.act}”?"


def found(turn):
    """The Condition of a request with one conditional order, or None."""
    match = next((m for m in (FIRST.search(turn.text), LAST.search(turn.text)) if m), None)
    if match is None or turn.conversation.tool_choice != "auto" or HARMLESS.match(match["when"]) or INDIRECT.search(match["act"].strip()) or "\"" in match.group():
        return None
    act = match["act"].strip()
    if not _does(act, turn):
        return None
    look = [t for t in turn.tools if words.parts(t.name)[0] not in VERBS - READING]
    when = re.sub(r"\s{2,}", " ", DENIED.sub("", match["when"])).strip()
    drafts, singles = coverage.planned(f"{when}?", look, turn.today) if look else ([], [])
    drafts = [d for d in drafts or singles[:1] if set(words.content(when)) & naming(d.view) and not d.missing and d.odds > ASK]
    pairs = [(c, o) for c, o in turn.done if any(d.tool.name == c.name for d in drafts) and o is not None]
    truth = _truth(when, [value_of(o.text) for _, o in pairs if not failed(o)])
    denied = bool(DENIED.search(match["when"])) != (match["if"].lower() == "unless")
    rest = (turn.text[: match.start()].strip(), turn.text[match.end():].strip())
    return Condition(match["when"].strip(), act, rest, tuple(drafts), bool(pairs), None if truth is None else truth != denied)


def _does(act, turn):
    """Is this an order to do something, complete without its condition? What is calculated or looked up may take its values from there."""
    lead = clauses.POLITE.match(act)
    verb = words.TOKEN.search(act, lead.end() if lead else 0)
    if not verb or verb.group().lower() in READS or not clauses.opens(act, coverage.openers(turn.tools), first=True):
        return False
    drafts = coverage.planned(act, list(turn.tools), turn.today)[0]
    return bool(drafts) and not any(d.missing for d in drafts)


def _truth(when, values):
    """Do results say that something is so? None where they do not tell."""
    plain = [v for value in values for _, v in flat(value)]
    number = next((float(n) for n in re.findall(r"\d+(?:\.\d+)?", when)), None)
    counts = [v for v in plain if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if number is not None and (OVER.search(when) or UNDER.search(when)):
        return (counts[0] > number if OVER.search(when) else counts[0] < number) if counts else None
    flags = [v for v in plain if isinstance(v, bool)]
    if flags:
        return flags[0]
    text = " ".join(str(v) for v in plain).strip()
    if re.match(r"\W*(?:yes|no)\b", text, re.IGNORECASE):
        return text.strip(" \"'").lower().startswith("yes")
    about = [w for w in words.content(when) if w in words.content(text)]
    return not NO.search(text) if about else None


def settled(turn):
    """(the turn as far as its condition leaves it, calls that can tell, what is said of an order that is not carried out)."""
    said = SHALL.search(turn.last_reply)
    if said and YES.match(turn.text):
        return replace(turn, text=said["act"]), [], ""
    condition = found(turn)
    if condition is None:
        return turn, [], ""
    if condition.look and not condition.asked:
        return turn, list(condition.look), ""
    before, after = condition.rest
    if condition.holds:
        return replace(turn, text=f"{before} {condition.act}. {after}".strip()), [], ""
    left = condition.question if condition.holds is None else f"So I did not do this: “{condition.act}”."
    return replace(turn, text=f"{before} {after}".strip()), [], left
