"""Migrations: up, down, up again, equal to the schema, and safe when several processes start."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from engine.core.errors import NotFound, Unavailable
from storage import migrate, schema
from storage.database import Database
from storage.metadata import metadata
from tests.counting import counted
from tests.integration.rows import AGENCY, add_agency

UPGRADE = """
import sys
from storage import migrate
from storage.database import Database
from storage.metadata import metadata
database = Database.open(sys.argv[1])
sys.stdin.read()
migrate.upgrade(database)
migrate.require_current(database)
database.close()
"""


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    opened = Database.open(empty_url)
    yield opened
    opened.close()


def differences(database: Database) -> list[Any]:
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_the_migrated_schema_is_the_schema_of_the_program(database: Database) -> None:
    assert differences(database) == []


def test_the_known_revisions_are_those_of_alembic_newest_first() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations")))
    assert migrate.known_revisions() == [script.revision for script in scripts.walk_revisions()]


def test_up_down_and_up_again(empty: Database) -> None:
    migrate.upgrade(empty)
    empty.write(add_agency)
    migrate.downgrade(empty, "base")
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    migrate.require_current(empty)
    assert differences(empty) == []


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database: Database) -> None:
    database.write(add_agency)
    migrate.upgrade(database)
    with database.read() as connection:
        assert connection.scalars(select(schema.agency.c.id)).all() == [AGENCY["id"]]


def test_two_processes_may_upgrade_an_empty_database_at_once(empty_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", UPGRADE, empty_url]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    threads = [threading.Thread(target=process.communicate) for process in running]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.returncode for process in running] == [0, 0]


def test_a_migration_that_fails_leaves_everything_as_it_was(empty: Database) -> None:
    class Oops(Exception):
        pass

    def fail() -> None:
        with migrate._locked(empty) as connection:
            connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
            raise Oops

    with pytest.raises(Oops):
        fail()
    assert inspect(empty.engine).get_table_names() == []


def test_foreign_keys_hold_again_after_a_migration(empty: Database) -> None:
    migrate.upgrade(empty)
    nobody = {"agency_id": "tidak-ada", "username": "sari", "name": "Sari"}
    with pytest.raises(IntegrityError):
        empty.write(lambda c: c.execute(insert(schema.officer), nobody))


def test_a_migration_on_sqlite_may_not_leave_a_row_without_its_parent(database: Database) -> None:
    """Foreign keys are off while tables are copied, so they are checked at the end."""
    if database.dialect == "sqlite":
        database.write(add_agency)
        with pytest.raises(RuntimeError, match="a row without its parent"):
            orphan_the_definition(database)
        with database.read() as connection:
            assert connection.scalars(select(schema.agency.c.id)).all() == [AGENCY["id"]]


def orphan_the_definition(database: Database) -> None:
    with migrate._locked(database) as connection:
        connection.execute(delete(schema.agency))


def test_a_database_without_tables_is_refused(empty: Database) -> None:
    with pytest.raises(Unavailable) as refusal:
        migrate.require_current(empty)
    assert refusal.value.text("en") == (
        "Expected the tables of Sopan in the database, but it is empty. "
        "Make them with `sopan db upgrade`."
    )


def test_a_schema_of_a_newer_program_is_refused(database: Database) -> None:
    database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(Unavailable) as refusal:
        migrate.require_current(database)
    assert refusal.value.text("id") == (
        f"Seharusnya skema basis data paling baru revisi {migrate.known_revisions()[0]}, tetapi "
        "sudah 9999. Pasang Sopan versi terbaru; basis data ini sudah dipakai versi yang lebih "
        "baru."
    )


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    for change in (migrate.upgrade, partial(migrate.downgrade, revision="base")):
        with pytest.raises(Unavailable, match="but it is at 9999"):
            change(database)
    assert migrate.current(database) == "9999"


def test_a_revision_nobody_knows_is_refused(database: Database) -> None:
    known = ", ".join(migrate.known_revisions())
    with pytest.raises(NotFound) as refusal:
        migrate.downgrade(database, "0000")
    assert refusal.value.text("en") == (
        'Expected a known revision of the schema, but there is no "0000". '
        f"Choose one of: {known}, base."
    )
    with pytest.raises(NotFound):
        migrate.upgrade(database, "terbaru")


def test_an_upgrade_needs_no_lock_where_there_is_nothing_to_do(database: Database) -> None:
    with counted() as count:
        migrate.upgrade(database)
    assert count.commits == 0


def test_a_schema_of_an_older_program_is_refused() -> None:
    with pytest.raises(Unavailable) as refusal:
        migrate.check("0001", ["0002", "0001"])
    assert refusal.value.text("en") == (
        "Expected the database schema at revision 0002, but it is still at 0001. "
        "Make a backup, then bring it up to date with `sopan db upgrade`."
    )
