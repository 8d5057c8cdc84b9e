"""What a superior does about late work: take note of it, hold its rungs back."""

from datetime import timedelta

import pytest

from engine.app import Application
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted
from engine.ticks import Ticked
from engine.watching import Asked
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.timed import begin, fired, look, owed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_a_superior_takes_note_and_the_repetition_stops(
    database: Database, app: Application
) -> None:
    instance = begin(app)
    look(app, MONDAY + DAY + 2 * HOUR)
    (record,) = owed(database)
    with pytest.raises(NotPermitted):
        app.acknowledge(record["id"], "Sudah saya tangani", by="staf")
    with pytest.raises(Invalid):
        app.acknowledge(record["id"], " ", by="kadis")
    noted = app.acknowledge(record["id"], "Sudah saya tangani", by="kadis")
    assert (noted["acknowledged_by"], noted["next_check_at"]) == ("kadis", None)
    assert look(app, MONDAY + 20 * DAY) == Ticked()
    assert len(fired(app, instance)) == 1
    event = app.show(instance)["events"][-1]
    assert (event["kind"], event["capacity"], event["data"]["reason"]) == (
        "ObligationAcknowledged",
        "Kepala Dinas",
        "Sudah saya tangani",
    )


def test_what_comes_after_is_news_again(database: Database, app: Application) -> None:
    """Noted after the second rung: the third and the last fire all the same, and repeat."""
    instance = begin(app)
    look(app, MONDAY + 2 * HOUR)
    (task,) = app.tasks(instance=instance)
    app.acknowledge(task["id"], "Saya tahu", by="kasubag")  # by the work item that owes it
    look(app, MONDAY + 4 * HOUR)
    assert owed(database)[0]["acknowledged_by"] is None
    look(app, MONDAY + DAY + 2 * HOUR)
    look(app, MONDAY + 2 * DAY + 2 * HOUR)
    assert [f["rung"] for f in fired(app, instance)] == [2, 3, 4, 4]


def test_snoozed_work_is_quiet_and_then_tells_once(database: Database, app: Application) -> None:
    instance = begin(app)
    look(app, MONDAY + 2 * HOUR)
    (record,) = owed(database)
    until = MONDAY + 2 * DAY
    for wrong in (MONDAY, MONDAY + 60 * DAY):
        with pytest.raises(Invalid) as caught:
            app.snooze(record["id"], wrong, "Menunggu surat", by="sekretaris")
        assert caught.value.code == "obligation.snooze"
    held = app.snooze(record["id"], until, "Menunggu surat", by="sekretaris")
    assert (held["snoozed_until"], held["next_check_at"]) == (until.isoformat(), until.isoformat())
    assert look(app, until - MINUTE) == Ticked()
    assert look(app, until) == Ticked(1)
    assert owed(database)[0]["snoozed_until"] is None
    facts = fired(app, instance)[-1]
    assert (facts["rung"], facts["missed"], facts["late"]) == (4, [3], True)


def test_why_it_is_quiet_stands_in_every_list_until_it_is_no_more(app: Application) -> None:
    instance = begin(app)
    look(app, MONDAY + 2 * HOUR)
    (task,) = app.tasks(instance=instance)
    app.snooze(task["id"], MONDAY + 3 * HOUR, "Rapat anggaran", by="sekretaris")
    held = app.snooze(task["id"], MONDAY + 4 * HOUR, "Rapat diperpanjang", by="kadis")
    noted = app.acknowledge(task["id"], "Menunggu data BPS", by="kasubag")
    why = {
        "acknowledged_at": (MONDAY + 2 * HOUR).isoformat(),
        "acknowledged_by": "kasubag",
        "acknowledged_reason": "Menunggu data BPS",
        "snoozed_at": (MONDAY + 2 * HOUR).isoformat(),
        "snoozed_by": "kadis",
        "snoozed_reason": "Rapat diperpanjang",
        "snoozed_until": (MONDAY + 4 * HOUR).isoformat(),
    }
    sight = app.sight("kantor", "kadis")
    line = app.line("kantor", "kadis")
    everywhere = [
        noted,
        *app.obligations("kantor", "pending"),
        *app.show(instance)["obligations"],
        *app.list_obligations(sight, "pending")["rows"],
        app.obligation(sight, held["id"]),
    ]
    assert [{name: each[name] for name in why} for each in everywhere] == [why] * 5
    named = {**why, "acknowledged_by": "Contoh Kasubag", "snoozed_by": "Contoh Kepala Dinas"}
    watched = [*app.worklist(line, Asked())["items"], app.watched(line, task["id"], "kadis")]
    assert [{name: each[name] for name in why} for each in watched] == [named] * 2
    look(app, MONDAY + 4 * HOUR)
    assert [app.obligations("kantor", "pending")[0][name] for name in why] == [None] * len(why)


def test_only_what_is_open_can_be_quietened(database: Database, app: Application) -> None:
    instance = begin(app)
    (record,) = owed(database)
    app.complete(app.tasks(instance=instance)[0]["id"])
    with pytest.raises(Conflict) as caught:
        app.acknowledge(record["id"], "Sudah", by="kadis")
    assert caught.value.code == "obligation.closed"
    with pytest.raises(NotFound):
        app.snooze("01900000-0000-7000-8000-000000000000", MONDAY + DAY, "Ya", by="kadis")
