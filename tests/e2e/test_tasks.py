"""Tugas Saya with a real browser: phone and desktop, keyboard, drafts by themselves, no scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from engine.app import Application
from tests.e2e.conftest import SitDown
from tests.integration import paperwork
from tests.integration.browsing import PASSWORD, account
from tests.integration.paperwork import PDF
from tests.integration.serving import running

NASKAH = FilePayload(name="naskah.pdf", mimeType="application/pdf", buffer=PDF)


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        paperwork.deploy(app)
        for officer in ("kadis", "kasubag", "staf"):
            account(app, officer, "kantor", officer)
        yield app


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    with running(app, demo=True) as address:
        yield address


@pytest.mark.parametrize("phone", [True, False])
def test_a_report_goes_from_hand_to_hand(
    sit_down: SitDown, address: str, app: Application, phone: bool
) -> None:
    item = paperwork.begin(app)
    staf = sit_down(address, phone=phone)
    staf.log_in("staf", PASSWORD)
    staf.look("/tugas")
    page = staf.page
    page.get_by_role("button", name="Ambil Menyusun draf laporan").click()
    expect(page.get_by_role("status")).to_contain_text("Tugas diambil")
    page.get_by_role("link", name="Buka Menyusun draf laporan").click()
    staf.check("the step")
    page.get_by_label("Judul").fill("LAKIP 2026")
    page.get_by_label("Jumlah halaman").fill("empat puluh")
    page.get_by_label("Naskah").set_input_files(NASKAH)
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.get_by_role("alert")).to_be_focused()
    staf.check("after a wrong number")
    page.get_by_label("Jumlah halaman").fill("40")
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.get_by_role("status")).to_contain_text("Berikutnya: Memeriksa draf laporan")

    kasubag = sit_down(address, phone=phone)
    kasubag.log_in("kasubag", PASSWORD)
    kasubag.look("/tugas")
    page = kasubag.page
    page.get_by_role("link", name="Kembalikan Memeriksa draf laporan").click()
    page.get_by_label("Alasan", exact=True).fill("Bab 3 belum lengkap")
    kasubag.check("returning")
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Berikutnya: Menyusun draf laporan")

    staf.look("/tugas")
    expect(staf.page.get_by_text("Bab 3 belum lengkap")).to_be_visible()
    staf.look(f"/tugas/{item}")
    with staf.page.expect_download() as download:
        staf.page.get_by_role("link", name="naskah.pdf").first.click()
    assert download.value.suggested_filename == "naskah.pdf"


def test_a_signature_asks_first_and_says_what_it_is_not(
    sit_down: SitDown, address: str, app: Application
) -> None:
    checked = paperwork.draw_up(app, paperwork.begin(app))
    app.complete_form(checked, {"hasil": "ya"}, "kasubag")
    kadis = sit_down(address, phone=True)
    kadis.log_in("kadis", PASSWORD)
    page = kadis.page
    expect(page.get_by_text("Ini persetujuan tercatat, bukan tanda tangan")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Tanda tangani Menandatangani laporan").click()
    expect(page.get_by_role("status")).to_contain_text("berakhir")


def test_a_draft_saves_itself_and_enter_sends_nothing(
    sit_down: SitDown, address: str, app: Application
) -> None:
    item = paperwork.begin(app)
    staf = sit_down(address)
    staf.log_in("staf", PASSWORD)
    page = staf.page
    page.goto(f"/tugas/{item}")
    page.get_by_label("Judul").fill("LAKIP")
    page.get_by_label("Renstra").check()
    expect(page.locator("#draf")).to_contain_text("Draf tersimpan", timeout=10_000)
    page.get_by_label("Jumlah halaman").fill("40")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Draf tersimpan.")
    expect(page.get_by_label("Judul")).to_have_value("LAKIP")
    expect(page.get_by_label("Jumlah halaman")).to_have_value("40")
    expect(page.get_by_label("Renstra")).to_be_checked()
    assert app.step(item, "staf")["closed_at"] is None


def test_the_list_follows_and_leaves_the_keyboard_where_it_is(
    sit_down: SitDown, address: str, app: Application
) -> None:
    paperwork.begin(app, "Pertama")
    staf = sit_down(address)
    staf.log_in("staf", PASSWORD)
    page = staf.page
    page.get_by_label("Cari judul, kegiatan, atau SOP").fill("Kedu")
    link = page.get_by_role("link", name="Buka Menyusun draf laporan, Pertama")
    link.focus()
    paperwork.begin(app, "Kedua")
    page.evaluate("htmx.ajax('GET', '/tugas', {target: '#daftar', source: '#daftar'})")
    expect(page.locator(".task")).to_have_count(2)
    expect(link).to_be_focused()
    expect(page.get_by_label("Cari judul, kegiatan, atau SOP")).to_have_value("Kedu")


def test_without_scripts_a_step_is_done_too(
    browser: Browser, address: str, app: Application
) -> None:
    paperwork.begin(app)
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/tugas")
    page.get_by_label("Nama pengguna").fill("staf")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("link", name="1. Menyusun draf laporan").click()
    page.get_by_label("Judul").fill("LAKIP")
    page.get_by_label("Baris 1, Uraian").fill("ATK")
    page.get_by_label("Baris 1, Jumlah").fill("1.500")
    page.get_by_role("button", name="Simpan, hitung jumlah").click()
    expect(page.get_by_label("Baris 7, Uraian")).to_be_visible()
    expect(page.locator("tfoot")).to_contain_text("1.500")
    page.get_by_label("Jumlah halaman").fill("40")
    page.get_by_label("Naskah").set_input_files(NASKAH)
    page.get_by_role("button", name="Selesaikan").click()
    page.wait_for_url(re.compile(r"/tugas$"))
    expect(page.get_by_text("Selesai: Menyusun draf laporan.")).to_be_visible()
    context.close()
