"""The house numbers of a lesson: what makes it readable at the learner's pace, and safe to commit."""

import ast
import re
import statistics
import tomllib
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from workshop_utils.commands.outputs import METADATA, WIDGET

ROOT = Path(__file__).resolve().parents[2]
HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
HAS_ALT = re.compile(r"""\balt\s*=\s*(["'])\s*[^"'\s]""", re.IGNORECASE)
IMAGE_WITHOUT_ALT = re.compile(r"!\[\s*\]\(")
LOCAL_LINK = re.compile(r"\]\((?!https?:|mailto:|#|attachment:)([^)#\s]+)[^)]*\)")
ABSOLUTE = re.compile(r"(?<![\w.:/+<])/(?:home|Users|root|tmp|work|opt|usr|var|private)/\w|\b[A-Z]:\\\w")
KEY = re.compile(r"\bsk-[A-Za-z0-9_-]{8,}|\bgh[pousr]_\w{20,}|\bAKIA[0-9A-Z]{12,}")
PIP = re.compile(r"^\s*[!%]\s*pip|\bpip3? install\b|\bconda install\b", re.MULTILINE)
MODEL = re.compile(r"\b(gpt-\w|o[1-9]-\w|text-embedding-|davinci|claude-|llama-?\d|mistral-|gemini-)", re.IGNORECASE)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def tags(cell):
    return cell.metadata.get("tags", [])


def texts_of(cell):
    """The source, and what its outputs say; no pixels."""
    yield cell.source
    for output in cell.get("outputs", ()):
        yield "".join(output.get("text", ""))
        yield "\n".join(output.get("traceback", ()))
        yield from (text for mime, text in output.get("data", {}).items()
                    if isinstance(text, str) and not mime.startswith("image/"))


def test_lessons_00_and_04_are_there():
    assert {"00", "04"} <= {path.name[:2] for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_it_has_20_to_45_cells_and_about_as_much_text_as_code(notebook):
    code, text = len(code_cells(notebook)), len(markdown(notebook))
    assert 20 <= len(notebook.cells) <= 45
    assert 0.6 <= text / code <= 1.7, f"{text} markdown cells for {code} code cells"


def test_code_cells_are_short(notebook):
    lengths = [len(cell.source.splitlines()) for cell in code_cells(notebook)]
    assert statistics.median(lengths) <= 5, sorted(lengths)
    assert max(lengths) <= 25, sorted(lengths)


def test_it_is_told_in_700_to_1500_words(notebook):
    plain = re.sub(r"<[^>]+>", " ", FENCED.sub(" ", "\n".join(markdown(notebook))))
    words = re.findall(r"\w[\w'’.-]*", re.sub(r"\]\([^)]*\)", "]", plain))
    assert 700 <= len(words) <= 1500, f"{len(words)} words"


def test_it_has_one_title_with_its_number_and_skips_no_heading_level(notebook, path):
    levels = [len(found) for found in HEADING.findall(FENCED.sub("", "\n".join(markdown(notebook))))]
    assert levels.count(1) == 1 and levels[0] == 1
    assert notebook.cells[0].source.startswith(f"# {path.name[:2]} · ")
    jumps = [(a, b) for a, b in zip(levels, levels[1:]) if b > a + 1]
    assert not jumps, f"heading levels skipped: {jumps}"


def test_all_imports_are_in_the_first_code_cell(notebook):
    late = [cell.source.splitlines()[0] for cell in code_cells(notebook)[1:] if imports(cell)]
    assert not late, f"imports in the cells that begin with {late}"


def imports(cell):
    source = TransformerManager().transform_cell(cell.source)
    tree = compile(source, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)


def test_no_cell_is_empty(notebook):
    assert all(cell.source.strip() for cell in notebook.cells)


def test_every_image_has_alternative_text(notebook):
    images = [image for cell in notebook.cells for text in texts_of(cell) for image in HTML_IMAGE.findall(text)]
    bare = [image[:80] for image in images if not HAS_ALT.search(image)]
    bare += [text[:80] for text in markdown(notebook) if IMAGE_WITHOUT_ALT.search(text)]
    bare += [cell.source for cell in code_cells(notebook) for output in cell.outputs
             if {"image/png", "image/svg+xml"} & set(output.get("data", ())) and "alt" not in str(output.metadata)]
    assert not bare, f"no alt text: {bare}"


def test_links_inside_the_course_lead_somewhere(notebook, path):
    targets = [target for text in markdown(notebook) for target in LOCAL_LINK.findall(FENCED.sub("", text))]
    dead = [target for target in targets if not (path.parent / target).exists()]
    assert not dead


def test_only_cells_that_say_so_end_in_an_error(notebook):
    failed = [cell.source for cell in code_cells(notebook) if "raises-exception" not in tags(cell)
              and any(output.output_type == "error" for output in cell.outputs)]
    assert not failed


def test_it_is_committed_with_the_outputs_of_one_run_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), "run make notebooks"
    assert notebook.metadata == METADATA, "run make notebooks"


def test_it_is_small_enough_to_review(path):
    assert path.stat().st_size < 400_000


def test_widgets_and_quizzes_are_not_committed(notebook):
    kept = [cell.source for cell in code_cells(notebook) for output in cell.outputs
            if WIDGET in output.get("data", {}) or "quiz" in tags(cell)]
    assert not kept, "run make notebooks"


def test_it_names_no_model_folder_key_or_package_to_install(notebook):
    named = [name for table in tomllib.loads((ROOT / "workshop.toml").read_text("utf-8")).values()
             if isinstance(table, dict) for name in table.get("models", {}).values() if "-" in name]
    for cell in notebook.cells:
        for text in texts_of(cell):
            for pattern in (ABSOLUTE, KEY):
                assert not pattern.search(text), f"{pattern.search(text)[0]!r} in {text[:200]!r}"
        if cell.cell_type == "code":
            assert not PIP.search(cell.source) and not MODEL.search(cell.source), cell.source
            assert not any(name in cell.source for name in named), cell.source


def test_the_head_table_was_filled_in_by_a_run(notebook):
    assert re.search(r"\| *minutes *\| *after *\| *calls · cost of one run *\| *models *\|\n\|[-:| ]+\|\n"
                     r"\|[^|]+\|[^|]+\| *\d+ · \$\d+\.\d\d *\|[^|]+\|", notebook.cells[0].source), "run make notebooks"


@pytest.mark.parametrize("text, found", [
    ("open('/home/ana/x')", True), ("https://a.example/home/x", False), ("/v1/models", False), (r"C:\Users", True)])
def test_an_absolute_path_is_told_from_an_address(text, found):
    assert bool(ABSOLUTE.search(text)) is found


def test_notebooks_are_valid(path):
    nbformat.validate(nbformat.read(path, as_version=4))
