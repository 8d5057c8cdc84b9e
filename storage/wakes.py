"""How the nodes on one PostgreSQL tell each other that something is due before they look again.

A hint and no more: what nobody hears is found at the next beat. It is sent in a transaction of its
own, after the commit it speaks of: PostgreSQL lets one commit with a NOTIFY through at a time, and
within the writes themselves that halved what eight clients got done.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from engine.core.errors import Unavailable
from storage.database import Database
from storage.postgres import Postgres

CHANNEL: Final = "sopan_due"

Due = Mapping[str, datetime]
"""Of each duty that has something to do, when."""

_POLL_S: Final = 0.5
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 30.0
# A server that vanishes without a word is noticed within a minute.
_OPTIONS: Final[dict[str, Any]] = {
    "application_name": "sopan listen",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}

log = logging.getLogger("sopan.wakes")


def tell(database: Database, due: Due) -> None:
    """Tell every node that listens what is due and when. It never fails; on SQLite it does nothing.

    The processes on one SQLite file look once a second anyway.
    """
    if not isinstance(database.kind, Postgres):
        return
    payload = json.dumps({name: at.isoformat() for name, at in due.items()})
    with suppress(Unavailable, SQLAlchemyError), database.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql("SELECT pg_notify(%s, %s)", (CHANNEL, payload))


class Listener:
    """A thread with a connection of its own that hears what the other nodes tell."""

    def __init__(
        self, database: Database, heard: Callable[[Due], object], missed: Callable[[], None]
    ) -> None:
        """Call `heard` with what is told, and `missed` whenever something may not have been heard.

        That is at the beginning and after each loss of the connection. On SQLite nobody is heard.
        """
        self._kind = database.kind
        self._heard = heard
        self._missed = missed
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sopan-listen", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        if isinstance(self._kind, Postgres):
            self._thread.start()

    def stop(self) -> None:
        """Stop listening and close the connection."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        wait = _FIRST_WAIT_S
        while not self._stopped.is_set():
            try:
                with self._connected() as connection:
                    wait = _FIRST_WAIT_S
                    self._missed()
                    self._listen(connection)
            except psycopg.Error as error:
                log.debug("not listening: %s", error)
                self._stopped.wait(wait)
                wait = min(wait * 2, _LONGEST_WAIT_S)

    def _connected(self) -> psycopg.Connection[Any]:
        engine = self._kind.engine
        arguments, options = engine.dialect.create_connect_args(engine.url)
        wanted = {"connect_timeout": 10, **options, **_OPTIONS, "autocommit": True}
        connection: psycopg.Connection[Any] = psycopg.connect(*arguments, **wanted)
        connection.execute(f"LISTEN {CHANNEL}")
        return connection

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        while not self._stopped.is_set():
            for told in connection.notifies(timeout=_POLL_S):
                due = _read(told.payload)
                if due:
                    self._heard(due)


def _read(payload: str) -> Due:
    """Return what was told; nothing of what does not look like it: anybody may use the channel."""
    try:
        return {str(n): _aware(at) for n, at in json.loads(payload).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at
