"""connect(): which server gets what, which errors say what, and what it costs."""

import asyncio
import functools
import socket
import threading
from types import SimpleNamespace

import openai
import pytest
from scripted import Scripted, call, response, text

from workshop_utils import Chat, connect, connect_async, connection, models, settings
from workshop_utils.connection import BudgetExceeded, ConnectionProblem
from workshop_utils.settings import Settings, SettingsError

DONE = response(text("Done."), usage={"input_tokens": 1_000_000, "output_tokens": 0, "total_tokens": 1_000_000})
SECRET = "sk-secret-0123456789"


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Nothing connected, nothing spent, before and after."""
    monkeypatch.setattr(connection, "_usage", SimpleNamespace(calls=0, tokens={}))
    for name in ("DefaultHttpxClient", "DefaultAsyncHttpxClient"):    # reading the certificates takes longer than a test
        monkeypatch.setattr(openai, name, functools.partial(getattr(openai, name), verify=False))
    connection.reset()
    yield
    connection.reset()


@pytest.fixture
def choose(monkeypatch):
    """choose(provider=..., ...): these settings instead of those of the files."""
    def use(**fields):
        monkeypatch.setattr(settings, "load", lambda: Settings(**fields))
    return use


@pytest.fixture
def compatible(choose):
    """A compatible server with a price, and the settings that choose it: compatible(script, **settings)."""
    servers = []

    def start(*script, served=("scripted",), **fields):
        servers.append(Scripted(*(script or (DONE,)), models=served))
        choose(**{"provider": "compatible", "base_url": servers[-1].base_url, "models": {"chat": "scripted"},
                  "prices": {"scripted": (1.0, 2.0)}, "max_usd": 1.5, **fields})
        return servers[-1]
    yield start
    for server in servers:
        server.__exit__()


async def listed():
    return await connect_async().models.list()


def headers_of(server) -> str:
    return str([headers for _, _, headers in server.requests])


# ── which server gets what ────────────────────────────────────────────────────────────────────────────


def test_the_practice_model_answers_although_keys_and_proxies_are_set(monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "example.org")
    client = connect()
    assert client.responses.create(model=models.chat, input="Hi").output_text
    assert client.base_url.host == "127.0.0.1"
    assert capsys.readouterr().out == "Model: practice (offline and free; small rules, not an LLM)\n"
    assert asyncio.run(listed()).data


def test_the_key_for_openai_is_never_sent_to_another_server(compatible, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    server = compatible()
    connect().responses.create(model="scripted", input="Hi")
    assert SECRET not in headers_of(server) and "secret" not in headers_of(server)
    monkeypatch.setenv("WORKSHOP_API_KEY", "its-own")
    connect().responses.create(model="scripted", input="Hi")
    assert "Bearer its-own" in headers_of(server)


def test_the_key_is_in_no_text_that_anyone_could_see(compatible, monkeypatch, capsys):
    monkeypatch.setenv("WORKSHOP_API_KEY", SECRET)
    server = compatible(response(call("f")), DONE, served=401)
    with pytest.raises(ConnectionProblem) as refused:
        connect()
    server.models = ("scripted",)
    chat = Chat(tools=[lambda_tool()])
    reply = chat.send_sync("Go.")
    seen = [repr(connect()), repr(connection.current()), repr(models), str(refused.value), repr(chat), repr(chat.trace.events),
            chat.to_jsonl(), repr(reply), repr(connection.usage()), *capsys.readouterr(), repr(vars(connect()).get("api_key"))]
    assert SECRET not in "".join(seen)
    assert SECRET in headers_of(server)           # it was used


def lambda_tool():
    from workshop_utils import Tool
    return Tool(lambda: "x", name="f")


# ── what is said when it does not work ────────────────────────────────────────────────────────────────


def test_a_refused_key_is_named_by_its_variable(compatible):
    compatible(served=401)
    with pytest.raises(ConnectionProblem) as caught:
        connect()
    assert str(caught.value) == ('The key in WORKSHOP_API_KEY was refused (401). Nothing was sent but this request. '
                                 'Check the key, or set provider = "practice".')


def test_an_unreachable_server_is_named_with_what_to_do(choose):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    choose(provider="compatible", base_url=url, models={"chat": "m"})
    with pytest.raises(ConnectionProblem) as caught:
        connect()
    assert str(caught.value) == (f"No answer from {url} (connection refused). Is the server running? "
                                 'To use the practice model set provider = "practice" in workshop.toml.')


def test_a_proxy_is_mentioned_when_a_server_can_not_be_reached(choose, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    choose(provider="compatible", base_url="http://model.invalid/v1", models={"chat": "m"})
    with pytest.raises(ConnectionProblem, match=r"A proxy is set \(HTTP_PROXY\)"):
        connect()


def test_a_server_that_does_not_list_its_models_is_used_if_a_model_is_named(compatible, capsys):
    compatible(served=None)
    connect()
    assert "Model: scripted at 127.0.0.1" in capsys.readouterr().out


def test_a_server_that_does_not_list_its_models_and_none_is_named(compatible):
    compatible(served=None, models={})
    with pytest.raises(ConnectionProblem, match="answered 404 to the list of its models.*Is base_url right"):
        connect()


def test_openai_without_a_key_says_where_to_put_it(choose, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    choose(provider="openai", models={"chat": "m"}, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ConnectionProblem, match='OPENAI_API_KEY is not set. Set it .* or set provider = "practice"'):
        connect()


# ── names of models ───────────────────────────────────────────────────────────────────────────────────


def test_a_model_that_is_not_named_is_the_first_fitting_one_of_the_server(compatible):
    compatible(served=("nomic-embed-text", "llama3.2", "x-realtime"), models={})
    assert (models.chat, models.embedding, models.realtime) == ("llama3.2", "nomic-embed-text", "x-realtime")
    with pytest.raises(SettingsError) as caught:
        models.base
    assert str(caught.value) == ('There is no base model for provider "compatible". Name one under [compatible.models] in '
                                 'workshop.local.toml: base = "…". Listed by the server: nomic-embed-text, llama3.2, x-realtime.')


def test_an_unknown_role_is_refused_with_the_roles_there_are():
    with pytest.raises(AttributeError, match="There is no models.vision. Roles: base, chat, embedding, realtime"):
        models.vision
    assert models.chat in repr(models)


# ── money ─────────────────────────────────────────────────────────────────────────────────────────────


WORDS = ("This lesson has used $2.00 of its budget of $1.50 (max_usd in workshop.toml). "
         "Raise it, or run the rest with the practice model.")


def spend(server, way):
    """Three messages or requests of a dollar each; the third must not reach the server."""
    if way == "client":
        for _ in range(3):
            connect().responses.create(model="scripted", input="Hi")
    elif way == "async client":
        async def run():
            for _ in range(3):
                await connect_async().responses.create(model="scripted", input="Hi")
        asyncio.run(run())
    elif way == "chat":
        for _ in range(3):
            Chat().send_sync("Hi")
    else:
        async def run():
            chat = Chat()
            for _ in range(3):
                async for _ in chat.stream("Hi"):
                    pass
        asyncio.run(run())


@pytest.mark.parametrize("way", ["client", "async client", "chat", "stream of a chat"])
def test_a_spent_budget_stops_everything_with_one_clear_error(compatible, way):
    server = compatible()
    with pytest.raises(BudgetExceeded) as caught:
        spend(server, way)
    assert str(caught.value) == WORDS
    assert len(server.bodies) == 2                # nothing was sent, and nothing tried again


def test_a_budget_spent_in_the_middle_of_a_message_leaves_the_chat_whole(compatible):
    compatible(response(call("f"), usage={"input_tokens": 2_000_000, "output_tokens": 0}), DONE)
    chat = Chat(tools=[lambda_tool()])
    with pytest.raises(BudgetExceeded):
        chat.send_sync("Go.")
    assert [item.get("type", "message") for item in chat.items] == ["message", "function_call", "function_call_output"]


def test_an_unknown_price_is_said_and_not_zero(compatible):
    compatible(prices={"another": (1.0, 1.0)})
    chat = Chat()
    chat.send_sync("Go.")
    assert chat.cost.usd is None
    assert str(chat.cost) == ("1,000,000 input + 0 output tokens, at an unknown price (no entry under [prices] in workshop.toml)")
    used = connection.usage()
    assert (used["usd"], used["unknown_prices"], used["calls"]) == (None, ["scripted"], 1)


def test_a_known_price_is_counted_once_whole_or_streamed(compatible):
    compatible(max_usd=10)
    chat = Chat()
    chat.send_sync("One.")

    async def streamed():
        return [piece async for piece in chat.stream("Two.")]
    asyncio.run(streamed())
    assert chat.cost.usd == 2.0 and "$2.0000" in str(chat.cost)
    assert connection.usage() == {"calls": 2, "input_tokens": 2_000_000, "output_tokens": 0, "usd": 2.0, "unknown_prices": []}


def test_a_dated_model_has_the_price_of_its_name(compatible):
    compatible()
    assert connection.cost("scripted-2026-01-01", 1_000_000, 0) == 1.0
    assert connection.cost("scripted-mini", 1_000_000, 0) is None


def test_the_practice_model_costs_nothing():
    assert connection.cost("practice", 10**9, 10**9) == 0.0


def test_a_budget_of_zero_sends_nothing_to_openai(choose, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    choose(provider="openai", max_usd=0, models={"chat": "m"}, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(BudgetExceeded, match=r"used \$0.00 of its budget of \$0.00"):
        connect()


# ── once ──────────────────────────────────────────────────────────────────────────────────────────────


def test_one_line_once_from_however_many_threads(compatible, capsys):
    server = compatible()
    threads = [threading.Thread(target=connect) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connect()
    assert capsys.readouterr().out.count("Model:") == 1
    assert len(server.requests) == 1


def test_one_client_for_the_process_and_one_for_each_loop():
    async def twice():
        return connect_async() is connect_async()
    assert connect() is connect() and asyncio.run(twice())
    assert isinstance(connect(), openai.OpenAI)


def test_threads_that_connect_at_once_share_one_practice_model():
    urls = []
    threads = [threading.Thread(target=lambda: urls.append(str(connect().base_url))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 8 and len(set(urls)) == 1
