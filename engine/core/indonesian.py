"""How dates, clock times, durations and numbers are written and read in Indonesian."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

_SPELLED: Final = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_DATE: Final = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)([-/])(\d\d?)\5(\d{4})", re.ASCII)
_NUMBER: Final = re.compile(
    r"(?P<grouped>[+-]?[1-9]\d{0,2}(?:\.\d{3}){1,4})(?:,(?P<cents>\d{1,15}))?"
    r"|(?P<plain>[+-]?\d{1,15})(?:[.,](?P<decimals>\d{1,15}))?",
    re.ASCII,
)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return "Senin, 2 Maret 2026 pukul 10.15 WITA" for the instant `at`."""
    local = at.astimezone(zone)
    return f"{day(local.date())} pukul {clock(local.time())} {local.tzname()}"


def day(on: date) -> str:
    """Return "Senin, 2 Maret 2026"."""
    return f"{DAYS[on.weekday()]}, {written(on)}"


def written(on: date) -> str:
    """Return "2 Maret 2026"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def clock(at: time) -> str:
    """Return "10.15"."""
    return f"{at:%H.%M}"


def duration(amount: timedelta, days: int = 0) -> str:
    """Return "2 hari 3 jam" or "1 jam 30 menit", without seconds and without the sign.

    `days` are whole days counted apart (`WorkingCalendar.whole_days`): how long a working day is
    depends on the day, so `amount` itself is never turned into days.
    """
    minutes = abs(amount) // timedelta(minutes=1)
    parts = ((days, "hari"), (minutes // 60, "jam"), (minutes % 60, "menit"))
    said = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return said or "kurang dari 1 menit"


def number(value: float, decimals: int | None = None) -> str:
    """Return "1.250,5", rounded to `decimals` digits where given."""
    shown = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return shown.translate(str.maketrans(",.", ".,"))


def spelled(number: int) -> str:
    """Return a number from 0 to 999 in words, as official texts repeat it: "3 (tiga) hari"."""
    if number < len(_SPELLED):
        return _SPELLED[number]
    if number < 20:
        return f"{spelled(number - 10)} belas"
    base, name = (10, "puluh") if number < 100 else (100, "ratus")
    count, rest = divmod(number, base)
    head = "seratus" if (count, name) == (1, "ratus") else f"{spelled(count)} {name}"
    return f"{head} {spelled(rest)}" if rest else head


def read_date(text: str) -> date | None:
    """Return the date of "2026-03-02", "02-03-2026" or "2/3/2026" (day first), None of another."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, of_month, first, _, second, last = match.groups()
    try:
        return date(int(year or last), int(month or second), int(of_month or first))
    except ValueError:
        return None


def read_number(text: str) -> int | float | None:
    """Return the number of "1.250,5", "1250,5" or "1250.5", None of another text.

    A dot before exactly three digits groups thousands, as Indonesian writes it: "1.250" is 1250.
    """
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return None
    whole = (match["grouped"] or match["plain"]).replace(".", "")
    decimals = match["cents"] or match["decimals"]
    return float(f"{whole}.{decimals}") if decimals else int(whole)
