"""`sopan channels`: by which ways notices reach an officer, or whoever holds a position."""

import sys
from typing import Annotated

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import Agency, AsJson, By
from cli.output import short

app = typer.Typer(
    no_args_is_help=True, help="Channels (saluran): e-mail, Telegram, webhook and others."
)

OfAgency = Annotated[str, typer.Option("--agency", metavar="AGENCY", help="The agency (instansi).")]
Officer = Annotated[
    str | None,
    typer.Option("--officer", metavar="USERNAME", help="Of this officer.", show_default=False),
]
Position = Annotated[
    str | None,
    typer.Option(
        "--position",
        metavar="POSITION",
        help="Of whoever holds this post, Plh. and Plt. included.",
        show_default=False,
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="URL",
        help="Its Apprise URL, or env:NAME of a variable. Without it, it is asked for unseen.",
        show_default=False,
    ),
]
Name = Annotated[str, typer.Option("--name", help="What it is called.")]
Digest = Annotated[bool, typer.Option("--digest", help="It also gets the daily digest.")]
Channel = Annotated[str, typer.Argument(metavar="ID", help="The channel: its id or the end of it.")]


@app.command(
    epilog="Example: sopan channels add --agency boalemo --officer kasubag "
    "--url mailtos://sopan:rahasia@mail.example.go.id?to=kasubag@example.go.id"
)
def add(
    agency: OfAgency,
    officer: Officer = None,
    position: Position = None,
    url: Url = None,
    name: Name = "",
    digest: Digest = False,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Add a channel. Its address is kept encrypted and never shown whole."""
    with office(json) as here:
        from engine.channels import Wanted

        address = url if url is not None else _asked(here)
        wanted = Wanted(agency, address, officer, position, name, digest)
        made = here.app.add_channel(wanted, by)
        if json:
            here.screen.show(made)
        else:
            _table(here, [made])


@app.command("list", epilog="Example: sopan channels list --agency boalemo")
def list_(agency: Agency = None, json: AsJson = False) -> None:
    """List the channels in use."""
    with office(json) as here:
        found = here.app.channels(agency)
        if json:
            here.screen.show(found)
        else:
            _table(here, found)


@app.command(epilog="Example: sopan channels remove 3f2a1b9c")
def remove(channel: Channel, by: By = None, json: AsJson = False) -> None:
    """Use a channel no more; what still waits for it is given up."""
    with office(json) as here:
        removed = here.app.remove_channel(here.id("channel", channel), by)
        if json:
            here.screen.show(removed)
        else:
            here.screen.say("channels.removed", name=removed["name"])


def _asked(here: Office) -> str:
    """Read an address without showing it; from a pipe its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(typer.prompt(words.say("channels.ask", here.screen.language), hide_input=True))


def _table(here: Office, found: list[Json]) -> None:
    heads = ("id", "agency", "whose", "name", "address", "digest")
    here.screen.table(heads, (_row(here, one) for one in found))


def _row(here: Office, one: Json) -> tuple[object, ...]:
    digest = here.screen.word(words.YES_NO, "yes" if one["digest"] else "no")
    whose = one["officer"] or one["position"]
    return (short(one["id"]), one["agency"], whose, one["name"], one["address"] or "?", digest)
