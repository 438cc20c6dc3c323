"""A tool that dispatches many functions ("create_task") is to the mind as many tools: unfolded before it thinks, folded back in its calls."""

import re
from dataclasses import dataclass, replace

from .conversation import Call, ToolSpec

DEEPEST = 4         # wrappers ($ref, nullable, anyOf in anyOf) that are opened around a variant
COMPOUND = frozenset(("anyOf", "oneOf", "allOf", "$ref", "properties"))
DEFS = ("$defs", "definitions")


@dataclass(frozen=True)
class Variant:
    """One function inside a dispatching tool: its parameter's name, and the constants that name the function there."""

    outer: str
    parameter: str
    constants: dict
    beside: frozenset       # parameters of the outer tool that are not the function's own

    def folded(self, arguments):
        """Arguments of the function as those of the outer tool."""
        inner = {k: v for k, v in arguments.items() if k not in self.beside}
        return {self.parameter: {**self.constants, **inner}, **{k: v for k, v in arguments.items() if k in self.beside}}

    def unfolded(self, arguments):
        """Arguments of the outer tool as those of the function, or None where they call another one."""
        inner = arguments.get(self.parameter) if isinstance(arguments, dict) else None
        if not isinstance(inner, dict) or any(inner.get(k) != v for k, v in self.constants.items()):
            return None
        return {k: v for k, v in inner.items() if k not in self.constants} | {k: v for k, v in arguments.items() if k in self.beside}


def unfolded(conversation):
    """(the conversation with each dispatching tool as one tool per function, {name of such a tool: its Variant})."""
    taken, tools, variants = {tool.name for tool in conversation.tools}, [], {}
    for tool in conversation.tools:
        found = _variants(tool)
        for name, variant, spec in found:
            while name in taken:        # a trailing "_" is no word of a name
                name += "_"
            taken.add(name)
            variants[name] = variant
            tools.append(replace(spec, name=name))
        tools += [] if found else [tool]
    if not variants:
        return conversation, {}
    choice, items = conversation.tool_choice, tuple(_item(item, variants) for item in conversation.items)
    if any(v.outer == choice for v in variants.values()):
        tools, choice = [t for t in tools if t.name in variants and variants[t.name].outer == choice], "required"
    return replace(conversation, tools=tuple(tools), items=items, tool_choice=choice), variants


def folded(answer, variants):
    """The answer with the calls of functions as calls of the tools that dispatch them."""
    return replace(answer, calls=tuple((variants[n].outer, variants[n].folded(a)) if n in variants else (n, a) for n, a in answer.calls))


def _item(item, variants):
    if isinstance(item, Call):
        for name, variant in variants.items():
            inner = variant.unfolded(item.arguments) if variant.outer == item.name else None
            if inner is not None:
                return replace(item, name=name, arguments=inner)
    return item


def _variants(tool):
    """[(function's name, Variant, ToolSpec)] of a tool whose one required parameter is one of several named objects; else []."""
    root = tool.parameters if isinstance(tool.parameters, dict) else {}
    nodes = root.get("properties") if isinstance(root.get("properties"), dict) else {}
    if not any(isinstance(node, dict) and not COMPOUND.isdisjoint(node) for node in nodes.values()):
        return []
    required = [k for k in root.get("required") or [] if k in nodes] if isinstance(root.get("required"), list) else []
    found = {name: objects for name in nodes if (objects := _objects(nodes[name], root, DEEPEST))}
    hosts = [name for name in found if _keys(found[name])]
    if len(hosts) != 1 or any(not _nullable(nodes[k], root) for k in required if k not in hosts):
        return []
    beside = {k: v for k, v in nodes.items() if k not in hosts}
    key = _keys(found[hosts[0]])[0]
    return [_variant(tool, hosts[0], key, node, beside) for node in found[hosts[0]]]


def _variant(tool, parameter, key, node, beside):
    root, own = tool.parameters, node["properties"]
    constants = {k: _constant(v) for k, v in own.items() if _constant(v) is not None}
    beside = {k: v for k, v in beside.items() if k not in own}
    listed = [k for k in _listed(node) if k not in constants] + [k for k in _listed(root) if k in beside]
    schema = {"type": "object", "properties": {**{k: v for k, v in own.items() if k not in constants}, **beside}, "required": listed}
    schema |= {k: root[k] for k in DEFS if k in root} | ({"additionalProperties": False} if node.get("additionalProperties") is False else {})
    about = " ".join(str(text).strip() for text in (node.get("description", ""), tool.description) if text)
    name = re.sub(r"[^\w.-]+", "_", constants[key]).strip("_") or key
    return name, Variant(tool.name, parameter, constants, frozenset(beside)), ToolSpec(name, about, schema)


def _listed(node):
    return [k for k in node["required"] if isinstance(k, str)] if isinstance(node.get("required"), list) else []


def _objects(node, root, depth):
    """The objects that a schema is one of, through $ref, anyOf, oneOf and nullable wrappers; [] where it may be something else."""
    node = _pointed(node, root)
    if node is None or depth < 0:
        return []
    choices = next((node[k] for k in ("anyOf", "oneOf", "allOf") if isinstance(node.get(k), list)), None)
    if choices is None:
        return [node] if isinstance(node.get("properties"), dict) and node["properties"] else []
    if "allOf" in node and len(choices) != 1:
        return []
    solid = [c for c in choices if not (isinstance(c, dict) and c.get("type") == "null")]
    opened = [_objects(c, root, depth - 1) for c in solid]
    return [one for row in opened for one in row] if all(opened) else []


def _pointed(node, root):
    """The node that a $ref points at, with what stands beside it; None where it points nowhere."""
    for _ in range(DEEPEST):
        if not isinstance(node, dict):
            return None
        if not isinstance(node.get("$ref"), str):
            return node
        target = root
        for key in node["$ref"].removeprefix("#").strip("/").split("/"):
            target = target.get(key) if isinstance(target, dict) and key else None
        node = {**target, **{k: v for k, v in node.items() if k != "$ref"}} if isinstance(target, dict) else None
    return None


def _nullable(node, root):
    node = _pointed(node, root) or {}
    kinds = node.get("type")
    choices = [c for k in ("anyOf", "oneOf") if isinstance(node.get(k), list) for c in node[k]]
    return isinstance(kinds, list) and "null" in kinds or any(isinstance(c, dict) and c.get("type") == "null" for c in choices)


def _constant(node):
    """The one string that a property may be, or None."""
    if not isinstance(node, dict):
        return None
    listed = node.get("enum") if isinstance(node.get("enum"), list) else []
    value = node.get("const", listed[0] if len(listed) == 1 else None)
    return value if isinstance(value, str) and value else None


def _keys(objects):
    """Properties that are a constant in every object, and another one in each: they name the function."""
    rows = [{k: _constant(v) for k, v in node["properties"].items() if _constant(v) is not None} for node in objects]
    return [k for k in rows[0] if all(k in row for row in rows) and len({row.get(k) for row in rows}) == len(rows)]
