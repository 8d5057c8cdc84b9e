"""kill -9 of whoever delivers: no notice is lost, none is doubled where the key is honoured."""

import random
import threading
import time

import pytest

from engine import delivery
from engine.app import Application
from engine.clock import FixedClock
from storage.database import Database
from tests.builders import MONDAY, office
from tests.integration.delivering import kill, worker
from tests.integration.noticed import MINUTE, SETTINGS, channel, states, tell
from tests.integration.receivers import webhook

NOTICES, CHANNELS = 40, 4


@pytest.fixture
def app(database_url: str) -> Application:
    opened = Application(SETTINGS, Database.open(database_url), FixedClock(MONDAY))
    opened.register(office())
    return opened


def test_between_the_sending_and_the_mark(app: Application, database_url: str) -> None:
    with webhook() as hook:
        hook.before_answer = threading.Event()
        channel(app, hook.url)
        tell(app, "satu", urgent=True)
        killed = worker("notices", database_url)
        assert hook.begun.wait(20)
        kill(killed)
        hook.before_answer.set()
        assert states(app) == [("sending", 1)]
        app.deliver()
        assert len(hook.requests) == 1, "it is leased"
        assert isinstance(app.clock, FixedClock)
        app.clock.advance(delivery.LEASE)
        app.deliver()
        assert states(app) == [("sent", 2)]
        assert len(hook.requests) == 2
        assert len(hook.messages) == 1
    app.close()


def test_again_and_again(app: Application, database_url: str) -> None:
    chance = random.Random(7)
    with webhook() as hook:
        channels = [channel(app, f"{hook.url}/{number}") for number in range(CHANNELS)]
        said: set[str] = set()
        for life in range(2):
            for number in range(NOTICES // 2):
                name = f"Tugas {life}-{number}"
                said.add(name)
                tell(app, name, name=name, urgent=True)
            workers = [worker("notices", database_url, life * 600) for _ in range(2)]
            assert hook.begun.wait(30), "nobody is killed at work"
            time.sleep(chance.uniform(0.05, 0.4))
            for each in workers:
                kill(each)
        assert isinstance(app.clock, FixedClock)
        app.clock.at = MONDAY + 3000 / 60 * MINUTE
        for _ in range(30):
            app.deliver()
            app.clock.advance(MINUTE)
        assert {state for state, _ in states(app)} == {"sent"}
        assert len(states(app)) == NOTICES * CHANNELS
        texts = [message["message"] + message["title"] for message in hook.messages]
        found = {name: sum(f"{name}" in _lines(text) for text in texts) for name in said}
        assert found == dict.fromkeys(said, len(channels))
    app.close()


def _lines(text: str) -> set[str]:
    """Return the names of the steps a message tells of."""
    return {part for part in text.replace("5. ", "\n").replace(":", "\n").split("\n") if part}
