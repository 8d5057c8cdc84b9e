"""Who holds which post from when until when: definitive, Plh. and Plt."""

from engine import people
from engine.core.people import Appointment
from engine.views import Json
from web.answers.people import People
from web.api.people import changed
from web.api.router import gated, told
from web.auth import Me
from web.bodies.people import LastDay, NewAppointment
from web.bodies.values import Name

router = gated("people")


@router.post("/agencies/{agency}/appointments", **told(People, 201))
def appoint(agency: Name, body: NewAppointment, me: Me) -> Json:
    """Put an officer in a post."""
    wanted = Appointment(
        position=body.position,
        username=body.officer,
        kind=body.kind,
        from_on=body.since,
        until_on=body.until,
        letter=body.letter,
    )
    return changed(me, agency, people.appoint(wanted))


@router.post("/agencies/{agency}/appointments/{key}/end", **told(People))
def end_appointment(agency: Name, key: Name, body: LastDay, me: Me) -> Json:
    """Set the last day of an appointment, sooner or later than it said."""
    return changed(me, agency, people.end_appointment(key, body.last))


@router.post("/agencies/{agency}/appointments/{key}/withdraw", **told(People))
def withdraw_appointment(agency: Name, key: Name, me: Me) -> Json:
    """Take back an appointment that has not begun."""
    return changed(me, agency, people.withdraw_appointment(key))
