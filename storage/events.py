"""The audit trail as it is stored: append-only, one hash chain per stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.prepared import Prepared
from storage.rows import dicts
from storage.schema import event, instance
from storage.unitofwork import UnitOfWork

_ADD = Prepared(insert(event))


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which entries of an agency: each part that is given narrows them; `before` is an id."""

    agency: str
    kind: str = ""
    officer: str = ""
    before: int = 0
    limit: int = 50


def add(work: UnitOfWork, rows: Sequence[dict[str, Any]]) -> None:
    """Append entries."""
    if rows:
        work.write(_ADD, rows)


def of(connection: Connection, stream: str) -> list[dict[str, Any]]:
    """Return the entries of one stream, oldest first."""
    query = select(event).where(event.c.stream == stream).order_by(event.c.seq)
    return dicts(connection, query)


def latest(connection: Connection, wanted: EventFilter) -> list[dict[str, Any]]:
    """Return entries of all streams of an agency, the latest first."""
    query = select(event).where(event.c.agency_id == wanted.agency)
    if wanted.kind:
        query = query.where(event.c.kind == wanted.kind)
    if wanted.officer:
        query = query.where(event.c.officer == wanted.officer)
    if wanted.before:
        query = query.where(event.c.id < wanted.before)
    query = query.order_by(event.c.id.desc()).limit(wanted.limit)
    return dicts(connection, query)


def titles(connection: Connection, instances: Sequence[str]) -> dict[str, str]:
    """Return the titles of instances by their ids."""
    query = select(instance.c.id, instance.c.title).where(instance.c.id.in_(instances))
    return {str(row.id): row.title for row in connection.execute(query)}
