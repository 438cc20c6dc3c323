"""What calls of one request share: values said once for all, one call per item of a list, tools named beside each other."""

import re
from dataclasses import replace

from . import choose, schema, words
from .chains import chain_of
from .every import each, halves
from .pairs import one_name
from .places import state_of
from .recall import looks_like

ENOUGH = 0.0     # margin from which a value is taken from elsewhere in the sentence
SURE = 1.0       # log-odds of a tool from which words that are left over may fill its gaps


def shared(drafts, sentence):
    """Each draft with the values that it lacks and another one has, or that stand elsewhere in the sentence."""
    for draft in drafts:
        for leaf in draft.missing:
            place = draft.view.leaves.index(leaf)
            value = from_others(draft, place, leaf, drafts)
            if value is None:
                value = _from_anywhere(draft, place)
            if value is None:
                value = leaf.default
            if value is not None:
                draft.values[place] = value
    _edges(drafts)
    _same(drafts, sentence)
    for place, draft in enumerate(drafts):
        _left_over(draft)
        looked_up(draft, drafts[:place])
    return drafts


def looked_up(draft, before):
    """Leaves out an address or number that the call before is to find: "find Ana's address, then mail her" has only her name."""
    for place, leaf in enumerate(draft.view.leaves):
        value = draft.values.get(place)
        if leaf.role in ("email", "phone") and isinstance(value, str) and not looks_like(leaf.role, value) and any(value in d.values.values() for d in before if d.tool is not draft.tool):
            del draft.values[place]


def _left_over(draft):
    """Where the tool is sure and a value is missing: the words of the right kind that are left over, if all gaps can be filled so."""
    if not draft.missing or draft.odds < SURE:
        return
    _, picks = draft.filling.assign(draft.window, draft.blocked, True)
    values = {**draft.values, **{place: candidate.value for place, (_, candidate) in picks.items()}}
    if all(draft.view.leaves.index(leaf) in values for leaf in draft.missing):
        draft.values, draft.picks = values, picks


def _same(drafts, sentence):
    """ "With the same speed": what a call leaves out is as in the call of that tool before it."""
    for place, draft in enumerate(drafts):
        if not re.search(r"\bsame\b", sentence.text[draft.window[0]: draft.window[1]], re.IGNORECASE):
            continue
        before = next((d for d in reversed(drafts[:place]) if d.tool is draft.tool), None)
        for leaf, value in (before.values if before else {}).items():
            draft.values.setdefault(leaf, value)


def from_others(draft, place, leaf, drafts):
    """The value of the same parameter in another draft: of the same tool first, the nearest before, then after."""
    here = drafts.index(draft)
    order = drafts[:here][::-1] + drafts[here + 1:]
    for other in order:
        if other.tool is draft.tool and place in other.values:
            return other.values[place]
    for other in order:
        for place2, value in other.values.items():
            twin = other.view.leaves[place2]
            if twin.type == leaf.type and (twin.name == leaf.name or twin.role == leaf.role and leaf.role not in ("number", "other", "count") and set(twin.words) & set(leaf.words)):
                return value
    return None


def _from_anywhere(draft, place):
    """The best candidate of the whole sentence whose words the draft does not use already; the state of a city that it names."""
    used = [take for _, candidate in draft.picks.values() for take in candidate.takes]
    for margin, candidate in draft.filling.options[place][:3]:
        if margin > ENOUGH and not any(s < candidate.end and candidate.start < e for s, e in used):
            draft.picks = {**draft.picks, place: (margin, candidate)}
            return candidate.value
    if "stat" in draft.view.leaves[place].words or "state" in draft.view.leaves[place].words:
        return next((state_of(str(c.value)) for _, c in draft.picks.values() if state_of(str(c.value))), None)
    return None


def _edges(drafts):
    """What is said before the first call or after the last one, and in no other, is said for all calls of that tool."""
    if not drafts:
        return
    for first, rest, side in ((drafts[0], drafts[1:], -1), (drafts[-1], drafts[:-1], 1)):
        starts = {place: candidate.start * side for place, (_, candidate) in first.picks.items()}
        for place, start in starts.items():
            others = [s for p, s in starts.items() if p != place and first.view.leaves[p].required]
            for other in rest:
                if other.tool is first.tool and place not in other.values and others and start > max(others):
                    other.values[place] = first.values[place]


def unclaimed(drafts, singles, sentence):
    """Further tools whose own words are said though no draft has claimed them ("the median and the mode of ...")."""
    claimed = {w for d in drafts for w in _titled(d.view)}
    said = set(choose.Ask(sentence).stems)
    found = []
    common = {w for single in singles for w in _titled(single.view) if sum(w in _titled(other.view) for other in singles) > 1}
    told = [(c.start, c.end) for draft in drafts for _, c in draft.picks.values() if c.kind in ("clause", "quote")]      # what a note says is no order
    for single in singles:
        own = [w for w in _titled(single.view) if w not in claimed and w not in common]
        if any(a <= c.start and c.end <= b for _, c in single.picks.values() for a, b in told):
            continue
        if all(single.tool is not d.tool for d in drafts) and single.odds > 1.0 and own and all(w in said for w in own) and not single.missing:
            found.append(single)
            claimed |= set(own)
    return found


def _titled(view):
    return [words.stem(w) for w in choose.tool_words(view)[0]]


def expanded(draft, sentence, beside=()):
    """One draft per item where a parameter for one thing was given several ("Oslo and Paris"); all pairs unless "respectively"."""
    chains = {place: chain for place, chain in ((p, chain_of(draft, p, sentence.text)) for p in draft.picks) if len(chain) > 1}
    names = {place: one_name(chain, draft.view.leaves[place], sentence.text) for place, chain in chains.items()}
    draft = _with(draft, {place: name for place, name in names.items() if name}) if any(names.values()) else draft
    rows = {place: [c.value for c in chain] for place, chain in chains.items() if not names[place]}
    counts = {len(chain) for chain in rows.values()}
    if len(rows) > 1 and len(counts) == 1 and "respectively" in sentence.text.lower():
        return [_with(draft, {place: chain[i] for place, chain in rows.items()}) for i in range(counts.pop())]
    drafts = [draft]
    rows = rows or each(draft, sentence.text) if all(d is draft for d in beside) else rows
    rows = {place: [c.value if hasattr(c, "span") else c for c in row] for place, row in rows.items()}
    rows |= {place: parts for place, (_, c) in draft.picks.items() if draft.view.leaves[place].type == "array" and len(parts := halves(draft, place)) > 1}
    for place, chain in rows.items():
        drafts = [_with(d, {place: value}) for d in drafts for value in chain]
    return drafts


EVERY = re.compile(r"\b(?:all|every|each|both)(?: of)?(?: (?:my|the|our|your|these|those))?(?P<what>(?: \w+){1,2})", re.IGNORECASE)
MOST_VALUES = 8


def spelled(text, tools):
    """A request that wants all of something, with the values written out: "all three sizes" becomes "small, medium and large size"."""
    def values(match):
        said = {words.stem(w) for w in words.parts(match["what"])}
        listed = {leaf.enum for tool in tools for leaf in schema.view(tool).leaves
                  if leaf.required and 1 < len(leaf.enum) <= MOST_VALUES and leaf.type == "string" and said & set(leaf.words)}
        *rest, last = map(str, listed.pop()) if len(listed) == 1 else ("",)
        return f"the {', '.join(rest)} and {last} {match['what'].split()[-1]}" if rest else match.group()
    return EVERY.sub(values, text)


def _with(draft, values):
    return replace(draft, values={**draft.values, **values})


def _counted(draft, drafts):
    """Is a value of this draft only a count ("two objects are dropped"), where other calls of the tool have figures?"""
    return any(_spelled(draft.picks.get(place)) and all(d.tool is not draft.tool or d is draft or place in d.picks and not _spelled(d.picks[place]) for d in drafts) for place in draft.picks)


def _spelled(pick):
    return pick is not None and pick[1].kind == "number" and pick[1].span.text.isalpha()


def unique(drafts):
    """Drafts without repeats and without counts taken for values, in order."""
    if sum(d.tool is drafts[0].tool for d in drafts) > 1:
        drafts = [d for d in drafts if not _counted(d, drafts) or sum(o.tool is d.tool for o in drafts) < 2]
    kept = []
    for draft in drafts:
        if not any(draft.tool is d.tool and draft.values == d.values for d in kept):
            kept.append(draft)
    return kept
