"""The practice model: a small rule-based stand-in for a large language model, behind OpenAI's API, on this machine.

    server = start()
    client = openai.OpenAI(base_url=server.base_url, api_key="not needed")
"""

from .faults import faults
from .server import PortInUse, Server, running, start

MODELS = ("practice", "practice-base", "practice-embedding", "practice-realtime")

__all__ = ["MODELS", "PortInUse", "Server", "faults", "further_trained_on", "running", "start"]


def further_trained_on(texts: list[str], name: str) -> str:
    """Train the base model further on these texts; returns the id of the new model, e.g. "practice-base:letters".

    It answers in the practice model of this process, in less than a second.

    Raises:
        ValueError: for texts or a name that can't be used
    """
    from .mind import base_model              # numpy and the corpus are loaded only by those who ask

    return base_model.further_trained_on(texts, name)
