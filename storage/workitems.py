"""Work items: what lies, or lay, on somebody's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, insert, or_, select, update

from storage import instances
from storage.instances import InstanceRecord
from storage.prepared import Prepared
from storage.schema import IS_OPEN, instance, work_item
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class WorkItemRecord:
    """One step on somebody's list, open or closed."""

    id: str
    agency_id: str
    instance_id: str
    token: int
    node: str
    process: str
    step: str
    name: str
    lane: str
    lane_key: str
    position_id: str | None
    item: Any
    round: int
    state: str
    resume_state: str | None
    officer: str | None
    capacity: str
    assigned: bool
    ready_at: datetime
    claimed_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None
    deadline_at: datetime | None
    provisional: bool
    waited: int
    handled: int
    counting_from: datetime | None
    result: Any
    reason: str


_COLUMNS = [column.name for column in work_item.c]

# Made once: building a statement costs more than SQLite takes to run it.
_FIND = Prepared(select(work_item).where(work_item.c.id == bindparam("wanted")))
_OPEN_OF = Prepared(
    select(work_item)
    .where(work_item.c.instance_id == bindparam("instance"), IS_OPEN)
    .order_by(work_item.c.token)
)
_asked = work_item.alias("asked")
_beside = and_(
    work_item.c.instance_id == instance.c.id, or_(IS_OPEN, work_item.c.id == _asked.c.id)
)
# The state comes with the row asked for alone: a thousand open items must not bring it each.
_state = case((work_item.c.id == _asked.c.id, instance.c.state))
_WITH_INSTANCE = Prepared(
    select(*(_state if c is instance.c.state else c for c in instances.RECORD), *work_item.c)
    .select_from(
        instances.FROM.join(_asked, _asked.c.instance_id == instance.c.id).join(work_item, _beside)
    )
    .where(_asked.c.id == bindparam("wanted"))
    .order_by(work_item.c.token)
)
_ADD = Prepared(insert(work_item))
_CHANGE = Prepared(update(work_item).where(work_item.c.id == bindparam("wanted")))


def find(connection: Connection, id: str) -> WorkItemRecord | None:
    """Return the work item with that id."""
    for row in _FIND.rows(connection, {"wanted": id}):
        return WorkItemRecord(*row)
    return None


def open_of(connection: Connection, instance_id: str) -> list[WorkItemRecord]:
    """Return the open work items of an instance."""
    return [WorkItemRecord(*row) for row in _OPEN_OF.rows(connection, {"instance": instance_id})]


def with_instance(
    connection: Connection, id: str
) -> tuple[InstanceRecord, list[WorkItemRecord]] | None:
    """Return the instance of a work item with its open work items and the one asked for."""
    rows = _WITH_INSTANCE.rows(connection, {"wanted": id})
    if not rows:
        return None
    width = len(instances.RECORD)
    items = [WorkItemRecord(*row[width:]) for row in rows]
    asked = next(row for row, item in zip(rows, items, strict=True) if item.id == id)
    return InstanceRecord(*asked[:width]), items


def closed_of(connection: Connection, instance_id: str) -> list[WorkItemRecord]:
    """Return what people have completed or returned in an instance, latest first."""
    query = (
        select(work_item)
        .where(
            work_item.c.instance_id == instance_id,
            work_item.c.state.in_(("completed", "returned")),
        )
        .order_by(work_item.c.closed_at.desc(), work_item.c.token.desc())
    )
    return [WorkItemRecord(*row) for row in connection.execute(query)]


def add(work: UnitOfWork, records: Sequence[WorkItemRecord]) -> None:
    """Write new work items."""
    rows = [{name: getattr(record, name) for name in _COLUMNS} for record in records]
    if rows:
        work.write(_ADD, rows)


def change(work: UnitOfWork, ids: Sequence[str], values: dict[str, Any]) -> None:
    """Give the same new values to some work items. The instance's revision guards it."""
    work.write(_CHANGE, [{"wanted": id, **values} for id in ids])
