"""Agencies and their people: posts, officers, appointments."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from engine.core.people import Appointment, Officer, Organisation, Position, SopName, Unit
from storage.prepared import Prepared
from storage.schema import agency, appointment, officer, position
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """One agency's own row: its calendar as stored, its revision and the head of its trail."""

    id: str
    name: str
    zone: str
    units: list[dict[str, str]]
    sops: list[dict[str, Any]]
    calendar: dict[str, Any]
    people_kept: bool
    revision: int
    audit_seq: int
    audit_hash: str


_REVISION = Prepared(select(agency.c.revision).where(agency.c.id == bindparam("wanted")))


def find(connection: Connection, id: str) -> AgencyRecord | None:
    """Return the agency with that id."""
    row = connection.execute(select(agency).where(agency.c.id == id)).mappings().one_or_none()
    return AgencyRecord(**row) if row else None


def revision(connection: Connection, id: str) -> int | None:
    """Return the revision of the agency with that id."""
    rows = _REVISION.rows(connection, {"wanted": id})
    return int(rows[0][0]) if rows else None


def ids(connection: Connection) -> list[str]:
    """Return the ids of all agencies."""
    return list(connection.scalars(select(agency.c.id).order_by(agency.c.id)))


def organisation(connection: Connection, record: AgencyRecord) -> Organisation:
    """Return the people of one agency."""
    here = record.id
    posts = connection.execute(
        select(position).where(position.c.agency_id == here).order_by(position.c.rank)
    )
    people = connection.execute(
        select(officer).where(officer.c.agency_id == here).order_by(officer.c.username)
    )
    held = connection.execute(
        select(appointment).where(appointment.c.agency_id == here).order_by(appointment.c.id)
    )
    return Organisation(
        agency=here,
        name=record.name,
        zone=record.zone,
        units=tuple(Unit(**unit) for unit in record.units),
        positions=tuple(
            Position(row.id, row.title, row.superior, row.unit, tuple(row.aliases)) for row in posts
        ),
        officers=tuple(Officer(row.username, row.name) for row in people),
        appointments=tuple(
            Appointment(
                row.position_id, row.username, row.kind, row.from_on, row.until_on, row.letter
            )
            for row in held
        ),
        sops=tuple(SopName(each["name"], tuple(each["aliases"])) for each in record.sops),
    )


def add(work: UnitOfWork, organisation: Organisation, calendar: dict[str, Any]) -> None:
    """Write a new agency with its people; its trail is still empty."""
    work.write(
        insert(agency),
        [
            {
                "id": organisation.agency,
                "revision": 1,
                "audit_seq": 0,
                "audit_hash": "",
                **_own(organisation, calendar),
            }
        ],
    )
    _write_people(work, organisation)


def replace(
    work: UnitOfWork,
    record: AgencyRecord,
    organisation: Organisation,
    calendar: dict[str, Any],
    *,
    people_kept: bool,
) -> None:
    """Put `organisation` in the place of what `record` was read with."""
    here = agency.c.id == record.id
    work.guard(
        update(agency)
        .where(here, agency.c.revision == record.revision)
        .values(
            revision=record.revision + 1,
            people_kept=people_kept,
            **_own(organisation, calendar),
        )
    )
    for table in (appointment, officer, position):
        work.write(delete(table).where(table.c.agency_id == record.id))
    _write_people(work, organisation)


def lock(connection: Connection, id: str) -> None:
    """Keep an agency as it is until the end of the transaction, also for who only relies on it.

    Whoever decides by its revision (`storage.instances.save`) waits; so does this for them. SQLite
    has one writer at a time anyway.
    """
    connection.execute(select(agency.c.id).where(agency.c.id == id).with_for_update())


def set_calendar(work: UnitOfWork, record: AgencyRecord, calendar: dict[str, Any]) -> None:
    """Put another calendar in the place of the one `record` was read with."""
    work.guard(
        update(agency)
        .where(agency.c.id == record.id, agency.c.revision == record.revision)
        .values(revision=record.revision + 1, calendar=calendar)
    )


def hand_back_people(work: UnitOfWork, record: AgencyRecord) -> None:
    """Note that the file of an agency says again who works there."""
    work.guard(
        update(agency)
        .where(agency.c.id == record.id, agency.c.revision == record.revision)
        .values(revision=record.revision + 1, people_kept=False)
    )


def move_head(work: UnitOfWork, id: str, seen: int, seq: int, hash: str) -> None:
    """Set the head of an agency's trail, which was `seen` when it was read."""
    work.guard(
        update(agency)
        .where(agency.c.id == id, agency.c.audit_seq == seen)
        .values(audit_seq=seq, audit_hash=hash)
    )


def _own(organisation: Organisation, calendar: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "zone": organisation.zone,
        "units": [_unit(unit) for unit in organisation.units],
        "sops": [{"name": s.name, "aliases": list(s.aliases)} for s in organisation.sops],
        "calendar": calendar,
    }


def _unit(unit: Unit) -> dict[str, str]:
    """Return a unit as its row keeps it; one at the top names no parent, as before there were."""
    kept = {"id": unit.id, "name": unit.name, "head": unit.head}
    return kept | ({"parent": unit.parent} if unit.parent else {})


def _write_people(work: UnitOfWork, organisation: Organisation) -> None:
    here = {"agency_id": organisation.agency}
    posts = [
        {
            **here,
            "id": post.id,
            "title": post.title,
            "superior": post.superior,
            "unit": post.unit,
            "aliases": list(post.aliases),
            "rank": rank,
        }
        for rank, post in enumerate(organisation.positions)
    ]
    people = [{**here, "username": o.username, "name": o.name} for o in organisation.officers]
    held = [
        {
            **here,
            "position_id": a.position,
            "username": a.username,
            "kind": a.kind,
            "from_on": a.from_on,
            "until_on": a.until_on,
            "letter": a.letter,
        }
        for a in organisation.appointments
    ]
    for table, rows in ((position, posts), (officer, people), (appointment, held)):
        if rows:
            work.write(insert(table), rows)
