"""The audit trail as it is stored: append-only, one hash chain per stream."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.prepared import Prepared
from storage.schema import event
from storage.unitofwork import UnitOfWork

_ADD = Prepared(insert(event))


def add(work: UnitOfWork, rows: Sequence[dict[str, Any]]) -> None:
    """Append entries."""
    if rows:
        work.write(_ADD, rows)


def of(connection: Connection, stream: str) -> list[dict[str, Any]]:
    """Return the entries of one stream, oldest first."""
    query = select(event).where(event.c.stream == stream).order_by(event.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]
