"""Composes arithmetic from words into a Python function: "multiplies x by 2 and adds 1"; None where any word is left over."""

import re

NUM = r"-?\d+(?:\.\d+)?"
O = rf"(?:the |an? (?!(?:and|to|by|from|plus|times|minus|with|or|divided|squared|multiplied)\b)|its |of )?({NUM}|[a-z_]\w*)"
P = rf"({NUM}|[a-z_]\w*) ?(?:%|percent)"
THEN = r" ?(?:,| and| then|, and| and then|, then)? ?"
RULES = tuple((re.compile(pattern), python) for pattern, python in (
    (rf"percent(?:age)? (?:change|increase|difference) (?:from|between) {O} (?:to|and) {O}", "({1} - {0}) / {0} * 100"), (rf"percent(?:age)? (?:that )?{O} is of {O}", "{0} / {1} * 100"),
    (rf"adds? {P}(?: vat| tax| tip| interest| on top)? to {O}", "{1} * (1 + {0} / 100)"), (rf"(?:subtracts?|takes?|deducts?) {P}(?: discount| tax)? (?:off|from) {O}", "{1} * (1 - {0} / 100)"),
    (rf"(?:increases?|raises?) {O} by {P}", "{0} * (1 + {1} / 100)"), (rf"(?:decreases?|reduces?|lowers?|discounts?) {O} by {P}", "{0} * (1 - {1} / 100)"),
    (rf"{O} plus {P}(?: of)?(?: vat| tax| tip| interest)?(?! ?of)", "{0} * (1 + {1} / 100)"), (rf"{O} (?:minus|less) {P}(?: discount| tax)?(?! ?of)", "{0} * (1 - {1} / 100)"), (rf"{P} of {O}", "{0} / 100 * {1}"),
    (rf"square root of {O}", "{0} ** 0.5"), (rf"absolute (?:difference|distance) (?:of|between) {O} and {O}", "abs({0} - {1})"), (rf"absolute value of {O}", "abs({0})"), (rf"{O} squared|(?:the )?squares? of {O}|squares {O}", "{0} ** 2"),
    (rf"{O} cubed|(?:the )?cubes? of {O}|cubes {O}", "{0} ** 3"), (rf"{O} (?:raised )?to the power (?:of )?{O}|raises? {O} to the power (?:of )?{O}", "{0} ** {1}"),
    (rf"(?:half|halves?) (?:of )?{O}", "{0} / 2"), (rf"(?:doubles?|twice) {O}", "2 * {0}"), (rf"triples? {O}", "3 * {0}"), (rf"(?:average|mean) of {O} and {O}", "({0} + {1}) / 2"),
    (rf"(?:larger|bigger|greater|maximum|max) of {O} and {O}", "max({0}, {1})"), (rf"(?:smaller|lesser|minimum|min) of {O} and {O}", "min({0}, {1})"), (rf"remainder of {O} (?:and|by|divided by) {O}|{O} modulo {O}", "{0} % {1}"),
    (rf"multipl(?:y|ies) {O} (?:by|with|and) {O}|product of {O} and {O}|{O} (?:times|multiplied by) {O}", "{0} * {1}"), (rf"divides? {O} by {O}|quotient of {O} and {O}|ratio of {O} (?:to|and) {O}|{O} divided by {O}", "{0} / {1}"),
    (rf"subtracts? {O} from {O}|takes? {O} (?:away )?from {O}", "{1} - {0}"), (rf"difference (?:of|between) {O} and {O}|{O} minus {O}", "{0} - {1}"), (rf"adds? {O} (?:to|and|with) {O}|sum of {O} and {O}|{O} plus {O}|sums {O} and {O}|adds up {O} and {O}", "{0} + {1}")))
CHAINED = tuple((re.compile(pattern), python) for pattern, python in (
    (rf"\b(zq\d+){THEN}(?:adds?|plus|increases? it by|increased by) {O}(?: to (?:it|that|this|the result))?", "{0} + {1}"), (rf"\b(zq\d+){THEN}(?:subtracts?|minus|less|decreases? it by) {O}(?: from (?:it|that|this|the result))?", "{0} - {1}"),
    (rf"\b(zq\d+){THEN}(?:multipl(?:y|ies) (?:(?:it|that|this|the result) )?(?:by|with)|times) {O}", "{0} * {1}"), (rf"\b(zq\d+){THEN}(?:divides? (?:(?:it|that|this|the result) )?by|divided by) {O}", "{0} / {1}"),
    (rf"\b(zq\d+){THEN}(?:squares? (?:it|that|this|the result)|squared)", "{0} ** 2"), (rf"\b(zq\d+){THEN}rounds? (?:it |that |the result )?to (\d+) (?:decimals?|decimal places|digits|places)", "round({0}, {1})"),
    (rf"\b(zq\d+){THEN}rounds? (?:it |that |the result )?(?:up|to the nearest (?:whole number|integer)|to an integer)?", "round({0})")))
NO_NAME = frozenset("it that this result an the and or of to by from with numbers two values percent then plus minus times".split())
FILLER = re.compile(r"\b(?:please|returns?|returning|gives?|computes?|calculates?|calculating|outputs?|finds?|works? out|the|result|value|number|of|a|an|for|me|back|and|then|it|up|in python|given|takes?|numbers|as input|when)\b|[^\w]")


def expression(description, earlier=()):
    """(Python expression, its names in order of mention) for a description, or None.

    Args:
        earlier: names of functions that the expression may call ("the double of x", "calls double on x")
    """
    text = " " + re.sub(r"\s+", " ", re.sub(r"[()\"'`]", " ", description.lower())).strip(" .!?") + " "
    text = re.sub(r"\bthe number of (?=\w+)", "", text)
    text = re.sub(r"\b(?:two|2) (?:numbers|values|integers|floats)\b(?: a and b| x and y)?", "first and second", text)
    text = re.sub(r"\b(?:an?|the|its|any|some|given) (?:number|input|argument|value)\b(?: called)?(?: (x|n|y))?", lambda m: m[1] or "number", text)
    built = []
    for name in sorted(earlier, key=lambda n: (-len(n), n)):
        said = rf"(?:(?:calls?|uses?|applies|using|calling) |the result of |the )?\b{re.escape(name.lower())} (?:of|on|to|with|for) {O}"
        text = re.sub(said, lambda m, name=name: f" {_held(built, f'{name}({_named(m[1], built)})')} ", text)
    for _ in range(6):
        before = text
        for pattern, python in RULES + CHAINED:
            text = re.sub(r" +", " ", pattern.sub(lambda m, python=python: _built(m, python, built), text, count=1))
        if text == before:
            break
    left = FILLER.sub(" ", text).split()
    if not built or left != [f"zq{len(built) - 1}"]:
        return None
    names = names_of(built[-1], earlier)
    return built[-1], sorted(names, key=lambda n: (m.start() if (m := re.search(rf"\b{n}\b", description.lower())) else len(description), names.index(n)))


def _held(built, python):
    built.append(python)
    return f"zq{len(built) - 1}"


def _named(operand, built):
    """An operand as Python: a figure, a name, or an earlier part in brackets."""
    part = re.fullmatch(r"zq(\d+)", operand)
    if not part:
        return operand
    inner = built[int(part[1])]
    return inner if re.fullmatch(r"[\w.]+|\w+\([^()]*\)", inner) else f"({inner})"


def _built(match, python, built):
    operands = [g for g in match.groups() if g]
    if any(o in NO_NAME for o in operands):
        return match.group()
    return f" {_held(built, python.format(*(_named(o, built) for o in operands)))} "


def names_of(python, earlier=()):
    """The free names of an expression, in order of mention."""
    known = {"abs", "max", "min", "round", *earlier}
    return [n for n in dict.fromkeys(re.findall(r"[A-Za-z_]\w*", python)) if n not in known]
