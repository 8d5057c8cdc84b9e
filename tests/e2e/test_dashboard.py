"""The dashboard in a real browser: on a phone and a desktop, without scripts, on paper."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from engine.app import Application
from engine.clock import FixedClock
from engine.samples import play
from processes import catalogue
from tests.builders import MONDAY
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from web import samplecycles


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY + timedelta(days=21))) as app:
        app.deploy_paths([catalogue.builtin()])
        for officer in ("kadis", "sekretaris", "staf"):
            account(app, officer, "boalemo", officer)
        for cycle in (samplecycles.ended, samplecycles.late):
            play(app, cycle(lambda code: samplecycles.WORDS[code][0].format(year=2026)))
        yield app


@pytest.mark.parametrize("phone", [True, False])
def test_a_superior_goes_from_a_number_to_the_task_and_acts(
    app: Application, sit_down: SitDown, address: str, phone: bool
) -> None:
    late = next(each["id"] for each in app.tasks(agency="boalemo") if each["late"])
    person = sit_down(address, phone=phone)
    person.log_in("kadis", PASSWORD)
    page = person.page
    person.look("/dasbor")
    page.get_by_role("link", name="1 Melewati waktu baku", exact=True).click()
    person.check("the work behind a number")
    page.get_by_role("link", name=app.task(late)["name"]).click()
    page.wait_for_url(f"**/dasbor/tugas/{late}")
    person.check("one step")
    expect(page.get_by_label("Pesan pengingat")).to_have_value(re.compile("melewati waktu baku"))
    expect(page.get_by_role("link", name="Buka WhatsApp")).to_have_attribute(
        "href", re.compile(r"^https://wa\.me/\?text=")
    )
    page.get_by_label("Alasan").first.fill("Sudah dibicarakan")
    page.get_by_role("button", name="Catat: sudah saya tindak lanjuti").click()
    expect(page.get_by_role("status")).to_contain_text("Dicatat.")
    expect(page.get_by_text("sudah dicatat atasan")).to_be_visible()
    for path in (
        "/dasbor/tugas",
        "/laporan?menurut=step",
        "/laporan/tabel7?semester=2026-1",
        "/pemberitahuan?semua=ya",
    ):
        person.look(path)


def test_the_heat_map_is_drawn(sit_down: SitDown, address: str) -> None:
    person = sit_down(address)
    person.log_in("kadis", PASSWORD)
    person.look("/dasbor/sop/lakip")
    drawn = person.page.locator("[data-bpmn-viewer][data-ready=true]")
    expect(drawn).to_be_visible()
    expect(drawn.locator(".heat-low, .heat-near, .heat-over, .heat-far").first).to_be_attached()
    person.check("with the diagram")


def test_who_has_nobody_below_reads_a_kind_page(sit_down: SitDown, address: str) -> None:
    person = sit_down(address, phone=True)
    person.log_in("staf", PASSWORD)
    person.look("/dasbor")
    expect(person.page.get_by_text("tidak membawahi jabatan lain")).to_be_visible()


def test_it_works_without_scripts_and_downloads(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dasbor/tugas")
    page.get_by_label("Nama pengguna").fill("sekretaris")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/dasbor/tugas")
    page.get_by_label("Keadaan").select_option("late")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("status").last).to_have_text("1 tugas")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Unduh XLSX").click()
    assert kept.value.suggested_filename == "pekerjaan-boalemo.xlsx"
    context.close()


def test_on_paper_the_report_stands_alone(sit_down: SitDown, address: str) -> None:
    person = sit_down(address)
    person.log_in("kadis", PASSWORD)
    person.look("/laporan?menurut=step")
    page = person.page
    page.set_viewport_size({"width": 1030, "height": 700})  # A4, lying, within its margins
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("link", name="Unduh XLSX")).to_be_hidden()
    expect(page.get_by_label("Menurut")).to_be_hidden()
    sheet = page.get_by_role("region", name="Laporan kepatuhan waktu baku")
    assert sheet.evaluate("box => box.scrollWidth - box.clientWidth") <= 0  # no column is cut off
