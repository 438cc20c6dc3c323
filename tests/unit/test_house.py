"""The house holds together: imports point down, one list of dependencies, files that read in one sitting."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workshop_utils"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONSTRAINTS = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
               if line and not line.startswith("#")]

# From the bottom to the top; rooms of one line do not see each other. A new file says here where it stands.
FLOORS = [
    ["settings", "bridge", "completions"],
    ["connection", "model"],
    ["trace"],
    ["search"],
    ["harbor_bank"],
    ["tools signatures schemas arguments"],
    ["agents"],
    ["chat"],
    ["tasks boards", "realtime", "dynamic", "memory", "toolbox"],
    ["durable steps worker locks"],
    ["show"],
    ["exercises"],
    ["cli commands"],
    ["__init__"],
]
FLOOR = {name: (level, room) for level, rooms in enumerate(FLOORS) for room in rooms for name in room.split()}
# Lessons and their exercises may ask the practice model for faults; otherwise it is one server among others.
MAY_IMPORT_PRACTICE = {"connection", "cli", "commands", "exercises"}
LINES = 300
LINES_OF_CODE = 3000      # of the helper package: not of the practice model, the pictures, and what lessons are about
CONTENT = ("practice", "show", "exercises", "harbor_bank")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported_by(path: Path):
    """The rooms that a file imports, wherever in it, relative or by name."""
    inside = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            base = [*inside[:len(inside) - node.level + 1]] if node.level else []
            module = [*base, *(node.module or "").split(".")] if node.module else base
            names = [[*module, alias.name] for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        yield from (name[1] if name[1] in FLOOR or name[1] == "practice" else "__init__"
                    for name in names if name[0] == "workshop_utils" and len(name) > 1)


@pytest.mark.parametrize("path", [path for path in SOURCES if room_of(path) not in ("practice", "__init__")],
                         ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    assert room_of(path) in FLOOR, f"say in FLOORS where {room_of(path)} stands"
    level, room = FLOOR[room_of(path)]
    for imported in rooms_imported_by(path):
        if imported == "practice":
            assert room_of(path) in MAY_IMPORT_PRACTICE
        else:
            assert FLOOR[imported][0] < level or FLOOR[imported][1] == room, f"{path.name} imports {imported}"


def test_the_practice_model_could_be_lifted_out():
    imported = {name for path in SOURCES if room_of(path) == "practice" for name in rooms_imported_by(path)}
    assert imported <= {"practice", "search"}


def test_the_direction_of_imports_is_really_read(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path / "workshop_utils")
    (tmp_path / "workshop_utils" / "show").mkdir(parents=True)
    file = tmp_path / "workshop_utils" / "show" / "a.py"
    file.write_text("from .. import chat, Chat\nfrom ..practice.faults import faults\nfrom .b import c\nimport json\n"
                    "import workshop_utils.cli\ndef f():\n    from workshop_utils.tools import tool\n")
    assert sorted(rooms_imported_by(file)) == ["__init__", "chat", "cli", "practice", "show", "tools"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_reads_in_one_sitting_and_says_what_it_is_for(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LINES
    assert ast.get_docstring(ast.parse(text)), "it opens with a docstring"


def lines_of_code(text: str) -> int:
    """Lines without blank ones, comments and docstrings: what explains the code must not be what is saved."""
    documented = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node):
            documented |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") and number not in documented
               for number, line in enumerate(text.splitlines(), 1))


def test_the_helper_package_stays_small():
    counted = [path for path in SOURCES if room_of(path) not in CONTENT]
    assert sum(lines_of_code(path.read_text("utf-8")) for path in counted) <= LINES_OF_CODE


def test_lines_of_code_are_those_that_do_something():
    assert lines_of_code('"""A file.\n\nMore."""\n\n# why\nx = 1  # so\ndef f():\n    "Docstring."\n    return """a\nb"""\n') == 4


def test_what_the_package_reads_is_packed_with_it():
    packing = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for pattern in packing["workshop_utils"] for path in PACKAGE.glob(pattern)}
    read = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert read - packed == set()


def test_conda_builds_what_pyproject_says():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, section = conda["dependencies"]
    assert python.startswith(f"python {PROJECT['requires-python']}") and pip == "pip"
    assert section == {"pip": ["-c constraints.txt", "-e .[test]"]}


def test_constraints_are_plain_pins_without_hosts():
    for line in CONSTRAINTS:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; python_version (<|>=) \"3\.\d+\")?", line), line


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_direct_dependency_is_pinned_within_its_range(version):
    pins = [Requirement(line) for line in CONSTRAINTS]
    pinned = {pin.name: str(next(iter(pin.specifier)).version) for pin in pins
              if pin.marker is None or pin.marker.evaluate({"python_version": version})}
    extras = [text for extra in PROJECT["optional-dependencies"].values() for text in extra]
    for wanted in map(Requirement, [*PROJECT["dependencies"], *extras]):
        name = canonicalize_name(wanted.name)
        assert name in pinned, f"{name} is not in constraints.txt"
        assert wanted.specifier.contains(pinned[name], prereleases=True), f"{wanted}, pinned to {pinned[name]}"


def test_every_lesson_is_in_the_readme_and_every_link_of_it_leads_somewhere():
    readme = (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"(notebooks/{path.name})" in readme
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", readme):
        assert (ROOT / target).exists(), f"README.md links to {target}"


def test_the_readme_shows_each_command():
    from workshop_utils.cli import _parser
    commands = _parser()._subparsers._group_actions[0].choices
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in commands if f"workshop {name}" not in readme] == []


def test_the_workflow_tries_every_platform_and_python_that_is_promised():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8"))
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"] and PROJECT["requires-python"] == ">=3.11"
