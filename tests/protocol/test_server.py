"""The server itself: it starts at once, stops, stays on this machine, keeps its pace, and loses no request."""

import asyncio
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import openai
import pytest
from wire import ask, ask_json, events

from workshop_utils import practice

HELLO = {"model": "practice", "input": "hello"}


# ── start and stop ───────────────────────────────────────────────────────────────────────────


def test_it_listens_when_start_returns():
    with practice.start() as server:
        socket.create_connection((server.host, server.port), timeout=60).close()
    assert server.base_url == f"http://127.0.0.1:{server.port}/v1"
    assert server.websocket_base_url == f"ws://127.0.0.1:{server.port}/v1"


def test_stop_frees_the_port_and_may_be_called_twice():
    server = practice.start()
    assert practice.running() is server
    server.stop()
    server.stop()
    assert practice.running() is not server
    with practice.start(port=server.port) as again:
        assert ask(again, "/v1/models")[0] == 200


def test_stop_does_not_wait_for_a_response_that_runs():
    server = practice.start(first_token_s=600)
    ask_json(server, "/v1/responses", HELLO | {"background": True})
    waiting = threading.Thread(target=lambda: _quietly(server), daemon=True)
    waiting.start()
    time.sleep(0.1)
    started = time.monotonic()
    server.stop()
    waiting.join(timeout=60)
    assert time.monotonic() - started < 30 and not waiting.is_alive()


def _quietly(server):
    try:
        ask(server, "/v1/responses", HELLO)
    except OSError:
        return


def test_a_port_in_use_is_named_with_the_way_out(server):
    with pytest.raises(practice.PortInUse, match=rf"Port {server.port} on 127.0.0.1 is in use.*Use port=0"):
        practice.start(port=server.port)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_it_listens_on_this_machine_only(host):
    with pytest.raises(ValueError, match="listens on this machine only"):
        practice.start(host=host)


def test_a_process_ends_with_a_server_running():
    code = "from workshop_utils import practice; practice.start(); print('started')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, "started\n", "")


def test_the_import_is_light():
    code = ("import sys; from workshop_utils import practice; "
            "print([name for name in ('numpy', 'tokenizers', 'safetensors', 'openai') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout == "[]\n", done.stderr


def test_it_answers_after_nest_asyncio_was_applied(server):
    nest = pytest.importorskip("nest_asyncio2")
    code = ("import asyncio, urllib.request\n"
            "from workshop_utils import practice\n"
            "server = practice.start()\n"
            "async def main():\n"
            f"    import {nest.__name__} as nest; nest.apply()\n"
            "    return await asyncio.to_thread(lambda: urllib.request.urlopen(server.base_url + '/models').status)\n"
            "print(asyncio.run(main()))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout == "200\n", done.stderr


# ── what can be injected ─────────────────────────────────────────────────────────────────────


def test_with_clock_ids_and_today_given_two_servers_send_the_same_bytes(tool):
    def replies():
        numbers = iter(range(1000))
        with practice.start(clock=lambda: 1_800_000_000.0, new_id=lambda prefix: f"{prefix}{next(numbers)}",
                            today=date(2026, 3, 1)) as server:
            body = {"model": "practice", "input": "What is the weather in Oslo?", "tools": [tool]}
            return ask(server, "/v1/responses", body)[2], ask(server, "/v1/responses", body | {"stream": True})[2]
    assert replies() == replies()
    assert '"created_at": 1800000000' in replies()[0]


def test_today_reaches_the_mind(think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer(str(conversation.today)))
    with practice.start(today=date(2026, 3, 1)) as server:
        assert "2026-03-01" in ask(server, "/v1/responses", HELLO)[2]
    with practice.start(clock=lambda: 0.0) as server:
        assert str(date.fromtimestamp(0)) in ask(server, "/v1/responses", HELLO)[2]


# ── pace ─────────────────────────────────────────────────────────────────────────────────────


def test_a_stream_keeps_the_pace_and_a_whole_reply_takes_as_long(think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer("one two three four five"))
    with practice.start(first_token_s=0.2, tokens_per_s=20) as server:
        client = openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        list(client.responses.create(**HELLO, stream=True))  # the client's own first one is slow
        for _ in range(10):           # on a crowded machine we may ourselves be late to see an event; hardly each time
            created, begun, completed = arrivals(client)
            assert begun >= 0.2 and completed >= 0.35
            if created < begun - 0.1 and completed >= begun + 0.15:
                break
        else:
            pytest.fail(f"created after {created:.2f} s, begun after {begun:.2f} s, completed after {completed:.2f} s")
        started = time.monotonic()
        client.responses.create(**HELLO)
        assert time.monotonic() - started >= 0.45


def arrivals(client) -> list[float]:
    """Seconds until a stream was created, said its first word, and was completed."""
    started, times = time.monotonic(), {}
    for event in client.responses.create(**HELLO, stream=True):
        times.setdefault(event.type, time.monotonic() - started)
    return [times[f"response.{name}"] for name in ("created", "output_text.delta", "completed")]


def test_a_background_stream_keeps_the_pace_and_ends_when_it_is_cancelled(think):
    from workshop_utils.practice.mind.conversation import Answer
    think(lambda conversation: Answer("word " * 200))
    with practice.start(tokens_per_s=20) as server:          # ten seconds, if nobody cancels
        client = openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        kinds = []
        for event in client.responses.create(**HELLO, stream=True, background=True):
            kinds.append(event.type)
            if event.type == "response.created":
                response_id = event.response.id
            if kinds.count("response.output_text.delta") == 2:
                again = client.responses.cancel(response_id)
    assert again.status == "cancelled"
    assert kinds.count("response.output_text.delta") < 150 and kinds[-1] != "response.completed"


def test_a_slow_reply_does_not_hold_up_others():
    with practice.start(first_token_s=600) as server:
        slow = [threading.Thread(target=_quietly, args=[server], daemon=True) for _ in range(3)]
        for thread in slow:
            thread.start()
        client = openai.OpenAI(base_url=server.base_url, api_key="none", max_retries=0)
        assert next(iter(client.responses.create(**HELLO, stream=True))).type == "response.created"
        assert ask(server, "/v1/models")[0] == 200
        assert all(thread.is_alive() for thread in slow)


def test_a_slow_mind_does_not_hold_up_others(server, think):
    from workshop_utils.practice.mind.conversation import Answer
    thinks, go_on = threading.Event(), threading.Event()

    def slowly(conversation):
        thinks.set()
        go_on.wait(60)
        return Answer("done")
    think(slowly)
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, server, "/v1/responses", HELLO)
        assert thinks.wait(60) and ask(server, "/v1/models")[0] == 200
        assert not slow.done()
        go_on.set()
        assert slow.result()[0] == 200


# ── many at once ─────────────────────────────────────────────────────────────────────────────


def test_of_200_concurrent_requests_none_is_lost(server, tool):
    async def one(client, number):
        question = f"What is the weather in Oslo? Please note the number {number}."
        if number % 2:
            reply = await client.responses.create(model="practice", input=question, tools=[tool])
            return reply.output[0].type
        return [event.type async for event in await client.responses.create(
            model="practice", input=question, tools=[tool], stream=True)][-1]

    async def run():
        async with openai.AsyncOpenAI(base_url=server.base_url, api_key="none", max_retries=0) as client:
            return await asyncio.gather(*(one(client, number) for number in range(200)))

    assert asyncio.run(run()) == ["response.completed", "function_call"] * 100


def test_clients_that_hang_up_leave_no_trace(server, caplog):
    with practice.start(first_token_s=0.2, tokens_per_s=5) as slow:
        for path in ("/v1/responses", "/v1/chat/completions"):
            with socket.create_connection((slow.host, slow.port)) as connection:
                body = (b'{"model": "practice", "stream": true, "input": "hi"}' if "responses" in path else
                        b'{"model": "practice", "stream": true, "messages": [{"role": "user", "content": "hi"}]}')
                connection.sendall(b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                   b"Content-Length: %d\r\n\r\n%s" % (path.encode(), len(body), body))
                connection.recv(100)
        time.sleep(0.5)
        assert ask(slow, "/v1/models")[0] == 200
    assert not caplog.records


def test_the_authorization_header_is_neither_needed_nor_logged(server, caplog):
    for headers in ({}, {"Authorization": "Bearer sk-secret"}):
        assert ask(server, "/v1/responses", HELLO, headers=headers)[0] == 200
    ask(server, "/v1/nothing", {}, headers={"Authorization": "Bearer sk-secret"})
    assert "sk-secret" not in caplog.text


# ── the store ────────────────────────────────────────────────────────────────────────────────


def entry(number, size=10):
    from workshop_utils.practice.api.store import Entry
    output = [{"id": f"msg_{number}", "type": "message", "content": "x" * size}]
    return Entry({"id": f"resp_{number}", "output": output}, [])


def test_stored_responses_are_bounded_in_number_and_bytes():
    from workshop_utils.practice.api.store import Store
    store = Store(max_responses=3, max_bytes=10_000)
    for number in range(5):
        store.put(entry(number))
    assert [bool(store.get(f"resp_{number}")) for number in range(5)] == [False, False, True, True, True]
    assert store.item("msg_1") is None and store.item("msg_4")
    store.put(entry(9, size=9_900))
    assert len(store) == 1 and store.size < 11_000


def test_a_long_chat_can_go_on_though_its_first_responses_are_forgotten(server):
    previous = None
    for number in range(30):
        previous = ask_json(server, "/v1/responses", HELLO | {"previous_response_id": previous})["id"]
        if number == 0:
            ask(server, f"/v1/responses/{previous}")
            first = previous
    assert ask(server, f"/v1/responses/{first}", method="DELETE")[0] == 200
    reply = ask_json(server, "/v1/responses", HELLO | {"previous_response_id": previous, "stream": False})
    assert ask_json(server, f"/v1/responses/{reply['id']}/input_items?limit=100")["data"][-1]["role"] == "user"
    assert events(ask(server, f"/v1/responses/{reply['id']}?stream=true")[2])[-1]["type"] == "response.completed"
