"""`sopan tasks`, and what officers do: claim, release, begin, complete, return, assign."""

from typing import Annotated, Final

import typer

from cli import words
from cli.office import office
from cli.options import Agency, AsJson, By, Data, Limit, Reason, Values, WorkItem, variables
from cli.output import value
from cli.results import TASK_HEADS, report, say_form, task_row

app = typer.Typer()
PANEL = "Work (tugas)"

_WRITTEN: Final = ("text", "choice", "date", "file")
"""Types of fields whose answers are text, whatever they look like."""

OfInstance = Annotated[
    str | None,
    typer.Option(
        "--instance", metavar="INSTANCE", help="Only of this instance.", show_default=False
    ),
]
Mine = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USERNAME",
        help="What this officer has and may take; needs --agency.",
        show_default=False,
    ),
]
ToStep = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="STEP",
        help="Number or id of the earlier step; else the one done last before this.",
        show_default=False,
    ),
]
ToOfficer = Annotated[str, typer.Option("--to", metavar="USERNAME", help="Who shall do it.")]
WhyAssign = Annotated[str, typer.Option("--reason", help="Why; a superior needs one.")]


@app.command(rich_help_panel=PANEL, epilog="Example: sopan tasks --agency boalemo --as kasubag")
def tasks(
    agency: Agency = None,
    instance: OfInstance = None,
    mine: Mine = None,
    limit: Limit = 1000,
    json: AsJson = False,
) -> None:
    """List open tasks, the nearest deadline (tenggat) first."""
    with office(json) as here:
        of = here.id("instance", instance) if instance else None
        found = here.app.tasks(agency, instance=of, officer=mine, limit=limit)
        if json:
            here.screen.show(found)
        else:
            rows = ((*task_row(here, task), task["title"]) for task in found)
            here.screen.table((*TASK_HEADS, "title"), rows)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan task 3f2a1b9c")
def task(id: WorkItem, json: AsJson = False) -> None:
    """Show one task: its form, time standard (waktu baku), inputs, outputs and remarks."""
    with office(json) as here:
        shown = here.app.task(here.id("work item", id))
        if json:
            here.screen.show(shown)
            return
        here.screen.table((*TASK_HEADS, "title"), [(*task_row(here, shown), shown["title"])])
        for head in ("time_standard", "inputs", "outputs", "remarks", "reason"):
            if shown[head]:
                named = here.screen.word(words.HEADS, head)
                here.screen.line(f"{named}: {value(shown[head])}")
        say_form(here, shown)


@app.command(rich_help_panel=PANEL, epilog="Example: sopan claim 3f2a1b9c --as kasubag")
def claim(id: WorkItem, by: By = None, json: AsJson = False) -> None:
    """Take a task for oneself (mengambil)."""
    with office(json) as here:
        report(here, here.app.claim(here.id("work item", id), by))


@app.command(rich_help_panel=PANEL, epilog="Example: sopan release 3f2a1b9c --as kasubag")
def release(id: WorkItem, by: By = None, json: AsJson = False) -> None:
    """Give a claimed task back (melepas) to all who may do it."""
    with office(json) as here:
        report(here, here.app.release(here.id("work item", id), by))


@app.command(rich_help_panel=PANEL, epilog="Example: sopan begin 3f2a1b9c --as kasubag")
def begin(id: WorkItem, by: By = None, json: AsJson = False) -> None:
    """Start working on a task (mengerjakan), claiming it where nobody has."""
    with office(json) as here:
        report(here, here.app.begin(here.id("work item", id), by))


@app.command(
    rich_help_panel=PANEL, epilog="Example: sopan complete 3f2a1b9c --as sekretaris --set hasil=ya"
)
def complete(
    id: WorkItem,
    values: Values = None,
    data: Data = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """Finish a task (menyelesaikan) with the answers of its form; says what comes next."""
    with office(json) as here:
        whole = here.id("work item", id)
        form = here.app.task(whole)["form"]
        texts = {field["id"] for field in form if field["type"] in _WRITTEN}
        report(here, here.app.complete(whole, variables(values, data, texts), by))


@app.command(
    "return",
    rich_help_panel=PANEL,
    epilog='Example: sopan return 3f2a1b9c --as kadis --reason "Tabel 3 belum diisi" --to 6',
)
def return_(
    id: WorkItem, reason: Reason, to: ToStep = None, by: By = None, json: AsJson = False
) -> None:
    """Send the work back (mengembalikan) to an earlier step, to be done again."""
    with office(json) as here:
        report(here, here.app.return_(here.id("work item", id), reason, to, by))


@app.command(rich_help_panel=PANEL, epilog="Example: sopan assign 3f2a1b9c --as kasubag --to staf")
def assign(
    id: WorkItem, to: ToOfficer, reason: WhyAssign = "", by: By = None, json: AsJson = False
) -> None:
    """Give a task to one officer: whoever may do it delegates it, a superior reassigns it."""
    with office(json) as here:
        report(here, here.app.assign(here.id("work item", id), to, reason, by))
