"""Forecasts -> plain JSON values."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine import views
from engine.core import forecast, timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.forecast import Forecast, Planned
from engine.core.soptable import TimeStandard
from engine.views import Json

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed by when: the dates set by law, each with whom to, and the whole by its standard.

    `due_at` is the deadline of the whole, None where it has no standard.
    """

    legal: Sequence[tuple[str, date]]
    standard: TimeStandard | None = None
    due_at: datetime | None = None


def shown(found: Forecast, owed: Owed, calendar: WorkingCalendar, language: str) -> Json:
    """Return when each step and the whole is finished, and whether that is in time."""
    days = (datetime.combine(on, time(), calendar.zone) for _, on in owed.legal)
    latest = max([found.finishes_at, *days])
    critical = set(found.critical)
    legal = [{"to": to or None, **_legal(found, on, calendar)} for to, on in owed.legal]
    return {
        "starts_at": views.instant(found.starts_at),
        "finishes_at": views.instant(found.finishes_at),
        "steps": [_line(line, calendar, language, critical) for line in found.lines],
        "lanes": [
            {"lane": lane, "working_minutes": held // _MINUTE} for lane, held in found.held.items()
        ],
        "whole": _whole(found, owed, calendar, language),
        "legal": {key: legal[0][key] for key in ("on", "met", "working_days")} if legal else None,
        "legal_dates": legal,
        "provisional_years": list(forecast.provisional_years(found.starts_at, latest, calendar)),
    }


def _line(line: Planned, calendar: WorkingCalendar, language: str, critical: Set[Planned]) -> Json:
    stop, standard = line.stop, line.stop.standard
    held = calendar.between(line.starts_at, line.finishes_at)
    return {
        "step": stop.number,
        "node": stop.id,
        "kind": stop.kind,
        "name": stop.name or stop.id,
        "lane": stop.lane,
        "round": line.round,
        "starts_at": views.instant(line.starts_at),
        "finishes_at": views.instant(line.finishes_at),
        "time_standard": timestandard.describe(standard, language) if standard else None,
        "times": stop.times,
        "working_minutes": held // _MINUTE,
        "provisional": calendar.provisional(line.starts_at, line.finishes_at),
        "critical": line in critical,
    }


def _whole(found: Forecast, owed: Owed, calendar: WorkingCalendar, language: str) -> Json | None:
    """Return how the finish stands to the standard of the whole, in working time between them."""
    if owed.standard is None or owed.due_at is None:
        return None
    first, last = sorted((found.finishes_at, owed.due_at))
    return {
        "time_standard": timestandard.describe(owed.standard, language),
        "due_at": views.instant(owed.due_at),
        "met": found.finishes_at <= owed.due_at,
        "working_minutes": calendar.between(first, last) // _MINUTE,
    }


def _legal(found: Forecast, on: date, calendar: WorkingCalendar) -> Json:
    verdict = forecast.judge(found.finishes_at, on, calendar)
    return {"on": on.isoformat(), "met": verdict.met, "working_days": verdict.days}
