"""Laws of escalation ladders, and what single examples show best. Tables: conformance/ladders."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from engine.core import escalation, timestandard
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.escalation import (
    LEGAL,
    STEP,
    WHOLE,
    Firing,
    Frozen,
    Plan,
    Terms,
    already_past,
    climbed,
    fire_at,
    firing,
    following,
    freeze,
    judge,
    ladder_for,
    next_check,
    next_legal,
    plan,
)
from engine.core.soptable import Ladder, Rung, TimeStandard
from tests.unit.test_calendar import calendars, moments

WITA = ZoneInfo("Asia/Makassar")
OFFICE = WorkingCalendar("Boalemo", WITA, PERPRES_21_2023, decreed_until=2026)
FOUR_DAYS = TimeStandard("P4D")
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
LAWS = settings(deadline=None)
"""A calendar of ten years takes its time on a busy machine."""


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


def instants(*texts: str) -> tuple[datetime, ...]:
    return tuple(map(local, texts))


MONDAY = local("2026-01-05 09:00")
FOUR = Terms(FOUR_DAYS, None, MONDAY)
FOUR_PLAN = plan(FOUR, STEP, OFFICE)

# Any ladder, in any order: what a model may write, and more.

shares = st.integers(1, 400).map(lambda percent: f"{percent}%")
spans = st.sampled_from(["PT0M", "PT45M", "PT5H", "P1D", "P3D", "P1W", "P1DT2H"])
offsets = st.tuples(st.sampled_from(["", "-"]), spans).map("".join)
leasts = st.sampled_from(["", "PT2H", "P1D"])
rungs = st.builds(Rung, shares | offsets, st.just("remind"), st.just("head"), leasts)
repeats = st.sampled_from(["", "P1D", "PT30M", "PT4H", "P1W"])


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    drawn = draw(st.lists(rungs, max_size=5))
    if drawn:
        drawn[-1] = replace(drawn[-1], repeat=draw(repeats))
    return Ladder(rungs=tuple(drawn))


standards = st.builds(
    TimeStandard,
    st.sampled_from(["PT10M", "PT2H", "P1D", "P4D", "P1W", "P1DT3H20M"]),
    st.sampled_from(["kerja", "kalender"]),
)


def left(terms: Terms, calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Return what lies between two instants as the standard of `terms` counts."""
    assert terms.standard is not None
    if terms.standard.calendar == "kalender":
        return end - start
    return calendar.between(start, end)


@LAWS
@given(calendars(), moments, standards, ladders())
def test_rungs_never_go_back_and_none_comes_before_its_obligation(
    calendar: WorkingCalendar, start: datetime, standard: TimeStandard, ladder: Ladder
) -> None:
    found = plan(Terms(standard, None, start), ladder, calendar)
    assert len(found.rungs) == len(ladder.rungs)
    for before, after in pairwise((start, *found.rungs)):
        assert before <= after
    assert found.deadline_at == timestandard.deadline(standard, calendar, start)


def resumed_plan(terms: Terms, ladder: Ladder, calendar: WorkingCalendar) -> Plan:
    """Plan; drop an example where minutes a week cannot make up for the long days lost."""
    try:
        return plan(terms, ladder, calendar)
    except Invalid:
        reject()


@LAWS
@given(calendars(), moments, standards, ladders(), moments, moments)
def test_a_pause_keeps_what_was_left(
    calendar: WorkingCalendar,
    start: datetime,
    standard: TimeStandard,
    ladder: Ladder,
    one: datetime,
    two: datetime,
) -> None:
    paused, resumed = sorted((one, two))
    terms = Terms(standard, None, start)
    before = plan(terms, ladder, calendar)
    kept = freeze(before, terms, calendar, paused)
    after = resumed_plan(replace(terms, base_at=resumed, frozen=kept), ladder, calendar)
    for was, now in zip(
        (before.deadline_at, *before.rungs), (after.deadline_at, *after.rungs), strict=True
    ):
        assert left(terms, calendar, paused, was) == left(terms, calendar, resumed, now)
        assert now >= was or was <= paused
    assert all(first <= second for first, second in pairwise(after.rungs))


@LAWS
@given(calendars(), moments, standards, ladders(), st.lists(moments, min_size=4, max_size=4))
def test_two_pauses_are_one_as_long_as_both(
    calendar: WorkingCalendar,
    start: datetime,
    standard: TimeStandard,
    ladder: Ladder,
    drawn: list[datetime],
) -> None:
    first, again, second, last = sorted(drawn)
    terms = Terms(standard, None, start)
    once = freeze(plan(terms, ladder, calendar), terms, calendar, first)
    resumed = replace(terms, base_at=again, frozen=once)
    twice = freeze(resumed_plan(resumed, ladder, calendar), resumed, calendar, second)
    ran = left(terms, calendar, again, second).total_seconds()
    assert twice.deadline == pytest.approx(once.deadline - ran, abs=1e-5)
    assert twice.rungs == pytest.approx([each - ran for each in once.rungs], abs=1e-5)
    at_once = freeze(plan(resumed, ladder, calendar), resumed, calendar, again)
    assert at_once == once
    last_terms = replace(terms, base_at=last, frozen=at_once)
    assert resumed_plan(last_terms, ladder, calendar) == resumed_plan(
        replace(last_terms, frozen=once), ladder, calendar
    )


@LAWS
@given(calendars(), moments, standards, ladders(), st.lists(moments, max_size=6).map(sorted))
def test_every_rung_fires_once_in_order_however_seldom_one_looks(
    calendar: WorkingCalendar,
    start: datetime,
    standard: TimeStandard,
    ladder: Ladder,
    looks: list[datetime],
) -> None:
    found = plan(Terms(standard, None, start), ladder, calendar)
    fired = 0
    for now in looks:
        due = firing(found, ladder, fired, calendar, now)
        later = fire_at(found, ladder, fired, calendar)
        if due is None:
            assert later is None or later > now
            continue
        assert due.missed == tuple(range(fired, due.number))
        assert due.at == fire_at(found, ladder, due.number, calendar)
        assert due.at <= now
        fired = due.number + 1
        later = fire_at(found, ladder, fired, calendar)
        assert later is None or later > now
        assert firing(found, ladder, fired, calendar, now) is None


@LAWS
@given(calendars(), calendars(), moments, standards, ladders(), st.integers(0, 60))
def test_no_edit_of_the_calendar_tells_the_same_twice_on_a_day(
    before: WorkingCalendar,
    after: WorkingCalendar,
    start: datetime,
    standard: TimeStandard,
    ladder: Ladder,
    edited: int,
) -> None:
    after = replace(after, zone=before.zone)
    terms, fired = Terms(standard, None, start), 0
    told_at: datetime | None = None
    for look in range(60):
        now = start + look * timedelta(hours=11)
        calendar = before if look < edited else after
        found = plan(terms, ladder, calendar)
        number = following(found, ladder, fired, told_at, calendar)
        due = firing(found, ladder, number, calendar, now)
        if due is None:
            continue
        assert due.number >= fired
        again = told_at is not None and fired >= len(ladder.rungs)
        if again and not ladder.rungs[-1].repeat.startswith("PT"):
            assert told_at is not None
            assert _on(now, calendar) > _on(told_at, calendar)
        fired, told_at = due.number + 1, now


def _on(moment: datetime, calendar: WorkingCalendar) -> date:
    return moment.astimezone(calendar.zone).date()


def test_a_repetition_that_comes_back_after_an_edit_is_passed_over() -> None:
    """Told on Thursday for the second time; the edit makes Thursday the day of the third."""
    ladder = Ladder(rungs=(Rung("100%", "overdue", "head", repeat="P1D"),))
    told_at = local("2026-01-08 09:00")
    found = Plan(MONDAY, (local("2026-01-05 08:00"),), False)
    assert fire_at(found, ladder, 3, OFFICE) == local("2026-01-08 08:00")
    assert following(found, ladder, 3, told_at, OFFICE) == 4
    assert following(found, ladder, 3, None, OFFICE) == 3
    assert following(found, ladder, 3, local("2026-01-07 09:00"), OFFICE) == 3
    assert firing(found, ladder, 4, OFFICE, told_at + HOUR) is None


def test_what_repeats_after_hours_may_come_again_on_the_same_day() -> None:
    ladder = Ladder(rungs=(Rung("100%", "overdue", "head", repeat="PT2H"),))
    found = Plan(MONDAY, (local("2026-01-05 08:00"),), False)
    assert following(found, ladder, 1, local("2026-01-05 10:00"), OFFICE) == 2
    assert fire_at(found, ladder, 2, OFFICE) == local("2026-01-05 12:00")


def test_other_rungs_are_never_passed_over() -> None:
    late = local("2026-02-05 09:00")
    assert [following(FOUR_PLAN, STEP, number, late, OFFICE) for number in range(4)] == [0, 1, 2, 3]
    assert following(FOUR_PLAN, Ladder(), 4, late, OFFICE) == 4
    assert following(FOUR_PLAN, replace(STEP, rungs=STEP.rungs[:2]), 4, late, OFFICE) == 4


@given(st.floats(-1e8, 1e8), st.lists(st.floats(-1e8, 1e8), max_size=5).map(tuple))
def test_what_is_left_survives_as_json(deadline: float, kept: tuple[float, ...]) -> None:
    frozen = Frozen(deadline, kept)
    assert Frozen.of(json.loads(json.dumps(frozen.as_json()))) == frozen


@pytest.mark.parametrize("stored", [None, {}, {"deadline": "soon", "rungs": []}, {"rungs": []}])
def test_what_was_never_paused_keeps_nothing(stored: dict[str, object] | None) -> None:
    assert Frozen.of(stored) is None


# Which ladder


def test_the_most_specific_ladder_is_climbed() -> None:
    rung = (Rung("100%", "overdue", "head"),)
    own = Ladder(rungs=rung, lane="Kepala Dinas", clock="claim", response="P1D")
    every = Ladder(rungs=(*rung, *rung))
    whole = Ladder(rungs=rung, scope="whole")
    written = (every, whole, own)
    assert ladder_for(written, "step", "kepala  dinas", FOUR_DAYS) == own
    assert ladder_for(written, "step", "Sekretaris", FOUR_DAYS) == every
    assert ladder_for((own,), "step", "Sekretaris", FOUR_DAYS) == STEP
    assert ladder_for(written, "whole", "", FOUR_DAYS) == whole
    assert ladder_for((), "whole", "", None) == WHOLE
    assert ladder_for(written, "legal", "", None) == LEGAL


def test_a_ladder_without_rungs_has_the_usual_ones() -> None:
    written = Ladder(clock="claim", response="PT4H")
    assert ladder_for((written,), "step", "A", FOUR_DAYS) == replace(written, rungs=STEP.rungs)


@pytest.mark.parametrize(
    ("duration", "reminded"), [("PT59M", False), ("PT1H", True), ("P1D", True), ("?", True)]
)
def test_a_short_standard_has_no_reminder(duration: str, reminded: bool) -> None:
    found = ladder_for((), "step", "", TimeStandard(duration))
    assert found.rungs == (STEP.rungs if reminded else STEP.rungs[1:])


def test_only_what_comes_before_the_deadline_is_a_reminder() -> None:
    rungs = (
        Rung("99%", "remind", "head"),
        Rung("-PT5M", "remind", "head"),
        Rung("50%", "remind", "head", least="PT1H"),
        Rung("PT0M", "remind", "head"),
        Rung("100%", "remind", "head"),
    )
    found = ladder_for((Ladder(rungs=rungs),), "step", "", TimeStandard("PT10M"))
    assert found.rungs == rungs[2:]


# Instants


def test_each_way_of_writing_a_rung() -> None:
    ladder = Ladder(
        rungs=(
            Rung("-P2D", "remind", "head"),
            Rung("75%", "remind", "head"),
            Rung("-PT3H", "remind", "head"),
            Rung("PT0M", "overdue", "head"),
            Rung("PT3H", "escalate", "head"),
            Rung("P1D", "escalate", "head"),
            Rung("101%", "escalate", "head", least="P1DT1H"),
        )
    )
    assert plan(FOUR, ladder, OFFICE) == Plan(
        deadline_at=local("2026-01-09 09:00"),
        rungs=instants(
            "2026-01-07 09:00",
            "2026-01-08 09:00",
            "2026-01-08 14:30",  # 1.5 hours on Friday, 1.5 before Thursday's closing
            "2026-01-09 09:00",
            "2026-01-09 13:30",
            "2026-01-12 09:00",
            "2026-01-12 10:00",
        ),
        provisional=False,
    )


def test_a_rung_before_its_obligation_is_missed_without_a_word() -> None:
    ladder = Ladder(rungs=(Rung("-P1W", "remind", "head"), Rung("-P1D", "remind", "head")))
    found = plan(FOUR, ladder, OFFICE)
    assert found.rungs == (MONDAY, local("2026-01-08 09:00"))
    assert already_past(found, MONDAY) == 1
    assert already_past(FOUR_PLAN, MONDAY) == 0
    assert already_past(FOUR_PLAN, local("2026-02-01 09:00")) == 4


def test_a_rung_written_out_of_order_waits_for_the_one_before_it() -> None:
    ladder = Ladder(rungs=(Rung("100%", "overdue", "head"), Rung("50%", "remind", "head")))
    assert plan(FOUR, ladder, OFFICE).rungs == (FOUR_PLAN.deadline_at,) * 2


def test_time_after_the_deadline_is_working_time_even_of_a_standard_in_days_of_the_calendar() -> (
    None
):
    terms = Terms(TimeStandard("P2D", "kalender"), None, local("2026-01-09 10:00"))
    ladder = Ladder(
        rungs=(Rung("150%", "escalate", "head"), Rung("150%", "escalate", "head", least="P1D"))
    )
    assert plan(terms, ladder, OFFICE) == Plan(
        local("2026-01-11 10:00"), instants("2026-01-12 10:00", "2026-01-13 07:30"), False
    )


def test_rungs_beyond_what_the_calendar_holds_are_left_out() -> None:
    terms = Terms(TimeStandard("P1000D"), None, MONDAY)
    ladder = Ladder(rungs=(*STEP.rungs[:2], Rung("9999%", "escalate", "head", repeat="P1D")))
    found = plan(terms, ladder, OFFICE)
    assert len(found.rungs) == 2
    assert found.provisional
    assert fire_at(found, ladder, 2, OFFICE) is None
    kept = freeze(found, terms, OFFICE, MONDAY)
    assert len(plan(replace(terms, frozen=kept), ladder, OFFICE).rungs) == 2


def test_a_rung_that_cannot_be_read_is_refused_not_left_out() -> None:
    ladder = Ladder(rungs=(Rung("P1Y", "escalate", "head"),))
    with pytest.raises(Invalid) as refused:
        plan(FOUR, ladder, OFFICE)
    assert refused.value.code == "timestandard.unreadable"


def test_a_deadline_the_calendar_cannot_hold_is_refused() -> None:
    with pytest.raises(Invalid, match="within ten years"):
        plan(Terms(TimeStandard("P3650D"), None, MONDAY), STEP, OFFICE)


def test_terms_without_standard_or_date_are_a_slip_of_ours() -> None:
    with pytest.raises(ValueError, match="a time standard or a date"):
        plan(Terms(None, None, MONDAY), STEP, OFFICE)


@pytest.mark.parametrize(
    ("paused", "resumed", "deadline"),
    [
        ("2026-01-12 12:10", "2026-01-12 12:50", "2026-01-13 07:30"),  # in the break
        ("2026-01-12 20:00", "2026-01-13 05:00", "2026-01-13 07:30"),  # in the night before it
        ("2026-01-12 20:00", "2026-01-13 10:00", "2026-01-13 10:00"),  # nothing was left
        ("2026-01-12 15:00", "2026-01-13 15:00", "2026-01-14 07:30"),  # an hour was left
        ("2026-01-12 15:00", "2026-01-13 15:30", "2026-01-14 08:00"),
    ],
)
def test_a_pause_without_working_time_does_not_bring_a_deadline_forward(
    paused: str, resumed: str, deadline: str
) -> None:
    """What arrives on Sunday counts from Monday 07.30 and is due at 07.30, not at closing time."""
    terms = Terms(TimeStandard("P1D"), None, local("2026-01-11 10:00"))
    found = plan(terms, STEP, OFFICE)
    assert found.deadline_at == local("2026-01-13 07:30")
    kept = freeze(found, terms, OFFICE, local(paused))
    after = plan(replace(terms, base_at=local(resumed), frozen=kept), STEP, OFFICE)
    assert after.deadline_at == after.rungs[1] == local(deadline)
    assert Frozen.of(kept.as_json()) == kept


def test_a_pause_kept_by_an_older_version_still_counts() -> None:
    kept = Frozen.of({"deadline": 3600, "rungs": [3600, 7200]})
    assert kept == Frozen(3600.0, (3600.0, 7200.0))


def test_a_new_version_with_other_rungs_goes_on_from_the_deadline_that_was_left() -> None:
    kept = freeze(FOUR_PLAN, FOUR, OFFICE, MONDAY)
    resumed = Terms(FOUR_DAYS, None, local("2026-01-12 09:00"), kept)
    ladder = Ladder(rungs=(*STEP.rungs[:3], Rung("-PT1H", "remind", "head")))
    same = plan(resumed, ladder, OFFICE)
    assert same.rungs[0] == local("2026-01-15 09:00")
    other = plan(resumed, Ladder(rungs=ladder.rungs[:3]), OFFICE)
    assert other.deadline_at == local("2026-01-16 09:00")
    assert other.rungs == instants("2026-01-15 09:00", "2026-01-16 09:00", "2026-01-20 09:00")
    assert plan(resumed, Ladder(), OFFICE).rungs == ()


# Dates set by law


def test_a_date_set_by_law_ends_with_its_day_and_is_never_paused() -> None:
    terms = Terms(None, date(2026, 1, 30), MONDAY)
    found = plan(terms, LEGAL, OFFICE)
    assert found.deadline_at == local("2026-01-31 00:00")
    assert found.rungs == instants(
        "2026-01-19 07:30", "2026-01-26 07:30", "2026-01-30 07:30", "2026-01-31 00:00"
    )
    kept = freeze(found, terms, OFFICE, local("2026-01-20 09:00"))
    assert plan(replace(terms, frozen=kept), LEGAL, OFFICE) == found


def test_a_date_has_no_shares() -> None:
    ladder = Ladder(rungs=(Rung("50%", "remind", "head"),), scope="legal")
    found = plan(Terms(None, date(2026, 1, 30), MONDAY), ladder, OFFICE)
    assert found.rungs == (found.deadline_at,)


def test_a_date_set_by_law_does_not_wait_for_a_decree() -> None:
    found = plan(Terms(None, date(2027, 2, 28), local("2027-01-04 09:00")), LEGAL, OFFICE)
    assert not found.provisional


@pytest.mark.parametrize(
    ("on", "start", "falls"),
    [
        ("02-last", date(2026, 1, 5), date(2026, 2, 28)),
        ("02-last", date(2026, 2, 28), date(2026, 2, 28)),
        ("02-last", date(2026, 3, 1), date(2027, 2, 28)),
        ("02-last", date(2027, 3, 1), date(2028, 2, 29)),
        ("03-31", date(2026, 4, 1), date(2027, 3, 31)),
        ("12-last", date(2026, 12, 31), date(2026, 12, 31)),
        ("02-29", date(2026, 1, 1), date(2026, 2, 28)),
        ("02-29", date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_the_next_date_set_by_law(on: str, start: date, falls: date) -> None:
    assert next_legal(on, start) == falls


# What fires


def test_nothing_fires_before_its_time() -> None:
    first = FOUR_PLAN.rungs[0]
    assert firing(FOUR_PLAN, STEP, 0, OFFICE, first - SECOND) is None
    assert firing(FOUR_PLAN, STEP, 0, OFFICE, first) == Firing(STEP.rungs[0], 0, first, (), False)


def test_a_rung_is_late_after_an_hour_of_working_time() -> None:
    second = FOUR_PLAN.rungs[1]
    on_time = firing(FOUR_PLAN, STEP, 1, OFFICE, second + HOUR)
    late = firing(FOUR_PLAN, STEP, 1, OFFICE, second + HOUR + SECOND)
    assert on_time
    assert not on_time.late
    assert late == replace(on_time, late=True)


def test_a_night_between_does_not_make_it_late() -> None:
    closing = Plan(MONDAY, (local("2026-01-05 16:00"),), False)
    ladder = Ladder(rungs=STEP.rungs[:1])
    found = firing(closing, ladder, 0, OFFICE, local("2026-01-06 08:30"))
    assert found
    assert not found.late


def test_what_was_missed_fires_once_the_highest_last() -> None:
    after = local("2026-02-20 12:00")
    found = firing(FOUR_PLAN, STEP, 1, OFFICE, after)
    assert found is not None
    assert found.rung == STEP.rungs[3]
    assert found.missed == tuple(range(1, found.number))
    assert found.late
    # rung 3 is due on Thu 15 January; 26 working days later it is Fri 20 February
    assert (found.number, found.at) == (3 + 26, local("2026-02-20 09:00"))


def test_the_rungs_that_fire_at_once_are_each_there_once() -> None:
    """Of a week of repetitions the last rung stands for all."""
    found = firing(FOUR_PLAN, STEP, 1, OFFICE, FOUR_PLAN.rungs[3] + timedelta(days=7))
    assert found is not None
    assert climbed(STEP, found) == STEP.rungs[1:]
    first = firing(FOUR_PLAN, STEP, 0, OFFICE, FOUR_PLAN.rungs[0])
    assert first is not None
    assert climbed(STEP, first) == STEP.rungs[:1]


def test_a_rung_without_repetition_is_the_last() -> None:
    ladder = Ladder(rungs=STEP.rungs[:2])
    found = plan(FOUR, ladder, OFFICE)
    assert fire_at(found, ladder, 2, OFFICE) is None
    assert firing(found, ladder, 2, OFFICE, local("2027-01-01 09:00")) is None


def test_a_repetition_keeps_its_clock_time() -> None:
    last = local("2026-01-08 16:00")  # Thursday at closing time; Friday closes at 16.30
    found = Plan(MONDAY, (last,), False)
    ladder = Ladder(rungs=(Rung("100%", "overdue", "head", repeat="P1D"),))
    assert [fire_at(found, ladder, number, OFFICE) for number in range(1, 4)] == list(
        instants("2026-01-09 16:00", "2026-01-12 16:00", "2026-01-13 16:00")
    )


def test_repetitions_end_where_the_calendar_does() -> None:
    assert fire_at(FOUR_PLAN, STEP, 5000, OFFICE) is None


def test_years_of_silence_are_found_in_few_looks() -> None:
    started = perf_counter()
    found = firing(FOUR_PLAN, STEP, 0, OFFICE, MONDAY + timedelta(days=3600))
    assert perf_counter() - started < 2
    assert found is not None
    assert found.number > 2500


def test_an_empty_ladder_never_fires() -> None:
    found = plan(FOUR, Ladder(), OFFICE)
    assert found.rungs == ()
    assert firing(found, Ladder(), 0, OFFICE, local("2027-01-01 09:00")) is None
    assert next_check(found, Ladder(), 0, None, OFFICE) is None


def test_a_snooze_puts_off_the_next_look_but_never_brings_it_forward() -> None:
    first, second = FOUR_PLAN.rungs[:2]
    assert next_check(FOUR_PLAN, STEP, 0, None, OFFICE) == first
    assert next_check(FOUR_PLAN, STEP, 0, first - HOUR, OFFICE) == first
    assert next_check(FOUR_PLAN, STEP, 0, second, OFFICE) == second
    last = Ladder(rungs=STEP.rungs[:1])
    assert next_check(plan(FOUR, last, OFFICE), last, 1, second, OFFICE) is None


@pytest.mark.parametrize(
    ("late", "done", "compliance"),
    [
        (-SECOND, True, "met"),
        (timedelta(), True, "met"),
        (SECOND, True, "breached"),
        (-SECOND, False, "void"),
        (timedelta(), False, "void"),
        (SECOND, False, "breached"),
    ],
)
def test_the_instant_judges(late: timedelta, done: bool, compliance: str) -> None:
    assert judge(MONDAY, MONDAY + late, done=done) == compliance


def test_the_usual_ladders_name_known_scopes() -> None:
    assert {scope: ladder.scope for scope, ladder in escalation.DEFAULTS.items()} == {
        scope: scope for scope in ("step", "whole", "legal")
    }
