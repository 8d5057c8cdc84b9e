"""What people change in a working calendar, kept apart from what its file and the decrees say.

The edits lie over the calendar: a new file or decree changes what is below, never the edits. Why:
docs/decisions/0006-calendar-edits-lie-over-the-file.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from engine.core.calendar import Season, Span, Week, WeekFrom, WorkingCalendar
from engine.core.errors import Conflict, Invalid, NotFound, unknown


@dataclass(frozen=True, slots=True)
class DayEdit:
    """What was decided for one date and why: other hours, or none at all, which is closed."""

    why: str
    hours: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits of one calendar. None strikes out what lies below: a day is ordinary again.

    `seasons` go by their names. `weeks` gives weekdays other hours from a date on, `week` ever
    since. `decreed_until` is the last year whose decree has been entered by hand.
    """

    days: Mapping[date, DayEdit | None] = field(default_factory=dict)
    seasons: Mapping[str, Season | None] = field(default_factory=dict)
    week: Week = field(default_factory=dict)
    weeks: Mapping[date, Week] = field(default_factory=dict)
    decreed_until: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One date of a calendar as a clerk reads it; `edited` where an edit speaks of it."""

    on: date
    hours: tuple[Span, ...]
    why: str
    edited: bool
    provisional: bool


class Edited:
    """A calendar and the edits over it: what comes of both, and what each edit makes of them."""

    def __init__(self, below: WorkingCalendar, edits: Edits) -> None:
        """Lay `edits` over the calendar `below`."""
        self.below = below
        self.edits = edits
        self.calendar = amended(below, edits)

    def day(self, on: date) -> Day:
        """Return a date with its hours, and why they are not those of the week."""
        edit = self.edits.days.get(on)
        named = (
            season.name for season in self.calendar.seasons if season.first <= on <= season.last
        )
        why = edit.why if edit else self.calendar.closed.get(on) or next(named, "")
        decreed = self.calendar.decreed_until
        return Day(
            on=on,
            hours=self.calendar.hours_on(on),
            why=why,
            edited=on in self.edits.days,
            provisional=decreed is not None and on.year > decreed,
        )

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Yield the dates from `first` to `last`, both included."""
        return (self.day(first + timedelta(n)) for n in range((last - first).days + 1))

    def with_days(self, wanted: Mapping[date, DayEdit]) -> Edits:
        """Return the edits that make dates what is `wanted`, as few as that takes."""
        below = replace(self.calendar, closed=self.below.closed, days=self.below.days)
        ordinary = replace(self.calendar, closed={}, days={})
        days = {on: edit for on, edit in self.edits.days.items() if on not in wanted}
        for on, edit in wanted.items():
            same_why = edit.hours or edit.why in ("", below.closed.get(on))
            if edit.hours != below.hours_on(on) or not same_why:
                days[on] = None if edit.hours and edit.hours == ordinary.hours_on(on) else edit
        return replace(self.edits, days=dict(sorted(days.items())))

    def without_day(self, on: date) -> Edits:
        """Return the edits that take back what was decided for `on`, or strike out what is below.

        Raises NotFound where it is an ordinary day.
        """
        days = dict(self.edits.days)
        if days.get(on):
            del days[on]
        elif on in self.calendar.closed or on in self.calendar.days:
            days[on] = None
        else:
            raise NotFound("calendar.day_ordinary", day=on)
        return replace(self.edits, days=dict(sorted(days.items())))

    def with_season(
        self, name: str, first: date | None, last: date | None, week: Week | None
    ) -> Edits:
        """Return the edits with a season; what is None stays as the season of that name has it.

        Raises Invalid for a new season that lacks something, Conflict where several have the name.
        """
        known = self._season(name)
        if known:
            first, last = first or known.first, last or known.last
            week = {**known.week, **(week or {})}
        if not first or not last or not week:
            raise Invalid("calendar.season_incomplete", season=name)
        return self._with_season(Season(name, first, last, week), name)

    def without_season(self, name: str) -> Edits:
        """Return the edits that strike out a season. Raises NotFound, Conflict as `with_season`."""
        if self._season(name) is None:
            raise unknown("season", name, (season.name for season in self.calendar.seasons))
        return self._with_season(None, name)

    def with_week(self, week: Week, first: date) -> Edits:
        """Return the edits that give the weekdays of `week` those hours from `first` on."""
        others = self._weeks_but(first)
        usual = amended(self.below, replace(self.edits, weeks=others)).week_on(first)
        wanted = {**self.edits.weeks.get(first, {}), **week}
        other = {day: spans for day, spans in wanted.items() if spans != usual.get(day, ())}
        weeks = {**others, first: other} if other else others
        return replace(self.edits, weeks=dict(sorted(weeks.items())))

    def without_week(self, first: date) -> Edits:
        """Return the edits without the hours that hold from `first` on. Raises NotFound."""
        if first not in self.edits.weeks:
            raise NotFound("calendar.week_unknown", day=first)
        return replace(self.edits, weeks=self._weeks_but(first))

    def _weeks_but(self, first: date) -> dict[date, Week]:
        return {on: week for on, week in self.edits.weeks.items() if on != first}

    def _season(self, name: str) -> Season | None:
        found = [season for season in self.calendar.seasons if season.name == name]
        if len(found) > 1:
            raise Conflict("calendar.season_twice", season=name)
        return found[0] if found else None

    def _with_season(self, season: Season | None, name: str) -> Edits:
        seasons = {known: each for known, each in self.edits.seasons.items() if known != name}
        if season or any(each.name == name for each in self.below.seasons):
            seasons[name] = season
        return replace(self.edits, seasons=seasons)


def amended(below: WorkingCalendar, edits: Edits) -> WorkingCalendar:
    """Return the calendar that holds: `below` with `edits` over it."""
    closed = {day: why for day, why in below.closed.items() if day not in edits.days}
    hours = {day: spans for day, spans in below.days.items() if day not in edits.days}
    decided = {day: edit for day, edit in edits.days.items() if edit}
    kept = (season for season in below.seasons if season.name not in edits.seasons)
    decreed = below.decreed_until
    return replace(
        below,
        week={**below.week, **edits.week},
        weeks=tuple(_weeks(below, edits)),
        seasons=(*kept, *filter(None, edits.seasons.values())),
        closed=closed | {day: edit.why for day, edit in decided.items() if not edit.hours},
        days=hours | {day: edit.hours for day, edit in decided.items() if edit.hours},
        decreed_until=decreed and max(decreed, edits.decreed_until or decreed),
    )


def _weeks(below: WorkingCalendar, edits: Edits) -> Iterator[WeekFrom]:
    """Yield the normal weeks that begin some day: what an edit changes stays changed after it."""
    changed = edits.week
    for first in sorted({*edits.weeks, *(each.first for each in below.weeks)}):
        changed = {**changed, **edits.weeks.get(first, {})}
        yield WeekFrom(first, {**below.week_on(first), **changed})
