"""The open deadlines of an agency, read and moved all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from storage import obligations
from storage.obligations import ObligationRecord
from storage.schema import instance, work_item
from storage.timeschema import PENDING, obligation
from storage.unitofwork import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenDeadline:
    """An open obligation, the step it is about, and what extending its instance's trail takes.

    The parts of the step are "" where it is about the instance as a whole.
    """

    owed: ObligationRecord
    process: str
    node: str
    step: str
    name: str
    lane: str
    definition_id: str
    title: str
    revision: int
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """An open obligation as it was, and what becomes of it."""

    owed: ObligationRecord
    deadline_at: datetime
    provisional: bool
    next_check_at: datetime | None


_STEP = ("process", "node", "step", "name", "lane")
_INSTANCE = ("definition_id", "title", "revision", "audit_seq", "audit_hash")
_OPEN_OF = (
    select(
        *obligation.c,
        *(func.coalesce(work_item.c[name], "") for name in _STEP),
        *(instance.c[name] for name in _INSTANCE),
    )
    .join(instance, instance.c.id == obligation.c.instance_id)
    .join(work_item, work_item.c.id == obligation.c.work_item_id, isouter=True)
    .where(obligation.c.agency_id == bindparam("agency"), PENDING)
    .order_by(obligation.c.instance_id, obligation.c.base_at, obligation.c.id)
)
_MOVE = update(work_item).where(work_item.c.id == bindparam("wanted"))


def open_of(connection: Connection, agency_id: str) -> list[OpenDeadline]:
    """Return every open deadline of an agency, those of one instance together."""
    width = len(obligation.c)
    rows = connection.execute(_OPEN_OF, {"agency": agency_id})
    return [OpenDeadline(ObligationRecord(*row[:width]), *row[width:]) for row in rows]


def move(work: UnitOfWork, moved: Sequence[NewDeadline]) -> None:
    """Give obligations and their work items new deadlines, in one statement each.

    The whole unit is Stale where a rung of one has fired meanwhile; the revisions of their
    instances guard the rest.
    """
    dates = [(each, _dates(each)) for each in moved]
    obligations.change_all(
        work,
        [
            (each.owed.id, each.owed.fired, {**new, "next_check_at": each.next_check_at})
            for each, new in dates
        ],
    )
    rows = [
        {"wanted": each.owed.work_item_id, **new} for each, new in dates if each.owed.work_item_id
    ]
    if rows:
        work.write(_MOVE, rows)


def _dates(each: NewDeadline) -> dict[str, object]:
    return {"deadline_at": each.deadline_at, "provisional": each.provisional}
