"""What is done to instances, tasks and versions beside completing a step."""

import json
from pathlib import Path

from tests.integration.cli.commandline import BOALEMO, LINE, STUCK, WAITS, Begin, Sopan


def test_what_cannot_go_on_is_an_incident_and_exits_with_1(sopan: Sopan, trial: Begin) -> None:
    instance = trial(STUCK)
    id = sopan("tasks")[0]["id"]
    ran = sopan("complete", id, "--set", "jumlah=1", "--json", code=1)
    incident = json.loads(ran.stdout)["incident"]
    assert (incident["node"], incident["instance"]) == ("pilih", instance)
    assert [i["id"] for i in sopan("incidents")] == [incident["id"]]
    assert sopan("incidents", "list") == sopan("incidents")
    again = sopan("incidents", "retry", incident["id"][-8:], code=1)
    assert again.stdout.splitlines()[-1] == (
        f"Perbaiki penyebabnya, lalu jalankan `sopan incidents retry {incident['id'][-8:]}`."
    )
    assert sopan("complete", id, "--set", "jumlah=2")["incident"] is None
    assert sopan("incidents") == []


def test_messages_and_signals_find_their_instance(sopan: Sopan, trial: Begin) -> None:
    instance = trial(WAITS)
    ran = sopan("message", "lain", code=1)
    assert ran.stderr.splitlines()[1] == (
        'Expected to find somebody waiting for "lain", but nobody is. Check the name and the key.'
    )
    got = sopan("message", "data_masuk", "--instance", instance[-8:], "--set", "jumlah=12")
    assert [n["node"] for n in got["next"]] == ["a"]
    assert sopan("show", instance)["variables"] == {"jumlah": 12}
    assert sopan("signal", "anggaran") == []
    assert sopan("signal", "anggaran", code=0).stdout == "Diterima oleh 0 pelaksanaan.\n"


def test_an_instance_is_suspended_resumed_cancelled(sopan: Sopan, trial: Begin) -> None:
    instance = trial(LINE)
    assert sopan("suspend", instance, "--reason", "Cuti")["status"] == "suspended"
    assert [task["state"] for task in sopan("tasks")] == ["suspended"]
    assert sopan("resume", instance)["status"] == "active"
    assert sopan("cancel", instance, "--reason", "Salah")["status"] == "cancelled"
    assert sopan("tasks") == []


def test_a_task_changes_hands(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    id = sopan("start", "boalemo/lakip")["next"][0]["id"]
    assert sopan("claim", id, "--as", "kasubag")["work_item"]["officer"] == "kasubag"
    assert sopan("release", id, "--as", "kasubag")["work_item"]["state"] == "ready"
    assert sopan("begin", id, "--as", "kasubag")["work_item"]["state"] == "started"
    why = ("--reason", "Kasubag rapat")
    given = sopan("assign", id, "--as", "sekretaris", "--to", "staf", *why)["work_item"]
    assert (given["officer"], given["state"]) == ("staf", "claimed")


def test_versions_are_drafted_activated_retired_and_migrated_to(sopan: Sopan, trial: Begin) -> None:
    instance = trial(LINE)
    second = LINE.replace(b'name="b"', b'name="baru"')
    Path("model.bpmn").write_bytes(second)
    assert sopan("deploy", "model.bpmn", "--draft")[0]["status"] == "draft"
    assert sopan("activate", "uji/proses", "2")["status"] == "active"
    assert sopan("migrate", instance, "--to-version", "2")["version"] == 2
    assert sopan("retire", "uji/proses", "2")["status"] == "retired"
    statuses = [(row["version"], row["status"]) for row in sopan("list", "definitions")]
    assert statuses == [(1, "retired"), (2, "retired")]
