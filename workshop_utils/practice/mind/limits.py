"""The limits that a JSON Schema sets to a string or number, and the emptiest value within them."""

import re

UNSAID = {"string": "", "integer": 0, "number": 0, "boolean": False}
FORMS = {"date": "1970-01-01", "date-time": "1970-01-01T00:00:00Z", "time": "00:00:00Z", "email": "unknown@example.invalid", "uri": "about:blank",
         "uuid": "00000000-0000-0000-0000-000000000000", "ipv4": "0.0.0.0", "duration": "PT0S"}


def fits(value, kind):
    return isinstance(value, {"string": str, "integer": int, "number": (int, float), "boolean": bool}.get(kind, object)) and (kind == "boolean" or not isinstance(value, bool))


def allowed(value, node):
    """Does a value keep the limits of its schema?"""
    if isinstance(value, str):
        return len(value) >= node.get("minLength", 0) and len(value) <= node.get("maxLength", len(value)) and (not node.get("pattern") or bool(re.search(node["pattern"], value)))
    step = node.get("multipleOf")
    return not (value < node.get("minimum", value) or value > node.get("maximum", value) or value <= node.get("exclusiveMinimum", value - 1)
                or value >= node.get("exclusiveMaximum", value + 1) or step and value % step)


def widened(value, node):
    """A value in the form that its schema's type wants."""
    return float(value) if node.get("type") == "number" and isinstance(value, float) else str(value) if node.get("type", "string") == "string" else value


def unsaid(node):
    """The emptiest value of a leaf: "" or 0, and only as much more as its format and limits demand."""
    kind = node.get("type", "string")
    if kind == "string":
        return FORMS.get(node.get("format"), "-" * node.get("minLength", 0))
    value = UNSAID.get(kind)
    if kind in ("integer", "number"):
        least, above = node.get("minimum"), node.get("exclusiveMinimum")
        value = least if least is not None and least > value else above + 1 if above is not None and above >= value else value
        most, below = node.get("maximum"), node.get("exclusiveMaximum")
        value = most if most is not None and most < value else below - 1 if below is not None and below <= value else value
    return value
