"""The engine's verbs: who may, when, what comes of it, and what the trail says."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from engine.core.people import Appointment
from tests.builders import END, START, laned, office, process, user
from tests.counting import Count, counted

LINE = process(
    laned({"Staf": ["a", "mulai"], "Kasubag": ["b"], "Sekretaris": ["c", "selesai"]})
    + START
    + user("a")
    + user("b")
    + user("c")
    + END,
    "mulai > a > b > c > selesai",
)


@pytest.fixture
def app(app: Application) -> Application:
    app.deploy(LINE, agency="kantor")
    return app


def start(app: Application, **more: Any) -> str:
    return str(app.start("kantor/proses", **more)["id"])


def only_task(app: Application, instance: str) -> str:
    (task,) = app.tasks(instance=instance)
    return str(task["id"])


def refusal(kind: type[Refusal], do: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(kind) as caught:
        do(*args, **more)
    return caught.value.text("en")


def test_a_work_item_goes_from_ready_to_completed(app: Application, clock: FixedClock) -> None:
    instance = start(app, by="staf", title="Pertama")
    id = only_task(app, instance)
    seen = []
    for verb in (app.claim, app.begin, app.complete):
        clock.advance(timedelta(minutes=10))
        seen.append(verb(id, by="staf")["work_item"])
    assert [item["state"] for item in seen] == ["claimed", "started", "completed"]
    assert (seen[-1]["claimed_at"], seen[-1]["started_at"], seen[-1]["closed_at"]) == (
        "2026-01-12T00:10:00+00:00",
        "2026-01-12T00:20:00+00:00",
        "2026-01-12T00:30:00+00:00",
    )
    assert [task["node"] for task in app.tasks(instance=instance)] == ["b"]
    assert [event["kind"] for event in app.show(instance)["events"]] == [
        "InstanceStarted",
        "WorkItemOpened",
        "WorkItemClaimed",
        "WorkItemStarted",
        "WorkItemCompleted",
        "WorkItemOpened",
    ]


def test_releasing_gives_it_back_to_everybody(app: Application) -> None:
    id = only_task(app, start(app))
    app.begin(id, by="staf")
    item = app.release(id, by="staf")["work_item"]
    assert (item["state"], item["officer"], item["started_at"]) == ("ready", None, None)


def test_only_who_holds_the_post_may_do_the_work(app: Application) -> None:
    id = only_task(app, start(app))
    assert refusal(NotPermitted, app.complete, id, by="kadis") == (
        'Expected to let a holder of "Staf" do this work, but kadis does not hold that post today. '
        "These officers can do it: staf."
    )
    assert refusal(NotFound, app.claim, id, by="staff") == (
        'Expected an officer named "staff", but there is none. Did you mean "staf"?'
    )


def test_an_acting_officer_may_and_the_trail_says_so(app: Application) -> None:
    instance = start(app)
    app.complete(only_task(app, instance), by="staf")
    acting = Appointment("kasubag", "staf", "plh", date(2026, 1, 12), date(2026, 1, 13), "SP 1")
    people = office()
    app.register(replace(people, appointments=(*people.appointments, acting)))
    id = only_task(app, instance)
    assert app.tasks(instance=instance)[0]["candidates"] == ["kasubag", "staf"]
    assert app.complete(id, by="staf")["work_item"]["capacity"] == "Plh. Kasubag"
    event = next(
        e
        for e in app.show(instance)["events"]
        if e["kind"] == "WorkItemCompleted" and e["work_item"] == id
    )
    assert (event["officer"], event["capacity"]) == ("staf", "Plh. Kasubag")


def test_an_acting_officer_may_not_when_the_days_are_over(
    app: Application, clock: FixedClock
) -> None:
    instance = start(app)
    app.complete(only_task(app, instance), by="staf")
    acting = Appointment("kasubag", "staf", "plh", date(2026, 1, 12), date(2026, 1, 13), "SP 1")
    people = office()
    app.register(replace(people, appointments=(*people.appointments, acting)))
    clock.advance(timedelta(days=1, hours=15, minutes=59))  # 23.59 WITA on the 13th
    assert len(app.tasks(instance=instance)[0]["candidates"]) == 2
    clock.advance(timedelta(minutes=1))
    with pytest.raises(NotPermitted):
        app.complete(only_task(app, instance), by="staf")


def test_two_at_once_give_one_success_and_one_conflict(app: Application) -> None:
    for _ in range(10):
        instance = start(app)
        id = only_task(app, instance)

        def attempt(_: int, id: str = id) -> str:
            try:
                return str(app.complete(id, by="staf")["status"])
            except Conflict as conflict:
                return conflict.code

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(attempt, range(4)))
        assert outcomes == ["active", "work.closed", "work.closed", "work.closed"]
        assert [step["node"] for step in app.show(instance)["steps"]] == ["a", "b"]
    assert app.verify_audit()["whole"]


def test_completing_twice_names_who_did(app: Application) -> None:
    id = only_task(app, start(app))
    app.complete(id, by="staf")
    assert refusal(Conflict, app.complete, id, by="staf") == (
        'Expected to find "a" open, but it is closed (completed, staf). See what is open now.'
    )


def test_return_goes_to_the_step_before_and_counts_rounds(app: Application) -> None:
    instance = start(app)
    app.complete(only_task(app, instance), by="staf")
    app.complete(only_task(app, instance), by="kasubag")
    id = only_task(app, instance)
    assert refusal(Invalid, app.return_, id, " ", by="sekretaris") == (
        "Expected to find a reason, but there is none. Give a short reason."
    )
    back = app.return_(id, "Lampiran kurang", by="sekretaris")
    assert [(item["node"], item["round"]) for item in back["next"]] == [("b", 2)]
    assert back["work_item"]["state"] == "returned"
    assert back["work_item"]["reason"] == "Lampiran kurang"
    assert back["next"][0]["reason"] == "Lampiran kurang"  # who does it again reads why
    app.complete(only_task(app, instance), by="kasubag")
    app.return_(only_task(app, instance), "Mulai lagi", to="a", by="sekretaris")
    for officer in ("staf", "kasubag", "sekretaris"):
        app.complete(only_task(app, instance), by=officer)
    shown = app.show(instance)
    assert shown["status"] == "completed"
    assert [(s["node"], s["round"], s["state"]) for s in shown["steps"]] == [
        ("a", 1, "completed"),
        ("b", 1, "completed"),
        ("c", 1, "returned"),
        ("b", 2, "completed"),
        ("c", 2, "returned"),
        ("a", 2, "completed"),
        ("b", 3, "completed"),
        ("c", 3, "completed"),
    ]


def test_one_cannot_return_to_a_step_that_is_not_before(app: Application) -> None:
    instance = start(app)
    first = only_task(app, instance)
    assert refusal(Invalid, app.return_, first, "x", by="staf") == (
        'Expected to find a step before "a", but there is none. '
        "Finish this step, or ask for the instance to be cancelled."
    )
    app.complete(first, by="staf")
    assert refusal(Invalid, app.return_, only_task(app, instance), "x", "c", by="kasubag") == (
        'Expected to return "b" to an earlier step, but "c" is none. Choose one of: a.'
    )


def test_passing_work_on(app: Application) -> None:
    instance = start(app)
    id = only_task(app, instance)
    delegated = app.assign(id, "kasubag", by="staf")["work_item"]
    assert (delegated["officer"], delegated["state"]) == ("kasubag", "claimed")
    assert refusal(Conflict, app.complete, id, by="staf") == (
        'Expected to find "a" free, but kasubag has taken it. '
        "Ask kasubag to release it or pass it on."
    )
    assert refusal(Invalid, app.assign, id, "staf", by="kadis").startswith("Expected to find a rea")
    app.assign(id, "staf", "Kasubag sedang dinas luar", by="kadis")
    assert app.complete(id, by="staf")["work_item"]["state"] == "completed"
    kinds = [event["kind"] for event in app.show(instance)["events"]]
    assert "WorkItemDelegated" in kinds
    assert "WorkItemReassigned" in kinds


def test_suspended_means_nobody_works_until_it_is_resumed(app: Application) -> None:
    instance = start(app, by="staf")
    id = only_task(app, instance)
    app.begin(id, by="staf")
    assert app.suspend(instance, "Menunggu anggaran", by="kasubag")["status"] == "suspended"
    assert app.tasks(instance=instance)[0]["state"] == "suspended"
    assert refusal(Conflict, app.complete, id, by="staf").startswith(
        "Expected to find this instance in a state that allows this, but it is suspended."
    )
    app.resume(instance, by="kadis")
    assert app.tasks(instance=instance)[0]["state"] == "started"
    app.complete(id, by="staf")


def test_cancelling_ends_everything_open(app: Application) -> None:
    instance = start(app, by="kasubag")
    assert refusal(NotPermitted, app.cancel, instance, "x", by="staf").startswith(
        "Expected to let whoever started it"
    )
    assert app.cancel(instance, "Keliru", by="kasubag")["status"] == "cancelled"
    assert app.tasks(instance=instance) == []
    with pytest.raises(Conflict):
        app.resume(instance, by="kasubag")


def test_nothing_starts_that_nobody_could_finish(app: Application) -> None:
    people = office()
    app.register(replace(people, appointments=people.appointments[:1]))
    (deployed,) = app.deploy(LINE + b" ", agency="kantor")
    assert [finding["code"] for finding in deployed["findings"]] == ["lane.nobody"] * 3
    assert refusal(Conflict, app.start, "kantor/proses") == (
        "Expected to find a holder for every lane, but today nobody holds: "
        "Staf, Kasubag, Sekretaris. "
        "Ask the administrator of kantor to appoint somebody, then start again."
    )


def test_versions_are_kept_and_instances_stay_on_theirs(app: Application) -> None:
    old = start(app)
    (second,) = app.deploy(LINE.replace(b'name="b"', b'name="B baru"'), agency="kantor")
    assert (second["version"], second["new"], second["status"]) == (2, True, "active")
    (same,) = app.deploy(LINE, agency="kantor")
    assert (same["version"], same["new"], same["status"]) == (1, False, "retired")
    assert app.start("kantor/proses")["version"] == 2
    app.complete(only_task(app, old), by="staf")
    assert app.show(old)["version"] == 1
    assert app.tasks(instance=old)[0]["name"] == "b"
    moved = app.migrate(old)
    assert moved["version"] == 2
    assert app.tasks(instance=old)[0]["name"] == "B baru"
    app.complete(only_task(app, old), by="kasubag")
    app.retire("kantor/proses", 2)
    assert refusal(Conflict, app.start, "kantor/proses") == (
        "Expected to find a version of kantor/proses in force, but there is none. "
        "Ask the head of the agency to put one in force."
    )
    app.activate("kantor/proses", 1)
    assert app.start("kantor/proses")["version"] == 1


def test_an_instance_does_not_move_where_its_step_is_missing(app: Application) -> None:
    instance = start(app)
    app.complete(only_task(app, instance), by="staf")
    app.deploy(
        process(
            laned({"Staf": ["a"], "Sekretaris": ["c"]}) + START + user("a") + user("c") + END,
            "mulai > a > c > selesai",
        ),
        agency="kantor",
    )
    with pytest.raises(Invalid) as caught:
        app.migrate(instance)
    assert caught.value.code == "migrate.impossible"
    assert [finding.element for finding in caught.value.findings] == ["b"]
    assert app.show(instance)["version"] == 1


BROKEN = process(
    START + user("a") + '<bpmn:exclusiveGateway id="g"/>' + user("b") + user("c") + END,
    "mulai > a > g; g > b [jumlah > 10]; g > c [jumlah <= 10]; b > selesai; c > selesai",
    key="rusak",
)


def test_what_the_model_cannot_do_becomes_an_incident_and_loses_nothing(app: Application) -> None:
    app.deploy(BROKEN)
    instance = app.start("rusak")["id"]
    id = only_task(app, instance)
    failed = app.complete(id, {"catatan": "penting"})
    assert failed["incident"]["node"] == "g"
    assert failed["work_item"]["state"] == "ready"
    assert [i["id"] for i in app.incidents()] == [failed["incident"]["id"]]
    again = app.retry(failed["incident"]["id"])
    assert again["incident"]["attempts"] == 2
    done = app.complete(id, {"jumlah": 12})
    assert [item["node"] for item in done["next"]] == ["b"]
    assert app.incidents() == []
    assert refusal(Conflict, app.retry, failed["incident"]["id"]).startswith(
        "Expected to find incident"
    )
    assert app.verify_audit()["whole"]


def test_an_incident_can_be_retried_once_the_reason_is_gone(app: Application) -> None:
    app.deploy(BROKEN)
    instance = app.start("rusak")["id"]
    failed = app.complete(only_task(app, instance), {"catatan": "penting"})
    fixed = BROKEN.replace(b"jumlah > 10", b"catatan == 'penting'").replace(
        b"jumlah &lt;= 10", b"catatan != 'penting'"
    )
    app.deploy(fixed)
    app.migrate(instance)
    done = app.retry(failed["incident"]["id"])
    assert [item["node"] for item in done["next"]] == ["b"]
    assert app.show(instance)["variables"] == {"catatan": "penting"}
    assert app.show(instance)["incidents"] == []


def test_one_completion_costs_one_read_four_changes_and_one_commit(app: Application) -> None:
    id = only_task(app, start(app))
    with counted() as count:
        app.complete(id, by="staf")
    event = ["INSERT INTO event"] * (2 if app.database.dialect == "sqlite" else 1)
    assert verbs(count) == [
        "SELECT",
        "UPDATE instance",
        "INSERT INTO work_item",
        "UPDATE work_item",
        *event,
    ]
    assert count.commits == 1


def test_one_start_and_one_list_of_tasks_cost_two_reads(app: Application) -> None:
    start(app)
    with counted() as count:
        start(app)
    assert verbs(count).count("SELECT") == 2
    assert (len(count.statements) <= 7, count.commits) == (True, 1), count.statements
    with counted() as count:
        app.tasks("kantor", officer="staf")
    assert (verbs(count), count.commits) == (["SELECT", "SELECT"], 0)


def verbs(count: Count) -> list[str]:
    """Return what each statement does, and to which table if it changes one."""
    words = [statement.split() for statement in count.statements]
    return [" ".join(w[: {"SELECT": 1, "UPDATE": 2}.get(w[0], 3)]) for w in words]


def test_the_last_step_ends_the_instance(app: Application) -> None:
    instance = start(app)
    for officer in ("staf", "kasubag"):
        app.complete(only_task(app, instance), by=officer)
    ended = app.complete(only_task(app, instance), by="sekretaris")
    assert (ended["status"], ended["next"]) == ("completed", [])
    assert app.show(instance)["ended_at"] == "2026-01-12T00:00:00+00:00"


def test_claiming_twice_says_that_one_has_it_already(app: Application) -> None:
    id = only_task(app, start(app))
    app.claim(id, by="staf")
    assert refusal(Conflict, app.claim, id, by="staf") == (
        'Expected to find "a" free, but you have it already. Work on it, or release it.'
    )


def test_refusals_are_indonesian_throughout(app: Application) -> None:
    id = only_task(app, start(app))
    app.complete(id, by="staf")
    with pytest.raises(Conflict) as caught:
        app.complete(id, by="staf")
    assert caught.value.text("id") == (
        'Seharusnya "a" masih terbuka, tetapi sudah ditutup (selesai, staf). '
        "Lihat daftar tugas yang terbaru."
    )
