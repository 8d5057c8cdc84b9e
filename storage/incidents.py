"""Incidents: instances that cannot go on without a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.schema import incident
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class IncidentRecord:
    """What went wrong, where, and the command that can be tried again."""

    id: str
    agency_id: str
    instance_id: str
    work_item_id: str | None
    node: str
    code: str
    facts: dict[str, Any]
    command: dict[str, Any]
    officer: str | None
    attempts: int
    raised_at: datetime
    resolved_at: datetime | None


def find(connection: Connection, id: str) -> IncidentRecord | None:
    """Return the incident with that id."""
    row = connection.execute(select(incident).where(incident.c.id == id)).mappings().one_or_none()
    return IncidentRecord(**row) if row else None


def open_of(connection: Connection, instance_id: str) -> list[IncidentRecord]:
    """Return the open incidents of one instance, oldest first."""
    query = (
        select(incident)
        .where(incident.c.instance_id == instance_id, incident.c.resolved_at.is_(None))
        .order_by(incident.c.id)
    )
    return [IncidentRecord(**row) for row in connection.execute(query).mappings()]


def all_open(connection: Connection, agency_id: str | None = None) -> list[IncidentRecord]:
    """Return the open incidents of one agency, or of all, oldest first."""
    query = select(incident).where(incident.c.resolved_at.is_(None)).order_by(incident.c.id)
    if agency_id:
        query = query.where(incident.c.agency_id == agency_id)
    return [IncidentRecord(**row) for row in connection.execute(query).mappings()]


def add(work: UnitOfWork, record: IncidentRecord) -> None:
    """Write a new incident."""
    work.write(
        insert(incident), [{name: getattr(record, name) for name in IncidentRecord.__slots__}]
    )


def change(work: UnitOfWork, id: str, values: dict[str, Any]) -> None:
    """Write changed columns of an incident. The instance's revision guards it."""
    work.write(update(incident).where(incident.c.id == id).values(values))
