"""Verbs on a ProcessInstance: start, suspend, resume, cancel, migrate; messages and signals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import actors, newterms, steps, visibility
from engine.actors import SYSTEM, Actor
from engine.bpmn import runner
from engine.bpmn.parser import Model
from engine.case import Case, Result, of
from engine.casejobs import beside
from engine.core import forms, lanes, lifecycle
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, require_reason
from engine.session import Agency, Session
from storage import definitions, instances
from storage.definitions import DefinitionRecord
from storage.incidents import IncidentRecord
from storage.instances import InstanceRecord

Variables = Mapping[str, Any]


def start(
    session: Session,
    agency_id: str,
    key: str,
    title: str,
    variables: Variables,
    by: str | None,
    version: int | None,
    now: datetime,
    *,
    at: str = "",
) -> Result:
    """Start an SOP: its version in force, or `version`. `by` None is the system.

    `at` is the id of the start event; left out, the one without a trigger.

    Raises NotFound for an unknown agency, SOP, version or officer, Conflict where no version is in
    force or a lane has no holder today, Invalid for variables that are not plain values.
    """
    definition = startable(session, agency_id, key, version)
    agency = session.agency(agency_id)
    actor = actors.identify(agency.organisation, by)
    model = session.model(definition.id)
    _require_holders(model, agency, now)
    values = forms.check((), variables)
    case = Case(session, _new(session, agency, definition, title, by, now), [], fresh=True)
    case.trail.log(
        "InstanceStarted",
        actor,
        now,
        definition=f"{agency_id}/{key}",
        version=definition.version,
        title=case.record.title,
        variables=dict(values),
    )
    case.obligations.begin(now)
    return begin(session, case, values, at, actor, now)


def begin(
    session: Session, case: Case, variables: Variables, at: str, actor: Actor, now: datetime
) -> Result:
    """Take the first step of an instance that has none behind it."""
    command = {"verb": "start", "variables": dict(variables), "at": at}
    outcome = steps.run(
        case,
        command,
        actor,
        now,
        lambda: runner.start(case.model, variables, case.context, now, at=at),
    )
    if isinstance(outcome, IncidentRecord):
        return case.result(incident=outcome)
    steps.settle(session, case, outcome, actor, now)
    return case.result()


def advance(session: Session, id: str, now: datetime) -> Result:
    """Fire the timers that are due. Raises NotFound."""
    case = find(session, id)
    if case.record.status != "active":
        return case.result()
    outcome = steps.run(
        case,
        {"verb": "advance"},
        SYSTEM,
        now,
        lambda: runner.advance(case.model, case.state, case.context, now),
    )
    if isinstance(outcome, IncidentRecord):
        case.set(next_due_at=None)  # a retry arms it again; otherwise every tick would fail anew
        return case.result(incident=outcome)
    if outcome.passed:
        case.trail.log("TimerFired", SYSTEM, now, passed=list(outcome.passed))
    steps.settle(session, case, outcome, SYSTEM, now)
    return case.result()


def suspend(session: Session, id: str, reason: str, by: str | None, now: datetime) -> Result:
    """Put an instance aside with everything open in it.

    Raises NotFound, NotPermitted (only who started it, a superior of open work, or the head of the
    agency may), Conflict when it is not active, Invalid without a reason.
    """
    case, actor = _steer(session, id, "suspend", by, now)
    require_reason(reason)
    case.obligations.pause(now)
    for item in case.open_items:
        stopped = {**case.counted(item, now), "counting_from": None}
        case.change(item, state="suspended", resume_state=item.state, **stopped)
    case.jobs.hold()
    case.set(status="suspended")
    case.trail.log("InstanceSuspended", actor, now, reason=reason)
    return case.result()


def resume(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Take up a suspended instance where it was. Raises as `suspend` does."""
    case, actor = _steer(session, id, "resume", by, now)
    for item in case.open_items:
        state = item.resume_state or "ready"
        case.change(item, state=state, resume_state=None, counting_from=now)
    case.obligations.resume(now)
    case.jobs.resume(now)
    case.set(status="active")
    case.trail.log("InstanceResumed", actor, now)
    return case.result()


def cancel(session: Session, id: str, reason: str, by: str | None, now: datetime) -> Result:
    """End an instance for good without finishing it. Raises as `suspend` does."""
    case, actor = _steer(session, id, "cancel", by, now)
    require_reason(reason)
    for item in case.open_items:
        times = case.close(item, now, done=False, state="cancelled", reason=reason)
        said = {"node": item.node, "reason": reason, **times}
        case.trail.log("WorkItemCancelled", actor, now, work_item=item.id, **said)
    owed = case.obligations.close_all(now, done=False)
    case.jobs.cancel(now)
    case.set(status="cancelled", ended_at=now, next_due_at=None, waiting=[])
    case.resolve_incidents(actor, now)
    case.trail.log("InstanceCancelled", actor, now, reason=reason, **owed)
    return case.result()


def migrate(
    session: Session, id: str, version: int | None, by: str | None, now: datetime
) -> Result:
    """Move an instance to another version of its SOP, the one in force if `version` is None.

    Raises Invalid with every reason as a finding when an open step does not exist there; otherwise
    as `suspend` does.
    """
    case, actor = _steer(session, id, "migrate", by, now)
    target = startable(session, case.record.agency_id, case.record.key, version)
    if target.id == case.record.definition_id:
        raise Conflict("migrate.same", definition=case.record.key, version=target.version)
    model = session.model(target.id)
    reasons = runner.migrate(case.model, model, case.state, case.context) if case.state else ()
    if reasons:
        raise Invalid(
            "migrate.impossible",
            findings=reasons,
            version=target.version,
            steps=", ".join(dict.fromkeys(reason.element for reason in reasons)),
        )
    former, case.model = case.model, model
    for item in case.open_items:
        if item.process:
            continue  # a called process keeps the version it was called in
        node = model.nodes[item.node]
        case.change(
            item,
            name=node.name or node.id,
            step=node.step.number,
            lane=node.lane,
            lane_key=lanes.key(node.lane),
        )
    for job in case.jobs.open:
        if not job.process and not beside(job):
            case.jobs.change(job, handler=model.handlers[job.node].name)
    before = case.record.version
    case.set(definition_id=target.id, version=target.version)
    case.trail.log("InstanceMigrated", actor, now, from_version=before, to_version=target.version)
    newterms.follow(case, former, actor, now)
    return case.result()


def steering(case: Case, by: str | None, now: datetime) -> Actor:
    """Return who steers the instance: who started it, a superior of open work, head or system.

    Raises NotPermitted for anybody else, NotFound for an officer nobody knows.
    """
    organisation, today = case.agency.organisation, case.agency.today(now)
    actor = actors.identify(organisation, by)
    if by is None or not organisation.positions or by == case.record.started_by:
        return actor
    posts = [post for item in case.open_items for post in case.positions(item)]
    above = actors.superior(organisation, by, posts, today)
    found = above or actors.head(organisation, by, today)
    if found is None:
        raise NotPermitted("permit.steer", officer=by)
    return found


def find(session: Session, id: str) -> Case:
    """Return the case of an instance. Raises NotFound."""
    record = instances.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="instance", name=id)
    return of(session, record)


def startable(session: Session, agency_id: str, key: str, version: int | None) -> DefinitionRecord:
    """Return the version in force, or the one asked for."""
    if version is None:
        found = definitions.active(session.connection, agency_id, key)
    else:
        found = definitions.version(session.connection, agency_id, key, version)
    if found:
        return found
    known = definitions.versions(session.connection, agency_id, key)
    if not known:
        raise visibility.unknown_sop(session, agency_id, key)
    if version is None:
        raise Conflict("start.retired", definition=f"{agency_id}/{key}")
    numbers = ", ".join(str(record.version) for record in known)
    raise NotFound("start.version", definition=f"{agency_id}/{key}", version=version, known=numbers)


def _require_holders(model: Model, agency: Agency, now: datetime) -> None:
    """Refuse to start what nobody could carry through: each lane needs a holder today."""
    organisation = agency.organisation
    if not organisation.positions:
        return
    used = {node.lane for node in model.nodes.values() if node.human and node.lane}
    today = agency.today(now)
    empty = [
        lane
        for lane in model.lanes
        if lane in used and not organisation.holders(lanes.positions(lane, organisation), today)
    ]
    if empty:
        raise Conflict("start.unheld", lanes=", ".join(empty), agency=organisation.agency)


def _new(
    session: Session,
    agency: Agency,
    definition: DefinitionRecord,
    title: str,
    by: str | None,
    now: datetime,
) -> InstanceRecord:
    return InstanceRecord(
        id=session.new_id(now),
        agency_id=definition.agency_id,
        definition_id=definition.id,
        title=title.strip() or definition.name,
        status="active",
        state=None,
        revision=0,
        waiting=[],
        next_due_at=None,
        incidents=0,
        jobs=0,
        started_at=now,
        started_by=by,
        ended_at=None,
        audit_seq=0,
        audit_hash="",
        key=definition.key,
        version=definition.version,
        agency_revision=agency.revision,
    )


def _steer(
    session: Session, id: str, verb: lifecycle.InstanceVerb, by: str | None, now: datetime
) -> tuple[Case, Actor]:
    """Check in the one order: exists, permitted, state."""
    case = find(session, id)
    actor = steering(case, by, now)
    case.require(verb)
    return case, actor
