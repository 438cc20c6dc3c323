"""Settings: workshop.toml, then workshop.local.toml, then the environment. Keys are read when needed and kept nowhere."""

import difflib
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

PROVIDERS = ("practice", "openai", "compatible")
APIS = ("responses", "chat")
MODEL_ROLES = ("base", "chat", "embedding", "realtime")
KNOWN = {"": ("provider", "max_usd", "prices", *PROVIDERS), "practice": ("first_token_s", "tokens_per_s", "request", "models"),
         **dict.fromkeys(("openai", "compatible"), ("base_url", "api", "request", "models"))}

# What holds when no workshop.toml is near, e.g. in a script elsewhere on the disk.
FALLBACK = {
    "provider": "practice",
    "max_usd": 0.20,
    "practice": {"models": {"base": "practice-base", "chat": "practice", "embedding": "practice-embedding",
                            "realtime": "practice-realtime"}},
}


class SettingsError(ValueError):
    """A setting that can't be used; the message names it, its value and the way out."""


@dataclass(frozen=True)
class Settings:
    """What was decided before any request is sent.

    `api` is "responses", or "chat" where a server speaks chat completions only; `models` maps a role (base, chat, embedding, realtime) to a model's name; `prices` maps a name to
    US$ per million (input, output) tokens; `request` is sent along with each request of a Chat; latencies are in seconds and tokens per second.
    """

    provider: str = "practice"
    base_url: str | None = None
    api: str = "responses"
    max_usd: float = 0.20
    models: dict[str, str] = field(default_factory=dict)
    prices: dict[str, tuple[float, float]] = field(default_factory=dict)
    request: dict = field(default_factory=dict)
    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    sources: tuple[str, ...] = ()

    @property
    def key_name(self) -> str | None:
        """The environment variable that holds the key, if this provider takes one.

        The key for OpenAI is never sent to another server, so the two have two names.
        """
        return {"openai": "OPENAI_API_KEY", "compatible": "WORKSHOP_API_KEY"}.get(self.provider)


def repository(start: Path | None = None) -> Path | None:
    """The nearest folder with a workshop.toml, from `start` (default: here) upwards; None if there is none."""
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "workshop.toml").is_file()), None)


def data_path(name: str) -> Path:
    """The file or folder `name` in the course's data/, found from any notebook.

    Raises:
        FileNotFoundError: naming what was looked for, and what there is
    """
    root = repository()
    if root is None:
        raise FileNotFoundError(f"data/{name} is looked for beside workshop.toml, and there is none in {Path.cwd()} "
                                "or above it. Start from a folder of the course.")
    path = root / "data" / name
    if not path.exists():
        there = ", ".join(sorted(p.name for p in (root / "data").glob("*"))) or "nothing"
        raise FileNotFoundError(f"There is no {path}. In data/: {there}.")
    return path


def load(start: Path | None = None, environ=os.environ) -> Settings:
    """Read the files and the environment; later ones win.

    Raises:
        SettingsError: for a file that can't be read or a value that can't be used
    """
    root = repository(start)
    merged, sources = dict(FALLBACK), []
    for name in ("workshop.toml", "workshop.local.toml"):
        if root and (root / name).is_file():
            merged = _merge(merged, _read(root / name))
            sources.append(name)
    merged, used = _with_environment(merged, environ)
    return _settings(merged, tuple(sources + used))


def _read(path: Path) -> dict:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} can't be read: {error}. Mend that line, or remove the file.") from error
    for table, names in KNOWN.items():
        given = found.get(table, {}) if table else found
        for name in given if isinstance(given, dict) else ():
            if name not in names:
                close = difflib.get_close_matches(name, names, n=1)
                raise SettingsError(f"{path.name} has no setting {name!r}{f' under [{table}]' if table else ''}."
                                    f"{f' Did you mean {close[0]}?' if close else ''} There are: {', '.join(names)}.")
    return found


def _merge(below: dict, above: dict) -> dict:
    """`above` over `below`, table by table."""
    tables = {key: _merge(below[key], value) for key, value in above.items()
              if isinstance(value, dict) and isinstance(below.get(key), dict)}
    return {**below, **above, **tables}


def _with_environment(merged: dict, environ) -> tuple[dict, list[str]]:
    """WORKSHOP_PROVIDER, WORKSHOP_BASE_URL, WORKSHOP_MAX_USD and WORKSHOP_<ROLE>_MODEL over the files."""
    used = [name for name in ("WORKSHOP_PROVIDER", "WORKSHOP_BASE_URL", "WORKSHOP_MAX_USD") if environ.get(name)]
    above: dict = {}
    if environ.get("WORKSHOP_BASE_URL"):
        above = {"provider": "compatible", "compatible": {"base_url": environ["WORKSHOP_BASE_URL"]}}
    for name in ("provider", "max_usd"):
        above |= {name: environ[f"WORKSHOP_{name.upper()}"]} if environ.get(f"WORKSHOP_{name.upper()}") else {}
    provider = above.get("provider", merged["provider"])
    for role in MODEL_ROLES:
        variable = f"WORKSHOP_{role.upper()}_MODEL"
        if environ.get(variable):
            used.append(variable)
            above = _merge(above, {str(provider): {"models": {role: environ[variable]}}})
    return _merge(merged, above), used


def _settings(merged: dict, sources: tuple[str, ...]) -> Settings:
    provider = merged.get("provider")
    if provider not in PROVIDERS:
        raise SettingsError(f"provider is {provider!r}. It can be {', '.join(PROVIDERS)} "
                            "(workshop.toml, workshop.local.toml or WORKSHOP_PROVIDER).")
    table = _table(merged, provider)
    practice = _table(merged, "practice")
    return Settings(provider=provider, base_url=_base_url(provider, table), sources=sources, api=_api(provider, table),
                    max_usd=_number("max_usd", merged.get("max_usd")),
                    models=_models(provider, table.get("models", {})),
                    prices=_prices(_table(merged, "prices")), request=_table(table, "request"),
                    first_token_s=_number("practice.first_token_s", practice.get("first_token_s", 0)),
                    tokens_per_s=_number("practice.tokens_per_s", practice.get("tokens_per_s", 0)))


def _table(merged: dict, name: str) -> dict:
    table = merged.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{name} is {table!r}; it must be a table, written as [{name}] in workshop.toml.")
    return table


def _base_url(provider: str, table: dict) -> str | None:
    url = table.get("base_url") or None
    if provider != "compatible":
        return url
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise SettingsError(f'provider is "compatible" and its base_url is {url!r}. Set base_url under [compatible], or '
                            'WORKSHOP_BASE_URL, to an address such as "http://localhost:11434/v1".')
    return url.rstrip("/")


def _api(provider: str, table: dict) -> str:
    api = table.get("api", "responses")
    if api not in APIS:
        raise SettingsError(f'{provider}.api is {api!r}. It can be "responses", or "chat" for a server that speaks '
                            "chat completions only.")
    return api


def _models(provider: str, models) -> dict[str, str]:
    if not isinstance(models, dict) or not all(isinstance(name, str) and name for name in models.values()):
        raise SettingsError(f"{provider}.models is {models!r}; it maps a role to a model's name, "
                            'e.g. { chat = "llama3.2" }.')
    unknown = [role for role in models if role not in MODEL_ROLES]
    if unknown:
        raise SettingsError(f"{provider}.models has no role {unknown[0]!r}. Roles: {', '.join(MODEL_ROLES)}.")
    return dict(models)


def _prices(prices: dict) -> dict[str, tuple[float, float]]:
    for name, pair in prices.items():
        if not (isinstance(pair, list) and len(pair) == 2 and all(_is_amount(p) for p in pair)):
            raise SettingsError(f"The price of {name!r} is {pair!r}; it must be two numbers, US$ per million input "
                                "and output tokens, e.g. [0.25, 2.00].")
    return {name: (float(pair[0]), float(pair[1])) for name, pair in prices.items()}


def _is_amount(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf")


def _number(name: str, value) -> float:
    try:
        number = float(value) if not isinstance(value, bool) else -1.0
    except (TypeError, ValueError):
        number = -1.0
    if not _is_amount(number):
        raise SettingsError(f"{name} is {value!r}; it must be a number, zero or more.")
    return number
