"""Every call that a strict schema permits, and those of them that the function itself refuses (lesson 05)."""

from datetime import date
from itertools import product

from ..tools import ToolError, as_tool


def permitted(tool, written: dict | None = None) -> list[dict]:
    """The arguments of every call that the strict schema of a tool permits.

    Args:
        tool: a function or a Tool
        written: for parameters without a list of values, what a model might write: {parameter: [values]}. Of these,
            what does not fit the schema is left out.

    Raises:
        ValueError: for a parameter that can hold endlessly many values, and for which none are given
    """
    tool = as_tool(tool)
    if not tool.strict:
        raise ValueError(f"{tool.name} can't be sent in strict mode ({tool.why_not_strict}): its schema permits any arguments.")
    return _values(tool.definition["parameters"], written or {}, tool.name)


def refusal(tool, arguments: dict) -> str:
    """What the function itself says against this call; "" if it takes it."""
    try:
        result(tool, arguments)
    except ToolError as error:
        return str(error)
    return ""


def result(tool, arguments: dict):
    """What the function returns for this call.

    Raises:
        ToolError: if it refuses
    """
    tool = as_tool(tool)
    try:
        return tool.function(**tool.read(arguments))
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise ToolError(str(error)) from error


def _values(schema: dict, written: dict, place: str) -> list:
    """All values of a schema, in the order in which it lists them."""
    if "enum" in schema or "const" in schema:
        return list(schema.get("enum") or [schema["const"]])
    if "anyOf" in schema:
        return [value for option in schema["anyOf"] for value in _values(option, written, place)]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return [value for kind in kinds for value in _of_kind(kind, schema, written, place)]


def _of_kind(kind: str, schema: dict, written: dict, place: str) -> list:
    if kind == "object":
        parts = [[(key, value) for value in _values(node, written, key)] for key, node in schema["properties"].items()]
        return [dict(chosen) for chosen in product(*parts)]
    if kind in ("boolean", "null"):
        return [True, False] if kind == "boolean" else [None]
    if place not in written:
        raise ValueError(f"{place} can hold endlessly many values (any {kind}). Name the values that it may have, with Literal[...].")
    return [value for value in written[place] if _fits(value, kind, schema)]


def _fits(value, kind: str, schema: dict) -> bool:
    if schema.get("format") == "date":
        return isinstance(value, str) and _is_date(value)
    kinds = {"string": str, "integer": int, "number": (int, float), "array": list}
    return isinstance(value, kinds[kind]) and not isinstance(value, bool)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
