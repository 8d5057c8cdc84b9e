"""Whatever is done, the clocks add up and one deadline is owed for each open step."""

from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Refusal
from storage import obligations
from tests.builders import MONDAY
from tests.integration.obligations.owing import ON_CLAIM, model, start, task


class Life(NamedTuple):
    """One verb and how long after the one before, in minutes."""

    verb: str
    minutes: int


LIVES = st.lists(
    st.builds(
        Life,
        st.sampled_from(
            ("claim", "release", "begin", "assign", "suspend", "resume", "complete", "return")
        ),
        st.integers(min_value=0, max_value=5000),
    ),
    max_size=14,
)
KEEP = (HealthCheck.function_scoped_fixture,)


@settings(max_examples=25, deadline=None, suppress_health_check=KEEP, derandomize=True)
@given(lives=LIVES, key=st.sampled_from(("proses", "klaim")))
def test_the_clocks_add_up_and_one_deadline_is_owed_whatever_is_done(
    app: Application, clock: FixedClock, lives: list[Life], key: str
) -> None:
    if key == "klaim":
        app.deploy(model(ON_CLAIM, key="klaim"), agency="kantor")
    clock.at = MONDAY
    instance = start(app, key)
    running = timedelta()  # working time in which the instance was not suspended
    with app.database.read() as connection:
        calendar = app.caches.agency(connection, "kantor").calendar
    for life in lives:
        before, active = clock.at, app.show(instance)["status"] == "active"
        clock.advance(timedelta(minutes=life.minutes))
        running += calendar.between(before, clock.at) if active else timedelta()
        with suppress(Refusal):
            do(app, life.verb, instance)
        shown = app.show(instance)
        spent = sum(each["waited"] + each["handled"] for each in shown["steps"])
        assert spent == running.total_seconds()
        holds(app, instance)
        if shown["status"] == "completed":
            break


def do(app: Application, verb: str, instance: str) -> None:
    if verb == "suspend":
        app.suspend(instance, "Menunggu")
    elif verb == "resume":
        app.resume(instance)
    else:
        item = task(app, instance)
        calls = {
            "claim": lambda: app.claim(item),
            "release": lambda: app.release(item),
            "begin": lambda: app.begin(item),
            "assign": lambda: app.assign(item, "staf", "Cuti"),
            "complete": lambda: app.complete(item),
            "return": lambda: app.return_(item, "Belum lengkap"),
        }
        calls[verb]()


def holds(app: Application, instance: str) -> None:
    """Check what is always so of the obligations of an instance beside its work items."""
    with app.database.read() as connection:
        everything = obligations.all_of(connection, instance)
    suspended = app.show(instance)["status"] == "suspended"
    for item in app.show(instance)["steps"]:
        mine = [each for each in everything if each.work_item_id == item["id"]]
        open_now = [each for each in mine if each.closed_at is None]
        assert len(open_now) == (item["closed_at"] is None and item["deadline"] is not None)
        for each in open_now:
            assert each.deadline_at.isoformat() == item["deadline"]
            assert (each.paused_at is not None) == suspended == (each.next_check_at is None)
        for each in mine:
            if each.closed_at is not None and each.compliance != "void":
                assert (each.compliance == "breached") == (each.closed_at > each.deadline_at)
    assert app.verify_audit(instance)["whole"]
