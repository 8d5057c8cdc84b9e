"""What may be sent about working calendars."""

from typing import Annotated

from pydantic import Field, StringConstraints

from web.bodies.values import NO_NUL, Body, Day, Name, Question, Text


class OfPeriod(Question):
    """Which days, both included."""

    first: Day
    last: Day


class CalendarEdit(Body):
    """Why; with `preview` nothing is written, it only tells what would move."""

    why: Text = ""
    preview: bool = False


class StruckDay(CalendarEdit):
    """A date."""

    on: Day


class CalendarDay(StruckDay):
    """A date with the hours it has, such as "07.30-12.00"; none is closed."""

    hours: Name = ""


class CalendarDays(CalendarEdit):
    """A table of dates (CSV), and the year whose whole decree it holds, if it does."""

    table: Annotated[str, StringConstraints(max_length=200_000, pattern=NO_NUL)]
    file: Name = ""
    decreed: Annotated[int, Field(ge=1900, le=2999)] | None = None


class StruckSeason(CalendarEdit):
    """A season by its name."""

    name: Name


class CalendarWeek(CalendarEdit):
    """Hours of weekdays: "sabtu 08.00-12.00", "jumat tutup"; without `since` from tomorrow on."""

    hours: Annotated[list[Name], Field(max_length=50)]
    since: Day | None = None


class StruckWeek(CalendarEdit):
    """Weekly hours by the date from which they hold."""

    since: Day


class CalendarSeason(StruckSeason):
    """A season: its days and its hours; what is left out stays as it is."""

    first: Day | None = None
    last: Day | None = None
    hours: Annotated[list[Name], Field(max_length=50)] = Field(default_factory=list)
