"""What a new calendar makes of timers in working time: those of instances and of SOPs by the clock.

A timer that would be past by now fires at the next tick. One set before its origin was kept stays
as it was until it has fired.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import startdue
from engine.bpmn import runner, timers
from engine.bpmn.runner import Context
from engine.core.calendar import WorkingCalendar
from engine.core.model import Stuck, TimerMoved
from engine.session import Session
from storage import starttimers as stored_starts
from storage import timers as stored
from storage.starttimers import StartTimer
from storage.timers import TimedInstance


@dataclass(frozen=True, slots=True)
class Recounted:
    """An instance of which timers move: its state with them, and when the next one is due."""

    instance: TimedInstance
    state: bytes
    next_due_at: datetime | None
    moved: tuple[TimerMoved, ...]

    def said(self) -> list[Mapping[str, Any]]:
        """Return what its trail says of them."""
        return [fact(each) for each in self.moved]


@dataclass(frozen=True, slots=True)
class StartMoved:
    """The start timer of an SOP moves."""

    timer: StartTimer
    key: str
    moved: TimerMoved

    def write(self, session: Session) -> None:
        """Set it to its new instant."""
        rest, at = self.timer.rest, self.moved.new
        stored_starts.put_off(session.work, self.timer, at, rest)
        session.expect("starts", at)


def of_instances(
    session: Session, agency_id: str, calendar: WorkingCalendar, now: datetime
) -> list[Recounted]:
    """Return the instances of an agency of which timers move with `calendar`. Raises Invalid.

    Only states are read of which the model, or one it calls, counts working time.
    """
    connection, context = session.connection, _context(session, agency_id, calendar)
    waiting = stored.definitions_of(connection, agency_id)
    counting = [id for id in waiting if runner.counts_working_time(session.model(id))]
    found = stored.of(connection, agency_id, counting)
    return [each for one in found for each in _recounted(session, one, context, now)]


def of_starts(session: Session, agency_id: str, calendar: WorkingCalendar) -> list[StartMoved]:
    """Return the start timers of an agency that move with `calendar`. Raises Invalid."""
    moved = []
    for timer, key, name in stored_starts.of_agency(session.connection, agency_id):
        due = startdue.due_of(timer)
        at = timers.recounted(due, timers.Clock(calendar.zone, calendar)).at
        if at != due.at:
            moved.append(StartMoved(timer, key, TimerMoved(timer.node, name, due.at, at)))
    return moved


def fact(each: TimerMoved) -> dict[str, Any]:
    """Return what a trail says of a timer that has moved."""
    return {"node": each.node, "old": each.old.isoformat(), "new": each.new.isoformat()}


def _recounted(
    session: Session, instance: TimedInstance, context: Context, now: datetime
) -> Iterator[Recounted]:
    model = session.model(instance.definition_id)
    try:
        state, due, moved = runner.recount(model, instance.state, context, now)
    except Stuck:  # its state cannot be read: the next step says so and makes it an incident
        return
    if moved:
        yield Recounted(instance, state, due, tuple(moved))


def _context(session: Session, agency_id: str, calendar: WorkingCalendar) -> Context:
    return replace(session.context(session.agency(agency_id)), calendar=calendar)
