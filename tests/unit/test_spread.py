"""How likely a forecast is: exact where nothing varies, and the laws of what is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core import spread
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.forecast import Begun, Supposing, forecast
from engine.core.itinerary import Itinerary
from engine.core.spread import History, Likely, likely
from tests.unit.test_forecast import LINE, MONDAY, OFFICE, WITA, graph

HOUR = 3600


def draw(
    way: Itinerary,
    took: Mapping[str, Sequence[int]],
    rounds: Sequence[Mapping[str, int]] = (),
    *,
    begun: Begun | None = None,
    at: str = "s",
    supposing: Supposing = Supposing(),  # noqa: B008 - it never changes
    now: datetime = MONDAY,
) -> Likely:
    start = {at: begun or Begun(now)}
    return likely(way, start, History(took, rounds), supposing, OFFICE, now)


def clocks(times: Sequence[datetime]) -> set[str]:
    return {f"{at.astimezone(WITA):%a %H.%M}" for at in times}


def test_what_always_took_the_same_is_certain() -> None:
    found = draw(graph("s > a > b > e"), {"a": [HOUR] * 5, "b": [2 * HOUR] * 5})
    assert len(found.finishes) == 500
    assert clocks(found.finishes) == {"Mon 11.00"}
    assert {id: clocks(times) for id, times in found.stops.items()} == {
        "a": {"Mon 09.00"},
        "b": {"Mon 11.00"},
    }


def test_a_step_without_history_takes_its_standard() -> None:
    found = draw(graph("s > a > b > e"), {"a": [30 * 60] * 5})
    assert clocks(found.finishes) == {"Mon 09.30"}  # half an hour, then the hour of the standard


def test_each_time_of_the_past_is_drawn_about_as_often() -> None:
    found = draw(graph("s > a > e"), {"a": [HOUR, 2 * HOUR]})
    early = sum(at.astimezone(WITA).hour == 9 for at in found.finishes)
    assert clocks(found.finishes) == {"Mon 09.00", "Mon 10.00"}
    assert 200 < early < 300


def test_two_steps_are_drawn_apart() -> None:
    found = draw(graph("s > a > b > e"), {"a": [HOUR, 2 * HOUR], "b": [HOUR, 2 * HOUR]})
    assert clocks(found.finishes) == {"Mon 10.00", "Mon 11.00", "Mon 12.00"}
    # Half of them take one step fast and one slowly: no sum of two medians or two slow ones.
    assert 200 < sum(at.astimezone(WITA).hour == 11 for at in found.finishes) < 300


def test_of_parallel_branches_the_later_one_counts() -> None:
    found = draw(graph("s > j > a > j2 > e; j > b > j2"), {"a": [HOUR, 3 * HOUR], "b": [2 * HOUR]})
    assert clocks(found.finishes) == {"Mon 10.00", "Mon 11.00"}


def test_work_goes_back_as_often_as_in_one_of_the_runs_before() -> None:
    took = {id: [HOUR] for id in "abc"}
    found = draw(graph(LINE), took, [{"g": 0}, {"g": 1}])
    # Three hours, or five: 8.00 to 11.00, or to 14.00 with the break.
    assert clocks(found.finishes) == {"Mon 11.00", "Mon 14.00"}
    supposed = draw(graph(LINE), took, supposing=Supposing(rounds_at={"g": 1}))
    assert clocks(supposed.finishes) == {"Mon 14.00"}


def test_what_is_open_takes_one_of_the_times_that_were_longer() -> None:
    took = {"a": [HOUR, 2 * HOUR, 4 * HOUR], "b": [HOUR]}
    way, now = graph("s > a > b > e"), MONDAY + timedelta(hours=1, minutes=30)
    spent = Begun(MONDAY, spent=timedelta(hours=1, minutes=30))
    found = draw(way, took, begun=spent, at="a", now=now)
    # 30 minutes or 150 are left of a: 10.00, or 13.00 after the break; then an hour of b.
    assert clocks(found.finishes) == {"Mon 11.00", "Mon 14.00"}
    long_ago = Begun(MONDAY, spent=timedelta(hours=9))
    assert clocks(draw(way, took, begun=long_ago, at="a", now=now).finishes) == {"Mon 10.30"}


def test_rounds_a_running_instance_has_had_are_over() -> None:
    way = graph(LINE)
    seen = replace(way.stops["b"], reached=2)
    running = replace(way, stops={**way.stops, "b": seen})
    found = draw(running, {id: [HOUR] for id in "abc"}, [{"g": 2}], at="b")
    # b, once more back to a and b, then c: four hours.
    assert clocks(found.finishes) == {"Mon 12.00"}


def test_a_later_decision_has_its_rounds_and_the_earlier_one_only_its_own() -> None:
    way = graph("s > a > g > b > g2 > e; g > a; g2 > a")
    # Seen: a four times, b twice. The second decision sent back once, the first one twice.
    assert spread.own_rounds(way, {"a": 4, "b": 2}) == {"g2": 1, "g": 2}
    assert spread.own_rounds(way, {}) == {"g2": 0, "g": 0}


def test_a_long_sop_is_drawn_less_often() -> None:
    names = " > ".join(f"n{number}" for number in range(300))
    found = draw(graph(f"s > {names} > e"), {"n0": [HOUR]})
    assert len(found.finishes) == 20_000 // 302


def test_the_day_by_which_so_many_are_over() -> None:
    times = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 11)]
    days = [spread.by(times, per_cent).day for per_cent in (0, 10, 11, 50, 90, 91, 100)]
    assert days == [1, 1, 2, 5, 9, 10, 10]
    assert Likely(times, {}).share_by(times[6]) == (7, 10)


@settings(max_examples=6, deadline=None)
@given(
    took=st.dictionaries(
        st.sampled_from("abc"),
        st.lists(st.integers(0, 40 * HOUR), min_size=1, max_size=6).map(sorted),
    ),
    rounds=st.lists(st.fixed_dictionaries({"g": st.integers(0, 3)}), max_size=4),
)
def test_the_same_history_gives_the_same_answer_between_its_extremes(
    took: dict[str, list[int]], rounds: list[dict[str, int]]
) -> None:
    calendar = WorkingCalendar("kantor", WITA, PERPRES_21_2023)
    way, start = graph(LINE), {"s": Begun(MONDAY)}

    def run(history: History) -> Likely:
        return likely(way, start, history, Supposing(), calendar, MONDAY)

    found = run(History(took, rounds))
    assert found == run(History(took, rounds))
    assert list(found.finishes) == sorted(found.finishes)
    fewest = min((run_["g"] for run_ in rounds), default=0)
    most = max((run_["g"] for run_ in rounds), default=0)
    least = run(History({id: times[:1] for id, times in took.items()}, [{"g": fewest}]))
    longest = run(History({id: times[-1:] for id, times in took.items()}, [{"g": most}]))
    assert least.finishes[0] <= found.finishes[0] <= found.finishes[-1] <= longest.finishes[-1]
    if not took and not most:
        assert set(found.finishes) == {
            forecast(way, start, Supposing(), calendar, MONDAY).finishes_at
        }


@pytest.mark.parametrize("percent", [50, 90])
def test_a_quantile_is_one_of_the_draws(percent: int) -> None:
    found = draw(graph("s > a > e"), {"a": [HOUR, 2 * HOUR, 3 * HOUR]})
    assert spread.by(found.finishes, percent) in found.finishes
