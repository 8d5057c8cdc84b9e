"""Working time: when an office is open, and when two working hours or four days from now are.

Instants go in as aware datetimes and come out in UTC; opening hours are the office's local time.
Working time stands still while the office is closed, so a start outside opening hours counts as the
next opening. The awkward cases, in words and in a table: docs/reference/working-time.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.indonesian import DAYS, clock

Span = tuple[time, time]
Week = Mapping[int, tuple[Span, ...]]  # Monday is 0; a weekday left out is closed

_Open = tuple[datetime, datetime]
_DAY: Final = timedelta(days=1)
HORIZON: Final = timedelta(days=3660)
"""How far working time is looked for: ten years, so that a calendar never open says so."""

PERPRES_21_2023: Final[Week] = {
    # Perpres 21/2023: 37 h 30 min a week from 07.30, break 60 minutes, on Friday 90 minutes.
    **dict.fromkeys(range(4), ((time(7, 30), time(12)), (time(13), time(16)))),
    4: ((time(7, 30), time(11, 30)), (time(13), time(16, 30))),
}
RAMADAN: Final[Week] = {
    # Perpres 21/2023: 32 h 30 min a week from 08.00, break 30 minutes, on Friday 60 minutes.
    **dict.fromkeys(range(4), ((time(8), time(12)), (time(12, 30), time(15)))),
    4: ((time(8), time(11, 30)), (time(12, 30), time(15, 30))),
}


@dataclass(frozen=True, slots=True)
class Season:
    """Other opening hours from one local date to another, both included: Ramadan, say."""

    name: str
    first: date
    last: date
    week: Week


@dataclass(frozen=True, slots=True)
class WeekFrom:
    """Another normal week from a local date on, that date included."""

    first: date
    week: Week


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """One office's opening hours and closed days, in that office's time zone.

    `closed` maps a local date to why; `days` gives single dates hours of their own (a half day, a
    Saturday worked) and goes before `closed`, which goes before `seasons`, which go before the
    normal week: `week`, or the last of `weeks`, which are in order, that has begun.
    `decreed_until` is the last year whose holidays are decreed, None where no year is in doubt.
    `check` finds what is wrong with the hours; the methods trust them.
    """

    name: str
    zone: ZoneInfo
    week: Week
    seasons: tuple[Season, ...] = ()
    closed: Mapping[date, str] = field(default_factory=dict)
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    decreed_until: int | None = None
    weeks: tuple[WeekFrom, ...] = ()
    # The open spans of days already looked at: the same few days are asked for again and again.
    _known: dict[date, list[_Open]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Return the first instant at which `amount` of working time has passed since `start`.

        Work that ends with the day is due at closing time, not at the next opening. A negative
        amount subtracts. Raises Invalid (`calendar.exhausted`) where ten years hold too little.
        """
        if amount < timedelta():
            return self.subtract(start, -amount)
        if not amount:
            return start.astimezone(UTC)
        left = amount
        for opens, closes in self._open_after(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise self._exhausted(start)

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """Return the last instant from which `amount` of working time passes until `end`.

        It undoes `add` for a start in opening hours. Raises as `add` does.
        """
        if amount < timedelta():
            return self.add(end, -amount)
        if not amount:
            return end.astimezone(UTC)
        left = amount
        for opens, closes in self._open_before(end):
            if left <= closes - opens:
                return closes - left
            left -= closes - opens
        raise self._exhausted(end)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`, negative when `end` is the earlier."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end < start:
            return -self.between(end, start)
        spans = self._open_after(start, until=end)
        return sum((min(closes, end) - opens for opens, closes in spans), timedelta())

    def opening(self, moment: datetime) -> datetime:
        """Return the first instant from `moment` on at which the office is open.

        At closing time sharp the office is closed. Raises as `add` does.
        """
        for opens, _ in self._open_after(moment):
            return opens
        raise self._exhausted(moment)

    def add_days(self, start: datetime, days: int) -> datetime:
        """Return the same clock time `days` working days later, moved into that day's hours.

        A start while the office is closed counts as the next opening; closing time sharp still
        belongs to its day. Where the day reached is not yet open at that clock time or has its
        break, the deadline is when it opens (again); where it has closed already, its closing time.
        A negative number goes back as many. Raises as `add` does.
        """
        begin = self._begin(start)
        return self._same_clock(begin, self._working_day(begin.date(), days))

    def whole_days(self, start: datetime, end: datetime) -> tuple[int, timedelta]:
        """Return how many whole days fit between `start` and `end`, and the working time over.

        Days as `add_days` counts them, so that "lewat 2 hari 3 jam" means what a standard of two
        days means. Nothing and zero when `end` is not later.
        """
        first = start.astimezone(self.zone).date()
        last = end.astimezone(self.zone).date()
        later = (first + timedelta(n) for n in range(1, (last - first).days + 1))
        days, reached = list(filter(self._spans, later)), start
        if days:
            begin = self._begin(start)
            days = [day for day in days if day > begin.date()]
            while days and self._same_clock(begin, days[-1]) > end:
                days.pop()
            reached = self._same_clock(begin, days[-1]) if days else start
        return len(days), max(self.between(reached, end), timedelta())

    def week_on(self, day: date) -> Week:
        """Return the normal week of the local date `day`."""
        for each in reversed(self.weeks):
            if each.first <= day:
                return each.week
        return self.week

    def days_in_week(self, start: datetime) -> int:
        """Return how many days of the normal week at `start` are working days, seasons apart."""
        week = self.week_on(start.astimezone(self.zone).date()) if self.weeks else self.week
        return sum(1 for spans in week.values() if spans)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office opens at all on the local date `day`."""
        return bool(self.hours_on(day))

    def hours_on(self, day: date) -> tuple[Span, ...]:
        """Return the spans in which the office is open on `day`, in local time."""
        if day in self.days:
            return self.days[day]
        if day in self.closed:
            return ()
        season = next((s.week for s in self.seasons if s.first <= day <= s.last), None)
        week = self.week_on(day) if season is None else season
        return week.get(day.weekday(), ())

    def provisional(self, start: datetime, end: datetime) -> bool:
        """Tell whether the time from `start` to `end` touches a year without a holiday decree."""
        if self.decreed_until is None:
            return False
        return max(start, end).astimezone(self.zone).year > self.decreed_until

    def _open_after(self, start: datetime, until: datetime | None = None) -> Iterator[_Open]:
        """Yield the open spans after `start` in order, up to those that begin before `until`."""
        start = start.astimezone(UTC)
        day = start.astimezone(self.zone).date()
        last = until.astimezone(self.zone).date() if until else day + HORIZON
        while day <= last:
            for opens, closes in self._spans(day):
                if start < closes and (until is None or opens < until):
                    yield max(start, opens), closes
            day += _DAY

    def _open_before(self, end: datetime) -> Iterator[_Open]:
        """Yield the open spans before `end`, the last one first."""
        end = end.astimezone(UTC)
        day = end.astimezone(self.zone).date()
        earliest = day - HORIZON
        while day >= earliest:
            for opens, closes in reversed(self._spans(day)):
                if opens < end:
                    yield opens, min(closes, end)
            day -= _DAY

    def _begin(self, start: datetime) -> datetime:
        """Return from when a number of days counts, in local time: `start` or the next opening."""
        begin = start.astimezone(self.zone)
        if any(opens <= start <= closes for opens, closes in self._spans(begin.date())):
            return begin
        return self.opening(start).astimezone(self.zone)

    def _same_clock(self, begin: datetime, day: date) -> datetime:
        """Return the clock time of `begin` on a working day, moved into its hours."""
        target = self._instant(day, begin.time())
        spans = self._spans(day)
        return next(
            (max(target, opens) for opens, closes in spans if target <= closes), spans[-1][1]
        )

    def _working_day(self, first: date, days: int) -> date:
        """Return the date `days` working days after `first`, before it for a negative number."""
        day, left = first, abs(days)
        while left:
            day += _DAY if days > 0 else -_DAY
            if abs(day - first) > HORIZON:
                raise self._exhausted(self._instant(first, time()))
            left -= bool(self._spans(day))
        return day

    def _spans(self, day: date) -> list[_Open]:
        """Return the open spans of `day` as instants in UTC, so that a change of clocks adds up."""
        found = self._known.get(day)
        if found is None:
            spans = [
                (self._instant(day, opens), self._instant(day, closes))
                for opens, closes in self.hours_on(day)
            ]
            found = [(opens, closes) for opens, closes in spans if opens < closes]
            self._known[day] = found
        return found

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def _exhausted(self, moment: datetime) -> Invalid:
        on = moment.astimezone(self.zone).date()
        return Invalid("calendar.exhausted", calendar=self.name, on=on)


def check(calendar: WorkingCalendar) -> tuple[Finding, ...]:
    """Return what is wrong with the hours of a calendar: every finding an error that refuses it."""
    found = [*_week_findings(calendar.name, calendar.week)]
    for each in calendar.weeks:
        found += _week_findings(f"{calendar.name} {each.first}", each.week)
    for season in calendar.seasons:
        found += _week_findings(season.name, season.week)
        if season.last < season.first:
            found.append(_error("calendar.season_reversed", season.name))
    for day, spans in sorted(calendar.days.items()):
        found += _day_findings(day.isoformat(), spans)
    return (*found, *_season_overlaps(calendar.seasons))


def _week_findings(name: str, week: Week) -> Iterator[Finding]:
    """Yield what is wrong with the week of the calendar or season called `name`."""
    for weekday, spans in sorted(week.items()):
        yield from _day_findings(f"{name}, {DAYS[weekday]}", spans)
    if not any(week.values()):
        yield _error("calendar.never_open", name)


def _day_findings(where: str, spans: tuple[Span, ...]) -> Iterator[Finding]:
    """Yield what is wrong with the hours of one day."""
    for opens, closes in spans:
        if closes <= opens:
            yield _error("calendar.hours_reversed", where, opens=clock(opens), closes=clock(closes))
    for (_, before), (after, _) in pairwise(spans):
        if after < before:
            yield _error("calendar.hours_overlap", where, closes=clock(before), opens=clock(after))


def _season_overlaps(seasons: tuple[Season, ...]) -> Iterator[Finding]:
    """Yield the seasons that begin before another one has ended."""
    for earlier, later in combinations(sorted(seasons, key=lambda season: season.first), 2):
        if later.first <= earlier.last:
            yield _error("calendar.season_overlap", later.name, other=earlier.name)


def _error(code: str, element: str, **facts: object) -> Finding:
    return Finding("error", code, element, facts=facts)
