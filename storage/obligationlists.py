"""Lists of obligations, as supervisors and screens read them. Nothing here changes anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, TextClause, bindparam, select, text

from storage.quietenings import explained
from storage.schema import definition, instance, work_item
from storage.timeschema import PENDING, obligation

State = Literal["pending", "late", "near", "closed"]
STATES: Final[tuple[str, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which obligations of an agency: all that are open, those late or soon due, or closed.

    `until` is where "soon" ends.
    """

    agency: str
    state: State
    until: datetime
    limit: int = 1000


_STEP = ("step", "node", "name", "lane", "position_id", "officer", "assigned")
_ROWS: Final = (
    select(
        *obligation.c,
        instance.c.title,
        definition.c.key,
        definition.c.version,
        *(work_item.c[name] for name in _STEP),
    )
    .join(instance, instance.c.id == obligation.c.instance_id)
    .join(definition, definition.c.id == instance.c.definition_id)
    .join(work_item, work_item.c.id == obligation.c.work_item_id, isouter=True)
)
_IS_OPEN: Final = text(f"obligation.{PENDING.text}")
_OF_INSTANCE: Final = _ROWS.where(obligation.c.instance_id == bindparam("instance")).order_by(
    obligation.c.base_at, obligation.c.id
)


def listed(connection: Connection, wanted: Wanted, now: datetime) -> list[dict[str, Any]]:
    """Return obligations, the nearest deadline first; of the closed ones the latest closed."""
    rows, closed = rows_of(wanted, now), obligation.c.closed_at
    order = closed.desc() if wanted.state == "closed" else obligation.c.deadline_at
    query = rows.order_by(order, obligation.c.id).limit(wanted.limit)
    return explained(connection, connection.execute(query).mappings().all())


def rows_of(wanted: Wanted, now: datetime) -> Select[Any]:
    """Return the query for obligations with what owes them, in no order."""
    here = _ROWS.where(obligation.c.agency_id == wanted.agency)
    if wanted.state == "closed":
        return here.where(obligation.c.closed_at.is_not(None))
    return here.where(_IS_OPEN, *_conditions(wanted, now))


def of_instance(connection: Connection, instance_id: str) -> list[dict[str, Any]]:
    """Return every obligation of an instance, in the order they arose."""
    rows = connection.execute(_OF_INSTANCE, {"instance": instance_id})
    return explained(connection, rows.mappings().all())


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool] | TextClause]:
    deadline = obligation.c.deadline_at
    running = obligation.c.paused_at.is_(None)
    if wanted.state == "late":
        return [running, deadline < now]
    if wanted.state == "near":
        return [running, deadline >= now, deadline <= wanted.until]
    return []
