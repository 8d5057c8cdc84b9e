"""Decisions of DMN: every version ever deployed, unchanged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.schema import decision
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One version of one decision, without its DMN."""

    id: str
    agency_id: str
    key: str
    version: int
    name: str
    status: str
    digest: str
    file: str
    deployed_at: datetime
    deployed_by: str | None


_RECORD = [column for column in decision.c if column.name != "dmn"]


def active(connection: Connection, agency_id: str, key: str) -> DecisionRecord | None:
    """Return the version that decides now."""
    query = select(*_RECORD).where(
        decision.c.agency_id == agency_id,
        decision.c.key == key,
        decision.c.status == "active",
    )
    row = connection.execute(query).mappings().one_or_none()
    return DecisionRecord(**row) if row else None


def versions(connection: Connection, agency_id: str, key: str) -> list[DecisionRecord]:
    """Return all versions of one decision, oldest first."""
    query = (
        select(*_RECORD)
        .where(decision.c.agency_id == agency_id, decision.c.key == key)
        .order_by(decision.c.version)
    )
    return [DecisionRecord(**row) for row in connection.execute(query).mappings()]


def all_of(connection: Connection, agency_id: str | None = None) -> list[DecisionRecord]:
    """Return every version of every decision, of one agency or of all."""
    query = select(*_RECORD).order_by(decision.c.agency_id, decision.c.key, decision.c.version)
    if agency_id:
        query = query.where(decision.c.agency_id == agency_id)
    return [DecisionRecord(**row) for row in connection.execute(query).mappings()]


def source(connection: Connection, id: str) -> tuple[bytes, str]:
    """Return the DMN of a version and its file name. Raises NoResultFound."""
    query = select(decision.c.dmn, decision.c.file).where(decision.c.id == id)
    row = connection.execute(query).one()
    return row.dmn, row.file


def add(work: UnitOfWork, record: DecisionRecord, dmn: bytes) -> None:
    """Write a new version."""
    row: dict[str, Any] = {name: getattr(record, name) for name in DecisionRecord.__slots__}
    work.write(insert(decision), [{**row, "dmn": dmn}])


def set_status(work: UnitOfWork, record: DecisionRecord, status: str) -> None:
    """Give a version another status, unless somebody else has in the meantime."""
    work.guard(
        update(decision)
        .where(decision.c.id == record.id, decision.c.status == record.status)
        .values(status=status)
    )
