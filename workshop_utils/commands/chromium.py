"""Where Chromium or Chrome is on this machine: the browser tests drive an installed one and download none."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
ADVICE = ("Install Chromium or Chrome (Debian and Ubuntu: apt install chromium), or set WORKSHOP_CHROMIUM to its "
          "executable; only the browser tests need it.")


def find_chromium() -> Path | None:
    """The executable named by WORKSHOP_CHROMIUM, or on PATH, or in the usual places; None if there is none.

    Raises:
        FileNotFoundError: if WORKSHOP_CHROMIUM names no file
    """
    named = os.environ.get("WORKSHOP_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"WORKSHOP_CHROMIUM is {named!r}, and there is no such file. {ADVICE}")
        return Path(named)
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    usual = (Path(os.path.expandvars(place)).expanduser() for place in PLACES)
    return Path(on_path) if on_path else next((place for place in usual if place.is_file()), None)
