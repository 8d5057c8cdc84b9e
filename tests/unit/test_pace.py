"""How long work takes in a simulation."""

from statistics import mean

from engine.core import pace
from engine.core.pace import Pace


def test_exactly_the_standard() -> None:
    assert pace.exact(100) == Pace(0, 100)
    assert pace.exact(150) == Pace(0, 150)


def test_a_draw_hangs_on_seed_and_name_alone() -> None:
    assert pace.drawn(7, "langkah_1/1", 100) == pace.drawn(7, "langkah_1/1", 100)
    others = {pace.drawn(seed, f"langkah_{n}", 100) for seed in range(20) for n in range(20)}
    assert len(others) > 300


def test_work_is_done_after_it_is_taken_and_takes_about_its_standard() -> None:
    found = [pace.drawn(seed, "langkah", 100) for seed in range(4000)]
    assert all(0 <= each.taken < each.done <= 270 for each in found)
    assert 98 < mean(each.done for each in found) < 105
    assert 25 < mean(each.taken for each in found) < 40
    assert 0.3 < mean(each.done > 100 for each in found) < 0.6


def test_a_slow_office_is_slow_in_proportion() -> None:
    usual, slow = (
        [pace.drawn(seed, "langkah", percent).done for seed in range(200)] for percent in (100, 300)
    )
    assert all(abs(3 * one - other) <= 2 for one, other in zip(usual, slow, strict=True))
