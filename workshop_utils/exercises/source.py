"""What an exercise's solution defines, and the starter cell that follows from it: one source, so that they can't drift."""

import ast
import inspect
import textwrap
from dataclasses import dataclass

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Definition:
    """A name that the solution defines. `kind` is "def", "async def", "class" or "value"; `arguments` as written."""

    name: str
    kind: str
    arguments: str = ""
    needed: int = 0
    yields: bool = False

    @property
    def noun(self) -> str:
        """What it is called in a sentence."""
        return {"class": "class", "value": "answer"}.get(self.kind, "function")


def source_of(solution) -> str:
    """The code of a solution given as a string, or as a function or class."""
    code = solution if isinstance(solution, str) else inspect.getsource(solution)
    return textwrap.dedent(code).strip("\n") + "\n"


def definitions(source: str) -> dict[str, Definition]:
    """What this code defines at its top level, by name."""
    found: dict[str, Definition] = {}
    for node in ast.parse(source).body:
        for name in _names(node):
            found[name] = _definition(node, name)
    return found


def starter_of(source: str, names) -> str:
    """The starter cell: of `names` the signatures and docstrings, and a `...` for what is to be written."""
    lines, parts = source.splitlines(), []
    for node in ast.parse(source).body:
        wanted = [name for name in _names(node) if name in names]
        if wanted and isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            parts.append("\n".join(_emptied(node, lines)))
        else:
            parts += [f"{name} = ..." for name in wanted]
    functions = any("\n" in part for part in parts)
    return ("\n\n\n" if functions else "\n").join(parts) + "\n"


def same_code(one: str, other: str) -> bool:
    """Do both say the same, whatever their comments and blank lines?"""
    try:
        return ast.dump(ast.parse(textwrap.dedent(one))) == ast.dump(ast.parse(textwrap.dedent(other)))
    except SyntaxError:
        return False


def part_of(source: str, name: str) -> str:
    """The code that defines `name` in this source; "" if nothing does."""
    for node in ast.parse(source).body:
        if name in _names(node):
            return ast.get_source_segment(source, node) or ""
    return ""


def _names(node) -> list[str]:
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def _definition(node, name: str) -> Definition:
    if isinstance(node, ast.ClassDef):
        return Definition(name, "class")
    if not isinstance(node, FUNCTIONS):
        return Definition(name, "value")
    needed = len(node.args.posonlyargs + node.args.args) - len(node.args.defaults)
    kind = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    return Definition(name, kind, ast.unparse(node.args), needed, any(_yields(line) for line in node.body))


def _yields(node) -> bool:
    """Does this statement yield for its own function, not for one defined inside?"""
    if isinstance(node, (*FUNCTIONS, ast.Lambda)):
        return False
    return isinstance(node, ast.Yield | ast.YieldFrom) or any(_yields(child) for child in ast.iter_child_nodes(node))


def _emptied(node, lines: list[str]) -> list[str]:
    """The lines of a function or class down to its docstring, then `...`; of a class, each method so."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    body, documented = node.body, ast.get_docstring(node) is not None
    indent = " " * body[0].col_offset
    head = lines[first - 1: body[0].end_lineno if documented else body[0].lineno - 1]
    if not isinstance(node, ast.ClassDef):
        return [*head, f"{indent}..."]
    members = [member for member in body if isinstance(member, FUNCTIONS)]
    if members and not documented:
        head = head[: min([members[0].lineno, *(one.lineno for one in members[0].decorator_list)]) - first]
    return head + [line for member in members for line in ["", *_emptied(member, lines)]][not documented:]
