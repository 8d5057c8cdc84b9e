"""Webhooks: where events go out to, in their order, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, insert, literal_column, select, update

from storage.schema import event
from storage.unitofwork import UnitOfWork
from storage.webschema import webhook


@dataclass(frozen=True, slots=True)
class WebhookRecord:
    """One webhook. `url` and `secret` are sealed."""

    id: str
    agency_id: str
    url: bytes
    secret: bytes
    label: str
    kinds: list[str]
    last_event: int
    attempts: int
    next_at: datetime
    error: str
    failing_since: datetime | None
    created_at: datetime
    disabled_at: datetime | None


_IN_USE = webhook.c.disabled_at.is_(None)

# A number is given before its transaction commits, so on PostgreSQL a lower one may appear later.
# What is told must be older than every transaction that is still at work: `xmin` is the one that
# wrote the row, and numbers of transactions go round after 2^32.
_SETTLED: Final[ColumnElement[bool]] = literal_column(
    "mod(mod(pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 4294967296) "
    "- event.xmin::text::bigint + 4294967296, 4294967296) BETWEEN 1 AND 2147483647"
)


def find(connection: Connection, id: str) -> WebhookRecord | None:
    """Return the webhook with that id, removed or not."""
    row = connection.execute(select(webhook).where(webhook.c.id == id)).one_or_none()
    return WebhookRecord(*row) if row else None


def all_of(connection: Connection, agency_id: str | None = None) -> list[WebhookRecord]:
    """Return the webhooks of one agency or of all, removed ones too, oldest first."""
    query = select(webhook).order_by(webhook.c.created_at, webhook.c.id)
    if agency_id:
        query = query.where(webhook.c.agency_id == agency_id)
    return [WebhookRecord(*row) for row in connection.execute(query)]


def add(work: UnitOfWork, record: WebhookRecord) -> None:
    """Write a new webhook."""
    values = {name: getattr(record, name) for name in WebhookRecord.__slots__}
    work.write(insert(webhook), [values])


def disable(work: UnitOfWork, id: str, now: datetime) -> None:
    """Use a webhook no more; Stale where somebody was faster."""
    work.guard(update(webhook).where(webhook.c.id == id, _IN_USE).values(disabled_at=now))


def last_event(connection: Connection) -> int:
    """Return the number of the last event there is."""
    return int(connection.execute(select(func.max(event.c.id))).scalar() or 0)


def due(connection: Connection, now: datetime) -> list[WebhookRecord]:
    """Return the webhooks that may be told something at `now` and have something to be told."""
    newer = select(event.c.id).where(
        event.c.agency_id == webhook.c.agency_id, event.c.id > webhook.c.last_event
    )
    query = select(webhook).where(_IN_USE, webhook.c.next_at <= now, newer.exists())
    return [WebhookRecord(*row) for row in connection.execute(query.order_by(webhook.c.next_at))]


def take(connection: Connection, record: WebhookRecord, until: datetime) -> bool:
    """Have a webhook for oneself until `until`; False where somebody was faster."""
    mine = (webhook.c.id == record.id, webhook.c.next_at == record.next_at, _IN_USE)
    return connection.execute(update(webhook).where(*mine).values(next_at=until)).rowcount == 1


def settle(connection: Connection, id: str, taken: datetime, values: dict[str, Any]) -> bool:
    """Write how far a webhook has come, by whoever has it; False where they no longer do."""
    mine = (webhook.c.id == id, webhook.c.next_at == taken, _IN_USE)
    return connection.execute(update(webhook).where(*mine).values(**values)).rowcount == 1


def events_after(
    connection: Connection, agency_id: str, last: int, limit: int
) -> Sequence[dict[str, Any]]:
    """Return the next events of an agency that nothing can come before any more, in order."""
    settled = connection.dialect.name != "postgresql"
    columns = [*event.c] if settled else [*event.c, _SETTLED.label("settled")]
    query = (
        select(*columns)
        .where(event.c.agency_id == agency_id, event.c.id > last)
        .order_by(event.c.id)
        .limit(limit)
    )
    found: list[dict[str, Any]] = []
    for row in connection.execute(query).mappings():
        if not settled and not row["settled"]:
            break
        found.append(dict(row))
    return found
