"""Weekly hours that hold from a day on: what they leave alone, whatever they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.core import timestandard
from engine.core.calendar import PERPRES_21_2023, Week, WorkingCalendar
from engine.core.calendaredits import DayEdit, Edited, Edits
from engine.core.soptable import TimeStandard
from engine.workinghours import calendar_json, edited_of
from tests.unit.test_calendar import OFFICE, calendars, dates, hours, moments, weeks

standards = st.sampled_from(["PT10M", "PT8H", "P1D", "P4D", "P1W", "P2W", "P1DT2H"])
some_days = st.dictionaries(st.integers(0, 6), hours(), min_size=1, max_size=7)


def edited(below: WorkingCalendar, week: Week, first: date) -> WorkingCalendar:
    edits = Edited(below, Edits()).with_week(week, first)
    return Edited(below, edits).calendar


@given(calendars(), some_days, dates, dates)
def test_no_day_before_it_has_other_hours(
    calendar: WorkingCalendar, week: Week, first: date, day: date
) -> None:
    after = edited(calendar, week, first)
    if day < first:
        assert after.hours_on(day) == calendar.hours_on(day)
    plain = replace(after, seasons=(), closed={}, days={})
    if day >= first and all(not first < each.first <= day for each in calendar.weeks):
        usual = calendar.week_on(day).get(day.weekday(), ())
        assert plain.hours_on(day) == week.get(day.weekday(), usual)


@given(calendars(), some_days, dates, moments, standards)
def test_no_deadline_moves_to_a_day_before_it(
    calendar: WorkingCalendar, week: Week, first: date, start: datetime, standard: str
) -> None:
    """So hours that hold from tomorrow on make nothing late that was not."""
    after = edited(calendar, week, first)
    wanted = TimeStandard(standard)
    if start.astimezone(calendar.zone).date() >= first:
        return  # it counts with the new hours alone
    old, new = (timestandard.deadline(wanted, each, start) for each in (calendar, after))
    if old.astimezone(calendar.zone).date() < first:
        assert new == old
    else:
        assert new.astimezone(calendar.zone).date() >= first


@given(calendars(), some_days, dates, dates)
def test_it_is_stored_and_taken_back(
    calendar: WorkingCalendar, week: Week, first: date, other: date
) -> None:
    below = replace(calendar, weeks=())
    held = Edited(below, Edited(below, Edits()).with_week(week, first))
    stored = edited_of(calendar_json(below, held.edits), below.zone.key)
    assert (stored.edits, stored.calendar) == (held.edits, held.calendar)
    whole = edited_of(calendar_json(calendar, Edits()), calendar.zone.key)
    assert whole.calendar == calendar
    if held.edits.weeks:
        assert held.without_week(first) == Edits()
    twice = Edited(below, held.with_week(week, other))
    assert set(twice.edits.weeks) <= {first, other}


def test_hours_stored_before_there_were_dates_hold_always() -> None:
    saturday = {5: PERPRES_21_2023[0]}
    stored = calendar_json(OFFICE, Edits(week=saturday, days={date(2026, 1, 1): DayEdit("x")}))
    assert "weeks" not in stored
    assert "weeks" not in stored["edits"]
    held = edited_of(stored, OFFICE.zone.key).calendar
    assert held.days_in_week(datetime(1999, 1, 1, tzinfo=UTC)) == 6
    later = edited_of(stored, OFFICE.zone.key)
    both = Edited(later.below, later.with_week({4: ()}, date(2026, 6, 1))).calendar
    assert both.week_on(date(2026, 6, 1)) == {**PERPRES_21_2023, **saturday, 4: ()}
    assert both.days_in_week(datetime(2026, 7, 1, tzinfo=UTC) - timedelta(90)) == 6


@given(weeks, dates)
def test_the_normal_week_is_that_of_its_day(week: Week, first: date) -> None:
    after = edited(OFFICE, week, first)
    assert after.week_on(first - timedelta(1)) == OFFICE.week
    assert after.week_on(first) == {**OFFICE.week, **week}
