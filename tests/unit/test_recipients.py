"""Who is told of late work, in which capacity, on the day it is told."""

from collections.abc import Sequence
from datetime import date

import pytest

from engine.core.people import Appointment, Officer, Organisation, Position
from engine.core.recipients import Recipient, recipients

DAY = date(2026, 3, 2)
POSTS = (
    Position("kadis", "Kepala Dinas"),
    Position("sekretaris", "Sekretaris", superior="kadis"),
    Position("kasubag", "Kasubag Perencanaan", superior="sekretaris"),
    Position("staf", "Staf", superior="kasubag"),
)


def office(*held: Appointment) -> Organisation:
    officers = tuple(Officer(name, name) for name in {each.username for each in held})
    return Organisation("boalemo", "Dinas", "Asia/Makassar", (), POSTS, officers, held)


FULL = office(
    Appointment("kadis", "ani"),
    Appointment("sekretaris", "budi"),
    Appointment("kasubag", "citra"),
    Appointment("staf", "eko"),
    Appointment("staf", "dewi"),
)


def told(
    organisation: Organisation,
    notify: str,
    positions: Sequence[str] = ("staf",),
    officer: str | None = None,
) -> list[str]:
    found = recipients(organisation, positions, officer, notify, DAY)
    return [f"{each.role} {each.username} {each.capacity}".strip() for each in found]


def test_work_nobody_has_taken_is_told_to_all_who_may() -> None:
    assert recipients(FULL, ("staf",), None, "performer", DAY) == (
        Recipient("dewi", "Staf", "staf", "performer"),
        Recipient("eko", "Staf", "staf", "performer"),
    )


def test_work_taken_is_told_to_whoever_has_it() -> None:
    assert told(FULL, "performer", officer="eko") == ["performer eko Staf"]


@pytest.mark.parametrize(
    ("notify", "people"),
    [
        ("superior", ["superior citra Kasubag Perencanaan"]),
        ("superior:1", ["superior:1 citra Kasubag Perencanaan"]),
        ("superior:2", ["superior:2 budi Sekretaris"]),
        ("superior:9", ["superior:9 ani Kepala Dinas"]),
        ("head", ["head ani Kepala Dinas"]),
        ("head superior", ["head ani Kepala Dinas", "superior citra Kasubag Perencanaan"]),
        ("", []),
    ],
)
def test_who_stands_above(notify: str, people: list[str]) -> None:
    assert told(FULL, notify, officer="eko") == people
    assert told(FULL, notify) == people


def test_each_person_is_told_once_under_the_first_word() -> None:
    assert told(FULL, "head superior superior:2 performer", ("sekretaris",)) == [
        "head ani Kepala Dinas",
        "performer budi Sekretaris",
    ]


def test_acting_officers_are_told_in_their_capacity() -> None:
    acting = office(
        Appointment("kadis", "ani", until_on=date(2026, 3, 1)),
        Appointment("kadis", "budi", "plt", DAY),
        Appointment("sekretaris", "citra", "plh", DAY, DAY),
        Appointment("staf", "eko"),
    )
    assert told(acting, "superior:2 head", officer="eko") == [
        "superior:2 citra Plh. Sekretaris",
        "head budi Plt. Kepala Dinas",
    ]


def test_a_vacant_post_passes_to_the_next_above() -> None:
    vacant = office(Appointment("kadis", "ani"), Appointment("staf", "eko"))
    assert told(vacant, "superior") == ["superior ani Kepala Dinas"]
    assert told(vacant, "performer", ("kasubag",)) == ["performer ani Kepala Dinas"]


def test_where_nobody_is_above_it_passes_to_the_nearest_below() -> None:
    headless = office(
        Appointment("sekretaris", "budi"),
        Appointment("kasubag", "citra"),
        Appointment("staf", "eko"),
    )
    assert told(headless, "head") == ["head budi Sekretaris"]
    assert told(headless, "superior:3") == ["superior:3 budi Sekretaris"]


def test_nobody_is_their_own_superior() -> None:
    twice = office(
        Appointment("kadis", "ani"),
        Appointment("sekretaris", "budi"),
        Appointment("kasubag", "budi", "plh"),
        Appointment("staf", "budi"),
    )
    assert told(twice, "superior superior:2", officer="budi") == ["superior ani Kepala Dinas"]


def test_of_the_heads_own_work_the_head_is_told_once() -> None:
    for word in ("superior", "superior:2", "head"):
        assert told(FULL, word, ("kadis",)) == [f"{word} ani Kepala Dinas"]
    assert told(FULL, "performer superior superior:2 head", ("kadis",)) == [
        "performer ani Kepala Dinas"
    ]


def test_who_holds_every_post_above_is_told_as_the_head() -> None:
    alone = office(Appointment("kadis", "budi", "plt"), Appointment("staf", "budi"))
    assert told(alone, "superior superior:2", officer="budi") == ["superior budi Plt. Kepala Dinas"]


def test_nobody_is_told_in_an_empty_house() -> None:
    assert told(office(), "performer superior head") == []


def test_whoever_has_taken_it_keeps_it_without_a_post() -> None:
    assert told(FULL, "performer superior", officer="fajar") == [
        "performer fajar",
        "superior citra Kasubag Perencanaan",
    ]
    assert told(Organisation("uji", "Uji", "Asia/Jakarta"), "performer head", (), "fajar") == [
        "performer fajar"
    ]


def test_superiors_are_those_of_the_post_in_which_it_was_taken() -> None:
    assert told(FULL, "superior", ("kasubag", "staf"), officer="eko") == [
        "superior citra Kasubag Perencanaan"
    ]
    assert told(FULL, "superior", ("kasubag", "staf")) == ["superior budi Sekretaris"]
