"""Dates, times, durations and numbers as an Indonesian reader expects them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import indonesian


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "Senin, 2 Maret 2026 pukul 09.15 WIB"),
        ("Asia/Makassar", "Senin, 2 Maret 2026 pukul 10.15 WITA"),
        ("Asia/Jayapura", "Senin, 2 Maret 2026 pukul 11.15 WIT"),
    ],
)
def test_moments_are_said_in_the_zone_of_the_office(zone: str, said: str) -> None:
    at = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
    assert indonesian.moment(at, ZoneInfo(zone)) == said


def test_days_and_clock_times() -> None:
    assert indonesian.day(date(2028, 2, 29)) == "Selasa, 29 Februari 2028"
    assert indonesian.day(date(2026, 12, 27)) == "Minggu, 27 Desember 2026"
    assert indonesian.clock(time(7, 5)) == "07.05"


@pytest.mark.parametrize(
    ("amount", "days", "said"),
    [
        (timedelta(hours=3), 2, "2 hari 3 jam"),
        (timedelta(hours=1, minutes=30), 0, "1 jam 30 menit"),
        (timedelta(hours=-2), 0, "2 jam"),
        (timedelta(minutes=59, seconds=59), 0, "59 menit"),
        (timedelta(hours=30), 0, "30 jam"),
        (timedelta(), 4, "4 hari"),
        (timedelta(seconds=59), 0, "kurang dari 1 menit"),
    ],
)
def test_durations(amount: timedelta, days: int, said: str) -> None:
    assert indonesian.duration(amount, days) == said


def test_numbers_have_dots_for_thousands_and_a_comma_for_decimals() -> None:
    assert indonesian.number(1250.5) == "1.250,5"
    assert indonesian.number(1234567) == "1.234.567"
    assert indonesian.number(99.456, decimals=1) == "99,5"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (45, "empat puluh lima"),
        (100, "seratus"),
        (120, "seratus dua puluh"),
        (999, "sembilan ratus sembilan puluh sembilan"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert indonesian.spelled(number) == words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250,5", 1250.5),
        ("1250.5", 1250.5),
        ("1250,5", 1250.5),
        ("1.250", 1250),
        ("1.250.000", 1250000),
        ("0.125", 0.125),
        ("-7", -7),
        (" 80 ", 80),
        ("1,250.5", None),
        ("12.50.000", None),
        ("1e5", None),
        ("delapan", None),
        ("nan", None),
        ("9" * 5000, None),
    ],
)
def test_numbers_are_read_as_written(text: str, number: float | None) -> None:
    read = indonesian.read_number(text)
    assert read == number
    assert type(read) is type(number)


@given(st.integers(-(10**14), 10**14), st.integers(0, 999))
def test_numbers_shown_are_read_again(whole: int, thousandths: int) -> None:
    assert indonesian.read_number(indonesian.number(whole)) == whole
    value = whole % 10**9 + thousandths / 1000
    assert indonesian.read_number(indonesian.number(value, decimals=3)) == round(value, 3)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("02-03-2026", date(2026, 3, 2)),
        ("2/3/2026", date(2026, 3, 2)),
        ("31-02-2026", None),
        ("2-3/2026", None),
        ("02-03-26", None),
        ("besok", None),
    ],
)
def test_dates_are_read_day_first(text: str, on: date | None) -> None:
    assert indonesian.read_date(text) == on
