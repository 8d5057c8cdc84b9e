"""The diagram of a running SOP in a real browser: what is done, where it stands, kept live."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.app import Application
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        app.deploy_paths([ROOT / "processes" / "boalemo"])
        account(app, "ani", "boalemo", "kasubag")
        yield app


def badge(page: Page, node: str, kind: str) -> int:
    """Return how many badges of a kind a shape has."""
    return page.locator(f'[data-container-id="{node}"] .bpmn-badge.{kind}').count()


def test_the_diagram_says_where_an_sop_stands(sit_down: SitDown, app: Application) -> None:
    started = app.start("boalemo/lakip", by="kasubag")
    app.complete(started["next"][0]["id"], by="kasubag")
    with running(app, demo=True) as address:
        page = sit_down(address).page
        page.goto(f"/masuk?lanjut=/pelaksanaan/{started['id']}")
        page.get_by_label("Nama pengguna").fill("ani")
        page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        viewer = page.locator("[data-bpmn-viewer]")
        expect(viewer).to_have_attribute("data-ready", "true", timeout=20_000)
        assert badge(page, "langkah_1", "done") == 1
        assert badge(page, "langkah_2", "token") == 1
        assert badge(page, "langkah_3", "token") == 0
        expect(viewer.get_by_role("link", name="bpmn.io")).to_be_visible()
        before = shown(page)
        viewer.get_by_role("button", name="Tampilkan seluruh diagram").click()
        viewer.get_by_role("button", name="Perbesar").click()
        assert shown(page) != before
        (item,) = app.show(started["id"])["open"]
        app.complete(item["id"], by="kasubag")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator('[data-container-id="langkah_3"] .bpmn-badge.token')).to_have_count(1)
        assert badge(page, "langkah_2", "done") == 1


def shown(page: Page) -> str:
    """Return how the diagram is scaled and moved."""
    return str(page.locator("[data-bpmn-viewer] .viewport").get_attribute("transform"))
