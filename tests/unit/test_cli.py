"""The command line: help, clear errors, light import, and what each command would start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop_utils import cli
from workshop_utils.commands import chosen_lessons, offline_environment, table
from workshop_utils.commands.chromium import find_chromium
from workshop_utils.commands.lab import arguments
from workshop_utils.commands.prepare import _silence_news
from workshop_utils.commands.test import LANES, PARTS, _command

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numpy", "pydantic", "openai", "matplotlib", "nbclient", "nbformat", "jupyterlab", "tornado", "pytest")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with two lessons; the current folder is inside it."""
    (tmp_path / "workshop.toml").write_text('provider = "practice"\n')
    (tmp_path / "notebooks").mkdir()
    for name in ("00_start_here", "04_function_calling"):
        (tmp_path / "notebooks" / f"{name}.ipynb").touch()
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_the_command_line_loads_nothing_heavy():
    asked = f"import sys, workshop_utils.cli; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["lab", "test", "doctor", "serve", "run", "reset"])
def test_each_command_has_help(command, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert f"workshop {command}" in capsys.readouterr().out


@pytest.mark.parametrize("given, message", [
    (["serve", "--port", "80x"], "a port is a number from 0 to 65535, not '80x'"),
    (["serve", "--port", "70000"], "not '70000'"),
    (["test", "units"], "there is no part 'units'; parts: house, unit"),
    (["doctor", "--", "-x"], "workshop doctor takes no arguments after --; got -x"),
])
def test_a_wrong_argument_is_named(given, message, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(given)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["lab", "test", "run", "reset"])
def test_outside_the_course_each_command_says_where_to_go(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main([command]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"workshop {command}: There is no workshop.toml in {tmp_path} or above it. Go to the folder")


def test_a_setting_that_cannot_be_used_is_a_message_and_no_traceback(course, monkeypatch, capsys):
    monkeypatch.setenv("WORKSHOP_PROVIDER", "oracle")
    assert cli.main(["serve", "--port", "0"]) == 1
    assert "provider is 'oracle'. It can be practice" in capsys.readouterr().err


def test_lessons_are_chosen_by_number_with_or_without_a_zero(course):
    assert [path.stem for path in chosen_lessons(course, ["4", "00"])] == ["04_function_calling", "00_start_here"]
    assert len(chosen_lessons(course, [])) == 2


def test_a_number_without_a_lesson_is_answered_with_those_there_are(course, capsys):
    assert cli.main(["run", "99"]) == 1
    assert "There is no lesson 99. In notebooks/: 00, 04." in capsys.readouterr().err


def test_lab_opens_the_lesson_with_the_repository_in_view(course):
    given = arguments(course, course / "notebooks" / "00_start_here.ipynb", 8899, False, ["--ServerApp.token=x"])
    assert f"--ServerApp.root_dir={course}" in given
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in given
    assert "--ServerApp.port=8899" in given and "--no-browser" in given
    assert given[-1] == "--ServerApp.token=x"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root on this platform")
@pytest.mark.parametrize("user", [0, 1000])
def test_lab_allows_root_for_root_alone(course, monkeypatch, user):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    given = arguments(course, course / "notebooks" / "00_start_here.ipynb", None, True, [])
    assert ("--allow-root" in given) is (user == 0)


def test_what_follows_two_dashes_is_passed_on(monkeypatch):
    seen = {}
    monkeypatch.setattr("workshop_utils.commands.lab.lab", lambda **options: seen.update(options) or 0)
    assert cli.main(["lab", "4", "--no-browser", "--", "--debug", "--", "x"]) == 0
    assert seen == {"lesson": "4", "port": None, "browser": False, "extra": ["--debug", "--", "x"]}


def test_tests_see_no_key_proxy_or_setting_of_this_machine():
    given = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "u", "WORKSHOP_PROVIDER": "openai", "https_proxy": "p",
             "NO_PROXY": "n", "MPLBACKEND": "tk", "WORKSHOP_CHROMIUM": "/c", "PATH": "/bin"}
    ours = {"WORKSHOP_PROVIDER": "practice", "WORKSHOP_PROGRESS": "off"}
    assert offline_environment(given) == {**ours, "WORKSHOP_CHROMIUM": "/c", "PATH": "/bin"}
    assert "OPENAI_API_KEY" not in os.environ


def test_every_folder_of_tests_belongs_to_a_part():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    known = {ROOT / target for targets in PARTS.values() for target in targets if not target.startswith("-")}
    assert {folder for folder in folders if folder not in known} == set()


def test_stress_is_handed_to_pytest():
    assert "--stress" in _command("unit", stress=True) and "--stress" not in _command("unit", stress=False)


def test_without_the_tests_packages_test_says_how_to_get_them(course, monkeypatch, capsys):
    monkeypatch.setattr("workshop_utils.commands.test.find_spec", lambda name: None)
    assert cli.main(["test"]) == 1
    assert 'pip install -c constraints.txt -e ".[test]"' in capsys.readouterr().err


def test_the_news_prompt_is_silenced_and_other_overrides_stay(tmp_path):
    path = tmp_path / "settings" / "overrides.json"
    _silence_news(path)
    assert '"fetchNews": "false"' in path.read_text()
    path.write_text('{"other": {"kept": true}}')
    _silence_news(path)
    assert '"fetchNews": "false"' in path.read_text() and '"kept": true' in path.read_text()
    assert [file.name for file in path.parent.iterdir()] == ["overrides.json"]


def test_chromium_can_be_named_and_a_wrong_name_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_CHROMIUM", sys.executable)
    assert find_chromium() == Path(sys.executable)
    monkeypatch.setenv("WORKSHOP_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="WORKSHOP_CHROMIUM is .*none.* no such file. Install Chromium"):
        find_chromium()


def test_a_table_is_aligned():
    assert table([("name", "n"), ("a", 1), ("long", 22)], right=(1,)).splitlines() == [
        "name   n", "────────", "a      1", "long  22"]


def test_an_option_is_not_guessed_from_its_beginning(course, capsys):
    with pytest.raises(SystemExit):
        cli.main(["run", "4", "--sav"])
    assert "--sav" in capsys.readouterr().err


def test_every_part_of_the_tests_runs_in_one_lane():
    assert sorted(name for lane in LANES for name in lane) == sorted(PARTS)
