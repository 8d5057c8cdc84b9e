"""The rules of Tabel 7: when an SOP runs well, and where to look when it does not."""

from datetime import date

import pytest

from engine.core.errors import Invalid
from engine.core.figures import Figures, Turn, figures
from engine.core.monitoring import assess, cause, half_year, latest, most_again


def found(met: int = 0, breached: int = 0, late: int = 0, again: int = 0) -> Figures:
    """Return figures in which `again` of those met were done in a second round."""
    return figures(
        [Turn("met", round=2)] * again
        + [Turn("met")] * (met - again)
        + [Turn("breached")] * breached
        + [Turn("late", done=False)] * late
    )


@pytest.mark.parametrize(
    ("figures", "verdict", "late", "again"),
    [
        (found(), "unknown", False, False),
        (found(met=8, breached=2), "good", False, False),  # 80 per cent sharp
        (found(met=79, breached=21), "poor", True, False),
        (found(met=8, breached=1, late=1), "good", False, False),
        (found(late=1), "poor", True, False),
        (found(met=10, again=2), "good", False, False),  # 20 per cent sharp
        (found(met=10, again=3), "poor", False, True),
        (found(met=1, breached=4, again=1), "poor", True, False),
        (found(met=2, breached=3, again=2), "poor", True, True),
    ],
)
def test_an_sop_runs_well_from_80_per_cent_on_time_with_at_most_20_done_again(
    figures: Figures, verdict: str, late: bool, again: bool
) -> None:
    judged = assess(figures)
    assert (judged.verdict, judged.late, judged.again) == (verdict, late, again)


def test_steps_without_a_standard_are_judged_by_what_is_done_again() -> None:
    assert assess(figures([Turn("none")])).verdict == "good"
    assert assess(figures([Turn("none", round=2)])).verdict == "poor"


def test_the_step_that_was_late_most_often_is_named_the_first_of_several() -> None:
    steps = {"1": found(met=3), "2": found(breached=1, late=1), "3": found(breached=2)}
    assert latest(steps) == "2"
    assert latest({"1": found(met=3)}) is None
    assert latest({}) is None


def test_the_step_that_sends_back_is_named_before_the_one_done_again() -> None:
    checks = figures([Turn("met", returned=True)])
    assert most_again({"6": found(met=5, again=4), "7": checks}) == "7"
    assert most_again({"5": found(met=5), "6": found(met=5, again=1)}) == "6"
    assert most_again({"5": found(met=5)}) is None


def test_the_clock_on_which_the_time_goes_by_is_the_cause() -> None:
    assert cause(figures([Turn("met", waited=2, handled=1)])) == "waiting"
    assert cause(figures([Turn("met", waited=1, handled=1)])) == "handling"


@pytest.mark.parametrize(
    ("text", "today", "first", "last"),
    [
        ("2026-1", date(2030, 1, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (" 2026-2 ", date(2030, 1, 1), date(2026, 7, 1), date(2026, 12, 31)),
        ("", date(2026, 6, 30), date(2025, 7, 1), date(2025, 12, 31)),
        ("", date(2026, 7, 1), date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_a_half_year_is_six_months(text: str, today: date, first: date, last: date) -> None:
    assert half_year(text, today) == (first, last)


@pytest.mark.parametrize("text", ["2026", "2026-3", "2026-0", "0000-1", "I/2026", "2026-01"])
def test_what_is_no_half_year_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="Expected a half-year such as 2026-1"):
        half_year(text, date(2026, 1, 1))
