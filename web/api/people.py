"""Agencies, and who holds which post there."""

from engine.views import Json
from web.answers import Agency, People
from web.api.router import gated, told
from web.auth import Me
from web.bodies import Name

router = gated("people")


@router.get("/agencies", **told(list[Agency]))
def list_agencies(me: Me) -> list[Json]:
    """List agencies; an officer's is their own."""
    own = me.agency()
    return [one for one in me.app.agencies() if own in (None, one["id"])]


@router.get("/agencies/{agency}/people", **told(People))
def list_people(agency: Name, me: Me) -> Json:
    """Show the posts, officers and appointments of an agency, and who holds what today."""
    return me.app.list_people(me.home(agency))
