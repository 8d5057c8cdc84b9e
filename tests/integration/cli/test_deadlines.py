"""`sopan overdue` and `sopan legal-date`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from tests.builders import END, START, laned, office, process, user
from tests.integration.cli.commandline import Sopan

OWED = (
    '<bpmn:extensionElements><sop:legalDate on="12-31" to="Bupati"/></bpmn:extensionElements>'
    + laned({"Staf": ["a"]})
    + START
    + user(
        "a",
        '<bpmn:extensionElements><sop:timeStandard duration="PT1H"/></bpmn:extensionElements>',
    )
    + END
)


@pytest.fixture
def instance(sopan: Sopan) -> str:
    """An instance that was started on a Monday long ago and has lain there since."""
    del sopan
    url = f"sqlite:///{Path.cwd()}/office.db"
    long_ago = FixedClock(datetime(2024, 1, 8, 0, 0, tzinfo=UTC))
    with Application.open(url, clock=long_ago, settings=Settings()) as app:
        app.register(office())
        app.deploy(process(OWED, "mulai > a > selesai"), agency="kantor")
        return str(app.start("kantor/proses", title="LAKIP 2023", by="staf")["id"])


def test_late_work_is_listed_with_how_late_it_is(sopan: Sopan, instance: str) -> None:
    found = sopan("overdue", "--agency", "kantor")
    assert {(each["kind"], each["late"]) for each in found} == {("step", True), ("legal", True)}
    assert all(each["left"] < 0 for each in found)
    shown = sopan("overdue", code=0).stdout.splitlines()
    heads = "ID\tPelaksanaan\tLangkah\tKegiatan\tPelaksana\tTenggat\tSisa atau lewat"
    assert shown[0] == heads
    assert (
        "\tLAKIP 2023\ta\ta\tStaf (staf)\tSenin, 8 Januari 2024 pukul 09.00 WITA\tlewat "
        in shown[1]
    )
    assert "\tLAKIP 2023\t\tbatas waktu hukum Bupati\t\t" in shown[2]
    assert instance


def test_nothing_is_near_and_one_may_see_what_is_closed(sopan: Sopan, instance: str) -> None:
    assert sopan("overdue", "--state", "near", code=0).stdout == "Tidak ada.\n"
    sopan("cancel", instance, "--reason", "Salah")
    assert sopan("overdue") == []
    closed = sopan("overdue", "--state", "closed", code=0).stdout.splitlines()
    assert closed[1].endswith("\tmelewati waktu baku")
    assert sopan("overdue", "--state", "telat", code=2).stdout == ""


def test_a_date_set_by_law_is_moved(sopan: Sopan, instance: str) -> None:
    change = ("legal-date", instance[-8:], "--to", "Bupati", "--reason", "SE Bupati 2")
    said = sopan(*change, "--on", "2035-12-31", code=0)
    assert said.stdout == "Tenggat kepada Bupati: Senin, 31 Desember 2035.\n"
    legal = [each for each in sopan("show", instance)["obligations"] if each["kind"] == "legal"]
    assert [each["compliance"] for each in legal] == ["breached", "pending"]
    refused = sopan(*change, "--on", "2024-01-09", "--json", code=1)
    assert json.loads(refused.stdout)["error"] == "legal.past"
    assert sopan(*change, "--on", "besok", code=1).stdout == ""


def test_an_instance_shows_what_it_owes_as_a_whole(sopan: Sopan, instance: str) -> None:
    shown = sopan("show", instance, code=0).stdout
    assert "batas waktu hukum Bupati: Selasa, 31 Desember 2024, lewat " in shown
