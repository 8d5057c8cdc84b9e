"""National holidays and cuti bersama, from the `holidays` package, to seed a working calendar.

What a day is called changes from release to release ("(perkiraan)"), so nothing here goes by name.
"""

from collections.abc import Iterable
from datetime import date

PUBLIC = "public"
CUTI_BERSAMA = "government"  # the package's category of the days the yearly decree adds


def closed_days(years: Iterable[int]) -> dict[date, str]:
    """Return the holidays and cuti bersama of `years` in order, with their Indonesian names."""
    return dict(sorted(_named(years, PUBLIC, CUTI_BERSAMA).items()))


def decreed_until(since: int) -> int:
    """Return the last year, counted from `since` on, for which cuti bersama is known.

    The year before `since` where none is. Holidays of later years are estimates, because the joint
    decree (SKB) that fixes them comes out a few months before its year.
    """
    year = since
    while _named([year], CUTI_BERSAMA):
        year += 1
    return year - 1


def _named(years: Iterable[int], *categories: str) -> dict[date, str]:
    import holidays  # here, so that a command that seeds no calendar does not wait for it

    return dict(holidays.country_holidays("ID", years=years, categories=categories, language="id"))
