"""Waiting and handling in working time, and what a suspension leaves of a standard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, office, process, user
from tests.integration.obligations.owing import (
    HOUR,
    last,
    local,
    model,
    owed,
    standard,
    start,
    states,
    step,
    task,
)


def test_waiting_until_somebody_takes_it_then_handling(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    app.claim(task(app, instance), by="staf")
    clock.advance(timedelta(hours=6))  # the break at noon is no working time
    app.complete(task(app, instance), by="staf")
    done = step(app, instance, "a")
    assert (done["waited"], done["handled"]) == (1 * HOUR, 5 * HOUR)
    said = last(app, instance, "WorkItemCompleted")
    assert (said["waited"], said["handled"]) == (1 * HOUR, 5 * HOUR)


def test_both_clocks_are_read_while_they_run(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    assert (step(app, instance, "a")["waited"], step(app, instance, "a")["handled"]) == (HOUR, 0)
    app.begin(task(app, instance), by="staf")
    clock.advance(timedelta(hours=2))
    (listed,) = app.tasks("kantor", officer="staf")
    assert (listed["waited"], listed["handled"]) == (HOUR, 2 * HOUR)


def test_released_work_waits_again_and_reassigned_work_is_still_handled(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    item = task(app, instance)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: app.claim(item, by="staf"),  # 15 minutes waited
        lambda: app.release(item, by="staf"),  # 15 handled
        lambda: app.assign(item, "kasubag", "Cuti", by="kasubag"),  # 15 waited
        lambda: app.assign(item, "staf", by="kasubag"),  # 15 handled
        lambda: app.complete(item, by="staf"),  # 15 handled
    )
    for verb in verbs:
        clock.advance(timedelta(minutes=15))
        verb()
    done = step(app, instance, "a")
    assert (done["waited"], done["handled"]) == (30 * 60, 45 * 60)


def test_nights_and_holidays_are_nobodys_time(app: Application, clock: FixedClock) -> None:
    clock.at = datetime(2026, 2, 13, 7, 30, tzinfo=UTC)  # Friday 15.30, before Imlek
    instance = start(app)
    clock.at = datetime(2026, 2, 18, 0, 30, tzinfo=UTC)  # Wednesday 08.30
    assert step(app, instance, "a")["waited"] == 2 * HOUR


def test_the_clocks_stand_while_it_is_suspended(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    clock.advance(timedelta(hours=1))
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=1))
    shown = step(app, instance, "a")
    assert (shown["waited"], shown["paused"]) == (HOUR, True)
    app.resume(instance)
    clock.advance(timedelta(hours=1))
    shown = step(app, instance, "a")
    assert (shown["waited"], shown["paused"]) == (2 * HOUR, False)


def test_leap_day_and_change_of_clocks_are_counted_as_they_are(
    database: Database, clock: FixedClock
) -> None:
    """Indonesia has no summer time; a zone that has one must not gain or lose an hour."""
    app = Application(Settings(language="en"), database, clock)
    app.register(replace(office("leap"), zone="Europe/Amsterdam"))
    app.deploy(model(a="PT9H"), agency="leap")
    clock.at = datetime(2024, 2, 28, 14, 0, tzinfo=UTC)  # Wednesday 15.00
    instance = str(app.start("leap/proses", by="staf")["id"])
    assert owed(app, instance)["step a 1"].deadline_at == datetime(2024, 3, 1, 7, 0, tzinfo=UTC)
    clock.at = datetime(2024, 3, 29, 15, 0, tzinfo=UTC)  # Friday 16.00, before the clocks go on
    instance = str(app.start("leap/proses", by="staf")["id"])
    deadline = owed(app, instance)["step a 1"].deadline_at
    assert deadline == datetime(2024, 4, 2, 6, 30, tzinfo=UTC)  # Tuesday 08.30 in summer
    clock.at = deadline
    assert step(app, instance, "a")["waited"] == 9 * HOUR


def test_suspended_it_keeps_the_working_time_that_was_left(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.complete(task(app, instance), by="staf")
    clock.advance(timedelta(minutes=30))
    app.suspend(instance, "Menunggu data")
    paused = owed(app, instance)["step b 1"]
    assert (paused.paused_at, paused.next_check_at) == (clock.at, None)
    assert paused.frozen["left"]["deadline"] == 1.5 * HOUR
    clock.advance(timedelta(days=7))
    app.resume(instance)
    resumed = owed(app, instance)["step b 1"]
    assert local(resumed.deadline_at) == "Mon 19 10.00"
    assert (resumed.base_at, resumed.paused_at) == (MONDAY, None)
    assert local(resumed.next_check_at) == "Mon 19 09.30"  # three quarters of two hours
    assert app.task(task(app, instance))["deadline"] == resumed.deadline_at.isoformat()
    clock.advance(timedelta(minutes=30))
    app.suspend(instance, "Lagi")
    clock.advance(timedelta(days=1))
    app.resume(instance)
    assert local(owed(app, instance)["step b 1"].deadline_at) == "Tue 20 10.00"


def test_suspended_after_the_reminder_only_the_rungs_left_are_still_to_come(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.complete(task(app, instance), by="staf")
    clock.advance(timedelta(minutes=100))
    app.suspend(instance, "Menunggu data")  # twenty minutes left, the reminder ten minutes ago
    clock.advance(timedelta(days=1))
    app.resume(instance)
    resumed = owed(app, instance)["step b 1"]
    assert local(resumed.deadline_at) == "Tue 13 10.00"
    assert local(resumed.next_check_at) == "Tue 13 09.30"


def test_suspended_when_late_it_is_as_late_when_it_goes_on(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.complete(task(app, instance), by="staf")
    clock.advance(timedelta(hours=3))
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=2))
    app.resume(instance)
    assert local(owed(app, instance)["step b 1"].deadline_at) == "Wed 14 10.00"
    app.complete(task(app, instance), by="kasubag")
    assert states(app, instance)["step b 1"] == "breached"


def test_cancelled_while_suspended_in_time_it_is_void_however_late_that_is(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=30))
    app.cancel(instance, "Tidak jadi")
    assert states(app, instance) == {"step a 1": "void"}
    assert step(app, instance, "a")["compliance"] == "void"


def test_plain_days_left_are_plain_days_again(app: Application, clock: FixedClock) -> None:
    calendar = standard("P4D", "kalender")
    app.deploy(
        process(START + user("a", calendar) + END, "mulai > a > selesai", key="plain"),
        agency="kantor",
    )
    instance = start(app, "plain")
    clock.advance(timedelta(days=1))
    app.suspend(instance, "Menunggu data")
    clock.advance(timedelta(days=2))
    app.resume(instance)
    assert local(owed(app, instance)["step a 1"].deadline_at) == "Sun 18 08.00"
