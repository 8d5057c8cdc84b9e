"""`sopan jobs`: the work of handlers that is not done yet, and ending it by hand."""

from typing import Annotated

import typer

from cli import words
from cli.office import Json, Office, office
from cli.options import Agency, AsJson, By, Data, Reason, Values, variables
from cli.output import short, value
from cli.results import report

app = typer.Typer(help="Jobs (pekerjaan otomatis): what handlers do, or nobody yet.")

Job = Annotated[str, typer.Argument(metavar="ID", help="The job: its id or the end of it.")]
Code = Annotated[
    str | None,
    typer.Option(
        "--error",
        metavar="CODE",
        help="End it in this error of BPMN, which the model catches.",
        show_default=False,
    ),
]
OfInstance = Annotated[
    str | None,
    typer.Option("--instance", metavar="INSTANCE", help="Only those of it.", show_default=False),
]


@app.callback(invoke_without_command=True, epilog="Example: sopan jobs --agency boalemo")
def jobs(context: typer.Context, agency: Agency = None, json: AsJson = False) -> None:
    """List jobs (pekerjaan otomatis), or end one by hand."""
    if context.invoked_subcommand is None:
        _list(agency, None, json)
    elif agency or json:
        raise typer.BadParameter("write the options after `list`, `complete`, `skip` or `retry`")


@app.command("list", epilog="Example: sopan jobs list --agency boalemo")
def list_(agency: Agency = None, instance: OfInstance = None, json: AsJson = False) -> None:
    """List open jobs, the oldest first; without a subcommand the same."""
    _list(agency, instance, json)


@app.command(epilog="Example: sopan jobs complete 3f2a1b9c --set nomor=460/12/DSPMD/III/2026")
def complete(
    id: Job,
    values: Values = None,
    data: Data = None,
    error: Code = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    """End a job by hand, with what its handler would have returned."""
    found = variables(values, data)
    with office(json) as here:
        job = here.id("job", id)
        if error is None:
            report(here, here.app.complete_job(job, found, by))
        else:
            report(here, here.app.fail_job(job, error, found, by))


@app.command(epilog='Example: sopan jobs skip 3f2a1b9c --reason "Sudah diarsipkan di kertas"')
def skip(id: Job, reason: Reason, by: By = None, json: AsJson = False) -> None:
    """End a job without a result; the instance goes on."""
    with office(json) as here:
        report(here, here.app.skip_job(here.id("job", id), reason, by))


@app.command(epilog="Example: sopan jobs retry 3f2a1b9c")
def retry(id: Job, by: By = None, json: AsJson = False) -> None:
    """Let a handler have a job again at once."""
    with office(json) as here:
        report(here, here.app.retry_job(here.id("job", id), by))


def say_jobs(here: Office, jobs: list[Json]) -> None:
    """Write the jobs an instance waits for, and how to end those no handler will."""
    for job in jobs:
        state = here.screen.word(words.JOB_STATES, job["state"])
        here.screen.say(
            "job", id=short(job["id"]), node=job["node"], handler=job["handler"], state=state
        )
        if not job["answered"]:
            here.screen.say("job.unanswered", id=short(job["id"]), handler=job["handler"])


def _list(agency: str | None, instance: str | None, json: bool) -> None:
    with office(json) as here:
        of = instance and here.id("instance", instance)
        found = here.app.jobs(agency, instance=of)
        if json:
            here.screen.show(found)
            return
        heads = ("id", "instance", "activity", "handler", "state", "attempts", "message")
        here.screen.table(heads, (_row(here, job) for job in found))


def _row(here: Office, job: Json) -> tuple[object, ...]:
    about = "" if job["item"] is None else f" ({value(job['item'])})"
    return (
        short(job["id"]),
        short(job["instance"]),
        job["node"] + about,
        job["handler"],
        here.screen.word(words.JOB_STATES, job["state"]),
        job["attempts"],
        job["error"] or ("" if job["answered"] else words.say("unanswered", here.screen.language)),
    )
