"""Switches: where the words of a boolean parameter are said, and whether they are said for or against it."""

import re

from . import words

NEGATION = re.compile(r"\b(?:no|not|without|never|exclud\w+|except(?: for)?|skip(?:ping)?|disabled?|off|non|un|\w+n['’]t|dont|avoid(?:ing)?|omit(?:ting)?|ignor(?:e|ing)|hid(?:e|ing)|suppress|leav(?:e|ing) (?:out|off|away)|keep \w+ (?:off|away from|out of)|whatever|regardless of|no matter|irrespective of|free of|rid of|instead of|rather than|nor)"
                      r"\W+(?:(?!but\b|and\b)\w+\W+){0,2}$", re.IGNORECASE)
REFUSED = re.compile(r"\s+(?:\w+\s+){0,2}?(?:(?:is|are|was|were|be)\s+(?:not\b|out of the question|out\b|off\b|unnecessary|unwanted|forbidden|left out|excluded)|(?:is|are|was|were|do|does)n['’]t\b)|\s?[-–]?\s?free\b", re.IGNORECASE)
SET = re.compile(r"\s*(?:\w+\s+)?(?:=|:|to|is|as|set to|turned|switched)?\s*[\"'“‘]?(?:(?P<yes>true|yes|on|enabled)|(?P<no>false|no|off|disabled))(?![\w-])(?!\s+(?:the|a|my|our|your|his|her|\w+day|\d))", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:turn(?:ed)?|switch(?:ed)?|set)\s+(?P<how>on|off)\s+(?:the\s+|my\s+)?$", re.IGNORECASE)
EMPTY = frozenset("is includ include should has have with us use enabl show return get allow do requir need want onli only option flag whether true fals false default when must also be also if".split())
AGAINST = frozenset(words.stem(w) for w in "without no exclude excluding disable skip not avoid omit ignore hide suppress except prevent".split()) | {"exclud", "disabl", "avoid", "ignor", "hid"}
ALIKE = ({"pet", "dog", "cat", "puppi", "puppy"}, {"highway", "motorway", "freeway", "autobahn"}, {"ferri", "ferry", "boat"}, {"toll", "vignette"}, {"elevator", "lift"}, {"subtitl", "caption"},
         {"round", "return", "back"}, {"wheelchair", "step-free", "barrier-fre"}, {"descend", "largest", "highest", "biggest"}, {"unread", "new"}, {"children", "child", "kid"}, {"automat", "automatic"}, {"tax", "vat"})
_GROUP = {word: group for group in ALIKE for word in group | {words.stem(w) for w in group}}
DOWN = re.compile(r"\b(?:largest|highest|biggest|most|longest|newest|latest)\s+(?:to|first|down)\b|\bdescending\b|\b(?:falling|decreasing) order\b", re.IGNORECASE)
UP = re.compile(r"\b(?:smallest|lowest|least|shortest|oldest|earliest|cheapest)\s+(?:to|first|up)\b|\bascending\b|\b(?:rising|increasing) order\b", re.IGNORECASE)


def flags(parameter, sentence, made):
    """Where the words of a boolean parameter are said; a negation beside them turns them round, "off" and "false" settle them."""
    wanted = [w for w in parameter.words if w not in EMPTY and w not in AGAINST and len(w) > 2] or [w for w in parameter.words if w not in EMPTY and len(w) > 2]
    against = bool(AGAINST & set(parameter.words)) and not all(w in AGAINST for w in wanted)
    found = _sorted(parameter, sentence, made)
    for token in [] if found else sentence.tokens:
        if any(_said(token, w) for w in wanted):
            found.append(made(_value(token, wanted, against, sentence), "flag", token.start, token.end))
        elif any(token.text.lower() == "un" + w for w in wanted):
            found.append(made(against, "flag", token.start, token.end))
    return found or _described(parameter, sentence, made)


def _said(token, wanted):
    return words.alike(token.stem, wanted) or len(wanted) > 6 and token.stem[:7] == wanted[:7] or wanted in _GROUP and token.stem in _GROUP[wanted]


def _value(token, wanted, against, sentence):
    before, after = sentence.text[: token.start], sentence.text[token.end:]
    settled = SET.match(after)
    if settled and (settled["yes"] or settled["no"]):
        explicit = re.match(r"true|false", (settled["yes"] or settled["no"]).lower())
        return bool(settled["yes"]) != (against and not explicit)
    if turned := BEFORE.search(before):
        return (turned["how"].lower() == "on") != against
    denied = bool(NEGATION.search(before) or REFUSED.match(after)) or token.text.lower().startswith("un") and not any(w.startswith("un") for w in wanted)
    return denied == against


def _sorted(parameter, sentence, made):
    """ "From largest to smallest" for a switch that is called descending, or ascending."""
    wanted = {*parameter.words} & {words.stem("descending"), words.stem("ascending"), "revers"}
    if not wanted:
        return []
    down = words.stem("ascending") not in wanted
    return [made(is_down == down, "flag", m.start(), m.end()) for pattern, is_down in ((DOWN, True), (UP, False)) for m in pattern.finditer(sentence.text)]


def _described(parameter, sentence, made):
    """What only the description's words say: a thing to be left out that is left out, or most of its words at once."""
    about = {w for w in parameter.about if w not in EMPTY and w not in AGAINST and len(w) > 3} - COMMON
    against = bool(AGAINST & {*parameter.about[:3]})
    hits = [t for t in sentence.tokens if t.stem in about and not words.is_stop(t.text)]
    denied = [bool(NEGATION.search(sentence.text[: t.start]) or REFUSED.match(sentence.text[t.end:])) for t in hits]
    if not (against and any(denied)) and 2 * len({t.stem for t in hits}) < max(len(about), 3):
        return []
    return [made(no == against, "flag~", t.start, t.end) for t, no in zip(hits, denied)]


COMMON = frozenset(words.stem(w) for w in """value values list result results number numbers first last each every other number same item items name type given returned answer
included include returned shown listed used taken counted added made included output text data also should must only time times day days one two more most per whole""".split())
