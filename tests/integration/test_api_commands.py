"""Commands sent twice with the same key: done once, and answered the same."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine import sentcommands
from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Conflict
from engine.settings import Settings
from storage.database import Database
from tests.builders import END, MONDAY, START, laned, office, process, user
from tests.integration.serving import Api, running

LINE = process(laned({"Staf": ["a"]}) + START + user("a") + END, "mulai > a > selesai")
BODY = {"definition": "kantor/proses", "title": "LAKIP"}


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.register(office())
    app.deploy(LINE, agency="kantor")
    return app


@pytest.fixture
def staf(app: Application) -> Iterator[Api]:
    token = app.create_token("staf", agency="kantor")["token"]
    with running(app) as address, Api(address, token) as client:
        yield client


def key(text: str) -> dict[str, str]:
    return {"Idempotency-Key": text}


def test_the_same_command_is_done_once_and_answered_the_same(app: Application, staf: Api) -> None:
    first = staf.post("/instances", json=BODY, headers=key("k1"))
    again = staf.post("/instances", json=BODY, headers=key("k1"))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(app.instances("kantor")) == 1
    staf.post("/instances", json=BODY, headers=key("k2"))
    assert len(app.instances("kantor")) == 2


def test_a_key_is_of_one_command_and_one_caller(app: Application, staf: Api) -> None:
    staf.post("/instances", json=BODY, headers=key("k"))
    other = staf.post("/instances", json={**BODY, "title": "lain"}, headers=key("k"))
    assert (other.status_code, other.json()["code"]) == (409, "command.other")
    secret = app.create_token("kasubag", agency="kantor")["token"]
    staf.headers["Authorization"] = f"Bearer {secret}"
    assert staf.post("/instances", json=BODY, headers=key("k")).status_code == 201
    assert len(app.instances("kantor")) == 2


def test_a_refusal_is_not_kept(app: Application, staf: Api) -> None:
    body = {"definition": "kantor/kemudian"}
    assert staf.post("/instances", json=body, headers=key("k")).status_code == 404
    app.deploy(LINE.replace(b'"proses"', b'"kemudian"'), agency="kantor")
    assert staf.post("/instances", json=body, headers=key("k")).status_code == 201


@pytest.mark.parametrize("wrong", ["a b", "x" * 256])
def test_a_key_is_checked(staf: Api, wrong: str) -> None:
    refused = staf.post("/instances", json=BODY, headers=key(wrong))
    assert (refused.status_code, refused.json()["code"]) == (422, "command.key")


def test_many_at_once_do_it_once(app: Application, staf: Api) -> None:
    codes: list[int] = []

    def send() -> None:
        codes.append(staf.post("/instances", json=BODY, headers=key("k")).status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {201, 409}
    assert 201 in codes
    assert len(app.instances("kantor")) == 1


def test_a_crash_before_the_change_lets_it_be_done_later(app: Application) -> None:
    taken = app.take_command("kunci", "isi")
    with pytest.raises(Conflict) as refused:
        app.take_command("kunci", "isi")
    assert refused.value.code == "command.running"
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(sentcommands.LEASE)
    again = app.take_command("kunci", "isi")
    assert isinstance(taken, sentcommands.Command)
    assert isinstance(again, sentcommands.Command)
    # The slow one comes back and wants to write after all: it can no longer.
    with carried(taken), pytest.raises(Conflict):
        app.start("kantor/proses")
    assert app.instances("kantor") == []
    with carried(again):
        app.start("kantor/proses")
    assert len(app.instances("kantor")) == 1


def test_a_crash_between_change_and_answer_is_told(app: Application) -> None:
    taken = app.take_command("kunci", "isi")
    assert isinstance(taken, sentcommands.Command)
    with carried(taken):
        app.start("kantor/proses")
    app.drop_command(taken)
    assert isinstance(app.clock, FixedClock)
    app.clock.advance(timedelta(hours=1))
    with pytest.raises(Conflict) as refused:
        app.take_command("kunci", "isi")
    assert refused.value.code == "command.done"
    app.clock.advance(timedelta(hours=24))
    app.tick()
    assert isinstance(app.take_command("kunci", "lain"), sentcommands.Command)


class carried:  # noqa: N801 - reads as a word of the test
    """Carry out what follows as that command."""

    def __init__(self, command: sentcommands.Command) -> None:
        self.command = command

    def __enter__(self) -> None:
        self.token = sentcommands.current.set(self.command)

    def __exit__(self, *_: object) -> None:
        sentcommands.current.reset(self.token)
