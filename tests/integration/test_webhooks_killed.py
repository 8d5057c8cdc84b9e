"""kill -9 of whoever tells a webhook: no event is lost, none comes before an earlier one."""

import json
import random
import threading
import time
from datetime import timedelta

import pytest

from engine import webhooks
from engine.app import Application
from engine.clock import FixedClock
from engine.webhooks import Wanted
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.delivering import kill, worker
from tests.integration.hookreceiver import SETTINGS, Receiver, receiving

LINE = process(laned({"Staf": ["a"]}) + START + user("a") + END, "mulai > a > selesai")
LIVES, STARTED = 3, 12


@pytest.fixture
def app(database_url: str) -> Application:
    opened = Application(SETTINGS, Database.open(database_url), FixedClock(MONDAY))
    opened.register(office())
    opened.deploy(LINE, agency="kantor")
    return opened


def told(receiver: Receiver) -> list[int]:
    """Return the numbers of the events as they came; each call has its number as its key."""
    found = [json.loads(call.body)["id"] for call in receiver.calls]
    assert [call.headers["Idempotency-Key"] for call in receiver.calls] == [str(n) for n in found]
    return found


def later(app: Application, passed: timedelta) -> None:
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(passed)
    webhooks.deliver(app, app.clock.now())


def test_between_the_sending_and_the_mark(app: Application, database_url: str) -> None:
    with receiving() as receiver:
        app.add_webhook(Wanted("kantor", receiver.url))
        app.start("kantor/proses")
        receiver.before_answer = threading.Event()
        killed = worker("webhooks", database_url)
        assert receiver.begun.wait(20)
        kill(killed)
        receiver.before_answer.set()
        app.start("kantor/proses")
        webhooks.deliver(app, app.clock.now())
        first = told(receiver)
        assert len(first) == 1, "it is leased"
        later(app, webhooks.LEASE + timedelta(seconds=1))
        found = told(receiver)
        assert found[1] == first[0], "the one whose arrival nobody marked is told again"
        assert found[1:] == sorted(set(found)), "and then what follows, in order"
        kinds = [json.loads(call.body)["kind"] for call in receiver.calls[1:]]
        assert kinds == ["WebhookAdded", *["InstanceStarted", "WorkItemOpened"] * 2]
    app.close()


def test_again_and_again(app: Application, database_url: str) -> None:
    chance, streams = random.Random(11), []
    with receiving() as receiver:
        app.add_webhook(Wanted("kantor", receiver.url, kinds=("InstanceStarted",)))
        for life in range(LIVES):
            streams += [app.start("kantor/proses")["id"] for _ in range(STARTED)]
            workers = [worker("webhooks", database_url, life * 600) for _ in range(2)]
            assert receiver.begun.wait(30), "nobody is killed at work"
            time.sleep(chance.uniform(0.02, 0.3))
            for each in workers:
                kill(each)
        for _ in range(6):
            later(app, timedelta(hours=1))
        firsts = list(dict.fromkeys(told(receiver)))
        assert firsts == sorted(firsts), "none came before an earlier one"
        came = [json.loads(call.body)["stream"] for call in receiver.calls]
        assert list(dict.fromkeys(came)) == streams, "none is lost"
        assert app.webhooks("kantor")[0]["error"] is None
    app.close()
