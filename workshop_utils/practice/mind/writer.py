"""Writes Python for a described function: a recipe all of whose words are said and which leaves no word unexplained, or arithmetic from words.

code.written calls `write(description, earlier)`; None means that it cannot, and that is said. `wants` tells a parameter that takes source code.
"""

import ast
import re

from . import words
from .compose import expression
from .recipes import recipes
from .recipes_more import TEXT as MORE

OPENING = re.compile(r"^.*?\b(?:function|tool|method|program|script|code|helper)s?\b(?:\s+(?:in|with) python)?\s*(?:(?:called|named)\s+)?[`'\"]?(?P<name>[A-Za-z_]\w*(?=\s*\()|[A-Za-z]\w*_\w+|(?<=called )\w+|(?<=named )\w+|(?!that|which|to|for|who|the|a|an|in|it|of)[a-z]\w*(?=[`'\"]?\s+(?:that|which|to)\b))?[`'\"]?\s*(?:\((?P<arguments>[\w\s,:.\[\]]*)\))?\s*(?:,?\s*(?:that|which|to|for|and|:|-|of)\s+)?", re.IGNORECASE | re.DOTALL)
TAKES = re.compile(r"\b(?:takes?|taking|accepts?|with (?:the )?(?:parameters?|arguments?)|given)\s+(?P<row>(?!a (?!and\b)|an |the |two |it\b)[A-Za-z_]\w*(?:\s*,\s*(?:and )?[A-Za-z_]\w*|\s+and\s+[A-Za-z_]\w*)*)\s+(?:and|to|,)\s*(?=returns?|gives?|computes?|calculates?|then)", re.IGNORECASE)
FILLER = frozenset(words.stem(w) for w in """function tool python code write create make define need want add give return returns compute calculate calculates take takes accept number numbers list lists text string strings value values given
input output result check checks test whether if tell tells say determine true false find finds get gets convert converts converting turn turns transform string's element elements item items integer integers float floats argument arguments parameter parameters
new simple short small method program script helper implement implements produce produces build computing returning all each every into from as using use uses word words letter letters character characters please that which of the a an and or in to is are it its me per between only one two except
sequence array sentence amount total data variable called named""".split())


def _rows():
    rows = list(recipes())
    for line in MORE.strip().splitlines():
        name, said, parameters, body = (part.strip() for part in line.split(" | ", 3))
        rows.append((name, tuple(tuple(w.split("/")) for w in said.split()), parameters, tuple(_indented(part) for part in body.split(";;"))))
    return tuple(rows)


def _indented(part):
    depth = len(re.match(r"(?:> )*", part).group()) // 2
    return "    " * depth + part[2 * depth:]


ROWS = _rows()


def write(description: str, earlier=()) -> str | None:
    """Source of the function that a text describes, with type hints and a docstring; None where it cannot.

    Args:
        description: the request or the description of the wanted function
        earlier: names of functions that it may call
    """
    opening = OPENING.match(description)
    body = description[opening.end():] if opening else description
    name = opening["name"] if opening and opening["name"] and opening["name"].isidentifier() else ""
    wanted = re.findall(r"[A-Za-z_]\w*", re.sub(r":\s*[\w.\[\]]+", "", opening["arguments"])) if opening and opening["arguments"] else []
    takes = TAKES.search(body)
    if takes and not wanted:
        wanted, body = [w for w in re.findall(r"[A-Za-z_]\w*", takes["row"]) if w != "and"], body[: takes.start()] + body[takes.end():]
    row, composed = recipe(body, name), expression(body, earlier)
    if composed and not (row and len(row[1]) > 1):
        return _checked(name or "compute", ", ".join(f"{n}: float" for n in _ordered(composed[1], wanted)), [f"return {composed[0]}"], body, "float")
    listed = re.search(r"\b(?:of|in|from)(?: the| a list of| all)? (?P<name>[a-z]\w*s)\s*\W*$", body)
    if not row and listed:      # "the median of prices": a list that is called so
        row = next((r for r in [recipe(f"{body[: listed.start()]} of a list", name)] if r and re.fullmatch(r"\w+: list", r[2])), None)
        wanted = [listed["name"]]
    if not row:
        return None
    source = _checked(name or row[0], row[2], [re.sub(rf"\b{row[0]}\(", f"{name or row[0]}(", line) for line in row[3]], body, "")
    return _renamed(source, row[2], wanted)


def recipe(text, name=""):
    """The recipe all of whose words are said, with no telling word of the text left over; the one with most words wins."""
    said = [w.lower() for w in re.findall(r"[A-Za-z]+", text)] + [w for w in words.parts(name) if not said_words(text)]
    stems = {words.stem(w) for w in said} | set(said)
    fits = []
    for place, row in enumerate(ROWS):
        if all(any(w in stems or words.stem(w) in stems for w in group) for group in row[1]) and _in_order(row, said) and not _left(row, said):
            fits.append((len(row[1]), -place))
    return ROWS[-max(fits)[1]] if fits else None


def said_words(text):
    """The telling words of a text."""
    return [w for w in re.findall(r"[A-Za-z]+", text.lower()) if words.stem(w) not in FILLER]


def _left(row, said):
    """The words of a request that a recipe does not explain."""
    own = {words.stem(w) for group in row[1] for w in group} | {words.stem(w) for w in words.parts(row[0])} | {words.stem(w) for p in re.findall(r"(\w+):", row[2]) for w in words.parts(p)}
    return [w for w in said if not words.is_stop(w) and len(w) > 1 and words.stem(w) not in FILLER | own and w not in own]


def _in_order(row, said):
    """For conversions the order of the two units tells the direction."""
    if "_to_" not in row[0]:
        return True
    first, second = row[0].split("_to_", 1)
    places = [next((i for i, w in enumerate(said) if words.stem(w) == words.stem(part) or {part, w} == {"kilometers", "km"}), None) for part in (first, second)]
    return None in places or places[0] < places[1]


def _ordered(names, wanted):
    """Parameters in the order that the request gives, else in order of mention."""
    return wanted if wanted and set(names) <= set(wanted) else names


def _checked(name, parameters, lines, text, returns):
    arrow = f" -> {returns}" if returns else ""
    source = f"def {name}({parameters}){arrow}:\n    \"\"\"{described(text)}\"\"\"\n" + "\n".join("    " + line for line in lines)
    ast.parse(source)
    return source


def _renamed(source, parameters, wanted):
    """The function with the argument names that the request gives, where there are as many."""
    names = re.findall(r"(\w+):", parameters)
    if len(names) != len(wanted):
        return source
    head, doc, rest = source.split('"""', 2)
    for old, new in zip(names, wanted):
        head, rest = (re.sub(rf"\b{old}\b(?!\()", new, part) for part in (head, rest))
    return f'{head}"""{doc}"""{rest}'


def described(text):
    """What a function is for, in one line: the text without its order to write one."""
    opening = OPENING.match(text)
    text = text[opening.end():] if opening and text[opening.end():].strip(" .") else text
    said = re.sub(r"\s+", " ", text).strip(" .?!\"").replace("\\", "").replace('"', "'") or "As described"
    return f"{said[:1].upper()}{said[1:100]}."
