"""How opening hours are written and read: "07.30-12.00 13.00-16.00", "senin-kamis 08.00-15.00"."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Final

from engine.core.calendar import Span, Week
from engine.core.errors import Invalid
from engine.core.indonesian import DAYS, clock

CLOSED: Final = "tutup"
"""What stands where a day has no hours."""

_CLOSED: Final = ("", "-", CLOSED, "libur")
_WEEKDAYS: Final[Mapping[str, int]] = {
    **{name.casefold(): number for number, name in enumerate(DAYS)},
    "jum'at": 4,
    "ahad": 6,
    **{
        name: number
        for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    },
}
_CLOCK: Final = r"([01]?\d|2[0-3])[.:]([0-5]\d)"
_SPAN: Final = re.compile(f"{_CLOCK}-{_CLOCK}", re.ASCII)
_DASH: Final = re.compile(r"\s*(?:[-–—]|\bs\.?d\.?(?!\w)|\bsampai\b)\s*")
_ENTRY: Final = re.compile(r"([a-z']+)(?:-([a-z']+))?(?:\s*[=:]\s*|\s+)(.+)|([^a-z].*)")


def written(spans: Iterable[Span]) -> str:
    """Return hours as `read` reads them back, "tutup" where there are none."""
    return " ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in spans) or CLOSED


def written_week(week: Week) -> tuple[str, ...]:
    """Return the hours of a week as `read_week` reads them back, days of equal hours together."""
    return tuple(
        f"{DAYS[first]}-{DAYS[last]} {hours}".casefold()
        if last > first
        else f"{DAYS[first]} {hours}".casefold()
        for first, last, hours in runs(week)
    )


def runs(week: Week) -> list[tuple[int, int, str]]:
    """Return the hours of a week, each with the first and the last of the days that have them."""
    found: list[tuple[int, int, str]] = []
    for day, spans in sorted(week.items()):
        hours = written(spans)
        if found and found[-1][1:] == (day - 1, hours):
            found[-1] = (found[-1][0], day, hours)
        else:
            found.append((day, day, hours))
    return found


def read(text: str) -> tuple[Span, ...]:
    """Return the hours of "07.30-12.00 13.00-16.00"; none of "tutup", "libur", "-" and "".

    Commas between spans and "07:30 s.d. 12:00" are understood, too. What is wrong between the spans
    is for `calendar.check`. Raises Invalid (`calendar.hours_unreadable`).
    """
    plain = _DASH.sub("-", text.casefold().strip())
    if plain in _CLOSED:
        return ()
    found = [_SPAN.fullmatch(part) for part in re.split(r"[\s,;]+", plain.strip(",; "))]
    if None in found:
        raise Invalid("calendar.hours_unreadable", text=text)
    numbers = [tuple(map(int, match.groups())) for match in found if match]
    return tuple((time(a, b), time(c, d)) for a, b, c, d in numbers)


def read_week(entries: Iterable[str], usual: Week) -> Week:
    """Return hours by weekday of entries such as "senin-kamis 08.00-12.00 12.30-15.00".

    One day or from-to, in Indonesian or as mon, tue …; an entry without a day is for all working
    days of the `usual` week, a later entry goes before an earlier one. Raises Invalid as `read`.
    """
    week: dict[int, tuple[Span, ...]] = {}
    for entry in entries:
        match = _ENTRY.fullmatch(_DASH.sub("-", entry.casefold().strip()))
        if match is None:
            raise Invalid("calendar.week_unreadable", text=entry)
        first, last, hours, dayless = match.groups()
        days = _days(first, last or first, entry) if first else [d for d in usual if usual[d]]
        week |= dict.fromkeys(days, read(hours if first else dayless))
    return week


def _days(first: str, last: str, entry: str) -> list[int]:
    """Return the weekdays from one name to another. Raises Invalid."""
    if first not in _WEEKDAYS or last not in _WEEKDAYS or _WEEKDAYS[last] < _WEEKDAYS[first]:
        raise Invalid("calendar.week_unreadable", text=entry)
    return list(range(_WEEKDAYS[first], _WEEKDAYS[last] + 1))
