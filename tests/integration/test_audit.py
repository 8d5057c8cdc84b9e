"""The stored trail: append-only, and whoever gets around that is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, insert, text, update
from sqlalchemy.exc import IntegrityError

from engine.core import audit
from engine.core.audit import Break, Fault
from storage.audit import Verification, verify
from storage.database import Database
from storage.schema import agency, event
from tests.integration.rows import add_agency, add_instance, trail


@pytest.fixture
def streams(database: Database) -> list[str]:
    """Three instances with four, four and no events."""

    def work(connection: Connection) -> list[str]:
        add_agency(connection)
        return [add_instance(connection, number, n) for number, n in enumerate((4, 4, 0))]

    return database.write(work)


@pytest.fixture
def tamper(database: Database, streams: list[str]) -> Callable[[str], None]:
    """Run SQL as somebody does who owns the database and knows how to switch its guards off."""

    def run(sql: str) -> None:
        def work(connection: Connection) -> None:
            if database.dialect == "sqlite":
                connection.execute(text("DROP TRIGGER event_append_only_update"))
                connection.execute(text("DROP TRIGGER event_append_only_delete"))
            else:
                connection.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
            connection.execute(text(sql), {"stream": streams[0]})

        database.write(work)

    return run


def checked(database: Database, stream: str | None = None) -> Verification:
    with database.read() as connection:
        return verify(connection, stream)


@pytest.mark.usefixtures("streams")
@pytest.mark.parametrize("sql", ["UPDATE event SET kind = 'X'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_events(database: Database, sql: str) -> None:
    with pytest.raises(IntegrityError, match="events are never changed or deleted"):
        database.write(lambda c: c.execute(text(sql)))
    assert checked(database).breaks == ()


def test_postgresql_refuses_to_empty_the_table_too(database: Database) -> None:
    if database.dialect == "postgresql":
        with pytest.raises(IntegrityError, match="events are never changed or deleted"):
            database.write(lambda c: c.execute(text("TRUNCATE event")))


def test_a_whole_trail(database: Database, streams: list[str]) -> None:
    assert checked(database) == Verification(streams=4, events=8, breaks=())
    assert checked(database, streams[0]) == Verification(streams=1, events=4, breaks=())
    assert checked(database, streams[2]) == Verification(streams=1, events=0, breaks=())


@pytest.mark.usefixtures("streams")
def test_the_trail_of_an_agency_is_checked_too(database: Database) -> None:
    stream = audit.agency_stream("contoh")
    rows, head = trail(stream, 2)
    database.write(lambda c: c.execute(update(agency).values(audit_seq=2, audit_hash=head)))
    assert checked(database, stream).breaks == (Break(stream, 1, "missing"),)
    database.write(lambda c: c.execute(insert(event), rows))
    assert checked(database, stream) == Verification(streams=1, events=2, breaks=())


@pytest.mark.parametrize(
    ("sql", "seq", "fault"),
    [
        ("UPDATE event SET officer = 'budi' WHERE stream = :stream AND seq = 2", 2, "changed"),
        ("UPDATE event SET officer = NULL WHERE stream = :stream AND seq = 2", 2, "changed"),
        ("UPDATE event SET kind = 'X' WHERE stream = :stream AND seq = 1", 1, "changed"),
        ("UPDATE event SET capacity = '' WHERE stream = :stream AND seq = 4", 4, "changed"),
        ("UPDATE event SET at = '2026-01-01' WHERE stream = :stream AND seq = 3", 3, "changed"),
        ("UPDATE event SET data = '{}' WHERE stream = :stream AND seq = 3", 3, "changed"),
        ("UPDATE event SET data = '{' WHERE stream = :stream AND seq = 3", 3, "changed"),
        ("UPDATE event SET data = data || ' ' WHERE stream = :stream AND seq = 3", 3, "changed"),
        ("UPDATE event SET hash = '' WHERE stream = :stream AND seq = 3", 3, "changed"),
        ("UPDATE event SET seq = 9 WHERE stream = :stream AND seq = 3", 3, "missing"),
        ("DELETE FROM event WHERE stream = :stream AND seq = 2", 2, "missing"),
        ("DELETE FROM event WHERE stream = :stream AND seq = 1", 1, "missing"),
        ("DELETE FROM event WHERE stream = :stream AND seq = 4", 4, "missing"),
        ("DELETE FROM event WHERE stream = :stream", 1, "missing"),
        (
            "INSERT INTO event (agency_id, stream, seq, at, kind, capacity, data, hash) "
            "SELECT agency_id, stream, 5, at, kind, capacity, data, hash FROM event "
            "WHERE stream = :stream AND seq = 4",
            5,
            "extra",
        ),
        ("UPDATE instance SET audit_seq = 3 WHERE id = :stream", 4, "extra"),
        ("UPDATE instance SET audit_hash = '' WHERE id = :stream", 4, "changed"),
    ],
)
def test_tampering_is_found(
    database: Database,
    streams: list[str],
    tamper: Callable[[str], None],
    sql: str,
    seq: int,
    fault: Fault,
) -> None:
    tamper(sql)
    expected = (Break(streams[0], seq, fault),)
    assert checked(database).breaks == expected
    assert checked(database, streams[0]).breaks == expected
    assert checked(database, streams[1]).breaks == ()


def test_events_that_changed_places(
    database: Database, streams: list[str], tamper: Callable[[str], None]
) -> None:
    tamper("UPDATE event SET seq = seq + 100 WHERE stream = :stream AND seq IN (2, 3)")
    database.write(
        lambda c: c.execute(
            text("UPDATE event SET seq = 105 - seq WHERE stream = :stream AND seq > 100"),
            {"stream": streams[0]},
        )
    )
    assert checked(database).breaks == (Break(streams[0], 2, "changed"),)


def test_an_event_moved_to_another_agency(
    database: Database, streams: list[str], tamper: Callable[[str], None]
) -> None:
    database.write(
        lambda c: c.execute(
            text(
                "INSERT INTO agency (id, name, zone, units, calendar, revision, audit_seq, "
                "audit_hash) VALUES ('lain', 'Lain', 'Asia/Jakarta', '[]', '{}', 1, 0, '')"
            )
        )
    )
    tamper("UPDATE event SET agency_id = 'lain' WHERE stream = :stream AND seq = 2")
    assert checked(database).breaks == (Break(streams[0], 2, "changed"),)


def test_a_trail_whose_instance_is_gone(
    database: Database, streams: list[str], tamper: Callable[[str], None]
) -> None:
    tamper("DELETE FROM instance WHERE id = :stream")
    assert checked(database).breaks == (Break(streams[0], 1, "orphaned"),)
    assert checked(database, streams[0]).breaks == (Break(streams[0], 1, "orphaned"),)


def test_every_broken_stream_is_named(
    database: Database, streams: list[str], tamper: Callable[[str], None]
) -> None:
    tamper("UPDATE event SET kind = 'X' WHERE seq = 2")
    assert checked(database).breaks == (
        Break(streams[0], 2, "changed"),
        Break(streams[1], 2, "changed"),
    )
