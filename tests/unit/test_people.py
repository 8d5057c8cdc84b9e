"""Who holds which post on which day, and who stands above."""

from datetime import date

import pytest

from engine.core.people import CAPACITY, Appointment, Officer, Organisation, Position

MONDAY = date(2026, 3, 2)

OFFICE = Organisation(
    "boalemo",
    "Dinas Sosial",
    "Asia/Makassar",
    positions=(
        Position("kadis", "Kepala Dinas"),
        Position("sekretaris", "Sekretaris", superior="kadis"),
        Position("kasubag", "Kasubag Perencanaan", superior="sekretaris"),
        Position("staf", "Staf", superior="kasubag"),
        Position("tanpa-atasan", "Pengawas", superior="dihapus"),
    ),
    officers=(Officer("ani", "Ani"), Officer("budi", "Budi"), Officer("citra", "Citra")),
    appointments=(
        Appointment("kadis", "budi", "plh", MONDAY, MONDAY),
        Appointment("sekretaris", "budi"),
        Appointment("kasubag", "citra", until_on=date(2026, 3, 1)),
        Appointment("kadis", "ani", from_on=date(2026, 3, 3)),
    ),
)


@pytest.mark.parametrize(
    ("appointment", "in_force"),
    [
        (Appointment("kadis", "ani"), True),
        (Appointment("kadis", "ani", from_on=MONDAY, until_on=MONDAY), True),
        (Appointment("kadis", "ani", from_on=date(2026, 3, 3)), False),
        (Appointment("kadis", "ani", until_on=date(2026, 3, 1)), False),
        (Appointment("kadis", "ani", from_on=date(2026, 1, 1)), True),
    ],
)
def test_an_appointment_holds_from_its_first_to_its_last_day(
    appointment: Appointment, in_force: bool
) -> None:
    assert appointment.holds_on(MONDAY) is in_force


def test_positions_and_officers_are_found_by_name() -> None:
    assert OFFICE.position("kadis") == Position("kadis", "Kepala Dinas")
    assert OFFICE.officer("ani") == Officer("ani", "Ani")
    assert OFFICE.position("bupati") is None
    assert OFFICE.officer("dewi") is None


def test_an_officer_holds_the_definitive_post_first() -> None:
    held = OFFICE.holdings("budi", MONDAY)
    assert [(a.position, a.kind) for a in held] == [("sekretaris", "definitive"), ("kadis", "plh")]
    assert [a.position for a in OFFICE.holdings("budi", date(2026, 3, 3))] == ["sekretaris"]


def test_each_holder_is_named_once() -> None:
    assert OFFICE.holders(["kadis", "sekretaris"], MONDAY) == ("budi",)
    assert OFFICE.holders(["kadis", "sekretaris"], date(2026, 3, 3)) == ("ani", "budi")
    assert OFFICE.holders(["kasubag"], MONDAY) == ()


def test_the_chain_of_superiors_begins_with_the_nearest() -> None:
    assert OFFICE.superiors("staf") == ("kasubag", "sekretaris", "kadis")
    assert OFFICE.superiors("kadis") == OFFICE.superiors("bupati") == ()


def test_a_superior_that_is_not_there_ends_the_chain() -> None:
    assert OFFICE.superiors("tanpa-atasan") == ("dihapus",)


def test_a_circle_of_superiors_ends() -> None:
    circle = Organisation(
        "x",
        "x",
        "Asia/Jakarta",
        positions=(Position("a", "A", superior="b"), Position("b", "B", superior="a")),
    )
    assert circle.superiors("a") == ("b", "a")


def test_the_capacity_stands_before_the_title() -> None:
    assert [CAPACITY[kind] + "Camat" for kind in ("definitive", "plh", "plt")] == [
        "Camat",
        "Plh. Camat",
        "Plt. Camat",
    ]
