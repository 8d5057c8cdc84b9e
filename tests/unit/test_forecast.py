"""Which way a forecast goes and how long it takes: rules, each on a small graph, and its laws."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.calendar import PERPRES_21_2023, RAMADAN, Season, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.forecast import (
    Begun,
    Forecast,
    Supposing,
    Verdict,
    forecast,
    judge,
    provisional_years,
)
from engine.core.itinerary import MOST_STOPS, Itinerary, Stop, plan
from engine.core.soptable import TimeStandard

WITA = ZoneInfo("Asia/Makassar")
OFFICE = WorkingCalendar(
    "kantor",
    WITA,
    PERPRES_21_2023,
    seasons=(Season("Ramadan", date(2026, 2, 19), date(2026, 3, 20), RAMADAN),),
    closed={date(2026, 3, day): "Idul Fitri" for day in (18, 19, 20, 21, 22, 23, 24)},
    decreed_until=2026,
)
MONDAY = datetime(2026, 2, 2, 8, 0, tzinfo=WITA)
ZERO = timedelta()


def graph(flows: str, **stops: Stop) -> Itinerary:
    """Return the itinerary of "s > a > b; b > e", each name a step of an hour.

    But s, e, g* (a choice of one) and j* (all at once) take no time, and named stops are taken as
    they are given, their flows apart.
    """
    after: dict[str, list[str]] = {}
    for chain in flows.split(";"):
        names = [name.strip() for name in chain.split(">")]
        for name, following in zip(names, [*names[1:], ""], strict=True):
            found = after.setdefault(name, [])
            found += [following] * bool(following and following not in found)
    made = {}
    for name, followers in after.items():
        plain = name[0] in "segj"
        usual = Stop(name, kind="passing" if plain else "step", lane=f"lajur {name}", number=name)
        hour = None if plain else TimeStandard("PT1H")
        stop = stops.get(
            name, replace(usual, standard=hour, choice="one" if name[0] == "g" else "all")
        )
        made[name] = replace(stop, id=name, followers=tuple(followers))
    return plan(made, ("s",))


def run(way: Itinerary, start: datetime = MONDAY, **supposed: int | Mapping[str, int]) -> Forecast:
    return forecast(way, {"s": Begun(start)}, Supposing(**supposed), OFFICE, start)  # type: ignore[arg-type]  # from keywords


def steps(found: Forecast) -> str:
    return " ".join(line.stop.id for line in found.lines)


def clock(found: Forecast) -> str:
    return f"{found.finishes_at.astimezone(WITA):%a %H.%M}"


LINE = "s > a > b > g > c > e; g > a"
ASIDE = "s > a > g > c > e; g > p > a"
WHILE = "s > g > c > e; g > p > g"


@pytest.mark.parametrize(
    ("flows", "rounds", "expected"),
    [
        (LINE, 0, "a b c"),
        (LINE, 1, "a b a b c"),
        (LINE, 2, "a b a b a b c"),
        (ASIDE, 0, "a c"),
        (ASIDE, 1, "a p a c"),
        (WHILE, 0, "c"),
        (WHILE, 2, "p p c"),
        # The second decision sends back past the first one, which then sends nothing back again.
        ("s > a > g > b > g2 > e; g > a; g2 > a", 1, "a a b a b"),
        # Of two ways back the one that does more again counts.
        ("s > a > b > g > c > e; g > b; g > a", 1, "a b a b c"),
        # Nothing leads to an end: the file's order, once.
        ("s > a > b > a", 0, "a b"),
        # A step that goes straight back to itself.
        ("s > a > g > e; g > g1 > a; g1 > g1", 1, "a a"),
    ],
)
def test_corrections_are_taken_as_often_as_supposed(flows: str, rounds: int, expected: str) -> None:
    found = run(graph(flows), rounds=rounds)
    assert steps(found) == expected


def test_a_round_can_be_supposed_at_one_decision_only() -> None:
    way = graph("s > a > g > b > g2 > e; g > a; g2 > b")
    assert steps(run(way, rounds_at={"g2": 1})) == "a b b"
    assert steps(run(way, rounds=1, rounds_at={"g2": 0})) == "a a b"
    assert way.decisions() == ("a", "b")
    assert [way.decision(name) for name in ("g", "a", "b", "g2", "s")] == [
        "g",
        "g",
        "g2",
        "g2",
        None,
    ]


def test_rounds_are_numbered_and_wait_for_the_one_before() -> None:
    found = run(graph(LINE), rounds=1)
    assert [(line.stop.id, line.round) for line in found.lines] == [
        ("a", 1),
        ("b", 1),
        ("a", 2),
        ("b", 2),
        ("c", 1),
    ]
    for before, after in zip(found.lines, found.lines[1:], strict=False):
        assert after.starts_at == before.finishes_at
    assert clock(found) == "Mon 14.00"  # five hours from 08.00, and the break


def test_parallel_branches_meet_when_the_latest_is_there() -> None:
    two_days = Stop("", kind="step", lane="Kabid", standard=TimeStandard("P2D"))
    found = run(graph("s > a > j; j > b > j2; j > c > d > j2; j2 > x > e", b=two_days))
    by_id = {line.stop.id: line for line in found.lines}
    assert by_id["b"].starts_at == by_id["c"].starts_at == by_id["a"].finishes_at
    assert by_id["x"].starts_at == by_id["b"].finishes_at > by_id["d"].finishes_at
    assert clock(found) == "Wed 10.00"
    assert [line.stop.id for line in found.critical] == ["a", "b", "x"]
    assert next(iter(found.held)) == "Kabid"


def test_of_branches_nobody_can_foresee_the_longest_counts_and_it_says_so() -> None:
    way = graph("s > g > a > e; g > b > c > e")
    found = run(way)
    assert clock(found) == "Mon 10.00"
    assert [(f.code, f.element) for f in way.findings] == [("forecast.branches", "g")]


def test_the_default_branch_goes_before_the_others() -> None:
    way = graph("s > g > a > e; g > b > c > e", g=Stop("", choice="one", default="a"))
    assert steps(run(way)) == "a"
    assert [(f.code, f.element) for f in way.findings] == [("forecast.default", "g")]


def test_a_default_branch_that_leads_back_is_no_way_on() -> None:
    way = graph("s > a > g > e; g > a", g=Stop("", choice="one", default="a"))
    assert steps(run(way)) == "a"
    assert way.findings == ()


def test_work_in_turn_takes_as_long_as_all_together() -> None:
    three = Stop("", kind="step", standard=TimeStandard("PT1H"), times=3)
    assert clock(run(graph("s > a > e", a=three))) == "Mon 11.00"
    none = replace(three, times=0)
    assert clock(run(graph("s > a > e", a=none))) == "Mon 08.00"


def test_a_timer_fires_when_it_says_but_never_before_it_is_set() -> None:
    friday = datetime(2026, 2, 6, 9, 0, tzinfo=WITA)
    timer = Stop("", kind="timer", fires=lambda _: friday)
    assert clock(run(graph("s > t > a > e", t=timer))) == "Fri 10.00"
    past = Stop("", kind="timer", fires=lambda start: start - timedelta(days=9))
    assert clock(run(graph("s > t > a > e", t=past))) == "Mon 09.00"


def test_a_step_without_a_standard_takes_no_time() -> None:
    assert clock(run(graph("s > a > e", a=Stop("", kind="step")))) == "Mon 08.00"


@pytest.mark.parametrize(
    ("standard", "percent", "expected"),
    [
        ("PT2H", 50, "Mon 11.00"),
        ("PT10M", 25, "Mon 08.12"),
        ("P1D", 100, "Wed 08.00"),
        # Half of the 450 minutes from Tuesday 08.00 to Wednesday 08.00 are 3 h 45 min.
        ("P1D", 50, "Tue 11.45"),
        # 4.48 days: Friday 08.00, then 48 % of 450 minutes, 210 of them before the break.
        ("P4D", 12, "Fri 13.06"),
        ("P1W", 0, "Mon 08.00"),
    ],
)
def test_overrun_standards_are_stretched(standard: str, percent: int, expected: str) -> None:
    stop = Stop("", kind="step", standard=TimeStandard(standard))
    found = run(graph("s > a > e", a=stop), late_by=percent)
    assert clock(found) == expected


def test_open_work_is_finished_at_its_deadline_and_not_before_now() -> None:
    way = graph("s > a > b > e")
    on_time = forecast(way, {"a": Begun(MONDAY)}, Supposing(), OFFICE, MONDAY)
    assert (steps(on_time), clock(on_time)) == ("a b", "Mon 10.00")
    now = MONDAY + timedelta(hours=3)
    overdue = forecast(way, {"a": Begun(MONDAY)}, Supposing(), OFFICE, now)
    assert overdue.lines[0].finishes_at == now
    assert clock(overdue) == "Mon 12.00"
    resumed = forecast(
        way, {"a": Begun(MONDAY, MONDAY + timedelta(hours=6))}, Supposing(), OFFICE, MONDAY
    )
    assert clock(resumed) == "Mon 15.00"


def test_open_work_in_turn_begins_again_when_the_present_one_is_done() -> None:
    way = graph("s > a > e", a=Stop("", kind="step", standard=TimeStandard("PT1H"), times=3))
    now = MONDAY + timedelta(hours=2)
    found = forecast(way, {"a": Begun(MONDAY, times=2)}, Supposing(), OFFICE, now)
    assert clock(found) == "Mon 11.00"


def test_a_join_waits_only_for_what_is_still_open() -> None:
    way = graph("s > j; j > a > j2; j > b > j2; j2 > c > e")
    found = forecast(way, {"b": Begun(MONDAY)}, Supposing(), OFFICE, MONDAY)
    assert steps(found) == "b c"


@pytest.mark.parametrize(
    ("finish", "legal", "expected"),
    [
        ((2026, 2, 27), (2026, 2, 28), Verdict(met=True, days=0)),  # the 28th is a Saturday
        ((2026, 2, 23), (2026, 2, 28), Verdict(met=True, days=4)),
        ((2026, 2, 27), (2026, 2, 27), Verdict(met=True, days=0)),
        ((2026, 3, 2), (2026, 2, 28), Verdict(met=False, days=1)),
        ((2026, 3, 25), (2026, 3, 17), Verdict(met=False, days=1)),  # Idul Fitri in between
    ],
)
def test_the_legal_date_is_judged_in_working_days(
    finish: tuple[int, int, int], legal: tuple[int, int, int], expected: Verdict
) -> None:
    assert judge(datetime(*finish, 15, 0, tzinfo=WITA), date(*legal), OFFICE) == expected


def test_the_years_without_a_decree_are_named() -> None:
    first, last = (datetime(year, 6, 1, tzinfo=UTC) for year in (2026, 2028))
    assert provisional_years(first, first, OFFICE) == ()
    assert provisional_years(first, last, OFFICE) == (2027, 2028)
    assert provisional_years(first, last, replace(OFFICE, decreed_until=None)) == ()


durations = st.sampled_from(("PT10M", "PT3H", "PT8H", "P1D", "P2D", "P1W", "P1DT2H"))
starts = st.integers(0, 60 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@st.composite
def ways(draw: st.DrawFn) -> Itinerary:
    """Draw a graph with branches at once and by choice, and decisions that send back."""
    size = draw(st.integers(2, 7))
    stops = {}
    for number in range(size):
        later = st.integers(number + 1, size)
        ahead = draw(st.lists(later, min_size=1, max_size=2, unique=True))
        back = draw(st.lists(st.integers(0, number), max_size=1))
        stops[str(number)] = Stop(
            str(number),
            tuple(map(str, [*ahead, *back])),
            kind="step",
            choice=draw(st.sampled_from(("all", "one"))),
            standard=TimeStandard(draw(durations)),
        )
    stops[str(size)] = Stop(str(size))
    return plan(stops, ("0",))


def whole(way: Itinerary, start: datetime, rounds: int = 0, late_by: int = 0) -> Forecast:
    return forecast(way, {"0": Begun(start)}, Supposing(rounds, {}, late_by), OFFICE, start)


@given(ways(), starts, starts, st.integers(0, 2), st.integers(0, 120))
def test_a_later_start_never_finishes_earlier(
    way: Itinerary, one: datetime, other: datetime, rounds: int, late_by: int
) -> None:
    early, late = (whole(way, start, rounds, late_by) for start in sorted((one, other)))
    assert early.finishes_at <= late.finishes_at


@given(ways(), starts, st.integers(0, 2), st.integers(1, 2))
def test_more_rounds_never_finish_earlier(
    way: Itinerary, start: datetime, rounds: int, more: int
) -> None:
    assert whole(way, start, rounds).finishes_at <= whole(way, start, rounds + more).finishes_at


@given(ways(), starts, st.integers(0, 150), st.integers(0, 150))
def test_more_overrun_never_finishes_earlier(
    way: Itinerary, start: datetime, one: int, other: int
) -> None:
    less, more = (whole(way, start, 0, late_by) for late_by in sorted((one, other)))
    assert less.finishes_at <= more.finishes_at


@given(ways(), starts, st.integers(0, 2))
def test_the_critical_steps_follow_each_other_to_the_finish(
    way: Itinerary, start: datetime, rounds: int
) -> None:
    found = whole(way, start, rounds)
    at = start
    for line in found.critical:
        assert line.starts_at == at
        at = line.finishes_at
    assert at == found.finishes_at == max(line.finishes_at for line in found.lines)
    total = sum((OFFICE.between(x.starts_at, x.finishes_at) for x in found.lines), ZERO)
    assert sum(found.held.values(), ZERO) == total


def test_a_timer_that_runs_already_ends_when_it_is_due() -> None:
    timer = Stop("t", kind="timer", lane="", number="", standard=TimeStandard("P4D"))
    way = graph("s > t > a > e", t=timer)
    due = MONDAY + timedelta(days=1)
    found = forecast(way, {"t": Begun(MONDAY, due)}, Supposing(), OFFICE, MONDAY)
    assert clock(found) == "Tue 09.00"


def test_more_rounds_than_anybody_reads_are_refused() -> None:
    way = graph("s > a > g > b > e; g > a")
    with pytest.raises(Invalid) as caught:
        run(way, rounds=MOST_STOPS)
    assert caught.value.code == "forecast.too_large"


def test_a_decision_that_several_steps_lead_to_goes_by_its_own_name() -> None:
    way = graph("s > g1; g1 > a > g2; g1 > b > g2; g2 > c > e; g2 > g1")
    assert way.decisions() == ("g2",)


def test_more_decisions_that_send_back_than_can_be_followed_are_refused() -> None:
    many = "; ".join(f"a{n} > g{n} > a{n + 1}; g{n} > a0" for n in range(400))
    with pytest.raises(Invalid) as refused:
        graph(f"s > a0; {many}; a400 > e")
    assert (refused.value.code, refused.value.facts) == ("forecast.too_tangled", {"count": 400})
