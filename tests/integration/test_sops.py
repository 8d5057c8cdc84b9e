"""The five procedures, each carried through its whole life by its own officers."""

from pathlib import Path
from typing import Any

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.settings import Settings
from processes import catalogue
from storage.database import Database
from tests.builders import MONDAY

SOPS = {
    "bangka-tengah/sakip": ["1", "2", "3", "4", "5", "6", "7", "8", "11", "12", "13"],
    "boalemo/lakip": [str(n) for n in range(1, 12)],
    "banggai/pengukuran_kinerja": [str(n) for n in range(1, 14)],
    "banggai/monitoring_renstra": [str(n) for n in range(1, 11)],
    "babel-kesbangpol/lakip": [str(n) for n in range(1, 12)],
}


@pytest.fixture
def app(database: Database) -> Application:
    app = Application(Settings(), database, FixedClock(MONDAY))
    app.deploy_paths([catalogue.builtin()])
    return app


def walk(app: Application, sop: str, answers: dict[str, list[str]]) -> dict[str, Any]:
    """Carry `sop` to its end; `answers` are the outcomes of its decisions, by step, in order."""
    started = app.start(sop, title=f"{sop} 2026")
    assert started["status"] == "active"
    answers = {step: list(outcomes) for step, outcomes in answers.items()}
    for _ in range(200):
        tasks = app.tasks(instance=started["id"])
        if not tasks:
            break
        task = tasks[0]
        outcomes = answers.get(task["step"])
        values = {"hasil": outcomes.pop(0) if outcomes else "ya"}
        result = app.complete(task["id"], values, by=task["candidates"][0])
        assert result["incident"] is None, result["incident"]
    return app.show(started["id"])


@pytest.mark.parametrize("sop", SOPS)
def test_each_procedure_runs_from_its_first_step_to_its_last(app: Application, sop: str) -> None:
    shown = walk(app, sop, {})
    assert shown["status"] == "completed"
    steps = [step["step"] for step in shown["steps"]]
    assert list(dict.fromkeys(steps)) == SOPS[sop]
    assert {step["state"] for step in shown["steps"]} == {"completed"}
    assert app.verify_audit()["whole"]


@pytest.mark.parametrize(
    ("sop", "answers", "repeated"),
    [
        ("bangka-tengah/sakip", {"8": ["tidak"], "11": ["tidak"]}, {"7", "8", "11"}),
        ("boalemo/lakip", {"7": ["tidak", "tidak"], "9": ["tidak"]}, {"6", "7", "8", "9"}),
        ("banggai/pengukuran_kinerja", {"9": ["tidak"]}, {"8", "9"}),
        ("banggai/monitoring_renstra", {"9": ["tidak", "tidak"]}, {"8", "9"}),
        ("babel-kesbangpol/lakip", {"7": ["tidak"], "9": ["tidak"]}, {"6", "7", "8", "9"}),
    ],
)
def test_correction_loops_are_new_rounds_of_the_same_steps(
    app: Application, sop: str, answers: dict[str, list[str]], repeated: set[str]
) -> None:
    shown = walk(app, sop, answers)
    assert shown["status"] == "completed"
    assert {step["step"] for step in shown["steps"] if step["round"] > 1} == repeated
    by_step: dict[str, list[int]] = {}
    for step in shown["steps"]:
        if step["item"] is None:
            by_step.setdefault(step["step"], []).append(step["round"])
    for rounds in by_step.values():
        assert rounds == list(range(1, len(rounds) + 1))
    assert app.verify_audit()["whole"]


def test_every_unit_answers_for_itself_and_the_run_shows_who_has(app: Application) -> None:
    instance = app.start("bangka-tengah/sakip")["id"]
    for _ in range(3):
        (task,) = app.tasks(instance=instance)
        app.complete(task["id"], by=task["candidates"][0])
    asked = app.tasks(instance=instance)
    units = catalogue.read_agency(catalogue.builtin() / "bangka-tengah").organisation.units
    assert [task["item"]["id"] for task in asked] == [unit.id for unit in units]
    assert [task["candidates"] for task in asked] == [
        ["umum"],
        ["kasubid-sosial"],
        ["kasubid-masyarakat"],
        ["kasubid-desa"],
    ]
    app.complete(asked[0]["id"], by=asked[0]["candidates"][0])
    states = {
        step["item"]["id"]: step["state"] for step in app.show(instance)["steps"] if step["item"]
    }
    assert states == {unit.id: "completed" if unit is units[0] else "ready" for unit in units}
    for task in asked[1:]:
        app.complete(task["id"], by=task["candidates"][0])
    assert [task["step"] for task in app.tasks(instance=instance)] == ["5"]


def test_the_shipped_folder_is_deployed_once_and_then_left_alone(app: Application) -> None:
    again = app.deploy_paths([catalogue.builtin()])
    assert [one["new"] for one in again] == [False] * 5
    assert {one["version"] for one in again} == {1}
    assert app.register(*_boalemo()) == "unchanged"


def _boalemo() -> Any:
    folder = catalogue.read_agency(Path(catalogue.builtin() / "boalemo"))
    return folder.organisation, folder.calendar
