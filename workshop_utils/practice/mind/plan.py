"""Plans the calls for a request: which tools, how many calls, and which stretch of the sentence fills which."""

import re
from dataclasses import dataclass, field

from . import choose, fill, schema, words
from .chains import chain_of
from .echo import LOOSE, comparable, echoed, fresh, paired
from .pairs import whole_names
from .read import read
from .share import expanded, shared, unclaimed, unique
from .spans import Span

ACCEPT = -0.1            # log-odds from which a tool is taken to be meant
LED, LEAD = -1.0, 1.0   # and from which it is where all it needs is said and no other tool comes as near as this
ASK = -1.0              # and from which one that is named, but lacks values, is worth a question
CALL_COST = 1.2         # what a further call must bring
WORTH = 1.0             # what a value brings beside its margin
SPREAD = 0.4            # what the first of several calls may lack of the words that speak for its tool: they stand where the last one is
LACKING = 0.8           # what a missing required value costs a stretch: it may be shared from elsewhere
MOST_CUTS = 9           # places where a request is cut, the strongest first
MOST_TOOLS = 4          # different tools that one request is split among
CERTAIN = 2.0           # log-odds of a tool that needs no word of its own
OPENED = 3.0            # what the verb of one tool alone brings, where a request opens with it
NAMED = 8.0             # log-odds of a tool whose very name is said
STORY = 3               # sentences from which one of them may be what a text is for
LOOK_CLOSER = 5         # tools that are filled before one is chosen
CUT = re.compile(r"(?<=[.?!;])\s+|,\s+(?:and\s+|then\s+|or\s+)?(?:also\s+)?|\s+(?:and|then|also|plus|while|but|as well as|along with|versus|vs\.?|compared (?:with|to)|&)\s+(?:then\s+|also\s+)?|\n+", re.IGNORECASE)
MEASURE = re.compile(r"\b(?:hours?|minutes?|days?|weeks?|months?|years?|feet|foot|pounds?|degrees?) and (?:a half|a quarter|[\w-]+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|inch(?:es)?|ounces?))\b", re.IGNORECASE)
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
HEADED = re.compile(r"(?:^|\band\s+|,\s*)(?:the\s+)?$", re.IGNORECASE)     # what stands before the first word of a question in a row


@dataclass
class Draft:
    """A call in the making: a tool's filling, the picked candidates, how likely the tool is meant, and its stretch of text."""

    tool: object
    filling: object
    picks: dict
    odds: float
    window: tuple
    named: frozenset = frozenset()
    said: tuple = ()        # where the tool's very name is said
    blocked: tuple = ()     # where any tool's name is said: no value is taken from there
    values: dict = field(default_factory=dict)
    foreign: frozenset = frozenset()    # words that only other tools are called by: they are no values of this one
    alone: frozenset = frozenset()      # words that only this one is called by: a clause may open with them
    offset: int = 0         # where its sentence begins in the request
    unfit: tuple = ()       # places whose value was said, but in no form that can be sent

    def __post_init__(self):
        self.values = self.values or {place: candidate.value for place, (_, candidate) in self.picks.items()}

    @property
    def view(self):
        return self.filling.view

    @property
    def place(self):
        """Its stretch of the request."""
        return self.window[0] + self.offset, self.window[1] + self.offset

    @property
    def missing(self):
        return fill.missing(self.view, self.values) + [leaf for place in self.unfit if place not in self.values and not (leaf := self.view.leaves[place]).required]

    @property
    def arguments(self):
        return fill.tree(self.view, self.values)

    def opened(self, ask):
        """What it brings that a request, or a clause of it, opens with the verb of this tool alone."""
        return OPENED if ask.opening in self.alone else 0.0

    def within(self, ask, window):
        """The same tool for a stretch of the sentence only."""
        _, picks = self.filling.assign(window, self.blocked)
        odds = choose.log_odds(choose.features(ask, self.view, picks, [])) + self.opened(ask)
        alone = set(self.said) == set(self.blocked)     # a story that names one function only means it by all that it tells
        if self.said and (alone or any(window[0] <= s and e <= window[1] for s, e in self.said)):
            odds = max(odds, NAMED)
        return Draft(self.tool, self.filling, picks, odds, window, choose.named(ask, self.view, picks), self.said, self.blocked, foreign=self.foreign, alone=self.alone)


def rank(sentence, ask, tools, today):
    """The tools that look nearest, each filled from the whole sentence, best first by fitted log-odds."""
    views = [schema.view(tool) for tool in tools]
    rough = choose.cheap(ask, views)
    nearest = sorted(range(len(tools)), key=lambda i: (-rough[i], i))[:LOOK_CLOSER]
    drafts = []
    said = {i: _said(tools[i].name, sentence.text) for i in nearest}
    blocked = tuple(place for places in said.values() for place in places)
    apart = _apart([tools[i] for i in nearest])
    for i, foreign in zip(nearest, apart):
        filling = fill.filling(views[i], (sentence.text, today))
        closed = blocked + _heads(sentence, foreign)
        _, picks = filling.assign(blocked=closed)
        odds = choose.log_odds(choose.features(ask, views[i], picks, fill.missing(views[i], picks)))
        drafts.append(Draft(tools[i], filling, picks, max(odds, NAMED) if said[i] else odds, (0, len(sentence.text)), said=said[i], blocked=closed, foreign=foreign))
        drafts[-1].alone = _alone(apart, len(drafts) - 1)
        drafts[-1].odds += drafts[-1].opened(ask)
    return sorted(drafts, key=lambda d: -d.odds)


def _apart(tools):
    """For each tool the words that only others are called by."""
    titles = [{words.stem(w) for w in words.parts(tool.name)} for tool in tools]
    return [frozenset(set().union(*titles[:i], *titles[i + 1:]) - own) for i, own in enumerate(titles)]


def _heads(sentence, foreign):
    """Where another tool's word opens a question of its own ("... and time in Rome"): it is no value here."""
    return tuple((t.start, t.end) for t in sentence.tokens if t.stem in foreign and HEADED.search(sentence.text[: t.start]) and re.match(r"\s+(?:in|at|of|for)\b", sentence.text[t.end:]))


def _alone(apart, place):
    """The words that only the tool at a place among several is called by."""
    others = [foreign for i, foreign in enumerate(apart) if i != place]
    return frozenset.intersection(*others) - apart[place] - choose.GENERIC if others else frozenset()


def _said(name, text):
    """Where a tool is called by its very name, with dots or underscores."""
    parts = [re.escape(p) for p in re.split(r"[._-]", name) if p]
    return tuple((m.start(), m.end()) for m in re.finditer(r"[._-]".join(parts), text)) if len(parts) > 1 else ()


def by_sentence(drafts, sentence):
    """The drafts by what fits best anywhere: in a long text a tool may be meant by one sentence of many."""
    ends = [0, *(m.end() for m in re.finditer(r"[.?!](?=\s|$)|\n+", sentence.text)), len(sentence.text)]
    windows = [(a, b) for a, b in zip(ends, ends[1:]) if b - a > 8]
    if len(windows) < STORY:
        return drafts
    asks = [choose.Ask(sentence, window) for window in windows]
    for draft in drafts:
        pieces = [draft.within(a, w) for a, w in zip(asks, windows)]
        draft.odds = max([draft.odds] + [p.odds for p in pieces if p.picks and p.named])
    return sorted(drafts, key=lambda d: -d.odds)


def boundaries(sentence, draft):
    """Places where a request may be cut: between clauses, never inside quotes, dates, or a list that the best tool takes whole."""
    closed = [Span("measure", m.start(), m.end(), "", "") for m in MEASURE.finditer(sentence.text)]
    days = [s for s in sentence.spans if s.kind == "date"]
    closed += [Span("date", a.start, b.end, "", "") for a, b in zip(days, days[1:]) if WEEKDAY.search(a.text) and re.fullmatch(r",? (?:the )?", sentence.text[a.end: b.start])]
    closed += [c for leaf, options in zip(draft.view.leaves, draft.filling.options) if leaf.type == "array" for _, c in options if c.kind == "list" and len(c.value) > 1]
    closed += [Span("name", start, end, "", "") for start, end in whole_names(sentence.text)]
    closed += [Span("list", c.end, c.end + 2, "", "") for c in closed if c.kind == "list" and sentence.text.startswith(", ", c.end)]
    closed += [c for _, c in draft.picks.values() if c.kind in ("list", "linked", "name", "clause")]
    for chain in (chain_of(draft, place, sentence.text) for place in draft.picks):
        closed += [Span("row", a.end - 1, b.start + 1, "", "") for a, b in zip(chain, chain[1:])]
    closed += [s for s in sentence.spans if s.kind in ("quote", "date", "object", "expression", "email", "url") or s.kind == "list" and isinstance(s.value, list)]
    cuts = [m for m in CUT.finditer(sentence.text) if not any(s.start < m.end() and m.start() < s.end for s in closed)]
    cuts = sorted(sorted(cuts, key=lambda m: (-_strength(m.group()), m.start()))[:MOST_CUTS], key=lambda m: m.start())
    places = [0] + [m.end() for m in cuts if m.end() < len(sentence.text)] + [len(sentence.text)]
    return sorted(dict.fromkeys(places))


def _strength(mark):
    """How strongly a mark parts two requests: the end of a sentence, then "also" and "then", then "and", then a comma."""
    if not mark.strip():
        return 3
    return 2 if re.search(r"then|also|plus|while", mark) else 1 if "and" in mark else 0


def split(sentence, able):
    """The best way to cut the sentence into stretches that are one call each; one call for all if cutting brings nothing."""
    cuts = boundaries(sentence, able[0])
    best = {0: {None: (0.0, ())}}
    for j in range(1, len(cuts)):
        best[j] = {}
        for i in range(j):
            window = (cuts[i], cuts[j])
            ask = choose.Ask(sentence, window)
            pieces = [draft.within(ask, window) for draft in able]
            for last, (score, drafts) in best[i].items():
                for number, piece in enumerate(pieces):
                    if last not in (None, number) and piece.odds < max(p.odds for p in pieces) - 0.5:
                        continue    # another tool fits this stretch better: no reason to change to this one
                    if last == number and piece.odds < max(p.odds for p in pieces) - LEAD:
                        continue    # and one that fits it far better is no second call of the same tool
                    row = _gain(piece, last == number, drafts, able[0])
                    if row is not None and (number not in best[j] or best[j][number][0] < round(score + row[0], 4)):
                        best[j][number] = (round(score + row[0], 4), drafts + (row[1],))
    ends = sorted(best[len(cuts) - 1].values(), key=lambda row: -row[0])
    return list(ends[0][1]) if ends and ends[0][1] else [able[0]]      # an empty request has nothing to cut


def _gain(piece, same_tool, before, best):
    """(what a stretch brings as one call, that call), or None where it cannot be a call of its own.

    A value made of nothing but the name of the best tool is no value for another one.
    """
    theirs = choose.naming(best.view) if piece.tool is not best.tool else frozenset()
    if before and same_tool and piece.picks:
        piece = echoed(piece, before[-1])
    bar = -1.0 if piece.odds > CERTAIN else 0.0
    own = [margin for margin, c in piece.picks.values() if margin > bar and not (theirs and c.kind in ("phrase", "name") and set(words.content(str(c.value))) <= theirs)]
    odds = max(-3.0, min(8.0, piece.odds if before or piece.tool is not best.tool else max(piece.odds, best.odds - SPREAD)))
    if before:
        if not own and piece.view.leaves or (not _distinct(piece, before[-1], best) if same_tool else piece.odds < ACCEPT or not _contrast(piece, before[-1], best)):
            return None
        odds = 0.0 if same_tool else odds
    values = sum(min(3.0, WORTH + margin) for margin in own)
    told = before[0].picks if before and same_tool and any(c.kind not in LOOSE for _, c in piece.picks.values()) and not paired(piece.view) else ()
    lacking = [leaf for leaf in piece.missing if piece.view.leaves.index(leaf) not in told]
    return odds + values - LACKING * len(lacking) - (CALL_COST if before else 0.0), piece


def _contrast(piece, last, best):
    """Does each of two different tools have a word of its own that is said in its stretch, or fit it beyond doubt?"""
    if last.tool is best.tool and min(piece.odds, last.odds) > CERTAIN and len(piece.named | last.named) > 1:
        return True
    return bool(piece.named - choose.naming(last.view) and last.named - choose.naming(piece.view))


def _distinct(piece, last, best):
    """Does a second call of the same tool say something else for something that the first one says too, and that one call has no place for?"""
    common = [place for place, (margin, candidate) in piece.picks.items() if place in last.picks and margin > 0 and candidate.kind not in ("unit", "currency") and comparable(candidate, last.picks[place][1])
              and (candidate.kind not in LOOSE or piece.view.leaves[place].required)]
    if last.tool is best.tool and not set(common) & set(fresh(piece, last, best)):
        return False
    common = [place for place in common if piece.view.leaves[place].type != "array" or piece.picks[place][1].kind in ("list", "listed")]     # a list takes single values together
    return any(piece.picks[p][1].value != last.picks[p][1].value for p in common)


def _leads(singles, ask):
    """Is the best of several tools far ahead of the next, with a value for all that it needs, or by name where it takes none?"""
    best = singles[0]
    if len(singles) < 2 or best.odds <= LED or best.odds - singles[1].odds <= LEAD or best.missing:
        return False
    return bool(best.picks) or not best.view.leaves and bool(choose.named(ask, best.view, {}))


def _in_a_part(draft, sentence, best):
    """Is a tool that the whole request hardly speaks of clearly meant by a part of it?"""
    cuts = boundaries(sentence, best)
    parts = [draft.within(choose.Ask(sentence, window), window) for window in zip(cuts, cuts[1:])] if len(cuts) > 2 else []
    return any(part.odds > CERTAIN and part.picks and part.named for part in parts)


def _takes_all(whole, pieces, sentence):
    """Does one call take every figure, quote and name that a request says, so that nothing is left for a second call of that tool?"""
    hard = [s for s in sentence.spans if s.kind in ("number", "quote", "email", "id", "date", "currency") or s.kind == "name" and not set(words.content(s.text)) & choose.naming(whole.view)]
    used = [(c.start, c.end) for margin, c in whole.picks.values() if margin > 0]
    if len(hard) < 2 or whole.missing or whole.blocked or any(piece.tool is not whole.tool for piece in pieces):
        return False
    return all(any(a < s.end and s.start < b for a, b in used) for s in hard)


def plan(text, tools, today, forced=False):
    """(drafts of all calls that a text asks for, all tools looked at, best first)."""
    sentence = read(text, today)
    ask = choose.Ask(sentence)
    singles = by_sentence(rank(sentence, ask, tools, today), sentence)
    if not singles:
        return [], []
    if not forced and singles[0].odds < ACCEPT and not _leads(singles, ask):
        title = {words.stem(w) for w in choose.tool_words(singles[0].view)[0]}
        worth_asking = singles[0].missing and singles[0].odds > ASK and title & set(ask.stems)
        return singles[:1] if worth_asking else [], singles
    able = [d for d in singles if d.odds > max(ACCEPT, singles[0].odds - singles[0].opened(ask)) - 6.0][:MOST_TOOLS] or singles[:1]
    able = (able + [d for d in singles if all(d is not a for a in able) and _in_a_part(d, sentence, able[0])])[:MOST_TOOLS]
    pieces = split(sentence, able)
    drafts = shared([singles[0]] if len(pieces) > 1 and _takes_all(singles[0], pieces, sentence) else pieces, sentence)
    drafts += unclaimed(drafts, singles, sentence)
    return unique([more for draft in drafts for more in expanded(draft, sentence, drafts)]), singles
