"""A working calendar as a table for a spreadsheet: one line a date, written and read back.

    tanggal;hari;jam;keterangan
    2026-03-18;Rabu;tutup;Cuti bersama
    2026-03-25;Rabu;07.30-12.00 13.00-16.00;

Excel set to Indonesian reads semicolons and writes them; commas and tabs are understood, too.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from engine.core import openinghours
from engine.core.calendar import HORIZON, Span
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.indonesian import DAYS, read_date

if TYPE_CHECKING:
    from _csv import Reader

HEADS: Final = ("tanggal", "hari", "jam", "keterangan")
_ENGLISH: Final = dict(zip(("date", "day", "hours", "why"), HEADS, strict=True))
_NEEDED: Final = {"tanggal", "jam"}
_FORMULA: Final = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would compute; an apostrophe before it says it is text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the hours of a date, and why; `line` counts from 1."""

    line: int
    on: date
    hours: tuple[Span, ...]
    why: str


def write(days: Iterable[tuple[date, str, str]]) -> str:
    """Return the table of days, each with its hours as `openinghours.written`, and why."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADS)
    for on, hours, why in days:
        guard = "'" * why.startswith(_FORMULA)
        writer.writerow((on.isoformat(), DAYS[on.weekday()], hours, guard + why))
    return text.getvalue()


def read(text: str, file: str = "") -> tuple[Row, ...]:
    """Return the rows of a table. The heads may stand in any order, also date, day, hours, why.

    Raises Invalid (`calendar.csv`) with a finding for each line that does not say a date and its
    hours: no date, hours that cannot be read, a weekday that is not that date's, a date twice.
    """
    text = text.removeprefix("\ufeff")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    findings: list[Finding] = []
    rows: dict[date, Row] = {}
    try:
        findings += _take_all(table, rows)
    except csv.Error as broken:
        findings.append(_error("calendar.csv_broken", table.line_num, reason=broken))
    if len(rows) > HORIZON.days:
        findings = [_error("calendar.csv_long", 0, count=len(rows), most=HORIZON.days)]
    if findings:
        raise Invalid("calendar.csv", findings=findings, file=file, count=len(findings))
    return tuple(rows.values())


def _take_all(table: "Reader", rows: dict[date, Row]) -> Iterator[Finding]:
    """Add all rows of a table to `rows`, and yield what is wrong with it."""
    heads = [_head(cell) for cell in next(table, [])]
    if not set(heads) >= _NEEDED:
        yield _error("calendar.csv_heads", 1, heads=", ".join(filter(None, heads)) or "-")
        return
    for cells in table:
        named = dict(zip(heads, map(str.strip, cells), strict=False))
        if any(named.values()):
            yield from _take(table.line_num, named, rows)


def _head(cell: str) -> str:
    name = cell.strip().casefold()
    return _ENGLISH.get(name, name)


def _take(line: int, cells: Mapping[str, str], rows: dict[date, Row]) -> Iterator[Finding]:
    """Add the row of one line to `rows`, or yield what is wrong with it."""
    written, weekday = cells.get("tanggal", ""), cells.get("hari", "")
    on = read_date(written)
    if on is None:
        yield _error("calendar.csv_date", line, text=written)
        return
    if weekday and weekday.casefold().replace("'", "") != DAYS[on.weekday()].casefold():
        right = DAYS[on.weekday()]
        yield _error("calendar.csv_weekday", line, day=on, weekday=weekday, right=right)
    if on in rows:
        yield _error("calendar.csv_twice", line, day=on, other=rows[on].line)
    why = cells.get("keterangan", "")
    if why.startswith("'") and why[1:].startswith(_FORMULA):
        why = why[1:]
    try:
        rows.setdefault(on, Row(line, on, openinghours.read(cells.get("jam", "")), why))
    except Invalid as unreadable:
        yield Finding("error", unreadable.code, line=line, facts=unreadable.facts)


def _error(code: str, line: int, **facts: object) -> Finding:
    return Finding("error", code, line=line, facts=facts)
