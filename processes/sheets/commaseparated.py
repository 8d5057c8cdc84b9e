"""A sheet as CSV (RFC 4180, UTF-8): the heads, then the rows; the title and notes stay out."""

import csv
import io
from collections.abc import Iterable, Iterator

from processes.sheets.grid import Cell, Sheet, bare, harmless

_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else


def write(sheet: Sheet) -> bytes:
    """Return the file, with the mark by which Excel knows UTF-8."""
    heads = [column.named for column in sheet.columns]
    return (_MARK + "".join(lines([heads, *sheet.rows]))).encode()


def lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Yield one line for each row; text that a spreadsheet would take for a formula is quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _text(cell: Cell) -> str:
    value = bare(cell)
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)
