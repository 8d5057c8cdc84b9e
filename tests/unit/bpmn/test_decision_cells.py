"""Laws of the cells of decision tables, whatever is written in them and whatever they are given."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.decision_cells import compile_cell
from engine.bpmn.expression_values import ExpressionError, Meter

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.sampled_from("abc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xy"), inner),
    max_leaves=5,
)
NUMBERS = st.integers(-9, 9)
WRITTEN = """? < <= > >= = != - , ( ) [ ] .. not null true "a" "b" 1 5 x y . and or in { } : if
    then else contains( date( "2026-01-01" // ${ between #"""
PIECES = st.sampled_from(WRITTEN.split())


def fits(cell: str, value: Any, **scope: Any) -> Any:
    """Return whether the value fits, true, false or null; else why that is not known."""
    try:
        read = compile_cell(cell, "k #1")
        found = True if read is None else read.evaluate({**scope, "?": value}, Meter())
    except ExpressionError as error:
        return error.text("id") + error.text("en")
    assert found is None or type(found) is bool
    return found


@given(st.lists(PIECES, max_size=8), JSON, JSON)
def test_a_cell_fits_or_not_or_is_refused(pieces: list[str], value: Any, x: Any) -> None:
    for joined in (" ".join(pieces), "".join(pieces)):
        fits(joined, value, x=x, y=1)


@given(st.text(max_size=40), JSON)
def test_no_text_does_anything_else(cell: str, value: Any) -> None:
    fits(cell, value)


@given(JSON, JSON)
def test_a_value_fits_itself_and_what_lists_it(value: Any, other: Any) -> None:
    assert fits("x", value, x=value) is True
    assert fits("x, y", value, x=other, y=value) is True
    assert fits("[y, x]", value, x=value, y=other) is True


@given(NUMBERS, NUMBERS, NUMBERS)
def test_ranges_are_what_their_ends_say(value: int, low: int, high: int) -> None:
    scope = {"a": low, "b": high}
    for cell, expected in {
        "[a..b]": low <= value <= high,
        "(a..b]": low < value <= high,
        "[a..b)": low <= value < high,
        "]a..b[": low < value < high,
    }.items():
        assert fits(cell, value, **scope) is expected
        assert fits(f"not({cell})", value, **scope) is not expected
        assert fits(f"? in {cell}", value, **scope) is expected


@given(JSON)
def test_null_is_null_and_neither_more_nor_less(value: Any) -> None:
    assert fits("null", value) is (value is None)
    assert fits("not(null)", value) is (value is not None)
    if value is None:
        assert {fits(cell, value) for cell in ("< 5", ">= 5", "[1..5]", "not(< 5)")} == {None}


@given(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), NUMBERS, NUMBERS)
def test_a_comparison_is_the_same_with_and_without_the_question(
    sign: str, value: int, other: int
) -> None:
    assert fits(f"{sign} x", value, x=other) is fits(f"? {sign} x", value, x=other)
    assert fits(f"{sign} {other}", value) is fits(f"{sign} x", value, x=other)
