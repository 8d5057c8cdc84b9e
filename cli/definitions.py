"""`sopan deploy`, `activate`, `unschedule`, `retire`: which version of an SOP is in force."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import MOST, AsJson, By, Definition, day
from cli.output import refusal_json
from engine.core.errors import Refusal

app = typer.Typer()
PANEL = "SOPs (definisi SOP)"

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="A folder of agencies, the folder of one, loose BPMN and DMN files or a folder.",
    ),
]
Owner = Annotated[
    str | None,
    typer.Option(
        "--agency",
        metavar="AGENCY",
        help="The agency the files belong to; it must be known already.",
        show_default=False,
    ),
]
Version = Annotated[
    int, typer.Argument(metavar="VERSION", min=1, max=MOST, help="The number of the version.")
]
Draft = Annotated[
    bool, typer.Option("--draft", help="Do not put new versions in force yet (rancangan).")
]
From = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=day,
        help="In force from the beginning of that day (berlaku sejak), such as 2027-01-01.",
        show_default=False,
    ),
]


@app.command(rich_help_panel=PANEL, epilog="Example: sopan deploy processes")
def deploy(
    paths: Paths,
    agency: Owner = None,
    draft: Draft = False,
    from_: From = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Deploy SOPs: each new or changed file becomes the next version, in force at once.

    A file belongs to --agency, else to the agency.toml beside it, else to the trial agency "uji".
    What is deployed already is left as it is. A file with an error is refused with every finding,
    the others are deployed all the same.
    """
    if draft and from_:
        raise typer.BadParameter("expected --draft or --from, not both", param_hint="--from")
    refused: list[Refusal] = []
    with office(json) as here, here.screen.busy("deploying"):
        deployed = here.app.deploy_paths(
            paths,
            agency,
            by=by,
            activate=not draft,
            effective_on=from_,
            refused=refused.append,
        )
    if json:
        language = here.screen.language
        refusals = [refusal_json(refusal, language) for refusal in refused]
        here.screen.show(
            {**refusals[0], "deployed": deployed, "refused": refusals} if refused else deployed
        )
    else:
        for one in deployed:
            _say_deployed(here, one)
        for refusal in refused:
            here.screen.refuse(refusal)
    if refused:
        raise typer.Exit(1)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan activate boalemo/lakip 2")
def activate(
    definition: Definition,
    version: Version,
    from_: From = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Put a version in force (memberlakukan); the one before is retired, its instances go on.

    Now, or when a day begins where the agency is; a day chosen before is replaced.
    """
    with office(json) as here:
        if from_ is None:
            begun = here.app.activate(definition, version, by)
        else:
            begun = here.app.schedule(definition, version, from_, by)
        _report(here, begun)
        _say_begun(here, begun)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan unschedule boalemo/lakip 2")
def unschedule(
    definition: Definition, version: Version, by: By = None, json: AsJson = False
) -> None:
    """Withdraw the day from which a version was to be in force (membatalkan jadwal berlaku)."""
    with office(json) as here:
        left = here.app.unschedule(definition, version, by)
        if json:
            here.screen.show(left)
        else:
            facts = {name: left[name] for name in ("definition", "version")}
            here.screen.say("unscheduled", **facts)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan retire boalemo/lakip 1")
def retire(definition: Definition, version: Version, by: By = None, json: AsJson = False) -> None:
    """Take a version out of force (mencabut); its running instances go on."""
    with office(json) as here:
        _report(here, here.app.retire(definition, version, by))


def _report(here: Office, definition: Json) -> None:
    if here.screen.as_json:
        here.screen.show(definition)
        return
    status = here.screen.word(words.DEFINITION_STATES, definition["status"])
    named, version = definition["definition"], definition["version"]
    here.screen.say("definition", definition=named, version=version, status=status)


def _say_deployed(here: Office, deployed: Json) -> None:
    code = "deployed.new" if deployed["new"] else "deployed.same"
    facts = {name: deployed[name] for name in ("definition", "version", "name")}
    here.screen.say(code, "green" if deployed["new"] else "", **facts)
    _say_begun(here, deployed)


def _say_begun(here: Office, begun: Json) -> None:
    """Say from which day a version is in force, where that is not today, and every finding."""
    if here.screen.as_json:
        return
    if begun.get("schedule"):
        facts = {name: begun[name] for name in ("definition", "version")}
        here.screen.say("schedule", day=here.screen.day(begun["schedule"]["effective_on"]), **facts)
    for found in begun["findings"]:
        here.screen.finding(found["severity"], found["message"], begun["file"], found["line"])
