"""What the API answers about working calendars."""

from pydantic import BaseModel

from web.answers.values import Day, Instant, Text


class CalendarDay(BaseModel):
    """A day of a working calendar."""

    date: Day
    day: str
    hours: str
    open: bool
    why: str
    edited: bool
    provisional: bool


class WeekFrom(BaseModel):
    """The normal week from a date on; `changed` are the weekdays that were edited for it."""

    since: Day
    week: dict[str, str]
    changed: dict[str, str]


class Season(BaseModel):
    """A season with hours of its own."""

    name: str
    first: Day
    last: Day
    week: dict[str, str]


class Calendar(BaseModel):
    """A working calendar; `week` is the normal one of today, `weeks` those from a date on."""

    agency: str
    decreed_until: int
    week: dict[str, str]
    weeks: list[WeekFrom]
    seasons: list[Season]
    days: list[CalendarDay]


class Moved(BaseModel):
    """A deadline that an edit of a calendar moves."""

    kind: str
    work_item: Text
    instance: str
    title: str
    step: Text
    name: Text
    old: Instant
    new: Instant
    provisional: bool


class TimerMoved(BaseModel):
    """A timer in working time that an edit moves; without `instance` one that starts the SOP."""

    instance: Text
    title: Text
    sop: str
    node: str
    name: str
    old: Instant
    new: Instant


class EditedCalendar(BaseModel):
    """What an edit of a calendar came to, or would come to.

    `since` is from when weekly hours hold, `overdue` how many deadlines have passed by it.
    """

    agency: str
    preview: bool
    changed: bool
    since: Day | None
    days: list[CalendarDay]
    moved: list[Moved]
    overdue: int
    timers: list[TimerMoved]
