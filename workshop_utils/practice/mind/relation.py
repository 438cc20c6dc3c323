"""How a new statement stands to an old one: same, update, contradiction or unrelated; by whom it is about, what of it, and which value."""

import re
from datetime import date

from . import words
from .dates import dates, times
from .number_words import words_value
from .numbers import numbers
from .units import FACTOR

TODAY = date(2000, 1, 3)     # relative dates are only compared with each other
CANON = {words.stem(w): row.split()[0] for row in (
    "live reside dwell inhabit settle", "job work profession occupation employed employ employer", "like love enjoy adore fond", "hate dislike loathe detest", "buy purchase", "car vehicle automobile", "movie film",
    "phone telephone mobile", "doctor physician", "start begin", "big large", "child kid son daughter", "company firm", "marri wife spouse husband married wed", "fear afraid scared fears", "own possess",
    "favorite favourite", "birth born birthday", "flat apartment", "price cost charge fee", "age", "leave depart departure", "open opening opens", "shut closed close closes closing", "color colour", "eat diet", "quick fast",
    "weight weigh", "height tall high", "length long", "mail email", "arrive arrival", "meeting appointment", "pupil student", "boss manager chief head", "sick ill", "speak speaks", "divorce divorced", "bike bicycle") for w in row.split()}
DROPPED = frozenset("place take happen occur everi day dai whole realli alway still time say now current todai currentli".split()) | {words.stem(w) for w in
           "takes place really always still currently today now time former also just recently lately longer anymore".split()}
CHANGE = re.compile(r"\b(?:now|no longer|any ?more|moved|moves|relocated|changed|switched|since|as of|as from|from now on|currently|today|yesterday|nowadays|these days|used to|became|become|becomes|started|stopped|quit|gave up|instead|lately|recently|renamed|promoted|retired|"
                    r"replaced|replaces|rescheduled|postponed|brought forward|turned|has (?:risen|fallen|dropped|gone up|gone down|increased|decreased)|rose|fell|(?:has|have) a new|new (?:address|email|job|phone|number|car|name)|(?:is|was|were|has been|have been) (?:moved|changed|raised|lowered|increased|reduced|updated|extended)|again|divorced|any longer)\b", re.IGNORECASE)
MARKS = re.compile(r"\b(?:from now on|as of \w+|as from \w+|no longer|any ?more|any longer|now|currently|nowadays|these days|today|yesterday|recently|lately|instead|again|since \w+|last (?:week|month|year)|used to|has become|became|becomes|has a new|have a new|"
                   r"(?:has|was|were|is|have) (?:been )?(?:changed|moved|relocated|raised|lowered|switched|risen|fallen|increased|reduced)(?: to| from)?|(?:moved|switched|changed|relocated|turned|moves)(?: to)?|quit|stopped|replaced|gave up)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\b(?:not|never|no|no longer|without|neither|nor|none|nobody|nothing|hardly|stopped|quit|cannot|gave up)\b|n't\b", re.IGNORECASE)
LIKED, HATED = frozenset({"like", "prefer"}), frozenset({"hate", "avoid"})
MEAT = frozenset(words.stem(w) for w in "meat steak chicken beef pork sausage ham bacon lamb burger".split())
OPPOSITES = tuple(tuple(words.stem(w) for w in row.split()) for row in (
    "open shut", "alive dead", "married single", "enabled disabled", "true false", "early late", "hot cold", "warm cold", "before after", "short height", "mornings evenings", "morning evening", "high low", "cheap expensive",
    "employed unemployed", "allowed forbidden", "won lost", "win lose", "rise fall", "accept reject", "on off", "inside outside", "full empty", "rich poor", "happy sad", "present absent", "left right", "north south", "east west", "guilty innocent",
    "safe dangerous", "sunny rainy", "healthy sick", "awake asleep", "free busy", "like hate"))
JOBS = "student teacher nurse doctor engineer lawyer baker cook driver pilot farmer painter writer singer actor programmer developer pupil carpenter plumber architect journalist accountant manager waiter"
COLORS = "red green blue black white yellow brown grey gray orange purple pink silver"
ATTRIBUTES = (   # what a statement is about, where one has only one of it at a time
    ("residence", r"\b(?:lives?|lived|living|resides?|home is|moved to|relocated to|based in|settled|(?:is|are|was) in [A-Z]\w+)\b"), ("job", rf"\b(?:works?|worked|job|profession|employed|occupation|{'|'.join(JOBS.split())})\b"),
    ("birth", r"\b(?:born|birthday)\b"), ("age", r"\b(?:years? old|aged?|turned)\b"), ("price", r"\b(?:costs?|price|fee|rent|salary|earns?)\b"), ("phone", r"\b(?:phone|telephone)\b"), ("mail", r"\be-?mail\b"),
    ("code", r"\b(?:code|password|pin|limit|number|address)\b"), ("opens", r"\bopen(?:s|ing)?\b"), ("closes", r"\bclos(?:es|ing)\b"), ("leaves", r"\b(?:leaves?|departs?|departure)\b"), ("starts", r"\b(?:starts?|begins?)\b"),
    ("marriage", r"\b(?:married|wife|husband|spouse|divorced|single)\b"), ("children", r"\b(?:child|children|kids?)\b"), ("favourite", r"\bfavou?rite\b"), ("preference", r"\bprefers?\b"), ("size", r"\b(?:tall|high|long|deep|wide|weighs?|weight|heavy)\b"),
    ("capital", r"\bcapital\b"), ("boss", r"\b(?:manager|boss|chief|president|director|mayor|king|queen)\b"), ("team", r"\bplays? (?:for|in)\b"), ("rhythm", r"\bevery \w+\b"), ("color", rf"\b(?:{'|'.join(COLORS.split())})\b"),
    ("day", r"\bis (?:on|at) \b|\btakes place\b|\bmoved to (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"), ("name", r"\b(?:name is|called|named)\b"))
KIN = frozenset("brother sister mother father aunt uncle cousin friend boss neighbour neighbor dog cat son daughter grandmother grandfather colleague mom dad roommate".split())


class Statement:
    """A statement taken apart: who or what it is about, its telling words, its figures, and its sense."""

    def __init__(self, text):
        text = re.sub(r"\bcan't\b", "cannot", re.sub(r"\b(?:father|mother|parent|dad|mom) of\b", "", text.replace("’", "'"))).strip()
        text = re.sub(r"'s home is (?:in )?", " lives in ", text)
        self.text = text = re.sub(r"\b([a-z]+)(?= o'clock)", lambda m: str(words_value(m[1]) or m[1]), text)
        plain = MARKS.sub(" ", text)
        self.values, plain = _values(plain)
        self.words = frozenset(_stems(plain)) | frozenset(self.values)
        self.subject = frozenset(_stems(_subject(text)))
        self.own = _subject(text)
        self.negative = len(re.findall(r"\bnot un", text)) == 0 and bool(NEGATIVE.search(text))
        self.about = frozenset(name for name, pattern in ATTRIBUTES if re.search(pattern, text))
        self.years = [int(y) for y in re.findall(r"\b(?:1[89]|20)\d\d\b", text)]
        self.liking = 1 if LIKED & self.words else -1 if HATED & self.words else 0


def _stems(text):
    found = [t for t in words.TOKEN.findall(text) if t[0].isalpha() and not words.is_stop(t)]
    stems = [words.stem(re.sub(r"'s$", "", t)) for t in found] + [words.stem(w) for w in ("before", "after") if re.search(rf"\b{w}\b", text, re.IGNORECASE)]
    return [CANON.get(s, s) for s in stems if s not in DROPPED]


def _values(text):
    """(marks for the dates, times and quantities of a text, the text without them)."""
    marks, rest = [], text
    spans = [("@", s) for s in times(text)] + [("d", s) for s in dates(text, TODAY)]
    spans += [("#", s) for s in numbers(text) if not any(s.overlaps(o) for _, o in spans)]
    for kind, span in sorted(spans, key=lambda row: -row[1].start):
        value = span.value
        if kind == "#" and span.unit.lower() in FACTOR:
            family, factor = FACTOR[span.unit.lower()]
            value = f"{round(value * factor, 6)}{family}"
        marks.append(f"{kind}{value}{span.unit if span.family == 'money' else ''}")
        after = text[span.end - len(span.unit): span.end] if kind == "#" and span.family == "count" else ""
        rest = rest[: span.start] + " " + after + rest[span.end:]
    return marks, rest


VERB = re.compile(r"(?<!'s)\s(?:is|are|was|were|has|have|had|lives?|lived|works?|worked|likes?|loves?|hates?|enjoys?|dislikes?|prefers?|costs?|opens?|closes?|leaves?|departs?|drives?|does|do|can|cannot|could|will|speaks?|weighs?|plays?|owns?|bought|purchased|visited|"
                  r"moved|now|no|never|runs?|eats?|smokes?|quit|turned|used|arrived|became|begins?|starts?|fears?|takes?|sells?|replaced|knows?|wants?|wears?|earns?|studies|teaches|reads?|isn't|doesn't|arrives?|didn't|rained)\b", re.IGNORECASE)


def _subject(text):
    """Whom or what a statement is about: what stands before its verb, without "In 2023" or "From now on"."""
    start = re.sub(r"^(?:in|on|since|as of|from|at) (?:now on|[\w]+),?\s+(?=(?:the|my|our|his|her)?\s?\w+)", "", text, flags=re.IGNORECASE)
    verb = VERB.search(" " + start)
    return re.sub(r"^(?:all|none|some|most) (?:of )?(?:the )?", "", start[: max(0, verb.start())] if verb else start, flags=re.IGNORECASE)


def relation(old: str, new: str) -> str:
    """How `new` stands to `old`.

    Returns:
        "same" (also where one says a part of the other), "update" (was true, is no more), "contradiction" or "unrelated"
    """
    left, right = Statement(old), Statement(new)
    changed = bool(CHANGE.search(new)) or bool(left.years and right.years and max(right.years) > max(left.years)) and bool(left.about & right.about)
    gone, fresh, shared = left.words - right.words, right.words - left.words, left.words & right.words
    if not gone and not fresh and left.negative == right.negative and not (changed and re.search(r"\bused to\b", new)):
        return "same"
    if _apart(left, right):
        return "update" if changed and CHANGE.search(new) and left.subject and left.subject <= right.words | {"boss"} and len(shared) > 1 else "unrelated"
    against = _against(left, right, gone, fresh)
    rest = shared - left.subject - right.subject
    if against:
        return "update" if changed else "contradiction"
    if changed and (rest or left.about & right.about or left.subject == right.subject and len(left.subject) > 1 or "divorce" in fresh or not gone):
        return "update"
    if not gone or not fresh:
        return "same"
    return "contradiction" if _one_value(left, right, gone, fresh) else "unrelated"


def _apart(left, right):
    """Are two statements about different people or things?"""
    if not left.subject or not right.subject or left.subject == right.subject:
        return False
    if left.subject <= right.words and right.subject <= left.words:
        return False
    names = [set(re.findall(r"\b[A-Z][a-z]+\b", s.own)) for s in (left, right)]
    if names[0] and names[1] and (not names[0] & names[1] or names[0] - names[1] and names[1] - names[0]):
        return True
    for one, other in ((left, right), (right, left)):
        if any(re.search(rf"\b{kin}\b", one.own, re.IGNORECASE) for kin in KIN) and not (one.subject <= other.words):
            return True
    return bool(left.subject - right.words and right.subject - left.words)


def _against(left, right, gone, fresh):
    """Do two statements on one thing exclude each other by negation, liking or opposite words?"""
    rest = (left.words & right.words) - left.subject - right.subject
    if left.negative != right.negative:
        return bool(rest) and not (gone - left.subject and fresh - right.subject and not left.about & right.about) or bool(left.about & right.about) or not gone or not fresh
    if left.liking and right.liking and left.liking != right.liking:
        return bool(rest)
    if any(a in gone and b in fresh or b in gone and a in fresh for a, b in ((CANON.get(a, a), CANON.get(b, b)) for a, b in OPPOSITES)):
        return True
    return bool(re.search(r"\bveg(?:etari)?an\b", left.text) and MEAT & right.words or re.search(r"\bveg(?:etari)?an\b", right.text) and MEAT & left.words) and not left.negative


def _one_value(left, right, gone, fresh):
    """Do two statements give different values for something that has only one at a time?"""
    figures = [frozenset(w for w in side if w[0] in "#@d" and any(c.isdigit() for c in w)) for side in (gone, fresh)]
    common = left.about & right.about
    if common & {"color"} and not (set(COLORS.split()) & gone and set(COLORS.split()) & fresh):
        common = common - {"color"}
    if common:
        return True
    rest = (left.words & right.words) - left.subject
    return gone == figures[0] and fresh == figures[1] and bool(rest or left.subject == right.subject)
