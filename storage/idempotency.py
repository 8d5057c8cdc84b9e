"""Commands that were sent with a key: what became of each, for as long as it may be sent again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.prepared import Prepared
from storage.unitofwork import UnitOfWork
from storage.webschema import idempotency


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """One command. `status` is null while it is at work, `DONE` once its change is written."""

    key: str
    request: str
    status: int | None
    body: bytes | None
    created_at: datetime


DONE = 0
"""The status of a command whose change is written, and whose answer is not (yet) kept."""

_FIND = select(idempotency).where(idempotency.c.key == bindparam("wanted"))
_MINE = (
    idempotency.c.key == bindparam("wanted"),
    idempotency.c.created_at == bindparam("since"),
    idempotency.c.status.is_(None),
)
_DONE = Prepared(update(idempotency).where(*_MINE).values(status=DONE))


def find(connection: Connection, key: str) -> CommandRecord | None:
    """Return what is known of a command."""
    row = connection.execute(_FIND, {"wanted": key}).one_or_none()
    return CommandRecord(*row) if row else None


def reserve(
    connection: Connection, key: str, request: str, now: datetime, seen: datetime | None
) -> bool:
    """Take a command up; with `seen`, one that was left lying since then. False: too late."""
    if seen is None:
        values = {"key": key, "request": request, "created_at": now}
        connection.execute(insert(idempotency), [values])
        return True
    found = connection.execute(
        update(idempotency)
        .where(
            idempotency.c.key == key,
            idempotency.c.created_at == seen,
            idempotency.c.status.is_(None),
        )
        .values(created_at=now)
    )
    return found.rowcount == 1


def mark_done(work: UnitOfWork, key: str, since: datetime) -> None:
    """Write, with its change, that a command is done; Stale where somebody else has taken it."""
    work.guard(_DONE, {"wanted": key, "since": since})


def keep(connection: Connection, key: str, since: datetime, status: int, body: bytes) -> None:
    """Keep what a command was answered."""
    connection.execute(
        update(idempotency)
        .where(idempotency.c.key == key, idempotency.c.created_at == since)
        .values(status=status, body=body)
    )


def drop(connection: Connection, key: str, since: datetime) -> None:
    """Forget a command that changed nothing: it may be sent again."""
    connection.execute(
        delete(idempotency).where(
            idempotency.c.key == key,
            idempotency.c.created_at == since,
            idempotency.c.status.is_(None),
        )
    )


def forget(connection: Connection, before: datetime) -> int:
    """Forget what was sent before that moment; return how many."""
    return connection.execute(
        delete(idempotency).where(idempotency.c.created_at <= before)
    ).rowcount
