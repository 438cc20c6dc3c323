"""Speed and memory of the practice model, in a process of its own, through the official client.

    python benchmarks/practice_server.py [requests of the memory run, 10000 by default]
"""

import asyncio
import statistics
import subprocess
import sys
import time

import openai
import psutil

TOOL = {"type": "function", "name": "get_weather", "description": "Current weather of a city.", "strict": True,
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
                       "additionalProperties": False}}
REQUEST = {"model": "practice", "input": "What is the weather in Oslo?", "tools": [TOOL]}
SERVER = "from workshop_utils import practice; print(practice.start().base_url, flush=True); input()"


def main(requests):
    """Measure and print the table."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        base_url = process.stdout.readline().strip()
        client = openai.OpenAI(base_url=base_url, api_key="none", max_retries=0)
        client.responses.create(**REQUEST)
        grown = memory_mb(client, psutil.Process(process.pid), requests)
        rows = [("start() to listening", f"{start_ms():.1f} ms", "< 300 ms"),
                (f"memory grown after {requests:,} requests", f"{grown:.1f} MB", "< 20 MB"),
                ("one request, median of 500", f"{median_ms(client):.2f} ms", "< 5 ms")]
        lost, p95 = asyncio.run(concurrent(base_url))
        rows += [("200 at once, lost", str(lost), "0"), ("200 at once, p95", f"{p95:.2f} s", "")]
    finally:
        process.communicate("\n")
    for name, value, target in rows:
        print(f"{name:<42} {value:>10}   {target}")


def start_ms() -> float:
    """From start() until it returns, in this process; imports are not counted."""
    from workshop_utils import practice

    started = time.perf_counter()
    server = practice.start()
    taken = 1000 * (time.perf_counter() - started)
    server.stop()
    return taken


def median_ms(client) -> float:
    """One request after the other, the first 50 not counted."""
    times = []
    for _ in range(550):
        started = time.perf_counter()
        client.responses.create(**REQUEST)
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[50:])


async def concurrent(base_url) -> tuple[int, float]:
    """200 requests at once: how many were lost, and the 95th percentile in seconds."""
    async with openai.AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0, timeout=60) as client:
        await client.models.list()
        times = await asyncio.gather(*(timed(client) for _ in range(200)), return_exceptions=True)
    done = sorted(taken for taken in times if isinstance(taken, float))
    return 200 - len(done), done[int(len(done) * 0.95)]


async def timed(client) -> float:
    started = time.perf_counter()
    reply = await client.responses.create(**REQUEST)
    assert reply.output[0].type == "function_call"
    return time.perf_counter() - started


def memory_mb(client, process, requests) -> float:
    """How much the server's memory grows over so many stored responses, of which it keeps the last thousand."""
    before = process.memory_info().rss
    for _ in range(requests):
        client.responses.create(**REQUEST)
    return (process.memory_info().rss - before) / 2**20


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
