"""Many workers on one Postgres: one dies, the others have its tasks within seconds."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from errands import collect, done_again, gather
from patience import until

from workshop_utils import DurableTaskBoard, worker
from workshop_utils.bridge import run_sync

ROOT = Path(__file__).resolve().parents[2]


def test_of_three_workers_one_is_killed_midway_and_every_task_is_done(database, processes, rounds, record_property):
    number = rounds(50, 500)
    children = [processes.start("serve", database) for _ in range(3)]
    workers = {child.stdout.readline().strip(): child for child in children}
    with DurableTaskBoard([collect, gather], database, at_once=0) as board:
        created = [board.create(["collect", "gather"][count % 2], topic=f"topic {count}") for count in range(number)]
    store = worker.Store(database)
    try:
        until(lambda: len(_ended(store)) >= number / 5)
        processes.gate.touch()                    # nothing ends from here to the kill, and there is work whatever has ended
        with DurableTaskBoard([collect, gather], database, at_once=0) as board:
            created += [board.create("collect", topic=f"more {count}") for count in range(number // 5)]
        busy = until(lambda: [name for name in workers if len(store.standing(name)) > 2])
        workers[busy[0]].kill()
        processes.gate.unlink()
        killed, left = time.monotonic(), store.standing(busy[0])
        while busy[0] in store.living():
            time.sleep(0.01)
        took = time.monotonic() - killed
        while len(_ended(store)) < len(created):
            time.sleep(0.1)
        rows = store.rows()
    finally:
        store.close()
    print(f"{len(left)} tasks taken over after {took:.2f} s, all {len(created)} done after {time.monotonic() - killed:.1f} s")
    record_property("takeover_s", round(took, 2))
    assert sorted(row.workflow_id for row in rows) == sorted(created) and len(set(created)) == number + number // 5
    assert {row.status for row in rows} == {"SUCCESS"}
    assert took < 10 and done_again(processes.log.read_text()) == []
    worked = {line.split()[2] for line in processes.log.read_text().splitlines() if line.startswith("began")}
    assert len(worked) > 1


def test_a_board_and_its_worker_go_on_after_postgres_has_dropped_their_connections(database):
    with DurableTaskBoard([collect], database) as board:
        first = board.create("collect", topic="before", pages=30)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                               "WHERE datname = current_database() AND pid <> pg_backend_pid()")
        second = board.create("collect", topic="after \0")
        run_sync(board.settled())
        assert [board.check(task_id)["status"] for task_id in (first, second)] == ["completed", "completed"]
        assert board.cancel(second)["status"] == "completed" and len(run_sync(board.news())) == 4


def _ended(store) -> list:
    return store.rows(status=["SUCCESS", "ERROR", "CANCELLED"], load_input=False, load_output=False)


def test_the_processes_of_the_docs_page_do_what_it_says(database, tmp_path):
    page = (ROOT / "docs" / "durable-tasks-on-postgres.md").read_text("utf-8")
    for name, code in re.findall(r"```python\n# (\w+\.py)\n(.*?)```", page, re.DOTALL):
        (tmp_path / name).write_text(code, "utf-8")

    def run(name: str) -> str:
        return subprocess.run([sys.executable, name], cwd=tmp_path, env=os.environ | {"TASKS_URL": database},
                              capture_output=True, text=True, check=True).stdout
    task_id = run("create.py").strip()
    assert run("worker.py") == ""
    assert re.fullmatch(rf"{task_id} completed Ana: refunded 12.50 under {task_id}-1\n", run("check.py"))
