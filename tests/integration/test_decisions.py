"""Decisions in an office: deployed in versions, taken by a step, kept in the trail."""

from pathlib import Path
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotPermitted
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, office, process, user
from tests.tables import dmn, table

FIRST = dmn(table("skor: number || kelas: string\n>= 80 || 'A'\n< 80 || 'B'", id="klasifikasi"))
SECOND = dmn(table("skor: number || kelas: string\n>= 60 || 'A'\n< 60 || 'B'", id="klasifikasi"))
TASK = (
    '<bpmn:businessRuleTask id="tentukan"><bpmn:extensionElements>'
    '<sop:decision ref="klasifikasi" result="kelas"/>'
    "</bpmn:extensionElements></bpmn:businessRuleTask>"
)
BPMN = process(
    START + user("isi") + TASK + user("lanjut") + END, "mulai > isi > tentukan > lanjut > selesai"
)


@pytest.fixture
def app(database: Database) -> Application:
    return Application(Settings(language="en"), database, FixedClock(MONDAY))


def decided(app: Application, skor: Any, agency: str = "uji") -> dict[str, Any]:
    """Start an instance, fill in the score and return what came of it."""
    started = app.start(f"{agency}/proses")
    return app.complete(started["next"][0]["id"], {"skor": skor})


def test_a_step_takes_the_decision_in_force(app: Application) -> None:
    (made,) = app.deploy(FIRST, file="kelas.dmn")
    assert {name: made[name] for name in ("definition", "kind", "version", "status", "new")} == {
        "definition": "uji/klasifikasi",
        "kind": "decision",
        "version": 1,
        "status": "active",
        "new": True,
    }
    assert app.deploy(BPMN)[0]["findings"] == []
    done = decided(app, 70)
    assert [item["node"] for item in done["next"]] == ["lanjut"]
    shown = app.show(done["id"])
    assert shown["variables"] == {"skor": 70, "kelas": "B"}
    app.deploy(SECOND, file="kelas.dmn")
    assert app.show(decided(app, 70)["id"])["variables"]["kelas"] == "A"


def test_the_trail_says_which_version_decided_by_which_rule(app: Application) -> None:
    app.deploy(FIRST)
    app.deploy(SECOND)
    app.deploy(BPMN)
    shown = app.show(decided(app, 50)["id"])
    (event,) = [each for each in shown["events"] if each["kind"] == "DecisionMade"]
    assert event["data"] == {
        "node": "tentukan",
        "decision": "klasifikasi",
        "version": 2,
        "rules": [2],
    }
    assert app.verify_audit()["whole"]


def test_what_is_deployed_already_is_put_in_force_again(app: Application) -> None:
    for data, version, new in (
        (FIRST, 1, True),
        (FIRST, 1, False),
        (SECOND, 2, True),
        (FIRST, 1, False),
    ):
        (made,) = app.deploy(data)
        assert (made["version"], made["new"], made["status"]) == (version, new, "active")
    assert [(each["version"], each["status"]) for each in app.decisions("uji")] == [
        (1, "active"),
        (2, "retired"),
    ]


def test_a_draft_decides_nothing_until_it_is_put_in_force(app: Application) -> None:
    app.deploy(FIRST)
    assert app.deploy(SECOND, activate=False)[0]["status"] == "draft"
    assert app.deploy(FIRST, activate=False)[0]["status"] == "active"
    app.deploy(BPMN)
    assert app.show(decided(app, 70)["id"])["variables"]["kelas"] == "B"
    app.deploy(SECOND)
    assert app.show(decided(app, 70)["id"])["variables"]["kelas"] == "A"


def test_a_missing_decision_warns_and_stops_the_step_until_it_is_deployed(
    app: Application,
) -> None:
    (found,) = app.deploy(BPMN)[0]["findings"]
    assert (found["severity"], found["message"]) == (
        "warning",
        'Expected the decision "klasifikasi" that "tentukan" uses to be deployed, but it is not '
        "yet. Deploy its DMN file before that step runs.",
    )
    stopped = decided(app, 70)
    assert stopped["incident"]["message"] == (
        'Expected the decision "klasifikasi" of "tentukan" to be in force in this agency, but it '
        "is not. Deploy its DMN file, then retry."
    )
    app.deploy(FIRST)
    assert app.deploy(BPMN)[0]["findings"] == []
    done = app.retry(stopped["incident"]["id"])
    assert [item["node"] for item in done["next"]] == ["lanjut"]


def test_a_decision_that_cannot_be_made_is_an_incident(app: Application) -> None:
    app.deploy(FIRST)
    app.deploy(BPMN)
    stopped = decided(app, "tujuh puluh")
    assert stopped["incident"]["message"] == (
        'Expected the input "skor" of the decision "klasifikasi" to be of type number, but it is '
        '"tujuh puluh". Correct the value or the type of the column, then retry.'
    )
    assert app.show(stopped["id"])["variables"] == {}


def test_a_file_with_an_error_is_refused_whole(app: Application) -> None:
    data = dmn(table("x || y\n1 || 2", id="baik"), table("x || y\n( || 2", id="rusak"))
    with pytest.raises(Invalid) as caught:
        app.deploy(data, file="dua.dmn")
    assert caught.value.code == "deploy.refused"
    assert [found.code for found in caught.value.findings] == ["expression.unfinished"]
    assert app.decisions() == []


def test_each_agency_decides_for_itself_and_only_its_head_deploys(app: Application) -> None:
    for agency in ("dinas-a", "dinas-b"):
        app.register(office(agency))
        app.deploy(BPMN, agency=agency)
    app.deploy(FIRST, agency="dinas-a", by="kadis")
    app.deploy(SECOND, agency="dinas-b", by="kadis")
    with pytest.raises(NotPermitted):
        app.deploy(SECOND, agency="dinas-a", by="staf")
    found = [decided(app, 70, agency)["id"] for agency in ("dinas-a", "dinas-b")]
    assert [app.show(id)["variables"]["kelas"] for id in found] == ["B", "A"]
    assert app.verify_audit()["whole"]


def test_a_folder_is_deployed_with_its_decisions_first(app: Application, tmp_path: Path) -> None:
    (tmp_path / "a.bpmn").write_bytes(BPMN)
    (tmp_path / "z.dmn").write_bytes(FIRST)
    deployed = app.deploy_paths([tmp_path])
    assert [(one["definition"], one["findings"]) for one in deployed] == [
        ("uji/klasifikasi", []),
        ("uji/proses", []),
    ]


def test_two_offices_on_one_database_follow_the_same_decision(
    app: Application, database: Database
) -> None:
    other = Application(Settings(language="en"), database, FixedClock(MONDAY))
    app.deploy(FIRST)
    app.deploy(BPMN)
    assert other.show(decided(other, 70)["id"])["variables"]["kelas"] == "B"
    app.deploy(SECOND)
    assert other.show(decided(other, 70)["id"])["variables"]["kelas"] == "A"
