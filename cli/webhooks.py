"""`sopan webhook`: to which other systems the events of an agency are told."""

from typing import Annotated

import typer

from cli.office import Json, Office, office
from cli.options import Agency, AsJson, By
from cli.output import short

app = typer.Typer(no_args_is_help=True, help="Webhooks: tell events to other systems.")

OfAgency = Annotated[str, typer.Option("--agency", metavar="AGENCY", help="The agency (instansi).")]
Url = Annotated[
    str, typer.Argument(metavar="URL", help="Its address; the host must be in SOPAN_HTTP_HOSTS.")
]
Label = Annotated[str, typer.Option("--label", help="What it is for.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only events of this kind; may be repeated."),
]
Webhook = Annotated[str, typer.Argument(metavar="ID", help="The webhook's id or the end of it.")]


@app.command(
    epilog="Example: sopan webhook add https://arsip.example.go.id/sopan --agency boalemo "
    "--kind InstanceCompleted"
)
def add(
    url: Url,
    agency: OfAgency,
    label: Label = "",
    kind: Kinds = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Add a webhook. Its secret is shown here and never again."""
    with office(json) as here:
        from engine.webhooks import Wanted

        made = here.app.add_webhook(Wanted(agency, url, label, tuple(kind or ())), by)
        if json:
            here.screen.show(made)
        else:
            here.screen.line(made["secret"])


@app.command("list", epilog="Example: sopan webhook list --agency boalemo")
def list_(agency: Agency = None, json: AsJson = False) -> None:
    """List webhooks, removed ones too."""
    with office(json) as here:
        found = here.app.webhooks(agency)
        if json:
            here.screen.show(found)
        else:
            _table(here, found)


@app.command(epilog="Example: sopan webhook remove 3f2a1b9c")
def remove(id: Webhook, by: By = None, json: AsJson = False) -> None:
    """Tell a webhook nothing more."""
    with office(json) as here:
        removed = here.app.remove_webhook(here.id("webhook", id), by)
        if json:
            here.screen.show(removed)
        else:
            _table(here, [removed])


def _table(here: Office, found: list[Json]) -> None:
    heads = ("id", "agency", "label", "address", "revoked_at")
    here.screen.table(
        heads,
        (
            (
                short(one["id"]),
                one["agency"],
                one["label"],
                one["address"] or "?",
                here.screen.moment(one["disabled_at"], here.zone(one["agency"])),
            )
            for one in found
        ),
    )
