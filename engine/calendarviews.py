"""Working calendars as plain JSON: the hours and the days, and what an edit of them came to."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from engine.calendars import Outcome
from engine.core import openinghours
from engine.core.calendar import Week
from engine.core.calendaredits import Day, Edited
from engine.core.indonesian import DAYS
from engine.core.model import TimerMoved
from engine.reprojection import Moved, Moves

Json = dict[str, Any]


def calendar(agency: str, edited: Edited, days: Iterable[Day], today: date) -> Json:
    """Return a working calendar: its weeks and seasons, and days with their hours and why.

    `week` is the normal one of today, `weeks` those that begin some day, past ones included.
    """
    return {
        "agency": agency,
        "decreed_until": edited.calendar.decreed_until,
        "week": _week(edited.calendar.week_on(today)),
        "weeks": [
            {
                "since": each.first.isoformat(),
                "week": _week(each.week),
                "changed": _week(edited.edits.weeks.get(each.first, {})),
            }
            for each in edited.calendar.weeks
        ],
        "seasons": [
            {
                "name": season.name,
                "first": season.first.isoformat(),
                "last": season.last.isoformat(),
                "week": _week(season.week),
            }
            for season in edited.calendar.seasons
        ],
        "days": [_day(day) for day in days],
    }


def edited_calendar(outcome: Outcome, *, preview: bool) -> Json:
    """Return what an edit came to; of a preview, what it would come to."""
    return {
        "agency": outcome.agency,
        "preview": preview,
        "changed": outcome.changed,
        "since": outcome.first.isoformat() if outcome.first else None,
        "days": [_day(day) for day in outcome.days],
        "moved": [_moved(each) for each in outcome.moves.deadlines],
        "overdue": outcome.overdue,
        "timers": list(_timers(outcome.moves)),
    }


def _moved(each: Moved) -> Json:
    owed = each.item.owed
    return {
        "kind": owed.kind,
        "work_item": owed.work_item_id,
        "instance": owed.instance_id,
        "title": each.item.title,
        "step": each.item.step,
        "name": each.item.name or owed.label,
        "old": owed.deadline_at.isoformat(),
        "new": each.deadline_at.isoformat(),
        "provisional": each.provisional,
    }


def _timers(moves: Moves) -> Iterator[Json]:
    """Yield the timers that move: those that start an SOP belong to no instance."""
    for start in moves.starts:
        yield {"instance": None, "title": None, "sop": start.key, **_timer(start.moved)}
    for one in moves.timers:
        about = {"instance": one.instance.id, "title": one.instance.title, "sop": one.instance.key}
        for each in one.moved:
            yield {**about, **_timer(each)}


def _timer(moved: TimerMoved) -> Json:
    return {
        "node": moved.node,
        "name": moved.name,
        "old": moved.old.isoformat(),
        "new": moved.new.isoformat(),
    }


def _week(week: Week) -> dict[str, str]:
    return {DAYS[day]: openinghours.written(spans) for day, spans in sorted(week.items())}


def _day(day: Day) -> Json:
    return {
        "date": day.on.isoformat(),
        "day": DAYS[day.on.weekday()],
        "hours": openinghours.written(day.hours),
        "open": bool(day.hours),
        "why": day.why,
        "edited": day.edited,
        "provisional": day.provisional,
    }
