"""A version of an SOP: found by its number, put in force, told of in the agency's trail."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine import actors, starttimers, visibility
from engine.agencies import trail_of
from engine.bpmn.parser import Model
from engine.core.errors import NotFound, NotPermitted
from engine.core.findings import Finding
from engine.session import Agency, Session
from storage import definitions
from storage.definitions import DefinitionRecord
from storage.schedules import Schedule


@dataclass(frozen=True, slots=True)
class Standing:
    """A version, the day it is to come into force if one is set, and what is odd about it."""

    definition: DefinitionRecord
    schedule: Schedule | None = None
    findings: tuple[Finding, ...] = ()


def find(session: Session, agency_id: str, key: str, number: int) -> DefinitionRecord:
    """Return a version. Raises NotFound, with the versions there are."""
    record = definitions.version(session.connection, agency_id, key, number)
    if record:
        return record
    known = definitions.versions(session.connection, agency_id, key)
    if not known:
        raise visibility.unknown_sop(session, agency_id, key)
    numbers = ", ".join(str(other.version) for other in known)
    raise NotFound("start.version", definition=f"{agency_id}/{key}", version=number, known=numbers)


def require_head(agency: Agency, by: str | None, now: datetime) -> None:
    """Only the head of an agency, or whoever runs the program, changes its SOPs.

    Raises NotPermitted, NotFound for an officer nobody knows.
    """
    actors.identify(agency.organisation, by)
    if by is None or not agency.organisation.positions:
        return
    if actors.head(agency.organisation, by, agency.today(now)) is None:
        raise NotPermitted("permit.head", officer=by)


def to_change(
    session: Session,
    agency_id: str,
    key: str,
    number: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool,
) -> DefinitionRecord:
    """Return a version that `by` may change; `permitted` says that the caller has made sure.

    Raises NotFound, and NotPermitted unless `by` is the head.
    """
    agency = session.agency(agency_id)
    record = find(session, agency_id, key, number)
    if not permitted:
        require_head(agency, by, now)
    return record


def put_in_force(
    session: Session,
    record: DefinitionRecord,
    model: Model,
    by: str | None,
    now: datetime,
    **why: Any,
) -> DefinitionRecord:
    """Put a version in force, and retire the one that was; `why` goes into the trail.

    Raises Invalid for a start timer whose time cannot be told.
    """
    before = definitions.active(session.connection, record.agency_id, record.key)
    if before:
        definitions.retire(session.work, before)
        starttimers.disarm(session, before)
        log(session, "DefinitionRetired", before, by, now)
    definitions.activate(session.work, record, now)
    starttimers.arm(session, record, model, now)
    log(session, "DefinitionActivated", record, by, now, **why)
    return replace(record, status="active", activated_at=now)


def log(
    session: Session,
    kind: str,
    record: DefinitionRecord,
    by: str | None,
    now: datetime,
    **facts: Any,
) -> None:
    """Add a fact about a version to the trail of its agency."""
    trail_of(session, record.agency_id).trail.log(
        kind,
        actors.Actor(by),
        now,
        definition=f"{record.agency_id}/{record.key}",
        version=record.version,
        digest=record.digest,
        **facts,
    )
