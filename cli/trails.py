"""`sopan audit`: the trail of what happened, and whether it is whole."""

from typing import Annotated

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import AsJson, Instance
from cli.output import value
from engine.core.events import EVENTS

app = typer.Typer(no_args_is_help=True, help="The audit trail (riwayat): show it, verify it.")

Stream = Annotated[
    str | None,
    typer.Argument(
        metavar="INSTANCE", help="Only this instance; else all there is.", show_default=False
    ),
]


@app.command(epilog="Example: sopan audit verify")
def verify(instance: Stream = None, json: AsJson = False) -> None:
    """Check the hash chain of the trail; exit with 1 and say where when it is broken."""
    with office(json) as here:
        found = here.app.verify_audit(here.id("instance", instance) if instance else None)
    if json:
        here.screen.show(found)
    elif found["whole"]:
        counts = {name: found[name] for name in ("streams", "events")}
        here.screen.say("audit.whole", "green", **counts)
    for broken in () if json else found["breaks"]:
        here.screen.line(broken["message"], "red")
    if not found["whole"]:
        raise typer.Exit(1)


@app.command(epilog="Example: sopan audit show 3f2a1b9c")
def show(instance: Instance, json: AsJson = False) -> None:
    """Show what happened in an instance, in order, and who did it in what capacity."""
    with office(json) as here:
        shown = here.app.show(here.id("instance", instance))
        if json:
            here.screen.show(shown["events"])
        else:
            show_events(here, shown)


def show_events(here: Office, shown: Json) -> None:
    """Write the trail of an instance as a table."""
    here.screen.table(
        ("seq", "at", "event", "officer", "message"),
        (
            (
                event["seq"],
                here.moment(event["at"], shown["definition"]),
                here.screen.word(EVENTS, event["kind"]),
                _officer(here, event),
                _facts(event["data"]),
            )
            for event in shown["events"]
        ),
    )


def _officer(here: Office, event: Json) -> str:
    """Return who it was; an acting officer as the decree says it: "kasubag selaku Plh. …"."""
    who: str = event["officer"] or words.say("system", here.screen.language)
    as_ = words.say("as", here.screen.language)
    return f"{who} {as_} {event['capacity']}" if event["capacity"] else who


def _facts(data: Json) -> str:
    return ", ".join(
        f"{name}: {value(fact)}" for name, fact in data.items() if fact not in (None, "", [], {})
    )
