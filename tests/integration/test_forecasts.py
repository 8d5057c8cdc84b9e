"""Forecasts of SOPs that are deployed and of instances that run; nothing is changed by asking."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, Refusal
from engine.forecasting import Asked
from processes import catalogue
from tests.builders import END, START, laned, process, sequence, user

WITA = ZoneInfo("Asia/Makassar")
HOUR = '<bpmn:extensionElements><sop:timeStandard duration="PT1H"/></bpmn:extensionElements>'
MESSAGE = '<bpmn:message id="m" name="data_masuk"/>'
WAITS = '<bpmn:messageEventDefinition messageRef="m"/>'
TWO_DAYS = (
    "<bpmn:timerEventDefinition>"
    '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P2D</bpmn:timeDuration>'
    "</bpmn:timerEventDefinition>"
)


def deploy(app: Application, nodes: str, flows: str, key: str = "proses", outside: str = "") -> str:
    model = process(START + nodes + END, flows, key=key, outside=outside)
    return str(app.deploy(model, agency="kantor")[0]["definition"])


def hour(id: str, inner: str = "") -> str:
    return user(id, HOUR + inner)


INSIDE = (
    START.replace("mulai", "m2")
    + END.replace("selesai", "s2")
    + hour("dalam")
    + sequence("m2 > dalam > s2")
)


def catch(id: str, inner: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{id}">{inner}</bpmn:intermediateCatchEvent>'


def repeated(cardinality: str, *, in_turn: bool) -> str:
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(in_turn).lower()}">'
        f'<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">{cardinality}'
        "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )


def clocks(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(step["node"], local(step["finishes_at"])) for step in found["steps"]]


def local(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(WITA):%a %H.%M}"


def doubts(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["element"]) for each in found["assumptions"]]


def test_a_date_means_the_opening_of_the_office_from_then_on(app: Application) -> None:
    sop = deploy(app, hour("a"), "mulai > a > selesai")
    assert clocks(app.forecast(Asked(sop, start=date(2026, 1, 17)))) == [("a", "Mon 08.30")]
    at_nine = datetime(2026, 1, 12, 9, 0)  # a time without a zone is the agency's
    assert clocks(app.forecast(Asked(sop, start=at_nine))) == [("a", "Mon 10.00")]
    aware = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    assert clocks(app.forecast(Asked(sop, start=aware))) == [("a", "Mon 11.00")]
    assert clocks(app.forecast(Asked(sop))) == [("a", "Mon 09.00")]  # the clock says 08.00


def test_timers_count_and_what_nobody_can_foresee_is_named(app: Application) -> None:
    sop = deploy(
        app,
        hour("a") + catch("jeda", TWO_DAYS) + catch("surat", WAITS) + user("b") + hour("c"),
        "mulai > a > jeda > surat > b > c > selesai",
        outside=MESSAGE,
    )
    found = app.forecast(Asked(sop))
    # Two days of the calendar: Monday 09.00 to Wednesday 09.00.
    assert clocks(found) == [
        ("a", "Mon 09.00"),
        ("jeda", "Wed 09.00"),
        ("b", "Wed 09.00"),
        ("c", "Wed 10.00"),
    ]
    assert [step["kind"] for step in found["steps"]] == ["step", "timer", "step", "step"]
    assert doubts(found) == [("forecast.event", "surat"), ("forecast.standard", "b")]
    assert found["assumptions"][1]["message"] == (
        'Expected a time standard for step "b", but there is none. '
        "It counts as no time; write one in the model."
    )


def test_parallel_branches_and_lanes(app: Application) -> None:
    fork = '<bpmn:parallelGateway id="pisah"/><bpmn:parallelGateway id="temu"/>'
    sop = deploy(
        app,
        laned({"Kasubag": ["a", "d"], "Staf": ["b", "c"]}) + fork + "".join(map(hour, "abcd")),
        "mulai > pisah > a > temu > d > selesai; pisah > b > c > temu",
    )
    found = app.forecast(Asked(sop))
    assert clocks(found) == [
        ("a", "Mon 09.00"),
        ("b", "Mon 09.00"),
        ("c", "Mon 10.00"),
        ("d", "Mon 11.00"),
    ]
    assert [step["node"] for step in found["steps"] if step["critical"]] == ["b", "c", "d"]
    assert found["lanes"] == [
        {"lane": "Kasubag", "working_minutes": 120},
        {"lane": "Staf", "working_minutes": 120},
    ]


def test_sub_processes_and_called_sops_are_walked_through(app: Application) -> None:
    deploy(app, hour("isi"), "mulai > isi > selesai", key="cetak")
    sop = deploy(
        app,
        f'<bpmn:subProcess id="bagian">{INSIDE}{repeated("3", in_turn=True)}</bpmn:subProcess>'
        '<bpmn:callActivity id="panggil" calledElement="cetak"/>',
        "mulai > bagian > panggil > selesai",
    )
    found = app.forecast(Asked(sop))
    assert clocks(found) == [
        ("bagian/dalam", "Mon 09.00"),
        ("bagian#1/dalam", "Mon 10.00"),
        ("bagian#2/dalam", "Mon 11.00"),
        ("panggil/isi", "Mon 12.00"),
    ]
    assert doubts(found) == []


def test_a_called_sop_that_is_not_in_force_or_calls_itself_takes_no_time(app: Application) -> None:
    call = '<bpmn:callActivity id="panggil" calledElement="{}"/>'
    missing = deploy(app, call.format("belum"), "mulai > panggil > selesai")
    itself = deploy(app, call.format("diri"), "mulai > panggil > selesai", key="diri")
    for sop in (missing, itself):
        assert doubts(app.forecast(Asked(sop)))[0][0] == "forecast.called"


def test_work_of_many_counts_once_at_once_and_each_time_in_turn(app: Application) -> None:
    sop = deploy(
        app,
        hour("bersama", repeated("3", in_turn=False))
        + hour("giliran", repeated("3", in_turn=True))
        + hour("unit", repeated("jumlah", in_turn=True)),
        "mulai > bersama > giliran > unit > selesai",
    )
    found = app.forecast(Asked(sop))
    assert clocks(found) == [
        ("bersama", "Mon 09.00"),
        ("giliran", "Mon 12.00"),
        ("unit", "Mon 14.00"),
    ]
    assert [step["times"] for step in found["steps"]] == [1, 3, 1]
    assert doubts(found) == [("forecast.repeated", "unit")]


def test_boundary_events_are_taken_not_to_happen(app: Application) -> None:
    edge = f'<bpmn:boundaryEvent id="lewat" attachedToRef="a">{TWO_DAYS}</bpmn:boundaryEvent>'
    sop = deploy(app, hour("a") + hour("b") + edge, "mulai > a > selesai; lewat > b > selesai")
    found = app.forecast(Asked(sop))
    assert clocks(found) == [("a", "Mon 09.00")]
    assert doubts(found) == [("forecast.boundary", "a")]


def test_a_running_instance_goes_on_from_its_open_work(app: Application, clock: FixedClock) -> None:
    sop = deploy(app, hour("a") + hour("b") + hour("c"), "mulai > a > b > c > selesai")
    id = app.start(sop, title="LAKIP 2025")["id"]
    assert clocks(app.forecast(Asked(instance=id)))[0] == ("a", "Mon 09.00")
    clock.advance(timedelta(minutes=30))
    app.complete(app.tasks(instance=id)[0]["id"])
    found = app.forecast(Asked(instance=id))
    assert clocks(found) == [("b", "Mon 09.30"), ("c", "Mon 10.30")]
    assert (found["instance"], found["title"], found["definition"]) == (id, "LAKIP 2025", sop)
    clock.advance(timedelta(hours=3))  # 11.30: b is two hours past its deadline
    late = app.forecast(Asked(instance=id))
    assert clocks(late) == [("b", "Mon 11.30"), ("c", "Mon 13.30")]
    assert late["steps"][0]["working_minutes"] == 180
    half = app.forecast(Asked(instance=id, late_by=50))
    assert clocks(half) == [("b", "Mon 11.30"), ("c", "Mon 14.00")]


def test_a_running_instance_knows_its_rounds(app: Application) -> None:
    sop = deploy(
        app,
        hour("a") + hour("b") + '<bpmn:exclusiveGateway id="g"/>' + hour("c"),
        "mulai > a > b > g; g > c [ok]; c > selesai; g > a [not ok]",
    )
    id = app.start(sop)["id"]
    app.complete(app.tasks(instance=id)[0]["id"])
    app.complete(app.tasks(instance=id)[0]["id"], {"ok": False})
    found = app.forecast(Asked(instance=id, rounds=1))
    seen = [(step["node"], step["round"]) for step in found["steps"]]
    assert seen == [("a", 2), ("b", 2), ("a", 3), ("b", 3), ("c", 1)]


def test_a_running_instance_stands_wherever_its_tokens_stand(
    app: Application, clock: FixedClock
) -> None:
    deploy(app, hour("isi") + hour("jilid"), "mulai > isi > jilid > selesai", key="cetak")
    fork = '<bpmn:parallelGateway id="pisah"/><bpmn:parallelGateway id="temu"/>'
    sop = deploy(
        app,
        fork
        + catch("jeda", TWO_DAYS)
        + catch("surat", WAITS)
        + '<bpmn:callActivity id="panggil" calledElement="cetak"/>'
        + hour("giliran", repeated("3", in_turn=True))
        + hour("akhir"),
        "mulai > pisah > jeda > temu > akhir > selesai; pisah > surat > temu; "
        "pisah > panggil > temu; pisah > giliran > temu",
        outside=MESSAGE,
    )
    id = app.start(sop)["id"]
    for node in ("isi", "giliran"):
        app.complete(next(t["id"] for t in app.tasks(instance=id) if t["node"] == node))
    # A newer version of the called SOP does not change what this instance calls.
    deploy(app, user("lain"), "mulai > lain > selesai", key="cetak")
    clock.advance(timedelta(minutes=30))
    found = app.forecast(Asked(instance=id))
    assert sorted(clocks(found)) == [
        ("akhir", "Wed 09.00"),
        ("giliran", "Mon 10.00"),
        ("jeda", "Wed 08.00"),
        ("panggil/jilid", "Mon 09.00"),
    ]
    assert ("forecast.event", "surat") in doubts(found)


def test_asking_changes_nothing(app: Application, clock: FixedClock) -> None:
    sop = deploy(app, hour("a"), "mulai > a > selesai")
    id = app.start(sop)["id"]
    clock.advance(timedelta(days=3))
    before = app.show(id)
    app.forecast(Asked(instance=id))
    app.forecast(Asked(sop))
    assert app.show(id) == before
    with app.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM instance")).scalar() == 1


def test_a_version_that_is_not_in_force_can_be_asked_for(app: Application) -> None:
    sop = deploy(app, hour("a"), "mulai > a > selesai")
    deploy(app, hour("a") + hour("b"), "mulai > a > b > selesai")
    assert len(app.forecast(Asked(sop))["steps"]) == 2
    assert len(app.forecast(Asked(sop, version=1))["steps"]) == 1


def test_a_way_without_measure_is_refused(app: Application) -> None:
    many = hour("a") + f'<bpmn:subProcess id="bagian">{INSIDE}{repeated("900", in_turn=True)}'
    sop = deploy(app, many + "</bpmn:subProcess>", "mulai > a > bagian > selesai")
    assert len(app.forecast(Asked(sop))["steps"]) == 901
    choice = '<bpmn:exclusiveGateway id="g"/>'
    flows = "mulai > a > bagian > g; g > selesai [ok]; g > a [not ok]"
    sop = deploy(app, many + "</bpmn:subProcess>" + choice, flows)
    with pytest.raises(Invalid, match="Expected a way of at most 20000 stops"):
        app.forecast(Asked(sop, rounds=9))


def test_an_instance_that_does_not_run_is_refused(app: Application) -> None:
    sop = deploy(app, hour("a"), "mulai > a > selesai")
    id = app.start(sop)["id"]
    app.suspend(id, "menunggu data")
    with pytest.raises(Conflict, match=r"suspended\. See its history"):
        app.forecast(Asked(instance=id))


@pytest.mark.parametrize(
    ("asked", "refusal", "says"),
    [
        (Asked(), Invalid, "Expected one definition, or one instance without a day"),
        (Asked("kantor/proses", instance="x"), Invalid, "Expected one definition"),
        (Asked(instance="x", start=date(2026, 1, 1)), Invalid, "without a day to start on"),
        (Asked("kantor/proses", rounds=-1), Invalid, r"from 0 to 100 for --rounds"),
        (Asked("kantor/proses", late_by=1001), Invalid, r"from 0 to 1000 for --late-by"),
        (Asked("kantor/proses", rounds_at={"a": 101}), Invalid, r"for --set"),
        (Asked("kantor/proses", rounds_at={"a": 1}), Invalid, "These can: -"),
        (Asked("kantor/proces"), NotFound, 'Did you mean "kantor/proses"'),
        (Asked("kantor/proses", version=9), NotFound, "there are only: 1"),
        (Asked("kantor/proses", start=date(9999, 12, 31)), Invalid, "thousands of years away"),
        (Asked(instance="x"), NotFound, 'Expected an instance named "x"'),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    app: Application, asked: Asked, refusal: type[Refusal], says: str
) -> None:
    deploy(app, hour("a"), "mulai > a > selesai")
    with pytest.raises(refusal, match=says):
        app.forecast(asked)


def test_the_five_procedures_can_be_asked_for_while_they_run(app: Application) -> None:
    app.deploy_paths([catalogue.builtin()])
    for each in app.definitions():
        id = app.start(each["definition"])["id"]
        running, planned = app.forecast(Asked(instance=id)), app.forecast(Asked(each["definition"]))
        assert running["steps"] == planned["steps"]


def test_the_date_of_the_law_is_the_one_the_sop_has_and_the_instance_may_move(
    app: Application,
) -> None:
    dates = '<sop:legalDate on="02-last" to="Bupati"/><sop:legalDate on="03-31" to="Menteri"/>'
    law = f"<bpmn:extensionElements>{dates}</bpmn:extensionElements>"
    model = process(law + START + hour("a") + END, "mulai > a > selesai")
    sop = str(app.deploy(model, agency="kantor")[0]["definition"])
    in_time = {"on": "2026-02-28", "met": True, "working_days": 31}  # 34 less three closed
    assert app.forecast(Asked(sop))["legal"] == in_time
    after = app.forecast(Asked(sop, start=date(2026, 3, 2)))["legal"]
    assert after["on"] == "2026-03-31"
    asked = app.forecast(Asked(sop, legal_on=date(2026, 1, 9)))["legal"]
    assert (asked["on"], asked["met"]) == ("2026-01-09", False)
    instance = app.start("kantor/proses")["id"]
    assert app.forecast(Asked(instance=instance))["legal"] == in_time
    app.set_legal_date(instance, "Bupati", date(2026, 2, 13), "Batas dari Inspektorat")
    assert app.forecast(Asked(instance=instance))["legal"]["on"] == "2026-02-13"
