"""A report as a grid of cells, whatever file it becomes."""

from dataclasses import dataclass
from typing import Final

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xes": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """Working time: a person reads it as hours and minutes, a file gets the number of minutes."""

    minutes: float


Cell = str | int | float | Minutes | None


@dataclass(frozen=True, slots=True)
class Column:
    """What stands above a column, its `unit` where a file gets a bare number, and its width.

    `width` is in characters, about.
    """

    head: str
    unit: str = ""
    width: int = 12

    @property
    def named(self) -> str:
        """Return the head with its unit, as a file says it."""
        return f"{self.head} ({self.unit})" if self.unit else self.head


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table: `about` are the lines below the title, `notes` those below the table."""

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: what begins like one gets a quote.

    So OWASP advises: = + - @, and a tab or line break before them.
    """
    return f"'{text}" if text.lstrip(" \t\r\n").startswith(("=", "+", "-", "@")) else text


def bare(cell: Cell) -> str | int | float | None:
    """Return what a file gets for `cell`: minutes as a number, text as it is."""
    return round(cell.minutes, 1) if isinstance(cell, Minutes) else cell
