"""Forecasts from history: what is recorded of the same steps, at the same agency, decides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.forecasting import Asked
from storage.database import Database
from tests.builders import END, START, process, user
from tests.integration.reportable import LOOP, WITA, Work, one_run, standard

RUNS = [[30, 15], [30, 15], [60, 15, 30, 15], [60, 15], [90, 15]]
"""Minutes of a and b by turns: the third run was sent back once."""


@pytest.fixture
def work(database: Database) -> Work:
    return Work(database, LOOP)


def known(work: Work, runs: list[list[int]]) -> None:
    for day, minutes in zip((12, 13, 14, 15, 19, 20, 21), runs, strict=False):
        one_run(work, day, minutes)


def clock(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(WITA):%a %H.%M}"


def asked(work: Work, **more: Any) -> Any:
    start = datetime(2026, 2, 2, 0, 0, tzinfo=UTC)  # Monday 08.00
    return work.app.forecast(Asked("kantor/lakip", start=start, history=True, **more))


def test_the_steps_take_what_they_took_and_go_back_as_often(work: Work) -> None:
    known(work, RUNS)
    found = asked(work)
    history = found["history"]
    assert (history["draws"], history["runs"]) == (500, 5)
    a, b = history["steps"]
    # a: 30 30 30 60 60 90; b: six times 15.
    assert (a["n"], a["median_minutes"], a["p90_minutes"]) == (6, 45, 75)
    assert (b["n"], b["median_minutes"], b["p90_minutes"]) == (6, 15, 15)
    assert (found["assumptions"], clock(found["finishes_at"])) == ([], "Mon 11.00")
    finishes = {at: clock(history["finishes_at"][at]) for at in ("median", "p90")}
    # Four of five runs go straight: 45, 75 or 105 minutes, which are drawn in 3, 2 and 1 of 6; one
    # is sent back, and takes 90 minutes at least. So 75 are the median of all.
    assert finishes["median"] == "Mon 09.15"
    assert "Mon 09.45" <= finishes["p90"] <= "Mon 11.00"
    assert asked(work) == found  # the same history, the same answer


def test_nothing_varies_where_nothing_varied(work: Work) -> None:
    known(work, [[30, 15]] * 5)
    found = asked(work, legal_on=datetime(2026, 2, 2, tzinfo=UTC).date())
    finishes = found["history"]["finishes_at"]
    assert (clock(finishes["median"]), clock(finishes["p90"])) == ("Mon 08.45", "Mon 08.45")
    assert found["history"]["legal"] == [{"on": "2026-02-02", "to": None, "met_percent": 100.0}]
    early = asked(work, legal_on=datetime(2026, 2, 1, tzinfo=UTC).date())
    assert early["history"]["legal"][0]["met_percent"] == 0.0


def test_too_little_history_is_said(work: Work) -> None:
    found = asked(work)
    assert found["history"] is None
    assert [each["code"] for each in found["assumptions"]] == ["forecast.history_none"]
    known(work, [[30, 15, 30, 15], [30, 15, 30, 15]])
    third = work.start()
    work.do(third, "a", 10, 20)
    # a has been done five times, b four, two runs have ended.
    found = asked(work, rounds=1)
    assert [(s["node"], s["n"]) for s in found["history"]["steps"]] == [("a", 5), ("b", 0)]
    assert [each["code"] for each in found["assumptions"]] == [
        "forecast.history_short",
        "forecast.history_rounds",
    ]
    assert found["assumptions"][0]["message"] == (
        "Expected every step to have been done 5 times, but 2 have not. "
        "Their time standards are used instead."
    )
    # a 30 minutes, b its hour, once more: 8.00 to 11.00.
    assert clock(found["history"]["finishes_at"]["p90"]) == "Mon 11.00"


def test_an_open_step_takes_what_is_left_of_the_longer_times(work: Work) -> None:
    known(work, [[30, 15], [60, 15], [90, 15], [90, 15], [90, 15]])
    work.at(26, "08.00")  # Monday
    instance = work.start()
    work.clock.advance(timedelta(minutes=70))
    found = work.app.forecast(Asked(instance=instance, history=True))
    # Only the three of 90 minutes were longer than 70: 20 are left, then 15 of b.
    finishes = found["history"]["finishes_at"]
    assert (clock(finishes["median"]), clock(finishes["p90"])) == ("Mon 09.45", "Mon 09.45")
    work.app.suspend(instance, "menunggu")
    work.clock.advance(timedelta(hours=1))
    work.app.resume(instance)  # the pause is not counted
    found = work.app.forecast(Asked(instance=instance, history=True))
    assert clock(found["history"]["finishes_at"]["p90"]) == "Mon 10.45"


def test_cancelled_runs_and_other_sops_are_no_history(work: Work) -> None:
    other = process(
        START + user("a", standard("PT2H", "1")) + END, "mulai > a > selesai", key="lain"
    )
    work.app.deploy(other, agency="kantor")
    for _ in range(5):
        work.do(work.start("lain"), "a", 5, 5)
        dropped = work.start()
        work.do(dropped, "a", 5, 5)
        work.app.cancel(dropped, "tidak jadi")
    assert asked(work)["history"] is None


def test_a_called_sop_has_the_history_of_its_calls(database: Database) -> None:
    called = process(
        START + user("a", standard("PT1H", "1")) + END, "mulai > a > selesai", key="cetak"
    )
    caller = process(
        START
        + user("a", standard("PT1H", "1"))
        + '<bpmn:callActivity id="p" calledElement="cetak"/>'
        + END,
        "mulai > a > p > selesai",
        key="lakip",
    )
    work = Work(database, called, caller)
    for _ in range(5):
        work.at(12, "08.00")
        instance = work.start()
        work.do(instance, "a", 5, 5)
        work.do(instance, "a", 10, 10)
    steps = asked(work)["history"]["steps"]
    assert [(s["node"], s["median_minutes"]) for s in steps] == [("a", 10), ("p/a", 20)]


def test_of_people_who_do_it_at_once_the_last_one_counts(database: Database) -> None:
    many = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">2</bpmn:loopCardinality>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    model = process(
        START + user("a", standard("PT1H", "1") + many) + END, "mulai > a > selesai", key="lakip"
    )
    work = Work(database, model)
    for _ in range(5):
        work.at(12, "08.00")
        instance = work.start()
        work.do(instance, "a", 5, 5)
        work.do(instance, "a", 10, 10)
    (step,) = asked(work)["history"]["steps"]
    assert (step["n"], step["median_minutes"]) == (5, 30)
