"""Tabel 7 of a half-year, from work whose figures are worked out by hand in test_reports."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from engine.core.errors import Invalid, NotFound
from storage.database import Database
from tests.builders import END, START, laned, process, user
from tests.integration.reportable import LINE, Work, standard, two_days

OTHER = process(START + user("c", standard("PT1H", "1")) + END, "mulai > c > selesai", key="arsip")


@pytest.fixture
def work(database: Database) -> Work:
    return Work(database, LINE, OTHER, language="id")


def test_each_sop_is_judged_by_what_was_recorded(work: Work) -> None:
    two_days(work)
    found = work.app.monitoring("kantor", "2026-1")
    idle, lakip = found["rows"]
    assert (found["half"], found["since"], found["until"]) == ("2026-1", "2026-01-01", "2026-06-30")
    assert (idle["procedure"], idle["verdict"]) == ("arsip", "unknown")
    assert idle["notes"] == ["Tidak dilaksanakan pada semester ini."]
    assert idle["actions"] == ["Pastikan SOP masih diperlukan; nilai kembali setelah dilaksanakan."]
    # 6 of 8 are 75 per cent: below 80. One of 7 done again are 14 per cent: not above 20.
    assert (lakip["number"], lakip["procedure"], lakip["verdict"]) == (2, "lakip", "poor")
    assert lakip["assessment"] == "Tidak berjalan dengan baik"
    assert lakip["notes"] == [
        "6 dari 8 tugas tepat waktu (75 %).",
        "1 tugas belum selesai dan melewati tenggat.",
        "Terbanyak pada 2 b: 2.",
        "Median waktu tunggu 15 menit, waktu proses 30 menit.",
        "1 tugas diulang, 1 kali dikembalikan.",
    ]
    # At b 85 minutes of waiting and 50 of work.
    assert lakip["actions"] == [
        "Percepat pengambilan tugas pada 2 b: waktu tunggunya lebih lama daripada waktu prosesnya. "
        "Periksa pembagian tugas, Plh., dan pengingat."
    ]


def test_each_step_of_one_sop_is_judged_idle_ones_too(work: Work) -> None:
    two_days(work)
    first, second = work.app.monitoring("kantor", "2026-1", sop="lakip")["rows"]
    assert (first["procedure"], first["verdict"]) == ("1 a", "poor")
    # One of 4 done again: 25 per cent.
    assert first["actions"] == [
        "Perjelas kelengkapan dan format sebelum 1 a, agar tidak perlu diulang."
    ]
    assert (second["procedure"], second["verdict"]) == ("2 b", "poor")
    (idle,) = work.app.monitoring("kantor", "2026-1", sop="arsip")["rows"]
    assert (idle["procedure"], idle["verdict"]) == ("1 c", "unknown")


def test_an_sop_that_runs_well_needs_nothing(work: Work) -> None:
    work.do(work.start(), "a", 5, 30)
    (_, lakip) = work.app.monitoring("kantor", "2026-1")["rows"]
    assert (lakip["verdict"], lakip["actions"]) == ("good", ["Tidak ada; pertahankan."])
    assert lakip["notes"][-1] == "Angka di bawah 5 tugas selesai belum dapat disimpulkan."


def test_work_that_takes_its_time_asks_for_another_standard(work: Work) -> None:
    work.do(work.start(), "a", 5, 200)
    lakip = work.app.monitoring("kantor", "2026-1")["rows"][1]
    assert lakip["actions"] == [
        "Tinjau waktu baku atau beban kerja pada 1 a: waktunya habis untuk proses."
    ]


def test_the_whole_and_the_legal_date_are_told(database: Database) -> None:
    extra = (
        '<bpmn:extensionElements><sop:timeStandard duration="PT1H"/>'
        '<sop:legalDate on="02-last" to="Bupati"/></bpmn:extensionElements>'
    )
    model = process(
        extra + START + user("a", standard("PT2H", "1")) + END, "mulai > a > selesai", key="lakip"
    )
    work = Work(database, model, language="id")
    work.do(work.start(), "a", 45, 45)
    found = work.app.monitoring("kantor", "2026-1")
    assert found["rows"][0]["notes"][2:4] == [
        "Batas waktu hukum terpenuhi 1 dari 1 pelaksanaan.",
        "Waktu baku keseluruhan terpenuhi 0 dari 1 pelaksanaan.",
    ]
    notes = work.app.report_sheet(work.app.compliance("kantor")).notes
    assert "kantor/lakip: batas waktu hukum terpenuhi 1 dari 1 pelaksanaan." in notes


def test_an_sop_no_longer_in_force_is_there_only_if_it_was_carried_out(work: Work) -> None:
    work.app.retire("kantor/arsip", 1)
    assert [row["procedure"] for row in work.app.monitoring("kantor", "2026-1")["rows"]] == [
        "lakip"
    ]


def test_without_a_half_year_it_is_the_one_that_ended_last(work: Work) -> None:
    assert work.app.monitoring("kantor")["half"] == "2025-2"
    work.clock.at = work.clock.at.replace(month=7)
    assert work.app.monitoring("kantor")["half"] == "2026-1"


def test_what_cannot_be_judged_is_refused(work: Work) -> None:
    with pytest.raises(Invalid, match='such as 2026-1 or 2026-2, but it says "2026-3"'):
        work.app.monitoring("kantor", "2026-3")
    with pytest.raises(NotFound, match='Did you mean "kantor/lakip"'):
        work.app.monitoring("kantor", "2026-1", sop="lakpi")


def test_the_table_can_be_printed_and_its_initials_are_left_to_the_assessor(work: Work) -> None:
    two_days(work)
    file = work.app.report_file(work.app.monitoring("kantor", "2026-1"), "xlsx")
    page: Any = openpyxl.load_workbook(io.BytesIO(file)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [row[0] for row in rows[:3]] == [
        "Tabel 7 Monitoring Pelaksanaan SOP AP",
        "Instansi: Dinas Contoh",
        "Semester I tahun 2026",
    ]
    assert rows[4] == [
        "No.",
        "Prosedur",
        "Penilaian: berjalan dengan baik",
        "Penilaian: tidak berjalan dengan baik",
        "Catatan hasil penilaian",
        "Tindakan yang harus diambil",
        "Paraf penilai",
    ]
    assert [rows[5][2], rows[5][3], rows[6][2], rows[6][3]] == [None, None, None, "✓"]
    assert [row[6] for row in rows[5:7]] == [None, None]
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$5:$5")
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_no_cell_is_a_formula_whatever_an_sop_is_called(database: Database) -> None:
    name = '=HYPERLINK("http://contoh")'
    model = process(
        laned({"@Staf": ["a"]}) + START + user("a", standard("PT1H", "+1")) + END,
        "mulai > a > selesai",
        key="jahat",
    ).replace(b'name="jahat"', f"name='{name}'".encode())
    work = Work(database, model, language="id")
    work.app.complete(work.open(work.start("jahat"), "a")["id"])
    found = work.app.compliance("kantor", by="step")
    page: Any = openpyxl.load_workbook(io.BytesIO(work.app.report_file(found, "xlsx"))).active
    cells = [cell for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells if cell.value in (name, "@Staf", "+1")] == [True] * 3
    text = work.app.report_file(found, "csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["SOP"], row["No."], row["Pelaksana"]) == (f"'{name}", "'+1", "'@Staf")


def test_a_report_of_compliance_has_its_sum_and_minutes_as_numbers(work: Work) -> None:
    two_days(work)
    found = work.app.compliance("kantor", by="step", until=date(2026, 1, 13))
    text = work.app.report_file(found, "csv").decode("utf-8-sig")
    first, second, total = csv.DictReader(io.StringIO(text))
    assert (first["Waktu tunggu, median (menit kerja)"], first["% tepat waktu"]) == (
        "17.5",
        "100.0",
    )
    assert (second["Waktu proses, 90 % (menit kerja)"], second["Belum selesai, lewat tenggat"]) == (
        "27.0",
        "1",
    )
    assert (total["SOP"], total["Selesai"], total["% tepat waktu"]) == ("Seluruhnya", "7", "75.0")
    sheet = work.app.report_sheet(found)
    assert sheet.about == (
        "Instansi: Dinas Contoh",
        "Masa: Kamis, 1 Januari 2026 sampai Selasa, 13 Januari 2026",
    )
    assert sheet.notes[1] == "Angka di bawah 5 tugas selesai belum dapat disimpulkan."
    with pytest.raises(Invalid, match='one of the forms csv, xlsx, but it says "pdf"'):
        work.app.report_file(found, "pdf")
