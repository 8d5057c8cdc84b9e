"""One instance that fails as nobody foresaw does not stop the others."""

import zlib
from datetime import timedelta

import pytest
from sqlalchemy import update

from engine import instances, steps, ticks
from engine.actors import SYSTEM
from engine.app import Application
from engine.clock import FixedClock
from engine.core.model import Progress
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


DAMAGED = (
    "Expected to read the state of this instance, but it is damaged ({reason}). Restore a backup; "
    "what happened is still in its history."
)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (b"spoiled", "error: Error -3 while decompressing data: incorrect header check"),
        (zlib.compress(b'{"v":1}'), "KeyError: 'n'"),
        (zlib.compress(b"[]"), "TypeError: list indices must be integers or slices, not str"),
    ],
)
def test_a_damaged_instance_gets_an_incident_and_the_others_go_on(
    database: Database, state: bytes, reason: str
) -> None:
    app = Application(Settings(language="en"), database, FixedClock(MONDAY))
    key = app.deploy(WAITS)[0]["definition"]
    damaged, sound = (app.start(key)["id"] for _ in range(2))
    for id in (damaged, sound):
        app.complete(app.tasks(instance=id)[0]["id"])
    spoil = update(instance).where(instance.c.id == damaged).values(state=state)
    database.write(lambda connection: connection.execute(spoil))
    later = MONDAY + timedelta(hours=2)

    assert ticks.fire_timers(app, later) == ticks.Ticked(advanced=1, failed=1)

    assert [task["node"] for task in app.tasks(instance=sound)] == ["b"]
    (incident,) = app.incidents()
    assert incident["instance"] == damaged
    assert incident["message"] == DAMAGED.format(reason=reason)
    assert app.show(damaged)["variables"] == {}
    assert ticks.fire_timers(app, later) == ticks.Ticked()
    assert app.verify_audit()["whole"]


def test_what_nobody_foresaw_is_an_incident_too(database: Database) -> None:
    app = Application(Settings(language="en"), database, FixedClock(MONDAY))
    instance = app.start(app.deploy(WAITS)[0]["definition"])["id"]

    def boom() -> Progress:
        raise ZeroDivisionError("division by zero")

    app.run(
        lambda session: steps.run(
            instances.find(session, instance), {"verb": "advance"}, SYSTEM, MONDAY, boom
        )
    )
    (incident,) = app.incidents()
    assert incident["message"] == (
        "Expected this instance to go on, but something unforeseen went wrong (ZeroDivisionError: "
        "division by zero). Nothing in it has changed; tell the administrator, then retry."
    )
