"""Schedules: which version of an SOP comes into force on which day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from storage.schema import definition_schedule
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class Schedule:
    """The day from which a version is to be in force, and how it went where it did not."""

    definition_id: str
    agency_id: str
    key: str
    effective_on: date
    due_at: datetime
    next_at: datetime
    error: str
    set_at: datetime
    set_by: str | None


def due(connection: Connection, now: datetime, limit: int) -> list[Schedule]:
    """Return the schedules due at `now`, the earliest day first."""
    query = select(definition_schedule).where(definition_schedule.c.next_at <= now)
    place = (definition_schedule.c.due_at, definition_schedule.c.definition_id)
    return _all(connection, query.order_by(*place).limit(limit))


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest instant at which a schedule is due."""
    query = select(definition_schedule.c.next_at).order_by(definition_schedule.c.next_at).limit(1)
    return connection.execute(query).scalar()


def find(connection: Connection, definition_id: str) -> Schedule | None:
    """Return the schedule of a version."""
    query = select(definition_schedule)
    found = _all(connection, query.where(definition_schedule.c.definition_id == definition_id))
    return found[0] if found else None


def of_sop(connection: Connection, agency_id: str, key: str) -> list[Schedule]:
    """Return the schedules of all versions of one SOP, the earliest day first."""
    query = select(definition_schedule).where(
        definition_schedule.c.agency_id == agency_id, definition_schedule.c.key == key
    )
    return _all(connection, query.order_by(definition_schedule.c.effective_on))


def all_of(connection: Connection, agency_id: str | None = None) -> list[Schedule]:
    """Return every schedule, of one agency or of all."""
    query = select(definition_schedule)
    if agency_id is not None:
        query = query.where(definition_schedule.c.agency_id == agency_id)
    return _all(connection, query)


def failing(connection: Connection) -> int:
    """Return how many versions could not be put in force yet."""
    query = select(func.count()).where(definition_schedule.c.error != "")
    return connection.execute(query).scalar_one()


def add(work: UnitOfWork, schedule: Schedule) -> None:
    """Set the day of a version that has none."""
    row = {name: getattr(schedule, name) for name in Schedule.__slots__}
    work.write(insert(definition_schedule), row)


def put_off(work: UnitOfWork, schedule: Schedule, next_at: datetime, error: str) -> None:
    """Look at a schedule again later, and keep why, unless it has changed since it was read."""
    work.guard(
        update(definition_schedule).where(*_same(schedule)).values(next_at=next_at, error=error)
    )


def move(work: UnitOfWork, schedule: Schedule, due_at: datetime) -> None:
    """Let the day of a schedule begin at another instant, unless it has changed since."""
    work.guard(
        update(definition_schedule).where(*_same(schedule)).values(due_at=due_at, next_at=due_at)
    )


def remove(work: UnitOfWork, schedule: Schedule) -> None:
    """Take a schedule away, unless it has changed since it was read."""
    work.guard(delete(definition_schedule).where(*_same(schedule)))


def _same(schedule: Schedule) -> tuple[Any, ...]:
    return (
        definition_schedule.c.definition_id == schedule.definition_id,
        definition_schedule.c.effective_on == schedule.effective_on,
        definition_schedule.c.next_at == schedule.next_at,
    )


def _all(connection: Connection, query: Select[Any]) -> list[Schedule]:
    return [Schedule(**row) for row in connection.execute(query).mappings()]
