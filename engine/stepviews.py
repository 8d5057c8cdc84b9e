"""One step as its page shows it: what is asked, what may be done, what came with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from engine import actors, endings, inbox, workitems
from engine.bpmn import runner
from engine.case import Case
from engine.core import lifecycle, timestandard
from engine.core.errors import NotPermitted
from engine.core.model import Stuck
from engine.core.soptable import Field, Step
from engine.session import Agency, Session
from engine.views import Json, instant, work_item
from storage import documents
from storage import workitems as stored
from storage.documents import AttachmentRecord
from storage.workitems import WorkItemRecord

MOST_COMMENTS: Final = 200

_VERBS: Final[tuple[lifecycle.WorkItemVerb, ...]] = (
    *("claim", "release", "begin", "complete", "return", "assign"),
)


def step(session: Session, id: str, by: str | None, language: str, now: datetime) -> Json:
    """Return a work item, open or closed, with all its page needs. Raises NotFound."""
    case, item = workitems.find(session, id)
    node = case.node(item.process, item.node)
    agency = case.agency
    row = {name: getattr(item, name) for name in WorkItemRecord.__slots__}
    came = inbox.sender_of(session, case, item)
    may = allowed(case, item, by, now)
    return {
        **work_item(row, agency, now),
        "title": case.record.title,
        "sop": case.model.name,
        "definition": f"{case.record.agency_id}/{case.record.key}",
        "version": case.record.version,
        "status": case.record.status,
        **_described(node.step, language),
        **inbox.urgency(item.deadline_at, item.state, agency, now, inbox.near_until(agency, now)),
        **endings.ending(item.name, node.step.form),
        "form": [field(each) for each in node.step.form],
        "from": came,
        "may": may,
        "targets": targets(case, item) if may["return"] else [],
        "officers": _officers(case, item, now) if may["assign"] else [],
        "needs_reason": may["assign"] and _above(case, item, by, now),
        "before": _before(session, case, item),
        "attachments": attachments(session, case),
        "comments": comments(session, case),
        "draft": _draft(session, item, by),
    }


def allowed(case: Case, item: WorkItemRecord, by: str | None, now: datetime) -> dict[str, bool]:
    """Return which verbs `by` may do now: permitted, and allowed by the state."""
    if by is None or case.record.status != "active" or item.closed_at is not None:
        return dict.fromkeys(map(str, _VERBS), False)
    performs = _performs(case, item, by, now)
    has_it = item.officer in (None, by)
    may: dict[str, bool] = {
        verb: performs and has_it and lifecycle.allows(lifecycle.WORK_ITEM, verb, item.state)
        for verb in _VERBS
    }
    above = _above(case, item, by, now)
    standing = lifecycle.allows(lifecycle.WORK_ITEM, "assign", item.state)
    return {**may, "assign": standing and (above or (performs and has_it))}


def targets(case: Case, item: WorkItemRecord) -> list[Json]:
    """Return the steps an open work item may be sent back to, in the order of the SOP."""
    try:
        reachable = runner.targets(case.model, case.state, item.token, case.context)
    except (runner.TokenGone, Stuck):
        return []
    nodes = case.model.nodes
    return [
        {"node": id, "number": nodes[id].step.number, "name": nodes[id].name or id}
        for id in nodes
        if id in reachable and reachable[id] is None
    ]


def attachments(session: Session, case: Case) -> list[Json]:
    """Return the attachments of an instance."""
    return [
        attachment(each, inbox.named(case.agency, each.added_by))
        for each in documents.attachments(session.connection, case.record.id)
    ]


def attachment(record: AttachmentRecord, added_by: str | None) -> Json:
    """Return an attachment without what is in it."""
    return {
        "id": record.id,
        "instance": record.instance_id,
        "work_item": record.work_item_id,
        "field": record.field,
        "name": record.name,
        "media_type": record.media_type,
        "size": record.size,
        "sha256": record.sha256,
        "added_at": instant(record.added_at),
        "officer": record.added_by,
        "added_by": added_by,
        "capacity": record.capacity or None,
    }


def comments(session: Session, case: Case) -> list[Json]:
    """Return the comments on an instance."""
    found = documents.comments(session.connection, case.record.id, MOST_COMMENTS)
    return [comment(case.agency, each) for each in found]


def comment(agency: Agency, row: Mapping[str, Any]) -> Json:
    """Return a comment."""
    return {
        "at": instant(row["at"]),
        "name": inbox.named(agency, row["officer"]),
        "capacity": row["capacity"] or None,
        "work_item": row["work_item_id"],
        "text": row["text"],
    }


def field(asked: Field) -> Json:
    """Return a field of a form."""
    return {
        "id": asked.id,
        "label": asked.label or asked.id,
        "type": asked.type,
        "required": asked.required,
        "options": [{"value": o.value, "label": o.label or o.value} for o in asked.options],
        "columns": [
            {"id": c.id, "label": c.label or c.id, "type": c.type, "total": c.total}
            for c in asked.columns
        ],
    }


def _described(found: Step, language: str) -> Json:
    standard = found.time_standard
    return {
        "time_standard": timestandard.describe(standard, language) if standard else None,
        "inputs": list(found.inputs),
        "outputs": list(found.outputs),
        "remarks": found.remarks or None,
    }


def _performs(case: Case, item: WorkItemRecord, by: str, now: datetime) -> bool:
    try:
        workitems.performer(case, item, by, now)
    except NotPermitted:
        return False
    return True


def _above(case: Case, item: WorkItemRecord, by: str | None, now: datetime) -> bool:
    """Tell whether `by` would reassign it as a superior, which needs a reason."""
    organisation, today = case.agency.organisation, case.agency.today(now)
    above = actors.superior(organisation, by, case.positions(item), today)
    return above is not None and item.officer != by


def _officers(case: Case, item: WorkItemRecord, now: datetime) -> list[Json]:
    """Return to whom it may be given: holders of its posts first, then everybody else."""
    organisation, today = case.agency.organisation, case.agency.today(now)
    holders = organisation.holders(case.positions(item), today)
    found = [
        {"username": each.username, "name": each.name, "holder": each.username in holders}
        for each in organisation.officers
        if each.username != item.officer
    ]
    return sorted(found, key=lambda each: (not each["holder"], str(each["name"])))


def _before(session: Session, case: Case, item: WorkItemRecord) -> Mapping[str, Any]:
    """Return what was answered in the round before, to begin the form with."""
    if item.round == 1:
        return {}
    for done in stored.closed_of(session.connection, case.record.id):
        if (done.node, done.process) == (item.node, item.process) and isinstance(done.result, dict):
            return done.result
    return {}


def _draft(session: Session, item: WorkItemRecord, by: str | None) -> Json | None:
    if by is None or item.closed_at is not None:
        return None
    found = documents.draft(session.connection, item.id, by)
    return {"content": found.content, "saved_at": instant(found.saved_at)} if found else None
