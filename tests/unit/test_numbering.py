"""Numbers of letters from their form."""

from datetime import date

import pytest

from engine.core import numbering

TEMPLATE = "460/{n}/DSPMD/{month_roman}/{year}"


@pytest.mark.parametrize(
    ("template", "number"),
    [
        (TEMPLATE, "460/7/DSPMD/XII/2026"),
        ("{n:03}/{day}-{month:02}", "007/1-12"),
        ("{n}{n}", "77"),
    ],
)
def test_parts_are_filled_in(template: str, number: str) -> None:
    assert numbering.fill(template, 7, date(2026, 12, 1)) == number


def test_every_month_has_its_numeral() -> None:
    found = [numbering.fill("{n}/{month_roman}", 1, date(2026, month, 1)) for month in (1, 4, 9)]
    assert found == ["1/I", "1/IV", "1/IX"]


@pytest.mark.parametrize(
    "template", ["", "460", "{year}", "{n}/{bulan}", "{n}{", "{n.real}", "{n!r}", "{n:>9}", "{n}}"]
)
def test_another_form_is_refused(template: str) -> None:
    assert numbering.problem(template)
    with pytest.raises(ValueError, match=r"\{n\}"):
        numbering.fill(template, 1, date(2026, 1, 1))
