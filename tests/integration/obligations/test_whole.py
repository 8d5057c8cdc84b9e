"""What an instance owes as a whole, and dates set by law."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from storage import obligations
from tests.builders import MONDAY
from tests.integration.obligations.owing import last, local, owed, start, states, task


def test_the_whole_and_the_law_are_owed_from_the_start(app: Application, whole: str) -> None:
    found = owed(app, whole)
    assert set(found) == {"whole", "legal Bupati", "step a 1"}
    assert local(found["whole"].deadline_at) == "Tue 20 08.00"  # the 16th is Isra Mikraj
    assert local(found["legal Bupati"].deadline_at) == "Sun 01 00.00"  # the end of 31 January
    # Ten working days before that end is the 19th; Saturday counts as the next opening.
    assert found["legal Bupati"].fired == 0
    assert found["legal Bupati"].next_check_at is not None


def test_reminders_that_lie_before_the_start_are_left_out(
    app: Application, clock: FixedClock, whole: str
) -> None:
    clock.at = datetime(2026, 1, 26, 0, 0, tzinfo=UTC)
    late = owed(app, start(app, "utuh"))["legal Bupati"]
    early = owed(app, whole)["legal Bupati"]
    assert early.fired == 0
    assert late.fired == 2
    assert late.next_check_at is not None
    assert late.next_check_at > clock.at


def test_they_end_with_the_instance(app: Application, clock: FixedClock, whole: str) -> None:
    clock.at = datetime(2026, 1, 21, 0, 0, tzinfo=UTC)
    for officer in ("staf", "kasubag", "sekretaris"):
        app.complete(task(app, whole), by=officer)
    assert states(app, whole) == {
        "whole": "breached",
        "legal Bupati": "met",
        "step a 1": "breached",
        "step b 1": "met",
    }
    said = {each["kind"]: each for each in last(app, whole, "InstanceCompleted")["obligations"]}
    assert said["whole"]["compliance"] == "breached"
    assert (said["legal"]["label"], said["legal"]["compliance"]) == ("Bupati", "met")


def test_given_up_the_whole_is_void_and_the_law_as_well(app: Application, whole: str) -> None:
    app.cancel(whole, "Salah tahun")
    assert set(states(app, whole).values()) == {"void"}
    assert len(last(app, whole, "InstanceCancelled")["obligations"]) == 2


def test_the_law_does_not_wait_for_who_suspends(
    app: Application, clock: FixedClock, whole: str
) -> None:
    before = owed(app, whole)["legal Bupati"]
    app.suspend(whole, "Menunggu data")
    assert owed(app, whole)["legal Bupati"] == before
    assert owed(app, whole)["whole"].paused_at == MONDAY
    clock.advance(timedelta(days=1))
    app.resume(whole)
    assert local(owed(app, whole)["whole"].deadline_at) == "Wed 21 08.00"
    assert owed(app, whole)["legal Bupati"] == before


def test_a_date_set_by_law_is_moved_by_a_person_with_a_reason(
    app: Application, clock: FixedClock, whole: str
) -> None:
    clock.at = datetime(2026, 1, 28, 0, 0, tzinfo=UTC)
    said = app.set_legal_date(whole, "Bupati", date(2026, 3, 31), "SE Bupati 2", by="kadis")
    assert (said["to"], said["on"]) == ("Bupati", "2026-03-31")
    with app.database.read() as connection:
        old, new = (each for each in obligations.all_of(connection, whole) if each.kind == "legal")
    assert (old.compliance, old.closed_at) == ("void", clock.at)
    assert local(new.deadline_at) == "Wed 01 00.00"
    assert (new.compliance, new.fired) == ("pending", 0)  # its reminders are still to come
    assert last(app, whole, "LegalDateMoved") == {
        "to": "Bupati",
        "old": "2026-01-31",
        "new": "2026-03-31",
        "reason": "SE Bupati 2",
        "compliance": "void",
        "obligation": new.id,
    }


def test_a_date_that_is_past_stays_breached_when_it_is_moved(
    app: Application, clock: FixedClock, whole: str
) -> None:
    clock.at = datetime(2026, 2, 2, 0, 0, tzinfo=UTC)
    app.set_legal_date(whole, "Bupati", date(2026, 3, 31), "SE Bupati 2")
    assert last(app, whole, "LegalDateMoved")["compliance"] == "breached"


@pytest.mark.parametrize(
    ("to", "on", "reason", "code"),
    [
        ("Bupatii", date(2026, 3, 31), "SE", "unknown.near"),
        ("Bupati", date(2026, 1, 31), "SE", "legal.same"),
        ("Bupati", date(2026, 1, 11), "SE", "legal.past"),
        ("Bupati", date(2206, 3, 31), "SE", "legal.far"),
        ("Bupati", date(2026, 3, 31), " ", "reason.missing"),
    ],
)
def test_a_date_is_not_moved_without_sense(
    app: Application, whole: str, to: str, on: date, reason: str, code: str
) -> None:
    before = states(app, whole)
    with pytest.raises((Conflict, Invalid, NotFound)) as refused:
        app.set_legal_date(whole, to, on, reason)
    assert refused.value.code == code
    assert states(app, whole) == before


def test_a_date_is_moved_by_who_steers_and_while_it_runs(app: Application, whole: str) -> None:
    app.complete(task(app, whole), by="staf")  # now kasubag has it, who does not steer
    with pytest.raises(NotPermitted) as refused:
        app.set_legal_date(whole, "Bupati", date(2026, 3, 31), "SE", by="kasubag")
    assert refused.value.code == "permit.steer"
    app.set_legal_date(whole, "Bupati", date(2026, 3, 31), "SE", by="staf")  # who started it
    app.cancel(whole, "Salah tahun")
    with pytest.raises(Conflict) as ended:
        app.set_legal_date(whole, "Bupati", date(2026, 4, 30), "SE")
    assert ended.value.code == "instance.status"
