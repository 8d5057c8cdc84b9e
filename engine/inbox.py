"""The list of tasks of one officer, as their page shows it: what, from whom, how urgent, how done.

A deadline is near once less than one working day is left; a task is done from the list itself
where its form asks for nothing but the decision.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from engine import actors, endings, rungwords
from engine.case import Case
from engine.core.errors import Invalid
from engine.core.soptable import Field
from engine.session import Agency, Session
from engine.views import Json, instant
from storage import inbox as stored
from storage.inbox import InboxFilter, Share, Urgency
from storage.workitems import WorkItemRecord

PAGE_SIZE: Final = 25


def wanted(
    agency: Agency,
    officer: str,
    share: Share,
    urgency: Urgency,
    text: str,
    page: int,
    now: datetime,
) -> InboxFilter:
    """Return whose list it is and what is asked of it. Raises NotFound for an unknown officer."""
    organisation = agency.organisation
    actors.identify(organisation, officer)
    posts, lanes = actors.shares(organisation, officer, agency.today(now))
    return InboxFilter(
        organisation.agency,
        officer,
        posts,
        (*lanes, ""),  # work without a lane is for everybody
        now,
        near_until(agency, now),
        anything=not organisation.positions,
        share=share,
        urgency=urgency,
        text=text,
        limit=PAGE_SIZE,
        offset=(max(page, 1) - 1) * PAGE_SIZE,
    )


def near_until(agency: Agency, now: datetime) -> datetime:
    """Return until when a deadline is near: one working day from now."""
    try:
        return agency.calendar.add_days(now, 1)
    except Invalid:  # a calendar without any opening hours
        return now


def listed(
    session: Session,
    agency: Agency,
    rows: Sequence[Mapping[str, Any]],
    senders: Mapping[str, Mapping[str, Any]],
    asked: InboxFilter,
) -> list[Json]:
    """Return the tasks of one page."""
    return [_task(session, agency, row, senders.get(row["id"]), asked) for row in rows]


def urgency(
    deadline_at: datetime | None, state: str, agency: Agency, now: datetime, near: datetime
) -> Json:
    """Return how urgent it is: "", "near" or "late", and the working time left or past in words."""
    if deadline_at is None or state == "suspended":
        return {"urgency": "", "distance": None, "distance_en": None}
    level = "late" if deadline_at < now else "near" if deadline_at <= near else ""
    try:
        said = rungwords.distance(deadline_at, agency.calendar, now)
    except Invalid:  # further off than the calendar looks
        return {"urgency": level, "distance": None, "distance_en": None}
    past = bool(said["past"])
    return {
        "urgency": level,
        "distance": f"lewat {said['past']}" if past else f"sisa {said['left']}",
        "distance_en": f"{said['past_en']} past" if past else f"{said['left_en']} left",
    }


def _task(
    session: Session,
    agency: Agency,
    row: Mapping[str, Any],
    sender: Mapping[str, Any] | None,
    asked: InboxFilter,
) -> Json:
    form = _form(session, row)
    return {
        "id": row["id"],
        "instance": row["instance_id"],
        "title": row["title"],
        "sop": row["sop"],
        "step": row["step"],
        "name": row["name"],
        "lane": row["lane"],
        "state": row["state"],
        "round": row["round"],
        "mine": row["officer"] == asked.officer,
        "capacity": row["capacity"] or None,
        "ready_at": instant(row["ready_at"]),
        "deadline": instant(row["deadline_at"]),
        "provisional": row["provisional"],
        **urgency(row["deadline_at"], row["state"], agency, asked.now, asked.near_until),
        "from": sent_by(agency, row, sender),
        "reason": row["reason"] or None,
        **(endings.ending(row["name"], form) if form is not None else {"act": None}),
        "quick": form is not None and endings.quick(form),
    }


def sent_by(
    agency: Agency, row: Mapping[str, Any], sender: Mapping[str, Any] | None
) -> Json | None:
    """Return from whom work came: who did the step before, else who started the instance."""
    if sender is not None:
        return {
            "name": named(agency, sender["officer"]),
            "capacity": sender["capacity"] or None,
            "step": sender["name"],
            "returned": sender["state"] == "returned",
        }
    if row["started_by"] and row["ready_at"] == row["instance_started_at"]:
        starter = named(agency, row["started_by"])
        return {"name": starter, "capacity": None, "step": None, "returned": False}
    return None


def sender_of(session: Session, case: Case, item: WorkItemRecord) -> Json | None:
    """Return from whom one work item came."""
    row = {
        "started_by": case.record.started_by,
        "ready_at": item.ready_at,
        "instance_started_at": case.record.started_at,
    }
    found = stored.senders(session.connection, [item.id])
    return sent_by(case.agency, row, found.get(item.id))


def named(agency: Agency, username: str | None) -> str | None:
    """Return what an officer is called."""
    found = agency.organisation.officer(username) if username else None
    return found.name if found else username


def _form(session: Session, row: Mapping[str, Any]) -> tuple[Field, ...] | None:
    """Return the form of a step; None of one in a called SOP, which is read on its own page."""
    if row["process"]:
        return None
    node = session.model(row["definition_id"]).nodes.get(row["node"])
    return node.step.form if node else None
