"""Answers by JSON Schema: what a text says for each field, nested as the schema wants it, and nothing that it does not say.

think() calls `answer(...)` when conversation.format is not None and nothing is to be called; `extracted(...)` serves a forced tool.
"""
import json
import re
from datetime import date

from . import classes, values, words
from .limits import allowed, fits, unsaid, widened

DEEPEST = 6             # levels of nesting that are filled: recursive schemas end here
DEEPEST_REFERENCE = 12  # references inside references, as in {"$ref": "#"} inside an allOf
SPOKEN = frozenset("answer response reply explanation message result output conclusion final".split())
BODY = frozenset("summary abstract gist tldr".split())
ORDER = re.compile(r"\s*(?!(?:label|rate|list|take|turn|return|fill):)(?:please\s+|can you\s+|could you\s+|now\s+)*(?:extract|classify|read|parse|get|find|take|label|categori[sz]e|judge|analy[sz]e|convert|turn|structure|return|give|list|pull|identify|rate|detect|fill|summari[sz]e|translate)\b"
                   r"(?P<rest>[^:\n]{0,120}?)(?P<end>:\s+|:\n|\n+|[.!]\s+)(?=\S)", re.IGNORECASE)


def answer(schema: dict, text: str, today: date, *, instructions: str = "", spoken: str = "", known: dict | None = None) -> str:
    """The JSON text that follows `schema`, read from `text`.

    What the text does not say becomes null where that is allowed; else "", 0, false, [] or {}, widened only as far as
    minLength, minimum or minItems demand; an enum gets its "other" or "unknown", or else its first value. Optional fields are left out.

    Args:
        schema: a JSON Schema; {} for any object
        text: the last user message, order and material together
        today: the date that "Friday" is counted from
        instructions: what the developer said, where classes or keys may be explained
        spoken: what would be said in plain words; it fills fields such as "answer" or "reply"
        known: values by name from tool results, which win over the text
    """
    return json.dumps(extracted(schema, text, today, instructions=instructions, spoken=spoken, known=known), ensure_ascii=False)


def extracted(schema, text, today, *, instructions="", spoken="", known=None):
    """As `answer`, but the value itself: also the arguments of a tool that must be called to structure a text."""
    if not schema.get("properties") and not _typed(schema):
        return free(text, today, instructions, spoken)
    reader = _Reader(schema, material(text), today, instructions, spoken, known or {})
    return reader.value(schema, "", reader.text, ())[0]


def material(text):
    """The text that is to be read: the request without its opening order ("Extract the order: ...")."""
    match = ORDER.match(text)
    return text[match.end():].strip(" \"'“”\n") if match and len(text) - match.end() > 3 and text[match.end():].strip("\"' \n") else text.strip()


def _typed(schema):
    return any(key in schema for key in ("$ref", "anyOf", "oneOf", "allOf", "enum", "const", "additionalProperties", "items")) or schema.get("type", "object") != "object"


KEYS = re.compile(r"\b(?:keys?|fields?|properties|attributes|json (?:object )?with|object with|containing)\b\s*(?:(?:the |named |called |are |keys? |fields? |properties |:|for ))*(?P<keys>(?:[\"'`]?[A-Za-z_]\w*[\"'`]?(?:\s*\([^)]*\))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)", re.IGNORECASE)


def free(text, today, instructions="", spoken=""):
    """Any JSON object: with the keys that the request or the developer names or shows, else the pairs that stand in the text, else {"answer": ...}."""
    shown = re.search(r"\{[^{}]*\"[A-Za-z_]\w*\"\s*:[^{}]*\}", f"{text}\n{instructions}")
    keys = re.findall(r"\"([A-Za-z_]\w*)\"\s*:", shown.group()) if shown else []
    named = KEYS.search(text) or KEYS.search(instructions)
    if not keys and named:
        keys = [k for k in re.findall(r"[A-Za-z_]\w*", re.sub(r"\([^)]*\)", "", named["keys"])) if k.lower() not in ("and", "the", "a", "of", "from", "for", "json", "in", "with")]
    body = (text[: named.start()] + text[named.end():]) if named and named.string is text else text
    if keys:
        schema = {"type": "object", "properties": {k: _guessed(k) for k in dict.fromkeys(keys)}, "required": list(dict.fromkeys(keys))}
        return extracted(schema, body, today, instructions=instructions, spoken=spoken)
    pairs = re.findall(r"(?:^|[\n,;])\s*([A-Za-z][\w ]{0,24}?)\s*(?::|=)\s+([^\n,;]+)", material(text))
    found = {"_".join(words.parts(k)): _scalar(v.strip(" .")) for k, v in pairs}
    return found if len(found) > 1 else {"answer": spoken}


def _guessed(key):
    """A schema for a key of which only the name is known."""
    role = values.field_of(key, {"type": "string"}).role
    kind = "number" if role in ("money", "percent", "age", "year", "count", "duration", "measure") else "string"
    plural = key.endswith("s") and not key.endswith("ss") and kind == "string" and role not in ("summary", "whole")
    node = {"anyOf": [{"type": kind}, {"type": "null"}]}
    if re.match(r"(?:is|has|needs|should)_", key):
        return {"type": "boolean"}
    if key.lower() in ("sentiment", "mood", "tone"):
        return {"enum": ["positive", "negative", "neutral"]}
    return {"type": "array", "items": {"type": kind}} if plural else node


def _scalar(text):
    if re.fullmatch(r"-?\d+", text) and not re.match(r"0\d", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


class _Reader:
    """One reading of a text by one schema. `value` gives (value, how many leaves the text has said)."""

    def __init__(self, root, text, today, instructions, spoken, known):
        self.root, self.text, self.today = root, text, today
        self.instructions, self.spoken, self.known = instructions, spoken, known
        self.picks = {}

    def resolved(self, node, depth=0):
        """The node with $ref followed and allOf merged; the parts of a union stay apart. A circle ends as {}."""
        node = node if isinstance(node, dict) and depth < DEEPEST_REFERENCE else {}
        for _ in range(8):
            if "$ref" in node:
                target = self.root
                for key in node["$ref"].removeprefix("#").strip("/").split("/"):
                    target = target.get(key.replace("~1", "/").replace("~0", "~"), {}) if key and isinstance(target, dict) else target
                target = target if isinstance(target, dict) else {}
                node = {**target, **{k: v for k, v in node.items() if k != "$ref"}}
            elif "allOf" in node:
                merged = {k: v for k, v in node.items() if k != "allOf"}
                for part in (self.resolved(part, depth + 1) for part in node["allOf"]):
                    joint = {key: {**part[key], **merged.get(key, {})} for key in ("properties",) if key in part}
                    needed = {"required": [*part.get("required", []), *merged.get("required", [])]}
                    merged = {**part, **merged, **joint, **needed}
                node = merged
        return node

    def kinds(self, node, depth=0):
        """The alternatives of a node, null last and apart: (solid alternatives, whether null is allowed)."""
        node = self.resolved(node, depth)
        union = node.get("anyOf") or node.get("oneOf")
        kind = node.get("type")
        if union:
            about = {k: v for k, v in node.items() if k in ("description", "title")}
            inside = [self.kinds({**about, **self.resolved(part, depth + 1)}, depth + 1) for part in union]
            return [s for solid, _ in inside for s in solid], any(null for _, null in inside)
        if isinstance(kind, list):
            return [{**node, "type": k} for k in kind if k != "null"], "null" in kind
        if kind == "null" or "const" in node and node["const"] is None:
            return [], True
        return [node], None in node.get("enum", [])

    def value(self, node, name, text, path):
        """The value of any node, for a stretch of text."""
        solid, null = self.kinds(node)
        best = None
        for place, choice in enumerate(solid):
            found, said = self._one(choice, name, text, path)
            if best is None or said > best[1]:
                best = (found, said)
        if best is None or null and best[1] <= 0:
            return (None, 0) if null or best is None else best
        return best

    def _one(self, node, name, text, path):
        if "const" in node:
            return node["const"], 3 * bool(isinstance(node["const"], str) and classes._said(text, node["const"]))
        if node.get("enum"):
            return self._class(node, name, text)
        kind = node.get("type") or ("object" if "properties" in node or "additionalProperties" in node else "array" if "items" in node else "string")
        if kind == "object":
            return self._object(node, name, text, path)
        if kind == "array":
            return self._array(node, name, text, path)
        if kind == "boolean":
            if self.known.get(name) in (True, False):
                return self.known[name], 1
            held = classes.holds(text, name, str(node.get("description", "")))
            return held, int(held)
        return self._leaf(node, name, text, path)

    def _class(self, node, name, text):
        if self.known.get(name) in node["enum"] and name in self.known:
            return self.known[name], 1
        options = [o for o in node["enum"] if o is not None]
        picked = classes.chosen(text, options, f"{name} {node.get('description', '')}", self.instructions)
        return (picked, 1) if picked is not None else (next(iter(options), None), 0)

    def _leaf(self, node, name, text, path):
        """A string or number: from results by name, what was said, the text, or what stands for "not said"."""
        kind, parts = node.get("type", "string"), set(words.parts(name))
        if name in self.known and fits(self.known[name], kind):
            return self.known[name], 1
        if kind == "string" and parts & BODY:
            from .documents import shortened     # the one rule for summaries; documents is read only when one is wanted
            return shortened(text, 1) or text, 1
        if kind == "string" and parts & SPOKEN and self.spoken:
            return self.spoken, 1
        rows = self.picks.get((path, text))
        if rows is None:        # a leaf outside an object: the best candidate alone
            found = values.candidates(values.field_of(name, node), text, self.today)
            rows = min(found, key=lambda r: (-r[0], r[1]))[3:] if found else ()
        return (widened(rows[0], node), 1) if rows and allowed(rows[0], node) else (unsaid(node), 0)

    def _object(self, node, name, text, path):
        properties = node.get("properties", {})
        if not properties:
            return self._mapping(node, text, path)
        if len(path) >= DEEPEST:
            return {k: self.bare(v, len(path)) for k, v in properties.items() if k in node.get("required", [])}, 0
        self._assign(node, text, path)
        rest = self._left(properties, text, path)
        result, total = {}, 0
        for key, child in properties.items():
            solid, _ = self.kinds(child)
            inner = rest if any(self._is_list(s) for s in solid) else text
            found, said = self.value(child, key, inner, (*path, key))
            if key in node.get("required", []) or said > 0:
                result[key], total = found, total + said
        return result, total

    def _is_list(self, node):
        return node.get("type") == "array" or "items" in node

    def _mapping(self, node, text, path):
        """An object of free keys ("Ana: 3, Ben: 4")."""
        of = node.get("additionalProperties")
        result = {}
        for key, said in re.findall(r"(?:^|[\n,;]|\band\b|[:.]\s)\s*([^\W\d][\w '-]{0,30}?)\s*(?::|=|\bhas\b|\bgot\b|\bscored\b|\bowes\b|\bpaid\b)\s*([^\n,;:]+?)(?=\s+and\s|[\n,;]|\.?$|\.\s)", text) if of is not False else []:
            found, good = self.value(of if isinstance(of, dict) else {}, "", said.strip(), (*path, key)) if isinstance(of, dict) and of else (said.strip(), 1)
            if good:
                result[key.strip()] = found
        return result, len(result)

    def bare(self, node, depth=0):
        """The valid value that claims nothing."""
        solid, null = self.kinds(node)
        if null or not solid:
            return None
        first = solid[0]
        if "const" in first or first.get("enum"):
            return first.get("const", (first.get("enum") or [None])[0])
        if first.get("properties"):
            return {k: self.bare(v, depth + 1) for k, v in first["properties"].items() if k in first.get("required", []) and depth < 2 * DEEPEST}
        if first.get("type") == "array":
            return [self.bare(first.get("items", {}), depth + 1)] * (first.get("minItems", 0) if depth < 2 * DEEPEST else 0)
        return {} if first.get("type") == "object" else unsaid(first)

    def leaves(self, node, path):
        """(path, name, node) of the strings and numbers of an object and of the objects in it; lists and classes are read apart."""
        for key, child in node.get("properties", {}).items():
            for choice in self.kinds(child)[0][:1]:
                if choice.get("properties") and len(path) < DEEPEST and len(self.kinds(child)[0]) == 1:
                    yield from self.leaves(choice, (*path, key))
                elif choice.get("type", "string") in ("string", "integer", "number") and not choice.get("enum") and "const" not in choice:
                    yield (*path, key), key, choice

    def about(self, node, leaf):
        """What the object around a leaf is, in words: its key or that of its list, its title, and "event" where it has people of its own."""
        keys = [key for key in leaf[:-1] if isinstance(key, str)][-1:]
        lists = {values.ROLE.get(w) for key, child in node.get("properties", {}).items() if any(self._is_list(s) for s in self.kinds(child)[0]) for w in words.parts(key)}
        return (*words.parts(" ".join(keys)), *words.parts(str(node.get("title", ""))), *(("event",) if "person" in lists and leaf[:-1] == () else ()))

    def _assign(self, node, text, path):
        """Shares the stretches of a text among all leaves of an object, the clearest first, none twice."""
        if any((leaf, text) in self.picks for leaf, _, _ in self.leaves(node, path)):
            return
        rows = []
        for order, (leaf, name, child) in enumerate(self.leaves(node, path)):
            self.picks[leaf, text] = ()
            field = values.field_of(name, child, self.about(node, leaf))
            rows += [(-score, order, start, end, leaf, found) for score, start, end, found in values.candidates(field, text, self.today) if allowed(found, child)]
        taken = []
        for _, _, start, end, leaf, found in sorted(rows, key=lambda r: r[:4]):
            if not self.picks[leaf, text] and not any(s < end and start < e for s, e in taken):
                self.picks[leaf, text] = (found, start, end)
                taken.append((start, end))

    def _left(self, properties, text, path):
        """The text without what plain fields have taken and the sentence ends around it: lists are read from the rest."""
        taken = [self.picks[leaf][1:] for leaf in self.picks if leaf[0][: len(path)] == path and leaf[1] == text and len(self.picks[leaf]) == 3]
        for start, end in sorted(taken, reverse=True):
            open_ = max(text.rfind(mark, 0, start) + 1 for mark in ",.;:\n")
            lead = re.search(r"[^,.;:\n]*$", text[open_:start]).group()
            text = text[: open_ if len(lead.split()) < 3 else start] + " ; " + text[end:] if end > start else text
        return text

    def _array(self, node, name, text, path):
        solid, _ = self.kinds(node.get("items") or {"type": "string"})
        if len(path) >= DEEPEST or not solid:
            return [self.bare(node.get("items", {}), len(path))] * node.get("minItems", 0), 0
        if any(s.get("properties") for s in solid):
            found = self._records(node["items"], name, text, path)
        elif "const" in solid[0] or solid[0].get("type", "string") not in ("string", "integer", "number") and not solid[0].get("enum"):
            found = []
        elif solid[0].get("enum"):
            found = [o for o in solid[0]["enum"] if classes._said(text, str(o))] or [o for o in [classes.chosen(text, solid[0]["enum"], name, self.instructions)] if o is not None]
        else:
            found = values.listed(values.field_of(name, {**solid[0], "description": node.get("description", "")}), text, self.today)
        found = [f for f in found if isinstance(f, dict) or solid[0].get("enum") or allowed(f, solid[0])][: node.get("maxItems")]
        found = list(dict.fromkeys(found)) if node.get("uniqueItems") and found and not isinstance(found[0], (dict, list)) else found
        return found + [self.bare(node.get("items", {}))] * (node.get("minItems", 0) - len(found)), len(found)

    def _records(self, item, name, text, path):
        """One object for each line, sentence or listed part that says something for every field of it."""
        best = []
        for pattern in (r"\n+", r"(?<=[.!?])\s+", r"\s*;\s*", r"\s*[;,:]\s*(?:and\s+)?|\s+(?:and|plus)\s+|(?<=[.!?])\s+"):
            pieces = [p.strip(" -*•") for p in re.split(pattern, text) if p and p.strip(" -*•.;,")]
            rows = [self.value(item, "", piece, (*path, place)) for place, piece in enumerate(pieces)]
            wanted = max((self._wanted(s) for s in self.kinds(item)[0]), default=1)
            full = [found for found, said in rows if said >= max(1, (wanted + 1) // 2) and found is not None]
            best = full if len(full) > len(best) else best
        return best

    def _wanted(self, node):
        """How many fields of a record its text has to say, at most: lists, classes and nullable ones need not be said."""
        return sum(1 for key, child in node.get("properties", {}).items() if not self.kinds(child)[1] and not any(self._is_list(s) or s.get("enum") or s.get("type") == "boolean" or "const" in s for s in self.kinds(child)[0]))
