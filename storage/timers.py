"""Instances of an agency that wait for a time, read and written all together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage.prepared import Prepared
from storage.schema import definition, instance
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class TimedInstance:
    """An instance with a timer: its state, and what extending its trail takes."""

    id: str
    definition_id: str
    key: str
    title: str
    state: bytes
    revision: int
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What an instance becomes whose timers are due at other instants; its trail ends there."""

    before: TimedInstance
    state: bytes
    next_due_at: datetime | None
    audit_seq: int
    audit_hash: str


_WAITS = (
    instance.c.agency_id == bindparam("agency"),
    instance.c.next_due_at.is_not(None),
    instance.c.status.in_(("active", "suspended")),
)
_OWN = ("id", "definition_id", "title", "state", "revision", "audit_seq", "audit_hash")
_MOVE = Prepared(
    update(instance).where(
        instance.c.id == bindparam("wanted"), instance.c.revision == bindparam("seen")
    )
)


def definitions_of(connection: Connection, agency_id: str) -> list[str]:
    """Return the versions of which an instance waits for a time."""
    query = select(instance.c.definition_id).where(*_WAITS).distinct()
    return sorted(connection.scalars(query, {"agency": agency_id}))


def of(connection: Connection, agency_id: str, definitions: Iterable[str]) -> list[TimedInstance]:
    """Return the instances of some versions that wait for a time."""
    wanted = list(definitions)
    if not wanted:
        return []
    query = (
        select(*(instance.c[name] for name in _OWN), definition.c.key)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(*_WAITS, instance.c.definition_id.in_(wanted))
        .order_by(instance.c.id)
    )
    rows = connection.execute(query, {"agency": agency_id}).mappings()
    return [TimedInstance(**row) for row in rows]


def move(work: UnitOfWork, moved: Sequence[Moved]) -> None:
    """Write new states, in one statement, unless one of the instances has moved on meanwhile."""
    rows = [
        {
            "wanted": each.before.id,
            "seen": each.before.revision,
            "revision": each.before.revision + 1,
            "state": each.state,
            "next_due_at": each.next_due_at,
            "audit_seq": each.audit_seq,
            "audit_hash": each.audit_hash,
        }
        for each in moved
    ]
    work.guard_all(_MOVE, rows)
