"""The hostile set: nothing runs code, hangs, floods memory or leaves a traceback.

Each file of `hostile.py` is tried in a process of its own, which the system ends when it uses too
much processor time; how long it takes by the clock is never asked. `broken.toml` are drawings that
cannot mean anything. Then the shipped SOPs and the scenarios are damaged at random.
"""

import multiprocessing
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.app import Application
from engine.bpmn import parser, reader
from engine.clock import FixedClock
from engine.core.errors import Invalid, Refusal
from engine.core.findings import errors
from engine.core.model import Stuck
from tests.conformance import hostile
from tests.conformance.test_mutated_models import files
from tests.models import MONDAY, SPACES, loaded

BROKEN = tomllib.loads(Path(__file__).with_name("broken.toml").read_text("utf-8"))["drawing"]
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.conformance.hostile"])


@pytest.mark.parametrize("name", hostile.ATTACKS)
def test_attack(name: str) -> None:
    code, attack = hostile.ATTACKS[name]
    answers, answer = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=hostile.trying, args=(attack(), answer))
    process.start()
    answer.close()
    try:
        outcome, megabytes = answers.recv()
    except EOFError:
        outcome, megabytes = "ended by the system", 0
    process.join()
    assert outcome == code
    assert megabytes < hostile.MEGABYTES


@pytest.mark.parametrize("source", [*hostile.ESCAPES, *hostile.HANGS])
def test_expression(source: str) -> None:
    escaped = source.replace("&", "&amp;").replace("<", "&lt;")
    for file in (hostile.condition(escaped), hostile.script(f"y = {escaped}")):
        outcome = hostile.outcome(file)
        harmless = source in hostile.HANGS and outcome in ("active", "completed")
        assert harmless or outcome.startswith("expression.")


@pytest.mark.parametrize("drawing", BROKEN, ids=lambda drawing: drawing["about"])
def test_broken_drawing(drawing: Mapping[str, Any]) -> None:
    inside = (
        f'<message id="m1" name="m1"/><error id="r1"/><process id="p">{drawing["xml"]}</process>'
    )
    result = loaded(f"<definitions {SPACES}>{inside}</definitions>".encode())
    assert not result.models
    assert errors(result.findings)[0].code == drawing["code"]


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_an_event_that_starts_what_throws_it_is_dropped_in_the_end(kind: str) -> None:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        (deployed,) = app.deploy(hostile.starts_itself(kind))
        app.start(deployed["definition"])
        assert 1 < len(app.instances(limit=10_000)) < 2_000


def test_values_nobody_can_store() -> None:
    deep: list[Any] = []
    for _ in range(50_000):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    values = [deep, endless, float("nan"), 10**5_000, b"x", {1: 2}, "\ud800", {1}, "x" * 10_000_000]
    clock = FixedClock(MONDAY)
    with Application.open("sqlite://", clock=clock) as app:
        (deployed,) = app.deploy(hostile.condition("1 == 1"))
        for value in values:
            with pytest.raises(Invalid):
                app.start(deployed["definition"], {"x": value})
            with pytest.raises(Invalid):
                app.complete(app.start(deployed["definition"])["next"][0]["id"], {"x": value})
        clock.advance(timedelta(days=1))
        assert app.tick()["failed"] == 0


@pytest.mark.parametrize("first", range(0, 600, 200))
def test_damaged_bytes(first: int) -> None:
    whole = files()
    for seed in range(first, first + 200):
        _try(_damaged(Random(seed), whole), seed)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(1_000, 31_000, 1_000))
def test_thirty_thousand_damaged_files(first: int) -> None:
    whole = files()
    for seed in range(first, first + 1_000):
        _try(_damaged(Random(seed), whole), seed)


def _try(data: bytes, seed: int) -> None:
    try:
        result = parser.load(reader.read(data, "rusak.bpmn"))
        for finding in result.findings:
            assert finding.text("id")
            assert finding.text("en")
        for model in result.models:
            hostile.play(model)
    except (Refusal, Stuck):
        pass
    except Exception as error:
        error.add_note(f"seed {seed}")
        raise


def _damaged(random: Random, whole: list[bytes]) -> bytes:
    """Return a file with words exchanged, which mostly leaves it XML, or with bytes damaged."""
    data, other = random.choice(whole), random.choice(whole)
    if random.random() < 0.3:
        return _torn(random, bytearray(data), other)
    words = re.split(rb"([\w:.-]+)", data)
    others = re.split(rb"([\w:.-]+)", random.choice([data, other]))
    for _ in range(random.randint(1, 3)):
        at = random.randrange(1, len(words), 2)
        words[at] = others[random.randrange(1, len(others), 2)]
    return b"".join(words)


def _torn(random: Random, data: bytearray, other: bytes) -> bytes:
    """Return `data` with bytes changed, cut out, doubled or taken from `other`."""
    at, start = random.randrange(len(data)), random.randrange(len(other))
    length = random.randint(1, 60)
    match random.randrange(4):
        case 0:
            data[at] = random.randrange(256)
        case 1:
            del data[at : at + length]
        case 2:
            data[at:at] = data[at : at + length]
        case 3:
            data[at : at + length] = other[start : start + length]
    return bytes(data)
