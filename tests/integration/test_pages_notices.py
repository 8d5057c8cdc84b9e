"""The page of notices: what an officer was told, read one by one or all at once."""

import pytest

from engine import notices
from engine.app import Application
from engine.clock import FixedClock
from engine.notices import Tell
from engine.settings import Settings
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.browsing import Browser, account

FACTS = {
    "sop": "LAKIP",
    "title": "LAKIP <2026>",
    "step": "3",
    "name": "Memeriksa",
    "standard": "1 hari",
    "deadline": "Senin",
    "past": "2 jam",
    "past_en": "2 hours",
    "left": "",
    "left_en": "",
    "holder": "Contoh Staf",
    "lane": "Staf",
    "link": "/akun",
    "capacity": "Kasubag",
    "rung": "overdue",
}


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    account(app, "kasubag", "kantor", "kasubag")
    account(app, "staf", "kantor", "staf")
    account(app, "admin", None, None, "administrator")
    for number in range(3):
        tell(app, "kasubag", number)
    tell(app, "staf", 9)
    return app


def tell(app: Application, username: str, number: int) -> None:
    facts = {**FACTS, "title": f"LAKIP <{username} {number}>"}
    told = Tell("overdue", username, f"uji:{username}:{number}", urgent=False, facts=facts)
    app.run(lambda s: notices.tell(s, s.agency("kantor"), told, app.clock.now()))


def test_they_are_counted_read_and_marked(app: Application, address: str) -> None:
    with Browser(address, "kasubag") as browser:
        page = browser.open("/pemberitahuan").text
        assert "3 belum dibaca" in page
        assert page.count('<article class="notice') == 3
        assert "LAKIP &lt;kasubag 0&gt;" in page
        assert "staf 9" not in page
        first, *_ = app.notices("kantor", "kasubag")
        opened = browser.fill("/pemberitahuan/dibaca", id=first["id"], ke="/akun")
        assert (opened.status_code, opened.headers["location"]) == (303, "/akun")
        page = browser.open("/pemberitahuan").text
        assert "2 belum dibaca" in page
        assert page.count('<article class="notice') == 2
        assert browser.open("/pemberitahuan", semua="ya").text.count("<article") == 3
        browser.fill("/pemberitahuan/dibaca")
        assert "Semua sudah dibaca." in browser.open("/pemberitahuan").text
        assert app.count_notices("kantor", "staf") == 1


def test_nobody_reads_for_another_or_is_led_away(app: Application, address: str) -> None:
    own, *_ = app.notices("kantor", "kasubag")
    with Browser(address, "staf") as browser:
        browser.open("/pemberitahuan")
        browser.fill("/pemberitahuan/dibaca", id=own["id"])
        assert app.count_notices("kantor", "kasubag") == 3
        away = browser.fill("/pemberitahuan/dibaca", id=own["id"], ke="https://evil.test/")
        assert away.headers["location"] == "/tugas"
    with Browser(address, "admin") as browser:
        assert browser.open("/pemberitahuan").status_code == 403


def test_older_ones_are_shown_on_demand(app: Application, address: str) -> None:
    for number in range(100, 140):
        tell(app, "kasubag", number)
    with Browser(address, "kasubag") as browser:
        page = browser.open("/pemberitahuan").text
        assert page.count("<article") == 25
        assert "/pemberitahuan?banyak=50" in page
        assert browser.open("/pemberitahuan", banyak=50).text.count("<article") == 43
