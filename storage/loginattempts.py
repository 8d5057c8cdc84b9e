"""Failed logins, counted for each login aimed at and each address they came from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.webschema import login_attempt


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """How many logins in a row have failed under a key, and until when none is looked at."""

    key: str
    failures: int
    since: datetime
    blocked_until: datetime | None


def lock(connection: Connection, key: str, now: datetime) -> AttemptRecord:
    """Return what is known of a key, which nobody else changes before the transaction ends.

    Whoever locks two takes them in their order, or two of them wait for each other.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert(login_attempt).values(key=key, failures=0, since=now, blocked_until=None)
    connection.execute(fresh.on_conflict_do_nothing())
    query = select(login_attempt).where(login_attempt.c.key == key).with_for_update()
    return AttemptRecord(**connection.execute(query).mappings().one())


def save(connection: Connection, record: AttemptRecord) -> None:
    """Write what is now known of a key that is locked."""
    own = login_attempt.c.key == record.key
    connection.execute(update(login_attempt).where(own).values(**asdict(record)))


def forget(connection: Connection, keys: Sequence[str]) -> None:
    """Forget the failures of those keys."""
    connection.execute(delete(login_attempt).where(login_attempt.c.key.in_(keys)))


def sweep(connection: Connection, before: datetime) -> None:
    """Forget what has been quiet since `before`, so that invented logins do not pile up."""
    connection.execute(delete(login_attempt).where(login_attempt.c.since < before))
