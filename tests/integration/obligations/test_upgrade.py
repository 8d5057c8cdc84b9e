"""Open work of a database of the version before."""

from dataclasses import replace
from datetime import timedelta

from engine import adoption
from engine.app import Application
from engine.clock import FixedClock
from storage import migrate
from tests.counting import counted
from tests.integration.obligations.owing import HOUR, owed, start, step, task, verbs


def test_open_work_of_an_older_database_gets_its_obligations(
    app: Application, clock: FixedClock
) -> None:
    waiting, taken, aside, free = start(app), start(app), start(app), start(app)
    clock.advance(timedelta(hours=1))
    app.claim(task(app, taken), by="staf")
    clock.advance(timedelta(hours=1))
    app.suspend(aside, "Menunggu data")
    app.complete(task(app, free), by="staf")
    app.complete(task(app, free), by="kasubag")  # what is open now has no standard
    before = {instance: owed(app, instance) for instance in (waiting, taken, aside)}
    rows = {instance: step(app, instance, "a") for instance in before}
    migrate.downgrade(app.database, "0004")
    migrate.upgrade(app.database)
    clock.advance(timedelta(days=1))
    adoption.adopt(app)
    for instance, known in before.items():
        (was,), (found,) = known.values(), owed(app, instance).values()
        frozen = {**was.frozen, "from": None} if was.frozen else None
        assert found == replace(was, id=found.id, frozen=frozen)
        assert step(app, instance, "a")["deadline"] == rows[instance]["deadline"]
    assert (rows[aside]["waited"], step(app, aside, "a")["waited"]) == (2 * HOUR, 2 * HOUR)
    assert step(app, taken, "a")["waited"] == HOUR
    assert [each.kind for each in owed(app, free).values()] == []
    assert app.verify_audit()["whole"]
    with counted() as count:
        adoption.adopt(app)
    assert (verbs(count), count.commits) == (["SELECT"], 0)


def test_opening_the_database_is_enough(app: Application, database_url: str) -> None:
    instance = start(app)
    migrate.downgrade(app.database, "0004")
    with Application.open(database_url, clock=app.clock) as opened:
        assert owed(opened, instance)["step a 1"].standard == "P2D"
