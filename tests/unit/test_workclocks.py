"""The two clocks of a work item."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.workclocks import Clocks

KANTOR = WorkingCalendar("kantor", ZoneInfo("Asia/Makassar"), PERPRES_21_2023)
MONDAY = datetime(2026, 1, 12, 0, 0, tzinfo=UTC)  # 08.00


def test_only_the_one_that_runs_goes_on() -> None:
    clocks = Clocks(10, 20, MONDAY)
    later = MONDAY + timedelta(minutes=1)
    assert clocks.at(later, KANTOR, claimed=False) == Clocks(70, 20, later)
    assert clocks.at(later, KANTOR, claimed=True) == Clocks(10, 80, later)


def test_while_it_is_suspended_both_stand() -> None:
    clocks = Clocks(10, 20, None)
    assert clocks.at(MONDAY + timedelta(days=9), KANTOR, claimed=True) == clocks


def test_the_office_closed_is_nobodys_time() -> None:
    night = MONDAY + timedelta(hours=8)  # 16.00
    morning = MONDAY + timedelta(days=1)
    assert Clocks(0, 0, night).at(morning, KANTOR, claimed=False).waited == 30 * 60


def test_parts_of_a_second_are_rounded() -> None:
    soon = MONDAY + timedelta(seconds=1, milliseconds=600)
    assert Clocks(0, 0, MONDAY).at(soon, KANTOR, claimed=True).handled == 2
