"""Statements that go past SQLAlchemy: the same values, errors and promises as through it."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.core.errors import Unavailable
from storage import postgres
from storage.database import Database
from storage.prepared import Prepared
from storage.schema import agency, event, instance
from storage.unitofwork import Stale, UnitOfWork
from tests.integration.rows import AGENCY, INSTANCE, add_agency, trail

ID = "01890000-0000-7000-8000-000000000001"
READ = Prepared(select(instance).where(instance.c.id == bindparam("wanted")))
ADD = Prepared(insert(instance))
SAVE = Prepared(update(instance).where(instance.c.id == bindparam("wanted")))
ROW = {
    **INSTANCE,
    "id": ID,
    "state": b"\x00\xff%s",
    "waiting": [["message", "Surat 100% ✓", None]],
    "next_due_at": datetime(2026, 1, 5, 8, 0, tzinfo=timezone(timedelta(hours=7))),
    "audit_seq": 0,
    "audit_hash": "",
}


def write(database: Database, *parts: tuple[Any, Any, int | None]) -> None:
    """Write statements with their values as one unit; a number is how many rows one must touch."""
    with database.read() as connection:
        work = UnitOfWork(connection)
    for statement, values, expected in parts:
        if expected is None:
            work.write(statement, values)
        else:
            work.guard(statement, values)
    database.write(work.apply)


def stored(database: Database) -> dict[str, Any]:
    with database.read() as connection:
        return dict(connection.execute(select(instance)).mappings().one())


@pytest.fixture
def filled(database: Database) -> Database:
    database.write(add_agency)
    write(database, (ADD, ROW, None))
    return database


def test_values_come_back_as_sqlalchemy_would_give_them(filled: Database) -> None:
    with filled.read() as connection:
        (row,) = READ.rows(connection, {"wanted": ID})
    assert dict(zip(instance.c.keys(), row, strict=True)) == stored(filled)
    assert stored(filled)["next_due_at"] == datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    assert stored(filled)["state"] == ROW["state"]
    assert stored(filled)["waiting"] == ROW["waiting"]


def test_what_is_no_id_matches_nothing(filled: Database) -> None:
    with filled.read() as connection:
        assert READ.rows(connection, {"wanted": "' OR 1=1 --"}) == []


def test_one_statement_is_written_for_each_set_of_columns(filled: Database) -> None:
    write(filled, (SAVE, {"wanted": ID, "title": "Satu"}, 1))
    write(filled, (SAVE, {"wanted": ID, "state": None, "revision": 7}, 1))
    assert [stored(filled)[name] for name in ("title", "state", "revision")] == ["Satu", None, 7]


def test_values_may_stand_in_the_statement_itself(filled: Database) -> None:
    there = (instance.c.id == ID, instance.c.ended_at.is_(None))
    write(filled, (update(instance).where(*there).values(title="Dua", state=None), None, 1))
    assert (stored(filled)["title"], stored(filled)["state"]) == ("Dua", None)


def test_many_rows_are_one_statement_that_counts_them_all(filled: Database) -> None:
    rows = [row | {"data": {"n": n}} for n, row in enumerate(trail(ID, 3)[0])]
    write(filled, (insert(event), rows, None))
    with filled.read() as connection:
        work = UnitOfWork(connection)
        assert connection.scalar(select(func.count()).select_from(event)) == 3
    work.guard_all(SAVE, [{"wanted": ID, "title": "Tiga"}, {"wanted": AGENCY["id"], "title": "-"}])
    with pytest.raises(Stale):
        filled.write(work.apply)
    assert stored(filled)["title"] == ROW["title"]


def test_a_guard_that_misses_takes_the_whole_unit_back(filled: Database) -> None:
    with pytest.raises(Stale):
        write(
            filled,
            (SAVE, {"wanted": ID, "title": "Empat"}, None),
            (delete(instance).where(instance.c.title == "tidak ada"), None, 1),
            (update(agency).values(name="Lain"), None, None),
        )
    assert stored(filled)["title"] == ROW["title"]
    with filled.read() as connection:
        assert connection.scalar(select(agency.c.name)) == AGENCY["name"]


def test_errors_are_those_of_sqlalchemy_and_take_the_unit_back(filled: Database) -> None:
    with pytest.raises(IntegrityError):
        write(filled, (SAVE, {"wanted": ID, "title": "Lima"}, 1), (ADD, ROW, None))
    with filled.read() as connection:
        work = UnitOfWork(connection)
        work.write(SAVE, {"wanted": ID, "title": "Lima"})
        with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
            work.apply(connection)
    assert stored(filled)["title"] == ROW["title"]
    write(filled, (SAVE, {"wanted": ID, "title": "Enam"}, 1))  # the connection is as good as before
    assert stored(filled)["title"] == "Enam"


on_postgres = pytest.mark.parametrize("dialect", ["postgresql"])  # SQLite has no server to lose


def end_connections(database: Database) -> None:
    """Let the server drop every connection of the pool, as its restart would."""
    another = Database.open(database.engine.url.render_as_string(hide_password=False))
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    end = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {others}"
    another.write(lambda c: c.execute(text(end)).all())
    another.close()


@on_postgres
def test_a_write_that_lost_its_connection_is_written_on_another(filled: Database) -> None:
    end_connections(filled)
    write_only(filled, "Tujuh")
    assert stored(filled)["title"] == "Tujuh"


@on_postgres
def test_a_connection_lost_while_a_unit_is_written_is_made_anew(filled: Database) -> None:
    lost = list[bool]()

    def work(connection: Any) -> None:
        connection.execute(update(instance).values(title="Delapan"))
        if not lost:
            end_connections(filled)
            lost.append(True)
        connection.execute(update(instance).values(revision=instance.c.revision + 1))

    filled.write(work)
    assert (stored(filled)["title"], stored(filled)["revision"]) == ("Delapan", 2)


@on_postgres
def test_a_read_that_lost_its_connection_is_refused_once(filled: Database) -> None:
    end_connections(filled)
    with pytest.raises(Unavailable, match="does not answer"), filled.read() as connection:
        READ.rows(connection, {"wanted": ID})
    assert stored(filled)["title"] == ROW["title"]


@on_postgres
def test_a_connection_that_was_idle_is_asked_before_it_is_used(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_connections(filled)
    monkeypatch.setattr(postgres, "IDLE_S", 0.0)
    with filled.read() as connection:
        assert len(READ.rows(connection, {"wanted": ID})) == 1


def write_only(database: Database, title: str) -> None:
    """Write without a read before it, which would find the lost connection first."""
    work = UnitOfWork(connection=None)  # type: ignore[arg-type]  # it reads nothing
    work.guard(SAVE, {"wanted": ID, "title": title})
    database.write(work.apply)
