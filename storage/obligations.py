"""Obligations: what must be done by when, open or closed, and when the next look at one is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from storage.prepared import Prepared
from storage.timeschema import obligation
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class ObligationRecord:
    """That a step, an answer to it, an instance or a legal date be met by its deadline."""

    id: str
    agency_id: str
    instance_id: str
    work_item_id: str | None
    kind: str
    label: str
    standard: str
    calendar: str
    base_at: datetime
    frozen: Any
    deadline_at: datetime
    provisional: bool
    paused_at: datetime | None
    compliance: str
    closed_at: datetime | None
    fired: int
    next_check_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    snoozed_until: datetime | None
    error: str
    told_at: datetime | None


UNADOPTED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When those are to be looked at that an upgrade has laid out without their standard."""

_COLUMNS = [column.name for column in obligation.c]

# Made once: building a statement costs more than SQLite takes to run it.
_FIND = Prepared(select(obligation).where(obligation.c.id == bindparam("wanted")))
_OF = (
    select(obligation)
    .where(obligation.c.instance_id == bindparam("instance"))
    .order_by(obligation.c.id)
)
_ALL_OF = Prepared(_OF)
_OPEN_OF = Prepared(_OF.where(obligation.c.closed_at.is_(None)))
_OF_WORK_ITEM = Prepared(
    select(obligation)
    .where(obligation.c.work_item_id == bindparam("work_item"))
    .order_by(obligation.c.id)
)
_OPEN_AMONG = (
    select(obligation)
    .where(obligation.c.id.in_(bindparam("ids", expanding=True)), obligation.c.closed_at.is_(None))
    .order_by(obligation.c.id)
)
_ADD = Prepared(insert(obligation))
_CHANGE = Prepared(
    update(obligation).where(
        obligation.c.id == bindparam("wanted"),
        obligation.c.fired == bindparam("seen"),
        obligation.c.closed_at.is_(None),
    )
)
_CLOSE_OF_ITEM = Prepared(
    update(obligation).where(
        obligation.c.work_item_id == bindparam("work_item"), obligation.c.closed_at.is_(None)
    )
)
_DUE = (
    select(obligation.c.id)
    .where(obligation.c.next_check_at <= bindparam("now"))
    .order_by(obligation.c.next_check_at)
    .limit(bindparam("most"))
)
# Materialised, the rows are picked once: with IN (SELECT ... LIMIT ... FOR UPDATE) PostgreSQL may
# run the subquery again for each row and take more of them.
_PICKED = _DUE.with_for_update(skip_locked=True).cte("picked").prefix_with("MATERIALIZED")
_TAKE = (
    update(obligation)
    .where(obligation.c.id.in_(select(_PICKED.c.id)))
    .values(next_check_at=bindparam("until"))
    .returning(obligation.c.id)
)
_NEXT_CHECK = (
    select(obligation.c.next_check_at)
    .where(obligation.c.next_check_at.is_not(None))
    .order_by(obligation.c.next_check_at)
    .limit(1)
)


def find(connection: Connection, id: str) -> ObligationRecord | None:
    """Return the obligation with that id."""
    for row in _FIND.rows(connection, {"wanted": id}):
        return ObligationRecord(*row)
    return None


def open_of(connection: Connection, instance_id: str) -> list[ObligationRecord]:
    """Return the open obligations of an instance, in the order they arose."""
    rows = _OPEN_OF.rows(connection, {"instance": instance_id})
    return [ObligationRecord(*row) for row in rows]


def all_of(connection: Connection, instance_id: str) -> list[ObligationRecord]:
    """Return every obligation of an instance, in the order they arose."""
    rows = _ALL_OF.rows(connection, {"instance": instance_id})
    return [ObligationRecord(*row) for row in rows]


def of_work_item(connection: Connection, work_item_id: str) -> list[ObligationRecord]:
    """Return every obligation of a work item, in the order they arose."""
    rows = _OF_WORK_ITEM.rows(connection, {"work_item": work_item_id})
    return [ObligationRecord(*row) for row in rows]


def open_among(connection: Connection, ids: Iterable[str]) -> list[ObligationRecord]:
    """Return those of some obligations that are open, in the order they arose."""
    return [ObligationRecord(*row) for row in connection.execute(_OPEN_AMONG, {"ids": list(ids)})]


def unadopted(connection: Connection, limit: int) -> list[str]:
    """Return the instances that have such ones as an upgrade has laid out."""
    query = (
        select(obligation.c.instance_id)
        .where(obligation.c.next_check_at == UNADOPTED)
        .distinct()
        .limit(limit)
    )
    return list(connection.scalars(query))


def add(work: UnitOfWork, records: Sequence[ObligationRecord]) -> None:
    """Write new obligations."""
    rows = [{name: getattr(record, name) for name in _COLUMNS} for record in records]
    if rows:
        work.write(_ADD, rows)


def change(work: UnitOfWork, id: str, fired_seen: int, values: Mapping[str, Any]) -> None:
    """Write changed columns, unless it has been closed or another rung has fired meanwhile."""
    work.guard(_CHANGE, {"wanted": id, "seen": fired_seen, **values})


def change_all(work: UnitOfWork, rows: Sequence[tuple[str, int, Mapping[str, Any]]]) -> None:
    """Do as `change` does to many, by (id, fired, values), in one statement.

    The values of all have the same columns.
    """
    work.guard_all(_CHANGE, [{"wanted": id, "seen": fired, **values} for id, fired, values in rows])


def close_items(work: UnitOfWork, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Close what is open of some work items, by (work item, values), in one statement.

    It need not have been read for that: the instance's revision guards it.
    """
    if rows:
        work.write(_CLOSE_OF_ITEM, [{"work_item": id, **values} for id, values in rows])


def due(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Return the ids of those at which a look is due, longest due first: takes no lock."""
    return list(connection.scalars(_DUE, {"now": now, "most": limit}))


def take(connection: Connection, now: datetime, until: datetime, limit: int) -> list[str]:
    """Take those that have been due longest; they are nobody else's before `until`."""
    return list(connection.scalars(_TAKE, {"now": now, "most": limit, "until": until}))


def failing(connection: Connection) -> int:
    """Return how many open ones could not be looked at the last time."""
    marked = obligation.c.closed_at.is_(None), obligation.c.error != ""
    return int(connection.scalar(select(func.count()).where(*marked)) or 0)


def next_check(connection: Connection) -> datetime | None:
    """Return the earliest instant at which a look at one is due."""
    return connection.execute(_NEXT_CHECK).scalar()
