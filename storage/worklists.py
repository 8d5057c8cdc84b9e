"""Open work as supervisors read it: filtered, the nearest deadline first, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    case,
    func,
    or_,
    select,
    text,
)

from storage.quietenings import explained
from storage.reports import Scope, within
from storage.rows import dicts
from storage.schema import IS_OPEN, definition, instance, work_item
from storage.sights import Sight, visible
from storage.timeschema import PENDING, obligation

Standing = Literal["open", "late", "near", "waiting", "suspended"]

_PENDING: Final = text(f"obligation.{PENDING.text}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which open work: whose, how it stands, and of which SOP, lane and posts.

    `near` is where "near its deadline" ends. `lane` is the key of a lane, `shares` are pairs of a
    post and a lane as written, None for work that is nobody's own; None is every one.
    """

    scope: Scope
    standing: Standing
    near: datetime
    sop: str = ""
    lane: str | None = None
    shares: Collection[tuple[str | None, str]] | None = None
    limit: int = 25
    offset: int = 0


_ROWS: Final = (
    select(
        *work_item.c,
        instance.c.title,
        instance.c.status,
        definition.c.key,
        definition.c.version,
        definition.c.name.label("sop"),
    )
    .select_from(work_item)
    .join(instance, instance.c.id == work_item.c.instance_id)
    .join(definition, definition.c.id == instance.c.definition_id)
)


def page(connection: Connection, wanted: Wanted, now: datetime) -> list[dict[str, Any]]:
    """Return open work, the nearest deadline first, what has none last."""
    deadline = work_item.c.deadline_at
    query = (
        _ROWS.where(within(wanted.scope), IS_OPEN, *_conditions(wanted, now))
        .order_by(deadline.is_(None), deadline, work_item.c.ready_at, work_item.c.id)
        .limit(wanted.limit)
        .offset(wanted.offset)
    )
    return dicts(connection, query)


def one(connection: Connection, scope: Scope, id: str) -> dict[str, Any] | None:
    """Return a work item of that scope, open or closed; None where there is none."""
    query = _ROWS.where(within(scope), work_item.c.id == id)
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def owed(connection: Connection, work_items: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the open obligation of each of some work items, that with the nearest deadline."""
    query = (
        select(*obligation.c)
        .where(obligation.c.work_item_id.in_(work_items), _PENDING)
        .order_by(obligation.c.deadline_at.desc(), obligation.c.id)
    )
    rows = explained(connection, connection.execute(query).mappings().all())
    return {row["work_item_id"]: row for row in rows}


def open_nodes(
    connection: Connection, scope: Scope, sop: str, now: datetime
) -> dict[str, tuple[int, int]]:
    """Return how much work of an SOP is open at each of its nodes, and how much of that is late."""
    late = and_(work_item.c.state != "suspended", work_item.c.deadline_at < now)
    query = (
        select(work_item.c.node, func.count(), func.sum(case((late, 1), else_=0)))
        .select_from(work_item)
        .join(instance, instance.c.id == work_item.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(within(scope), IS_OPEN, of_sop(sop))
        .group_by(work_item.c.node)
    )
    return {node: (int(count), int(late)) for node, count, late in connection.execute(query)}


def dates(connection: Connection, sight: Sight, limit: int) -> list[dict[str, Any]]:
    """Return the open time limits of whole instances that may be seen, the nearest first."""
    query: Select[Any] = (
        select(
            obligation.c.kind,
            obligation.c.label,
            obligation.c.standard,
            obligation.c.calendar,
            obligation.c.frozen,
            obligation.c.deadline_at,
            obligation.c.provisional,
            obligation.c.paused_at,
            instance.c.id.label("instance_id"),
            instance.c.title,
            definition.c.name.label("sop"),
        )
        .join(instance, instance.c.id == obligation.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(_PENDING, obligation.c.kind.in_(("whole", "legal")), visible(sight))
        .order_by(obligation.c.deadline_at, obligation.c.id)
        .limit(limit)
    )
    return dicts(connection, query)


def of_sop(key: str) -> ColumnElement[bool]:
    """Return the condition that a step belongs to an SOP: its own, or as part of another run."""
    called = work_item.c.process.startswith(f"{key}@", autoescape=True)
    return or_(and_(work_item.c.process == "", definition.c.key == key), called)


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool] | TextClause]:
    found: list[ColumnElement[bool] | TextClause] = list(_standing(wanted, now))
    if wanted.sop:
        found.append(of_sop(wanted.sop))
    if wanted.lane is not None:
        found.append(work_item.c.lane_key == wanted.lane)
    if wanted.shares is not None:
        posts = {post for post, _ in wanted.shares if post is not None}
        shared = {lane for post, lane in wanted.shares if post is None}
        unowned = and_(work_item.c.position_id.is_(None), work_item.c.lane.in_(shared))
        found.append(or_(work_item.c.position_id.in_(posts), unowned))
    return found


def _standing(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    deadline, state = work_item.c.deadline_at, work_item.c.state
    if wanted.standing == "late":
        return [state != "suspended", deadline < now]
    if wanted.standing == "near":
        return [state != "suspended", deadline >= now, deadline < wanted.near]
    if wanted.standing == "waiting":
        return [state == "ready"]
    if wanted.standing == "suspended":
        return [state == "suspended"]
    return []
