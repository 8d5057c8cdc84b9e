"""How SQLite is opened: one connection writes, several read; and what its failures mean.

Measured in the storage research: a plain BEGIN that turns into a write fails at once with "database
is locked", so every write begins with BEGIN IMMEDIATE; a checkpoint each 4000 pages instead of 1000
cuts the slowest commits from 2 ms to 0.5 ms. One writing connection per process also keeps clear of
the WAL-reset corruption bug of SQLite before 3.51.3 (sqlite.org/wal.html#walresetbug).
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.core.errors import Invalid, Unavailable
from storage.writer import Writer

T = TypeVar("T")

BUSY_TIMEOUT_MS: Final = 30_000

_PRAGMAS: Final = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",  # first: the next one may already have to wait
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "wal_autocheckpoint=4000",
    "cache_size=-20000",
)

_FAILURES: Final = {
    sqlite3.SQLITE_BUSY: "storage.busy",
    sqlite3.SQLITE_LOCKED: "storage.busy",
    sqlite3.SQLITE_FULL: "storage.disk",
    sqlite3.SQLITE_IOERR: "storage.disk",
    sqlite3.SQLITE_READONLY: "storage.disk",
    sqlite3.SQLITE_CANTOPEN: "storage.disk",
    sqlite3.SQLITE_CORRUPT: "storage.damaged",
    sqlite3.SQLITE_NOTADB: "storage.damaged",
}


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a failure of the file or its lock into Unavailable."""
    try:
        yield
    except (sqlite3.DatabaseError, DatabaseError) as error:
        cause = error.orig if isinstance(error, DatabaseError) else error
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code not in _FAILURES:
            raise
        raise Unavailable(_FAILURES[code], reason=cause) from error
    except PoolTimeout as error:
        raise Unavailable("storage.busy", reason=error.args[0]) from error


class Sqlite:
    """A SQLite file; without a path a private one, gone at `close`."""

    dialect: Final = "sqlite"

    def __init__(self, url: URL) -> None:
        """Open the file of `url` and create it if it is not there. Raises Invalid, Unavailable."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        path = path_of(url)
        if path is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sopan-")
            path = Path(self._folder.name, "private.db")
        self.path: Final = path
        self.engine = _engine(self.path, writes=True)
        self.readers = _engine(self.path, writes=False)
        self._writer = Writer(self.engine)
        with self.refusing(), self.engine.connect():
            pass  # says now, not at the first write, that the file cannot be opened

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, shared with whoever else is waiting."""
        with self.refusing():
            return self._writer.write(work)

    def close(self) -> None:
        """Wait for the writes accepted so far and close the file."""
        self._writer.close()
        self.readers.dispose()
        self.engine.dispose()
        if self._folder:
            self._folder.cleanup()

    refusing = staticmethod(refusing)


def path_of(url: URL) -> Path | None:
    """Return the file a SQLite address names, None for a private database. Raises Invalid."""
    if url.host or url.query or url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise Invalid("storage.url.sqlite", url=url.render_as_string())
    if not url.database or url.database == ":memory:":
        return None
    path = Path(url.database).absolute()
    if not path.parent.is_dir():
        raise Invalid("storage.url.folder", path=path, folder=path.parent)
    return path


def _engine(path: Path, *, writes: bool) -> Engine:
    url = URL.create("sqlite", database=str(path))
    pool_size, overflow = (1, 0) if writes else (5, 35)
    engine = create_engine(url, pool_size=pool_size, max_overflow=overflow)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        for pragma in (*_PRAGMAS, f"query_only={'OFF' if writes else 'ON'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(begin)  # past SQLAlchemy, which would take ten times as long as SQLite

    return engine
