"""Incidents: what cannot go on without a person."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.views import Json
from web.answers.incidents import Incident
from web.answers.instances import Result
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies.values import Name, PartOfAgency

router = gated("incidents")


@router.get("/incidents", **told(list[Incident]))
def list_incidents(
    asked: Annotated[PartOfAgency, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List open incidents, oldest first."""
    found = me.app.list_incidents(me.sight(asked.agency), asked.limit, asked.cursor)
    return paged(request, response, found)


@router.post("/incidents/{id}/retry", **told(Result))
def retry(id: Name, me: Me) -> Json:
    """Try again what led to an incident."""
    return me.app.retry(me.reach("incident", id), by=me.by)
