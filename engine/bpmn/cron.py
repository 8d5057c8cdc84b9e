"""Cron lines as modelers write them: five fields (Unix) or six and seven with seconds (Quartz).

Where the two readings differ, nothing is guessed: a numbered day of the week in a line with seconds
is refused (Quartz counts from Sunday = 1, Spring from 0); so are a day of the month together
with a day of the week, and Quartz's L, W and #.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = [
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "OCT",
    "NOV",
    "DEC",
]
_WEEKDAYS: Final = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_ALIASES: Final = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
_PART: Final = re.compile(r"(?:\*|\?|(\w{1,4})(?:-(\w{1,4}))?)(?:/(\d{1,2}))?")
_HORIZON: Final = 366 * 9
"""Days looked ahead: past a leap day that a century skips."""


class CronError(ValueError):
    """The line is not one we can read in exactly one way."""

    def __init__(self, code: str) -> None:
        """Keep the code of the words."""
        self.code = code
        super().__init__(code)


def following(line: str, start: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after `start`, in UTC, that fits `line` in `zone`.

    Raises CronError for a line that is no cron, has two readings, or never comes.
    """
    fields = _ALIASES.get(line, line).upper().split()
    if len(fields) == 5:
        fields = ["0", *fields]
    elif len(fields) not in (6, 7) or (len(fields) == 7 and fields.pop() not in ("*", "?")):
        raise CronError("bpmn.timer.cycle")
    elif re.search(r"\d", fields[5].split("/")[0]):
        raise CronError("bpmn.timer.cron_weekday")
    days = _days(fields)
    clocks = [
        time(hour, minute, second)
        for hour in _values(fields[2], 0, 23)
        for minute in _values(fields[1], 0, 59)
        for second in _values(fields[0], 0, 59)
    ]
    return _search(days, clocks, start, zone)


def _search(
    days: tuple[set[int], set[int], set[int]], clocks: list[time], start: datetime, zone: ZoneInfo
) -> datetime:
    in_month, months, in_week = days
    day = start.astimezone(zone).date()
    for _ in range(_HORIZON):
        if day.month in months and day.day in in_month and day.isoweekday() % 7 in in_week:
            found = _on(day, clocks, start, zone)
            if found is not None:
                return found
        day += timedelta(days=1)
    raise CronError("bpmn.timer.cron_never")


def _on(day: date, clocks: list[time], start: datetime, zone: ZoneInfo) -> datetime | None:
    for clock in clocks:
        moment = datetime.combine(day, clock, zone).astimezone(UTC)
        if moment > start:
            return moment
    return None


def _days(fields: list[str]) -> tuple[set[int], set[int], set[int]]:
    """Return the days of the month, the months and the days of the week (Sunday is 0)."""
    if fields[3] not in ("*", "?") and fields[5] not in ("*", "?"):
        raise CronError("bpmn.timer.cron_two_days")
    weekdays = {n % 7 for n in _values(fields[5], 0, 7, _WEEKDAYS)}
    return set(_values(fields[3], 1, 31)), set(_values(fields[4], 1, 12, ["", *_MONTHS])), weekdays


def _values(text: str, low: int, high: int, names: list[str] | None = None) -> list[int]:
    """Return the sorted numbers one field stands for."""
    chosen: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise CronError("bpmn.timer.cycle")
        first = _number(match[1], names) if match[1] else low
        last = _number(match[2], names) if match[2] else first
        if not match[1] or (match[3] and not match[2]):
            last = high
        if match[2] == "SUN":  # Monday to Sunday
            last = 7
        step = int(match[3] or 1)
        if not low <= first <= last <= high or not step:
            raise CronError("bpmn.timer.cycle")
        chosen.update(range(first, last + 1, step))
    return sorted(chosen)


def _number(text: str, names: list[str] | None) -> int:
    if text.isdecimal():
        return int(text)
    if names and text in names:
        return names.index(text)
    raise CronError("bpmn.timer.cycle")
