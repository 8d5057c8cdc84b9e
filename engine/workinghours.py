"""An agency's working calendar and its edits: closed days seeded, and as JSON for its row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from engine.core import calendar as hours
from engine.core.calendar import (
    PERPRES_21_2023,
    Season,
    Span,
    Week,
    WeekFrom,
    WorkingCalendar,
)
from engine.core.calendaredits import DayEdit, Edited, Edits
from engine.core.errors import Invalid
from engine.core.people import Organisation
from processes import closed_days

Json = dict[str, Any]

YEARS_AHEAD = 3
"""How many years after this one get their closed days; later ones would be guesses."""


def usual(organisation: Organisation) -> WorkingCalendar:
    """Return the hours of an agency that says nothing of its own: those of Perpres 21/2023."""
    return WorkingCalendar(organisation.agency, ZoneInfo(organisation.zone), PERPRES_21_2023)


def seeded(calendar: WorkingCalendar, now: datetime) -> WorkingCalendar:
    """Return `calendar` with the national holidays and cuti bersama it does not name itself."""
    year = now.astimezone(calendar.zone).year
    national = closed_days.closed_days(range(year - 1, year + YEARS_AHEAD + 1))
    return replace(
        calendar,
        closed={**national, **calendar.closed},
        decreed_until=calendar.decreed_until or closed_days.decreed_until(year),
    )


def require_sound(edited: Edited) -> None:
    """Raise Invalid (`calendar.invalid`) with everything that is wrong with the hours."""
    findings = hours.check(edited.calendar)
    if findings:
        agency = edited.below.name
        raise Invalid("calendar.invalid", findings=findings, agency=agency, count=len(findings))


def calendar_json(calendar: WorkingCalendar, edits: Edits) -> Json:
    """Return a calendar and the edits over it as JSON values; `edited_of` reads them back."""
    stored = {
        "name": calendar.name,
        "week": _week_json(calendar.week),
        "seasons": [_season_json(season) for season in calendar.seasons],
        "closed": {day.isoformat(): why for day, why in sorted(calendar.closed.items())},
        "days": {day.isoformat(): _spans_json(s) for day, s in sorted(calendar.days.items())},
        "decreed_until": calendar.decreed_until,
        **_weeks_json({each.first: each.week for each in calendar.weeks}),
    }
    return stored if edits == Edits() else {**stored, "edits": _edits_json(edits)}


def edited_of(stored: Json, zone: str) -> Edited:
    """Return what was stored, in the agency's `zone`."""
    below = WorkingCalendar(
        name=stored["name"],
        zone=ZoneInfo(zone),
        week=_week(stored["week"]),
        seasons=tuple(_season(season) for season in stored["seasons"]),
        closed={date.fromisoformat(day): why for day, why in stored["closed"].items()},
        days={date.fromisoformat(day): _spans(spans) for day, spans in stored["days"].items()},
        decreed_until=stored["decreed_until"],
        weeks=tuple(WeekFrom(first, week) for first, week in _weeks(stored).items()),
    )
    edits = stored.get("edits")
    return Edited(below, _edits(edits) if edits else Edits())


def calendar_of(stored: Json, zone: str) -> WorkingCalendar:
    """Return the calendar that holds: the stored one with its edits, in the agency's `zone`."""
    return edited_of(stored, zone).calendar


def _edits_json(edits: Edits) -> Json:
    return {
        "days": {
            day.isoformat(): edit and {"why": edit.why, "hours": _spans_json(edit.hours)}
            for day, edit in edits.days.items()
        },
        "seasons": {
            name: season and _season_json(season) for name, season in edits.seasons.items()
        },
        "week": _week_json(edits.week),
        "decreed_until": edits.decreed_until,
        **_weeks_json(edits.weeks),
    }


def _edits(stored: Json) -> Edits:
    return Edits(
        days={
            date.fromisoformat(day): edit and DayEdit(edit["why"], _spans(edit["hours"]))
            for day, edit in stored["days"].items()
        },
        seasons={name: season and _season(season) for name, season in stored["seasons"].items()},
        week=_week(stored["week"]),
        weeks=_weeks(stored),
        decreed_until=stored["decreed_until"],
    )


def _season_json(season: Season) -> Json:
    return {
        "name": season.name,
        "first": season.first.isoformat(),
        "last": season.last.isoformat(),
        "week": _week_json(season.week),
    }


def _season(stored: Json) -> Season:
    return Season(
        name=stored["name"],
        first=date.fromisoformat(stored["first"]),
        last=date.fromisoformat(stored["last"]),
        week=_week(stored["week"]),
    )


def _weeks_json(weeks: Mapping[date, Week]) -> Json:
    """Return the weeks that begin some day under their key, nothing where there are none."""
    found = {first.isoformat(): _week_json(week) for first, week in weeks.items()}
    return {"weeks": found} if found else {}


def _weeks(stored: Json) -> dict[date, Week]:
    found = stored.get("weeks", {})
    return {date.fromisoformat(first): _week(week) for first, week in found.items()}


def _week_json(week: Week) -> dict[str, list[str]]:
    return {str(day): _spans_json(spans) for day, spans in week.items()}


def _spans_json(spans: tuple[Span, ...]) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in spans]


def _week(stored: Mapping[str, list[str]]) -> Week:
    return {int(day): _spans(spans) for day, spans in stored.items()}


def _spans(stored: list[str]) -> tuple[Span, ...]:
    pairs = (span.split("-") for span in stored)
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)
