"""Work items: the list of one's own, and every verb on one."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.views import Json
from web.answers.instances import Result
from web.answers.tasks import Reminder, Task, TaskInFull
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies.tasks import Assignment, Completion, OfTasks, Returning
from web.bodies.values import Name

router = gated("tasks")


@router.get("/tasks", **told(list[Task]))
def list_tasks(
    asked: Annotated[OfTasks, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List open work items, the nearest deadline first: what one has and what one may take."""
    officer = asked.officer or (me.by if asked.mine else None)
    found = me.app.list_tasks(
        me.sight(asked.agency),
        instance=asked.instance,
        officer=officer,
        limit=asked.limit,
        cursor=asked.cursor,
    )
    return paged(request, response, found)


@router.get("/tasks/{id}", **told(TaskInFull))
def show_task(id: Name, me: Me) -> Json:
    """Show a work item, open or closed, with its form, its time standard, inputs and outputs."""
    return me.app.task(me.reach("work item", id))


@router.post("/tasks/{id}/claim", **told(Result))
def claim(id: Name, me: Me) -> Json:
    """Take a work item for oneself."""
    return me.app.claim(me.reach("work item", id), by=me.officer())


@router.post("/tasks/{id}/release", **told(Result))
def release(id: Name, me: Me) -> Json:
    """Give a claimed work item back."""
    return me.app.release(me.reach("work item", id), by=me.officer())


@router.post("/tasks/{id}/begin", **told(Result))
def begin(id: Name, me: Me) -> Json:
    """Start working on it."""
    return me.app.begin(me.reach("work item", id), by=me.officer())


@router.post("/tasks/{id}/complete", **told(Result))
def complete(id: Name, me: Me, body: Completion = Completion()) -> Json:
    """Finish a work item with the values of its form; its files are attachments, by their id."""
    return me.app.complete_form(me.reach("work item", id), body.variables, me.officer())


@router.post("/tasks/{id}/return", **told(Result))
def return_(id: Name, body: Returning, me: Me) -> Json:
    """Send the work back to an earlier step, to be done again."""
    return me.app.return_(me.reach("work item", id), body.reason, body.to, by=me.officer())


@router.post("/tasks/{id}/assign", **told(Result))
def assign(id: Name, body: Assignment, me: Me) -> Json:
    """Give a work item to one officer."""
    return me.app.assign(me.reach("work item", id), body.to, body.reason, by=me.by)


@router.get("/tasks/{id}/reminder", **told(Reminder))
def show_reminder(id: Name, me: Me) -> Json:
    """Return a reminder of a work item to be sent by hand, and a WhatsApp link with it."""
    return me.app.reminder_text(me.reach("work item", id))
