"""`sopan calendar`: when an agency is open, and what an edit of that does to open deadlines."""

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli import calendaredits, words
from cli.office import Json, Office, office
from cli.options import AsJson, By
from cli.options import day as _day
from engine.core import calendarcsv
from engine.core.errors import Invalid

app = typer.Typer(
    no_args_is_help=True, help="Working calendars (kalender kerja): hours, holidays, Ramadan."
)

AgencyId = Annotated[
    str, typer.Argument(metavar="AGENCY", help="The agency (instansi), such as boalemo.")
]
OnDay = Annotated[
    date, typer.Argument(metavar="DATE", parser=_day, help="The day, such as 2026-05-20.")
]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help='The season (masa), such as "Ramadan 1448 H".')
]
Table = Annotated[
    Path, typer.Argument(metavar="FILE", help="A table as `calendar show --csv` writes it.")
]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", min=1900, max=2999, help="This year."),
]
Month = Annotated[
    int | None,
    typer.Option(
        "--month", metavar="1-12", min=1, max=12, help="This month of --year, or of this year."
    ),
]
From = Annotated[
    date | None,
    typer.Option("--from", metavar="DATE", parser=_day, help="The first day.", show_default=False),
]
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=_day, help="The last day.", show_default=False),
]
ToCsv = Annotated[
    Path | None,
    typer.Option(
        "--csv",
        metavar="FILE",
        help="Write the table to a file for a spreadsheet.",
        show_default=False,
    ),
]
DayWhy = Annotated[str, typer.Option("--why", help="Why (alasan); it is shown and recorded.")]
Why = Annotated[str, typer.Option("--why", help="Why (alasan); it goes into the trail.")]
DayHours = Annotated[
    str,
    typer.Option(
        "--hours",
        metavar="HOURS",
        help='Open all the same, such as "07.30-12.00"; without it closed.',
    ),
]
WeekHours = Annotated[
    list[str] | None,
    typer.Option(
        "--hours",
        metavar="HOURS",
        help='Such as "senin-kamis 08.00-12.00 12.30-15.00"; again for other days. Without days: '
        "every working day.",
        show_default=False,
    ),
]
NewWeek = Annotated[
    list[str] | None,
    typer.Option(
        "--hours",
        metavar="HOURS",
        help='Such as "sabtu 08.00-12.00" or "jumat tutup"; again for other days.',
        show_default=False,
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=_day,
        help="The day from which they hold (berlaku sejak); else tomorrow.",
        show_default=False,
    ),
]
StrikeWeek = Annotated[
    bool, typer.Option("--remove", help="Take back the hours that hold from --from on (mencabut).")
]
Strike = Annotated[bool, typer.Option("--remove", help="Strike the season out (mencabut).")]
Decreed = Annotated[
    int | None,
    typer.Option(
        "--decreed",
        metavar="YEAR",
        help="FILE holds the whole decree (SKB) of this year: it is provisional no longer.",
        show_default=False,
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only show which deadlines would move (pratinjau).")
]


@app.command(epilog="Example: sopan calendar show boalemo --year 2027 --csv kalender-2027.csv")
def show(
    agency: AgencyId,
    year: Year = None,
    month: Month = None,
    first: From = None,
    last: Until = None,
    csv: ToCsv = None,
    json: AsJson = False,
) -> None:
    """Show the days of a calendar with their hours and why they are closed; else this month."""
    with office(json) as here:
        today = here.app.clock.now().astimezone(here.zone(agency)).date()
        shown = here.app.calendar(agency, *_period(year, month, first, last, today))
        if csv:
            _save(csv, shown)
        if json:
            here.screen.show(shown)
        elif csv:
            here.screen.say("calendar.saved", "green", days=len(shown["days"]), file=csv)
        else:
            _show(here, shown)


@app.command("import", epilog="Example: sopan calendar import boalemo kalender-2027.csv --dry-run")
def import_(
    agency: AgencyId,
    file: Table,
    decreed: Decreed = None,
    why: Why = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Make the days of a table what it says; days that are not in it stay as they are."""
    with office(json) as here:
        from engine import calendars

        edit = calendars.import_days(_text(file), file.name, decreed)
        calendaredits.make(here, agency, edit, why or file.name, by, dry_run=dry_run)


@app.command(
    epilog='Example: sopan calendar add boalemo 2026-10-12 --why "Hari jadi" --hours 07.30-12.00'
)
def add(
    agency: AgencyId,
    on: OnDay,
    why: DayWhy,
    hours: DayHours = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Close a day (libur), or give it hours of its own: a half day, a Saturday worked."""
    with office(json) as here:
        from engine import calendars

        calendaredits.make(
            here, agency, calendars.set_day(on, why, hours), why, by, dry_run=dry_run
        )


@app.command(epilog="Example: sopan calendar remove boalemo 2026-10-12")
def remove(
    agency: AgencyId,
    on: OnDay,
    why: Why = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Take back what was added for a day, or strike out a holiday: then the office is open."""
    with office(json) as here:
        from engine import calendars

        calendaredits.make(here, agency, calendars.remove_day(on), why, by, dry_run=dry_run)


@app.command(epilog='Example: sopan calendar season boalemo "Ramadan 1448 H" --from 2027-02-09')
def season(
    agency: AgencyId,
    name: Name,
    first: From = None,
    last: Until = None,
    hours: WeekHours = None,
    strike: Strike = False,
    why: Why = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Add or change a season with other hours (Ramadan); what is left out stays as it is."""
    with office(json) as here:
        from engine import calendars

        if strike:
            edit = calendars.remove_season(name)
        else:
            edit = calendars.set_season(name, first, last, hours or ())
        calendaredits.make(here, agency, edit, why or name, by, dry_run=dry_run)


@app.command(
    epilog='Example: sopan calendar week boalemo --hours "sabtu 08.00-12.00" --from 2027-01-04'
)
def week(
    agency: AgencyId,
    hours: NewWeek = None,
    first: Since = None,
    strike: StrikeWeek = False,
    why: Why = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Change the hours of the normal week (jam kerja) from a day on; days before it stay."""
    if strike != (not hours) or (strike and first is None):
        raise typer.BadParameter("expected --hours, or --remove with --from")
    with office(json) as here:
        from engine import calendars

        if strike and first:
            edit = calendars.remove_week(first)
        else:
            edit = calendars.set_week(hours or (), first)
        calendaredits.make(here, agency, edit, why, by, dry_run=dry_run)


def _period(
    year: int | None, month: int | None, first: date | None, last: date | None, today: date
) -> tuple[date, date]:
    """Return the first and the last day to show."""
    if first or last:
        named = first or last or today
        return first or date(named.year, 1, 1), last or date(named.year, 12, 31)
    if year and not month:
        return date(year, 1, 1), date(year, 12, 31)
    shown = date(year or today.year, month or today.month, 1)
    return shown, shown.replace(day=monthrange(shown.year, shown.month)[1])


def _show(here: Office, shown: Json) -> None:
    here.screen.table(
        ("date", "day", "hours", "why"),
        ((day["date"], day["day"], day["hours"], _why(here, day)) for day in shown["days"]),
    )
    if any(day["provisional"] for day in shown["days"]):
        here.screen.say("calendar.provisional", "yellow", year=shown["decreed_until"])


def _why(here: Office, day: Json) -> str:
    if not day["edited"]:
        return str(day["why"])
    return words.say("calendar.edited", here.screen.language, why=day["why"]).strip()


def _save(file: Path, shown: Json) -> None:
    """Write the days for a spreadsheet, which takes the file for UTF-8 by its first bytes."""
    days = ((date.fromisoformat(d["date"]), d["hours"], d["why"]) for d in shown["days"])
    try:
        file.write_text(calendarcsv.write(days), encoding="utf-8-sig")
    except OSError as error:
        raise Invalid("layout.file", file=file, reason=error.strerror or error) from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("check.unreadable", file=file, reason=error) from error
    except OSError as error:
        raise Invalid("check.unreadable", file=file, reason=error.strerror or error) from error
