"""When a notice leaves the house: laws over any instant of a year of opening hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine import notices
from engine.core.calendar import PERPRES_21_2023, RAMADAN, Season, WorkingCalendar

ZONE = ZoneInfo("Asia/Makassar")
CALENDAR = WorkingCalendar(
    "kantor",
    ZONE,
    PERPRES_21_2023,
    (Season("Ramadan", date(2026, 2, 18), date(2026, 3, 19), RAMADAN),),
    {date(2026, 1, 16): "Isra Mikraj"},
)
INSTANTS = some.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
    lambda at: at.replace(tzinfo=UTC)
)


@given(INSTANTS)
def test_never_while_the_office_is_closed_and_never_long_while_it_is_open(at: datetime) -> None:
    leaves = notices.when(CALENDAR, at, urgent=False)
    opening = CALENDAR.opening(at)
    assert CALENDAR.opening(leaves) == leaves
    assert opening <= leaves <= opening + notices.WINDOW
    if opening > at:
        assert leaves == opening
    else:
        last = CALENDAR.opening(at + notices.WINDOW) > at + notices.WINDOW
        assert last or leaves == at + notices.WINDOW


@given(INSTANTS)
def test_what_is_urgent_leaves_at_once(at: datetime) -> None:
    assert notices.when(CALENDAR, at, urgent=True) == at


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        ("2026-01-12 08:00", "2026-01-12 08:15"),
        ("2026-01-12 11:50", "2026-01-12 12:00"),
        ("2026-01-12 12:10", "2026-01-12 13:00"),
        ("2026-01-12 15:59", "2026-01-12 16:00"),
        ("2026-01-12 16:00", "2026-01-13 07:30"),
        ("2026-01-15 18:00", "2026-01-19 07:30"),
        ("2026-03-02 15:00", "2026-03-03 08:00"),
    ],
)
def test_on_a_clerks_clock(told: str, leaves: str) -> None:
    at = datetime.fromisoformat(told).replace(tzinfo=ZONE)
    found = notices.when(CALENDAR, at, urgent=False)
    rounded = found + timedelta(microseconds=1)
    local = (rounded if rounded.second == 0 and rounded.microsecond == 0 else found).astimezone(
        ZONE
    )
    assert f"{local:%Y-%m-%d %H:%M}" == leaves


def test_a_calendar_that_never_opens_holds_nothing_back() -> None:
    closed = WorkingCalendar("tutup", ZONE, {})
    at = datetime(2026, 1, 12, tzinfo=UTC)
    assert notices.opens(closed, at) == at
    assert notices.when(closed, at, urgent=False) == at + notices.WINDOW
