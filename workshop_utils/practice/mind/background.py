"""Talk about work in the background: wishes to start something there, questions after it, and news of what has ended."""

import re
from dataclasses import replace

from . import results, schema, speak, tasks, words
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
CANCEL = re.compile(r"\b(?:cancel|stop|abort|kill|drop|halt|terminate|end|quit|call off|discard|scrap|forget|no longer need|(?:do not|don't) need)\b", re.IGNORECASE)
STATUS = re.compile(r"\b(?:how (?:is|are|far|does|do|goes)|how's|is|are|has|have|did|does|any|anything|what|what's|where|where's|why|status|state|progress|check|tell|show|give|when|result)\b.*"
                    r"\b(?:going|coming|progress|status|state|far|done|finished|ready|complete|completed|running|results?|came|come|outcome|find|found|stands?|news|new|updates?|yet|getting|doing|along|over|through|is|are|ended|say|said|fail(?:ed)?|worked|taking|take)\b"
                    r"|^\W*(?:please )?(?:check|status|progress)\b|\bhow (?:far|is|are|'s|long)\b|\bwait (?:for|until|till)\b|^\W*(?:what about|how about|and) (?:the|my|our) [^?]*\?\s*$", re.IGNORECASE)
TALK = frozenset(words.stem(w) for w in """cancel stop abort kill drop halt terminate end quit call off discard going coming progress status state far done finished ready complete completed running results result came
come outcome find found stand stands news yet getting doing along over through check first second third last latest other one both two three everything anything something wait again ended end still already
current currently right moment background started start new now today look say said tell failed fail update updates take taking long failed worked work id number until finish keep checking fine scrap forget never mind need longer""".split())
UNKNOWN = re.compile(r"\bhow(?: is|'s| are) (?:my|the|our) .*\b(?:going|coming along|doing|getting on|progressing)\b", re.IGNORECASE)      # asks after work that nothing is known of
IF = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)
ASKING = re.compile(r"\W*(?:and |so |please )?(?:what|how|is|are|has|have|did|does|any|where|when|which)\b", re.IGNORECASE)
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
    return bool(STARTS.search(tool.description or "")) and bool((tool.parameters or {}).get("required")) and not follows(tool)


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
        start, end = draft.window
        if any(draft.tool is tool for tool in hidden) or not any(start <= mark < end for mark in marks):
            kept.append(draft)
        elif draft.window not in seen:
            seen.add(draft.window)
            kept += plan(turn.text[start:end], hidden, turn.today)[0] or [d for d in drafts if d.window == draft.window]
    return kept


def _tools(turn):
    """{"check" or "cancel": (tool, leaf of the id), "list": tool} among the tools, as their names and descriptions say."""
    found = {}
    for tool in turn.tools:
        kind, leaf = follows(tool) or ("", None)
        if kind:
            found.setdefault(kind, (tool, leaf))
    named = {words.stem(w) for kind in ("check", "cancel") if kind in found for w in words.parts(found[kind][1].name)} - {"id"}
    plain = [tool for tool in turn.tools if not any(leaf.required for leaf in schema.view(tool).leaves) and named & set(schema.view(tool).title + schema.view(tool).about)]
    return found | ({"list": plain[0]} if plain and named else {})


def asked(turn):
    """(calls, the parameter to ask for or None, what else the text asks or "") where a text is about work started earlier; else None."""
    listed = [(call, output) for call, output in turn.done if not call.arguments]
    started = tasks.known((*turn.before, *listed), turn.tools)
    if not (started or any(map(starts, turn.tools))):
        return None
    offered = _tools(turn)
    if not ("check" in offered or "cancel" in offered):
        return None
    text, question = turn.text, speak_of(turn)
    calls, lacking, rest = [], None, []
    running = {t.id for t in tasks.known(turn.done, turn.tools).values() if not t.ended}
    for piece in [text] if question else _pieces(text):
        meant = _meant(f"{question} {piece}".strip(), offered, list(started.values()), _own_words(turn))
        if meant is None:
            rest.append(piece)
        else:
            calls += [c for c in meant[0] if not (IF.search(piece) and CANCEL.search(piece)) or {str(v) for v in c[1].values()} & running]
            lacking = lacking or meant[1]
    if len(rest) == len(_pieces(text)) or question and rest:
        return None
    made = [(call.name, call.arguments) for call, _ in turn.done]
    left = " ".join(rest)
    return [c for c in calls if c not in made], lacking, left if words.content(left) and not speak.small_talk(left) else ""


def speak_of(turn):
    """The earlier request that this text completes, where the last thing said was our question which work is meant; else ""."""
    return turn.earlier[-1] if turn.earlier and not ("?" in turn.text or ASKING.match(turn.text)) and re.search(r"^Which [\w ]+ do you mean \([^)]*\d", turn.last_reply) and len(turn.text.split()) < 8 else ""


def _pieces(text):
    verbs = "|".join(sorted(VERBS, key=len, reverse=True))
    return [p for p in re.split(rf"(?<=[.?!;])\s+|,?\s+(?:and|but)\s+(?:also |then |please )*(?=(?:what|how|is|are|who|when|where|{verbs})\b)", text, flags=re.IGNORECASE) if p.strip()]


def _own_words(turn):
    """The words of the names of what can be started."""
    return {words.stem(w) for tool in turn.tools if starts(tool) for w in words.parts(tool.name)}


def _meant(text, offered, started, own):
    """(calls, parameter to ask for or None) of one sentence about work, or None where it is about something else."""
    stopping = "cancel" in offered and bool(CANCEL.search(text))
    nouns = {words.stem(w) for kind in ("check", "cancel") if kind in offered for w in words.parts(offered[kind][1].name)}
    if not stopping and _lists(text, offered, nouns):
        return [(offered["list"].name, {})], None
    if not stopping and not ("check" in offered and STATUS.search(text)):
        return None
    targets, sure = _targets(text, started, nouns, stopping)
    if not targets:
        about = [w for w in words.content(text) if w not in TALK and w not in nouns]
        unheard = not started and "list" in offered and (UNKNOWN.search(text) or about and set(about) <= own and ASKING.match(text))
        return ([(offered["list"].name, {})], None) if unheard else None
    tool, leaf = offered["cancel" if stopping else "check"]
    if stopping and len(targets) > 1 and not sure:
        return [], replace(leaf, name=targets[0].noun or leaf.name, enum=tuple(f"{t.id}: {t.title} {t.about}".strip(": ") for t in targets))
    return [(tool.name, {leaf.name: _typed(t.id, leaf)}) for t in targets[:MOST_CHECKED]], None


def _typed(value, leaf):
    return int(value) if leaf.type in ("integer", "number") and value.isdigit() else value


def _lists(text, offered, nouns):
    """Is this the wish to hear of all work at once?"""
    text = re.sub(r"\b(status|state) (?:report|update|overview)s?\b", r"\1", text, flags=re.IGNORECASE)
    if "list" not in offered or not LISTING.search(text):
        return False
    stems = set(words.content(text))
    own = {w for w in stems if w not in TALK and w not in nouns and w not in ("list", "open", "overview", "everyth", "anyth", "run")}
    several = any(words.stem(w) in nouns and w.lower().endswith("s") for w in words.TOKEN.findall(text))
    return not own and (several or bool(re.search(r"\b(?:what|anything|everything|something|all)\b.*\b(?:running|going on|in progress|background)\b|\bstatus of (?:everything|all)\b", text, re.IGNORECASE)))


def _targets(text, started, nouns, stopping):
    """(the work that a text is about, whether it says so beyond doubt)."""
    named = [t for t in started if re.search(r"\b" + r"[\W_]*".join(map(re.escape, re.findall(r"[^\W\d_]+|\d+", t.id))) + r"\b", text, re.IGNORECASE)]
    if named:
        return named, True
    said = {w for task in started for w in words.parts(task.about)}
    own = [w for t in words.TOKEN.findall(text) for w in words.content(t) if (w not in TALK or t.lower() in said and t.lower() not in ORDINAL) and w not in nouns]
    scores = [_likeness(own, task) for task in started]
    if own and max(scores, default=0) >= 1:
        best = [task for task, score in zip(started, scores) if score == max(scores)]
        return _ordered(text, best) or (best, bool(PLURAL.search(text)))
    if own or not started:
        return [], False
    return _ordered(text, started) or _pointed(text, started, stopping)


def _ordered(text, started):
    place = next((ORDINAL[w] for w in re.findall(r"\w+", text.lower()) if w in ORDINAL), None)
    return ([started[place]], True) if place is not None and place < len(started) and len(started) > 1 else None


def _pointed(text, started, stopping):
    """What "it" or "they" stand for: the work that still runs, else the latest that was heard of."""
    active = [t for t in started if not t.ended] or started[-1:]
    return (active, bool(PLURAL.search(text))) if stopping or PLURAL.search(text) else (active[-1:], True)


def _likeness(own, task):
    """How much of what a text names is in the words that the work was started with; half for its function's description."""
    first, second = words.content(f"{task.title} {task.about}"), task.asked
    return sum(1.0 if _near(w, first) else 0.5 if _near(w, second) else 0.0 for w in dict.fromkeys(own))


def _near(stem, listed):
    return any(words.alike(stem, w) or len(stem) > 5 and len(w) > 5 and stem[:5] == w[:5] for w in listed)


def polled(turn):
    """The calls that ask once more after work of this turn that still runs, where the request waits for its end."""
    if not turn.done or not WAITING.search(turn.text) or any(output is None for _, output in turn.done):
        return []
    running = [t for t in tasks.known(turn.done, turn.tools).values() if not t.ended]
    made = [(call.name, call.arguments) for call, _ in turn.done]
    if "check" not in (offered := _tools(turn)):
        return []
    tool, leaf = offered["check"]
    calls = [(tool.name, {leaf.name: _typed(task.id, leaf)}) for task in running]
    return [c for c in calls if made.count(c) < MOST_POLLS]


def announced(turn):
    """The pairs of this turn that tell of work that has ended, and that the request neither asked nor waited for."""
    if WAITING.search(turn.text):
        return ()
    found = [pair for pair in turn.done if pair[1] is not None and (row := tasks.rows(tasks.value_of(pair[1].text)))
             and len(row) == 1 and tasks.state(row[0]) in tasks.ENDED and not tasks.created(pair[0], row[0])]
    wanted = asked(replace(turn, done=())) if found else None
    return tuple(pair for pair in found if wanted is None or (pair[0].name, pair[0].arguments) not in wanted[0])


def only_asks(text):
    """Is this nothing but the question whether there is news?"""
    return bool(STATUS.search(text)) and not [w for w in words.content(text) if w not in TALK]


def news(pairs, turn):
    """What has ended meanwhile, in words."""
    return " ".join(f"Meanwhile {text[0].lower()}{text[1:]}" for text in tasks.sentences(pairs, turn.before, turn.tools, results.said))
