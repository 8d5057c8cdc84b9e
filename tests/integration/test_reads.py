"""What lists read, on both databases."""

from typing import Any

from sqlalchemy import Engine, event, text

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage import reads
from storage.database import Database
from tests.builders import END, MONDAY, START, office, process, user

ONE_STEP = process(START + user("a") + END, "mulai > a > selesai")


def opened(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    app.deploy(ONE_STEP, agency="kantor")
    return app


def endings(database: Database, kind: str, ending: str) -> list[str]:
    with database.read() as connection:
        return reads.ids_ending(connection, kind, ending)


def test_an_ending_finds_the_id_of_each_kind(database: Database) -> None:
    app = opened(database)
    instance = app.start("kantor/proses")["id"]
    item = app.tasks()[0]["id"]
    token = app.create_token("staf", agency="kantor")["id"]
    ids = {"instance": instance, "work item": item, "token": token}
    assert {kind: endings(database, kind, id[-8:]) for kind, id in ids.items()} == {
        kind: [id] for kind, id in ids.items()
    }
    assert endings(database, "incident", instance[-8:]) == []


def test_an_ending_is_no_pattern_and_stops_at_two(database: Database) -> None:
    app = opened(database)
    for _ in range(3):
        app.start("kantor/proses")
    assert len(endings(database, "instance", "")) == 2
    assert endings(database, "instance", "%") == []


def test_agencies_come_with_what_is_there(database: Database) -> None:
    app = opened(database)
    app.start("kantor/proses")
    ended = app.start("kantor/proses")["next"][0]["id"]
    app.complete(ended)
    (agency,) = app.agencies()
    here = office()
    assert agency == {
        "id": "kantor",
        "name": here.name,
        "zone": here.zone,
        "definitions": 1,
        "running": 1,
        "officers": len(here.officers),
    }


def test_the_list_of_an_officer_is_found_through_the_indexes_of_open_work(
    database: Database,
) -> None:
    app = opened(database)
    asked: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    app.tasks("kantor", officer="staf")
    event.remove(Engine, "before_cursor_execute", keep)
    statement, parameters = asked[-1]
    explain = "EXPLAIN QUERY PLAN " if database.dialect == "sqlite" else "EXPLAIN "
    with database.read() as connection:
        if database.dialect == "postgresql":  # which reads such small tables from end to end
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = [str(r[-1]) for r in connection.exec_driver_sql(explain + statement, parameters)]
    assert sum("ix_work_item_open" in line for line in plan) == 3, "\n".join(plan)
    assert not any("SCAN work_item" in line or "Seq Scan on work_item" in line for line in plan)
