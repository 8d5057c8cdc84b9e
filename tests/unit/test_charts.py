"""Charts: bars share one scale, parts lie end to end, nothing is drawn of nothing."""

from hypothesis import given
from hypothesis import strategies as st

from web import charts

PARTS = st.dictionaries(st.sampled_from(("a", "b", "c")), st.integers(0, 10_000), min_size=1)
ROWS = st.lists(st.tuples(st.text(max_size=3), PARTS), max_size=8)


def test_the_longest_bar_fills_the_drawing() -> None:
    first, second = charts.bars([("satu", {"late": 1, "rest": 3}), ("dua", {"late": 0, "rest": 2})])
    assert [(part.kind, part.x, part.width) for part in first.parts] == [
        ("late", 0, 25),
        ("rest", 25, 75),
    ]
    assert [(part.kind, part.x, part.width) for part in second.parts] == [("rest", 0, 50)]


def test_columns_stand_on_the_ground() -> None:
    first, second = charts.columns([("1", {"met": 2, "past": 2}), ("2", {"met": 0, "past": 1})])
    assert [(part.kind, part.y, part.height) for part in first.parts] == [
        ("met", 50, 50),
        ("past", 0, 50),
    ]
    assert [(part.kind, part.y, part.height) for part in second.parts] == [("past", 75, 25)]
    assert first.parts[0].x < second.parts[0].x


@given(ROWS)
def test_no_part_leaves_the_drawing(rows: list[tuple[str, dict[str, int]]]) -> None:
    for drawn in (charts.bars(rows), charts.columns(rows)):
        assert [bar.label for bar in drawn] == [label for label, _ in rows]
        for part in (part for bar in drawn for part in bar.parts):
            assert 0 <= part.x <= part.x + part.width <= charts.WIDTH + 0.05
            assert -0.05 <= part.y <= part.y + part.height <= charts.HEIGHT + 0.05


def test_of_nothing_nothing_is_drawn() -> None:
    assert charts.bars([]) == charts.columns([]) == []
    assert charts.bars([("kosong", {"late": 0})])[0].parts == ()
