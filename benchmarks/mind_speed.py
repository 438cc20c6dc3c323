"""How long one answer of the mind takes, with 20 and with 128 tools: python benchmarks/mind_speed.py

Every request is new and every tool known, as in a conversation; the median, the slowest tenth and the first answer are printed.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

import mind_generate as generator  # noqa: E402  (the two lines above make it importable from anywhere)
from workshop_utils.practice.mind import think  # noqa: E402
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec  # noqa: E402


def toolset(count):
    """`count` different tools out of the generator's families."""
    tools = {}
    for example in generator.generate(7, 3):
        tools.setdefault(example.tool.name, example.tool)
    named = list(tools.values())
    while len(named) < count:
        base = named[len(named) % len(tools)]
        named.append(ToolSpec(f"{base.name}_{len(named)}", base.description, base.parameters))
    return tuple(named[:count])


def measure(count, requests=150):
    """Milliseconds of each answer, after one that loads the word vectors."""
    tools = toolset(count)
    texts = [e.text for e in generator.generate(11, 1)][:requests]
    start = time.perf_counter()
    think(Conversation(items=(Message("user", "Hello there"),), tools=tools))
    think(Conversation(items=(Message("user", "What is the weather in Oslo?"),), tools=tools))
    first = 1000 * (time.perf_counter() - start)
    times = []
    for text in texts:
        start = time.perf_counter()
        think(Conversation(items=(Message("user", text),), tools=tools))
        times.append(1000 * (time.perf_counter() - start))
    return times, first


def main():
    for count, limit in ((20, 10), (128, 30)):
        times, first = measure(count)
        print(f"{count:3d} tools: median {statistics.median(times):5.1f} ms (limit {limit}), "
              f"slowest tenth from {statistics.quantiles(times, n=10)[-1]:5.1f} ms, first answers {first:.0f} ms")


if __name__ == "__main__":
    main()
