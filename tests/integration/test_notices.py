"""Notices from the outbox to their receivers: bundled, held, retried, given up, sent once more."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from engine import delivery, notices, scheduler
from engine.app import Application
from engine.channels import Wanted
from engine.clock import FixedClock, SystemClock
from engine.core.errors import Conflict, NotFound
from engine.jobs import MOST_ATTEMPTS
from engine.notices import Tell
from storage.database import Database
from storage.webschema import account
from tests.builders import END, MONDAY, START, office, process, user
from tests.integration.noticed import FACTS, HOUR, MINUTE, SETTINGS, after, channel, states, tell
from tests.integration.receivers import (
    Webhook,
    dripping_server,
    hanging_server,
    mail_server,
    webhook,
)
from tests.integration.timed import one_step


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Iterator[Application]:
    opened = Application(replace(SETTINGS, channel_seconds=3.0), database, clock)
    opened.register(office())
    yield opened
    opened.couriers.stop(10)


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as receiver:
        yield receiver


# What is told


def test_in_app_is_at_once_and_read_once(app: Application) -> None:
    tell(app, "satu")
    (shown,) = app.notices("kantor", "kasubag", unread=True)
    assert shown["subject"] == "Melewati waktu baku: 5. Menelaah draf, lewat 1 jam"
    assert shown["link"] == "/tugas/1"
    assert "Waktu baku: 2 jam" in shown["text"]
    assert (app.count_notices("kantor", "kasubag"), app.count_notices("kantor", "staf")) == (1, 0)
    assert app.read_notices("kantor", "staf", [shown["id"]]) == 0
    assert app.count_notices("kantor", "kasubag") == 1
    assert app.read_notices("kantor", "kasubag", [shown["id"]]) == 0
    assert app.notices("kantor", "kasubag", unread=True) == []
    assert [one["read_at"] for one in app.notices("kantor", "kasubag")] == [MONDAY.isoformat()]


def test_what_is_told_twice_is_told_once(app: Application, hook: Webhook) -> None:
    channel(app, hook.url)
    tell(app, "satu")
    tell(app, "satu")
    tell(app, "x" * 300)
    tell(app, "x" * 300)
    assert len(app.notices("kantor", "kasubag")) == 2
    assert len(app.sendings("kantor")) == 2


def test_a_change_that_is_not_saved_tells_nobody(app: Application) -> None:
    told = Tell("overdue", "kasubag", "satu", urgent=False, facts=FACTS)

    def verb(session: Any) -> None:
        notices.tell(session, session.agency("kantor"), told, MONDAY)
        raise Conflict("busy")

    with pytest.raises(Conflict):
        app.run(verb)
    assert app.notices("kantor", "kasubag") == []


def test_a_mistyped_name_is_refused(app: Application) -> None:
    with pytest.raises(NotFound, match="kasubag"):
        app.notices("kantor", "kasubak")
    with pytest.raises(NotFound):
        app.sendings("kantorr")


def test_a_rung_reaches_the_channel_of_whoever_it_tells(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    channel(app, hook.url, "staf")
    app.deploy(one_step(), agency="kantor")
    app.start("kantor/proses")
    clock.at = MONDAY + 90 * MINUTE
    app.tick()
    assert [one["kind"] for one in app.notices("kantor", "staf")] == ["remind"]
    assert hook.messages == []
    clock.at += notices.WINDOW
    app.tick()
    app.couriers.wait()
    (message,) = hook.messages
    assert message["title"].startswith("Pengingat: ")
    assert "https://sopan.example.go.id/tugas/" in message["message"]


# When it leaves the house


def test_what_comes_within_a_quarter_of_an_hour_is_one_message(
    app: Application, hook: Webhook
) -> None:
    channel(app, hook.url)
    for number in range(40):
        tell(app, str(number), name=f"Tugas {number}")
    after(app, 14 * MINUTE)
    assert hook.messages == []
    tell(app, "terakhir", "remind", sop="Surat Masuk", left="10 menit", past="")
    after(app, MINUTE)
    (message,) = hook.messages
    assert message["title"] == "41 pemberitahuan: 40 melewati waktu baku, 1 pengingat"
    lines = message["message"].splitlines()
    assert lines[0] == "Yth. Contoh Kasubag,"
    assert "Penyusunan LAKIP (40)" in lines
    assert sum(line.startswith("- ") for line in lines) == 25
    assert "dan 16 lagi." in lines
    assert lines[-1] == "Daftar tugas: https://sopan.example.go.id/tugas"
    assert len(message["message"]) < 3000
    assert states(app) == [("sent", 0)] * 40 + [("sent", 1)]
    after(app, HOUR)
    assert len(hook.messages) == 1


def test_urgent_is_not_held(app: Application, hook: Webhook, clock: FixedClock) -> None:
    clock.at = MONDAY + 14 * HOUR  # 22.00
    channel(app, hook.url)
    tell(app, "biasa")
    tell(app, "gawat", urgent=True)
    app.deliver()
    (message,) = hook.messages
    assert "Melewati waktu baku: 5. Menelaah draf" in message["title"]
    assert message["type"] == "warning"


def test_outside_opening_hours_it_waits_for_the_opening(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    channel(app, hook.url)
    clock.at = MONDAY + 9 * HOUR  # 17.00
    tell(app, "malam")
    after(app, 14 * HOUR + 29 * MINUTE)  # 07.29
    assert hook.messages == []
    tell(app, "pagi", link="/tugas/2")
    after(app, MINUTE)  # 07.30
    (message,) = hook.messages
    assert message["title"] == "2 pemberitahuan: 2 melewati waktu baku"


def test_what_was_told_before_closing_leaves_at_closing(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    channel(app, hook.url)
    clock.at = MONDAY + 7 * HOUR + 55 * MINUTE  # 15.55
    tell(app, "satu")
    after(app, 4 * MINUTE)
    assert hook.messages == []
    after(app, MINUTE)
    assert len(hook.messages) == 1


def test_a_node_that_was_down_wakes_nobody_at_night(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    channel(app, hook.url)
    tell(app, "satu")
    clock.at = MONDAY + 18 * HOUR
    app.deliver()
    assert hook.messages == []
    clock.at = MONDAY + 23 * HOUR + 30 * MINUTE
    app.deliver()
    assert len(hook.messages) == 1


def test_a_post_has_a_channel_of_whoever_holds_it(app: Application, hook: Webhook) -> None:
    app.add_channel(Wanted("kantor", hook.url, position="kadis", name="Ruang kadis"))
    tell(app, "satu", username="kadis")
    tell(app, "dua", username="staf")
    after(app, notices.WINDOW)
    (message,) = hook.messages
    assert message["message"].startswith("Yth. Kepala Dinas,")


# When it does not arrive


def test_it_is_tried_again_after_longer_and_longer_waits_then_given_up(
    app: Application, hook: Webhook
) -> None:
    hook.status = 503
    id = channel(app, hook.url)
    tell(app, "satu", urgent=True)
    tell(app, "dua", urgent=True, link="/tugas/2")
    app.deliver()
    assert ("ready", 1) in states(app)
    assert all("503" in one["error"] for one in app.sendings("kantor"))
    for _ in range(MOST_ATTEMPTS + 2):
        after(app, HOUR)
    assert len(hook.requests) == MOST_ATTEMPTS
    assert len({request["key"] for request in hook.requests}) == 1
    dead = app.sendings("kantor", state="dead")
    assert [one["channel"] for one in dead] == [id, id]
    assert {one["attempts"] for one in dead} == {0, MOST_ATTEMPTS}
    hook.status = 200
    app.resend(dead[0]["id"])
    with pytest.raises(Conflict):
        app.resend(dead[0]["id"])
    app.deliver()
    (message,) = hook.messages
    assert message["title"] == "2 pemberitahuan: 2 melewati waktu baku"
    assert {one["state"] for one in app.sendings("kantor")} == {"sent"}


def test_what_is_not_urgent_is_not_tried_again_at_night(
    app: Application, hook: Webhook, clock: FixedClock
) -> None:
    hook.status = 500
    channel(app, hook.url)
    clock.at = MONDAY + 7 * HOUR + 59 * MINUTE  # 15.59
    tell(app, "satu")
    after(app, MINUTE)
    assert len(hook.requests) == 1
    after(app, 2 * HOUR)
    assert len(hook.requests) == 1
    clock.at = MONDAY + 23 * HOUR + 30 * MINUTE
    app.deliver()
    assert len(hook.requests) == 2


def test_a_channel_that_hangs_holds_up_no_other(app: Application, hook: Webhook) -> None:
    app.couriers.seconds = 1.0
    with hanging_server() as port:
        channel(app, f"json://127.0.0.1:{port}/")
        channel(app, hook.url)
        channel(app, hook.url, "staf")
        tell(app, "satu", urgent=True)
        delivery.deliver(app, app.clock.now())
        hook.begun.wait(5)
        tell(app, "dua", username="staf", urgent=True)  # a transaction; nobody holds one open
        delivery.deliver(app, app.clock.now())
        app.couriers.wait()
    assert sorted(one["state"] for one in app.sendings("kantor")) == ["ready", "sent", "sent"]
    assert len(hook.messages) == 2


def test_a_server_that_drips_is_given_up_and_given_no_more(app: Application) -> None:
    app.couriers.seconds = 0.3
    with dripping_server() as port:
        id = channel(app, f"json://127.0.0.1:{port}/")
        tell(app, "satu", urgent=True)
        app.deliver()
        (first,) = app.sendings("kantor")
        assert (first["state"], first["attempts"]) == ("ready", 1)
        assert "tidak ada jawaban" in first["error"]
        assert app.couriers.hangs(id)
        after(app, HOUR)
        (second,) = app.sendings("kantor")
        assert (second["attempts"], second["error"]) == (2, delivery._STILL_HANGS)


def test_what_arrives_late_is_not_sent_twice(app: Application, hook: Webhook) -> None:
    hook.before_answer = threading.Event()
    app.couriers.seconds = 0.3
    id = channel(app, hook.url)
    tell(app, "satu", urgent=True)
    app.deliver()
    assert states(app) == [("ready", 1)]
    hook.before_answer.set()
    for _ in range(100):
        if states(app) == [("sent", 1)]:
            break
        threading.Event().wait(0.05)
    assert states(app) == [("sent", 1)]
    assert not app.couriers.hangs(id)
    after(app, HOUR)
    assert len(hook.requests) == 1


def test_a_channel_rests_after_each_message(app: Application, hook: Webhook) -> None:
    channel(app, hook.url)
    tell(app, "satu", urgent=True)
    app.deliver()
    tell(app, "dua", urgent=True)
    app.deliver()
    assert len(hook.messages) == 1
    after(app, timedelta(seconds=3))
    assert len(hook.messages) == 2


def test_a_redirect_is_not_followed(app: Application, hook: Webhook) -> None:
    with webhook() as other:
        hook.status, hook.location = 307, f"http://127.0.0.1:{other.port}/rahasia"
        channel(app, hook.url)
        tell(app, "satu", urgent=True)
        app.deliver()
        assert (len(hook.requests), other.requests) == (1, [])
        assert states(app) == [("ready", 1)]


# By mail


def test_a_mail_arrives_as_it_should(app: Application) -> None:
    with mail_server() as (box, port):
        channel(app, f"mailto://127.0.0.1:{port}/?from=sopan@example.id&to=kasubag@example.id")
        tell(app, "satu")
        after(app, notices.WINDOW)
        (mail,) = box.mails
    assert mail["Subject"] == "Melewati waktu baku: 5. Menelaah draf, lewat 1 jam"
    assert mail["To"] == "kasubag@example.id"
    assert mail["Auto-Submitted"] == "auto-generated"
    (sent,) = app.sendings("kantor")
    assert mail["X-Idempotency-Key"] == sent["message"] == sent["id"]
    text = mail.get_body(("plain", "html"))
    assert text is not None
    assert "Tenggat: Senin, 12 Januari 2026 pukul 10.00 WITA" in text.get_content()


@pytest.mark.parametrize("answer", ["451 4.3.0 coba lagi nanti", "550 5.1.1 tidak dikenal"])
def test_a_mail_server_that_refuses_says_why(app: Application, answer: str) -> None:
    with mail_server() as (box, port):
        channel(app, f"mailto://127.0.0.1:{port}/?from=sopan@example.id&to=kasubag@example.id")
        box.answer = answer
        tell(app, "satu", urgent=True)
        app.deliver()
        (failed,) = app.sendings("kantor")
        assert (failed["state"], failed["attempts"]) == ("ready", 1)
        assert answer[4:] in failed["error"]
        box.answer = "250 OK"
        after(app, 10 * MINUTE)
        assert len(box.mails) == 1
    assert states(app) == [("sent", 2)]


# To whom, in which language, from which node


def test_an_incident_is_told_to_who_started_it_and_to_the_head(app: Application) -> None:
    stuck = process(
        START + user("a") + '<bpmn:exclusiveGateway id="pilih"/>' + user("b") + END,
        "mulai > a > pilih > b [jumlah > 1]; b > selesai",
    )
    app.deploy(stuck, agency="kantor")
    instance = app.start("kantor/proses", {"jumlah": 0}, title="Surat 12", by="kasubag")["id"]
    (task,) = app.tasks(instance=instance)
    assert app.complete(task["id"], by="staf")["incident"]
    (incident,) = app.incidents("kantor")
    app.retry(incident["id"])
    for username in ("kasubag", "kadis"):
        (told,) = app.notices("kantor", username)
        assert told["subject"] == "Gangguan: proses memerlukan bantuan"
        assert told["link"] == f"/pelaksanaan/{instance}"
        assert "Keterangan: Seharusnya" in told["text"]
    assert app.notices("kantor", "staf") == []


def test_a_person_reads_it_in_the_language_they_chose(app: Application, hook: Webhook) -> None:
    channel(app, hook.url)
    add_account(app, "kasubag", "en")
    tell(app, "satu")
    after(app, notices.WINDOW)
    (message,) = hook.messages
    assert message["title"] == "Past its standard time: 5. Menelaah draf, by 1 hour"
    assert app.notices("kantor", "kasubag")[0]["subject"] == message["title"]


def add_account(app: Application, username: str, language: str) -> None:
    values = {
        "id": "019baf80-9c00-7ac7-94cb-c4fa6ed1eed2",
        "login": username,
        "agency_id": "kantor",
        "username": username,
        "roles": [],
        "must_change": False,
        "language": language,
        "demo": False,
        "created_at": MONDAY,
    }
    app.database.write(lambda connection: connection.execute(insert(account), values))


def test_several_nodes_send_each_message_once(
    app: Application, database: Database, hook: Webhook, clock: FixedClock
) -> None:
    for number in range(12):
        channel(app, f"{hook.url}/{number}", ("staf", "kasubag", "kadis")[number % 3])
    for username in ("staf", "kasubag", "kadis"):
        tell(app, username, username=username, urgent=True)
    nodes = [Application(SETTINGS, database, clock) for _ in range(4)]
    threads = [threading.Thread(target=node.deliver) for node in nodes for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(3):
        app.deliver()
    assert len(hook.requests) == len(hook.messages) == 12
    assert states(app) == [("sent", 1)] * 12


def test_one_slow_machine_leaves_room_for_the_others(app: Application, hook: Webhook) -> None:
    app.couriers.seconds = 2.0
    with hanging_server() as port:
        for number in range(10):
            channel(app, f"json://127.0.0.1:{port}/{number}")
        channel(app, hook.url.replace("127.0.0.1", "localhost"))
        tell(app, "satu", urgent=True)
        delivery.deliver(app, app.clock.now())
        assert hook.begun.wait(1.5)
        app.couriers.wait()
    assert len(hook.messages) == 1


def test_a_reminder_to_send_by_hand(app: Application, clock: FixedClock) -> None:
    app.deploy(one_step(), agency="kantor")
    app.start("kantor/proses", title="Surat 12")
    (task,) = app.tasks("kantor")
    soon = app.reminder_text(task["id"])
    assert soon["text"].startswith("*Pengingat: 1. periksa, sisa 2 jam*")
    clock.at = MONDAY + 5 * HOUR
    late = app.reminder_text(task["id"])
    assert late["text"].startswith("*Melewati waktu baku: 1. periksa, lewat 2 jam*")
    assert f"Buka: https://sopan.example.go.id/tugas/{task['id']}" in late["text"]
    assert late["whatsapp"].startswith("https://wa.me/?text=%2AMelewati")
    app.complete(task["id"], by="staf")
    with pytest.raises(Conflict):
        app.reminder_text(task["id"])
    (untimed,) = app.tasks("kantor")
    assert app.reminder_text(untimed["id"])["text"].startswith("*Pengingat: lanjut*")
    with pytest.raises(NotFound):
        app.reminder_text("019baf80-9c00-7ac7-94cb-c4fa6ed1eed2")


def test_a_server_sends_by_itself_and_at_once_what_is_urgent(
    database: Database, hook: Webhook
) -> None:
    with_beat = replace(SETTINGS, tick_seconds=60.0)
    app = Application(with_beat, database, SystemClock())
    app.register(office())
    channel(app, hook.url)
    node = scheduler.start(app)
    try:
        tell(app, "satu", urgent=True)
        assert hook.begun.wait(20)
    finally:
        node.shutdown()
        app.couriers.stop(10)
    assert states(app) == [("sent", 1)]
