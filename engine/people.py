"""Verbs on the people of an agency, one at a time: posts, units, officers, who holds what when.

From the first of them on the agency keeps its people itself: its file no longer changes them, until
they are handed back to it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine import actors
from engine.actors import Actor
from engine.agencies import trail_of
from engine.core import orgunits, staffing
from engine.core.errors import Conflict, NotPermitted, unknown
from engine.core.people import Appointment, Officer, Organisation, Position, Unit
from engine.session import Session
from storage import agencies, openwork
from storage.agencies import AgencyRecord

Make = Callable[[Organisation, date], Organisation]
Check = Callable[[Session, Organisation], None]


@dataclass(frozen=True, slots=True)
class By:
    """Who changes people: an officer or nobody's, by which account, and whether as administrator.

    `username` None is the system, or an administrator of no agency.
    """

    username: str | None = None
    account: str = ""
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what the trail says it was, what it makes of the people, what must hold first."""

    event: str
    facts: Mapping[str, Any]
    make: Make
    check: Check | None = None


def add_position(wanted: Position) -> Change:
    """Add a post; its id is made of its title."""
    return Change(
        "PositionAdded", _post(wanted), lambda here, _: staffing.add_position(here, wanted)
    )


def change_position(wanted: Position) -> Change:
    """Give the post of that id another title, superior, unit or other names."""
    facts = {"position": wanted.id, **_post(wanted)}
    return Change("PositionChanged", facts, lambda here, _: staffing.change_position(here, wanted))


def remove_position(id: str) -> Change:
    """Remove a post nobody holds, with no post below it and no open work."""

    def idle(session: Session, here: Organisation) -> None:
        count = openwork.of_position(session.connection, here.agency, id)
        if count:
            raise Conflict("people.open_post", count=count)

    facts = {"position": id}
    return Change(
        "PositionRemoved",
        facts,
        lambda here, today: staffing.remove_position(here, id, today),
        idle,
    )


def add_unit(wanted: Unit, posts: Iterable[str] = ()) -> Change:
    """Add a unit with its posts; its id is made of its name."""
    inside = sorted(posts)
    return Change(
        "UnitAdded",
        {**_unit(wanted), "posts": inside},
        lambda here, _: orgunits.add_unit(here, wanted, inside),
    )


def change_unit(wanted: Unit, posts: Iterable[str] | None = None) -> Change:
    """Give the unit of that id another name, head or parent, and other posts if they are named."""
    inside = None if posts is None else sorted(posts)
    facts = {"unit": wanted.id, **_unit(wanted)}
    return Change(
        "UnitChanged",
        facts if inside is None else {**facts, "posts": inside},
        lambda here, _: orgunits.change_unit(here, wanted, inside),
    )


def remove_unit(id: str) -> Change:
    """Remove a unit without posts and without units within it."""
    return Change("UnitRemoved", {"unit": id}, lambda here, _: orgunits.remove_unit(here, id))


def add_officer(wanted: Officer) -> Change:
    """Add an officer."""
    facts = {"username": wanted.username, "name": wanted.name}
    return Change("OfficerAdded", facts, lambda here, _: staffing.add_officer(here, wanted))


def rename_officer(username: str, name: str) -> Change:
    """Give an officer another name; the user name stays, and with it the history."""
    facts = {"username": username, "name": name}
    return Change(
        "OfficerRenamed", facts, lambda here, _: staffing.rename_officer(here, username, name)
    )


def remove_officer(username: str) -> Change:
    """Remove an officer without a post and without open work; the trail keeps what they did."""

    def idle(session: Session, here: Organisation) -> None:
        count = openwork.of_officer(session.connection, here.agency, username)
        if count:
            raise Conflict("people.open_work", officer=username, count=count)

    return Change(
        "OfficerRemoved",
        {"username": username},
        lambda here, today: staffing.remove_officer(here, username, today),
        idle,
    )


def appoint(wanted: Appointment) -> Change:
    """Put an officer in a post: definitive, Plh. or Plt., from a day on."""
    facts = {
        "position": wanted.position,
        "username": wanted.username,
        "held": wanted.kind,
        "from": _iso(wanted.from_on),
        "until": _iso(wanted.until_on),
        "letter": wanted.letter,
    }
    return Change(
        "AppointmentMade", facts, lambda here, today: staffing.appoint(here, wanted, today)
    )


def end_appointment(key: str, last: date) -> Change:
    """Set the last day of an appointment, sooner or later than it said (`staffing.key`)."""
    facts = {"appointment": key, "until": last.isoformat()}
    return Change(
        "AppointmentEnded",
        facts,
        lambda here, today: staffing.end_appointment(here, key, last, today),
    )


def withdraw_appointment(key: str) -> Change:
    """Take back an appointment that has not begun."""
    return Change(
        "AppointmentWithdrawn",
        {"appointment": key},
        lambda here, today: staffing.withdraw_appointment(here, key, today),
    )


def change(session: Session, agency_id: str, wanted: Change, by: By, now: datetime) -> Organisation:
    """Make one change and write it into the trail of the agency; what it is already stays as it is.

    Only administrators, the head of the agency and the system may. The caller holds the agency
    (`storage.agencies.lock`). Raises NotFound, NotPermitted, and what the change is refused for.
    """
    record = _record(session, agency_id)
    actor = _permitted(session, agency_id, by, now)
    stored = agencies.organisation(session.connection, record)
    if wanted.check is not None:
        wanted.check(session, stored)
    after = wanted.make(stored, session.agency(agency_id).today(now))
    if after == stored:
        return stored
    agencies.replace(session.work, record, after, record.calendar, people_kept=True)
    said = {**wanted.facts, **_gone(stored, after)}
    _log(session, agency_id, wanted.event, actor, by, now, said)
    return after


def hand_back(session: Session, agency_id: str, by: By, now: datetime) -> None:
    """Let agency.toml say again who works there, from its next deployment on."""
    record = _record(session, agency_id)
    actor = _permitted(session, agency_id, by, now)
    if record.people_kept:
        agencies.hand_back_people(session.work, record)
        _log(session, agency_id, "PeopleHandedBack", actor, by, now, {})


def _record(session: Session, agency_id: str) -> AgencyRecord:
    record = agencies.find(session.connection, agency_id)
    if record is None:
        raise unknown("agency", agency_id[:80], agencies.ids(session.connection))
    return record


def _permitted(session: Session, agency_id: str, by: By, now: datetime) -> Actor:
    """Return who acts, in their capacity. Raises NotFound, NotPermitted."""
    agency = session.agency(agency_id)
    actor = actors.identify(agency.organisation, by.username)
    if by.username is None:
        return actor
    head = actors.head(agency.organisation, by.username, agency.today(now))
    if head is None and not by.administrator:
        raise NotPermitted("permit.people", officer=by.username)
    return head or actor


def _log(
    session: Session,
    agency_id: str,
    event: str,
    actor: Actor,
    by: By,
    now: datetime,
    facts: Mapping[str, Any],
) -> None:
    account = {"account": by.account} if by.account else {}
    trail_of(session, agency_id).trail.log(event, actor, now, **facts, **account)


def _gone(before: Organisation, after: Organisation) -> dict[str, Any]:
    """Return the appointments that are there no more as they were, for the trail."""
    gone = [held for held in before.appointments if held not in after.appointments]
    if not gone:
        return {}
    return {
        "before": [
            [held.position, held.username, held.kind, _iso(held.from_on), _iso(held.until_on)]
            for held in gone
        ]
    }


def _post(wanted: Position) -> dict[str, Any]:
    return {
        "title": wanted.title,
        "superior": wanted.superior,
        "unit": wanted.unit,
        "aliases": list(wanted.aliases),
    }


def _unit(wanted: Unit) -> dict[str, Any]:
    return {"name": wanted.name, "head": wanted.head, "parent": wanted.parent}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
