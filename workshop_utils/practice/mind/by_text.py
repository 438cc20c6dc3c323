"""Acts by text: where instructions list commands with their grammar, exactly one command per turn, from what is still open.

think() calls `grammar(instructions)` first, and `next_command(messages, commands)` where that is not empty.
"""

import json
import re
from dataclasses import dataclass

from . import documents, sums, words
from .grammar import Command, grammar

__all__ = ["Command", "grammar", "next_command"]
GARBLED = re.compile(r"\b(?:garbled|unknown (?:command|action)|not (?:a )?(?:valid|known) (?:command|action)|invalid (?:command|action|syntax|format)|(?:could|can) ?not (?:parse|understand|read)|can't parse|"
                     r"didn't understand|did not understand|not understood|unrecogni[sz]ed|malformed|syntax error|parse error|expected (?:one|a command|exactly)|exactly one command)\b", re.IGNORECASE)
NOTHING = re.compile(r"^\W*(?:no (?:results?|hits?|matches|articles?|pages?|documents?)|nothing(?: was)? found|not found|0 (?:results|hits)|none|no such|there is no|\[\])", re.IGNORECASE)
OPENED_AT_MOST, SEARCHES_AT_MOST, GARBLED_AT_MOST = 3, 4, 3
NUMBERED = frozenset("n number no hit index k i result rank position".split())
COMPARED = re.compile(r"^(?:which|what|who)(?: (?:one|\w+))? (?:is|was|are|has|lives?|weighs?) (?:the )?(?P<more>\w+er|more \w+|less \w+)(?: \w+)?\s*[,:]\s*(?P<a>.+?),? or (?P<b>.+?)\?*$", re.IGNORECASE)
DIMENSION = {"longer": "long", "shorter": "long", "taller": "tall", "higher": "high", "lower": "high", "deeper": "deep", "wider": "wide", "older": "old", "younger": "old", "heavier": "heavy", "lighter": "heavy", "bigger": "large",
             "larger": "large", "smaller": "large", "faster": "fast", "slower": "fast", "warmer": "hot", "colder": "cold", "farther": "far"}
SMALLER = frozenset("shorter lower younger lighter smaller slower colder".split())


@dataclass(frozen=True)
class Step:
    """A command that was written, and what came back."""

    kind: str
    arguments: tuple
    result: str


@dataclass(frozen=True)
class Hit:
    """A line of search results: how it is called there, by number and by name, and all that it says."""

    number: str
    name: str
    text: str


def next_command(messages, commands) -> str:
    """The one command that comes next. `messages` are the conversation's Message items in order.

    Search, open the hit that fits best, quote the sentence that answers, answer with the page it stands on. A page that does not
    answer is followed by the next hit, then by a search with other words; if nothing answers, the answer says so.
    """
    known = {command.kind: command for command in commands}
    question, steps, garbled = history(messages, known)
    if "calc" in known and not any(s.kind == "calc" for s in steps):
        body = sums.CLOSING.sub("", sums.ASKING.sub("", question, count=1).strip(" ?.!"))
        if sums.evaluated(body) is not None:
            return known["calc"].write(body)
    figured = next((s.result.strip() for s in steps if s.kind == "calc"), "")
    if figured:
        return _answer(known, figured, "")
    found = []
    for part in parts_of(question):
        evidence, todo = _look(part, steps, known, garbled)
        if todo:
            return todo
        if evidence and "quote" in known and not any(s.kind == "quote" and _same(evidence.text, " ".join(s.arguments)) for s in steps):
            return known["quote"].write(evidence.text, evidence.source) if len(known["quote"].slots) > 1 else known["quote"].write(evidence.text)
        found.append(evidence)
    return _concluded(question, found, known)


def history(messages, known):
    """The open question, its Steps so far, and how often in a row the environment has not understood."""
    question, steps, garbled, waiting = "", [], 0, None
    for message in messages:
        if message.role == "assistant":
            waiting = next(((c.kind, read) for c in known.values() for read in [c.read(message.text)] if read is not None), ("", ()))
            if waiting[0] == "answer":
                question, steps, waiting = "", [], None
        elif message.role == "user" and (waiting is None or not question):
            question, steps, waiting, garbled = message.text, [], None, 0
        elif waiting is not None and message.role in ("user", "developer"):
            if not waiting[0] or len(message.text) < 400 and GARBLED.search(message.text):
                garbled += 1
            else:
                steps.append(Step(*waiting, message.text))
                garbled = 0
            waiting = ()
    return re.sub(r"^\s*(?:question|task)\s*:\s*", "", question, flags=re.IGNORECASE).strip(), steps, garbled


def parts_of(question):
    """The questions in a question: "Who built A, and when did B open?" has two, a comparison one for each side."""
    compared = COMPARED.match(question.strip())
    if compared and compared["more"].lower() in DIMENSION:
        return [f"How {DIMENSION[compared['more'].lower()]} is {side}?" for side in (compared["a"], compared["b"])]
    pieces = re.split(r"[,;]?\s+and\s+(?=(?:who|when|where|how|what|which|why|in which|in what)\b)|(?<=\?)\s+(?=\w)", question.strip(), flags=re.IGNORECASE)
    return [p.strip() for p in pieces if len(words.content(p)) > 0] or [question]


def _look(question, steps, known, garbled):
    """(the Sentence that answers a question or None, the command that looks further or "")."""
    pages = [row for step in steps for row in _rows(step, steps, "open" in known)]
    for asked in (question, *(again for _, again in _bridges(question, pages))):
        best = documents.answer(asked, pages, strict=True) if pages else None
        if best:
            return best, ""
    if garbled >= GARBLED_AT_MOST:
        return None, ""
    queries = _queries(question, pages)
    own = [s for s in steps if s.kind == "search" and any(_same(q, " ".join(s.arguments)) for q in queries)]
    opened = [" ".join(s.arguments).lower() for s in steps if s.kind == "open"]
    if "open" in known:
        hits = [hit for step in own for hit in ranked(question, step)[:OPENED_AT_MOST]] + links(question, steps)
        fresh = [hit for hit in hits if _called(hit, known["open"]).lower() not in opened and not _seen(hit, steps)]
        if fresh:
            return None, known["open"].write(_called(fresh[0], known["open"]))
    said = [" ".join(s.arguments) for s in steps if s.kind == "search"]
    new = [q for q in queries if not any(_same(q, s) for s in said)]
    if "search" in known and new and len(own) < SEARCHES_AT_MOST:
        return None, known["search"].write(new[0])
    return None, ""


def _rows(step, steps, opens):
    """The Sentences that a step has shown: of an opened page, or of search results where nothing can be opened."""
    if step.kind == "open" and not NOTHING.match(step.result):
        return documents.page(_title(step, steps), re.sub(r"\A\s*#+ [^\n]*\n|\A\s*(?:title|page)\s*:[^\n]*\n", "", step.result, flags=re.IGNORECASE))
    if step.kind == "search" and not opens:
        return [row for hit in hits(step.result) for row in documents.page(hit.name or hit.number, hit.text)]
    return []


def _title(step, steps):
    """How an opened page is called: by its own heading, else by the hit that was opened."""
    head = re.match(r"\s*(?:#+ |(?:title|page)\s*:\s*)([^\n]+)", step.result, re.IGNORECASE)
    if head:
        return head.group(1).strip()
    asked = " ".join(step.arguments)
    before = [h for s in steps[: steps.index(step)] if s.kind == "search" for h in hits(s.result)]
    return next((h.name for h in reversed(before) if h.number == asked and h.name), asked)


def hits(result):
    """The Hits of search results: lines with a number, a bullet or a name, or a JSON list."""
    if NOTHING.match(result.strip()):
        return []
    try:
        value = json.loads(result)
    except ValueError:      # most environments answer in lines
        value = None
    if isinstance(value, dict):
        value = next((v for v in value.values() if isinstance(v, list)), None)
    if isinstance(value, list):
        return [Hit(str(item.get("id", place) if isinstance(item, dict) else place), str(next((item[k] for k in ("title", "name", "url", "page") if item.get(k)), "")) if isinstance(item, dict) else str(item),
                    " ".join(map(str, item.values())) if isinstance(item, dict) else str(item)) for place, item in enumerate(value, 1)]
    found = []
    for line in result.splitlines():
        match = re.match(r"\s*(?:\[(?P<a>\w{1,4})\]|(?P<b>\d+)[.):]|[-*•])?\s*(?P<body>\S.*)$", line)
        if match and not re.match(r"\s*(?:results?|hits?|found|search results)\b[^:]{0,40}:?\s*$", line, re.IGNORECASE):
            name = re.split(r"\s+[-–—|]\s+|:\s+|\s*\(|\t| {2,}", match["body"])[0].strip(" \"'*")
            found.append(Hit(match["a"] or match["b"] or str(len(found) + 1), name, match["body"]))
    return found


def ranked(question, step):
    """The hits of a search, those that share most words with the question first."""
    asked = words.content(question)
    rows = hits(step.result)
    order = sorted(range(len(rows)), key=lambda i: (-round(documents.overlap(asked, rows[i].text) + 0.5 * documents.overlap(asked, rows[i].name), 4), i))
    return [rows[i] for i in order]


def links(question, steps):
    """Pages that an opened page links to from a sentence with words of the question, as Hits."""
    asked, found = words.content(question), []
    for step in (s for s in steps if s.kind == "open"):
        for match in re.finditer(r"\[([^\]\n]+)\]\(([^)\s]+)\)", step.result):
            around = step.result[max(0, step.result.rfind(".", 0, match.start())): match.end() + 60]
            if documents.overlap(asked, around) >= 0.34:
                found.append(Hit("", match.group(2).rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".html"), around))
    return found[:2]


def _seen(hit, steps):
    """Was a hit opened before, under its number in another search or under its name?"""
    names = [_title(s, steps).lower() for s in steps if s.kind == "open"]
    return hit.name.lower() in names


def _called(hit, command):
    """What the opening command calls a hit: its number where the slot wants one, else its name."""
    slot = set(words.parts(command.slots[0])) if command.slots else set()
    return hit.number if hit.number and (slot & NUMBERED or not slot) else hit.name or hit.number


def _queries(question, pages):
    """Words to search with, the fullest first: all telling words, the names alone, what an opened page has named, each rare word."""
    kept = [t.text for t in words.tokens(question) if t.text[0].isalnum() and not words.is_stop(t.text)]
    names = [w for place, w in enumerate(kept) if w[0].isupper() and not question.startswith(w)]
    longest = sorted(kept, key=lambda w: (-len(w), w))[:2]
    rows = [" ".join(kept), *(" ".join(query) for query, _ in _bridges(question, pages)), " ".join(names), *longest]
    return list(dict.fromkeys(r for r in rows if r)) or [question]


def _bridges(question, pages):
    """(words to search, question to ask) where an opened page names somebody or something else that the question is about."""
    asked = [a for a in dict.fromkeys(words.content(question))]
    rows = sorted(range(len(pages)), key=lambda i: (-round(documents.overlap(asked, f"{pages[i].source} {pages[i].text}"), 4), i))[:2]
    opening = re.match(r"\s*(?:in )?(who|when|where|what|which|why|how(?: \w+)?)", question, re.IGNORECASE)
    found = []
    for row in (pages[i] for i in rows):
        names = [n for n in re.findall(r"\b[A-Z][\w'-]+(?: (?:[a-z]{1,3} )?[A-Z][\w'-]+)*", re.sub(r"\A\W*\w+", lambda m: m.group().lower() if words.is_stop(m.group()) else m.group(), row.text)) if not set(words.content(n)) & set(asked)]
        left = [t.text for t in words.tokens(question) if t.stem in asked and not any(words.alike(t.stem, s) for s in words.content(f"{row.source} {row.text}"))]
        if left and len(left) < len(asked):
            found += [([n, *left], f"{opening[1] if opening else 'What'} {n} {' '.join(left)}?") for n in names[:2]]
    return found


def _same(left, right):
    return re.findall(r"\w+", left.lower()) == re.findall(r"\w+", right.lower())


def _concluded(question, found, known):
    """The answering command: the sentences with their pages, compared where that was asked, or that nothing was found."""
    good = [f for f in dict.fromkeys(found) if f]
    if not good:
        return _answer(known, "Not found: the sources do not say.", "")
    text = " ".join(f.text if len(good) == 1 else f"{f.text} [{f.source}]" for f in good)
    compared = COMPARED.match(question.strip())
    winner = _winner(compared, found) if compared and len(found) == 2 and all(found) else ""
    missing = "" if all(found) else " The sources do not say the rest."
    return _answer(known, f"{winner}{text}{missing}", good[0].source if len(good) == 1 else "")


def _winner(compared, found):
    """Which side of a comparison wins by the first measure in each sentence, as the opening of an answer, or ""."""
    figures = [next((s for s in documents.numbers(f.text) if s.family), None) for f in found]
    if None in figures or figures[0].unit.lower().rstrip("s") != figures[1].unit.lower().rstrip("s") or figures[0].value == figures[1].value:
        return ""
    first = (figures[0].value > figures[1].value) != (compared["more"].lower() in SMALLER)
    side = compared["a" if first else "b"]
    return f"{side[0].upper()}{side[1:]}: "


def _answer(known, text, source):
    if "answer" not in known:
        return f"{text} [{source}]" if source else text
    if not source and len(known["answer"].slots) > 1:
        source = "none"     # the grammar wants something there
    return known["answer"].write(text, source) if source else known["answer"].write(text)
