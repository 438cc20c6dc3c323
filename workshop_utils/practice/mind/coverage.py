"""Every clause of a request accounted for: by calls of its own, by values of others' calls, or by saying that it could not be done."""

import re
from dataclasses import dataclass, replace

from . import clauses, plan, share, sums, words
from .choose import GENERIC, naming
from .echo import LOOSE
from .results import READING
from .turn import failed, value_of
from .verbs import VERBS

TALK = frozenset(words.stem(w) for w in """tell say know answer reply respond explain confirm report result results summary summarize compare comparison think thing done ready finished happen happened
happens work worked way order sentence word words brief briefly short table list number total sum difference average case reason next step help question please thank thanks back figure advise recommend suggest
money today day time much many use try be sure go look check see find""".split())


LIGHT = GENERIC | frozenset(words.stem(w) for w in "tell say ask want thing same one other another again too instead also both do".split())
WHICH = re.compile(r"\b(?:which|who|what|by how much)\b.*\b(?:more|most|less|least|better|best|worse|worst|(?:high|low|warm|cold|cheap|big|bigg|small|larg|long|short|old|young|fast|slow|near|clos|great|few|heavi|"
                   r"strong|weak|earli|lat|rich|tall|deep|wid|dri|hott|wett|cool)e(?:r|st))\b", re.IGNORECASE)
QUESTION = re.compile(r"\W*(?:and |also |so |please |tell me |can you tell me |can you |could you )*(?:how|what|which|who|where|when|is|are|do|does|did|show|list|view|see)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:it|its|them|they|these|those|that|this|each|both|same|again|one|ones|result|results|output|outputs|answer)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A clause of a request with the drafts that do what it asks; `adds` where it only says more about another clause."""

    text: str
    drafts: tuple
    adds: bool = False


def plan_all(text, tools, today, forced=False):
    """(drafts of all calls that a text asks for, all tools looked at); a clause that this forgets is planned for itself."""
    whole, singles = planned(text, tools, today, forced)
    rows = [] if forced else parts(text, tools, today, whole)
    drafts = [draft for part in rows for draft in part.drafts]
    return (share.unique(_given(drafts, whole)), singles) if drafts and not _poorer(drafts, whole) else (whole, singles)


def _poorer(drafts, whole):
    """Are the clauses' calls only some of the complete calls of one tool that the whole request has?"""
    alike = all(d.tool is whole[0].tool and not d.missing for d in whole) and all(any(d.tool is w.tool and d.values == w.values for w in whole) for d in drafts)
    return len(drafts) < len(whole) and alike and not any(c.kind in LOOSE for d in whole for _, c in d.picks.values())


def planned(text, tools, today, forced=False):
    """As plan.plan, but a question is no order: a call that lacks values gives way to one that lacks none; siblings give way too."""
    drafts, singles = plan.plan(text, tools, today, forced)
    best = singles[0] if singles else None
    if best and best.missing and QUESTION.match(text) and _acts(best):
        best = next((s for s in singles if not _acts(s)), None)
    if best and not forced and best.odds > plan.ACCEPT and not best.missing and any(d.missing for d in drafts) and all(d.tool is not best.tool for d in drafts):
        drafts = share.expanded(best, best.filling.sentence)
    return _without_siblings(drafts), singles


def _acts(draft):
    return words.parts(draft.tool.name)[0] in VERBS - READING


def _without_siblings(drafts):
    """Without calls that say nothing of their own: the same values as another one, or none, and no title word that only they have."""
    return [d for d in drafts if not any(_says_nothing_beside(d, other) for other in drafts)]


def _says_nothing_beside(draft, other):
    if other.tool is draft.tool or not other.picks or not _plain(draft) <= _plain(other):
        return False
    return not _own_title(draft, other) and bool(_own_title(other, draft))


def _own_title(draft, other):
    """Words of a tool's name, none of the other tool's, that are said; not as the noun of the other one's value ("joint account")."""
    sentence, theirs = other.filling.sentence, set(other.view.title)
    places = [c for _, c in other.picks.values() if not draft.picks]
    free = [t.stem for t in sentence.tokens if not any(c.start <= t.start and t.end <= c.end or not sentence.text[c.end: t.start].strip() and c.end < t.start for c in places)]
    return [w for w in draft.view.title if w not in theirs and any(words.alike(w, s) for s in free)]


def parts(text, tools, today, whole=None):
    """The Parts of a request that asks for several things; none of one that asks for one."""
    rows = clauses.requests(text, today, openers(tools)) or ([clauses.Clause(0, len(text), text)] if clauses.items(text) else [])
    if not rows:
        return []
    whole = planned(text, tools, today)[0] if whole is None else whole
    homes = [_home(draft, rows) for draft in whole]
    found = [_part(row, [d for d, home in zip(whole, homes) if home is row], whole, rows, (tools, today)) for row in rows] if len(rows) > 1 else [Part(text, tuple(whole))]
    found = [piece for part in found for piece in (part, *_items(part, tools, today))]
    return found if any(part.drafts for part in found) else []


def _items(part, tools, today):
    """Parts of their own for the nouns of a clause that none of its calls speaks of ("... and my cards")."""
    found, drafts = [], list(part.drafts)
    for item in clauses.items(part.text) if drafts else ():
        heard = {w for d in drafts for w in (*naming(d.view), *(w for leaf in d.view.leaves for w in leaf.words + leaf.about), *(w for v in d.values.values() for w in words.content(str(v))))}
        about = [w for w in words.content(item) if w not in TALK]
        if about and not any(words.alike(w, h) for w in about for h in heard):
            own = [d for d in planned(item, tools, today)[0] if d.named and not d.missing and all(d.tool is not o.tool for o in drafts)]
            found.append(Part(item, tuple(own)))
            drafts += own
    return found


def openers(tools):
    """Stems of the words that open the tools' names and descriptions: mostly what they do."""
    heads = [w for tool in tools for w in (*words.parts(tool.name)[:1], *words.parts(tool.description or "")[:1])]
    return frozenset(words.stem(w) for w in heads if not words.is_stop(w))


def _home(draft, rows):
    """The clause that a draft of the whole request belongs to: where most of its values and of its words stand."""
    values = [sum(row.start <= c.start < row.end for _, c in draft.picks.values()) for row in rows]
    heard = [len(_heard(row.text, draft)) for row in rows]
    scores = [(v + h, v, row.start <= draft.place[0] < row.end) for row, v, h in zip(rows, values, heard)]
    best = max(scores)
    return rows[scores.index(best)] if any(best) else None


def _part(row, theirs, whole, rows, world):
    """What does a clause: drafts of the whole request that are at home here, or its own where those forget or mix something."""
    mine, near = planned(row.text, *world)
    mine = [replace(d, offset=row.start) for d in mine]
    mine = [d for d in mine if d.named or not any(d.tool is not w.tool and not w.missing and _plain(d) <= _plain(w) and not _meant_elsewhere(w, row, rows) for w in whole)]
    if not mine and sums.answered(row.text):
        return Part(row.text, ())
    theirs = [d for d in theirs if mine or _heard(row.text, d) or _light(row.text, d)]
    if not theirs:
        if any(_adds(row, d, mine) for d in whole):
            return Part(row.text, (), True)
        return Part(row.text, tuple(_beside(mine, whole, rows)))
    ready = mine and not any(d.missing or min([0.1, *(m for m, _ in d.picks.values())]) < 0 for d in mine)
    same = {d.tool.name for d in mine} >= {d.tool.name for d in theirs}
    more = all(any(m.tool is t.tool and m.values == t.values for m in mine) for t in theirs) and len(mine) > len(theirs)
    if ready and (any(d.missing for d in theirs) or _far_ahead(mine, theirs, near)) or ready and same and (more or any(_strays(d, row, rows, whole) for d in theirs)):
        return Part(row.text, tuple(mine))
    return Part(row.text, tuple(theirs))


def _far_ahead(mine, theirs, near):
    """Do the tools of a clause's own plan fit the clause far better than those that the whole request has for it?"""
    fits = {d.tool.name: d.odds for d in near}
    return min(fits[d.tool.name] for d in mine) > max(fits.get(d.tool.name, plan.ASK) for d in theirs) + plan.LEAD


def _meant_elsewhere(draft, row, rows):
    """Does another clause speak of what this draft does, and this one not at all?"""
    return not _heard(row.text, draft) and any(_heard(other.text, draft) for other in rows)


def _plain(draft):
    return {str(v) for v in draft.values.values()}


def _light(text, draft):
    """Does a clause say nothing but values and what they are: "then do the same for Paris"?"""
    known = LIGHT | {w for v in draft.values.values() for w in words.content(str(v))} | {w for leaf in draft.view.leaves for w in leaf.words}
    return not [w for w in words.content(text) if w not in known]


def _beside(mine, whole, rows):
    """The own drafts of a clause, each of a tool that the whole request has beside another one for one clause as it is there."""
    homes = [(d, _home(d, rows)) for d in whole]
    crowded = {d.tool.name: d for d, home in homes if not d.missing and any(o.tool is not d.tool and other is home for o, other in homes)}
    return list({id(d): d for d in (crowded.get(m.tool.name, m) for m in mine)}.values())


def _adds(row, draft, mine):
    """Does a clause only say more for a call that another clause asks for ("Assign it to Priya")?"""
    return _says_more(row, draft) or bool(mine) and all(m.tool is draft.tool for m in mine) and (bool(BACK.search(row.text)) or any(m.missing for m in mine))


def _says_more(row, draft):
    """Does a clause hold a value of this draft beside words of its parameter, or is that a choice, or does it point back?"""
    here = [(draft.view.leaves[place], c) for place, (margin, c) in draft.picks.items() if margin > 0 and row.start <= c.start < row.end]
    own = set(words.content(row.text))
    named = any(c.kind in ("enum", "option", "flag", "listed", "unit", "currency") or own & {w for w in leaf.words + leaf.about if w not in GENERIC} for leaf, c in here)
    return bool(here) and (named or bool(BACK.search(row.text)))


def _strays(draft, row, rows, whole):
    """Has a draft a value out of another clause that does not only say more about calls of its tool?"""
    apart = [other for other in rows if not any(_says_more(other, d) for d in whole if d.tool is draft.tool)]
    return any(isinstance(v, str) and v not in row.text and any(v in other.text for other in apart) for v in draft.values.values())


def _heard(text, draft):
    return set(words.content(text)) & naming(draft.view) - GENERIC


def _given(drafts, whole):
    """Fills what one clause lacks and another says ("find flights to Oslo and hotels there")."""
    for draft in drafts:
        for leaf in draft.missing:
            place = draft.view.leaves.index(leaf)
            twins = [d for d in whole if d.tool is draft.tool and place in d.values]
            value = twins[0].values[place] if len(twins) == 1 else share.from_others(draft, place, leaf, drafts)
            if value is not None:
                draft.values[place] = value
    for place, draft in enumerate(drafts):
        share.looked_up(draft, drafts[:place])
    return drafts


def undone(turn):
    """A sentence that names the clauses of the request that no call was made for and no result speaks of, or ""."""
    if not turn.done or turn.conversation.tool_choice != "auto":
        return ""
    heard = _results(turn)
    left = [part.text for part in parts(share.spelled(turn.text, turn.tools), list(turn.tools), turn.today) if not part.drafts and not part.adds and not told(part.text, heard)]
    return " ".join(_sentence(text) for text in left)


def told(text, heard):
    """Do results speak of at least half of what a clause is about, or is it about the answer only?"""
    about = [w for w in dict.fromkeys(words.content(text)) if w not in TALK]
    if not about or WHICH.search(text):
        return True
    return 2 * sum(any(words.alike(w, h) for h in heard) for w in about) >= len(about)


def _results(turn):
    """The stems of all that calls were made with and that came back."""
    found = set()
    for call, output in turn.done:
        value = "" if output is None or failed(output) else value_of(output.text)
        found |= {words.stem(w) for text in (" ".join(words.parts(call.name)), str(call.arguments), str(value)) for w in re.findall(r"[^\W\d_]+|\d+", text)}
    return found


def _sentence(text):
    said = sums.answered(text)
    bare = text[(lead.end() if (lead := clauses.POLITE.match(text)) else 0):].rstrip(" .!?")
    return said or f"I could not do this part, for none of my functions seems to fit it: “{bare}”."
