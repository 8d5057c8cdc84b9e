"""What lists read, on both databases."""

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
