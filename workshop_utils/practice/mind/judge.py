"""Judges two statements: same, update, contradiction or unrelated; by what they are about and what they say of it."""

import re
from datetime import date

from . import words
from .read import read

LABELS = {"same": "same duplicate identical equivalent entails entailment agree agrees", "update": "update updated supersede supersedes superseded newer replace replaces changed",
          "contradiction": "contradiction contradict contradicts contradictory conflict conflicts inconsistent", "unrelated": "unrelated new independent neutral different none other"}
CHANGE = re.compile(r"\b(?:now|no longer|anymore|any more|moved|changed|switched|since|as of|from now on|currently|today|used to|new|became|started|stopped|quit|instead|lately|recently|has become|renamed|promoted|not .* anymore)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(?:not|never|no|n't|no longer|without|neither|nor|none|hardly|stopped|quit)\b|n't\b", re.IGNORECASE)
LIKES = frozenset(words.stem(w) for w in "like love enjoy prefer adore favor favour".split())
HATES = frozenset(words.stem(w) for w in "hate dislike loathe avoid detest".split())
OPPOSITES = [("open", "closed"), ("on", "off"), ("alive", "dead"), ("married", "single"), ("vegetarian", "meat"), ("vegan", "meat"), ("enabled", "disabled"), ("true", "false"), ("early", "late"), ("hot", "cold"), ("before", "after"),
             ("tall", "short"), ("always", "never"), ("morning", "evening"), ("high", "low"), ("cheap", "expensive"), ("employed", "unemployed"), ("allowed", "forbidden"), ("won", "lost"), ("increase", "decrease"), ("rise", "fall"), ("accept", "reject")]
SAME_WORDS = [set(row.split()) for row in ("live resid home dwell stay", "work job employ employed employ", "like love enjoy adore", "hate dislike loath detest", "buy purchas", "car vehicl automobil", "movi film", "phone telephon mobil cell", "doctor physician",
                                           "begin start", "big larg", "child kid", "compani firm", "wife spous husband", "afraid fear", "own have", "favorit favourit prefer", "birthday born birth", "flat apart apartment", "earn salari", "old age")]
UNIQUE = re.compile(r"\b(?:live|lives|lived|living|moved|home|born|birthday|capital|age|old|name|called|address|email|phone|number|favou?rite|job|works?|married|salary|costs?|price|weighs?|meeting|appointment|flight|closes|opens|"
                    r"height|tall|is|are|was|at|on)\b", re.IGNORECASE)


def judge(old, new):
    """How `new` stands to `old`.

    Returns:
        "same", "update" (new replaces what was true before), "contradiction" or "unrelated"
    """
    left, right = _Facts(old), _Facts(new)
    alike = _overlap(left.topic, right.topic)
    names_apart = left.names and right.names and not set(left.names) & set(right.names) and left.subject != right.subject
    opposed = not names_apart and left.subject == right.subject and any(_has(old, a) and _has(new, b) or _has(old, b) and _has(new, a) for a, b in OPPOSITES)
    if names_apart or alike < 0.34 and not opposed:
        return "unrelated"
    differs = _differs(left, right, old, new)
    if differs is None:
        return "unrelated" if alike < 0.6 and not _within(left, right) else "same"
    if not differs:
        return "unrelated"
    return "update" if CHANGE.search(new) or right.later_than(left) else "contradiction"


class _Facts:
    """The parts of a statement: who it is about, its topic words, and its values by kind."""

    def __init__(self, text):
        self.text = text
        spans = read(text, date(2000, 1, 3)).spans
        self.numbers = [s.value for s in spans if s.kind == "number"]
        self.dates = [s.value for s in spans if s.kind in ("date", "time")]
        names = [s for s in spans if s.kind in ("name", "email", "quote")]
        self.names = [n.text.lower().removesuffix("'s") for n in names if not any(o is not n and o.start <= n.start and n.end <= o.end and len(o.text) > len(n.text) for o in names)]
        first = re.match(r"\s*(?:the |my |our )?(\w+)", text.lower())
        self.subject = self.names[0] if names and names[0].start < 3 else first.group(1) if first else ""
        values = [w for s in spans if s.kind in ("number", "date", "time", "name", "email", "quote") for w in words.content(s.text)]
        self.values = values
        self.stems = [_common(w) for w in words.content(re.sub(r"\b(?:no longer|anymore|now|currently|today|moved to|has|have|not|never)\b", lambda m: "live" if "moved" in m.group() else "", text.lower()))]
        self.topic = list(dict.fromkeys(w for w in self.stems if w not in values or w == words.stem(self.subject)))
        self.rest = [w for w in self.topic if w != words.stem(self.subject)]
        self.negative = bool(NEGATIVE.search(text))
        self.liking = 1 if LIKES & set(words.content(text)) else -1 if HATES & set(words.content(text)) else 0

    def later_than(self, other):
        years = [v for v in self.numbers if isinstance(v, int) and 1900 < v < 2100]
        return bool(years) and "since" in self.text


def _common(stem):
    """One word for words that say the same."""
    return next((min(row) for row in SAME_WORDS if stem in row), stem)


def _overlap(left, right):
    if not left or not right:
        return 0.0
    shared = sum(any(words.alike(a, b) for b in right) for a in left)
    return shared / min(len(left), len(right))


def _within(left, right):
    return set(left.stems) <= set(right.stems) or set(right.stems) <= set(left.stems)


def _differs(left, right, old, new):
    """True where both speak of one thing and say different things, False where they speak of two things, None where they agree."""
    if left.liking and right.liking and left.liking != right.liking or left.negative != right.negative:
        return True if _overlap(left.rest, right.rest) >= 0.34 or left.liking else False
    for first, second in OPPOSITES:
        if _has(old, first) and _has(new, second) or _has(old, second) and _has(new, first):
            return True
    for a, b in ((left.numbers, right.numbers), (left.dates, right.dates)):
        if a and b and a != b:
            return True
    own, other = [n for n in left.names if n != left.subject], [n for n in right.names if n != right.subject]
    if own and other and not set(own) & set(other):
        return True if UNIQUE.search(old) and UNIQUE.search(new) else False
    fresh, gone = [w for w in right.rest if w not in left.rest], [w for w in left.rest if w not in right.rest]
    if fresh and gone and not left.names[1:] and _overlap(left.rest, right.rest) < 1:
        return bool(UNIQUE.search(old) and UNIQUE.search(new)) and (_overlap(left.rest, right.rest) > 0 or re.search(r"\bis\b", old) is not None)
    return None


def _has(text, word):
    return bool(re.search(rf"\b{word}", text, re.IGNORECASE))


PAIR = (re.compile(r"(?:^|\n|\b)(?:A|1|old|first|known|existing|before|statement (?:a|1|one)|fact (?:a|1))\s*[:=)]\s*[\"']?(?P<a>.+?)[\"']?[\s.,;]*(?:\n|;|\b)\s*(?:B|2|new|second|incoming|after|statement (?:b|2|two)|fact (?:b|2))\s*[:=)]\s*[\"']?(?P<b>[^\n]+?)[\"']?\s*(?:\n|$)", re.IGNORECASE | re.DOTALL),
        re.compile(r"\"(?P<a>[^\"\n]{6,})\"[^\"]{1,80}\"(?P<b>[^\"\n]{6,})\""))
ASKED = re.compile(r"\b(?:contradict\w*|updates?|supersed\w*|same|unrelated|consisten\w*|conflict\w*|compare|relation)\b", re.IGNORECASE)


def statements(text):
    """The two statements that a text sets beside each other, or None."""
    for pattern in PAIR:
        match = pattern.search(text)
        if match:
            return match["a"].strip(" .\"'"), match["b"].strip(" .\"'")
    return None


def answered(text, instructions=""):
    """The judgement on two statements where the text or the instructions ask for one, else ""."""
    pair = statements(text)
    if not pair or not ASKED.search(f"{instructions}\n{PAIR[0].sub('', PAIR[1].sub('', text))}"):
        return ""
    return judge(*pair)


def labelled(verdict, options):
    """The one of some offered labels that says a verdict, or None."""
    for option in options:
        own = {w for w in words.parts(str(option))}
        if verdict in own or own & set(LABELS[verdict].split()):
            return option
    return None
