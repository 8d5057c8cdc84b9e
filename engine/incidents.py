"""Verbs on an Incident: try again what could not be done."""

from datetime import datetime

from engine import actors, instances, jobs, rungactions, steps, workitems
from engine.case import Case, Result
from engine.core.errors import Conflict, NotFound
from engine.session import Session
from storage import incidents
from storage.incidents import IncidentRecord


def retry(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Do again what led to the incident, in the name of whoever did it.

    Only who may steer the instance does that. Raises NotFound, NotPermitted, Conflict when it is
    resolved already or the instance is not active, and whatever the command itself raises. Where
    it fails again the incident counts one attempt more.
    """
    incident = incidents.find(session.connection, id)
    if incident is None:
        raise NotFound("unknown", kind="incident", name=id)
    case = instances.find(session, incident.instance_id)
    actor = instances.steering(case, by, now)
    if incident.resolved_at is not None:
        raise Conflict("incident.resolved", incident=id)
    case.require("work")
    case.retrying = incident
    result = _again(session, case, incident, by, now)
    if result.incident is None:
        case.resolve(incident, actor, now)
        result = case.result(result.work_item)
    return result


def _again(
    session: Session, case: Case, incident: IncidentRecord, by: str | None, now: datetime
) -> Result:
    if "job" in incident.command:
        return _again_job(session, incident, by, now)
    command = incident.command
    verb = command["verb"]
    if verb == "start":
        starter = actors.Actor(incident.officer)
        return instances.begin(session, case, command["variables"], command["at"], starter, now)
    if verb == "complete":
        item = command["work_item"]
        return workitems.complete(session, item, command["variables"], incident.officer, now)
    if verb == "return":
        item, reason, to = command["work_item"], command["reason"], command["to"]
        return workitems.return_(session, item, reason, to, incident.officer, now)
    if verb == "advance":
        return instances.advance(session, case.record.id, now)
    if verb == "escalate":
        failed = rungactions.escalate(case, command["work_item"], command["code"], now)
        return case.result(incident=failed)
    failed = steps.deliver(
        session,
        case,
        verb,
        command["name"],
        command["payload"],
        command["key"],
        actors.Actor(incident.officer),
        now,
    )
    return case.result(incident=failed)


def _again_job(session: Session, incident: IncidentRecord, by: str | None, now: datetime) -> Result:
    command, officer = incident.command, incident.officer
    id, verb = command["job"], command["verb"]
    if verb == "complete_job":
        return jobs.complete(session, id, command["variables"], officer, now)
    if verb == "skip_job":
        return jobs.skip(session, id, command["reason"], officer, now)
    if verb == "fail_job":
        return jobs.fail(session, id, command["code"], command["variables"], officer, now)
    return jobs.retry(session, id, by, now)
