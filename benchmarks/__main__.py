"""make bench: the measures in turn, each in a process of its own. `python -m benchmarks mind core` runs only those."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEASURES = {
    "server": ("practice_server.py", "the practice model's server: start, latency, 200 at once, memory"),
    "mind": ("mind_speed.py", "one answer of the mind with 20 and with 128 tools"),
    "base": ("base_model.py", "the base model: few-shot curve, roles, Toolformer's filter, speed"),
    "tasks": ("tasks.py", "task boards: create, cancel, a turn beside ten tasks"),
    "durable": ("durable.py", "durable tasks: create, step, check, takeover after a kill"),
    "core": ("peers.py", "our core and its peers at the same work (installs the peers at the first run)"),
    "clients": ("practice_clients.py", "other people's clients against the practice model (installs them, too)"),
}


def main(names: list[str]) -> int:
    """Run the named measures, or all; 1 if one of them failed."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"There is no measure {unknown[0]!r}. There are: {', '.join(MEASURES)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or MEASURES:
        file, about = MEASURES[name]
        print(f"\n== {name}: {about}", flush=True)
        if subprocess.run([sys.executable, str(HERE / file)], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
