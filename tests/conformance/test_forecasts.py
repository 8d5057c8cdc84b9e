"""Forecasts of the five procedures against the tables in `forecasts/`, each worked out by hand.

And of random models, wherever their tokens stand.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine import forecasting
from engine.app import Application
from engine.bpmn import itineraries
from engine.bpmn.runner import Context
from engine.clock import FixedClock
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.forecast import Supposing, forecast
from engine.forecasting import Asked
from processes import catalogue
from tests.builders import MONDAY
from tests.conformance.random_models.blocks import Sketch
from tests.conformance.random_models.drawing import xml
from tests.conformance.test_random_models import actions
from tests.models import ORGANISATION, Run, loaded

TABLES = Path(__file__).parent / "forecasts"
MOMENT = "%a %Y-%m-%d %H.%M"
OFFICE = WorkingCalendar("kantor", ZoneInfo("Asia/Makassar"), PERPRES_21_2023)
ZONES = {"bangka-tengah": "Asia/Jakarta", "babel-kesbangpol": "Asia/Jakarta"}


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem} {case['start']}")
        for file in sorted(TABLES.glob("*.toml"))
        for case in tomllib.loads(file.read_text("utf-8"))["case"]
    ]


def lines(case: dict[str, Any]) -> list[tuple[str, int, str]]:
    rows = [line.split("|") for line in case["steps"].strip().splitlines()]
    return [(step.strip(), int(round_), finish.strip()) for step, round_, finish, _ in rows]


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as opened:
        opened.deploy_paths([catalogue.builtin()])
        yield opened


@pytest.mark.parametrize("case", cases())
def test_each_step_is_finished_when_the_table_says(app: Application, case: dict[str, Any]) -> None:
    zone = ZoneInfo(ZONES.get(case["definition"].split("/")[0], "Asia/Makassar"))
    start = datetime.strptime(case["start"].split(" ", 1)[1], "%Y-%m-%d %H.%M").replace(tzinfo=zone)
    assert f"{start:{MOMENT}}" == case["start"]
    legal = case.get("legal")
    found = app.forecast(
        Asked(
            case["definition"],
            start=start,
            rounds=case.get("rounds", 0),
            rounds_at=case.get("rounds_at", {}),
            late_by=case.get("late_by", 0),
            legal_on=legal and legal["on"],
        )
    )

    def local(instant: str) -> str:
        return f"{datetime.fromisoformat(instant).astimezone(zone):{MOMENT}}"

    expected = lines(case)
    assert [(s["step"], s["round"], local(s["finishes_at"])) for s in found["steps"]] == expected
    # One after another: each step starts when the one before it is finished.
    starts = [local(step["starts_at"]) for step in found["steps"]]
    assert starts == [case["start"], *(finish for _, _, finish in expected[:-1])]
    assert local(found["finishes_at"]) == expected[-1][2]
    assert found["legal"] == (legal and {**legal, "on": legal["on"].isoformat()})
    assert found["provisional_years"] == case.get("provisional", [])
    assert found["assumptions"] == []
    assert found["lanes"][0]["lane"] == case.get("longest", found["lanes"][0]["lane"])


def test_every_procedure_has_its_table() -> None:
    named = {case.values[0]["definition"] for case in cases()}
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.deploy_paths([catalogue.builtin()])
        assert named == {each["definition"] for each in app.definitions()}


@pytest.mark.parametrize("first", range(0, 100, 50))
def test_every_random_model_can_be_forecast_wherever_it_stands(first: int) -> None:
    for seed in range(first, first + 50):
        random = Random(seed)
        models = {m.key: m for m in loaded(xml(Sketch(random).process())).models}
        called = {**models, **{f"{m.key}@{m.digest}": m for m in models.values()}}
        context = Context(ORGANISATION, model_of=called.get)
        run = Run(models["p"], context).start(rnd=1)
        for action in chain([""], actions(run, random)):
            _act(run, action)
            now = run.now
            running = itineraries.running(models["p"], run.progress.state, context)
            way = itineraries.read(models["p"], context, OFFICE, running, now)
            begun = forecasting._begun(way, running, {}, OFFICE, now)
            assert bool(begun) == (run.progress.status == "active"), seed
            finishes = [
                forecast(way, begun, Supposing(rounds), OFFICE, now).finishes_at
                for rounds in range(3)
                if begun
            ]
            assert [now, *finishes] == sorted([now, *finishes]), seed


def _act(run: Run, action: str) -> None:
    match action.split():
        case ["message" | "signal" as kind, name]:
            run.deliver(kind, name)
        case ["wait", hours]:
            run.after(hours=int(hours))
        case ["complete", node, nth, rnd]:
            run.complete(node, int(nth), rnd=int(rnd))
