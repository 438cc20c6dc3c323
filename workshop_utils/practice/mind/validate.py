"""Checks arguments against a JSON Schema before they are sent. Small on purpose: importing jsonschema takes a second in a kernel."""

import math
import re

from .schema import resolve
from .sound import formatted

TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict, "null": type(None)}


def problem(value, schema, root=None, path=""):
    """The first thing that is wrong with a value, in words with its place, or ""."""
    root = schema if root is None else root
    choices = schema.get("anyOf") or schema.get("oneOf") if isinstance(schema, dict) else None
    if choices:
        found = [problem(value, choice, root, path) for choice in choices]
        if all(found):
            return found[0]
    if not isinstance(schema, dict):
        return "" if schema is not False else f"{path or 'the value'} is not allowed"
    schema = resolve(schema, root) if "$ref" in schema else schema
    return _kind(value, schema, path) or _limits(value, schema, path) or _inside(value, schema, root, path)


def _kind(value, schema, path):
    kinds = schema.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    whole = isinstance(value, float) and value.is_integer() and "integer" in kinds
    if kinds and not whole and not any(isinstance(value, TYPES.get(k, object)) and (k == "boolean" or not isinstance(value, bool)) for k in kinds):
        return f"{path or 'the value'} must be {' or '.join(kinds)}, not {value!r}"
    if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
        return f"{path or 'the value'} must be one of {schema.get('enum', [schema.get('const')])}, not {value!r}"
    return ""


def _limits(value, schema, path):
    """Bounds of numbers, lengths and patterns."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        bad = value < schema.get("minimum", value) or value > schema.get("maximum", value)
        bad = bad or value <= schema.get("exclusiveMinimum", -math.inf) or value >= schema.get("exclusiveMaximum", math.inf)
        bad = bad or bool(schema.get("multipleOf")) and round(value / schema["multipleOf"], 9) % 1 != 0
    elif isinstance(value, (str, list)):
        low, high = ("minLength", "maxLength") if isinstance(value, str) else ("minItems", "maxItems")
        bad = not schema.get(low, 0) <= len(value) <= schema.get(high, len(value))
        bad = bad or isinstance(value, str) and ("pattern" in schema and not re.search(schema["pattern"], value) or not formatted(value, schema.get("format")))
    else:
        bad = False
    return f"{path or 'the value'} is outside what the schema allows: {value!r}" if bad else ""


def _inside(value, schema, root, path):
    """The members of objects and arrays."""
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return next((found for i, item in enumerate(value) if (found := problem(item, schema["items"], root, f"{path}[{i}]"))), "")
    if not isinstance(value, dict):
        return ""
    known = schema.get("properties", {})
    lacking = next((key for key in schema.get("required", []) if key not in value), None)
    if lacking is not None:
        return f"{path or 'the call'} lacks {lacking!r}"
    extra = next((key for key in value if key not in known), None)
    if extra is not None and schema.get("additionalProperties") is False:
        return f"{path or 'the call'} has no {extra!r}"
    return next((found for key, item in value.items() if key in known and (found := problem(item, known[key], root, f"{path}.{key}".lstrip(".")))), "")
