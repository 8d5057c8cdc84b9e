"""Work items: what lies, or lay, on somebody's list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.core.lifecycle import OPEN_STATES
from storage.schema import work_item
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
    result: Any
    reason: str


_COLUMNS = [column.name for column in work_item.c]

# Made once: building a statement costs more than SQLite takes to run it.
_FIND = select(work_item).where(work_item.c.id == bindparam("wanted"))
_OPEN_OF = (
    select(work_item)
    .where(
        work_item.c.instance_id == bindparam("instance"),
        work_item.c.state.in_(sorted(OPEN_STATES)) | (work_item.c.id == bindparam("also")),
    )
    .order_by(work_item.c.token)
)
_ADD = insert(work_item)
_CHANGE = update(work_item).where(work_item.c.id.in_(bindparam("wanted", expanding=True)))


def find(connection: Connection, id: str) -> WorkItemRecord | None:
    """Return the work item with that id."""
    row = connection.execute(_FIND, {"wanted": id}).one_or_none()
    return WorkItemRecord(*row) if row else None


def open_of(connection: Connection, instance_id: str, also: str = "") -> list[WorkItemRecord]:
    """Return the open work items of an instance, and the one with the id `also` in any state."""
    rows = connection.execute(_OPEN_OF, {"instance": instance_id, "also": also})
    return [WorkItemRecord(*row) for row in rows]


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
    work.write(_CHANGE, {"wanted": list(ids), **values})
