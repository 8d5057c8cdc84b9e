"""`sopan archive`: what instances have filed, and until when it must be kept."""

from datetime import date
from typing import Annotated

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import Agency, AsJson, Limit
from cli.output import short
from engine.core import indonesian

app = typer.Typer(help="The archive (arsip): what SOPs have filed, for how long it is kept.")

OfInstance = Annotated[
    str | None,
    typer.Option("--instance", metavar="INSTANCE", help="Only that of it.", show_default=False),
]


@app.callback(invoke_without_command=True, epilog="Example: sopan archive list --agency boalemo")
def archive(context: typer.Context) -> None:
    """List the archive (arsip)."""
    if context.invoked_subcommand is None:
        _list(None, None, 1000, as_json=False)


@app.command("list", epilog="Example: sopan archive list --agency boalemo")
def list_(
    agency: Agency = None,
    instance: OfInstance = None,
    limit: Limit = 1000,
    json: AsJson = False,
) -> None:
    """List what has been filed, the newest first, each with its checksum and its label."""
    _list(agency, instance, limit, as_json=json)


def _list(agency: str | None, instance: str | None, limit: int, *, as_json: bool) -> None:
    with office(as_json) as here:
        of = instance and here.id("instance", instance)
        found = here.app.archive(agency, instance=of, limit=limit)
        if as_json:
            here.screen.show(found)
            return
        heads = ("at", "agency", "instance", "name", "number", "retention", "kept", "checksum")
        here.screen.table(heads, (_row(here, entry) for entry in found))


def _row(here: Office, entry: Json) -> tuple[object, ...]:
    zone = here.zone(entry["agency"])
    return (
        here.screen.moment(entry["archived_at"], zone),
        entry["agency"],
        short(entry["instance"]),
        entry["title"],
        entry["reference"],
        entry["retention"],
        _kept(here, entry["keep_until"]),
        entry["sha256"],
    )


def _kept(here: Office, until: str | None) -> str:
    language = here.screen.language
    if until is None:
        return words.say("archive.forever", language)
    on = date.fromisoformat(until)
    return indonesian.day(on) if language == "id" else f"{on:%d %b %Y}"
