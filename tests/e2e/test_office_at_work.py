"""An office at work through its pages: a whole LAKIP cycle, a breach, Ramadan, and an intruder."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from engine import people
from engine.app import Application
from engine.clock import FixedClock
from engine.core.people import Officer
from processes import catalogue
from tests.builders import MONDAY
from tests.e2e.conftest import SitDown
from tests.e2e.people import Person
from tests.integration.browsing import PASSWORD, account
from tests.integration.test_calendar_weeks import WAITING

OFFICERS = ("kadis", "sekretaris", "kasubag", "staf")
TITLE = "LAKIP 2026"
ENDING = "form[action$='/selesai'] button.btn-primary"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY + timedelta(days=21))


@pytest.fixture
def app(clock: FixedClock) -> Iterator[Application]:
    with Application.open("sqlite://", clock=clock) as app:
        app.deploy_paths([catalogue.builtin()])
        app.change_people("boalemo", people.add_officer(Officer("kabid", "Contoh Kabid")))
        for officer in (*OFFICERS, "kabid"):
            account(app, officer, "boalemo", officer)
        account(app, "kaban", "babel-kesbangpol", "kaban", "designer", "auditor")
        account(app, "pengelola", None, None, "administrator")
        yield app


@pytest.fixture
def desk(sit_down: SitDown, address: str) -> "Desks":
    return Desks(sit_down, address)


class Desks:
    """Where people sit who have logged in; each logs in once."""

    def __init__(self, sit_down: SitDown, address: str) -> None:
        """Remember where they log in."""
        self._sit_down, self._address = sit_down, address
        self._people: dict[str, Person] = {}

    def __call__(self, login: str, *, phone: bool = False) -> Page:
        """Return the page of somebody, who logs in first if need be."""
        if login not in self._people:
            person = self._people[login] = self._sit_down(self._address, phone=phone)
            person.log_in(login, PASSWORD)
        return self._people[login].page


def opened(page: Page) -> None:
    """Open the first task of the list, and take it if nobody has it."""
    page.goto("/tugas")
    page.locator("a[id^=tugas-]").first.click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    claim = page.get_by_role("button", name="Ambil", exact=True)
    if claim.count():
        claim.click()
        expect(page.get_by_role("status").first).to_contain_text("Tugas diambil")


def done(page: Page, following: str = "") -> None:
    """Do the first task of the list with its first answer; the list then says what is next."""
    opened(page)
    page.locator(ENDING).first.click()
    page.wait_for_url("**/tugas")
    expect(page.get_by_role("status").first).to_contain_text(following or "Selesai:")


def test_five_officers_bring_a_lakip_to_its_end(desk: Desks, app: Application) -> None:
    kasubag, staf, sekretaris = desk("kasubag"), desk("staf", phone=True), desk("sekretaris")
    kasubag.goto("/pelaksanaan/mulai")
    kasubag.locator("[name=sop]").select_option("boalemo/lakip")
    kasubag.locator("[name=judul]").fill(TITLE)
    kasubag.locator("main form button.btn-primary").click()
    expect(kasubag.get_by_role("heading", level=1)).to_contain_text(TITLE)
    for page in (kasubag, kasubag, staf, staf, kasubag, kasubag):
        done(page)

    opened(sekretaris)
    sekretaris.get_by_text("Kembalikan (minta perbaikan)").click()
    sekretaris.get_by_label("Dikembalikan ke").select_option("langkah_6")
    sekretaris.get_by_role("button", name="Kembalikan", exact=True).click()
    assert sekretaris.url.endswith("/tugas") is False, "a reason is required"
    sekretaris.locator("#alasan-kembali").fill("Capaian triwulan IV belum lengkap")
    sekretaris.get_by_role("button", name="Kembalikan", exact=True).click()
    sekretaris.wait_for_url("**/tugas")
    kasubag.goto("/tugas")
    expect(kasubag.locator("main")).to_contain_text("Capaian triwulan IV belum lengkap")
    expect(kasubag.locator("main")).to_contain_text("putaran 2", ignore_case=True)
    done(kasubag)
    done(sekretaris)
    done(sekretaris)

    stand_in(desk("pengelola"), date(2026, 2, 2))
    deputy = desk("kabid", phone=True)
    opened(deputy)
    expect(deputy.locator("main")).to_contain_text("bukan tanda tangan elektronik")
    deputy.get_by_role("button", name="Ditandatangani").focus()
    deputy.keyboard.press("Enter")
    deputy.wait_for_url("**/tugas")
    done(kasubag)
    done(staf, "berakhir")

    (ended,) = app.instances("boalemo", "completed")
    head = desk("kadis", phone=True)
    head.goto(f"/pelaksanaan/{ended['id']}")
    expect(head.locator("main")).to_contain_text("11 dari 11 kegiatan selesai")
    expect(head.locator("main")).to_contain_text("Contoh Kabid selaku Plh. Kepala Dinas")


def stand_in(page: Page, day: date) -> None:
    """Let the administrator put somebody in the place of the head for a week."""
    page.goto("/admin/instansi/boalemo/penunjukan/baru?jabatan=kepala-dinas&jenis=plh")
    page.locator("[name=pejabat]").select_option("kabid")
    page.locator("[name=mulai]").fill(day.isoformat())
    page.locator("[name=sampai]").fill((day + timedelta(days=7)).isoformat())
    page.locator("[name=surat]").fill("800/12/2026")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/penunjukan")
    expect(page.locator("main")).to_contain_text("Contoh Kabid")


def test_a_superior_sees_a_breach_and_takes_note_of_it(
    desk: Desks, app: Application, clock: FixedClock
) -> None:
    app.start("boalemo/lakip", title=TITLE, by="kasubag")
    clock.advance(timedelta(days=3))
    app.tick()
    page = desk("sekretaris", phone=True)
    page.goto("/pemberitahuan")
    expect(page.locator("main")).to_contain_text("waktu baku")
    page.goto("/dasbor")
    page.locator("a[href^='/dasbor/tugas?'][href*='late']").first.click()
    page.locator("a[href^='/dasbor/tugas/']").first.click()
    expect(page.locator("main")).to_contain_text("melewati waktu baku", ignore_case=True)
    form = page.locator("form[action$='/catat']")
    form.locator("[name=alasan]").fill("Sudah dibicarakan, menunggu data bidang")
    form.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Dicatat atasan")
    (item,) = app.tasks(agency="boalemo")
    assert app.task(item["id"])["late"], "taking note changes nothing about compliance"


def test_an_administrator_changes_ramadan_hours_and_sees_deadlines_move(
    desk: Desks, app: Application
) -> None:
    app.start("boalemo/lakip", title=TITLE, by="kasubag")
    (task,) = app.tasks(agency="boalemo")
    app.deploy(WAITING, agency="boalemo")
    waiting = app.start("boalemo/proses", title="Surat bertenggat")["id"]
    page = desk("pengelola")
    page.goto("/admin/instansi/boalemo/kalender")
    page.locator("summary", has_text="Ramadan atau masa lain").click()
    page.locator("#masa-masa").fill("Ramadan uji")
    page.locator("#masa-mulai").fill("2026-02-02")
    page.locator("#masa-sampai").fill("2026-02-13")
    expect(page.locator("#masa-minggu")).to_have_value(
        "senin-kamis 08.00-12.00 12.30-15.00\njumat 08.00-11.30 12.30-15.30"
    )
    page.locator("#masa-minggu").fill("senin-jumat 10.00-12.00, 12.30-15.00")
    page.locator("details[open]").get_by_role("button", name="Lihat akibatnya").click()
    main = page.locator("main")
    expect(main).to_contain_text("2 tenggat bergeser")
    expect(main).to_contain_text("1 pengatur waktu bergeser")
    expect(main).to_contain_text("Batas isi")
    expect(main).to_contain_text(TITLE)
    assert app.task(task["id"])["deadline"] == task["deadline"]
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(page.get_by_role("status").first).to_contain_text("2 tenggat bergeser")
    assert app.task(task["id"])["deadline"] > task["deadline"]
    officer = desk("kadis")
    officer.goto(f"/pelaksanaan/{task['instance']}")
    expect(officer.locator("main")).to_contain_text("Tenggat bergeser")
    officer.goto(f"/pelaksanaan/{waiting}")
    expect(officer.locator("main")).to_contain_text("Pengatur waktu bergeser")

    page.locator("summary", has_text="Jam kerja mingguan").click()
    expect(page.locator("#minggu-mulai")).to_have_value("2026-02-03")
    page.locator("#minggu-minggu").fill("sabtu 08.00-12.00")
    page.locator("details[open]").get_by_role("button", name="Lihat akibatnya").click()
    expect(main).to_contain_text("Berlaku sejak Selasa, 3 Februari 2026")
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(main).to_contain_text("Berlaku sejak Selasa, 3 Februari 2026")
    page.get_by_role("button", name="Cabut perubahan ini").click()
    page.get_by_role("button", name="Simpan perubahan").click()
    expect(main).not_to_contain_text("Berlaku sejak Selasa")


def test_a_unit_is_made_and_the_dashboard_is_narrowed_to_it(desk: Desks, app: Application) -> None:
    app.start("boalemo/lakip", title=TITLE, by="kasubag")
    page = desk("pengelola", phone=True)
    page.goto("/admin/instansi/boalemo/jabatan")
    page.get_by_role("link", name="Tambah unit").click()
    page.get_by_label("Nama unit").fill("Subbagian Program")
    page.get_by_label("Jabatan yang memimpin").select_option("kasubag-penyusunan-program")
    page.get_by_label("Bagian dari").select_option("sekretariat")
    page.get_by_label("Kepala Sub Bagian Penyusunan Program (sekarang di Sekretariat)").check()
    page.get_by_role("button", name="Tambah unit").click()
    units = page.get_by_role("region", name="Unit kerja")
    expect(units).to_contain_text("Subbagian Program")
    expect(units).to_contain_text("Jabatan: 1.")
    for unit in ("subbagian-program", "sekretariat"):  # the whole and its part
        page.goto(f"/dasbor/tugas?instansi=boalemo&unit={unit}")
        expect(page.locator("main")).to_contain_text(TITLE)
    page.goto("/dasbor/tugas?instansi=boalemo&unit=-")
    expect(page.locator("main")).not_to_contain_text(TITLE)


def test_an_intruder_gets_nothing(desk: Desks, app: Application) -> None:
    started = app.start("boalemo/lakip", title=TITLE, by="kasubag")
    task = app.show(started["id"])["open"][0]["id"]
    page = desk("kaban")
    for path in ("/tugas", "/pelaksanaan?keadaan=semua", "/dasbor", "/perancang", "/sop"):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert TITLE not in page.content()
        assert "Boalemo" not in page.locator("main").inner_text()
    for path in (
        f"/pelaksanaan/{started['id']}",
        f"/tugas/{task}",
        f"/dasbor/tugas/{task}",
        "/sop/boalemo/lakip",
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404
        assert TITLE not in page.content()
    answer = page.goto("/admin/instansi/boalemo/jabatan")
    assert answer is not None
    assert answer.status == 403


def test_the_inbox_needs_no_scripts(browser: Browser, address: str, app: Application) -> None:
    app.start("boalemo/lakip", title=TITLE, by="kasubag")
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    Person(page).log_in("kasubag", PASSWORD)
    done(page)
    done(page)
    context.close()
    assert len(app.tasks(agency="boalemo")) == 1


def test_a_keyboard_is_enough_to_do_a_task(desk: Desks, app: Application) -> None:
    app.start("boalemo/lakip", title=TITLE, by="kasubag")
    page = desk("kasubag")
    page.goto("/tugas")
    for id in ("ambil-", "buka-"):
        tab_to(page, id)
        page.keyboard.press("Enter")
        expect(page.locator("[id^=ambil-]")).to_have_count(0)
    page.wait_for_url("**/tugas/*")
    tab_to(page, "selesai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tugas")
    expect(page.get_by_role("status").first).to_contain_text("Selesai:")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a control with that id, or the button that ends a form, has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(REACHED, wanted):
            return
    raise AssertionError(f"Tab does not reach {wanted}")


REACHED = """wanted => {
  const here = document.activeElement;
  return here.id.startsWith(wanted)
    || here.matches(`form[action$='/${wanted}'] .btn-primary`);
}"""
