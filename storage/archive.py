"""The archive: what instances have filed, its checksum, and until when it must be kept."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from storage.timeschema import archive_entry
from storage.unitofwork import UnitOfWork
from storage.webschema import attachment


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One record of the archive. `key` is that of the job that filed it; nothing is ever removed.

    `keep_until` is the last day it must be kept, None for good.
    """

    agency_id: str
    instance_id: str
    key: str
    title: str
    reference: str
    sha256: str
    retention: str
    keep_until: date | None
    archived_at: datetime


_COLUMNS = [archive_entry.c[name] for name in ArchiveRecord.__slots__]


def all_of(
    connection: Connection, agency_id: str | None, instance_id: str | None, limit: int
) -> list[ArchiveRecord]:
    """Return what one agency or instance has filed, or all have, the newest first."""
    query = select(*_COLUMNS).order_by(archive_entry.c.id.desc()).limit(limit)
    if agency_id:
        query = query.where(archive_entry.c.agency_id == agency_id)
    if instance_id:
        query = query.where(archive_entry.c.instance_id == instance_id)
    return [ArchiveRecord(*row) for row in connection.execute(query)]


def documents(connection: Connection, instance_id: str) -> list[tuple[str, str]]:
    """Return name and SHA-256 of each document attached to an instance, in the order added."""
    query = (
        select(attachment.c.name, attachment.c.sha256)
        .where(attachment.c.instance_id == instance_id, attachment.c.removed_at.is_(None))
        .order_by(attachment.c.id)
    )
    return [(row.name, row.sha256) for row in connection.execute(query)]


def add(work: UnitOfWork, record: ArchiveRecord) -> None:
    """Write a new record; one of the same key leaves the whole unit unwritten."""
    row = {name: getattr(record, name) for name in ArchiveRecord.__slots__}
    work.write(insert(archive_entry), [row])
