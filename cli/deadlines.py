"""`sopan overdue`: what is owed by when. `sopan legal-date`: another date set by law."""

from enum import StrEnum
from typing import Annotated

import typer

from cli import words
from cli.forecast import day
from cli.office import Json, Office, office
from cli.options import Agency, AsJson, By, Instance, Limit, Reason
from cli.output import short

app = typer.Typer()
PANEL = "Deadlines (tenggat)"


class Standing(StrEnum):
    """How what is owed can stand."""

    late = "late"
    near = "near"
    pending = "pending"
    closed = "closed"


WithStanding = Annotated[
    Standing,
    typer.Option(
        "--state",
        metavar="|".join(Standing),
        help="Late; due within a working day; everything open; or closed, the latest first.",
    ),
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The new date, as 2026-03-31.")]
To = Annotated[
    str, typer.Option("--to", metavar="LABEL", help="To whom it is owed, as the SOP says: Bupati.")
]


@app.command(rich_help_panel=PANEL, epilog="Example: sopan overdue --agency boalemo")
def overdue(
    agency: Agency = None,
    state: WithStanding = Standing.late,
    limit: Limit = 1000,
    json: AsJson = False,
) -> None:
    """List what is late (melewati waktu baku), by how much working time, and who has it."""
    with office(json) as here:
        found = here.app.obligations(agency, state.value, limit)
        if json:
            here.screen.show(found)
            return
        heads = ("id", "title", "step", "activity", "who", "deadline", "left")
        here.screen.table(heads, (_row(here, each) for each in found))


@app.command(
    "legal-date",
    rich_help_panel=PANEL,
    epilog='Example: sopan legal-date 3f2a1b9c --on 2026-03-31 --to Bupati --reason "SE Bupati 2"',
)
def legal_date(
    instance: Instance, on: On, to: To, reason: Reason, by: By = None, json: AsJson = False
) -> None:
    """Move a date set by law (batas waktu hukum) of an instance."""
    with office(json) as here:
        wanted = day("--on", on)
        moved = here.app.set_legal_date(here.id("instance", instance), to, wanted, reason, by)
        if json:
            here.screen.show(moved)
            return
        here.screen.say("legal_date", to=moved["to"], on=here.screen.day(moved["on"]))


def say_owed(here: Office, obligations: list[Json]) -> None:
    """Write what an instance owes as a whole, by when, and how that stands."""
    for owed in obligations:
        if owed["work_item"] is None:
            deadline = _deadline(here, owed)
            here.screen.say(
                "owed", about=_about(here, owed), deadline=deadline, how=_how(here, owed)
            )


def say_quiet(here: Office, obligations: list[Json]) -> None:
    """Write who took note of late work or holds its reminders back, when, why and until when."""
    for owed in obligations:
        about = owed["name"] or owed["node"] or _about(here, owed)
        for done, until in (("acknowledged", ""), ("snoozed", owed["snoozed_until"])):
            if owed["closed_at"] is None and owed[f"{done}_at"]:
                here.screen.say(
                    f"quiet.{done}",
                    about=about,
                    at=here.moment(owed[f"{done}_at"], owed["definition"]),
                    by=owed[f"{done}_by"] or words.say("system", here.screen.language),
                    until=here.moment(until, owed["definition"]) if until else "",
                    reason=owed[f"{done}_reason"] or "-",
                )


def _about(here: Office, owed: Json) -> str:
    kind = here.screen.word(words.OWED, owed["kind"])
    return f"{kind} {owed['to']}" if owed["to"] else kind


def _deadline(here: Office, owed: Json) -> str:
    """Return when it is owed: of a date set by law the day itself, not the midnight after it."""
    if owed["on"]:
        return here.screen.day(owed["on"])
    return here.moment(owed["deadline"], owed["definition"])


def _how(here: Office, owed: Json) -> str:
    return owed["distance"] or here.screen.word(words.COMPLIANCE, owed["compliance"])


def _row(here: Office, owed: Json) -> tuple[object, ...]:
    people = owed["officer"] or ", ".join(owed["candidates"])
    return (
        short(owed["work_item"] or owed["id"]),
        owed["title"],
        owed["step"] or owed["node"],
        owed["name"] or _about(here, owed),
        f"{owed['lane']} ({people})" if people else owed["lane"],
        _deadline(here, owed),
        _how(here, owed),
    )
