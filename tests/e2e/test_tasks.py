"""Tugas Saya with a real browser: phone and desktop, keyboard, drafts by themselves, no scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from engine.app import Application
from tests.e2e.conftest import SitDown
from tests.e2e.people import PHONE, Person
from tests.integration import paperwork
from tests.integration.browsing import PASSWORD, account
from tests.integration.paperwork import PDF

NASKAH = FilePayload(name="naskah.pdf", mimeType="application/pdf", buffer=PDF)


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        paperwork.deploy(app)
        for officer in ("kadis", "kasubag", "staf"):
            account(app, officer, "kantor", officer)
        yield app


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
    expect(page.locator("#pesan")).to_contain_text("Tugas diambil")
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
    expect(page.locator("#pesan")).to_contain_text("Berikutnya: Memeriksa draf laporan")

    kasubag = sit_down(address, phone=phone)
    kasubag.log_in("kasubag", PASSWORD)
    kasubag.look("/tugas")
    page = kasubag.page
    page.get_by_role("link", name="Kembalikan Memeriksa draf laporan").click()
    page.get_by_label("Alasan", exact=True).fill("Bab 3 belum lengkap")
    kasubag.check("returning")
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(page.locator("#pesan")).to_contain_text("Berikutnya: Menyusun draf laporan")

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
    expect(page.locator("#pesan")).to_contain_text("berakhir")


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
    expect(page.locator("#pesan")).to_contain_text("Draf tersimpan.")
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
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => htmx.trigger('#daftar', 'again')")
    expect(page.locator(".task")).to_have_count(2)
    expect(link).to_be_focused()
    expect(page.get_by_label("Cari judul, kegiatan, atau SOP")).to_have_value("Kedu")


def test_a_phone_loses_its_line_and_nothing_that_was_typed(
    sit_down: SitDown, address: str, app: Application
) -> None:
    item = paperwork.begin(app)
    staf = sit_down(address, phone=True)
    staf.log_in("staf", PASSWORD)
    page = staf.page
    first = page.get_by_role("link", name="1. Menyusun draf laporan").bounding_box()
    assert first
    assert first["y"] < 300
    page.locator(".task .one-line").first.click(force=True)  # all of a card leads to its task
    page.wait_for_url(f"**/tugas/{item}")
    done = page.get_by_role("button", name="Selesaikan")
    expect(done).to_be_in_viewport(ratio=1)
    page.locator("#riwayat").scroll_into_view_if_needed()
    expect(done).to_be_in_viewport(ratio=1)
    staf.check("with its buttons in reach")

    page.get_by_label("Tulis catatan").fill("Menunggu data Bidang")
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim catatan").click()
    expect(page.get_by_role("alert")).to_contain_text("sambungan internet terputus")
    expect(page.get_by_label("Tulis catatan")).to_have_value("Menunggu data Bidang")
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.get_by_role("button", name="Kirim catatan").click()
    with page.context.expect_page() as opened:
        page.get_by_role("alert").get_by_role("link", name="Masuk").click()
    Person(opened.value).log_in("staf", PASSWORD)
    page.get_by_role("button", name="Kirim catatan").dblclick()
    expect(page.locator(".comment")).to_have_text(["Menunggu data Bidang"])
    assert len(app.documents(app.instance_of(item))["comments"]) == 1


def test_a_list_that_is_not_looked_at_or_not_reached_waits(
    sit_down: SitDown, address: str, app: Application
) -> None:
    paperwork.begin(app)
    staf = sit_down(address)
    page = staf.page
    page.clock.install()
    staf.log_in("staf", PASSWORD)
    page.wait_for_function("() => window.htmx")
    asked: list[int] = []
    page.on("response", lambda answer: asked.append(answer.status))
    page.on("requestfailed", lambda _: asked.append(0))

    def after(seconds: int, found: list[int]) -> None:
        page.clock.run_for(seconds * 1000)
        page.wait_for_timeout(300)
        assert asked == found
        asked.clear()

    after(50, [304])
    page.evaluate(HIDE, True)
    after(300, [])
    page.evaluate(HIDE, False)
    after(1, [304])
    page.context.set_offline(True)
    after(46, [0])
    expect(page.get_by_text("daftar ini mungkin belum yang terbaru")).to_be_visible()
    after(80, [])
    after(11, [0])
    page.context.set_offline(False)
    after(181, [304])
    expect(page.get_by_text("daftar ini mungkin belum yang terbaru")).to_be_hidden()


HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_without_scripts_the_list_and_the_step_do_everything(
    browser: Browser, address: str, app: Application
) -> None:
    first = paperwork.begin(app, "Pertama")
    paperwork.draw_up(app, paperwork.begin(app, "Kedua"))
    context = browser.new_context(
        base_url=address,
        java_script_enabled=False,
        viewport=PHONE,  # type: ignore[arg-type]  # a ViewportSize
    )
    page = context.new_page()

    def come_in(login: str) -> None:
        page.goto("/tugas")
        page.get_by_label("Nama pengguna").fill(login)
        page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()

    come_in("staf")
    page.get_by_label("Cari judul").fill("tidak ada")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_text("Tidak ada tugas yang cocok.")).to_be_visible()
    page.get_by_role("link", name="Sopan").click()
    page.get_by_role("button", name="Ambil Menyusun draf laporan").click()
    expect(page.locator("#pesan")).to_contain_text("Tugas diambil")
    page.get_by_role("link", name="Tugas saya (1)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas Saya: tugas saya")
    page.get_by_role("link", name="1. Menyusun draf laporan").click()
    expect(page.get_by_role("button", name="Selesaikan")).to_be_in_viewport(ratio=1)
    page.get_by_label("Tulis catatan").fill("Menunggu data")
    page.get_by_role("button", name="Kirim catatan").click()
    expect(page.locator(".comment")).to_have_text("Menunggu data")
    page.get_by_label("Judul").fill("LAKIP")
    page.get_by_label("Baris 1, Uraian").fill("ATK")
    page.get_by_label("Baris 1, Jumlah").fill("1.500")
    page.get_by_role("button", name="Simpan, hitung jumlah").click()
    expect(page.get_by_label("Baris 7, Uraian")).to_be_visible()
    expect(page.locator("tfoot")).to_contain_text("1.500")
    page.get_by_label("Jumlah halaman").fill("banyak")
    page.get_by_label("Naskah").set_input_files(NASKAH)
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.get_by_label("Jumlah halaman")).to_have_value("banyak")
    page.get_by_label("Jumlah halaman").fill("40")
    page.get_by_role("button", name="Selesaikan").click()
    page.wait_for_url(re.compile(r"/tugas$"))
    expect(page.locator("#pesan")).to_contain_text("Berikutnya: Memeriksa draf laporan")
    assert app.step(first, "staf")["closed_at"]
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Keluar").click()

    come_in("kasubag")
    page.get_by_role("link", name="2. Memeriksa draf laporan").first.click()
    page.get_by_role("link", name="Kembalikan", exact=True).click()
    page.get_by_text("Kembalikan (minta perbaikan)").click()
    page.get_by_label("Alasan", exact=True).fill("Bab 3 belum lengkap")
    page.get_by_role("button", name="Kembalikan", exact=True).click()
    expect(page.locator("#pesan")).to_contain_text("Dikembalikan: Memeriksa draf laporan.")
    page.locator("[id^=putus-]").first.click()
    expect(page.locator("#pesan")).to_contain_text("Berikutnya: Menandatangani laporan")
    context.close()
