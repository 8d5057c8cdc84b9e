"""Lists of what somebody may see, in parts: each goes on after the row the last one ended with.

Nothing here changes anything. A row that is added or moved meanwhile is seen once or not at all;
none that stays where it is is left out or seen twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, literal, select, tuple_

from storage import obligationlists, reads
from storage.incidents import IncidentRecord
from storage.jobs import JobRecord
from storage.notices import APP, NoticeRecord
from storage.obligationlists import Wanted
from storage.quietenings import explained
from storage.reads import TASK_ORDER, TaskFilter
from storage.rows import dicts
from storage.schema import event, incident, instance, job, work_item
from storage.sights import Sight, visible
from storage.timeschema import UNREAD, notice, obligation

Place = tuple[datetime | str | int, ...]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a list, after `after`: `limit` rows, and one more where there are more."""

    limit: int
    after: Place = ()


INSTANCES: Final = (instance.c.started_at, instance.c.id)
JOBS: Final = (job.c.created_at, job.c.id)
INCIDENTS: Final = (incident.c.raised_at, incident.c.id)
OWED: Final = (obligation.c.deadline_at, obligation.c.id)
CLOSED: Final = (obligation.c.closed_at, obligation.c.id)
NOTICES: Final = (notice.c.created_at, notice.c.id)


def instances(connection: Connection, sight: Sight, status: str | None, part: Slice) -> Rows:
    """Return instances, the newest first."""
    query = reads.instance_rows(status).where(visible(sight))
    return dicts(connection, _part(query, INSTANCES, part, newest=True))


def tasks(connection: Connection, sight: Sight, wanted: TaskFilter, part: Slice) -> Rows:
    """Return open work items, the nearest deadline first."""
    query = reads.task_rows(wanted).where(visible(sight))
    return dicts(connection, _part(query, TASK_ORDER, part))


def obligations(
    connection: Connection, sight: Sight, wanted: Wanted, part: Slice, now: datetime
) -> Rows:
    """Return obligations, the nearest deadline first; of the closed ones the latest closed."""
    query = obligationlists.rows_of(wanted, now).where(visible(sight))
    closed = wanted.state == "closed"
    rows = dicts(connection, _part(query, CLOSED if closed else OWED, part, newest=closed))
    return explained(connection, rows)


def jobs(
    connection: Connection, sight: Sight, instance_id: str | None, part: Slice
) -> list[JobRecord]:
    """Return open jobs, the oldest first."""
    query = (
        select(job)
        .join(instance, instance.c.id == job.c.instance_id)
        .where(job.c.closed_at.is_(None), visible(sight))
    )
    if instance_id:
        query = query.where(job.c.instance_id == instance_id)
    return [JobRecord(*row) for row in connection.execute(_part(query, JOBS, part))]


def incidents(connection: Connection, sight: Sight, part: Slice) -> list[IncidentRecord]:
    """Return open incidents, the oldest first."""
    query = (
        select(incident)
        .join(instance, instance.c.id == incident.c.instance_id)
        .where(incident.c.resolved_at.is_(None), visible(sight))
    )
    rows = connection.execute(_part(query, INCIDENTS, part)).mappings()
    return [IncidentRecord(**row) for row in rows]


def notices(
    connection: Connection, agency_id: str, username: str, *, unread: bool, part: Slice
) -> list[NoticeRecord]:
    """Return what an officer was told in-app, the newest first."""
    query = select(notice).where(
        notice.c.agency_id == agency_id, notice.c.username == username, notice.c.channel == APP
    )
    if unread:
        query = query.where(UNREAD)
    return [
        NoticeRecord(*row) for row in connection.execute(_part(query, NOTICES, part, newest=True))
    ]


def events(connection: Connection, instance_id: str, after: int, limit: int) -> Rows:
    """Return the entries of the trail of an instance after the one with that number."""
    query = (
        select(event)
        .where(event.c.stream == instance_id, event.c.seq > after)
        .order_by(event.c.seq)
        .limit(limit + 1)
    )
    return dicts(connection, query)


def instance_of(connection: Connection, kind: str, id: str) -> str | None:
    """Return the instance of a work item, incident, job or obligation, or itself."""
    table, column = {
        "work item": (work_item, work_item.c.instance_id),
        "instance": (instance, instance.c.id),
        "incident": (incident, incident.c.instance_id),
        "job": (job, job.c.instance_id),
        "obligation": (obligation, obligation.c.instance_id),
    }[kind]
    return connection.execute(select(column).where(table.c.id == id)).scalar()


def _part(
    query: Select[Any], order: Sequence[ColumnElement[Any]], part: Slice, *, newest: bool = False
) -> Select[Any]:
    if part.after:
        place = tuple_(*(literal(v, c.type) for v, c in zip(part.after, order, strict=True)))
        here = tuple_(*order)
        query = query.where(here < place if newest else here > place)
    ordered = [column.desc() if newest else column.asc() for column in order]
    return query.order_by(*ordered).limit(part.limit + 1)
