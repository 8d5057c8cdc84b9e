"""When a timer is due: ISO 8601 durations, dates and repeating intervals, and cron, in a zone.

Days, weeks and months move the wall clock of the agency's zone, hours and less the real clock. The
31st of January plus a month is the last day of February. Missed firings of an endless cycle become
one; a short counted cycle is caught up.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from engine.bpmn import cron
from engine.bpmn.expressions import Expression
from engine.core import timestandard
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Invalid
from engine.core.soptable import TimeStandard

TimerKind = Literal["duration", "date", "cycle"]

SHORTEST: Final = timedelta(seconds=1)
"""The shortest cycle: more often than this is not office work but an attack or a slip."""
LONGEST_YEARS: Final = 100
CAUGHT_UP: Final = 100
"""A cycle with at most so many firings left is caught up one by one after a pause."""

_NUMBER: Final = r"(\d{1,9}(?:[.,]\d{1,6})?)"
_DURATION: Final = re.compile(
    rf"P(?=[\dT])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_REPEAT: Final = re.compile(r"R(\d{0,9})")


class TimerError(ValueError):
    """A timer's text is not one we can read. `code` has words, `facts` fill them."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep code and facts."""
        self.code = code
        self.facts = facts
        super().__init__(f"{code}: {facts}")


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as the model has it: its text, or the expression that gives the text on arrival.

    `working` counts in the agency's working time instead of every hour of every day.
    """

    kind: TimerKind
    text: str = ""
    expression: Expression | None = None
    working: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When a timer fires next.

    `left` is how often after that (-1 without end), `every` the period or cron line, `until` the
    instant after which it does not fire again. `since` is from when `every` was counted in working
    time to come to `at`, None where another calendar would not move it.
    """

    at: datetime
    every: str = ""
    left: int = 0
    until: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What a timer reads the time by: the agency's zone and its working calendar."""

    zone: ZoneInfo
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class _Duration:
    months: int
    days: float
    seconds: float


def check(timer: Timer) -> None:
    """Raise TimerError if the literal text of `timer` is not what its kind needs."""
    if timer.expression is None:
        utc = ZoneInfo("UTC")
        clock = Clock(utc, WorkingCalendar("", utc, PERPRES_21_2023))
        first_due(timer, timer.text, clock, datetime(2026, 1, 1, tzinfo=UTC))


def first_due(timer: Timer, text: str, clock: Clock, now: datetime) -> Due:
    """Return when `timer`, whose text came out as `text`, fires first if it is set at `now`.

    Raises TimerError for a text of another form.
    """
    cleaned = text.strip().strip("\"'").strip()
    if timer.kind == "date":
        return Due(_instant(cleaned, clock.zone))
    if timer.kind == "duration":
        at = _after(now, cleaned, timer, clock)
        return Due(at, cleaned, since=now) if timer.working else Due(at)
    return _first_of_cycle(cleaned, timer, clock, now)


def next_due(timer: Timer, due: Due, clock: Clock, now: datetime) -> Due | None:
    """Return the firing of a cycle after `due`, None after the last."""
    if not due.left:
        return None
    found = _counted(due.at, due.every, timer, clock)
    if due.left < 0 or due.left > CAUGHT_UP:
        found = _past(found, due.every, timer, clock, now)
    if due.until is not None and found.at > due.until:
        return None
    return replace(found, left=due.left - (due.left > 0), until=due.until)


def recounted(due: Due, clock: Clock) -> Due:
    """Return `due` counted anew with the calendar of `clock`, which may be another one now.

    A last firing that would come too late for the timer's end stays. Raises Invalid
    (`calendar.exhausted`).
    """
    if due.since is None:
        return due
    at = timestandard.deadline(TimeStandard(due.every), clock.calendar, due.since)
    return due if due.until is not None and at > due.until else replace(due, at=at)


def _first_of_cycle(text: str, timer: Timer, clock: Clock, now: datetime) -> Due:
    if not text.startswith("R"):
        return replace(_counted(now, text, timer, clock), left=-1)
    head, *rest = text.split("/")
    repeat = _REPEAT.fullmatch(head)
    if repeat is None or not 1 <= len(rest) <= 2 or repeat[1] == "0":
        raise TimerError("bpmn.timer.cycle", text=text)
    left = int(repeat[1]) - 1 if repeat[1] else -1
    if len(rest) == 1:
        return replace(_counted(now, rest[0], timer, clock), left=left)
    if rest[0].startswith("P"):
        every, until = rest[0], _instant(rest[1], clock.zone)
        return replace(_counted(now, every, timer, clock), left=left, until=until)
    start, every = _instant(rest[0], clock.zone), rest[1]
    _step(start, every, timer, clock)
    return replace(_past(Due(start, every), every, timer, clock, now), left=left)


def _counted(start: datetime, every: str, timer: Timer, clock: Clock) -> Due:
    """Return the firing one period after `start`."""
    at = _step(start, every, timer, clock)
    return Due(at, every, since=start if timer.working and every.startswith("P") else None)


def _past(due: Due, every: str, timer: Timer, clock: Clock, now: datetime) -> Due:
    """Return the first firing after `now` of a cycle of which `due` is one, not counting it out."""
    at = due.at
    if at > now:
        return due
    if timer.working or not every.startswith("P"):
        return _counted(now, every, timer, clock)
    parts = _parts(every)
    if not parts.months:
        period = timedelta(days=parts.days, seconds=parts.seconds)
        skipped = period * max((now - at) // period - 1, 0)
        # Whole days keep to the wall clock, as each single step does.
        zone = clock.zone if not parts.seconds else UTC
        at = (at.astimezone(zone) + skipped).astimezone(UTC)
    while at <= now:
        at = _step(at, every, timer, clock)
    return replace(due, at=at)


def _step(start: datetime, every: str, timer: Timer, clock: Clock) -> datetime:
    """Return one period of a cycle, an ISO duration or a cron line, after `start`."""
    if not every.startswith("P"):
        try:
            return cron.following(every, start, clock.zone)
        except cron.CronError as error:
            raise TimerError(error.code, text=every) from None
    at = _after(start, every, timer, clock)
    if at - start < SHORTEST:
        raise TimerError("bpmn.timer.too_often", text=every)
    return at


def _after(start: datetime, text: str, timer: Timer, clock: Clock) -> datetime:
    parts = _parts(text)
    if timer.working:
        try:
            return timestandard.deadline(TimeStandard(text), clock.calendar, start)
        except Invalid:
            raise TimerError("bpmn.timer.working", text=text) from None
    try:
        return _add(start, parts, clock.zone)
    except (OverflowError, ValueError):
        raise TimerError("bpmn.timer.too_far", text=text) from None


def _add(start: datetime, parts: _Duration, zone: ZoneInfo) -> datetime:
    local = start.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month - 1 + parts.months, 12)
    moved = local.replace(year=year, month=month + 1, day=min(local.day, _length(year, month + 1)))
    moved += timedelta(days=parts.days)
    return moved.astimezone(UTC) + timedelta(seconds=parts.seconds)


def _length(year: int, month: int) -> int:
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return (following - timedelta(days=1)).day


def _parts(text: str) -> _Duration:
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise TimerError("bpmn.timer.duration", text=text)
    values = [float((group or "0").replace(",", ".")) for group in match.groups()]
    years, months, weeks, days, hours, minutes, seconds = values
    whole = years * 12 + months
    if whole != int(whole):
        raise TimerError("bpmn.timer.duration", text=text)
    if whole > LONGEST_YEARS * 12:
        raise TimerError("bpmn.timer.too_far", text=text)
    return _Duration(int(whole), weeks * 7 + days, hours * 3600 + minutes * 60 + seconds)


def _instant(text: str, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of an ISO 8601 date or time; without an offset it is local."""
    try:
        moment = datetime.fromisoformat(text)
        local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise TimerError("bpmn.timer.date", text=text) from None
