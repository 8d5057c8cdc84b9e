"""The working calendar of an agency: look at it, edit it, and see beforehand what would move."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Query

from engine import calendars
from engine.calendars import Edit
from engine.views import Json
from web.answers.calendars import Calendar, EditedCalendar
from web.api.router import gated, told
from web.auth import Me
from web.bodies.calendars import (
    CalendarDay,
    CalendarDays,
    CalendarEdit,
    CalendarSeason,
    CalendarWeek,
    OfPeriod,
    StruckDay,
    StruckSeason,
    StruckWeek,
)
from web.bodies.values import Name

router = gated("calendars")


@router.get("/calendars/{agency}", **told(Calendar))
def show_calendar(agency: Name, asked: Annotated[OfPeriod, Query()], me: Me) -> Json:
    """Show a working calendar with each day of a period."""
    first, last = asked.first, asked.last
    return me.app.calendar(me.home(agency), first, last)


@router.post("/calendars/{agency}/days", **told(EditedCalendar))
def set_calendar_day(agency: Name, body: CalendarDay, me: Me) -> Json:
    """Close a date, or give it other hours; open deadlines follow."""
    on = body.on
    return _edit(me, agency, lambda: calendars.set_day(on, body.why, body.hours), body)


@router.post("/calendars/{agency}/days/remove", **told(EditedCalendar))
def remove_calendar_day(agency: Name, body: StruckDay, me: Me) -> Json:
    """Take back what was decided for a date, or strike out a closed day."""
    return _edit(me, agency, lambda: calendars.remove_day(body.on), body)


@router.post("/calendars/{agency}/days/import", **told(EditedCalendar))
def import_calendar_days(agency: Name, body: CalendarDays, me: Me) -> Json:
    """Make the dates of a table (CSV) what it says."""
    return _edit(
        me, agency, lambda: calendars.import_days(body.table, body.file, body.decreed), body
    )


@router.post("/calendars/{agency}/seasons", **told(EditedCalendar))
def set_calendar_season(agency: Name, body: CalendarSeason, me: Me) -> Json:
    """Add a season, or change the one of that name."""
    first = body.first
    last = body.last
    return _edit(me, agency, lambda: calendars.set_season(body.name, first, last, body.hours), body)


@router.post("/calendars/{agency}/seasons/remove", **told(EditedCalendar))
def remove_calendar_season(agency: Name, body: StruckSeason, me: Me) -> Json:
    """Strike out a season."""
    return _edit(me, agency, lambda: calendars.remove_season(body.name), body)


@router.post("/calendars/{agency}/week", **told(EditedCalendar))
def set_calendar_week(agency: Name, body: CalendarWeek, me: Me) -> Json:
    """Give weekdays other hours from a day on."""
    return _edit(me, agency, lambda: calendars.set_week(body.hours, body.since), body)


@router.post("/calendars/{agency}/week/remove", **told(EditedCalendar))
def remove_calendar_week(agency: Name, body: StruckWeek, me: Me) -> Json:
    """Take back weekly hours that hold from a day on."""
    return _edit(me, agency, lambda: calendars.remove_week(body.since), body)


def _edit(me: Me, agency: str, make: Callable[[], Edit], body: CalendarEdit) -> Json:
    here = me.home(agency)
    return me.app.edit_calendar(
        here, make(), body.why, by=me.by, preview=body.preview, administrator=me.keeps
    )
