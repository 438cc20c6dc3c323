"""From the text that a model wrote to typed arguments, or to a message that says exactly what was wrong and what would be right."""

import difflib
import json

import pydantic

LONGEST_MESSAGE = 800       # characters of an error that go back to the model
LONGEST_VALUE = 80          # characters of a wrong value shown in it


class ToolError(Exception):
    """What went wrong with a call, in words for the model: bounded, with the way out, without a traceback."""

    def __init__(self, message: str):
        super().__init__(shortened(message, LONGEST_MESSAGE))


def shortened(text: str, longest: int) -> str:
    """`text`, cut in its middle to at most `longest` characters."""
    if len(text) <= longest:
        return text
    head = (longest - 3) * 2 // 3
    return f"{text[:head]}...{text[len(text) - (longest - 3 - head):]}"


def shown(value) -> str:
    """A value as JSON, short enough for a message."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=repr)
    except (TypeError, ValueError, RecursionError):
        text = repr(value)
    return shortened(text, LONGEST_VALUE)


def parse(text: str, name: str) -> dict:
    """The JSON object in `text`; an empty text is an empty object, as some models write it.

    Raises:
        ToolError: for anything but one JSON object without repeated keys and without NaN
    """
    if not text.strip():
        return {}
    try:
        value = json.loads(text, object_pairs_hook=_unique(name), parse_constant=_no_constant(name))
    except json.JSONDecodeError as error:
        raise ToolError(_bad_json(text, name, error)) from None
    except (ValueError, RecursionError) as error:            # thousands of digits, or of brackets
        raise ToolError(f"Arguments of {name} can't be read: {error}. Send a smaller object.") from None
    if not isinstance(value, dict):
        raise ToolError(f"Arguments of {name} must be one JSON object of named arguments, got "
                        f"{_kind(value)}: {shown(value)}.")
    return value


def validate(adapter: pydantic.TypeAdapter, schema: dict, arguments: dict, name: str) -> dict:
    """Typed values by name. Nulls that stand for "not given" (as strict mode sends them) are left out first.

    Raises:
        ToolError: naming each wrong argument (three at most), its value, and what would be right
    """
    given = without_nulls(arguments, schema, schema.get("$defs", {}))
    try:
        return dict(adapter.validate_python(given))
    except pydantic.ValidationError as error:
        raise ToolError(_message(error, schema, name)) from None
    except RecursionError:
        raise ToolError(f"Arguments of {name} are nested too deeply. Send a flatter object.") from None


def without_nulls(value, schema: dict, definitions: dict):
    """`value` without the nulls of optional properties that do not admit null: there null means "use the default"."""
    schema = _resolved(schema, definitions)
    if isinstance(value, list):
        return [without_nulls(item, schema.get("items", {}), definitions) for item in value] if "items" in schema else value
    if not isinstance(value, dict):
        return value
    branch = _branch(value, schema, definitions)
    if branch is None:
        return value
    properties, required = branch["properties"], branch.get("required", [])
    return {key: without_nulls(item, properties.get(key, {}), definitions) for key, item in value.items()
            if not (item is None and key in properties and key not in required
                    and not _admits_null(properties[key], definitions))}


def _branch(value: dict, schema: dict, definitions: dict) -> dict | None:
    """Which of the objects that a schema allows is meant: the first whose required keys and constants fit."""
    options = (schema, *schema.get("anyOf", ()), *schema.get("oneOf", ()))
    branches = [b for b in (_resolved(option, definitions) for option in options) if "properties" in b]
    fitting = (b for b in branches if set(b.get("required", ())) <= set(value) and all(
        "const" not in node or value.get(key, node["const"]) == node["const"] for key, node in b["properties"].items()))
    return next(fitting, branches[0] if branches else None)


def describe(schema: dict, definitions: dict | None = None) -> str:
    """A schema in words: `a number`, `"red" or "blue"`, `a list of integers`."""
    schema = _resolved(schema, definitions or {})
    if "enum" in schema:
        return _or([shown(value) for value in schema["enum"][:12]])
    if "const" in schema:
        return shown(schema["const"])
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return _or(list(dict.fromkeys(describe(option, definitions) for option in options)))
    kind = schema.get("type")
    if isinstance(kind, list):
        return _or([describe({**schema, "type": one}) for one in kind])
    formats = {"date": "a date (YYYY-MM-DD)", "date-time": "a date and time (ISO 8601)", "time": "a time (HH:MM:SS)",
               "duration": "a duration (ISO 8601, e.g. PT30M)", "uuid": "a UUID", "email": "an email address"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    if kind == "array" and schema.get("items"):
        return f"a list of {_plural(describe(schema['items'], definitions))}"
    if kind == "object" and schema.get("properties"):
        return f"an object with {', '.join(schema['properties'])}"
    return {"string": "a string", "number": "a number", "integer": "an integer", "boolean": "true or false",
            "array": "a list", "object": "an object", "null": "null"}.get(kind, "any value")


def nearest(name: str, names: list[str]) -> str | None:
    """The name most like `name`, if any is like it."""
    found = difflib.get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    return next((n for n in names if n.lower() == found[0]), None) if found else None


# ── the messages ──────────────────────────────────────────────────────────────────────────────────────


def _bad_json(text: str, name: str, error: json.JSONDecodeError) -> str:
    wanted = {"Expecting ',' delimiter": 'expected ","', "Expecting ':' delimiter": 'expected ":"',
              "Expecting value": "expected a value", "Extra data": "expected nothing more",
              "Expecting property name enclosed in double quotes": "expected a name in double quotes",
              "Unterminated string starting at": "a string has no end",
              }.get(error.msg, error.msg[:1].lower() + error.msg[1:])
    start = max(0, error.pos - 60)
    excerpt = ("..." if start else "") + text[start:error.pos + 60] + ("..." if error.pos + 60 < len(text) else "")
    return f"Arguments of {name} were not valid JSON: {wanted} after position {error.pos}: {excerpt}. Send the whole object again."


def _unique(name: str):
    def read(pairs):
        seen: dict = {}
        for key, value in pairs:
            if key in seen:
                raise ToolError(f"Arguments of {name} give {shown(key)} twice ({shown(seen[key])} and {shown(value)}). Give it once.")
            seen[key] = value
        return seen
    return read


def _no_constant(name: str):
    def refuse(constant):
        raise ToolError(f"Arguments of {name} contain {constant}, which is not JSON. Use a number, or leave it out.")
    return refuse


def _message(error: pydantic.ValidationError, schema: dict, name: str) -> str:
    """One sentence for each wrong place, then the arguments there are."""
    definitions, sentences = schema.get("$defs", {}), {}
    for problem in error.errors(include_url=False):
        path, node = _place(problem["loc"], schema, definitions)
        sentences.setdefault(path, _sentence(problem, path, node, name, schema, definitions))
    more = f" And {len(sentences) - 3} more." if len(sentences) > 3 else ""
    text = " ".join(list(sentences.values())[:3]) + more
    structural = any(p["type"] in ("missing", "extra_forbidden") and len(p["loc"]) == 1 for p in error.errors(include_url=False))
    return f"{text} {_signature(schema, definitions)}" if structural else text


def _sentence(problem: dict, path: str, node: dict, name: str, schema: dict, definitions: dict) -> str:
    if problem["type"] == "missing":
        return f'{name} needs "{path}"{" (" + describe(node, definitions) + ")"}.'
    if problem["type"] == "extra_forbidden":
        place, parent = _place(problem["loc"][:-1], schema, definitions)
        inside = f" in {place}" if place else ""
        close = nearest(str(problem["loc"][-1]), list(parent.get("properties", {})))
        return f'{name} has no argument "{problem["loc"][-1]}"{inside}.' + (f' Did you mean "{close}"?' if close else "")
    if problem["type"].startswith("union_tag"):
        return _wrong_tag(problem, path, node, definitions)
    bound = problem["msg"].startswith("Input should be") and problem["type"].startswith(("greater", "less", "multiple", "finite"))
    if bound or not node or problem["type"] in ("value_error", "assertion_error") or problem["type"].startswith("string_"):
        said = problem["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ").replace("Input should", "must", 1)
        wanted = said.replace("String should", "must", 1)
    else:
        wanted = f"must be {describe(node, definitions)}"
    if problem["type"] == "string_type":
        wanted = "must be a string"
    return f"{path} {wanted}, got {shown(problem['input'])}."


def _wrong_tag(problem: dict, path: str, node: dict, definitions: dict) -> str:
    """A union told apart by one property: what that property may be."""
    key = problem["ctx"]["discriminator"].strip("'")
    tags = [_resolved(option, definitions)["properties"][key] for option in node.get("oneOf", ())]
    got = shown(problem["input"].get(key)) if isinstance(problem["input"], dict) and key in problem["input"] else "nothing"
    return f"{path}.{key} must be {_or([describe(tag, definitions) for tag in tags])}, got {got}."


def _place(loc: tuple, schema: dict, definitions: dict) -> tuple[str, dict]:
    """The path of an error as text, and the schema there; stops where the path names branches of a union."""
    path, node = "", schema
    for step in loc:
        node = _resolved(node, definitions)
        options = [node, *(_resolved(o, definitions) for o in node.get("anyOf", node.get("oneOf", ())))]
        if isinstance(step, int) and (inner := next((o["items"] for o in options if "items" in o), None)) is not None:
            path, node = f"{path}[{step}]", inner
        elif inner := [o["properties"][step] for o in options if step in o.get("properties", {})]:
            path, node = f"{path}.{step}" if path else str(step), {"anyOf": inner} if len(inner) > 1 else inner[0]
        elif step == loc[0] or "additionalProperties" in node and isinstance(node["additionalProperties"], dict):
            path, node = f"{path}.{step}" if path else str(step), node.get("additionalProperties") or {}
            node = node if isinstance(node, dict) else {}
    return path, _resolved(node, definitions)


def _signature(schema: dict, definitions: dict) -> str:
    parts = []
    for key, node in schema.get("properties", {}).items():
        values = f" ({describe(node, definitions)})" if "enum" in _resolved(node, definitions) else ""
        parts.append(f"{key}{values}" + ("" if key in schema.get("required", []) else " (optional)"))
    return f"Arguments: {', '.join(parts)}." if parts else "It takes no arguments."


def _resolved(schema: dict, definitions: dict) -> dict:
    seen = 0
    while isinstance(schema, dict) and ("$ref" in schema or list(schema) == ["anyOf"] and len(schema["anyOf"]) == 1) and seen < 20:
        schema = definitions.get(schema["$ref"].rsplit("/", 1)[-1], {}) if "$ref" in schema else schema["anyOf"][0]
        seen += 1
    return schema if isinstance(schema, dict) else {}


def _admits_null(schema: dict, definitions: dict) -> bool:
    from .schemas import admits_null
    return admits_null(_resolved(schema, definitions))


def _kind(value) -> str:
    return {list: "an array", str: "a string", int: "a number", float: "a number", bool: "true or false"}.get(type(value), "null")


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _plural(words: str) -> str:
    article, _, noun = words.partition(" ")
    head, joint, rest = noun.partition(" with ")
    return f"{head}s{joint}{rest}" if article in ("a", "an") and head.isalpha() else words
