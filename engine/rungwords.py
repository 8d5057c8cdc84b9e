"""What a rung tells: the facts of its notices, as texts ready to be shown in both languages."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.case import Case
from engine.core import indonesian, timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.escalation import Firing, Recipient, Terms
from engine.obligations import terms_of
from storage.obligations import ObligationRecord
from storage.workitems import WorkItemRecord

Json = dict[str, Any]

RUNGS: Final = {
    "remind": ("Pengingat", "Reminder"),
    "overdue": ("Melewati waktu baku", "Past its time standard"),
    "escalate": ("Eskalasi", "Escalation"),
}
"""What the kinds of rung are called, in Indonesian and in English."""

_BY_LAW: Final = ("tanggal menurut peraturan", "date set by law")
_NOBODY: Final = ("belum diambil", "not taken yet")
_PROVISIONAL: Final = (" (sementara)", " (provisional)")
_MOST_HOLDERS: Final = 3


def facts_of(case: Case, record: ObligationRecord, firing: Firing, now: datetime) -> Json:
    """Return what is told of a rung, to whomever: `facts_for` adds what is that person's own."""
    item = case.item(record.work_item_id) if record.work_item_id else None
    terms, calendar = terms_of(record), case.agency.calendar
    facts: Json = {
        "sop": case.model.name,
        "title": case.record.title,
        "step": item.step if item else "",
        "name": item.name if item else case.model.name,
        "lane": item.lane if item else "",
        "round": item.round if item else 1,
        "to": record.label,
        "link": f"/tugas/{item.id}" if item else f"/pelaksanaan/{case.record.id}",
        "late": firing.late,
    }
    rung = RUNGS[firing.rung.kind]
    for column, ending in enumerate(("", "_en")):
        facts[f"rung{ending}"] = rung[column]
        facts[f"standard{ending}"] = _standard(terms, column)
        facts[f"deadline{ending}"] = _deadline(record, terms, calendar.zone, column)
        facts[f"holder{ending}"] = _holder(case, item, column)
    return facts | distance(record.deadline_at, calendar, now)


def facts_for(facts: Json, recipient: Recipient) -> Json:
    """Return the facts as one person gets them."""
    return {**facts, "capacity": recipient.capacity}


def _standard(terms: Terms, column: int) -> str:
    if terms.standard is None:
        return _BY_LAW[column]
    return timestandard.describe(terms.standard, ("id", "en")[column])


def _deadline(record: ObligationRecord, terms: Terms, zone: ZoneInfo, column: int) -> str:
    mark = _PROVISIONAL[column] if record.provisional else ""
    local = record.deadline_at.astimezone(zone)
    if terms.legal_on is not None:
        day = terms.legal_on
        return (indonesian.day(day) if column == 0 else f"{day:%A %d %B %Y}") + mark
    return (
        indonesian.moment(local, zone) if column == 0 else f"{local:%a %d %b %Y %H:%M %Z}"
    ) + mark


def distance(deadline_at: datetime, calendar: WorkingCalendar, now: datetime) -> Json:
    """Return "past" or "left", in working time; the other one is empty."""
    first, last = min(deadline_at, now), max(deadline_at, now)
    days, over = calendar.whole_days(first, last)
    said = indonesian.duration(over, days), _duration_en(over, days)
    name, other = ("past", "left") if now >= deadline_at else ("left", "past")
    return {name: said[0], f"{name}_en": said[1], other: "", f"{other}_en": ""}


def _duration_en(amount: timedelta, days: int) -> str:
    minutes = amount // timedelta(minutes=1)
    parts = ((days, "day"), (minutes // 60, "hour"), (minutes % 60, "minute"))
    said = " ".join(f"{count} {unit}{'s' * (count != 1)}" for count, unit in parts if count)
    return said or "less than a minute"


def _holder(case: Case, item: WorkItemRecord | None, column: int) -> str:
    """Return who has the work; of a whole instance who has its open steps."""
    if item is not None:
        return _who(case, item, column)
    held = list(dict.fromkeys(_who(case, each, column) for each in case.open_items))
    more = len(held) - _MOST_HOLDERS
    said = "; ".join(held[:_MOST_HOLDERS])
    return f"{said} (+{more})" if more > 0 else said or "-"


def _who(case: Case, item: WorkItemRecord, column: int) -> str:
    if item.officer is None:
        return f"{_NOBODY[column]}, {item.lane}" if item.lane else _NOBODY[column]
    person = case.agency.organisation.officer(item.officer)
    name = person.name if person else item.officer
    return f"{name}, {item.capacity}" if item.capacity else name
