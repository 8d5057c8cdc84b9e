"""How instances, work items, definitions and events look from outside: plain JSON values.

The command line, the JSON API and Python programs all get these; the names are a contract.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from engine import timeviews
from engine.actors import positions_for
from engine.case import Result
from engine.core import messages, timestandard
from engine.core.model import Node
from engine.decisions import DeployedDecision
from engine.definitions import Deployed
from engine.session import Agency
from engine.versions import Standing
from storage.audit import Verification
from storage.decisions import DecisionRecord
from storage.definitions import DefinitionRecord
from storage.incidents import IncidentRecord
from storage.instances import InstanceRecord
from storage.jobs import JobRecord
from storage.schedules import Schedule
from storage.tokens import TokenRecord
from storage.workitems import WorkItemRecord

Json = dict[str, Any]


def work_item(row: Mapping[str, Any], agency: Agency, now: datetime) -> Json:
    """Return a work item. `candidates` are the user names of all who may do it at `now`."""
    organisation = agency.organisation
    posts = positions_for(row["position_id"], row["lane"], organisation)
    titles = [post.title for post in organisation.positions if post.id in posts]
    holders = organisation.holders(posts, agency.today(now))
    assigned = {row["officer"]} if row["assigned"] else set()
    return {
        "id": row["id"],
        "instance": row["instance_id"],
        "agency": row["agency_id"],
        "step": row["step"],
        "node": row["node"],
        "name": row["name"],
        "lane": row["lane"],
        "position": ", ".join(titles) or None,
        "state": row["state"],
        "round": row["round"],
        "item": row["item"],
        "officer": row["officer"],
        "capacity": row["capacity"] or None,
        "candidates": sorted({*holders, *assigned}),
        "ready_at": instant(row["ready_at"]),
        "claimed_at": instant(row["claimed_at"]),
        "started_at": instant(row["started_at"]),
        "closed_at": instant(row["closed_at"]),
        "deadline": instant(row["deadline_at"]),
        "provisional": row["provisional"],
        **timeviews.of_work_item(row, agency, now),
        "result": row["result"],
        "reason": row["reason"] or None,
    }


def task(row: Mapping[str, Any], agency: Agency, now: datetime) -> Json:
    """Return an open work item with the title of its instance and the SOP it belongs to."""
    return {
        **work_item(row, agency, now),
        "title": row["title"],
        "definition": f"{row['agency_id']}/{row['key']}",
        "version": row["version"],
    }


def task_in_full(
    item: WorkItemRecord,
    record: InstanceRecord,
    node: Node,
    agency: Agency,
    language: str,
    now: datetime,
) -> Json:
    """Return a work item, open or closed, with what its row of the SOP table says and its form."""
    step = node.step
    standard = step.time_standard
    return {
        **_item(item, agency, now),
        "title": record.title,
        "definition": f"{record.agency_id}/{record.key}",
        "version": record.version,
        "time_standard": timestandard.describe(standard, language) if standard else None,
        "inputs": list(step.inputs),
        "outputs": list(step.outputs),
        "remarks": step.remarks or None,
        "form": [
            {
                "id": field.id,
                "label": field.label,
                "type": field.type,
                "required": field.required,
                "options": [{"value": o.value, "label": o.label} for o in field.options],
                "columns": [
                    {"id": c.id, "label": c.label, "type": c.type, "total": c.total}
                    for c in field.columns
                ],
            }
            for field in step.form
        ],
    }


def result(outcome: Result, agency: Agency, language: str, now: datetime) -> Json:
    """Return what a verb came to: the instance, the work that opened, the incident if any."""
    record = outcome.instance
    return {
        "id": record.id,
        "definition": f"{record.agency_id}/{record.key}",
        "version": record.version,
        "title": record.title,
        "status": record.status,
        "work_item": _item(outcome.work_item, agency, now) if outcome.work_item else None,
        "next": [_item(item, agency, now) for item in outcome.opened],
        "incident": incident(outcome.incident, language) if outcome.incident else None,
    }


def instance(row: Mapping[str, Any]) -> Json:
    """Return one line of the list of instances."""
    return {
        "id": row["id"],
        "definition": f"{row['agency_id']}/{row['key']}",
        "version": row["version"],
        "name": row["name"],
        "title": row["title"],
        "status": row["status"],
        "open": row["open"],
        "incidents": row["incidents"],
        "started_at": instant(row["started_at"]),
        "ended_at": instant(row["ended_at"]),
    }


def running(record: InstanceRecord, name: str) -> Json:
    """Return how one instance of the SOP called `name` stands, without its work and its trail."""
    return {
        "id": record.id,
        "definition": f"{record.agency_id}/{record.key}",
        "version": record.version,
        "name": name,
        "title": record.title,
        "status": record.status,
        "started_at": instant(record.started_at),
        "started_by": record.started_by,
        "ended_at": instant(record.ended_at),
        "next_due_at": instant(record.next_due_at),
        "waiting": [
            {"kind": w[0], "name": w[1], "node": w[2], "key": w[3]} for w in record.waiting
        ],
    }


def definition(record: DefinitionRecord, agency: Agency, schedule: Schedule | None = None) -> Json:
    """Return one version of an SOP: since when it is in force, or the day it is to be from."""
    at = record.activated_at
    return {
        **_version(record),
        "activated_at": instant(at),
        "activated_on": agency.today(at).isoformat() if at else None,
        "schedule": None if schedule is None else _schedule(schedule),
    }


def _schedule(schedule: Schedule) -> Json:
    return {
        "effective_on": schedule.effective_on.isoformat(),
        "due_at": instant(schedule.due_at),
        "set_at": instant(schedule.set_at),
        "set_by": schedule.set_by,
        "error": schedule.error or None,
    }


def standing(begun: Standing, agency: Agency, language: str) -> Json:
    """Return a version with what is odd about the day from which it is in force."""
    return {
        **definition(begun.definition, agency, begun.schedule),
        "findings": [finding.as_json(language) for finding in begun.findings],
    }


def _version(record: DefinitionRecord | DecisionRecord) -> Json:
    return {
        "definition": f"{record.agency_id}/{record.key}",
        "version": record.version,
        "name": record.name,
        "status": record.status,
        "file": record.file,
        "digest": record.digest,
        "deployed_at": instant(record.deployed_at),
        "deployed_by": record.deployed_by,
    }


def decision(record: DecisionRecord) -> Json:
    """Return one version of a decision, under the same names as one of an SOP."""
    return {**_version(record), "kind": "decision"}


def deployed_decision(outcome: DeployedDecision, language: str) -> Json:
    """Return what deploying a decision came to, with its findings."""
    return {
        **decision(outcome.decision),
        "new": outcome.new,
        "findings": [finding.as_json(language) for finding in outcome.findings],
    }


def deployed(outcome: Deployed, agency: Agency, language: str) -> Json:
    """Return what deploying came to, with its findings."""
    return {
        **standing(outcome, agency, language),
        "new": outcome.new,
    }


def job(record: JobRecord, answered: bool) -> Json:  # noqa: FBT001 - a fact, not a mode
    """Return a job; `answered` tells whether a handler of that name is installed here."""
    return {
        "id": record.id,
        "instance": record.instance_id,
        "agency": record.agency_id,
        "node": record.node,
        "handler": record.handler,
        "answered": answered,
        "state": record.state,
        "item": record.item,
        "inputs": record.inputs,
        "attempts": record.attempts,
        "next_at": instant(record.next_at),
        "error": record.error or None,
        "created_at": instant(record.created_at),
        "closed_at": instant(record.closed_at),
    }


def incident(record: IncidentRecord, language: str) -> Json:
    """Return an incident with its message in `language`."""
    return {
        "id": record.id,
        "instance": record.instance_id,
        "work_item": record.work_item_id,
        "node": record.node,
        "code": record.code,
        "message": messages.say(record.code, language, {"node": record.node, **record.facts}),
        "command": record.command["verb"],
        "officer": record.officer,
        "attempts": record.attempts,
        "raised_at": instant(record.raised_at),
        "resolved_at": instant(record.resolved_at),
    }


def token(record: TokenRecord) -> Json:
    """Return an API token without the token itself, which nobody knows."""
    return {
        "id": record.id,
        "agency": record.agency_id,
        "officer": record.username,
        "label": record.label,
        "created_at": instant(record.created_at),
        "expires_at": instant(record.expires_at),
        "revoked_at": instant(record.revoked_at),
    }


def events(rows: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Return entries of an audit trail."""
    return [
        {
            "seq": row["seq"],
            "at": instant(row["at"]),
            "kind": row["kind"],
            "officer": row["officer"],
            "capacity": row["capacity"] or None,
            "work_item": row["work_item_id"],
            "data": row["data"],
            "hash": row["hash"],
        }
        for row in rows
    ]


def verification(found: Verification, language: str) -> Json:
    """Return whether the audit trails are whole, and where they are broken if not."""
    return {
        "whole": not found.breaks,
        "streams": found.streams,
        "events": found.events,
        "breaks": [
            {
                "stream": broken.stream,
                "seq": broken.seq,
                "fault": broken.fault,
                "message": messages.say(
                    f"audit.{broken.fault}",
                    language,
                    {"element": broken.stream, "seq": broken.seq},
                ),
            }
            for broken in found.breaks
        ],
    }


def instant(moment: datetime | None) -> str | None:
    """Return an instant as ISO 8601 in UTC."""
    return moment.isoformat() if moment else None


def _item(record: WorkItemRecord, agency: Agency, now: datetime) -> Json:
    row = {name: getattr(record, name) for name in WorkItemRecord.__slots__}
    return work_item(row, agency, now)
