"""One practice model per test module, its clients, and the tools that the tests offer it."""

import openai
import pytest

from workshop_utils import practice

WEATHER = {
    "name": "get_weather",
    "description": "Current weather of a city.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "the city"}},
                   "required": ["city"], "additionalProperties": False},
}


@pytest.fixture(scope="module")
def server():
    with practice.start() as server:
        yield server


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0, timeout=60) as client:
        yield client


@pytest.fixture(autouse=True)
def no_fault_is_left(request):
    yield
    if "server" in request.fixturenames:
        request.getfixturevalue("server").faults.clear()


@pytest.fixture
def tool():
    """The weather tool as the Responses API takes it."""
    return {"type": "function", "strict": True} | WEATHER


@pytest.fixture
def chat_tool():
    """The weather tool as chat completions take it."""
    return {"type": "function", "function": WEATHER | {"strict": True}}


@pytest.fixture
def think(monkeypatch):
    """think(function): another mind for one test."""
    return lambda function: monkeypatch.setattr("workshop_utils.practice.mind.think", function)
