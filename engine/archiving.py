"""What a handler wants filed: a record with a checksum, kept as the retention schedule says."""

import hashlib
import json
from datetime import datetime
from typing import Any

from engine.case import Case
from engine.core import retention
from engine.core.errors import Invalid
from engine.session import Session
from handlers.contract import Archive
from storage import archive
from storage.archive import ArchiveRecord


def file(session: Session, case: Case, wish: Archive, now: datetime) -> dict[str, Any]:
    """File what is wanted and return the variables that tell of it.

    Raises Invalid where a document is named that the instance does not have.
    """
    documents = _documents(session, case, wish)
    digest = checksum(documents, wish.values)
    keep_until = retention.keep_until(wish.keep, case.agency.today(now))
    archive.add(
        session.work,
        ArchiveRecord(
            agency_id=case.record.agency_id,
            instance_id=case.record.id,
            key=wish.key,
            title=wish.title,
            reference=wish.reference,
            sha256=digest,
            retention=wish.retention,
            keep_until=keep_until,
            archived_at=now,
        ),
    )
    until = keep_until.isoformat() if keep_until else None
    return {"arsip": wish.key, "sidik": digest, "simpan_sampai": until}


def checksum(documents: list[tuple[str, str]], values: Any) -> str:
    """Return the SHA-256 over documents, each a name and its own SHA-256, and over values.

    It is that of one line of JSON, so that anybody can work it out again
    (docs/reference/handlers.md).
    """
    named = [{"name": name, "sha256": sha256} for name, sha256 in sorted(documents)]
    told = json.dumps(
        {"documents": named, "values": values},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _documents(session: Session, case: Case, wish: Archive) -> list[tuple[str, str]]:
    found = archive.documents(session.connection, case.record.id)
    if wish.documents is None:
        return found
    there = {name for name, _ in found}
    for name in wish.documents:
        if name not in there:
            known = ", ".join(sorted(there)) or "-"
            raise Invalid("archive.document", document=name, known=known)
    return [(name, sha256) for name, sha256 in found if name in wish.documents]
