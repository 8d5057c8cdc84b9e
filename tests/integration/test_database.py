"""Opening, reading and writing: the same promises on SQLite and PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, CursorResult, Update, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.core.errors import Invalid, Unavailable
from storage.database import Database
from storage.schema import agency
from storage.sqlite import Sqlite
from tests.counting import counted
from tests.integration.rows import AGENCY


@pytest.fixture
def sqlite() -> Iterator[Database]:
    opened = Database.open("sqlite://")
    yield opened
    opened.close()


def add(id_: str = "contoh", **changes: Any) -> Callable[[Connection], CursorResult[Any]]:
    return lambda c: c.execute(insert(agency), AGENCY | {"id": id_} | changes)


def ids(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.scalars(select(agency.c.id)))


class Oops(Exception):
    """Something a caller's own code raises."""


def test_a_write_returns_its_result_and_can_be_read(database: Database) -> None:
    database.write(add())
    assert database.write(lambda c: c.scalar(select(agency.c.name))) == AGENCY["name"]
    assert ids(database) == ["contoh"]


def test_a_failing_write_leaves_nothing(database: Database) -> None:
    def work(connection: Connection) -> None:
        add()(connection)
        raise Oops

    with pytest.raises(Oops):
        database.write(work)
    assert ids(database) == []


def test_a_unique_violation_is_an_integrity_error(database: Database) -> None:
    database.write(add())
    with pytest.raises(IntegrityError):
        database.write(add())


def test_a_read_cannot_write(database: Database) -> None:
    with database.read() as connection, pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        add()(connection)


def test_a_read_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        assert connection.scalars(select(agency.c.id)).all() == []
        database.write(add())
        assert connection.scalars(select(agency.c.id)).all() == []
    assert ids(database) == ["contoh"]


def test_a_lone_write_costs_its_statements_and_one_commit(database: Database) -> None:
    with counted() as count:
        database.write(add())
    assert (len(count.statements), count.commits) == (1, 1)


def test_what_was_written_is_there_when_it_is_opened_again(database_url: str) -> None:
    database = Database.open(database_url)
    database.write(add())
    database.close()
    reopened = Database.open(database_url)
    assert ids(reopened) == ["contoh"]
    reopened.close()


def test_sqlite_refuses_a_write_after_close() -> None:
    database = Database.open("sqlite://")
    database.close()
    with pytest.raises(Unavailable, match="the database is closed because the program stops"):
        database.write(lambda _: None)


def test_sqlite_refuses_a_write_inside_a_write_instead_of_waiting_for_itself(
    sqlite: Database,
) -> None:
    sqlite.write(lambda c: c.execute(text("CREATE TABLE t (id INTEGER)")))
    with pytest.raises(RuntimeError, match="inside write"):
        sqlite.write(lambda _: sqlite.write(lambda c: c.execute(text("INSERT INTO t VALUES (1)"))))
    sqlite.write(lambda c: c.execute(text("INSERT INTO t VALUES (2)")))
    with sqlite.read() as connection:
        assert connection.scalars(text("SELECT id FROM t")).all() == [2]


def test_a_private_database_is_private_and_leaves_no_file() -> None:
    first, second = Database.open("sqlite://"), Database.open("sqlite:///:memory:")
    first.write(lambda c: c.execute(text("CREATE TABLE mine (id INTEGER)")))
    with second.read() as connection:
        assert connection.scalars(text("SELECT name FROM sqlite_schema")).all() == []
    kinds = [database.kind for database in (first, second)]
    folders = [kind.path.parent for kind in kinds if isinstance(kind, Sqlite)]
    assert len(folders) == 2
    first.close()
    second.close()
    assert not any(folder.exists() for folder in folders)


def test_sqlite_is_opened_as_it_must_be(sqlite: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}

    def pragmas(connection: Connection) -> dict[str, Any]:
        return {name: connection.scalar(text(f"PRAGMA {name}")) for name in wanted}

    assert sqlite.write(pragmas) == wanted
    with sqlite.read() as connection:
        assert pragmas(connection) == wanted


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "mysql://sari:rahasia@server/office",
            "Expected a database address such as sqlite:///office.db or "
            'postgresql://user@host/name, but it begins with "mysql". Check SOPAN_DATABASE_URL.',
        ),
        (
            "office.db",
            "Expected a database address such as sqlite:///office.db or "
            'postgresql://user@host/name, but it begins with "office.db". '
            "Check SOPAN_DATABASE_URL.",
        ),
        (
            "postgresql+pg8000://server/office",
            'Expected a PostgreSQL address to begin with "postgresql://", but it begins with '
            '"postgresql+pg8000://". Check SOPAN_DATABASE_URL.',
        ),
        (
            "sqlite://office.db",
            "Expected a SQLite address to name a file and nothing else, but it is "
            "sqlite://office.db. Use sqlite:///office.db, or sqlite:////data/office.db for a full "
            "path.",
        ),
    ],
)
def test_an_address_we_do_not_know(url: str, message: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Database.open(url)
    assert refusal.value.text("en") == message


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        Database.open(f"sqlite:///{tmp_path}/arsip/office.db")
    assert refusal.value.text("id") == (
        f"Seharusnya berkas basis data {tmp_path}/arsip/office.db dapat dibuka, tetapi folder "
        f"{tmp_path}/arsip tidak ada. Buat folder itu atau periksa SOPAN_DATABASE_URL."
    )


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "surat.db").write_text("Yth. Kepala Dinas, bersama ini kami sampaikan ..." * 100)
    with pytest.raises(Unavailable, match="the file cannot be read"):
        Database.open(f"sqlite:///{tmp_path}/surat.db")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(Unavailable, match="Expected to reach the database, but it does not answer"):
        Database.open("postgresql://sari@127.0.0.1:1/office")


def test_a_deadlock_is_tried_again(database: Database) -> None:
    """Two writers that update two rows crosswise: on PostgreSQL one is chosen to begin again."""
    database.write(lambda c: c.execute(insert(agency), [AGENCY | {"id": i} for i in "ab"]))
    meeting = threading.Barrier(2, timeout=30)

    def crosswise(first: str, second: str) -> Callable[[Connection], None]:
        met: list[int] = []

        def work(connection: Connection) -> None:
            connection.execute(raised(first))
            if not met and database.dialect == "postgresql":  # SQLite has no two writers to meet
                met.append(meeting.wait())
            connection.execute(raised(second))

        return work

    def raised(id_: str) -> Update:
        return update(agency).where(agency.c.id == id_).values(revision=agency.c.revision + 1)

    other = threading.Thread(target=database.write, args=(crosswise("b", "a"),))
    other.start()
    database.write(crosswise("a", "b"))
    other.join()
    with database.read() as connection:
        found = connection.scalars(select(agency.c.revision)).all()
    assert found == [AGENCY["revision"] + 2] * 2
