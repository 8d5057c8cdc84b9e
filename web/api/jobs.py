"""Jobs of handlers: the open ones, and ending one by hand."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.views import Json
from web.answers.instances import Result
from web.answers.jobs import Job
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies.jobs import Ending, OfJobs
from web.bodies.values import Name, Reason

router = gated("jobs")


@router.get("/jobs", **told(list[Job]))
def list_jobs(
    asked: Annotated[OfJobs, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List open jobs, the oldest first: what handlers do, or nobody yet."""
    sight = me.sight(asked.agency)
    found = me.app.list_jobs(sight, asked.instance, asked.limit, asked.cursor)
    return paged(request, response, found)


@router.post("/jobs/{id}/complete", **told(Result))
def complete_job(id: Name, me: Me, body: Ending = Ending()) -> Json:
    """End a job by hand, with what its handler would have returned, or in an error."""
    job = me.reach("job", id)
    if body.error is None:
        return me.app.complete_job(job, body.variables, by=me.by)
    return me.app.fail_job(job, body.error, body.variables, by=me.by)


@router.post("/jobs/{id}/skip", **told(Result))
def skip_job(id: Name, body: Reason, me: Me) -> Json:
    """End a job without a result."""
    return me.app.skip_job(me.reach("job", id), body.reason, by=me.by)


@router.post("/jobs/{id}/retry", **told(Result))
def retry_job(id: Name, me: Me) -> Json:
    """Let a handler have a job again at once."""
    return me.app.retry_job(me.reach("job", id), by=me.by)
