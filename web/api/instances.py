"""Instances: list, start, show, steer, and what their trail says."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.core.errors import NotPermitted
from engine.views import Json
from web.answers import Entry, Instance, InstanceInFull, Result, Verification
from web.api.router import PREFIX, gated, paged, told
from web.auth import Me
from web.bodies import Migration, Name, OfEvents, OfInstances, OfTrails, Reason, Start

router = gated("instances")


@router.get("/instances", **told(list[Instance]))
def list_instances(
    asked: Annotated[OfInstances, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List instances, the newest first."""
    sight = me.sight(asked.agency)
    found = me.app.list_instances(sight, asked.status, asked.limit, asked.cursor)
    return paged(request, response, found)


@router.post("/instances", **told(Result, 201))
def start(body: Start, response: Response, me: Me) -> Json:
    """Start an SOP."""
    definition = me.definition(body.definition)
    after = body.after and me.reach("instance", body.after)
    started = me.app.start(
        definition, body.variables, title=body.title, by=me.by, version=body.version, after=after
    )
    response.headers["Location"] = f"{PREFIX}/instances/{started['id']}"
    return started


@router.get("/instances/{id}", **told(InstanceInFull))
def show(id: Name, me: Me) -> Json:
    """Show an instance: status, every step with its times, variables, open work, trail."""
    return me.app.show(me.reach("instance", id))


@router.get("/instances/{id}/events", **told(list[Entry]))
def list_events(
    id: Name, asked: Annotated[OfEvents, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List the audit trail of an instance, oldest first."""
    instance = me.reach("instance", id)
    me.app.agency_of("instance", instance)
    found = me.app.list_events(instance, asked.after, asked.limit)
    return paged(request, response, found, "after")


@router.post("/instances/{id}/suspend", **told(Result))
def suspend(id: Name, body: Reason, me: Me) -> Json:
    """Put an instance aside."""
    return me.app.suspend(me.reach("instance", id), body.reason, by=me.by)


@router.post("/instances/{id}/resume", **told(Result))
def resume(id: Name, me: Me) -> Json:
    """Take up a suspended instance."""
    return me.app.resume(me.reach("instance", id), by=me.by)


@router.post("/instances/{id}/cancel", **told(Result))
def cancel(id: Name, body: Reason, me: Me) -> Json:
    """End an instance without finishing it."""
    return me.app.cancel(me.reach("instance", id), body.reason, by=me.by)


@router.post("/instances/{id}/migrate", **told(Result))
def migrate(id: Name, me: Me, body: Migration = Migration()) -> Json:
    """Move an instance to another version of its SOP."""
    return me.app.migrate(me.reach("instance", id), body.version, by=me.by)


@router.get("/audit/verify", **told(Verification))
def verify_audit(asked: Annotated[OfTrails, Query()], me: Me) -> Json:
    """Tell whether the audit trail of an instance is whole; for an administrator, all of them."""
    if asked.instance is None and me.by is not None:
        raise NotPermitted("permit.administrator", officer=me.by)
    return me.app.verify_audit(asked.instance and me.reach("instance", asked.instance))
