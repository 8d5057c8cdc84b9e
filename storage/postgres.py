"""How PostgreSQL is opened, which of its errors are tried again, and what its failures mean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import inf
from time import monotonic
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.core.errors import Invalid, Unavailable

T = TypeVar("T")

ATTEMPTS: Final = 3

IDLE_S: Final = 1.0
"""How many seconds a connection may lie idle before it is asked whether it still lives.

Asking each time costs a completion two round trips; a server that goes away is away for longer.
"""

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
            pool_use_lifo=True,
            pool_recycle=1800,
            connect_args={"connect_timeout": 10, "application_name": "sopan"},
        )
        _ping_idle(self.engine)
        self.readers = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        try:
            with self.refusing(), self.engine.connect():
                pass  # says now, not at the first write, that nobody answers
        except ProgrammingError as error:  # psycopg does not know an option behind the "?"
            raise Invalid("storage.url.option", reason=_first_line(error.orig)) from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction of its own; again if others or the network got in its way."""
        with self.refusing():
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._write_once(work)
                except DBAPIError as error:
                    sqlstate = getattr(error.orig, "sqlstate", None)
                    if not error.connection_invalidated and sqlstate not in _TRY_AGAIN:
                        raise
            return self._write_once(work)

    def _write_once(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            transaction = connection.begin()
            result = work(connection)
            with self.refusing():  # not to be tried again: a COMMIT without answer may have worked
                transaction.commit()
            return result

    def now(self) -> datetime:
        """Return what the server's clock says, asked in one round trip."""
        with self.refusing(), self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            said: datetime = alone.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            return said

    def close(self) -> None:
        """Close the connections nobody uses; the others when they are given back."""
        self.engine.dispose()

    refusing = staticmethod(refusing)


def _ping_idle(engine: Engine) -> None:
    """Check a connection that was idle before it is used, and make a new one if it is dead."""

    @event.listens_for(engine, "checkin")
    def note(_: object, record: Any) -> None:
        record.info["used"] = monotonic()

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: Any, _: object) -> None:
        if monotonic() - record.info.get("used", inf) > IDLE_S:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "").rstrip(".")
