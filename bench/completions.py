"""What one completion costs, against the least it could cost on the same machine, in one run.

    .venv/bin/python bench/completions.py [--rounds 15] [--database postgresql://…]

Three things take turns, so that a noisy machine disturbs all of them alike:

* the engine: `Application.complete` on a ten-step SOP, everything included (read, rules, BPMN, state,
  audit chain, commit);
* raw SQL: the same number of rows written in one transaction with the bare driver;
* stock SpiffWorkflow: load from JSON, run one step, save to JSON, with no database at all.

Quote the ratios, not the seconds.
"""

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.util.task import TaskState

from engine.app import Application
from tests.builders import END, START, laned, office, process, user

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
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/office.db"
        raw = raw_postgres(url) if options.database else raw_sqlite(Path(folder, "raw.db"))
        cases = {"engine": engine(url), "raw SQL": raw, "stock SpiffWorkflow": stock()}
        taken: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(options.rounds + 2):
            for name, case in cases.items():
                started = time.perf_counter()
                for _ in range(BATCH):
                    case()
                if number >= 2:  # the first rounds warm up
                    taken[name].append((time.perf_counter() - started) / BATCH)
    report(taken)


def report(taken: dict[str, list[float]]) -> None:
    median = {name: statistics.median(values) for name, values in taken.items()}
    for name, value in median.items():
        print(f"{name:22} {value * 1e3:8.3f} ms  {1 / value:8.0f}/s")
    for other in ("raw SQL", "stock SpiffWorkflow"):
        pairs = zip(taken["engine"], taken[other], strict=True)
        ratio = statistics.median(here / there for here, there in pairs)
        print(f"engine / {other}: {ratio:.2f}")


def engine(url: str) -> Callable[[], None]:
    app = Application.open(url)
    app.register(office())
    app.deploy(SOP, agency="kantor")
    work: list[str] = []

    def complete() -> None:
        if not work:
            work.extend(i["id"] for i in app.start("kantor/proses")["next"])
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
            connection.execute(statement.replace("CREATE TABLE ", "CREATE TEMPORARY TABLE "))
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
