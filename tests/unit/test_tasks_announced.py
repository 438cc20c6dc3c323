"""A task that has ended is announced to the model once, at its next request, as data; whatever happens to that request."""

import asyncio
import json
import threading
import time

import openai
import pytest
from patience import until_async
from scripted import Scripted, call, error, response, text
from test_chat import client, whole

from workshop_utils import Chat, TaskBoard, Trace
from workshop_utils.bridge import run_sync
from workshop_utils.show import timeline
from workshop_utils.tools import Tool

DONE = response(text("Done."))


async def quick(topic: str = "otters"):
    "Look something up."
    return f"all about {topic}"


async def endless():
    "Never ends."
    await asyncio.Event().wait()


async def failing():
    "Always fails."
    raise ValueError("no page")


def long():
    "Writes much."
    return "x" * 5_000


ALL = [quick, endless, failing, long]


def started(name, call_id="call_1", **arguments):
    return response(call("create_task", {"task": {"function": name, **arguments}}, call_id))


def news(items):
    """The ids of the tasks that were announced, in order."""
    return [json.loads(item["arguments"])["task_id"] for item in items
            if item.get("type") == "function_call" and item["call_id"].startswith("news_")]


def talk(script, act, *, board=None, **options):
    """Run act(chat, board, server) with a chat that has the board's tools and this server."""
    async def run():
        with Scripted(*script) as server:
            own = board or TaskBoard(ALL, **options)
            chat = Chat(tools=own.tools, client=client(server), model="scripted")
            await act(chat, own, server)
            whole(chat)
    asyncio.run(run())


def test_a_task_that_has_ended_is_announced_after_the_users_next_message():
    async def act(chat, board, server):
        await chat.send("Look it up.")
        await board.settled()
        assert news(chat.items) == []
        await chat.send("And now?")
        said, asked, told, answer = chat.items[-4:]
        assert said["content"] == "And now?" and asked["name"] == "check_task" and answer["role"] == "assistant"
        state = json.loads(told["output"])
        assert state | {"as_of": ""} == board.check("task-1") | {"as_of": ""} and state["result"] == "all about otters"
        assert told["call_id"] == asked["call_id"] and server.bodies[-1]["input"] == chat.items[:-1]
        await chat.send("And now?")
        assert news(chat.items) == ["task-1"]
    talk([started("quick"), DONE], act)


def test_what_ends_during_a_turn_is_announced_within_it_after_the_outputs():
    async def act(chat, board, server):
        async def pause():
            "Wait until the task has ended."
            await until_async(lambda: [state["status"] for state in board.list()] == ["completed"])
        chat.tools.append(Tool(pause))
        await chat.send("Go.")
        assert news(chat.items) == ["task-1"] and news(server.bodies[1]["input"]) == ["task-1"]
        assert [item["call_id"] for item in chat.items if "output" in item] == ["call_1", "call_2", "news_task-1"]
    together = response(call("create_task", {"task": {"function": "quick"}}), call("pause", {}, "call_2"))
    talk([together, DONE], act)


def test_several_that_ended_together_are_each_announced_once():
    async def act(chat, board, server):
        ids = [board.create(name) for name in ("quick", "failing", "quick", "long")]
        await board.settled()
        await chat.send("What came of it?")
        assert news(chat.items) == ids and [json.loads(i["output"])["status"] for i in chat.items if "output" in i] == [
            "completed", "failed", "completed", "completed"]
    talk([DONE], act)


def test_what_check_task_has_told_is_not_announced():
    async def act(chat, board, server):
        def end_it(body):
            run_sync(board.result(board.create("quick")))
            return response(call("check_task", {"task_id": "task-1"}))
        server.script = [end_it, DONE]
        await chat.send("How far is it?")
        await chat.send("Thanks.")
        assert news(chat.items) == [] and json.loads(chat.items[2]["output"])["status"] == "completed"
    talk([DONE], act)


def test_what_wait_has_delivered_is_not_announced():
    async def act(chat, board, server):
        await chat.send("Look it up.")
        assert json.loads(chat.items[2]["output"])["result"] == "all about otters"
        await chat.send("Thanks.")
        assert news(chat.items) == []
    talk([started("quick"), DONE], act, wait=1.0)


def test_what_the_model_cancelled_is_not_announced_and_what_a_person_cancelled_is():
    async def act(chat, board, server):
        board.create("endless")
        await chat.send("Stop it.")
        await chat.send("Thanks.")
        assert news(chat.items) == [] and board.check("task-1")["status"] == "cancelled"
        board.cancel(board.create("endless"))
        await chat.send("And?")
        assert news(chat.items) == ["task-2"] and '"status":"cancelled"' in chat.items[-2]["output"]
    talk([response(call("cancel_task", {"task_id": "task-1"})), DONE], act)


def test_a_failed_request_keeps_the_announcement_and_not_the_message():
    async def act(chat, board, server):
        board.create("quick")
        await board.settled()
        with pytest.raises(openai.APIStatusError):
            await chat.send("What came of it?")
        assert news(chat.items) == ["task-1"] and len(chat.items) == 2
        await chat.send("What came of it?")
        assert news(chat.items) == ["task-1"] and [item.get("role") for item in chat.items] == [None, None, "user", "assistant"]
        assert news(server.bodies[-1]["input"]) == ["task-1"]
    talk([error(400, "no"), DONE], act)


def test_a_request_in_flight_leaves_the_news_to_the_next_one():
    async def act(chat, board, server):
        def slow(body):
            run_sync(board.result(board.create("quick")))
            return DONE
        server.script = [slow, DONE]
        await chat.send("One.")
        assert news(chat.items) == [] and board.check("task-1")["status"] == "completed"
        await chat.send("Two.")
        assert news(chat.items) == ["task-1"]
    talk([DONE], act)


def test_a_cancelled_turn_loses_no_news():
    async def act(chat, board, server):
        server.script = [lambda body: time.sleep(0.2) or DONE, DONE]
        board.create("quick")
        await board.settled()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(chat.send("One."), 0.05)
        await chat.send("Two.")
        assert news(chat.items) == ["task-1"]
    talk([DONE], act)


def test_of_two_chats_on_one_board_the_first_that_asks_is_told():
    async def act(chat, board, server):
        other = Chat(tools=board.tools, client=client(server), model="scripted")
        board.create("quick")
        await board.settled()
        await asyncio.gather(chat.send("Hi."), other.send("Hi."))
        assert sorted(news(chat.items) + news(other.items)) == ["task-1"]
        whole(other)
    talk([DONE], act)


def test_an_announced_result_is_bounded_and_check_task_gives_it_all():
    async def act(chat, board, server):
        board.create("long")
        await board.settled()
        await chat.send("And?")
        told = json.loads(chat.items[2]["output"])
        assert len(told["result"]) == 2_000 and told["note"] == "shortened; check_task gives it all"
        assert len((await board.tools[1].call({"task_id": "task-1"}))["result"]) == 5_000
    talk([DONE], act)


def test_items_of_an_earlier_board_do_not_clash_with_new_ones():
    async def act(chat, board, server):
        for _ in range(2):
            again = TaskBoard(ALL)
            chat.tools[:] = again.tools
            again.create("quick")
            await again.settled()
            await chat.send("And?")
        assert news(chat.items) == ["task-1", "task-1"]
        assert [i["call_id"] for i in chat.items if "output" in i] == ["news_task-1", "news_task-1_2"]
    talk([DONE], act)


def test_the_bars_of_a_chats_tasks_stand_beside_its_talk():
    async def act(chat, board, server):
        reply = await chat.send("Start it.")
        shown = timeline(reply.trace).text
        assert "endless" in shown and "still running" in shown
        board.cancel("task-1")
        await board.settled()
        await chat.send("And?")
        assert len(chat.trace.of("task")) == len(board.trace.of("task")) == 1
        assert [event.detail["text"] for event in chat.trace.of("alert")] == ["news of task-1"]
    talk([started("endless"), DONE], act, trace=Trace())


def test_a_chat_that_is_sent_synchronously_keeps_its_tasks_on_that_loop():
    seen = []

    async def where():
        seen.append(threading.current_thread().name)
    with Scripted(started("where"), DONE) as server:
        board = TaskBoard([where])
        chat = Chat(tools=board.tools, client=client(server), model="scripted")
        chat.send_sync("Go.")
        run_sync(board.settled())
        chat.send_sync("And?")
        assert seen == ["chat-loop"] and news(chat.items) == ["task-1"]
        run_sync(chat._client.close())


def test_a_tool_on_its_own_thread_creates_tasks_on_the_chats_loop():
    seen = []

    async def where():
        seen.append(asyncio.get_running_loop())
    board = TaskBoard([where])

    def begin():
        "Start it."
        return board.create("where")

    async def act(chat, board, server):
        chat.tools.append(Tool(begin))
        await chat.send("Go.")
        await board.settled()
        assert seen == [asyncio.get_running_loop()] and len(chat.trace.of("task")) == 1
    talk([response(call("begin")), DONE], act, board=board)


def test_a_call_that_was_cancelled_after_its_task_ended_has_told_nothing():
    async def main():
        board = TaskBoard(ALL)
        board.create("quick")
        await board.settled()
        asked = asyncio.create_task(board.tools[1].call({"task_id": "task-1"}))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])
        assert news(await board.news()) == (["task-1"] if asked.cancelled() else [])
        assert await board.news() == []
    asyncio.run(main())


def test_a_board_whose_states_take_time_to_read_tells_each_end_once_all_the_same():
    class Slow(TaskBoard):
        async def _state(self, task_id):
            await asyncio.sleep(0)
            return await super()._state(task_id)

        async def _all(self):
            return [{"task_id": task.task_id, "status": task.status} for task in self._tasks.values()]

    async def main():
        board = Slow(ALL)
        for _ in range(3):
            await board._create("quick", {})
        await until_async(lambda: {task.status for task in board._tasks.values()} == {"completed"})
        both = await asyncio.gather(board.news(), board.news())
        assert sorted(news(both[0]) + news(both[1])) == ["task-1", "task-2", "task-3"]
    asyncio.run(main())
