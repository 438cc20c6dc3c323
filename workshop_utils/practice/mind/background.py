"""Talk about work in the background: wishes to start something there, questions after it, and news of what has ended."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from . import choose, results, schema, speak, tasks, words
from .plan import plan
from .verbs import VERBS

STARTS = re.compile(r"\bbackground\b|\basynchronous|\bqueue[sd]?\b|\bwithout waiting\b|\b(?:returns?|gives?|answers?|hands?)\b[^.]*\b(?:at once|immediately|right away)\b"
                    r"|(?:^|\. )(?:start|begin|launch|submit|kick off)s?\b[^.]*\b(?:work|tasks?|jobs?)\b", re.IGNORECASE)
WISH = re.compile(r"(?:,\s*)?\b(?:both |all )?(?:in the background|asynchronously|as a (?:background )?(?:task|job)|without waiting(?: for it)?)\b(?:,? please)?"
                  r"|\b(?:please )?(?:start|begin|kick off|launch|queue|submit|create|open|fire off|trigger|set off|run)(?: up)? (?:a |an |another |some |the )?(?:new )?(?:background )?(?:task|job|work|ticket)s?\b(?: (?:to|for|that|which|of|about))?"
                  r"|\b(?:start|begin|kick off|launch|fire off|set off)(?: up)?\b(?: with)?(?: (?:a|an|another|some|the)\b(?= \w))?", re.IGNORECASE)
ASIDE = re.compile(r",?\s*\b(?:meanwhile|in the meantime|while (?:that|it|this) (?:runs|is running|works|goes on)|while (?:i|we) [^,.;!?]*|(?:there is |there's )?no (?:hurry|rush))\b,?", re.IGNORECASE)
WAITS = re.compile(r"(?:\band )?\b(?:(?:tell|let) me (?:know )?(?:when|once|as soon as|what you (?:find|found|learn))|(?:keep|go on|continue) (?:on )?(?:check|ask|poll|look|watch)ing|(?:wait|poll)\b|check (?:again and again|repeatedly|until))[^.;!?]*", re.IGNORECASE)
WAITING = re.compile(r"(?<!don't )(?<!not )(?<!without )\b(?:until|wait(?:ing)?|keep (?:on )?(?:check|ask|poll|look|watch)ing|poll(?:ing)?|again and again|repeatedly)\b", re.IGNORECASE)
CANCEL = re.compile(r"\b(?:cancel|stop|abort|kill|drop|halt|terminate|end|quit|call off|discard|scrap|forget|remove|withdraw|no longer need|(?:do not|don't) need)\b", re.IGNORECASE)
STATUS = re.compile(r"\b(?:how (?:is|are|far|does|do|goes)|how's|is|are|has|have|did|does|any|anything|what|what's|where|where's|why|status|state|progress|check|tell|show|give|when|result)\b.*"
                    r"\b(?:going|coming|progress|status|state|far|done|finished|ready|complete|completed|running|results?|came|come|outcome|find|found|stands?|news|new|updates?|yet|getting|doing|along|over|through|is|are|ended|say|said|fail(?:ed)?|worked|taking|take)\b"
                    r"|^\W*(?:please )?(?:check|status|progress)\b|\bhow (?:far|is|are|'s|long)\b|\bwhere(?:'s| is| are)\b|\bwait (?:for|until|till)\b|^\W*(?:what about|how about|and) (?:the|my|our) [^?]*\?\s*$", re.IGNORECASE)
TALK = frozenset(words.stem(w) for w in """cancel stop abort kill drop halt terminate end quit call off discard going coming progress status state far done finished ready complete completed running results result came
come outcome find found stand stands news yet getting doing along over through check first second third last latest other one both two three everything anything something wait again ended end still already
current currently right moment background started start new now today look say said tell failed fail update updates take taking long failed worked work id number until finish keep checking fine scrap forget remove withdraw things never mind need longer""".split())
UNKNOWN = re.compile(r"\bhow(?: is|'s| are) (?:my|the|our) .*\b(?:going|coming along|doing|getting on|progressing)\b", re.IGNORECASE)      # asks after work that nothing is known of
IF = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
ASKING = re.compile(r"\W*(?:and |so |please )?(?:what|how|is|are|has|have|did|does|any|where|when|which)\b", re.IGNORECASE)
STRONG = re.compile(r"\b(?:going|coming along|progress|status|far|done|finished|ready|completed?|results?|came|come|outcome|yet|running|stands?|found|find|news?|updates?|how long|taking|doing|wait)\b", re.IGNORECASE)
POINTS = re.compile(r"\b(?:it|they|them|that one|the \w+ one)\b", re.IGNORECASE)
LISTED = frozenset(words.stem(w) for w in "list open overview everything anything run queue".split())
LISTING = re.compile(r"\b(?:what|which|anything|everything|something|list|show|all|how many|overview)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:they|them|these|those|all|both|everything|tasks|jobs|tickets|runs)\b", re.IGNORECASE)
ORDINAL = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "latest": -1, "newest": -1}
CANCELS = frozenset(words.stem(w) for w in "cancel stop abort kill drop halt terminate end discard".split())
CHECKS = frozenset(words.stem(w) for w in "check status state progress poll result stand stands far how look get inspect".split())
BEGINS = frozenset(words.stem(w) for w in "start begin launch create submit queue open".split())
MOST_POLLS = 50
MOST_CHECKED = 6


def starts(tool):
    """Does a tool say that it starts work in the background?"""
    return _speaks_of_it(tool.description or "") and bool((tool.parameters or {}).get("required")) and not follows(tool)


@lru_cache(maxsize=4096)
def _speaks_of_it(description):
    return bool(STARTS.search(description))


def follows(tool):
    """("check" or "cancel", the leaf of the id) of a tool that takes nothing but the id of something started; else None."""
    view = schema.view(tool)
    needed = [leaf for leaf in view.leaves if leaf.required]
    if len(needed) != 1 or needed[0].type not in ("string", "integer") or not (needed[0].words[-1:] == ("id",) or needed[0].name.lower() in tasks.NOUNS):
        return None
    if CANCELS & {*view.title, *view.about[:1]}:
        return "cancel", needed[0]
    opening = {words.stem(w) for w in words.parts(tool.description)[:3]} & BEGINS or BEGINS & set(view.title[:1])
    return ("check", needed[0]) if not opening and CHECKS & {*view.title, *view.about, *map(words.stem, words.parts(tool.description))} else None


def heard(turn):
    """(the turn without the words that only say where and how long to work, the places where the background is wished for)."""
    if not any(starts(tool) for tool in turn.tools):
        return turn, ()
    own = {w for tool in turn.tools for w in words.parts(tool.name)}
    marks = [m for m in WISH.finditer(turn.text) if m.group().split()[0].lower() not in own]
    text = turn.text
    for match in (*marks, *ASIDE.finditer(text), *WAITS.finditer(text)):
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end():]
    return replace(turn, text=text) if words.content(text) else turn, tuple(m.start() for m in marks)


def beside(tools):
    """The tools without those that start in the background what another one does at once under the same name."""
    direct = {words.parts(tool.name) for tool in tools if not starts(tool)}
    return [tool for tool in tools if not starts(tool) or words.parts(tool.name) not in direct]


def placed(drafts, turn, tools, marks):
    """The drafts, those that are wished for in the background by a tool that works there, where one fits."""
    hidden = [tool for tool in tools if starts(tool)]
    kept, seen = [], set()
    for draft in drafts:
        start, end = draft.place
        if any(draft.tool is tool for tool in hidden) or not any(start <= mark < end for mark in marks):
            kept.append(draft)
        elif draft.place not in seen:
            seen.add(draft.place)
            kept += plan(turn.text[start:end], hidden, turn.today)[0] or [d for d in drafts if d.place == draft.place]
    return kept


@dataclass(frozen=True)
class Offer:
    """The tools for work that was started: (tool, leaf of the id) to check and to cancel, one that lists; and the words of the tools' names."""

    check: tuple
    cancel: tuple
    listing: object
    nouns: frozenset        # what the work is called: "task" of task_id, and what both tools speak of
    starting: frozenset     # words of the names of what can be started
    others: frozenset       # words of the names of tools that have nothing to do with it


def _offer(turn):
    """The Offer of a turn, or None where nothing tells of work that was started."""
    found, names = {}, {True: set(), False: set()}
    for tool in turn.tools:
        kind, leaf = follows(tool) or ("", None)
        if kind:
            found.setdefault(kind, (tool, leaf))
        else:
            names[starts(tool)] |= {words.stem(w) for w in words.parts(tool.name)}
    nouns = {words.stem(w) for _, leaf in found.values() for w in words.parts(leaf.name)}
    nouns |= set.intersection(*({*schema.view(tool).about} for tool, _ in found.values())) if len(found) > 1 else set()
    plain = [tool for tool in turn.tools if not any(leaf.required for leaf in schema.view(tool).leaves) and (nouns - {"id"}) & {*schema.view(tool).title, *schema.view(tool).about}]
    others = names[False] - {words.stem(w) for tool in plain for w in words.parts(tool.name)} - choose.EMPTY_NAMES
    return Offer(found.get("check", ()), found.get("cancel", ()), plain[0] if plain else None, frozenset(nouns), frozenset(names[True]), frozenset(others)) if found else None


def asked(turn):
    """(calls, the parameter to ask for or None, what else the text asks or "") where a text is about work started earlier; else None."""
    listed = [(call, output) for call, output in turn.done if not call.arguments]
    started = list(tasks.known((*turn.before, *listed), turn.tools).values())
    offer = _offer(turn) if started or any(map(starts, turn.tools)) else None
    if offer is None:
        return None
    question = _open_question(turn)
    text = WAITS.sub(" ", turn.text)
    pieces = [turn.text] if question else _pieces(text if words.content(text) else turn.text)
    rows = [(piece, _meant(f"{question} {piece}".strip(), offer, started)) for piece in pieces]
    rest = [piece for piece, meant in rows if meant is None]
    if len(rest) == len(rows):
        return None
    running = {t.id for t in tasks.known(turn.done, turn.tools).values() if not t.ended}
    made = [(call.name, call.arguments) for call, _ in turn.done]
    calls = [c for piece, meant in rows if meant for c in meant[0] if c not in made and (not _conditional(piece) or {str(v) for v in c[1].values()} & running)]
    left = " ".join(rest)
    return calls, next((meant[1] for _, meant in rows if meant and meant[1]), None), left if words.content(left) and not speak.small_talk(left) else ""


def _conditional(piece):
    """Is this to be stopped only if it still runs?"""
    return bool(IF.search(piece) and CANCEL.search(piece))


def _open_question(turn):
    """The earlier request that this text completes, where the last thing said was our question which work is meant; else ""."""
    answers = len(turn.text.split()) < 8 and not ("?" in turn.text or ASKING.match(turn.text))
    return turn.earlier[-1] if turn.earlier and answers and re.search(r"^Which [\w ]+ do you mean \([^)]*\d", turn.last_reply) else ""


def _pieces(text):
    verbs = "|".join(sorted(VERBS, key=len, reverse=True))
    return [p for p in re.split(rf"(?<=[.?!;])\s+|,?\s+(?:and|but)\s+(?:also |then |please )*(?=(?:what|how|is|are|who|when|where|{verbs})\b)", text, flags=re.IGNORECASE) if p.strip()]


def _meant(text, offer, started):
    """(calls, parameter to ask for or None) of one sentence about work, or None where it is about something else."""
    stopping = bool(offer.cancel and CANCEL.search(text))
    if not stopping and _lists(text, offer):
        return [(offer.listing.name, {})], None
    if not stopping and not (offer.check and STATUS.search(text)):
        return None
    targets, sure = _targets(text, started, offer, stopping)
    if not targets:
        about = {w for w in words.content(text) if w not in TALK | offer.nouns}
        unheard = not started and offer.listing and (UNKNOWN.search(text) or about and about <= offer.starting and ASKING.match(text))
        return ([(offer.listing.name, {})], None) if unheard else None
    tool, leaf = offer.cancel if stopping else offer.check
    if stopping and len(targets) > 1 and not sure:
        return [], replace(leaf, name=targets[0].noun or leaf.name, enum=tuple(f"{t.id}: {t.title} {t.about}".strip(": ") for t in targets))
    return [(tool.name, {leaf.name: _typed(t.id, leaf)}) for t in targets[:MOST_CHECKED]], None


def _typed(value, leaf):
    return int(value) if leaf.type in ("integer", "number") and value.isdigit() else value


def _lists(text, offer):
    """Is this the wish to hear of all work at once?"""
    text = re.sub(r"\b(status|state) (?:report|update|overview)s?\b", r"\1", text, flags=re.IGNORECASE)
    if not offer.listing or not LISTING.search(text):
        return False
    own = {w for w in words.content(text) if w not in TALK | offer.nouns | LISTED}
    several = any(words.stem(w) in offer.nouns and w.lower().endswith("s") for w in words.TOKEN.findall(text))
    everything = re.search(r"\b(?:what|anything|everything|something|all)\b.*\b(?:running|going on|in progress|background|queued?|waiting)\b|\bstatus of (?:everything|all)\b", text, re.IGNORECASE)
    return not own and bool(several or everything)


def _targets(text, started, offer, stopping):
    """(the work that a text is about, whether it says so beyond doubt)."""
    named = [t for t in started if re.search(r"\b" + r"[\W_]*".join(map(re.escape, re.findall(r"[^\W\d_]+|\d+", t.id))) + r"\b", text, re.IGNORECASE)]
    if named:
        return named, True
    said = {w for task in started for w in words.parts(task.about)} - set(ORDINAL)
    own = tuple(dict.fromkeys(w for t in words.TOKEN.findall(text) for w in words.content(t) if (w not in TALK or t.lower() in said) and w not in offer.nouns))
    scores = [_likeness(own, task, offer) for task in started]
    enough = 1 if stopping or STRONG.search(text) else max(1, len(own))       # "how is the weather in Oslo" is not about flights to Oslo
    if own and max(scores, default=0) >= enough:
        best = [task for task, score in zip(started, scores) if score == max(scores)]
        return _ordered(text, best) or (best, bool(PLURAL.search(text)))
    if own or not started or not (stopping or STRONG.search(text) or POINTS.search(text)) or speak.small_talk(text):
        return [], False
    return _ordered(text, started) or _pointed(text, started, stopping)


def _ordered(text, started):
    place = next((ORDINAL[w] for w in re.findall(r"\w+", text.lower()) if w in ORDINAL), None)
    return ([started[place]], True) if place is not None and place < len(started) and len(started) > 1 else None


def _pointed(text, started, stopping):
    """What "it" or "they" stand for: the work that still runs, else the latest that was heard of."""
    active = [t for t in started if not t.ended] or started[-1:]
    return (active, bool(PLURAL.search(text))) if stopping or PLURAL.search(text) else (active[-1:], True)


def _likeness(own, task, offer):
    """How much of what a text names is in the words that the work was started with, half for its description; 0 where another tool is named."""
    first = words.content(f"{task.title} {task.about}")
    found = [1.0 if _near(w, first) else 0.5 if _near(w, task.asked) else 0.0 for w in own]
    return 0.0 if any(w in offer.others for w, score in zip(own, found) if score < 1) else sum(found)


def _near(stem, listed):
    return any(words.alike(stem, w) or len(stem) > 5 and len(w) > 5 and stem[:5] == w[:5] for w in listed)


def polled(turn):
    """The calls that ask once more after work of this turn that still runs, where the request waits for its end."""
    if not turn.done or not WAITING.search(turn.text) or any(output is None for _, output in turn.done):
        return []
    running = [t for t in tasks.known(turn.done, turn.tools).values() if not t.ended]
    made = [(call.name, call.arguments) for call, _ in turn.done]
    offer = _offer(turn)
    if offer is None or not offer.check:
        return []
    tool, leaf = offer.check
    calls = [(tool.name, {leaf.name: _typed(task.id, leaf)}) for task in running]
    return [c for c in calls if made.count(c) < MOST_POLLS]


def announced(turn):
    """The pairs of this turn that tell of work that has ended, and that the request neither asked nor waited for."""
    if not turn.done or WAITING.search(turn.text):
        return ()
    acting = {tool.name for tool in turn.tools if (follows(tool) or ("",))[0] != "check"}
    found = [pair for pair in turn.done if pair[1] is not None and pair[0].name not in acting and _ended(pair)]
    wanted = asked(replace(turn, done=())) if found else None
    return tuple(pair for pair in found if wanted is None or (pair[0].name, pair[0].arguments) not in wanted[0])


def _ended(pair):
    """Does an output tell of one piece of work, which the call named by its id, that it has ended, and nothing else?"""
    value = tasks.value_of(pair[1].text)
    row = tasks.rows(value)
    return len(row) == 1 and tasks.only_states(value) and tasks.state(row[0]) in tasks.ENDED and not tasks.created(pair[0], row[0])


def only_asks(text):
    """Is this nothing but the question whether there is news?"""
    return bool(STATUS.search(text)) and not [w for w in words.content(text) if w not in TALK]


def news(pairs, turn):
    """What has ended meanwhile, in words."""
    return " ".join(f"Meanwhile {text[0].lower()}{text[1:]}" for text in tasks.sentences(pairs, turn.before, turn.tools, results.said))
