"""Lists for programs: what somebody may see, part by part. Each part says where the next begins."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from engine import actors, timeviews, views
from engine.core import cursors, staffing
from engine.core.cursors import Value
from engine.session import Session
from engine.views import Json
from storage import seenlists
from storage.incidents import IncidentRecord
from storage.jobs import JobRecord
from storage.notices import NoticeRecord
from storage.obligationlists import Wanted
from storage.reads import TaskFilter
from storage.seenlists import Place, Slice
from storage.sights import Sight

T = TypeVar("T")

BY_TIME: Final = (datetime, str)
BY_DEADLINE: Final = (datetime, str, int)


def instances(session: Session, sight: Sight, status: str | None, part: Slice) -> Json:
    """Return instances, the newest first."""
    rows = seenlists.instances(session.connection, sight, status, part)
    return cut(rows, part, lambda row: (row["started_at"], row["id"]), views.instance)


def tasks(session: Session, sight: Sight, wanted: TaskFilter, part: Slice, now: datetime) -> Json:
    """Return open work items, the nearest deadline first."""
    rows = seenlists.tasks(session.connection, sight, wanted, part)
    here = {
        row["agency_id"]: session.agency(row["agency_id"], row["agency_revision"]) for row in rows
    }
    return cut(rows, part, _task_place, lambda row: views.task(row, here[row["agency_id"]], now))


def obligations(
    session: Session, sight: Sight, wanted: Wanted, part: Slice, language: str, now: datetime
) -> Json:
    """Return obligations of an agency, the nearest deadline first, or the latest closed."""
    agency = session.agency(wanted.agency)
    rows = seenlists.obligations(session.connection, sight, wanted, part, now)
    column = "closed_at" if wanted.state == "closed" else "deadline_at"
    return cut(
        rows,
        part,
        lambda row: (row[column], row["id"]),
        lambda row: timeviews.obligation(row, agency, language, now),
    )


def jobs(session: Session, sight: Sight, instance: str | None, part: Slice) -> Json:
    """Return open jobs, the oldest first."""
    rows = seenlists.jobs(session.connection, sight, instance, part)

    def place(record: JobRecord) -> Place:
        return record.created_at, record.id

    return cut(rows, part, place, lambda each: views.job(each, each.handler in session.handlers))


def incidents(session: Session, sight: Sight, part: Slice, language: str) -> Json:
    """Return open incidents, the oldest first."""
    rows = seenlists.incidents(session.connection, sight, part)

    def place(record: IncidentRecord) -> Place:
        return record.raised_at, record.id

    return cut(rows, part, place, lambda each: views.incident(each, language))


def notices(
    session: Session,
    agency: str,
    officer: str,
    part: Slice,
    show: Callable[[NoticeRecord], Json],
    *,
    unread: bool,
) -> Json:
    """Return what an officer was told, the newest first."""
    actors.identify(session.agency(agency).organisation, officer)
    rows = seenlists.notices(session.connection, agency, officer, unread=unread, part=part)
    return cut(rows, part, lambda each: (each.created_at, each.id), show)


def events(session: Session, instance: str, after: int, limit: int) -> Json:
    """Return the trail of an instance after the entry with that number, oldest first."""
    rows = seenlists.events(session.connection, instance, after, limit)
    more = len(rows) > limit
    return {"rows": views.events(rows[:limit]), "next": rows[limit - 1]["seq"] if more else None}


def people(session: Session, agency: str, today: Callable[[datetime], Any], now: datetime) -> Json:
    """Return the posts, the officers and the appointments of an agency, those of today marked."""
    organisation, day = session.agency(agency).organisation, today(now)
    return {
        "agency": agency,
        "name": organisation.name,
        "zone": organisation.zone,
        "units": [
            {"id": u.id, "name": u.name, "head": u.head or None, "parent": u.parent or None}
            for u in organisation.units
        ],
        "positions": [
            {
                "id": post.id,
                "title": post.title,
                "superior": post.superior or None,
                "unit": post.unit or None,
                "aliases": list(post.aliases),
                "holders": sorted(organisation.holders([post.id], day)),
            }
            for post in organisation.positions
        ],
        "officers": [{"username": o.username, "name": o.name} for o in organisation.officers],
        "appointments": [
            {
                "key": staffing.key(held),
                "position": held.position,
                "officer": held.username,
                "kind": held.kind,
                "since": held.from_on.isoformat() if held.from_on else None,
                "until": held.until_on.isoformat() if held.until_on else None,
                "letter": held.letter or None,
                "in_force": held.holds_on(day),
            }
            for held in organisation.appointments
        ],
    }


def after(cursor: str, kinds: Sequence[type]) -> Place:
    """Return where a part begins; the start where there is no cursor. Raises Invalid."""
    return cursors.read(cursor, kinds) if cursor else ()


def cut(
    rows: Sequence[T],
    part: Slice,
    place: Callable[[T], Sequence[Value]],
    show: Callable[[T], Json],
) -> Json:
    """Return the rows of a part as they are shown, and the cursor of the next part, if any."""
    more = len(rows) > part.limit
    shown = rows[: part.limit]
    return {
        "rows": [show(row) for row in shown],
        "next": cursors.write(place(shown[-1])) if more else None,
    }


def _task_place(row: dict[str, Any]) -> Place:
    return row["deadline_at"] or row["ready_at"], row["instance_id"], row["token"]
