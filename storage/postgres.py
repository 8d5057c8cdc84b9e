"""How PostgreSQL is opened, which of its errors are tried again, and what its failures mean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.core.errors import Invalid, Unavailable

T = TypeVar("T")

ATTEMPTS: Final = 3

_TRY_AGAIN: Final = frozenset({"40001", "40P01"})
"""serialization_failure and deadlock_detected: rolled back by the server, good to run again."""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a failure of the server or the way to it into Unavailable."""
    try:
        yield
    except OperationalError as error:
        raise Unavailable("storage.unreachable", reason=_first_line(error.orig)) from error
    except PoolTimeout as error:
        raise Unavailable("storage.busy", reason=error.args[0]) from error


class Postgres:
    """A PostgreSQL database behind SQLAlchemy's pool."""

    dialect: Final = "postgresql"

    def __init__(self, url: URL) -> None:
        """Connect to `url`. Raises Invalid for another driver, Unavailable if nobody answers."""
        if url.drivername not in ("postgresql", "postgresql+psycopg"):
            raise Invalid("storage.url.driver", scheme=url.drivername)
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=10,
            max_overflow=30,
            pool_pre_ping=True,
            pool_recycle=1800,
            connect_args={"connect_timeout": 10, "application_name": "sopan"},
        )
        self.readers = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with self.refusing(), self.engine.connect():
            pass  # says now, not at the first write, that nobody answers

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction of its own; again if others got in its way."""
        with self.refusing():
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._write_once(work)
                except DBAPIError as error:
                    if getattr(error.orig, "sqlstate", None) not in _TRY_AGAIN:
                        raise
            return self._write_once(work)

    def _write_once(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Close the connections nobody uses; the others when they are given back."""
        self.engine.dispose()

    refusing = staticmethod(refusing)


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "").rstrip(".")
