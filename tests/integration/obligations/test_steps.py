"""What a step owes, whoever does it and however it ends; and with the clock of the claim."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from engine.app import Application
from engine.clock import FixedClock
from tests.builders import END, MONDAY, START, process, user
from tests.integration.obligations.owing import (
    HOUR,
    last,
    local,
    owed,
    standard,
    start,
    states,
    task,
)


def test_a_step_owes_its_standard_from_when_it_arrives(app: Application) -> None:
    instance = start(app)
    (found,) = owed(app, instance).values()
    assert (found.kind, found.standard, found.calendar) == ("step", "P2D", "kerja")
    assert (found.base_at, found.compliance, found.fired) == (MONDAY, "pending", 0)
    assert local(found.deadline_at) == "Wed 14 08.00"
    assert local(found.next_check_at) == "Tue 13 11.45"  # a day and half a one
    assert found.work_item_id == task(app, instance)


def test_done_in_time_it_is_met_and_done_late_it_is_breached(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    clock.at = datetime(2026, 1, 14, 0, 0, tzinfo=UTC)  # to the second
    app.complete(task(app, instance), by="staf")
    assert states(app, instance) == {"step a 1": "met", "step b 1": "pending"}
    clock.at = datetime(2026, 1, 14, 2, 0, 1, tzinfo=UTC)
    app.complete(task(app, instance), by="kasubag")
    assert states(app, instance) == {"step a 1": "met", "step b 1": "breached"}
    closed = owed(app, instance)["step b 1"]
    assert (closed.closed_at, closed.next_check_at) == (clock.at, None)
    assert last(app, instance, "WorkItemCompleted")["compliance"] == "breached"


def test_no_tick_is_needed_to_see_a_breach_after_ten_days_of_outage(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    clock.advance(timedelta(days=10))
    app.complete(task(app, instance), by="staf")
    assert states(app, instance)["step a 1"] == "breached"


def test_a_step_without_a_standard_owes_nothing(app: Application) -> None:
    instance = start(app)
    for officer in ("staf", "kasubag"):
        app.complete(task(app, instance), by=officer)
    assert set(owed(app, instance)) == {"step a 1", "step b 1"}
    app.complete(task(app, instance), by="sekretaris")
    said = last(app, instance, "WorkItemCompleted")
    assert (said["compliance"], said["deadline"]) == (None, None)
    assert "obligations" not in last(app, instance, "InstanceCompleted")


def test_whoever_has_it_the_obligation_stays(app: Application, clock: FixedClock) -> None:
    instance = start(app)
    item = task(app, instance)
    before = owed(app, instance)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: app.claim(item, by="staf"),
        lambda: app.release(item, by="staf"),
        lambda: app.begin(item, by="staf"),
        lambda: app.assign(item, "kasubag", "Cuti", by="kasubag"),
        lambda: app.assign(item, "staf", by="kasubag"),
    )
    for verb in verbs:
        clock.advance(timedelta(minutes=30))
        verb()
        assert owed(app, instance) == before
    assert app.task(item)["deadline"] == before["step a 1"].deadline_at.isoformat()


def test_a_step_done_again_is_a_round_with_its_own_standard(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.complete(task(app, instance), by="staf")
    clock.advance(timedelta(hours=3))
    app.return_(task(app, instance), "Belum lengkap", by="kasubag")
    found = owed(app, instance)
    assert states(app, instance) == {
        "step a 1": "met",
        "step b 1": "breached",
        "step a 2": "pending",
    }
    assert found["step a 2"].base_at == clock.at
    assert last(app, instance, "WorkItemReturned")["compliance"] == "breached"


def test_what_is_given_up_in_time_is_void_and_what_is_late_stays_late(
    app: Application, clock: FixedClock
) -> None:
    early, late = start(app), start(app)
    app.cancel(early, "Salah tahun")
    clock.advance(timedelta(days=3))
    app.cancel(late, "Salah tahun")
    assert states(app, early) == {"step a 1": "void"}
    assert states(app, late) == {"step a 1": "breached"}


def test_work_a_timer_takes_away_is_void(app: Application, clock: FixedClock) -> None:
    app.deploy(
        process(
            START
            + user("isi", standard("P3D"))
            + user("lanjut")
            + END
            + '<bpmn:boundaryEvent id="habis" attachedToRef="isi"><bpmn:timerEventDefinition>'
            "<bpmn:timeDuration>PT1H</bpmn:timeDuration>"
            "</bpmn:timerEventDefinition></bpmn:boundaryEvent>",
            "mulai > isi > selesai; habis > lanjut > selesai",
            key="batas",
        ),
        agency="kantor",
    )
    instance = start(app, "batas")
    clock.advance(timedelta(hours=2))
    app.tick()
    assert states(app, instance) == {"step isi 1": "void"}
    said = last(app, instance, "WorkItemCancelled")
    assert (said["compliance"], said["waited"]) == ("void", 2 * HOUR)


def test_counted_from_the_claim_an_answer_is_owed_first(
    app: Application, clock: FixedClock, on_claim: str
) -> None:
    assert set(owed(app, on_claim)) == {"response a 1"}
    assert local(owed(app, on_claim)["response a 1"].deadline_at) == "Mon 12 10.00"
    assert app.task(task(app, on_claim))["deadline"] == "2026-01-12T02:00:00+00:00"
    clock.advance(timedelta(hours=1))
    app.claim(task(app, on_claim), by="staf")
    found = owed(app, on_claim)
    assert states(app, on_claim) == {"response a 1": "met", "step a 1": "pending"}
    assert found["step a 1"].base_at == clock.at
    assert local(found["step a 1"].deadline_at) == "Wed 14 09.00"
    assert app.task(task(app, on_claim))["deadline"] == "2026-01-14T01:00:00+00:00"


def test_an_answer_that_came_late_is_judged_apart(
    app: Application, clock: FixedClock, on_claim: str
) -> None:
    clock.advance(timedelta(hours=3))
    app.claim(task(app, on_claim), by="staf")
    app.complete(task(app, on_claim), by="staf")
    assert states(app, on_claim) == {
        "response a 1": "breached",
        "step a 1": "met",
        "response b 1": "pending",
    }


def test_released_and_claimed_again_the_standard_goes_on(
    app: Application, clock: FixedClock, on_claim: str
) -> None:
    item = task(app, on_claim)
    app.claim(item, by="staf")
    before = owed(app, on_claim)
    clock.advance(timedelta(hours=1))
    app.release(item, by="staf")
    clock.advance(timedelta(hours=1))
    app.begin(item, by="staf")
    assert owed(app, on_claim) == before
    app.release(item, by="staf")
    app.complete(item, by="staf")
    assert states(app, on_claim)["step a 1"] == "met"


def test_finished_without_a_claim_both_are_judged(
    app: Application, clock: FixedClock, on_claim: str
) -> None:
    clock.advance(timedelta(hours=1))
    app.complete(task(app, on_claim), by="staf")
    assert states(app, on_claim)["response a 1"] == "met"
    assert states(app, on_claim)["step a 1"] == "met"


def test_cancelled_before_anybody_took_it_the_answer_is_void(
    app: Application, on_claim: str
) -> None:
    app.cancel(on_claim, "Salah")
    assert states(app, on_claim) == {"response a 1": "void"}
