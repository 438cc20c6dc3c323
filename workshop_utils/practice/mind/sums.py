"""Simple arithmetic in a sentence: figures and words, rewritten into an expression and worked out by walking it, never by eval.

speak calls `answered(text)` for a text for which nothing is to be called; "" means that it is no sum.
"""

import ast
import operator
import re
from statistics import median

from .numbers import converted, numbers, tidy

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Pow: operator.pow, ast.Mod: operator.mod}
ASKING = re.compile(r"^[^\w(]*(?:(?:so|and|please|ok|okay|now|hey|hi|can you|could you|tell me|do you know|i need to know|quick question)[\s,:]+)*"
                    r"(?:what(?:'s| is| are| do you get if you| do i get if i| does)?|how much (?:is|are|does|do)|calculate|compute|work out|evaluate|solve|give me|find|figure out|add up)?\s*", re.IGNORECASE)
CLOSING = re.compile(r"\s*(?:,?\s*(?:please|for me|make|equal(?: to)?|exactly|in total|altogether|come to|make in total)|=)+\s*$", re.IGNORECASE)
LARGEST = 10**15
NUM = r"(-?\d+(?:\.\d+)?|\([-\d.+*/%() ]+\))"
LIST = r"(-?\d+(?:\.\d+)?(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)-?\d+(?:\.\d+)?)+)"
OVER_LISTS = {"average": lambda row: sum(row) / len(row), "mean": lambda row: sum(row) / len(row), "sum": sum, "total": sum, "median": median, "maximum": max, "largest": max,
              "biggest": max, "highest": max, "max": max, "minimum": min, "smallest": min, "lowest": min, "min": min,
              "product": lambda row: _product(row), "difference": lambda row: abs(row[0] - row[1]), "range": lambda row: max(row) - min(row)}
FRACTIONS = (("three quarters", "0.75"), ("two thirds", "(2/3)"), ("(?:a|one) half", "0.5"), ("half", "0.5"), ("(?:a|one) third", "(1/3)"), ("(?:a|one) (?:quarter|fourth)", "0.25"),
             ("(?:a|one) fifth", "0.2"), ("(?:a|one) tenth", "0.1"))
BEFORE_FIGURES = tuple((rf"\b{said} of (?:the )?(?=[\w$€£(])", f"{value} * ") for said, value in FRACTIONS) + (
    (r"\b(?:twice|double)\b(?: of)?\s+(?=[\w$€£(])", "2 * "), (r"\b(?:thrice|triple)\b(?: of)?\s+(?=[\w$€£(])", "3 * "), (r"\bhalve\s+", "0.5 * "))
REWRITES = tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in (
    (rf"\b(?:the )?square root of {NUM}", r"((\1) ** 0.5)"), (rf"\b(?:the )?cube root of {NUM}", r"((\1) ** (1/3))"), (rf"\bthe square of {NUM}", r"(\1 ** 2)"), (rf"\bthe cube of {NUM}", r"(\1 ** 3)"),
    (rf"{NUM} squared", r"(\1 ** 2)"), (rf"{NUM} cubed", r"(\1 ** 3)"), (rf"(?:\braise )?{NUM} (?:raised )?to the (?:power of {NUM}|{NUM}(?:th|rd|nd|st)? power)", r"(\1 ** \2\3)"),
    (rf"{NUM} is what percent(?:age)? of {NUM}|what percent(?:age)? is {NUM} of {NUM}", r"(\1\3 / \2\4 * 100)"), (rf"(?:what )?percent(?:age)? of {NUM} is {NUM}", r"(\2 / \1 * 100)"),
    (rf"(?:\bincrease |\braise )?{NUM} (?:plus|increased by|\+|by|with) {NUM}%(?: vat| tax| interest| tip)?", r"(\1 * (1 + \2 / 100))"),
    (rf"(?:\bdecrease |\breduce |\blower )?{NUM} (?:minus|decreased by|reduced by|less|-|with a discount of) {NUM}%", r"(\1 * (1 - \2 / 100))"),
    (rf"(?:\bdecrease|\breduce|\blower) {NUM} by {NUM}%", r"(\1 * (1 - \2 / 100))"), (rf"{NUM}% (?:off|discount on|less than) {NUM}", r"(\2 * (1 - \1 / 100))"),
    (rf"{NUM}% (?:of|from) {NUM}", r"(\1 / 100 * \2)"),
    (rf"\badd {NUM} (?:and|to|with) {NUM}", r"(\1 + \2)"), (rf"\b(?:subtract|take|deduct) {NUM} (?:away )?from {NUM}", r"(\2 - \1)"), (rf"\bmultiply {NUM} (?:by|with|and|times) {NUM}", r"(\1 * \2)"),
    (rf"\bdivide {NUM} (?:by|through) {NUM}", r"(\1 / \2)"), (rf"\b(?:the )?remainder (?:of|when|if) {NUM} (?:is )?(?:divided by|by|/) {NUM}", r"(\1 % \2)"), (rf"{NUM} less than {NUM}", r"(\2 - \1)"),
    (r"(?<=[\d)])\s*(?:multiplied by|times|x|×|·)\s*(?=[\d(.-])", " * "), (r"(?<=[\d)])\s*(?:divided by|over|÷|:)\s*(?=[\d(.-])", " / "), (r"(?<=[\d)])\s*(?:plus|added to)\s*(?=[\d(.-])", " + "),
    (r"(?<=[\d)])\s*(?:minus|less|take away|−|–)\s*(?=[\d(.])", " - "), (r"(?<=[\d)])\s*(?:modulo|mod)\s*(?=[\d(])", " % "), (r"\^", "**")))
THEN = re.compile(rf"^(?P<before>.+?)\s*,?\s*(?:and\s+then|then|and|,)\s+(?P<how>add|plus|subtract|minus|multiply|times|divide)\s*(?:(?:it|that|the result|this)\s+)?(?:by\s+|with\s+)?(?P<by>{NUM})(?: (?:to|from) (?:it|that|the result))?$", re.IGNORECASE)
SIGNS = {"add": "+", "plus": "+", "subtract": "-", "minus": "-", "multiply": "*", "times": "*", "divide": "/"}


def answered(text):
    """The result of a sum that a sentence of the text asks for, as a sentence; "" where none is asked for."""
    for sentence in re.split(r"(?<=[?!])\s+|(?<=\.)\s+(?=[A-Z])|\n+", text.strip()):
        asked = ASKING.match(sentence).group().strip()
        body = CLOSING.sub("", ASKING.sub("", sentence, count=1).strip(" ?=.!:"))
        turned = _unit_question(sentence.strip(" ?.!")) or _unit_question(body)
        if turned:
            return turned
        money = _money(body)
        value = evaluated(body) if asked or not re.fullmatch(r"[\d.,]+(?:[-/:x][\d.,]+)+|.*\b\d{4}-\d{1,2}-\d{1,2}\b.*", body) else None
        if value is not None:
            return f"{body} = {value}{' ' + money if money else ''}."
    return ""


def evaluated(body):
    """The value of an expression in figures or words with at least one operation, else None."""
    if len(body) > 200 or re.search(r"\b\d{4}-\d{2}-\d{2}\b", body):
        return None
    expression = body.lower()
    for pattern, instead in BEFORE_FIGURES:
        expression = re.sub(pattern, instead, expression)
    for span in sorted(numbers(expression), key=lambda s: -s.start):
        if span.family in ("", "money", "percent"):
            expression = expression[: span.start] + _figure(span.value) + "%" * (span.family == "percent") + expression[span.end:]
    expression = _rewritten(re.sub(r"^(?:the )?(?:result|value|answer) of ", "", expression))
    if expression.startswith("="):      # a rewrite has worked it out
        return tidy(round(float(expression[1:]), 6))
    is_sum = re.fullmatch(r"[\d\s.+\-*/%()]{3,120}", expression) and re.search(r"\d[\s)]*[-+*/%]", expression)
    return worked_out(expression) if is_sum else None


def _figure(value):
    return str(value) if isinstance(value, int) else f"{value:.12f}".rstrip("0").rstrip(".")


def _rewritten(expression):
    then = THEN.match(expression)
    if then and not re.match(r"\s*(?:add|multiply|divide|subtract)\s+\S+$", then["before"]):
        inner = _rewritten(then["before"])
        return f"({inner}) {SIGNS[then['how'].lower()]} {then['by']}"
    row = re.fullmatch(rf"(?:the )?({'|'.join(OVER_LISTS)}) (?:number |value )?(?:of|between|among|from) (?:the )?(?:numbers )?{LIST}", expression.strip()) or re.fullmatch(rf"(add|sum)(?: up)? {LIST}", expression.strip())
    if row:
        values = [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", row[2])]
        return f"={OVER_LISTS['sum' if row[1] == 'add' else row[1]](values):.10f}"
    for _ in range(3):
        before = expression
        for pattern, instead in REWRITES:
            expression = pattern.sub(instead, expression)
        if expression == before:
            break
    return expression


def worked_out(expression):
    """The value of an expression of figures and signs; None where it is broken or has no result."""
    try:
        value = _walk(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError, OverflowError, ValueError):   # no sum after all, or one without a result
        return None
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return tidy(round(value, 6 if abs(value) >= 0.001 else 12))


def _product(row):
    total = 1
    for value in row:
        total *= value
    return total


def _money(body):
    """The one currency that a sum is about, or ""."""
    units = {s.unit for s in numbers(body) if s.family == "money"}
    return units.pop() if len(units) == 1 and not re.search(r"what percent", body) else ""


TURN = (re.compile(r"how many (?P<to>[a-z]+) (?:are|is|do|does|make|there are|are there)?\s*(?:there )?(?:in |make |equal |up )?(?P<from>.+?)(?: have| has| make| makes)?$", re.IGNORECASE),
        re.compile(r"(?:convert |turn |change |what(?:'s| is| are) |how much is )?(?P<from>\S+(?: \S+){0,3}?) (?:in|to|into|as) (?P<to>(?:degrees )?[a-z°]+)$", re.IGNORECASE))
WARMTH = {"c": "c", "°c": "c", "celsius": "c", "degrees": "", "f": "f", "°f": "f", "fahrenheit": "f", "k": "k", "kelvin": "k"}


def _unit_question(sentence):
    """A quantity in another unit ("How many minutes are 3 hours?"), as a sentence, or ""."""
    for pattern in TURN:
        match = pattern.fullmatch(sentence.strip())
        given = re.sub(r"^(?:an?|one) (?=[a-z])", "1 ", match["from"].strip(), flags=re.IGNORECASE).replace("degrees ", "") if match else ""
        spans = numbers(given)
        if len(spans) != 1 or not spans[0].unit or spans[0].start > 0 or spans[0].end < len(given.rstrip(" ?.")):
            continue
        span, to = spans[0], match["to"].lower().removeprefix("degrees ").removeprefix("°")
        here, there = WARMTH.get(span.unit.lower().removeprefix("°")), WARMTH.get(to)
        if here and there and here != there:
            return f"{match['from'].strip()} = {_warmth(span.value, here, there)} {match['to']}."
        value = converted(span.value, span.unit, to)
        if value != span.value:
            return f"{match['from'].strip()} = {tidy(round(value, 6))} {match['to']}."
    return ""


def _warmth(value, here, there):
    celsius = {"c": value, "f": (value - 32) * 5 / 9, "k": value - 273.15}[here]
    return tidy(round({"c": celsius, "f": celsius * 9 / 5 + 32, "k": celsius + 273.15}[there], 2))


def _walk(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return -_walk(node.operand) if isinstance(node.op, ast.USub) else _walk(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        left, right = _walk(node.left), _walk(node.right)
        if isinstance(node.op, ast.Pow) and (abs(left) > 10**6 or abs(right) > 40) or abs(left) > LARGEST or abs(right) > LARGEST:
            raise ValueError("too large to work out")
        return OPERATORS[type(node.op)](left, right)
    raise ValueError(f"not simple arithmetic: {ast.dump(node)[:40]}")
