"""What the list of one officer costs when the office has little open work, and when it has much.

    .venv/bin/python -m bench.worklist [--open 10000 100000] [--database postgresql://…]

Each database holds as many open work items of one agency as asked for, and for each of them a
closed one, spread over POSTS posts; MINE of them are the officer's. `Application.tasks` is asked
for that list in turns, so that a noisy machine disturbs all alike. The plan of the query is printed
below: it may not read `work_item` from end to end.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, insert, select, text

from bench.completions import SOP
from bench.postgres import fresh_database
from engine.app import Application
from engine.core import ids
from storage.schema import definition, instance, work_item
from tests.builders import office

MINE = 50
POSTS = 200
BEGAN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
CHUNK = 5000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--open", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        offices = {}
        for count in options.open:
            file = f"sqlite:///{Path(folder, f'{count}.db')}"
            url = fresh_database(options.database) if options.database else file
            offices[count] = filled(url, count)
        taken: dict[int, list[float]] = {count: [] for count in offices}
        for _ in range(options.rounds):
            for count, app in offices.items():
                started = time.perf_counter()
                rows = app.tasks("kantor", officer="staf")
                taken[count].append(time.perf_counter() - started)
                assert len(rows) == MINE
        report(taken)
        for line in plan(next(reversed(offices.values()))):
            print("   ", line)
        for app in offices.values():
            app.close()


def report(taken: dict[int, list[float]]) -> None:
    first = next(iter(taken))
    for count, values in taken.items():
        pairs = zip(values, taken[first], strict=True)
        ratio = statistics.median(here / there for here, there in pairs)
        median = statistics.median(values) * 1e3
        print(f"{count:9} open  {median:7.2f} ms  {ratio:5.2f} of {first}")


def filled(url: str, count: int) -> Application:
    app = Application.open(url)
    app.register(office())
    app.deploy(SOP, agency="kantor")
    with app.database.read() as connection:
        version = connection.scalar(select(definition.c.id))
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))

        def write(connection: Connection, numbers: range = numbers) -> None:
            connection.execute(insert(instance), [run(number, version) for number in numbers])
            connection.execute(insert(work_item), [i for n in numbers for i in items(n, count)])

        app.database.write(write)
    if app.database.dialect == "postgresql":  # what its autovacuum would do in time
        app.database.write(lambda c: c.execute(text("ANALYZE")))
    return app


def run(number: int, version: str) -> dict[str, Any]:
    return {
        "id": new_id(number, 0),
        "agency_id": "kantor",
        "definition_id": version,
        "title": f"Surat {number}",
        "status": "active",
        "state": bytes(range(256)) * 2,
        "revision": 1,
        "waiting": [],
        "incidents": 0,
        "started_at": BEGAN,
        "audit_seq": 0,
        "audit_hash": "",
    }


def items(number: int, count: int) -> Iterator[dict[str, Any]]:
    mine = number % (count // MINE) == 0
    post = "staf" if mine else f"jabatan_{number % POSTS}"
    holder = None if mine or number % 3 else f"pejabat_{number % POSTS}"
    ready_at = BEGAN + timedelta(minutes=number % 10_000)
    for token, state in ((1, "completed"), (2, "claimed" if holder else "ready")):
        yield {
            "id": new_id(number, token),
            "agency_id": "kantor",
            "instance_id": new_id(number, 0),
            "token": token,
            "node": f"langkah_{token}",
            "process": "",
            "step": str(token),
            "name": "Memeriksa naskah surat",
            "lane": post,
            "lane_key": post,
            "position_id": post,
            "item": None,
            "round": 1,
            "state": state,
            "officer": "kadis" if state == "completed" else holder,
            "capacity": "",
            "assigned": False,
            "ready_at": ready_at,
            "closed_at": ready_at if state == "completed" else None,
            "deadline_at": ready_at + timedelta(days=2),
            "provisional": False,
            "result": None,
            "reason": "",
        }


def new_id(number: int, part: int) -> str:
    return ids.new_id(number * 4 + part, BEGAN)


def plan(app: Application) -> list[str]:
    """Return how the database finds the list of one officer."""
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    app.tasks("kantor", officer="staf")
    event.remove(Engine, "before_cursor_execute", keep)
    statement, parameters = asked[-1]
    explain = "EXPLAIN QUERY PLAN " if app.database.dialect == "sqlite" else "EXPLAIN "
    with app.database.read() as connection:
        return [str(r[-1]) for r in connection.exec_driver_sql(explain + statement, parameters)]


if __name__ == "__main__":
    main()
