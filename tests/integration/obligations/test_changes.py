"""Deadlines under a calendar that is edited and a version that is changed."""

from datetime import date, timedelta

from engine.app import Application
from engine.calendars import set_day
from engine.clock import FixedClock
from storage import obligations
from tests.builders import MONDAY
from tests.integration.obligations.owing import (
    WHOLE,
    deploy,
    last,
    local,
    moves,
    owed,
    start,
    states,
    task,
)


def test_a_holiday_moves_every_deadline_but_those_of_the_law(app: Application, whole: str) -> None:
    before = owed(app, whole)
    outcome = app.edit_calendar("kantor", set_day(date(2026, 1, 13), "Libur daerah"), "SE 1")
    after = owed(app, whole)
    assert local(after["step a 1"].deadline_at) == "Thu 15 08.00"
    assert local(after["step a 1"].next_check_at) == "Wed 14 11.45"
    assert local(after["whole"].deadline_at) == "Wed 21 08.00"
    assert after["legal Bupati"] == before["legal Bupati"]
    assert {each["kind"] for each in outcome["moved"]} == {"step", "whole"}
    said = last(app, whole, "DeadlinesMoved")
    assert said["why"] == "SE 1"
    assert [each.get("kind", "step") for each in said["deadlines"]].count("whole") == 1
    assert app.verify_audit()["whole"]


def test_a_holiday_moves_reminders_of_the_law(app: Application, whole: str) -> None:
    before = owed(app, whole)["legal Bupati"].next_check_at
    edit = set_day(date(2026, 1, 28), "Libur daerah")
    assert app.edit_calendar("kantor", edit, preview=True)["moved"] == []
    app.edit_calendar("kantor", edit)
    after = owed(app, whole)["legal Bupati"]
    assert before is not None
    assert after.next_check_at is not None
    assert after.next_check_at < before
    assert "DeadlinesMoved" not in moves(app, whole)


def test_a_holiday_under_a_deadline_that_was_paused_before(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=1))
    app.resume(instance)  # Tuesday 09.00; due Thursday 08.00
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Thu 15 08.00"
    app.edit_calendar("kantor", set_day(date(2026, 1, 14), "Libur daerah"))
    # 14 working hours from Tuesday 09.00: 6 on Tuesday, 7.5 on Thursday, Friday is Isra Mikraj.
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Mon 19 08.00"
    assert app.task(task(app, instance))["deadline"] == "2026-01-19T00:00:00+00:00"


def test_a_holiday_while_it_is_suspended_counts_when_it_goes_on(app: Application) -> None:
    instance = start(app)
    app.suspend(instance, "Menunggu data")
    app.edit_calendar("kantor", set_day(date(2026, 1, 13), "Libur daerah"))
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Wed 14 08.00"
    app.resume(instance)
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Thu 15 08.00"


def test_another_version_holds_the_open_step_against_its_own_standard(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    deploy(app, a="P3D")
    clock.advance(timedelta(days=1))
    app.migrate(instance)
    after = owed(app, instance)["step a 1"]
    assert (after.standard, after.base_at) == ("P3D", MONDAY)
    assert local(after.deadline_at) == "Thu 15 08.00"
    said = last(app, instance, "DeadlinesMoved")
    assert said["change"] == "migrate"
    assert [each["new"] for each in said["deadlines"]] == [after.deadline_at.isoformat()]
    assert app.task(task(app, instance))["deadline"] == after.deadline_at.isoformat()


def test_another_version_leaves_the_pauses_out(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=1))
    app.resume(instance)  # due a working day later
    deploy(app, a="P1D")
    app.migrate(instance)
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Wed 14 08.00"


def test_another_version_may_ask_nothing_and_the_next_one_something_again(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    deploy(app, a="")
    app.migrate(instance)
    assert states(app, instance) == {"step a 1": "void"}
    assert app.task(task(app, instance))["deadline"] is None
    deploy(app, a="P4D")
    clock.advance(timedelta(days=1))
    app.migrate(instance)
    with app.database.read() as connection:
        again = obligations.open_of(connection, instance)
    assert [(each.base_at, local(each.deadline_at)) for each in again] == [(MONDAY, "Mon 19 08.00")]


def test_another_version_may_owe_the_whole_and_the_law(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    clock.advance(timedelta(days=1))
    deploy(app, whole=WHOLE)
    app.migrate(instance)
    found = owed(app, instance)
    assert (found["whole"].base_at, local(found["whole"].deadline_at)) == (MONDAY, "Tue 20 08.00")
    assert found["legal Bupati"].frozen == {"on": "2026-01-31"}
    deploy(app, whole=WHOLE.replace("01-31", "02-last").replace("P5D", "P6D"))
    app.migrate(instance)
    with app.database.read() as connection:
        now_owed = {each.kind: each for each in obligations.open_of(connection, instance)}
    assert local(now_owed["whole"].deadline_at) == "Wed 21 08.00"
    assert now_owed["legal"].frozen == {"on": "2026-02-28"}


def test_a_date_a_person_has_moved_survives_another_version(app: Application, whole: str) -> None:
    app.set_legal_date(whole, "Bupati", date(2026, 3, 31), "SE 2")
    deploy(app, key="utuh", whole=WHOLE.replace("01-31", "02-last"))
    app.migrate(whole)
    with app.database.read() as connection:
        open_now = {each.kind: each for each in obligations.open_of(connection, whole)}
    assert open_now["legal"].frozen == {"on": "2026-03-31"}


def test_another_version_may_count_from_the_arrival_instead_of_the_claim(
    app: Application, clock: FixedClock, on_claim: str
) -> None:
    deploy(app, key="klaim")
    clock.advance(timedelta(hours=1))
    app.migrate(on_claim)
    assert states(app, on_claim) == {"response a 1": "void", "step a 1": "pending"}
    assert owed(app, on_claim)["step a 1"].base_at == MONDAY
    app.complete(task(app, on_claim), by="staf")
    assert states(app, on_claim)["step a 1"] == "met"


def test_a_suspended_instance_that_changes_version_stays_paused(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    app.suspend(instance, "Menunggu data")
    deploy(app, a="P1D", whole=WHOLE)
    app.migrate(instance)
    found = owed(app, instance)
    assert found["step a 1"].paused_at is not None
    assert found["whole"].paused_at is not None
    clock.advance(timedelta(days=1))
    app.resume(instance)
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Wed 14 08.00"
