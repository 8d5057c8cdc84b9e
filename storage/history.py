"""How the last runs of an SOP went: what a forecast from history is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from storage.schema import definition, instance, work_item

MOST_RUNS: Final = 200
"""How many runs back history goes: an office changes."""


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was done: where, in which round, and the working seconds it took in all.

    Of several people at it at once (`ready_at` is the same) the last one counts.
    """

    instance_id: str
    ended: bool
    process: str
    node: str
    ready_at: datetime
    round: int
    seconds: int


def steps(connection: Connection, agency: str, key: str) -> Sequence[Past]:
    """Return the steps done in the last runs of an SOP, of all its versions."""
    runs = (
        select(instance.c.id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(
            definition.c.agency_id == agency,
            definition.c.key == key,
            instance.c.status != "cancelled",
        )
        .order_by(instance.c.started_at.desc(), instance.c.id.desc())
        .limit(MOST_RUNS)
    )
    place = (
        work_item.c.instance_id,
        instance.c.status,
        work_item.c.process,
        work_item.c.node,
        work_item.c.ready_at,
        work_item.c.round,
    )
    query = (
        select(*place, func.max(work_item.c.waited + work_item.c.handled))
        .join(instance, instance.c.id == work_item.c.instance_id)
        .where(
            work_item.c.instance_id.in_(runs),
            work_item.c.state.in_(("completed", "returned")),
        )
        .group_by(*place)
    )
    return [Past(row[0], row[1] == "completed", *row[2:]) for row in connection.execute(query)]
