"""Time standards: what is read, what is refused, and that nothing is lost on the way."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.soptable import TimeStandard
from engine.core.timestandard import deadline, describe, length, parse

OFFICE = WorkingCalendar("Boalemo", ZoneInfo("Asia/Makassar"), PERPRES_21_2023)


@pytest.mark.parametrize(
    ("text", "unit", "duration"),
    [
        ("10 menit", "", "PT10M"),
        ("10 Menit", "Waktu (menit)", "PT10M"),
        ("10mnt", "", "PT10M"),
        ("2 Jam", "", "PT2H"),
        ("1,5 jam", "", "PT90M"),
        ("4 Hari", "", "P4D"),
        ("4 hari kerja", "", "P4D"),
        ("3 (tiga) hari", "", "P3D"),
        ("1 minggu", "", "P1W"),
        ("2 pekan.", "", "P2W"),
        ("120", "Waktu (menit)", "PT120M"),
        (" 2\u00a0", "JAM", "PT2H"),
        ("1 jam 30 menit", "", "PT1H30M"),
        ("1 jam 0 menit", "", "PT1H"),
        ("1 hari 2 jam", "", "P1DT2H"),
        ("PT10M", "", "PT10M"),
        ("pt10m", "", "PT10M"),
        ("P4D", "menit", "P4D"),
        ("P1W", "", "P1W"),
        ("P1DT2H", "", "P1DT2H"),
        ("480 menit", "", "PT480M"),
        ("3650 hari", "", "P3650D"),
    ],
)
def test_plain_standards_are_read(text: str, unit: str, duration: str) -> None:
    assert parse(text, unit) == TimeStandard(duration)


def test_calendar_days_are_told_from_working_days() -> None:
    assert parse("7 Hari Kalender") == TimeStandard("P7D", "kalender")


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("", "", "unreadable"),
        ("-", "", "unreadable"),
        ("sehari", "", "unreadable"),
        ("1 bulan", "", "unreadable"),
        ("10 menitt", "", "unreadable"),
        ("10-15 menit", "", "unreadable"),
        ("10 menit/jam", "", "unreadable"),
        ("½ jam", "", "unreadable"),
        ("1.5 jam", "", "unreadable"),
        ("1,5 hari", "", "unreadable"),
        ("1,33 jam", "", "unreadable"),
        ("3 (dua) hari", "", "unreadable"),
        ("٣ hari", "", "unreadable"),
        ("12345678 menit", "", "unreadable"),
        ("P", "", "unreadable"),
        ("P1DT", "", "unreadable"),
        ("P1M", "", "unreadable"),
        ("PT30S", "", "unreadable"),
        ("120", "", "no_unit"),
        ("120", "Waktu", "no_unit"),
        ("120", "menit/jam", "no_unit"),
        ("10 menit", "jam", "two_units"),
        ("1 jam 30 menit", "menit", "two_units"),
        ("30 menit 1 jam", "", "two_units"),
        ("2 jam 3 jam", "", "two_units"),
        ("0 hari", "", "not_positive"),
        ("PT0M", "", "not_positive"),
        ("-5 menit", "", "not_positive"),
        ("-0,5 jam", "", "not_positive"),
        ("2 jam -5 menit", "", "not_positive"),
        ("3651 hari", "", "too_long"),
        ("9999999 minggu", "", "too_long"),
    ],
)
def test_what_is_not_plain_is_refused(text: str, unit: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(text, unit)
    assert refused.value.code == f"timestandard.{code}"
    assert f'"{text}"' in refused.value.text("id")


def test_the_refusal_says_how_to_write_it() -> None:
    with pytest.raises(Invalid) as refused:
        parse("120")
    assert refused.value.text("id") == (
        'Seharusnya ada satuan waktu, tetapi hanya tertulis "120". '
        "Tambahkan menit, jam, hari, atau minggu."
    )


counts = st.fixed_dictionaries(
    {}, optional={unit: st.integers(1, 99) for unit in ("minggu", "hari", "jam", "menit")}
).filter(bool)


@given(counts, st.sampled_from(["", " kalender"]))
def test_what_is_described_is_read_again(amounts: dict[str, int], calendar: str) -> None:
    order = ("minggu", "hari", "jam", "menit")
    said = " ".join(f"{amounts[unit]} {unit}" for unit in order if unit in amounts) + calendar
    standard = parse(said)
    assert describe(standard) == said
    plain = TimeStandard(standard.duration, standard.calendar)
    assert parse(plain.duration).duration == standard.duration


def test_standards_are_described_in_english_too() -> None:
    assert describe(TimeStandard("P1DT2H"), "en") == "1 day 2 hours"
    assert describe(TimeStandard("P7D", "kalender"), "en") == "7 days (calendar)"


def test_a_week_has_the_working_days_of_the_office() -> None:
    monday = datetime(2026, 1, 5, 2, tzinfo=UTC)
    assert deadline(TimeStandard("P1W"), OFFICE, monday) == monday + timedelta(days=7)
    assert deadline(TimeStandard("P1W2D"), OFFICE, monday) == monday + timedelta(days=9)


def test_calendar_time_runs_day_and_night() -> None:
    saturday = datetime(2026, 1, 10, 9, tzinfo=OFFICE.zone)
    due = deadline(TimeStandard("P1DT1H30M", "kalender"), OFFICE, saturday)
    assert due == saturday + timedelta(days=1, hours=1, minutes=30)
    assert due.tzinfo is UTC


def test_a_standard_nobody_read_is_refused_when_used() -> None:
    with pytest.raises(Invalid, match="Expected to read an amount and a unit of time"):
        deadline(TimeStandard("1 tahun"), OFFICE, datetime(2026, 1, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("duration", "plain"),
    [
        ("P1DT2H", timedelta(hours=26)),
        ("P1W", timedelta(days=7)),
        ("PT0M", timedelta()),
        ("P", None),
        ("P1Y", None),
        ("4 hari", None),
        ("-P1D", None),
        ("", None),
    ],
)
def test_the_length_of_a_duration(duration: str, plain: timedelta | None) -> None:
    assert length(duration) == plain


def test_a_negative_share_goes_back_from_the_deadline() -> None:
    friday = datetime(2026, 1, 9, 9, tzinfo=OFFICE.zone)
    tuesday = datetime(2026, 1, 6, 9, tzinfo=OFFICE.zone)
    assert deadline(TimeStandard("P3D"), OFFICE, friday, -100) == tuesday
    assert deadline(TimeStandard("P4D"), OFFICE, friday, -75) == tuesday
    assert deadline(TimeStandard("P1DT1H30M"), OFFICE, friday, -200) == datetime(
        2026, 1, 6, 14, 30, tzinfo=OFFICE.zone
    )
    half = deadline(TimeStandard("P1D"), OFFICE, friday, -50)
    assert OFFICE.between(half, friday) == timedelta(minutes=225)
