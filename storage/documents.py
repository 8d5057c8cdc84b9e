"""Drafts of forms, attachments and comments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.rows import dicts
from storage.unitofwork import UnitOfWork
from storage.webschema import attachment, attachment_content, comment, form_draft


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """One file, without what is in it."""

    id: str
    agency_id: str
    instance_id: str
    work_item_id: str | None
    field: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str | None
    capacity: str
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What somebody has filled in so far."""

    work_item_id: str
    username: str
    agency_id: str
    content: Mapping[str, Any]
    saved_at: datetime


# Drafts


def draft(connection: Connection, work_item: str, username: str) -> DraftRecord | None:
    """Return the draft somebody has of the form of a work item."""
    query = select(form_draft).where(
        form_draft.c.work_item_id == work_item, form_draft.c.username == username
    )
    row = connection.execute(query).mappings().one_or_none()
    return DraftRecord(**row) if row else None


def keep_draft(work: UnitOfWork, record: DraftRecord) -> None:
    """Write a draft in the place of the one before."""
    drop_draft(work, record.work_item_id, record.username)
    work.write(
        insert(form_draft), [{name: getattr(record, name) for name in DraftRecord.__slots__}]
    )


def drop_draft(work: UnitOfWork, work_item: str, username: str) -> None:
    """Forget a draft: it has been sent, or is written anew."""
    work.write(
        delete(form_draft).where(
            form_draft.c.work_item_id == work_item, form_draft.c.username == username
        )
    )


# Attachments


def attachments(connection: Connection, instance_id: str) -> list[AttachmentRecord]:
    """Return the attachments of an instance that were not removed, in the order they came."""
    query = (
        select(attachment)
        .where(attachment.c.instance_id == instance_id, attachment.c.removed_at.is_(None))
        .order_by(attachment.c.added_at, attachment.c.id)
    )
    return [AttachmentRecord(*row) for row in connection.execute(query)]


def find(connection: Connection, id: str) -> AttachmentRecord | None:
    """Return an attachment, removed or not."""
    row = connection.execute(select(attachment).where(attachment.c.id == id)).one_or_none()
    return AttachmentRecord(*row) if row else None


def content(connection: Connection, id: str) -> bytes:
    """Return what is in an attachment."""
    query = select(attachment_content.c.data).where(attachment_content.c.attachment_id == id)
    return bytes(connection.execute(query).scalar_one())


def add(work: UnitOfWork, record: AttachmentRecord, data: bytes) -> None:
    """Write an attachment with what is in it."""
    row = {name: getattr(record, name) for name in AttachmentRecord.__slots__}
    work.write(insert(attachment), [row])
    kept = {"attachment_id": record.id, "agency_id": record.agency_id, "data": data}
    work.write(insert(attachment_content), [kept])


def remove(work: UnitOfWork, id: str, at: datetime) -> None:
    """Mark an attachment as removed; what it was stays with the audit trail."""
    work.write(update(attachment).where(attachment.c.id == id).values(removed_at=at))


def size_of(connection: Connection, instance_id: str) -> int:
    """Return how many bytes are attached to an instance, what was removed included."""
    query = select(func.sum(attachment.c.size)).where(attachment.c.instance_id == instance_id)
    return int(connection.scalar(query) or 0)


# Comments


def comments(connection: Connection, instance_id: str, limit: int) -> list[dict[str, Any]]:
    """Return the latest comments on an instance, the oldest of them first."""
    query = (
        select(comment)
        .where(comment.c.instance_id == instance_id)
        .order_by(comment.c.id.desc())
        .limit(limit)
    )
    return dicts(connection, query)[::-1]


def add_comment(work: UnitOfWork, values: Mapping[str, Any]) -> None:
    """Write a comment."""
    work.write(insert(comment), [values])
