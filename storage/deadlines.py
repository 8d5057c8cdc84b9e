"""The open deadlines of an agency, read and moved all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from storage.schema import IS_OPEN, instance, work_item
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """An open work item with a deadline, and of its instance what extending its trail takes."""

    id: str
    process: str
    node: str
    step: str
    name: str
    ready_at: datetime
    deadline_at: datetime
    provisional: bool
    instance_id: str
    definition_id: str
    title: str
    revision: int
    audit_seq: int
    audit_hash: str


_ITEM = ("id", "process", "node", "step", "name", "ready_at", "deadline_at", "provisional")
_INSTANCE = ("id", "definition_id", "title", "revision", "audit_seq", "audit_hash")
_OPEN_OF = (
    select(*(work_item.c[name] for name in _ITEM), *(instance.c[name] for name in _INSTANCE))
    .join(instance, instance.c.id == work_item.c.instance_id)
    .where(
        work_item.c.agency_id == bindparam("agency"),
        IS_OPEN,
        work_item.c.deadline_at.is_not(None),
    )
    .order_by(work_item.c.instance_id, work_item.c.token)
)
_MOVE = update(work_item).where(work_item.c.id == bindparam("wanted"))


def open_of(connection: Connection, agency_id: str) -> list[OpenDeadline]:
    """Return every open deadline of an agency, those of one instance together."""
    return [OpenDeadline(*row) for row in connection.execute(_OPEN_OF, {"agency": agency_id})]


def move(work: UnitOfWork, moved: Sequence[tuple[str, datetime, bool]]) -> None:
    """Give work items (by id) new deadlines, each provisional or not, in one statement.

    The revisions of their instances guard it.
    """
    if moved:
        work.write(
            _MOVE,
            [
                {"wanted": id, "deadline_at": deadline, "provisional": provisional}
                for id, deadline, provisional in moved
            ],
        )
