"""The pages of administration: people, calendar, channels, incidents, the trail, accounts."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from engine.app import Application
from engine.channels import Wanted
from engine.clock import FixedClock
from engine.core import staffing
from engine.core.errors import NotPermitted, Refusal
from engine.core.people import Appointment, Officer, Unit
from engine.notices import Tell, tell
from engine.people import By, add_officer, add_unit, appoint
from engine.settings import Settings
from engine.watching import Asked
from handlers.contract import Handler, Permanent
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.browsing import Browser, account, said
from tests.integration.receivers import webhook
from tests.integration.services import Counting, nodes, one

HERE = "/admin/instansi/kantor"
SETTINGS = Settings(channel_network="local", secret_key="kunci-untuk-uji-yang-panjang")
SOP = '<bpmn:extensionElements><sop:timeStandard duration="P2D"/></bpmn:extensionElements>'
MODEL = process(
    laned({"Kasubag": ["kerja"]}) + START + user("kerja", SOP) + END, "mulai > kerja > selesai"
)
STUCK = one("rusak", key="macet")


@pytest.fixture
def app(database: Database) -> Application:
    broken = Counting(failures=99, error=Permanent("alamat surat tidak ada"))
    handlers = {"rusak": Handler(broken)}
    app = Application(SETTINGS, database, FixedClock(MONDAY), handlers)
    app.register(office())
    app.register(office("tetangga"))
    account(app, "pengelola", None, None, "administrator")
    account(app, "pengelola.kantor", "kantor", "staf", "administrator")
    account(app, "pemeriksa", "kantor", "kasubag", "auditor")
    account(app, "kadis", "kantor", "kadis")
    return app


@pytest.fixture
def admin(address: str) -> Iterator[Browser]:
    with Browser(address, "pengelola.kantor") as browser:
        browser.open("/admin")
        yield browser


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def tamper(database: Database, where: str) -> None:
    unlock = (
        "DROP TRIGGER IF EXISTS event_append_only_update"
        if database.dialect == "sqlite"
        else "ALTER TABLE event DISABLE TRIGGER ALL"
    )
    change = f"UPDATE event SET officer = 'x' WHERE {where}"
    database.write(lambda c: [c.execute(text(each)) for each in (unlock, change)])


def name_plh(browser: Browser, **changed: str) -> tuple[int, str]:
    form = {
        "jenis": "plh",
        "pejabat": "staf",
        "jabatan": "kasubag",
        "mulai": "2026-01-12",
        "sampai": "2026-01-16",
        "surat": "SP 800/7",
        **changed,
    }
    answer = browser.fill(f"{HERE}/penunjukan/baru", **form)
    return answer.status_code, answer.text if answer.status_code != 303 else ""


def test_only_those_who_look_after_an_agency_come_in(address: str) -> None:
    pages = ("jabatan", "pejabat", "penunjukan", "kalender", "saluran", "kiriman", "gangguan")
    with Browser(address, "kadis") as head:
        for path in ("/admin", "/admin/akun", *(f"{HERE}/{page}" for page in (*pages, "riwayat"))):
            assert head.open(path).status_code == 403, path
        assert head.fill(f"{HERE}/pejabat", pengguna="x", nama="X").status_code == 403
    with Browser(address, "pemeriksa") as auditor:
        assert auditor.open("/admin").status_code == 200
        assert auditor.open(f"{HERE}/riwayat").status_code == 200
        assert auditor.fill(f"{HERE}/riwayat/periksa").status_code == 200
        for page in pages:
            assert auditor.open(f"{HERE}/{page}").status_code == 403, page
    with Browser(address, "pengelola.kantor") as own:
        assert "tetangga" not in own.open("/admin").text
        for page in (*pages, "riwayat"):
            assert own.open(f"{HERE}/{page}").status_code == 200, page
            assert own.open(f"/admin/instansi/tetangga/{page}").status_code == 404, page
        stolen = own.fill("/admin/instansi/tetangga/pejabat", pengguna="x", nama="X")
        assert stolen.status_code == 404
        assert (
            own.fill("/admin/instansi", kode="baru", nama="B", zona="Asia/Jakarta").status_code
            == 404
        )
        assert own.open("/admin/akun/pengelola").status_code == 404
        assert own.fill("/admin/akun/pengelola/sandi").status_code == 404
    with Browser(address, "pengelola") as every:
        assert every.open("/admin/instansi/tetangga/jabatan").status_code == 200


def test_without_the_token_of_the_page_nothing_changes(app: Application, admin: Browser) -> None:
    admin.token = "palsu"
    assert admin.fill(f"{HERE}/pejabat", pengguna="baru", nama="Baru").status_code == 403
    assert len(app.people("kantor")["officers"]) == 4


def test_a_plh_is_named_is_seen_at_a_glance_and_gets_the_work(
    app: Application, admin: Browser
) -> None:
    app.deploy(MODEL, agency="kantor")
    app.start("kantor/proses", title="Surat")
    assert app.tasks("kantor", officer="staf") == []
    assert name_plh(admin)[0] == 303
    page = words(admin.open(f"{HERE}/jabatan").text)
    assert "Plh. Kasubag : Contoh Staf, Senin, 12 Januari 2026 sampai Jumat, 16 Januari" in page
    assert len(app.tasks("kantor", officer="staf")) == 1
    work = app.tasks("kantor", officer="staf")[0]["id"]
    taken = app.claim(work, "staf")["work_item"]
    assert taken["capacity"] == "Plh. Kasubag"
    trail = admin.open(f"{HERE}/riwayat", peristiwa="AppointmentMade").text
    assert "SP 800/7" in trail
    assert "Contoh Staf" in trail


def test_a_refusal_stands_at_the_form_with_what_was_typed(admin: Browser) -> None:
    status, page = name_plh(admin, surat="", mulai="2026-01-13")
    assert status == 422
    assert "tetapi belum diisi. Isi nomor suratnya." in words(page)
    assert 'value="2026-01-13"' in page
    assert '<option value="staf" selected>' in page
    for changed, status, hint in (
        ({"pejabat": "stafff"}, 404, "Barangkali maksudnya"),
        ({"mulai": "besok"}, 422, "Betulkan tanggalnya"),
        ({"jenis": "pj"}, 422, "Pilih salah satunya"),
        ({"jenis": "plt"}, 409, "Pilih Plh. bila pejabatnya hanya berhalangan"),
        ({"mulai": "2026-01-01", "sampai": "2026-01-09"}, 422, "sudah berakhir"),
        ({"surat": "a\0b"}, 422, ""),
    ):
        found = name_plh(admin, **changed)
        assert found[0] == status, changed
        assert hint in words(found[1])
    assert name_plh(admin)[0] == 303
    again = name_plh(admin, pejabat="sekretaris", sampai="2026-01-14")
    assert again[0] == 409
    assert "Contoh Staf sudah ditunjuk (12 Januari 2026 sampai 16 Januari 2026)" in words(again[1])


def test_an_appointment_is_ended_and_one_that_has_not_begun_withdrawn(
    app: Application, admin: Browser
) -> None:
    name_plh(admin, mulai="2026-01-14")
    (planned,) = [a for a in app.people("kantor")["appointments"] if a["kind"] == "plh"]
    path = f"{HERE}/penunjukan/{planned['key']}"
    assert admin.fill(f"{path}/akhiri", sampai="2026-01-15").status_code == 303
    gone = admin.fill(f"{path}/akhiri", sampai="2026-01-15")
    assert gone.status_code == 404
    assert "sudah diubah orang lain" in said(gone)
    (planned,) = [a for a in app.people("kantor")["appointments"] if a["kind"] == "plh"]
    assert planned["until"] == "2026-01-15"
    path = f"{HERE}/penunjukan/{planned['key']}"
    assert admin.fill(f"{path}/akhiri", sampai="").status_code == 422
    assert admin.fill(f"{path}/batal").status_code == 303
    held = app.people("kantor")["appointments"]
    assert [a["kind"] for a in held] == ["definitive"] * 4
    begun = admin.fill(f"{HERE}/penunjukan/{held[0]['key']}/batal")
    assert begun.status_code == 409


def test_posts_and_officers_come_change_and_go(app: Application, admin: Browser) -> None:
    post = {"nama": "Analis <b>", "atasan": "sekretaris", "sebutan": "Analis Data\n\nAnalis"}
    assert admin.fill(f"{HERE}/jabatan", **post).status_code == 303
    page = admin.open(f"{HERE}/jabatan").text
    assert "Analis &lt;b&gt;" in page
    assert "kosong" in page
    twice = admin.fill(f"{HERE}/jabatan", **post)
    assert twice.status_code == 409
    assert "Analis Data" in twice.text
    assert admin.fill(f"{HERE}/jabatan/analis-b", nama="Analis", atasan="kadis").status_code == 303
    assert admin.fill(f"{HERE}/jabatan/kadis", nama="Kadis", atasan="staf").status_code == 422
    assert admin.fill(f"{HERE}/jabatan/kadis/hapus").status_code == 409
    assert admin.open(f"{HERE}/jabatan/tidak-ada").status_code == 404
    assert admin.fill(f"{HERE}/pejabat", pengguna="dewi", nama="Contoh Dewi").status_code == 303
    assert admin.fill(f"{HERE}/pejabat", pengguna="Dewi!", nama="D").status_code == 422
    assert admin.fill(f"{HERE}/pejabat/dewi", nama="Contoh Dewi Dua").status_code == 303
    assert admin.fill(f"{HERE}/pejabat/dewi", nama=" ").status_code == 422
    assert "Contoh Dewi Dua" in admin.open(f"{HERE}/pejabat").text
    assert admin.fill(f"{HERE}/jabatan/analis-b/hapus").status_code == 303
    assert admin.fill(f"{HERE}/pejabat/dewi/hapus").status_code == 303
    assert admin.fill(f"{HERE}/pejabat/kadis/hapus").status_code == 409
    kinds = [entry["kind"] for entry in app.trail("kantor", limit=6)][::-1]
    assert kinds == [
        "PositionAdded",
        "PositionChanged",
        "OfficerAdded",
        "OfficerRenamed",
        "PositionRemoved",
        "OfficerRemoved",
    ]
    assert app.verify_trail("kantor")["whole"]


def test_nobody_goes_while_work_is_open_with_them(app: Application, admin: Browser) -> None:
    app.deploy(MODEL, agency="kantor")
    app.start("kantor/proses")
    for each in app.people("kantor")["appointments"]:
        if each["position"] == "kasubag":
            admin.fill(f"{HERE}/penunjukan/{each['key']}/akhiri", sampai="2026-01-11")
    admin.fill(f"{HERE}/jabatan/staf", nama="Staf", atasan="sekretaris")
    refused = admin.fill(f"{HERE}/jabatan/kasubag/hapus")
    assert refused.status_code == 409
    assert "ada 1" in said(refused)


def test_what_is_kept_on_the_pages_is_not_undone_by_the_file(
    app: Application, admin: Browser
) -> None:
    admin.fill(f"{HERE}/pejabat", pengguna="dewi", nama="Contoh Dewi")
    assert app.register(office()) == "unchanged"
    assert len(app.people("kantor")["officers"]) == 5
    assert "Ikuti agency.toml lagi" in admin.open(f"{HERE}/jabatan").text
    assert admin.fill(f"{HERE}/kembalikan").status_code == 303
    assert app.register(office()) == "changed"
    assert len(app.people("kantor")["officers"]) == 4
    assert app.verify_trail("kantor")["whole"]


def test_head_and_administrators_change_people_nobody_else(app: Application) -> None:
    with pytest.raises(NotPermitted, match="staf"):
        app.change_people("kantor", add_officer(Officer("dewi", "Dewi")), By("staf"))
    app.change_people("kantor", add_officer(Officer("dewi", "Dewi")), By("kadis"))
    wanted = Appointment("kadis", "sekretaris", "plh", date(2026, 1, 12), date(2026, 1, 12), "S")
    app.change_people("kantor", appoint(wanted), By(None, "pengelola", administrator=True))
    app.change_people("kantor", add_officer(Officer("eka", "Eka")), By("sekretaris"))
    said_by = [(e["officer"], e["capacity"], e["data"].get("account")) for e in app.trail("kantor")]
    assert said_by[:3] == [
        ("sekretaris", "Plh. Kepala Dinas", None),
        (None, None, "pengelola"),
        ("kadis", "Kepala Dinas", None),
    ]
    assert staffing.key(wanted) in [a["key"] for a in app.people("kantor")["appointments"]]


def test_an_agency_is_made_and_filled(app: Application, address: str) -> None:
    with Browser(address, "pengelola") as every:
        every.open("/admin")
        form = {"nama": "Dinas Baru", "zona": "Asia/Jayapura"}
        for code, status in (("Salah Kode", 422), ("kantor", 409), ("dinas-baru", 303)):
            answer = every.fill("/admin/instansi", kode=code, **form)
            assert answer.status_code == status, code
        here = answer.headers["location"]
        assert every.fill(here, nama="Kepala Dinas").status_code == 303
        assert "Kepala Dinas" in every.open(here).text
        assert every.fill("/admin/instansi", kode="lain", nama="", zona="x").status_code == 422
    assert app.people("dinas-baru")["zone"] == "Asia/Jayapura"


def test_a_calendar_edit_is_looked_at_first(app: Application, admin: Browser) -> None:
    app.deploy(MODEL, agency="kantor")
    app.start("kantor/proses", title="Surat")
    form = {"jenis": "libur", "tanggal": "2026-01-13", "keterangan": "Haul pendiri"}
    looked = admin.fill(f"{HERE}/kalender/pratinjau", **form)
    assert "1 tenggat bergeser" in looked.text
    assert "14 Jan 2026" in looked.text
    assert "15 Jan 2026" in looked.text
    assert "Haul pendiri" not in admin.open(f"{HERE}/kalender", tahun=2026).text
    assert admin.fill(f"{HERE}/kalender", **form).status_code == 303
    page = words(admin.open(f"{HERE}/kalender", tahun=2026).text)
    assert "1 tenggat bergeser" in page
    assert "Selasa, 13 Januari 2026 tutup Haul pendiri" in page
    back = {"jenis": "biasa", "tanggal": "2026-01-13"}
    assert admin.fill(f"{HERE}/kalender", **back).status_code == 303
    assert admin.open(f"{HERE}/kalender", tahun=10**8).status_code == 200


@pytest.mark.parametrize(
    ("form", "hint"),
    [
        ({"jenis": "libur", "tanggal": "", "keterangan": "x"}, "Betulkan tanggalnya"),
        ({"jenis": "libur", "tanggal": "2026-01-13"}, "Tulis alasannya"),
        ({"jenis": "libur", "tanggal": "2026-01-13", "jam": "pagi"}, "pagi"),
        ({"jenis": "masa", "masa": "Pameran", "mulai": "2026-05-01"}, "belum lengkap"),
        ({"jenis": "minggu", "minggu": "senin 16.00-08.00"}, "Betulkan jamnya"),
        ({"jenis": "impor", "isi": "tanggal;jam\nsalah;tutup"}, "salah"),
        ({"jenis": "lain"}, "jenis"),
    ],
)
def test_a_calendar_edit_that_cannot_be(admin: Browser, form: dict[str, str], hint: str) -> None:
    for path in ("kalender/pratinjau", "kalender"):
        refused = admin.fill(f"{HERE}/{path}", **form)
        assert refused.status_code == 422
        assert hint in said(refused)


def test_seasons_weeks_and_tables_are_edited_too(app: Application, admin: Browser) -> None:
    edits = (
        {
            "jenis": "masa",
            "masa": "Ramadan",
            "mulai": "2026-02-19",
            "sampai": "2026-03-20",
            "minggu": "senin-kamis 08.00-15.00\njumat 08.00-15.30",
        },
        {"jenis": "minggu", "minggu": "sabtu 08.00-12.00"},
        {"jenis": "impor", "isi": "tanggal;jam;keterangan\n2026-05-20;tutup;Hari jadi"},
    )
    for form in edits:
        assert admin.fill(f"{HERE}/kalender/pratinjau", **form).status_code == 200
        assert admin.fill(f"{HERE}/kalender", **form).status_code == 303
    table = b"tanggal;jam;keterangan\n2026-05-21;07.30-12.00;Akhir"
    files = {"berkas": ("2026.csv", table, "text/csv")}
    looked = admin.fill(f"{HERE}/kalender/pratinjau", files, jenis="impor")
    assert "2026-05-21;07.30-12.00;Akhir" in looked.text
    broken = {"berkas": ("2026.csv", b"\xff\xfe\x00", "text/csv")}
    assert admin.fill(f"{HERE}/kalender/pratinjau", broken, jenis="impor").status_code == 422
    page = words(admin.open(f"{HERE}/kalender", tahun=2026).text)
    assert "Senin - Kamis 08.00-15.00 Jumat 08.00-15.30" in page
    assert "Berlaku sejak Selasa, 13 Januari 2026" in page
    assert "Jumat 07.30-11.30 13.00-16.30 Sabtu 08.00-12.00" in page
    strike = {"jenis": "minggu-hapus", "mulai": "2026-01-13"}
    assert admin.fill(f"{HERE}/kalender", **strike).status_code == 303
    assert admin.fill(f"{HERE}/kalender", **strike).status_code == 404
    assert admin.fill(f"{HERE}/kalender", jenis="masa-hapus", masa="Ramadan").status_code == 303
    assert app.calendar("kantor", date(2026, 1, 1), date(2026, 1, 1))["seasons"] == []


def test_weekly_hours_of_the_past_say_how_many_deadlines_that_breaches(
    app: Application, address: str
) -> None:
    app.deploy(MODEL, agency="kantor")
    app.start("kantor/proses", title="Surat")
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(timedelta(days=1, hours=23))  # an hour before it is due
    form = {"jenis": "minggu", "minggu": "rabu 05.00-06.00"}
    with Browser(address, "pengelola.kantor") as admin:
        admin.open("/admin")
        usual = words(admin.fill(f"{HERE}/kalender/pratinjau", **form).text)
        past = words(admin.fill(f"{HERE}/kalender/pratinjau", **form, mulai="2026-01-01").text)
    assert "Berlaku sejak Kamis, 15 Januari 2026" in usual
    assert "Tidak ada tenggat yang bergeser" in usual
    assert "Berlaku sejak Kamis, 1 Januari 2026" in past
    assert "1 tenggat bergeser" in past
    assert "1 tenggat langsung terlewati" in past


def test_units_are_made_moved_and_removed(app: Application, admin: Browser) -> None:
    assert "Belum ada unit" in admin.open(f"{HERE}/jabatan").text
    unit = {"nama": "Sekretariat <i>", "pimpinan": "sekretaris", "jabatan": "sekretaris"}
    assert admin.fill(f"{HERE}/unit", **unit).status_code == 303
    twice = admin.fill(f"{HERE}/unit", **unit)
    assert twice.status_code == 409
    assert "Tambahkan keterangan" in said(twice)
    inner = {"nama": "Subbagian", "pimpinan": "kasubag", "induk": "sekretariat-i"}
    assert admin.fill(f"{HERE}/unit", **inner, jabatan=["kasubag", "staf"]).status_code == 303
    page = admin.open(f"{HERE}/jabatan").text
    assert "Sekretariat &lt;i&gt;" in page
    assert "Pimpinan: Kasubag. Jabatan: 2." in words(page)
    around = {**unit, "induk": "subbagian"}
    assert admin.fill(f"{HERE}/unit/sekretariat-i", **around).status_code == 422
    assert admin.fill(f"{HERE}/unit/subbagian/hapus").status_code == 409
    led = admin.fill(f"{HERE}/jabatan/kasubag/hapus")
    assert led.status_code == 409
    empty = {**inner, "nama": "Subbagian Program", "induk": ""}
    assert admin.fill(f"{HERE}/unit/subbagian", **empty).status_code == 303
    assert [each["unit"] for each in app.people("kantor")["positions"]] == [
        "",
        "sekretariat-i",
        "",
        "",
    ]
    assert admin.fill(f"{HERE}/unit/subbagian/hapus").status_code == 303
    assert admin.open(f"{HERE}/unit/subbagian").status_code == 404
    assert admin.open("/admin/instansi/tetangga/unit").status_code == 404
    kinds = [entry["kind"] for entry in app.trail("kantor", limit=4)][::-1]
    assert kinds == ["UnitAdded", "UnitAdded", "UnitChanged", "UnitRemoved"]
    assert app.verify_trail("kantor")["whole"]
    assert app.register(office()) == "unchanged"  # kept on the pages now


def test_the_work_of_a_unit_is_that_of_the_units_within_it(app: Application) -> None:
    app.deploy(MODEL, agency="kantor")
    app.start("kantor/proses", title="Surat")
    app.change_people("kantor", add_unit(Unit("", "Sekretariat", "sekretaris"), ["sekretaris"]))
    inner = Unit("", "Subbagian", "kasubag", "sekretariat")
    app.change_people("kantor", add_unit(inner, ["kasubag"]))
    command = app.line("kantor", None, ("administrator",))
    for unit, count in (("sekretariat", 1), ("subbagian", 1), ("", 0)):
        assert app.worklist(command, Asked(unit=unit))["total"] == count, unit
    counts = {each["id"]: each["open"] for each in app.workload("kantor")["by_unit"]}
    assert counts == {"sekretariat": 1, "subbagian": 1}


def test_a_channel_is_added_tested_and_removed(app: Application, admin: Browser) -> None:
    with webhook() as receiver:
        form = {"milik": "jabatan:kasubag", "alamat": receiver.url, "nama": "Uji"}
        assert admin.fill(f"{HERE}/saluran", **form).status_code == 303
        (made,) = app.channels("kantor")
        path = f"{HERE}/saluran/{made['id']}"
        assert admin.fill(f"{path}/uji").status_code == 303
        assert len(receiver.messages) == 1
    failed = admin.fill(f"{path}/uji")
    assert failed.status_code == 503
    assert "Uji" in said(failed)
    assert admin.fill(f"/admin/instansi/tetangga/saluran/{made['id']}/uji").status_code == 404
    assert admin.fill(f"{path}/hapus").status_code == 303
    assert admin.fill(f"{path}/hapus").status_code == 404
    wrong = admin.fill(f"{HERE}/saluran", milik="pejabat:staf", alamat="file:///etc/passwd")
    assert wrong.status_code == 422
    assert 'value="file:///etc/passwd"' in wrong.text
    hidden = admin.fill(f"{HERE}/saluran", milik="pejabat:staf", alamat="env:PATH")
    assert hidden.status_code == 403
    assert app.channels("kantor") == []


def test_whoever_is_no_officer_is_named_by_the_account(app: Application, address: str) -> None:
    app.deploy(MODEL, agency="kantor")
    begun = app.start("kantor/proses", title="Surat", by="kasubag")["id"]
    with Browser(address, "pengelola") as every:
        every.open("/admin")
        assert every.fill(f"/pelaksanaan/{begun}/tunda", alasan="Menunggu data").status_code == 303
        holiday = {"jenis": "libur", "tanggal": "2026-01-15", "keterangan": "Hari jadi"}
        assert every.fill(f"{HERE}/kalender", **holiday).status_code == 303
        assert "Menunggu data pengelola" in words(every.open(f"/pelaksanaan/{begun}").text)
    account_of = {each["kind"]: each["data"].get("account") for each in app.trail("kantor")}
    assert account_of["InstanceSuspended"] == account_of["CalendarChanged"] == "pengelola"
    assert account_of["InstanceStarted"] is None
    assert app.verify_trail("kantor")["whole"]


def test_a_dead_letter_is_sent_again(app: Application, database: Database, admin: Browser) -> None:
    with webhook() as receiver:
        channel = app.add_channel(Wanted("kantor", receiver.url, "staf"))
    told = Tell("test", "staf", "kunci", urgent=True, facts={"name": "Contoh Staf"})
    app.run(lambda s: tell(s, s.agency("kantor"), told, MONDAY))
    where = text("UPDATE notice SET state = 'dead', next_at = NULL WHERE channel = :channel")
    database.write(lambda c: c.execute(where, {"channel": channel["id"]}))
    page = admin.open(f"{HERE}/kiriman").text
    assert "Contoh Staf" in page
    assert "1 kiriman gagal" in words(admin.open("/admin").text)
    (dead,) = app.sendings("kantor", state="dead")
    foreign = admin.fill(f"/admin/instansi/tetangga/kiriman/{dead['message']}")
    assert foreign.status_code == 404
    assert admin.fill(f"{HERE}/kiriman/{dead['message']}").status_code == 303
    assert app.sendings("kantor", state="dead") == []
    assert admin.fill(f"{HERE}/kiriman/{dead['message']}").status_code == 404
    assert admin.fill(f"{HERE}/kiriman").status_code == 303


def test_an_incident_is_tried_again_and_its_automatic_step_skipped(
    app: Application, address: str
) -> None:
    app.deploy(STUCK, agency="kantor")
    first, second = (app.start("kantor/macet", title=f"Macet {n}")["id"] for n in (1, 2))
    app.tick()
    one, other = app.incident_list("kantor")
    assert one["job"]
    path = f"{HERE}/gangguan"
    with Browser(address, "pengelola") as every:
        assert "2 gangguan" in words(every.open("/admin").text)
        page = every.open(path).text
        assert "Macet 1" in page
        assert "alamat surat tidak ada" in page
        refused = every.fill(f"{path}/{one['id']}/lewati", alasan=" ")
        assert refused.status_code == 422
        assert "alasan" in said(refused)
        skipped = every.fill(f"{path}/{one['id']}/lewati", alasan="Surat dikirim lewat pos")
        assert skipped.status_code == 303
        assert nodes(app, one["instance"]) == ["lanjut"]
        assert every.fill(f"{path}/{one['id']}/lewati", alasan="lagi").status_code == 404
        foreign = f"/admin/instansi/tetangga/gangguan/{other['id']}/ulangi"
        assert every.fill(foreign).status_code == 404
        assert every.fill(f"{path}/{other['id']}/ulangi").status_code == 303
    assert {one["instance"], other["instance"]} == {first, second}
    assert app.incident_list("kantor") == []
    app.tick()
    assert [each["instance"] for each in app.incident_list("kantor")] == [other["instance"]]


def test_the_trail_is_read_in_pages_and_a_change_in_it_is_found(
    app: Application, database: Database, admin: Browser
) -> None:
    for number in range(60):
        app.change_people("kantor", add_officer(Officer(f"o{number}", f"Orang {number}")))
    page = admin.open(f"{HERE}/riwayat").text
    assert "Orang 59" in page
    assert "<dd>Orang 1<" not in page
    older = re.search(r'href="([^"]+sebelum=\d+)"', page)
    assert older
    assert "<dd>Orang 1<" in admin.open(older[1].replace("&amp;", "&")).text
    assert (
        "Instansi didaftarkan" in admin.open(f"{HERE}/riwayat", peristiwa="AgencyRegistered").text
    )
    assert (
        admin.open(f"{HERE}/riwayat", peristiwa="' OR 1", pejabat="<x>", sebelum=-5).status_code
        == 200
    )
    assert "Utuh: " in admin.fill(f"{HERE}/riwayat/periksa").text
    tamper(database, "agency_id = 'tetangga'")
    assert "Utuh: " in admin.fill(f"{HERE}/riwayat/periksa").text
    tamper(database, "agency_id = 'kantor' AND seq = 3")
    assert "Tidak utuh pada 1 rangkaian" in words(admin.fill(f"{HERE}/riwayat/periksa").text)


def test_an_account_is_made_with_a_password_shown_once(
    app: Application, address: str, admin: Browser
) -> None:
    made = admin.fill("/admin/akun", nama="sek.kantor", pejabat="sekretaris", peran="designer")
    found = re.search(r"<strong><code>([^<]+)</code>", made.text)
    assert found
    assert found[1] not in admin.open("/admin/akun/sek.kantor").text
    assert app.account("sek.kantor")["agency"] == "kantor"
    with Browser(address) as other:
        assert other.log_in("sek.kantor", found[1]).status_code == 303
    assert admin.fill("/admin/akun/sek.kantor/peran", peran="auditor").status_code == 303
    assert app.account("sek.kantor")["roles"] == ["auditor"]
    assert admin.fill("/admin/akun/sek.kantor/peran", peran="raja").status_code == 422
    assert "<code>" in admin.fill("/admin/akun/sek.kantor/sandi").text
    assert admin.fill("/admin/akun/sek.kantor/nonaktif").status_code == 303
    assert app.account("sek.kantor")["disabled_at"]
    assert admin.fill("/admin/akun/sek.kantor/aktif").status_code == 303
    assert admin.fill("/admin/akun/sek.kantor/lepas").status_code == 303
    again = admin.fill("/admin/akun", nama="lain nama", pejabat="sekretaris")
    assert again.status_code == 422
    assert 'value="lain nama"' in again.text
    nobody = admin.fill("/admin/akun", nama="bebas", peran="administrator")
    assert nobody.status_code in (404, 422)
    foreign = admin.fill("/admin/akun", nama="x.tetangga", instansi="tetangga", pejabat="kadis")
    assert foreign.status_code == 404
    with pytest.raises(Refusal):
        app.account("bebas")
