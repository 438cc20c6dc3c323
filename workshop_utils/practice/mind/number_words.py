"""Numbers in words by the grammar of English: "two hundred and five", "nineteen eighty-four", "one and a half"; "fifty and one" are two."""

import re

SMALL = {w: n for n, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
FRACTIONS = {"half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fourth": 0.25, "fourths": 0.25, "fifth": 0.2, "fifths": 0.2, "eighth": 0.125, "eighths": 0.125, "tenth": 0.1, "tenths": 0.1}
_ORDINAL = {**{w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
                                         "sixteenth seventeenth eighteenth nineteenth".split(), 1)}, **{t[:-1] + "ieth": n for t, n in TENS.items()}}
ORDINALS = _ORDINAL | {f"{ten}{sign}{w}": n + m for ten, n in TENS.items() for w, m in _ORDINAL.items() if m < 10 for sign in "- "} | {"hundredth": 100}
SMALL |= {"twice": 2, "thrice": 3}

_ONE = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SCALE = "thousand|million|billion|trillion"
_G = r"[\s-]+"
_BELOW = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{_ONE})(?!\w))?|{_TEEN}|{_ONE})(?!\w)"
_ALONE = rf"(?![\s-]+(?:hundred|{_SCALE}|{_ONE})\b)"       # the "three" of "and three hundred" goes on
_HUNDREDS = rf"(?:{_BELOW}{_G}hundred\b(?:{_G}and\s+{_BELOW}{_ALONE}|{_G}{_BELOW}(?!{_G}(?:hundred|{_SCALE})))?)"
_GROUP = rf"(?:{_HUNDREDS}|{_BELOW})"
_REST = rf"(?:{_G}and\s+{_BELOW}{_ALONE}|,?{_G}{_GROUP}(?!{_G}(?:hundred|{_SCALE})))"
_WHOLE = rf"(?:(?<!between )(?:{_BELOW}){_G}hundred\b{_G}and\s+{_BELOW}|{_GROUP})"         # "two hundred and three thousand" is one, but not after "between"
_SCALED = rf"(?:(?:{_WHOLE}|half a){_G}(?:{_SCALE})\b(?:,?{_G}{_WHOLE}{_G}(?:{_SCALE})\b)*{_REST}?)"
YEAR = rf"(?:(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[\s-](?:(?:{'|'.join(TENS)})(?:[\s-](?:{_ONE})\b)?|{_TEEN}|(?:oh|o)[\s-](?:{_ONE}))\b(?!-))"
PATTERN = (rf"(?:{YEAR}|(?:half a|a|(?:{_BELOW})){_G}dozens?\b|dozen\b|a\s+(?:hundred|{_SCALE})\b{_REST}?|{_SCALED}|(?:{_HUNDREDS})|(?:hundred|{_SCALE})\b|"
           rf"(?:zero|{_BELOW})(?:\s+point(?:\s+(?:zero|oh|{_ONE}))+\b|\s+and\s+(?:a\s+half|(?:a|one)\s+(?:quarter|third)|three\s+quarters|two\s+thirds)\b)?|zero|twice|thrice)(?!\w)")
ANY = "|".join([*SMALL, *TENS, *SCALES])


def words_value(text):
    """The number that words say ("two hundred and five"), or None."""
    text = text.lower()
    spoken = re.findall(r"[a-z]+", text)
    if re.fullmatch(YEAR, text.strip()):
        first, *rest = spoken
        return 100 * {**SMALL, **TENS}[first] + sum({**SMALL, **TENS}.get(w, 0) for w in rest)
    if "point" in spoken:
        place = spoken.index("point")
        return float(f"{words_value(' '.join(spoken[:place]))}.{''.join(str(SMALL.get(w, 0)) for w in spoken[place + 1:])}")
    part = re.search(r"\sand\s+(?:(a|one|three|two)\s+)(half|quarters?|thirds?)$", text)
    if part:
        return words_value(text[: part.start()]) + SMALL.get(part[1], 1) * FRACTIONS[part[2]]
    if text.startswith("half a ") and spoken[-1] in SCALES:
        return SCALES[spoken[-1]] // 2
    return _sum(spoken, "half a dozen" in text)


def _sum(spoken, half):
    total = group = 0
    found = False
    for word in spoken:
        if word.startswith("dozen"):
            group = (group or 1) * (6 if half else 12)
        elif word in SMALL or word in TENS:
            group += SMALL.get(word, TENS.get(word))
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in SCALES:
            total, group = total + (group or 1) * SCALES[word], 0
        else:
            continue
        found = True
    return total + group if found else None
