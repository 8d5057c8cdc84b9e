"""The Perancang in a real browser: drawing, the panel, two at once, versions side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.app import Application
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account

ROOT = Path(__file__).resolve().parents[2]
MODEL = "sopanDesigner.modeler"

EVERY_KIND = """() => {
  const modeler = sopanDesigner.modeler;
  const factory = modeler.get('elementFactory');
  const modeling = modeler.get('modeling');
  const pool = modeler.get('elementRegistry').get('instansi');
  const host = modeler.get('elementRegistry').get('langkah_2');
  const of = (type, event) => factory.createShape({
    type: `bpmn:${type}`,
    ...(event && { eventDefinitionType: `bpmn:${event}EventDefinition` }),
  });
  const plain = `Task UserTask ManualTask ServiceTask ScriptTask BusinessRuleTask SendTask
    ReceiveTask CallActivity SubProcess Transaction ExclusiveGateway ParallelGateway
    InclusiveGateway EventBasedGateway StartEvent EndEvent IntermediateThrowEvent
    IntermediateCatchEvent
    DataObjectReference DataStoreReference`.split(/\\s+/).map((type) => [type]);
  const events = {
    StartEvent: ['Timer', 'Message', 'Signal', 'Conditional'],
    EndEvent: ['Message', 'Signal', 'Error', 'Escalation', 'Terminate'],
    IntermediateCatchEvent: ['Timer', 'Message', 'Signal', 'Conditional', 'Link'],
    IntermediateThrowEvent: ['Message', 'Signal', 'Escalation', 'Link'],
  };
  for (const [type, kinds] of Object.entries(events)) {
    plain.push(...kinds.map((each) => [type, each]));
  }
  const made = plain.map(([type, event], index) =>
    modeling.createShape(of(type, event), { x: 300 + 10 * index, y: 300 }, pool));
  for (const event of ['Timer', 'Message', 'Signal', 'Conditional', 'Error', 'Escalation']) {
    const at = { x: host.x + 20, y: host.y + host.height };
    made.push(modeling.createShape(of('BoundaryEvent', event), at, host, { attach: true }));
  }
  for (const type of ['TextAnnotation', 'Group']) {
    made.push(modeling.createShape(of(type), { x: 900, y: 1200 }, pool.parent));
  }
  return made.map((shape) => shape.id);
}"""


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        app.deploy_paths([ROOT / "processes" / "boalemo"])
        account(app, "ani", "boalemo", "kasubag", "designer")
        account(app, "budi", "boalemo", "sekretaris", "designer")
        yield app


@pytest.fixture
def page(sit_down: SitDown, address: str) -> Page:
    """A designer who has begun to change the LAKIP SOP."""
    person = sit_down(address)
    person.log_in("ani", PASSWORD)
    begin(person.page)
    return person.page


def begin(page: Page) -> None:
    """Begin, or go on with, a draft of the LAKIP SOP and wait until it is drawn."""
    page.goto("/perancang")
    page.get_by_role("button", name="Mulai dari versi terakhir").click()
    ready(page)


def ready(page: Page) -> None:
    """Wait until the diagram is drawn and checked."""
    expect(page.locator("#designer")).to_have_attribute("data-ready", "true", timeout=20_000)


def select(page: Page, node: str) -> None:
    """Select a shape of the diagram."""
    page.evaluate(
        f"id => {{ const m = {MODEL}; m.get('selection').select(m.get('elementRegistry').get(id));"
        " m.get('canvas').scrollToElement(id); }",
        node,
    )


def saved(page: Page) -> None:
    """Wait until everything is saved."""
    expect(page.locator("#designer-status")).to_contain_text("Tersimpan", timeout=15_000)


def source(page: Page) -> str:
    """Return the BPMN as it is on the screen."""
    return str(page.evaluate(f"async () => (await {MODEL}.saveXML({{format: true}})).xml"))


def on_server(app: Application) -> str:
    """Return the BPMN as it was saved."""
    writer: Any = author()
    (draft,) = app.drafts(writer)
    return app.draft_source(draft["id"], writer).decode()


def author() -> Any:
    from engine.drafting import Author

    return Author("uji", None, None, frozenset({"designer"}))


def test_a_step_is_described_in_words_and_saved_by_itself(page: Page, app: Application) -> None:
    select(page, "langkah_7")
    standard = page.get_by_label("Waktu baku", exact=True)
    expect(standard).to_have_value("1 hari")
    standard.fill("dua hari")
    expect(page.locator("#designer-panel")).to_contain_text("Tulis angka dan satuannya")
    standard.fill("3 hari")
    page.get_by_label("Kelengkapan").fill("Draf LAKIP\nNota dinas")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("#designer-status")).to_contain_text("Tersimpan")
    page.wait_for_timeout(2500)
    step = on_server(app).partition('id="langkah_7"')[2].partition("</bpmn:userTask>")[0]
    assert '<sop:timeStandard duration="P3D" />' in step
    assert "<sop:input>Nota dinas</sop:input>" in step
    assert '<sop:option value="ya" label="Benar, diteruskan" />' in step
    for _ in range(2):
        page.get_by_role("button", name="Urungkan").click()
    expect(standard).to_have_value("1 hari")


def test_the_whole_sop_is_described_in_the_panel(page: Page) -> None:
    expect(page.get_by_label("Nomor SOP")).to_have_value("460/DSPMD/SOP/11.a/1/2024")
    page.get_by_label("Tanggal efektif").fill("1 Januari 2027")
    panel = page.locator("#designer-panel")
    for group in ("Tangga pengingat", "Batas waktu hukum"):
        panel.locator(".bio-properties-panel-group-header", has_text=group).get_by_role(
            "button"
        ).first.click()
    rungs = panel.locator(
        ".bio-properties-panel-group-header", has_text="Anak tangga: tiap kegiatan"
    )
    rungs.get_by_role("button").first.click()
    page.get_by_label("Saat").fill("150%")
    page.keyboard.press("Tab")
    expect(panel.get_by_label("Saat")).to_have_value("150%")
    text = source(page)
    assert 'effectiveOn="1 Januari 2027"' in text
    assert '<sop:rung at="150%" kind="overdue" notify="performer superior" />' in text


def test_a_form_with_a_table_is_made_in_the_panel(page: Page) -> None:
    select(page, "langkah_4")
    panel = page.locator("#designer-panel")
    header = panel.locator(".bio-properties-panel-group-header")
    header.filter(has_text="Formulir").get_by_role("button").first.click()
    expect(page.get_by_label("Variabel")).to_have_value("isian_1")
    page.get_by_label("Variabel").fill("2 kata")
    expect(panel).to_contain_text("Hanya huruf, angka, dan _")
    page.get_by_label("Variabel").fill("realisasi")
    panel.locator('[name="sop-field-0-type"]').select_option(label="tabel")
    header.filter(has_text="Kolom: Isian 1").get_by_role("button").first.click()
    total = panel.get_by_label("Dijumlahkan di bawah")
    if not total.is_visible():
        panel.locator(".bio-properties-panel-collapsible-entry-header", has_text="Kolom 1").click()
    total.check()
    page.keyboard.press("Tab")
    page.wait_for_timeout(800)
    form = source(page).partition('id="langkah_4"')[2].partition("</sop:form>")[0]
    assert '<sop:field id="realisasi" label="Isian 1" type="table">' in form
    assert '<sop:column id="kolom_1" label="Kolom 1" total="true" />' in form


def test_a_step_is_drawn_and_what_is_missing_is_said_at_once(page: Page) -> None:
    expect(page.locator("#designer-summary")).to_have_text("Tidak ada temuan")
    palette = page.locator(".djs-palette")
    palette.get_by_role("button", name="Buat kegiatan").click()
    canvas = page.locator("#designer-canvas").bounding_box()
    lane = page.locator('[data-element-id="staf"] .djs-hit').first.bounding_box()
    assert canvas
    assert lane
    x = canvas["x"] + canvas["width"] - 120
    y = min(lane["y"] + lane["height"] / 2, canvas["y"] + canvas["height"] - 60)
    page.mouse.move(x - 40, y - 10)
    page.mouse.move(x, y, steps=4)
    page.mouse.click(x, y)
    page.keyboard.type("Menggandakan")
    page.mouse.click(x, canvas["y"] + 30)
    drawn = page.evaluate(
        f"() => {MODEL}.get('elementRegistry').filter(e => !e.labelTarget &&"
        " e.businessObject.name === 'Menggandakan')"
        ".map(e => [e.id, e.type, e.businessObject.lanes?.[0].name])"
    )
    assert [each[1:] for each in drawn] == [["bpmn:UserTask", "STAF"]]
    expect(page.locator("#designer-summary")).to_have_text(
        "0 harus diperbaiki, 1 perlu diperhatikan", timeout=15_000
    )
    finding = page.locator("#designer-findings").get_by_role("button")
    expect(finding).to_contain_text("Sambungkan dengan alur")
    finding.click()
    expect(page.locator(".finding-sign")).to_have_count(1)
    page.get_by_role("button", name="Urungkan").click()


def test_everything_the_designer_says_is_indonesian(page: Page) -> None:
    nodes = page.evaluate(f"() => {MODEL}.get('elementRegistry').getAll().map(e => e.id)")
    for node in nodes:
        select(page, node)
    select(page, "langkah_7")
    page.locator(".djs-context-pad").get_by_title("Ubah jenis").click()
    expect(page.get_by_text("Panggil SOP lain")).to_be_visible()
    expect(page.get_by_text("Subproses bebas")).to_have_count(0)
    page.keyboard.press("Escape")
    assert page.evaluate("() => [...sopanDesigner.missing]") == []


def test_every_kind_of_element_has_an_indonesian_panel_and_menu(page: Page) -> None:
    made = page.evaluate(EVERY_KIND)
    assert len(made) > 40
    for node in made:
        page.evaluate(
            f"id => {{ const m = {MODEL}; const e = m.get('elementRegistry').get(id);"
            " m.get('selection').select(e);"
            " m.get('popupMenu').open(e, 'bpmn-replace', {x: 500, y: 500}, {}); }",
            node,
        )
        page.evaluate(
            "() => document.querySelectorAll('#designer-panel"
            " .bio-properties-panel-group-header:not(.open)').forEach(each => each.click())"
        )
    page.wait_for_timeout(300)
    assert page.evaluate("() => [...sopanDesigner.missing]") == []


def test_two_at_once_are_told_and_nobodys_work_is_lost(
    page: Page, sit_down: SitDown, address: str, app: Application
) -> None:
    other = sit_down(address)
    other.log_in("budi", PASSWORD)
    begin(other.page)
    expect(other.page.get_by_role("alert")).to_contain_text("sedang membuka draf ini")
    for who, name in ((page, "Milik Ani"), (other.page, "Milik Budi")):
        select(who, "langkah_1")
        who.locator(".bio-properties-panel-group-header", has_text="Umum").click()
        who.get_by_label("Nama", exact=True).fill(name)
        who.keyboard.press("Tab")
        if who is page:
            saved(page)
    alert = other.page.get_by_role("alert").filter(has_text="Pekerjaan Anda masih ada")
    expect(alert).to_be_visible(timeout=15_000)
    assert "Milik Ani" in on_server(app)
    with other.page.expect_download() as download:
        alert.get_by_role("button", name="Unduh milik saya").click()
    assert "Milik Budi" in Path(download.value.path()).read_text(encoding="utf-8")
    alert.get_by_role("button", name="Simpan milik saya di atasnya").click()
    saved(other.page)
    assert "Milik Budi" in on_server(app)
    other.page.get_by_role("link", name="Riwayat draf").click()
    expect(other.page.get_by_role("button", name="Pulihkan")).to_have_count(2)


def test_work_survives_a_session_that_ended(page: Page, app: Application) -> None:
    select(page, "langkah_3")
    other = page.context.new_page()
    other.goto("/akun")
    other.locator("details.account-menu summary").click()
    other.get_by_role("button", name="Keluar", exact=True).click()
    other.wait_for_url("**/masuk")
    page.get_by_label("Waktu baku", exact=True).fill("7 jam")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("Masuklah lagi", timeout=15_000)
    other.get_by_label("Nama pengguna").fill("ani")
    other.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Masuk").click()
    other.wait_for_url(lambda url: "/masuk" not in url)
    saved(page)
    assert '<sop:timeStandard duration="PT7H" />' in on_server(app)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_leaving_waits_for_the_last_change(page: Page, app: Application) -> None:
    select(page, "langkah_2")
    page.get_by_label("Waktu baku", exact=True).fill("5 jam")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Terbitkan").click()
    page.wait_for_url("**/terbit")
    assert '<sop:timeStandard duration="PT5H" />' in on_server(app)
    expect(page.get_by_role("row", name="5 jam")).to_be_visible()
    page.get_by_role("button", name="Terbitkan dan berlakukan sekarang").click()
    expect(page.get_by_text("Versi 2 (berlaku)")).to_be_visible()
    page.get_by_role("link", name="Bandingkan").click()
    expect(page.locator("[data-bpmn-compare]")).to_have_attribute("data-ready", "true")
    expect(page.locator(".bpmn-badge.changed")).to_have_count(2)
    expect(page.get_by_role("link", name="bpmn.io").first).to_be_visible()


@pytest.mark.parametrize("phone", [True, False])
def test_the_editor_keeps_nobody_out(sit_down: SitDown, address: str, phone: bool) -> None:
    person = sit_down(address, phone=phone)
    person.log_in("ani", PASSWORD)
    begin(person.page)
    person.check("the editor, drawn")


def test_a_table_is_edited_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/perancang")
    page.get_by_label("Nama pengguna").fill("ani")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Mulai dari versi terakhir").click()
    page.get_by_role("link", name="Tabel").first.click()
    row = page.get_by_role("group", name="Baris 2")
    row.get_by_label("Waktu").fill("3 jam")
    row.get_by_role("button", name="Tambah di bawah").click()
    fresh = page.get_by_role("group", name="Baris 3")
    expect(fresh.get_by_label("Kegiatan")).to_have_value("Kegiatan baru")
    fresh.get_by_text("Keputusan (Ya/Tidak)").click()
    fresh.get_by_label("Keputusan: bila Tidak, ke").select_option(index=1)
    fresh.get_by_label("Pertanyaan keputusan").fill("Lengkap?")
    page.get_by_role("button", name="Simpan tabel").last.click()
    expect(page.get_by_role("status")).to_contain_text("Tabel tersimpan.")
    expect(page.get_by_role("group", name="Baris 2").get_by_label("Waktu")).to_have_value("3 jam")
    context.close()
