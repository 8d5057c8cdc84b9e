"""Broken files: whatever XML the reader lets through is loaded or refused, never a traceback."""

import tomllib
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from engine.bpmn import parser, reader, runner
from engine.core.errors import Refusal
from engine.core.model import Stuck
from tests.conformance.test_bpmn_scenarios import SCENARIOS, _xml
from tests.models import MONDAY, ORGANISATION

SOPS = sorted((Path(__file__).parents[2] / "processes").rglob("*.bpmn"))
CONTEXT = runner.Context(ORGANISATION)


def files() -> list[bytes]:
    scenarios = [_xml(tomllib.loads(path.read_text("utf-8")), path) for path in SCENARIOS]
    return [*scenarios, *(path.read_bytes() for path in SOPS)]


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_mutated_models(first: int) -> None:
    whole = files()
    for seed in range(first, first + 100):
        _try(seed, whole)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(1_000, 21_000, 1_000))
def test_twenty_thousand_mutated_models(first: int) -> None:
    whole = files()
    for seed in range(first, first + 1_000):
        _try(seed, whole)


def _try(seed: int, whole: list[bytes]) -> None:
    random = Random(seed)
    root = etree.fromstring(random.choice(whole))
    for _ in range(random.randint(1, 4)):
        random.choice([_drop, _double, _move, _lose, _exchange, _garble, _rename])(root, random)
    data = etree.tostring(root)
    try:
        loaded = parser.load(reader.read(data))
        texts = [(f.text("id"), f.text("en")) for f in loaded.findings]
        assert all(all(pair) for pair in texts)
        for model in loaded.models:
            progress = runner.start(model, {}, CONTEXT, MONDAY)
            for task in progress.open[:1]:
                runner.complete(model, progress.state, task.token, {}, CONTEXT, MONDAY)
    except (Refusal, Stuck):
        pass
    except Exception as error:
        error.add_note(f"seed {seed}: {data.decode()}")
        raise


def _nodes(root: etree._Element) -> list[etree._Element]:
    return [node for node in root.iter("*") if node.getparent() is not None]


def _drop(root: etree._Element, random: Random) -> None:
    node = random.choice(_nodes(root) or [root])
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _double(root: etree._Element, random: Random) -> None:
    node = random.choice(_nodes(root) or [root])
    parent = node.getparent()
    if parent is not None:
        parent.append(etree.fromstring(etree.tostring(node)))


def _move(root: etree._Element, random: Random) -> None:
    nodes = _nodes(root)
    if len(nodes) > 1:
        node, target = random.sample(nodes, 2)
        if node not in target.iterancestors():
            target.append(node)


def _lose(root: etree._Element, random: Random) -> None:
    node = random.choice(list(root.iter("*")))
    if node.attrib:
        del node.attrib[random.choice(list(node.attrib))]


def _exchange(root: etree._Element, random: Random) -> None:
    first, second = (random.choice(list(root.iter("*"))) for _ in range(2))
    if first.attrib and second.attrib:
        key = random.choice(list(first.attrib))
        first.set(key, second.get(random.choice(list(second.attrib))) or "")


def _garble(root: etree._Element, random: Random) -> None:
    node = random.choice(list(root.iter("*")))
    text = random.choice(["", "${", "P3D", "R/PT0S", "1 +", "x == 1", "Ñ", "0 8 * * *", "true"])
    if node.attrib and random.random() < 0.5:
        node.set(random.choice(list(node.attrib)), text)
    else:
        node.text = text


def _rename(root: etree._Element, random: Random) -> None:
    node, other = (random.choice(list(root.iter("*"))) for _ in range(2))
    if node is not root and other is not root:
        node.tag = other.tag
