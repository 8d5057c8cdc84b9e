"""A reminder somebody sends by hand: the facts of an open work item, as a rung would tell them."""

from datetime import datetime
from typing import Any

from engine import instances, rungwords
from engine.case import Case
from engine.core.errors import Conflict, NotFound
from engine.core.escalation import Firing
from engine.core.soptable import Rung
from engine.session import Session
from storage import instances as stored_instances
from storage import obligations
from storage.workitems import WorkItemRecord

Json = dict[str, Any]


def facts_of(session: Session, work_item: str, now: datetime) -> tuple[str, Json]:
    """Return the kind of reminder, "remind" or "overdue", and its facts. Raises NotFound, Conflict.

    Work without a standard has neither a deadline nor time left.
    """
    instance = stored_instances.of_work_item(session.connection, work_item)
    if instance is None:
        raise NotFound("unknown", kind="work item", name=work_item)
    case = instances.find(session, instance.id)
    item = case.item(work_item)
    if item.closed_at is not None:
        raise Conflict("work.closed", name=item.name, state=item.state, officer=item.officer or "-")
    owed = obligations.open_of(session.connection, instance.id)
    own = [each for each in owed if each.work_item_id == work_item]
    if not own:
        return "remind", _without_standard(case, item)
    first = min(own, key=lambda each: each.deadline_at)
    kind = "overdue" if first.deadline_at <= now else "remind"
    firing = Firing(Rung("PT0M", kind, ""), 0, now, (), late=False)
    return kind, rungwords.facts_of(case, first, firing, now)


def _without_standard(case: Case, item: WorkItemRecord) -> Json:
    person = case.agency.organisation.officer(item.officer or "")
    return {
        "sop": case.model.name,
        "title": case.record.title,
        "step": item.step,
        "name": item.name,
        "lane": item.lane,
        "holder": person.name if person else item.officer or "",
        "link": f"/tugas/{item.id}",
    }
