"""Tool.call: what runs where, for how long, and what comes back."""

import asyncio
import contextvars
import functools
import sys
import threading
import time

import pytest
from patience import LONG, until

from workshop_utils.tools import Tool, ToolError, as_output, tool, unknown_tool


def called(function, arguments="{}", **options):
    return asyncio.run(Tool(function, **{"name": "f", **options}).call(arguments))


def test_a_call_takes_json_or_data_and_gives_the_functions_own_value():
    def add(a: int, b: int = 1) -> int:
        return a + b
    assert called(add, '{"a": 2}') == 3 and called(add, {"a": 2, "b": 5}) == 7


def test_functions_that_are_not_async_run_on_a_daemon_thread_of_their_own():
    seen = called(lambda: (threading.current_thread() is threading.main_thread(), threading.current_thread().daemon))
    assert seen == (False, True)


def test_async_functions_run_on_the_loop():
    async def where():
        return threading.current_thread() is threading.main_thread()
    assert called(where) is True


def test_context_variables_reach_the_thread():
    who = contextvars.ContextVar("who", default="nobody")

    async def run():
        who.set("ana")
        return await Tool(lambda: who.get(), name="f").call("{}")
    assert asyncio.run(run()) == "ana"


@pytest.mark.parametrize("arguments, expected", [("{}", (1, 2)), ('{"b": 5}', (1, 5)), ('{"a": 3}', (3, 2)), ('{"b": 5, "a": 3}', (3, 5))])
def test_positional_only_arguments_arrive_at_their_own_place(arguments, expected):
    def f(a: int = 1, b: int = 2, /):
        return a, b
    assert called(f, arguments) == expected


def test_partials_callable_objects_and_bound_methods_are_called_right():
    class Adder:
        def __init__(self, base):
            self.base = base

        def __call__(self, x: int) -> int:
            return self.base + x

        async def later(self, x: int) -> int:
            return self.base + x
    assert called(Adder(1), {"x": 2}) == 3
    assert called(Adder(1).later, {"x": 2}) == 3
    assert called(functools.partial(lambda a, b: (a, b), 1), {"b": 2}) == (1, 2)
    assert called(functools.partial(Adder(1).later, x=5), {}) == 6


def test_a_default_that_is_mutable_is_python_s_own():
    def f(a: list[int] = [1]):
        return a
    assert called(f) is f.__defaults__[0]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_timeout_ends_the_wait(asynchronous):
    release, ended = threading.Event(), []

    async def sleep_async():
        await asyncio.sleep(LONG)
        ended.append(1)
    with pytest.raises(ToolError, match=r"f was stopped after 0.03 s. Its result, if it still comes, is dropped."):
        called(sleep_async if asynchronous else lambda: release.wait(LONG) and ended.append(1), timeout=0.03)
    assert ended == []
    release.set()


def test_a_late_result_after_the_loop_has_closed_is_dropped_in_silence(capfd):
    release, threads = threading.Event(), []

    def late():
        threads.append(threading.get_ident())
        release.wait(LONG)
    with pytest.raises(ToolError):
        called(late, timeout=0.02)
    until(lambda: threads)
    release.set()
    until(lambda: threads[0] not in sys._current_frames())
    assert capfd.readouterr().err == ""


def test_no_timeout_waits():
    assert called(lambda: time.sleep(0.05) or "done", timeout=None) == "done"


def test_an_async_function_that_is_stopped_gets_to_clean_up():
    cleaned = []

    async def work():
        try:
            await asyncio.sleep(LONG)
        finally:
            cleaned.append(True)

    async def run():
        with pytest.raises(ToolError):
            await Tool(work, timeout=0.02).call("{}")
        await asyncio.sleep(0)
    asyncio.run(run())
    assert cleaned == [True]


def test_a_tool_error_of_ones_own_is_told_as_it_is():
    def f():
        raise ToolError("Ask for the account first.")
    with pytest.raises(ToolError, match="^Ask for the account first.$"):
        called(f)


def test_the_functions_own_error_is_kept_as_the_cause():
    with pytest.raises(ToolError, match="f failed: ZeroDivisionError: division by zero") as caught:
        called(lambda: 1 / 0)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_function_that_raises_nothing_but_its_name():
    def f():
        raise LookupError
    with pytest.raises(ToolError, match="^f failed: LookupError$"):
        called(f)


def test_64_blocking_calls_do_not_wait_for_each_other():
    barrier = threading.Barrier(64, timeout=LONG)
    slow = Tool(barrier.wait, name="meet")

    async def run():
        return await asyncio.gather(*[slow.call("{}") for _ in range(64)])
    assert sorted(asyncio.run(run())) == list(range(64))


def test_the_definition_is_what_the_responses_api_takes():
    @tool
    def double(x: int, times: int = 1) -> int:
        "Twice x."
    assert double.tool.definition == {
        "type": "function", "name": "double", "description": "Twice x.", "strict": True, "parameters": {
            "type": "object", "additionalProperties": False, "required": ["x", "times"],
            "properties": {"x": {"type": "integer"}, "times": {"type": ["integer", "null"]}}}}
    assert double.tool.parameters["required"] == ["x"] and double.tool.parameters["properties"]["times"]["default"] == 1


def test_an_unknown_tool_is_told_the_nearest_and_at_most_twenty_names():
    assert str(unknown_tool("x", [])) == 'There is no function "x". No function can be called.'
    many = str(unknown_tool("tool7", [f"tool_{n}" for n in range(50)]))
    assert "Nearest: tool_7." in many and "tool_19 and 30 more" in many
    assert len(str(unknown_tool("x" * 5000, ["y" * 64] * 50))) <= 800


def test_results_of_the_usual_kinds_become_json():
    from dataclasses import dataclass
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    import numpy as np
    import pydantic

    @dataclass
    class Point:
        x: int

    class Model(pydantic.BaseModel):
        y: date = date(2026, 11, 2)
    assert as_output({"p": Point(1), "m": Model(), "d": Decimal("1.10"), "s": {1}, "path": Path("a")}) == \
        '{"p":{"x":1},"m":{"y":"2026-11-02"},"d":"1.10","s":[1],"path":"a"}'
    assert as_output([None, True, "é"]) == '[null,true,"é"]'
    assert "1.5" in as_output({"n": np.float64(1.5)}) and "array" in as_output(np.arange(3))
