"""The list of tasks of one officer: what they have and what they may take, counted and paged.

Each search goes through an index of open work of its own; only the rows of one page are joined
with their instance and SOP, however much work lies there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)

from storage.rows import dicts
from storage.schema import IS_OPEN, agency, definition, instance, work_item

Share = Literal["", "mine", "shared"]
Urgency = Literal["", "near", "late"]


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """Whose list, and what narrows it.

    `positions` and `lanes` are the posts the officer holds and the lanes that mean one of them;
    `anything` is an agency without posts, where everybody may take everything. A deadline before
    `near_until` is near, one before `now` is past. `text` is looked for in names and titles.
    """

    agency: str
    officer: str
    positions: tuple[str, ...]
    lanes: tuple[str, ...]
    now: datetime
    near_until: datetime
    anything: bool = False
    share: Share = ""
    urgency: Urgency = ""
    text: str = ""
    limit: int = 25
    offset: int = 0


def page(connection: Connection, wanted: InboxFilter) -> list[dict[str, Any]]:
    """Return one page of the list, the nearest deadline first; what has none by its arrival."""
    listed = _listed(wanted)
    chosen = (
        select(listed.c.id, listed.c.sort_at)
        .where(_urgent(listed, wanted))
        .order_by(listed.c.sort_at, listed.c.id)
        .limit(wanted.limit)
        .offset(wanted.offset)
        .subquery("chosen")
    )
    query = (
        select(
            *work_item.c,
            instance.c.title,
            instance.c.started_by,
            instance.c.started_at.label("instance_started_at"),
            instance.c.definition_id,
            definition.c.key,
            definition.c.version,
            definition.c.name.label("sop"),
            agency.c.revision.label("agency_revision"),
        )
        .select_from(chosen)
        .join(work_item, work_item.c.id == chosen.c.id)
        .join(instance, instance.c.id == work_item.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .join(agency, agency.c.id == work_item.c.agency_id)
        .order_by(chosen.c.sort_at, chosen.c.id)
    )
    return dicts(connection, query)


def counts(connection: Connection, wanted: InboxFilter) -> dict[str, int]:
    """Return how many there are of each kind, whichever `share` and `urgency` are asked for."""
    listed = _listed(replace(wanted, share=""))
    near = replace(wanted, urgency="near")
    late = replace(wanted, urgency="late")
    columns = {
        "mine": listed.c.officer.is_not(None),
        "shared": listed.c.officer.is_(None),
        "near": _urgent(listed, near),
        "late": _urgent(listed, late),
    }
    query = select(
        func.count().label("all"),
        *(func.sum(case((each, 1), else_=0)).label(name) for name, each in columns.items()),
    ).select_from(listed)
    return {
        name: int(count or 0) for name, count in connection.execute(query).one()._asdict().items()
    }


def senders(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return whose step brought each work item: the one that was closed when it appeared."""
    before = work_item.alias("before")
    query = (
        select(
            work_item.c.id,
            before.c.officer,
            before.c.capacity,
            before.c.step,
            before.c.name,
            before.c.state,
            before.c.reason,
        )
        .join(
            before,
            (before.c.instance_id == work_item.c.instance_id)
            & (before.c.closed_at == work_item.c.ready_at),
        )
        .where(work_item.c.id.in_(ids), before.c.state.in_(("completed", "returned")))
        .order_by(before.c.token)
    )
    return {row["id"]: row for row in dicts(connection, query)}


def _listed(wanted: InboxFilter) -> Subquery:
    """Return id, officer, state and deadline of everything on the list: a search for each index.

    As one condition with OR, SQLite would look through all open work of the agency.
    """
    found = _searched(wanted).where(work_item.c.agency_id == wanted.agency, IS_OPEN)
    mine = found.where(work_item.c.officer == wanted.officer)
    free = found.where(work_item.c.officer.is_(None))
    if wanted.anything:
        branches = [mine, free]
    else:
        nobodys = free.where(work_item.c.position_id.is_(None))
        branches = [
            mine,
            free.where(work_item.c.position_id.in_(wanted.positions)),
            nobodys.where(work_item.c.lane_key.in_(wanted.lanes)),
        ]
    chosen = {"": branches, "mine": branches[:1], "shared": branches[1:]}[wanted.share]
    return union_all(*chosen).subquery("listed")


def _searched(wanted: InboxFilter) -> Select[Any]:
    query = select(
        work_item.c.id,
        work_item.c.officer,
        work_item.c.state,
        work_item.c.deadline_at,
        func.coalesce(work_item.c.deadline_at, work_item.c.ready_at).label("sort_at"),
    )
    words = wanted.text.split()
    if not words:
        return query
    texts = (work_item.c.name, instance.c.title, definition.c.name)
    return (
        query.join(instance, instance.c.id == work_item.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(*(or_(*(text.icontains(word, autoescape=True) for text in texts)) for word in words))
    )


def _urgent(listed: Subquery, wanted: InboxFilter) -> ColumnElement[bool]:
    running = listed.c.state != "suspended"
    match wanted.urgency:
        case "late":
            return running & (listed.c.deadline_at < wanted.now)
        case "near":
            return running & listed.c.deadline_at.between(wanted.now, wanted.near_until)
        case _:
            return true()
