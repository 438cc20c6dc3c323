"""Many workers on one Postgres: one dies, the others have its tasks within seconds."""

import json
import time

from errands import done_again

from workshop_utils import worker


def test_of_three_workers_one_is_killed_midway_and_every_task_is_done(database, processes, rounds, record_property):
    number = rounds(50, 500)
    workers = [processes.start("serve", database) for _ in range(3)]
    names = [child.stdout.readline().strip() for child in workers]
    created = processes.run("create", database, number).split()
    store = worker.Store(database)
    try:
        while len(_ended(store)) < number / 5 or len(store.standing(names[0])) < 3:
            assert len(_ended(store)) < number, "the first worker got nothing to do"
            time.sleep(0.02)
        workers[0].kill()
        killed, left = time.monotonic(), store.standing(names[0])
        while names[0] in store.living():
            time.sleep(0.01)
        took = time.monotonic() - killed
        while len(_ended(store)) < number:
            time.sleep(0.1)
        rows = store.rows()
    finally:
        store.close()
    print(f"{len(left)} tasks taken over after {took:.2f} s, all {number} done {time.monotonic() - killed:.1f} s after the kill")
    record_property("takeover_s", round(took, 2))
    assert sorted(row.workflow_id for row in rows) == sorted(created) and len(created) == number
    assert {row.status for row in rows} == {"SUCCESS"}
    assert took < 10 and done_again(processes.log.read_text()) == []
    worked = {line.split()[2] for line in processes.log.read_text().splitlines() if line.startswith("began")}
    assert len(worked) == 3


def test_the_three_short_lived_processes_do_the_same_on_postgres(database, processes):
    created = processes.run("create", database, 2).split()
    processes.run("finish", database)
    done = json.loads(processes.run("check", database))
    assert [(state["task_id"], state["status"]) for state in done["states"]] == [(task_id, "completed") for task_id in created]


def _ended(store) -> list:
    return store.rows(status=["SUCCESS", "ERROR", "CANCELLED"], load_input=False, load_output=False)
