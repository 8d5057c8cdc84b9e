"""`sopan report`, as an official and a program ask for it."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from tests.integration.cli.commandline import BOALEMO, LINE, Begin, Sopan


def test_a_report_is_a_table_with_a_title_and_what_its_words_mean(
    sopan: Sopan, trial: Begin
) -> None:
    instance = trial(LINE)
    for _ in "ab":
        sopan("complete", sopan("show", instance)["open"][0]["id"])
    lines = sopan("report", "compliance", "uji", "--by", "step", code=0).stdout.splitlines()
    assert lines[0] == "Laporan kepatuhan waktu baku"
    assert lines[1] == "Instansi: Uji coba"
    assert lines[3].startswith("SOP\tNo.\tKegiatan\tPelaksana\tWaktu baku\tSelesai\tTepat waktu\t")
    assert [line.split("\t")[0] for line in lines[4:7]] == ["proses", "proses", "Seluruhnya"]
    # Done at once: no waiting, no handling, no standard.
    assert lines[6].split("\t")[5:] == [
        *("2", "0", "0", "0", "0", ""),
        *["kurang dari 1 menit"] * 4,
        *("", "0", "1"),
    ]
    assert lines[7].startswith("Waktu tunggu: sejak tugas muncul sampai diambil.")


def test_a_program_gets_json(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    asked = ("report", "compliance", "boalemo", "--from", "2026-01-01", "--until", "2026-06-30")
    found = sopan(*asked, "--sop", "lakip")
    assert (found["since"], found["until"], found["rows"]) == ("2026-01-01", "2026-06-30", [])
    assert found["total"]["waiting"] == {"n": 0, "median": None, "p90": None, "total": 0}
    ran = sopan("report", "tabel7", "boalemo", "--half", "2026-1", "--format", "json", code=0)
    assert '"report": "tabel7"' in ran.stdout


def test_tabel_7_goes_to_a_file(sopan: Sopan, tmp_path: Path) -> None:
    sopan("deploy", BOALEMO)
    asked = ("report", "tabel7", "boalemo", "--half", "2026-1", "--sop", "lakip")
    file = tmp_path / "t7.xlsx"
    ran = sopan(*asked, "--format", "xlsx", "--out", str(file), code=0)
    assert ran.stdout == f"Laporan tersimpan di {file}.\n"
    page: Any = openpyxl.load_workbook(io.BytesIO(file.read_bytes())).active
    assert page["A1"].value == "Tabel 7 Monitoring Pelaksanaan SOP AP"
    assert page["B7"].value == "1 Menerima Informasi dan Administrasi"
    table = sopan(*asked, code=0).stdout.splitlines()
    assert table[4].split("\t")[-1] == "Paraf penilai"
    assert len(table) == 5 + 11 + 1
    lines = sopan(*asked, "--format", "csv", code=0).stdout_bytes.decode("utf-8-sig").splitlines()
    assert len(lines) == 12


def test_the_event_log_goes_to_a_file_or_to_stdout(
    sopan: Sopan, trial: Begin, tmp_path: Path
) -> None:
    trial(LINE)
    ran = sopan("report", "log", "uji", code=0)
    root = etree.fromstring(ran.stdout_bytes)
    assert len(root.findall("{*}trace")) == 1
    file = tmp_path / "log.csv"
    told = sopan("report", "log", "uji", "--format", "csv", "--out", str(file))
    assert told == {"file": str(file), "bytes": file.stat().st_size}
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("compliance", "boalem"), 'Barangkali maksudnya "boalemo"'),
        (("compliance", "boalemo", "--from", "besok"), "Seharusnya --from berupa tanggal"),
        (("compliance", "boalemo", "--sop", "lakp"), 'Barangkali maksudnya "boalemo/lakip"'),
        (("tabel7", "boalemo", "--half", "2026"), "Seharusnya semester ditulis seperti 2026-1"),
        (("log", "boalemo", "--out", "tidak/ada/log.xes"), "Seharusnya tidak/ada/log.xes dapat"),
    ],
)
def test_what_cannot_be_reported_is_refused(
    sopan: Sopan, asked: tuple[str, ...], says: str
) -> None:
    sopan("deploy", BOALEMO)
    assert says in sopan("report", *asked, code=1).stderr


def test_a_log_is_not_mixed_with_the_json_of_a_program(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    ran = sopan("report", "log", "boalemo", "--json", code=1)
    assert "report.to_terminal" in ran.stdout
