"""Broken files as tables: read, written back unchanged, rearranged, compared; never a traceback."""

from dataclasses import replace
from random import Random

import pytest
from lxml import etree

from engine.bpmn import differences, drawing, mainprocess, reader, tablereading, tablewriting
from engine.core import steptable
from engine.core.errors import Refusal
from engine.core.steptable import Table
from tests.conformance.test_mutated_models import (
    _double,
    _drop,
    _exchange,
    _garble,
    _lose,
    _move,
    _rename,
    files,
)


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_mutated_tables(first: int) -> None:
    whole = files()
    for seed in range(first, first + 100):
        _try(seed, whole)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(1_000, 11_000, 1_000))
def test_ten_thousand_mutated_tables(first: int) -> None:
    whole = files()
    for seed in range(first, first + 1_000):
        _try(seed, whole)


def _try(seed: int, whole: list[bytes]) -> None:
    random = Random(seed)
    original = random.choice(whole)
    root = etree.fromstring(original)
    for _ in range(random.randint(0, 3)):
        random.choice([_drop, _double, _move, _lose, _exchange, _garble, _rename])(root, random)
    data = etree.tostring(root)
    try:
        mainprocess.heading(reader.read(data))
        table = tablereading.read(drawing.changeable(data))
        differences.compare(etree.fromstring(original), reader.read(data).root)
        assert canonical(written(data, table)) == canonical(data), f"seed {seed}"
    except Refusal:
        return
    if table.free:
        _rearrange(data, table, random, seed)


def _rearrange(data: bytes, table: Table, random: Random, seed: int) -> None:
    """Add a row where there is a table, and read the same table again."""
    added = steptable.add_row(table, random.randrange(len(table.rows)) if table.rows else -1)
    rows = (row if row in table.rows else replace(row, name="baru") for row in added.rows)
    named = replace(added, rows=tuple(rows))
    try:
        after = tablereading.read(drawing.changeable(written(data, named)))
    except Refusal:
        return
    assert after.free, f"seed {seed}"
    assert [row.name for row in after.rows] == [row.name for row in named.rows], f"seed {seed}"


def written(data: bytes, table: Table) -> bytes:
    root = drawing.changeable(data)
    tablewriting.write(root, table)
    return drawing.serialised(root)


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")
