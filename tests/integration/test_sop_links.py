"""SOPs that name each other by title: called where they are modelled, done by hand where not."""

from dataclasses import replace

import pytest

from engine.app import Application
from engine.core.errors import Conflict, Invalid, NotFound
from engine.core.people import SopName
from engine.forecasting import Asked
from tests.builders import END, MONDAY, START, office, process, user


def link(kind: str, sop: str) -> str:
    return (
        f'<bpmn:extensionElements><sop:timeStandard duration="PT2H"/>'
        f'<sop:link kind="{kind}" sop="{sop}"/></bpmn:extensionElements>'
    )


def call(sop: str, called: str = "") -> str:
    attribute = f' calledElement="{called}"' if called else ""
    return (
        f'<bpmn:callActivity id="panggil" name="Melaksanakan {sop}"{attribute}>'
        f"{link('call', sop)}</bpmn:callActivity>"
    )


def deploy(app: Application, key: str, nodes: str, flows: str) -> None:
    app.deploy(process(START + nodes + END, flows, key=key), agency="kantor")


def caller(app: Application, called: str = "") -> None:
    deploy(
        app,
        "pemanggil",
        call("SOP Pencarian-Data", called) + user("lanjut"),
        "mulai > panggil > lanjut > selesai",
    )


def nodes(app: Application, instance: str) -> list[str]:
    return [task["node"] for task in app.tasks(instance=instance)]


def handed_over(app: Application, instance: str) -> list[dict[str, object]]:
    return [
        event["data"] for event in app.show(instance)["events"] if event["kind"] == "HandedOver"
    ]


@pytest.mark.parametrize("called", ["", "belum_ada"])
def test_an_sop_that_is_not_modelled_is_done_by_hand(app: Application, called: str) -> None:
    caller(app, called)
    instance = app.start("kantor/pemanggil")["id"]
    (task,) = app.tasks(instance=instance)
    assert (task["node"], task["name"]) == ("panggil", "Melaksanakan SOP Pencarian-Data")
    assert task["deadline"] is not None
    app.begin(task["id"])
    app.complete(task["id"], {"data": "terkumpul"})
    assert nodes(app, instance) == ["lanjut"]
    assert app.show(instance)["variables"] == {"data": "terkumpul"}
    app.complete(app.tasks(instance=instance)[0]["id"])
    assert app.show(instance)["status"] == "completed"


def test_one_that_is_modelled_is_called_by_its_title(app: Application) -> None:
    deploy(app, "pencarian_data", user("cari"), "mulai > cari > selesai")
    caller(app)
    instance = app.start("kantor/pemanggil", {"tahun": 2026})["id"]
    assert nodes(app, instance) == ["cari"]
    app.complete(app.tasks(instance=instance)[0]["id"], {"data": 7})
    assert nodes(app, instance) == ["lanjut"]
    assert app.show(instance)["variables"] == {"tahun": 2026, "data": 7}


def test_an_sop_is_found_under_an_older_title(app: Application) -> None:
    names = (SopName("pencarian_informasi", ("SOP Pencarian Data",)),)
    app.register(replace(office(), sops=names))
    deploy(app, "pencarian_informasi", user("cari"), "mulai > cari > selesai")
    caller(app)
    assert nodes(app, app.start("kantor/pemanggil")["id"]) == ["cari"]
    assert app.register(replace(office(), sops=names)) == "unchanged"
    assert app.register(office()) == "changed"
    assert nodes(app, app.start("kantor/pemanggil")["id"]) == ["panggil"]


def test_what_has_begun_by_hand_stays_so_when_the_sop_comes_into_force(app: Application) -> None:
    caller(app)
    instance = app.start("kantor/pemanggil")["id"]
    (task,) = app.tasks(instance=instance)
    app.suspend(instance, "tunggu")
    deploy(app, "pencarian_data", user("cari"), "mulai > cari > selesai")
    app.resume(instance)
    assert nodes(app, instance) == ["panggil"]
    app.complete(task["id"])
    assert nodes(app, instance) == ["lanjut"]
    other = app.start("kantor/pemanggil")["id"]
    assert nodes(app, other) == ["cari"]


def test_a_forecast_counts_the_work_done_by_hand(app: Application) -> None:
    caller(app)
    found = app.forecast(Asked(definition="kantor/pemanggil", start=MONDAY))
    assert [(step["node"], step["working_minutes"]) for step in found["steps"]] == [
        ("panggil", 120),
        ("lanjut", 0),
    ]
    assert [each["element"] for each in found["assumptions"]] == ["lanjut"]


def test_a_call_without_a_link_still_needs_its_process(app: Application) -> None:
    deploy(
        app,
        "pemanggil",
        '<bpmn:callActivity id="panggil" calledElement="belum_ada"/>',
        "mulai > panggil > selesai",
    )
    assert app.start("kantor/pemanggil")["incident"]["code"] == "running.callee_missing"


def test_a_call_that_names_nothing_is_refused(app: Application) -> None:
    with pytest.raises(Invalid) as caught:
        deploy(app, "p", '<bpmn:callActivity id="panggil"/>', "mulai > panggil > selesai")
    assert [finding.code for finding in caught.value.findings] == ["bpmn.call_without_target"]


def ending(app: Application, sop: str = "SOP Pengarsipan") -> None:
    deploy(app, "utama", user("a", link("end-with", sop)), "mulai > a > selesai")


def test_an_sop_hands_over_to_the_one_it_ends_with(app: Application) -> None:
    deploy(app, "pengarsipan", user("arsipkan"), "mulai > arsipkan > selesai")
    ending(app)
    instance = app.start("kantor/utama", {"nomor": "460/1"}, title="LAKIP 2026")["id"]
    app.complete(app.tasks(instance=instance)[0]["id"], {"berkas": "lakip.pdf"})
    (fact,) = handed_over(app, instance)
    begun = app.show(str(fact["instance"]))
    assert (begun["definition"], begun["title"]) == ("kantor/pengarsipan", "LAKIP 2026")
    assert begun["variables"] == {
        "nomor": "460/1",
        "berkas": "lakip.pdf",
        "asal": {"instance": instance, "definition": "kantor/utama", "title": "LAKIP 2026"},
    }
    assert nodes(app, begun["id"]) == ["arsipkan"]
    assert app.verify_audit()["whole"]


def test_one_that_is_not_modelled_is_noted(app: Application) -> None:
    ending(app)
    instance = app.start("kantor/utama")["id"]
    app.complete(app.tasks(instance=instance)[0]["id"])
    assert app.show(instance)["status"] == "completed"
    assert handed_over(app, instance) == [
        {"sop": "SOP Pengarsipan", "node": "a", "definition": None, "instance": None}
    ]


def test_one_that_cannot_begin_does_not_undo_the_end(app: Application) -> None:
    lane = '<bpmn:laneSet id="l"><bpmn:lane id="x" name="Bendahara"><bpmn:flowNodeRef>arsipkan'
    deploy(
        app,
        "pengarsipan",
        lane + "</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>" + user("arsipkan"),
        "mulai > arsipkan > selesai",
    )
    ending(app)
    instance = app.start("kantor/utama")["id"]
    app.complete(app.tasks(instance=instance)[0]["id"])
    (fact,) = handed_over(app, instance)
    assert (fact["code"], fact["instance"]) == ("start.unheld", None)
    assert app.show(instance)["status"] == "completed"


def test_only_the_step_that_ends_it_hands_over(app: Application) -> None:
    deploy(
        app,
        "utama",
        user("a", link("end-with", "SOP Pengarsipan")) + user("b"),
        "mulai > a > b > selesai",
    )
    instance = app.start("kantor/utama")["id"]
    for _ in range(2):
        app.complete(app.tasks(instance=instance)[0]["id"])
    assert handed_over(app, instance) == []


def test_a_cancelled_instance_hands_nothing_over(app: Application) -> None:
    ending(app)
    instance = app.start("kantor/utama")["id"]
    app.cancel(instance, "tidak jadi")
    assert handed_over(app, instance) == []


def continuing(app: Application) -> tuple[str, str]:
    """Deploy two SOPs, one of which continues the other; return a run of that and its task."""
    deploy(app, "surat_masuk", user("catat"), "mulai > catat > selesai")
    deploy(
        app,
        "lakip",
        user("susun", link("start-from", "SOP Surat Masuk")),
        "mulai > susun > selesai",
    )
    letter = app.start("kantor/surat_masuk", title="Surat Bupati")["id"]
    return letter, app.tasks(instance=letter)[0]["id"]


def test_an_sop_goes_on_where_another_has_ended(app: Application) -> None:
    letter, task = continuing(app)
    app.complete(task, {"nomor": "460/1", "sifat": "segera"})
    begun = app.start("kantor/lakip", {"sifat": "biasa"}, after=letter, by="kasubag")
    shown = app.show(begun["id"])
    assert shown["title"] == "Surat Bupati"
    assert shown["variables"] == {
        "nomor": "460/1",
        "sifat": "biasa",
        "asal": {
            "instance": letter,
            "definition": "kantor/surat_masuk",
            "title": "Surat Bupati",
        },
    }
    assert [fact["instance"] for fact in handed_over(app, letter)] == [begun["id"]]
    assert app.verify_audit()["whole"]
    again = app.start("kantor/lakip", after=letter, title="Yang lain")
    assert again["title"] == "Yang lain"


def test_it_only_goes_on_from_what_has_ended_and_from_what_it_says(app: Application) -> None:
    letter, task = continuing(app)
    with pytest.raises(Conflict, match="to be completed, but it is active"):
        app.start("kantor/lakip", after=letter)
    app.complete(task)
    deploy(app, "lain", user("a"), "mulai > a > selesai")
    other = app.start("kantor/lain")["id"]
    app.complete(app.tasks(instance=other)[0]["id"])
    with pytest.raises(Invalid, match="what it continues: SOP Surat Masuk"):
        app.start("kantor/lakip", after=other)
    with pytest.raises(NotFound):
        app.start("kantor/lakip", after="00000000-0000-7000-8000-000000000000")
    with pytest.raises(NotFound):
        app.start("kantor/tidak_ada", after=letter)
    app.deploy(process(START + user("a") + END, "mulai > a > selesai"))
    with pytest.raises(Invalid, match="what it continues: -"):
        app.start("proses", after=letter)
    # An SOP that continues none in particular may go on from any.
    assert app.start("kantor/lain", after=letter)["status"] == "active"
