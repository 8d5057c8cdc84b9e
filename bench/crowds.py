"""Offices with as much open work as asked for, and what the same costs in each, in turns."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from bench.postgres import fresh_database
from engine.app import Application
from engine.clock import FixedClock
from storage.schema import definition
from tests.builders import office

CHUNK = 10_000
Rows = Callable[[range], Sequence[Mapping[str, Any]]]
Fill = Callable[[Application, str, int], None]
"""Fills an office, in which one SOP is in force by that id, with that much open work."""
Taken = dict[str, dict[int, list[float]]]
"""Seconds: what was done -> how much was open -> round by round."""


def options(says: str, rounds: int, crowds: Sequence[int]) -> argparse.ArgumentParser:
    """Return a parser of what all of these benchmarks are asked."""
    parser = argparse.ArgumentParser(description=says.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--open", type=int, nargs="+", default=crowds)
    parser.add_argument("--database", default="")
    return parser


@contextmanager
def offices(
    asked: argparse.Namespace, fill: Fill, sop: bytes, now: datetime
) -> Iterator[dict[int, Application]]:
    """Open an office for each number, `fill` it with that much open work, close all at the end."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for count in asked.open:
            file = f"sqlite:///{Path(folder, f'{count}.db')}"
            url = fresh_database(asked.database) if asked.database else file
            app = Application.open(url, clock=FixedClock(now))
            app.register(office())
            app.deploy(sop, agency="kantor")
            with app.database.read() as connection:
                version = connection.scalars(select(definition.c.id)).one()
            fill(app, version, count)
            if app.database.dialect == "postgresql":  # what its autovacuum would do in time
                app.database.write(lambda c: c.execute(text("ANALYZE")))
            found[count] = app
        yield found
        for app in found.values():
            app.close()


def insert_many(app: Application, count: int, tables: Mapping[Table, Rows]) -> None:
    """Write the rows of the first `count` numbers, a chunk in a transaction."""
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))

        def write(connection: Connection, numbers: range = numbers) -> None:
            for table, rows in tables.items():
                connection.execute(insert(table), rows(numbers))

        app.database.write(write)


def run(id: str, version: str, number: int, since: datetime) -> dict[str, Any]:
    """Return the row of a running instance."""
    return {
        "id": id,
        "agency_id": "kantor",
        "definition_id": version,
        "title": f"Surat {number}",
        "status": "active",
        "state": bytes(range(256)) * 2,
        "revision": 1,
        "waiting": [],
        "incidents": 0,
        "started_at": since,
        "audit_seq": 0,
        "audit_hash": "",
    }


def timed(work: Callable[[], Any]) -> float:
    """Return how many seconds some work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def report(taken: Taken) -> None:
    """Print what each thing cost where much is open, and how often that is what it cost first."""
    for what, values in taken.items():
        first = next(iter(values))
        for count, seconds in values.items():
            pairs = zip(seconds, values[first], strict=True)
            ratio = statistics.median(here / there for here, there in pairs)
            median = statistics.median(seconds) * 1e3
            print(f"{what:12} {count:9} open  {median:8.2f} ms  {ratio:5.2f} of {first}")
