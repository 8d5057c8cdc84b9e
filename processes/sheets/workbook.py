"""A sheet as XLSX: printable in landscape, its head repeated on each page."""

import io
import re
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from processes.sheets.grid import Cell, Sheet, bare, harmless

_LONGEST: Final = 32_767
"""Characters a cell of Excel may hold."""
_FOLIO: Final = 14
"""Paper F4 (folio), on which Indonesian offices print."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_HEAD: Final = PatternFill("solid", fgColor="DDE5EE")
_THIN: Final = Side(style="thin", color="808080")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TOP: Final = Alignment(vertical="top", wrap_text=True)
_MIDDLE: Final = Alignment(vertical="center", horizontal="center", wrap_text=True)


def write(sheet: Sheet) -> bytes:
    """Return the file."""
    book = Workbook()
    page: Any = book.active
    page.title = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", sheet.title).split())[:31] or "Laporan"
    _say(page, sheet.title, Font(bold=True, size=13))
    for line in sheet.about:
        _say(page, line, Font())
    head = page.max_row + 2
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(head, number)
        _put(cell, column.named)
        cell.font, cell.fill, cell.border, cell.alignment = Font(bold=True), _HEAD, _BOX, _MIDDLE
        page.column_dimensions[get_column_letter(number)].width = column.width
    for offset, row in enumerate(sheet.rows, 1):
        for number, value in enumerate(row, 1):
            cell = page.cell(head + offset, number)
            _put(cell, bare(value))
            cell.border, cell.alignment = _BOX, _TOP
    last = head + len(sheet.rows)
    for offset, note in enumerate(sheet.notes, 2):
        _put(page.cell(last + offset, 1), note)
    _print_setup(page, head, last, len(sheet.columns))
    return _bytes(book)


def _say(page: Any, text: str, font: Font) -> None:
    row = page.max_row + 1 if page.max_row > 1 or page.cell(1, 1).value is not None else 1
    _put(page.cell(row, 1), text)
    page.cell(row, 1).font = font


def _put(cell: Any, value: Cell) -> None:
    """Write a value; text is text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = harmless(value) != value
    else:
        cell.value = value


def _print_setup(page: Any, head: int, last: int, width: int) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _FOLIO
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head}:{head}"
    page.freeze_panes = page.cell(head + 1, 1)
    page.auto_filter.ref = f"A{head}:{get_column_letter(width)}{last}"
    page.oddFooter.center.text = "&P / &N"


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
