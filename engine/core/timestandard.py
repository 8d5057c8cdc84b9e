"""Time standards ("Waktu baku"): read as an SOP writes them, kept as ISO 8601, turned to deadlines.

Minutes and hours are working minutes; a day is a working day, never a number of minutes; a week is
the working days of a normal week (DESIGN §5). What can be read in two ways is refused, not guessed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from engine.core.calendar import WorkingCalendar
from engine.core.errors import Invalid
from engine.core.indonesian import spelled
from engine.core.soptable import TimeStandard

LONGEST: Final = timedelta(days=3650)
"""Ten years: beyond it a standard is taken for a slip of the pen."""

_Counts = Mapping[str, int]  # how many of each ISO 8601 letter: {"D": 1, "H": 2}

_ORDER: Final = "WDHM"
_LETTERS: Final = {
    "minggu": "W",
    "pekan": "W",
    "hari": "D",
    "jam": "H",
    "menit": "M",
    "mnt": "M",
}
_WORDS: Final = {
    "id": {"W": "minggu", "D": "hari", "H": "jam", "M": "menit"},
    "en": {"W": "week", "D": "day", "H": "hour", "M": "minute"},
}
_PART: Final = re.compile(
    r"(?P<sign>(?:(?<!\d)-)?)(?P<whole>\d{1,7})(?!\d)(?:,(?P<decimals>\d{1,7}))?\s*"
    r"(?:\((?P<spelled>[a-z ]+)\)\s*)?(?P<unit>[a-z]*)",
    re.ASCII,
)
_ISO: Final = re.compile(
    r"P(?:(\d{1,7})W)?(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,7})H)?(?:(\d{1,7})M)?)?", re.ASCII
)


def parse(text: str, unit: str = "") -> TimeStandard:
    """Read "10 menit", "2 Jam", "3 (tiga) hari kerja", "7 hari kalender", "1 jam 30 menit", "P4D".

    `unit` is the column header, which gives a bare number its unit: "120" under "Waktu (menit)".
    Raises Invalid (`timestandard.*`) for whatever is not plain: no unit, a unit other than the
    header's, nothing or less than nothing, more than ten years, any other word.
    """
    cleaned = " ".join(text.casefold().split()).rstrip(". ")
    worded = cleaned.removesuffix(" kalender").removesuffix(" kerja")
    counts = _iso_counts(cleaned.upper()) or _worded_counts(worded, _header(unit), text)
    if sum(counts.values()) <= 0 or min(counts.values()) < 0:
        raise Invalid("timestandard.not_positive", text=text)
    if _plain(counts) > LONGEST:
        raise Invalid("timestandard.too_long", text=text)
    return TimeStandard(_iso(counts), "kalender" if cleaned.endswith(" kalender") else "kerja")


def deadline(
    standard: TimeStandard, calendar: WorkingCalendar, start: datetime, percent: int = 100
) -> datetime:
    """Return the instant in UTC by which what began at `start` is due.

    Of a combined standard the weeks and days count first, then the hours and minutes. `percent`
    is how much of the standard, 125 for a quarter longer; a part of a day is that part of the
    working time up to the same clock time a working day later. A negative one goes back from
    `start`. Raises Invalid for a standard `parse` refuses, or a calendar without enough working
    time.
    """
    counts = _counts(standard)
    if standard.calendar == "kalender":
        return start.astimezone(UTC) + _plain(counts) * percent // 100
    days = counts.get("D", 0)
    if "W" in counts:
        days += counts["W"] * calendar.days_in_week(start)
    reached = _days_later(calendar, start, days * percent)
    clock = timedelta(hours=counts.get("H", 0), minutes=counts.get("M", 0))
    return calendar.add(reached, clock * percent // 100)


def length(duration: str) -> timedelta | None:
    """Return an ISO 8601 duration as plain time, a day as 24 hours; None of any other text."""
    counts = _iso_counts(duration)
    return _plain(counts) if counts else None


def describe(standard: TimeStandard, language: str = "id") -> str:
    """Return "4 hari" or "7 hari kalender"; in English ("en") "4 days" or "7 days (calendar)"."""
    counts = _counts(standard)
    words = _WORDS[language]
    plain = standard.calendar == "kalender"
    if language == "id":
        return " ".join(f"{n} {words[u]}" for u, n in counts.items()) + " kalender" * plain
    said = " ".join(f"{n} {words[u]}{'s' * (n != 1)}" for u, n in counts.items())
    return said + " (calendar)" * plain


def _days_later(calendar: WorkingCalendar, start: datetime, hundredths: int) -> datetime:
    """Return `start` moved by hundredths of working days."""
    days, rest = divmod(hundredths, 100)
    reached = calendar.add_days(start, days) if days else start
    if not rest:
        return reached
    following = calendar.add_days(start, days + 1)
    return calendar.add(reached, calendar.between(reached, following) * rest // 100)


@lru_cache(maxsize=1024)  # the same few standards are reckoned with again and again
def _counts(standard: TimeStandard) -> _Counts:
    """Return the counts of a standard, refusing one that `parse` did not make."""
    return _iso_counts(parse(standard.duration).duration)


def _iso_counts(text: str) -> _Counts:
    """Return the counts of an ISO 8601 duration, none for another text."""
    match = _ISO.fullmatch(text)
    found = zip(_ORDER, match.groups(), strict=True) if match else ()
    return {letter: int(count) for letter, count in found if count is not None}


def _iso(counts: _Counts) -> str:
    """Return the counts as an ISO 8601 duration."""
    written = {letter: f"{count}{letter}" for letter, count in counts.items() if count}
    clock = "".join(written.get(letter, "") for letter in "HM")
    return f"P{written.get('W', '')}{written.get('D', '')}{'T' * bool(clock)}{clock}"


def _worded_counts(cleaned: str, header: str, text: str) -> _Counts:
    """Return the counts of an amount in words, its units in descending order."""
    parts = list(_PART.finditer(cleaned))
    if not parts or _PART.sub("", cleaned).strip():
        raise Invalid("timestandard.unreadable", text=text)
    units = [_unit(part["unit"], header, text) for part in parts]
    counts = dict(_count(part, letter, text) for part, letter in zip(parts, units, strict=True))
    if list(counts) != sorted(counts, key=_ORDER.index) or len(counts) < len(parts):
        raise Invalid("timestandard.two_units", text=text)
    return counts


def _unit(word: str, header: str, text: str) -> str:
    """Return the letter of a unit as written, or of the column header where none is."""
    letter = _LETTERS.get(word) if word else header
    if letter is None:
        raise Invalid("timestandard.unreadable", text=text)
    if not letter:
        raise Invalid("timestandard.no_unit", text=text)
    if header and letter != header:
        raise Invalid("timestandard.two_units", text=text)
    return letter


def _count(part: re.Match[str], letter: str, text: str) -> tuple[str, int]:
    """Return letter and count of one amount; half an hour is minutes, half a day is not plain."""
    whole = int(part["sign"] + part["whole"])
    if part["spelled"] and part["spelled"].strip() != spelled(abs(whole)):
        raise Invalid("timestandard.unreadable", text=text)
    if not part["decimals"]:
        return letter, whole
    minutes = Fraction(f"{part['sign']}{part['whole']}.{part['decimals']}") * 60
    if letter != "H" or minutes.denominator != 1:
        raise Invalid("timestandard.unreadable", text=text)
    return "M", int(minutes)


def _header(unit: str) -> str:
    """Return the letter of the one unit a column header names, "" where it names none or two."""
    named = {_LETTERS[word] for word in re.findall(r"[a-z]+", unit.casefold()) if word in _LETTERS}
    return named.pop() if len(named) == 1 else ""


def _plain(counts: _Counts) -> timedelta:
    """Return the counts as plain time, every hour of every day."""
    return timedelta(
        weeks=counts.get("W", 0),
        days=counts.get("D", 0),
        hours=counts.get("H", 0),
        minutes=counts.get("M", 0),
    )
