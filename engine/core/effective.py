"""The day from which a version of an SOP is in force: which may be chosen, and when it begins."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.core import indonesian
from engine.core.errors import Invalid

MOST_DAYS_AHEAD: Final = 5 * 366
"""How far ahead such a day may be: an SOP is evaluated every year (Permenpan RB 35/2012)."""

_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WRITTEN: Final = re.compile(r"(?:[a-z']+,? +)?(\d\d?) +([a-z]+) +(\d{4})", re.ASCII)


def choices(today: date) -> tuple[date, date]:
    """Return the first and the last day that may be chosen on `today`."""
    return today + timedelta(days=1), today + timedelta(days=MOST_DAYS_AHEAD)


def require_choice(on: date, today: date) -> None:
    """Raise Invalid for a day that has begun already, or is too far ahead."""
    first, last = choices(today)
    if on < first:
        raise Invalid("schedule.begun", on=on, today=today)
    if on > last:
        raise Invalid("schedule.far", on=on, last=last)


def begins_at(on: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins in a zone."""
    return datetime.combine(on, time(), zone).astimezone(UTC)


def read(text: str) -> date | None:
    """Return the day an SOP says it is effective on, None where that is no date.

    The identity of an SOP is free text: "2027-01-01", "01-01-2027", "Jumat, 1 Januari 2027".
    """
    match = _WRITTEN.fullmatch(text.strip().lower())
    if not match:
        return indonesian.read_date(text)
    day, name, year = match.groups()
    for months in (tuple(map(str.lower, indonesian.MONTHS)), _ENGLISH):
        if name in months:
            return indonesian.read_date(f"{year}-{months.index(name) + 1}-{day}")
    return None
