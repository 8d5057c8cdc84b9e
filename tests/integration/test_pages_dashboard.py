"""The pages of supervisors: their line of command and nothing beside it, and what they may do."""

import io
import re
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from storage.database import Database
from tests.builders import END, START, laned, process, user
from tests.counting import counted
from tests.integration.browsing import Browser, account, said
from tests.integration.reportable import LINE, Work, standard, two_days
from tests.integration.serving import running

HIGH = process(
    laned({"Sekretaris": ["s"]}) + START + user("s", standard("PT2H", "1")) + END,
    "mulai > s > selesai",
    key="rahasia",
)


@pytest.fixture
def work(database: Database) -> Work:
    work = Work(database, LINE, HIGH, language="id")
    for login in ("kadis", "sekretaris", "kasubag", "staf"):
        account(work.app, login, "kantor", login)
    account(work.app, "pemeriksa", None, None, "auditor")
    account(work.app, "admin", None, None, "administrator")
    two_days(work)
    work.start("rahasia", "Rencana <b>rahasia</b>")
    work.at(13, "15.30")
    return work


@pytest.fixture
def address(work: Work) -> Iterator[str]:
    with running(work.app, demo=True) as address:
        yield address


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def tiles(page: str) -> dict[str, str]:
    """Return the numbers at the top of the dashboard by what they are."""
    found = re.findall(r'class="is-(\w+)"[^>]*><strong>([\d.]+)</strong>', page)
    return dict(found)


def task(work: Work, lane: str) -> str:
    """Return the id of the open task of a lane."""
    return str(next(each["id"] for each in work.app.tasks() if each["lane"] == lane))


def test_each_sees_the_work_of_their_line_and_no_other(work: Work, address: str) -> None:
    high = task(work, "Sekretaris")
    for login in ("kadis", "sekretaris", "pemeriksa"):
        with Browser(address, login) as browser:
            page = browser.open("/dasbor").text
            assert tiles(page)["open"] == "2", login
            assert tiles(page)["late"] == "2", login
            assert "Rencana &lt;b&gt;rahasia&lt;/b&gt;" in browser.open("/dasbor/tugas").text
    with Browser(address, "kasubag") as intruder:
        page = intruder.open("/dasbor").text
        assert tiles(page) == {"late": "1", "near": "0", "waiting": "1", "open": "1"} | {
            "suspended": "0"
        }
        for path in ("/dasbor", "/dasbor/tugas", "/laporan", "/laporan/tabel7"):
            shown = intruder.open(path)
            assert shown.status_code == 200
            assert "Rencana" not in shown.text, path
        assert "Rencana" not in intruder.open("/dasbor/tugas", sop="rahasia").text
        assert "0 tugas" in text_of(intruder.open("/dasbor/tugas", sop="rahasia").text)
        assert intruder.open(f"/dasbor/tugas/{high}").status_code == 404
        for verb in ("catat", "tahan", "alihkan"):
            answer = intruder.fill(
                f"/dasbor/tugas/{high}/{verb}", alasan="x", sampai="2026-01-15", kepada="staf"
            )
            assert answer.status_code == 404, verb
        state = intruder.open("/dasbor/sop/rahasia/panas.json").json()
        assert state == {"nodes": {}}
        assert rows_of(intruder.open("/dasbor/tugas.xlsx").content) == ["tiga"]


def rows_of(data: bytes) -> list[str]:
    """Return the titles of the instances in a workbook of open work."""
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[1] == "Pelaksanaan")
    return [str(row[1]) for row in rows[head + 1 :] if row[1]]


def test_who_has_nobody_below_is_told_so_kindly(address: str) -> None:
    with Browser(address, "staf") as browser:
        page = browser.open("/dasbor")
        assert page.status_code == 200
        assert "tidak membawahi jabatan lain" in text_of(page.text)
        for path in ("/dasbor/tugas", "/dasbor/tugas.xlsx", "/laporan", "/laporan/tabel7/unduh"):
            assert browser.open(path).status_code == 403, path
        assert browser.open("/dasbor/sop/lakip").status_code == 403
        assert browser.open("/dasbor/sop/lakip/panas.json").status_code == 403


def test_an_administrator_of_no_agency_chooses_one(work: Work, address: str) -> None:
    with Browser(address, "admin") as browser:
        page = browser.open("/dasbor", instansi="kantor")
        assert tiles(page.text)["open"] == "2"
        assert "/dasbor/tugas?keadaan=late&amp;instansi=kantor" in page.text
        assert browser.open("/dasbor", instansi="lain").status_code == 404
        item = task(work, "Staf") if any(t["lane"] == "Staf" for t in work.app.tasks()) else ""
        item = item or task(work, "Kasubag")
        browser.open(f"/dasbor/tugas/{item}")
        assert browser.fill(f"/dasbor/tugas/{item}/catat", alasan="Dilihat").status_code == 303


def test_numbers_lead_to_the_work_behind_them(address: str) -> None:
    with Browser(address, "kadis") as browser:
        page = browser.open("/dasbor").text
        links = set(re.findall(r'href="(/dasbor/tugas\?[^"]*)"', page))
        assert len(links) > 6
        for link in sorted(links):
            shown = browser.open(link.replace("&amp;", "&"))
            assert shown.status_code == 200, link
        assert "2 tugas" in text_of(browser.open("/dasbor/tugas", keadaan="late").text)
        assert "1 tugas" in text_of(browser.open("/dasbor/tugas", pelaksana="sekretaris").text)
        assert "1 tugas" in text_of(browser.open("/dasbor/tugas", unit="-").text)
        assert "1 tugas" in text_of(browser.open("/dasbor/tugas", unit="program").text)
        assert "0 tugas" in text_of(browser.open("/dasbor/tugas", keadaan="suspended").text)
        odd = browser.open("/dasbor/tugas", keadaan="' OR 1=1", halaman="9" * 30, sop="a\0%_")
        assert odd.status_code == 200


def test_two_clocks_stand_apart_and_the_trend_has_a_table(address: str) -> None:
    with Browser(address, "kadis") as browser:
        shown = text_of(browser.open("/dasbor").text)
    assert "Waktu tunggu" in shown
    assert "Waktu proses" in shown
    assert shown.count("Minggu mulai") == 1
    assert "Senin, 12 Januari 2026" in shown
    assert "Contoh Kasubag" not in shown  # posts and lanes, never persons


def test_a_superior_takes_note_holds_back_and_gives_on(work: Work, address: str) -> None:
    item = task(work, "Kasubag")
    path = f"/dasbor/tugas/{item}"
    with Browser(address, "sekretaris") as browser:
        page = browser.open(path)
        assert "https://wa.me/?text=" in page.text
        assert "melewati waktu baku" in page.text
        refused = browser.fill(f"{path}/catat", alasan=" ")
        assert refused.status_code == 422
        assert "alasan" in said(refused)
        assert browser.fill(f"{path}/catat", alasan="Sudah bicara").status_code == 303
        assert "sudah dicatat atasan" in browser.open(path).text
        assert browser.fill(f"{path}/tahan", sampai="kapan", alasan="x").status_code == 422
        assert browser.fill(f"{path}/tahan", sampai="2020-01-01", alasan="x").status_code == 422
        answer = browser.fill(f"{path}/tahan", sampai="2026-01-15", alasan="Tunggu data")
        assert answer.status_code == 303
        shown = text_of(browser.open(path).text)
        assert "Kamis, 15 Januari 2026" in shown
        for each in (shown, text_of(browser.open("/dasbor/tugas").text)):
            assert "Contoh Sekretaris: Sudah bicara" in each
            assert "Contoh Sekretaris: Tunggu data" in each
        run = f"/pelaksanaan/{work.app.task(item)['instance']}"
        for sheet in (run, f"{run}/bukti"):
            told = text_of(browser.open(sheet).text)
            assert "keterlambatan diketahui; Contoh Sekretaris selaku Sekretaris" in told
            assert "sampai Kamis, 15 Januari 2026" in told
            assert "Alasan: Tunggu data" in told
        assert browser.fill(f"{path}/alihkan", kepada="staf", alasan="").status_code == 422
        assert browser.fill(f"{path}/alihkan", kepada="nobody", alasan="x").status_code == 404
        answer = browser.fill(f"{path}/alihkan", kepada="staf", alasan="Kasubag dinas luar")
        assert answer.status_code == 303
        assert "Contoh Staf" in browser.open(path).text
    facts = [event["kind"] for event in work.app.show(work.app.task(item)["instance"])["events"]]
    assert {"ObligationAcknowledged", "ObligationSnoozed", "WorkItemReassigned"} <= set(facts)


def test_their_own_work_is_not_theirs_to_quieten(work: Work, address: str) -> None:
    item = task(work, "Kasubag")
    with Browser(address, "kasubag") as browser:
        page = browser.open(f"/dasbor/tugas/{item}")
        assert page.status_code == 200
        assert "untuk atasan dari pelaksana" in page.text
        assert browser.fill(f"/dasbor/tugas/{item}/catat", alasan="x").status_code == 403
    with Browser(address, "pemeriksa") as auditor:
        assert "untuk atasan" in auditor.open(f"/dasbor/tugas/{item}").text
        assert auditor.fill(f"/dasbor/tugas/{item}/catat", alasan="x").status_code == 403


def test_a_form_of_another_site_changes_nothing(work: Work, address: str) -> None:
    item = task(work, "Kasubag")
    with Browser(address, "sekretaris") as browser:
        browser.token = "x" * 43
        assert browser.fill(f"/dasbor/tugas/{item}/catat", alasan="x").status_code == 403


def test_the_heat_map_says_where_the_time_goes(address: str) -> None:
    with Browser(address, "kadis") as browser:
        state = browser.open("/dasbor/sop/lakip/panas.json").json()["nodes"]
        assert state["a"]["heat"] > 0
        assert state["b"]["tokens"] == 1
        assert state["b"]["state"] == "late"
        page = browser.open("/dasbor/sop/lakip", masa="30")
        assert 'data-node="a"' in page.text
        assert "/dasbor/sop/lakip/panas.json?masa=30" in page.text
        assert browser.open("/dasbor/sop/tidak-ada").status_code == 404


@pytest.mark.parametrize("by", ["sop", "step", "lane", "unit", "month", "week"])
def test_the_compliance_report_is_read_and_kept(address: str, by: str) -> None:
    asked = {"menurut": by, "sejak": "2026-01-01", "sampai": "2026-01-31"}
    with Browser(address, "kadis") as browser:
        shown = text_of(browser.open("/laporan", **asked).text)
        assert "Laporan kepatuhan waktu baku" in shown
        assert "Melewati waktu baku" in shown
        for form in ("xlsx", "csv"):
            kept = browser.open("/laporan/unduh", bentuk=form, **asked)
            assert kept.status_code == 200
            assert f'-2026-01-31.{form}"' in kept.headers["content-disposition"]


def test_a_report_that_cannot_be_is_refused_beside_its_form(address: str) -> None:
    with Browser(address, "kadis") as browser:
        for asked in (
            {"menurut": "orang"},
            {"sejak": "2026-02-01", "sampai": "2026-01-01"},
            {"sejak": "kemarin"},
        ):
            refused = browser.open("/laporan", **asked)
            assert refused.status_code == 422, asked
            assert "Seharusnya" in said(refused)
        assert browser.open("/laporan", sop="tidak-ada").status_code == 404
        assert browser.open("/laporan/unduh", bentuk="exe").status_code == 422
        assert browser.open("/laporan/tabel7", semester="2026-3").status_code == 422


def test_table_7_follows_the_half_year_and_the_sop(address: str) -> None:
    with Browser(address, "kadis") as browser:
        shown = text_of(browser.open("/laporan/tabel7", semester="2026-1").text)
        assert "Tabel 7 Monitoring Pelaksanaan SOP AP" in shown
        assert "Semester I tahun 2026" in shown
        kept = browser.open("/laporan/tabel7/unduh", semester="2026-1", sop="lakip")
        assert 'filename="tabel7-kantor-2026-1.xlsx"' in kept.headers["content-disposition"]
        assert load_workbook(io.BytesIO(kept.content)).active is not None


def test_in_english_every_word_is(work: Work, address: str) -> None:
    with Browser(address, "kadis") as browser:
        browser.open("/akun")
        browser.fill("/bahasa", bahasa="en", lanjut="/dasbor")
        assert "Past the standard" in browser.open("/dasbor").text
        assert "Compliance with time standards" in browser.open("/laporan").text
        assert "Done again" in browser.open("/laporan").text
        assert "2 hours" in text_of(browser.open(f"/tugas/{task(work, 'Kasubag')}").text)


def test_its_cost_does_not_grow_with_the_work(work: Work, address: str) -> None:
    costs = {}
    with Browser(address, "kadis") as browser:
        for path in ("/dasbor", "/dasbor/tugas", "/laporan", "/pemberitahuan"):
            browser.open(path)
            with counted() as few:
                browser.open(path)
            costs[path] = len(few.statements)
        for number in range(12):
            work.start("lakip", f"Lagi {number}")
        for path, before in costs.items():
            with counted() as many:
                browser.open(path)
            assert len(many.statements) <= before, path
    assert costs["/dasbor"] <= 26, costs  # ten of them ask for the revision of the agency
    assert costs["/dasbor/tugas"] <= 12, costs
