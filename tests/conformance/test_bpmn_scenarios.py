"""Every file in `bpmn/` is a scenario: a model, what is done with it, and what must come of it.

A file names its model by `[model]` (see `tests.models.Drawing`; sub-processes under
`[model.inside.<id>]`, other processes to call under `[calls.<id>]`) or by `file`, a BPMN file
beside it; `variables` to start with; and `[[step]]`s. A step may do one thing:

    start = "<start event>" (set = …) complete = "<node>" (nth = 0, set = {…})
    after = {days = 3}               message = "<name>" (key = "…", set = {…})
    signal = "<name>" (set = {…})    back = ["<node>", "<target>"]
    finish = "<service task>" (nth = 0, set = {…})
    fail = ["<service task>", "<code of an error>"] (set = {…})

and then asks: `open`, `jobs`, `waiting` and `passed` (node ids; all but the last in any order),
`status`, `variables` (those named), `thrown` (names), `items` (of the open tasks), `rounds`,
`inputs` (of the jobs that have opened), `due` (ISO), or
`stuck = "<code>"` and `refused = "<code>"` for what cannot be done. A file with `findings` only
deploys the model and expects exactly these codes of errors and warnings.
"""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.runner import Context
from engine.core.errors import Refusal
from engine.core.model import Stuck
from tests.models import ORGANISATION, Drawing, Run, loaded, model

FOLDER = Path(__file__).parent / "bpmn"
SCENARIOS = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path) -> None:
    scenario = tomllib.loads(path.read_text(encoding="utf-8"))
    xml = _xml(scenario, path)
    if "findings" in scenario:
        assert [f.code for f in loaded(xml).findings if f.severity != "info"] == (
            scenario["findings"]
        )
        return
    called = {key: model(_drawing(each, key).xml()) for key, each in _calls(scenario).items()}
    by_version = {f"{each.key}@{each.digest}": each for each in called.values()}
    context = Context(ORGANISATION, model_of=lambda name: {**called, **by_version}.get(name))
    run = Run(model(xml), replace(context, step_budget=scenario.get("budget", 1000)))
    steps = scenario["step"]
    if not any(name in steps[0] for name in ACTIONS):
        steps[0]["start"] = ""
    for number, step in enumerate(steps, 1):
        _do(run, step, scenario.get("variables", {}), f"step {number}")


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) > 30


def _xml(scenario: dict[str, Any], path: Path) -> bytes:
    if "file" in scenario:
        return Path(path.parent, scenario["file"]).read_bytes()
    return _drawing(scenario["model"], "p").xml()


def _calls(scenario: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = scenario.get("calls", {})
    return found


def _drawing(values: dict[str, Any], key: str) -> Drawing:
    inside = {id_: _drawing(each, id_) for id_, each in values.get("inside", {}).items()}
    return Drawing(**{**values, "inside": inside, "key": key})


def _do(run: Run, step: dict[str, Any], variables: dict[str, Any], where: str) -> None:
    action = next(name for name in ACTIONS if name in step)
    code = step.get("stuck") or step.get("refused")
    if code:
        with pytest.raises((Stuck, Refusal)) as raised:
            ACTIONS[action](run, step, variables)
        assert isinstance(raised.value, Stuck | Refusal)
        assert raised.value.code == code, where
        return
    ACTIONS[action](run, step, variables)
    for name in step:
        if name in QUESTIONS:
            found = QUESTIONS[name](run, step[name])
            assert found == step[name], f"{where}: {name}"
        else:
            assert name in {*ACTIONS, "nth", "set", "key"}, f"{where}: unknown {name}"


ACTIONS: dict[str, Callable[[Run, dict[str, Any], dict[str, Any]], object]] = {
    "start": lambda run, step, variables: run.start(
        step["start"], **{**variables, **step.get("set", {})}
    ),
    "complete": lambda run, step, _: run.complete(
        step["complete"], step.get("nth", 0), **step.get("set", {})
    ),
    "after": lambda run, step, _: run.after(**step["after"]),
    "message": lambda run, step, _: run.deliver(
        "message", step["message"], step.get("key"), **step.get("set", {})
    ),
    "signal": lambda run, step, _: run.deliver("signal", step["signal"], **step.get("set", {})),
    "back": lambda run, step, _: run.move(*step["back"]),
    "finish": lambda run, step, _: run.finish(
        step["finish"], step.get("nth", 0), **step.get("set", {})
    ),
    "fail": lambda run, step, _: run.fail(*step["fail"], **step.get("set", {})),
}

QUESTIONS: dict[str, Callable[[Run, Any], object]] = {
    "open": lambda run, wanted: wanted if sorted(wanted) == run.open else run.open,
    "waiting": lambda run, wanted: wanted if sorted(wanted) == run.waiting else run.waiting,
    "jobs": lambda run, wanted: wanted if sorted(wanted) == run.jobs else run.jobs,
    "inputs": lambda run, _: [dict(job.values) for job in run.progress.jobs],
    "passed": lambda run, _: list(run.progress.passed),
    "status": lambda run, _: run.progress.status,
    "variables": lambda run, wanted: {
        name: run.progress.variables.get(name, "not there") for name in wanted
    },
    "thrown": lambda run, _: [each.name for each in run.progress.thrown],
    "items": lambda run, _: [task.item for task in run.progress.open],
    "rounds": lambda run, _: {task.node: task.round for task in run.progress.open},
    "due": lambda run, _: run.progress.next_due_at and run.progress.next_due_at.isoformat(),
}
