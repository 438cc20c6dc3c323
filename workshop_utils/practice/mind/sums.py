"""Simple arithmetic in a sentence: figures and words, worked out by walking the expression, never by eval."""

import ast
import operator
import re

from .numbers import numbers, tidy

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow, ast.Mod: operator.mod}
IN_WORDS = (("to the power of", "**"), ("divided by", "/"), ("multiplied by", "*"), ("times", "*"), ("plus", "+"), ("minus", "-"), ("over", "/"), ("x", "*"), ("×", "*"), ("÷", "/"), ("^", "**"), ("modulo", "%"), ("mod", "%"))
ASKING = re.compile(r"^\W*(?:(?:so|and|please|ok|now|hey|can you|could you|tell me|do you know)[\s,]+)*(?:what(?:'s| is| are)?|how much (?:is|are|does)|calculate|compute|work out|evaluate|solve|give me|add up)?\s*", re.IGNORECASE)
LARGEST = 10**15


def answered(text):
    """The result of a sum that the whole text asks for, as a sentence; "" where it is no sum."""
    body = ASKING.sub("", text, count=1).strip(" ?=.!")
    value = _percent(body)
    if value is None:
        value = _rooted(body)
    if value is None:
        value = evaluated(body)
    return f"{body} = {value}" + "." if value is not None else ""


def _percent(body):
    match = re.fullmatch(r"(\S+)\s?(?:%|percent) (?:of|from) (\S+)", body, re.IGNORECASE)
    values = [numbers(part) for part in match.groups()] if match else []
    return tidy(values[0][0].value * values[1][0].value / 100) if match and all(values) else None


def _rooted(body):
    match = re.fullmatch(r"(?:the )?(square root|square|cube|half|double|twice) (?:of )?(\S+)", body, re.IGNORECASE)
    value = numbers(match[2])[0].value if match and numbers(match[2]) else None
    if value is None or match[1].lower() == "square root" and value < 0:
        return None
    return tidy({"square root": lambda v: v**0.5, "square": lambda v: v * v, "cube": lambda v: v**3, "half": lambda v: v / 2, "double": lambda v: 2 * v, "twice": lambda v: 2 * v}[match[1].lower()](value))


def evaluated(body):
    """The value of an expression in figures or words with at least one operator, else None."""
    expression = body.lower()
    for span in sorted(numbers(expression), key=lambda s: -s.start):
        if not span.family:
            expression = expression[: span.start] + str(span.value) + expression[span.end:]
    for word, sign in IN_WORDS:
        expression = re.sub(rf"(?<=[\d)])\s*{re.escape(word)}\s*(?=[\d(-])" if word.isalpha() or " " in word else re.escape(word), f" {sign} ", expression)
    if not re.fullmatch(r"[\d\s.+\-*/%()]{3,80}", expression) or not re.search(r"\d[\s)]*[-+*/%]", expression):
        return None
    try:
        value = _walk(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError, OverflowError, ValueError):   # no sum after all, or one without a result
        return None
    return tidy(round(value, 10)) if isinstance(value, (int, float)) else None


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
