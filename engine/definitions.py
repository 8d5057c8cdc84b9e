"""Verbs on a ProcessDefinition: check, deploy, activate, retire. A version never changes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine import schedules, starttimers, versions
from engine.bpmn import parser, reader
from engine.bpmn.parser import Loaded, Model
from engine.core import lanes
from engine.core.errors import Conflict, Invalid
from engine.core.findings import Finding, errors
from engine.session import Agency, Session
from engine.versions import Standing
from storage import decisions, definitions
from storage.definitions import DefinitionRecord


@dataclass(frozen=True, slots=True)
class Deployed(Standing):
    """What deploying a process came to: its version, whether that is new, and every finding."""

    new: bool = False


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
    effective_on: date | None = None,
) -> list[Deployed]:
    """Deploy every executable process of a BPMN file; the new versions are in force at once.

    What is deployed already, to the byte, is left as it is. With `effective_on` a version that is
    not in force comes into it when that day begins; with `activate` False a new one stays a draft.
    Raises Invalid with every finding when one of them is an error.
    """
    agency = session.agency(agency_id)
    versions.require_head(agency, by, now)
    return deploy_permitted(
        session, agency, data, file, by, now, activate=activate, effective_on=effective_on
    )


def deploy_permitted(
    session: Session,
    agency: Agency,
    data: bytes,
    file: str,
    by: str | None,
    now: datetime,
    *,
    activate: bool = True,
    effective_on: date | None = None,
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
    done = []
    for model in loaded.models:
        record, new = _kept(session, agency, model, data, file, by, now)
        schedule = None
        if effective_on is not None and record.status != "active":
            schedule = schedules.put_down(session, agency, record, model, effective_on, by, now)
        elif new and activate:
            record = versions.put_in_force(session, record, model, by, now)
        begun = Standing(record, schedule)
        found = (*doubts(session, agency, model, now), *schedules.doubts(session, begun, model))
        done.append(Deployed(record, schedule, (*loaded.findings, *found), new))
    return done


def activate(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> Standing:
    """Put a version in force; the one before is retired. Raises NotFound, Conflict if it is.

    A day it was scheduled for is forgotten. `permitted` is for a caller who has made sure that `by`
    may; else only the head does, here and below.
    """
    record = versions.to_change(session, agency_id, key, version, by, now, permitted=permitted)
    if record.status == "active":
        raise Conflict("definition.active", definition=f"{agency_id}/{key}", version=version)
    model = session.model(record.id)
    schedules.clear(session, record, "activated", by, now)
    begun = Standing(versions.put_in_force(session, record, model, by, now))
    return replace(begun, findings=schedules.doubts(session, begun, model))


def retire(
    session: Session,
    agency_id: str,
    key: str,
    version: int,
    by: str | None,
    now: datetime,
    *,
    permitted: bool = False,
) -> Standing:
    """Take a version out of force; its running instances go on. Raises NotFound, Conflict."""
    record = versions.to_change(session, agency_id, key, version, by, now, permitted=permitted)
    if record.status == "retired":
        raise Conflict("definition.retired", definition=f"{agency_id}/{key}", version=version)
    definitions.retire(session.work, record)
    starttimers.disarm(session, record)
    schedules.clear(session, record, "retired", by, now)
    versions.log(session, "DefinitionRetired", record, by, now)
    return Standing(replace(record, status="retired"))


def doubts(session: Session, agency: Agency, model: Model, now: datetime) -> list[Finding]:
    """Return what a sound model would miss in this agency today: people, decisions, handlers."""
    agency_id = agency.organisation.agency
    missing = (*_undecided(session, model, agency_id), *_unanswered(session, model))
    return [*_staffing(model, agency, now), *missing]


def _kept(
    session: Session,
    agency: Agency,
    model: Model,
    data: bytes,
    file: str,
    by: str | None,
    now: datetime,
) -> tuple[DefinitionRecord, bool]:
    """Return the version with that content, as a new draft where there is none yet."""
    agency_id = agency.organisation.agency
    known = definitions.versions(session.connection, agency_id, model.key)
    digest = hashlib.sha256(data).hexdigest()
    same = next((record for record in known if record.digest == digest), None)
    if same:
        return same, False
    record = DefinitionRecord(
        id=session.new_id(now),
        agency_id=agency_id,
        key=model.key,
        version=known[-1].version + 1 if known else 1,
        name=model.name,
        status="draft",
        digest=digest,
        file=file,
        starts=_starts(model),
        deployed_at=now,
        deployed_by=by,
    )
    versions.log(session, "DefinitionDeployed", record, by, now)
    definitions.add(session.work, record, data)
    return record, True


def _starts(model: Model) -> list[list[str]]:
    kinds = (("message", model.message_starts), ("signal", model.signal_starts))
    return [[kind, name, node] for kind, named in kinds for name, node in named.items()]


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
