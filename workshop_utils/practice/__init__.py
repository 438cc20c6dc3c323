"""The practice model: a small rule-based stand-in for a large language model, behind OpenAI's API, on this machine.

    server = start()
    client = openai.OpenAI(base_url=server.base_url, api_key="not needed")
"""

from .faults import faults
from .server import PortInUse, Server, running, start

MODELS = ("practice", "practice-base", "practice-embedding", "practice-realtime")

__all__ = ["MODELS", "PortInUse", "Server", "faults", "running", "start"]
