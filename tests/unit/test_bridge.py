"""send_sync: in a script, on threads, and where a loop runs already."""

import asyncio
import subprocess
import sys
import threading

import openai
import pytest
from scripted import Scripted, call, response, text

from workshop_utils import Chat, Tool
from workshop_utils.bridge import run_sync

DONE = response(text("Done."))


def chat_with(server, *tools):
    # A client of its own, as connect_async() gives it: the SDK's default one closes itself on whichever loop happens to run
    # when it is collected, and then takes a newer connection of the bridge's loop with it.
    http = openai.DefaultAsyncHttpxClient(verify=False)
    return Chat(tools=tools, client=openai.AsyncOpenAI(base_url=server.base_url, api_key="k", http_client=http), model="scripted")


def test_it_works_where_no_loop_runs():
    with Scripted(DONE) as server:
        assert chat_with(server).send_sync("Go.").text == "Done."


def test_it_works_inside_a_running_loop_as_in_jupyter():
    async def cell():
        return chat_with(server).send_sync("Go.").text
    with Scripted(DONE) as server:
        assert asyncio.run(cell()) == "Done."


def test_it_works_on_many_threads_at_once():
    answers = []
    with Scripted(DONE) as server:
        threads = [threading.Thread(target=lambda: answers.append(chat_with(server).send_sync("Go.").text)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == ["Done."] * 8


def test_a_tool_that_is_not_async_may_itself_send_synchronously():
    with Scripted(response(call("ask")), DONE) as server:
        inner = Tool(lambda: chat_with(server).send_sync("Inner.").text, name="ask")
        chat = chat_with(server, inner)
        assert chat.send_sync("Go.").text == "Done."
        assert chat.items[2]["output"] == "Done."


def test_an_async_tool_that_sends_synchronously_gets_a_clear_error_instead_of_waiting_for_ever():
    async def ask():
        return chat_with(server).send_sync("Inner.").text
    with Scripted(response(call("ask")), DONE) as server:
        chat = chat_with(server, ask)
        assert chat.send_sync("Go.").text == "Done."
        assert "would wait for ever. Await chat.send(...) there." in chat.items[2]["output"]


def test_a_chat_may_be_sent_to_synchronously_and_then_awaited():
    with Scripted(DONE) as server:
        chat = Chat(model="practice")
        chat._client = None

        async def later():
            return (await chat.send("Hello!")).text
        assert chat.send_sync("Hello!").text and asyncio.run(later())
        assert server.requests == []


def test_an_error_comes_through_as_it_is():
    async def fail():
        raise LookupError("as it is")
    with pytest.raises(LookupError, match="^as it is$"):
        run_sync(fail())


@pytest.mark.skipif(sys.platform == "win32", reason="a process can't send itself a Ctrl-C there")
def test_an_interrupt_while_waiting_stops_the_turn():
    # In a process of its own: a real Ctrl-C is a matter of the main thread.
    script = """
import asyncio, os, signal, threading
signal.signal(signal.SIGINT, signal.default_int_handler)       # a shell may have started us deaf to it
from workshop_utils.bridge import run_sync
stopped = threading.Event()
async def work():
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        await asyncio.sleep(90)
    finally:
        stopped.set()
try:
    run_sync(work())
except KeyboardInterrupt:
    print("interrupted", stopped.wait(60))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "interrupted True", done.stderr
