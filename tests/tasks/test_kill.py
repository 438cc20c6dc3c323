"""Processes are killed in the middle of their tasks. Nothing that was promised is lost, and nothing kept is done again."""

import json
import random
import time

from errands import done_again

TASKS = 10


def test_whenever_a_process_is_killed_its_tasks_are_finished_by_the_next_one(url, processes, rounds):
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
    states = {state["task_id"]: state for state in json.loads(processes.run("check", url))["states"]}
    assert set(promised) <= set(states)
    assert {state["status"] for state in states.values()} == {"completed"}
    assert all(state["result"]["pages"] == [0, 1, 2, 3, 4] for state in states.values())
    log = processes.log.read_text()
    assert log.count("began") >= 5 * len(states) and done_again(log) == []


def test_create_work_and_check_in_three_short_lived_processes(url, processes):
    created = processes.run("create", url, 3).split()
    assert len(created) == 3 and processes.log.read_text() == ""
    waiting = json.loads(processes.run("check", url))
    assert [state["note"] for state in waiting["states"]] == [
        "waits for a process that knows collect", "waits for a process that knows collect", "waits for a process that knows gather"]
    assert waiting["news"] == []
    processes.run("finish", url)
    done = json.loads(processes.run("check", url))
    assert [(state["task_id"], state["status"]) for state in done["states"]] == [(task_id, "completed") for task_id in created]
    told = [json.loads(item["arguments"])["task_id"] for item in done["news"] if item["type"] == "function_call"]
    assert told == created
    assert json.loads(processes.run("check", url))["news"] == []
