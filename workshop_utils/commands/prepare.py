"""Make an installation ready for lessons: no news prompt in JupyterLab, and matplotlib's font cache warm."""

import json
import os
import sys
from pathlib import Path

QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}


def prepare() -> None:
    """Do both; quick when they are done already."""
    _silence_news(Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json")
    # The first import writes a message to stderr, which would end up in a lesson's output.
    import matplotlib.font_manager  # noqa: F401


def _silence_news(path: Path) -> None:
    """Merge our two settings into JupyterLab's overrides of this environment."""
    present = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if all(present.get(plugin) == value for plugin, value in QUIET.items()):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({**present, **QUIET}, indent=2), encoding="utf-8")
        os.replace(draft, path)
    except PermissionError:
        print(f"{path} can't be written, so JupyterLab may ask about news once. Answer as you like.")


if __name__ == "__main__":
    prepare()
