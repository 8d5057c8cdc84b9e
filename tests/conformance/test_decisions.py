"""Every file in `dmn/` is a decision and what it must decide, worked out by hand from DMN 1.3.

A file draws a `table` (see `tests.tables`) with its `policy`, such as "COLLECT+SUM", or names a
`file`, a DMN file beside it, and the `decision` in it. A `[[case]]` gives the variables `with` and
what comes of it, as JSON: `gives` and perhaps `rules`; or `stuck = "<code>"`. A file with
`findings` is only deployed, and expects exactly these codes.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.expression_values import ExpressionError
from tests.tables import decision, dmn, loaded, table

FOLDER = Path(__file__).parent / "dmn"
FILES = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_decision(path: Path) -> None:
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    if "file" in written:
        data = (FOLDER / written["file"]).read_bytes()
    else:
        data = dmn(table(written["table"], written.get("policy", "UNIQUE")))
    if "findings" in written:
        assert [finding.code for finding in loaded(data).findings] == written["findings"]
        return
    read = decision(data, written.get("decision", "k"))
    assert written["case"]
    for case in written["case"]:
        assert {"with", "gives", "rules", "stuck"} >= case.keys()
        assert _decided(read, case) == _expected(case), case["with"]


def test_there_are_decisions() -> None:
    assert len(FILES) > 20


def _decided(read: Any, case: dict[str, Any]) -> tuple[Any, ...]:
    try:
        outcome = read.decide(json.loads(case["with"]))
    except ExpressionError as error:
        return ("stuck", error.code if error.text("id") else "without words")
    value = json.dumps(outcome.value, sort_keys=True)
    return ("gives", value, list(outcome.rules)) if "rules" in case else ("gives", value)


def _expected(case: dict[str, Any]) -> tuple[Any, ...]:
    if "stuck" in case:
        return ("stuck", case["stuck"])
    value = json.dumps(json.loads(case["gives"]), sort_keys=True)
    return ("gives", value, case["rules"]) if "rules" in case else ("gives", value)
