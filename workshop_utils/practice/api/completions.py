from .base import Handler
class CompletionsHandler(Handler):
    pass
