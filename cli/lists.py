"""`sopan list` and `sopan show`: what there is, and how one instance stands."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from cli import words
from cli.deadlines import say_owed, say_quiet
from cli.jobs import say_jobs
from cli.office import Json, Office, agency_of, office
from cli.options import Agency, AsJson, Instance, Limit
from cli.output import pairs, short
from cli.results import deadline, say_incidents, task_row
from cli.trails import show_events

app = typer.Typer()
PANEL = "Instances (pelaksanaan SOP)"


class Kind(StrEnum):
    """What can be listed."""

    definitions = "definitions"
    instances = "instances"
    agencies = "agencies"


class Status(StrEnum):
    """The states of an instance."""

    active = "active"
    suspended = "suspended"
    completed = "completed"
    cancelled = "cancelled"


What = Annotated[
    Kind | None,
    typer.Argument(
        metavar="definitions|instances|agencies",
        help="Without it: definitions and running instances.",
        show_default=False,
    ),
]
WithStatus = Annotated[
    Status | None,
    typer.Option(
        "--status",
        metavar="|".join(Status),
        help="Only such instances.",
        show_default=False,
    ),
]
WithEvents = Annotated[
    bool, typer.Option("--events", help="The audit trail (riwayat), too; JSON always has it.")
]


@app.command("list", rich_help_panel=PANEL, epilog="Example: sopan list instances --agency boalemo")
def list_(
    what: What = None,
    agency: Agency = None,
    status: WithStatus = None,
    limit: Limit = 1000,
    json: AsJson = False,
) -> None:
    """List SOPs, instances (the newest first) or agencies."""
    with office(json) as here:
        kinds = [what] if what else [Kind.definitions, Kind.instances]
        shown = status or (None if what else Status.active)
        found = {kind: _find(here, kind, agency, shown, limit) for kind in kinds}
        if json:
            here.screen.show(found[what] if what else found)
            return
        for kind, rows in found.items():
            if what is None:
                here.screen.say(kind, "bold")
            _TABLES[kind](here, rows)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan show 3f2a1b9c --events")
def show(instance: Instance, events: WithEvents = False, json: AsJson = False) -> None:
    """Show an instance: status, every step with its times, variables, open tasks, incidents."""
    with office(json) as here:
        shown = here.app.show(here.id("instance", instance))
        if json:
            here.screen.show(shown)
            return
        _show_head(here, shown)
        _show_steps(here, shown)
        say_owed(here, shown["obligations"])
        say_quiet(here, shown["obligations"])
        if shown["variables"]:
            here.screen.table(("variable", "value"), pairs(shown["variables"]))
        say_jobs(here, shown["jobs"])
        say_incidents(here, shown["incidents"])
        if events:
            show_events(here, shown)


def _find(
    here: Office, kind: Kind, agency: str | None, status: Status | None, limit: int
) -> list[Json]:
    if kind is Kind.agencies:
        return here.app.agencies()
    if kind is Kind.definitions:
        return here.app.definitions(agency)
    return here.app.instances(agency, status, limit)


def _definitions(here: Office, rows: list[Json]) -> None:
    here.screen.table(
        ("definition", "version", "status", "in_force", "name"),
        (
            (
                row["definition"],
                row["version"],
                here.screen.word(words.DEFINITION_STATES, row["status"]),
                _in_force(here, row),
                row["name"],
            )
            for row in rows
        ),
    )


def _in_force(here: Office, row: Json) -> str:
    """Return since when a version is in force, or from which day it is to be."""
    screen, schedule = here.screen, row["schedule"]
    said = []
    if row["status"] == "active" and row["activated_at"]:
        since = datetime.fromisoformat(row["activated_at"])
        local = since.astimezone(here.zone(agency_of(row["definition"])))
        day = screen.day(local.date().isoformat())
        said.append(words.say("schedule.since", screen.language, day=day))
    if schedule:
        code = "schedule.stuck" if schedule["error"] else "schedule.from"
        day = screen.day(schedule["effective_on"])
        said.append(words.say(code, screen.language, day=day, error=schedule["error"]))
    return "; ".join(said)


def _instances(here: Office, rows: list[Json]) -> None:
    here.screen.table(
        ("id", "title", "definition", "version", "status", "open", "incidents", "started_at"),
        (
            (
                short(row["id"]),
                row["title"],
                row["definition"],
                row["version"],
                here.screen.word(words.INSTANCE_STATES, row["status"]),
                row["open"],
                row["incidents"],
                here.moment(row["started_at"], row["definition"]),
            )
            for row in rows
        ),
    )


def _agencies(here: Office, rows: list[Json]) -> None:
    columns = ("id", "name", "zone", "definitions", "running", "officers")
    here.screen.table(
        ("agency", *columns[1:]), (tuple(row[column] for column in columns) for row in rows)
    )


_TABLES = {Kind.definitions: _definitions, Kind.instances: _instances, Kind.agencies: _agencies}


def _show_head(here: Office, shown: Json) -> None:
    screen = here.screen
    screen.say(
        "instance",
        "bold",
        definition=shown["definition"],
        version=shown["version"],
        title=shown["title"],
        id=short(shown["id"]),
        status=screen.word(words.INSTANCE_STATES, shown["status"]),
    )
    times = {
        name: here.moment(shown[name], shown["definition"])
        for name in ("started_at", "ended_at", "next_due_at")
    }
    by = shown["started_by"] or words.say("system", screen.language)
    screen.say("started", at=times["started_at"], by=by)
    if times["ended_at"]:
        screen.say("ended_at", at=times["ended_at"])
    if times["next_due_at"]:
        screen.say("due", at=times["next_due_at"])
    for waiting in shown["waiting"]:
        screen.say("waiting", kind=waiting["kind"], name=waiting["name"])


def _show_steps(here: Office, shown: Json) -> None:
    here.screen.table(
        ("id", "step", "activity", "who", "state", "ready_at", "closed_at", "deadline"),
        (
            (
                *task_row(here, step)[:-1],
                *(here.moment(step[at], shown["definition"]) for at in ("ready_at", "closed_at")),
                deadline(here, step),
            )
            for step in shown["steps"]
        ),
    )
