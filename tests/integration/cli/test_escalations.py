"""`sopan acknowledge` and `sopan snooze`, by what is owed or by its task; the clock of doctor."""

from datetime import timedelta
from pathlib import Path

import pytest

from cli import doctor
from engine.app import Application
from engine.clock import FixedClock, SystemClock
from tests.builders import MONDAY
from tests.integration.cli.commandline import Begin, Sopan
from tests.integration.timed import one_step


def test_late_work_is_noted_and_held_back(sopan: Sopan, trial: Begin) -> None:
    instance = trial(one_step("P2D"))
    (task,) = sopan("tasks", "--agency", "uji")
    (owed,) = sopan("show", instance)["obligations"]
    noted = sopan("acknowledge", task["id"][-8:], "--reason", "Sudah dibahas")
    assert (noted["id"], noted["work_item"]) == (owed["id"], task["id"])
    assert noted["acknowledged_at"]
    assert sopan("acknowledge", owed["id"], "--reason", "Lagi")["id"] == owed["id"]
    wrong = sopan("snooze", owed["id"][-8:], "--until", "1.1.2020", "--reason", "x", code=1)
    assert "--until" in wrong.stderr
    past = sopan("snooze", owed["id"][-8:], "--until", "2020-01-01", "--reason", "x", code=1)
    assert past.stderr.startswith("Seharusnya eskalasi ditunda sampai waktu yang akan datang")
    unknown = sopan("snooze", "00000000", "--until", "2020-01-01", "--reason", "x", code=1)
    assert "kewajiban waktu" in unknown.stderr
    kinds = [event["kind"] for event in sopan("show", instance)["events"]]
    assert kinds.count("ObligationAcknowledged") == 2
    said = sopan("acknowledge", owed["id"], "--reason", "Lagi", code=0)
    assert said.stdout.startswith("Diketahui; anak tangga berikutnya ")
    tomorrow = f"{(SystemClock().now() + timedelta(days=2)).date()}"
    sopan("snooze", owed["id"], "--until", tomorrow, "--reason", "Rapat anggaran")
    shown = " ".join(sopan("show", instance, code=0).stdout.split())
    assert "periksa: diketahui sistem, " in shown
    assert "Alasan: Lagi" in shown
    assert "periksa: ditahan sampai " in shown
    assert "Alasan: Rapat anggaran" in shown


def test_what_is_due_already_is_not_promised_for_the_past(sopan: Sopan, trial: Begin) -> None:
    trial(one_step("PT2H"))
    with Application.open("sqlite:///office.db", clock=FixedClock(MONDAY)) as app:
        late = app.start("uji/proses")["next"][0]["id"]
    ran = sopan("acknowledge", late, "--reason", "Sudah dibahas", code=0)
    assert ran.stdout == "Diketahui; pengingat yang sudah tiba waktunya segera dikirim.\n"


def test_until_is_in_the_time_of_the_agency(sopan: Sopan, trial: Begin) -> None:
    trial(one_step("P9W"))
    (task,) = sopan("tasks", "--agency", "uji")
    with Application.open("sqlite:///office.db") as app:
        tomorrow = (app.clock.now() + timedelta(days=2)).date()
    held = sopan("snooze", task["id"], "--until", f"{tomorrow} 08.00", "--reason", "Rapat")
    assert held["snoozed_until"] == f"{tomorrow}T01:00:00+00:00"  # 08.00 WIB
    assert Path("office.db").exists()


@pytest.mark.parametrize(
    ("seconds", "severity", "said"),
    [
        (0.2, "ok", "Jam basis data yang dipakai; jam mesin ini berbeda +0.2 detik"),
        (-7, "warning", "Jam mesin ini berbeda -7.0 detik dari jam basis data, yang dipakai."),
    ],
)
def test_doctor_compares_the_clocks(seconds: float, severity: str, said: str) -> None:
    check = doctor._clock(timedelta(seconds=seconds), "id")
    assert (check.check, check.severity) == ("clock", severity)
    assert check.message.startswith(said)
