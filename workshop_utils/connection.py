"""connect() and connect_async(): the official OpenAI client, pointed at the model that the settings chose."""

import asyncio
import functools
import os
import threading
import weakref
from types import SimpleNamespace
from urllib.parse import urlsplit

from . import settings as settings_room
from .settings import Settings, SettingsError

LOOPBACK = "127.0.0.1,localhost"
_lock = threading.RLock()
_connecting = threading.RLock()   # its own: counting must not wait for a server that is slow to answer
_async_clients: "weakref.WeakKeyDictionary" = weakref.WeakKeyDictionary()
_warm: "weakref.WeakSet" = weakref.WeakSet()


class ConnectionProblem(RuntimeError):
    """The chosen model can't be reached or refuses; the message says what to do."""


class BudgetExceeded(RuntimeError):
    """max_usd is spent; nothing more is sent."""


_usage = SimpleNamespace(calls=0, tokens={})   # answered calls, and (input, output) tokens by model, of this process


def usage() -> dict:
    """Calls, tokens and US$ of this process so far; `usd` is None if the price of a model used is unknown.

    A stream is counted when a Chat reads it; a raw stream of the client counts as a call without tokens.
    """
    tokens = dict(_usage.tokens)
    unknown = sorted(model for model, used in tokens.items() if cost(model, *used) is None)
    return {"calls": _usage.calls, "input_tokens": sum(used[0] for used in tokens.values()),
            "output_tokens": sum(used[1] for used in tokens.values()),
            "usd": None if unknown else round(_spent(), 6), "unknown_prices": unknown}


def _spent() -> float:
    """US$ so far, for the models whose price is known."""
    return sum(cost(model, *used) or 0.0 for model, used in dict(_usage.tokens).items())


def count_tokens_of(model: str, input_tokens: int, output_tokens: int) -> None:
    """Add the tokens of one answer: of a whole one by the client's hook, of a stream by its reader."""
    with _lock:
        before = _usage.tokens.get(model, (0, 0))
        _usage.tokens[model] = (before[0] + input_tokens, before[1] + output_tokens)


def cost(model: str, input_tokens: int, output_tokens: int) -> float | None:
    """US$ for these tokens; 0.0 for the practice model, None if workshop.toml has no price for `model`."""
    chosen = current()
    if chosen.provider == "practice":
        return 0.0
    dated = next((name for name in sorted(chosen.prices, key=len, reverse=True)
                  if model == name or model.startswith(name + "-20")), None)
    if dated is None:
        return None
    price = chosen.prices[dated]
    return (input_tokens * price[0] + output_tokens * price[1]) / 1_000_000


@functools.cache
def current() -> Settings:
    """The settings of this process, read once."""
    return settings_room.load()


def connect():
    """The official client, openai.OpenAI, for the model chosen in workshop.toml.

    Raises:
        SettingsError: for a setting that can't be used
        ConnectionProblem: if the server can't be reached or refuses the key
    """
    check()
    return _client()


def connect_async():
    """The same as connect(), as openai.AsyncOpenAI: one client for each event loop."""
    check()
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return _new_client(asynchronous=True)
    with _lock:
        if loop not in _async_clients:
            _async_clients[loop] = _new_client(asynchronous=True)
        return _async_clients[loop]


async def ready():
    """connect_async(), once what is slow only the first time is over: no timeline should show how a server starts."""
    client = connect_async()
    if current().provider == "practice" and client not in _warm:
        await client.models.list()
        client.responses                     # imported at the first touch
        _warm.add(client)
    return client


def check() -> str:
    """Reach the chosen model once; says, in one line, which model answers, and prints it.

    Raises:
        ConnectionProblem: with what to do
    """
    with _connecting:                        # two threads that connect at once get one server and one line
        return _check()


@functools.cache
def _check() -> str:
    line = _describe()
    print(line)
    return line


@functools.cache
def _client():
    return _new_client(asynchronous=False)


def practice_server():
    """The practice model on a thread of this process, started at the first call and stopped with it."""
    with _connecting:
        return _practice_server()


@functools.cache
def _practice_server():
    from . import practice
    chosen = current()
    return practice.start(first_token_s=chosen.first_token_s, tokens_per_s=chosen.tokens_per_s)


def _describe() -> str:
    chosen = current()
    if chosen.provider == "practice":
        practice_server()
        return "Model: practice (offline and free; small rules, not an LLM)"
    listed = _listed()
    where = urlsplit(_address(chosen)["base_url"]).netloc
    budget = f" · budget ${chosen.max_usd:.2f} (max_usd)" if chosen.prices or chosen.provider == "openai" else ""
    return f"Model: {_name('chat', chosen, listed)} at {where}{budget}"


def _address(chosen: Settings) -> dict:
    """Where the client sends to; HTTP and WebSocket, because older clients force wss:// without the second."""
    if chosen.provider == "practice":
        server = practice_server()
        return {"base_url": server.base_url, "websocket_base_url": server.websocket_base_url}
    base_url = chosen.base_url or "https://api.openai.com/v1"
    return {"base_url": base_url, "websocket_base_url": base_url.replace("http", "ws", 1)}


def _new_client(asynchronous: bool):
    """A client that counts what it sends and asks the budget before it sends."""
    _spare_loopback_the_proxy()
    import openai
    key, hook = (_key_async, _count_async) if asynchronous else (_key, _count)
    kind = openai.AsyncOpenAI if asynchronous else openai.OpenAI
    http = openai.DefaultAsyncHttpxClient if asynchronous else openai.DefaultHttpxClient
    # The client reads these two from the environment, for any server; they are OpenAI's business alone.
    private = {} if current().provider == "openai" else {name: openai.Omit() for name in ("OpenAI-Organization", "OpenAI-Project")}
    return kind(api_key=key, http_client=http(event_hooks={"response": [hook]}), default_headers=private, **_address(current()))


def _spare_loopback_the_proxy() -> None:
    """With a proxy in the environment, requests to this machine would go through it and fail."""
    for name in ("NO_PROXY", "no_proxy"):
        value = os.environ.get(name, "")
        if LOOPBACK not in value:
            os.environ[name] = f"{value},{LOOPBACK}".lstrip(",")


def _key() -> str:
    """The key, handed to the client for one request: the one place that every request passes.

    Raises:
        BudgetExceeded: instead of a key, if the budget is spent
    """
    chosen = current()
    if chosen.provider == "practice":
        return "practice"
    spent = _spent()
    if spent >= chosen.max_usd and (spent or chosen.provider == "openai"):
        raise BudgetExceeded(f"This lesson has used ${spent:.2f} of its budget of ${chosen.max_usd:.2f} (max_usd "
                             "in workshop.toml). Raise it, or run the rest with the practice model.")
    key = os.environ.get(chosen.key_name or "")
    if not key and chosen.provider == "openai":
        raise ConnectionProblem('provider is "openai" and OPENAI_API_KEY is not set. Set it in the environment before '
                                'you start JupyterLab, or set provider = "practice" in workshop.toml.')
    return key or "none"


async def _key_async() -> str:
    return _key()


def _count(response) -> None:
    """Count an answer, and its tokens if it is not a stream."""
    if response.request.method != "POST" or response.status_code >= 400:
        return
    with _lock:
        _usage.calls += 1
    if response.headers.get("content-type", "").startswith("application/json"):
        response.read()
        body = response.json()
        if used := isinstance(body, dict) and body.get("usage"):
            count_tokens_of(body.get("model", ""), used.get("input_tokens", used.get("prompt_tokens", 0)),
                            used.get("output_tokens", used.get("completion_tokens", 0)))


async def _count_async(response) -> None:
    if response.headers.get("content-type", "").startswith("application/json"):
        await response.aread()
    _count(response)


@functools.cache
def _listed() -> tuple[str, ...]:
    """The models that the server lists: one free request that also tries the address and the key."""
    import openai
    chosen = current()
    try:
        quick = _client().with_options(timeout=10.0, max_retries=0)
        return tuple(model.id for model in quick.models.list())
    except openai.AuthenticationError as error:
        raise ConnectionProblem(f"The key in {chosen.key_name} was refused (401). Nothing was sent but this request. "
                                'Check the key, or set provider = "practice".') from error
    except openai.APIConnectionError as error:
        raise ConnectionProblem(_unreachable(chosen, error)) from error
    except openai.APIStatusError as error:
        if chosen.models.get("chat") and error.status_code in (404, 405, 501):
            return ()                        # a server need not list its models when the settings name one
        raise ConnectionProblem(f"{_address(chosen)['base_url']} answered {error.status_code} to the list of its "
                                f"models: {str(error)[:200]}. Is base_url right (it usually ends in /v1)?") from error


def _unreachable(chosen: Settings, error: Exception) -> str:
    cause = error.__cause__ or error
    reason = "connection refused" if "refused" in str(cause).lower() else str(cause) or type(cause).__name__
    proxies = [name for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
               if os.environ.get(name)]
    hint = f" A proxy is set ({proxies[0]}); does it let this address through?" if proxies else ""
    return (f"No answer from {_address(chosen)['base_url']} ({reason}). Is the server running?{hint} "
            'To use the practice model set provider = "practice" in workshop.toml.')


def _name(role: str, chosen: Settings, listed: tuple[str, ...]) -> str:
    """The model for a role: named in the settings, or else the first fitting one that the server lists."""
    if chosen.models.get(role):
        return chosen.models[role]
    wanted = {"embedding": ("embed",), "realtime": ("realtime",), "base": ("base",)}.get(role)
    other = ("embed", "realtime", "base")
    fitting = [m for m in listed if (any(w in m for w in wanted) if wanted else not any(o in m for o in other))]
    if chosen.provider == "openai" or not fitting:
        raise SettingsError(f'There is no {role} model for provider "{chosen.provider}". Name one under '
                            f'[{chosen.provider}.models] in workshop.local.toml: {role} = "…". '
                            f"Listed by the server: {', '.join(listed[:8]) or 'none'}.")
    return fitting[0]


class Models:
    """Names of the models in use, by role: models.base, .chat, .embedding, .realtime."""

    def __getattr__(self, role: str) -> str:
        if role not in settings_room.MODEL_ROLES:
            raise AttributeError(f"There is no models.{role}. Roles: {', '.join(settings_room.MODEL_ROLES)}.")
        chosen = current()
        return _name(role, chosen, () if chosen.models.get(role) else _listed())

    def __repr__(self):
        return f"<models of provider {current().provider!r}: {', '.join(current().models.values())}>"


models = Models()


def reset() -> None:
    """Forget settings and clients, so that changed settings count without a new kernel."""
    for cached in (current, _check, _client, _practice_server, _listed):
        cached.cache_clear()
    _async_clients.clear()
