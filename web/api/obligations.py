"""Obligations: what is owed by when, late work noted, its escalation held back."""

from typing import Annotated

from fastapi import Query, Request, Response

from engine.views import Json
from web.answers.obligations import LegalDate, Obligation, Quieted
from web.api.router import gated, paged, told
from web.auth import Me
from web.bodies.obligations import NewLegalDate, OfObligations, Snooze
from web.bodies.values import Name, Reason

router = gated("obligations")


@router.get("/obligations", **told(list[Obligation]))
def list_obligations(
    asked: Annotated[OfObligations, Query()], request: Request, response: Response, me: Me
) -> list[Json]:
    """List what is owed, the nearest deadline first: all that is open, late, near or closed."""
    sight = me.sight(me.home(asked.agency))
    found = me.app.list_obligations(sight, asked.state, asked.limit, asked.cursor)
    return paged(request, response, found)


@router.get("/obligations/{id}", **told(Obligation))
def show_obligation(id: Name, me: Me) -> Json:
    """Show one obligation."""
    return me.app.obligation(me.sight(), id)


@router.post("/obligations/{id}/acknowledge", **told(Quieted))
def acknowledge(id: Name, body: Reason, me: Me) -> Json:
    """Take note of late work: its last rung is repeated no more, until another one fires."""
    return me.app.acknowledge(me.reach("obligation", id), body.reason, by=me.by)


@router.post("/obligations/{id}/snooze", **told(Quieted))
def snooze(id: Name, body: Snooze, me: Me) -> Json:
    """Let nothing fire before `until`; what is missed until then fires once."""
    until = body.until
    return me.app.snooze(me.reach("obligation", id), until, body.reason, by=me.by)


@router.post("/instances/{id}/legal-date", **told(LegalDate))
def set_legal_date(id: Name, body: NewLegalDate, me: Me) -> Json:
    """Move the date set by law by which an instance owes its result."""
    instance, on = me.reach("instance", id), body.on
    return me.app.set_legal_date(instance, body.to, on, body.reason, by=me.by)
