"""workshop serve: the practice model alone, for notebooks in other processes or for any OpenAI client."""

import time

from .. import settings
from . import Stop


def serve(port: int = 8765) -> int:
    """Serve until Ctrl-C; port 0 takes any free one."""
    from .. import practice
    chosen = settings.load()
    try:
        server = practice.start(port=port, first_token_s=chosen.first_token_s, tokens_per_s=chosen.tokens_per_s)
    except practice.PortInUse as error:
        raise Stop(f"Port {port} is in use by another program, perhaps another workshop serve, or is not allowed. "
                   "Stop that one, or take any free port: workshop serve --port 0") from error
    try:
        print(f"The practice model answers at {server.base_url}\n"
              "Point a notebook at it: set this in the environment before JupyterLab starts\n"
              f"  WORKSHOP_BASE_URL={server.base_url}\n"
              'or set provider = "compatible", and base_url under [compatible], in workshop.local.toml.\n'
              "Ctrl-C ends it.", flush=True)
        while True:
            time.sleep(0.5)      # Windows hears Ctrl-C between short sleeps, not during a wait without end
    except KeyboardInterrupt:
        print("\nThe practice model has stopped.")
    finally:
        server.stop()
    return 0
