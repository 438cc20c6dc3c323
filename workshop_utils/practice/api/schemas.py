"""JSON Schemas of tools and answers: are they schemas at all, and does a strict one keep the rules of strict mode?"""

import json
import re
from functools import lru_cache

_NOT_PERMITTED = ("allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas",
                  "patternProperties", "propertyNames", "contains", "minContains", "maxContains",
                  "unevaluatedItems", "unevaluatedProperties", "uniqueItems")
_MAX_DEPTH = 40


def schema_problem(schema: dict, strict: bool) -> str | None:
    """What is wrong with a schema, in the API's words; None where nothing is."""
    return _problem(json.dumps(schema, sort_keys=True), strict)


def is_strict(schema: dict | None) -> bool:
    """Whether a schema keeps all rules of strict mode."""
    return schema is not None and schema_problem(schema, True) is None


@lru_cache(maxsize=1024)
def _problem(text: str, strict: bool) -> str | None:
    schema = json.loads(text)
    if schema and schema.get("type") != "object":
        got = json.dumps(schema.get("type")) if "type" in schema else '"None"'
        return f"schema must be a JSON Schema of 'type: \"object\"', got 'type: {got}'."
    return _schema_problem(schema, ()) or (_strict_problem(schema, (), schema) if strict else None)


def _context(path) -> str:
    return str(tuple(path))


# ── any schema ───────────────────────────────────────────────────────────────────────────────
# Not jsonschema's own check of a schema: importing that takes a second in a kernel, and every first call would wait.

_TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")
_SHAPES = {
    "properties": dict, "$defs": dict, "definitions": dict, "required": list, "enum": list, "anyOf": list,
    "oneOf": list, "allOf": list, "prefixItems": list, "items": (dict, bool), "additionalProperties": (dict, bool),
    "description": str, "title": str, "pattern": str, "format": str, "$ref": str, "uniqueItems": bool,
    "minimum": (int, float), "maximum": (int, float), "exclusiveMinimum": (int, float),
    "exclusiveMaximum": (int, float), "multipleOf": (int, float), "minLength": int, "maxLength": int,
    "minItems": int, "maxItems": int, "minProperties": int, "maxProperties": int,
}


def _schema_problem(node, path) -> str | None:
    """The first thing that makes a schema none."""
    if isinstance(node, bool):
        return None
    if not isinstance(node, dict):
        return f"In context={_context(path)}, {json.dumps(node)} is not of type 'object', 'boolean'."
    if problem := _type_name_problem(node.get("type", "object")) or _value_problem(node):
        return f"In context={_context(path)}, {problem}"
    return next((found for step, child in _children(node) if (found := _schema_problem(child, path + step))), None)


def _type_name_problem(kind) -> str | None:
    names = kind if isinstance(kind, list) and kind else [kind]
    wrong = next((name for name in names if name not in _TYPES), None)
    return None if wrong is None and None not in names else (
        f"{json.dumps(wrong)} is not valid under any of the given schemas.")


def _value_problem(node) -> str | None:
    for keyword, shape in _SHAPES.items():
        value = node.get(keyword)
        if keyword in node and (not isinstance(value, shape) or isinstance(value, bool) and shape is int):
            return f"{json.dumps(value)} is not a value of '{keyword}'."
    for keyword in ("anyOf", "oneOf", "allOf", "enum"):
        if node.get(keyword) == []:
            return f"'{keyword}' should be non-empty."
    if not all(isinstance(name, str) for name in node.get("required", [])):
        return "'required' must be an array of strings."
    try:
        re.compile(node.get("pattern", ""))
    except re.error:
        return f"{json.dumps(node['pattern'])} is not a 'regex'."
    return None


# ── strict mode ──────────────────────────────────────────────────────────────────────────────


def _strict_problem(node, path, root) -> str | None:
    """The first broken rule of strict mode, depth first."""
    if not isinstance(node, dict):
        return f"In context={_context(path)}, schema must be an object."
    if len(path) > _MAX_DEPTH:
        return f"In context={_context(path[:4])}, the schema is nested too deeply."
    problem = _keyword_problem(node, root) or _object_problem(node) or _type_problem(node)
    if problem:
        return f"In context={_context(path)}, {problem}"
    for step, child in _children(node):
        if found := _strict_problem(child, path + step, root):
            return found
    return None


def _keyword_problem(node, root) -> str | None:
    for keyword in _NOT_PERMITTED:
        if keyword in node:
            return f"'{keyword}' is not permitted."
    if "$ref" not in node:
        return None
    if siblings := sorted(set(node) - {"$ref"}):
        return f"$ref cannot have keywords {{{', '.join(map(repr, siblings))}}}."
    return None if _resolves(node["$ref"], root) else (
        f"reference to component '{node['$ref']}' which was not found in the schema.")


def _resolves(reference, root) -> bool:
    target = root
    for step in reference.removeprefix("#").strip("/").split("/"):
        if step and not (isinstance(target, dict) and step in target):
            return False
        target = target[step] if step else target
    return reference.startswith("#")


def _object_problem(node) -> str | None:
    if node.get("type") != "object" and "properties" not in node:
        return None
    if node.get("additionalProperties", True) is not False:
        return "'additionalProperties' is required to be supplied and to be false."
    properties, required = node.get("properties", {}), node.get("required", [])
    wanted = "'required' is required to be supplied and to be an array including every key in properties."
    for name in properties:
        if name not in required:
            return f"{wanted} Missing '{name}'."
    for name in required:
        if name not in properties:
            return f"{wanted} Extra required key '{name}' supplied."
    return None


def _type_problem(node) -> str | None:
    if not node.keys() & {"type", "anyOf", "$ref", "enum", "const"}:
        return "schema must have a 'type' key."
    if node.get("type") == "array" and not node.keys() & {"items", "prefixItems"}:
        return "array schema missing items."
    return None


def _children(node):
    """The schemas inside a schema, each with its place."""
    for keyword in ("properties", "$defs", "definitions"):
        for name, child in node.get(keyword, {}).items():
            yield (keyword, name), child
    for keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for number, child in enumerate(node.get(keyword, [])):
            yield (keyword, str(number)), child
    if "items" in node:
        yield ("items",), node["items"]
