"""`sopan incidents`: what cannot go on without a person, and trying it again."""

from typing import Annotated

import typer

from cli.office import office
from cli.options import Agency, AsJson, By
from cli.output import short
from cli.results import report

app = typer.Typer(help="Incidents (gangguan): what cannot go on without a person.")

Incident = Annotated[
    str, typer.Argument(metavar="ID", help="The incident: its id or the end of it.")
]


@app.callback(invoke_without_command=True, epilog="Example: sopan incidents --agency boalemo")
def incidents(context: typer.Context, agency: Agency = None, json: AsJson = False) -> None:
    """List incidents (gangguan), or try one again."""
    if context.invoked_subcommand is None:
        _list(agency, json)
    elif agency or json:
        raise typer.BadParameter("write the options after `list` or `retry`")


@app.command("list", epilog="Example: sopan incidents list --agency boalemo")
def list_(agency: Agency = None, json: AsJson = False) -> None:
    """List open incidents, the oldest first; without a subcommand the same."""
    _list(agency, json)


@app.command(epilog="Example: sopan incidents retry 3f2a1b9c")
def retry(id: Incident, by: By = None, json: AsJson = False) -> None:
    """Try again what led to an incident, in the name of whoever did it."""
    with office(json) as here:
        report(here, here.app.retry(here.id("incident", id), by))


def _list(agency: str | None, json: bool) -> None:
    with office(json) as here:
        found = here.app.incidents(agency)
        if json:
            here.screen.show(found)
            return
        heads = ("id", "instance", "activity", "attempts", "message")
        here.screen.table(
            heads,
            (
                (
                    short(row["id"]),
                    short(row["instance"]),
                    row["node"],
                    row["attempts"],
                    row["message"],
                )
                for row in found
            ),
        )
