"""How long after its instant a rung has fired and is saved: by the beat alone, and woken for it.

    .venv/bin/python -m bench.latency [--database postgresql://…]

RUNGS rungs are due one after the other, EVERY seconds apart. Both cases run after each other on one
database, with the beat that the settings have for it.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, select, update

from bench.postgres import fresh_database
from engine import scheduler
from engine.app import Application
from engine.duties import DUTIES, Duty
from engine.ticks import Ticked
from storage.timeschema import obligation
from tests.builders import office
from tests.integration.timed import ladder, one_step

RUNGS = 40
EVERY = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = f"sqlite:///{Path(folder, 'office.db')}"
        url = fresh_database(options.database) if options.database else file
        with Application.open(url) as app:
            app.register(office())
            once = ladder('at="100%" kind="overdue" notify="performer superior"')
            sop = one_step("PT1M", once).replace(b'"PT1M"', b'"PT1M" calendar="kalender"')
            app.deploy(sop, agency="kantor")
            for name, woken in (("beat alone", False), ("woken", True)):
                late = sorted(measured(app, woken=woken))
                print(
                    f"{name:12} p50 {statistics.median(late) * 1e3:8.1f} ms   "
                    f"max {late[-1] * 1e3:8.1f} ms   ({len(late)} rungs)"
                )


def measured(app: Application, *, woken: bool) -> list[float]:
    """Return by how many seconds each rung was late once it was saved."""
    (duty,) = (each for each in DUTIES if each.name == "obligations")
    saved: list[tuple[datetime, int]] = []

    def look(here: Application, now: datetime) -> Ticked:
        found = duty.look(here, now)
        if found.advanced:
            saved.append((here.clock.now(), found.advanced))
        return found

    watched: Duty = replace(duty, look=look, next_due=duty.next_due if woken else None)
    instances = [str(app.start("kantor/proses")["id"]) for _ in range(RUNGS)]
    due = put_off(app, instances)
    node = scheduler.start(app, [watched])
    while sum(count for _, count in saved) < RUNGS:
        time.sleep(0.1)
    node.shutdown()
    for each in instances:
        app.cancel(each, "selesai diukur")
    at = [when for when, count in saved for _ in range(count)]
    return [(when - then).total_seconds() for when, then in zip(at, due, strict=True)]


def put_off(app: Application, instances: list[str]) -> list[datetime]:
    """Let the rungs of `instances` be due one after the other; return when."""
    first = app.clock.now() + timedelta(seconds=1)
    due = [first + timedelta(seconds=EVERY * number) for number in range(RUNGS)]
    minute = timedelta(minutes=1)
    statement = (
        update(obligation)
        .where(obligation.c.id == bindparam("wanted"))
        .values(
            base_at=bindparam("base"), next_check_at=bindparam("at"), deadline_at=bindparam("at")
        )
    )
    query = select(obligation.c.id).where(obligation.c.instance_id.in_(instances))
    with app.database.read() as connection:
        owed = list(connection.scalars(query))
    rows = [{"wanted": id, "at": at, "base": at - minute} for id, at in zip(owed, due, strict=True)]
    app.database.write(lambda connection: connection.execute(statement, rows))
    return due


if __name__ == "__main__":
    main()
