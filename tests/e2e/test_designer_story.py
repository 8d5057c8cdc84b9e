"""From somebody else's file to a task on a list: with mouse and keyboard, as a designer does it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.app import Application
from engine.bpmn import drawing
from tests.builders import START, laned, office, process, user
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

FILE: Final = drawing.redraw(
    process(
        laned({"Kasubag": ["periksa"], "Staf": ["mulai", "susun"]})
        + START
        + user("susun")
        + user("periksa"),
        "mulai > susun > periksa",
        key="nota_dinas",
        outside='<bpmn:collaboration id="semua"><bpmn:participant id="dinas" name="Dinas" '
        'processRef="nota_dinas"/></bpmn:collaboration>',
    )
)


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        app.register(office())
        account(app, "perancang", "kantor", "kasubag", "designer", "administrator")
        account(app, "staf", "kantor", "staf")
        yield app


def test_an_uploaded_sop_is_corrected_deployed_and_worked_by(
    sit_down: SitDown, app: Application, tmp_path: Path
) -> None:
    file = tmp_path / "nota dinas.bpmn"
    file.write_bytes(FILE)
    with running(app, demo=True) as address:
        designer = sit_down(address)
        designer.log_in("perancang", PASSWORD)
        page = designer.page
        upload(page, file)
        rename(page, "susun", "Menyusun nota dinas")
        set_standard(page, "susun", "Kegiatan", "2 jam")
        expect(page.locator("#designer-summary")).to_have_text("Tidak ada temuan", timeout=15_000)
        append(page, "periksa", "append.append-task", "Mengarsipkan nota")
        detached(page)
        foreseen(page)
        designer.check("the editor with its forecast")
        expect(page.locator("#designer-status")).to_contain_text("Tersimpan", timeout=15_000)
        page.get_by_role("link", name="Terbitkan").click()
        page.locator("button[name=berlaku][value=sekarang]").click()
        expect(page.get_by_text("Versi 1 (berlaku)")).to_be_visible()

        officer = sit_down(address)
        officer.log_in("staf", PASSWORD)
        begin(officer.page)
        officer.page.goto("/tugas")
        expect(officer.page.locator("main")).to_contain_text("Menyusun nota dinas")
        for by in ("staf", "kasubag"):
            (task,) = app.tasks("kantor", officer=by)
            app.complete(task["id"], by=by)
        page.goto("/tugas")
        expect(page.locator("main")).to_contain_text("Mengarsipkan nota")


def upload(page: Page, file: Path) -> None:
    """Upload the file and wait until it is drawn."""
    page.goto("/perancang")
    form = page.locator("form[action='/perancang/unggah']")
    form.locator("[name=berkas]").set_input_files(file)
    form.locator("button").click()
    expect(page.locator("#designer")).to_have_attribute("data-ready", "true", timeout=20_000)


def rename(page: Page, node: str, name: str) -> None:
    """Write another name on a shape, in its place."""
    shape(page, node).dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type(name)
    blank(page)
    expect(page.locator(f'[data-element-id="{node}"] text')).to_contain_text(name.split()[0])


def set_standard(page: Page, node: str, kind: str, text: str) -> None:
    """Select a shape and write its time standard in the panel."""
    shape(page, node).click()
    expect(page.locator("#designer-panel")).to_contain_text(kind, ignore_case=True)
    page.get_by_label("Waktu baku", exact=True).fill(text)
    page.keyboard.press("Tab")


def append(page: Page, node: str, action: str, name: str) -> None:
    """Add a step behind a shape by its context pad and write its name."""
    shape(page, node).click()
    page.locator(f'.djs-context-pad [data-action="{action}"]').click()
    page.keyboard.type(name)
    blank(page)
    expect(page.locator(".djs-visual text", has_text=name.split()[0])).to_have_count(1)


def detached(page: Page) -> None:
    """Take a flow away: it is said at once; undone by the keyboard it is no more."""
    summary = page.locator("#designer-summary")
    page.mouse.click(*middle(page, "periksa"))
    page.keyboard.press("Delete")
    expect(summary).to_have_text("0 harus diperbaiki, 1 perlu diperhatikan", timeout=15_000)
    expect(page.locator("#designer-findings li")).to_contain_text("Sambungkan dengan alur")
    page.keyboard.press("Control+z")
    expect(summary).to_have_text("Tidak ada temuan", timeout=15_000)


def foreseen(page: Page) -> None:
    """Look ahead: what is on the screen counts, and a row leads to its shape."""
    page.get_by_role("button", name="Perkiraan").click()
    result = page.locator("#designer-forecast-result")
    expect(result.locator("tbody tr")).to_have_count(3)
    expect(result.get_by_role("row", name="Menyusun nota dinas")).to_contain_text("2 jam")
    expect(result).to_contain_text("Seharusnya langkah")
    result.get_by_role("button", name="Mengarsipkan nota").click()
    expect(page.get_by_label("Waktu baku", exact=True)).to_have_value("")
    page.get_by_label("Waktu baku", exact=True).fill("1 hari")
    page.keyboard.press("Tab")
    row = result.get_by_role("row", name="Mengarsipkan nota")
    expect(row).to_contain_text("1 hari", timeout=15_000)


def begin(page: Page) -> None:
    """Start an instance of the new version."""
    page.goto("/pelaksanaan/mulai")
    page.locator("[name=sop]").select_option("kantor/nota_dinas")
    page.locator("[name=judul]").fill("Nota pertama")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nota pertama")


def shape(page: Page, node: str) -> Locator:
    """Return what of a shape is clicked."""
    return page.locator(f'[data-element-id="{node}"] .djs-hit').first


def blank(page: Page) -> None:
    """Click where nothing is drawn."""
    box = page.locator("#designer-canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 15)


def middle(page: Page, node: str) -> tuple[float, float]:
    """Return a point on the screen in the middle of the flow that leads on from a shape."""
    x, y = page.evaluate(
        """(id) => {
          const registry = sopanDesigner.modeler.get('elementRegistry');
          const drawn = registry.getGraphics(registry.get(id).outgoing[0]);
          const path = drawn.querySelector('.djs-visual > path');
          const at = path.getPointAtLength(path.getTotalLength() / 2);
          const on = new DOMPoint(at.x, at.y).matrixTransform(path.getScreenCTM());
          return [on.x, on.y];
        }""",
        node,
    )
    return x, y
