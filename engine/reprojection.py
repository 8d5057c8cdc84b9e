"""What a new calendar makes of deadlines that are open: which move, from when to when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from engine import obligations
from engine.actors import Actor
from engine.core import escalation
from engine.core.calendar import WorkingCalendar
from engine.core.soptable import Ladder, TimeStandard
from engine.session import Session
from engine.trail import Trail
from storage import deadlines, events, instances
from storage.deadlines import NewDeadline, OpenDeadline
from storage.obligations import ObligationRecord


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that moves: the obligation as it was, and its new deadline."""

    item: OpenDeadline
    deadline_at: datetime
    provisional: bool


def reproject(
    session: Session,
    agency_id: str,
    calendar: WorkingCalendar,
    cause: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> tuple[Moved, ...]:
    """Recompute every open deadline of an agency with `calendar`, and when its rungs are due.

    Each from when it began to count, or with the working time that its last pause left; one that is
    paused now is recomputed when it goes on. Deadlines that move are written, and the trail of each
    instance gets one entry with all of its own and the `cause`. So that none is missed that opens
    meanwhile, the caller holds the agency (`storage.agencies.lock`) from before this reads. Raises
    Invalid (`calendar.exhausted`).
    """
    found = _projected(session, agency_id, calendar)
    moved = tuple(
        Moved(item, new.deadline_at, new.provisional)
        for item, new in found
        if (new.deadline_at, new.provisional) != (item.owed.deadline_at, item.owed.provisional)
    )
    rows: list[dict[str, Any]] = []
    heads: list[tuple[str, int, int, str]] = []
    for instance, group in groupby(moved, key=lambda each: each.item.owed.instance_id):
        of_one = list(group)
        item = of_one[0].item
        trail = Trail(agency_id, instance, item.audit_seq, item.audit_hash)
        said = [moved_fact(e.item.owed, e.item.step, e.deadline_at, e.provisional) for e in of_one]
        trail.log("DeadlinesMoved", actor, now, deadlines=said, **cause)
        rows += trail.rows
        heads.append((instance, item.revision, trail.seq, trail.hash))
    deadlines.move(session.work, [new for _, new in found])
    instances.extend(session.work, heads)
    events.add(session.work, rows)
    for _, new in found:
        session.expect("obligations", new.next_check_at)
    return moved


def moved_fact(
    before: ObligationRecord,
    step: str,
    deadline_at: datetime,
    provisional: bool,  # noqa: FBT001 - a fact, not a mode
) -> dict[str, object]:
    """Return what a trail says of a deadline that has moved."""
    about = {"step": step} if before.work_item_id else {"kind": before.kind, "label": before.label}
    return {
        "work_item": before.work_item_id,
        **about,
        "old": before.deadline_at.isoformat(),
        "new": deadline_at.isoformat(),
        "provisional": provisional,
    }


def _projected(
    session: Session, agency_id: str, calendar: WorkingCalendar
) -> list[tuple[OpenDeadline, NewDeadline]]:
    """Return those of which the deadline or the next look is another one."""
    ladders = _Ladders(session, agency_id)
    found: list[tuple[OpenDeadline, NewDeadline]] = []
    for item in deadlines.open_of(session.connection, agency_id):
        owed = item.owed
        if owed.paused_at is not None:
            continue
        ladder = ladders.of(item)
        reached = obligations.as_far_as_next(ladder, owed)
        plan = escalation.plan(obligations.terms_of(owed), reached, calendar)
        look = obligations.next_look(owed, plan, ladder, calendar)
        new = NewDeadline(owed, plan.deadline_at, plan.provisional, look)
        was = NewDeadline(owed, owed.deadline_at, owed.provisional, owed.next_check_at)
        if new != was:
            found.append((item, new))
    return found


class _Ladders:
    """The ladders of steps, each looked up once: thousands of items share a few steps."""

    def __init__(self, session: Session, agency_id: str) -> None:
        self._session = session
        self._agency_id = agency_id
        self._known: dict[tuple[str, str, str, TimeStandard | None], Ladder] = {}

    def of(self, item: OpenDeadline) -> Ladder:
        """Return the ladder an obligation climbs."""
        scope, standard = obligations.SCOPES[item.owed.kind], obligations.standard_of(item.owed)
        key = (item.process or item.definition_id, scope, item.lane, standard)
        if key not in self._known:
            written = self._written(item)
            self._known[key] = escalation.ladder_for(written, scope, item.lane, standard)
        return self._known[key]

    def _written(self, item: OpenDeadline) -> tuple[Ladder, ...]:
        if not item.process:
            return self._session.model(item.definition_id).ladders
        called = self._session.called_model(self._agency_id, item.process)
        return called.ladders if called else ()
