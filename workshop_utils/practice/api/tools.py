"""Tools of a request, whichever API it came by: checks, the choice among them, and what the mind is given of them."""

import json

from ..mind.conversation import ToolSpec
from .errors import ApiError
from .schemas import schema_problem


def check_function(name, parameters, strict, param):
    """Refuse a schema that is none, and a strict one that is not strict."""
    problem = schema_problem(parameters or {}, bool(strict and parameters is not None))
    if problem:
        raise ApiError(f"Invalid schema for function '{name}': {problem}", param=param,
                       code="invalid_function_parameters")


def check_format(name, schema, strict, param):
    """The same for the schema that an answer must follow."""
    problem = schema_problem(schema or {}, bool(strict))
    if problem:
        raise ApiError(f"Invalid schema for response_format '{name}': {problem}", param=param,
                       code="invalid_json_schema")


def check_names(names, param):
    """Refuse two tools of one name."""
    seen = set()
    for name in names:
        if name in seen:
            raise ApiError(f"Invalid value for '{param}': the function '{name}' is defined more than once.",
                           param=param, code="invalid_value")
        seen.add(name)


def spec(function) -> ToolSpec:
    """A function of a request, as the mind takes it."""
    return ToolSpec(function.name, function.description or "", function.parameters or {})


def allowed(specs, names, param) -> tuple[ToolSpec, ...]:
    """The tools that an allowed_tools choice leaves."""
    offered = {tool.name: tool for tool in specs}
    for name in names:
        if name not in offered:
            raise not_offered(name, param)
    return tuple(offered[name] for name in dict.fromkeys(names))


def not_offered(name, param) -> ApiError:
    """A choice that names a tool which the request does not have."""
    return ApiError(f"Tool choice '{name}' not found in 'tools' parameter.", param=param, code="invalid_value")


def arguments_of(text: str) -> dict:
    """A call's arguments as an object; text that is none (a fault, another model) becomes an empty one."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
