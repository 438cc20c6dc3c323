"""Texts that show by their shape what they are: formulas, reactions, host names, networks, file patterns, numbers written in groups."""

import re

from .spans import Span

INNER = r"\((?:[^()\n]|\([^()\n]*\))*\)"
FUNCTION = r"(?:a?(?:sin|cos|tan)h?|arc(?:sin|cos|tan)|sec|csc|cot|exp|log(?:_?\d+)?|ln|sqrt|abs)"
FACTOR = rf"(?:{FUNCTION}\s?(?:{INNER}|[a-z]\b)|\d+(?:\.\d+)?(?![\d.]*\s?(?:am|pm)\b)|(?<![A-Za-z])[a-zπθ](?![A-Za-z'’])|{INNER})(?:[²³⁴]|(?:\^|\*\*)(?:-?\d+(?:\.\d+)?|-?[a-z]|{INNER}))?!?"
TERM = rf"{FACTOR}(?:\s?[*·×]\s?{FACTOR}|{FACTOR})*"
SIDE = rf"[-−+]?{TERM}(?:\s?[-−–+/*·×]\s?{TERM})*"
ALGEBRA = re.compile(rf"(?<![\w.$€£/°])(?P<left>{SIDE})(?:\s?(?:=|≥|≤|>=|<=|<|>)\s?(?P<right>{SIDE}))?(?![\w°%€$])")
ATOMS = r"(?:\d+\s?)?(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*)+(?:\([a-z]{1,2}\))?"
REACTION = re.compile(rf"(?<![\w+]){ATOMS}(?:\s?\+\s?{ATOMS})*\s?(?:->|-->|→|⇌|=>|=)\s?{ATOMS}(?:\s?\+\s?{ATOMS})*(?!\w)")
ENDS = "com|org|net|io|dev|app|edu|gov|info|biz|co|uk|de|fr|eu|ch|nl|se|dk|fi|pl|es|jp|ca|au|ai|tv|cloud|online|shop|xyz|local|internal|example|test"
EXACT = (
    ("url", re.compile(rf"(?<![\w@./-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:{ENDS})(?::\d+)?(?:/[\w./?=&%#-]*[\w/])?(?![\w@-]|\.\w)", re.IGNORECASE)),
    ("id", re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2}|:\d{2,5})?(?![\w.]*\w)")),
    ("id", re.compile(r"(?<![\w+/=])(?=\w*[a-z])(?=\w*[A-Z])[A-Za-z\d+/]{6,}={1,2}(?![\w=])")),
    ("path", re.compile(r"(?<![\w*])(?:[\w-]+/)*[\w-]*\*[\w-]*\.[A-Za-z]\w{0,6}\b")),
    ("path", re.compile(r"(?<![\w/@.\\-])\w[\w/-]*(?:\.[\w-]+)*\.(?:parquet|tsv|sql|ya?ml|toml|log|js|ts|ipynb|svg|gif|tiff?|bmp|webp|gz|tar|flac|ogg|mov|avi|mkv|pptx?|odt|rtf|xml|ini|cfg|conf|sh|sqlite|db|epub|bak|java|rb|css|stl|gpx|ics|vcf|h5|npy|npz|pkl|geojson|jsonl)\b")),
    ("id", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b")),        # postal codes
    ("id", re.compile(r"(?<!\w)(?=[A-Za-z\d]*\()(?:[A-Z][a-z]?\d*|\((?:[A-Z][a-z]?\d*)+\)\d*){2,}(?!\w)")),        # Ca(OH)2
    ("phone", re.compile(r"(?<![\w.,-])0\d{1,4}(?:[ ]\d{2,7}){1,4}(?![\w-]|[.,]\d)")),
)
SQUARE = re.compile(r"(?<![\w^*+/=(-])(?<![*+=-] )[a-h][1-8](?![\w^*+/=)]| [*+/=-])")           # of a chessboard
SEASON = re.compile(r"(?<![\w/.])(?:19|20)\d\d/(?:\d\d){1,2}(?![\w/])")
LOGIN = re.compile(r"(?<![\w@./-])[a-z]{2,}(?:\.[a-z]{2,})+(?![\w@(/]|\.\w)")
PLATE = re.compile(r"(?<![\w-])[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4}(?![\w-])")
GROUPS = re.compile(r"(?<![\w.,])\d{4}(?: \d{4}){1,4}(?![\w]|[.,]\d)")
CODE = re.compile(r"(?<![\w.'’-])(?=[A-Z]{5,}\b)(?:[ACDEFGHIKLMNPQRSTVWY]{8,}|[ACGTUN]{5,})(?!\w)")


def exact(text):
    """Host names, networks, file patterns and phone numbers: what stands in them is nothing else."""
    found = []
    for kind, pattern in EXACT:
        for match in pattern.finditer(text):
            span = Span(kind, match.start(), match.end(), match.group(), match.group())
            digits = sum(c.isdigit() for c in match.group())
            if not any(span.overlaps(s) for s in found) and (kind != "phone" or digits >= 8):
                found.append(span)
    return found


def loose(text):
    """Formulas, reactions, numbers in groups, postal codes and sequences of letters; their parts may still be meant alone."""
    found = [_made("id", m) for pattern in (GROUPS, CODE, SQUARE, SEASON, LOGIN, PLATE) for m in pattern.finditer(text)]
    found += [_made("expression", m) for m in REACTION.finditer(text) if "+" in m.group() or re.search(r"\d", m.group())]
    for match in ALGEBRA.finditer(text):
        found += _sides(match)
    return found


def _made(kind, match, group=0):
    return Span(kind, match.start(group), match.end(group), match[group], match[group])


def _sides(match):
    """An equation as a whole and its sides; a formula is only what counts with a letter."""
    if match["right"] is None:
        return [_made("expression", match)] if _counts(match["left"]) else []
    if not re.search(r"[a-zπθ]", match.group()) or not (_counts(match["left"]) or _counts(match["right"])):
        return []
    return [_made("expression", match)] + [_made("expression", match, side) for side in ("left", "right") if _counts(match[side])]


def _counts(side):
    """Does a formula have a letter of its own and an operation?"""
    letters = re.search(rf"{FUNCTION}|(?<![A-Za-z])(?!a\s)[a-zπθ](?![A-Za-z])", side)
    if re.search(rf"(?<![A-Za-z])(?!{FUNCTION}(?![A-Za-z]))[A-Za-z]{{2,}}", side) or re.fullmatch(r"[a-z]\([^()]*\)|\d+\s?[-–]\s?[a-z]", side):
        return False
    return bool(letters and re.search(r"[\d(²³]", side) and re.search(r"[-−+/*^·×²³⁴(]|\d[a-z]", side) and not re.fullmatch(r"\d+(?:\.\d+)?\s?[a-z]|\([^()]*\)", side))
