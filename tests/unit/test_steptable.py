"""The table of an SOP: what may be rearranged, and what keeps it from being written."""

from dataclasses import replace

import pytest

from engine.core import steptable
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.soptable import Step
from engine.core.steptable import END, Decision, Lane, Row, Table

LANES = (Lane("kepala", "Kepala"), Lane("staf", "Staf"))
ROWS = (
    Row("a", "Menyusun", "staf"),
    Row("b", "Memeriksa", "kepala", decision=Decision("Benar?", "a")),
    Row("c", "Mengarsipkan", "staf"),
)
TABLE = Table("Surat", LANES, ROWS)
FIXED = replace(
    TABLE, obstacles=(Finding("error", "table.not_one", facts={"tag": "x", "count": 2}),)
)


def ids(table: Table) -> list[str]:
    return [row.id for row in table.rows]


def codes(table: Table) -> list[str]:
    with pytest.raises(Invalid) as refused:
        steptable.check(table)
    assert refused.value.code == "table.invalid"
    return [finding.code for finding in refused.value.findings]


def test_a_row_is_added_after_another_in_its_lane() -> None:
    assert ids(steptable.add_row(TABLE, 1)) == ["a", "b", "+1", "c"]
    assert steptable.add_row(TABLE, 1).rows[2].lane == "kepala"
    first = steptable.add_row(TABLE, -1)
    assert (ids(first)[0], first.rows[0].lane) == ("+1", "staf")
    assert ids(steptable.add_row(steptable.add_row(TABLE, 99), 0)) == ["a", "+2", "b", "c", "+1"]
    assert steptable.add_row(replace(TABLE, rows=()), 0).rows[0].lane == "kepala"
    assert steptable.add_row(Table("x", (), ()), 0).rows[0].lane == ""


def test_a_row_is_moved_as_far_as_there_is_room() -> None:
    assert ids(steptable.move_row(TABLE, 0, 1)) == ["b", "a", "c"]
    assert ids(steptable.move_row(TABLE, 0, -1)) == ["a", "b", "c"]
    assert ids(steptable.move_row(TABLE, 0, 9)) == ["b", "c", "a"]


def test_decisions_that_led_to_a_row_that_goes_lead_to_the_next() -> None:
    without = steptable.remove_row(TABLE, 0)
    assert without.rows[0].decision == Decision("Benar?", "b")
    to_last = replace(ROWS[1], decision=Decision("Benar?", "c"))
    table = replace(TABLE, rows=(ROWS[0], to_last, ROWS[2]))
    assert steptable.remove_row(table, 2).rows[1].decision == Decision("Benar?", END)
    for index in (-1, 3):
        with pytest.raises(Invalid, match=f"row {index + 1} to exist"):
            steptable.remove_row(TABLE, index)
    with pytest.raises(Invalid, match="at least one row"):
        steptable.remove_row(replace(TABLE, rows=ROWS[:1]), 0)


def test_lanes_come_and_go_while_nobody_stands_in_them() -> None:
    wider = steptable.add_lane(TABLE, "Sekretaris")
    assert wider.lanes[-1] == Lane("+1", "Sekretaris")
    assert steptable.remove_lane(wider, "+1") == TABLE
    assert steptable.remove_lane(TABLE, "tiada") == TABLE
    with pytest.raises(Invalid, match='"Staf" still has steps'):
        steptable.remove_lane(TABLE, "staf")
    with pytest.raises(Invalid, match="only one"):
        steptable.remove_lane(Table("x", LANES[:1], ()), "kepala")


def test_there_is_an_end_to_rows_and_lanes() -> None:
    full = replace(TABLE, rows=tuple(replace(ROWS[0], id=str(n)) for n in range(200)))
    with pytest.raises(Invalid, match="at most 200 rows"):
        steptable.add_row(full, 0)
    wide = replace(TABLE, lanes=tuple(Lane(str(n), "x") for n in range(40)))
    with pytest.raises(Invalid, match="at most 40 lanes"):
        steptable.add_lane(wide, "x")


def test_a_table_with_obstacles_is_not_rearranged() -> None:
    assert not FIXED.free
    with pytest.raises(Invalid, match="a table cannot say") as refused:
        steptable.add_row(FIXED, 0)
    assert refused.value.findings == FIXED.obstacles


def test_rows_that_were_counted_are_counted_anew() -> None:
    counted = tuple(replace(r, step=Step(number=str(n))) for n, r in enumerate(ROWS, 1))
    before = replace(TABLE, rows=counted)
    after = steptable.numbered(before, steptable.move_row(before, 2, -2))
    assert [(row.id, row.step.number) for row in after.rows] == [("c", "1"), ("a", "2"), ("b", "3")]
    assert steptable.numbered(before, before) == before
    odd = replace(before, rows=(replace(counted[0], step=Step(number="1a")), *counted[1:]))
    moved = steptable.move_row(odd, 2, -2)
    assert steptable.numbered(odd, moved) == moved


def test_everything_wrong_is_said_at_once() -> None:
    steptable.check(TABLE)
    wrong = replace(
        TABLE,
        lanes=(*LANES, Lane("x", " ")),
        rows=(
            replace(ROWS[0], name=" "),
            replace(ROWS[1], decision=Decision("", "c"), lane="tiada"),
            replace(ROWS[2], name="x" * 1001, decision=Decision("", "tiada")),
            Row("d", "", "tiada", locked=True),
        ),
    )
    assert codes(wrong) == [
        "table.name",
        "table.lane",
        "table.same_target",
        "table.long_name",
        "table.target",
        "table.lane_name",
    ]
    last = replace(ROWS[2], decision=Decision("", END))
    assert codes(replace(TABLE, rows=(*ROWS[:2], last))) == ["table.same_target"]
    steptable.check(replace(FIXED, rows=(replace(ROWS[1], lane="tiada"),)))
    steptable.check(Table("x", (), (Row("a", "Menyusun"),)))
