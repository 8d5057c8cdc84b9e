"""What another version of its SOP makes of what an instance owes: other standards and ladders."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from engine.actors import Actor
from engine.bpmn.parser import Model
from engine.case import Case
from engine.core import escalation
from engine.core.escalation import Terms
from engine.core.soptable import Ladder, TimeStandard
from engine.obligations import ladder_of, moved_fact, standard_of
from storage.obligations import ObligationRecord
from storage.workitems import WorkItemRecord


def follow(case: Case, former: Model, actor: Actor, now: datetime) -> None:
    """Hold what is owed against the model of `case`, which was `former`, and say what has moved.

    Each counts from when it has always counted, and the time of its pauses stays out. What the new
    version does not ask any more is void, unless it is late already. Dates set by law stay where a
    person has moved them.
    """
    before = {record.id: record for record in case.obligations.open}
    for item in case.open_items:
        if not item.process:
            _step(case, item, now)
    _whole(case, now)
    _legal(case, former, now)
    if case.record.status == "suspended":
        case.obligations.pause(now)
    moved = [
        moved_fact(was, _number(case, was), after.deadline_at, after.provisional)
        for after in case.obligations.open
        if (was := before.get(after.id))
        and (was.deadline_at, was.provisional) != (after.deadline_at, after.provisional)
    ]
    if moved:
        case.trail.log("DeadlinesMoved", actor, now, deadlines=moved, change="migrate")


def _step(case: Case, item: WorkItemRecord, now: datetime) -> None:
    owed, standard = case.obligations.of(item), case.obligations.standard(item)
    if standard is None:
        if owed is not None:
            case.obligations.end(owed, now, done=False)
            case.change(item, deadline_at=None, provisional=False)
    elif owed is None:
        case.change(item, **case.obligations.arrive(item))
    elif owed.kind == "step":
        _hold_against(case, owed, standard)
    else:
        ladder = case.obligations.ladder(item, standard)
        if ladder.clock == "claim" and ladder.response:
            _hold_against(case, owed, TimeStandard(ladder.response))
        else:
            case.obligations.end(owed, now, done=False)
            case.change(item, **case.obligations.arrive(item))


def _whole(case: Case, now: datetime) -> None:
    standard = case.model.time_standard
    owed = next((each for each in case.obligations.open if each.kind == "whole"), None)
    if owed is None and standard is not None:
        case.obligations.add("whole", case.record.started_at, standard=standard)
    elif owed is not None and standard is not None:
        _hold_against(case, owed, standard)
    elif owed is not None:
        case.obligations.end(owed, now, done=False)


def _legal(case: Case, former: Model, now: datetime) -> None:
    """Owe the new dates and drop those that are gone; one a person has moved stays as it is."""
    started = case.agency.today(case.record.started_at)
    asked, asks = _legal_days(former, started), _legal_days(case.model, started)
    owed = {each.label: each for each in case.obligations.open if each.kind == "legal"}
    for label, record in owed.items():
        untouched = record.frozen["on"] == str(asked.get(label))
        if untouched and asks.get(label) != asked.get(label):
            case.obligations.end(record, now, done=False)
    left = {each.label for each in case.obligations.open if each.kind == "legal"}
    for label, on in asks.items():
        if label not in left:
            case.obligations.owe(label, on, now)


def _legal_days(model: Model, started: date) -> dict[str, date]:
    return {each.to: escalation.next_legal(each.on, started) for each in model.legal_dates}


def _hold_against(case: Case, record: ObligationRecord, standard: TimeStandard) -> None:
    """Give an obligation another standard, or other rungs, from when it began to count."""
    wanted = replace(record, standard=standard.duration, calendar=standard.calendar)
    columns = {"standard": standard.duration, "calendar": standard.calendar}
    if record.frozen is None:
        case.obligations.change(record, **columns)
        return
    calendar = case.agency.calendar
    terms = Terms(standard, None, record.base_at)
    plan = escalation.plan(terms, ladder_of(case, wanted), calendar)
    left = escalation.freeze(plan, terms, calendar, _without_pauses(case, record))
    case.obligations.change(record, **columns, frozen={**record.frozen, "left": left.as_json()})


def _without_pauses(case: Case, record: ObligationRecord) -> datetime:
    """Return when an obligation would have been as far as at its last pause, had it had none."""
    standard, calendar = standard_of(record), case.agency.calendar
    due = escalation.plan(Terms(standard, None, record.base_at), Ladder(), calendar).deadline_at
    left = timedelta(seconds=record.frozen["left"]["deadline"])
    if standard is not None and standard.calendar == "kalender":
        return due - left
    return calendar.subtract(due, left)


def _number(case: Case, record: ObligationRecord) -> str:
    return case.items[record.work_item_id].step if record.work_item_id else ""
