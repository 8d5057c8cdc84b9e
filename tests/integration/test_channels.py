"""Channels: whose they are, what addresses are taken, and that no secret is ever shown."""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine import notices
from engine.app import Application
from engine.channels import Wanted
from engine.clock import FixedClock
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal, Unavailable
from engine.notices import Tell
from engine.settings import Settings
from notifications import resolving
from storage.database import Database
from storage.timeschema import channel
from tests.builders import MONDAY, office
from tests.integration.receivers import mail_server, webhook

KEY = "rahasia-untuk-uji-yang-cukup-panjang"
SETTINGS = Settings(channel_network="local", secret_key=KEY)
TELEGRAM = "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/987654321"
MAIL = "mailto://pengirim:Rahasia77@127.0.0.1/?from=sopan@example.id&to=kasubag@example.id"


@pytest.fixture
def app(database: Database) -> Application:
    opened = Application(SETTINGS, database, FixedClock(MONDAY))
    opened.register(office())
    return opened


@pytest.fixture
def variable() -> Iterator[str]:
    os.environ["TELEGRAM_KADIS"] = TELEGRAM
    yield "env:TELEGRAM_KADIS"
    os.environ.pop("TELEGRAM_KADIS", None)


def wanted(url: str = TELEGRAM, username: str | None = "kasubag", **more: str) -> Wanted:
    return Wanted("kantor", url, username, **more)  # type: ignore[arg-type]  # only texts here


def test_a_channel_is_added_listed_and_removed(app: Application) -> None:
    made = app.add_channel(wanted())
    assert (made["name"], made["address"], made["digest"]) == ("Telegram", "tgram://…", False)
    assert app.channels("kantor") == [made]
    removed = app.remove_channel(made["id"])
    assert removed["removed_at"] == MONDAY.isoformat()
    assert app.channels() == []
    with pytest.raises(Conflict, match="Telegram"):
        app.remove_channel(made["id"])
    with pytest.raises(Conflict):
        app.test_channel(made["id"])
    with pytest.raises(NotFound):
        app.test_channel("019baf80-9c00-7ac7-94cb-c4fa6ed1eed2")
    assert app.verify_audit()["whole"]


def test_a_secret_is_neither_shown_nor_stored_in_the_clear(
    app: Application, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with mail_server() as (box, port):
        box.answer = "535 5.7.8 tidak untuk pengirim:Rahasia77"
        made = app.add_channel(wanted(MAIL.replace("127.0.0.1", f"127.0.0.1:{port}")))
        told = Tell("overdue", "kasubag", "satu", urgent=True, facts={"name": "x", "past": "1 jam"})
        app.run(lambda s: notices.tell(s, s.agency("kantor"), told, MONDAY))
        app.deliver()
        with pytest.raises(Unavailable) as refused:
            app.test_channel(made["id"])
    (sending,) = app.sendings("kantor")
    assert sending["state"] == "ready"
    with database.read() as connection:
        (stored,) = connection.scalars(select(channel.c.url))
        trail = connection.exec_driver_sql("SELECT data FROM event").fetchall()
    ours = "".join(r.getMessage() for r in caplog.records if r.name.startswith("sopan"))
    shown = [
        made,
        app.channels(),
        sending,
        refused.value.text("id"),
        str(trail),
        repr(stored),
        ours,
    ]
    assert "Rahasia77" not in json.dumps(shown, default=str)
    assert made["address"] == "mailto://127.0.0.1"
    assert "Rahasia77" not in repr(SETTINGS)
    assert KEY not in repr(SETTINGS)


def test_of_an_officer_or_of_a_position(app: Application) -> None:
    for whose in ((None, None), ("kasubag", "kadis")):
        with pytest.raises(Invalid, match="channel of an officer or of a position"):
            app.add_channel(Wanted("kantor", TELEGRAM, *whose))
    with pytest.raises(NotFound, match='"kasubag"'):
        app.add_channel(wanted(username="kasubak"))
    with pytest.raises(NotFound, match='"kadis"'):
        app.add_channel(Wanted("kantor", TELEGRAM, position="kadish"))
    with pytest.raises(NotFound):
        app.add_channel(replace(wanted(), agency="kantorr"))


def test_an_officer_changes_their_own_alone(app: Application) -> None:
    own = app.add_channel(wanted(), by="kasubag")
    post = app.add_channel(Wanted("kantor", TELEGRAM, position="kadis"), by="kadis")
    for id in (own["id"], post["id"]):
        with pytest.raises(NotPermitted):
            app.remove_channel(id, by="staf")
        with pytest.raises(NotPermitted):
            app.test_channel(id, by="staf")
    with pytest.raises(NotPermitted):
        app.add_channel(wanted(username="kadis"), by="staf")
    with pytest.raises(NotPermitted):
        app.add_channel(Wanted("kantor", TELEGRAM, position="kadis"), by="staf")
    assert app.remove_channel(own["id"], by="kasubag")["removed_at"]


def test_an_address_may_stand_in_the_environment(app: Application, variable: str) -> None:
    made = app.add_channel(wanted(variable))
    assert made["address"] == "env:TELEGRAM_KADIS (tgram://…)"
    with pytest.raises(NotPermitted):
        app.add_channel(wanted(variable), by="kasubag")
    del os.environ["TELEGRAM_KADIS"]
    assert app.channels()[0]["address"] == "env:TELEGRAM_KADIS"
    for missing in ("env:TELEGRAM_KADIS", "env:path", "env:"):
        with pytest.raises(Invalid, match="the variable"):
            app.add_channel(wanted(missing))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("syslog://", "channel.scheme"),
        ("windows://x", "channel.scheme"),
        ("dbus://x", "channel.scheme"),
        ("file:///etc/passwd", "channel.scheme"),
        ("", "channel.scheme"),
        ("bukan alamat", "channel.scheme"),
        ("tgram://", "channel.scheme"),
        ("tgram://rahasia", "channel.url"),
        ("mailto://a:b@c.id?to=d@e.id\r\nBcc: f@g.id", "channel.url"),
        (f"{TELEGRAM}/12345678", "channel.many"),
        (f"{TELEGRAM}/?template=/etc/passwd", "channel.option"),
        ("mailto://a:b@127.0.0.1?to=d@e.id&pgp=sign&pgpprv=/etc/x", "channel.option"),
        ("json://169.254.169.254/latest/meta-data", "channel.network"),
        ("json://[::ffff:a9fe:a9fe]/", "channel.network"),
        ("json://100.100.100.200/", "channel.network"),
        ("json://0.0.0.0:8460/", "channel.network"),
        ("mailto://a:b@127.0.0.1?from=d@e.id&smtp=169.254.169.254&to=d@e.id", "channel.network"),
        ("json://tidak-ada.invalid/", "channel.unknown_host"),
        (f"json://127.0.0.1/{'x' * 3000}", "channel.url"),
    ],
)
def test_other_addresses_are_refused_without_being_said(
    app: Application, url: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        app.add_channel(wanted(url))
    assert refused.value.code == code
    assert "rahasia" not in refused.value.text("id")


@pytest.mark.parametrize(
    ("network", "host", "taken"),
    [
        ("local", "127.0.0.1", True),
        ("private", "127.0.0.1", False),
        ("private", "10.1.2.3", True),
        ("public", "10.1.2.3", False),
        ("public", "192.168.1.5", False),
        ("public", "[::ffff:a01:203]", False),
        ("public", "8.8.8.8", True),
    ],
)
def test_how_far_inside_a_channel_may_reach(
    database: Database, network: str, host: str, taken: bool
) -> None:
    app = Application(replace(SETTINGS, channel_network=network), database, FixedClock(MONDAY))
    app.register(office())
    if taken:
        assert app.add_channel(wanted(f"json://{host}/"))["id"]
    else:
        with pytest.raises(Invalid, match=network):
            app.add_channel(wanted(f"json://{host}/"))


def test_what_was_allowed_once_is_looked_at_again_when_it_is_sent(database: Database) -> None:
    app = Application(SETTINGS, database, FixedClock(MONDAY))
    app.register(office())
    with webhook() as hook:
        made = app.add_channel(wanted(hook.url))
        app.settings = replace(SETTINGS, channel_network="public")
        with pytest.raises(Unavailable, match=r"127\.0\.0\.1"):
            app.test_channel(made["id"])
        assert hook.requests == []


def test_a_name_is_called_by_the_address_that_was_looked_at(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns the name changes its address between the look at it and the call."""
    usual = resolving._system
    answers = ["127.0.0.1", "127.0.0.2", "127.0.0.1"]

    def fickle(host: Any, *arguments: Any, **named: Any) -> Any:
        found = answers.pop(0) if host == "berubah.example" else host
        return usual(found, *arguments, **named)

    monkeypatch.setattr(resolving, "_system", fickle)
    with webhook() as hook:
        made = app.add_channel(wanted(hook.url.replace("127.0.0.1", "berubah.example")))
        with pytest.raises(Unavailable):
            app.test_channel(made["id"])
        assert (hook.requests, answers) == ([], ["127.0.0.1"])
        app.test_channel(made["id"])
        assert len(hook.requests) == 1


def test_a_channel_is_tested(app: Application) -> None:
    with webhook() as hook:
        made = app.add_channel(wanted(hook.url))
        assert app.test_channel(made["id"], by="kasubag") == made
        (message,) = hook.messages
        assert message["title"] == "Uji saluran pemberitahuan Sopan"
        assert "Contoh Kasubag" in message["message"]
        hook.status = 500
        with pytest.raises(Unavailable, match="500"):
            app.test_channel(made["id"])
    assert app.sendings() == []


def test_what_waits_for_a_removed_channel_is_given_up(app: Application) -> None:
    with webhook() as hook:
        made = app.add_channel(wanted(hook.url))
        told = Tell("overdue", "kasubag", "satu", urgent=True, facts={"name": "x", "past": "1 jam"})
        app.run(lambda s: notices.tell(s, s.agency("kantor"), told, MONDAY))
        app.remove_channel(made["id"])
        app.deliver()
        (one,) = app.sendings("kantor")
        assert (one["state"], one["error"]) == ("dead", "saluran dihapus / the channel was removed")
        with pytest.raises(Conflict, match="removed"):
            app.resend(one["id"])
        assert app.resend_all("kantor") == []
        assert hook.requests == []
    assert len(app.notices("kantor", "kasubag")) == 1


def test_another_key_opens_nothing_and_says_so(app: Application, database: Database) -> None:
    made = app.add_channel(wanted())
    other = Application(replace(SETTINGS, secret_key=KEY[::-1]), database, FixedClock(MONDAY))
    assert other.channels()[0]["address"] is None
    with pytest.raises(Unavailable, match="the key is another"):
        other.test_channel(made["id"])
    told = Tell("overdue", "kasubag", "satu", urgent=True, facts={"name": "x", "past": "1 jam"})
    other.run(lambda s: notices.tell(s, s.agency("kantor"), told, MONDAY))
    other.deliver()
    (one,) = other.sendings("kantor")
    assert (one["state"], one["attempts"]) == ("ready", 1)
    assert "the key is another" in one["error"]


def test_without_a_key_sqlite_makes_one_and_postgresql_asks(
    database: Database, dialect: str
) -> None:
    app = Application(Settings(channel_network="local"), database, FixedClock(MONDAY))
    app.register(office())
    if dialect == "postgresql":
        with pytest.raises(Unavailable, match="SOPAN_SECRET_KEY"):
            app.add_channel(wanted())
        return
    app.add_channel(wanted())
    key = Path(f"{database.kind.path}.key")  # type: ignore[union-attr]  # it is SQLite
    assert key.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in key.parent.glob("*.key*")] == [key.name]
    again = Application(Settings(channel_network="local"), database, FixedClock(MONDAY))
    assert again.channels()[0]["address"] == "tgram://…"
