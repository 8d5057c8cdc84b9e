"""One instance that fails as nobody foresaw does not stop the others."""

from datetime import timedelta

from sqlalchemy import update

from engine import ticks
from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from storage.schema import instance
from tests.builders import END, MONDAY, START, process, user

WAITS = process(
    START
    + user("a")
    + '<bpmn:intermediateCatchEvent id="tunggu"><bpmn:timerEventDefinition>'
    + "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
    + "</bpmn:intermediateCatchEvent>"
    + user("b")
    + END,
    "mulai > a > tunggu > b > selesai",
)


def test_a_damaged_instance_gets_an_incident_and_the_others_go_on(database: Database) -> None:
    app = Application(Settings(language="en"), database, FixedClock(MONDAY))
    key = app.deploy(WAITS)[0]["definition"]
    damaged, sound = (app.start(key)["id"] for _ in range(2))
    for id in (damaged, sound):
        app.complete(app.tasks(instance=id)[0]["id"])
    spoil = update(instance).where(instance.c.id == damaged).values(state=b"spoiled")
    database.write(lambda connection: connection.execute(spoil))
    later = MONDAY + timedelta(hours=2)

    assert ticks.fire_timers(app, later) == ticks.Ticked(advanced=1, failed=1)

    assert [task["node"] for task in app.tasks(instance=sound)] == ["b"]
    (incident,) = app.incidents()
    assert incident["instance"] == damaged
    assert incident["message"] == (
        "Expected this instance to go on, but something unforeseen went wrong (error: Error -3 "
        "while decompressing data: incorrect header check). Nothing in it has changed; tell the "
        "administrator, then retry."
    )
    assert ticks.fire_timers(app, later) == ticks.Ticked()
    assert app.verify_audit()["whole"]
