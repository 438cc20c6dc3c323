"""Acts by text: where instructions list commands with their grammar, one command per turn, from what is still open."""

import re
from dataclasses import dataclass

from . import documents, words
from .sums import ASKING

LINE = re.compile(r"^\s*(?:[-*•]|\d+[.)])?\s*`?(?P<name>[A-Za-z_]+)(?P<open>\s*[(:\[]\s*|\s+)(?P<args>[<\"'{\[]?[\w <>\"'{}|,./ -]*?[>\"'}\]]?)(?P<close>\s*[)\]])?`?\s*(?:[-–—:=#]+\s*(?P<about>.+))?$")
KINDS = {"search": "search find query look lookup google", "open": "open click read visit view goto go select", "quote": "quote cite note copy save extract", "answer": "answer finish reply respond end stop submit final done", "calc": "calc calculate calculator compute math"}
_KIND = {word: kind for kind, row in KINDS.items() for word in row.split()}
HEAD = re.compile(r"\b(?:commands?|actions?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Command:
    """A command of the grammar: its name as written, what sort of thing it does, and how its argument is enclosed."""

    name: str
    kind: str
    opening: str
    closing: str
    quoted: str

    def write(self, argument):
        """The command as one line of text."""
        inner = f"{self.quoted}{argument}{self.quoted}" if argument else ""
        return f"{self.name}{self.opening if inner or '(' in self.opening else ''}{inner}{self.closing}".rstrip()


def grammar(instructions):
    """The commands that instructions list, by kind; {} where they list fewer than two known ones."""
    if not HEAD.search(instructions):
        return {}
    found = {}
    for line in instructions.splitlines():
        match = LINE.match(line)
        kind = _KIND.get(match["name"].lower()) if match else None
        if kind and kind not in found and (match["args"] or match["close"] or match["about"]):
            opening = match["open"].strip() or " "
            opening = ": " if opening == ":" else opening
            quote = match["args"][:1] if match["args"][:1] in "\"'" and match["args"] else ""
            closing = {"(": ")", "[": "]"}.get(opening.strip(), "")
            found[kind] = Command(match["name"], kind, opening, closing, quote)
    return found if len(found) > 1 else {}


def next_command(turn, known):
    """The one command that comes next, written out; it looks at the question, its own commands so far and their results."""
    question, steps = _history(turn, known)
    done = [kind for kind, _, _ in steps]
    if "calc" in known and "calc" not in done and re.search(r"\d\s*[-+*/x%]|\b(?:times|plus|minus|divided|percent)\b", question):
        return known["calc"].write(ASKING.sub("", question, count=1).strip(" ?.!"))
    results = "\n".join(text for _, _, text in steps)
    if "search" in known and "search" not in done:
        return known["search"].write(_query(question))
    sentence, source = _best(question, steps)
    if "open" in known and "open" not in done and "search" in done and steps[-1][2].strip():
        return known["open"].write(_pick(question, steps[-1][2]))
    if "quote" in known and "quote" not in done and sentence:
        return known["quote"].write(sentence)
    reply = f"{sentence} [{source}]" if sentence and source else sentence or (results.strip().splitlines() or ["The sources do not say."])[-1]
    return known["answer"].write(reply) if "answer" in known else reply


def _history(turn, known):
    """The question, and (kind, argument, result) of each command that was written for it so far."""
    items = [i for i in turn.conversation.items if getattr(i, "role", "") in ("user", "assistant")]
    own = {c.name.lower(): c for c in known.values()}
    question, steps, waiting = "", [], None
    for item in items:
        first = re.match(r"\s*([A-Za-z_]+)", item.text)
        if item.role == "assistant" and first and first[1].lower() in own:
            waiting = (own[first[1].lower()].kind, item.text[first.end():].strip(" :([\"')]"))
        elif item.role == "user" and waiting:
            steps.append((*waiting, item.text))
            waiting = None
        elif item.role == "user":
            question, steps = item.text, []
    return question, steps


def _query(question):
    kept = [w for w in words.TOKEN.findall(question) if w[0].isalnum() and not words.is_stop(w)]
    return " ".join(kept) or question


def _pick(question, results):
    """The number or name of the result line that shares most words with the question."""
    lines = [line.strip() for line in results.splitlines() if line.strip()]
    asked = words.content(question)
    best = max(range(len(lines)), key=lambda i: (round(documents.overlap(asked, lines[i]), 4), -i))
    label = re.match(r"\[?(\d+)[\].):]", lines[best])
    named = re.match(r"[-*•]?\s*([\w./-]+\.\w+|[^:–—|]{1,60})", lines[best])
    return label.group(1) if label else named.group(1).strip() if named else lines[best]


def _best(question, steps):
    """The sentence of what was opened that answers the question best, and its source."""
    asked = words.content(question)
    best = ("", "")
    top = 0.0
    for kind, argument, text in steps:
        if kind not in ("open", "search"):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
            score = round(documents.overlap(asked, sentence) + (0.1 if kind == "open" else 0.0), 4)
            if score > top + 0.0001 and len(sentence.split()) > 3 and kind == "open":
                top, best = score, (sentence.strip(), argument)
    return best if top >= 0.35 else ("", "")
