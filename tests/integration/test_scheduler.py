"""When duties are looked after: at the beat, at the instant, after a loss; never twice at once."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import text

from engine import scheduler, ticks
from engine.app import Application
from engine.clock import DatabaseClock, FixedClock, SystemClock
from engine.core.errors import Invalid, Unavailable
from engine.duties import Duty
from engine.settings import Settings, load
from engine.ticks import Ticked
from handlers.contract import Context, Handler, Outcome
from storage import wakes
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.services import one
from tests.integration.timed import fired, one_step

Look = Callable[[Application, datetime], Ticked]

postgresql = pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)

RARELY = Settings(tick_seconds=600)
"""A beat nobody waits for: what happens is not its doing."""


@contextmanager
def at_duty(app: Application, *duties: Duty) -> Iterator[scheduler.Node]:
    """Look after those duties while the block runs."""
    node = scheduler.start(app, duties)
    try:
        yield node
    finally:
        node.shutdown()


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.01)


def test_a_duty_is_never_done_twice_at_once_and_what_comes_meanwhile_is_not_lost(
    database: Database,
) -> None:
    running, let_go = threading.Semaphore(0), threading.Semaphore(0)
    at_once: list[int] = []
    most: list[int] = []

    def slow(_app: Application, _now: datetime) -> Ticked:
        at_once.append(1)
        most.append(len(at_once))
        running.release()
        let_go.acquire(timeout=30)
        at_once.pop()
        return Ticked()

    app = Application(RARELY, database, SystemClock())
    with at_duty(app, Duty("pelan", slow)) as node:
        assert running.acquire(timeout=30)  # the look at the start
        for _ in range(5):
            node.wake({"pelan": app.clock.now()})
            time.sleep(0.05)
        assert len(most) == 1
        let_go.release()
        assert running.acquire(timeout=30)  # one more for all five
        let_go.release()
        time.sleep(0.2)
        assert most == [1, 1]
        let_go.release()


def test_it_wakes_for_the_earlier_of_two_and_not_for_what_the_beat_will_see(
    database: Database,
) -> None:
    looks: list[datetime] = []

    def note(app: Application, _now: datetime) -> Ticked:
        looks.append(app.clock.now())
        return Ticked()

    app = Application(Settings(tick_seconds=5), database, SystemClock())
    with at_duty(app, Duty("catat", note)) as node:
        time.sleep(0.5)  # the look at the start, and the one when it begins to listen
        before, now = len(looks), app.clock.now()
        assert not node.wake({"catat": now + timedelta(seconds=6)})
        assert node.wake({"catat": now + timedelta(seconds=2)})
        assert not node.wake({"catat": now + timedelta(seconds=3)})
        assert node.wake({"catat": now + timedelta(seconds=1), "lain": now})
        wait_for(lambda: len(looks) > before)
        assert now + timedelta(seconds=1) <= looks[-1] < now + timedelta(seconds=3)
        wait_for(lambda: len(looks) > before + 1)
        assert looks[-1] > now + timedelta(seconds=3)  # the beat


def test_each_look_arms_the_next_as_often_as_it_takes(database: Database) -> None:
    """A trigger that is armed anew while it still runs is the one that used to die."""
    looks: list[datetime] = []

    def note(app: Application, _now: datetime) -> Ticked:
        looks.append(app.clock.now())
        return Ticked()

    def soon(app: Application) -> datetime:
        return app.clock.now() + timedelta(milliseconds=20)

    app = Application(RARELY, database, SystemClock())
    with at_duty(app, Duty("catat", note, soon)):
        wait_for(lambda: len(looks) > 20)


def test_a_look_that_fails_is_repeated_at_the_next_beat(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[int] = []

    def fails(_app: Application, _now: datetime) -> Ticked:
        looks.append(1)
        if len(looks) == 1:
            raise RuntimeError("rusak")
        if len(looks) == 2:
            raise Unavailable("storage.closed")
        return Ticked(failed=1)

    app = Application(Settings(tick_seconds=0.1), database, SystemClock())
    with caplog.at_level(logging.WARNING), at_duty(app, Duty("gagal", fails)):
        wait_for(lambda: len(looks) > 3)
    said = [record.message for record in caplog.records if record.name == "sopan.scheduler"]
    assert said[0] == "a look for what is due failed; it will be repeated"
    assert said[1] == Unavailable("storage.closed").text("en")
    assert said[2] == "1 could not go on; see `sopan incidents`"


class StoppedMeanwhile(BaseExecutor):  # type: ignore[misc]  # APScheduler 3 has no types
    """Gives a job away only while its scheduler is being stopped."""

    def __init__(self, scheduler: scheduler.Scheduler) -> None:
        super().__init__()
        self.reached = threading.Event()
        self._stopping = scheduler

    def _do_submit_job(self, job: Job, _run_times: list[datetime]) -> None:
        self.reached.set()
        wait_for(lambda: not self._stopping.running)
        self._run_job_success(job.id, [])


def test_stopping_while_a_job_is_given_away_ends_in_peace() -> None:
    running = scheduler.Scheduler(timezone=UTC)
    slow = StoppedMeanwhile(running)
    running.add_executor(slow, "slow")
    running.start()
    running.add_job(print, DateTrigger(SystemClock().now(), UTC), executor="slow")
    assert slow.reached.wait(10)
    running.shutdown()  # an exception in its thread would fail this test


@postgresql
def test_what_a_process_without_duties_makes_due_wakes_the_nodes(database_url: str) -> None:
    """On PostgreSQL at once; on SQLite at the beat, which comes each second anyway."""
    done = threading.Event()

    def works(_: Context) -> Outcome:
        done.set()
        return Outcome()

    handlers = {"h": Handler(works)}
    node = Application(RARELY, Database.open(database_url), SystemClock(), handlers)
    other = Application(RARELY, Database.open(database_url), SystemClock(), handlers)
    other.deploy(one("h"))
    beating = scheduler.start(node)
    try:
        time.sleep(0.5)
        other.start("proses")
        assert done.wait(5)
    finally:
        beating.shutdown()
        node.close()
        other.close()


def test_what_this_process_makes_due_wakes_it(database: Database) -> None:
    done = threading.Event()

    def works(_: Context) -> Outcome:
        done.set()
        return Outcome()

    app = Application(RARELY, database, SystemClock(), {"h": Handler(works)})
    app.deploy(one("h"))
    beating = scheduler.start(app)
    try:
        time.sleep(0.3)
        app.start("proses")
        assert done.wait(5)
    finally:
        beating.shutdown()
    app.start("proses")  # nobody is there to be woken any more


@postgresql
def test_a_listener_comes_back_and_looks_at_what_it_may_have_missed(database_url: str) -> None:
    database = Database.open(database_url)
    heard: list[wakes.Due] = []
    missed = threading.Semaphore(0)
    listener = wakes.Listener(database, heard.append, missed.release)
    listener.start()
    assert missed.acquire(timeout=30)
    wakes.tell(database, {"jobs": MONDAY})
    for payload in ("x", "[]", '{"jobs": 1}', '{"jobs": "2026-01-12T00:00:00"}', "[" * 5000):
        with database.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("SELECT pg_notify('sopan_due', :p)"), {"p": payload})
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'sopan listen' AND datname = current_database()"
        )
    assert missed.acquire(timeout=30)
    wakes.tell(database, {"timers": MONDAY})
    wait_for(lambda: len(heard) == 2)
    assert heard == [{"jobs": MONDAY}, {"timers": MONDAY}]
    listener.stop()
    database.close()


@postgresql
def test_the_clock_of_the_database_decides(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """This machine's clock is an hour ahead: that is said once, and nothing fires early."""
    with Application.open(database.engine.url.render_as_string(hide_password=False)) as app:
        assert isinstance(app.clock, DatabaseClock)
        app.register(office())
        app.deploy(
            one_step("PT1M").replace(b'"PT1M"', b'"PT1M" calendar="kalender"'), agency="kantor"
        )
        instance = app.start("kantor/proses")["id"]
        ahead = FixedClock(SystemClock().now() + timedelta(hours=1))
        with caplog.at_level(logging.WARNING):
            app.clock = DatabaseClock(app.clock._ask, ahead)
            app.clock.compare()
        assert timedelta(minutes=59) < app.clock.skew < timedelta(minutes=61)
        (said,) = [each.message for each in caplog.records if each.name == "sopan.clock"]
        assert said.startswith("this machine's clock is +36")
        assert ticks.compare_clocks(app, app.clock.now()) == Ticked()
        assert ticks.check_obligations(app, app.clock.now()) == Ticked()
        assert fired(app, instance) == []


def test_a_clock_follows_the_database_between_two_looks() -> None:
    theirs = MONDAY
    clock = DatabaseClock(lambda: theirs, FixedClock(MONDAY))
    first = clock.now()
    time.sleep(0.05)
    assert timedelta(milliseconds=40) < clock.now() - first < timedelta(seconds=5)
    theirs = MONDAY + timedelta(minutes=5)
    assert abs(clock.compare() + timedelta(minutes=5)) < timedelta(seconds=1)
    assert clock.now() - theirs < timedelta(seconds=5)


def test_sqlite_goes_by_this_machine(tmp_path: Path) -> None:
    with Application.open(f"sqlite:///{tmp_path}/x.db") as app:
        assert isinstance(app.clock, SystemClock)
        assert app.beat == 1.0


@postgresql
def test_the_beat_is_slower_where_nodes_wake_each_other(database: Database) -> None:
    assert Application(Settings(), database, SystemClock()).beat == 5.0
    assert Application(Settings(tick_seconds=0.5), database, SystemClock()).beat == 0.5


def test_a_beat_of_zero_is_ours_to_choose_and_no_other_number_may_be_zero(tmp_path: Path) -> None:
    assert load({"SOPAN_TICK_SECONDS": "0"}, tmp_path).tick_seconds == 0.0
    for name, value in (("TICK_SECONDS", "-1"), ("TICK_SECONDS", "inf"), ("STEP_BUDGET", "0")):
        with pytest.raises(Invalid):
            load({f"SOPAN_{name}": value}, tmp_path)
