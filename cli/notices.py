"""`sopan notices`: what people are told, what did not arrive, and sending by hand."""

from typing import Annotated, Literal

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import Agency, AsJson, By, Limit, WorkItem
from cli.output import short

app = typer.Typer(no_args_is_help=True, help="Notices (pemberitahuan): outbox, tests, by hand.")

State = Annotated[
    Literal["ready", "sending", "sent", "dead"] | None,
    typer.Option("--state", help="Only these; dead is given up.", show_default=False),
]
Officer = Annotated[
    str | None,
    typer.Option("--officer", metavar="USERNAME", help="Only theirs.", show_default=False),
]
OfAgency = Annotated[
    str, typer.Option("--agency", metavar="AGENCY", help="The agency (instansi) of the officer.")
]
OfOfficer = Annotated[
    str, typer.Option("--officer", metavar="USERNAME", help="The officer (pejabat).")
]
Unread = Annotated[bool, typer.Option("--unread", help="Only what has not been read.")]
Notice = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="The notice: its id or the end of it.", show_default=False),
]
Dead = Annotated[bool, typer.Option("--dead", help="All that were given up, of --agency if given.")]
Channel = Annotated[str, typer.Argument(metavar="ID", help="The channel: its id or the end of it.")]


@app.command("list", epilog="Example: sopan notices list --agency boalemo --state dead")
def list_(
    agency: Agency = None,
    state: State = None,
    officer: Officer = None,
    limit: Limit = 100,
    json: AsJson = False,
) -> None:
    """List what goes or went through channels, the newest first."""
    with office(json) as here:
        found = here.app.sendings(agency, state=state, officer=officer, limit=limit)
        _show(here, found, json=json)


@app.command(epilog="Example: sopan notices inbox --agency boalemo --officer kasubag --unread")
def inbox(
    agency: OfAgency,
    officer: OfOfficer,
    unread: Unread = False,
    limit: Limit = 100,
    json: AsJson = False,
) -> None:
    """List what an officer was told in Sopan itself, the newest first."""
    with office(json) as here:
        found = here.app.notices(agency, officer, unread=unread, limit=limit)
        if json:
            here.screen.show(found)
            return
        zone = here.zone(agency)
        rows = [(here.screen.moment(one["created_at"], zone), one["subject"]) for one in found]
        here.screen.table(("at", "message"), rows)


@app.command("test", epilog="Example: sopan notices test 3f2a1b9c")
def try_(channel: Channel, by: By = None, json: AsJson = False) -> None:
    """Send a test through a channel and wait until it has arrived."""
    with office(json) as here:
        with here.screen.busy("notices.testing"):
            tested = here.app.test_channel(here.id("channel", channel), by)
        if json:
            here.screen.show(tested)
        else:
            here.screen.say("notices.tested", "green", name=tested["name"])


@app.command(epilog="Example: sopan notices deliver")
def deliver(json: AsJson = False) -> None:
    """Send what is due now; `sopan serve` does so all the time."""
    with office(json) as here:
        with here.screen.busy("notices.delivering"):
            done = here.app.deliver()
        if json:
            here.screen.show(done)
        else:
            here.screen.say("notices.delivered", **done)


@app.command(epilog="Example: sopan notices resend 3f2a1b9c")
def resend(
    notice: Notice = None, dead: Dead = False, agency: Agency = None, json: AsJson = False
) -> None:
    """Send once more what was given up: one notice with those it was sent with, or all."""
    if (notice is None) != dead:
        raise typer.BadParameter("name one notice, or write --dead for all that were given up")
    with office(json) as here:
        if notice is not None:
            found = [here.app.resend(here.id("notice", notice))]
        else:
            found = here.app.resend_all(agency)
        _show(here, found, json=json)


@app.command(epilog="Example: sopan notices texts 3f2a1b9c")
def texts(work_item: WorkItem, json: AsJson = False) -> None:
    """Write a reminder of a task to send by hand, and a link that opens WhatsApp with it."""
    with office(json) as here:
        found = here.app.reminder_text(here.id("work item", work_item))
        if json:
            here.screen.show(found)
        else:
            here.screen.line(found["text"])
            here.screen.line()
            here.screen.line(found["whatsapp"])


def _show(here: Office, found: list[Json], *, json: bool) -> None:
    if json:
        here.screen.show(found)
        return
    heads = ("id", "at", "agency", "officer", "channel", "message", "state", "attempts", "reason")
    here.screen.table(heads, (_row(here, one) for one in found))


def _row(here: Office, one: Json) -> tuple[object, ...]:
    return (
        short(one["id"]),
        here.screen.moment(one["created_at"], here.zone(one["agency"])),
        one["agency"],
        one["officer"],
        one["channel_name"] or short(one["channel"]),
        one["subject"],
        here.screen.word(words.NOTICE_STATES, one["state"]),
        one["attempts"],
        one["error"] or "",
    )
