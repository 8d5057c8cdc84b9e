"""Edits lie over a calendar: what holds then, and how each edit is taken back."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.core.calendar import PERPRES_21_2023, RAMADAN, Season, WeekFrom, WorkingCalendar
from engine.core.calendaredits import DayEdit, Edited, Edits
from engine.core.errors import Conflict, Invalid, NotFound

HOLIDAY = date(2026, 3, 19)
ORDINARY = date(2026, 3, 26)  # a Thursday
HALF = ((time(7, 30), time(12)),)
BELOW = WorkingCalendar(
    name="contoh",
    zone=ZoneInfo("Asia/Makassar"),
    week=PERPRES_21_2023,
    seasons=(Season("Ramadan", date(2026, 2, 19), date(2026, 3, 18), RAMADAN),),
    closed={HOLIDAY: "Nyepi"},
    decreed_until=2026,
)


def over(edits: Edits) -> Edited:
    return Edited(BELOW, edits)


def test_a_day_is_closed_given_other_hours_and_ordinary_again() -> None:
    closed = over(over(Edits()).with_days({ORDINARY: DayEdit("Hari jadi", ())}))
    assert closed.day(ORDINARY).hours == ()
    assert (closed.day(ORDINARY).why, closed.day(ORDINARY).edited) == ("Hari jadi", True)
    half = over(closed.with_days({ORDINARY: DayEdit("Setengah hari", HALF)}))
    assert (half.day(ORDINARY).hours, half.day(ORDINARY).why) == (HALF, "Setengah hari")
    assert half.without_day(ORDINARY) == Edits()
    assert half.with_days({ORDINARY: DayEdit("Biasa", PERPRES_21_2023[3])}) == Edits()


def test_a_holiday_is_struck_out_and_closed_again() -> None:
    struck = over(over(Edits()).without_day(HOLIDAY))
    assert struck.edits == Edits(days={HOLIDAY: None})
    assert struck.day(HOLIDAY).hours == PERPRES_21_2023[3]
    assert struck.with_days({HOLIDAY: DayEdit("Nyepi", ())}) == Edits()
    assert over(Edits()).with_days({HOLIDAY: DayEdit("Masuk", PERPRES_21_2023[3])}) == struck.edits
    with pytest.raises(NotFound):
        struck.without_day(HOLIDAY)


def test_taking_back_the_edit_of_a_holiday_gives_the_holiday_back() -> None:
    half = over(over(Edits()).with_days({HOLIDAY: DayEdit("Piket", HALF)}))
    assert half.calendar.closed == {}
    assert half.without_day(HOLIDAY) == Edits()


def test_an_ordinary_day_has_nothing_to_take_back() -> None:
    with pytest.raises(NotFound) as caught:
        over(Edits()).without_day(ORDINARY)
    assert caught.value.text("en") == (
        "Expected to find 26 March 2026 closed or with hours of its own, but it is an ordinary "
        "day. Choose a day from the calendar."
    )


def test_a_season_is_moved_by_what_is_given_and_struck_out() -> None:
    moved = over(over(Edits()).with_season("Ramadan", date(2026, 2, 18), None, None))
    (season,) = moved.calendar.seasons
    assert season == Season("Ramadan", date(2026, 2, 18), date(2026, 3, 18), RAMADAN)
    assert moved.day(date(2026, 2, 18)).why == "Ramadan"
    friday = over(moved.with_season("Ramadan", None, None, {4: HALF})).calendar.seasons[0]
    assert friday.week == {**RAMADAN, 4: HALF}
    assert over(moved.without_season("Ramadan")).calendar.seasons == ()


def test_a_season_of_ones_own_leaves_nothing_behind() -> None:
    first, last = date(2026, 10, 1), date(2026, 10, 9)
    own = over(over(Edits()).with_season("Pameran", first, last, {0: HALF}))
    assert len(own.calendar.seasons) == 2
    assert own.without_season("Pameran") == Edits()


def test_a_new_season_must_be_whole_and_a_name_must_mean_one() -> None:
    with pytest.raises(Invalid) as caught:
        over(Edits()).with_season("Pameran", date(2026, 10, 1), None, None)
    assert caught.value.code == "calendar.season_incomplete"
    with pytest.raises(NotFound) as missing:
        over(Edits()).without_season("Ramadhan")
    assert missing.value.text("en") == (
        'Expected a season named "Ramadhan", but there is none. Did you mean "Ramadan"?'
    )
    twice = WorkingCalendar("x", BELOW.zone, BELOW.week, seasons=BELOW.seasons * 2)
    with pytest.raises(Conflict):
        Edited(twice, Edits()).with_season("Ramadan", None, None, None)


MONDAY = date(2026, 4, 6)


def test_weekdays_change_alone_and_from_a_day_on() -> None:
    edited = over(over(Edits()).with_week({5: HALF}, MONDAY))
    (week,) = edited.calendar.weeks
    assert week == WeekFrom(MONDAY, {**PERPRES_21_2023, 5: HALF})
    assert edited.calendar.hours_on(date(2026, 4, 4)) == ()
    assert edited.calendar.hours_on(date(2026, 4, 11)) == HALF
    noon = datetime(2026, 4, 6, tzinfo=BELOW.zone)
    assert [edited.calendar.days_in_week(noon + timedelta(n)) for n in (-1, 0)] == [5, 6]


def test_a_later_week_keeps_what_an_earlier_one_changed() -> None:
    later, never = date(2026, 6, 1), ()
    both = over(over(over(Edits()).with_week({5: HALF}, MONDAY)).with_week({4: never}, later))
    assert both.calendar.week_on(later) == {**PERPRES_21_2023, 5: HALF, 4: never}
    assert both.calendar.week_on(MONDAY) == {**PERPRES_21_2023, 5: HALF}
    alone = over(both.without_week(MONDAY)).calendar
    assert alone.weeks == (WeekFrom(later, {**PERPRES_21_2023, 4: never}),)


def test_hours_that_hold_already_are_no_edit() -> None:
    edited = over(over(Edits()).with_week({5: HALF}, MONDAY))
    assert edited.with_week({5: HALF}, date(2026, 6, 1)) == edited.edits
    assert edited.with_week({5: ()}, MONDAY) == Edits()
    assert over(Edits()).with_week({5: ()}, MONDAY) == Edits()
    assert over(Edits(week={5: HALF})).with_week({5: HALF}, MONDAY) == Edits(week={5: HALF})


def test_hours_of_a_week_are_taken_back_by_their_day() -> None:
    edited = over(over(Edits()).with_week({5: HALF}, MONDAY))
    assert edited.without_week(MONDAY) == Edits()
    with pytest.raises(NotFound) as caught:
        edited.without_week(date(2026, 4, 7))
    assert caught.value.text("en") == (
        "Expected weekly hours that hold from 7 April 2026, but there are none. "
        "Choose one of the dates the calendar names."
    )


def test_an_edit_lies_over_a_week_that_changes_below_it() -> None:
    below = replace(BELOW, weeks=(WeekFrom(date(2026, 5, 4), {0: HALF}),))
    edits = Edited(below, Edits()).with_week({5: HALF}, MONDAY)
    assert Edited(below, edits).calendar.weeks == (
        WeekFrom(MONDAY, {**PERPRES_21_2023, 5: HALF}),
        WeekFrom(date(2026, 5, 4), {0: HALF, 5: HALF}),
    )


def test_a_year_entered_by_hand_is_decreed() -> None:
    new_year = date(2027, 1, 4)
    assert over(Edits()).day(new_year).provisional
    assert not over(Edits(decreed_until=2027)).day(new_year).provisional
    assert over(Edits(decreed_until=2020)).calendar.decreed_until == 2026


def test_edits_stay_over_another_calendar() -> None:
    edits = Edits(days={ORDINARY: DayEdit("Hari jadi"), HOLIDAY: None})
    other = WorkingCalendar("contoh", BELOW.zone, {0: HALF}, closed={HOLIDAY: "Lain"})
    held = Edited(other, edits).calendar
    assert held.closed == {ORDINARY: "Hari jadi"}
    assert held.week == {0: HALF}


def test_days_are_listed_with_the_first_and_the_last() -> None:
    listed = list(over(Edits()).days(date(2026, 3, 18), date(2026, 3, 20)))
    assert [day.on.day for day in listed] == [18, 19, 20]
    assert [day.why for day in listed] == ["Ramadan", "Nyepi", ""]
