"""Rungs of the usual ladders against the tables in `ladders/`. A new case is a new row.

The calendars are those of `calendar/calendars.toml`; what stands as "-" does not come.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from engine.core import escalation, timestandard
from engine.core.calendar import WorkingCalendar
from engine.core.escalation import LEGAL, Plan, Terms
from engine.core.soptable import Ladder
from tests.conformance.test_calendar import calendars, instant

TABLES = Path(__file__).parent / "ladders"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ladders.md"
CALENDARS = calendars()
REMINDER = "reminder"
RUNGS = (REMINDER, "overdue", "superior", "head")
Row = dict[str, str]


def rows(table: str) -> list[object]:
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            pytest.param(row, id=" ".join(list(row.values())[:3]))
            for row in csv.DictReader(lines, strict=True)
        ]


def said(moment: datetime | None, office: WorkingCalendar) -> str:
    assert moment is not None
    return f"{moment.astimezone(office.zone):%a %Y-%m-%d %H.%M}"


def usual(row: Row) -> tuple[WorkingCalendar, Ladder, Terms]:
    office = CALENDARS[row["calendar"]]
    standard = timestandard.parse(row["standard"])
    ladder = escalation.ladder_for((), "step", "", standard)
    return office, ladder, Terms(standard, None, instant(row["start"], office.zone))


def shown(plan: Plan, office: WorkingCalendar) -> Row:
    """Return the instants of the ladder of a step, with or without its reminder."""
    names = RUNGS[len(RUNGS) - len(plan.rungs) :]
    told = zip(names, (said(each, office) for each in plan.rungs), strict=True)
    return {REMINDER: "-", **dict(told), "provisional": "yes" if plan.provisional else "no"}


@pytest.mark.parametrize("row", rows("steps"))
def test_the_ladder_of_a_step(row: Row) -> None:
    office, ladder, terms = usual(row)
    plan = escalation.plan(terms, ladder, office)
    again = escalation.fire_at(plan, ladder, len(plan.rungs), office)
    told = shown(plan, office) | {"again": said(again, office)}
    assert told == {name: row[name] for name in told}
    assert said(plan.deadline_at, office) == row["overdue"]


@pytest.mark.parametrize("row", rows("pauses"))
def test_the_ladder_of_a_step_that_was_paused(row: Row) -> None:
    office, ladder, terms = usual(row)
    paused, resumed = (instant(row[name], office.zone) for name in ("paused", "resumed"))
    left = escalation.freeze(escalation.plan(terms, ladder, office), terms, office, paused)
    plan = escalation.plan(Terms(terms.standard, None, resumed, left), ladder, office)
    told = shown(plan, office)
    assert told == {name: row[name] for name in told}
    assert said(plan.deadline_at, office) == row["overdue"]


@pytest.mark.parametrize("row", rows("dates"))
def test_the_ladder_of_a_date_set_by_law(row: Row) -> None:
    office = CALENDARS[row["calendar"]]
    start = instant(row["start"], office.zone)
    terms = Terms(None, escalation.next_legal(row["on"], start.date()), start)
    plan = escalation.plan(terms, LEGAL, office)
    past = escalation.already_past(plan, start)
    instants = ["-"] * past + [said(each, office) for each in plan.rungs[past:]]
    again = said(escalation.fire_at(plan, LEGAL, len(instants), office), office)
    names = ("ten days", "five days", "one day", "overdue", "again")
    assert dict(zip(names, (*instants, again), strict=True)) == {name: row[name] for name in names}
    assert not plan.provisional


def test_the_cases_the_page_explains_stand_in_the_table() -> None:
    lines = [line.strip("|").split("|") for line in PAGE.read_text("utf-8").splitlines()]
    explained = [[cell.strip() for cell in cells] for cells in lines if " 2026-" in cells[0]]
    names = ("start", "standard", *RUNGS)
    with (TABLES / "steps.csv").open(encoding="utf-8", newline="") as table:
        worked_out = [[row[name] for name in names] for row in csv.DictReader(table)]
    assert len(explained) == 6
    assert [row for row in explained if row not in worked_out] == []
