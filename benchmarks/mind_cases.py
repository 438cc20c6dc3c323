"""Natural requests with the functions on offer and the right calls, written for this course: mind_cases/*.txt.

One case is a block of lines: `? request`, then per function `- name: description | parameter: type! description | ...`
(`!` marks a required one, `string(a, b)` a choice, `array[integer]` a list, `object! ... {x: number! East}` a flat object),
then per right call `= name {"argument": value}`, or `= none`.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "mind_cases"
PARAMETER = re.compile(r"\s*([\w.\- ]+?)\s*:\s*(string|integer|number|boolean|object|array)(?:\[(\w+)\])?(!?)(?:\(([^)]*)\))?(!?)\s*(.*)$", re.DOTALL)
FIELD = re.compile(r",\s*(?=\w+\s*:\s*(?:string|integer|number|boolean|array))")


@dataclass(frozen=True)
class Case:
    """A request, the functions on offer as (name, description, JSON Schema), and the right (name, arguments) pairs."""

    text: str
    tools: tuple
    calls: tuple
    source: str

    @property
    def kind(self):
        """simple, multiple, parallel, parallel multiple, or none."""
        if not self.calls:
            return "none"
        if len(self.calls) == 1:
            return "simple" if len(self.tools) == 1 else "multiple"
        return "parallel" if len(self.tools) == 1 else "parallel multiple"


def load(folder=FOLDER):
    """All cases of a folder, file by file.

    Raises:
        ValueError: naming the file and the request of a block that does not hold a case
    """
    return [case for path in sorted(folder.glob("*.txt")) for case in read(path)]


def read(path):
    """The cases of one file."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        try:
            if lines:
                yield _case(lines, path.stem)
        except (AttributeError, StopIteration, ValueError) as error:
            raise ValueError(f"{path.name}: {lines[0][:80]!r} is no case: {error}") from error


def _case(lines, source):
    text = next(line[1:].strip() for line in lines if line.startswith("?"))
    tools = tuple(_tool(line[2:]) for line in lines if line.startswith("- "))
    calls = [line[1:].strip().partition(" ") for line in lines if line.startswith("=")]
    if not tools or not calls:
        raise ValueError("a function or the right call is missing")
    return Case(text, tools, tuple((_api_name(name), json.loads(arguments or "{}")) for name, _, arguments in calls if name != "none"), source)


def _tool(line):
    head, *parameters = re.split(r"\s\|\s", line)
    name, _, about = head.partition(":")
    return _api_name(name), about.strip(), _object(parameters)


def _api_name(name):
    """A dotted name as the API takes it."""
    return re.sub(r"[^\w-]", "_", name.strip())


def _object(parameters):
    rows = [_parameter(text) for text in parameters]
    return {"type": "object", "properties": {name: node for name, node, _ in rows}, "required": [name for name, _, needed in rows if needed]}


def _parameter(text):
    name, kind, item, early, choice, late, about = PARAMETER.match(text).groups()
    node = {"type": kind}
    if kind == "array":
        node["items"] = {"type": item or "string"}
    if choice:
        node["enum"] = [value.strip() for value in choice.split(",")]
    fields = re.search(r"\{(.*)\}\s*$", about) if kind == "object" else None
    if fields:
        about = about[: fields.start()].strip()
        node.update(_object(FIELD.split(fields[1])))
    return name, {**node, "description": about} if about else node, bool(early or late)
