"""Tugas Saya and the page of a step: every verb, refusals beside their field, who sees what."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, office, process
from tests.integration import paperwork
from tests.integration.browsing import Browser, account, said
from tests.integration.paperwork import PDF

OFFICERS = ("kadis", "sekretaris", "kasubag", "staf")
NASKAH = {"berkas.naskah": ("draf.pdf", PDF, "application/pdf")}
FILLED = {"isian.judul": "LAKIP", "isian.halaman": "40"}


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(attachment_megabytes=1), database, FixedClock(MONDAY))
    paperwork.deploy(app)
    for officer in OFFICERS:
        account(app, officer, "kantor", officer)
    account(app, "pengelola", None, None, "administrator")
    return app


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_list_says_what_how_urgent_and_from_whom(app: Application, address: str) -> None:
    paperwork.draw_up(app, paperwork.begin(app))
    with Browser(address, "kasubag") as browser:
        page = text_of(browser.open("/tugas").text)
        assert "2. Memeriksa draf laporan" in page
        assert "mendekati tenggat, sisa 2 jam" in page
        assert "Dari Contoh Staf, Staf (Menyusun draf laporan). Untuk Kasubag." in page
        app.clock = FixedClock(MONDAY + timedelta(hours=4))
        late = text_of(browser.open("/tugas", tampil="lewat").text)
        assert "melewati waktu baku, lewat" in late
        assert "Tidak ada tugas yang cocok." in browser.open("/tugas", tampil="saya").text
        assert "Tidak ada tugas yang cocok." in browser.open("/tugas", cari="tidak ada").text
    with Browser(address, "pengelola") as browser:
        assert "bukan akun pejabat" in browser.open("/tugas").text


def test_the_list_refreshes_as_a_part_and_is_paged(app: Application, address: str) -> None:
    for number in range(26):
        paperwork.begin(app, f"Uji {number}")
    with Browser(address, "staf") as browser:
        assert "Halaman 1 dari 2" in text_of(browser.open("/tugas").text)
        last = browser.get(
            "/tugas?halaman=2", headers={"HX-Request": "true", "HX-Target": "daftar"}
        ).text
        assert "<html" not in last
        assert last.count('<li class="card') == 1
        assert browser.open("/tugas", halaman=99).status_code == 200
        assert browser.open("/tugas", tampil="<script>", cari="\0'%_").status_code == 200


def test_a_list_that_is_the_same_costs_next_to_nothing(app: Application, address: str) -> None:
    paperwork.begin(app, "Pertama")
    with Browser(address, "staf") as browser:
        whole = browser.open("/tugas").text
        tag = re.search(r'data-etag="([^"]+)"', whole)
        assert tag
        asked = {"HX-Request": "true", "HX-Target": "daftar", "If-None-Match": f'W/"{tag[1]}"'}
        same = browser.get("/tugas", headers=asked)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["cache-control"] == "no-store"
        head = sum(len(name) + len(value) + 4 for name, value in same.headers.raw)
        assert head + len("HTTP/1.1 304 Not Modified\r\n\r\n") < 300
        paperwork.begin(app, "Kedua")
        other = browser.get("/tugas", headers=asked)
        assert (other.status_code, other.text.count('<li class="card')) == (200, 2)
        again = browser.get("/tugas", headers={**asked, "If-None-Match": other.headers["etag"]})
        assert again.status_code == 304
        assert "default-src 'self'" in other.headers["content-security-policy"]


def test_what_is_sent_twice_from_one_page_is_done_once(app: Application, address: str) -> None:
    checked = paperwork.draw_up(app, paperwork.begin(app))
    instance = app.instance_of(checked)
    with Browser(address, "kasubag") as browser, ThreadPoolExecutor(4) as taps:
        browser.open(f"/tugas/{checked}")
        comment = partial(browser.fill, f"/tugas/{checked}/catatan", catatan="Segera")
        answers = [tap.result() for tap in [taps.submit(comment) for _ in range(4)]]
        assert {answer.headers["location"] for answer in answers} == {f"/tugas/{checked}#catatan"}
        assert len(app.documents(instance)["comments"]) == 1
        browser.fill(f"/tugas/{checked}/catatan", catatan="Yang lain")
        browser.open(f"/tugas/{checked}")
        browser.fill(f"/tugas/{checked}/catatan", catatan="Segera")
        assert len(app.documents(instance)["comments"]) == 3
        file = [("lampiran", ("a.pdf", PDF, "application/pdf"))]
        for _ in range(2):
            browser.fill(f"/tugas/{checked}/lampiran", file)
        before = len(app.documents(instance)["attachments"])
        browser.fill(f"/tugas/{checked}/lampiran", [("lampiran", ("b.pdf", PDF, "x/y"))])
        assert len(app.documents(instance)["attachments"]) == before + 1
        for verb in ("ambil", "mulai", "lepas"):
            twice = [browser.fill(f"/tugas/{checked}/{verb}").status_code for _ in range(2)]
            assert twice == [303, 303], verb
        for _ in range(2):
            done = browser.fill(f"/tugas/{checked}/selesai", jawaban="ya")
            assert done.headers["location"] == "/tugas"
        begun = [browser.fill("/pelaksanaan/mulai", sop="kantor/laporan") for _ in range(2)]
        assert len({answer.headers["location"] for answer in begun}) == 1
    assert len(app.instances("kantor", "active")) == 2


def test_a_refused_form_may_be_sent_again_as_it_is(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open(f"/tugas/{item}")
        for _ in range(2):
            assert browser.fill(f"/tugas/{item}/catatan", catatan=" ").status_code == 422
        browser.fill("/keluar")
        late = browser.post(
            f"/tugas/{item}/catatan", data={"catatan": "x"}, headers={"HX-Request": "true"}
        )
        assert (late.status_code, late.headers["hx-retarget"]) == (401, "#pesan")


def test_one_tap_decides_and_the_next_person_has_it(app: Application, address: str) -> None:
    checked = paperwork.draw_up(app, paperwork.begin(app))
    with Browser(address, "kasubag") as browser:
        browser.open("/tugas")
        done = browser.fill(f"/tugas/{checked}/putus", isian="hasil", jawaban="ya")
        assert done.headers["location"] == "/tugas"
        assert "Berikutnya: Menandatangani laporan (Kepala Dinas)" in said(browser.open("/tugas"))
    with Browser(address, "kadis") as browser:
        page = browser.open("/tugas").text
        assert "bukan tanda tangan elektronik (TTE)" in page
        assert "Tanda tangani" in page
        sign = re.search(r'action="(/tugas/[^"]+/putus)"', page)
        assert sign
        browser.fill(sign[1])
        assert "Pelaksanaan LAKIP 2026 berakhir." in said(browser.open("/tugas"))
    assert app.show(app.instance_of(checked))["status"] == "completed"


def test_a_task_that_asks_for_more_leads_to_its_page(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open("/tugas")
        answer = browser.fill(f"/tugas/{item}/putus")
        assert answer.headers["location"] == f"/tugas/{item}"
        assert "perlu dilengkapi" in said(browser.open(f"/tugas/{item}"))


def test_a_task_is_taken_begun_and_given_back(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open("/tugas")
        taken = browser.fill(f"/tugas/{item}/ambil", dari="daftar")
        assert taken.headers["location"] == "/tugas"
        assert browser.fill(f"/tugas/{item}/mulai").headers["location"] == f"/tugas/{item}"
        assert "Lepas tugas" in browser.open(f"/tugas/{item}").text
        browser.fill(f"/tugas/{item}/lepas")
        assert app.step(item, "staf")["state"] == "ready"


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it(
    app: Application, address: str
) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open(f"/tugas/{item}")
        answer = browser.fill(
            f"/tugas/{item}/selesai",
            NASKAH,
            **{
                "isian.judul": "<b>LAKIP</b>",
                "isian.halaman": "banyak",
                "isian.anggaran.1.uraian": "ATK",
                "isian.anggaran.1.jumlah": "dua",
            },
        )
        assert answer.status_code == 422
        assert "&lt;b&gt;LAKIP&lt;/b&gt;" in answer.text
        page = text_of(answer.text)
        assert 'Seharusnya "Jumlah halaman" berupa angka' in page
        assert 'Seharusnya "Anggaran (1): Jumlah" berupa angka' in page
        assert 'id="salah-halaman"' in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert "draf.pdf" in answer.text  # the file came first and is kept
        table = {"isian.anggaran.1.uraian": "ATK", "isian.anggaran.1.jumlah": "1.500"}
        done = browser.fill(f"/tugas/{item}/selesai", **FILLED, **table)
        assert done.status_code == 303, text_of(done.text)
        closed = browser.open(f"/tugas/{item}").text
        assert "1.500" in closed
        assert re.search(r'<a href="/lampiran/[^"]+">draf.pdf</a>', closed)
    assert app.task(item)["result"]["anggaran"] == [{"uraian": "ATK", "jumlah": 1500}]
    assert app.task(item)["result"]["halaman"] == 40


def test_a_draft_comes_back_with_its_ticks_rows_and_totals(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    typed = {
        "isian.judul": "LAKIP",
        "isian.anggaran.3.uraian": "ATK",
        "isian.anggaran.3.jumlah": "1.250,5",
        "isian.anggaran.x.jumlah": "9",
        "kelengkapan": ["1", "9"],
    }
    with Browser(address, "staf") as browser:
        browser.open(f"/tugas/{item}")
        saved = browser.fill(f"/tugas/{item}/draf", **typed, baris="anggaran")
        assert saved.headers["location"] == f"/tugas/{item}?baris=6#formulir"
        page = browser.open(f"/tugas/{item}?baris=6").text
        assert 'value="1.250,5"' in page
        assert "<strong>1.250,5</strong>" in page
        assert 'name="isian.anggaran.7.jumlah"' in page
        assert re.findall(r'name="kelengkapan" value="(\d)" checked', page) == ["1"]
        silent = browser.post(
            f"/tugas/{item}/draf",
            data={"_csrf": browser.token, **typed},
            headers={"HX-Request": "true", "HX-Target": "draf"},
        )
        assert silent.text.startswith("Draf tersimpan Senin, 12 Januari 2026")


def test_work_is_returned_with_a_reason_to_a_step_one_may_choose(
    app: Application, address: str
) -> None:
    checked = paperwork.draw_up(app, paperwork.begin(app))
    with Browser(address, "kasubag") as browser:
        browser.open(f"/tugas/{checked}")
        refused = browser.fill(f"/tugas/{checked}/kembalikan", ke="susun", alasan=" ")
        assert refused.status_code == 422
        assert "Seharusnya ada alasan" in said(refused)
        assert '<details id="kembalikan" class="mb-3 no-print" open>' in refused.text
        browser.fill(f"/tugas/{checked}/kembalikan", ke="susun", alasan="Lengkapi <bab> 3")
    with Browser(address, "staf") as browser:
        page = browser.open("/tugas").text
        assert "Lengkapi &lt;bab&gt; 3" in page
        assert "Putaran 2" in page
        assert "Dikembalikan oleh Contoh Kasubag" in page
        again = re.search(r'id="tugas-([^"]+)"', page)
        assert again
        assert "LAKIP</textarea>" in browser.open(f"/tugas/{again[1]}").text
        run = f"/pelaksanaan/{app.instance_of(checked)}"
        states = browser.open(f"{run}/keadaan.json").json()["nodes"]
        assert states == {"susun": {"state": "current", "tokens": 1, "rounds": 2}}
        assert "0 dari 3 kegiatan selesai" in text_of(browser.open(run).text)


def test_whoever_checks_or_signs_sees_what_was_filled_in(app: Application, address: str) -> None:
    drawn_up = paperwork.begin(app)
    file = app.attach(drawn_up, "naskah.pdf", PDF, "staf", "naskah")
    budget = [{"uraian": "Kertas <A4>", "jumlah": "1.250,5"}, {"uraian": "Tinta", "jumlah": "10"}]
    answers = {**paperwork.ANSWERS, "lengkap": "tidak", "naskah": file["id"], "anggaran": budget}
    checked = app.complete_form(drawn_up, answers, "staf")["next"][0]["id"]
    with Browser(address, "kasubag") as browser:
        page = browser.open(f"/tugas/{checked}").text
        shown = text_of(page)
        assert page.index(">Isian langkah sebelumnya<") < page.index(">Isian langkah ini<")
        assert "Menyusun draf laporan Contoh Staf, Staf, " in shown
        assert "Judul LAKIP Jumlah halaman 40" in shown
        assert "Lengkap? Tidak" in shown
        assert "Kertas <A4> 1.250,5 Tinta 10 Jumlah 1.260,5" in shown
        assert f'<a href="/lampiran/{file["id"]}">naskah.pdf</a>' in page
        browser.fill(f"/tugas/{checked}/putus", isian="hasil", jawaban="tidak")
    again = next(each["id"] for each in app.tasks("kantor") if each["node"] == "susun")
    with Browser(address, "staf") as browser:
        shown = text_of(browser.open(f"/tugas/{again}").text)
        assert "sebelumnya 2. Memeriksa draf laporan Contoh Kasubag, Kasubag, " in shown
        assert "Menyusun draf laporan Contoh Staf, Staf, " not in shown
        assert "Hasil Belum" in shown
        board = browser.open(f"/pelaksanaan/{app.instance_of(again)}").text
        assert f'href="/tugas/{drawn_up}">Lihat isian' in board
        assert "selesai ( Belum ) 12 Jan" in text_of(board)
        closed = text_of(browser.open(f"/tugas/{drawn_up}").text)
        assert "Judul LAKIP" in closed
        assert "sisa " not in closed
    redone = app.complete_form(again, {**answers, "judul": "LAKIP II"}, "staf")["next"][0]["id"]
    done = app.complete_form(redone, {"hasil": "ya"}, "kasubag")
    with Browser(address, "kadis") as browser:
        shown = text_of(browser.open(f"/tugas/{done['next'][0]['id']}").text)
        assert shown.index("Hasil Benar, diteruskan") < shown.index("Judul LAKIP II")
        assert "Judul LAKIP J" not in shown


def test_work_is_passed_on_and_a_superior_says_why(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "kasubag") as browser:
        browser.open(f"/tugas/{item}")
        assert browser.fill(f"/tugas/{item}/limpahkan", kepada="kasubag").status_code == 422
        unknown = browser.fill(f"/tugas/{item}/limpahkan", kepada="siapa", alasan="x")
        assert unknown.status_code == 404
        browser.fill(f"/tugas/{item}/limpahkan", kepada="sekretaris", alasan="Staf cuti")
        page = text_of(browser.open(f"/tugas/{item}").text)
        assert "Tugas dialihkan atasan kepada Contoh Sekretaris." in page
        assert "Alasan: Staf cuti" in page


def test_who_may_not_see_it_finds_no_task_and_no_file(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    file = app.attach(item, "a.pdf", PDF, "staf")["id"]
    app.register(office("lain"))
    account(app, "orang", "lain", "staf")
    with Browser(address, "orang") as browser:
        browser.open("/tugas")
        for path in (f"/tugas/{item}", f"/lampiran/{file}", "/tugas/tidak-ada"):
            assert browser.get(path).status_code == 404, path
        verbs = ("ambil", "lepas", "mulai", "putus", "selesai", "draf", "kembalikan", "limpahkan")
        for verb in (*verbs, "catatan", "lampiran"):
            assert browser.fill(f"/tugas/{item}/{verb}").status_code == 404, verb
        assert browser.fill(f"/lampiran/{file}/hapus").status_code == 404
    with Browser(address, "kadis") as browser:
        browser.open("/tugas")
        assert browser.fill(f"/tugas/{item}/ambil").status_code == 403
        assert browser.get(f"/lampiran/{file}").status_code == 200
        assert 'name="lampiran"' not in browser.open(f"/tugas/{item}").text


def test_a_download_is_saved_and_never_shown(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open(f"/tugas/{item}")
        sent = [("lampiran", ("Surat é.pdf", PDF, "text/html"))]
        assert browser.fill(f"/tugas/{item}/lampiran", sent).status_code == 303
        page = browser.open(f"/tugas/{item}").text
        path = re.search(r'href="(/lampiran/[^"]+)"', page)
        assert path
        answer = browser.get(path[1])
        assert answer.content == PDF
        assert answer.headers["content-type"] == "application/pdf"
        shown = answer.headers["content-disposition"]
        assert shown.startswith('attachment; filename="Surat _.pdf"')
        assert "%C3%A9" in shown
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        browser.fill(f"{path[1]}/hapus", **{"isian.judul": "Masih di sini"})
        assert browser.get(path[1]).status_code == 409
        assert "Masih di sini" in browser.open(f"/tugas/{item}").text


def test_files_that_may_not_be_attached_are_refused_with_the_reason(
    app: Application, address: str
) -> None:
    item = paperwork.begin(app)
    with Browser(address, "staf") as browser:
        browser.open(f"/tugas/{item}")
        for data, words in (
            (b"<html>", "bukan salah satunya"),
            (PDF + b" " * 2**20, "paling besar 1 MB"),
        ):
            sent = [("lampiran", ("a.pdf", data, "application/pdf"))]
            answer = browser.fill(f"/tugas/{item}/lampiran", sent)
            assert answer.status_code == 422
            assert words in said(answer)
        huge = [("lampiran", ("a.pdf", PDF + b" " * (6 * 2**20), "application/pdf"))]
        assert browser.fill(f"/tugas/{item}/lampiran", huge).status_code == 413
        browser.fill(f"/tugas/{item}/lampiran")
        assert "Pilih berkasnya dahulu." in said(browser.open(f"/tugas/{item}"))
    assert app.documents(app.instance_of(item))["attachments"] == []


def test_comments_are_shown_as_they_were_written(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    with Browser(address, "kasubag") as browser:
        browser.open(f"/tugas/{item}")
        browser.fill(f"/tugas/{item}/catatan", catatan="<i>Segera</i>")
        assert "&lt;i&gt;Segera&lt;/i&gt;" in browser.open(f"/tugas/{item}").text
        refused = browser.fill(f"/tugas/{item}/catatan", catatan="  ")
        assert refused.status_code == 422


def test_every_page_speaks_english_too(app: Application, address: str) -> None:
    item = paperwork.begin(app)
    account(app, "staff", None, None, "administrator", language="en")
    with Browser(address, "staf") as browser:
        browser.open("/tugas")
        browser.fill("/bahasa", bahasa="en", lanjut="/tugas")
        assert "My tasks" in browser.open("/tugas").text
        page = text_of(browser.open(f"/tugas/{item}").text)
        assert "Where this step stands in its SOP" in page
    with Browser(address, "staff") as browser:
        assert "Where this step stands" in browser.open(f"/tugas/{item}").text


def test_a_step_of_a_called_sop_has_its_page_too(app: Application, address: str) -> None:
    call = '<bpmn:callActivity id="sub" name="Laporan" calledElement="laporan"/>'
    outer = process(START + call + END, "mulai > sub > selesai", key="luar")
    app.deploy(outer, file="luar.bpmn", agency="kantor")
    item = app.start("kantor/luar", title="Luar", by="kasubag")["next"][0]["id"]
    with Browser(address, "staf") as browser:
        assert "1. Menyusun draf laporan" in text_of(browser.open("/tugas").text)
        browser.open(f"/tugas/{item}")
        done = browser.fill(f"/tugas/{item}/selesai", NASKAH, **FILLED)
        assert done.status_code == 303
    assert app.task(item)["result"]["judul"] == "LAKIP"


def test_a_page_asks_as_often_for_many_tasks_as_for_few(app: Application, address: str) -> None:
    def asked() -> list[str]:
        found: list[str] = []

        def keep(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
            found.append(sql)

        event.listen(Engine, "before_cursor_execute", keep)
        assert browser.open("/tugas").status_code == 200
        event.remove(Engine, "before_cursor_execute", keep)
        return found

    for number in range(2):
        paperwork.draw_up(app, paperwork.begin(app, f"Uji {number}"))
    with Browser(address, "kasubag") as browser:
        browser.open("/tugas")
        few = asked()
        for number in range(23):
            paperwork.draw_up(app, paperwork.begin(app, f"Lagi {number}"))
        assert browser.open("/tugas").text.count('<li class="card') == 25
        assert len(asked()) == len(few) < 20
