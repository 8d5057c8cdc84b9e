"""`sopan simulate` and `sopan archive`, as an official asks and reads them."""

from pathlib import Path

from engine.app import Application
from tests.builders import END, START, process, user
from tests.integration.cli.commandline import BOALEMO, STUCK, WAITS, Begin, Sopan
from tests.integration.services import one

LATE = process(
    START
    + user(
        "a", '<bpmn:extensionElements><sop:timeStandard duration="PT2H"/></bpmn:extensionElements>'
    )
    + END,
    "mulai > a > selesai",
)


def test_a_cycle_that_goes_by_the_book(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    asked = ("simulate", "boalemo/lakip", "--start", "2-11-2026 08.00", "--legal", "2026-11-30")
    lines = sopan(*asked, code=0).stdout.splitlines()
    assert lines[0] == "Waktu\tRiwayat\tLangkah\tKegiatan\tPelaksana\tKeterangan"
    assert lines[1] == (
        "Senin, 2 November 2026 pukul 08.10 WITA\tTugas selesai\t1\tMenerima Informasi dan "
        "Administrasi\tkasubag\ttepat waktu (Senin, 2 November 2026 pukul 08.10 WITA)"
    )
    said = "\n".join(lines)
    assert "Pengingat: kasubag" in said
    assert "SOP Pengarsipan (belum dimodelkan)" in said
    assert "Pemberitahuan yang akan dikirim (tidak ada yang dikirim):" in lines
    # What the forecast of the same SOP says (test_forecasting.py).
    assert "Selesai Jumat, 13 November 2026 pukul 08.05 WITA." in lines
    assert "Kepatuhan langkah: 11 tepat waktu." in lines
    assert "Memenuhi batas waktu hukum Senin, 30 November 2026: sisa 11 hari kerja." in lines
    assert sopan("list") == sopan("list")
    assert sopan("show", "boalemo", code=1)


def test_a_slow_office_is_told(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    asked = ("simulate", "boalemo/lakip", "--start", "2026-11-02", "--late-by", "150")
    said = sopan(*asked, code=0).stdout
    assert "melewati waktu baku (" in said
    assert "Eskalasi: kadis" in said
    found = sopan(*asked)
    assert found["compliance"]["step"] == {"breached": 11}
    assert sopan(*asked) == found


def test_what_does_not_end_says_why(sopan: Sopan, trial: Begin) -> None:
    trial(WAITS)
    assert "Tidak selesai: yang ditunggu" in sopan("simulate", "proses", code=0).stdout
    trial(STUCK)
    asked = ("simulate", "proses", "--set", "jumlah=1")
    said = sopan(*asked, code=0).stdout
    assert "Tidak selesai: ada gangguan." in said
    assert "Masih terbuka: a a" in said
    trial(one("tidak_ada"))
    said = sopan("simulate", "proses", code=0).stdout
    assert 'Handler "tidak_ada" tidak dijalankan; hasilnya dianggap kosong.' in said
    refused = sopan("simulate", "proses", "--start", "besok", code=1)
    assert refused.stderr.startswith("Seharusnya --start berupa tanggal")


def test_the_archive_is_listed(sopan: Sopan, trial: Begin) -> None:
    assert sopan("archive", "list") == []
    assert sopan("archive", code=0).stdout == "Tidak ada.\n"
    takes = (
        '<sop:take name="judul" value="\'Rapat\'"/>'
        '<sop:take name="jra" value="\'1+1 musnah\'"/>'
        '<sop:take name="nomor" value="\'460/1\'"/>'
    )
    instance = trial(one("arsip", takes))
    with Application.open(f"sqlite:///{Path('office.db')}") as app:
        app.tick()
    (entry,) = sopan("archive", "list", "--agency", "uji", "--instance", instance[-8:])
    assert (entry["title"], entry["reference"], len(entry["sha256"])) == ("Rapat", "460/1", 64)
    head, row = sopan("archive", "list", code=0).stdout.splitlines()
    assert head == (
        "Waktu\tInstansi\tPelaksanaan\tNama\tNomor\tRetensi\tDisimpan sampai\tSidik SHA-256"
    )
    assert row.split("\t")[1:6] == ["uji", instance[-8:], "Rapat", "460/1", "1+1 musnah"]
    assert sopan("archive", "list", "--agency", "ujii", code=1)
