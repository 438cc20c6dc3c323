"""The API's endpoints, one file each, and the routes that lead to them."""

from .base import Handler
from .chat import ChatHandler
from .completions import CompletionsHandler
from .control import FaultsHandler
from .embeddings import EmbeddingsHandler
from .models import ModelHandler, ModelsHandler
from .responses import (CancelHandler, InputItemsHandler, InputTokensHandler, ResponseHandler, ResponsesHandler)

_ID = r"([^/]+)"


def routes() -> list:
    """tornado's routes."""
    handlers = {
        r"/v1/models": ModelsHandler,
        rf"/v1/models/{_ID}": ModelHandler,
        r"/v1/completions": CompletionsHandler,
        r"/v1/chat/completions": ChatHandler,
        r"/v1/responses": ResponsesHandler,
        r"/v1/responses/input_tokens": InputTokensHandler,
        rf"/v1/responses/{_ID}": ResponseHandler,
        rf"/v1/responses/{_ID}/cancel": CancelHandler,
        rf"/v1/responses/{_ID}/input_items": InputItemsHandler,
        r"/v1/embeddings": EmbeddingsHandler,
        r"/practice/faults": FaultsHandler,
        r".*": Handler,
    }
    return list(handlers.items())
