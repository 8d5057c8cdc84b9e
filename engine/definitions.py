"""Verbs on a ProcessDefinition: check, deploy, activate, retire. A version never changes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from engine import actors, starttimers, visibility
from engine.agencies import trail_of
from engine.bpmn import parser, reader
from engine.bpmn.parser import Loaded, Model
from engine.core import lanes
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from engine.core.findings import Finding, errors
from engine.session import Agency, Session
from storage import decisions, definitions
from storage.definitions import DefinitionRecord


@dataclass(frozen=True, slots=True)
class Deployed:
    """What deploying a process came to: its version, whether that is new, and every finding."""

    definition: DefinitionRecord
    new: bool
    findings: tuple[Finding, ...]


def check(data: bytes, file: str) -> Loaded:
    """Read a BPMN file and return its models and every finding, without deploying anything.

    Raises Invalid for what is no BPMN at all.
    """
    return parser.load(reader.read(data, file))


def deploy(
    session: Session,
    data: bytes,
    file: str,
    agency_id: str,
    by: str | None,
    now: datetime,
    *,
    activate: bool = True,
) -> list[Deployed]:
    """Deploy every executable process of a BPMN file; the new versions are in force at once.

    What is deployed already, to the byte, is left as it is. With `activate` False a new version
    stays a draft. Raises Invalid with every finding when one of them is an error.
    """
    agency = session.agency(agency_id)
    require_head(agency, by, now)
    return deploy_permitted(session, agency, data, file, by, now, activate=activate)


def deploy_permitted(
    session: Session,
    agency: Agency,
    data: bytes,
    file: str,
    by: str | None,
    now: datetime,
    *,
    activate: bool = True,
) -> list[Deployed]:
    """Deploy as `deploy` does, for a caller who has made sure that `by` may."""
    loaded = check(data, file)
    if errors(loaded.findings) or not loaded.models:
        refusing = errors(loaded.findings)
        raise Invalid(
            "deploy.refused",
            findings=loaded.findings,
            file=file or "-",
            count=len(refusing),
        )
    return [
        _deploy_one(session, agency, model, loaded, data, file, by, now, activate=activate)
        for model in loaded.models
    ]


def activate(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> DefinitionRecord:
    """Put a version in force; the one before is retired. Raises NotFound, Conflict if it is.

    `permitted` is for a caller who has made sure that `by` may; else only the head does, here and
    below.
    """
    agency = session.agency(agency_id)
    record = _version(session, agency_id, key, version)
    if not permitted:
        require_head(agency, by, now)
    if record.status == "active":
        raise Conflict("definition.active", definition=f"{agency_id}/{key}", version=version)
    _put_in_force(session, record, by, now)
    definitions.set_status(session.work, record, "active")
    starttimers.arm(session, record, session.model(record.id), now)
    return replace(record, status="active")


def retire(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> DefinitionRecord:
    """Take a version out of force; its running instances go on. Raises NotFound, Conflict."""
    agency = session.agency(agency_id)
    record = _version(session, agency_id, key, version)
    if not permitted:
        require_head(agency, by, now)
    if record.status == "retired":
        raise Conflict("definition.retired", definition=f"{agency_id}/{key}", version=version)
    definitions.set_status(session.work, record, "retired")
    starttimers.disarm(session, record)
    _log(session, "DefinitionRetired", record, by, now)
    return replace(record, status="retired")


def require_head(agency: Agency, by: str | None, now: datetime) -> None:
    """Only the head of an agency, or whoever runs the program, changes its SOPs.

    Raises NotPermitted, NotFound for an officer nobody knows.
    """
    actors.identify(agency.organisation, by)
    if by is None or not agency.organisation.positions:
        return
    if actors.head(agency.organisation, by, agency.today(now)) is None:
        raise NotPermitted("permit.head", officer=by)


def _deploy_one(
    session: Session,
    agency: Agency,
    model: Model,
    loaded: Loaded,
    data: bytes,
    file: str,
    by: str | None,
    now: datetime,
    *,
    activate: bool,
) -> Deployed:
    agency_id = agency.organisation.agency
    found = (*loaded.findings, *doubts(session, agency, model, now))
    known = definitions.versions(session.connection, agency_id, model.key)
    digest = hashlib.sha256(data).hexdigest()
    same = next((record for record in known if record.digest == digest), None)
    if same:
        return Deployed(same, new=False, findings=found)
    record = DefinitionRecord(
        id=session.new_id(now),
        agency_id=agency_id,
        key=model.key,
        version=known[-1].version + 1 if known else 1,
        name=model.name,
        status="active" if activate else "draft",
        digest=digest,
        file=file,
        starts=_starts(model),
        deployed_at=now,
        deployed_by=by,
    )
    _log(session, "DefinitionDeployed", record, by, now)
    if activate:
        _put_in_force(session, record, by, now)
    definitions.add(session.work, record, data)
    if activate:
        starttimers.arm(session, record, model, now)
    return Deployed(record, new=True, findings=found)


def doubts(session: Session, agency: Agency, model: Model, now: datetime) -> list[Finding]:
    """Return what a sound model would miss in this agency today: people, decisions, handlers."""
    agency_id = agency.organisation.agency
    missing = (*_undecided(session, model, agency_id), *_unanswered(session, model))
    return [*_staffing(model, agency, now), *missing]


def _starts(model: Model) -> list[list[str]]:
    kinds = (("message", model.message_starts), ("signal", model.signal_starts))
    return [[kind, name, node] for kind, named in kinds for name, node in named.items()]


def _put_in_force(
    session: Session, record: DefinitionRecord, by: str | None, now: datetime
) -> None:
    before = definitions.active(session.connection, record.agency_id, record.key)
    if before:
        definitions.set_status(session.work, before, "retired")
        starttimers.disarm(session, before)
        _log(session, "DefinitionRetired", before, by, now)
    _log(session, "DefinitionActivated", record, by, now)


def _staffing(model: Model, agency: Agency, now: datetime) -> list[Finding]:
    """Name the lanes nobody could work in today."""
    organisation = agency.organisation
    if not organisation.positions:
        return []
    found: list[Finding] = []
    for lane in model.lanes:
        posts = lanes.positions(lane, organisation)
        if not posts:
            found.append(Finding("warning", "lane.no_position", lane, facts={"lane": lane}))
        elif not organisation.holders(posts, agency.today(now)):
            found.append(Finding("warning", "lane.nobody", lane, facts={"lane": lane}))
    return found


def _undecided(session: Session, model: Model, agency_id: str) -> list[Finding]:
    """Name the decisions that are not in force yet, each with a step that needs it."""
    return [
        Finding("warning", "deploy.decision_missing", node, facts={"decision": decision})
        for decision, node in model.decisions.items()
        if decisions.active(session.connection, agency_id, decision) is None
    ]


def _unanswered(session: Session, model: Model) -> Iterator[Finding]:
    """Name the service tasks and rungs nobody here answers to, and what the others do not give."""
    for rung in (rung for ladder in model.ladders for rung in ladder.rungs):
        word, _, name = rung.action.partition(":")
        if word == "handler" and name not in session.handlers:
            facts = {"handler": name}
            yield Finding("warning", "deploy.handler_missing", model.key, facts=facts)
    for node, call in model.handlers.items():
        handler = session.handlers.get(call.name)
        if handler is None:
            yield Finding("warning", "deploy.handler_missing", node, facts={"handler": call.name})
            continue
        given = {name for name, _ in call.takes.named}
        for name in handler.needs if not call.takes.everything else ():
            if name not in given:
                facts = {"handler": call.name, "input": name}
                yield Finding("warning", "deploy.handler_input", node, facts=facts)


def _version(session: Session, agency_id: str, key: str, version: int) -> DefinitionRecord:
    record = definitions.version(session.connection, agency_id, key, version)
    if record:
        return record
    known = definitions.versions(session.connection, agency_id, key)
    if not known:
        raise visibility.unknown_sop(session, agency_id, key)
    numbers = ", ".join(str(other.version) for other in known)
    raise NotFound("start.version", definition=f"{agency_id}/{key}", version=version, known=numbers)


def _log(
    session: Session, kind: str, record: DefinitionRecord, by: str | None, now: datetime
) -> None:
    trail_of(session, record.agency_id).trail.log(
        kind,
        actors.Actor(by),
        now,
        definition=f"{record.agency_id}/{record.key}",
        version=record.version,
        digest=record.digest,
    )
