"""Acts by text: where instructions list commands with their grammar, exactly one command per turn, from what is still open.

think() calls `grammar(instructions)` first, and `next_command(messages, commands)` where that is not empty.
"""

import json
import re
from dataclasses import dataclass

from . import documents, sums, words
from .grammar import Command, grammar
from .subquestions import GAP, across, bridges, inner, named, parts_of, winner

__all__ = ["Command", "grammar", "next_command"]
GARBLED = re.compile(r"\b(?:garbled|unknown (?:command|action)|not (?:a )?(?:valid|known) (?:command|action)|invalid (?:command|action|syntax|format)|(?:could|can) ?not (?:parse|understand|read)|can't parse|"
                     r"didn't understand|did not understand|not understood|unrecogni[sz]ed|malformed|syntax error|parse error|expected (?:one|a command|exactly)|exactly one command)\b", re.IGNORECASE)
NOTHING = re.compile(r"^\W*(?:no (?:results?|hits?|matches|articles?|pages?|documents?)|nothing(?: was)? found|not found|0 (?:results|hits)|none|no such|there is no|\[\])", re.IGNORECASE)
OPENED_AT_MOST, SEARCHES_AT_MOST, NAMES_AT_MOST, GARBLED_AT_MOST = 3, 4, 2, 6      # three garbled in a row are bad luck, six a wall
NUMBERED = frozenset("n number no hit index k i result rank position".split())


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
    todo = _calculated(question, steps, known)
    if todo:
        return todo
    found = []
    for part in parts_of(question):
        chain, todo = _followed(part, steps, known, garbled)
        todo = todo or next(filter(None, (_quoted(evidence, steps, known) for evidence in chain if evidence)), "")
        if todo:
            return todo
        found += chain
    return _concluded(question, found, known)


def _calculated(question, steps, known):
    """The command for a question that a calculator answers: the calculation, then its result; "" for any other question."""
    figured = next((s.result.strip() for s in steps if s.kind == "calc"), "")
    if figured:
        return _answer(known, figured, "")
    body = sums.CLOSING.sub("", sums.ASKING.sub("", question, count=1).strip(" ?.!"))
    return known["calc"].write(body) if "calc" in known and not any(s.kind == "calc" for s in steps) and sums.evaluated(body) is not None else ""


def _quoted(evidence, steps, known):
    """The command that keeps a Sentence, after one that opens its page again where another page is open; "" where it is kept."""
    if "quote" not in known or any(s.kind == "quote" and _same(evidence.text, " ".join(s.arguments)) for s in steps):
        return ""
    again = _opened_again(evidence, steps, known["open"]) if "open" in known else ""
    return again or (known["quote"].write(evidence.text, evidence.source) if len(known["quote"].slots) > 1 else known["quote"].write(evidence.text))


def _opened_again(evidence, steps, command):
    """The command that opens a Sentence's page again; "" where that page is open, has no number any more, or was opened again before."""
    shown = [s for s in steps if s.kind == "open" and not NOTHING.match(s.result)]
    before = [s for s in shown if evidence.text in s.result]
    if not before or shown[-1] in before:
        return ""
    title, latest = _title(before[-1], steps), next((s for s in reversed(steps) if s.kind == "search"), None)
    hit = next((h for h in hits(latest.result) if h.name.lower() == title.lower()), None) if latest else None     # numbers are those of the latest search
    called = _called(hit, command) if hit else " ".join(before[-1].arguments)
    tried = sum(s.kind == "open" and " ".join(s.arguments) == called for s in steps) > 1
    return "" if tried or not hit and called.isdigit() else command.write(called)


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


def _followed(question, steps, known, garbled):
    """(the Sentences that answer a question, one after the other, None for one that is missing; the command that looks further or "").

    What a description means is looked for first, and its name then stands in the question around it.
    """
    inside = inner(question)
    if inside:
        first, todo = _look(inside[0], steps, known, garbled)
        for name in named(inside[0], first)[:NAMES_AT_MOST] if first else ():
            second, todo = _look(inside[1].replace(GAP, name), steps, known, garbled)
            if second and second != first:
                return [first, second], ""
            if todo:
                break
        if todo:
            return [], todo
    best, todo = _look(question, steps, known, garbled)
    return [best], todo


def _look(question, steps, known, garbled):
    """(the Sentence that answers a question or None, the command that looks further or "")."""
    pages = list(dict.fromkeys(row for step in steps for row in _rows(step, steps, "open" in known)))     # a page opened again says nothing new
    best = documents.answer(question, pages, strict=True) if pages else None
    best = best or next(filter(None, (across(bridge, pages) for bridge in bridges(question, pages))), None)
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
    rows = [" ".join(kept), *(" ".join(bridge.query) for bridge in bridges(question, pages)), " ".join(names), *longest]
    return list(dict.fromkeys(r for r in rows if r)) or [question]


def _same(left, right):
    return re.findall(r"\w+", left.lower()) == re.findall(r"\w+", right.lower())


def _concluded(question, found, known):
    """The answering command: the sentences with their pages, compared where that was asked, or that nothing was found."""
    good = [f for f in dict.fromkeys(found) if f]
    if not good:
        return _answer(known, "Not found: the sources do not say.", "")
    text = " ".join(f.text if len(good) == 1 else f"{f.text} [{f.source}]" for f in good)
    missing = "" if all(found) else " The sources do not say the rest."
    return _answer(known, f"{winner(question, found)}{text}{missing}", good[0].source if len(good) == 1 else "")


def _answer(known, text, source):
    if "answer" not in known:
        return f"{text} [{source}]" if source else text
    if not source and len(known["answer"].slots) > 1:
        source = "none"     # the grammar wants something there
    return known["answer"].write(text, source) if source else known["answer"].write(text)
