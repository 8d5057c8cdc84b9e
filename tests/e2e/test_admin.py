"""Administration with a real browser: a Plh. without scripts, a holiday on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from engine.app import Application
from engine.clock import FixedClock
from tests.builders import office
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

HERE = "/admin/instansi/kantor"
MONDAY = datetime(2026, 1, 12, tzinfo=UTC)


@pytest.fixture
def address() -> Iterator[str]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.register(office())
        account(app, "pengelola", None, None, "administrator")
        with running(app, demo=True) as address:
            yield address


def test_a_plh_is_named_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{HERE}/jabatan")
    page.get_by_label("Nama pengguna").fill("pengelola")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("link", name="Tunjuk Plh. atau Plt.").click()
    page.get_by_label("Siapa").select_option("staf")
    page.get_by_label("Untuk jabatan").select_option("kasubag")
    page.get_by_label("Mulai tanggal").fill("2026-01-12")
    page.get_by_label("Sampai tanggal").fill("2026-01-16")
    page.get_by_role("button", name="Simpan penunjukan").click()
    expect(page.get_by_role("alert")).to_contain_text("Isi nomor suratnya.")
    expect(page.get_by_label("Siapa")).to_have_value("staf")
    expect(page.get_by_label("Sampai tanggal")).to_have_value("2026-01-16")
    page.get_by_label("Nomor surat").fill("SP 800/7")
    page.get_by_role("button", name="Simpan penunjukan").click()
    expect(page.get_by_role("status")).to_contain_text("Penunjukan disimpan.")
    page.get_by_role("link", name="Jabatan", exact=True).click()
    acting = page.get_by_role("region", name="Yang bertindak hari ini")
    expect(acting).to_contain_text("Kasubag: Contoh Staf")
    context.close()


def test_a_holiday_is_entered_after_its_effect_was_seen(sit_down: SitDown, address: str) -> None:
    person = sit_down(address, phone=True)
    person.log_in("pengelola", PASSWORD)
    page = person.page
    page.goto(f"{HERE}/kalender")
    page.locator("summary", has_text="Hari libur atau jam khusus").click()
    page.locator("#libur-tanggal").fill("2026-01-20")
    page.locator("#libur-keterangan").fill("Haul pendiri")
    page.locator("details[open]").get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_role("heading", name="Akibat perubahan")).to_be_visible()
    person.check("the preview")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_role("status")).to_contain_text("Kalender disimpan")
    expect(page.get_by_role("row", name="Selasa, 20 Januari 2026")).to_contain_text("Haul pendiri")
