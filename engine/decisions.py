"""Verbs on a decision of DMN: check, deploy. The version deployed last is the one in force."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from engine import actors
from engine.agencies import trail_of
from engine.bpmn import decisions as dmn
from engine.bpmn import reader
from engine.bpmn.decisions import Decision, LoadedDecisions
from engine.core.errors import Invalid
from engine.core.findings import Finding, errors
from engine.session import Session
from engine.versions import require_head
from storage import decisions
from storage.decisions import DecisionRecord


@dataclass(frozen=True, slots=True)
class DeployedDecision:
    """What deploying a decision came to: its version, whether that is new, and every finding."""

    decision: DecisionRecord
    new: bool
    findings: tuple[Finding, ...]


def is_dmn(data: bytes) -> bool:
    """Tell whether a file is DMN; what cannot be read at all is not."""
    try:
        return dmn.is_dmn(reader.read_xml(data))
    except Invalid:
        return False


def check(data: bytes, file: str) -> LoadedDecisions:
    """Read a DMN file and return its decisions and every finding, without deploying anything.

    Raises Invalid for what is no XML at all.
    """
    return dmn.load(reader.read_xml(data, file))


def deploy(
    session: Session,
    data: bytes,
    file: str,
    agency_id: str,
    by: str | None,
    now: datetime,
    *,
    activate: bool = True,
) -> list[DeployedDecision]:
    """Deploy every decision of a DMN file; these versions are in force at once.

    What is deployed already, to the byte, gets no new version; it is put in force again if another
    is. With `activate` False nothing changes what is in force. Raises Invalid with every finding
    when one of them is an error.
    """
    agency = session.agency(agency_id)
    require_head(agency, by, now)
    loaded = check(data, file)
    if errors(loaded.findings):
        count = len(errors(loaded.findings))
        raise Invalid("deploy.refused", findings=loaded.findings, file=file or "-", count=count)
    found = []
    for decision in loaded.decisions:
        kept, new = _kept(session, decision, data, file, agency_id, by, now)
        record = replace(kept, status="active") if activate else kept
        if record != kept:
            _put_in_force(session, record, by, now)
        if new:
            decisions.add(session.work, record, data)
        elif record != kept:
            decisions.set_status(session.work, kept, "active")
        found.append(DeployedDecision(record, new, loaded.findings))
    return found


def _kept(
    session: Session,
    decision: Decision,
    data: bytes,
    file: str,
    agency_id: str,
    by: str | None,
    now: datetime,
) -> tuple[DecisionRecord, bool]:
    """Return the version with that content, as a new draft where there is none yet."""
    known = decisions.versions(session.connection, agency_id, decision.id)
    digest = hashlib.sha256(data).hexdigest()
    same = next((record for record in known if record.digest == digest), None)
    if same:
        return same, False
    record = DecisionRecord(
        id=session.new_id(now),
        agency_id=agency_id,
        key=decision.id,
        version=known[-1].version + 1 if known else 1,
        name=decision.name,
        status="draft",
        digest=digest,
        file=file,
        deployed_at=now,
        deployed_by=by,
    )
    _log(session, "DecisionDeployed", record, by, now)
    return record, True


def _put_in_force(session: Session, record: DecisionRecord, by: str | None, now: datetime) -> None:
    """Retire the version that was in force before `record`."""
    before = decisions.active(session.connection, record.agency_id, record.key)
    if before:
        decisions.set_status(session.work, before, "retired")
        _log(session, "DecisionRetired", before, by, now)
    _log(session, "DecisionActivated", record, by, now)


def _log(
    session: Session, kind: str, record: DecisionRecord, by: str | None, now: datetime
) -> None:
    trail_of(session, record.agency_id).trail.log(
        kind,
        actors.Actor(by),
        now,
        decision=f"{record.agency_id}/{record.key}",
        version=record.version,
        digest=record.digest,
    )
