"""A day of an office by keys alone: late work, a form with table and file, a return, a breach."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from engine.app import Application
from engine.clock import FixedClock
from engine.drafting import Author
from tests.builders import MONDAY
from tests.e2e.conftest import SitDown
from tests.e2e.keyboard import Keyboard
from tests.integration import paperwork
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

LATE = "Laporan yang lama"
AUTHOR = Author("kadis", "kadis", "kantor", frozenset({"designer"}))


@pytest.fixture
def app() -> Iterator[Application]:
    clock = FixedClock(MONDAY)
    with Application.open("sqlite://", clock=clock) as app:
        paperwork.deploy(app)
        account(app, "kadis", "kantor", "kadis", "designer", "administrator")
        for officer in ("kasubag", "staf"):
            account(app, officer, "kantor", officer)
        for title in (LATE, "Laporan yang terlupa"):
            paperwork.begin(app, title)
        paperwork.draw_up(app, paperwork.begin(app, "Laporan untuk diperiksa"))
        clock.advance(timedelta(days=4))
        paperwork.begin(app, "Laporan baru")
        app.draft_version("kantor/laporan", None, AUTHOR)
        app.tick()
        yield app


def test_keys_are_enough_for_a_day_of_work(sit_down: SitDown, app: Application) -> None:
    with running(app, demo=True) as address:
        staf = Keyboard(sit_down(address).page)
        staf.log_in("staf", PASSWORD)
        does_what_is_late(staf)
        kasubag = Keyboard(sit_down(address, phone=True).page)
        kasubag.log_in("kasubag", PASSWORD)
        returns(kasubag)
        kadis = Keyboard(sit_down(address).page)
        kadis.log_in("kadis", PASSWORD)
        takes_note(kadis)
        changes_a_row(kadis)
        renames_a_post(kadis)


def does_what_is_late(staf: Keyboard) -> None:
    """Find a late task, take it, send it too early, mend it, send it."""
    page = staf.page
    staf.follow("link", "Melewati waktu baku")
    page.wait_for_url("**tampil=lewat**")
    staf.follow("button", f"Ambil Menyusun draf laporan, {LATE}")
    staf.told("Tugas diambil")
    staf.follow("link", f"Buka Menyusun draf laporan, {LATE}")
    page.wait_for_url("**/tugas/*")
    staf.follow("button", "Selesaikan")
    wrong = page.locator("[role=alert]")
    expect(wrong).to_be_focused()
    expect(page).to_have_title("Perlu diperbaiki: Menyusun draf laporan, Laporan yang lama - Sopan")
    staf.follow("link", "Jumlah halaman")
    staf.press("Shift+Tab")
    staf.press("Tab")
    expect(page.get_by_label("Jumlah halaman")).to_be_focused()
    page.keyboard.type("40")
    staf.to(
        "combobox" if page.get_by_role("combobox", name="Tanggal").count() else "radio", "Biasa"
    )
    staf.press("Space")
    staf.attach("Naskah", "naskah.pdf", paperwork.PDF)
    staf.type("textbox", "Baris 1, Uraian", "ATK")
    staf.type("textbox", "Baris 1, Jumlah", "1.500")
    page.keyboard.press("Shift+Tab")
    staf.type("textbox", "Judul", "LAKIP")
    staf.follow("button", "Selesaikan")
    page.wait_for_url("**/tugas**")
    staf.told("Berikutnya: Memeriksa draf laporan")


def returns(kasubag: Keyboard) -> None:
    """Send a task back with a reason, on a phone with a keyboard."""
    page = kasubag.page
    kasubag.follow("link", "Kembalikan Memeriksa draf laporan, Laporan untuk diperiksa")
    page.wait_for_url("**buka=kembalikan**")
    kasubag.follow("button", "Kembalikan", exact=True)
    kasubag.type("textbox", "Alasan", "Bab 3 belum lengkap", exact=True)
    kasubag.follow("button", "Kembalikan", exact=True)
    page.wait_for_url("**/tugas")
    kasubag.told("Berikutnya: Menyusun draf laporan")


def takes_note(kadis: Keyboard) -> None:
    """Go from a number of the dashboard to a late task and take note of it."""
    page = kadis.page
    kadis.follow("link", "Dasbor")
    page.wait_for_url("**/dasbor")
    kadis.follow("link", "Melewati waktu baku")
    page.wait_for_url("**keadaan=late**")
    kadis.follow("link", "Menyusun draf laporan")
    page.wait_for_url("**/dasbor/tugas/*")
    kadis.type("textbox", "Alasan", "Sudah dibicarakan")
    kadis.follow("button", "Catat: sudah saya tindak lanjuti")
    kadis.told("Dicatat.")


def changes_a_row(kadis: Keyboard) -> None:
    """Give a step another time standard in the table of a draft."""
    page = kadis.page
    kadis.follow("link", "Perancang")
    page.wait_for_url("**/perancang")
    kadis.follow("link", "Tabel")
    page.wait_for_url("**/tabel")
    kadis.type("textbox", "Waktu", "3 hari")
    kadis.follow("button", "Simpan tabel")
    kadis.told("Tabel tersimpan.")
    expect(page.get_by_label("Waktu").first).to_have_value("3 hari")


def renames_a_post(kadis: Keyboard) -> None:
    """Walk down the tree of posts and give one another name."""
    page = kadis.page
    kadis.follow("link", "Pengelolaan")
    page.wait_for_url("**/admin")
    kadis.follow("link", "Dinas Contoh", exact=True)
    page.wait_for_url("**/jabatan")
    kadis.follow("link", "Kasubag", exact=True)
    page.wait_for_url("**/jabatan/kasubag")
    kadis.type("textbox", "Nama jabatan", "Kepala Subbagian")
    kadis.follow("button", "Simpan")
    kadis.told("Sudah disimpan.")
