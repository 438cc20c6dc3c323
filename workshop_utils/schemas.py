"""JSON Schema of a function's arguments: what the function accepts, and the strict form that is sent where one exists."""

# What strict mode knows; other words are dropped from the strict form (the function still checks them).
STRICT_FORMATS = {"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"}
STRICT_WORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs",
                "description", "pattern", "format", "multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum",
                "minItems", "maxItems"}
DEEPEST = 10                # levels of nested objects in strict mode
JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


class NotStrict(Exception):
    """The schema has something that strict mode can't hold; the message says what."""


def natural(schema: dict) -> dict:
    """What pydantic wrote, made readable: definitions inlined (recursive ones kept), titles removed."""
    definitions = schema.pop("$defs", {})
    recursive = {key for key in definitions if _reaches(definitions, key, key)}
    schema = _tidy(schema, definitions, recursive)
    if recursive:
        schema["$defs"] = {key: _tidy(definitions[key], definitions, recursive) for key in sorted(recursive)}
    schema.setdefault("properties", {})
    schema.setdefault("required", [])
    return schema


def strict(schema: dict) -> dict:
    """The form that strict mode asks for: closed objects, everything required, optional values nullable.

    Source: OpenAI, Structured Outputs guide ("all fields must be required … emulate an optional parameter with a
    union with null").

    Raises:
        NotStrict: naming the place that strict mode can't hold
    """
    return _strict(schema, "arguments", 0)


def _reaches(definitions: dict, start: str, goal: str, seen=()) -> bool:
    """Does the definition `start` refer to `goal`, directly or through others?"""
    names = _references(definitions.get(start, {}))
    return goal in names or any(_reaches(definitions, n, goal, (*seen, start)) for n in names if n not in (*seen, start))


def _references(node) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"].rsplit("/", 1)[-1]] if isinstance(node.get("$ref"), str) else []
        return own + [name for value in node.values() for name in _references(value)]
    return [name for value in node for name in _references(value)] if isinstance(node, list) else []


def _tidy(node, definitions: dict, recursive: set, is_names: bool = False):
    """Inline references, and drop generated titles."""
    if isinstance(node, list):
        return [_tidy(item, definitions, recursive) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and not is_names:
        name, beside = node["$ref"].rsplit("/", 1)[-1], {k: v for k, v in node.items() if k != "$ref"}
        if name not in recursive:
            return _tidy({**definitions[name], **beside}, definitions, recursive)
        return {"anyOf": [{"$ref": node["$ref"]}], **beside} if beside else node
    if is_names:
        return {key: _tidy(value, definitions, recursive) for key, value in node.items()}
    return {key: _tidy(value, definitions, recursive, is_names=key in ("properties", "$defs")) if key not in ("default", "enum", "const")
            else value for key, value in node.items() if not (key == "title" and isinstance(value, str))}


def _strict(node: dict, place: str, depth: int) -> dict:
    if "$ref" in node:
        return dict(node)
    for word, reason in (("prefixItems", "a tuple of fixed length"), ("allOf", "several schemas at once"), ("not", "a negation")):
        if word in node:
            raise NotStrict(f"{place} is {reason}")
    kept = {key: value for key, value in node.items() if key in STRICT_WORDS}
    if kept.get("format") not in STRICT_FORMATS:
        kept.pop("format", None)
    if "(?" in kept.get("pattern", ""):
        del kept["pattern"]                       # lookaround, as in pydantic's Decimal, is not in strict mode's regex
    if "enum" in kept and "type" not in kept:     # Literal["a", 1]: strict mode asks for a type all the same
        kept["type"] = list(dict.fromkeys(JSON_TYPES[type(value)] for value in kept["enum"]))
    options = node.get("anyOf") or node.get("oneOf")
    if options:
        kept["anyOf"] = [_strict(option, place, depth) for option in options]
    elif "type" not in kept:
        raise NotStrict(f"{place} has no type")
    if kept.get("type") == "array":
        kept["items"] = _strict(node.get("items", {}), f"each item of {place}", depth)
    return _strict_object(kept, place, depth) if kept.get("type") == "object" else kept


def _strict_object(node: dict, place: str, depth: int) -> dict:
    if node.get("additionalProperties") or "properties" not in node:
        raise NotStrict(f"{place} is an object with free keys")
    if depth == DEEPEST:
        raise NotStrict(f"{place} is nested deeper than {DEEPEST} levels")
    required = node.get("required", [])
    properties = {}
    for key, value in node["properties"].items():
        inner = _strict(value, key, depth + 1)
        properties[key] = inner if key in required else nullable(inner)
    closed = {**node, "properties": properties, "required": list(properties), "additionalProperties": False}
    if "$defs" in node:
        closed["$defs"] = {key: _strict(value, key, depth + 1) for key, value in node["$defs"].items()}
    return closed


def nullable(node: dict) -> dict:
    """`node`, or null."""
    if admits_null(node):
        return node
    if isinstance(node.get("type"), str) and "const" not in node:
        return {**node, "type": [node["type"], "null"], **({"enum": [*node["enum"], None]} if "enum" in node else {})}
    outside = {key: node[key] for key in ("description",) if key in node}
    inside = {key: value for key, value in node.items() if key not in outside}
    options = inside["anyOf"] if set(inside) == {"anyOf"} else [inside]
    return {"anyOf": [*options, {"type": "null"}], **outside}


def admits_null(node: dict) -> bool:
    """Does this schema accept null?"""
    kinds = node.get("type")
    if kinds == "null" or isinstance(kinds, list) and "null" in kinds or not (set(node) - {"description", "default"}):
        return True
    return any(admits_null(option) for option in node.get("anyOf", []))
