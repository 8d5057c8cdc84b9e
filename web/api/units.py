"""The units of an agency: add, change, remove; which posts belong to each."""

from engine import people
from engine.core.people import Unit
from engine.views import Json
from web.answers.people import People
from web.api.people import changed
from web.api.router import gated, told
from web.auth import Me
from web.bodies.people import OrgUnit
from web.bodies.values import Name

router = gated("people")


@router.post("/agencies/{agency}/units", **told(People, 201))
def add_unit(agency: Name, body: OrgUnit, me: Me) -> Json:
    """Add a unit with its posts; its id is made of its name."""
    return changed(me, agency, people.add_unit(_unit("", body), body.posts or ()))


@router.post("/agencies/{agency}/units/{id}", **told(People))
def change_unit(agency: Name, id: Name, body: OrgUnit, me: Me) -> Json:
    """Give a unit another name, head and parent, and other posts if they are named."""
    return changed(me, agency, people.change_unit(_unit(id, body), body.posts))


@router.post("/agencies/{agency}/units/{id}/remove", **told(People))
def remove_unit(agency: Name, id: Name, me: Me) -> Json:
    """Remove a unit without posts and without units within it."""
    return changed(me, agency, people.remove_unit(id))


def _unit(id: str, body: OrgUnit) -> Unit:
    return Unit(id, body.name, body.head, body.parent)
