"""The forecast of what is not deployed yet: drafts in both editors, over the API, BPMN files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotFound, NotPermitted
from engine.drafting import Author
from engine.forecasting import Asked
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.browsing import Browser, account
from tests.integration.cli.commandline import BOALEMO
from tests.integration.reportable import standard
from tests.integration.serving import Api, running

ANI = Author("staf", "staf", "kantor", frozenset({"designer"}))
OUTSIDER = Author("dewi", "staf", "lain", frozenset({"designer"}))
CLERK = Author("kasubag", "kasubag", "kantor", frozenset())
ABOUT = '<bpmn:extensionElements>{}<sop:legalDate on="01-15" to="Bupati"/></bpmn:extensionElements>'
WHOLE = '<sop:timeStandard duration="{}"/>'
LANES = laned({"Kasubag": ["periksa"], "Staf": ["mulai", "susun", "arsip", "selesai"]})


def sop(hours: int, whole: str = "", arsip: str = "") -> bytes:
    """Return an SOP whose first step takes that long; it is checked and filed side by side."""
    nodes = (
        ABOUT.format(WHOLE.format(whole) if whole else "")
        + LANES
        + START
        + user("susun", standard(f"PT{hours}H", "1"))
        + user("periksa", standard("P1D", "2"))
        + user("arsip", arsip)
        + END
    )
    return process(nodes, "mulai > susun > periksa > selesai; susun > arsip > selesai", key="surat")


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    app = Application(Settings(), database, clock)
    app.register(office())
    app.register(office("lain"))
    return app


@pytest.fixture
def draft(app: Application) -> str:
    return str(app.upload_draft("kantor", sop(2), "surat.bpmn", ANI)["id"])


def clocks(found: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    return [
        (each["node"], each["starts_at"][:16], each["finishes_at"][:16], each["critical"])
        for each in found["steps"]
    ]


def test_a_draft_is_forecast_as_if_it_were_deployed(app: Application, draft: str) -> None:
    asked = Asked(rounds=1, late_by=50, start=date(2026, 1, 14))
    said = app.forecast_draft(draft, None, ANI, asked, "id")
    app.deploy_draft(draft, 1, ANI, activate=True)
    deployed = app.forecast(
        Asked(definition="kantor/surat", rounds=1, late_by=50, start=date(2026, 1, 14))
    )
    assert said["forecast"] == {**deployed, "version": None}
    assert said["findings"] == []


def test_what_is_on_the_screen_counts_and_nothing_is_saved(app: Application, draft: str) -> None:
    before = app.draft_source(draft, ANI)
    found = app.forecast_draft(draft, sop(4, "P1D"), ANI, Asked(), "id")["forecast"]
    assert clocks(found) == [
        ("susun", "2026-01-12T00:00", "2026-01-12T04:00", True),
        ("periksa", "2026-01-12T04:00", "2026-01-13T04:00", True),
        ("arsip", "2026-01-12T04:00", "2026-01-12T04:00", False),
    ]
    # The whole is due on Tuesday 08.00 and finished at 12.00.
    assert found["whole"] == {
        "time_standard": "1 hari",
        "due_at": "2026-01-13T00:00:00+00:00",
        "met": False,
        "working_minutes": 240,
    }
    assert found["legal_dates"] == [
        {"to": "Bupati", "on": "2026-01-15", "met": True, "working_days": 2}
    ]
    assert [(each["code"], each["element"]) for each in found["assumptions"]] == [
        ("forecast.standard", "arsip")
    ]
    assert app.draft_source(draft, ANI) == before


def test_the_standard_of_the_whole_of_what_runs_is_judged_too(app: Application) -> None:
    app.deploy(sop(2, "P2D"), agency="kantor")
    begun = app.start("kantor/surat", by="staf")
    for asked in (Asked(definition="kantor/surat"), Asked(instance=begun["id"])):
        whole = app.forecast(asked)["whole"]
        assert (whole["due_at"], whole["met"]) == ("2026-01-14T00:00:00+00:00", True)
        assert whole["working_minutes"] == 330  # Tuesday 10.00 to 16.00 without the break, 30 on


def test_a_draft_that_cannot_run_says_why(app: Application, draft: str) -> None:
    broken = process(LANES + START + user("susun") + END, "mulai > susun > hilang", key="surat")
    for data in (broken, b"bukan xml", b"<x/>", process("", "", key="surat")):
        said = app.forecast_draft(draft, data, ANI, Asked(), "en")
        assert said["forecast"] is None
        assert any(each["severity"] == "error" for each in said["findings"])


def test_who_may_not_see_a_draft_gets_no_forecast_of_it(app: Application, draft: str) -> None:
    with pytest.raises(NotFound):
        app.forecast_draft(draft, None, OUTSIDER, Asked(), "id")
    with pytest.raises(NotPermitted):
        app.forecast_draft(draft, sop(1), CLERK, Asked(), "id")
    with pytest.raises(Invalid, match="from 0 to 100"):
        app.forecast_draft(draft, None, ANI, Asked(rounds=101), "id")


def test_a_file_is_forecast_where_nobody_has_deployed_anything(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    app = Application(Settings(), database, clock)
    found = app.forecast_file(Path(BOALEMO) / "lakip.bpmn", None, Asked())
    assert (found["definition"], found["zone"]) == ("boalemo/lakip", "Asia/Makassar")
    assert found["legal"]["on"] == "2026-02-28"
    file = tmp_path / "surat.bpmn"
    file.write_bytes(sop(2))
    assert app.forecast_file(file, None, Asked())["zone"] == "Asia/Jakarta"
    assert app.agencies() == []
    with pytest.raises(NotFound):
        app.forecast_file(file, "tidak-ada", Asked())
    app.register(office())
    assert app.forecast_file(file, "kantor", Asked())["definition"] == "kantor/surat"
    file.write_bytes(b"<x/>")
    with pytest.raises(Invalid, match=r"surat\.bpmn"):
        app.forecast_file(file, "kantor", Asked())


# Over the wire, on one database


@pytest.fixture
def desk() -> Iterator[tuple[Application, str]]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.register(office())
        account(app, "ani", "kantor", "staf", "designer")
        app.upload_draft("kantor", sop(2, "P1D"), "surat.bpmn", ANI)
        with running(app, demo=True) as address:
            yield app, address


def test_both_editors_show_the_forecast(desk: tuple[Application, str]) -> None:
    app, address = desk
    (draft,) = app.drafts(ANI)
    path = f"/perancang/{draft['id']}"
    with Browser(address, "ani") as browser:
        page = browser.open(f"{path}/tabel", mulai="2026-01-14", putaran="0").text
        assert "seluruhnya selesai Kamis, 15 Januari 2026 pukul" in page
        assert "Melewati waktu baku keseluruhan 1 hari" in page
        assert "Selesainya ditentukan kegiatan 1, 2." in page
        assert "(Bupati): sisa 0 hari kerja" in page
        assert "Seharusnya langkah &#34;arsip&#34; mempunyai waktu baku" in page
        assert (
            "tetapi tertulis &#34;besok&#34;" in browser.open(f"{path}/tabel", mulai="besok").text
        )
        assert "dari 0 sampai 100" in browser.open(f"{path}/tabel", putaran="٣").text
        answer = browser.fill(
            f"{path}/tabel", aksi="perkirakan", dilihat="1", putaran="2", riwayat="ya", mulai=""
        )
        assert answer.headers["location"] == f"{path}/tabel?putaran=2&riwayat=ya#perkiraan"
        headers = {"X-CSRF-Token": browser.token}
        ahead = f"{path}/perkiraan?mulai=2026-01-14"
        part = browser.post(ahead, content=sop(6), headers=headers).text
        assert "<html" not in part
        assert 'data-node="periksa"' in part
        assert "Belum ada waktu baku keseluruhan" in part
        broken = browser.post(ahead, content=b"<x/>", headers=headers)
        assert broken.status_code == 200
        assert "Belum dapat diperkirakan" in broken.text
        assert browser.post(ahead, content=sop(6)).status_code == 403


def test_a_program_asks_with_or_without_a_model(desk: tuple[Application, str]) -> None:
    app, address = desk
    (draft,) = app.drafts(ANI)
    token = app.create_token("staf", agency="kantor")["token"]
    path = f"/drafts/{draft['id']}/forecast"
    with Api(address, token) as client:
        held = client.post(path, params={"start": "2026-01-14", "rounds": 1}).json()
        assert held["forecast"]["starts_at"] == "2026-01-13T23:30:00+00:00"
        kind = {"Content-Type": "application/xml"}
        sent = client.post(path, content=sop(1), headers=kind).json()
        assert sent["forecast"]["whole"] is None
        assert client.post(path, content=b"<x/>", headers=kind).json()["forecast"] is None
        for query in ({"rounds": 101}, {"start": "besok"}, {"langkah": 1}):
            assert client.post(path, params=query).status_code == 422
        assert (
            client.post(path, content=b"x", headers={"Content-Type": "text/csv"}).status_code == 415
        )
