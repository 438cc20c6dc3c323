"""Values: what a text says for one field of a schema, as candidates with a score, a place and a value of the right type."""

import re
from dataclasses import dataclass

from . import words
from .numbers import converted, tidy
from .places import CITIES, is_region
from .read import read

ROLES = {
    "email": "email mail", "phone": "phone telephone mobile fax cell", "url": "url link website homepage uri", "datetime": "datetime timestamp",
    "date": "date day when birthday deadline due dob born arrival departure checkin checkout until", "time": "time hour clock",
    "currency": "currency", "unit": "unit", "year": "year", "percent": "percent percentage discount vat", "age": "age",
    "money": "price amount total cost fee salary budget sum balance revenue subtotal paid usd eur payment rent fare wage limit spent",
    "duration": "duration minutes hours days seconds weeks months nights length", "measure": "weight height distance width depth temperature speed area volume size mass",
    "id": "id code reference sku account serial isbn zip postcode identifier ref tracking plate number no",
    "place": "city country location place destination origin venue address town where state region hometown capital",
    "organization": "company organization organisation employer firm business vendor supplier institution school university seller bank brand",
    "person": "name person customer author sender recipient participant attendee who owner manager passenger guest contact patient client winner host user speaker "
              "people persons guests passengers assignee buyer employee member friend player teacher student doctor participants attendees",
    "whole": "text content body original input source sentence", "summary": "summary abstract gist overview", "reason": "reason cause why because",
    "count": "quantity count seats tickets qty rooms copies servings items pieces units"}
THINGS = frozenset("product products item items ingredient ingredients event events calendar file project course dish dishes task tasks book books pet pets movie movies animal step steps "
                   "team meeting song recipe object objects device game".split())
ROLE = {word: role for role, row in ROLES.items() for word in row.split()}
COMPANY = re.compile(r"\b(?:Ltd|Inc|GmbH|Corp|LLC|Co|AG|SA|PLC|Bank|Group|University|Institute|Museum|Hospital|Foundation|Airlines|Labs|Bakery|Motors|Foods|Systems)\b\.?")
BEFORE = {"place": r"\b(?:in|at|near|around|to|from|visit(?:ing)?|of)\s*$", "origin": r"\bfrom\s*$", "destination": r"\bto\s*$", "sender": r"\b(?:from|by)\s*$", "recipient": r"\b(?:to|for|dear)\s*$",
          "organization": r"\b(?:at|for|by|from|with|joined)\s*$", "venue": r"\b(?:at|in)\s*$"}
ROLE_OF_PREPOSITION = {"from": "origin", "origin": "origin", "departure": "origin", "source": "origin", "to": "destination", "destination": "destination", "arrival": "destination",
                       "sender": "sender", "author": "sender", "recipient": "recipient", "receiver": "recipient", "venue": "venue"}
ENOUGH = 1.0


def _role(word):
    """The role that a word of a name tells, also in the plural, or ""."""
    return ROLE.get(word) or ROLE.get(word.removesuffix("s"), "")


@dataclass(frozen=True)
class Field:
    """One leaf of a schema: its own words (stems), those of its parents, what it is, and how its values look."""

    name: str
    words: tuple
    raw: tuple
    description: str
    type: str
    format: str
    inside: tuple = ()

    @property
    def role(self):
        """What sort of thing is wanted, by format first, then by the last telling word of the name, then of the description."""
        fixed = {"date": "date", "date-time": "datetime", "email": "email", "uri": "url", "time": "time"}.get(self.format)
        named = [role for role in map(_role, reversed(self.raw)) if role]
        told = [role for role in map(_role, re.findall(r"[a-z]+", self.description.lower())) if role]
        role = fixed or next(iter(named), "") or next(iter(told), "")
        around = self.inside if len(self.raw) == 1 else self.raw[:-1]
        if role in ("id", "person") and (self.raw[-1:] in (("name",), ("title",)) or set(self.raw) & THINGS):
            kin = [_role(w) for w in around]
            role = next((k for k in kin if k in ("person", "place", "organization")), "" if set(around) & THINGS or set(self.raw) & THINGS and role == "person" else role)
        return role


def field_of(name, node, inside=()):
    """The Field of a property and its schema; `inside` are words of the object that it stands in."""
    raw = words.parts(name)
    kind = node.get("type")
    return Field(name, tuple(words.stem(w) for w in raw), raw, str(node.get("description", "")), kind if isinstance(kind, str) else "string", node.get("format") or "", tuple(w.lower() for w in inside))


def candidates(field, text, today):
    """(score, start, end, value) rows of all that could be the field's value, in order of place."""
    rows = _numeric(field, text, today) if field.type in ("integer", "number") else _textual(field, text, today)
    return [(round(score, 3), start, end, value) for score, start, end, value in rows if score >= ENOUGH]


def label(field, text, start, end):
    """How clearly the words around a stretch name the field: before it in its clause, or just after it."""
    before = re.split(r"[.;!?\n,]\s", text[:start] + " ")[-1] if not re.search(r"[.;!?\n,]\s*$", text[:start]) else ""
    after = re.split(r"[.;!?\n,]", text[end:])[0]
    near = [words.stem(w) for w in re.findall(r"[^\W\d_]+", before)[-4:]]
    behind = [words.stem(w) for w in re.findall(r"[^\W\d_]+", after)[:2]]
    own = [w for w in field.words if not words.is_stop(w)]
    hits = [place for place, w in enumerate(reversed(near)) if any(words.alike(w, o) for o in own)]
    if hits:
        return 3.0 - 0.3 * hits[0]
    return 2.0 if any(words.alike(w, o) for w in behind for o in own) else 0.0


def _numeric(field, text, today):
    spans = read(text, today).spans
    taken = [s for s in spans if s.kind in ("date", "time", "phone", "email", "url")]
    found = [s for s in spans if s.kind == "number" and not any(s.overlaps(t) and not (field.role == "year" and t.kind == "date") for t in taken)]
    rows = []
    for span in found:
        value = converted(span.value, span.unit, next((w for w in reversed(field.raw) if w not in ("m", "s")), "")) if span.unit else span.value
        if field.type == "integer" and float(value) != int(value):
            continue
        value = int(value) if field.type == "integer" else tidy(value)
        fit = _number_fit(field.role, span, text) + (0.6 if field.raw[-1:] == ("amount",) and not span.family else 0.0)
        score = fit + label(field, text, span.start, span.end) + (1.0 if len(found) == 1 and fit >= 0 and not field.role else 0.0)
        rows.append((score, span.start, span.end, value))
    if field.role in ("count", "money") and not rows:
        rows += [(1.2, m.start(), m.end(), 1) for m in [re.search(r"\b(?:a|an|one)\b(?= [a-z])", text)] if m and field.role == "count"]
    if field.role == "year":
        rows += [(2.5, s.start, s.end, int(s.value[:4])) for s in spans if s.kind == "date" and re.search(r"\d{4}", s.text)]
    return rows


def _number_fit(role, span, text):
    """How well a number's unit fits a role; below nought where it speaks against it."""
    role = "count" if role == "person" else role        # a number of guests
    after, before = text[span.end: span.end + 12].lower(), text[max(0, span.start - 10): span.start].lower()
    if role == "age":
        return 3.0 if re.match(r"\s*(?:-year-old|years? old|years?\b)", after) or span.unit.startswith("year") or re.search(r"\b(?:aged|age)\s*$", before) else \
            1.0 if span.unit == "" and 0 < span.value < 120 and re.search(r"(?:\bis|,|\()\s*$", before) else -1.0
    fitting = {"money": "money", "percent": "percent", "duration": "time", "count": "count"}.get(role)
    if role == "year":
        return 2.5 if isinstance(span.value, int) and 1500 <= span.value <= 2200 and not span.unit else -3.0
    if fitting and span.family == fitting:
        return 2.5
    if role == "count":
        return 1.5 if not span.family and re.match(r"\s+[a-z]", after) else 1.2 if not span.family else -3.0
    if role == "measure":
        return 2.0 if span.family not in ("", "money", "percent", "count", "time") else -1.0
    if role == "money":
        return 0.5 if not span.family else 1.2 if span.family in ("mass", "volume", "length", "count") else -3.0
    if role == "id":
        return 1.2 if not span.family and span.text.isdigit() else -3.0
    if role in ("percent", "duration"):
        return 0.0 if not span.family else -3.0
    return 0.0 if span.family in ("", "count") else -0.5


def _textual(field, text, today):
    spans = read(text, today).spans
    role = field.role
    rows = _labelled(field, text, spans, role)
    if role in ("date", "time", "datetime", "email", "phone", "url", "currency", "id"):
        kinds = {"datetime": ("date",), "id": ("id",), "currency": ("currency",)}.get(role, (role,))
        for span in (s for s in spans if s.kind in kinds):
            value = _with_time(span, spans) if role == "datetime" else span.unit or span.value if role == "currency" else str(span.value).lstrip("#") if role == "id" else span.value
            start = span.end if role == "currency" else span.start      # a sum and its currency share a stretch
            rows.append((2.0 + label(field, text, span.start, span.end), start, span.end, str(value)))
        if role == "currency":
            rows += [(2.0, s.end, s.end, s.unit) for s in spans if s.kind == "number" and s.family == "money"]
        if role == "id":
            rows += [(label(field, text, s.start, s.end), s.start, s.end, s.text) for s in spans if s.kind == "number" and not s.family and s.text.isdigit()]
        return rows
    if role == "unit":
        return rows + [(2.0, s.end, s.end, s.unit) for s in spans if s.kind == "number" and s.unit]
    if role == "whole":
        return [*rows, (1.0, 0, 0, text.strip())]
    if role == "reason":
        return rows + [(3.0, m.start(1), m.end(1), m.group(1).strip()) for m in re.finditer(r"\b(?:because(?: of)?|since|due to)\s+([^.;!?\n]+)", text, re.IGNORECASE)]
    if role in ("person", "place", "organization"):
        return rows + [row for row in (_named(field, role, s, text) for s in _whole_names(spans)) if row]
    return rows + _things(field, text, spans)


def _labelled(field, text, spans, role):
    """Values after the field's own words and a colon, "=", or "is"."""
    rows = []
    name = r"[\s_-]*".join(re.escape(w) for w in field.raw)
    options = [(name, 5.0)] + ([(re.escape(field.raw[-1]), 4.0)] if len(field.raw) > 1 and len(field.raw[-1]) > 2 else [])
    for pattern, score in options:
        for match in re.finditer(rf"\b(?:{pattern})s?\b\s*(?P<sign>:|=|\bis\b|\bare\b|\bwas\b|\bcalled\b|\bnamed\b)\s*(?P<value>\"[^\"\n]+\"|[^,;\n.?!]+(?:\.(?=\w)[^,;\n.?!]+)*)", text, re.IGNORECASE):
            inside = next((s for s in spans if s.kind == {"datetime": "date", "place": "name", "organization": "name", "person": "name"}.get(role, role or "-") and match.start("value") <= s.start < match.end("value")), None)
            if role in ("date", "time", "email", "phone", "url", "datetime", "person", "currency") and inside is None:
                continue
            if match["sign"] not in (":", "=") and not inside and re.match(r"(?:a|an|not|very|so|too)\b", match["value"]):
                continue
            start, end = (inside.start, inside.end) if inside and role not in ("person", "place", "organization") else match.span("value")
            value = str(inside.value) if inside and role not in ("person", "place", "organization") else _cut(match["value"])
            rows.append((score - (0 if match["sign"] in (":", "=") else 1.0), start, end, value))
    return rows


def _cut(text):
    """A labelled value without quotes, an article or the clause that follows it."""
    value = re.split(r"\s+(?:and (?=\w+ (?:is|are|was)\b|his\b|her\b|my\b|the\b|I\b)|but|who|which|because)", text)[0]
    return value.strip(" \"'“”").removeprefix("the ").strip()


def _with_time(span, spans):
    clock = next((s for s in spans if s.kind == "time" and 0 <= s.start - span.end < 12), None) or next((s for s in spans if s.kind == "time" and 0 <= span.start - s.end < 12), None)
    return f"{span.value}T{clock.value if clock else '00:00'}:00"


LEAD = frozenset("contact call email mail ask meet dear mr mrs ms dr customer client author name from to mix order hi hello thanks regards please yesterday today invoice".split())


def _whole_names(spans):
    rows = [s for s in spans if s.kind == "name" and not (s.text.split()[0].lower() in LEAD)]
    return [s for s in rows if not any(o is not s and o.start <= s.start and s.end <= o.end and o.end - o.start > s.end - s.start and not re.search(r"\b(?:and|of|for|to)\b|,", o.text) for o in rows)
            and not re.search(r",|\band\b", s.text)]


def _named(field, role, span, text):
    """A name as person, place or organization: by what it is known as, the word before it, and the field's words near it."""
    before, value = text[: span.start].lower(), span.text
    low = value.lower()
    place = low in CITIES or is_region(value)
    score = 1.4 + label(field, text, span.start, span.end) * 0.8
    said = next((ROLE_OF_PREPOSITION[w] for w in field.raw if w in ROLE_OF_PREPOSITION), role)
    if said in BEFORE and re.search(BEFORE[said], before):
        score += 1.2
    elif said in ("origin", "destination", "sender", "recipient"):
        score -= 0.6
    company = bool(COMPANY.search(value))
    if role == "person":
        score += (-2.0 if place or company else 0.0) + (0.4 if " " in value else 0.0) - (0.8 if re.search(BEFORE["venue"], before) else 0.0)
    elif role == "place":
        country = is_region(value)
        score += (1.0 if place else 0.0 if re.search(BEFORE["place"], before) else -1.5) - (1.5 if company and "venue" not in field.raw else 0.0)
        score += 1.0 if "country" in field.raw and country else -2.5 if "country" in field.raw else -1.5 if "city" in field.raw and country and low not in CITIES else 0.0
    else:
        score += (1.5 if company else 0.0) - (1.5 if place else 0.0)
        score -= 1.0 if not company and not re.search(BEFORE["organization"], before) and not label(field, text, span.start, span.end) else 0.0
    return score, span.start, span.end, value


THING = re.compile(r"\b(?P<det>[Aa]|[Tt]he|[Mm]y|[Aa]n|a|an|the|my|our|their|his|her|this|some|\d+(?:\.\d+)?(?:\s?(?:kg|g|l|ml|cups?|bottles?|packs?|boxes|pieces|bags?|x)\b)?(?: of)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen)\s+"
                   r"(?P<thing>(?!(?:of|for|in|at|and|more|most|other|euros?|dollars?|usd|eur|percent|years?|days?|hours?|minutes?|am|pm)\b)[A-Za-z][\w'-]*(?: (?!(?:for|at|on|in|from|to|and|with|of|by|that|which|who|is|are|was|were|each|has|have|had|it|but|because|or|as|per|costs?|cost|last|next|yesterday|today|tomorrow|arrived|broke|starts?|came)\b)[A-Za-z][\w'-]*){0,2})")


def _things(field, text, spans):
    """Values of a field of no special kind: what stands in quotes, or a thing with its article or number."""
    rows = []
    for span in (s for s in spans if s.kind == "quote"):
        rows.append((2.0 + label(field, text, span.start, span.end), span.start, span.end, str(span.value)))
    own = [w for w in field.words if len(w) > 2]
    for match in THING.finditer(text):
        stems = [words.stem(w) for w in match["thing"].split()]
        if any(words.alike(o, s) for o in own for s in stems[:1]) or words.is_stop(match["thing"].split()[0]):
            continue
        counted = match["det"][0].isdigit() or match["det"] not in ("a", "an", "the", "my", "our", "their", "his", "her", "this", "some")
        wanted = bool({"product", "item", "article", "object", "good", "thing", "ingredient", "dish", "food"} & set(field.raw))
        score = (2.2 if wanted or field.raw[-1:] == ("name",) and set(field.inside) & THINGS else 1.1) + (0.6 if counted and wanted else 0.0) + 0.8 * label(field, text, match.start(), match.end())
        rows.append((score, match.start("thing"), match.end("thing"), match["thing"]))
    if {"event", "title", "subject", "occasion"} & set(field.raw) or field.name == "name":
        rows += [(1.3 + (0.6 if s.start > 0 else 0.0), s.start, s.end, s.text) for s in _whole_names(spans)]
    return rows


def listed(field, text, today):
    """All values of a field that wants a list: the row after its words, all of its kind, or the one row of the text."""
    spans, role = read(text, today).spans, field.role
    if field.type in ("integer", "number"):
        found = [s for s in spans if s.kind == "number" and not any(s.overlaps(t) for t in spans if t.kind in ("date", "time", "phone"))]
        return [int(s.value) if field.type == "integer" else s.value for s in found if field.type == "number" or float(s.value).is_integer()]
    if role in ("email", "phone", "url", "date", "time", "id"):
        return list(dict.fromkeys(str(s.value) for s in spans if s.kind == role))
    named = _row_after(field, text)
    if named:
        return named
    if role in ("person", "place", "organization"):
        rows = [(_named(field, role, s, text) or (0,), s.text) for s in _whole_names(spans)]
        return list(dict.fromkeys(value for (score, *_), value in rows if score >= ENOUGH))
    quotes = [str(s.value) for s in spans if s.kind == "quote"]
    rows = [m.group(1) for m in re.finditer(r"(?::|\b(?:need|buy|bring|like|love|have|has|want|include|includes|including|contains|with|know|knows|of))\s+((?:[^,.;:!?\n]{2,40},\s*)+(?:and |or )?[^,.;:!?\n]{2,40}|[\w' -]{2,30} and [\w' -]{2,30})", text)]
    lines = re.findall(r"^\s*(?:[-*•]|\d+[.)])\s+(.+)$", text, re.MULTILINE)
    return lines or quotes or (_split(rows[0]) if rows else [])


def _row_after(field, text):
    """The items after the field's own word: "Topics: budget, hiring", "the skills are Python and SQL"."""
    stem = re.escape(field.raw[-1].rstrip("s")) if field.raw else "-"
    match = re.search(rf"\b{stem}(?:s|es|ies)?\b\s*(?::|=|\bare\b|\binclude\b|\bincluding\b|\bsuch as\b)\s*([^.;\n]+)", text, re.IGNORECASE)
    return _split(match.group(1)) if match else []


def _split(row):
    parts = re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+", row.strip(" .!?"))
    return [re.sub(r"^(?:the|a|an|some|my|both)\s+", "", p.strip(" \"'")) for p in parts if p.strip(" \"'")]
