"""Verbs on an agency: register it, or bring its people and working hours up to date."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from engine.actors import SYSTEM
from engine.core import audit, effective
from engine.core.calendar import WorkingCalendar
from engine.core.calendaredits import Edited, Edits
from engine.core.errors import Invalid
from engine.core.people import Organisation
from engine.reprojection import reproject
from engine.session import Session
from engine.trail import Trail
from engine.workinghours import calendar_json, edited_of, require_sound
from storage import agencies, schedules

TRIAL_AGENCY: Final = "uji"
TRIAL: Final = Organisation(TRIAL_AGENCY, "Uji coba", "Asia/Jakarta")
"""Where BPMN files go that belong to no agency: no posts, so everybody may do everything there."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What registering an agency came to: "new", "changed" or "unchanged"."""

    agency: str
    change: str


def register(
    session: Session, organisation: Organisation, calendar: WorkingCalendar, now: datetime
) -> Registered:
    """Make an agency what `organisation` and `calendar` say; do nothing where it is that already.

    `calendar` has its national holidays already (`engine.workinghours.seeded`). What people have
    edited (`engine.calendars`) stays, over the new one, and so do people who are kept on the pages
    (`engine.people`). Open deadlines follow; the caller holds the agency (`storage.agencies.lock`).

    Raises Invalid when the zone of the calendar is not the agency's, or when the edits do not fit
    over it (`calendar.invalid`).
    """
    if calendar.zone.key != organisation.zone:
        raise Invalid(
            "agency.calendar_zone",
            agency=organisation.agency,
            zone=organisation.zone,
            calendar=calendar.zone.key,
        )
    record = agencies.find(session.connection, organisation.agency)
    if record is None:
        agencies.add(session.work, organisation, calendar_json(calendar, Edits()))
        _log(session, "AgencyRegistered", organisation.agency, (0, audit.START), now, organisation)
        return Registered(organisation.agency, "new")
    before = edited_of(record.calendar, record.zone)
    after = Edited(calendar, before.edits)
    require_sound(after)
    hours = calendar_json(calendar, after.edits)
    stored = agencies.organisation(session.connection, record)
    if record.people_kept:
        organisation = with_people(organisation, stored)
    if record.calendar == hours and _in_order(stored) == _in_order(organisation):
        return Registered(organisation.agency, "unchanged")
    agencies.replace(session.work, record, organisation, hours, people_kept=record.people_kept)
    head = (record.audit_seq, record.audit_hash)
    _log(session, "AgencyChanged", organisation.agency, head, now, organisation)
    if after.calendar != before.calendar:
        _move_deadlines(session, after.calendar, organisation.agency, now)
    if organisation.zone != record.zone:
        _move_schedules(session, after.calendar, organisation.agency)
    return Registered(organisation.agency, "changed")


def with_people(organisation: Organisation, kept: Organisation) -> Organisation:
    """Return `organisation` with the posts, officers and appointments of `kept`."""
    return replace(
        organisation,
        units=kept.units,
        positions=kept.positions,
        officers=kept.officers,
        appointments=kept.appointments,
    )


def _move_deadlines(
    session: Session, calendar: WorkingCalendar, agency: str, now: datetime
) -> None:
    """Let the open deadlines follow what the agency's file says now, and say so."""
    cause = {"change": "agency"}
    moved = reproject(session, agency, calendar, cause, SYSTEM, now)
    trail_of(session, agency).trail.log("CalendarChanged", SYSTEM, now, **cause, **moved.said())


def _move_schedules(session: Session, calendar: WorkingCalendar, agency: str) -> None:
    """Let the days from which versions are in force begin where the agency is now."""
    for found in schedules.all_of(session.connection, agency):
        due_at = effective.begins_at(found.effective_on, calendar.zone)
        schedules.move(session.work, found, due_at)
        session.expect("schedules", due_at)


def _in_order(organisation: Organisation) -> Organisation:
    """Return `organisation` with its officers in one order: theirs has no meaning."""
    officers = sorted(organisation.officers, key=lambda officer: officer.username)
    return replace(organisation, officers=tuple(officers))


def _log(
    session: Session,
    kind: str,
    agency: str,
    head: tuple[int, str],
    now: datetime,
    organisation: Organisation,
) -> None:
    trail = AgencyTrail(session, agency, *head)
    trail.trail.log(
        kind,
        SYSTEM,
        now,
        officers=[person.username for person in organisation.officers],
        positions=[post.id for post in organisation.positions],
        appointments=[
            [held.position, held.username, held.kind, _day(held.from_on), _day(held.until_on)]
            for held in organisation.appointments
        ],
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class AgencyTrail:
    """The trail of what concerns an agency as a whole, written at the end of the unit of work."""

    def __init__(self, session: Session, agency: str, seq: int, hash: str) -> None:
        """Continue the agency's trail after its head."""
        self.session = session
        self.agency = agency
        self.seen = seq
        self.trail = Trail(agency, audit.agency_stream(agency), seq, hash, session.account)
        session.pending[self.trail.stream] = self

    def flush(self) -> None:
        """Add the new entries and the new head to the unit of work."""
        if self.trail.rows:
            work = self.session.work
            agencies.move_head(work, self.agency, self.seen, self.trail.seq, self.trail.hash)
            self.trail.flush(work)


def trail_of(session: Session, agency: str) -> AgencyTrail:
    """Return the trail of an agency, the same one throughout a unit of work."""
    found = session.pending.get(audit.agency_stream(agency))
    if isinstance(found, AgencyTrail):
        return found
    record = agencies.find(session.connection, agency)
    assert record is not None  # noqa: S101 - callers have the agency in hand
    return AgencyTrail(session, agency, record.audit_seq, record.audit_hash)


def split(definition: str) -> tuple[str, str]:
    """Read `agency/key`; a bare key belongs to the trial agency."""
    agency, slash, key = definition.rpartition("/")
    return (agency, key) if slash else (TRIAL_AGENCY, key)
