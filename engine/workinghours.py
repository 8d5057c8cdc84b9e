"""An agency's working calendar: its closed days seeded, and as JSON for the agency's row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from engine.core.calendar import Season, Span, Week, WorkingCalendar
from processes import closed_days

Json = dict[str, Any]

YEARS_AHEAD = 3
"""How many years after this one get their closed days; later ones would be guesses."""


def seeded(calendar: WorkingCalendar, now: datetime) -> WorkingCalendar:
    """Return `calendar` with the national holidays and cuti bersama it does not name itself."""
    year = now.astimezone(calendar.zone).year
    national = closed_days.closed_days(range(year - 1, year + YEARS_AHEAD + 1))
    return replace(
        calendar,
        closed={**national, **calendar.closed},
        decreed_until=calendar.decreed_until or closed_days.decreed_until(year),
    )


def calendar_json(calendar: WorkingCalendar) -> Json:
    """Return `calendar` as JSON values; `calendar_of` reads them back."""
    return {
        "name": calendar.name,
        "week": _week_json(calendar.week),
        "seasons": [
            {
                "name": season.name,
                "first": season.first.isoformat(),
                "last": season.last.isoformat(),
                "week": _week_json(season.week),
            }
            for season in calendar.seasons
        ],
        "closed": {day.isoformat(): why for day, why in sorted(calendar.closed.items())},
        "days": {day.isoformat(): _spans_json(s) for day, s in sorted(calendar.days.items())},
        "decreed_until": calendar.decreed_until,
    }


def calendar_of(stored: Json, zone: str) -> WorkingCalendar:
    """Return the calendar that was stored, in the agency's `zone`."""
    return WorkingCalendar(
        name=stored["name"],
        zone=ZoneInfo(zone),
        week=_week(stored["week"]),
        seasons=tuple(
            Season(
                name=season["name"],
                first=date.fromisoformat(season["first"]),
                last=date.fromisoformat(season["last"]),
                week=_week(season["week"]),
            )
            for season in stored["seasons"]
        ),
        closed={date.fromisoformat(day): why for day, why in stored["closed"].items()},
        days={date.fromisoformat(day): _spans(spans) for day, spans in stored["days"].items()},
        decreed_until=stored["decreed_until"],
    )


def _week_json(week: Week) -> dict[str, list[str]]:
    return {str(day): _spans_json(spans) for day, spans in week.items()}


def _spans_json(spans: tuple[Span, ...]) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans]


def _week(stored: Mapping[str, list[str]]) -> Week:
    return {int(day): _spans(spans) for day, spans in stored.items()}


def _spans(stored: list[str]) -> tuple[Span, ...]:
    pairs = (span.split("-") for span in stored)
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)
