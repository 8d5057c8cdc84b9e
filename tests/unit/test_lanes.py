"""Lanes find their posts however the SOP spells them."""

import pytest

from engine.core.lanes import key, positions
from engine.core.people import Organisation, Position

OFFICE = Organisation(
    "boalemo",
    "Dinas Sosial",
    "Asia/Makassar",
    positions=(
        Position("kadis", "Kepala Dinas", aliases=("Ka. Dinas",)),
        Position("kasubag", "Kasubag Perencanaan", aliases=("Kasubbag Ren", "Pelaksana")),
        Position("staf", "Staf", aliases=("Pelaksana",)),
    ),
)


@pytest.mark.parametrize(
    ("lane", "ids"),
    [
        ("Kepala Dinas", ("kadis",)),
        (" KEPALA   DINAS. ", ("kadis",)),
        ("kepala_dinas", ("kadis",)),
        ("Ka.Dinas", ("kadis",)),
        ("pelaksana", ("kasubag", "staf")),
        ("Kepala", ()),
        ("", ()),
    ],
)
def test_a_lane_is_the_post_of_its_title_or_alias(lane: str, ids: tuple[str, ...]) -> None:
    assert positions(lane, OFFICE) == ids


def test_spelling_is_compared_without_case_and_signs() -> None:
    assert key("  Ka.Sub-Bag\nRen/Eval ") == "ka sub bag ren eval"
