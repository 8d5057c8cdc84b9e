"""What one completion costs, against the least it could cost on the same machine, in one run.

    .venv/bin/python -m bench.completions [--rounds 15] [--threads 8] [--database postgresql://…]

Four things take turns, so that a noisy machine disturbs all of them alike:

* the engine: `Application.complete` on a ten-step SOP, everything included (read, rules, BPMN,
  state, audit chain, commit);
* the same by several threads at once, each on instances of its own;
* raw SQL: the same number of rows written in one transaction with the bare driver;
* stock SpiffWorkflow: load from JSON, run one step, save to JSON, with no database at all.

Quote the ratios, not the milliseconds; README.md says what they mean.
"""

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.util.task import TaskState

from bench.postgres import fresh_database
from engine.app import Application
from tests.builders import END, START, laned, office, process, user

ENGINE = "engine"
STEPS = 10
BATCH = 20
NODES = [f"langkah_{number}" for number in range(1, STEPS + 1)]
SOP = process(
    laned({"Staf": ["mulai", *NODES, "selesai"]}) + START + "".join(map(user, NODES)) + END,
    " > ".join(["mulai", *NODES, "selesai"]),
)
STATE = bytes(range(256)) * 2
TABLES = """
CREATE TABLE inst (id TEXT PRIMARY KEY, revision INTEGER, state BLOB);
CREATE TABLE item (id TEXT PRIMARY KEY, inst TEXT, state TEXT, name TEXT, ready TEXT);
CREATE INDEX ix_item ON item (inst);
CREATE TABLE event (id INTEGER PRIMARY KEY, inst TEXT, seq INTEGER, data TEXT, UNIQUE (inst, seq));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.threads) as pool:
        url = f"sqlite:///{folder}/office.db"
        raw = partial(raw_sqlite, Path(folder, "raw.db"))
        if options.database:
            url = fresh_database(options.database)
            raw = partial(raw_postgres, fresh_database(options.database))
        app = opened(url)
        together = [completing(app) for _ in range(options.threads)]
        cases: dict[str, Callable[[], int]] = {
            ENGINE: partial(batch, completing(app)),
            f"{options.threads} threads": lambda: sum(pool.map(batch, together)),
            "raw SQL": partial(batch, raw()),
            "stock SpiffWorkflow": partial(batch, stock()),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
        for number in range(options.rounds + 2):
            for name, case in cases.items():
                wall, cpu = time.perf_counter(), time.process_time()
                done = case()
                spent = (time.perf_counter() - wall) / done, (time.process_time() - cpu) / done
                if number >= 2:  # the first rounds warm up
                    taken[name].append(spent)
        app.close()
    report(taken)


def batch(case: Callable[[], None]) -> int:
    for _ in range(BATCH):
        case()
    return BATCH


def report(taken: dict[str, list[tuple[float, float]]]) -> None:
    print(f"{'':22} {'ms':>9} {'CPU ms':>9} {'per s':>8}  engine / this: time, CPU")
    for name, spent in taken.items():
        wall, cpu = (statistics.median(each) for each in zip(*spent, strict=True))
        pairs = list(zip(taken[ENGINE], spent, strict=True))
        ratios = [statistics.median(here[n] / there[n] for here, there in pairs) for n in (0, 1)]
        print(
            f"{name:22} {wall * 1e3:9.3f} {cpu * 1e3:9.3f} {1 / wall:8.0f}"
            f"  {ratios[0]:14.2f} {ratios[1]:9.2f}"
        )


def opened(url: str) -> Application:
    app = Application.open(url)
    app.register(office())
    app.deploy(SOP, agency="kantor")
    return app


def completing(app: Application) -> Callable[[], None]:
    work: list[str] = []

    def complete() -> None:
        if not work:
            work.extend(item["id"] for item in app.start("kantor/proses")["next"])
        result = app.complete(work.pop(), by="staf")
        work.extend(item["id"] for item in result["next"])

    return complete


def raw_sqlite(path: Path) -> Callable[[], None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(TABLES)
    return _raw(connection.execute, "?")


def raw_postgres(url: str) -> Callable[[], None]:
    connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    for statement in TABLES.replace("BLOB", "BYTEA").split(";"):
        if statement.strip():
            connection.execute(statement)
    return _raw(lambda sql, values=(): connection.execute(sql, values), "%s")


def _raw(execute: Callable[..., Any], mark: str) -> Callable[[], None]:
    count = 0

    def one(sql: str, *values: object) -> Any:
        return execute(sql.replace("?", mark), values)

    one("INSERT INTO inst VALUES (?, ?, ?)", "i", 0, STATE)

    def write() -> None:
        nonlocal count
        count += 1
        one("SELECT * FROM inst WHERE id = ?", "i").fetchall()
        one("SELECT * FROM item WHERE inst = ?", f"i{count - 1}").fetchall()
        execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
        one("UPDATE inst SET revision = ?, state = ? WHERE id = ?", count, STATE, "i")
        one("UPDATE item SET state = ? WHERE id = ?", "completed", str(count - 1))
        one("INSERT INTO item VALUES (?, ?, ?, ?, ?)", str(count), f"i{count}", "ready", "x", "t")
        for seq in (2 * count, 2 * count + 1):
            one(
                "INSERT INTO event VALUES (?, ?, ?, ?)", seq, "i", seq, json.dumps({"a": "b" * 200})
            )
        execute("COMMIT")

    return write


def stock() -> Callable[[], None]:
    parser = BpmnParser()
    parser.add_bpmn_str(SOP)
    spec = parser.get_spec("proses")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(DEFAULT_CONFIG))
    saved = ""

    def step() -> None:
        nonlocal saved
        if saved:
            workflow = serializer.deserialize_json(saved)
        else:
            workflow = BpmnWorkflow(spec)
            workflow.do_engine_steps()
        workflow.get_next_task(state=TaskState.READY, manual=True).run()
        workflow.do_engine_steps()
        saved = "" if workflow.is_completed() else serializer.serialize_json(workflow)

    return step


if __name__ == "__main__":
    main()
