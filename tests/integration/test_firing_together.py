"""Rungs that are due at the same moment share a transaction, and none is lost or told twice."""

from datetime import timedelta

from engine import ladder
from engine.app import Application
from engine.ticks import TAKEN, Ticked
from storage.database import Database
from tests.builders import MONDAY
from tests.counting import counted
from tests.integration.timed import begin, fired, look, one_step, owed, told

HOUR = timedelta(hours=1)


def test_many_rungs_cost_two_commits_for_each_batch(database: Database, app: Application) -> None:
    """One that takes them, one that says what they came to."""
    begin(app)
    for _ in range(TAKEN * 2 - 1):
        app.start("kantor/proses")
    with counted() as count:
        assert look(app, MONDAY + 2 * HOUR) == Ticked(TAKEN * 2)
    assert count.commits == 4
    reads = [each for each in count.statements if "FROM channel" in each]
    assert len(reads) == 2 * 2  # of each batch one for each of the two who are told
    assert len(told(database)) == TAKEN * 2 * 2
    assert app.verify_audit()["whole"]


def test_two_of_the_same_instance_fire_one_after_the_other(
    database: Database, app: Application
) -> None:
    instance = begin(app, one_step("PT2H", '<sop:timeStandard duration="PT2H"/>'))
    other = str(app.start("kantor/proses")["id"])
    at = MONDAY + 2 * HOUR
    ids = [each["id"] for each in owed(database)]
    together = app.run(lambda session: ladder.fire_together(session, ids, at))
    assert (together.fired, together.stuck, len(together.left)) == (2, 0, 2)
    assert look(app, at) == Ticked(2)
    for each in (instance, other):
        assert sorted(facts["about"] for facts in fired(app, each)) == ["step", "whole"]
    assert app.verify_audit()["whole"]


def test_what_is_closed_meanwhile_is_passed_over(database: Database, app: Application) -> None:
    done = begin(app)
    open_still = str(app.start("kantor/proses")["id"])
    ids = [each["id"] for each in owed(database)]
    app.complete(app.tasks(instance=done)[0]["id"], by="staf")
    at = MONDAY + 2 * HOUR
    together = app.run(lambda session: ladder.fire_together(session, ids, at))
    assert together == ladder.Together(1, 0, ())
    assert fired(app, done) == []
    assert [facts["rung"] for facts in fired(app, open_still)] == [2]
