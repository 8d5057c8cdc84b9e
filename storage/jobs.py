"""Jobs: the work of handlers that is to be done, each at least once, until somebody ends it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage.schema import job
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class JobRecord:
    """The work of one service task, open or closed."""

    id: str
    agency_id: str
    instance_id: str
    token: int
    node: str
    process: str
    handler: str
    item: Any
    inputs: dict[str, Any]
    state: str
    attempts: int
    next_at: datetime | None
    error: str
    created_at: datetime
    closed_at: datetime | None


_COLUMNS = [column.name for column in job.c]

# Made once: building a statement costs more than SQLite takes to run it.
_FIND = select(job).where(job.c.id == bindparam("wanted"))
_OPEN_OF = (
    select(job)
    .where(job.c.instance_id == bindparam("instance"), job.c.closed_at.is_(None))
    .order_by(job.c.token)
)
_DUE = (
    select(job.c.id)
    .where(
        job.c.handler.in_(bindparam("handlers", expanding=True)), job.c.next_at <= bindparam("now")
    )
    .order_by(job.c.next_at)
    .limit(1)
)
_NEXT_DUE = select(func.min(job.c.next_at)).where(
    job.c.handler.in_(bindparam("handlers", expanding=True)), job.c.next_at.is_not(None)
)
# The row is picked in a CTE of its own: with IN (SELECT ... LIMIT ... FOR UPDATE) PostgreSQL may
# run the subquery again for each row and take more than one.
_PICKED = _DUE.with_for_update(skip_locked=True).cte("picked")
_TAKE = (
    update(job)
    .where(job.c.id.in_(select(_PICKED.c.id)))
    .values(state="running", attempts=job.c.attempts + 1, next_at=bindparam("until"))
    .returning(*job.c)
)
_ADD = insert(job)
_CHANGE = update(job).where(job.c.id == bindparam("wanted"))
_END = _CHANGE.where(job.c.attempts == bindparam("taken"), job.c.closed_at.is_(None))


def find(connection: Connection, id: str) -> JobRecord | None:
    """Return the job with that id."""
    row = connection.execute(_FIND, {"wanted": id}).one_or_none()
    return JobRecord(*row) if row else None


def open_of(connection: Connection, instance_id: str) -> list[JobRecord]:
    """Return the open jobs of an instance, in the order they appeared."""
    rows = connection.execute(_OPEN_OF, {"instance": instance_id})
    return [JobRecord(*row) for row in rows]


def all_open(
    connection: Connection, agency_id: str | None, instance_id: str | None, limit: int
) -> list[JobRecord]:
    """Return the open jobs of one agency or instance, or of all, the oldest first."""
    query = (
        select(job)
        .where(job.c.closed_at.is_(None))
        .order_by(job.c.created_at, job.c.instance_id, job.c.token)
    )
    if agency_id:
        query = query.where(job.c.agency_id == agency_id)
    if instance_id:
        query = query.where(job.c.instance_id == instance_id)
    return [JobRecord(*row) for row in connection.execute(query.limit(limit))]


def any_due(connection: Connection, handlers: Collection[str], now: datetime) -> bool:
    """Tell whether a job of one of `handlers` is due: a look that takes no lock."""
    found = connection.execute(_DUE, {"handlers": sorted(handlers), "now": now})
    return found.first() is not None


def next_due(connection: Connection, handlers: Collection[str]) -> datetime | None:
    """Return the earliest instant at which a job of one of `handlers` is due."""
    return connection.execute(_NEXT_DUE, {"handlers": sorted(handlers)}).scalar()


def take(
    connection: Connection, handlers: Collection[str], now: datetime, until: datetime
) -> JobRecord | None:
    """Take the job that has been due longest; it is nobody else's before `until`."""
    row = connection.execute(
        _TAKE, {"handlers": sorted(handlers), "now": now, "until": until}
    ).one_or_none()
    return JobRecord(*row) if row else None


def give_back(connection: Connection, taken: JobRecord, next_at: datetime, error: str) -> None:
    """Let a job that did not succeed be taken again at `next_at`, unless it is another's by now."""
    connection.execute(
        _END.where(job.c.state == "running"),
        {
            "wanted": taken.id,
            "taken": taken.attempts,
            "state": "ready",
            "next_at": next_at,
            "error": error,
        },
    )


def add(work: UnitOfWork, records: Sequence[JobRecord]) -> None:
    """Write new jobs."""
    rows = [{name: getattr(record, name) for name in _COLUMNS} for record in records]
    if rows:
        work.write(_ADD, rows)


def change(work: UnitOfWork, before: JobRecord, values: dict[str, Any]) -> None:
    """Write changed columns of an open job, unless somebody has taken or ended it meanwhile."""
    work.guard(_END, {"wanted": before.id, "taken": before.attempts, **values})
