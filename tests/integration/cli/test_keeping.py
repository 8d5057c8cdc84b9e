"""Keeping an office sound: audit, database, doctor, tokens, secrets."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.commandline import BOALEMO, LINE, Begin, Sopan


def test_a_broken_trail_is_found_and_named(sopan: Sopan, trial: Begin) -> None:
    instance = trial(LINE)
    events = sopan("audit", "show", instance)
    assert [event["kind"] for event in events] == ["InstanceStarted", "WorkItemOpened"]
    assert sopan("audit", "verify", code=0).stdout.startswith("Riwayat utuh: 2 rangkaian, ")
    with closing(sqlite3.connect("office.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_append_only_update")
        connection.execute("UPDATE event SET officer = 'x' WHERE kind = 'WorkItemOpened'")
    ran = sopan("audit", "verify", "--json", code=1)
    (broken,) = json.loads(ran.stdout)["breaks"]
    assert (broken["stream"], broken["seq"], broken["fault"]) == (instance, 2, "changed")
    assert sopan("audit", "verify", instance, code=1).stdout == (
        f"Seharusnya riwayat {instance} utuh, tetapi peristiwa nomor 2 tidak cocok dengan "
        "sidiknya. Bandingkan dengan cadangan sebelum melanjutkan.\n"
    )


def test_the_database_goes_down_up_and_back_to_its_backup(sopan: Sopan, trial: Begin) -> None:
    status = sopan("db", "upgrade")
    assert status["current"] is True
    assert sopan("db", "status") == status
    instance = trial(LINE)
    assert sopan("db", "backup", "cadangan.db") == {"file": "cadangan.db"}
    sopan("cancel", instance, "--reason", "Salah")
    assert sopan("db", "downgrade", "base", code=1).stderr.splitlines()[0] == (
        "Seharusnya penurunan skema ke base dipastikan dahulu karena data dapat hilang, "
        "tetapi belum. Buat cadangan, lalu tambahkan --yes."
    )
    assert sopan("db", "downgrade", "base", "--yes")["revision"] is None
    kept = sopan("db", "restore", "cadangan.db")["kept"]
    assert Path(kept).exists()
    assert sopan("show", instance)["status"] == "active"


def test_doctor_knows_a_healthy_office_and_a_new_one(sopan: Sopan) -> None:
    found = json.loads(sopan("doctor", "--json", code=1).stdout)
    assert found[-1]["severity"] == "error"
    sopan("db", "upgrade")
    found = {check["check"]: check["severity"] for check in sopan("doctor")}
    seen = {"python", "packages", "database", "sqlite", "schema"}
    seen |= {"incidents", "obligations", "notices", "schedules"}
    assert found.keys() == seen
    assert "error" not in found.values()


def test_a_password_is_never_shown(sopan: Sopan, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (
        "postgresql://ani:rahasia@127.0.0.1:1/sopan",
        "postgresql://ani@127.0.0.1:1/sopan?password=rahasia",
        "mysql://ani:rahasia@127.0.0.1/sopan",
        "sqlite://ani:rahasia@host/office.db",
        "ani:rahasia",
    ):
        monkeypatch.setenv("SOPAN_DATABASE_URL", url)
        for command in (["list"], ["doctor"], ["db", "status"], ["db", "restore", "x.db"]):
            ran = sopan(*command, code=1)
            assert ran.output
            assert "rahasia" not in ran.output


def test_tokens_are_shown_once(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    made = sopan("token", "create", "--agency", "boalemo", "--officer", "kasubag", "--days", "9")
    assert made["token"].startswith("sopan_")
    listed = sopan("token", "list")
    assert [(row["id"], row["officer"]) for row in listed] == [(made["id"], "kasubag")]
    assert "token" not in listed[0]
    assert sopan("token", "revoke", made["id"][-6:])["revoked_at"] is not None
    assert made["token"] not in sopan("token", "list", code=0).stdout
