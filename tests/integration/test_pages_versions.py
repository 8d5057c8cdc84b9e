"""The versions of an SOP on its page: in force since, coming, put in force now or from a day."""

from datetime import timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.browsing import Browser, account, said
from tests.integration.test_pages_designer import SOP, hidden

PAGE = "/sop/kantor/surat"


@pytest.fixture(params=["sqlite"])
def dialect(request: pytest.FixtureRequest) -> str:
    """One database is enough for pages: what they store has tests of its own on both."""
    return str(request.param)


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY), {})
    app.register(office())
    account(app, "ani", "kantor", "staf", "designer")
    account(app, "kepala", "kantor", "kadis")
    account(app, "admin", None, None, "administrator", language="en")
    app.deploy(SOP, agency="kantor", file="surat.bpmn")
    second = SOP.replace(b'name="susun"', b'name="Menyusun"')
    app.deploy(second, agency="kantor", file="surat.bpmn", activate=False)
    return app


def test_the_head_schedules_a_version_and_withdraws_it(app: Application, address: str) -> None:
    with Browser(address, "kepala") as head:
        page = head.open(PAGE).text
        assert "Versi 1 (berlaku) sejak Senin, 12 Januari 2026" in page
        assert 'min="2026-01-13"' in page
        assert head.fill(f"{PAGE}/jadwal", versi="2", tanggal="2027-01-01").status_code == 303
        page = head.open(PAGE).text
        assert "Versi 2 akan berlaku Jumat, 1 Januari 2027." in page
        assert page.count("akan berlaku Jumat, 1 Januari 2027</strong>") == 2  # on top, in the list
        listed = head.open("/sop").text
        assert "Versi 1: berlaku sejak Senin, 12 Januari 2026" in " ".join(listed.split())
        assert "akan berlaku Jumat, 1 Januari 2027" in listed
        assert head.fill(f"{PAGE}/jadwal/batal", versi="2").status_code == 303
        assert "akan berlaku" not in head.open("/sop").text
        assert head.fill(f"{PAGE}/jadwal/batal", versi="2").status_code == 409
        head.open(PAGE)
        head.fill(f"{PAGE}/jadwal", versi="2", tanggal="2026-01-14")
        assert isinstance(app.clock, FixedClock)
        app.clock.advance(timedelta(days=2))
        app.tick()
        head.log_in("kepala")  # a day without a sign of life ends a session
        assert "Versi 2 (berlaku) sejak Rabu, 14 Januari 2026" in head.open(PAGE).text


def test_a_wrong_day_is_said_beside_its_field_and_stays_there(address: str) -> None:
    with Browser(address, "kepala") as head:
        head.open(PAGE)
        past = head.fill(f"{PAGE}/jadwal", versi="2", tanggal="2026-01-12")
        assert past.status_code == 422
        assert "Pilih tanggal yang akan datang, atau berlakukan sekarang." in said(past)
        assert 'id="tanggal-2-salah"' in past.text
        assert 'value="2026-01-12"' in past.text
        for typed in ("", "besok", "2027-02-30", "<script>", "0" * 5000):
            answer = head.fill(f"{PAGE}/jadwal", versi="2", tanggal=typed)
            assert (answer.status_code, "<script>" in answer.text) == (422, False), typed
            assert "Tulis tahun, bulan, dan tanggalnya." in said(answer)
        assert head.fill(f"{PAGE}/jadwal", versi="9", tanggal="2027-01-01").status_code == 404


def test_a_designer_deploys_from_a_day_and_others_are_told_of_another_date(address: str) -> None:
    about = (
        b'<bpmn:extensionElements><sop:identity effectiveOn="1 Februari 2027"/>'
        b"</bpmn:extensionElements><bpmn:laneSet"
    )
    with Browser(address, "ani") as designer:
        designer.open("/perancang")
        path = designer.fill("/perancang/dari", sop="kantor/surat").headers["location"]
        new = SOP.replace(b"<bpmn:laneSet", about, 1)
        headers = {"X-CSRF-Token": designer.token, "X-Revision": "1"}
        assert designer.post(f"{path}/simpan", content=new, headers=headers).status_code == 200
        review = designer.open(f"{path}/terbit").text
        assert 'value="2027-02-01"' in review
        fields = {"dilihat": hidden(review, "dilihat"), "berlaku": "tanggal"}
        late = designer.fill(f"{path}/terbit", **fields, tanggal="2026-01-12")
        assert late.status_code == 422
        assert 'id="tanggal-salah"' in late.text
        done = designer.fill(f"{path}/terbit", **fields, tanggal="2027-03-01")
        assert done.headers["location"] == PAGE
        page = designer.open(PAGE, versi="3").text
        assert "versi 3 diterbitkan dan akan berlaku Senin, 1 Maret 2027" in page
        assert "(&#34;1 Februari 2027&#34;)" in page
        assert "Jadwalkan" not in page  # a member of staff only reads it
        assert designer.fill(f"{PAGE}/jadwal", versi="3", tanggal="2027-01-01").status_code == 403
        assert designer.fill(f"{PAGE}/jadwal/batal", versi="3").status_code == 403
    with Browser(address, "admin") as admin:
        assert "in force from Monday, 1 March 2027" in admin.open(PAGE).text
        assert admin.fill(f"{PAGE}/jadwal/batal", versi="3").status_code == 303
