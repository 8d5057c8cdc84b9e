"""An obligation climbs its ladder: what is due fires exactly once, and a superior may quieten it.

A rung fires in one transaction: the trail, the notices, what the rung does and the next look. The
revision of the instance and the number of rungs fired guard it, so that of two nodes one fires and
the other finds it done. Those of several instances may share a transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from engine import actors, instances, notices, rungactions, rungwords
from engine.actors import SYSTEM, Actor
from engine.case import Case, Result, around
from engine.core import escalation
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, require_reason
from engine.core.escalation import Firing, Plan, Recipient
from engine.core.lifecycle import OPEN_STATES
from engine.core.soptable import Rung
from engine.notices import Tell
from engine.obligations import ladder_of, plan_of
from engine.session import Session
from storage import obligations
from storage.incidents import IncidentRecord
from storage.obligations import ObligationRecord

LONGEST_SNOOZE: Final = timedelta(days=31)
"""How long an obligation may be kept quiet at a time; after it somebody looks again."""


@dataclass(frozen=True, slots=True)
class Together:
    """What firing together came to: how many fired, how many could not go on, which are left."""

    fired: int
    stuck: int
    left: tuple[str, ...]


def fire(session: Session, obligation_id: str, now: datetime) -> Result | None:
    """Let everything that is due of an obligation fire at once, as its highest rung.

    Whoever a rung that was missed would have told is told as well, each person once, and what it
    does besides is done. None where nothing was due: it is closed, paused, quietened, or somebody
    else was faster; then only the next look is set. Raises what the agency's calendar refuses, such
    as one that never opens.
    """
    record = obligations.find(session.connection, obligation_id)
    if record is None or record.closed_at is not None:
        return None
    return _fire(session, record, now)


def fire_together(session: Session, ids: Sequence[str], now: datetime) -> Together:
    """Do as `fire` does for several in one transaction: they share what each would wait for.

    A second one of the same instance is left: what the first does may be its end.
    """
    fired = stuck = 0
    left = []
    found = {record.id: record for record in obligations.open_among(session.connection, ids)}
    for record in (found[id] for id in ids if id in found):  # in the order they were taken
        if record.instance_id in session.pending:
            left.append(record.id)
            continue
        result = _fire(session, record, now)
        fired += result is not None and result.incident is None
        stuck += result is not None and result.incident is not None
    return Together(fired, stuck, tuple(left))


def _fire(session: Session, record: ObligationRecord, now: datetime) -> Result | None:
    case = around(session, record.work_item_id) if record.work_item_id else None
    case = case or instances.find(session, record.instance_id)
    plan = plan_of(case, record)
    firing = _due(case, record, plan, now)
    if firing is None:
        case.obligations.change(record, error="")
        return None
    rungs = escalation.climbed(ladder_of(case, record), firing)
    words = dict.fromkeys(word for rung in reversed(rungs) for word in rung.notify.split())
    told = recipients(case, record, " ".join(words), now)
    _log(case, record, firing, rungs, told, len(plan.rungs), now)
    # What fires is news to whoever took note of what was before it.
    noted = {"acknowledged_at": None, "acknowledged_by": None, "snoozed_until": None}
    case.obligations.change(record, fired=firing.number + 1, told_at=now, error="", **noted)
    _tell(case, record, firing, rungs, told, now)
    return case.result(incident=_act(case, record, firing, rungs, now))


def acknowledge(
    session: Session, obligation_id: str, reason: str, by: str | None, now: datetime
) -> ObligationRecord:
    """Take note of late work: its last rung is not repeated any more, until another rung fires.

    It is named by its own id, or by that of the work item that owes it.
    Raises NotFound, NotPermitted (only those above the step may, or the system), Conflict once it
    is closed, Invalid without a reason.
    """
    case, record, actor = _quieten(session, obligation_id, by, now)
    require_reason(reason)
    case.trail.log(
        "ObligationAcknowledged",
        actor,
        now,
        work_item=record.work_item_id,
        obligation=record.id,
        reason=reason,
    )
    return case.obligations.change(record, acknowledged_at=now, acknowledged_by=actor.username)


def snooze(
    session: Session,
    obligation_id: str,
    until: datetime,
    reason: str,
    by: str | None,
    now: datetime,
) -> ObligationRecord:
    """Let nothing fire before `until`; what is missed until then fires once.

    Raises as `acknowledge` does, and Invalid for an instant that is past or too far away.
    """
    case, record, actor = _quieten(session, obligation_id, by, now)
    if not now < until <= now + LONGEST_SNOOZE:
        raise Invalid("obligation.snooze", days=LONGEST_SNOOZE.days)
    require_reason(reason)
    case.trail.log(
        "ObligationSnoozed",
        actor,
        now,
        work_item=record.work_item_id,
        obligation=record.id,
        until=until.isoformat(),
        reason=reason,
    )
    return case.obligations.change(record, snoozed_until=until)


def postpone(session: Session, obligation_id: str, error: str, until: datetime) -> None:
    """Keep why the look at an obligation failed, and look again at `until`."""
    record = obligations.find(session.connection, obligation_id)
    if record is not None and record.closed_at is None:
        values = {"error": error, "next_check_at": until}
        obligations.change(session.work, record.id, record.fired, values)


def recipients(
    case: Case, record: ObligationRecord, notify: str, now: datetime
) -> tuple[Recipient, ...]:
    """Return whom a rung tells, as things stand now, each person once.

    Of a whole instance they are those of its open steps; where none is open, of whoever started it.
    """
    organisation, today = case.agency.organisation, case.agency.today(now)
    found: dict[str, Recipient] = {}
    for positions, officer in _places(case, record, now):
        for each in escalation.recipients(organisation, positions, officer, notify, today):
            found.setdefault(each.username, each)
    return tuple(found.values())


def _places(
    case: Case, record: ObligationRecord, now: datetime
) -> list[tuple[Sequence[str], str | None]]:
    """Return the posts that may do what is owed, with who has taken it."""
    if record.work_item_id:
        item = case.item(record.work_item_id)
        return [(case.positions(item), item.officer)]
    if case.open_items:
        return [(case.positions(item), item.officer) for item in case.open_items]
    organisation, starter = case.agency.organisation, case.record.started_by
    held = organisation.holdings(starter, case.agency.today(now)) if starter else ()
    tops = [post.id for post in organisation.positions if not post.superior]
    return [([each.position for each in held] or tops, starter)]


def _due(case: Case, record: ObligationRecord, plan: Plan, now: datetime) -> Firing | None:
    """Return what fires now, unless it is paused, snoozed, or a repetition somebody has noted."""
    if record.paused_at or (record.snoozed_until and record.snoozed_until > now):
        return None
    if record.acknowledged_at and record.fired >= len(plan.rungs):
        return None
    ladder, calendar = ladder_of(case, record), case.agency.calendar
    number = escalation.following(plan, ladder, record.fired, record.told_at, calendar)
    return escalation.firing(plan, ladder, number, calendar, now)


def _log(
    case: Case,
    record: ObligationRecord,
    firing: Firing,
    rungs: Sequence[Rung],
    told: Sequence[Recipient],
    count: int,
    now: datetime,
) -> None:
    """Write into the trail what fired, what was missed before it, and who is told in which post."""
    missed = [number + 1 for number in firing.missed if number < count]
    case.trail.log(
        "RungFired",
        SYSTEM,
        now,
        work_item=record.work_item_id,
        obligation=record.id,
        about=record.kind,
        rung=min(firing.number, count - 1) + 1,
        repetition=max(firing.number - count + 1, 0),
        does=firing.rung.kind,
        at=firing.at.isoformat(),
        deadline=record.deadline_at.isoformat(),
        missed=missed,
        missed_repetitions=len(firing.missed) - len(missed),
        late=firing.late,
        action=" ".join(rung.action for rung in rungs if rung.action),
        recipients=[
            {"officer": each.username, "capacity": each.capacity, "as": each.role} for each in told
        ],
    )


def _act(
    case: Case,
    record: ObligationRecord,
    firing: Firing,
    rungs: Sequence[Rung],
    now: datetime,
) -> IncidentRecord | None:
    """Do what the rungs do besides telling, as long as the work is open; return what went wrong."""
    incident = None
    for rung in rungs:
        item = case.item(record.work_item_id) if record.work_item_id else None
        owed = item is None or item.state in OPEN_STATES
        if rung.action and owed and case.record.status == "active":
            found = rungactions.act(case, record, replace(firing, rung=rung), now)
            incident = incident or found
    return incident


def _tell(
    case: Case,
    record: ObligationRecord,
    firing: Firing,
    rungs: Sequence[Rung],
    told: Sequence[Recipient],
    now: datetime,
) -> None:
    facts = rungwords.facts_of(case, record, firing, now) if told else {}
    for each in told:
        notices.tell(
            case.session,
            case.agency,
            Tell(
                kind=firing.rung.kind,
                username=each.username,
                key=f"{record.id}:{firing.number}:{each.username}",
                urgent=any(rung.urgent for rung in rungs),
                facts=rungwords.facts_for(facts, each),
                instance=record.instance_id,
                work_item=record.work_item_id,
                obligation=record.id,
            ),
            now,
        )


def _quieten(
    session: Session, obligation_id: str, by: str | None, now: datetime
) -> tuple[Case, ObligationRecord, Actor]:
    """Check in the one order: exists, permitted, state."""
    record = _find(session, obligation_id)
    case = instances.find(session, record.instance_id)
    actor = _supervisor(case, record, by, now)
    if record.closed_at is not None:
        raise Conflict("obligation.closed")
    return case, record, actor


def _find(session: Session, id: str) -> ObligationRecord:
    found = obligations.find(session.connection, id)
    if found is not None:
        return found
    owed = obligations.of_work_item(session.connection, id)
    if not owed:
        raise NotFound("unknown", kind="obligation", name=id)
    return next((each for each in owed if each.closed_at is None), owed[-1])


def _supervisor(case: Case, record: ObligationRecord, by: str | None, now: datetime) -> Actor:
    """Return `by` in the post above the work. In an agency without posts it is anybody."""
    organisation, today = case.agency.organisation, case.agency.today(now)
    actor = actors.identify(organisation, by)
    if by is None or not organisation.positions:
        return actor
    posts = [post for positions, _ in _places(case, record, now) for post in positions]
    found = actors.superior(organisation, by, posts, today) or actors.head(organisation, by, today)
    if found is None:
        raise NotPermitted("permit.quieten", officer=by)
    return found
