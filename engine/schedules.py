"""Versions that come into force on a day: scheduled, withdrawn, and put in force when it begins.

The day is one of the agency's zone. A version has at most one such day, and a day brings at most
one version of an SOP: who is scheduled later takes its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine import starttimers, versionnotices, versions
from engine.bpmn.parser import Model
from engine.core import effective
from engine.core.errors import Conflict
from engine.core.findings import Finding
from engine.session import Agency, Session
from engine.versions import Standing
from storage import definitions, schedules
from storage.definitions import DefinitionRecord
from storage.schedules import Schedule

LATE_AFTER: Final = timedelta(minutes=5)
"""From when on the trail says that a version came into force late: the program was not running."""


def schedule(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    on: date,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> Standing:
    """Let a version come into force when a day begins, instead of any it was scheduled for before.

    Raises NotFound, NotPermitted, Conflict if it is in force and stays so, Invalid for a day that
    has begun or is too far ahead. `permitted` is as in `engine.definitions.activate`.
    """
    record = versions.to_change(session, agency_id, key, version, by, now, permitted=permitted)
    if record.status == "active" and not _is_replaced_before(session, record, on):
        raise Conflict("definition.active", definition=f"{agency_id}/{key}", version=version)
    model = session.model(record.id)
    agency = session.agency(agency_id)
    begun = Standing(record, put_down(session, agency, record, model, on, by, now))
    return replace(begun, findings=doubts(session, begun, model))


def unschedule(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> Standing:
    """Withdraw the day of a version. Raises NotFound, NotPermitted, Conflict where it has none."""
    record = versions.to_change(session, agency_id, key, version, by, now, permitted=permitted)
    found = schedules.find(session.connection, record.id)
    if found is None:
        raise Conflict("schedule.none", definition=f"{agency_id}/{key}", version=version)
    _remove(session, found, record, "withdrawn", by, now)
    return Standing(record)


def put_down(
    session: Session,
    agency: Agency,
    record: DefinitionRecord,
    model: Model,
    on: date,
    by: str | None,
    now: datetime,
) -> Schedule:
    """Write down from which day a version is in force, for a caller who knows that `by` may.

    Raises Invalid for a day that may not be chosen, or a start timer that could not be set then.
    """
    effective.require_choice(on, agency.today(now))
    due_at = effective.begins_at(on, ZoneInfo(agency.organisation.zone))
    starttimers.plan(session, record, model, due_at)
    made = Schedule(record.id, record.agency_id, record.key, on, due_at, due_at, "", now, by)
    for other in schedules.of_sop(session.connection, record.agency_id, record.key):
        if other.definition_id == record.id and other.effective_on == on:
            return other
        if other.definition_id == record.id:
            schedules.remove(session.work, other)
        elif other.effective_on == on:
            replaced = definitions.find(session.connection, other.definition_id)
            assert replaced is not None  # noqa: S101 - a schedule is of a version that exists
            _remove(session, other, replaced, "replaced", by, now)
    schedules.add(session.work, made)
    session.expect("schedules", due_at)
    said = on.isoformat()
    versions.log(session, "DefinitionScheduled", record, by, now, effective_on=said)
    return made


def doubts(session: Session, begun: Standing, model: Model) -> tuple[Finding, ...]:
    """Return what is odd about the day from which a version is in force; nothing of a draft."""
    record, schedule = begun.definition, begun.schedule
    if schedule is not None:
        return _differing(model, schedule.effective_on, lambda said, on: said != on)
    if record.status != "active" or record.activated_at is None:
        return ()
    on = session.agency(record.agency_id).today(record.activated_at)
    return (
        *_differing(model, on, lambda said, on: said > on),
        *_replacing(session, record),
    )


def clear(
    session: Session, record: DefinitionRecord, cause: str, by: str | None, now: datetime
) -> None:
    """Take away the day of a version that is put in force by hand, or retired, before it."""
    found = schedules.find(session.connection, record.id)
    if found is not None:
        _remove(session, found, record, cause, by, now)


def fire(session: Session, seen: Schedule, now: datetime) -> bool:
    """Put a version in force whose day has begun; False where there is nothing left to do.

    Whoever put another version in force since then has the last word, and so has a day that has
    begun later. Raises what putting in force raises.
    """
    found = schedules.find(session.connection, seen.definition_id)
    record = definitions.find(session.connection, seen.definition_id)
    if found is None or record is None or found.next_at > now:
        return False
    if record.status == "active" or _is_overtaken(session, found, now):
        _remove(session, found, record, "overtaken", None, now)
        return False
    schedules.remove(session.work, found)
    versions.put_in_force(
        session,
        record,
        session.model(record.id),
        None,
        now,
        cause="schedule",
        effective_on=found.effective_on.isoformat(),
        late=now - found.due_at > LATE_AFTER,
    )
    versionnotices.tell_of(session, "version", record, found, now)
    return True


def postpone(session: Session, seen: Schedule, error: str, until: datetime, now: datetime) -> None:
    """Look at a schedule again later that did not succeed, and keep why."""
    found = schedules.find(session.connection, seen.definition_id)
    record = definitions.find(session.connection, seen.definition_id)
    if found is None or record is None or found.next_at > now:
        return
    schedules.put_off(session.work, found, until, error)
    if found.error != error:
        facts = {"effective_on": found.effective_on.isoformat(), "error": error}
        versions.log(session, "DefinitionNotActivated", record, None, now, **facts)
        versionnotices.tell_of(session, "version_stuck", record, found, now, error=error)


def _is_replaced_before(session: Session, record: DefinitionRecord, on: date) -> bool:
    """Tell whether another version takes over before that day, so that this one comes back."""
    return any(
        other.definition_id != record.id and other.effective_on < on
        for other in schedules.of_sop(session.connection, record.agency_id, record.key)
    )


def _differing(
    model: Model, on: date, differs: Callable[[date, date], bool]
) -> tuple[Finding, ...]:
    """Say so where the identity of the SOP gives another day than `on`."""
    said = effective.read(model.identity.effective_on)
    if said is None or not differs(said, on):
        return ()
    facts = {"said": model.identity.effective_on, "on": on}
    return (Finding("info", "deploy.effective_differs", model.key, facts=facts),)


def _replacing(session: Session, record: DefinitionRecord) -> Iterator[Finding]:
    """Name the older versions that are to come into force after this one."""
    for other in schedules.of_sop(session.connection, record.agency_id, record.key):
        older = definitions.find(session.connection, other.definition_id)
        if older is not None and older.version < record.version:
            facts = {"version": older.version, "on": other.effective_on}
            yield Finding("info", "deploy.replaced_later", record.key, facts=facts)


def _is_overtaken(session: Session, found: Schedule, now: datetime) -> bool:
    active = definitions.active(session.connection, found.agency_id, found.key)
    if active and active.activated_at and active.activated_at >= found.due_at:
        return True
    others = schedules.of_sop(session.connection, found.agency_id, found.key)
    return any(found.due_at < other.due_at <= now for other in others)


def _remove(
    session: Session,
    found: Schedule,
    record: DefinitionRecord,
    cause: str,
    by: str | None,
    now: datetime,
) -> None:
    schedules.remove(session.work, found)
    facts = {"effective_on": found.effective_on.isoformat(), "cause": cause}
    versions.log(session, "DefinitionUnscheduled", record, by, now, **facts)
