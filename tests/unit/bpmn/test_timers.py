"""When timers are due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn import timers
from engine.bpmn.timers import Clock, Due, Timer, TimerError, first_due, next_due, recounted
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.messages import MESSAGES

JAKARTA = ZoneInfo("Asia/Jakarta")


def clock(zone: ZoneInfo) -> Clock:
    return Clock(zone, WorkingCalendar("kantor", zone, PERPRES_21_2023))


CLOCK = clock(JAKARTA)
NOW = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)  # nine o'clock in Jakarta


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P3D", "2026-02-03T09:00"),
        ('"P3D"', "2026-02-03T09:00"),
        (" PT90M ", "2026-01-31T10:30"),
        ("P1DT2H", "2026-02-01T11:00"),
        ("P2W", "2026-02-14T09:00"),
        ("PT0.5H", "2026-01-31T09:30"),
        ("PT1,5S", "2026-01-31T09:00:01.500000"),
        ("P1M", "2026-02-28T09:00"),
        ("P1Y1M", "2027-02-28T09:00"),
        ("PT0S", "2026-01-31T09:00"),
    ],
)
def test_durations(text: str, expected: str) -> None:
    assert first_due(Timer("duration"), text, CLOCK, NOW) == Due(at(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01T10:00:00", "2026-12-01T10:00"),
        ("2026-12-01", "2026-12-01T00:00"),
        ("2026-12-01T03:00:00Z", "2026-12-01T10:00"),
        ("2026-12-01T11:00+08:00", "2026-12-01T10:00"),
    ],
)
def test_dates_without_an_offset_are_local(text: str, expected: str) -> None:
    assert first_due(Timer("date"), text, CLOCK, NOW) == Due(at(expected))


def test_days_keep_the_clock_where_it_changes() -> None:
    berlin = clock(ZoneInfo("Europe/Berlin"))
    start = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)  # nine o'clock, the night before summer time
    assert first_due(Timer("duration"), "P1D", berlin, start).at == start + timedelta(hours=23)
    assert first_due(Timer("duration"), "PT24H", berlin, start).at == start + timedelta(hours=24)


def test_a_counted_cycle_fires_so_often() -> None:
    timer = Timer("cycle")
    due: Due | None = first_due(timer, "R3/PT1H", CLOCK, NOW)
    fired = []
    while due is not None:
        fired.append(due.at)
        due = next_due(timer, due, CLOCK, due.at)
    assert fired == [NOW + timedelta(hours=n) for n in (1, 2, 3)]


def test_a_cycle_with_a_start_keeps_to_its_beat() -> None:
    due = first_due(Timer("cycle"), "R/2026-01-01T08:00/P1W", CLOCK, NOW)
    assert due.at == at("2026-02-05T08:00")


def test_a_cycle_with_a_start_to_come_fires_then() -> None:
    due = first_due(Timer("cycle"), "R2/2026-03-01T08:00/P1D", CLOCK, NOW)
    assert (due.at, due.left) == (at("2026-03-01T08:00"), 1)


def test_a_cycle_ends_at_its_end() -> None:
    timer = Timer("cycle")
    due = first_due(timer, "R/P1D/2026-02-02T09:00", CLOCK, NOW)
    assert due.at == at("2026-02-01T09:00")
    second = next_due(timer, due, CLOCK, due.at)
    assert second is not None
    assert next_due(timer, second, CLOCK, second.at) is None


def test_missed_firings_of_an_endless_cycle_become_one() -> None:
    timer = Timer("cycle")
    due = first_due(timer, "R/PT1M", CLOCK, NOW)
    following = next_due(timer, due, CLOCK, NOW + timedelta(days=30, seconds=30))
    assert following is not None
    assert following.at == NOW + timedelta(days=30, minutes=1)


@pytest.mark.parametrize(
    ("every", "working", "expected"),
    [
        ("PT1S", False, "2027-01-31T09:00:01"),
        ("P1D", False, "2027-02-01T09:00"),
        ("P1M", False, "2027-02-28T09:00"),
        ("* * * * * *", False, "2027-01-31T09:00:01"),
        ("PT1M", True, "2027-02-01T07:31"),
    ],
)
def test_a_year_of_missed_firings_is_skipped_at_once(
    every: str, working: bool, expected: str
) -> None:
    timer = Timer("cycle", working=working)
    following = next_due(timer, Due(NOW, every, -1), CLOCK, at("2027-01-31T09:00"))
    assert following is not None
    assert following.at == at(expected)


def test_a_daily_cycle_keeps_to_the_clock_over_a_change_of_clocks() -> None:
    berlin = clock(ZoneInfo("Europe/Berlin"))
    winter = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)  # nine o'clock
    following = next_due(Timer("cycle"), Due(winter, "P1D", -1), berlin, winter.replace(month=7))
    assert following is not None
    assert following.at == datetime(2026, 7, 2, 7, 0, tzinfo=UTC)  # nine o'clock in summer


def test_a_short_counted_cycle_is_caught_up() -> None:
    timer = Timer("cycle")
    due = first_due(timer, "R3/P1D", CLOCK, NOW)
    following = next_due(timer, due, CLOCK, NOW + timedelta(days=30))
    assert following is not None
    assert following.at == NOW + timedelta(days=2)


def test_working_time_skips_the_weekend() -> None:
    friday = at("2026-01-30T15:00")
    timer = Timer("duration", working=True)
    assert first_due(timer, "PT2H", CLOCK, friday).at == at("2026-02-02T08:00")
    assert first_due(timer, "P2D", CLOCK, friday).at == at("2026-02-03T15:00")
    assert first_due(Timer("duration"), "PT2H", CLOCK, friday).at == at("2026-01-30T17:00")


def test_another_calendar_moves_what_counts_working_time_from_where_it_began() -> None:
    friday, working = at("2026-01-30T15:00"), Timer("duration", working=True)
    hours = {**PERPRES_21_2023, 4: ()}
    shorter = Clock(JAKARTA, WorkingCalendar("kantor", JAKARTA, hours))
    due = first_due(working, "PT2H", CLOCK, friday)
    assert due == Due(at("2026-02-02T08:00"), "PT2H", since=friday)
    moved = recounted(due, shorter)
    assert moved == Due(at("2026-02-02T09:30"), "PT2H", since=friday)
    assert recounted(moved, CLOCK) == due
    for other in (first_due(Timer("duration"), "PT2H", CLOCK, friday), Due(friday)):
        assert recounted(other, shorter) == other


def test_a_cycle_in_working_time_is_counted_from_its_last_firing() -> None:
    timer, friday = Timer("cycle", working=True), at("2026-01-30T15:00")
    first = first_due(timer, "R3/P1D", CLOCK, friday)
    assert (first.at, first.since) == (at("2026-02-02T15:00"), friday)
    second = next_due(timer, first, CLOCK, first.at)
    assert second is not None
    assert (second.at, second.since, second.left) == (at("2026-02-03T15:00"), first.at, 1)
    closed = {date(2026, 2, 3): "libur"}
    holiday = Clock(JAKARTA, replace(CLOCK.calendar, closed=closed))
    assert recounted(second, holiday).at == at("2026-02-04T15:00")
    late = at("2026-02-10T09:00")
    endless = next_due(timer, replace(first, left=-1), CLOCK, late)
    assert endless is not None
    assert endless.since == late
    ending = replace(second, until=at("2026-02-03T23:00"))
    assert recounted(ending, holiday) == ending
    dated = first_due(timer, "R/2026-03-02T08:00/P1D", CLOCK, friday)
    assert (dated.at, dated.since) == (at("2026-03-02T08:00"), None)
    assert first_due(timer, "0 8 * * 1", CLOCK, friday).since is None


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("duration", "besok", "bpmn.timer.duration"),
        ("duration", "3 hari", "bpmn.timer.duration"),
        ("duration", "-P1D", "bpmn.timer.duration"),
        ("duration", "P", "bpmn.timer.duration"),
        ("duration", "PT", "bpmn.timer.duration"),
        ("duration", "P0.5M", "bpmn.timer.duration"),
        ("duration", "P500Y", "bpmn.timer.too_far"),
        ("duration", "P999999999D", "bpmn.timer.too_far"),
        ("date", "besok", "bpmn.timer.date"),
        ("date", "01-12-2026", "bpmn.timer.date"),
        ("cycle", "P1D2", "bpmn.timer.duration"),
        ("cycle", "R3", "bpmn.timer.cycle"),
        ("cycle", "R0/P1D", "bpmn.timer.cycle"),
        ("cycle", "R/PT0.01S", "bpmn.timer.too_often"),
        ("cycle", "R/PT0S", "bpmn.timer.too_often"),
        ("cycle", "kadang-kadang", "bpmn.timer.cycle"),
        ("cycle", "0 8 * * 8", "bpmn.timer.cycle"),
        ("cycle", "0 0 8 ? * 2", "bpmn.timer.cron_weekday"),
        ("cycle", "0 8 1 * MON", "bpmn.timer.cron_two_days"),
        ("cycle", "0 8 30 2 *", "bpmn.timer.cron_never"),
    ],
)
def test_other_texts_are_refused(kind: timers.TimerKind, text: str, code: str) -> None:
    with pytest.raises(TimerError) as raised:
        timers.check(Timer(kind, text))
    assert raised.value.code == code
    assert code in MESSAGES


def test_working_time_has_no_months() -> None:
    with pytest.raises(TimerError) as raised:
        timers.check(Timer("duration", "P1M", working=True))
    assert raised.value.code == "bpmn.timer.working"


def test_a_check_leaves_expressions_alone() -> None:
    from engine.bpmn.expressions import compile_expression

    timers.check(Timer("duration", "", compile_expression("batas")))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0 8 * * *", "2026-02-01T08:00"),
        ("*/15 * * * *", "2026-01-31T09:15"),
        ("0 8 * * MON-FRI", "2026-02-02T08:00"),
        ("0 8 * * 1-5", "2026-02-02T08:00"),
        ("0 8 * * 7", "2026-02-01T08:00"),
        ("0 8 * * FRI-SUN", "2026-02-01T08:00"),
        ("30 7 1 */3 *", "2026-04-01T07:30"),
        ("0 8 29 2 *", "2028-02-29T08:00"),
        ("0 0 8 ? * MON", "2026-02-02T08:00"),
        ("30 0 9 * * *", "2026-01-31T09:00:30"),
        ("0 0 8 ? * MON *", "2026-02-02T08:00"),
        ("0 8 1,15 FEB-MAR *", "2026-02-01T08:00"),
        ("@monthly", "2026-02-01T00:00"),
    ],
)
def test_cron_lines(line: str, expected: str) -> None:
    due = first_due(Timer("cycle"), line, CLOCK, NOW)
    assert (due.at, due.left) == (at(expected), -1)
