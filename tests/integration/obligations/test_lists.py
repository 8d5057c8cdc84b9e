"""What is late, near and closed; whose turn it is; and what each costs."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotFound
from storage import obligations
from tests.counting import counted
from tests.integration.obligations.owing import HOUR, local, owed, start, task, verbs


def test_a_completion_with_standards_costs_one_read_six_changes_and_one_commit(
    app: Application,
) -> None:
    instance = start(app)
    id = task(app, instance)
    with counted() as count:
        app.complete(id, by="staf")
    assert verbs(count) == [
        "SELECT",
        "UPDATE instance",
        "INSERT INTO work_item",
        "UPDATE work_item",
        "INSERT INTO obligation",
        "UPDATE obligation",
        # SQLite runs each row of a statement for itself.
        *["INSERT INTO event"] * (2 if app.database.dialect == "sqlite" else 1),
    ]
    assert count.commits == 1


def test_a_claim_costs_nothing_more_than_before(app: Application) -> None:
    id = task(app, start(app))
    with counted() as count:
        app.claim(id, by="staf")
    assert verbs(count) == ["SELECT", "UPDATE instance", "UPDATE work_item", "INSERT INTO event"]


def test_a_list_of_what_is_late_costs_one_read_for_each_agency(app: Application) -> None:
    for _ in range(3):
        start(app)
    with counted() as count:
        app.obligations("kantor", "late")
    assert (verbs(count), count.commits) == (["SELECT"] * 2, 0)  # one for the agency's revision


def test_due_ones_are_taken_once_longest_due_first(app: Application, clock: FixedClock) -> None:
    first = start(app)
    clock.advance(timedelta(minutes=1))
    second = start(app)
    clock.advance(timedelta(days=2))
    wanted = [owed(app, instance)["step a 1"].id for instance in (first, second)]
    later = clock.at + timedelta(minutes=5)
    with app.database.read() as connection:
        assert obligations.due(connection, clock.at, 10) == wanted
        assert obligations.due(connection, clock.at, 1) == wanted[:1]
        assert local(obligations.next_check(connection)) == "Tue 13 11.45"
    take = partial(obligations.take, now=clock.at, until=later, limit=1)
    assert [app.database.write(take) for _ in range(3)] == [wanted[:1], wanted[1:], []]
    with app.database.read() as connection:
        assert obligations.due(connection, clock.at, 10) == []
        assert obligations.next_check(connection) == later
        assert obligations.due(connection, later, 10) == wanted


def test_nothing_is_due_of_what_is_paused_or_closed(app: Application, clock: FixedClock) -> None:
    paused, closed = start(app), start(app)
    app.suspend(paused, "Menunggu data")
    app.cancel(closed, "Salah")
    clock.advance(timedelta(days=30))
    with app.database.read() as connection:
        assert obligations.due(connection, clock.at, 10) == []
        assert obligations.next_check(connection) is None


def test_late_near_pending_and_closed(app: Application, clock: FixedClock) -> None:
    late, done = start(app), start(app)
    app.complete(task(app, done), by="staf")
    clock.at = datetime(2026, 1, 13, 0, 0, tzinfo=UTC)
    fresh = start(app)
    clock.at = datetime(2026, 1, 14, 2, 0, tzinfo=UTC)  # two hours late
    (found,) = (each for each in app.obligations("kantor", "late") if each["instance"] == late)
    assert found["title"] == "Pertama"
    assert (found["kind"], found["late"], found["compliance"]) == ("step", True, "pending")
    assert (found["left"], found["distance"]) == (-2 * HOUR, "2 hours past")
    assert (found["time_standard"], found["officer"]) == ("2 days", None)
    assert (found["lane"], found["candidates"]) == ("Staf", ["staf"])
    (near,) = app.obligations("kantor", "near")
    assert (near["instance"], near["left"]) == (fresh, 5.5 * HOUR)
    assert {each["instance"] for each in app.obligations("kantor")} == {late, done, fresh}
    (closed,) = app.obligations("kantor", "closed")
    assert (closed["instance"], closed["compliance"], closed["left"]) == (done, "met", None)
    assert [each["instance"] for each in app.obligations(limit=1)] == [done]


def test_paused_work_is_on_no_list_of_late_work(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=30))
    assert app.obligations("kantor", "late") == []
    (pending,) = app.obligations("kantor")
    assert (pending["late"], pending["left"], pending["paused_at"] is None) == (False, None, False)
    (shown,) = app.show(instance)["obligations"]
    assert shown == pending


def test_a_state_or_agency_nobody_knows_is_refused(app: Application) -> None:
    with pytest.raises(Invalid) as refused:
        app.obligations("kantor", "telat")
    assert refused.value.text("id") == (
        'Seharusnya keadaan salah satu dari pending, late, near, closed, tetapi tertulis "telat". '
        "Pilih salah satunya."
    )
    with pytest.raises(NotFound):
        app.obligations("kantoor", "late")
