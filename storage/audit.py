"""Whether the stored audit trail is whole: every event's hash, and each stream against its head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Row,
    Select,
    String,
    Subquery,
    Text,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from engine.core import audit
from engine.core.audit import Break, Entry
from storage.schema import agency, event, instance

_ROWS_AT_ONCE: Final = 500

_NEVER: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Verification:
    """How many streams and events there should be, and where the first fault of each stream is."""

    streams: int
    events: int
    breaks: tuple[Break, ...]


def verify(
    connection: Connection, stream: str | None = None, agency_id: str | None = None
) -> Verification:
    """Check one stream, those of one agency or all, in one pass, with a few hundred events at once.

    It finds events changed, removed, inserted, moved or cut off, and those whose instance is gone.
    """
    streams = events = 0
    breaks: list[Break] = []
    for head, rows in groupby(_rows(connection, stream, agency_id), key=_head_of):
        name, seq, hash_ = head
        found = audit.verify(name, (_link(row) for row in rows if row.seq is not None), seq, hash_)
        streams, events = streams + 1, events + seq
        if found:
            breaks.append(found)
    return Verification(streams, events, (*breaks, *_orphans(connection, stream, agency_id)))


def _rows(connection: Connection, stream: str | None, agency_id: str | None) -> Iterator[Row[Any]]:
    """Yield every event beside the head of its stream; no events make one empty row."""
    heads = _heads()
    query = (
        select(
            heads,
            event.c.agency_id.label("event_agency_id"),
            event.c.seq,
            # As stored, not as read: what was tampered with need not be a date or JSON any more.
            type_coerce(event.c.at, String).label("at"),
            type_coerce(event.c.data, Text).label("data"),
            event.c.kind,
            event.c.officer,
            event.c.capacity,
            event.c.work_item_id,
            event.c.hash,
        )
        .outerjoin_from(heads, event, event.c.stream == heads.c.stream)
        .order_by(heads.c.stream, event.c.seq)
    )
    if agency_id is not None:
        query = query.where(heads.c.agency_id == agency_id)
    yield from connection.execute(
        _only(query, heads.c.stream, stream), execution_options={"yield_per": _ROWS_AT_ONCE}
    )


def _orphans(connection: Connection, stream: str | None, agency_id: str | None) -> list[Break]:
    heads = _heads()
    query = (
        select(event.c.stream, func.min(event.c.seq))
        .outerjoin_from(event, heads, heads.c.stream == event.c.stream)
        .where(heads.c.stream.is_(None))
        .group_by(event.c.stream)
    )
    if agency_id is not None:
        query = query.where(event.c.agency_id == agency_id)
    rows = connection.execute(_only(query, event.c.stream, stream))
    return [Break(name, seq, "orphaned") for name, seq in rows]


def _only(query: Select[Any], column: Any, stream: str | None) -> Select[Any]:
    return query if stream is None else query.where(column == stream)


def _heads() -> Subquery:
    """Return where each stream must end, as instances and agencies remember it."""
    of_instances = select(
        instance.c.agency_id,
        cast(instance.c.id, String(36)).label("stream"),
        instance.c.audit_seq,
        instance.c.audit_hash,
    )
    of_agencies = select(
        agency.c.id,
        literal(audit.agency_stream("")).concat(agency.c.id),
        agency.c.audit_seq,
        agency.c.audit_hash,
    )
    return union_all(of_instances, of_agencies).subquery("heads")


def _head_of(row: Row[Any]) -> tuple[str, int, str]:
    return row.stream, row.audit_seq, row.audit_hash


def _link(row: Row[Any]) -> tuple[Entry, str]:
    """Return the event and its hash; one that does not read as it was written fits no hash."""
    at, data = _instant(row.at), _data(row.data)
    sound = at is not None and data is not None and row.event_agency_id == row.agency_id
    entry = Entry(
        stream=row.stream,
        seq=row.seq,
        at=at or _NEVER,
        kind=row.kind,
        officer=row.officer,
        capacity=row.capacity,
        work_item_id=row.work_item_id,
        data=data or {},
    )
    return entry, row.hash if sound else ""


def _instant(stored: Any) -> datetime | None:
    """Read an instant as PostgreSQL's driver returns it or as SQLite's text."""
    try:
        instant = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _data(stored: str) -> dict[str, object] | None:
    try:
        data: dict[str, object] = json.loads(stored)
        return data if audit.canonical(data) == stored else None
    except ValueError:
        return None
