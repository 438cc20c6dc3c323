"""Names with an "and" inside that are one thing: "fish and chips", "Pride and Prejudice", "The Old Man and the Sea"."""

import re

# pairs that are said as one; what may as well be two things (salt and pepper) is none
KNOWN = frozenset("""black&white fish&chips mac&cheese macaroni&cheese rock&roll rhythm&blues drum&bass simon&garfunkel hall&oates guns&roses war&peace pride&prejudice sense&sensibility crime&punishment
romeo&juliet tristan&isolde hansel&gretel tom&jerry bonnie&clyde bangers&mash bubble&squeak surf&turf gin&tonic rum&coke cookies&cream strawberries&cream peaches&cream bed&breakfast research&development
terms&conditions marks&spencer johnson&johnson procter&gamble antigua&barbuda trinidad&tobago bosnia&herzegovina wallis&futuna yin&yang law&order trial&error lost&found questions&answers""".split())
TITLED = frozenset("title name song book novel movie film play album piece track band artist series game".split())
INNER = re.compile(r"(?P<first>[A-Z][\w'’]*(?:[ ,][\w'’, ]+)?),? and (?P<the>the |a |an )?(?P<second>[A-Z][\w'’]*)")
TITLE = re.compile(r"\b(?:The|A|An) (?:[A-Z][\w'’]* )+and (?:the |a |an )?[A-Z][\w'’]*")
ARTICLE = re.compile(r"\b(?:The|A|An) $")


def one_name(chain, leaf, text):
    """The whole name that a row of candidates is, or ""."""
    start, end = chain[0].start, chain[-1].end
    said = text[start:end]
    parts = re.split(r"\s+(?:and|&)\s+", said)
    if len(parts) == 2 and "&".join(p.lower() for p in parts) in KNOWN:
        return said
    whole = INNER.match(said)
    lead = ARTICLE.search(text[:start])
    if whole and (whole["the"] or lead) and TITLED & {*leaf.words, *leaf.about, leaf.role}:
        return text[lead.start() if lead else start: end]
    return ""


def whole_names(text):
    """Where a name with an "and" inside stands in a text, whatever it is for."""
    known = [m.span() for m in re.finditer(r"\b([A-Za-z]+) (?:and|&) ([A-Za-z]+)\b", text) if f"{m[1]}&{m[2]}".lower() in KNOWN and m[1][0].isupper() and m[2][0].isupper()]
    return known + [m.span() for m in TITLE.finditer(text)]
