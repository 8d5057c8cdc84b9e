"""`sopan forecast`, as an official asks and reads it; in November 2026, which has no holidays."""

from pathlib import Path

import pytest

from tests.builders import END, START, process, user
from tests.integration.cli.commandline import BOALEMO, SOPS, Begin, Sopan

BOTH = (
    '<bpmn:parallelGateway id="pisah"/><bpmn:parallelGateway id="temu"/>'
    '<bpmn:userTask id="lama" name="Lama"><bpmn:extensionElements><sop:step number="1"/>'
    '<sop:timeStandard duration="P1D"/></bpmn:extensionElements></bpmn:userTask>'
)


def test_a_forecast_is_a_table_with_its_totals_and_its_verdict(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    asked = ("forecast", "boalemo/lakip", "--start", "2-11-2026 08.00", "--legal", "2026-11-30")
    lines = sopan(*asked, code=0).stdout.splitlines()
    assert lines[0] == "No.\tKegiatan\tPelaksana\tMulai\tSelesai\tWaktu baku"
    assert lines[1] == (
        "1\tMenerima Informasi dan Administrasi\tKASUBAG PENYUSUNAN PROGRAM\t"
        "Senin, 2 November 2026 pukul 08.00 WITA\tSenin, 2 November 2026 pukul 08.10 WITA\t10 menit"
    )
    assert lines[12:] == [
        "Pelaksana\tWaktu kerja",
        # 10 minutes, 2 hours, 29 h 30 of four days that end on a Friday, 15 h 30 of two, 15 minutes
        "KASUBAG PENYUSUNAN PROGRAM\t47 jam 25 menit",
        "SEKRETARIS DINAS\t15 jam",
        "STAF\t5 jam",
        "KEPALA DINAS\t10 menit",
        "Seluruhnya selesai Jumat, 13 November 2026 pukul 08.05 WITA.",
        "Paling lama dipegang KASUBAG PENYUSUNAN PROGRAM: 47 jam 25 menit waktu kerja.",
        "Memenuhi batas waktu hukum Senin, 30 November 2026: sisa 11 hari kerja.",
    ]


def test_rounds_get_a_column_and_a_missed_date_is_said(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    asked = ("forecast", "boalemo/lakip", "--start", "2026-11-02T08:00", "--set", "7=2")
    ran = sopan(*asked, "--legal", "17/11/2026", code=0)
    lines = ran.stdout.splitlines()
    assert lines[0].endswith("\tWaktu baku\tPutaran")
    assert [line.split("\t")[-1] for line in lines if line.startswith("7\t")] == ["1", "2", "3"]
    # 7 on Wed 11, 6 Fri 13, 7 Mon 16, 6 Wed 18, 7 Thu 19, 8 Fri 20 15.10; 11 on Mon 23 07.35.
    assert lines[-1] == "Melewati batas waktu hukum Selasa, 17 November 2026: lewat 4 hari kerja."


def test_a_running_instance_and_what_it_hangs_on(sopan: Sopan, trial: Begin) -> None:
    flows = "mulai > pisah > lama > temu > akhir > selesai; pisah > a > temu"
    id = trial(process(START + BOTH + user("a") + user("akhir") + END, flows))
    ran = sopan("forecast", "--from", id[-8:], code=0)
    assert "Selesainya ditentukan langkah 1, akhir." in ran.stdout
    assert (
        'keterangan Seharusnya langkah "a" mempunyai waktu baku, tetapi tidak ada. '
        "Dihitung nol; isi waktu bakunya di model." in ran.stdout
    )
    assert sopan("forecast", "--from", id)["instance"] == id


def test_a_program_gets_instants(sopan: Sopan) -> None:
    sopan("deploy", SOPS)
    found = sopan(
        "forecast", "bangka-tengah/sakip", "--start", "2026-11-02", "--legal", "2026-11-30"
    )
    assert found["starts_at"] == "2026-11-02T00:30:00+00:00"
    assert found["finishes_at"] == "2026-11-12T02:25:00+00:00"
    assert found["legal"] == {"on": "2026-11-30", "met": True, "working_days": 12}
    assert found["steps"][3] == {
        "step": "4",
        "node": "langkah_4",
        "kind": "step",
        "name": "Menyerahkan bahan penyusunan SAKIP.",
        "lane": "Kasubag & Kasubid",
        "round": 1,
        "starts_at": "2026-11-02T01:00:00+00:00",
        "finishes_at": "2026-11-09T01:00:00+00:00",
        "time_standard": "1 minggu",
        "times": 1,
        "working_minutes": 5 * 450,
        "provisional": False,
        "critical": True,
    }


def test_a_year_without_a_decree_is_said(sopan: Sopan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOPAN_LANGUAGE", "en")
    sopan("deploy", BOALEMO)
    ran = sopan("forecast", "boalemo/lakip", "--start", "2040-01-02 08.00", code=0)
    assert "Provisional: the holidays of 2040 are not decreed yet." in ran.stdout
    assert "KASUBAG PENYUSUNAN PROGRAM holds it longest: 47 h 25 min of working time." in ran.stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("boalemo/lakip", "--start", "besok"), "Seharusnya --start berupa tanggal"),
        (("boalemo/lakip", "--start", "2026-02-02 25.00"), "Seharusnya --start berupa tanggal"),
        (("boalemo/lakip", "--legal", "31 Maret"), "Seharusnya --legal berupa tanggal"),
        (("boalemo/lakip", "--set", "7=dua"), "Seharusnya --set berupa bilangan bulat"),
        (("boalemo/lakip", "--set", "8=1"), "Yang dapat: 7, 9."),
        (("boalemo/lakip", "--rounds", "101"), "Seharusnya --rounds berupa bilangan bulat"),
        ((), "Seharusnya disebut satu definisi SOP"),
    ],
)
def test_what_cannot_be_read_is_refused(sopan: Sopan, options: tuple[str, ...], says: str) -> None:
    sopan("deploy", BOALEMO)
    assert says in sopan("forecast", *options, code=1).stderr


def test_history_is_a_table_of_its_own_and_says_how_likely_it_is(
    sopan: Sopan, trial: Begin
) -> None:
    instance = trial(process(START + user("a") + END, "mulai > a > selesai"))
    for _ in range(5):
        sopan("complete", sopan("show", instance)["open"][0]["id"])
        instance = sopan("start", "proses")["id"]
    asked = ("forecast", "proses", "--start", "2-11-2026 08.00", "--history")
    ran = sopan(*asked, "--legal", "2026-11-30", code=0)
    lines = ran.stdout.splitlines()
    heads = "No.\tKegiatan\tKali\tMedian\t90 %\tSelesai (90 %)"
    row = "a\t5\tkurang dari 1 menit\tkurang dari 1 menit\tSenin, 2 November 2026 pukul 08.00 WIB"
    assert lines[lines.index(heads) + 1] == f"\t{row}"
    assert (
        "sembilan dari sepuluh selesai paling lambat Senin, 2 November 2026 pukul 08.00"
        in ran.stdout
    )
    assert "Batas waktu hukum Senin, 30 November 2026 terpenuhi dalam 100 % hitungan." in lines
    assert sopan(*asked)["history"]["runs"] == 5


def test_without_legal_the_date_of_the_sop_counts(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    ran = sopan("forecast", "boalemo/lakip", "--start", "2-2-2026 08.00", code=0)
    assert (
        "Memenuhi batas waktu hukum Sabtu, 28 Februari 2026 (Bupati): sisa 8 hari kerja."
        in ran.stdout.splitlines()
    )


def test_a_file_is_forecast_before_it_is_deployed(sopan: Sopan, tmp_path: Path) -> None:
    whole = '<bpmn:extensionElements><sop:timeStandard duration="P1D"/></bpmn:extensionElements>'
    (tmp_path / "baru.bpmn").write_bytes(process(whole + START + user("a") + END, "mulai > a"))
    ran = sopan("forecast", "baru.bpmn", "--start", "2-11-2026", code=0)
    assert (
        "Memenuhi waktu baku keseluruhan 1 hari (Selasa, 3 November 2026 pukul 07.30 WIB): "
        "sisa 7 jam 30 menit waktu kerja." in ran.stdout.splitlines()
    )
    found = sopan("forecast", f"{BOALEMO}/lakip.bpmn", "--start", "2-11-2026")
    assert (found["definition"], found["version"]) == ("boalemo/lakip", None)
    (tmp_path / "rusak.bpmn").write_bytes(b"<x/>")
    assert "rusak.bpmn" in sopan("forecast", "rusak.bpmn", code=1).stderr
    assert "tidak-ada.bpmn" in sopan("forecast", "tidak-ada.bpmn", code=1).stderr
    assert sopan("list")["definitions"] == []
