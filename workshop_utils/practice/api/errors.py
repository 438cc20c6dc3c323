"""The API's error objects, and the translation of pydantic's findings into them.

Every refusal is an ApiError: an HTTP status and {"error": {message, type, param, code}}.
"""

from pydantic import ValidationError


class ApiError(Exception):
    """A refusal as the API words it; `headers` go out with it."""

    def __init__(self, message, *, status=400, kind="invalid_request_error", param=None, code=None, headers=None):
        super().__init__(message)
        self.status, self.kind, self.param, self.code, self.headers = status, kind, param, code, headers or {}

    def body(self) -> dict:
        """The error object."""
        return {"error": {"message": str(self), "type": self.kind, "param": self.param, "code": self.code}}


def kind_of(value) -> str:
    """What JSON calls a value, without an article: "string", "array", "null"."""
    kinds = {type(None): "null", bool: "boolean", int: "integer", float: "decimal", str: "string", list: "array"}
    return kinds.get(type(value), "object")


def a(noun: str) -> str:
    """The noun with its article; null has none."""
    return noun if noun == "null" else ("an " if noun[0] in "aeio" else "a ") + noun


def listing(values, word="and") -> str:
    """'a', 'b', and 'c', quoted as the API does."""
    quoted = [f"'{value}'" for value in values]
    if len(quoted) < 3:
        return f" {word} ".join(quoted)
    return ", ".join(quoted[:-1]) + f", {word} {quoted[-1]}"


def invalid_type(param, expected, value) -> ApiError:
    """A value of the wrong JSON type."""
    message = f"Invalid type for '{param}': expected {expected}, but got {a(kind_of(value))} instead."
    return ApiError(message, param=param, code="invalid_type")


def invalid_value(param, value, supported) -> ApiError:
    """A value outside of a closed list."""
    are = "values are" if len(supported) > 1 else "value is"
    message = f"Invalid value: '{value}'. Supported {are}: {listing(supported)}."
    return ApiError(message, param=param, code="invalid_value")


def missing(param) -> ApiError:
    """A required parameter that was not sent."""
    return ApiError(f"Missing required parameter: '{param}'.", param=param, code="missing_required_parameter")


def unsupported(param, why="is not supported with this model") -> ApiError:
    """A legal parameter that the practice model cannot honour."""
    return ApiError(f"Unsupported parameter: '{param}' {why}.", param=param, code="unsupported_parameter")


def from_validation(error: ValidationError, body) -> ApiError:
    """The first of pydantic's findings as the API would report it."""
    first = error.errors(include_url=False)[0]
    param = param_path(first["loc"], body, first["type"])
    translate = _TRANSLATIONS.get(first["type"], _other)
    return translate(param, first["input"], first.get("ctx", {}), first)


def param_path(loc, body, kind) -> str:
    """pydantic's location as the API writes it, tools[0].function.name, without the names of union branches."""
    path, value = "", body
    for position, key in enumerate(loc):
        is_last = position == len(loc) - 1
        if isinstance(value, list) and isinstance(key, int):
            path, value = f"{path}[{key}]", value[key]
        elif isinstance(value, dict) and (key in value or (is_last and kind == "missing")):
            path, value = f"{path}.{key}", value.get(key)
    return path.lstrip(".")


def _type(expected):
    return lambda param, value, ctx, first: invalid_type(param, expected, value)


def _literal(param, value, ctx, first):
    supported = [part.strip().strip("'") for part in ctx["expected"].replace(" or ", ", ").split(",")]
    if not isinstance(value, str):
        return invalid_type(param, f"one of {listing(supported, 'or')}", value)
    return invalid_value(param, value, supported)


def _bound(key, sign, word):
    def translate(param, value, ctx, first):
        number = "integer" if isinstance(value, int) and isinstance(ctx[key], int) else "decimal"
        message = (f"Invalid '{param}': {number} {word} value. Expected a value {sign} {ctx[key]:g}, "
                   f"but got {value} instead.")
        side = "above_max" if "above" in word else "below_min"
        return ApiError(message, param=param, code=f"{number}_{side}_value")

    return translate


def _length(noun, key, word, length):
    def translate(param, value, ctx, first):
        bound, size = ctx[key], f"with length {len(value)}"
        code = f"{noun}_above_max_length" if word == "long" else f"{noun}_below_min_length"
        problem = f"{noun} too {word}"
        if not value:
            code, problem, size = f"empty_{noun}", f"empty {noun}", ""
        got = f"{a(noun)} {size}" if size else f"an empty {noun}"
        message = (f"Invalid '{param}': {problem}. Expected {a(noun)} with {length} length {bound}, "
                   f"but got {got} instead.")
        return ApiError(message, param=param, code=code)

    return translate


def _pattern(param, value, ctx, first):
    message = (f"Invalid '{param}': string does not match pattern. "
               f"Expected a string that matches the pattern '{ctx['pattern']}'.")
    return ApiError(message, param=param, code="invalid_value")


def _extra(param, value, ctx, first):
    return ApiError(f"Unknown parameter: '{param}'.", param=param, code="unknown_parameter")


def _branch(param, value, ctx, first):
    """A union: the value's JSON type, or its "type" or "role", is none of the branches."""
    branches = [tag.strip("'()") for tag in ctx["expected_tags"].split(", ")]
    key = ctx["discriminator"].removesuffix("()")
    if key == "kind":
        return invalid_type(param, "one of " + a(" or ".join(branches)), value)
    if not isinstance(value, dict):
        return invalid_type(param, "an object", value)
    if not isinstance(value[key], str):
        return invalid_type(f"{param}.{key}", f"one of {listing(branches, 'or')}", value[key])
    return invalid_value(f"{param}.{key}", value[key], branches)


def _other(param, value, ctx, first):
    return ApiError(f"Invalid '{param}': {first['msg']}.", param=param, code="invalid_value")


_TRANSLATIONS = {
    "missing": lambda param, *rest: missing(param),
    "extra_forbidden": _extra,
    "float_type": _type("a decimal"),
    "int_type": _type("an integer"),
    "int_from_float": _type("an integer"),
    "bool_type": _type("a boolean"),
    "string_type": _type("a string"),
    "list_type": _type("an array"),
    "dict_type": _type("an object"),
    "model_type": _type("an object"),
    "model_attributes_type": _type("an object"),
    "literal_error": _literal,
    "less_than_equal": _bound("le", "<=", "above maximum"),
    "greater_than_equal": _bound("ge", ">=", "below minimum"),
    "string_too_long": _length("string", "max_length", "long", "maximum"),
    "string_too_short": _length("string", "min_length", "short", "minimum"),
    "too_long": _length("array", "max_length", "long", "maximum"),
    "too_short": _length("array", "min_length", "short", "minimum"),
    "string_pattern_mismatch": _pattern,
    "union_tag_invalid": _branch,
    "union_tag_not_found": lambda param, value, ctx, first: missing(
        f"{param}.{ctx['discriminator'].removesuffix('()')}".lstrip(".")),
}
