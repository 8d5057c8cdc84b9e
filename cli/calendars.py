"""`sopan calendar`: when an agency is open, and what an edit of that does to open deadlines."""

from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import AsJson, By
from cli.output import short
from engine.core import calendarcsv, indonesian
from engine.core.errors import Invalid

if TYPE_CHECKING:
    from engine.calendars import Edit

app = typer.Typer(
    no_args_is_help=True, help="Working calendars (kalender kerja): hours, holidays, Ramadan."
)

_SHOWN: Final = 40
"""How many moved deadlines a screen shows; JSON has them all."""


def _day(text: str) -> date:
    """Read a date of the command line."""
    found = indonesian.read_date(text)
    if found is None:
        raise typer.BadParameter(f'expected a date like 2026-03-18 or 18-3-2026, got "{text}"')
    return found


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
    list[str],
    typer.Option(
        "--hours",
        metavar="HOURS",
        help='Such as "sabtu 08.00-12.00" or "jumat tutup"; again for other days.',
        show_default=False,
    ),
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
        _edit(here, agency, edit, why or file.name, by, dry_run=dry_run)


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

        _edit(here, agency, calendars.set_day(on, why, hours), why, by, dry_run=dry_run)


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

        _edit(here, agency, calendars.remove_day(on), why, by, dry_run=dry_run)


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
        _edit(here, agency, edit, why or name, by, dry_run=dry_run)


@app.command(epilog='Example: sopan calendar week boalemo --hours "sabtu 08.00-12.00"')
def week(
    agency: AgencyId,
    hours: NewWeek,
    why: Why = "",
    dry_run: DryRun = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Change the hours of the normal week (jam kerja), from now on and for open deadlines."""
    with office(json) as here:
        from engine import calendars

        _edit(here, agency, calendars.set_week(hours), why, by, dry_run=dry_run)


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


def _edit(
    here: Office, agency: str, edit: "Edit", why: str, by: str | None, *, dry_run: bool
) -> None:
    """Make an edit, or only look at what it would do, and say which deadlines move."""
    outcome = here.app.edit_calendar(agency, edit, why, by, preview=dry_run)
    if here.screen.as_json:
        here.screen.show(outcome)
        return
    for day in outcome["days"]:
        said = "calendar.day.why" if day["why"] else "calendar.day"
        on = indonesian.day(date.fromisoformat(day["date"]))
        here.screen.say(said, day=on, hours=day["hours"], why=day["why"])
    _say_moved(here, agency, outcome["moved"])
    if dry_run:
        here.screen.say("calendar.preview", "yellow")
    else:
        code = "calendar.changed" if outcome["changed"] else "calendar.same"
        here.screen.say(code, "green", agency=agency)


def _say_moved(here: Office, agency: str, moved: list[Json]) -> None:
    if not moved:
        here.screen.say("calendar.moved.none")
        return
    mark = words.say("provisional", here.screen.language)
    zone = here.zone(agency)
    here.screen.say("calendar.moved", count=len(moved))
    here.screen.table(
        ("id", "title", "step", "old", "new"),
        (
            (
                short(each["work_item"]),
                each["title"],
                each["step"] or each["name"],
                here.screen.moment(each["old"], zone),
                f"{here.screen.moment(each['new'], zone)} {mark * each['provisional']}".strip(),
            )
            for each in moved[:_SHOWN]
        ),
    )
    if len(moved) > _SHOWN:
        here.screen.say("calendar.moved.more", count=len(moved) - _SHOWN)
