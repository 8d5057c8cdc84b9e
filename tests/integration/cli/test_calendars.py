"""`sopan calendar`: looked at, previewed, edited, written to a spreadsheet and read back."""

import json
from pathlib import Path

import pytest

from tests.builders import END, START, process, user
from tests.integration.cli.commandline import BOALEMO, Begin, Sopan

STANDARD = '<bpmn:extensionElements><sop:timeStandard duration="PT5000H"/></bpmn:extensionElements>'
LONG = process(START + user("a", STANDARD) + END, "mulai > a > selesai")
"""Work that is open over every holiday of two years, whenever the test runs."""


@pytest.fixture
def boalemo(sopan: Sopan) -> Sopan:
    sopan("deploy", BOALEMO)
    return sopan


def test_a_clerk_reads_the_days_with_their_hours_and_why(boalemo: Sopan) -> None:
    ran = boalemo(
        "calendar", "show", "boalemo", "--from", "18-3-2026", "--until", "2026-03-25", code=0
    )
    lines = ran.stdout.splitlines()
    assert (lines[0], len(lines)) == ("Tanggal\tHari\tJam kerja\tKeterangan", 9)
    assert lines[1].startswith("2026-03-18\tRabu\ttutup\t")
    assert lines[-1] == "2026-03-25\tRabu\t07.30-12.00 13.00-16.00\t"
    ramadan = boalemo("calendar", "show", "boalemo", "--year", "2026", "--month", "3")["days"][1]
    assert ramadan == {
        "date": "2026-03-02",
        "day": "Senin",
        "hours": "08.00-12.00 12.30-15.00",
        "open": True,
        "why": "Ramadan 1447 H",
        "edited": False,
        "provisional": False,
    }
    assert len(boalemo("calendar", "show", "boalemo", "--year", "2026")["days"]) == 365
    assert 28 <= len(boalemo("calendar", "show", "boalemo")["days"]) <= 31


def test_a_year_without_a_decree_is_said_to_be_provisional(boalemo: Sopan) -> None:
    year = boalemo("calendar", "show", "boalemo")["decreed_until"]
    shown = boalemo("calendar", "show", "boalemo", "--year", str(year + 1), "--month", "1", code=0)
    assert shown.stdout.splitlines()[-1] == (
        f"Hari libur setelah {year} belum ditetapkan; yang tampil sementara."
    )


def test_an_edit_is_previewed_made_and_taken_back(sopan: Sopan, trial: Begin) -> None:
    instance = trial(LONG)
    start = sopan("show", instance)["steps"][0]["ready_at"][:4]
    day = f"{int(start) + 1}-06-15"  # within the work, be it a holiday or not
    sopan("calendar", "add", "uji", day, "--why", "Masuk", "--hours", "08.00-16.00")
    due = sopan("tasks")[0]["deadline"]
    add = ("calendar", "add", "uji", day, "--why", "Hari jadi")
    preview = sopan(*add, "--dry-run")
    assert sopan("tasks")[0]["deadline"] == due
    made = sopan(*add)
    assert made == {**preview, "preview": False}
    assert [(day["date"], day["why"]) for day in made["days"]] == [(day, "Hari jadi")]
    assert [each["old"] for each in made["moved"]] == [due]
    assert sopan("tasks")[0]["deadline"] == made["moved"][0]["new"] > due
    events = [event["kind"] for event in sopan("show", instance)["events"]]
    assert events[-1] == "DeadlinesMoved"
    assert sopan("calendar", "remove", "uji", day)["changed"]
    assert sopan("audit", "verify")["whole"]


def test_a_person_is_told_what_an_edit_does(sopan: Sopan, trial: Begin) -> None:
    trial(LONG)
    add = ("calendar", "add", "uji", "2020-06-15", "--why", "Hari jadi")
    told = sopan(*add, "--dry-run", code=0).stdout.splitlines()
    assert told == [
        "Senin, 15 Juni 2020: tutup (Hari jadi)",
        "Tidak ada tenggat yang bergeser.",
        "Pratinjau: belum ada yang diubah. Ulangi tanpa --dry-run untuk mengubahnya.",
    ]
    assert sopan(*add, code=0).stdout.splitlines()[-1] == "Kalender uji diubah."
    assert sopan(*add, code=0).stdout.splitlines()[-1] == "Kalender uji tidak berubah."
    shown = sopan(
        "calendar", "show", "uji", "--from", "2020-06-15", "--until", "2020-06-15", code=0
    )
    assert shown.stdout.splitlines()[1] == "2020-06-15\tSenin\ttutup\tHari jadi (diubah)"
    week = ("calendar", "week", "uji", "--hours", "senin-jumat 08.00-12.00")
    told = sopan(*week, code=0).stdout.splitlines()
    assert told[0].startswith("Berlaku sejak ")
    assert told[1:3] == [
        "1 tenggat bergeser:",
        "ID\tPelaksanaan\tLangkah\tTenggat lama\tTenggat baru",
    ]
    assert len(told) == 5
    assert told[3].count(" WIB") == 2


def test_hours_of_the_week_hold_from_a_day_on_and_are_taken_back(boalemo: Sopan) -> None:
    week = ("calendar", "week", "boalemo")
    saturday = ("--hours", "sabtu 08.00-12.00", "--from", "4-1-2027")
    preview = boalemo(*week, *saturday, "--dry-run")
    assert (preview["changed"], preview["since"]) == (True, "2027-01-04")
    boalemo(*week, *saturday, "--why", "Enam hari kerja")
    shown = boalemo("calendar", "show", "boalemo", "--from", "2027-01-02", "--until", "2027-01-09")
    assert [day["hours"] for day in shown["days"] if day["day"] == "Sabtu"] == [
        "tutup",
        "08.00-12.00",
    ]
    assert [each["since"] for each in shown["weeks"]] == ["2027-01-04"]
    missing = boalemo(*week, "--from", "2027-01-05", "--remove", code=1)
    assert missing.stderr.startswith("Seharusnya ada jam mingguan yang berlaku sejak")
    assert boalemo(*week, "--from", "2027-01-04", "--remove")["changed"]
    for wrong in ((), ("--remove",), (*saturday, "--remove")):
        assert "--remove with --from" in boalemo(*week, *wrong, code=2).stderr


def test_a_deadline_in_a_year_without_a_decree_is_marked(sopan: Sopan, trial: Begin) -> None:
    far = LONG.replace(b"PT5000H", b"PT18000H")
    trial(far)
    assert sopan("tasks")[0]["provisional"] is True
    assert sopan("tasks", code=0).stdout.splitlines()[1].split("\t")[5].endswith(" (sementara)")
    instance = sopan("tasks")[0]["instance"]
    assert "WIB (sementara)\n" in sopan("show", instance, code=0).stdout


def test_a_season_is_added_moved_and_struck_out(boalemo: Sopan) -> None:
    name = "Pameran"
    season = ("calendar", "season", "boalemo", name)
    lacking = boalemo(*season, "--from", "2026-10-05", code=1)
    assert lacking.stderr.splitlines()[0] == (
        "Seharusnya masa Pameran mempunyai hari pertama, hari terakhir, dan jam kerja, tetapi "
        "belum lengkap. Isi ketiganya."
    )
    dates = ("--from", "2026-10-05", "--until", "2026-10-09")
    boalemo(*season, *dates, "--hours", "senin-kamis 08.00-12.00", "--hours", "fri 08.00-11.00")
    boalemo(*season, "--until", "2026-10-08", "--why", "Dipersingkat")
    shown = boalemo("calendar", "show", "boalemo", *dates)["days"]
    assert [day["hours"] for day in shown] == [
        *["08.00-12.00"] * 4,
        "07.30-11.30 13.00-16.30",
    ]
    boalemo(*season, "--remove")
    after = boalemo("calendar", "show", "boalemo", *dates)
    assert name not in [each["name"] for each in after["seasons"]]


def test_bad_hours_are_refused_with_every_finding(boalemo: Sopan) -> None:
    bad = ("--hours", "senin 12.00-08.00", "--hours", "selasa 08.00-12.00 11.00-13.00")
    ran = boalemo("calendar", "week", "boalemo", *bad, "--json", code=1)
    refused = json.loads(ran.stdout)
    assert refused["error"] == "calendar.invalid"
    assert [found["code"] for found in refused["findings"]] == [
        "calendar.hours_reversed",
        "calendar.hours_overlap",
    ]
    denied = boalemo("calendar", "remove", "boalemo", "2026-03-19", "--as", "staf", code=1)
    assert denied.stderr.startswith("Seharusnya kalender kerja diubah oleh pimpinan instansi")
    usage = boalemo("calendar", "add", "boalemo", "besok", "--why", "x", code=2)
    assert "2026-03-18" in usage.stderr


def test_a_single_finding_is_said_too(boalemo: Sopan) -> None:
    """Only "1 temuan" tells nobody what to correct."""
    hours = ("--why", "Rapat", "--hours", "16.00-08.00")
    ran = boalemo("calendar", "add", "boalemo", "2026-11-24", *hours, code=1)
    assert "2026-11-24" in ran.stderr
    assert "16.00" in ran.stderr


def test_a_table_goes_to_a_spreadsheet_and_comes_back(boalemo: Sopan) -> None:
    year = ("calendar", "show", "boalemo", "--year", "2026")
    ran = boalemo(*year, "--csv", "2026.csv", code=0)
    assert ran.stdout == "365 hari tersimpan di 2026.csv.\n"
    text = Path("2026.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "tanggal;hari;jam;keterangan"
    assert boalemo("calendar", "import", "boalemo", "2026.csv")["changed"] is False
    ordinary = "2026-10-12;Senin;07.30-12.00 13.00-16.00;"
    assert ordinary in text
    Path("2026.csv").write_text(text.replace(ordinary, "2026-10-12;Senin;tutup;Hari jadi"), "utf-8")
    preview = boalemo("calendar", "import", "boalemo", "2026.csv", "--dry-run")
    made = boalemo("calendar", "import", "boalemo", "2026.csv", "--as", "kadis")
    assert made == {**preview, "preview": False}
    assert [(day["date"], day["why"]) for day in made["days"]] == [("2026-10-12", "Hari jadi")]
    boalemo("deploy", BOALEMO)
    (day,) = boalemo(*year[:3], "--from", "2026-10-12", "--until", "2026-10-12")["days"]
    assert day["hours"] == "tutup"


def test_a_bad_table_is_refused_line_by_line(boalemo: Sopan) -> None:
    Path("x.csv").write_text("tanggal;jam;keterangan\n2026-10-12;tutup;\n2026-13-01;pagi;x\n")
    ran = boalemo("calendar", "import", "boalemo", "x.csv", code=1)
    assert ran.stderr.splitlines()[2:] == [
        "x.csv:3 kesalahan Seharusnya tertulis tanggal seperti 2026-03-18 atau 18/3/2026, tetapi "
        'tertulis "2026-13-01". Betulkan tanggalnya.'
    ]
    Path("x.csv").write_text("tanggal;jam;keterangan\n2026-10-12;tutup;\n")
    ran = boalemo("calendar", "import", "boalemo", "x.csv", code=1)
    assert ran.stderr.splitlines()[2:] == [
        "x.csv:2 kesalahan Seharusnya 12 Oktober 2026 disertai alasan, tetapi keterangannya "
        "kosong. Tulis mengapa hari itu tutup atau berjam lain."
    ]
    missing = boalemo("calendar", "import", "boalemo", "tiada.csv", code=1)
    assert missing.stderr.startswith("Seharusnya tiada.csv dapat dibaca, tetapi tidak: ")
    Path("y.csv").write_bytes(b"\xff\xfe\x00")
    assert boalemo("calendar", "import", "boalemo", "y.csv", code=1).stderr
    unwritable = boalemo("calendar", "show", "boalemo", "--csv", "tiada/x.csv", code=1)
    assert unwritable.stderr.startswith("Seharusnya tiada/x.csv dapat dibaca dan ditulis")
