"""What comes with a step: the draft of its form, attachments, comments.

Whoever may complete a work item may attach files to it, and take their own away again until it is
done. Whoever may see an instance may comment on it. Both are in the audit trail; a draft is not:
nobody has said it yet.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from engine import actors, instances, workitems
from engine.actors import Actor
from engine.case import Case, Result
from engine.core import filetypes, forms
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from engine.core.findings import Finding
from engine.core.soptable import Step
from engine.session import Session
from storage import documents
from storage import workitems as stored_items
from storage.documents import AttachmentRecord, DraftRecord
from storage.workitems import WorkItemRecord

MEGABYTE: Final = 2**20
MOST_TOGETHER: Final = 20
"""How many times the largest attachment those of one instance may have together."""

COMMENT_LIMIT: Final = 4000


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: for a field of the form, "" beside it."""

    field: str
    name: str
    data: bytes


def save_draft(
    session: Session, id: str, content: Mapping[str, Any], by: str, now: datetime
) -> DraftRecord:
    """Keep what somebody has filled in so far: `isian` by field, `kelengkapan` the ticked inputs.

    Raises as `workitems.complete` does, and Invalid for what is too large or is not asked for.
    """
    case, item, _ = workitems.take(session, id, "complete", by, now)
    _require_known(case.node(item.process, item.node).step, content)
    if len(json.dumps(content, ensure_ascii=False).encode()) > forms.SIZE_LIMIT:
        raise Invalid("draft.large")
    record = DraftRecord(id, by, case.record.agency_id, content, now)
    documents.keep_draft(session.work, record)
    return record


def drop_draft(session: Session, id: str, by: str, now: datetime) -> None:
    """Forget what somebody has filled in so far. Raises as `workitems.complete` does."""
    workitems.take(session, id, "complete", by, now)
    documents.drop_draft(session.work, id, by)


def complete(
    session: Session, id: str, values: Mapping[str, Any], by: str, now: datetime
) -> Result:
    """Complete a work item from its page: its files are attachments, its draft is done with.

    Raises as `workitems.complete` does, with every problem of the form and of its files at once.
    """
    case, item, _ = workitems.take(session, id, "complete", by, now)
    own = [each.id for each in documents.attachments(session.connection, case.record.id)]
    problems = [
        Finding("error", "document.reference", field.id, facts={"label": field.label})
        for field in case.node(item.process, item.node).step.form
        if field.type == "file" and values.get(field.id) and values[field.id] not in own
    ]
    if problems:
        raise Invalid(problems[0].code, findings=problems, **problems[0].facts)
    outcome = workitems.complete(session, id, values, by, now)
    if outcome.incident is None:
        documents.drop_draft(session.work, id, by)
    return outcome


def attach(
    session: Session, id: str, sent: Sent, megabytes: int, by: str, now: datetime
) -> AttachmentRecord:
    """Attach a file to a work item. Raises Invalid for what is too large or no document."""
    case, item, actor = workitems.take(session, id, "complete", by, now)
    found = _recognised(case, item, sent, megabytes)
    name = filetypes.clean_name(sent.name, found)
    together = documents.size_of(session.connection, case.record.id) + len(sent.data)
    if together > MOST_TOGETHER * megabytes * MEGABYTE:
        raise Invalid("document.many", name=name, limit=MOST_TOGETHER * megabytes)
    record = AttachmentRecord(
        id=session.new_id(now),
        agency_id=case.record.agency_id,
        instance_id=case.record.id,
        work_item_id=id,
        field=sent.field,
        name=name,
        media_type=found.media_type,
        size=len(sent.data),
        sha256=hashlib.sha256(sent.data).hexdigest(),
        added_at=now,
        added_by=actor.username,
        capacity=actor.capacity,
        removed_at=None,
    )
    documents.add(session.work, record, sent.data)
    _log(case, "AttachmentAdded", record, actor, now)
    return record


def remove(session: Session, id: str, by: str, now: datetime) -> AttachmentRecord:
    """Take an attachment away, by whoever attached it and before its step is done."""
    record = documents.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="attachment", name=id)
    case, item = workitems.find(session, record.work_item_id or "")
    actor = actors.identify(case.agency.organisation, by)
    if record.added_by != by:
        raise NotPermitted("document.owner", officer=by, owner=record.added_by or "-")
    if record.removed_at is not None:
        raise Conflict("document.removed", name=record.name)
    if item.closed_at is not None:
        raise Conflict("document.sent", name=record.name)
    case.require("work")
    documents.remove(session.work, id, now)
    _log(case, "AttachmentRemoved", record, Actor(actor.username, record.capacity), now)
    return record


def comment(
    session: Session, instance: str, work_item: str | None, text: str, by: str, now: datetime
) -> dict[str, Any]:
    """Write a comment on an instance. Whether `by` may see it was asked before.

    Raises NotFound for a work item of another instance, Invalid for an empty text or a long one.
    """
    case = instances.find(session, instance)
    if work_item is not None:
        beside = stored_items.find(session.connection, work_item)
        if beside is None or beside.instance_id != instance:
            raise NotFound("unknown", kind="work item", name=work_item)
    organisation = case.agency.organisation
    actor = actors.identify(organisation, by)
    written = text.strip()
    if not written:
        raise Invalid("comment.empty")
    if len(written) > COMMENT_LIMIT:
        raise Invalid("comment.long", limit=COMMENT_LIMIT)
    held = [each.position for each in organisation.holdings(by, case.agency.today(now))]
    holder = actors.holder_of(organisation, by, held, case.agency.today(now))
    said = holder or actor
    row = {
        "agency_id": case.record.agency_id,
        "instance_id": instance,
        "work_item_id": work_item,
        "officer": by,
        "capacity": said.capacity,
        "text": written,
        "at": now,
    }
    documents.add_comment(session.work, row)
    digest = hashlib.sha256(written.encode()).hexdigest()
    case.trail.log("CommentAdded", said, now, work_item=work_item, sha256=digest)
    return row


def _require_known(step: Step, content: Mapping[str, Any]) -> None:
    """Refuse a draft of what the step does not ask for. A file is attached, not written."""
    fields = {each.id for each in step.form if each.type != "file"}
    unknown = [name for name in content.get("isian", {}) if name not in fields]
    if unknown:
        known = ", ".join(sorted(fields)) or "-"
        raise Invalid("draft.field", element=unknown[0][:80], known=known)
    if any(not 0 <= each < len(step.inputs) for each in content.get("kelengkapan", ())):
        raise Invalid("draft.ticked", count=len(step.inputs))


def _recognised(case: Case, item: WorkItemRecord, sent: Sent, megabytes: int) -> filetypes.FileType:
    form = case.node(item.process, item.node).step.form
    shown = sent.name[:80]
    if sent.field and all((each.id, each.type) != (sent.field, "file") for each in form):
        raise Invalid("document.field", field=sent.field[:80])
    if not sent.data:
        raise Invalid("document.empty", name=shown)
    if len(sent.data) > megabytes * MEGABYTE:
        raise Invalid("document.large", name=shown, limit=megabytes)
    found = filetypes.recognise(sent.data, sent.name)
    if found is None:
        raise Invalid("document.type", name=shown, allowed=", ".join(filetypes.ENDINGS))
    return found


def _log(case: Case, kind: str, record: AttachmentRecord, actor: Actor, now: datetime) -> None:
    case.trail.log(
        kind,
        actor,
        now,
        work_item=record.work_item_id,
        attachment=record.id,
        name=record.name,
        size=record.size,
        sha256=record.sha256,
    )
