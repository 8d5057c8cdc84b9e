"""The scenarios of `bpmn/engines/`, by the verbs of an office on SQLite.

They are written from how other engines are known to answer, not from ours: `source` says which
engines, to our knowledge, come to the same end, or which part of the standard says so. Their format
is that of `test_bpmn_scenarios`, and:

- `definitions` is what stands inside `<definitions>`, instead of `[model]`; `with` are files of the
  same kind that are deployed beside it;
- a message or signal goes to the whole agency, and `instances` asks for "key status" of all.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Refusal
from engine.core.model import Stuck
from tests.conformance.test_bpmn_scenarios import ACTIONS, FOLDER, _drawing, _xml
from tests.models import MONDAY, SPACES, loaded
from tests.office import Office

SCENARIOS = sorted((FOLDER / "engines").rglob("*.toml"))


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    """One application for all: each scenario is an agency of its own in it."""
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as opened:
        yield opened


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_scenario_by_the_verbs(path: Path, app: Application) -> None:
    scenario = tomllib.loads(path.read_text(encoding="utf-8"))
    if "step" not in scenario:
        found = [f.code for f in loaded(_file(scenario, path)).findings if f.severity != "info"]
        assert found == scenario["findings"]
        return
    files = [_file(scenario, path), *_beside(scenario)]
    with Office(app, f"kantor-{SCENARIOS.index(path)}", *files) as office:
        steps = scenario["step"]
        if not any(name in steps[0] for name in ACTIONS):
            steps[0]["start"] = ""
        for number, step in enumerate(steps, 1):
            _do(office, step, scenario.get("variables", {}), f"step {number}")


def _file(scenario: dict[str, Any], path: Path) -> bytes:
    return _wrapped(scenario["definitions"]) if "definitions" in scenario else _xml(scenario, path)


def _beside(scenario: Mapping[str, Any]) -> list[bytes]:
    called = [_drawing(each, key).xml() for key, each in scenario.get("calls", {}).items()]
    return [*called, *map(_wrapped, scenario.get("with", []))]


def _wrapped(inside: str) -> bytes:
    return f'<?xml version="1.0"?>\n<definitions {SPACES}>{inside}</definitions>'.encode()


def _do(office: Office, step: dict[str, Any], variables: dict[str, Any], where: str) -> None:
    action = next(name for name in ACTIONS if name in step)
    code = step.get("stuck") or step.get("refused")
    if code:
        try:
            ACTIONS[action](office, step, variables)  # type: ignore[arg-type]  # stands in for Run
        except (Stuck, Refusal) as refused:
            found = refused.code
        else:
            found = "nothing"
        assert found == code, where
        return
    ACTIONS[action](office, step, variables)  # type: ignore[arg-type]  # stands in for Run
    for name in step:
        if name in QUESTIONS:
            assert QUESTIONS[name](office, step[name]) == step[name], f"{where}: {name}"
        else:
            assert name in {*ACTIONS, "nth", "set", "key"}, f"{where}: unknown {name}"


QUESTIONS: dict[str, Callable[[Office, Any], object]] = {
    "open": lambda office, wanted: wanted if sorted(wanted) == office.open else office.open,
    "waiting": lambda office, wanted: (
        wanted if sorted(wanted) == office.waiting else office.waiting
    ),
    "status": lambda office, _: office.shown["status"],
    "variables": lambda office, wanted: {
        name: office.shown["variables"].get(name, "not there") for name in wanted
    },
    "items": lambda office, _: [task["item"] for task in office.tasks],
    "rounds": lambda office, _: {task["node"]: task["round"] for task in office.tasks},
    "due": lambda office, _: office.shown["next_due_at"],
    "instances": lambda office, _: office.instances,
}
