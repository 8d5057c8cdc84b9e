"""What a new calendar makes of deadlines that are open: which move, from when to when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from engine.actors import Actor
from engine.core import timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.soptable import TimeStandard
from engine.session import Session
from engine.trail import Trail
from storage import deadlines, events, instances
from storage.deadlines import OpenDeadline


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that moves: the work item as it was, and its new deadline."""

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
    """Recompute every open deadline of an agency with `calendar`, from when its work arrived.

    Those that move are written, and the trail of each instance gets one entry with all of its own
    and the `cause`. So that none is missed that opens meanwhile, the caller holds the agency
    (`storage.agencies.lock`) from before this reads. Raises Invalid (`calendar.exhausted`).
    """
    moved = _moved(session, agency_id, calendar)
    rows: list[dict[str, Any]] = []
    heads: list[tuple[str, int, int, str]] = []
    for _, group in groupby(moved, key=lambda each: each.item.instance_id):
        of_one = list(group)
        item = of_one[0].item
        trail = Trail(agency_id, item.instance_id, item.audit_seq, item.audit_hash)
        trail.log("DeadlinesMoved", actor, now, deadlines=[_said(e) for e in of_one], **cause)
        rows += trail.rows
        heads.append((item.instance_id, item.revision, trail.seq, trail.hash))
    deadlines.move(session.work, [(e.item.id, e.deadline_at, e.provisional) for e in moved])
    instances.extend(session.work, heads)
    events.add(session.work, rows)
    return moved


def _moved(session: Session, agency_id: str, calendar: WorkingCalendar) -> tuple[Moved, ...]:
    standards = _Standards(session, agency_id)
    found: list[Moved] = []
    for item in deadlines.open_of(session.connection, agency_id):
        standard = standards.of(item)
        if standard is None:
            continue
        deadline = timestandard.deadline(standard, calendar, item.ready_at)
        provisional = calendar.provisional(item.ready_at, deadline)
        if (deadline, provisional) != (item.deadline_at, item.provisional):
            found.append(Moved(item, deadline, provisional))
    return tuple(found)


class _Standards:
    """The time standards of steps, each looked up once: thousands of items share a few steps."""

    def __init__(self, session: Session, agency_id: str) -> None:
        self._session = session
        self._agency_id = agency_id
        self._known: dict[tuple[str, str], TimeStandard | None] = {}

    def of(self, item: OpenDeadline) -> TimeStandard | None:
        """Return the standard of the step; None where its SOP no longer gives it one."""
        key = (item.process or item.definition_id, item.node)
        if key not in self._known:
            self._known[key] = self._find(item)
        return self._known[key]

    def _find(self, item: OpenDeadline) -> TimeStandard | None:
        if item.process:
            model = self._session.called_model(self._agency_id, item.process)
        else:
            model = self._session.model(item.definition_id)
        node = model.nodes.get(item.node) if model else None
        return node.step.time_standard if node else None


def _said(moved: Moved) -> dict[str, object]:
    return {
        "work_item": moved.item.id,
        "step": moved.item.step,
        "old": moved.item.deadline_at.isoformat(),
        "new": moved.deadline_at.isoformat(),
        "provisional": moved.provisional,
    }
