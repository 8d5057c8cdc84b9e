"""Deadlines against the tables in `calendar/`, each worked out by hand. A new case is a new row."""

import csv
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.core import calendar, timestandard
from engine.core.calendar import Season, Span, Week, WorkingCalendar

TABLES = Path(__file__).parent / "calendar"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "working-time.md"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def spans(text: str) -> tuple[Span, ...]:
    def clock(written: str) -> time:
        return time.fromisoformat(written.replace(".", ":"))

    pairs = (span.split("-") for span in text.split())
    return tuple((clock(opens), clock(closes)) for opens, closes in pairs)


def calendars() -> dict[str, WorkingCalendar]:
    read = {}
    for name, settings in tomllib.loads((TABLES / "calendars.toml").read_text("utf-8")).items():
        week: Week = calendar.PERPRES_21_2023
        if settings["week"] != "perpres":
            week = {WEEKDAYS.index(day): spans(hours) for day, hours in settings["week"].items()}
        days = settings.get("days", {})
        read[name] = WorkingCalendar(
            name,
            ZoneInfo(settings["zone"]),
            week,
            seasons=tuple(
                Season("Ramadan", first, last, calendar.RAMADAN)
                for first, last in filter(None, [settings.get("ramadan")])
            ),
            closed=dict.fromkeys(settings["closed"], "libur"),
            days={date.fromisoformat(day): spans(hours) for day, hours in days.items()},
            decreed_until=settings["decreed_until"],
        )
    return read


def rows(column: str) -> list[object]:
    found: list[object] = []
    for name, office in calendars().items():
        with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, strict=True):
                if column in row:
                    title = f"{name}: {row['start']} {row['standard']}"
                    found.append(pytest.param(office, row, id=title))
    return found


def instant(written: str, zone: ZoneInfo) -> datetime:
    """Read "Fri 2026-01-09 11.20" and insist that the day is a Friday."""
    weekday, moment = written.split(" ", 1)
    local = datetime.strptime(moment, "%Y-%m-%d %H.%M").replace(tzinfo=zone)
    assert WEEKDAYS[local.weekday()] == weekday.lower(), written
    return local


@pytest.mark.parametrize(("office", "row"), rows("deadline"))
def test_deadline(office: WorkingCalendar, row: dict[str, str]) -> None:
    standard = timestandard.parse(row["standard"])
    deadline = timestandard.deadline(standard, office, instant(row["start"], office.zone))
    assert f"{deadline.astimezone(office.zone):%a %Y-%m-%d %H.%M}" == row["deadline"]


@pytest.mark.parametrize(("office", "row"), rows("provisional"))
def test_provisional(office: WorkingCalendar, row: dict[str, str]) -> None:
    start, deadline = (instant(row[column], office.zone) for column in ("start", "deadline"))
    assert office.provisional(start, deadline) == {"yes": True, "no": False}[row["provisional"]]


def test_the_calendars_of_the_tables_are_in_order() -> None:
    assert [calendar.check(office) for office in calendars().values()] == [()] * len(calendars())
    assert sorted(calendars()) == sorted(path.stem for path in TABLES.glob("*.csv"))


def test_the_cases_the_page_explains_stand_in_the_table() -> None:
    lines = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines()]
    explained = {tuple(cells[1:4]) for cells in lines if len(cells) == 5 and "2026-" in cells[1]}
    with (TABLES / "five_days_2026.csv").open(encoding="utf-8", newline="") as table:
        worked_out = {
            (row["start"], row["standard"], row["deadline"]) for row in csv.DictReader(table)
        }
    assert len(explained) == 7
    assert explained <= worked_out
