"""Answers out of documents that stand in the conversation: the sentence and its source, or that they do not say. Also summaries.

speak calls `answered(turn)`; results may call `out_of(question, outputs)` where a tool has returned texts; `summary(request, text)`.
"""

import json
import math
import re
from dataclasses import dataclass

from . import words
from .numbers import numbers
from .turn import value_of

MARKED = re.compile(r"(?:^|\n)\s*(?:\[(?P<a>[^\]\n]{1,80})\](?!\()|(?:#+|<(?:document|doc|source|article|passage)[^>\n]*?(?:name|title|source|id)=)\s*\"?(?P<b>[^\n\">]{1,80})\"?[^>\n]*>?|"
                    r"(?:Source|Document|Title|File|Passage|Article|Page|Doc)(?: #?\d+)?(?: \((?P<d>[^)\n]{1,80})\))?:[ \t]*(?P<c>[^\n]{0,80})|(?P<e>(?:Document|Passage|Doc|Source) \d+)|(?P<f>\d{1,2})[.)](?=\s+\S.{25}))[ \t]*:?[ \t]*\n?", re.IGNORECASE)
HEADED = re.compile(r"\b(?:documents?|context|articles?|notes|sources?|passages?|text|facts|knowledge(?: base)?|pages?|excerpts?|paragraphs?|story|report)\b[^\n:.?]{0,60}:", re.IGNORECASE)
QUESTION = re.compile(r"[^.!?\n]*\?")
NAMES_OF = ("title", "name", "source", "heading", "file", "url", "page", "id", "number")
TEXTS_OF = ("text", "content", "body", "passage", "snippet", "paragraph", "answer", "document", "page_content", "summary")
ENOUGH = 0.5
ELSEWHERE = 0.85        # what a sentence keeps when a name of the question stands elsewhere on its page
NEARLY_ALL = 0.8
WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
TOLD = re.compile(r"\b(?:does|do|did)\s(?!(?:the|this|these|those|your|an?) (?:documents?|texts?|sources?|articles?|context|passages?|pages?)\b)[^?]*\b(say|tell)\b(?! (?:me|us|about)\b)", re.IGNORECASE)
ASIDE = frozenset("document accord text say sourc articl context passag question answer mention state tell written page sentenc exactli quote cite according source article sentence".split())
SYNONYMS = tuple(frozenset(words.stem(w) for w in row.split()) for row in (
    "build construct erect built", "begin start open launch", "found establish create founded set", "cost price charge fee pay", "live reside home inhabit dwell", "make produce manufacture", "write author wrote", "die death dead died",
    "born birth", "burn fire flame", "big large size", "leader head director chief president run lead manager", "buy purchase acquire", "job work profession occupation employ", "fast speed quick", "car vehicle", "film movie", "close shut end finish",
    "eat feed diet food", "sleep bed room night", "invent inventor discover discoverer", "win winner won", "own owner belong", "teach teacher", "tall height high", "deep depth", "wide width", "long length last take", "heavy weigh weight", "old age",
    "return refund back", "deliver ship arrive delivery shipping", "allow permit may", "phone telephone call", "mail email", "cancel cancellation", "guarantee warranty", "holiday vacation leave", "arrive come reach", "capital city", "need require must", "reason because cause", "say said tell", "break broke broken"))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a document, with the name of the document and the sentence before it."""

    source: str
    text: str
    before: str = ""


def overlap(asked, sentence):
    """Share of the asked stems that a sentence has, by word or its near spelling."""
    own = words.content(sentence)
    return sum(any(words.alike(a, w) for w in own) for a in dict.fromkeys(asked)) / max(1, len(dict.fromkeys(asked)))


def found(turn):
    """(source, sentence) pairs of all documents in the instructions, the request and earlier messages; [] where there are none."""
    return [(s.source, s.text) for s in _all(turn)]


def _all(turn):
    rows = []
    for text in (turn.instructions, *(t for t in turn.earlier if len(t) > 120 or MARKED.search(t)), turn.text):
        rows += sentences(text)
    return rows


def sentences(text):
    """The Sentences of the documents that a text holds: in JSON, under marks or headings, or before a question; [] where it holds none."""
    from_json = _in_json(text)
    if from_json or isinstance(value_of(text), (dict, list)):      # data without documents: its brackets are no marks
        return from_json
    marks = list(MARKED.finditer(text))
    if len(marks) > 1 or marks and not marks[0]["f"]:
        rows = []
        for mark, after in zip(marks, [*marks[1:], None]):
            name = next((g for g in (mark["d"], mark["a"], mark["b"], mark["c"], mark["e"], mark["f"]) if g), mark.group().strip(" :\n")).strip()
            rows += page(name, text[mark.end(): after.start() if after else len(text)])
        return rows
    headed = HEADED.search(text)
    body = text[headed.end():] if headed else text if len(text) > 160 and len(_split(text)) > 2 and "?" in text else ""
    return page("the text", body) if len(body) > 40 else []


def _in_json(text):
    """Documents given as JSON: objects with a title or the like and a text."""
    for start in (m.start() for m in re.finditer(r"[\[{]\s*[\[{\"]", text)):
        try:
            value, _ = json.JSONDecoder().raw_decode(text, start)
        except ValueError:      # a bracket that opens no JSON
            continue
        rows = _in_value(value)
        if rows:
            return rows
    return []


def _in_value(value):
    if isinstance(value, list):
        return [row for place, item in enumerate(value, 1) for row in (_in_value(item) if isinstance(item, (dict, list)) else page(str(place), str(item)) if isinstance(item, str) and len(item) > 25 else [])]
    if not isinstance(value, dict):
        return []
    body = next((value[k] for k in TEXTS_OF if isinstance(value.get(k), str)), "")
    name = next((str(value[k]) for k in NAMES_OF if value.get(k)), "the text")
    if body:
        return page(name, body)
    return [row for inner in value.values() if isinstance(inner, (list, dict)) for row in _in_value(inner)]


def _split(body):
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[\"“(]?[A-Z0-9\[])|\n+", body) if len(s.strip()) > 8]


def page(name, body):
    """The Sentences of one document, without orders and questions."""
    kept = [s for s in _split(re.sub(r"</?\w+[^>\n]*>", " ", body)) if not _is_order(s)]
    return [Sentence(name, text, before) for text, before in zip(kept, ["", *kept])]


def _is_order(sentence):
    return bool(re.match(r"(?:please )?(?:answer|use|reply|cite|quote|respond|only|if (?:the|you|it)|do not|don't|question|summari[sz]e)\b", sentence, re.IGNORECASE)) or sentence.endswith("?")


def answered(turn):
    """The sentence that answers the request with its source; "" where the conversation has no documents."""
    return _reply(turn.text, _all(turn))


def out_of(question, outputs):
    """As `answered`, from the texts that tools have returned; "" where they returned no documents."""
    rows = [row for output in outputs for row in sentences(output)]
    return _reply(question, rows) if rows else ""


def _reply(text, rows):
    if not rows or "?" not in text and not re.search(r"\b(?:what|who|where|when|which|how|why|tell me|find|answer|look up)\b", text, re.IGNORECASE):
        return ""
    best = answer(_question(text), rows)
    if best is None:
        return "The documents do not say." if len({row.source for row in rows}) > 1 or rows[0].source != "the text" else "The text does not say."
    return best.text if best.source == "the text" else f"{best.text} [{best.source}]"


def _question(text):
    """The last question of a message, without the documents around it."""
    asked = QUESTION.findall(text)
    return asked[-1].strip() if asked else re.split(r"\n\s*\n", text.strip())[0][:300]


def answer(question, rows, strict=False):
    """The Sentence that answers a question, or None where none does.

    A name in the question that other sentences have and this one lacks speaks against it, less so where its page has that
    name; with `strict`, any name that it lacks.

    Words count by their rarity among the sentences, as in BM25; the words of the document's name, of the sentence
    before and of the rest of the page count a little; a sentence without the kind of thing that is asked for does not answer.
    """
    asked = _asked(question)
    if not asked:
        return None
    texts = {row.source: "" for row in rows}
    for row in rows:
        texts[row.source] += f" {row.text}"
    own = [(*words.content(row.text), *_forenames(question, row.text, texts[row.source])) for row in rows]
    pages = {source: words.content(f"{source} {text}") for source, text in texts.items()}
    weight = _weights(asked, own, question)
    names = {words.stem(n) for n in re.findall(r"(?<!^)\b[A-Z][\w-]+", question) if not words.is_stop(n)}
    known = [n for n in asked if n in names and (strict or any(_has(n, stems) for stems in pages.values()))]
    said = [a for a in asked if a not in names and a not in _kinds(question)]
    scores = [round(_score(weight, row, stems, question, pages[row.source]) * _strange(known, row, stems, pages[row.source]) * _only_named(said, row, stems), 4) for row, stems in zip(rows, own)]
    top = max(scores)
    return rows[scores.index(top)] if top >= ENOUGH else None


def _asked(question):
    """The stems that a question asks with, without those that speak of the documents themselves."""
    bare = re.sub(r"\b(?:according to|in) (?:the|this) (?:documents?|text|context|sources?|articles?)\b", "", question, flags=re.IGNORECASE)
    asked = [a for a in dict.fromkeys(words.content(bare)) if a not in ASIDE]
    told = TOLD.search(bare)
    return (*asked, words.stem(told[1])) if told else tuple(asked)


def _kinds(question):
    """Stems of the kind of thing asked for: the year of "in which year", the height of "how high"."""
    return {words.stem(match[1]) for match in (HOW.search(question), SORT.search(question)) if match}


def _weights(asked, own, question):
    """What each asked stem counts, by its rarity among the sentences; the kind of thing asked for counts little, the figure or the year says it too."""
    kinds = _kinds(question)
    return {a: (0.3 if a in kinds else 1.0) * math.log(1 + (len(own) + 0.5) / (0.5 + sum(_has(a, stems) > 0 for stems in own))) for a in asked}


def _forenames(question, text, page):
    """Stems of the first words of a name in the question that a page gives whole once and then, as here, by its last word."""
    called = [name for name in re.findall(r"\b[A-Z]\w+(?: [A-Z]\w+)+", question) if name in page and name not in text and re.search(rf"\b{name.split()[-1]}\b", text)]
    return [stem for name in called for stem in words.content(name)[:-1]]


def _strange(names, row, stems, page):
    """How much the names that a sentence lacks speak against it: hardly where they stand elsewhere on its page."""
    near = (*stems, *words.content(f"{row.source} {row.before}"))
    return min((ELSEWHERE if _has(n, page) else 0.6 for n in names if not _has(n, near)), default=1.0)


def _only_named(said, row, stems):
    """How much it speaks against a sentence that it has nothing of what the question says of the names in it."""
    near = (*stems, *words.content(f"{row.source} {row.before}"))
    return 0.6 if said and not any(_has(a, near) for a in said) else 1.0


def _has(asked, stems):
    """1 where a stem is among others, 0.7 where only a word of the same meaning is."""
    if any(words.alike(asked, s) for s in stems):
        return 1.0
    kin = [row for row in SYNONYMS if asked in row]
    return 0.7 if any(s in row for row in kin for s in stems) else 0.0


def _score(weight, row, stems, question, page):
    """How well a sentence answers: the share of the asked words that it or its page has, halved without the kind of thing asked for."""
    title, before = words.content(row.source), words.content(row.before)
    refers = bool(re.match(r"(?:it|they|he|she|this|these|that|its|his|her|their|there|in \d)\b", row.text, re.IGNORECASE))
    hollow = _hollow(question, page)
    total = sum(weight[a] * max(_has(a, stems), 0.85 * _has(a, title), (0.75 if refers else 0.35) * _has(a, before), 0.3 * _has(a, page)) for a in weight if a not in hollow)
    covered = total / sum(weight.values())
    own = sum(_has(a, stems) for a in weight if a not in hollow)
    fits = _answers(question, row.text)
    told = own or refers and fits and HOW.search(question)      # "It is 388 metres long": the figure is all that the sentence adds
    said = fits or covered > NEARLY_ALL and WHY.search(question)        # a reason needs no "because" where all else is there
    return (covered if told else 0.0) * (1.0 if said else 0.45) + 0.02 * _measured(question, row.text) + 0.001 * own


def _hollow(question, page):
    """Stems of "first", "largest" and the like where the page has not the thing that they belong to."""
    return {words.stem(which) for which, thing in re.findall(r"\b(first|last|only|\w{2,}est)\s+(\w+)", question, re.IGNORECASE)
            if not words.is_stop(thing) and not _has(words.stem(thing), page)}


WHERE = re.compile(r"\b(?:in|at|near|on|from|between|behind|under|next to|along|to)\s+(?!\d)", re.IGNORECASE)
FAMILIES = {"long": ("time", "length"), "tall": ("length",), "high": ("length",), "deep": ("length",), "wide": ("length",), "far": ("length",), "heavy": ("mass",), "old": ("time",), "fast": ("speed",),
            "hot": ("temperature",), "cold": ("temperature",)}
HOW = re.compile(r"\bhow (much|many|long|far|old|tall|big|wide|deep|high|heavy|fast|large|hot|cold)\b(?: (\w+))?", re.IGNORECASE)
SORT = re.compile(r"\b(?:which|what) (year|month|day|date|city|town|country|place)\b", re.IGNORECASE)


def _counted(question, sentence):
    """Does a sentence hold a figure of the sort that "how many", "how long" and the like ask for?"""
    match, found = HOW.search(question), numbers(sentence)
    if not match or re.search(r"\bfree\b|\bnone\b|\bno\b", sentence):
        return bool(found) or bool(re.search(r"\bfree\b|\bnone\b|\bno\b", sentence))
    if match[1].lower() == "many":
        unit = words.stem(match[2] or "")
        return any(not unit or words.is_stop(match[2]) or unit in [words.stem(w) for w in re.findall(r"[A-Za-z']+", sentence[s.start:])[:6]] for s in found)
    wanted = FAMILIES.get(match[1].lower())
    return any(not wanted or s.family in wanted or not s.family and not 1000 < s.value < 2200 for s in found)


def _measured(question, sentence):
    """Has a sentence a figure in the very sort of unit that is asked for? One without a unit may answer too, but less likely."""
    match = HOW.search(question)
    return bool(match) and any(s.family in FAMILIES.get(match[1].lower(), ()) for s in numbers(sentence))


def _answers(question, sentence):
    """Does a sentence hold the kind of thing that is asked for, beyond what the question says itself?"""
    low = question.lower()
    known = set(re.findall(r"\w+", low))
    fresh_names = [n for n in re.findall(r"\b[A-Z][\w'-]+", sentence) if n.lower() not in known and not words.is_stop(n)]
    has_number = _counted(question, sentence)
    if re.search(r"\bwhat time\b|\bwhen\b|\bwhat (?:date|year|day|month)\b|\bhow often\b|\bsince when\b", low):
        return has_number or bool(re.search(r"\d|\bcentury\b|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|noon|night|spring|summer|autumn|winter|daily|every|after|before|until", sentence, re.IGNORECASE))
    if HOW.search(low) or re.search(r"\bcosts?\b|\bprice\b", low):
        return has_number
    if re.search(r"\bwho(?:se|m)?\b", low):
        return bool(fresh_names) or bool(re.search(r"\bby (?:the|a|an)?\s?\w+|\b\w+(?:er|or|ist|man|woman|team)s?\b", sentence))
    if re.search(r"\bwhere\b|\bin (?:which|what) (?:city|country|place|town)\b", low):
        return bool(WHERE.search(sentence))
    if re.search(r"\bwhy\b", low):
        return bool(re.search(r"\bbecause\b|\bsince\b|\bso that\b|\bdue to\b|\bin order to\b|\bto \w+|\btherefore\b|\bfor\b|\breason\b", sentence, re.IGNORECASE))
    return True


COUNTS = {"one": 1, "a": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def summary(request, text):
    """A text in as many of its own sentences as the request asks for; two where it does not say."""
    match = re.search(r"\b(\d+|one|a|single|two|three|four|five|six)[ -](?:short |main |key )?(?:sentences?|points?|lines?|bullets?)\b", request, re.IGNORECASE)
    count = COUNTS.get(match[1].lower()) or int(match[1]) if match else 2
    return shortened(text, max(1, count))


def shortened(text, count=2):
    """The sentences of a text that share most words with the rest of it, in their order."""
    rows = [s for s in _split(text) if not s.endswith("?")] or _split(text)
    everything = words.content(text)
    weight = {w: everything.count(w) for w in dict.fromkeys(everything)}
    ranked = sorted(range(len(rows)), key=lambda i: (-round(sum(weight.get(w, 0) for w in set_of(rows[i])) / (3 + len(set_of(rows[i]))) * (1.15 if i == 0 else 1.0), 4), i))
    return " ".join(rows[i] for i in sorted(ranked[:count]))


def set_of(sentence):
    return tuple(dict.fromkeys(words.content(sentence)))
