"""Tools as the mind sees them: words of name and description, and flat views of parameters. Cached, for requests repeat their tools."""

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from . import roles, words


@dataclass(frozen=True, eq=False)
class Parameter:
    """One property of an object schema, with what its texts say. Compared by identity: views are cached, and hashing is then free."""

    name: str
    description: str
    type: str
    required: bool
    listed: bool
    nullable: bool
    enum: tuple
    schema_json: str
    words: tuple
    about: tuple
    role: str
    options: tuple
    unit: str
    decimal: bool
    default: object
    path: tuple

    @property
    def schema(self):
        return json.loads(self.schema_json)


@dataclass(frozen=True, eq=False)
class ToolView:
    """A tool with its words: `title` from the name, `about` from the description, `hints` from its parameters."""

    name: str
    description: str
    title: tuple
    about: tuple
    hints: tuple
    parameters: tuple
    leaves: tuple


def view(tool):
    """The cached view of a ToolSpec."""
    return _view(tool.name, tool.description or "", json.dumps(tool.parameters, sort_keys=False))


@lru_cache(maxsize=4096)
def _view(name, description, schema_json):
    parameters = read_parameters(json.loads(schema_json))
    if re.search(r"e-?mail", f"{name} {description}", re.IGNORECASE):
        parameters = tuple(replace(p, role="email") if p.name in ("to", "recipient", "cc", "bcc", "address", "sender_address") and p.type == "string" else p for p in parameters)
    hints = []
    for parameter in parameters:
        hints += parameter.words + parameter.about
        hints += [s for value in parameter.enum for s in words.content(str(value).replace("_", " "))]
    title = tuple(words.stem(w) for w in words.parts(name))
    return ToolView(name, description, title, words.content(description), tuple(hints), parameters, leaves(parameters))


def read_parameters(schema):
    """The parameters of an object schema, in their order."""
    schema = resolve(schema, schema)
    required = schema.get("required", [])
    return tuple(_parameter(name, resolve(node, schema), name in required)
                 for name, node in schema.get("properties", {}).items())


def resolve(node, root):
    """`node` with $ref, allOf of one, and a nullable anyOf folded away; nullable is kept as type [.., "null"]."""
    if not isinstance(node, dict):
        return {}
    if "$ref" in node:
        target = root
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target.get(key, {}) if key else target
        node = {**target, **{k: v for k, v in node.items() if k != "$ref"}}
    if "$defs" in root and "$defs" not in node:
        node = {**node, "$defs": root["$defs"]}
    choices = node.get("anyOf") or node.get("oneOf") or node.get("allOf")
    if choices:
        solid = [c for c in choices if c.get("type") != "null"]
        first = resolve(solid[0], root) if solid else {}
        rest = {k: v for k, v in node.items() if k not in ("anyOf", "oneOf", "allOf")}
        node = {**first, **rest, "nullable": len(solid) < len(choices)}
    return node


def leaves(parameters, inside=()):
    """The parameters with nested objects opened: each leaf knows its path and hears the words of its parents."""
    found = []
    for parameter in parameters:
        node = json.loads(parameter.schema_json)
        if parameter.type == "object" and node.get("properties"):
            nested = leaves(read_parameters(node), (*inside, parameter.name))
            found += [replace(p, about=p.about + parameter.words, required=p.required and parameter.required) for p in nested]
        else:
            found.append(replace(parameter, path=(*inside, parameter.name)))
    return tuple(found)


def _parameter(name, node, required):
    kinds = node.get("type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    nullable = bool(node.get("nullable")) or "null" in kinds
    kind = next((k for k in kinds if k != "null"), "")
    listed = node.get("enum") or ([node["const"]] if "const" in node else [])
    enum = tuple(v for v in listed if isinstance(v, (str, int, float)))     # words can name no list and no object
    if not kind and enum:
        kind = "string" if all(isinstance(v, str) for v in enum) else ""
    if not kind:
        kind = "object" if "properties" in node else "array" if "items" in node else "string"
    description = str(node.get("description", ""))
    stems, about = tuple(words.stem(w) for w in words.parts(name)), words.content(_plain(description))
    items = node.get("items") if isinstance(node.get("items"), dict) else {}
    role = roles.role_of(words.parts(name), _plain(description) if not re.search(r"YYYY|HH:MM", description) else description, kind, node.get("format") or items.get("format") or "")
    unit = roles.unit_of(words.parts(name), description)
    decimal = bool(re.search(r"\bdecimal|between 0 and 1|0 to 1|fraction|0\.\d", description)) and "percent" not in description.lower()
    return Parameter(name, description, kind, required and not nullable, required, nullable, enum, json.dumps(node), stems, about, role,
                     () if enum or kind not in ("string", "array") else roles.options_of(description), unit, decimal, _default(node, kind, description), ())


_DEFAULT = re.compile(r"[Dd]efaults?(?: value)?(?: is| to|:| =)?(?: set to)?\s*['\"‘“]?([\w.-]+)")


def _default(node, kind, description):
    """The default that the schema or its description states, as a value of the right type, or None."""
    if "default" in node:
        return node["default"]
    said = _DEFAULT.search(description)
    if not said:
        return None
    text = said.group(1).rstrip(".")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower())
    if kind in ("integer", "number"):
        return float(text) if kind == "number" and re.fullmatch(r"-?\d+(?:\.\d+)?", text) else int(text) if re.fullmatch(r"-?\d+", text) else None
    return text if kind == "string" and said.group(0)[-len(said.group(1)) - 1] in "'\"‘“" else None


def _plain(description):
    """The description without examples, whose words say nothing about what the parameter is called."""
    return re.sub(r"\((?:e\.g\.|for example|such as)[^)]*\)|\b(?:e\.g\.|for example|such as|like)\b.*$", " ", description)
