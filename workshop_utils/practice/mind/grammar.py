"""The grammar of commands that instructions list: names, the shape of their arguments, and what sort of thing each does."""

import json
import re
from dataclasses import dataclass

from . import words

KINDS = {"search": "search find query look lookup google seek retrieve ask hunt", "open": "open click read visit view goto go select fetch load show enter", "quote": "quote cite note copy save extract mark excerpt collect keep",
         "answer": "answer finish reply respond end stop submit final done conclude say tell report", "calc": "calc calculate calculator compute math evaluate"}
SLOTS = {"search": "words word query keywords keyword terms term topic question", "open": "n number no hit page title url link name result id index article document file k i", "quote": "sentence passage excerpt quotation span",
         "answer": "answer reply final response conclusion", "calc": "expression formula sum"}
ABOUT = {"search": "search searches find finds look looks list lists lookup hits", "open": "open opens page read reads visit shows whole click clicks", "quote": "quote quotes sentence evidence copy copies keep keeps note notes save",
         "answer": "answer answers finish finishes end ends final conclude reply done user", "calc": "calculate calculates arithmetic compute sum expression"}
HEAD = re.compile(r"\b(?:commands?|actions?|grammar|syntax|one (?:line )?per (?:turn|message|line)|one of these)\b", re.IGNORECASE)
_SLOT = r"(?:<[^>\n]+>|\{[\w ]+\}|\"[^\"\n]*\"|“[^”\n]*”|'[^'\n]*'|…|\.\.\.|\b[A-Z][A-Z_]+\b)"
LEAD = r"(?P<lead>\b(?:Action|Command|Act|Tool|ACTION|COMMAND)[ \t]*:[ \t]*)?"
BRACKETED = re.compile(LEAD + r"(?P<name>\b[A-Za-z_][\w-]*)(?P<shape>\[[^\]\n]*\]|\([^)\n]*\))")
SPOKEN = re.compile(rf"{LEAD}(?P<name>\b[A-Za-z_][\w-]*)(?P<shape>(?:[ \t]*(?::|=|->)[ \t]*|[ \t]+){_SLOT}(?:[ \t]*[\[(,|:]?[ \t]*{_SLOT}[\])]?)*)")
JSON_SHAPE = re.compile(r"\{\s*\"(?P<key>\w+)\"\s*:\s*\"(?P<name>\w+)\"\s*,\s*\"\w+\"\s*:\s*(?P<slot>\"[^\"\n]*\"|<[^>\n]*>|\d+)\s*\}")
SLOT = re.compile(_SLOT)


@dataclass(frozen=True)
class Command:
    """A command: its name as written, its kind, and its template as literals around slots; `slots` are the words of each slot."""

    name: str
    kind: str
    literals: tuple
    slots: tuple

    def write(self, *arguments):
        """The command as one line of text; what has no slot of its own is appended to the first argument."""
        row = [" ".join(str(a).split()) for a in arguments if str(a)]
        if len(self.slots) < len(row):
            row = [" ".join([row[0], *(f"({more})" if "]" in self.literals[-1] else f"[{more}]" for more in row[1:])])] if self.slots else []
        row += [""] * (len(self.slots) - len(row))
        row = [json.dumps(value, ensure_ascii=False)[1:-1] for value in row] if self.literals[0].startswith("{") else row
        return "".join(literal + value for literal, value in zip(self.literals, [*row, ""])).strip()

    def read(self, text):
        """The arguments with which a line writes this command, or None."""
        pattern = r"\s*(.*?)\s*".join(re.escape(literal.strip()) for literal in self.literals)
        match = re.fullmatch(r"\s*" + pattern + r"\s*", text.strip(), re.DOTALL)
        return tuple(g.strip() for g in match.groups()) if match else None


def grammar(instructions: str) -> tuple:
    """The commands that instructions list, in their order; () where they list fewer than two that it understands."""
    if not HEAD.search(instructions):
        return ()
    found, lead = {}, _lead(instructions)
    for line in instructions.splitlines():
        plain = re.sub(r"^\s*(?:[-*•]|\d+[.)])?\s*", "", line).replace("`", "")
        shapes = [_from_json(m, plain[m.end():]) for m in JSON_SHAPE.finditer(plain)]
        if not shapes:
            spoken = SPOKEN.match(plain)        # "search: <words>  finds ..." has one command in a line, at its start
            matches = [spoken] if spoken else list(BRACKETED.finditer(plain))
            shapes = [_command(m, lead, plain[m.end(): after.start() if after else len(plain)]) for m, after in zip(matches, [*matches[1:], None])]
        for command in shapes:
            if command and command.kind not in found:
                found[command.kind] = command
    return tuple(found.values()) if len(found) > 1 and ("search" in found or "open" in found or "answer" in found) else ()


def _lead(instructions):
    """What stands before every command, such as "Action: ", where a line of the instructions shows that."""
    match = re.search(r"^[\s`*-]*((?:Action|Command|ACTION|COMMAND)[ \t]*:[ \t]*)(?:<?(?:tool|command|name|action|function|one)\b[^\n]{0,30}|[A-Za-z_]\w*[\[(])", instructions, re.MULTILINE | re.IGNORECASE)
    return match.group(1) if match else ""


def _command(match, lead, about):
    shape, name = match["shape"], match["name"]
    if shape[0] in "[(":
        opening, inner, closing = shape[0], shape[1:-1], shape[-1]
        parts = [p.strip() for p in re.split(r"\s*,\s*", inner) if p.strip()]
        literals, slots = [f"{name}{opening}"], []
        for place, part in enumerate(parts):
            mark = part[0] if part[0] in "\"'" else ""
            literals[-1] += (", " if place else "") + mark
            literals.append(mark)
            slots.append(part.strip("\"'<>{}"))
        literals[-1] += closing
    else:
        literals, slots = [name], []
        last = 0
        for slot in SLOT.finditer(shape):
            mark = slot.group()[0] if slot.group()[0] in "\"'" else ""
            literals[-1] += shape[last: slot.start()] + mark
            literals.append(mark)
            slots.append(slot.group().strip("\"'<>{}“”"))
            last = slot.end()
        literals[-1] += shape[last:] if re.fullmatch(r"[\])]?", shape[last:]) else ""
    literals[0] = (match["lead"] or lead) + literals[0]
    kind = _kind(name, slots, about)
    return Command(name, kind, tuple(literals), tuple(s.lower() for s in slots)) if kind else None


def _from_json(match, about):
    slot = match["slot"]
    mark = '"' if slot.startswith('"') else ""
    whole, start, end = match.group(), match.start("slot") - match.start(), match.end("slot") - match.start()
    kind = _kind(match["name"], [slot.strip('"<>')], about)
    return Command(match["name"], kind, (whole[:start] + mark, mark + whole[end:]), (slot.strip('"<>').lower(),)) if kind else None


def _kind(name, slots, about):
    """What a command does: by its name, then by what is said about it, then by what its slots are called; "" where nothing tells."""
    named, described = set(words.parts(name)), set(re.findall(r"[a-z]+", about.lower()))
    asked = {w for slot in slots for w in words.parts(slot)}
    scores = {kind: 4 * bool(named & set(KINDS[kind].split())) + 2 * len(described & set(ABOUT[kind].split())) + len(asked & set(SLOTS[kind].split())) for kind in KINDS}
    top = max(scores.values())
    return next(kind for kind in KINDS if scores[kind] == top) if top > 0 else ""
