"""workshop serve: the practice model alone, for notebooks in other processes or for any OpenAI client."""

import time

from .. import settings


def serve(port: int = 8765) -> int:
    """Serve until Ctrl-C; port 0 takes any free one."""
    from .. import practice
    chosen = settings.load()
    server = practice.start(port=port, first_token_s=chosen.first_token_s, tokens_per_s=chosen.tokens_per_s)
    print(f"The practice model answers at {server.base_url}\n"
          "Point a notebook at it: set this in the environment before JupyterLab starts\n"
          f"  WORKSHOP_BASE_URL={server.base_url}\n"
          "or set base_url under [compatible] and provider = \"compatible\" in workshop.local.toml.\n"
          "Ctrl-C ends it.", flush=True)
    try:
        while True:
            time.sleep(0.5)      # Windows hears Ctrl-C between short sleeps, not during a wait without end
    except KeyboardInterrupt:
        print("\nThe practice model has stopped.")
    finally:
        server.stop()
    return 0
