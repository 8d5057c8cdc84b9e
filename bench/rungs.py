"""What a look for late work costs when little is owed, and when very much is.

    .venv/bin/python -m bench.rungs [--open 10000 1000000] [--due 20] [--database postgresql://…]

Each database holds as many open obligations as asked for, none of them due. In turns each is looked
at while nothing is due, and then with rungs due: instances are started for them, they fire, and the
instances are cancelled. A ratio near 1 means that the cost does not grow with what is owed.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, text

from bench.postgres import fresh_database
from engine import ticks
from engine.app import Application
from engine.clock import FixedClock
from engine.core import ids
from engine.settings import Settings
from storage import migrate, obligations
from storage.database import Database
from storage.schema import definition, instance
from storage.timeschema import obligation
from tests.builders import MONDAY, office
from tests.integration.timed import one_step

OWED_BY_ONE = 100
CHUNK = 10_000
FAR = MONDAY + timedelta(days=3000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--open", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--due", type=int, default=20)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        offices = {}
        for count in options.open:
            file = f"sqlite:///{Path(folder, f'{count}.db')}"
            url = fresh_database(options.database) if options.database else file
            offices[count] = filled(url, count)
        taken: dict[str, dict[int, list[float]]] = {}
        for _ in range(options.rounds):
            for count, app in offices.items():
                for what, seconds in one_round(app, options.due).items():
                    taken.setdefault(what, {}).setdefault(count, []).append(seconds)
        for what, values in taken.items():
            report(what, values)
        for app in offices.values():
            app.close()


def one_round(app: Application, due: int) -> dict[str, float]:
    """Return what each kind of look took, in seconds."""
    clock = app.clock
    assert isinstance(clock, FixedClock)
    started = [str(app.start("kantor/proses")["id"]) for _ in range(due)]
    found = {
        "nothing due": timed(lambda: ticks.check_obligations(app, clock.now())),
        "when next": timed(lambda: next_check(app)),
    }
    at = clock.advance(timedelta(hours=2))
    found[f"{due} rungs"] = timed(lambda: fire(app, at, due))
    for each in started:
        app.cancel(each, "selesai diukur")
    clock.at = MONDAY
    return found


def fire(app: Application, at: datetime, due: int) -> None:
    assert ticks.check_obligations(app, at).advanced == due


def next_check(app: Application) -> None:
    with app.database.read() as connection:
        assert obligations.next_check(connection)


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(what: str, taken: dict[int, list[float]]) -> None:
    first = next(iter(taken))
    for count, values in taken.items():
        pairs = zip(values, taken[first], strict=True)
        ratio = statistics.median(here / there for here, there in pairs)
        median = statistics.median(values) * 1e3
        print(f"{what:12} {count:9} open  {median:8.2f} ms  {ratio:5.2f} of {first}")


def filled(url: str, count: int) -> Application:
    """Return an office with `count` open obligations, OWED_BY_ONE of each instance."""
    database = Database.open(url)
    migrate.upgrade(database)
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    app.deploy(one_step(), agency="kantor")
    with database.read() as connection:
        version = connection.scalar(select(definition.c.id))
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))

        def write(connection: Connection, numbers: range = numbers) -> None:
            holders = numbers[::OWED_BY_ONE]
            connection.execute(insert(instance), [run(number, version) for number in holders])
            connection.execute(insert(obligation), [owed(number) for number in numbers])

        database.write(write)
    if database.dialect == "postgresql":  # what its autovacuum would do in time
        database.write(lambda c: c.execute(text("ANALYZE")))
    return app


def run(number: int, version: str) -> dict[str, Any]:
    return {
        "id": holder(number),
        "agency_id": "kantor",
        "definition_id": version,
        "title": f"Surat {number}",
        "status": "active",
        "state": bytes(range(256)) * 2,
        "revision": 1,
        "waiting": [],
        "incidents": 0,
        "started_at": MONDAY,
        "audit_seq": 0,
        "audit_hash": "",
    }


def owed(number: int) -> dict[str, Any]:
    at = FAR + timedelta(seconds=number % 100_000)
    return {
        "id": ids.new_id(number * 2 + 1, MONDAY),
        "agency_id": "kantor",
        "instance_id": holder(number),
        "kind": "whole",
        "label": "",
        "standard": "P9W",
        "calendar": "kerja",
        "base_at": MONDAY,
        "frozen": None,
        "deadline_at": at,
        "provisional": False,
        "compliance": "pending",
        "fired": 0,
        "next_check_at": at,
        "error": "",
    }


def holder(number: int) -> str:
    return ids.new_id(number // OWED_BY_ONE * 2, MONDAY)


if __name__ == "__main__":
    main()
