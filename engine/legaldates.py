"""The dates by which the law wants what an instance is to bring: a person may move them."""

from datetime import date, datetime

from engine import instances
from engine.core.errors import Conflict, Invalid, require_reason, unknown
from engine.core.timestandard import LONGEST
from engine.session import Session
from storage.obligations import ObligationRecord


def set_legal_date(
    session: Session,
    instance_id: str,
    label: str,
    on: date,
    reason: str,
    by: str | None,
    now: datetime,
) -> ObligationRecord:
    """Let what is owed to `label` be owed by the date `on`, with reminders of its own.

    What was owed before is void, unless it is late already. Raises NotFound for an unknown
    instance, officer or label, NotPermitted for who does not steer the instance, Conflict once it
    has ended or where that is the date already, Invalid without a reason, or for a day that is past
    or more than ten years away.
    """
    case = instances.find(session, instance_id)
    actor = instances.steering(case, by, now)
    case.require("redate")
    owed = {each.label: each for each in case.obligations.open if each.kind == "legal"}
    if label not in owed:
        raise unknown("legal date", label, owed)
    old = owed[label]
    before = date.fromisoformat(old.frozen["on"])
    if on == before:
        raise Conflict("legal.same", label=label, on=on)
    today = case.agency.today(now)
    if on < today:
        raise Invalid("legal.past", label=label, on=on)
    if on > today + LONGEST:
        raise Invalid("legal.far", label=label, on=on)
    require_reason(reason)
    compliance = case.obligations.end(old, now, done=False)
    new = case.obligations.owe(label, on, now)
    case.trail.log(
        "LegalDateMoved",
        actor,
        now,
        to=label,
        old=before.isoformat(),
        new=on.isoformat(),
        reason=reason,
        compliance=compliance,
        obligation=new.id,
    )
    return new
