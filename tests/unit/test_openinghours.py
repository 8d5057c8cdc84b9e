"""Opening hours as people write them, read and written back."""

from datetime import time

import pytest
from hypothesis import given

from engine.core import openinghours
from engine.core.calendar import PERPRES_21_2023, Week
from engine.core.errors import Invalid
from tests.unit.test_calendar import weeks

MORNING = (time(7, 30), time(12))
AFTERNOON = (time(13), time(16))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("07.30-12.00 13.00-16.00", (MORNING, AFTERNOON)),
        ("7.30 - 12.00, 13.00 - 16.00", (MORNING, AFTERNOON)),
        ("07:30–12:00; 13:00–16:00", (MORNING, AFTERNOON)),
        ("07.30 s.d. 12.00", (MORNING,)),
        ("07.30 sampai 12.00", (MORNING,)),
        ("tutup", ()),
        ("Libur", ()),
        (" - ", ()),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: tuple[object, ...]) -> None:
    assert openinghours.read(text) == hours


@pytest.mark.parametrize("text", ["pagi", "07.30", "24.00-25.00", "07.60-08.00", "07.30-12.00 x"])
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        openinghours.read(text)
    assert caught.value.text("id") == (
        'Seharusnya jam kerja tertulis seperti "07.30-12.00 13.00-16.00", tetapi tertulis '
        f'"{text}". Tulis jam buka dan jam tutupnya, atau "tutup".'
    )


def test_what_is_written_is_read_back() -> None:
    for spans in ((), (MORNING,), (MORNING, AFTERNOON)):
        assert openinghours.read(openinghours.written(spans)) == spans


def test_a_week_is_read_by_days_a_later_entry_before_an_earlier_one() -> None:
    week = openinghours.read_week(
        ["senin-jumat 07.30-12.00", "Jum'at: tutup", "sat=13.00-16.00"], PERPRES_21_2023
    )
    assert week == {**dict.fromkeys(range(4), (MORNING,)), 4: (), 5: (AFTERNOON,)}


@given(weeks)
def test_a_week_that_is_written_is_read_back(week: Week) -> None:
    assert openinghours.read_week(openinghours.written_week(week), {}) == week


def test_days_of_equal_hours_are_written_together() -> None:
    week = {**PERPRES_21_2023, 5: (), 6: (MORNING,)}
    assert openinghours.written_week(week) == (
        "senin-kamis 07.30-12.00 13.00-16.00",
        "jumat 07.30-11.30 13.00-16.30",
        "sabtu tutup",
        "minggu 07.30-12.00",
    )
    assert openinghours.runs({0: (MORNING,), 2: (MORNING,)}) == [
        (0, 0, "07.30-12.00"),
        (2, 2, "07.30-12.00"),
    ]


def test_hours_without_a_day_are_those_of_every_usual_working_day() -> None:
    assert openinghours.read_week(["07.30-12.00"], {**PERPRES_21_2023, 5: ()}) == dict.fromkeys(
        range(5), (MORNING,)
    )


@pytest.mark.parametrize(
    "entry", ["hari 07.30-12.00", "jumat-senin 07.30-12.00", "senin", "mon-xyz 07.30-12.00"]
)
def test_days_nobody_knows_are_refused(entry: str) -> None:
    with pytest.raises(Invalid) as caught:
        openinghours.read_week([entry], PERPRES_21_2023)
    assert caught.value.code == "calendar.week_unreadable"
