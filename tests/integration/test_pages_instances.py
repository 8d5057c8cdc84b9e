"""The pages of instances: who sees what, where one stands, and steering it."""

import re
from datetime import timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.samples import play
from engine.settings import Settings
from processes import catalogue
from storage.database import Database
from tests.builders import MONDAY
from tests.integration.browsing import Browser, account, said
from web import samplecycles

OFFICERS = ("kadis", "sekretaris", "kasubag", "staf")


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY + timedelta(days=21)))
    app.deploy_paths([catalogue.builtin()])
    for officer in OFFICERS:
        account(app, officer, "boalemo", officer)
    account(app, "kaban", "babel-kesbangpol", "kaban")
    return app


@pytest.fixture
def cycle(app: Application) -> str:
    return play(app, samplecycles.late(lambda code: samplecycles.WORDS[code][0].format(year=2026)))


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_line_of_command_finds_it_and_another_agency_does_not(address: str, cycle: str) -> None:
    for login in OFFICERS:
        with Browser(address, login) as browser:
            assert "LAKIP 2026 (contoh)" in browser.open("/pelaksanaan").text
            assert browser.open(f"/pelaksanaan/{cycle}").status_code == 200
    with Browser(address, "kaban") as stranger:
        assert "LAKIP 2026" not in stranger.open("/pelaksanaan", keadaan="semua").text
        for path in ("", "/bukti", "/keadaan.json"):
            assert stranger.open(f"/pelaksanaan/{cycle}{path}").status_code == 404
        for verb in ("tunda", "lanjutkan", "batalkan", "batas", "gangguan"):
            answer = stranger.fill(f"/pelaksanaan/{cycle}/{verb}", alasan="iseng")
            assert answer.status_code in (404, 422), verb


@pytest.mark.usefixtures("cycle")
def test_it_is_searched_filtered_and_paged(app: Application, address: str) -> None:
    for number in range(30):
        app.start("boalemo/lakip", title=f"Uji {number:02} 100%", by="kasubag")
    with Browser(address, "kasubag") as browser:
        first = text_of(browser.open("/pelaksanaan").text)
        assert "31 pelaksanaan" in first
        assert "Halaman 1 dari 2" in first
        assert "LAKIP 2026 (contoh)" in browser.open("/pelaksanaan", halaman=2).text
        found = text_of(browser.open("/pelaksanaan", cari="contoh lakip").text)
        assert "1 pelaksanaan" in found
        assert "0 pelaksanaan" in text_of(browser.open("/pelaksanaan", cari="100_").text)
        assert "30 pelaksanaan" in text_of(browser.open("/pelaksanaan", cari="100%").text)
        none = browser.open("/pelaksanaan", keadaan="cancelled")
        assert "Tidak ada pelaksanaan yang cocok." in none.text
        far = browser.open("/pelaksanaan", halaman=10**9, cari="a\0b" * 300)
        assert far.status_code == 200


def test_the_board_says_what_is_done_where_it_is_and_how_long_it_took(
    address: str, cycle: str
) -> None:
    with Browser(address, "sekretaris") as browser:
        page = browser.open(f"/pelaksanaan/{cycle}")
        shown = text_of(page.text)
        assert "6 dari 11 kegiatan selesai" in shown
        assert shown.count("melewati waktu baku") >= 3
        assert "Contoh Sekretaris selaku Sekretaris Dinas" in shown
        assert "Data capaian triwulan IV belum lengkap" in shown
        assert "Batas waktu hukum, kepada Bupati" in shown
        assert "Diberi tahu: Contoh Sekretaris (Sekretaris Dinas), Contoh Kepala Dinas" in shown
        states = browser.open(f"/pelaksanaan/{cycle}/keadaan.json").json()["nodes"]
        assert states["langkah_7"] == {"state": "late", "tokens": 1, "rounds": 2}
        assert states["langkah_6"] == {"state": "done", "tokens": 0, "rounds": 2}
        assert "langkah_8" not in states


def test_the_proof_sheet_carries_the_seal_of_the_history(
    app: Application, address: str, cycle: str
) -> None:
    seal = app.show(cycle)["events"][-1]["hash"]
    with Browser(address, "kadis") as browser:
        page = browser.open(f"/pelaksanaan/{cycle}/bukti").text
    assert seal in page
    assert "460/DSPMD/SOP/11.a/1/2024" in page
    assert "bukan tanda tangan elektronik" in page


def test_whoever_may_steers_it_and_gives_a_reason(address: str, cycle: str) -> None:
    path = f"/pelaksanaan/{cycle}"
    with Browser(address, "staf") as staff:
        assert "Kendali pelaksanaan" not in staff.open(path).text
        assert staff.fill(f"{path}/tunda", alasan="coba").status_code == 403
    with Browser(address, "kadis") as head:
        head.open(path)
        refused = head.fill(f"{path}/tunda", alasan=" ")
        assert refused.status_code == 422
        assert "alasan" in said(refused)
        assert head.fill(f"{path}/tunda", alasan="Menunggu audit").status_code == 303
        assert "Pelaksanaan ditunda." in head.open(path).text
        assert head.fill(f"{path}/lanjutkan").status_code == 303
        assert head.fill(f"{path}/batalkan", alasan="Diulang tahun depan").status_code == 303
        ended = head.open(path).text
        assert "Kendali pelaksanaan" not in ended
        assert head.fill(f"{path}/tunda", alasan="terlambat").status_code == 409


def test_a_date_set_by_law_is_moved_with_a_reason(address: str, cycle: str) -> None:
    path = f"/pelaksanaan/{cycle}"
    with Browser(address, "kadis") as head:
        head.open(path)
        wrong = head.fill(f"{path}/batas", kepada="Bupati", tanggal="besok", alasan="x")
        assert wrong.status_code == 422
        moved = head.fill(
            f"{path}/batas", kepada="Bupati", tanggal="2026-03-16", alasan="Surat Bupati"
        )
        assert moved.status_code == 303
        assert "Senin, 16 Maret 2026" in head.open(path).text


@pytest.mark.usefixtures("cycle")
def test_one_is_started_from_the_page(address: str) -> None:
    with Browser(address, "kasubag") as browser:
        browser.open("/pelaksanaan/mulai")
        answer = browser.fill("/pelaksanaan/mulai", sop="boalemo/lakip", judul="LAKIP susulan")
        assert answer.status_code == 303
        page = browser.open(answer.headers["location"]).text
        assert "LAKIP susulan" in page
        assert "Pelaksanaan dimulai." in page
        unknown = browser.fill("/pelaksanaan/mulai", sop="boalemo/lakipp", judul="Tetap ada")
        assert unknown.status_code == 404
        assert "Tetap ada" in unknown.text
        foreign = browser.fill("/pelaksanaan/mulai", sop="babel-kesbangpol/lakip", judul="")
        assert foreign.status_code == 404
