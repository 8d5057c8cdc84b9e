"""Messages, signals and timers through the verbs: between instances, and out of nothing."""

from datetime import timedelta
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, START, process, user

OUTSIDE = '<bpmn:message id="m" name="surat"/><bpmn:signal id="s" name="tanda"/>'


def catch(id: str, inner: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{id}">{inner}</bpmn:intermediateCatchEvent>'


MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'
SIGNAL = '<bpmn:signalEventDefinition signalRef="s"/>'
THREE_DAYS = (
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D'
    "</bpmn:timeDuration></bpmn:timerEventDefinition>"
)


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return Application(Settings(language="en"), database, clock)


def waiter(event: str, key: str) -> bytes:
    return process(
        START + catch("tunggu", event) + user("lanjut") + END,
        "mulai > tunggu > lanjut > selesai",
        key=key,
        outside=OUTSIDE,
    )


def nodes(app: Application, instance: str) -> list[str]:
    return [task["node"] for task in app.tasks(instance=instance)]


def test_a_message_reaches_one_that_waits_and_a_signal_reaches_all(app: Application) -> None:
    app.deploy(waiter(MESSAGE, "surat"))
    app.deploy(waiter(SIGNAL, "tanda"))
    letters = [app.start("surat")["id"] for _ in range(2)]
    signs = [app.start("tanda")["id"] for _ in range(2)]
    reached = app.message("surat", {"nomor": 7})
    assert reached["id"] in letters
    assert sorted(len(nodes(app, id)) for id in letters) == [0, 1]
    assert app.show(reached["id"])["variables"] == {"nomor": 7}
    assert {result["id"] for result in app.signal("tanda")} == set(signs)
    assert [nodes(app, id) for id in signs] == [["lanjut"]] * 2


def test_a_message_nobody_waits_for_is_refused(app: Application) -> None:
    app.deploy(waiter(MESSAGE, "surat"))
    with pytest.raises(Conflict) as caught:
        app.message("surat")
    assert caught.value.text("en") == (
        'Expected to find somebody waiting for "surat", but nobody is. Check the name and the key.'
    )
    assert app.signal("tanda") == []


def test_one_instance_tells_another(app: Application) -> None:
    app.deploy(waiter(SIGNAL, "penerima"))
    app.deploy(
        process(
            START
            + user("kerja")
            + f'<bpmn:intermediateThrowEvent id="kabar">{SIGNAL}</bpmn:intermediateThrowEvent>'
            + END,
            "mulai > kerja > kabar > selesai",
            key="pengirim",
            outside=OUTSIDE,
        )
    )
    receivers = [app.start("penerima")["id"] for _ in range(3)]
    sender = app.start("pengirim")
    app.complete(sender["next"][0]["id"])
    assert [nodes(app, id) for id in receivers] == [["lanjut"]] * 3
    kinds = [event["kind"] for event in app.show(receivers[0])["events"]]
    assert kinds == ["InstanceStarted", "SignalReceived", "WorkItemOpened"]
    assert app.verify_audit()["whole"]


def test_a_message_starts_an_sop_that_begins_with_it(app: Application) -> None:
    begins = f'<bpmn:startEvent id="mulai">{MESSAGE}</bpmn:startEvent>' + user("periksa") + END
    app.deploy(process(begins, "mulai > periksa > selesai", key="masuk", outside=OUTSIDE))
    started = app.message("surat", {"perihal": "LAKIP"})
    assert [item["node"] for item in started["next"]] == ["periksa"]
    assert app.show(started["id"])["variables"] == {"perihal": "LAKIP"}


def test_a_timer_fires_once_the_time_has_come(app: Application, clock: FixedClock) -> None:
    app.deploy(waiter(THREE_DAYS, "nanti"))
    ids = [app.start("nanti")["id"] for _ in range(5)]
    assert app.show(ids[0])["next_due_at"] == "2026-01-15T00:00:00+00:00"
    clock.advance(timedelta(days=3, seconds=-1))
    assert app.tick() == {"advanced": 0, "failed": 0}
    clock.advance(timedelta(seconds=1))
    assert app.tick() == {"advanced": 5, "failed": 0}
    assert app.tick() == {"advanced": 0, "failed": 0}
    assert all(nodes(app, id) == ["lanjut"] for id in ids)


def test_a_suspended_instance_waits_with_its_timers(app: Application, clock: FixedClock) -> None:
    app.deploy(waiter(THREE_DAYS, "nanti"))
    id = app.start("nanti")["id"]
    app.suspend(id, "Menunggu")
    clock.advance(timedelta(days=10))
    assert app.tick() == {"advanced": 0, "failed": 0}
    app.resume(id)
    assert app.tick() == {"advanced": 1, "failed": 0}


def test_a_timer_that_cannot_go_on_stops_nobody_else(app: Application, clock: FixedClock) -> None:
    def after_timer(condition: str, key: str) -> bytes:
        return process(
            START
            + catch("tunggu", THREE_DAYS)
            + '<bpmn:exclusiveGateway id="g"/>'
            + user("a")
            + user("b")
            + END,
            f"mulai > tunggu > g; g > a [{condition}]; g > b [not ({condition})]; "
            "a > selesai; b > selesai",
            key=key,
        )

    app.deploy(after_timer("kosong == 1", "rusak"))
    app.deploy(after_timer("1 == 1", "baik"))
    broken, good = app.start("rusak")["id"], app.start("baik")["id"]
    clock.advance(timedelta(days=4))
    assert app.tick() == {"advanced": 1, "failed": 1}
    assert app.tick() == {"advanced": 0, "failed": 0}
    assert nodes(app, good) == ["a"]
    (incident,) = app.incidents()
    assert (incident["instance"], incident["node"], incident["command"]) == (broken, "g", "advance")


def test_what_a_start_cannot_do_is_kept_as_an_incident(app: Application) -> None:
    data = process(
        START + '<bpmn:exclusiveGateway id="g"/>' + user("a") + user("b") + END,
        "mulai > g; g > a [x == 1]; g > b [x == 2]; a > selesai; b > selesai",
    )
    app.deploy(data)
    failed: dict[str, Any] = app.start("proses", {"x": 3})
    assert (failed["status"], failed["incident"]["node"]) == ("active", "g")
    app.deploy(data.replace(b"x == 2", b"x == 3"))
    app.migrate(failed["id"])
    assert [item["node"] for item in app.retry(failed["incident"]["id"])["next"]] == ["b"]


def test_people_work_in_a_called_sop_as_in_their_own(app: Application) -> None:
    app.deploy(process(START + user("dalam") + END, "mulai > dalam > selesai", key="anak"))
    app.deploy(
        process(
            START + '<bpmn:callActivity id="panggil" calledElement="anak"/>' + user("luar") + END,
            "mulai > panggil > luar > selesai",
            key="induk",
        )
    )
    instance = app.start("induk")["id"]
    (inside,) = app.tasks(instance=instance)
    assert inside["node"] == "dalam"
    app.deploy(
        process(START + user("lain") + END, "mulai > lain > selesai", key="anak"),
    )
    done = app.complete(inside["id"])
    assert [item["node"] for item in done["next"]] == ["luar"]
    assert app.complete(done["next"][0]["id"])["status"] == "completed"


def test_a_called_sop_that_is_not_there_is_an_incident(app: Application) -> None:
    app.deploy(
        process(
            START + user("a") + '<bpmn:callActivity id="panggil" calledElement="tiada"/>' + END,
            "mulai > a > panggil > selesai",
        )
    )
    instance = app.start("proses")
    failed = app.complete(instance["next"][0]["id"])
    assert failed["incident"]["node"] == "panggil"
    app.deploy(process(START + user("dalam") + END, "mulai > dalam > selesai", key="tiada"))
    assert [item["node"] for item in app.retry(failed["incident"]["id"])["next"]] == ["dalam"]


def by_the_clock(kind: str, text: str, key: str = "rutin") -> bytes:
    start = (
        f'<bpmn:startEvent id="mulai"><bpmn:timerEventDefinition><bpmn:{kind} '
        f'xsi:type="bpmn:tFormalExpression">{text}</bpmn:{kind}>'
        "</bpmn:timerEventDefinition></bpmn:startEvent>"
    )
    return process(start + user("kerja") + END, "mulai > kerja > selesai", key=key)


def test_an_sop_begins_by_the_clock_as_often_as_it_says(
    app: Application, clock: FixedClock
) -> None:
    app.deploy(by_the_clock("timeCycle", "R3/P1D"))
    assert app.tick() == {"advanced": 0, "failed": 0}
    for day in range(1, 6):
        clock.advance(timedelta(days=1))
        app.tick()
        app.tick()
        assert len(app.instances()) == min(day, 3)


def test_one_that_begins_on_a_date_begins_once(app: Application, clock: FixedClock) -> None:
    app.deploy(by_the_clock("timeDate", "2026-01-13T08:00:00"))
    clock.advance(timedelta(days=1))
    assert app.tick()["advanced"] == 0  # 08.00 WIB is an hour from now
    clock.advance(timedelta(hours=1))
    assert app.tick()["advanced"] == 1
    clock.advance(timedelta(days=400))
    assert app.tick()["advanced"] == 0


def test_a_new_version_takes_the_timer_over_and_a_retired_one_has_none(
    app: Application, clock: FixedClock
) -> None:
    app.deploy(by_the_clock("timeCycle", "R/P1D"))
    app.deploy(by_the_clock("timeCycle", "R/P2D"))
    clock.advance(timedelta(days=2))
    app.tick()
    assert [one["version"] for one in app.instances()] == [2]
    app.retire("rutin", 2)
    clock.advance(timedelta(days=20))
    app.tick()
    assert len(app.instances()) == 1


def test_a_call_may_name_the_version(app: Application) -> None:
    for node in ("lama", "baru"):
        app.deploy(process(START + user(node) + END, f"mulai > {node} > selesai", key="anak"))
    call = (
        '<bpmn:callActivity id="panggil" calledElement="anak" '
        'camunda:calledElementBinding="version" camunda:calledElementVersion="1" '
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"/>'
    )
    app.deploy(process(START + call + END, "mulai > panggil > selesai", key="induk"))
    assert [item["node"] for item in app.start("induk")["next"]] == ["lama"]
