"""Drafts of SOPs: the BPMN somebody is at work on, one open draft for each SOP, and its past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.unitofwork import UnitOfWork
from storage.webschema import bpmn_draft, bpmn_draft_revision


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One draft without its BPMN. `editor` had it open at `editor_at`."""

    id: str
    agency_id: str
    key: str
    name: str
    base_version: int | None
    file: str
    revision: int
    saved_at: datetime
    saved_by: str | None
    editor: str | None
    editor_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """An earlier content of a draft, without that content."""

    draft_id: str
    revision: int
    saved_at: datetime
    saved_by: str | None


_RECORD = [column for column in bpmn_draft.c if column.name != "bpmn"]
_PAST = [bpmn_draft_revision.c[name] for name in RevisionRecord.__slots__]


def find(connection: Connection, id: str) -> DraftRecord | None:
    """Return the draft with that id, open or closed."""
    row = connection.execute(select(*_RECORD).where(bpmn_draft.c.id == id)).one_or_none()
    return DraftRecord(*row) if row else None


def open_for(connection: Connection, agency_id: str, key: str) -> DraftRecord | None:
    """Return the open draft of an SOP."""
    query = select(*_RECORD).where(
        bpmn_draft.c.agency_id == agency_id,
        bpmn_draft.c.key == key,
        bpmn_draft.c.closed_at.is_(None),
    )
    row = connection.execute(query).one_or_none()
    return DraftRecord(*row) if row else None


def open_of(connection: Connection, agency_id: str | None) -> list[DraftRecord]:
    """Return the open drafts of an agency, or of all, by the name of their SOP."""
    query = select(*_RECORD).where(bpmn_draft.c.closed_at.is_(None))
    if agency_id is not None:
        query = query.where(bpmn_draft.c.agency_id == agency_id)
    ordered = query.order_by(bpmn_draft.c.agency_id, bpmn_draft.c.name, bpmn_draft.c.key)
    return [DraftRecord(*row) for row in connection.execute(ordered)]


def source(connection: Connection, id: str) -> bytes:
    """Return the BPMN of a draft as it was saved last. Raises NoResultFound."""
    query = select(bpmn_draft.c.bpmn).where(bpmn_draft.c.id == id)
    return bytes(connection.execute(query).scalar_one())


def revisions(connection: Connection, id: str) -> list[RevisionRecord]:
    """Return the earlier contents of a draft that were kept, the newest first."""
    query = (
        select(*_PAST)
        .where(bpmn_draft_revision.c.draft_id == id)
        .order_by(bpmn_draft_revision.c.revision.desc())
    )
    return [RevisionRecord(*row) for row in connection.execute(query)]


def revision_source(connection: Connection, id: str, revision: int) -> bytes | None:
    """Return an earlier content of a draft."""
    query = select(bpmn_draft_revision.c.bpmn).where(
        bpmn_draft_revision.c.draft_id == id, bpmn_draft_revision.c.revision == revision
    )
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def add(work: UnitOfWork, record: DraftRecord, bpmn: bytes) -> None:
    """Write a new draft."""
    row: dict[str, Any] = {name: getattr(record, name) for name in DraftRecord.__slots__}
    work.write(insert(bpmn_draft), [{**row, "bpmn": bpmn}])


def change(work: UnitOfWork, before: DraftRecord, values: Mapping[str, Any]) -> None:
    """Change an open draft, unless somebody has saved or closed it meanwhile."""
    work.guard(
        update(bpmn_draft)
        .where(
            bpmn_draft.c.id == before.id,
            bpmn_draft.c.revision == before.revision,
            bpmn_draft.c.closed_at.is_(None),
        )
        .values(**values)
    )


def keep(work: UnitOfWork, record: DraftRecord, bpmn: bytes) -> None:
    """Keep what a draft holds now, before something else takes its place."""
    row: dict[str, Any] = {
        "draft_id": record.id,
        "revision": record.revision,
        "agency_id": record.agency_id,
        "bpmn": bpmn,
        "saved_at": record.saved_at,
        "saved_by": record.saved_by,
    }
    work.write(insert(bpmn_draft_revision), [row])


def touch(work: UnitOfWork, id: str, editor: str, at: datetime) -> None:
    """Note who has a draft open."""
    work.write(update(bpmn_draft).where(bpmn_draft.c.id == id).values(editor=editor, editor_at=at))
