"""What times add up to: examples worked out by hand, and the laws of quantiles."""

import statistics
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.calendar import PERPRES_21_2023, RAMADAN, Season, WorkingCalendar
from engine.core.figures import (
    Figures,
    Spread,
    Turn,
    figures,
    normal_length,
    percent,
    quantile,
    spread,
)
from engine.core.soptable import TimeStandard

JAKARTA = ZoneInfo("Asia/Jakarta")
NUMBERS = st.lists(st.integers(0, 10**9), min_size=1, max_size=50)


def test_turns_are_counted_by_their_judgement_and_times_only_of_what_is_done() -> None:
    turns = [
        Turn("met", waited=60, handled=600, share=0.5),
        Turn("met", waited=120, handled=300, round=2, share=1.0),
        Turn("breached", waited=0, handled=900, returned=True),
        Turn("breached", done=False, waited=999, handled=999),
        Turn("late", done=False, waited=999, round=7),
        Turn("void", done=False, waited=999),
        Turn("none", waited=30, handled=30),
    ]
    assert figures(turns) == Figures(
        done=4,
        met=2,
        breached=2,
        late=1,
        void=1,
        without_standard=1,
        on_time=40.0,
        waiting=Spread(4, 45, 102, 210),  # 0 30 60 120
        handling=Spread(4, 450, 810, 1830),  # 30 300 600 900
        share=Spread(2, 0.75, 0.95, 1.5),
        again=1,
        returned=1,
        rounds=2,
    )


def test_nothing_adds_up_to_nothing() -> None:
    nothing = Spread(0, None, None, 0)
    found = figures([])
    assert (found.done, found.on_time, found.rounds) == (0, None, 0)
    assert (found.waiting, found.handling, found.share) == (nothing, nothing, nothing)


@pytest.mark.parametrize(
    ("values", "median", "p90"),
    [
        ([7], 7, 7),
        ([1, 3], 2, 2.8),
        ([3, 1, 2], 2, 2.8),
        ([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 55, 91),
        (range(11), 5, 9),
    ],
)
def test_quantiles_are_those_of_a_spreadsheet(
    values: list[float], median: float, p90: float
) -> None:
    found = spread(values)
    assert (found.n, found.median) == (len(values), median)
    assert found.p90 == pytest.approx(p90)


@given(NUMBERS)
def test_the_median_is_the_median(values: list[int]) -> None:
    assert quantile(sorted(values), 50) == pytest.approx(statistics.median(values))


@given(NUMBERS, st.integers(0, 100))
def test_a_quantile_lies_within_and_grows(values: list[int], per_cent: int) -> None:
    ordered = sorted(values)
    found = quantile(ordered, per_cent)
    assert ordered[0] <= found <= ordered[-1]
    assert quantile(ordered, 0) == ordered[0]
    assert quantile(ordered, 100) == ordered[-1]
    assert found >= quantile(ordered, max(per_cent - 1, 0))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, None), (0, 3, 0.0), (3, 3, 100.0), (2, 3, 66.7), (9999, 10000, 99.9), (1, 10000, 0.1)],
)
def test_a_share_is_never_rounded_to_all_or_nothing(
    part: int, whole: int, shown: float | None
) -> None:
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("PT10M", 10), ("PT8H", 480), ("P1D", 450), ("P4D", 1800), ("P1W", 2250), ("P1DT1H", 510)],
)
def test_a_standard_is_as_long_as_in_a_normal_week(duration: str, minutes: int) -> None:
    calendar = WorkingCalendar(
        "kantor",
        JAKARTA,
        PERPRES_21_2023,
        seasons=(Season("Ramadan", date(2020, 1, 1), date(2030, 1, 1), RAMADAN),),
        closed={date(2024, 1, 1): "Tahun baru"},
        days={date(2024, 1, 2): ((time(8), time(9)),)},
    )
    on = date(2026, 1, 5)
    assert normal_length(TimeStandard(duration), calendar, on).total_seconds() == minutes * 60
