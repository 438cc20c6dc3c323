"""What speaks for a candidate as the value of a parameter: named features, whose weights are fitted (weights.json)."""

import re

import numpy as np

from . import meaning, measures, sense, words
from .places import is_place, is_region
from .verbs import VERBS

SLOTS = {"source": "from source origin start begin departure sender payer initial first base old pickup lower min minimum since after x1 earliest".split(),
         "target": "to target destination end final recipient receiver payee new until last arrival upper max maximum before dropoff x2 latest".split()}
_SLOT = {words.stem(word): slot for slot, listed in SLOTS.items() for word in listed}
WEAK = frozenset(words.stem(w) for w in "name number value type list specific given user first second string name which want get data information one two wanted item e.g format default".split())
_VERB_STEMS = frozenset(words.stem(v) for v in VERBS) | {"allow", "includ", "contain", "offer", "serv", "hav", "suit", "locat"}
NAMED = ("enum", "enum~", "option", "flag", "flag~", "listed", "gathered")       # kinds that no single stretch of the sentence holds


class Scene:
    """A sentence beside a tool: which token is near which parameter's words, worked out once for all candidates."""

    def __init__(self, sentence, view):
        self.sentence, self.view = sentence, view
        self.tokens = sentence.tokens
        self.stems = tuple(t.stem for t in self.tokens)
        self.lows = tuple(t.text.lower() for t in self.tokens)
        examples = {w.lower() for w in re.findall(r"\b[A-Z]{2,}\b", view.description)} - set(view.title)      # "the NBA": a value, though the description may name it
        self.own = frozenset(view.title + view.about) - examples | {w for p in view.leaves for w in p.words}
        self.soft = self._soft()
        self.sense = sense.Sense(self.tokens, view)
        self.first = {}
        for place, token in enumerate(self.tokens):
            self.first.setdefault(token.start, place)

    def _soft(self):
        """For each parameter, the nearness of each token to its name, by meaning; function words are near nothing."""
        names = tuple(dict.fromkeys(w for p in self.view.leaves for w in _names(p)))
        plain = tuple(w if w.isalpha() and not words.is_stop(w) else "" for w in self.lows)
        asked = tuple(dict.fromkeys(w for w in plain if w))
        table = meaning.nearness(asked, names)
        row = {w: i for i, w in enumerate(asked)}
        column = {w: i for i, w in enumerate(names)}
        soft = []
        for parameter in self.view.leaves:
            best = table[:, [column[w] for w in _names(parameter)]].max(axis=1) if _names(parameter) and asked else np.zeros(len(asked))
            soft.append(tuple(float(best[row[w]]) if w else 0.0 for w in plain))
        return soft

    def places(self, candidate):
        """First token of a candidate, and the token after its last."""
        start = next((i for i, t in enumerate(self.tokens) if t.end > candidate.start), len(self.tokens))
        end = next((i for i, t in enumerate(self.tokens) if t.start >= candidate.end), len(self.tokens))
        return start, end


def _names(parameter):
    return tuple(w for w in words.parts(parameter.name) if w.isalpha() and len(w) > 2 and words.stem(w) not in WEAK)


def kind_of(candidate):
    """The kind of a candidate in finer steps: a place, a year, a sum of money, a number in words."""
    span = candidate.span
    if span is None or candidate.kind in NAMED:
        return candidate.kind
    if candidate.kind == "number":
        if span.family in ("money", "percent"):
            return span.family
        if span.family:
            return "quantity"
        if span.text.isalpha() or "-" in span.text and not span.text.startswith("-"):
            return "number-word"
        return "year" if re.fullmatch(r"1[5-9]\d\d|20\d\d", span.text) else "number"
    if candidate.kind == "list":
        return "list:" + (span.family or type((span.value or [""])[0]).__name__)
    if candidate.kind in ("name", "phrase") and is_place(span.text):
        return "place"
    if candidate.kind == "phrase" and re.search(r"[A-Z]", span.text):
        return "phrase+name"
    return candidate.kind


def features(place, parameter, candidate, scene):
    """(name, value) pairs for the parameter at `place` among the tool's leaves and one of its candidates."""
    kind = kind_of(candidate)
    single = "one:" if parameter.type == "array" and not kind.startswith("list") else ""
    found = [(f"kind:{kind}", 1.0), (f"{parameter.type}:{single}{kind}", 1.0), (f"{parameter.role}:{kind}", 1.0)]
    start, end = scene.places(candidate)
    found += _sides(place, parameter, candidate, scene, start, end)
    if candidate.kind in NAMED:
        return found
    found += _nth(parameter, candidate, scene) + _preposition(parameter, kind, scene, start) + _oddities(parameter, candidate, kind, scene)
    if candidate.span and candidate.span.kind == "number":
        found += measures.unit_features(parameter, candidate.span) + measures.counted_features(parameter, candidate.span, scene, end)
    if candidate.kind in ("phrase", "name"):
        found += _wording(candidate, scene, start, end)
    if parameter.type == "string" and candidate.kind not in ("unit", "currency"):
        found += sense.features(place, parameter, candidate, kind, scene, start, end)
    if candidate.kind == "list" and isinstance(candidate.value, tuple):
        found += sense.of_items(parameter, candidate)
    return found


def _sides(place, parameter, candidate, scene, start, end):
    """How near the parameter's own words stand: before, after and inside the candidate; `x` where another value lies between."""
    found = []
    numeric = bool(candidate.span and candidate.span.kind in ("number", "date"))
    soft = scene.soft[place]
    best = {}
    for side, row in (("left", range(start - 1, max(-1, start - 9), -1)), ("right", range(end, min(len(scene.tokens), end + 5)))):
        crossed, strength = "", 1.0
        for i in row:
            text = scene.lows[i]
            if text in ".?!;":
                break
            if _other_value(scene, i, numeric):
                if crossed:
                    break
                crossed = "x"
            if not text[0].isalnum() or text in ("and", "or"):
                strength *= 0.7
                continue
            for name, value in _match(parameter, scene.stems[i], soft[i]):
                key = f"{side}{crossed}:{name}"
                best[key] = max(best.get(key, 0.0), round(value * strength, 4))
            strength *= 0.95 if words.is_stop(text) else 0.8
    best.update(_adjacent(parameter, scene, start, end))
    for i in range(start, end):
        for name, value in _match(parameter, scene.stems[i], soft[i]):
            best[f"in:{name}"] = max(best.get(f"in:{name}", 0.0), value)
    return found + list(best.items())


def _adjacent(parameter, scene, start, end):
    """Does the parameter's name stand directly after ("marketing department") or directly before ("radius of 5")?"""
    found = {}
    if end < len(scene.tokens) and any(words.alike(scene.stems[end], w) for w in parameter.words if w not in WEAK):
        found["next"] = 1.0
    i = start - 1
    while i >= 0 and scene.lows[i] in ("of", "is", "=", ":", "named", "called", "the", "\"", "'", "id", "number", "to", "as"):
        i -= 1
    if i >= 0 and any(words.alike(scene.stems[i], w) for w in parameter.words if w not in WEAK):
        found["just before"] = 1.0
    return found


def _other_value(scene, i, numeric):
    text = scene.tokens[i].text
    return text[0].isdigit() if numeric else (text[0].isdigit() or text[:1].isupper() and i > 0 or text in "\"'")


def _match(parameter, stem, soft):
    if any(words.alike(stem, w) for w in parameter.words if not w.isdigit()):
        return (("name", 0.4 if stem in WEAK else 1.0),)
    found = []
    if stem in parameter.about and stem not in WEAK:
        found.append(("about", 1.0))
    if soft > 0.3:
        found.append(("soft", soft))
    return found


ORDINALS = {"1": 0, "first": 0, "a": 0, "2": 1, "second": 1, "b": 1, "3": 2, "third": 2, "c": 2}


def _nth(parameter, candidate, scene):
    """For "mass2" or "second_point": is the candidate the second of its kind and unit in the sentence?"""
    wanted = next((ORDINALS[w] for w in reversed(words.parts(parameter.name)) if w in ORDINALS), None)
    span = candidate.span
    if wanted is None or span is None:
        return []
    sums = [s for s in scene.sentence.spans if s.kind == "expression"] if span.kind == "number" else []
    row = sorted({(s.start, s.end) for s in scene.sentence.spans if s.kind == span.kind and s.family == span.family and (span.unit == "" or s.unit == span.unit)
                  and (not s.text.isalpha() or span.text.isalpha())     # "two bodies of 5 and 7 kg": the first is 5
                  and not any(e.overlaps(s) for e in sums)})
    siblings = sum(any(w in ORDINALS for w in words.parts(leaf.name)) and leaf.type == parameter.type for leaf in scene.view.leaves)
    if span.kind in ("phrase", "list") or (span.start, span.end) not in row or not len(row) <= siblings <= 2 * len(row):
        return []
    return [("nth" if row.index((span.start, span.end)) == wanted else "not nth", 1.0)]


def _oddities(parameter, candidate, kind, scene):
    """Part of a list, beside listed options, one half of "Boston, USA", a unit that belongs to a number or stands alone."""
    found, text = [], scene.sentence.text
    if kind == "number-word":
        found.append((f"word:{candidate.span.text.lower()}", 1.0))
    if len(str(candidate.span.text if candidate.span else "")) > 3 and candidate.span.text.lower() in parameter.description.lower():
        found.append(("in description", 1.0))
    if kind in ("number", "year") and any(s.kind == "expression" and s.overlaps(candidate.span) for s in scene.sentence.spans):
        found.append(("in expression", 1.0))
    if candidate.parts:
        found.append(("part of list", 1.0))
    if parameter.options:
        found.append((f"not an option:{kind}", 1.0))
    if candidate.kind == "name":
        if re.match(r", ?[A-Z]", text[candidate.end:]) and any(is_region(s.text) for s in scene.sentence.spans if s.kind == "name" and 0 < s.start - candidate.end < 3):
            found.append(("without region", 1.0))
        if is_region(candidate.span.text) and re.search(r"[a-z], ?$", text[: candidate.start]):
            found.append(("region only", 1.0))
    if candidate.kind in ("name", "phrase") and re.search(r"(?:^|[.?!:]\s+)[\"'(]?$", text[: candidate.start]):
        found.append((f"sentence start:{kind}", 1.0))
    if candidate.kind in ("unit", "currency"):
        attached = bool(re.search(r"\d[ -]?(?:degrees? )?$", text[: candidate.start]) or candidate.kind == "currency" and re.match(r"\s?\d", text[candidate.end:]))
        result = bool(re.search(r"result|return|output|convert|desired|to_|target", parameter.description + parameter.name))
        slot = next((_SLOT[w] for w in parameter.words + parameter.about[:3] if w in _SLOT), "plain")
        found.append((f"unit {'attached' if attached else 'free'}:{'result' if result else 'given'}", 1.0))
        found.append((f"{candidate.kind} {'attached' if attached else 'free'}:{slot}", 1.0))
    return found


def _preposition(parameter, kind, scene, start):
    i = start - 1
    while i >= 0 and scene.lows[i] in ("the", "a", "an", "my", "our", "is", "=", ":", "\"", "'", "(", "“", "‘", "$"):
        if scene.lows[i] in ("=", ":") and i and any(words.alike(scene.stems[i - 1], w) for w in parameter.words):
            return [("assigned", 1.0)]
        i -= 1
    before = scene.lows[i] if i >= 0 else "^"
    slot = next((_SLOT[w] for w in parameter.words + parameter.about[:3] if w in _SLOT), parameter.role)
    if before not in words.STOP and not re.fullmatch(r"[.,:;]|and|called|named|titled|until|till|since|before|after|using|within|above|below|against|near|around|^|until", before):
        before = "verb" if before in VERBS else "word"
    return [(f"prep:{before}:{slot}", 1.0), (f"prep:{before}:{'number' if parameter.type in ('integer', 'number') else 'text'}", 1.0)]


def _wording(candidate, scene, start, end):
    """Is the phrase whole, does it open with a verb, and how many of its words belong to the tool itself?"""
    inside = [scene.stems[i] for i in range(start, end) if scene.tokens[i].text[0].isalnum()]
    if not inside:
        return []
    own = sum(s in scene.own for s in inside) / len(inside)
    found = [("own", round(own, 4)), (f"long:{min(len(inside), 4)}", 1.0)]
    if own == 1.0:
        found.append(("all own", 1.0))
    if scene.stems[start] in scene.own and len(inside) > 1:
        found.append(("first own", 1.0))
    if scene.stems[end - 1] in scene.own and len(inside) > 1:
        found.append((f"last own:{'name' if re.search('[A-Z]', candidate.span.text[1:]) else 'word'}", 1.0))
    if scene.lows[start] in VERBS or scene.stems[start] in _VERB_STEMS:
        found.append(("verb first", 1.0))
    text = scene.sentence.text
    if start > 0 and _goes_on(scene, start - 1) and text[scene.tokens[start - 1].end: candidate.start] in (" ", "-"):
        kind = "verb" if scene.lows[start - 1] in VERBS else "own" if scene.stems[start - 1] in scene.own else "name" if scene.tokens[start - 1].text[0].isupper() else "word"
        found.append((f"cut left:{kind}", 1.0))
    if end < len(scene.tokens) and _goes_on(scene, end) and text[candidate.end: scene.tokens[end].start] in (" ", "-"):
        kind = "own" if scene.stems[end] in scene.own else "name" if scene.tokens[end].text[0].isupper() else "word"
        found.append((f"cut right:{kind}:{candidate.kind}", 1.0))
    return found


def _goes_on(scene, i):
    return scene.tokens[i].text[0].isalpha() and not words.is_stop(scene.tokens[i].text)


def null_features(parameter):
    """What speaks for leaving a parameter out."""
    return [("null", 1.0), (f"null:{parameter.type}", 1.0), (f"null:{'enum' if parameter.enum else parameter.role}", 1.0),
            (f"null:{'required' if parameter.required else 'optional'}", 1.0)]
