"""Instances: list, start, show, steer, and what their trail says."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.core.errors import NotPermitted
from engine.views import Json
from web.answers.instances import AgencyEntry, Entry, Instance, InstanceInFull, Result, Verification
from web.api.router import PREFIX, gated, paged, told
from web.auth import Me
from web.bodies.instances import Migration, OfEvents, OfInstances, OfTrail, OfTrails, Start
from web.bodies.values import Name, Reason

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


@router.get("/agencies/{agency}/events", **told(list[AgencyEntry]))
def list_agency_events(agency: Name, asked: Annotated[OfTrail, Query()], me: Me) -> list[Json]:
    """List the trails of an agency, the latest first; for auditors and administrators."""
    here = me.overseen(me.home(agency)) or agency
    return me.app.trail(
        here, kind=asked.kind, officer=asked.officer, before=asked.before, limit=asked.limit
    )


@router.get("/audit/verify", **told(Verification))
def verify_audit(asked: Annotated[OfTrails, Query()], me: Me) -> Json:
    """Tell whether trails are whole: of an instance, an agency, or all, for an administrator."""
    if asked.instance is None and asked.agency is not None:
        return me.app.verify_trail(me.overseen(asked.agency))
    if asked.instance is None and me.by is not None:
        raise NotPermitted("permit.administrator", officer=me.by)
    return me.app.verify_audit(asked.instance and me.reach("instance", asked.instance))
