"""`sopan acknowledge`, `sopan snooze`: what a superior does about work that climbs the ladder."""

from datetime import UTC, datetime, time
from typing import Annotated, Final

import typer

from cli.deadlines import PANEL
from cli.forecast import moment
from cli.office import Json, Office, office
from cli.options import AsJson, By, Reason
from engine.core.errors import NotFound

app = typer.Typer()

Owed = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="What is owed, as `sopan overdue` shows it, or the task that owes it."
    ),
]
Until = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="DATE",
        help='Until when, in the time of the agency: 2026-03-02 or "2026-03-02 08.00".',
    ),
]

_KINDS: Final = ("obligation", "work item")


@app.command(
    rich_help_panel=PANEL,
    epilog='Example: sopan acknowledge 3f2a1b9c --as sekretaris --reason "Menunggu data BPS"',
)
def acknowledge(id: Owed, reason: Reason, by: By = None, json: AsJson = False) -> None:
    """Take note of late work (diketahui): its last rung is repeated no more."""
    with office(json) as here:
        _, owed = _find(here, id)
        _report(here, here.app.acknowledge(owed, reason, by), "acknowledged")


@app.command(
    rich_help_panel=PANEL,
    epilog='Example: sopan snooze 3f2a1b9c --until 2026-03-02 --reason "Rapat anggaran"',
)
def snooze(id: Owed, until: Until, reason: Reason, by: By = None, json: AsJson = False) -> None:
    """Hold back reminders and escalations (menahan eskalasi) until some time."""
    with office(json) as here:
        kind, owed = _find(here, id)
        at = _instant(here, here.app.agency_of(kind, owed), until)
        _report(here, here.app.snooze(owed, at, reason, by), "snoozed")


def _find(here: Office, text: str) -> tuple[str, str]:
    """Return what is named, and whether it is what is owed itself or the task that owes it."""
    for kind in _KINDS:
        try:
            found = here.id(kind, text)
            here.app.agency_of(kind, found)
        except NotFound:
            continue
        return kind, found
    raise NotFound("unknown", kind="obligation", name=text)


def _instant(here: Office, agency: str, text: str) -> datetime:
    """Read an instant as the people of the agency write it; a date alone is when it begins."""
    found = moment("--until", text)
    local = found if isinstance(found, datetime) else datetime.combine(found, time())
    return local.replace(tzinfo=here.zone(agency)).astimezone(UTC)


def _report(here: Office, owed: Json, done: str) -> None:
    if here.screen.as_json:
        here.screen.show(owed)
        return
    zone = here.zone(owed["agency"])
    following = owed["next_check_at"]
    past = following is not None and datetime.fromisoformat(following) <= here.app.clock.now()
    code = "quiet.due" if past else f"{done}.next" if following else f"{done}.quiet"
    here.screen.say(code, at=here.screen.moment(following, zone))
