"""The JSON API under /api/v1: each verb and list of `engine.app.Application`, for whom it is."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.routing import APIRoute

from engine.app import Application
from engine.core.errors import NotPermitted
from engine.views import Json
from web import problems
from web.auth import BPMN_TYPES, Bpmn, Gate, Me, bearer
from web.bodies import (
    Assignment,
    Completion,
    Deployment,
    Ending,
    Message,
    Migration,
    Name,
    OfAgency,
    OfEvents,
    OfInstances,
    OfJobs,
    OfTasks,
    OfTrails,
    OneVersion,
    Reason,
    Returning,
    Signal,
    Start,
    Version,
)
from web.headers import SecurityHeaders

PREFIX: Final = "/api/v1"

open_to_all = APIRouter(prefix=PREFIX, responses=problems.RESPONSES)
api = APIRouter(
    prefix=PREFIX,
    route_class=Gate,
    dependencies=[Depends(bearer)],
    responses=problems.RESPONSES,
)


def create_app(app: Application) -> FastAPI:
    """Return the web application of an office. No pages of others' servers, no CORS."""
    found = FastAPI(
        title="Sopan",
        version="1",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,
    )
    found.state.office = app
    found.add_middleware(SecurityHeaders)
    problems.install(found)
    found.include_router(open_to_all)
    found.include_router(api)
    return found


def _name(route: APIRoute) -> str:
    """Name an operation as its function is named: generated clients stay the same."""
    return route.name


@open_to_all.get("/health")
def health(request: Request) -> Json:
    """Tell that the server is alive and reaches its database; 503 when it does not."""
    office: Application = request.app.state.office
    with office.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return {"status": "ok"}


# Definitions


@api.get("/definitions")
def list_definitions(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List every version of every SOP."""
    return me.app.definitions(me.agency(asked.agency))


_BPMN_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in BPMN_TYPES
        },
    }
}


@api.post("/definitions", openapi_extra=_BPMN_BODY)
def deploy(asked: Annotated[Deployment, Query()], bpmn: Bpmn, me: Me) -> list[Json]:
    """Deploy every executable process of a BPMN file; one entry each, with its findings."""
    agency = me.home(asked.agency)
    return me.app.deploy(bpmn, file=asked.file, agency=agency, by=me.by, activate=not asked.draft)


@api.get("/definitions/{agency}/{key}/{version}/bpmn", response_class=Response)
def download(agency: Name, key: Name, version: Version, me: Me) -> Response:
    """Return the BPMN of a version exactly as it was deployed."""
    bpmn = me.app.source(me.definition(f"{agency}/{key}"), version)
    headers = {"Content-Disposition": "attachment"}
    return Response(bpmn, headers=headers, media_type="application/xml")


@api.post("/definitions/{agency}/{key}/activate")
def activate(agency: Name, key: Name, body: OneVersion, me: Me) -> Json:
    """Put a version in force; the one before is retired."""
    return me.app.activate(me.definition(f"{agency}/{key}"), body.version, by=me.by)


@api.post("/definitions/{agency}/{key}/retire")
def retire(agency: Name, key: Name, body: OneVersion, me: Me) -> Json:
    """Take a version out of force; its running instances go on."""
    return me.app.retire(me.definition(f"{agency}/{key}"), body.version, by=me.by)


# Instances


@api.get("/instances")
def list_instances(asked: Annotated[OfInstances, Query()], me: Me) -> list[Json]:
    """List instances, the newest first."""
    return me.app.instances(me.agency(asked.agency), asked.status, asked.limit)


@api.post("/instances", status_code=201)
def start(body: Start, response: Response, me: Me) -> Json:
    """Start an SOP."""
    definition = me.definition(body.definition)
    started = me.app.start(
        definition, body.variables, title=body.title, by=me.by, version=body.version
    )
    response.headers["Location"] = f"{PREFIX}/instances/{started['id']}"
    return started


@api.get("/instances/{id}")
def show(id: Name, me: Me) -> Json:
    """Show an instance: status, every step with its times, variables, open work, trail."""
    return me.app.show(me.reach("instance", id))


@api.get("/instances/{id}/events")
def list_events(id: Name, asked: Annotated[OfEvents, Query()], me: Me) -> list[Json]:
    """List the audit trail of an instance, oldest first."""
    trail: list[Json] = me.app.show(me.reach("instance", id))["events"]
    return [event for event in trail if event["seq"] > asked.after][: asked.limit]


@api.post("/instances/{id}/suspend")
def suspend(id: Name, body: Reason, me: Me) -> Json:
    """Put an instance aside."""
    return me.app.suspend(me.reach("instance", id), body.reason, by=me.by)


@api.post("/instances/{id}/resume")
def resume(id: Name, me: Me) -> Json:
    """Take up a suspended instance."""
    return me.app.resume(me.reach("instance", id), by=me.by)


@api.post("/instances/{id}/cancel")
def cancel(id: Name, body: Reason, me: Me) -> Json:
    """End an instance without finishing it."""
    return me.app.cancel(me.reach("instance", id), body.reason, by=me.by)


@api.post("/instances/{id}/migrate")
def migrate(id: Name, me: Me, body: Migration = Migration()) -> Json:
    """Move an instance to another version of its SOP."""
    return me.app.migrate(me.reach("instance", id), body.version, by=me.by)


# Tasks


@api.get("/tasks")
def list_tasks(asked: Annotated[OfTasks, Query()], me: Me) -> list[Json]:
    """List open work items, the nearest deadline first: what one has and what one may take."""
    officer = asked.officer or (me.by if asked.mine else None)
    agency = me.agency(asked.agency)
    return me.app.tasks(agency, instance=asked.instance, officer=officer, limit=asked.limit)


@api.get("/tasks/{id}")
def show_task(id: Name, me: Me) -> Json:
    """Show a work item, open or closed, with its form, its time standard, inputs and outputs."""
    return me.app.task(me.reach("work item", id))


@api.post("/tasks/{id}/claim")
def claim(id: Name, me: Me) -> Json:
    """Take a work item for oneself."""
    return me.app.claim(me.reach("work item", id), by=me.officer())


@api.post("/tasks/{id}/release")
def release(id: Name, me: Me) -> Json:
    """Give a claimed work item back."""
    return me.app.release(me.reach("work item", id), by=me.officer())


@api.post("/tasks/{id}/begin")
def begin(id: Name, me: Me) -> Json:
    """Start working on it."""
    return me.app.begin(me.reach("work item", id), by=me.officer())


@api.post("/tasks/{id}/complete")
def complete(id: Name, me: Me, body: Completion = Completion()) -> Json:
    """Finish a work item with the values of its form."""
    return me.app.complete(me.reach("work item", id), body.variables, by=me.officer())


@api.post("/tasks/{id}/return")
def return_(id: Name, body: Returning, me: Me) -> Json:
    """Send the work back to an earlier step, to be done again."""
    return me.app.return_(me.reach("work item", id), body.reason, body.to, by=me.officer())


@api.post("/tasks/{id}/assign")
def assign(id: Name, body: Assignment, me: Me) -> Json:
    """Give a work item to one officer."""
    return me.app.assign(me.reach("work item", id), body.to, body.reason, by=me.by)


# Jobs of handlers


@api.get("/jobs")
def list_jobs(asked: Annotated[OfJobs, Query()], me: Me) -> list[Json]:
    """List open jobs, the oldest first: what handlers do, or nobody yet."""
    return me.app.jobs(me.agency(asked.agency), instance=asked.instance, limit=asked.limit)


@api.post("/jobs/{id}/complete")
def complete_job(id: Name, me: Me, body: Ending = Ending()) -> Json:
    """End a job by hand, with what its handler would have returned, or in an error."""
    job = me.reach("job", id)
    if body.error is None:
        return me.app.complete_job(job, body.variables, by=me.by)
    return me.app.fail_job(job, body.error, body.variables, by=me.by)


@api.post("/jobs/{id}/skip")
def skip_job(id: Name, body: Reason, me: Me) -> Json:
    """End a job without a result."""
    return me.app.skip_job(me.reach("job", id), body.reason, by=me.by)


@api.post("/jobs/{id}/retry")
def retry_job(id: Name, me: Me) -> Json:
    """Let a handler have a job again at once."""
    return me.app.retry_job(me.reach("job", id), by=me.by)


# Messages and signals


@api.post("/messages")
def send_message(body: Message, me: Me) -> Json:
    """Give a message to the instance that waits for it."""
    return me.app.message(
        body.name,
        body.payload,
        agency=_receiver(body, me),
        key=body.key,
        instance=body.instance,
        by=me.by,
    )


@api.post("/signals")
def send_signal(body: Signal, me: Me) -> list[Json]:
    """Give a signal to every instance that waits for it."""
    return me.app.signal(
        body.name, body.payload, agency=_receiver(body, me), instance=body.instance, by=me.by
    )


# Incidents and audit


@api.get("/incidents")
def list_incidents(asked: Annotated[OfAgency, Query()], me: Me) -> list[Json]:
    """List open incidents, oldest first."""
    return me.app.incidents(me.agency(asked.agency))


@api.post("/incidents/{id}/retry")
def retry(id: Name, me: Me) -> Json:
    """Try again what led to an incident."""
    return me.app.retry(me.reach("incident", id), by=me.by)


@api.get("/audit/verify")
def verify_audit(asked: Annotated[OfTrails, Query()], me: Me) -> Json:
    """Tell whether the audit trail of an instance is whole; for an administrator, all of them."""
    if asked.instance is None and me.by is not None:
        raise NotPermitted("permit.administrator", officer=me.by)
    return me.app.verify_audit(asked.instance and me.reach("instance", asked.instance))


def _receiver(body: Signal, me: Me) -> str:
    """Return the agency of the instance a signal is for, or the agency it is for."""
    agency = me.home(body.agency)
    if body.instance is None:
        return agency
    return me.app.agency_of("instance", me.reach("instance", body.instance))
