from .base import Handler
class EmbeddingsHandler(Handler):
    pass
