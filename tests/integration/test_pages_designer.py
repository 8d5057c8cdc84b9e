"""The pages of SOPs and designers: a browser without scripts, intruders, hostile input."""

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.browsing import Browser, account, said

SOP = process(
    laned({"Kasubag": ["periksa"], "Staf": ["mulai", "susun", "selesai"]})
    + START
    + user("susun")
    + user("periksa")
    + END,
    "mulai > susun > periksa > selesai",
    key="surat",
)


@pytest.fixture(params=["sqlite"])
def dialect(request: pytest.FixtureRequest) -> str:
    """One database is enough for pages: what they store has tests of its own on both."""
    return str(request.param)


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY), {})
    app.register(office())
    app.register(office("lain"))
    account(app, "ani", "kantor", "staf", "designer")
    account(app, "budi", "kantor", "kasubag", "designer")
    account(app, "citra", "kantor", "sekretaris")
    account(app, "kepala", "kantor", "kadis")
    account(app, "dewi", "lain", "staf", "designer")
    account(app, "admin", None, None, "administrator", language="en")
    app.deploy(SOP, agency="kantor", file="surat.bpmn")
    return app


def begun(browser: Browser) -> str:
    """Begin a draft of the SOP and return its path."""
    browser.open("/perancang")
    answer = browser.fill("/perancang/dari", sop="kantor/surat")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def sent(browser: Browser, path: str, data: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    """Send BPMN the way the page's script does."""
    answer = browser.post(path, content=data, headers={"X-CSRF-Token": browser.token, **headers})
    return answer.status_code, json.loads(answer.text)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_an_sop_goes_from_an_idea_to_being_in_force(address: str) -> None:
    with Browser(address, "ani") as browser:
        page = browser.open("/perancang").text
        assert "Kepala Dinas\nSekretaris\nKasubag\nStaf" in page
        browser.fill("/perancang/baru", nama="", pelaksana="Staf")
        answer = browser.fill("/perancang/baru", nama="Surat <Keluar>", pelaksana="Kasubag\nStaf")
        path = answer.headers["location"]
        page = browser.open(path).text
        assert "Surat &lt;Keluar&gt;" in page
        assert 'data-revision="1"' in page
        table = browser.open(f"{path}/tabel").text
        cells = {
            "dilihat": hidden(table, "dilihat"),
            "nama": "Surat Keluar",
            "lajur": ["pelaksana_1", "pelaksana_2"],
            "lajur-pelaksana_1": "Kasubag",
            "lajur-pelaksana_2": "Staf",
            "baris": "langkah_1",
            "kegiatan-langkah_1": "Menyusun konsep",
            "pelaksana-langkah_1": "pelaksana_2",
            "waktu-langkah_1": "2 jam",
            "kelengkapan-langkah_1": "Disposisi\nArsip",
            "tidak-langkah_1": "",
        }
        assert browser.fill(f"{path}/tabel", **cells, aksi="tambah:langkah_1").status_code == 303
        table = browser.open(f"{path}/tabel").text
        assert "Kegiatan baru" in table
        assert "Disposisi\nArsip" in table
        review = browser.open(f"{path}/terbit").text
        assert "Terbitkan dan berlakukan sekarang" in review
        answer = browser.fill(
            f"{path}/terbit", dilihat=hidden(review, "dilihat"), berlaku="sekarang"
        )
        assert answer.headers["location"] == "/sop/kantor/surat_keluar"
        shown = browser.open("/sop/kantor/surat_keluar").text
        for words in ("Menyusun konsep", "2 jam", "Disposisi; Arsip", "Versi 1 (berlaku)"):
            assert words in shown
        assert "Surat Keluar" in browser.open("/sop").text
        assert browser.open(path).headers["location"] == "/perancang"


def test_what_nobody_has_drawn_is_seen_drawn_and_downloaded_as_it_is(
    app: Application, address: str
) -> None:
    note = '<bpmn:textAnnotation id="t"><bpmn:text>catatan</bpmn:text></bpmn:textAnnotation>'
    noted = process(START + user("susun") + note + END, "mulai > susun > selesai", key="catat")
    app.deploy(noted, agency="kantor")
    app.deploy(
        b'<?xml version="1.0" encoding="utf-16"?>' + SOP.replace(b"surat", b"salah"),
        agency="kantor",
    )
    with Browser(address, "ani") as browser:
        for key, data in (("surat", SOP), ("catat", noted), ("salah", None)):
            shown = browser.get(f"/sop/kantor/{key}/bpmn", params={"versi": 1})
            assert shown.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
            assert shown.content.count(b"BPMNShape id=") > 2
            kept = browser.get(f"/sop/kantor/{key}/bpmn", params={"versi": 1, "unduh": "ya"})
            assert data is None or kept.content == data


def test_a_window_that_is_closed_while_it_saves_is_no_error(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Browser(address, "ani") as browser:
        path = begun(browser)
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        host = browser.base_url
        with socket.create_connection((host.host, host.port or 80)) as line:
            line.sendall(
                f"POST {path}/simpan HTTP/1.1\r\nHost: {host.host}:{host.port}\r\n"
                f"Cookie: {cookies}\r\nX-CSRF-Token: {browser.token}\r\nX-Revision: 1\r\n"
                "Content-Length: 1000\r\n\r\n<bpmn".encode()
            )
        assert browser.get(path).status_code == 200
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []


def test_a_table_that_is_wrong_is_given_back_as_it_was_typed(address: str) -> None:
    with Browser(address, "ani") as browser:
        path = begun(browser)
        table = browser.open(f"{path}/tabel").text
        cells = {
            "dilihat": hidden(table, "dilihat"),
            "baris": ["susun", "periksa"],
            "kegiatan-susun": "Menyusun <b>",
            "waktu-susun": "kapan-kapan",
            "kegiatan-periksa": "Memeriksa",
            "tidak-periksa": "susun",
            "tanya-periksa": "Benar?",
        }
        answer = browser.fill(f"{path}/tabel", **cells, aksi="simpan")
        assert answer.status_code == 422
        assert "kapan-kapan" in said(answer)
        assert "Menyusun &lt;b&gt;</textarea>" in answer.text
        assert 'value="Benar?"' in answer.text
        answer = browser.fill(f"{path}/tabel", **{**cells, "waktu-susun": "1 hari"}, aksi="simpan")
        assert answer.status_code == 303
        answer = browser.fill(f"{path}/tabel", **cells, aksi="hapus:susun")
        assert answer.status_code == 409
        assert "revisi 1" in said(answer)
        assert browser.fill(f"{path}/tabel", dilihat="2", aksi="meledak").status_code == 422


def test_scripts_save_check_and_are_told_who_was_faster(address: str) -> None:
    with Browser(address, "ani") as ani, Browser(address, "budi") as budi:
        path = begun(ani)
        assert begun(budi) == path
        mine = SOP.replace(b'name="susun"', b'name="Menyusun"')
        code, draft = sent(ani, f"{path}/simpan", mine, **{"X-Revision": "1"})
        assert (code, draft["revision"], draft["saved_by"]) == (200, 2, "staf")
        code, refusal = sent(budi, f"{path}/simpan", SOP, **{"X-Revision": "1"})
        assert (code, refusal["code"], refusal["revision"]) == (409, "draft.changed", 2)
        assert "staf sudah menyimpan revisi 2" in str(refusal["message"])
        code, found = sent(ani, f"{path}/periksa", SOP.replace(b"userTask", b"complexGateway"))
        assert code == 200
        assert {each["severity"] for each in found["findings"]} >= {"error"}
        code, found = sent(ani, f"{path}/periksa", b"<!DOCTYPE a><a/>")
        assert (code, len(found["findings"])) == (200, 1)
        assert sent(ani, f"{path}/hadir", b"")[1]["other"] is None
        assert sent(budi, f"{path}/hadir", b"")[1]["other"] == "staf"
        assert sent(budi, f"{path}/simpan", b"PK", **{"X-Revision": "2"})[0] == 422
        assert sent(budi, f"{path}/simpan", SOP, **{"X-Revision": "2"})[0] == 200
        history = budi.open(f"{path}/riwayat").text
        fields = {"revisi": "2", "dilihat": hidden(history, "dilihat")}
        assert budi.fill(f"{path}/pulihkan", **fields).status_code == 303
        assert b"Menyusun" in budi.get(f"{path}/bpmn").content
        old = budi.get(f"{path}/bpmn", params={"revisi": 1, "unduh": "ya"})
        assert old.content == SOP
        assert "attachment" in old.headers["content-disposition"]
        assert "sandbox" in old.headers["content-security-policy"]


def test_two_versions_are_compared_in_words_and_colours(address: str) -> None:
    with Browser(address, "ani") as browser:
        path = begun(browser)
        changed = SOP.replace(b'name="susun"', b'name="Menyusun &lt;script&gt;"')
        sent(browser, f"{path}/simpan", changed, **{"X-Revision": "1"})
        review = browser.open(f"{path}/terbit").text
        assert "Menyusun &lt;script&gt;" in review
        pair = {"lama": "1", "baru": "draft"}
        page = browser.open("/sop/kantor/surat/banding", **pair).text
        assert "Menyusun &lt;script&gt;" in page
        assert "data-bpmn-compare" in page
        colours = browser.get("/sop/kantor/surat/banding.json", params=pair).json()
        assert colours == {"added": [], "removed": [], "changed": {"susun": "Nama"}}
        same = browser.open("/sop/kantor/surat/banding", lama="1", baru="1").text
        assert "Tidak ada perbedaan" in same
        assert browser.get("/sop/kantor/surat/banding", params={"lama": "x"}).status_code == 404
        browser.fill(f"{path}/terbit", dilihat="2", berlaku="nanti")
        shown = browser.open("/sop/kantor/surat").text
        assert "belum diberlakukan" in shown
    with Browser(address, "citra") as other:
        assert other.get("/sop/kantor/surat/bpmn", params={"versi": "draft"}).status_code == 404
        kept = other.get("/sop/kantor/surat/bpmn", params={"versi": "2", "unduh": "ya"})
        assert kept.content == changed
    with Browser(address, "kepala") as head:
        assert "Berlakukan" in head.open("/sop/kantor/surat").text
        assert head.fill("/sop/kantor/surat/berlaku", versi="2").status_code == 303
        assert "Versi 2 (berlaku)" in head.open("/sop/kantor/surat").text
        assert head.fill("/sop/kantor/surat/cabut", versi="2").status_code == 303


def test_a_file_begins_a_draft_or_replaces_one(address: str) -> None:
    with Browser(address, "ani") as browser:
        browser.open("/perancang")
        file = {"berkas": ("../../jahat\n.exe", SOP.replace(b'"surat"', b'"masuk"'), "text/html")}
        path = browser.fill("/perancang/unggah", files=file).headers["location"]
        answer = browser.get(f"{path}/bpmn", params={"unduh": "ya"})
        assert re.fullmatch(
            r"attachment; filename\*=UTF-8''[\w%.]+\.bpmn", answer.headers["content-disposition"]
        )
        assert answer.headers["content-type"].startswith("application/xml")
        replaced = {"berkas": ("x.bpmn", SOP.replace(b'"surat"', b'"keluar"'), "text/xml")}
        answer = browser.fill(f"{path}/ganti", files=replaced, dilihat="1")
        assert answer.headers["location"] == path
        for wrong in ({}, {"berkas": ("x.docx", b"PK\x03\x04", "x/y")}):
            answer = browser.fill("/perancang/unggah", files=wrong or None, kosong="")
            assert answer.status_code == 422
        assert browser.fill(f"{path}/buang", dilihat="1").status_code == 409
        assert browser.fill(f"{path}/buang", dilihat="2").headers["location"] == "/perancang"


def test_who_may_not_sees_nothing_and_changes_nothing(address: str) -> None:
    with Browser(address, "ani") as ani:
        path = begun(ani)
    reads = (path, f"{path}/tabel", f"{path}/bpmn", f"{path}/riwayat", f"{path}/terbit")
    with Browser(address, "citra") as officer:
        for each in ("/perancang", *reads):
            assert officer.get(each).status_code == 403, each
        officer.open("/sop")
        assert "Perancang" not in officer.open("/sop/kantor/surat").text
        assert officer.fill("/sop/kantor/surat/berlaku", versi="1").status_code == 403
        assert officer.fill("/perancang/dari", sop="kantor/surat").status_code == 403
        assert officer.fill(f"{path}/terbit", dilihat="1").status_code == 403
    with Browser(address, "dewi") as stranger:
        for each in (*reads, "/sop/kantor/surat", "/sop/kantor/surat/bpmn?versi=1"):
            assert stranger.get(each).status_code == 404, each
        stranger.open("/perancang")
        for form, fields in (
            ("/perancang/dari", {"sop": "kantor/surat"}),
            ("/perancang/baru", {"nama": "x", "pelaksana": "y", "instansi": "kantor"}),
            (f"{path}/buang", {"dilihat": "1"}),
            ("/sop/kantor/surat/cabut", {"versi": "1"}),
        ):
            assert stranger.fill(form, **fields).status_code == 404, form
        assert sent(stranger, f"{path}/simpan", SOP, **{"X-Revision": "1"})[0] == 404
    with Browser(address) as guest:
        assert guest.get(path).headers["location"].startswith("/masuk")


def test_other_sites_cannot_save_or_deploy(address: str) -> None:
    with Browser(address, "ani") as browser:
        path = begun(browser)
        for name in ("simpan", "periksa", "hadir"):
            answer = browser.post(f"{path}/{name}", content=SOP, headers={"X-Revision": "1"})
            assert answer.status_code == 403, name
        browser.token = "salah"
        for name in ("terbit", "buang", "tabel", "pulihkan", "ganti"):
            assert browser.fill(f"{path}/{name}", dilihat="1").status_code == 403, name


def test_the_pages_are_there_in_english_and_without_the_bundle(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("web.assets.FOLDER", tmp_path)
    with Browser(address, "admin") as browser:
        path = begun(browser)
        assert "installed without the frontend" in browser.open(path).text
        for each in (f"{path}/tabel", f"{path}/terbit", f"{path}/riwayat", "/sop/kantor/surat"):
            answer = browser.open(each)
            assert answer.status_code == 200
            assert "<script" not in answer.text
        assert "Version 1 (in force)" in browser.open("/sop/kantor/surat").text
