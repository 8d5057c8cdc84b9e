"""Process instances: state, subscriptions and timers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, delete, insert, select, update

from storage.prepared import Prepared
from storage.schema import agency, definition, instance, subscription, work_item
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class InstanceRecord:
    """One run, with what is needed to go on: its state, its revision, the head of its trail."""

    id: str
    agency_id: str
    definition_id: str
    title: str
    status: str
    state: bytes | None
    revision: int
    waiting: list[list[str | None]]
    next_due_at: datetime | None
    incidents: int
    jobs: int
    started_at: datetime
    started_by: str | None
    ended_at: datetime | None
    audit_seq: int
    audit_hash: str
    key: str
    version: int
    agency_revision: int


_OWN = [column.name for column in instance.c]
RECORD = [
    *instance.c,
    definition.c.key,
    definition.c.version,
    agency.c.revision.label("agency_revision"),
]
FROM = instance.join(definition, definition.c.id == instance.c.definition_id).join(
    agency, agency.c.id == instance.c.agency_id
)

# Made once: building a statement costs more than SQLite takes to run it.
_FIND = Prepared(select(*RECORD).select_from(FROM).where(instance.c.id == bindparam("wanted")))
_OF_WORK_ITEM = Prepared(
    select(*RECORD)
    .select_from(FROM.join(work_item, work_item.c.instance_id == instance.c.id))
    .where(work_item.c.id == bindparam("wanted"))
)
_ADD = Prepared(insert(instance))
# Locked, so that an agency that is being changed is waited for (`storage.agencies.lock`).
_HOME_REVISION = (
    select(agency.c.revision)
    .where(agency.c.id == bindparam("home"))
    .with_for_update(read=True, key_share=True)
    .scalar_subquery()
)
_SAVE = Prepared(
    update(instance).where(
        instance.c.id == bindparam("wanted"),
        instance.c.revision == bindparam("seen"),
        bindparam("home_seen", type_=Integer) == _HOME_REVISION,
    )
)
_EXTEND = Prepared(
    update(instance).where(
        instance.c.id == bindparam("wanted"), instance.c.revision == bindparam("seen")
    )
)


def find(connection: Connection, id: str) -> InstanceRecord | None:
    """Return the instance with that id."""
    rows = _FIND.rows(connection, {"wanted": id})
    return InstanceRecord(*rows[0]) if rows else None


def of_work_item(connection: Connection, id: str) -> InstanceRecord | None:
    """Return the instance a work item belongs to."""
    rows = _OF_WORK_ITEM.rows(connection, {"wanted": id})
    return InstanceRecord(*rows[0]) if rows else None


def add(work: UnitOfWork, record: InstanceRecord) -> None:
    """Write a new instance, unless its agency has changed since it was read.

    The deadlines of what it opens come from the agency's calendar.
    """
    work.write(_ADD, {name: getattr(record, name) for name in _OWN})
    work.guard(_SAVE, {**_keys(record), "revision": record.revision})


def save(work: UnitOfWork, before: InstanceRecord, after: InstanceRecord) -> None:
    """Write the columns that differ, unless the instance or its agency has changed meanwhile."""
    values = {
        name: getattr(after, name)
        for name in _OWN
        if name != "revision" and getattr(after, name) != getattr(before, name)
    }
    work.guard(_SAVE, {**_keys(before), **values, "revision": before.revision + 1})


def _keys(record: InstanceRecord) -> dict[str, object]:
    return {
        "wanted": record.id,
        "seen": record.revision,
        "home": record.agency_id,
        "home_seen": record.agency_revision,
    }


def extend(work: UnitOfWork, heads: Sequence[tuple[str, int, int, str]]) -> None:
    """Set where the trails of some instances end, by (id, revision, seq, hash), in one statement.

    Nothing is written at all if one of them has moved on since its `revision` was read.
    """
    rows = [
        {"wanted": id, "seen": seen, "revision": seen + 1, "audit_seq": seq, "audit_hash": hash}
        for id, seen, seq, hash in heads
    ]
    work.guard_all(_EXTEND, rows)


def replace_subscriptions(work: UnitOfWork, record: InstanceRecord) -> None:
    """Put what the instance waits for now in the place of what it waited for before."""
    work.write(delete(subscription).where(subscription.c.instance_id == record.id))
    rows = [
        {
            "agency_id": record.agency_id,
            "instance_id": record.id,
            "kind": kind,
            "name": name,
            "node": node,
            "correlation": correlation,
        }
        for kind, name, node, correlation in record.waiting
    ]
    if rows:
        work.write(insert(subscription), rows)


def waiting_for(
    connection: Connection, agency_id: str, kind: str, name: str, correlation: str | None
) -> list[str]:
    """Return the ids of active instances that wait for it, longest waiting first.

    Without a `correlation` every waiting instance matches; with one, those that wait for that value
    or for none.
    """
    matches: list[ColumnElement[bool]] = [
        subscription.c.agency_id == agency_id,
        subscription.c.kind == kind,
        subscription.c.name == name,
        instance.c.status == "active",
    ]
    if correlation is not None:
        wanted = subscription.c.correlation
        matches.append((wanted == correlation) | wanted.is_(None))
    query = (
        select(subscription.c.instance_id)
        .join(instance, instance.c.id == subscription.c.instance_id)
        .where(*matches)
        .group_by(subscription.c.instance_id)
        .order_by(subscription.c.instance_id)
    )
    return list(connection.scalars(query))


def due(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Return the ids of active instances with a timer due at `now`, the longest overdue first."""
    query = (
        select(instance.c.id)
        .where(instance.c.next_due_at <= now, instance.c.status == "active")
        .order_by(instance.c.next_due_at)
        .limit(limit)
    )
    return list(connection.scalars(query))


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest instant at which a timer of an active instance is due."""
    query = (
        select(instance.c.next_due_at)
        .where(instance.c.next_due_at.is_not(None), instance.c.status == "active")
        .order_by(instance.c.next_due_at)
        .limit(1)
    )
    return connection.execute(query).scalar()
