"""Deadlines as a careful clerk works them out on paper: a calendar typed by hand, and counting.

It shares nothing with the program but the questions: neither its calendar nor its arithmetic, nor
where the program has its dates from.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")

# SKB Tiga Menteri for 2026: 17 holidays and 8 days of cuti bersama; and the first of January 2027.
_CLOSED = """
2026-01-01 2026-01-16 2026-02-16 2026-02-17 2026-03-18 2026-03-19 2026-03-20 2026-03-21 2026-03-22
2026-03-23 2026-03-24 2026-04-03 2026-04-05 2026-05-01 2026-05-14 2026-05-15 2026-05-27 2026-05-28
2026-05-31 2026-06-01 2026-06-16 2026-08-17 2026-08-25 2026-12-24 2026-12-25 2027-01-01 2027-01-05
"""
CLOSED = {date.fromisoformat(day) for day in _CLOSED.split()}

RAMADAN = (date(2026, 2, 19), date(2026, 3, 20))

_USUAL = [(730, 1200), (1300, 1600)]
_FRIDAY = [(730, 1130), (1300, 1630)]
_FASTING = [(800, 1200), (1230, 1500)]
_FASTING_FRIDAY = [(800, 1130), (1230, 1530)]

Span = tuple[datetime, datetime]


def hours(day: date, zone: ZoneInfo) -> list[Span]:
    """Return when the office is open on a day (Perpres 21/2023)."""
    if day in CLOSED or day.isoweekday() > 5:
        return []
    fasting, friday = RAMADAN[0] <= day <= RAMADAN[1], day.isoweekday() == 5
    usual = (_FASTING, _FASTING_FRIDAY) if fasting else (_USUAL, _FRIDAY)
    table = usual[friday]
    return [(_at(day, opens, zone), _at(day, closes, zone)) for opens, closes in table]


def due(begun: datetime, standard: str, zone: ZoneInfo) -> datetime:
    """Return by when a standard such as "10 menit", "2 jam", "4 hari" or "1 minggu" is over."""
    amount, unit = standard.split()
    local = begun.astimezone(zone)
    if unit == "menit":
        return count_time(local, timedelta(minutes=int(amount)), zone)
    if unit == "jam":
        return count_time(local, timedelta(hours=int(amount)), zone)
    return count_days(local, int(amount) * (5 if unit == "minggu" else 1), zone)


def count_time(local: datetime, left: timedelta, zone: ZoneInfo) -> datetime:
    """Tick off opening hours, span by span, until nothing is left."""
    day = local.date()
    while True:
        for opens, closes in hours(day, zone):
            here = max(local, opens)
            if here < closes:
                if here + left <= closes:
                    return here + left
                left -= closes - here
        day += timedelta(days=1)


def count_days(local: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Go as many working days on, to the same time of the day if the office is open then."""
    if not any(opens <= local <= closes for opens, closes in hours(local.date(), zone)):
        local = opening(local, zone)
    day = local.date()
    while days:
        day += timedelta(days=1)
        days -= bool(hours(day, zone))
    wanted = datetime.combine(day, local.time(), zone)
    spans = hours(day, zone)
    for opens, closes in spans:
        if wanted <= closes:
            return max(wanted, opens)
    return spans[-1][1]


def opening(local: datetime, zone: ZoneInfo) -> datetime:
    """Return when the office is open next."""
    day = local.date()
    while True:
        for opens, closes in hours(day, zone):
            if local < closes:
                return max(local, opens)
        day += timedelta(days=1)


def _at(day: date, clock: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(clock // 100, clock % 100), zone)
