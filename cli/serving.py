"""`sopan serve`: the engine with its scheduler loop and the JSON API."""

import logging
from dataclasses import replace
from typing import Annotated

import typer

from cli.office import desk
from cli.options import AsJson

app = typer.Typer()

Demo = Annotated[
    bool, typer.Option("--demo", help="Deploy the built-in SOPs and start a LAKIP cycle to try.")
]
Host = Annotated[
    str | None,
    typer.Option("--host", help="The address to listen on; else SOPAN_HOST.", show_default=False),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        min=1,
        max=65535,
        help="The port to listen on; else SOPAN_PORT.",
        show_default=False,
    ),
]


@app.command(rich_help_panel="System", epilog="Example: sopan serve --demo --port 8460")
def serve(demo: Demo = False, host: Host = None, port: Port = None, json: AsJson = False) -> None:
    """Run the engine: the scheduler loop and the JSON API, until Ctrl-C."""
    logging.basicConfig(format="%(asctime)s %(name)s: %(message)s", level=logging.WARNING)
    with desk(json) as here:
        settings = replace(
            here.settings, host=host or here.settings.host, port=port or here.settings.port
        )
        from engine.app import Application
        from web import server

        with Application.open(settings=settings) as office:
            server.serve(
                office,
                host=settings.host,
                port=settings.port,
                demo=demo,
                announce=here.screen.announce,
            )
