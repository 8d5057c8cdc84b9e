"""What pages say: a key and a language -> words, and values as people of an office write them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.core import indonesian, messages
from engine.core.counted import counted
from web.words import (
    account,
    admin,
    admincalendar,
    adminpeople,
    dashboard,
    designer,
    forecast,
    frame,
    instances,
    login,
    notices,
    reports,
    sops,
    tasks,
)

SUBJECTS: Final = (
    frame,
    login,
    account,
    admin,
    adminpeople,
    admincalendar,
    instances,
    sops,
    designer,
    forecast,
    tasks,
    dashboard,
    reports,
    notices,
)
"""Each page's words; a new page adds its file of `web/words/` here."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    key: words for subject in SUBJECTS for key, words in subject.WORDS.items()
}


def say(key: str, language: str, **facts: object) -> str:
    """Return the words of `key` with `facts` filled in. Raises KeyError for one that is missing."""
    return WORDS[key][messages.LANGUAGES.index(language)].format_map(counted(facts))


def moment(at: str | datetime, zone: str, language: str) -> str:
    """Return an instant as the clocks and calendars of `zone` show it."""
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    if language == "id":
        return indonesian.moment(instant, ZoneInfo(zone))
    return f"{instant.astimezone(ZoneInfo(zone)):%A, %d %B %Y, %H:%M %Z}"


def short_moment(at: str | datetime, zone: str, language: str) -> str:
    """Return "2 Mar 2026 10.15 WITA", for tables."""
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    local = instant.astimezone(ZoneInfo(zone))
    if language == "id":
        month = indonesian.MONTHS[local.month - 1][:3]
        return f"{local.day} {month} {local.year} {local:%H.%M} {local.tzname()}"
    return f"{local.day} {local:%b %Y %H:%M} {local.tzname()}"


def day(on: str | date, language: str) -> str:
    """Return "Senin, 2 Maret 2026"."""
    found = date.fromisoformat(on) if isinstance(on, str) else on
    if language == "id":
        return indonesian.day(found)
    return f"{found:%A}, {found.day} {found:%B %Y}"


def duration(amount: float | timedelta, language: str, days: int = 0) -> str:
    """Return "2 hari 3 jam" for seconds; `days` are whole days counted apart."""
    span = amount if isinstance(amount, timedelta) else timedelta(seconds=amount)
    said = indonesian.duration(span, days)
    if language == "id":
        return said
    for word, english in _UNITS.items():
        said = said.replace(word, english)
    return said


def number(value: float, language: str, decimals: int | None = None) -> str:
    """Return "1.250,5"."""
    if language == "id":
        return indonesian.number(value, decimals)
    return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"


_UNITS: Final = {
    "kurang dari 1 menit": "less than 1 min",
    "hari": "d",
    "jam": "h",
    "menit": "min",
}
