"""Agencies, their posts and officers: look at them, and change them as the pages do."""

from engine import people
from engine.core.people import Officer, Position
from engine.people import Change
from engine.views import Json
from web.answers.people import Agency, People
from web.api.router import gated, told
from web.auth import Caller, Me
from web.bodies.people import NewAgency, NewOfficer, OfficerName, Post
from web.bodies.values import Name

router = gated("people")


@router.get("/agencies", **told(list[Agency]))
def list_agencies(me: Me) -> list[Json]:
    """List agencies; an officer's is their own."""
    own = me.agency()
    return [one for one in me.app.agencies() if own in (None, one["id"])]


@router.post("/agencies", **told(People, 201))
def add_agency(body: NewAgency, me: Me) -> Json:
    """Make an agency without posts; for who looks after every one."""
    me.administrator()
    me.app.create_agency(body.id, body.name, body.zone)
    return me.app.list_people(body.id)


@router.get("/agencies/{agency}/people", **told(People))
def list_people(agency: Name, me: Me) -> Json:
    """Show the posts, officers and appointments of an agency, and who holds what today."""
    return me.app.list_people(me.home(agency))


@router.post("/agencies/{agency}/people/hand-back", **told(People))
def hand_back_people(agency: Name, me: Me) -> Json:
    """Let agency.toml say again who works there, from its next deployment on."""
    here = me.home(agency)
    me.app.hand_back_people(here, me.changes)
    return me.app.list_people(here)


@router.post("/agencies/{agency}/positions", **told(People, 201))
def add_position(agency: Name, body: Post, me: Me) -> Json:
    """Add a post; its id is made of its title."""
    return changed(me, agency, people.add_position(_post("", body)))


@router.post("/agencies/{agency}/positions/{id}", **told(People))
def change_position(agency: Name, id: Name, body: Post, me: Me) -> Json:
    """Give a post another title, superior, unit and other names; what is left out is none."""
    return changed(me, agency, people.change_position(_post(id, body)))


@router.post("/agencies/{agency}/positions/{id}/remove", **told(People))
def remove_position(agency: Name, id: Name, me: Me) -> Json:
    """Remove a post nobody holds, with no post below it and no open work."""
    return changed(me, agency, people.remove_position(id))


@router.post("/agencies/{agency}/officers", **told(People, 201))
def add_officer(agency: Name, body: NewOfficer, me: Me) -> Json:
    """Add an officer."""
    return changed(me, agency, people.add_officer(Officer(body.username, body.name)))


@router.post("/agencies/{agency}/officers/{username}", **told(People))
def rename_officer(agency: Name, username: Name, body: OfficerName, me: Me) -> Json:
    """Give an officer another name; the user name stays, and with it the history."""
    return changed(me, agency, people.rename_officer(username, body.name))


@router.post("/agencies/{agency}/officers/{username}/remove", **told(People))
def remove_officer(agency: Name, username: Name, me: Me) -> Json:
    """Remove an officer without a post and without open work."""
    return changed(me, agency, people.remove_officer(username))


def changed(me: Caller, agency: str, wanted: Change) -> Json:
    """Make one change of the people of an agency, and show them as they are then."""
    here = me.home(agency)
    me.app.change_people(here, wanted, me.changes)
    return me.app.list_people(here)


def _post(id: str, body: Post) -> Position:
    return Position(id, body.title, body.superior, body.unit, tuple(body.aliases))
