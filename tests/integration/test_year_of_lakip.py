"""A year of LAKIP cycles at four agencies; every deadline worked out again on paper by a clerk."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from engine.app import Application
from engine.clock import FixedClock
from engine.simulation import Asked
from processes import catalogue
from tests.builders import MONDAY
from tests.integration.clerk import WIB, WITA, count_days, count_time, due, hours, opening

# The column "Waktu" of each SOP, typed from the documents; not read from the models.
STANDARDS: Final = {
    "bangka-tengah/sakip": (
        WIB,
        "1: 10 menit; 2: 10 menit; 3: 10 menit; 4: 1 minggu; 5: 10 menit; 6: 10 menit; 7: 2 hari; "
        "8: 30 menit; 11: 1 hari; 12: 5 menit; 13: 30 menit",
    ),
    "boalemo/lakip": (
        WITA,
        "1: 10 menit; 2: 2 jam; 3: 1 jam; 4: 3 jam; 5: 4 hari; 6: 2 hari; 7: 1 hari; 8: 1 hari; "
        "9: 10 menit; 10: 15 menit; 11: 1 jam",
    ),
    "banggai/pengukuran_kinerja": (
        WITA,
        "1: 15 menit; 2: 1 jam; 3: 25 menit; 4: 30 menit; 5: 2 jam; 6: 1 jam; 7: 3 jam; "
        "8: 40 menit; 9: 1 jam; 10: 25 menit; 11: 10 menit; 12: 25 menit; 13: 15 menit",
    ),
    "babel-kesbangpol/lakip": (
        WIB,
        "1: 10 menit; 2: 3 jam; 3: 1 jam; 4: 3 jam; 5: 4 hari; 6: 2 hari; 7: 1 hari; 8: 1 jam; "
        "9: 10 menit; 10: 15 menit; 11: 1 jam",
    ),
}


@pytest.fixture(scope="module")
def app() -> Iterator[Application]:
    with Application.open("sqlite://", clock=FixedClock(MONDAY)) as app:
        app.deploy_paths([catalogue.builtin()])
        yield app


OTHERS = [each for each in STANDARDS if each != "boalemo/lakip"]


@pytest.mark.parametrize(
    "definition",
    ["boalemo/lakip", *(pytest.param(each, marks=pytest.mark.nightly) for each in OTHERS)],
)
def test_a_year_of_cycles(app: Application, definition: str) -> None:
    zone, written = STANDARDS[definition]
    standards = dict(each.strip().split(": ") for each in written.split(";"))
    deadlines = rungs = 0
    for month in range(1, 13):
        start = date(2026, month, (month * 5) % 28 + 1 if month < 12 else 1)
        asked = Asked(definition, start, seed=month, rounds=month % 3, late_by=15 * (month % 4))
        played = app.simulate(asked)
        assert played["ended"] == "finished"
        assert {step["step"] for step in played["steps"]} == standards.keys()
        for step in played["steps"]:
            check_deadline(step, standards[step["step"]], zone)
            rungs += check_rungs(step, played, standards[step["step"]], zone)
        deadlines += len(played["steps"])
    assert deadlines > 150
    assert rungs > 100


def check_deadline(step: dict[str, Any], standard: str, zone: ZoneInfo) -> None:
    ready, closed = (datetime.fromisoformat(step[name]) for name in ("ready_at", "closed_at"))
    deadline = due(ready, standard, zone)
    assert datetime.fromisoformat(step["deadline"]) == deadline, step
    assert step["compliance"] == ("met" if closed <= deadline else "breached"), step
    assert opening(ready.astimezone(zone), zone) <= datetime.fromisoformat(step["claimed_at"])
    assert not step["provisional"] or deadline.year == 2027


def check_rungs(step: dict[str, Any], played: dict[str, Any], standard: str, zone: ZoneInfo) -> int:
    """Work out when each rung is due, up to when the step was done, and compare all of them."""
    closed = datetime.fromisoformat(step["closed_at"])
    fired = [
        (line["data"]["does"], datetime.fromisoformat(line["data"]["at"]))
        for line in played["timeline"]
        if line["kind"] == "RungFired"
        and all(line[name] == step[name] for name in ("step", "round", "item"))
        and line["data"]["about"] == "step"
    ]
    late = [(does, at) for does, at in fired if does != "remind"]
    assert late == [each for each in climbs(step, standard, zone) if each[1] < closed], step
    for line in played["timeline"]:
        if line["kind"] == "RungFired":
            assert line["at"] == line["data"]["at"]  # the simulation looks at the very instant
    return len(late)


def climbs(step: dict[str, Any], standard: str, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Yield what is told when: at the deadline, half a standard on, a whole one on, each day."""
    ready = datetime.fromisoformat(step["ready_at"])
    deadline = due(ready, standard, zone)
    yield "overdue", deadline
    half = part_later(ready, standard, 3, zone)
    two_hours = count_time(deadline, timedelta(hours=2), zone)
    yield "escalate", max(half, two_hours)
    amount, unit = standard.split()
    doubled = due(ready, f"{int(amount) * 2} {unit}", zone)
    at = max(doubled, count_days(deadline, 1, zone))
    while at.year < 2028:
        yield "escalate", at
        at = count_days(at, 1, zone)


def part_later(ready: datetime, standard: str, halves: int, zone: ZoneInfo) -> datetime:
    """Return when `halves` half standards are over; half a day is half of its working time."""
    amount, unit = standard.split()
    count = int(amount) * halves
    if unit in ("menit", "jam"):
        minutes = timedelta(minutes=count * (60 if unit == "jam" else 1)) / 2
        return count_time(ready.astimezone(zone), minutes, zone)
    days, rest = divmod(count * (5 if unit == "minggu" else 1), 2)
    reached = count_days(ready.astimezone(zone), days, zone)
    if not rest:
        return reached
    following = count_days(ready.astimezone(zone), days + 1, zone)
    return count_time(reached, worked(reached, following, zone) / 2, zone)


def worked(first: datetime, last: datetime, zone: ZoneInfo) -> timedelta:
    """Return the working time between two instants on one day or on two days in a row."""
    total, day = timedelta(), first.date()
    while day <= last.date():
        for opens, closes in hours(day, zone):
            total += max(min(closes, last) - max(opens, first), timedelta())
        day += timedelta(days=1)
    return total
