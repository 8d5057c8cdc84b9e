"""`sopan report`: how well the standards are kept, Tabel 7, and the event log."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from cli.forecast import day
from cli.office import Json, Office, office
from cli.options import AsJson
from engine.core.errors import Invalid

if TYPE_CHECKING:
    from processes.sheets.grid import Cell

app = typer.Typer(
    help="Reports (laporan): compliance, Tabel 7, the event log.", no_args_is_help=True
)


class By(StrEnum):
    """How steps are grouped."""

    SOP = "sop"
    STEP = "step"
    LANE = "lane"
    UNIT = "unit"
    MONTH = "month"
    WEEK = "week"


class Form(StrEnum):
    """What a report is written as."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class LogForm(StrEnum):
    """What an event log is written as."""

    XES = "xes"
    CSV = "csv"


OfAgency = Annotated[str, typer.Argument(metavar="AGENCY", help="The agency, such as boalemo.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="From this day on; without it, since the year of --until began.",
        show_default=False,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help="Up to this day; without it, today.", show_default=False
    ),
]
Sop = Annotated[
    str,
    typer.Option("--sop", metavar="KEY", help="Only this SOP, such as lakip.", show_default=False),
]
AsForm = Annotated[Form, typer.Option("--format", help="What it is written as.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write it to this file.", show_default=False),
]


@app.command(epilog="Example: sopan report compliance boalemo --by step --from 2026-01-01")
def compliance(
    agency: OfAgency,
    by: Annotated[By, typer.Option("--by", help="How the steps are grouped.")] = By.SOP,
    since: Since = None,
    until: Until = None,
    sop: Sop = "",
    form: AsForm = Form.TABLE,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Report how well the time standards were kept: on time, late, waiting and handling apart."""
    with office(json or form is Form.JSON) as here:
        found = here.app.compliance(
            agency, by=by.value, since=_day("--from", since), until=_day("--until", until), sop=sop
        )
        _write(here, found, form, out)


@app.command(
    epilog="Example: sopan report tabel7 boalemo --half 2026-1 --format xlsx --out t7.xlsx"
)
def tabel7(
    agency: OfAgency,
    half: Annotated[
        str,
        typer.Option(
            "--half",
            metavar="YEAR-1|YEAR-2",
            help="The half-year (semester); without it, the one that ended last.",
            show_default=False,
        ),
    ] = "",
    sop: Annotated[
        str,
        typer.Option(
            "--sop",
            metavar="KEY",
            help="Judge each step of this SOP instead of each SOP.",
            show_default=False,
        ),
    ] = "",
    form: AsForm = Form.TABLE,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Fill Tabel 7 (monitoring pelaksanaan SOP AP) of a half-year from what was recorded."""
    with office(json or form is Form.JSON) as here:
        _write(here, here.app.monitoring(agency, half, sop=sop), form, out)


@app.command(epilog="Example: sopan report log boalemo --format xes --out boalemo.xes")
def log(
    agency: OfAgency,
    since: Since = None,
    until: Until = None,
    sop: Sop = "",
    form: Annotated[LogForm, typer.Option("--format", help="What it is written as.")] = LogForm.XES,
    names: Annotated[
        bool,
        typer.Option(
            "--names", help="Add officers and titles of instances, which are personal data."
        ),
    ] = False,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Write the event log of the instances started in a period, for process mining."""
    with office(json) as here:
        pieces = here.app.event_log(
            agency,
            form.value,
            since=_day("--from", since),
            until=_day("--until", until),
            sop=sop,
            names=names,
        )
        size = _write_pieces(here, form.value, out, pieces)
        if json:
            here.screen.show({"file": str(out), "bytes": size})


def _write(here: Office, found: Json, form: Form, out: Path | None) -> None:
    if here.screen.as_json:
        here.screen.show(found)
    elif form is Form.TABLE:
        _show(here, found)
    else:
        _write_pieces(here, form.value, out, [here.app.report_file(found, form.value)])


def _show(here: Office, found: Json) -> None:
    """Write a report as a table, its title above and its notes below."""
    sheet, screen = here.app.report_sheet(found), here.screen
    screen.line(sheet.title, "bold")
    for line in sheet.about:
        screen.line(line)
    screen.table(
        [column.head for column in sheet.columns],
        ([_cell(value, screen.language) for value in row] for row in sheet.rows),
    )
    for note in sheet.notes:
        screen.line(note, "dim")


def _cell(value: "Cell", language: str) -> str | int | None:
    """Return a cell as a person reads it."""
    from engine import reportwords
    from processes.sheets.grid import Minutes

    if isinstance(value, Minutes):
        return reportwords.working_time(value.minutes * 60, language)
    return reportwords.number(value, language) if isinstance(value, float) else value


def _write_pieces(here: Office, form: str, out: Path | None, pieces: Iterable[bytes]) -> int:
    """Write a file to `out`, else to stdout; return its size. A program's stdout is for JSON."""
    size = 0
    with _opened(here, form, out) as file:
        for piece in pieces:
            size += file.write(piece)
    if out is not None and not here.screen.as_json:
        here.screen.say("report.saved", "green", file=out)
    return size


@contextmanager
def _opened(here: Office, form: str, out: Path | None) -> Iterator[IO[bytes]]:
    if out is None:
        if here.screen.as_json or (form == "xlsx" and sys.stdout.isatty()):
            raise Invalid("report.to_terminal", text=form)
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with out.open("wb") as file:
            yield file
    except OSError as error:
        raise Invalid("layout.file", file=out, reason=error.strerror or error) from error


def _day(option: str, text: str | None) -> date | None:
    return day(option, text) if text else None
