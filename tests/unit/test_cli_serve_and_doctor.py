"""workshop serve and workshop doctor, against the real practice model."""

import signal
import socket
import subprocess
import sys

import openai
import pytest
from patience import LONG

from workshop_utils import cli, connection
from workshop_utils.commands import doctor
from workshop_utils.commands.doctor import Line


@pytest.fixture
def served(tmp_path):
    """`workshop serve --port 0` as a process of its own, outside the course; its first three lines."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:         # a child of a background job would be deaf to Ctrl-C, too
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([sys.executable, "-m", "workshop_utils.cli", "serve", "--port", "0"], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    process.head = [process.stdout.readline().strip() for _ in range(3)]
    yield process
    process.kill()
    process.communicate()


def test_serve_prints_an_address_at_which_the_practice_model_answers(served):
    address = served.head[2].removeprefix("WORKSHOP_BASE_URL=")
    assert served.head[0] == f"The practice model answers at {address}"
    client = openai.OpenAI(base_url=address, api_key="none")
    assert "practice" in [model.id for model in client.models.list()]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C can't be sent to one process on Windows")
def test_serve_ends_cleanly_on_ctrl_c(served):
    served.send_signal(signal.SIGINT)
    out, err = served.communicate(timeout=LONG)
    assert (served.returncode, err) == (0, "")
    assert out.endswith("The practice model has stopped.\n")


def test_serve_says_when_the_port_is_taken(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 1
    assert f"Port {port} is in use by another program" in capsys.readouterr().err


@pytest.fixture
def environment(monkeypatch):
    """Settings are read anew in this test and after it."""
    connection.reset()
    yield monkeypatch
    connection.reset()


def by_subject() -> dict[str, Line]:
    return {line.subject: line for line in doctor.findings()}


def test_doctor_finds_the_practice_model_in_order(environment, capsys):
    assert cli.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "Everything is ready." in said and "the practice model answered 200 after" in said
    for subject in ("Python", "platform", "packages", "kernel", "course", "provider", "models", "key", "Chromium"):
        assert subject in said


@pytest.mark.parametrize("provider, name", [("practice", "OPENAI_API_KEY"), ("openai", "OPENAI_API_KEY"),
                                            ("compatible", "WORKSHOP_API_KEY")])
def test_doctor_never_shows_a_key(environment, capsys, provider, name):
    environment.setenv("WORKSHOP_PROVIDER", provider)
    environment.setenv("WORKSHOP_BASE_URL", "http://127.0.0.1:9/v1")
    environment.setenv(name, "sk-secret-1234567890")
    environment.setattr(doctor, "_server", lambda: Line("ok", "model", "not asked in this test"))
    cli.main(["doctor"])
    said = capsys.readouterr().out
    assert f"{name} present" in said and "secret" not in said


def test_doctor_returns_nothing_in_a_notebook(environment, capsys):
    assert doctor.doctor() is None and "Everything is ready." in capsys.readouterr().out


def test_doctor_names_a_missing_key_and_the_way_out(environment):
    environment.setenv("WORKSHOP_PROVIDER", "openai")
    line = by_subject()["key"]
    assert line.state == "problem" and "OPENAI_API_KEY is not set" in line.text and 'provider = "practice"' in line.text


def test_doctor_says_which_server_does_not_answer(environment, capsys):
    environment.delenv("WORKSHOP_PROVIDER")
    environment.setenv("WORKSHOP_BASE_URL", "http://127.0.0.1:9/v1")
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "problem  model        No answer from http://127.0.0.1:9/v1" in said and "Problems: 1." in said


def test_doctor_goes_on_after_a_setting_that_cannot_be_used(environment):
    environment.setenv("WORKSHOP_PROVIDER", "oracle")
    found = by_subject()
    assert found["settings"].state == "problem" and "'oracle'" in found["settings"].text and "Chromium" in found


def test_doctor_outside_the_course_says_so_and_goes_on(environment, tmp_path):
    environment.chdir(tmp_path)
    found = by_subject()
    assert found["course"].state == "problem" and found["model"].state == "ok"


def test_doctor_names_missing_packages(environment):
    environment.setattr(doctor, "PACKAGES", ("openai", "no-such-package"))
    line = by_subject()["packages"]
    assert line.state == "problem" and line.text.startswith("no-such-package not installed.")


def test_a_missing_browser_is_a_note_and_a_wrong_one_a_problem(environment):
    environment.setattr(doctor, "find_chromium", lambda: None)
    assert doctor._chromium().state == "note"
    environment.undo()
    environment.setenv("WORKSHOP_CHROMIUM", "nowhere")
    assert doctor._chromium().state == "problem"
