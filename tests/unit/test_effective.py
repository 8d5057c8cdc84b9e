"""The day from which a version is in force: which may be chosen, when it begins, how it is read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import effective
from engine.core.errors import Invalid

TODAY = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 12, 30), "schedule.begun"),
        (TODAY, "schedule.begun"),
        (date(2027, 1, 1), None),
        (date(2032, 1, 4), None),
        (date(2032, 1, 5), "schedule.far"),
        (date.max, "schedule.far"),
    ],
)
def test_the_day_is_after_today_and_at_most_five_years_ahead(on: date, code: str | None) -> None:
    if code is None:
        effective.require_choice(on, TODAY)
        return
    with pytest.raises(Invalid) as refusal:
        effective.require_choice(on, TODAY)
    assert refusal.value.code == code


def test_who_chooses_today_is_told_to_put_it_in_force_now() -> None:
    with pytest.raises(Invalid) as refusal:
        effective.require_choice(TODAY, TODAY)
    assert refusal.value.text("id") == (
        "Seharusnya tanggal mulai berlaku sesudah hari ini (31 Desember 2026), tetapi yang "
        "dipilih 31 Desember 2026. Pilih tanggal yang akan datang, atau berlakukan sekarang."
    )


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)]
)
def test_a_day_begins_at_midnight_where_the_agency_is(zone: str, hour: int) -> None:
    begun = effective.begins_at(date(2027, 1, 1), ZoneInfo(zone))
    assert begun == datetime(2026, 12, 31, hour, tzinfo=UTC)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["Asia/Jayapura", "Asia/Gaza"])
)
def test_the_instant_before_belongs_to_the_day_before(on: date, zone: str) -> None:
    """Gaza sets its clocks forward at midnight: some days there have no 00.00."""
    begun = effective.begins_at(on, ZoneInfo(zone))
    before = begun - timedelta(microseconds=1)
    assert begun.astimezone(ZoneInfo(zone)).date() == on
    assert before.astimezone(ZoneInfo(zone)).date() < on


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2027-01-01", date(2027, 1, 1)),
        (" 1/2/2027 ", date(2027, 2, 1)),
        ("1 Januari 2027", date(2027, 1, 1)),
        ("Jumat, 1 januari 2027", date(2027, 1, 1)),
        ("17 August 2027", date(2027, 8, 17)),
        ("31 Februari 2027", None),
        ("1 Sura 2027", None),
        ("sejak ditetapkan", None),
        ("", None),
    ],
)
def test_the_date_an_sop_says_is_read_as_people_write_it(text: str, on: date | None) -> None:
    assert effective.read(text) == on
