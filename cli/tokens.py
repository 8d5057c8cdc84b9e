"""`sopan token`: who may call the JSON API, and as whom."""

from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli.office import Json, Office, office
from cli.options import Agency, AsJson
from cli.output import short

app = typer.Typer(no_args_is_help=True, help="Tokens of the JSON API: create, list, revoke.")

Officer = Annotated[
    str | None,
    typer.Option(
        "--officer",
        metavar="USERNAME",
        help="Acts as this officer; needs --agency. Without both, as an administrator.",
        show_default=False,
    ),
]
OfAgency = Annotated[
    str | None,
    typer.Option(
        "--agency", metavar="AGENCY", help="The agency of the officer.", show_default=False
    ),
]
Label = Annotated[str, typer.Option("--label", help="What it is for.")]
Days = Annotated[
    int | None,
    typer.Option("--days", min=1, help="Valid so long; else until revoked.", show_default=False),
]
Token = Annotated[str, typer.Argument(metavar="ID", help="The token's id or the end of it.")]


@app.command(epilog="Example: sopan token create --agency boalemo --officer kasubag --days 90")
def create(
    officer: Officer = None,
    agency: OfAgency = None,
    label: Label = "",
    days: Days = None,
    json: AsJson = False,
) -> None:
    """Make a token. It is shown here and never again."""
    with office(json) as here:
        period = timedelta(days=days) if days else None
        made = here.app.create_token(officer, agency=agency, label=label, valid_for=period)
        if json:
            here.screen.show(made)
        else:
            here.screen.line(made["token"])


@app.command("list", epilog="Example: sopan token list --agency boalemo")
def list_(agency: Agency = None, json: AsJson = False) -> None:
    """List every token there ever was, without the tokens themselves."""
    with office(json) as here:
        found = here.app.tokens(agency)
        if json:
            here.screen.show(found)
        else:
            _table(here, found)


@app.command(epilog="Example: sopan token revoke 3f2a1b9c")
def revoke(id: Token, json: AsJson = False) -> None:
    """Make a token worth nothing from now on."""
    with office(json) as here:
        revoked = here.app.revoke_token(here.id("token", id))
        if json:
            here.screen.show(revoked)
        else:
            _table(here, [revoked])


def _table(here: Office, tokens: list[Json]) -> None:
    times = ("created_at", "expires_at", "revoked_at")
    here.screen.table(
        ("id", "agency", "officer", "label", *times),
        (
            (
                short(token["id"]),
                token["agency"],
                token["officer"],
                token["label"],
                *(here.screen.moment(token[time], _zone(here, token)) for time in times),
            )
            for token in tokens
        ),
    )


def _zone(here: Office, token: Json) -> ZoneInfo:
    """Return the zone of the officer's agency; an administrator has none."""
    return here.zone(token["agency"]) if token["agency"] else ZoneInfo("UTC")
