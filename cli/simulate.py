"""`sopan simulate`: an SOP played from start to end, to see who would do what when, and be told."""

from typing import Annotated

import typer

from cli import words
from cli.forecast import Legal, Start, Version, day, moment, show_verdict
from cli.office import Json, Office, office
from cli.options import AsJson, Data, Definition, Values, variables
from engine.core.events import EVENTS

app = typer.Typer()

Seed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        help="Let chance decide how long each task takes, the same each time for the same number. "
        "Without it each takes exactly its standard.",
        show_default=False,
    ),
]
LateBy = Annotated[
    int,
    typer.Option(
        metavar="PERCENT", help="By how much everybody is slower than that; below 0: faster."
    ),
]
Rounds = Annotated[
    int, typer.Option(help="How often each decision that can sends the work back (putaran).")
]

_LEFT_OUT = frozenset({"InstanceStarted", "WorkItemOpened", "WorkItemStarted", "WorkItemClaimed"})
"""Events that say less than the ones that follow them."""


@app.command(
    rich_help_panel="Instances (pelaksanaan SOP)",
    epilog="Example: sopan simulate boalemo/lakip --start 2027-01-18 --seed 1 --rounds 1",
)
def simulate(
    definition: Definition,
    start: Start = None,
    seed: Seed = None,
    late_by: LateBy = 0,
    rounds: Rounds = 0,
    version: Version = None,
    legal: Legal = None,
    values: Values = None,
    data: Data = None,
    json: AsJson = False,
) -> None:
    """Play an SOP on a copy of the office: who does what when, and who would be told what.

    Nothing is written and nothing is sent.
    """
    found = variables(values, data)
    with office(json) as here:
        from engine.simulation import Asked

        asked = Asked(
            definition=definition,
            start=moment("--start", start) if start else None,
            version=version,
            variables=found,
            seed=seed,
            late_by=late_by,
            rounds=rounds,
            legal_on=day("--legal", legal) if legal else None,
        )
        with here.screen.busy("simulating"):
            played = here.app.simulate(asked)
        if json:
            here.screen.show(played)
        else:
            _show(here, played)


def _show(here: Office, played: Json) -> None:
    _show_timeline(here, played)
    _show_notices(here, played)
    screen = here.screen
    style = "green" if played["ended"] == "finished" else "red"
    at = here.moment(played["finishes_at"], played["definition"])
    screen.say(f"simulate.{played['ended']}", style, at=at)
    for step in played["steps"]:
        if step["closed_at"] is None:
            screen.say("simulate.open", step=step["step"] or step["node"], name=step["name"])
    for message in played["incidents"]:
        screen.line(message, "red")
    for kind, counts in played["compliance"].items():
        told = ", ".join(
            f"{count} {screen.word(words.COMPLIANCE, state)}" for state, count in counts.items()
        )
        screen.say("simulate.compliance", kind=screen.word(words.OWED, kind), told=told)
    for legal in played["legal"]:
        if legal["met"] is not None:
            show_verdict(here, legal)
    for handler in played["outside"]:
        screen.say("simulate.outside", handler=handler)


def _show_timeline(here: Office, played: Json) -> None:
    here.screen.table(
        ("at", "event", "step", "activity", "who", "remarks"),
        (
            (
                here.moment(line["at"], played["definition"]),
                here.screen.word(EVENTS, line["kind"]),
                line["step"],
                line["name"] or _about(here, line),
                line["officer"],
                _remark(here, line, played),
            )
            for line in played["timeline"]
            if line["kind"] not in _LEFT_OUT
        ),
    )


def _about(here: Office, line: Json) -> str:
    """Return what a rung is about that is none of a step: the whole, or a date set by law."""
    about = line["data"].get("about", "")
    return here.screen.word(words.OWED, about) if about else ""


def _remark(here: Office, line: Json, played: Json) -> str:
    """Return what one wants to know of an event: whether in time, who is told, what follows."""
    data, screen = line["data"], here.screen
    if line["kind"] == "RungFired":
        told = ", ".join(each["officer"] for each in data["recipients"]) or "-"
        return f"{screen.word(words.RUNGS, data['does'])}: {told}"
    if line["kind"] == "HandedOver":
        missing = words.say("simulate.manual", screen.language, sop=data["sop"])
        return str(data["definition"] or missing)
    if data.get("compliance") and data.get("deadline"):
        deadline = here.moment(data["deadline"], played["definition"])
        return f"{screen.word(words.COMPLIANCE, data['compliance'])} ({deadline})"
    return str(data.get("reason") or "")


def _show_notices(here: Office, played: Json) -> None:
    if played["notices"]:
        here.screen.say("simulate.notices", "bold")
        here.screen.table(
            ("at", "officer", "message"),
            (
                (here.moment(each["at"], played["definition"]), each["to"], each["subject"])
                for each in played["notices"]
            ),
        )
