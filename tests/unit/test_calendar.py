"""Laws of working time, and what single examples show best. Tables: tests/conformance/calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, starmap
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.calendar import (
    PERPRES_21_2023,
    RAMADAN,
    Season,
    Span,
    Week,
    WeekFrom,
    WorkingCalendar,
    check,
)
from engine.core.errors import Invalid

WITA = ZoneInfo("Asia/Makassar")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = WorkingCalendar("Boalemo", WITA, PERPRES_21_2023)
ZERO = timedelta()


def local(text: str, zone: ZoneInfo = WITA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# From 04.00 on, so that no office opens in the hour that summer time skips or repeats.
clocks = st.integers(4 * 12, 24 * 12 - 1).map(lambda fives: time(fives // 12, fives % 12 * 5))


@st.composite
def hours(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.lists(clocks, min_size=2, max_size=6, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


weeks = st.dictionaries(st.integers(0, 6), hours(), min_size=1)
dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))
weeks_from = st.dictionaries(dates, weeks, max_size=2).map(
    lambda found: sorted(starmap(WeekFrom, found.items()), key=lambda each: each.first)
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    first, last = sorted(draw(st.lists(dates, min_size=2, max_size=2)))
    return WorkingCalendar(
        "any",
        draw(st.sampled_from([WITA, AMSTERDAM, ZoneInfo("Asia/Jakarta")])),
        draw(weeks),
        seasons=(Season("Ramadan", first, last, draw(weeks)),),
        closed=dict.fromkeys(draw(st.lists(dates, max_size=20)), "libur"),
        days=draw(st.dictionaries(dates, hours(), max_size=3)),
        weeks=tuple(draw(weeks_from)),
    )


moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC), allow_imaginary=False
)
# Five open minutes a week, the least drawn above, make 43 hours in the ten years looked ahead: two
# amounts, one after the other, must fit.
amounts = st.timedeltas(timedelta(minutes=1), timedelta(hours=20))


def is_open(calendar: WorkingCalendar, moment: datetime) -> bool:
    """Tell by looking at the clock on the wall, unlike the calendar itself."""
    on_wall = moment.astimezone(calendar.zone)
    clock = on_wall.time()
    return any(opens <= clock <= closes for opens, closes in calendar.hours_on(on_wall.date()))


@given(calendars(), moments, amounts)
def test_between_undoes_add_and_subtract(
    calendar: WorkingCalendar, start: datetime, amount: timedelta
) -> None:
    assert calendar.between(start, calendar.add(start, amount)) == amount
    assert calendar.between(calendar.subtract(start, amount), start) == amount
    assert calendar.between(start, calendar.add(start, -amount)) == -amount


@given(calendars(), moments, amounts)
def test_subtract_undoes_add(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> None:
    assert calendar.subtract(calendar.add(start, amount), amount) == calendar.opening(start)
    assert calendar.subtract(start, -amount) == calendar.add(start, amount)


@given(calendars(), moments, amounts, amounts)
def test_adding_twice_is_adding_the_sum(
    calendar: WorkingCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendars(), moments, moments, moments)
def test_between_adds_up_whatever_the_order(
    calendar: WorkingCalendar, one: datetime, two: datetime, three: datetime
) -> None:
    whole = calendar.between(one, two) + calendar.between(two, three)
    assert whole == calendar.between(one, three)
    assert calendar.between(two, one) == -calendar.between(one, two)


@given(calendars(), moments, amounts, st.integers(-12, 12))
def test_deadlines_fall_in_opening_hours(
    calendar: WorkingCalendar, start: datetime, amount: timedelta, days: int
) -> None:
    for deadline in (
        calendar.add(start, amount),
        calendar.add_days(start, days),
        calendar.opening(start),
    ):
        assert is_open(calendar, deadline)
        assert deadline.tzinfo is UTC


@given(calendars(), moments, st.integers(0, 36 * 12))
def test_between_counts_the_open_minutes_on_the_wall_clock(
    calendar: WorkingCalendar, start: datetime, steps: int
) -> None:
    start = start.replace(minute=0, second=0, microsecond=0)
    step = timedelta(minutes=5)
    counted = ZERO
    for count in range(steps):
        on_wall = (start + count * step).astimezone(calendar.zone)
        spans = calendar.hours_on(on_wall.date())
        counted += step * any(opens <= on_wall.time() < closes for opens, closes in spans)
    assert counted == calendar.between(start, start + steps * step)


@given(calendars(), st.lists(moments, min_size=2, max_size=4).map(sorted), amounts)
def test_who_starts_later_is_due_later(
    calendar: WorkingCalendar, starts: list[datetime], amount: timedelta
) -> None:
    for before, after in pairwise(starts):
        assert calendar.add(before, amount) <= calendar.add(after, amount)
        assert calendar.opening(before) <= calendar.opening(after)


@given(calendars(), moments, st.integers(0, 8), st.integers(0, 8))
def test_more_days_are_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, days: int, more: int
) -> None:
    assert start <= calendar.add_days(start, days) <= calendar.add_days(start, days + more)
    assert calendar.add_days(start, -days - more) <= calendar.add_days(start, -days)
    assert calendar.add_days(start, -1) < start


@given(moments, st.integers(0, 8))
def test_days_back_undo_days_ahead_in_an_office_of_equal_days(start: datetime, days: int) -> None:
    equal = replace(OFFICE, week=dict.fromkeys(range(5), PERPRES_21_2023[0]))
    begin = equal.opening(start)
    assert equal.add_days(equal.add_days(begin, days), -days) == begin
    assert equal.add_days(equal.add_days(begin, -days), days) == begin


@given(moments, moments, st.integers(0, 8))
def test_days_started_later_are_due_later_in_an_office_of_equal_days(
    one: datetime, two: datetime, days: int
) -> None:
    equal = replace(OFFICE, week=dict.fromkeys(range(5), PERPRES_21_2023[0]))
    earlier, later = sorted((one, two))
    assert equal.add_days(earlier, days) <= equal.add_days(later, days)


@given(calendars(), moments, moments)
def test_whole_days_are_as_many_as_fit(
    calendar: WorkingCalendar, one: datetime, two: datetime
) -> None:
    start, end = sorted((one, two))
    days, rest = calendar.whole_days(start, end)
    reached = calendar.add_days(start, days) if days else start
    assert reached <= end < calendar.add_days(start, days + 1)
    assert rest == calendar.between(reached, end)


def test_whole_days_of_a_deadline_passed_are_those_of_a_standard() -> None:
    deadline = local("2026-01-08T15:00")
    late = OFFICE.add(OFFICE.add_days(deadline, 2), timedelta(hours=3))
    assert OFFICE.whole_days(deadline, late) == (2, timedelta(hours=3))
    assert OFFICE.whole_days(late, deadline) == (0, ZERO)


def test_whole_days_from_a_weekend_start_at_the_next_opening() -> None:
    saturday = local("2026-01-10T09:00")
    assert OFFICE.whole_days(saturday, local("2026-01-13T07:00")) == (0, timedelta(hours=7.5))
    assert OFFICE.whole_days(saturday, local("2026-01-13T07:30")) == (1, ZERO)


def test_nothing_added_is_the_same_instant_in_utc() -> None:
    saturday = local("2026-01-10T09:00")
    assert OFFICE.add(saturday, ZERO) == OFFICE.subtract(saturday, ZERO) == saturday
    assert OFFICE.add(saturday, ZERO).tzinfo is OFFICE.subtract(saturday, ZERO).tzinfo is UTC


def test_the_office_opens_next() -> None:
    assert OFFICE.opening(local("2026-01-05T09:00")) == local("2026-01-05T09:00")
    assert OFFICE.opening(local("2026-01-05T16:00")) == local("2026-01-06T07:30")
    assert OFFICE.opening(local("2026-01-09T11:30")) == local("2026-01-09T13:00")
    assert OFFICE.opening(local("2026-01-10T09:00")) == local("2026-01-12T07:30")


def test_the_weeks_of_the_decree_have_the_hours_it_names() -> None:
    def total(week: Week) -> timedelta:
        return WorkingCalendar("week", WITA, week).between(
            local("2026-01-05T00:00"), local("2026-01-12T00:00")
        )

    assert total(PERPRES_21_2023) == timedelta(hours=37, minutes=30)
    assert total(RAMADAN) == timedelta(hours=32, minutes=30)


def test_a_single_day_goes_before_closed_days_and_those_before_seasons() -> None:
    monday, tuesday, wednesday = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
    half = ((time(8), time(11)),)
    office = replace(
        OFFICE,
        seasons=(Season("Ramadan", monday, wednesday, RAMADAN),),
        closed={monday: "libur", tuesday: "libur"},
        days={monday: half},
    )
    assert office.hours_on(monday) == half
    assert office.hours_on(tuesday) == ()
    assert office.hours_on(wednesday) == RAMADAN[2]
    assert office.hours_on(date(2026, 3, 5)) == PERPRES_21_2023[3]
    assert [office.is_working_day(day) for day in (monday, tuesday)] == [True, False]


def test_a_normal_week_has_the_days_that_open() -> None:
    assert OFFICE.days_in_week(local("2026-01-05T09:00")) == 5
    saturdays = {**PERPRES_21_2023, 5: ((time(8), time(12)),), 6: ()}
    six = replace(OFFICE, weeks=(WeekFrom(date(2026, 1, 5), saturdays),))
    assert six.days_in_week(local("2026-01-04T23:59")) == 5
    assert six.days_in_week(local("2026-01-05T00:00")) == 6


def test_a_season_goes_before_a_week_that_begins_in_it() -> None:
    first, last = date(2026, 2, 19), date(2026, 3, 20)
    later = WeekFrom(date(2026, 3, 2), {0: ((time(10), time(11)),)})
    office = replace(OFFICE, seasons=(Season("Ramadan", first, last, RAMADAN),), weeks=(later,))
    assert office.hours_on(date(2026, 3, 2)) == RAMADAN[0]
    assert office.hours_on(date(2026, 3, 23)) == later.week[0]
    assert office.hours_on(date(2026, 3, 24)) == ()


def test_a_week_that_begins_some_day_is_checked_too() -> None:
    bad = WeekFrom(date(2026, 3, 2), {0: ()})
    (found,) = check(replace(OFFICE, weeks=(bad,)))
    assert (found.code, found.element) == ("calendar.never_open", "Boalemo 2026-03-02")


def test_a_year_without_a_decree_is_provisional() -> None:
    decreed = replace(OFFICE, decreed_until=2027)
    old, new = local("2027-12-31T23:59"), local("2028-01-01T00:00")
    assert not decreed.provisional(old, old)
    assert decreed.provisional(old, new)
    assert decreed.provisional(new, old)
    assert not OFFICE.provisional(old, new)


def test_hours_skipped_by_summer_time_are_no_hours() -> None:
    night = WorkingCalendar("Amsterdam", AMSTERDAM, {6: ((time(2), time(3)),)})
    start = local("2026-03-28T12:00", AMSTERDAM)
    assert night.add(start, timedelta(minutes=1)) == local("2026-04-05T02:01", AMSTERDAM)
    assert night.add_days(start, 0) == local("2026-04-05T02:00", AMSTERDAM)
    saturday = replace(night, week={5: ((time(2), time(3)),), **night.week})
    assert saturday.add_days(local("2026-03-28T02:30", AMSTERDAM), 1) == local(
        "2026-04-04T02:30", AMSTERDAM
    )


def test_years_ahead_are_found() -> None:
    years = OFFICE.add(local("2026-01-05T07:30"), timedelta(hours=3 * 52 * 37.5))
    assert years == local("2028-12-29T16:30")  # 156 weeks of 37 h 30 min, to the last Friday


@pytest.mark.parametrize("verb", ["add", "subtract", "add_days", "opening"])
def test_a_calendar_that_never_opens_says_so(verb: str) -> None:
    shut = WorkingCalendar("Tutup", WITA, {})
    start = local("2026-01-05T07:30")
    ask: Callable[[], object] = {
        "add": lambda: shut.add(start, timedelta(hours=1)),
        "subtract": lambda: shut.subtract(start, timedelta(hours=1)),
        "add_days": lambda: shut.add_days(start, 1),
        "opening": lambda: shut.opening(start),
    }[verb]
    with pytest.raises(Invalid) as refused:
        ask()
    assert refused.value.text("en") == (
        "Expected to find enough working time in calendar Tutup within ten years of "
        "5 January 2026, but there is too little. Check its opening hours, closed days and the "
        "time standard."
    )


def test_more_days_than_ten_years_hold_are_refused() -> None:
    with pytest.raises(Invalid, match="within ten years of 5 January 2026"):
        OFFICE.add_days(local("2026-01-05T07:30"), 3000)


def test_good_hours_have_no_findings() -> None:
    ramadan = Season("Ramadan", date(2026, 2, 19), date(2026, 3, 20), RAMADAN)
    assert check(replace(OFFICE, seasons=(ramadan,))) == ()


def test_bad_hours_are_all_found() -> None:
    bad = replace(
        OFFICE,
        week={0: ((time(8), time(12)), (time(11), time(10))), 1: ((time(8), time(8)),)},
        seasons=(
            Season("Ramadan", date(2026, 2, 19), date(2026, 3, 20), {}),
            Season("Puasa", date(2026, 3, 20), date(2026, 3, 30), RAMADAN),
            Season("Banjir", date(2026, 12, 2), date(2026, 12, 1), RAMADAN),
        ),
        days={date(2026, 12, 31): ((time(9), time(8)),)},
    )
    assert [(f.severity, f.code, f.element) for f in check(bad)] == [
        ("error", "calendar.hours_reversed", "Boalemo, Senin"),
        ("error", "calendar.hours_overlap", "Boalemo, Senin"),
        ("error", "calendar.hours_reversed", "Boalemo, Selasa"),
        ("error", "calendar.never_open", "Ramadan"),
        ("error", "calendar.season_reversed", "Banjir"),
        ("error", "calendar.hours_reversed", "2026-12-31"),
        ("error", "calendar.season_overlap", "Puasa"),
    ]
    assert check(bad)[0].text("id") == (
        "Seharusnya jam buka mendahului jam tutup (Boalemo, Senin), tetapi tertulis 11.00 sampai "
        "10.00. Betulkan jamnya."
    )
