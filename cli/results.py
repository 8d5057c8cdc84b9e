"""What a verb came to, as a person reads it: instance, task, what comes next and for whom."""

from collections.abc import Iterable

import typer

from cli import words
from cli.office import Json, Office
from cli.output import short

TASK_HEADS = ("id", "step", "activity", "who", "state", "deadline")


def report(here: Office, result: Json) -> None:
    """Write what a verb came to; exit with 1 where it ended in an incident."""
    if here.screen.as_json:
        here.screen.show(result)
    else:
        _tell(here, result)
    _exit_if_stuck([result])


def report_all(here: Office, results: list[Json]) -> None:
    """Write what several instances came to; exit with 1 where one ended in an incident."""
    if here.screen.as_json:
        here.screen.show(results)
    else:
        here.screen.say("sent", count=len(results))
        for result in results:
            _tell(here, result)
    _exit_if_stuck(results)


def task_row(here: Office, task: Json) -> tuple[str, ...]:
    """Return a work item as a row under `TASK_HEADS`."""
    return (
        short(task["id"]),
        task["step"] or task["node"],
        task["name"],
        performer(here, task),
        state(here, task),
        deadline(here, task),
    )


def performer(here: Office, task: Json) -> str:
    """Return who does it: the post, and the officer who has it or those who may take it."""
    people = task["officer"] or ", ".join(task["candidates"])
    if task["closed_at"] and not task["officer"]:
        people = words.say("system", here.screen.language)
    post = task["capacity"] or task["position"] or task["lane"]
    return f"{post} ({people})" if post and people else post or people


def state(here: Office, task: Json) -> str:
    """Return the state of a work item, its round where it is done again, and why it was closed."""
    said = here.screen.word(words.WORK_ITEM_STATES, task["state"])
    if task["round"] > 1:
        said = f"{said}, {here.screen.word(words.HEADS, 'round').lower()} {task['round']}"
    return f"{said}: {task['reason']}" if task["reason"] else said


def deadline(here: Office, task: Json) -> str:
    """Return when a work item is due, and "(sementara)" where its year has no decree yet."""
    at = here.screen.moment(task["deadline"], here.zone(task["agency"]))
    mark = words.say("provisional", here.screen.language)
    return f"{at} {mark}" if at and task["provisional"] else at


def say_form(here: Office, task: Json) -> None:
    """Write what a work item asks for, as it is answered: --set hasil=ya|tidak."""
    for field in task["form"]:
        answer = "|".join(option["value"] for option in field["options"]) or field["type"]
        must = "asked" if field["required"] else "asked.optional"
        here.screen.say(must, id=field["id"], answer=answer, label=field["label"] or field["id"])


def say_incidents(here: Office, incidents: Iterable[Json]) -> None:
    """Write incidents and how to go on."""
    for incident in incidents:
        id = short(incident["id"])
        here.screen.say(
            "incident", "red", id=id, node=incident["node"], message=incident["message"]
        )
        here.screen.say("incident.next", id=id)


def _exit_if_stuck(results: list[Json]) -> None:
    if any(result["incident"] for result in results):
        raise typer.Exit(1)


def _tell(here: Office, result: Json) -> None:
    screen = here.screen
    screen.say(
        "instance",
        "bold",
        definition=result["definition"],
        version=result["version"],
        title=result["title"],
        id=short(result["id"]),
        status=screen.word(words.INSTANCE_STATES, result["status"]),
    )
    item = result["work_item"]
    if item:
        step, name = item["step"] or item["node"], item["name"]
        screen.say(
            "work_item", step=step, name=name, state=state(here, item), who=performer(here, item)
        )
    if result["incident"]:
        say_incidents(here, [result["incident"]])
    elif result["status"] == "completed":
        screen.say("ended", "green")
    elif result["next"]:
        screen.say("next")
        screen.table(TASK_HEADS, (task_row(here, task) for task in result["next"]))
        for task in result["next"]:
            say_form(here, here.app.task(task["id"]))
    elif item and item["closed_at"]:
        screen.say("next.none", "dim")
