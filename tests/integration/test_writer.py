"""Group commit on SQLite, and the same promises on PostgreSQL, with many callers at once."""

import ctypes
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, CursorResult, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from engine.core.errors import Unavailable
from storage.database import Database
from storage.schema import agency
from storage.sqlite import Sqlite
from tests.counting import counted
from tests.integration.rows import AGENCY

HOT_ROWS = 5
CALLERS = 8
CALLS = 40

Work = Callable[[Connection], Any]


class Stale(Exception):
    """What was read is no longer so."""


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.scalars(select(agency.c.id)))


def add(name: str) -> Callable[[Connection], CursorResult[Any]]:
    return lambda c: c.execute(insert(agency), AGENCY | {"id": name})


def sqlite_of(database: Database) -> Sqlite:
    assert isinstance(database.kind, Sqlite)
    return database.kind


def test_many_callers_on_few_rows_lose_nothing(database: Database) -> None:
    database.write(
        lambda c: c.execute(
            insert(agency), [AGENCY | {"id": f"a{n}", "revision": 0} for n in range(HOT_ROWS)]
        )
    )

    def bump(name: str, revision: int) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            here = (agency.c.id == name) & (agency.c.revision == revision)
            changed = connection.execute(update(agency).where(here).values(revision=revision + 1))
            connection.execute(update(agency).where(agency.c.id == name).values(name="diubah"))
            if changed.rowcount != 1:
                raise Stale

        return work

    def caller(number: int) -> int:
        committed = 0
        for call in range(CALLS):
            name = f"a{(number + call) % HOT_ROWS}"
            with database.read() as connection:
                here = select(agency.c.revision).where(agency.c.id == name)
                revision = connection.scalars(here).one()
            try:
                database.write(bump(name, revision))
            except Stale:
                continue
            committed += 1
        return committed

    with ThreadPoolExecutor(CALLERS) as pool:
        committed = sum(pool.map(caller, range(CALLERS)))
    with database.read() as connection:
        assert sum(connection.scalars(select(agency.c.revision))) == committed
    assert HOT_ROWS <= committed <= CALLERS * CALLS


class Interrupted(BaseException):
    """Stands for KeyboardInterrupt, which Python only raises in the main thread."""


class Crowd:
    """Callers that arrive while another is at work, in a known order, and so share a commit."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.outcomes: dict[str, Any] = {}
        self._threads: list[threading.Thread] = []
        self._at_work = threading.Event()
        self._go_on = threading.Event()
        self.arrive("first", self._hold)
        self._at_work.wait(30)

    def _hold(self, _: Connection) -> None:
        self._at_work.set()
        self._go_on.wait(30)

    def arrive(self, name: str, work: Work) -> None:
        def call() -> None:
            try:
                self.outcomes[name] = self.database.write(work)
            except BaseException as error:  # noqa: BLE001 - the outcome to look at
                self.outcomes[name] = error

        thread = threading.Thread(target=call)
        self._threads.append(thread)
        thread.start()
        writer = sqlite_of(self.database)._writer
        while name != "first" and len(writer._waiting) < len(self._threads) - 1:
            time.sleep(0.001)  # until it stands in the queue: the order of arrival matters here

    def finish(self) -> dict[str, Any]:
        self._go_on.set()
        for thread in self._threads:
            thread.join(30)
        return self.outcomes


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "office.db"
    path.write_bytes(sqlite_template.read_bytes())
    opened = Database.open(f"sqlite:///{path}")
    yield opened
    opened.close()


def test_callers_that_wait_share_one_commit(sqlite: Database) -> None:
    crowd = Crowd(sqlite)
    with counted() as count:
        for name in "abcd":
            crowd.arrive(name, add(name))
        crowd.finish()
    assert names(sqlite) == list("abcd")
    assert count.commits == 2  # the first caller's and theirs


def test_one_who_fails_in_a_group_does_not_hurt_the_others(sqlite: Database) -> None:
    def fails(connection: Connection) -> None:
        add("half done")(connection)
        raise Stale

    crowd = Crowd(sqlite)
    crowd.arrive("a", lambda c: add("a")(c).rowcount)
    crowd.arrive("fails", fails)
    crowd.arrive("twice", add("a"))
    crowd.arrive("b", lambda c: add("b")(c).rowcount)
    outcomes = crowd.finish()
    assert (outcomes["a"], outcomes["b"]) == (1, 1)
    assert isinstance(outcomes["fails"], Stale)
    assert isinstance(outcomes["twice"], IntegrityError)
    assert names(sqlite) == ["a", "b"]


def test_when_the_commit_fails_nobody_is_told_otherwise(sqlite: Database) -> None:
    def violates(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO officer VALUES ('tidak-ada', 'sari', 'Sari')")

    crowd = Crowd(sqlite)
    crowd.arrive("a", add("a"))
    crowd.arrive("violates", violates)
    outcomes = crowd.finish()
    assert isinstance(outcomes["a"], IntegrityError)
    assert isinstance(outcomes["violates"], IntegrityError)
    assert names(sqlite) == []
    sqlite.write(add("later"))
    assert names(sqlite) == ["later"]


def test_a_full_disk_is_told_to_all_it_concerns(sqlite: Database) -> None:
    """Some failures make SQLite throw the whole transaction away, savepoints and all."""

    def fills(connection: Connection) -> None:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        connection.execute(insert(agency), AGENCY | {"id": "besar", "name": "x" * 5_000_000})

    crowd = Crowd(sqlite)
    crowd.arrive("a", lambda c: add("a")(c).rowcount)
    crowd.arrive("fills", fills)
    crowd.arrive("b", lambda c: add("b")(c).rowcount)
    outcomes = crowd.finish()
    assert isinstance(outcomes["fills"], Unavailable)
    assert outcomes["fills"].text("en") == (
        "Expected to use the database file, but the disk refuses (database or disk is full). "
        "Check free space and the rights of its folder, then try again."
    )
    told = [name for name in "ab" if outcomes[name] == 1]
    assert names(sqlite) == told


def test_who_is_interrupted_while_waiting_hands_on_the_lead(sqlite: Database) -> None:
    """Ctrl-C reaches a caller in the queue: his write is not done, the next one's is."""
    crowd = Crowd(sqlite)
    crowd.arrive("interrupted", add("interrupted"))
    waiting = sqlite_of(sqlite)._writer._waiting[0]
    crowd.arrive("b", lambda c: add("b")(c).rowcount)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(waiting.caller), ctypes.py_object(Interrupted)
    )
    outcomes = crowd.finish()
    assert isinstance(outcomes["interrupted"], Interrupted)
    assert outcomes["b"] == 1
    assert names(sqlite) == ["b"]


def test_close_waits_for_the_writes_accepted(sqlite: Database) -> None:
    crowd = Crowd(sqlite)
    for name in "abc":
        crowd.arrive(name, add(name))
    closing = threading.Thread(target=sqlite.close)
    closing.start()
    assert closing.is_alive()
    outcomes = crowd.finish()
    closing.join(30)
    assert not [outcome for outcome in outcomes.values() if isinstance(outcome, Exception)]
    reopened = Database.open(f"sqlite:///{sqlite_of(sqlite).path}")
    assert names(reopened) == ["a", "b", "c"]
    reopened.close()


def test_another_process_may_write_too(sqlite: Database) -> None:
    """A command beside the server: whoever has the lock is waited for, but not for ever."""
    sqlite.write(lambda c: c.exec_driver_sql("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(sqlite_of(sqlite).path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as refusal:
        sqlite.write(add("a"))
    assert refusal.value.text("id") == (
        "Seharusnya basis data dapat ditulis, tetapi sedang dipakai proses lain "
        "(database is locked). Tidak ada yang berubah; tunggu sebentar lalu coba lagi."
    )
    other.execute("COMMIT")
    other.close()
    sqlite.write(add("a"))
    assert names(sqlite) == ["a"]
