"""The holidays that seed a calendar, against the joint decree of 2026 and in years without one."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

from processes.closed_days import closed_days, decreed_until

TABLES = Path(__file__).parents[1] / "conformance" / "calendar" / "calendars.toml"


def test_all_25_days_of_the_decree_for_2026_are_closed() -> None:
    written = tomllib.loads(TABLES.read_text("utf-8"))["five_days_2026"]["closed"]
    decreed = [day for day in written if day.year == 2026]
    assert len(decreed) == 25
    assert list(closed_days([2026])) == decreed


def test_cuti_bersama_is_there_and_named() -> None:
    assert closed_days([2026])[date(2026, 3, 18)] == "Cuti Bersama Hari Suci Nyepi"


def test_several_years_come_in_order() -> None:
    days = list(closed_days([2027, 2026]))
    assert days == sorted(days)
    assert {day.year for day in days} == {2026, 2027}


def test_a_year_without_cuti_bersama_has_no_decree() -> None:
    last = decreed_until(2026)
    assert last >= 2026
    assert decreed_until(last + 1) == last


def test_nobody_waits_for_the_package_who_seeds_no_calendar() -> None:
    loaded = "import processes.closed_days, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
