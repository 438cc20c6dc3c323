"""GET /v1/models, and which names are taken: the practice models' own and OpenAI's as aliases."""

import re

from ..mind import base_model
from .base import Handler
from .errors import ApiError

MODELS = {"practice": "chat", "practice-base": "base", "practice-embedding": "embedding",
          "practice-realtime": "realtime"}
_CREATED = 1_767_225_600  # 2026-01-01: the same on every machine

_ALIASES = [
    (re.compile(r"gpt-3\.5-turbo-instruct.*|davinci-002|babbage-002"), "base"),
    (re.compile(r"text-embedding-.+"), "embedding"),
    (re.compile(r"gpt-realtime.*|gpt-.+-realtime.*"), "realtime"),
    (re.compile(r"gpt-.+|o\d.*|chatgpt-.+|codex-.+"), "chat"),
]
_WRONG_ENDPOINT = {
    "chat": "This is not a chat model and thus not supported in the v1/chat/completions endpoint. "
            "Did you mean to use v1/completions?",
    "base": "This is a chat model and not supported in the v1/completions endpoint. "
            "Did you mean to use v1/chat/completions?",
    "embedding": "You are not allowed to generate embeddings from this model",
}


def use_of(name: str) -> str | None:
    """What a model is for: "chat", "base", "embedding" or "realtime"; None for a name that nobody knows."""
    if name in MODELS:
        return MODELS[name]
    if base_model.is_known(name):
        return "base"
    return next((use for pattern, use in _ALIASES if pattern.fullmatch(name)), None)


def check_model(name: str, use: str) -> None:
    """Refuse a name that is unknown, or a model that is made for another endpoint."""
    known = use_of(name)
    if known is None:
        raise model_not_found(name)
    if known != use:
        raise ApiError(_WRONG_ENDPOINT[use], status=403 if use == "embedding" else 404, param="model")


def model_not_found(name: str) -> ApiError:
    """The API's answer to an unknown model."""
    return ApiError(f"The model `{name}` does not exist or you do not have access to it.",
                    status=404, code="model_not_found")


def _model(name: str) -> dict:
    return {"id": name, "object": "model", "created": _CREATED, "owned_by": "practice"}


class ModelsHandler(Handler):
    """GET /v1/models"""

    def get(self):
        self.send({"object": "list", "data": [_model(name) for name in dict.fromkeys([*MODELS, *base_model.names()])]})


class ModelHandler(Handler):
    """GET /v1/models/{name}"""

    def get(self, name):
        if use_of(name) is None:
            raise model_not_found(name)
        self.send(_model(name))
