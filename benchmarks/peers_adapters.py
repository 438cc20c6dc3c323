"""How each framework makes a tool of a function and runs a turn with it, at its default settings.

make(function) gives the tool; prepare(tools, model, url, api) gives (run, arun): what runs one turn and returns its text,
once for sync and once for async code (None where the framework has no such way).
"""

import asyncio
import os
from types import SimpleNamespace


def ours():
    from workshop_utils import Chat, Tool
    from workshop_utils import chat as room
    from workshop_utils.settings import Settings
    import openai

    def prepare(tools, model, url, api="responses"):
        room.connection.current = lambda: Settings(api=api)
        client = openai.AsyncOpenAI(base_url=url, api_key="k")

        async def arun():
            return (await Chat(tools=tools, client=client, model=model).send("Go.")).text
        background = openai.AsyncOpenAI(base_url=url, api_key="k")      # a client belongs to one loop
        return (lambda: Chat(tools=tools, client=background, model=model).send_sync("Go.").text), arun
    return SimpleNamespace(make=Tool, prepare=prepare, package="workshop-utils")


def openai_agents():
    import agents
    import openai
    agents.set_tracing_disabled(True)
    models = {"responses": agents.OpenAIResponsesModel, "chat": agents.OpenAIChatCompletionsModel}

    def prepare(tools, model, url, api="responses"):
        client = openai.AsyncOpenAI(base_url=url, api_key="k")
        agent = agents.Agent(name="a", tools=tools, model=models[api](model=model, openai_client=client))

        async def arun():
            return (await agents.Runner.run(agent, "Go.")).final_output
        return (lambda: agents.Runner.run_sync(agent, "Go.").final_output), arun
    return SimpleNamespace(make=agents.function_tool, prepare=prepare, package="openai-agents")


def pydantic_ai():
    from pydantic_ai import Agent, Tool
    from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
    from pydantic_ai.providers.openai import OpenAIProvider
    models = {"responses": OpenAIResponsesModel, "chat": OpenAIChatModel}

    def prepare(tools, model, url, api="responses"):
        agent = Agent(models[api](model, provider=OpenAIProvider(base_url=url, api_key="k")), tools=tools)

        async def arun():
            return (await agent.run("Go.")).output
        return (lambda: agent.run_sync("Go.").output), arun
    return SimpleNamespace(make=Tool, prepare=prepare, package="pydantic-ai-slim")


def langchain():
    from langchain.agents import create_agent
    from langchain_core.tools import tool
    from langchain_openai import ChatOpenAI

    def prepare(tools, model, url, api="responses"):
        chat = ChatOpenAI(model=model, base_url=url, api_key="k", use_responses_api=api == "responses")
        agent, question = create_agent(chat, tools), {"messages": [{"role": "user", "content": "Go."}]}

        async def arun():
            return (await agent.ainvoke(question))["messages"][-1].text
        return (lambda: agent.invoke(question)["messages"][-1].text), arun
    return SimpleNamespace(make=lambda function: tool(function, parse_docstring=bool(":" in (function.__doc__ or ""))),
                           prepare=prepare, package="langchain")


def llm():
    import llm as room
    from llm.default_plugins.openai_models import AsyncChat, Chat
    options = {"supports_tools": True, "can_stream": False}

    def prepare(tools, model, url, api="chat"):
        sync, later = Chat(model, model_name=model, api_base=url, **options), AsyncChat(model, model_name=model, api_base=url, **options)
        sync.key = later.key = "k"

        async def arun():
            return await later.chain("Go.", tools=tools, stream=False, key="k").text()
        return (lambda: sync.chain("Go.", tools=tools, stream=False, key="k").text()), arun
    return SimpleNamespace(make=room.Tool.function, prepare=prepare, package="llm", apis=("chat",))


def smolagents():
    from smolagents import OpenAIServerModel, ToolCallingAgent, tool

    def prepare(tools, model, url, api="chat"):
        agent = ToolCallingAgent(tools=tools, model=OpenAIServerModel(model_id=model, api_base=url, api_key="k"), verbosity_level=-1, max_steps=4)
        return (lambda: str(agent.run("Go."))), None
    return SimpleNamespace(make=tool, prepare=prepare, package="smolagents", apis=("chat",), ends_with_a_call=True)


def adapter(name: str):
    """The adapter of this peer, with what is usual filled in."""
    os.environ.setdefault("OPENAI_API_KEY", "k")
    found = {"workshop_utils": ours, "openai-agents": openai_agents, "pydantic-ai": pydantic_ai, "langchain": langchain,
             "llm": llm, "smolagents": smolagents}[name]()
    found.apis = getattr(found, "apis", ("responses", "chat"))
    found.ends_with_a_call = getattr(found, "ends_with_a_call", False)
    return found


_loop = asyncio.new_event_loop()     # one for all turns: some frameworks keep one async client for good


def wait_for(coroutine):
    """Run a coroutine on the one loop."""
    return _loop.run_until_complete(coroutine)


def once(prepared) -> str:
    """One turn, by whichever way there is; async first."""
    run, arun = prepared
    return wait_for(arun()) if arun else run()
