"""What an obligation on record means: its standard, its ladder, its plan, when to look at it next.

Its `frozen` holds what cannot be read off its columns: {"on": date} of a date set by law; once it
has been paused, {"left": what the pause left, "from": when it went on}.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from engine.core import escalation
from engine.core.calendar import WorkingCalendar
from engine.core.escalation import Frozen, Plan, Terms
from engine.core.soptable import Ladder, TimeStandard
from storage.obligations import ObligationRecord

if TYPE_CHECKING:
    from engine.case import Case

SCOPES = {"step": "step", "response": "step", "whole": "whole", "legal": "legal"}
"""Kind of an obligation -> scope of the ladder it climbs: an answer owed climbs its step's."""


def terms_of(record: ObligationRecord) -> Terms:
    """Return what an obligation is held against; while it is paused, as it stood at the pause."""
    kept: dict[str, Any] = record.frozen or {}
    resumed = kept.get("from")
    return Terms(
        standard=standard_of(record),
        legal_on=date.fromisoformat(kept["on"]) if "on" in kept else None,
        base_at=datetime.fromisoformat(resumed) if resumed else record.paused_at or record.base_at,
        frozen=Frozen.of(kept.get("left")),
    )


def standard_of(record: ObligationRecord) -> TimeStandard | None:
    """Return its time standard; None of a date set by law."""
    if not record.standard:
        return None
    return TimeStandard(
        record.standard, cast("Literal['kerja', 'kalender']", record.calendar or "kerja")
    )


def ladder_of(case: "Case", record: ObligationRecord) -> Ladder:
    """Return the ladder it climbs, from the model its step belongs to."""
    ladders, lane = case.model.ladders, ""
    if record.work_item_id:
        item = case.item(record.work_item_id)
        ladders, lane = case.model_of(item.process).ladders, item.lane
    return escalation.ladder_for(ladders, SCOPES[record.kind], lane, standard_of(record))


def plan_of(case: "Case", record: ObligationRecord) -> Plan:
    """Return its deadline and the instants of its rungs."""
    return escalation.plan(terms_of(record), ladder_of(case, record), case.agency.calendar)


def as_far_as_next(ladder: Ladder, record: ObligationRecord) -> Ladder:
    """Return the ladder up to the rung that is due next: to reckon the others costs the most.

    What a pause has left is kept for all of them, so there they belong together.
    """
    return ladder if record.frozen else replace(ladder, rungs=ladder.rungs[: record.fired + 1])


def next_look(
    record: ObligationRecord, plan: Plan, ladder: Ladder, calendar: WorkingCalendar
) -> datetime | None:
    """Return when to look at it next: never while it is paused or once it is closed.

    One that is acknowledged is left alone once only repetitions of its last rung are to come.
    """
    if record.paused_at or record.closed_at:
        return None
    if record.acknowledged_at and record.fired >= len(plan.rungs):
        return None
    number = escalation.following(plan, ladder, record.fired, record.told_at, calendar)
    return escalation.next_check(plan, ladder, number, record.snoozed_until, calendar)


def moved_fact(
    before: ObligationRecord,
    step: str,
    deadline_at: datetime,
    provisional: bool,  # noqa: FBT001 - a fact, not a mode
) -> dict[str, object]:
    """Return what a trail says of a deadline that has moved."""
    about = {"step": step} if before.work_item_id else {"kind": before.kind, "label": before.label}
    return {
        "work_item": before.work_item_id,
        **about,
        "old": before.deadline_at.isoformat(),
        "new": deadline_at.isoformat(),
        "provisional": provisional,
    }
