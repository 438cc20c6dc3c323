"""Our core and its peers at the same work, in one run: `python benchmarks/peers.py [names] [--newest]`.

Each peer lives in an environment of its own under .workshop/bench/, at the version that frameworks.txt fixes, or at its
newest. A table goes to the terminal, figures and a picture to .workshop/bench/.
"""

import argparse
import json
import re
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".workshop" / "bench"
OURS = "workshop_utils"
IMPORTS = {OURS: "workshop_utils", "openai-agents": "agents", "pydantic-ai": "pydantic_ai", "langchain": "langchain.agents, langchain_openai",
           "llm": "llm", "smolagents": "smolagents"}
sys.path.insert(0, str(HERE.parent))


def main() -> None:
    options = _options()
    fixed = dict(re.findall(r"^([\w-]+): *(.+)$", (HERE / "frameworks.txt").read_text(), re.MULTILINE))
    unknown = [name for name in options.names if name not in fixed]
    if unknown:
        raise SystemExit(f"There is no peer {unknown[0]!r}. Peers: {', '.join(fixed)}.")
    CACHE.mkdir(parents=True, exist_ok=True)
    chosen = {name: fixed[name] for name in options.names or fixed}
    pythons = {OURS: sys.executable, **{name: environment(name, wanted, options.newest) for name, wanted in chosen.items()}}
    if options.install_only:
        return
    measured = {}
    with Server() as url:
        for name, python in pythons.items():
            measured[name] = work(name, python, url) if python else {"problem": "could not be installed"}
            print(f"{name}: {measured[name].get('problem') or 'done'}", flush=True)
    (CACHE / "frameworks.json").write_text(json.dumps(measured, indent=1))
    report(measured)


def _options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="peers of frameworks.txt; all by default")
    parser.add_argument("--newest", action="store_true", help="the newest versions instead of the fixed ones")
    parser.add_argument("--install-only", action="store_true", help="make the environments and stop")
    return parser.parse_args()


def environment(name: str, wanted: str, newest: bool) -> str | None:
    """The Python of the peer's own environment, made and filled if need be; None if it can't be installed."""
    wanted = re.sub(r"==[\w.]+", "", wanted) if newest else wanted
    folder = CACHE / f"{name}{'-newest' if newest else ''}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    mark = folder / "installed.txt"
    if mark.is_file() and mark.read_text() == wanted and not newest:
        return str(python)
    print(f"Installing {wanted} …", flush=True)
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "jsonschema", *wanted.split()]
    if subprocess.run(command, stderr=subprocess.DEVNULL).returncode:
        return None
    mark.write_text(wanted)
    return str(python)


class Server:
    """core_server.py in a process of its own, so that its work is not counted as the client's."""

    def __enter__(self) -> str:
        self.process = subprocess.Popen([sys.executable, str(HERE / "core_server.py")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        return self.process.stdout.readline().strip()

    def __exit__(self, *error):
        self.process.stdin.close()
        self.process.wait(timeout=5)


def work(name: str, python: str, url: str) -> dict:
    """What peers_work.py measured in the peer's environment, and how long its import takes."""
    done = subprocess.run([python, str(HERE / "peers_work.py"), name, url], capture_output=True, text=True, timeout=900)
    if done.returncode:
        return {"problem": (done.stderr.strip().splitlines() or ["no reason given"])[-1][:300]}
    with_client = "from workshop_utils import Chat; import openai" if name == OURS else f"import {IMPORTS[name]}, openai"
    return {**json.loads(done.stdout.splitlines()[-1]), "import_s": import_seconds(python, f"import {IMPORTS[name]}"),
            "import_client_s": import_seconds(python, with_client)}


def import_seconds(python: str, line: str) -> float:
    """Seconds over those of bare Python, the best of seven."""
    def best(code):
        times = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([python, "-c", code], check=True, cwd=HERE.parent)
            times.append(time.perf_counter() - start)
        return min(times)
    return best(line) - best("pass")


# ── the report ────────────────────────────────────────────────────────────────────────────────────────

ROWS = [("schemas right, of 18", "schemas", max), ("typed values, of 14", "typed", max), ("faults survived, of 8", "faults", max),
        ("messages with culprit and remedy, of 8", "messages", max), ("loop / raw SDK, responses", "loop_responses", min),
        ("loop / raw SDK, chat", "loop_chat", min), ("schema of one function, ms", "schema_ms", min), ("import, s", "import_s", min),
        ("import with the openai client, s", "import_client_s", min),
        *((f"{n} {kind} calls × 100 ms / ideal", f"{kind}_{n}", min) for kind in ("sync", "async") for n in (1, 8, 32, 64))]


def report(measured: dict) -> None:
    """The table, the picture, and where we are not first."""
    names = [name for name in measured if "problem" not in measured[name]]
    print("\n" + _line(["", *names]))
    for label, key, best in ROWS:
        print(_line([label, *(_cell(measured[name].get(key)) for name in names)]))
        peers = [measured[name][key] for name in names if name != OURS and measured[name].get(key) is not None]
        ours = measured.get(OURS, {}).get(key)
        if peers and ours is not None and ours != best([ours, *peers]):
            print(f"    not first: {_cell(ours)} against {_cell(best(peers))}")
    for name, figures in measured.items():
        for case in figures.get("wrong", []) if name == OURS else []:
            print(f"    {name}: {case}")
        if "problem" in figures:
            print(f"{name}: {figures['problem']}")
    print("not compared: swarm (no package, its repository only), cosette (installs only with two pins of its own)")
    print("versions: " + ", ".join(f"{name} {measured[name]['version']}" for name in names))
    picture(measured, names)


def _line(cells: list[str]) -> str:
    return cells[0].ljust(40) + "".join(cell.rjust(max(15, len(cell) + 2)) for cell in cells[1:])


def _cell(value) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def picture(measured: dict, names: list[str]) -> None:
    """Two pictures beside the figures: the loop, and calls that come together."""
    from workshop_utils.show import bars
    loop = {kind: {n: measured[n][f"loop_{kind}"] for n in names if measured[n].get(f"loop_{kind}")} for kind in ("responses", "chat")}
    calls = {f"{n} sync": {name: measured[name][f"sync_{n}"] for name in names if measured[name].get(f"sync_{n}")} for n in (8, 64)}
    for title, values, file in (("A turn of two requests", loop, "loop.png"), ("Calls of 100 ms that come together", calls, "calls.png")):
        unit = "times the raw SDK" if file == "loop.png" else "times the ideal"
        print(bars(values, title=title, unit=unit).save(CACHE / file))


if __name__ == "__main__":
    main()
