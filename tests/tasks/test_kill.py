"""Processes are killed in the middle of their tasks. Nothing that was promised is lost, and nothing kept is done again."""

import json
import random
import time

from errands import done_again

from workshop_utils.bridge import run_sync

TASKS = 10


def test_whenever_a_process_is_killed_its_tasks_are_finished_by_the_next_one(url, board_on, processes, rounds):
    promised = []
    for _ in range(rounds(3, 20)):
        child = processes.start("live", url, TASKS)
        promised.append(child.stdout.readline().strip())
        time.sleep(random.uniform(0, 1.2))
        child.kill()
        out, err = child.communicate()
        assert err == ""
        promised += out.split()
    processes.run("finish", url)
    board = board_on()
    states = {state["task_id"]: board.check(state["task_id"]) for state in board.list()}
    assert set(promised) <= set(states)
    assert {state["status"] for state in states.values()} == {"completed"}
    assert all(state["result"]["pages"] == [0, 1, 2, 3, 4] for state in states.values())
    log = processes.log.read_text()
    assert log.count("began") >= 5 * len(states) and done_again(log) == []


def test_create_work_and_check_in_three_short_lived_processes(url, board_on, processes):
    created = processes.run("create", url, 3).split()
    board = board_on()
    assert [state["note"].removeprefix("waits for a process that knows ") for state in board.list()] == [
        "collect", "collect", "gather"]
    assert processes.log.read_text() == "" and run_sync(board.news()) == []
    processes.run("finish", url)
    assert [(state["task_id"], state["status"]) for state in board.list()] == [(task_id, "completed") for task_id in created]
    news = run_sync(board.news())                 # told to a process that neither created nor ran them
    assert [json.loads(item["arguments"])["task_id"] for item in news if item["type"] == "function_call"] == created
    assert run_sync(board_on().news()) == []
