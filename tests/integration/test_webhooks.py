"""Webhooks: events go out signed and in order, at least once, and are given up after days."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid, NotPermitted
from engine.webhooks import GIVES_UP, Wanted
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.hookreceiver import SETTINGS, Receiver, receiving

LINE = process(laned({"Staf": ["a"]}) + START + user("a") + END, "mulai > a > selesai")


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(SETTINGS, database, FixedClock(MONDAY))
    app.register(office())
    app.register(office("lain"))
    app.deploy(LINE, agency="kantor")
    app.deploy(LINE, agency="lain")
    return app


def kinds(receiver: Receiver) -> list[str]:
    return [json.loads(call.body)["kind"] for call in receiver.calls]


def tick(app: Application) -> None:
    """Look at everything, once every transaction that is still at work elsewhere has ended.

    PostgreSQL tells of no event that one of them could still precede, and the tests beside this one
    work on the same server.
    """
    while app.database.engine.dialect.name == "postgresql":
        with app.database.read() as connection:
            settled = connection.exec_driver_sql(
                "SELECT pg_snapshot_xmin(s) = pg_snapshot_xmax(s) FROM pg_current_snapshot() s"
            ).scalar()
        if settled:
            break
        time.sleep(0.02)
    app.tick()


def later(app: Application, **passed: float) -> None:
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(timedelta(**passed))
    tick(app)


def test_events_go_out_signed_in_order_and_once(app: Application) -> None:
    with receiving() as receiver:
        made = app.add_webhook(Wanted("kantor", receiver.url, "arsip"), by="kadis")
        task = app.start("kantor/proses")["next"][0]["id"]
        app.start("lain/proses")
        tick(app)
        app.complete(task, by="staf")
        tick(app)
        tick(app)
    said = [json.loads(call.body) for call in receiver.calls]
    assert [each["kind"] for each in said] == [
        *("WebhookAdded", "InstanceStarted", "WorkItemOpened"),
        *("WorkItemCompleted", "InstanceCompleted"),
    ]
    assert [each["id"] for each in said] == sorted({each["id"] for each in said})
    assert {each["agency"] for each in said} == {"kantor"}
    for call, each in zip(receiver.calls, said, strict=True):
        stamp, code = (
            part.partition("=")[2] for part in call.headers["Sopan-Signature"].split(",")
        )
        text = stamp.encode() + b"." + call.body
        assert code == hmac.new(made["secret"].encode(), text, hashlib.sha256).hexdigest()
        assert call.headers["Idempotency-Key"] == str(each["id"])
        assert call.headers["Sopan-Webhook"] == made["id"]
    (shown,) = app.webhooks("kantor", by="kadis")
    assert "secret" not in shown
    assert receiver.url not in str(shown)


def test_only_the_kinds_that_are_wanted(app: Application) -> None:
    with receiving() as receiver:
        app.add_webhook(Wanted("kantor", receiver.url, kinds=("InstanceStarted",)))
        app.start("kantor/proses")
        tick(app)
    assert kinds(receiver) == ["InstanceStarted"]


def test_what_did_not_arrive_is_sent_again_before_what_follows(app: Application) -> None:
    with receiving() as receiver:
        app.add_webhook(Wanted("kantor", receiver.url, kinds=("InstanceStarted",)))
        receiver.status = 500
        first = app.start("kantor/proses")["id"]
        tick(app)
        second = app.start("kantor/proses")["id"]
        tick(app)
        (failing,) = app.webhooks("kantor")
        assert (failing["attempts"], failing["error"]) == (1, "dijawab 500 / answered 500")
        receiver.status = 204
        later(app, hours=2)
        streams = [json.loads(call.body)["stream"] for call in receiver.calls]
        assert streams == [first, first, second]
    (well,) = app.webhooks("kantor")
    assert (well["attempts"], well["error"], well["failing_since"]) == (0, None, None)


def test_one_that_fails_for_days_is_given_up_and_the_head_is_told(app: Application) -> None:
    with receiving() as receiver:
        receiver.status = 410
        app.add_webhook(Wanted("kantor", receiver.url, "arsip"))
        tick(app)
        later(app, seconds=GIVES_UP.total_seconds() - 3600)
        assert app.webhooks("kantor")[0]["disabled_at"] is None
        later(app, hours=6)
        assert app.webhooks("kantor")[0]["disabled_at"] is not None
        told = [one for one in app.notices("kantor", "kadis") if one["kind"] == "incident"]
        assert len(told) == 1
        assert "arsip" in told[0]["subject"]
        calls = len(receiver.calls)
        later(app, days=1)
        assert len(receiver.calls) == calls


def test_one_that_is_removed_is_told_nothing_more(app: Application) -> None:
    with receiving() as receiver:
        made = app.add_webhook(Wanted("kantor", receiver.url))
        app.remove_webhook(made["id"], by="kadis")
        app.start("kantor/proses")
        tick(app)
    assert receiver.calls == []


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://metadata/", "file:///etc/passwd", "http://u:p@localhost/", "x"],
)
def test_an_address_that_no_handler_may_call_is_refused(app: Application, url: str) -> None:
    with pytest.raises(Invalid) as refused:
        app.add_webhook(Wanted("kantor", url))
    assert refused.value.code == "webhook.url"


def test_only_the_head_and_the_administrator_manage_them(app: Application) -> None:
    with pytest.raises(NotPermitted):
        app.add_webhook(Wanted("kantor", "https://api.go.id/"), by="staf")
    with pytest.raises(NotPermitted):
        app.webhooks("kantor", by="kasubag")
    with pytest.raises(Invalid):
        app.add_webhook(Wanted("kantor", "https://api.go.id/", kinds=("InstanceBegun",)))
