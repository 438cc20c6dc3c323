"""Dates, times of day and weekdays, in words or digits, counted from a given "today"."""

import re
from datetime import date, timedelta

from .number_words import ORDINALS, SMALL, words_value
from .spans import Span

MONTHS = {w: n for n, w in enumerate(
    "january february march april may june july august september october november december".split(), 1)}
MONTHS |= {w[:3]: n for w, n in list(MONTHS.items())} | {"sept": 9}
DAYS = {w: n for n, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_MONTH = "|".join(sorted(MONTHS, key=lambda m: -len(m)))
_DAY = "|".join(DAYS)
_SPELT = "|".join(sorted((w for w, n in ORDINALS.items() if n <= 31), key=lambda w: (-len(w), w)))
_NTH = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_SPELT})"
_COUNT = rf"(?P<count>\d+|an?|one|{'|'.join(w for w, n in SMALL.items() if 1 < n and w not in ('twice', 'thrice'))}|twenty|thirty|forty|sixty|ninety)"
_STEP = r"(?P<step>day|week|month|year|fortnight)s?"
PATTERNS = tuple(re.compile(p, re.IGNORECASE) for p in (
    r"(?<![\w-])(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![\w-])",
    r"(?<![\w/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?![\w/])",
    r"(?<![\w/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\w/])",
    r"(?<![\w/.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?![\w])",
    rf"\b(?P<word>{_MONTH})\.?\s?(?:the\s)?{_NTH}\b(?:(?:,\s*|\s+)(?P<year>(?:19|20|21|18|17)\d\d)\b)?",
    rf"\b(?:the\s+)?{_NTH}\s+(?:of\s+)?(?P<word>{_MONTH})\b\.?(?:,?\s*(?P<year>(?:19|20|21|18|17)\d\d)\b)?",
    rf"\b(?P<word>{_MONTH})\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b",
    r"\b(?P<near>today|tonight|tomorrow|yesterday|the day after tomorrow|the day before yesterday|this (?:morning|afternoon|evening))\b",
    rf"\b(?P<which>next|this|last|coming|on)?\s?(?P<weekday>{_DAY})\b",
    rf"\bin {_COUNT} {_STEP}\b(?:'s? time\b)?",
    rf"\b{_COUNT} {_STEP} (?:(?P<ago>ago)|from (?:now|today))\b",
    r"\b(?P<which>next|this|last) (?P<step>week|month|year)\b",
))
TIME = re.compile(r"(?<![\w:.])(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::\d{2})?\s?(?P<half>[ap])\.?m\b\.?|(?P<h24>\d{1,2}):(?P<m24>\d{2})(?::\d{2})?(?![\w:]|,\d)"
                  r"|(?P<noon>noon|midnight)\b|(?P<clock>\d{1,2}) o'?clock\b)", re.IGNORECASE)
BESIDE = re.compile(r"(?:,\s*|\s+)(?:the\s+)?")


def dates(text, today):
    """Dates as spans whose value is an ISO date (or year-month); overlapping shorter readings are dropped."""
    found = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match.groupdict(), today)
            if match.groupdict().get("near") and match.group()[0].isupper() and text[: match.start()].rstrip()[-1:] not in ("", ".", "!", "?", ":", ",", "\n"):
                continue    # "Play Yesterday" is about a song
            if _modal(match, text):
                continue
            if value and not any(s.start < match.end() and match.start() < s.end for s in found):
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                if match.groupdict().get("which", "") and match["which"].lower() == "on":
                    start = match.start("weekday")
                found.append(Span("date", start, match.end(), text[start:match.end()], value, family="date"))
    days = {s.start for s in found if s.text[-1].isdigit() or len(s.text) > 9}
    beside = {s for s in found if s.text.lower().split()[-1] in DAYS and any(BESIDE.fullmatch(text, s.end, start) for start in days if start > s.end)}     # "Friday, 13 March"
    return sorted((s for s in found if s not in beside), key=lambda s: s.start)


GOES_ON = re.compile(r"\s+(?!(?:at|and|to|until|till|in|for|from|or|is|was|with|by|please|if|on|of|this|next|last)\b)[a-z]")


def _modal(match, text):
    """Is it no day of May after all: "You may first look around", "In May the second team won"?"""
    day = match.groupdict().get("day") or ""
    if not day[:1].isalpha():
        return False
    return match["word"].islower() or match.start("word") < match.start("day") and not match["year"] and bool(GOES_ON.match(text, match.end()))


NOW = re.compile(rf"(?:\b(?:today|now|(?:today's|the current|the present|current|today’s) (?:date|day)|(?:date|day) of today)(?:\s+(?:date|day))?\s*(?:is|:|=|being)"
                 rf"|(?:^|(?<=[.!?\n]\s)|(?<=\n))(?:it is|it's|(?:the )?date:|the date is|the date today is)(?: now| today)?)\s*(?:now\s+|the\s+)?(?:(?:{_DAY}|{'|'.join(d[:3] for d in DAYS)})\b\.?,?\s+)?(?:the\s+)?", re.IGNORECASE)


def stated(text, today):
    """The day that instructions say it is ("Today is 2026-05-11"), else `today`."""
    for match in NOW.finditer(text):
        found = next((s for s in dates(text[match.end():], today) if s.start == 0), None)
        if found and re.search(r"\d{4}", found.text) and len(found.value) == 10:
            return date.fromisoformat(found.value)
    return today


def _value(part, today):
    try:
        if part.get("near"):
            return (today + timedelta({"tomorrow": 1, "yesterday": -1, "the day after tomorrow": 2, "the day before yesterday": -2}.get(part["near"].lower(), 0))).isoformat()
        if part.get("weekday"):
            return _weekday(part, today)
        if part.get("step"):
            return _step(part, today)
        month = MONTHS[part["word"].lower()] if part.get("word") else int(part["month"])
        day = _day(part.get("day") or "0")
        if not day:
            return f"{int(part['year']):04d}-{month:02d}"
        year = int(part["year"]) if part.get("year") else _next_year(month, day, today)
        return date(year, month, day).isoformat()
    except ValueError:      # the 31st of February is no date
        return None


def _day(text):
    return ORDINALS[text.lower()] if text[0].isalpha() else int(re.match(r"\d+", text).group())


def _next_year(month, day, today):
    return today.year if (month, day) >= (today.month, today.day) else today.year + 1


def _weekday(part, today):
    ahead = (DAYS[part["weekday"].lower()] - today.weekday()) % 7
    which = (part.get("which") or "").lower()
    if which == "last":
        return (today - timedelta((today.weekday() - DAYS[part["weekday"].lower()]) % 7 or 7)).isoformat()
    return (today + timedelta(ahead or 7)).isoformat()


def _step(part, today):
    if part.get("count"):
        said = part["count"].lower()
        count = int(said) if said.isdigit() else words_value(said) or 1
    else:
        count = {"next": 1, "last": -1}.get(part["which"].lower(), 0)
    count = -count if part.get("ago") else count
    step = part["step"].lower()
    if step in ("day", "week", "fortnight"):
        return (today + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[step])).isoformat()
    months = today.year * 12 + today.month - 1 + count * (12 if step == "year" else 1)
    if not part.get("count"):
        return f"{months // 12:04d}" if step == "year" else f"{months // 12:04d}-{months % 12 + 1:02d}"
    return date(months // 12, months % 12 + 1, min(today.day, 28)).isoformat()


_HOUR = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
SPOKEN = re.compile(rf"\b(?:(?P<part>half past|quarter past|(?:a )?quarter to)\s+)?(?P<hour>{'|'.join(_HOUR)}|1[0-2]|[1-9])(?P<sharp>\s?o'?clock)?(?:\s+(?:in the (?P<day>morning|afternoon|evening)|(?P<night>at night)|(?P<half>[ap])\.?m\b\.?))?", re.IGNORECASE)


def _spoken(text):
    """Times in words: "half past seven in the evening", "nine o'clock"; a bare number is none."""
    for match in SPOKEN.finditer(text):
        day = (match["day"] or match["night"] or match["half"] or "").lower()
        if not (match["part"] or match["sharp"] or day) or match.end() < len(text) and text[match.end()].isalnum():
            continue
        hour = _HOUR.get(match["hour"].lower()) or int(match["hour"])
        hour = hour % 12 + 12 if day in ("afternoon", "evening", "p") or day == "at night" and 5 < hour < 12 else hour % 12 if day in ("a", "at night") else hour
        part = (match["part"] or "").lower()
        minute = 30 if part.startswith("half") else 15 if part.endswith("past") else 45 if part else 0
        hour -= part.endswith("to")
        yield Span("time", match.start(), match.end(), match.group(), f"{hour % 24:02d}:{minute:02d}", family="time of day")


_MINUTES = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "thirty-five": 35, "forty": 40, "forty-five": 45, "fifty": 50, "fifty-five": 55}
_M = "|".join(sorted(_MINUTES, key=lambda w: -len(w)))
_OF_DAY = r"(?:\s+(?:in the (?P<day>morning|afternoon|evening)|(?P<night>at night)|(?P<half>[ap])\.?m\b\.?))"
PAST = re.compile(rf"\b(?:(?P<past>{_M}|\d{{1,2}})\s+(?:minutes\s+)?past|(?<=at\s)(?P<to>{_M})\s+(?:minutes\s+)?to|(?P<before>{_M})\s+minutes\s+to)\s+(?P<hour>{'|'.join(_HOUR)}|1[0-2]|[1-9])\b{_OF_DAY}?", re.IGNORECASE)
THIRTY = re.compile(rf"\b(?P<at>(?<=at\s)|(?<=by\s)|(?<=until\s)|(?<=before\s)|(?<=after\s))?(?P<hour>{'|'.join(_HOUR)})[\s-](?P<past>{_M})\b(?!\s?(?:-|percent|%|euro|dollar)){_OF_DAY}?", re.IGNORECASE)
DOTTED = re.compile(r"(?<![\w:.,])(?P<hour>\d{1,2})\.(?P<past>[0-5]\d)\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)


def _of_day(hour, said):
    day = (said.get("day") or said.get("night") or said.get("half") or "").lower()
    if day in ("afternoon", "evening", "p") or day == "at night" and 5 < hour < 12:
        return hour % 12 + 12
    return hour % 12 if day in ("a", "at night") else hour


def _told(text):
    """Times in words with their minutes: "twenty past four", "at ten to six", "at seven thirty", "7.30 pm"."""
    for pattern in (PAST, THIRTY, DOTTED):
        for match in pattern.finditer(text):
            said = match.groupdict()
            if pattern is THIRTY and said["at"] is None and not (said["day"] or said["half"] or said["night"]) or not said.get("hour"):
                continue
            hour = _HOUR.get(said["hour"].lower()) or int(said["hour"])
            short = said.get("to") or said.get("before")
            minute = said.get("past") or short
            minute = int(minute) if minute.isdigit() else _MINUTES[minute.lower()]
            total = (_of_day(hour, said) * 60 + (-minute if short else minute)) % 1440
            yield Span("time", match.start(), match.end(), match.group(), f"{total // 60:02d}:{total % 60:02d}", family="time of day")


def times(text):
    """Times of day as spans with the value "HH:MM"."""
    found = list(_told(text))
    found += [s for s in _spoken(text) if not any(s.overlaps(o) for o in found)]
    for match in TIME.finditer(text):
        hour, minute = match["hour"] or match["h24"] or match["clock"], match["minute"] or match["m24"] or "00"
        if match["noon"]:
            hour = 12 if match["noon"].lower() == "noon" else 0
        hour = int(hour)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        if hour < 24 and int(minute) < 60 and not any(s.start < match.end() and match.start() < s.end for s in found):
            found.append(Span("time", match.start(), match.end(), match.group(), f"{hour:02d}:{minute}", family="time of day"))
    return found
