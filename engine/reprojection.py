"""What a new calendar makes of open deadlines and of timers: which move, from when to when, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from engine import obligations, timermoves
from engine.actors import Actor
from engine.core import escalation
from engine.core.calendar import WorkingCalendar
from engine.core.soptable import Ladder, TimeStandard
from engine.session import Session
from engine.timermoves import Recounted, StartMoved
from engine.trail import Trail
from storage import deadlines, events, instances, timers
from storage.deadlines import NewDeadline, OpenDeadline


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that moves: the obligation as it was, and its new deadline."""

    item: OpenDeadline
    deadline_at: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """All that moves: deadlines, the timers of instances, and those that start an SOP."""

    deadlines: tuple[Moved, ...] = ()
    timers: tuple[Recounted, ...] = ()
    starts: tuple[StartMoved, ...] = ()

    def said(self) -> dict[str, Any]:
        """Return what the trail of the agency says of them."""
        said: dict[str, Any] = {"moved": len(self.deadlines)}
        if self.timers:
            said["timers"] = sum(len(each.moved) for each in self.timers)
        if self.starts:
            said["starts"] = [{"sop": s.key, **timermoves.fact(s.moved)} for s in self.starts]
        return said

    def overdue(self, now: datetime) -> int:
        """Return how many deadlines have passed already that had not."""
        return sum(each.deadline_at < now <= each.item.owed.deadline_at for each in self.deadlines)


def reproject(
    session: Session,
    agency_id: str,
    calendar: WorkingCalendar,
    cause: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> Moves:
    """Recompute with `calendar` every open deadline of an agency, its rungs, and its timers.

    Each from when it began to count, or with the working time that its last pause left; one that is
    paused now is recomputed when it goes on. What moves is written, and the trail of each instance
    says so with the `cause`. So that none is missed that opens meanwhile, the caller holds the
    agency (`storage.agencies.lock`) from before this reads. Raises Invalid (`calendar.exhausted`).
    """
    found = _projected(session, agency_id, calendar)
    moves = Moves(
        tuple(
            Moved(item, new.deadline_at, new.provisional)
            for item, new in found
            if (new.deadline_at, new.provisional) != (item.owed.deadline_at, item.owed.provisional)
        ),
        tuple(timermoves.of_instances(session, agency_id, calendar, now)),
        tuple(timermoves.of_starts(session, agency_id, calendar)),
    )
    deadlines.move(session.work, [new for _, new in found])
    _say(session, agency_id, moves, cause, actor, now)
    for each in moves.starts:
        each.write(session)
    for _, new in found:
        session.expect("obligations", new.next_check_at)
    return moves


def _say(
    session: Session,
    agency_id: str,
    moves: Moves,
    cause: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Write into the trail of each instance what of its own has moved, and its timers with it."""
    trails: dict[str, Trail] = {}
    revisions: dict[str, int] = {}
    for instance, group in groupby(moves.deadlines, key=lambda each: each.item.owed.instance_id):
        of_one = list(group)
        item = of_one[0].item
        trail = Trail(agency_id, instance, item.audit_seq, item.audit_hash, session.account)
        said = [
            obligations.moved_fact(e.item.owed, e.item.step, e.deadline_at, e.provisional)
            for e in of_one
        ]
        trail.log("DeadlinesMoved", actor, now, deadlines=said, **cause)
        trails[instance], revisions[instance] = trail, item.revision
    for each in moves.timers:
        own = each.instance
        begun = Trail(agency_id, own.id, own.audit_seq, own.audit_hash, session.account)
        trail = trails.setdefault(own.id, begun)
        trail.log("TimersMoved", actor, now, timers=each.said(), **cause)
        session.expect("timers", each.next_due_at)
        revisions.pop(own.id, None)
    heads = [(id, seen, trails[id].seq, trails[id].hash) for id, seen in revisions.items()]
    instances.extend(session.work, heads)
    timers.move(
        session.work,
        [
            timers.Moved(
                each.instance,
                each.state,
                each.next_due_at,
                trails[each.instance.id].seq,
                trails[each.instance.id].hash,
            )
            for each in moves.timers
        ],
    )
    events.add(session.work, [row for trail in trails.values() for row in trail.rows])


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
