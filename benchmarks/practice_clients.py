"""Other people's clients run their tool loops against the practice model, each in an environment of its own.

    python benchmarks/practice_clients.py [names as in peers.txt; all by default]

The first run installs the versions that peers.txt fixes into the system's temporary folder.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

QUESTION = "What is the weather in Oslo?"
ANSWER = "-7"
SERVER = "from workshop_utils import practice; print(practice.start().base_url, flush=True); input()"
HERE = Path(__file__).resolve()


# ── each in its own environment ──────────────────────────────────────────────────────────────


def get_weather(city: str) -> str:
    """Current weather of a city.

    Args:
        city: the name of the city
    """
    assert city == "Oslo", f"asked for {city!r}"
    return json.dumps({"city": city, "celsius": int(ANSWER)})


def told(text):
    """The text, if it tells the result of the tool."""
    assert ANSWER in text, f"{text!r} does not tell the result"
    return text


def openai_agents(base_url):
    from agents import (Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool,
                        set_tracing_disabled)
    from openai import AsyncOpenAI

    set_tracing_disabled(True)
    for api in (OpenAIResponsesModel, OpenAIChatCompletionsModel):
        model = api(model="practice", openai_client=AsyncOpenAI(base_url=base_url, api_key="none"))
        weather = Agent(name="weather", instructions="Answer questions about the weather.", model=model,
                        handoff_description="Answers questions about the weather.",
                        tools=[function_tool(get_weather)])
        triage = Agent(name="triage", instructions="Hand over to the agent who can help.", model=model,
                       handoffs=[weather])
        for agent in (weather, triage):
            result = Runner.run_sync(agent, QUESTION)
            assert result.last_agent is weather, f"{agent.name} did not hand over"
            yield f"{api.__name__}, from {agent.name} to weather", told(result.final_output)


def langchain_openai(base_url):
    from langchain_core.messages import HumanMessage
    from langchain_core.tools import tool
    from langchain_openai import ChatOpenAI

    function = tool(get_weather)
    for is_responses in (False, True):
        model = ChatOpenAI(model="practice", base_url=base_url, api_key="none", use_responses_api=is_responses)
        bound, messages = model.bind_tools([function]), [HumanMessage(QUESTION)]
        for _ in range(2):
            messages.append(bound.invoke(messages))
            messages += [function.invoke(call) for call in messages[-1].tool_calls]
        streamed = None
        for chunk in bound.stream(QUESTION):
            streamed = chunk if streamed is None else streamed + chunk
        assert streamed.tool_calls[0]["args"] == {"city": "Oslo"}
        content = messages[-1].content
        text = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
        yield "responses" if is_responses else "chat completions", told(text)


def pydantic_ai_slim(base_url):
    from pydantic_ai import Agent
    from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
    from pydantic_ai.providers.openai import OpenAIProvider

    for api in (OpenAIChatModel, OpenAIResponsesModel):
        model = api("practice", provider=OpenAIProvider(base_url=base_url, api_key="none"))
        yield api.__name__, told(Agent(model, tools=[get_weather]).run_sync(QUESTION).output)


def instructor(base_url):
    import instructor as library
    from openai import OpenAI
    from pydantic import BaseModel

    class Person(BaseModel):
        """A person."""

        name: str
        age: int

    for mode in (library.Mode.TOOLS, library.Mode.TOOLS_STRICT, library.Mode.JSON_SCHEMA):
        client = library.from_openai(OpenAI(base_url=base_url, api_key="none"), mode=mode)
        person = client.chat.completions.create(model="practice", response_model=Person, max_retries=1,
                                                messages=[{"role": "user", "content": "Anna is 34 years old."}])
        assert person.model_dump() == {"name": "Anna", "age": 34}, person
        yield mode.name, str(person)


FUNCTION = {"name": "get_weather", "description": "Current weather of a city.", "strict": True, "parameters": {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": False}}


def openai(base_url):
    import openai as library

    client = library.OpenAI(base_url=base_url, api_key="none")
    yield "responses", told(over_responses(client))
    yield "chat completions", told(over_chat_completions(client))


def over_responses(client):
    """A tool loop whose first turn is streamed."""
    tools = [{"type": "function"} | FUNCTION]
    with client.responses.stream(model="practice", input=QUESTION, tools=tools) as stream:
        stream.until_done()
        first = stream.get_final_response()
    call = first.output[0]
    output = {"type": "function_call_output", "call_id": call.call_id, "output": get_weather(**json.loads(call.arguments))}
    return client.responses.create(model="practice", previous_response_id=first.id, input=[output]).output_text


def over_chat_completions(client):
    """The same with the history sent by the client."""
    messages, tools = [{"role": "user", "content": QUESTION}], [{"type": "function", "function": FUNCTION}]
    with client.chat.completions.stream(model="practice", messages=messages, tools=tools) as stream:
        stream.until_done()
        call = stream.get_final_completion().choices[0].message.tool_calls[0]
    function = {"name": call.function.name, "arguments": call.function.arguments}
    messages += [{"role": "assistant", "tool_calls": [{"id": call.id, "type": "function", "function": function}]},
                 {"role": "tool", "tool_call_id": call.id, "content": get_weather(**json.loads(function["arguments"]))}]
    return client.chat.completions.create(model="practice", messages=messages).choices[0].message.content


PEERS = {"openai": openai, "openai-agents": openai_agents, "langchain-openai": langchain_openai, "pydantic-ai-slim": pydantic_ai_slim,
         "instructor": instructor}


def play(name, base_url):
    """One client's loops, inside of its environment; prints a line for each."""
    for what, answer in PEERS[name](base_url):
        print(f"  {what}: {answer}", flush=True)


# ── the run ──────────────────────────────────────────────────────────────────────────────────


def main(names):
    """Install what is missing, start the practice model, let every client play, and count who failed."""
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        base_url, failed = server.stdout.readline().strip(), 0
        for requirement in requirements(names):
            started = time.monotonic()
            done = subprocess.run([environment(requirement), str(HERE), "--play", package(requirement), base_url],
                                  capture_output=True, text=True, timeout=120, env=offline())
            verdict = "ok" if done.returncode == 0 else "FAILED"
            failed += done.returncode != 0
            print(f"{requirement}: {verdict}, {time.monotonic() - started:.1f} s\n{done.stdout}", end="", flush=True)
            if done.returncode:
                print("\n".join(done.stderr.strip().splitlines()[-12:]))
    finally:
        server.communicate("\n")
    return failed


def requirements(names) -> list[str]:
    """The lines of peers.txt, or those of the given packages."""
    lines = (HERE.parent / "peers.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    unknown = set(names) - {package(line) for line in wanted}
    if unknown:
        sys.exit(f"{', '.join(sorted(unknown))} is not in peers.txt. There are: {', '.join(map(package, wanted))}.")
    return [line for line in wanted if not names or package(line) in names]


def package(requirement) -> str:
    """The name in a requirement, without extras and version."""
    return re.match(r"[\w-]+", requirement)[0]


def environment(requirement) -> str:
    """The Python of an environment that has this requirement; made and filled if it is not there yet."""
    root = Path(tempfile.gettempdir()) / "workshop-peers" / re.sub(r"\W+", "-", requirement)
    python = root / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (root / "installed").exists():
        print(f"installing {requirement} …", flush=True)
        venv.create(root, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement],
                       check=True)
        (root / "installed").touch()
    return str(python)


def offline() -> dict:
    """An environment without keys, in which loopback goes through no proxy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "LANGCHAIN_"))}
    return kept | {"NO_PROXY": "127.0.0.1,localhost", "OPENAI_AGENTS_DISABLE_TRACING": "1"}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--play"]:
        play(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
