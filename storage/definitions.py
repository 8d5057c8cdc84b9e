"""Process definitions: every version ever deployed, unchanged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from storage.prepared import Prepared
from storage.schema import definition
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class DefinitionRecord:
    """One version of one SOP, without its BPMN."""

    id: str
    agency_id: str
    key: str
    version: int
    name: str
    status: str
    digest: str
    file: str
    starts: list[list[str]]
    deployed_at: datetime
    deployed_by: str | None
    activated_at: datetime | None = None


_RECORD = [column for column in definition.c if column.name != "bpmn"]
_ACTIVE = Prepared(
    select(*_RECORD).where(
        definition.c.agency_id == bindparam("agency"),
        definition.c.key == bindparam("name"),
        definition.c.status == "active",
    )
)


def find(connection: Connection, id: str) -> DefinitionRecord | None:
    """Return the version with that id."""
    return _one(connection, definition.c.id == id)


def active(connection: Connection, agency_id: str, key: str) -> DefinitionRecord | None:
    """Return the version new instances start with."""
    rows = _ACTIVE.rows(connection, {"agency": agency_id, "name": key})
    return DefinitionRecord(*rows[0]) if rows else None


def version(
    connection: Connection, agency_id: str, key: str, number: int
) -> DefinitionRecord | None:
    """Return one version by its number."""
    return _one(
        connection,
        definition.c.agency_id == agency_id,
        definition.c.key == key,
        definition.c.version == number,
    )


def versions(connection: Connection, agency_id: str, key: str) -> list[DefinitionRecord]:
    """Return all versions of one SOP, oldest first."""
    query = (
        select(*_RECORD)
        .where(definition.c.agency_id == agency_id, definition.c.key == key)
        .order_by(definition.c.version)
    )
    return [DefinitionRecord(**row) for row in connection.execute(query).mappings()]


def all_of(connection: Connection, agency_id: str | None = None) -> list[DefinitionRecord]:
    """Return every version of every SOP, of one agency or of all."""
    query = select(*_RECORD).order_by(
        definition.c.agency_id, definition.c.key, definition.c.version
    )
    if agency_id:
        query = query.where(definition.c.agency_id == agency_id)
    return [DefinitionRecord(**row) for row in connection.execute(query).mappings()]


def in_force(connection: Connection, agency_id: str) -> list[DefinitionRecord]:
    """Return the versions of an agency that new instances start with."""
    query = select(*_RECORD).where(
        definition.c.agency_id == agency_id, definition.c.status == "active"
    )
    return [DefinitionRecord(**row) for row in connection.execute(query).mappings()]


def with_digest(
    connection: Connection, agency_id: str, key: str, digest: str
) -> DefinitionRecord | None:
    """Return the version with that content."""
    return _one(
        connection,
        definition.c.agency_id == agency_id,
        definition.c.key == key,
        definition.c.digest == digest,
    )


def names(connection: Connection, agency_id: str | None) -> list[str]:
    """Return every `agency/key` of an agency, of all for None, to offer the nearest."""
    found = select(definition.c.agency_id, definition.c.key).distinct()
    if agency_id is not None:
        found = found.where(definition.c.agency_id == agency_id)
    rows = connection.execute(found)
    return [f"{row.agency_id}/{row.key}" for row in rows]


def source(connection: Connection, id: str) -> tuple[bytes, str, str]:
    """Return the BPMN of a version, its file name and its key. Raises NoResultFound."""
    row = connection.execute(
        select(definition.c.bpmn, definition.c.file, definition.c.key).where(definition.c.id == id)
    ).one()
    return row.bpmn, row.file, row.key


def add(work: UnitOfWork, record: DefinitionRecord, bpmn: bytes) -> None:
    """Write a new version."""
    row: dict[str, Any] = {name: getattr(record, name) for name in DefinitionRecord.__slots__}
    work.write(insert(definition), [{**row, "bpmn": bpmn}])


def activate(work: UnitOfWork, record: DefinitionRecord, now: datetime) -> None:
    """Put a version in force, unless somebody else has changed its status in the meantime."""
    _change(work, record, status="active", activated_at=now)


def retire(work: UnitOfWork, record: DefinitionRecord) -> None:
    """Take a version out of force, unless somebody else has in the meantime."""
    _change(work, record, status="retired")


def _change(work: UnitOfWork, record: DefinitionRecord, **values: Any) -> None:
    work.guard(
        update(definition)
        .where(definition.c.id == record.id, definition.c.status == record.status)
        .values(**values)
    )


def _one(connection: Connection, *where: ColumnElement[bool]) -> DefinitionRecord | None:
    row = connection.execute(select(*_RECORD).where(*where)).mappings().one_or_none()
    return DefinitionRecord(**row) if row else None
