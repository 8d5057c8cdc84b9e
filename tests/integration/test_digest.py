"""The daily digest: once a working day, at opening time, with what was held back overnight."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from engine import digest
from engine.app import Application
from engine.clock import FixedClock
from engine.core.people import Appointment
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.noticed import HOUR, MINUTE, SETTINGS, channel, tell
from tests.integration.receivers import Webhook, webhook
from tests.integration.timed import one_step

TUESDAY_OPENING = MONDAY + 23 * HOUR + 30 * MINUTE  # 07.30 WITA


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    opened = Application(SETTINGS, database, clock)
    opened.register(office())
    return opened


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as receiver:
        yield receiver


def at(app: Application, moment: Any) -> None:
    """Do what a node does at that moment: write the digests, deliver what is due."""
    assert isinstance(app.clock, FixedClock)
    app.clock.at = moment
    digest.digest(app, moment)
    app.deliver()


def begin(app: Application) -> None:
    """Start an SOP whose first step, of two hours, is late by Tuesday."""
    app.deploy(one_step(), agency="kantor")
    app.start("kantor/proses", title="Surat 12")


def test_own_work_and_that_of_those_below(app: Application, hook: Webhook) -> None:
    channel(app, f"{hook.url}/staf", "staf", digest=True)
    channel(app, f"{hook.url}/kadis", "kadis", digest=True)
    begin(app)
    at(app, TUESDAY_OPENING)
    own, head = sorted((m["message"] for m in hook.messages), key=lambda text: "Jajaran" in text)
    assert own.splitlines() == [
        "Yth. Contoh Staf,",
        "",
        "Ringkasan Selasa, 13 Januari 2026",
        "",
        "Tugas Anda: 1 terbuka, 1 melewati waktu baku, 0 mendekati tenggat.",
        "- 1. periksa – Surat 12: lewat 5 jam",
        "",
        "Daftar tugas: https://sopan.example.go.id/tugas",
    ]
    assert "Tugas Anda: Tidak ada tugas terbuka." in head
    assert "Jajaran Anda: 1 terbuka, 1 melewati waktu baku" in head
    assert "- 1. periksa – Surat 12: lewat 5 jam (Staf)" in head
    title = hook.messages[0]["title"]
    assert title.startswith("Ringkasan Selasa, 13 Januari 2026: ")


def test_once_a_day_however_often_one_looks(app: Application, hook: Webhook) -> None:
    channel(app, hook.url, "staf", digest=True)
    begin(app)
    for minutes in (-10, -5, 0, 1, 60, 200):
        at(app, TUESDAY_OPENING + minutes * MINUTE)
    assert len(hook.messages) == 1
    at(app, TUESDAY_OPENING + 24 * HOUR)
    assert len(hook.messages) == 2


def test_not_before_opening_not_in_the_afternoon_not_on_a_closed_day(
    app: Application, hook: Webhook
) -> None:
    channel(app, hook.url, "staf", digest=True)
    channel(app, hook.url, "staf")
    saturday = TUESDAY_OPENING + timedelta(days=4)
    for moment in (TUESDAY_OPENING - MINUTE, TUESDAY_OPENING + 5 * HOUR, saturday):
        app.deliver()
        at(app, moment)
        assert hook.messages == [], moment


def test_a_channel_added_during_the_day_begins_the_next(app: Application, hook: Webhook) -> None:
    channel(app, hook.url, "staf", digest=True)
    at(app, MONDAY + MINUTE)
    assert hook.messages == []
    at(app, TUESDAY_OPENING)
    assert len(hook.messages) == 1


def test_it_is_one_message_with_what_was_held_overnight(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    channel(app, hook.url, "staf", digest=True)
    begin(app)
    clock.at = MONDAY + 12 * HOUR
    tell(app, "malam", username="staf")
    at(app, TUESDAY_OPENING - 3 * MINUTE)
    assert hook.messages == []
    at(app, TUESDAY_OPENING)
    (message,) = hook.messages
    assert message["title"].startswith("Ringkasan Selasa, 13 Januari 2026: 1 terbuka")
    assert message["title"].endswith("; 1 melewati waktu baku")
    assert "Menelaah draf: lewat 1 jam" in message["message"]
    assert "Tugas Anda: 1 terbuka" in message["message"]


def test_of_a_post_whoever_acts_in_it_reads_it(app: Application, hook: Webhook) -> None:
    here = office()
    acting = Appointment("staf", "kasubag", "plh", date(2026, 1, 13), date(2026, 1, 13))
    app.register(replace(here, appointments=(*here.appointments, acting)))
    app.add_channel(digest_of_post(hook))
    begin(app)
    at(app, TUESDAY_OPENING)
    (message,) = hook.messages
    assert message["message"].startswith("Yth. Staf,")
    (one,) = app.sendings("kantor")
    assert one["officer"] == "kasubag"


def digest_of_post(hook: Webhook) -> Any:
    from engine.channels import Wanted

    return Wanted("kantor", hook.url, position="staf", digest=True)
