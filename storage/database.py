"""The database of an office: opened from an address, read in snapshots, written in transactions."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from engine.core.errors import Invalid
from storage.postgres import Postgres
from storage.sqlite import Sqlite

T = TypeVar("T")

_KINDS: Final[Mapping[str, type[Sqlite] | type[Postgres]]] = {
    "sqlite": Sqlite,
    "postgresql": Postgres,
}


def address(url: str) -> URL:
    """Return the parts of a database's address. Raises Invalid for one we do not know."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Invalid("storage.url.unknown", scheme=url.partition(":")[0]) from error
    if parsed.get_backend_name() not in _KINDS:
        raise Invalid("storage.url.unknown", scheme=parsed.drivername)
    return parsed


class Database:
    """One database, shared by all threads of a process. Open it after a fork, never before."""

    def __init__(self, kind: Sqlite | Postgres) -> None:
        """Keep an opened database; `Database.open` is the usual way."""
        self.kind: Final = kind

    @classmethod
    def open(cls, url: str) -> "Database":
        """Open the database at `url`.

        `sqlite:///office.db` is a file, created if it is not there; `sqlite://` a private database
        that is gone at `close`; `postgresql://user@host/name` a PostgreSQL database.
        Raises Invalid for an address we do not know, Unavailable when it cannot be reached.
        """
        parsed = address(url)
        return cls(_KINDS[parsed.get_backend_name()](parsed))

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        """Which of the two it is."""
        return self.kind.dialect

    @property
    def engine(self) -> Engine:
        """The connections that write, for migrations; everybody else uses `read` and `write`."""
        return self.kind.engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a read-only snapshot: all its queries see the same moment. Raises Unavailable."""
        # It ends with COMMIT: at a ROLLBACK psycopg throws away all its prepared statements.
        with self.kind.refusing(), self.kind.readers.begin() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return its result only after COMMIT.

        `work` may be run more than once and by another thread: it must do nothing but talk to its
        connection, and quickly, for others wait. What it raises is raised here and rolls back its
        own writes only. There is no write inside a write. Raises Unavailable when the database is
        away, full or stays busy.
        """
        return self.kind.write(work)

    def close(self) -> None:
        """Finish the writes accepted so far and close every connection."""
        self.kind.close()
