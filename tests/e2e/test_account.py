"""Logging in with a real browser: on a phone, by keyboard, without scripts, in two languages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, expect

from engine.app import Application
from tests.builders import office
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running


@pytest.fixture
def address() -> Iterator[str]:
    with Application.open("sqlite://") as app:
        app.register(office())
        account(app, "kasubag", "kantor", "kasubag")
        with running(app, demo=True) as address:
            yield address


@pytest.mark.parametrize("phone", [True, False])
def test_logging_in_looking_around_and_out(sit_down: SitDown, address: str, phone: bool) -> None:
    person = sit_down(address, phone=phone)
    page = person.page
    person.look("/masuk?lanjut=/akun")
    expect(page.get_by_text("DATA CONTOH")).to_be_visible()
    page.get_by_label("Nama pengguna").fill("kasubag")
    page.get_by_label("Kata sandi", exact=True).fill("bukan yang ini")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Seharusnya nama pengguna dan kata sandi cocok"
    )
    expect(page.get_by_label("Nama pengguna")).to_have_value("kasubag")
    person.check("after a wrong password")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/akun")
    person.check("/akun")
    person.look("/akun/sandi")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Change password")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    person.check("in English")
    page.locator("summary", has_text="Contoh Kasubag").click()
    person.check("with the menu open")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("status")).to_contain_text("You are logged out.")


def test_a_keyboard_is_enough(sit_down: SitDown, address: str) -> None:
    page = sit_down(address).page
    page.goto("/masuk")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Nama pengguna")).to_be_focused()
    page.keyboard.type("kasubag")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/masuk" not in url)
    page.goto("/akun")
    menu = page.locator("details.account-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", re.compile(".*"))


def test_a_question_is_asked_before_every_device_is_logged_out(
    sit_down: SitDown, address: str
) -> None:
    person = sit_down(address)
    person.log_in("kasubag", PASSWORD)
    page = person.page
    page.goto("/akun")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    page.get_by_role("button", name="Keluar dari semua perangkat").click()
    expect(page).to_have_url(re.compile("/akun$"))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Keluar dari semua perangkat").click()
    page.wait_for_url("**/masuk")
    assert asked == ["Keluar dari semua perangkat, juga yang ini?"]


def test_without_scripts_everything_works_too(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/akun")
    page.get_by_label("Nama pengguna").fill("kasubag")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/akun")
    page.locator("details.account-menu summary").click()
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.wait_for_url("**/masuk")
    context.close()


def test_on_paper_there_are_no_buttons(sit_down: SitDown, address: str) -> None:
    person = sit_down(address)
    person.log_in("kasubag", PASSWORD)
    page = person.page
    page.goto("/akun")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="English")).to_be_hidden()
    expect(page.get_by_text("DATA CONTOH")).to_be_visible()
    expect(page.get_by_text("Dicetak dari Sopan, Contoh Kasubag")).to_be_visible()
