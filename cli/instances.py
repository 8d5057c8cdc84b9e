"""`sopan start`, `suspend`, `resume`, `cancel`, `migrate`: one run; `signal`, `message`: events."""

from typing import Annotated

import typer

from cli.office import Office, office
from cli.options import (
    MOST,
    AsJson,
    By,
    Data,
    Definition,
    Instance,
    Reason,
    Values,
    variables,
)
from cli.results import report, report_all

app = typer.Typer()
PANEL = "Instances (pelaksanaan SOP)"

Title = Annotated[str, typer.Option("--title", help="What this run is called, such as LAKIP 2026.")]
OfVersion = Annotated[
    int | None,
    typer.Option(
        "--version",
        min=1,
        max=MOST,
        help="Another version than the one in force.",
        show_default=False,
    ),
]
ToVersion = Annotated[
    int | None,
    typer.Option(
        "--to-version",
        min=1,
        max=MOST,
        help="The one in force if not given.",
        show_default=False,
    ),
]
EventName = Annotated[str, typer.Argument(metavar="NAME", help="Its name in the model.")]
Receivers = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="AGENCY",
        help='Whose instances may wait for it; else the trial agency "uji".',
        show_default=False,
    ),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help="The correlation value it carries.", show_default=False),
]
OnlyInstance = Annotated[
    str | None,
    typer.Option(
        "--instance", metavar="INSTANCE", help="Only for this instance.", show_default=False
    ),
]


After = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANCE",
        help="An instance that has ended (lanjutan SOP): this one begins with its variables.",
        show_default=False,
    ),
]


@app.command(
    rich_help_panel=PANEL, epilog='Example: sopan start boalemo/lakip --title "LAKIP 2026"'
)
def start(
    definition: Definition,
    title: Title = "",
    values: Values = None,
    data: Data = None,
    by: By = None,
    version: OfVersion = None,
    after: After = None,
    json: AsJson = False,
) -> None:
    """Start an SOP (memulai pelaksanaan)."""
    sent = variables(values, data)
    with office(json) as here:
        old = after and here.id("instance", after)
        report(
            here,
            here.app.start(definition, sent, title=title, by=by, version=version, after=old),
        )


@app.command(
    rich_help_panel=PANEL, epilog='Example: sopan suspend 3f2a1b9c --reason "Cuti bersama"'
)
def suspend(instance: Instance, reason: Reason, by: By = None, json: AsJson = False) -> None:
    """Put an instance aside (menunda) with everything open in it."""
    with office(json) as here:
        report(here, here.app.suspend(here.id("instance", instance), reason, by))


@app.command(rich_help_panel=PANEL, epilog="Example: sopan resume 3f2a1b9c --as kadis")
def resume(instance: Instance, by: By = None, json: AsJson = False) -> None:
    """Take up a suspended instance (melanjutkan) where it was."""
    with office(json) as here:
        report(here, here.app.resume(here.id("instance", instance), by))


@app.command(rich_help_panel=PANEL, epilog='Example: sopan cancel 3f2a1b9c --reason "Salah tahun"')
def cancel(instance: Instance, reason: Reason, by: By = None, json: AsJson = False) -> None:
    """End an instance for good (membatalkan) without finishing it."""
    with office(json) as here:
        report(here, here.app.cancel(here.id("instance", instance), reason, by))


@app.command(rich_help_panel=PANEL, epilog="Example: sopan migrate 3f2a1b9c --to-version 2")
def migrate(
    instance: Instance, to_version: ToVersion = None, by: By = None, json: AsJson = False
) -> None:
    """Move a running instance to another version; refused where an open step is not in it."""
    with office(json) as here:
        report(here, here.app.migrate(here.id("instance", instance), to_version, by))


@app.command(
    rich_help_panel=PANEL, epilog="Example: sopan signal anggaran_ditetapkan --agency boalemo"
)
def signal(
    name: EventName,
    agency: Receivers = None,
    instance: OnlyInstance = None,
    values: Values = None,
    data: Data = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Give a signal to every instance of the agency that waits for it."""
    sent = variables(values, data)
    with office(json) as here:
        where = _receivers(here, agency, instance)
        report_all(here, here.app.signal(name, sent, by=by, **where))


@app.command(
    rich_help_panel=PANEL,
    epilog="Example: sopan message data_masuk --agency boalemo --key 2026 --set jumlah=12",
)
def message(
    name: EventName,
    agency: Receivers = None,
    key: Key = None,
    instance: OnlyInstance = None,
    values: Values = None,
    data: Data = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Give a message to the one instance that waits for it; the longest waiting one first."""
    sent = variables(values, data)
    with office(json) as here:
        where = _receivers(here, agency, instance)
        report(here, here.app.message(name, sent, key=key, by=by, **where))


def _receivers(here: Office, agency: str | None, instance: str | None) -> dict[str, str]:
    """Return where an event goes: an instance says itself which agency it belongs to."""
    where = {"agency": agency} if agency else {}
    if instance:
        id = here.id("instance", instance)
        where = {"agency": here.app.agency_of("instance", id), "instance": id}
    return where
