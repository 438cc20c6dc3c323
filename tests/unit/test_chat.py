"""Chat against a server that is told to misbehave: after every fault the conversation is whole, and the model knows why."""

import asyncio
import json
import threading
import time
from typing import Literal

import openai
import pytest
from patience import LONG, best_of, until_async
from scripted import Scripted, call, error, events, refusal, response, text

from workshop_utils import Chat, tool
from workshop_utils.chat import NOT_RUN, ChatProblem, TooManyTurns
from workshop_utils.show import timeline
from workshop_utils.tools import Tool

DONE = response(text("Done."))


@tool
def double(x: int) -> int:
    "Twice x."
    return 2 * x


@tool
def pay(to: str, amount: float, account: Literal["checking", "savings"] = "checking") -> str:
    "Pay somebody."
    return f"paid {amount} to {to} from {account}"


@tool
def broken(x: int = 0) -> int:
    "Always fails."
    raise KeyError(f"no card ends with {x}")


def whole(chat):
    """No call without its output, no output without its call, nothing that can't be sent."""
    open_calls, seen = set(), set()
    for item in chat.items:
        if item.get("type") == "function_call":
            assert item["call_id"] not in seen, "two calls with one id"
            seen.add(item["call_id"])
            open_calls.add(item["call_id"])
        elif item.get("type") == "function_call_output":
            assert item["call_id"] in open_calls, "an output without its call"
            open_calls.remove(item["call_id"])
            assert isinstance(item["output"], str) and "Traceback" not in item["output"]
        elif item.get("role") == "user":
            assert not open_calls, "a message between a call and its output"
    assert not open_calls, "a dangling call"
    json.dumps(chat.items, ensure_ascii=False).encode()


def outputs(chat):
    return [item["output"] for item in chat.items if item.get("type") == "function_call_output"]


def client(server, **options):
    http = openai.DefaultAsyncHttpxClient(verify=False)      # reading the certificates takes longer than a test
    return openai.AsyncOpenAI(base_url=server.base_url, api_key="test", http_client=http, **{"max_retries": 0, **options})


def talk(*script, tools=(double, pay, broken), say="Go.", **options):
    """The chat after one message to a server with this script."""
    async def run():
        with Scripted(*script) as server:
            chat = Chat(tools=tools, client=client(server), model="scripted", **options)
            reply = await chat.send(say)
            whole(chat)
            chat.seen = server.bodies
            return chat, reply
    return asyncio.run(run())


def told(*calls, tools=(double, pay, broken)):
    """What the model is told about these calls, when it makes them together."""
    chat, reply = talk(response(*calls), DONE, tools=tools)
    assert reply.text == "Done." and len(outputs(chat)) == len(calls)
    assert all(len(output) <= 800 for output in outputs(chat))
    return outputs(chat)


# ── what the model is told ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("made, words", [
    (call("pay", '{"to": "Alice" "amount": 5}'),
     'Arguments of pay were not valid JSON: expected "," after position 15: {"to": "Alice" "amount": 5}. Send the whole object again.'),
    (call("pay", '{"to": "Alice", "amount": 5'),
     'Arguments of pay were not valid JSON: expected "," after position 27: {"to": "Alice", "amount": 5. Send the whole object again.'),
    (call("pay", '["Alice", 5]'),
     'Arguments of pay must be one JSON object of named arguments, got an array: ["Alice", 5].'),
    (call("pay", '"Alice"'), 'Arguments of pay must be one JSON object of named arguments, got a string: "Alice".'),
    (call("send_mail", "{}"), 'There is no function "send_mail". Available: double, pay, broken.'),
    (call("dubble", "{}"), 'There is no function "dubble". Nearest: double. Available: double, pay, broken.'),
    (call("pay", {"to": "Alice", "amount": 5, "acount": "savings"}),
     'pay has no argument "acount". Did you mean "account"? '
     'Arguments: to, amount, account ("checking" or "savings") (optional).'),
    (call("pay", {"to": "Alice"}),
     'pay needs "amount" (a number). Arguments: to, amount, account ("checking" or "savings") (optional).'),
    (call("pay", {"to": "Alice", "amount": "fifty"}), 'amount must be a number, got "fifty".'),
    (call("pay", {"to": "Alice", "amount": 5, "account": "gold"}), 'account must be "checking" or "savings", got "gold".'),
    (call("pay", '{"to": "Alice", "amount": NaN}'),
     "Arguments of pay contain NaN, which is not JSON. Use a number, or leave it out."),
    (call("pay", '{"to": "Alice", "to": "Bob", "amount": 5}'),
     'Arguments of pay give "to" twice ("Alice" and "Bob"). Give it once.'),
    (call("broken", {"x": 4471}), "broken failed: KeyError: 'no card ends with 4471'"),
    (call("double", {"x": 1}, status="incomplete"), "The call of double was cut off and not run. Send the whole call again."),
], ids=["broken JSON", "cut JSON", "array", "string", "unknown tool", "misspelt tool", "extra", "missing", "wrong type",
        "not in the enum", "NaN", "duplicate key", "raising", "incomplete call"])
def test_the_model_is_told_what_was_wrong_and_what_would_be_right(made, words):
    assert told(made) == [words]


def test_one_of_three_that_raises_leaves_its_siblings_results():
    first, second, third = told(call("double", {"x": 1}, "a"), call("broken", {"x": 2}, "b"), call("double", {"x": 3}, "c"))
    assert (first, third) == ("2", "6")
    assert second == "broken failed: KeyError: 'no card ends with 2'. Other calls of this turn are not affected."


def test_200_kb_of_arguments_arrive_and_200_kb_of_nonsense_are_told_in_800_characters():
    @tool
    def measure(page: str) -> int:
        "Length of a page."
        return len(page)
    long = "x" * 200_000
    assert told(call("measure", {"page": long}), tools=[measure]) == ["200000"]
    for nonsense in (json.dumps({"pages": long}), '{"page": "' + long, json.dumps([long]), "[" * 200_000,
                     '{"page": ' + "9" * 200_000 + "}", json.dumps({long: 1}), json.dumps({"page": {long: 1}})):
        output, = told(call("measure", nonsense), tools=[measure])
        assert "measure" in output or "page" in output


def test_a_message_with_siblings_stays_within_800_characters():
    @tool
    def fail():
        "Fails at length."
        from workshop_utils.tools import ToolError
        raise ToolError("very " * 400 + "wrong")
    assert len(told(call("fail", call_id="a"), call("fail", call_id="b"), tools=[fail])[0]) <= 800


def test_an_error_that_carries_a_traceback_in_its_text_loses_it():
    @tool
    def fail():
        "Fails as a worker process does."
        raise RuntimeError('\n"""\nTraceback (most recent call last):\n  File "x.py", line 1\nValueError: no such page\n"""\n'
                           "ValueError: no such page")
    assert told(call("fail"), tools=[fail]) == ["fail failed: RuntimeError: ValueError: no such page"]


def test_an_error_whose_own_text_raises_is_still_told():
    class Mean(Exception):
        def __str__(self):
            raise ValueError("no text")

    @tool
    def fail():
        "Fails meanly."
        raise Mean()
    assert told(call("fail"), tools=[fail]) == ["fail failed: Mean: (its text can't be read: ValueError)"]


@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, asyncio.CancelledError])
@pytest.mark.parametrize("shape", ["sync", "async", "generator", "async generator", "returns a coroutine"])
def test_whatever_a_tool_raises_its_siblings_and_the_loop_go_on(kind, shape):
    def sync():
        raise kind("out")

    async def asynchronous():
        raise kind("out")

    def generator():
        yield 1
        raise kind("out")

    async def async_generator():
        yield 1
        raise kind("out")
    function = {"sync": sync, "async": asynchronous, "generator": generator, "async generator": async_generator,
                "returns a coroutine": lambda: asynchronous()}[shape]
    raising, fine = told(call("leave", call_id="a"), call("double", {"x": 2}, "b"), tools=[Tool(function, name="leave"), double])
    assert fine == "4"
    # Some of these are how Python itself says "ended": then there is a result, or another name for it.
    assert raising.startswith("leave failed: ") or (shape, kind) == ("generator", StopIteration), raising


@pytest.mark.parametrize("value, output", [
    (None, "null"), ("text", "text"), (b"text", "text"), (b"\xff\x00", "2 bytes, base64: /wA="), (1.5, "1.5"),
    (float("nan"), '"NaN"'), ({"a": (1, 2)}, '{"a":[1,2]}'), ((n * n for n in range(3)), "[0,1,4]"), ({1: "one"}, '{"1":"one"}'),
    ("half a pair \ud83d here", "half a pair \ufffd here"), ({"x": "\ud83d"}, None), (object(), None), ({(1, 2): 3}, None),
])
def test_any_result_becomes_text_that_can_be_sent(value, output):
    @tool
    def give():
        "Gives it."
        return value
    got, = told(call("give"), tools=[give])
    assert got == output if output else got


def test_results_that_contain_themselves_or_never_end_do_not_stop_the_run():
    loop = []
    loop.append(loop)

    def naturals():
        n = 0
        while True:
            yield (n := n + 1)
    outs = told(call("self", call_id="a"), call("naturals", call_id="b"),
                tools=[Tool(lambda: loop, name="self"), Tool(naturals)])
    assert "..." in outs[0]
    assert outs[1].startswith("naturals failed: it yielded more than 10,000 items and was stopped. Ask for fewer.")


def test_async_generators_are_collected():
    async def pages():
        for n in range(3):
            yield n
    assert told(call("pages"), tools=[pages]) == ["[0,1,2]"]


def test_surrogates_in_what_the_model_says_and_writes_do_not_poison_the_history():
    async def run():
        bad = '{"name": "\\ud83d"}'
        with Scripted(response(text("half \ud83d"), call("greet", bad)), response(text("\ud83d\ude00"))) as server:
            chat = Chat(tools=[Tool(lambda name: name, name="greet")], client=client(server), model="m")
            reply = await chat.send("a \ud83d b")
            whole(chat)
            await chat.send("again")
            return reply.text
    assert asyncio.run(run()) == "\U0001f600"


# ── ids, odd servers ──────────────────────────────────────────────────────────────────────────────────


def test_repeated_call_ids_are_told_apart_within_and_across_responses():
    same = [call("double", {"x": n}, "same") for n in (1, 2)]
    chat, _ = talk(response(*same), response(call("double", {"x": 3}, "same")), DONE)
    assert outputs(chat) == ["2", "4", "6"]
    sent = [item["call_id"] for item in chat.seen[-1]["input"] if item.get("type") == "function_call_output"]
    assert sent == ["same", "same_2", "same_3"]


@pytest.mark.parametrize("arguments, output", [({"x": 4}, "8"), (None, 'double needs "x" (an integer). Arguments: x.'), ("", 'double needs "x" (an integer). Arguments: x.')])
def test_servers_that_send_arguments_as_an_object_or_not_at_all(arguments, output):
    made = {**call("double"), "arguments": arguments}
    chat, _ = talk(response(made), DONE)
    assert outputs(chat) == [output]
    assert all(isinstance(i["arguments"], str) for i in chat.items if i.get("type") == "function_call")


def test_calls_without_an_id_get_one():
    chat, _ = talk(response({**call("double", {"x": 1}), "call_id": None}, {**call("double", {"x": 2}), "call_id": None}), DONE)
    assert outputs(chat) == ["2", "4"]


def test_reasoning_items_are_carried_along_unchanged():
    thought = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "abc"}
    chat, _ = talk(response(thought, call("double", {"x": 1})), DONE)
    assert thought in chat.seen[-1]["input"]
    assert chat.seen[-1]["input"].index(thought) == 1


def test_history_is_sent_by_the_client_and_nothing_is_stored():
    chat, _ = talk(response(call("double", {"x": 1})), DONE)
    assert [body["store"] for body in chat.seen] == [False, False]
    assert [item.get("type", "message") for item in chat.seen[1]["input"]] == ["message", "function_call", "function_call_output"]
    assert "previous_response_id" not in chat.seen[1]


def test_a_refusal_is_text_and_says_that_it_is_one():
    chat, reply = talk(response(refusal("I can't help with that.")))
    assert reply.text == "I can't help with that." and reply.refused


def test_an_answer_cut_off_by_the_token_limit_says_so():
    cut = response(text("Once upon"), status="incomplete", incomplete_details={"reason": "max_output_tokens"})
    assert talk(cut)[1].incomplete == "max_output_tokens"


# ── answers that do not come ──────────────────────────────────────────────────────────────────────────


def fails(*script, streaming=False, **options):
    """The error of a turn, after which the chat is whole and the same chat can be sent to again."""
    async def run():
        with Scripted(*script) as server:
            chat = Chat(tools=[double], client=client(server), model="scripted", **options)
            with pytest.raises(Exception) as caught:
                if streaming:
                    async for _ in chat.stream("Go."):
                        pass
                else:
                    await chat.send("Go.")
            whole(chat)
            assert [i for i in chat.items if i.get("role") == "user"] in ([], [{"role": "user", "content": "Go."}])
            chat.max_turns = 10
            server.script[:] = [DONE]
            assert (await chat.send("Again.")).text == "Done."
            whole(chat)
            return caught.value
    return asyncio.run(run())


FAILED = response(status="failed", error={"code": "server_error", "message": "the model fell over"})


@pytest.mark.parametrize("streaming", [False, True])
def test_a_failed_response_is_a_chat_problem_with_its_reason(streaming):
    problem = fails(FAILED, streaming=streaming)
    assert isinstance(problem, ChatProblem) and str(problem) == "The model gave no answer (failed): the model fell over. Send again."


def test_a_stream_that_ends_early_leaves_nothing_behind():
    problem = fails(events(response(text("hello there you")))[:4], streaming=True)
    assert isinstance(problem, ChatProblem) and "ended before the answer was complete" in str(problem)


def test_a_stream_that_breaks_off_leaves_nothing_behind():
    assert isinstance(fails([*events(DONE)[:3], None], streaming=True), openai.APIConnectionError)


@pytest.mark.parametrize("event", [{"type": "error", "code": "x", "message": "no more room"},
                                   {"type": "error", "error": {"message": "no more room"}}])
def test_an_error_event_in_a_stream_says_what_the_server_said(event):
    assert "no more room" in str(fails([*events(DONE)[:3], event], streaming=True))


def test_a_stream_that_breaks_off_after_calls_keeps_their_outputs():
    problem = fails(response(call("double", {"x": 1})), [*events(DONE)[:3], None], streaming=True)
    assert isinstance(problem, openai.APIConnectionError)


def test_something_that_is_no_response_says_what_to_do():
    assert 'set api = "chat"' in str(fails((200, {"error": {"message": "unknown route"}}, {})))
    assert "Is base_url right" in str(fails((200, b"<html>welcome</html>", {})))


def test_a_429_is_tried_again_by_the_client():
    async def run():
        with Scripted(error(429, "slow down", Retry_After_Ms="1"), DONE) as server:
            chat = Chat(client=client(server, max_retries=2), model="scripted")
            return (await chat.send("Go.")).text, len(server.requests), chat
    said, requests, chat = asyncio.run(run())
    assert (said, requests) == ("Done.", 2)
    whole(chat)


def test_too_many_turns_end_with_every_call_answered():
    problem = fails(lambda body: response(call("double", {"x": 1})), max_turns=3)
    assert isinstance(problem, TooManyTurns)
    assert str(problem) == ("The model asked for calls in each of 3 turns (max_turns), the last for double, and gave no answer. "
                            "Every call has its output; send again to go on.")


@pytest.mark.parametrize("options, words", [({"max_turns": 0}, "max_turns"), ({"max_parallel": 0}, "max_parallel")])
def test_limits_below_one_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        Chat(**options)


@pytest.mark.parametrize("nothing", ["", "  ", None, 5])
def test_there_must_be_something_to_send(nothing):
    with pytest.raises(ValueError, match="nothing to send"):
        asyncio.run(Chat(client=object(), model="m").send(nothing))


# ── at the same time ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", [8, 64])
@pytest.mark.parametrize("asynchronous", [False, True])
def test_calls_that_come_together_run_together(count, asynchronous):
    all_of_them, here = threading.Barrier(count, timeout=LONG), []

    @tool
    def wait(n: int) -> int:
        "Waits."
        all_of_them.wait()
        return n

    @tool
    async def wait_async(n: int) -> int:
        "Waits."
        here.append(n)
        await until_async(lambda: len(here) == count)
        return n
    chosen = wait_async if asynchronous else wait
    chat, reply = talk(response(*[call(chosen.tool.name, {"n": n}, f"c{n}") for n in range(count)]), DONE, tools=[chosen])
    assert outputs(chat) == [str(n) for n in range(count)]
    assert reply.trace.most_at_once("tool") == count


def test_max_parallel_caps_what_runs_at_once():
    async def wait(n: int):
        await asyncio.sleep(0.01)
    _, reply = talk(response(*[call("wait", {"n": n}, f"c{n}") for n in range(6)]), DONE, tools=[wait], max_parallel=2)
    assert reply.trace.most_at_once("tool") == 2


def test_a_slow_sibling_is_stopped_at_its_timeout_and_the_others_keep_their_results():
    release, ended = threading.Event(), []
    slow = Tool(lambda: release.wait(LONG) and ended.append(1), name="slow", timeout=0.05)
    outs = told(call("slow", call_id="a"), call("double", {"x": 2}, "b"), tools=[slow, double])
    assert outs == ["slow was stopped after 0.05 s. Its result, if it still comes, is dropped. "
                    "Other calls of this turn are not affected.", "4"]
    assert ended == [], "the turn was over before it"
    release.set()


def test_a_late_error_of_a_call_that_was_given_up_prints_nothing(capfd, caplog):
    async def late():
        try:
            await asyncio.sleep(LONG)
        finally:
            raise ValueError("too late")
    told(call("late"), tools=[Tool(late, timeout=0.02)])
    assert "never retrieved" not in capfd.readouterr().err + caplog.text


def test_cancelling_in_the_middle_of_a_batch_leaves_no_dangling_call():
    async def run():
        release, blocks, started = threading.Event(), threading.Event(), asyncio.Event()

        async def slow():
            started.set()
            await asyncio.sleep(LONG)

        def blocking():
            blocks.set()
            release.wait(LONG)
        tools = [double, Tool(slow), Tool(blocking)]
        made = response(call("double", {"x": 2}, "a"), call("slow", call_id="b"), call("blocking", call_id="c"))
        with Scripted(made, DONE) as server:
            chat = Chat(tools=tools, client=client(server), model="scripted")
            turn = asyncio.create_task(chat.send("Go."))
            await started.wait()
            await until_async(lambda: blocks.is_set() and chat.trace.of("tool")[0].end is not None)
            turn.cancel()
            with pytest.raises(asyncio.CancelledError):
                await turn
            whole(chat)
            assert outputs(chat) == ["4", NOT_RUN, NOT_RUN]
            release.set()
            reply = await chat.send("Again.")
            whole(chat)
            return reply.text, [event.ok for event in chat.trace.of("tool")]
    assert asyncio.run(run()) == ("Done.", [True, False, False])


def test_cancelling_while_the_model_thinks_forgets_the_message():
    async def run():
        with Scripted(lambda body: time.sleep(0.3) or DONE) as server:
            chat = Chat(client=client(server), model="scripted")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(chat.send("Go."), 0.1)
            return chat.items
    assert asyncio.run(run()) == []


def test_a_second_message_while_the_first_is_being_answered_is_refused():
    async def run():
        answer = threading.Event()
        with Scripted(lambda body: answer.wait(LONG) and DONE) as server:
            chat = Chat(client=client(server), model="scripted")
            first = asyncio.create_task(chat.send("One."))
            await until_async(lambda: server.requests)
            with pytest.raises(ChatProblem, match="still answering"):
                await chat.send("Two.")
            answer.set()
            assert (await first).text == "Done."
            whole(chat)
    asyncio.run(run())


# ── streaming ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_stream_gives_deltas_calls_results_and_at_last_the_reply():
    async def run():
        with Scripted(response(call("double", {"x": 21})), response(text("It is 42."))) as server:
            chat = Chat(tools=[double], client=client(server), model="scripted")
            pieces = [piece async for piece in chat.stream("Go.")]
            whole(chat)
            return pieces
    pieces = asyncio.run(run())
    kinds = [piece.kind for piece in pieces]
    assert kinds == ["arguments", "arguments", "call", "result", "text", "text", "text", "reply"]
    assert "".join(p.text for p in pieces if p.kind == "arguments") == '{"x": 21}'
    assert all((p.name, p.call_id) == ("double", "call_1") for p in pieces if p.kind in ("arguments", "call", "result"))
    assert pieces[3].text == "42" and pieces[-1].reply.text == "It is 42."


def test_results_are_streamed_as_they_come_and_kept_in_the_order_of_the_calls():
    async def wait(seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds
    async def run():
        with Scripted(response(call("wait", {"seconds": 0.1}, "a"), call("wait", {"seconds": 0.0}, "b")), DONE) as server:
            chat = Chat(tools=[wait], client=client(server), model="scripted")
            came = [piece.call_id async for piece in chat.stream("Go.") if piece.kind == "result"]
            return came, [i["call_id"] for i in chat.items if i.get("type") == "function_call_output"]
    assert asyncio.run(run()) == (["b", "a"], ["a", "b"])


@pytest.mark.parametrize("after", ["text", "arguments", "call", "result"])
def test_a_stream_may_be_left_early_and_the_chat_sent_to_again(after):
    async def run():
        with Scripted(response(text("Let me see."), call("double", {"x": 1})), DONE) as server:
            chat = Chat(tools=[double], client=client(server), model="scripted")
            async for piece in chat.stream("Go."):
                if piece.kind == after:
                    break
            reply = await chat.send("Again.")
            whole(chat)
            return reply.text
    assert asyncio.run(run()) == "Done." if after != "text" else asyncio.run(run())


# ── tools that change ─────────────────────────────────────────────────────────────────────────────────


def test_a_tool_that_a_tool_adds_is_offered_in_the_very_next_request():
    def learn():
        chat.tools.append(double)                 # a plain function, not yet a Tool
        return "learned"
    chat = Chat(tools=[learn], model="scripted")

    async def run():
        with Scripted(response(call("learn")), response(call("double", {"x": 4}, "b")), DONE) as server:
            chat._client = client(server)
            await chat.send("Go.")
            return [[one["name"] for one in body["tools"]] for body in server.bodies]
    assert asyncio.run(run()) == [["learn"], ["learn", "double"], ["learn", "double"]]
    assert outputs(chat) == ["learned", "8"]


def test_tools_with_one_name_or_too_many_are_refused():
    with pytest.raises(ValueError, match='Two tools are named "double"'):
        Chat(tools=[double, double])
    with pytest.raises(ValueError, match="129 tools are more than one request may hold"):
        Chat(tools=[Tool(lambda: 0, name=f"t{n}") for n in range(129)])
    with pytest.raises(TypeError, match=r"Write tools=\[...\]"):
        Chat(tools=double)
    with pytest.raises(TypeError, match="'double' is not a tool"):
        Chat(tools=["double"])


# ── what is left behind ───────────────────────────────────────────────────────────────────────────────


def test_the_trace_says_who_did_what_when():
    _, reply = talk(response(call("double", {"x": 1}), call("broken", call_id="b")), DONE)
    assert [(e.kind, e.name, e.ok) for e in reply.trace.events] == [
        ("user", "user", True), ("model", "scripted", True), ("tool", "double", True), ("tool", "broken", False),
        ("model", "scripted", True)]
    assert reply.trace.of("tool")[0].detail == {"call_id": "call_1", "arguments": '{"x": 1}', "output": "2"}
    assert reply.trace.tokens() == (20, 10)
    assert "FAILED: broken failed" in timeline(reply.trace).text


def test_a_reply_has_the_items_and_events_of_its_own_turn_only():
    async def run():
        with Scripted(DONE) as server:
            chat = Chat(client=client(server), model="scripted")
            await chat.send("One.")
            return await chat.send("Two.")
    reply = asyncio.run(run())
    assert [item.get("role") for item in reply.items] == ["user", "assistant"]
    assert reply.items[0]["content"] == "Two." and len(reply.trace) == 2 and str(reply) == "Done."


def test_the_first_timeline_begins_with_the_question_not_with_connecting(monkeypatch):
    from workshop_utils import connection

    async def run():
        with Scripted(DONE) as server:
            async def ready():
                await asyncio.sleep(0.5)
                return client(server)
            monkeypatch.setattr(connection, "ready", ready)
            chat = Chat(model="scripted")
            await chat.send("Go.")
            user, model = chat.trace.events
            return model.start - user.start
    assert best_of(lambda: asyncio.run(run()), 0.1, attempts=10) < 0.1
