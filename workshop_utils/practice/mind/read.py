"""Reads a sentence into typed spans: what could be an argument, with its kind, value and place."""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

from . import rows, shapes, words
from .dates import DAYS, MONTHS, dates, times
from .numbers import numbers, units
from .spans import Span
from .units import FAMILY
from .verbs import VERBS

EXACT = (
    ("url", re.compile(r"\bhttps?://[^\s'\"<>)\]]*[^\s'\"<>)\].,;:!?]|\bwww\.[\w.-]+\.\w+[^\s'\"<>)\].,;:!?]*")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("path", re.compile(r"(?<![\w/)])(?:[A-Za-z]:[\\/]|~?/)[\w.-]+(?:[\\/][\w.-]+)*/?|(?<![\w/@.-])(?:[\w-][\w.-]*/)*[\w-]+\.(?:csv|txt|pdf|png|jpe?g|json|xlsx?|docx?|wav|mp3|mp4|py|md|html|zip)\b")),
    ("phone", re.compile(r"(?<![\w.])(?:\+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,5}\d|\(\d{3}\)\s?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?!\w)")),
    ("id", re.compile(r"#[\w-]*\w|\bv\d+(?:\.\d+)+\b|(?<![\w.])\d+(?:\.\d+){2,}(?![\w.])|\b(?=[\w/-]*\d)(?=[\w/-]*[A-Za-z])(?!\d+(?:st|nd|rd|th|[ap]m|k|m|km|kg|cm|mm|g|s|h|x|%)\b)[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*\b"
                      r"|\b[a-z0-9]+(?:_[a-z0-9]+)+\b|(?<![\w.,$])0\d{3,}\b|(?<![\w.,-])\d{1,6}(?:-\d{2,6}){1,3}(?![\w-])|\b[A-Z]{2,}(?=[-\s]?\d)[-\s]?\d+\b")),
)
QUOTE = re.compile(r"\"([^\"\n]+)\"|“([^”]+)”|‘([^’]+)’|«([^»]+)»|`([^`]+)`|(?<![\w])'([^'\n]*(?:'(?=[a-z]\b)[^'\n]*)*)'(?!\w)")
BREAKS = frozenset("""gives yields results live lives lived work works worked weighs weigh cost costs eat eats need needs grow grows happen happens happened become becomes come comes goes looks runs flies filed involving related
located based written directed starring featuring published released called named titled starting ending offering offers serves serving including includes containing contains requires allows made looking
last past previous upcoming recent next previously known regarding concerning located situated held playing wants owns say says said please uses used use cheaper less lower higher below above under over than least most up""".split())
MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
SIZE = re.compile(r"(?<![\w.])\d+(?:[x×]\d+){1,2}(?!\w|\.\d)")       # 9x9, 3x4x5
NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
LITERAL = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|\{[^{}]*\}")
PAIRS = re.compile(r"(?<![\w{,])(?P<q>['\"])\w+(?P=q)\s*:\s*(?:(?P=q)[^'\"\n]*(?P=q)|-?\d+(?:\.\d+)?)(?:\s*,\s*(?P=q)\w+(?P=q)\s*:\s*(?:(?P=q)[^'\"\n]*(?P=q)|-?\d+(?:\.\d+)?))*")
KEY = re.compile(r"\b[A-G](?:#|b| sharp| flat)? (?:major|minor)\b")        # of music
TUPLE = re.compile(r"\(\s*-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?)+\s*\)")
EXPRESSION = re.compile(r"(?<![\w.^*/(])(?:[-+]?\s?(?:\d+(?:\.\d+)?)?\*?[a-z](?:\s?(?:\^|\*\*|\*)\s?\d*[a-z]?)?|\d+(?:\.\d+)?|(?:sin|cos|tan|exp|log|ln|sqrt)\s?\([^)]*\)|e\^\S+)"
                        r"(?:\s?[-+*/^]\s?(?:\(?\d*(?:\.\d+)?\*?(?:sin|cos|tan|exp|log|ln|sqrt)\([^)]*\)|\(?\d*(?:\.\d+)?\*?[a-z](?:(?:\^|\*\*)\d+)?\)?|\d+(?:\.\d+)?(?:\*?[a-z](?:(?:\^|\*\*)\d+)?)?))*(?![\w(])")
STREET = "Street|Road|Lane|Avenue|Drive|Square|Boulevard|Court|Place|Way|Terrace|Crescent|Highway|Quay|Row|Hill|Alley|Grove|Gardens|Close|Walk|Mews|Parade|Rise|Wharf|Green|Circle|Parkway|Trail|Loop|Bank|View|Yard"
ADDRESS = re.compile(rf"(?<![\w.,$€£-])\d{{1,5}}[a-z]? (?:(?:[A-Z][\w'’-]* ){{1,3}}(?:{STREET}|(?:St|Rd|Ave|Blvd|Dr|Ln)\b\.?)(?![\w])|(?:Rue|Via|Calle|Avenida|Avenue|Boulevard|Rua|Plaza|Piazza|Place)(?: (?:[A-Z][\w'’-]*|de|la|du|des|del|della|los|las|di|da))*? [A-Z][\w'’-]*)(?P<city>, (?!I\b)[A-Z][\w'’-]*(?: (?!I\b)[A-Z][^\W\d]+)?)?(?![\w])")
TITLES = {"Dr", "Mr", "Mrs", "Ms", "Prof", "St"}
INNER = {"of", "de", "la", "the", "van", "von", "del", "da", "du", "le", "&", "and", "for", "in", "on", "to", "der", "den", "ter", "ten", "el", "al", "dos", "das", "di", "les", "los", "las", "aux", "sur", "upon", "ibn", "bin"}
PARTICLES = re.compile(r"(?<!\w)(?:(?:van|von|de|di|da|del|della|du|le|el|al|ter|ten)(?: (?:der|den|het|la|las|los|le))?|dos|das) $")       # van Gogh, de la Cruz
ELIDED = re.compile(r"[dlDL]['’][A-ZÀ-Þ]")         # Val d'Isère
_NOT_NAMES = {"i", "i'm", "i'd", "i've", "i'll", "ok", "please", "also", "then", "hi", "hello", "hey", "thanks", "can", "could"}


@dataclass(frozen=True)
class Sentence:
    """A text with its tokens and the spans found in it, in order of place."""

    text: str
    tokens: tuple
    spans: tuple


@lru_cache(maxsize=512)
def read(text, today):
    """All spans of a text. Exact kinds win over looser ones; phrases, names and lists may overlap each other."""
    tokens = tuple(words.tokens(text))
    exact = _exact(text)
    exact += [s for s in dates(text, today) + times(text) if _free(s, exact)]
    solid = [s for s in exact if not (s.kind == "date" and re.match(r"in \w+ (?:day|week|month|year)|\w+ \w+ (?:ago|from)\b", s.text)) and not s.text.startswith("(")]
    found = exact + [s for s in numbers(text, parts=True) if _free(s, solid)]
    found += [s for m in SIZE.finditer(text) for s in (Span("number", n.start(), n.end(), n.group(), int(n.group())) for n in re.compile(r"\d+").finditer(text, *m.span())) if _free(s, found)]
    found += [s for s in (Span("number", m.start(), m.end(), m.group(), int(m[1])) for m in NTH.finditer(text)) if _free(s, found)]
    sums = [s for s in shapes.loose(text) if _free(s, [e for e in exact if e.kind != "id"])]
    found += [s for s in _expressions(text, found) if not any(o.start <= s.start and s.end <= o.end for o in sums)] + sums
    found += [Span("month", m.start(), m.end(), m.group(), m.group()) for m in MONTH.finditer(text) if _free(Span("", m.start(), m.end(), "", ""), exact)]
    named_units = [u for u in units(text) if _free(u, exact)]
    money = [u for u in named_units if u.kind == "currency"]
    quantities = [s for s in found if s.kind == "number" and s.family]
    loose = _names(text, tokens, exact + money + quantities) + _phrases(text, tokens, found + money) + named_units
    loose += [Span("name", m.start(), m.end(), m.group(), m.group()) for m in KEY.finditer(text)]
    loose += [Span("name", m.start(), m.end(), m.group(), m.group()) for m in re.finditer(r"(?<=[a-z] )(?:Yesterday|Tomorrow|Tonight|Today)\b", text)]      # written like titles
    spans = sorted(_unique(found + loose), key=lambda s: (s.start, s.end))
    spans = rows.places(text, spans)
    spans += rows.linked(text, spans)
    spans += rows.lists(text, spans) + rows.ranges(text, spans) + rows.clauses(text, spans)
    return Sentence(text, tokens, tuple(spans))


def _free(span, taken):
    return not any(span.overlaps(other) for other in taken)


def _unique(spans):
    seen, kept = set(), []
    for span in spans:
        if (span.kind, span.start, span.end) not in seen:
            seen.add((span.kind, span.start, span.end))
            kept.append(span)
    return kept


def _exact(text):
    found = []
    for pattern in (LITERAL, TUPLE):
        for match in pattern.finditer(text):
            value = _literal(match.group())
            if value is not None:
                found.append(Span("object" if isinstance(value, dict) else "list", match.start(), match.end(), match.group(), value))
    rows = [Span("object", m.start(), m.end(), m.group(), _literal(f"{{{m.group()}}}")) for m in PAIRS.finditer(text)]
    found += [s for s in rows if isinstance(s.value, dict) and _free(s, found)]
    for match in QUOTE.finditer(text):
        inner = next(g for g in match.groups() if g is not None)
        span = Span("quote", match.start(), match.end(), inner, inner.strip())
        if inner.strip() and _free(span, found):
            found.append(span)
    found += [s for s in shapes.exact(text) if _free(s, found)]
    for match in ADDRESS.finditer(text):
        if _free(Span("", match.start(), match.end(), "", ""), found):
            ends = {match.end(), match.start("city") if match["city"] else match.end()}
            found += [Span("name" if end == match.end() else "phrase", match.start(), end, text[match.start(): end], text[match.start(): end]) for end in sorted(ends, reverse=True)]
            found += [Span("phrase", match.start("city") + 2, match.end(), match["city"][2:], match["city"][2:])] if match["city"] else []
    for kind, pattern in EXACT:
        for match in pattern.finditer(text):
            span = Span(kind, match.start(), match.end(), match.group(), match.group())
            if _free(span, found) and not _spelled(match.group()):
                found.append(span)
    return found


def _spelled(text):
    """Is an id-like match really a quantity, "two-day", "1990s", "1e-9" or "3-bedroom"?"""
    quantity = re.fullmatch(r"\d+(?:\.\d+)?([^\W\d]+(?:/[^\W\d]+)?)", text)
    if quantity and quantity[1].lower() in FAMILY or re.fullmatch(r"[A-Za-zµ]{1,4}/[a-z]{1,3}\d", text):        # "2cm", "kg/m3"
        return True
    return bool(re.fullmatch(r"\d+(?:[x×]\d+){1,2}|(?:ID|NO|AND|OR)[-\s]?\d+|\d{4}s|\d+e-?\d+|\d{1,2}\.\d{1,2}\.\d{4}|\d+-[a-z]+(-[a-z]+)?|[a-z]\^?\d|\d+[a-z]{1,2}|\d+[a-z]+|\d+h\d\d?m?(?:in)?|\d{4}-\d\d-\d\d|\d+/\d+|\d{4}-\d{4}", text))


def _literal(text):
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):  # words in brackets: split them as a person would
        if text[0] != "[":
            return None
        value = [part.strip().strip("'\"") for part in text[1:-1].split(",")]
    return list(value) if isinstance(value, (list, tuple)) else value if isinstance(value, dict) else None


def _expressions(text, taken):
    found = []
    for match in EXPRESSION.finditer(text):
        body = match.group().strip()
        if re.search(r"[a-z]", body) and re.search(r"[\d^*+]|\w\(", body) and re.search(r"[\^*+(]|\d[a-z]|\s-\s", body):
            span = Span("expression", match.end() - len(match.group().lstrip()), match.end(), body, body)
            if not any(span.overlaps(t) and (t.kind != "number" or t.text == body) for t in taken):     # "1e-9" and "1920s" are numbers
                found.append(span)
    return found


def _capital(token):
    return token.text[:1].isupper() and token.text[0].isalpha() or bool(ELIDED.match(token.text))


def _starts_sentence(text, token):
    before = text[: token.start].rstrip(" \"'“(")
    return not before or before[-1] in ".!?:;\n"


def _names(text, tokens, taken):
    """Runs of capitalised words; small words inside a run are kept ("Bank of America")."""
    found, run = [], []
    for token in [*tokens, None]:
        if token and _belongs(text, token, run, taken):
            run.append(token)
            continue
        while run and (run[-1].text.lower() in INNER or run[-1].text == "-" or run[-1].text == "." and len(run[-2].text) == 1):
            run.pop()
        if run:
            found += _name(text, run)
        run = [token] if token and _belongs(text, token, [], taken) else []
    return found


def _belongs(text, token, run, taken):
    if any(t.start < token.end and token.start < t.end for t in taken):
        return False
    low = token.text.lower()
    gap = text[run[-1].end: token.start] if run else ""
    if _capital(token):
        regnal = bool(run) and token.text == "I" and not re.match(r" (?!and\b|or\b|of\b|in\b|was\b|is\b)[a-z]|['’]", text[token.end:])
        return gap in (" ", "") and (low not in _NOT_NAMES or regnal)
    if not run:
        return False
    if token.text == "-" and gap == "" or run[-1].text == "-" and gap == "" and token.text.isalpha():
        return text[token.end: token.end + 1].isalpha() or token.text != "-"
    if token.text == "." and (len(run[-1].text) == 1 or run[-1].text in TITLES) and gap == "":
        after = re.match(r" ?([A-Z][\w'’]*)", text[token.end:])
        return bool(after) and not words.is_stop(after[1])
    return gap == " " and (low in INNER - {"and", "for", "in", "on", "to"} or (token.text.isdigit() and len(token.text) < 3))


def _name(text, run):
    first = run[0]
    low = first.text.lower()
    spelt = len(run) == 1 and first.text.isupper() and not _starts_sentence(text, first) and not re.match(r" [a-z]", text[first.end:]) and not text.isupper()      # the note A, the US
    cut = words.is_stop(first.text) and (low != "the" or len(run) == 1) and not spelt or _starts_sentence(text, first) and low in VERBS
    if cut:
        run = run[1:]
        while run and (run[0].text.lower() in INNER or words.is_stop(run[0].text)):
            run = run[1:]
    if len(run) == 1 and _starts_sentence(text, run[0]) and re.match(r"\s+(?:it|them|this|that|these|those|my|our|your|his|her|their|the|a|an|all|me|us)\b", text[run[0].end:]):
        return []   # "Restart it": an order, whatever the verb
    if not run or all(t.text.lower() in MONTHS or t.text.lower() in DAYS for t in run):
        return []
    runs, pieces = [run], []
    for token in run:
        if token.text.lower() in INNER - {"&"}:
            pieces.append([])
        elif pieces or _capital(token):
            pieces = pieces or [[]]
            pieces[-1].append(token)
    runs += [p for p in pieces if p and len(pieces) > 1 and _capital(p[0]) and p[-1].text != "-"]
    if len(run) > 1 and _capital(run[1]):
        runs.append(run[1:])
    if particle := PARTICLES.search(text[: run[0].start]):
        runs.append([words.Token(particle.group() + run[0].text, particle.start(), run[0].end), *run[1:]])
    return [Span("name", r[0].start, r[-1].end, text[r[0].start: r[-1].end], text[r[0].start: r[-1].end]) for r in runs if (_capital(r[0]) or " " in r[0].text) and r[0].text != "I"]


def _phrases(text, tokens, taken):
    """Runs of content words, without the verb that opens a request."""
    found, run = [], []
    for token in [*tokens, None]:
        inside = token and (token.text[0].isalpha() and not words.is_stop(token.text) or token.text == "-" and run and text[token.end: token.end + 1].isalpha())
        inside = inside and token.text.lower() not in BREAKS and not (len(token.text) == 1 and re.match(r"\s?=", text[token.end:]))
        inside = inside and not any(t.start < token.end and token.start < t.end for t in taken)
        joined = not run or (token and text[run[-1].end: token.start] in (" ", ""))
        if inside and joined:
            run.append(token)
            continue
        found += _runs(text, run, tokens)
        run = [token] if inside else []
    return found


SAYS = frozenset("word words keyword keywords term phrase".split())
NOUN_AFTER = frozenset("the a an my your our his her its their this that some any of for about on in with by as no".split())


def _runs(text, run, tokens):
    """The run, and its shorter ends: which of them is meant is for the ranking to say. An order's verb opens none of them."""
    pieces = []
    if run and run[0].text.lower() in VERBS:
        before = [t.text.lower() for t in tokens if t.end <= run[0].start][-1:]
        run = run if before and before[0] in NOUN_AFTER else run[1:]
    for first in range(len(run)):
        for last in range(first + 1, min(len(run), first + 5) + 1):
            if len(run) > 1 and (run[first].text.lower() in SAYS or last < len(run) and run[last - 1].text.lower() in SAYS):
                continue    # "the word invoice" is about the invoice
            if (len(run) <= 4 or first == 0 or last == len(run) or last - first <= 2) and "-" not in (run[first].text, run[last - 1].text):
                start, end = run[first].start, run[last - 1].end
                pieces.append(Span("phrase", start, end, text[start:end], text[start:end]))
    return pieces
