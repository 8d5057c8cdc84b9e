"""Which revision of the schema a database has, and how it gets to another one (Alembic).

A migration runs in one transaction, behind a lock: when several nodes start at once on an empty
database, one migrates and the others find it done. Alembic is imported only where it is needed:
every command looks at the revision, and hardly one changes it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, inspect, select, text

from engine.core.errors import NotFound, Unavailable
from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS: Final = Path(__file__).with_name("migrations")

_LOCK: Final = 0x53_4F_50_41_4E
"""The key of PostgreSQL's advisory lock ("SOPAN"): any number nobody else uses would do."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to `revision`, or leave it, without a lock, where it is there already.

    Raises NotFound for a revision nobody knows, Unavailable for a database of a newer program.
    """
    found, known = current(database), known_revisions()
    _check_known(found, revision, [*known, "head"])
    if found != (known[0] if revision == "head" else revision):
        from alembic import command

        with _locked(database) as connection:
            command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to `revision`; "base" removes everything. Raises what `upgrade` does."""
    from alembic import command

    _check_known(current(database), revision, [*known_revisions(), "base"])
    with _locked(database) as connection:
        command.downgrade(_config(connection), revision)


def current(database: Database) -> str | None:
    """Return the revision of the schema, None for a database without tables of ours."""
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def known_revisions() -> list[str]:
    """Return the revisions this program knows, the newest first: the numbers of their files."""
    files = (_MIGRATIONS / "versions").glob("[0-9]*.py")
    return sorted((file.name.partition("_")[0] for file in files), reverse=True)


def require_current(database: Database) -> None:
    """Raise Unavailable unless the schema is the one this program was written for."""
    check(current(database), known_revisions())


def check(found: str | None, known: Sequence[str]) -> None:
    """Raise Unavailable unless `found` is the first, the newest, of the `known` revisions."""
    if found is None:
        raise Unavailable("storage.schema.none")
    if found not in known:
        raise Unavailable("storage.schema.newer", found=found, known=known[0])
    if found != known[0]:
        raise Unavailable("storage.schema.older", found=found, known=known[0])


def draft(message: str) -> None:
    """Write the migration from the newest revision to `storage.schema`, for a developer to revise.

    It goes to `storage/migrations/versions`. Autogenerate sees tables, columns, constraints and
    indexes; data, triggers and renamed things it does not see.
    """
    from alembic import command

    database = Database.open("sqlite://")
    upgrade(database)
    number = f"{len(known_revisions()) + 1:04}"
    with _locked(database) as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)
    database.close()


def _check_known(found: str | None, wanted: str, known: Sequence[str]) -> None:
    if wanted not in known:
        raise NotFound("storage.schema.unknown", revision=wanted, known=", ".join(known))
    if found is not None and found not in known:
        raise Unavailable("storage.schema.newer", found=found, known=known[0])


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _locked(database: Database) -> Iterator[Connection]:
    lock = _locked_sqlite if database.dialect == "sqlite" else _locked_postgres
    with database.kind.refusing(), database.engine.connect() as connection, lock(connection):
        yield connection


@contextmanager
def _locked_sqlite(connection: Connection) -> Iterator[None]:
    """Hold the write lock, without foreign keys: they are checked at the end instead.

    Batch mode drops the old table, and with foreign keys on that deletes the rows of others that
    refer to it, without an error.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a checked-out connection has one
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise RuntimeError(f"the migration leaves a row without its parent: {broken}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _locked_postgres(connection: Connection) -> Iterator[None]:
    with connection.begin():
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        yield
