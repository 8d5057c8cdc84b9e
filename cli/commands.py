"""Every command of `sopan`, in the order `sopan --help` shows them."""

from typing import Annotated

import typer

from cli import (
    archive,
    calendars,
    channels,
    checking,
    databases,
    deadlines,
    definitions,
    doctor,
    drawings,
    escalations,
    forecast,
    incidents,
    instances,
    jobs,
    lists,
    notices,
    reports,
    serving,
    simulate,
    tokens,
    trails,
    users,
    webhooks,
    workitems,
)

app = typer.Typer(
    name="sopan",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Settings: SOPAN_* variables or sopan.toml. Exit codes: 0 ok, 1 refused, 2 usage.",
)

for part in (
    workitems,
    lists,
    instances,
    deadlines,
    escalations,
    forecast,
    simulate,
    definitions,
    checking,
    drawings,
    serving,
    doctor,
):
    app.add_typer(part.app)
for name, part in (
    ("calendar", calendars),
    ("incidents", incidents),
    ("jobs", jobs),
    ("notices", notices),
    ("channels", channels),
    ("report", reports),
    ("archive", archive),
    ("audit", trails),
    ("db", databases),
    ("token", tokens),
    ("webhook", webhooks),
    ("users", users),
):
    app.add_typer(part.app, name=name, rich_help_panel="System")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"sopan {version('sopan')}")
        raise typer.Exit


@app.callback()
def sopan(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Run the Standard Operating Procedures of a government office, on time."""
