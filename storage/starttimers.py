"""Start events that wait for a time: which SOP in force begins next, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.schema import definition, start_timer
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class StartTimer:
    """The timer of one start event of a version in force."""

    definition_id: str
    node: str
    agency_id: str
    next_at: datetime
    rest: dict[str, Any]


def due(connection: Connection, now: datetime, limit: int) -> list[StartTimer]:
    """Return the timers due at `now`, the longest overdue first."""
    query = (
        select(start_timer)
        .where(start_timer.c.next_at <= now)
        .order_by(start_timer.c.next_at, start_timer.c.definition_id, start_timer.c.node)
        .limit(limit)
    )
    return [StartTimer(**row) for row in connection.execute(query).mappings()]


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest instant at which a timer is due."""
    query = select(start_timer.c.next_at).order_by(start_timer.c.next_at).limit(1)
    return connection.execute(query).scalar()


def find(connection: Connection, definition_id: str, node: str) -> StartTimer | None:
    """Return the timer of a start event, None when it will not fire again."""
    query = select(start_timer).where(
        start_timer.c.definition_id == definition_id, start_timer.c.node == node
    )
    row = connection.execute(query).mappings().one_or_none()
    return StartTimer(**row) if row else None


def of_agency(connection: Connection, agency_id: str) -> list[tuple[StartTimer, str, str]]:
    """Return the timers of an agency, each with the key and the name of its SOP."""
    query = (
        select(start_timer, definition.c.key, definition.c.name)
        .join(definition, definition.c.id == start_timer.c.definition_id)
        .where(start_timer.c.agency_id == agency_id)
        .order_by(definition.c.key, start_timer.c.node)
    )
    return [(StartTimer(*row[:-2]), row[-2], row[-1]) for row in connection.execute(query)]


def add(work: UnitOfWork, timer: StartTimer) -> None:
    """Set a timer."""
    work.write(insert(start_timer), {name: getattr(timer, name) for name in StartTimer.__slots__})


def put_off(work: UnitOfWork, timer: StartTimer, next_at: datetime, rest: dict[str, Any]) -> None:
    """Let a timer fire at another time, unless it has changed since it was read."""
    work.guard(update(start_timer).where(*_same(timer)).values(next_at=next_at, rest=rest))


def remove(work: UnitOfWork, timer: StartTimer) -> None:
    """Take a timer away that has fired for the last time, unless it has changed since."""
    work.guard(delete(start_timer).where(*_same(timer)))


def remove_all(work: UnitOfWork, definition_id: str) -> None:
    """Take away the timers of a version that is in force no more."""
    work.write(delete(start_timer).where(start_timer.c.definition_id == definition_id))


def _same(timer: StartTimer) -> tuple[Any, ...]:
    return (
        start_timer.c.definition_id == timer.definition_id,
        start_timer.c.node == timer.node,
        start_timer.c.next_at == timer.next_at,
    )
