"""SOPs that begin by the clock: set when a version comes into force, fired by the ticks."""

from datetime import datetime, timedelta

from engine import instances
from engine.actors import SYSTEM
from engine.agencies import trail_of
from engine.bpmn import runner
from engine.bpmn.parser import Model
from engine.case import Result
from engine.core.errors import Invalid, Refusal
from engine.core.findings import Finding
from engine.core.model import Stuck
from engine.session import Session
from engine.startdue import due_of, rest_of
from storage import definitions, starttimers
from storage.definitions import DefinitionRecord
from storage.starttimers import StartTimer

AGAIN_AFTER = timedelta(hours=1)
"""When a start is tried again that was refused, for want of a holder, say."""


def arm(session: Session, record: DefinitionRecord, model: Model, now: datetime) -> None:
    """Set the timers of a version that comes into force at `now`. Raises as `plan` does."""
    for timer in plan(session, record, model, now):
        starttimers.add(session.work, timer)
        session.expect("starts", timer.next_at)


def plan(
    session: Session, record: DefinitionRecord, model: Model, now: datetime
) -> list[StartTimer]:
    """Return the timers of a version that comes into force at `now`.

    Raises Invalid for a timer whose time cannot be told.
    """
    context = session.context(session.agency(record.agency_id))
    planned = []
    for node in model.timer_starts:
        try:
            due = runner.start_due(model, node, context, now)
        except Stuck as stuck:
            finding = Finding("error", stuck.code, node, facts=stuck.facts)
            raise Invalid(
                "deploy.refused", findings=[finding], file=record.file or "-", count=1
            ) from None
        if due is not None:
            planned.append(StartTimer(record.id, node, record.agency_id, due.at, rest_of(due)))
    return planned


def disarm(session: Session, record: DefinitionRecord) -> None:
    """Take the timers of a version away that is in force no more."""
    starttimers.remove_all(session.work, record.id)


def fire(session: Session, seen: StartTimer, now: datetime) -> Result | None:
    """Start the SOP a timer stands for and set the timer anew; None where others did so already.

    Where the start is refused the agency's trail says why, and it is tried again an hour later.
    """
    timer = starttimers.find(session.connection, seen.definition_id, seen.node)
    record = definitions.find(session.connection, seen.definition_id)
    if timer is None or record is None or timer.next_at > now:
        return None
    try:
        result = instances.start(
            session,
            record.agency_id,
            record.key,
            "",
            {},
            None,
            record.version,
            now,
            at=timer.node,
        )
    except Refusal as refusal:
        again = {**timer.rest, "since": None}  # no calendar moves when it is tried again
        starttimers.put_off(session.work, timer, now + AGAIN_AFTER, again)
        trail_of(session, record.agency_id).trail.log(
            "InstanceNotStarted", SYSTEM, now, definition=record.key, code=refusal.code
        )
        return None
    _rearm(session, record, timer, now)
    return result


def _rearm(session: Session, record: DefinitionRecord, timer: StartTimer, now: datetime) -> None:
    model = session.model(record.id)
    context = session.context(session.agency(record.agency_id))
    due = runner.start_due(model, timer.node, context, now, after=due_of(timer))
    if due is None:
        starttimers.remove(session.work, timer)
    else:
        starttimers.put_off(session.work, timer, due.at, rest_of(due))
