"""What reports and dashboards read: steps closed in a period, late ones, what is open now.

Each is found by an index, so that what was closed before a period costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
)

from storage.rows import dicts
from storage.schema import IS_OPEN, definition, instance, work_item
from storage.timeschema import PENDING, obligation

_CHUNK: Final = 2000


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work: that of an agency, or only of some of its posts.

    `lanes` are the keys of the lanes that mean one of `positions`, for work that is nobody's own;
    None is everybody's.
    """

    agency: str
    positions: tuple[str, ...] | None = None
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was closed, or is late and open; `compliance` is None without an obligation.

    `at` is when it was closed; of an open one its deadline. `by_claim` tells that its standard
    counts from the claim.
    """

    instance_id: str
    key: str
    process: str
    node: str
    step: str
    name: str
    lane: str
    position_id: str | None
    state: str
    round: int
    waited: int
    handled: int
    at: datetime
    compliance: str | None
    standard: str | None
    calendar: str | None
    by_claim: bool


_STEP: Final = (
    work_item.c.instance_id,
    definition.c.key,
    work_item.c.process,
    work_item.c.node,
    work_item.c.step,
    work_item.c.name,
    work_item.c.lane,
    work_item.c.position_id,
    work_item.c.state,
    work_item.c.round,
    work_item.c.waited,
    work_item.c.handled,
)
_OBLIGED: Final = (
    obligation.c.compliance,
    obligation.c.standard,
    obligation.c.calendar,
    # It counts from the arrival or from the claim, and keeps that instant whatever comes after.
    func.coalesce(obligation.c.base_at > work_item.c.ready_at, false()),
)
_OF_STEP: Final = and_(obligation.c.work_item_id == work_item.c.id, obligation.c.kind == "step")


def closed_steps(
    connection: Connection, scope: Scope, since: datetime, until: datetime
) -> Iterator[StepRow]:
    """Yield the steps closed from `since` to before `until`."""
    # The obligation of a step is closed with it. Saying so keeps PostgreSQL from reading them all.
    closed_then = (
        obligation.c.agency_id == scope.agency,
        obligation.c.closed_at >= since,
        obligation.c.closed_at < until,
    )
    query = (
        _with_instance(select(*_STEP, work_item.c.closed_at, *_OBLIGED))
        .outerjoin(obligation, and_(_OF_STEP, *closed_then))
        .where(
            within(scope),
            work_item.c.closed_at >= since,
            work_item.c.closed_at < until,
        )
    )
    yield from _rows(connection, query)


def late_steps(
    connection: Connection, scope: Scope, since: datetime, until: datetime, now: datetime
) -> Iterator[StepRow]:
    """Yield the open steps whose deadline was from `since` to before `until` and has passed.

    One that is put aside is late only if it was so before.
    """
    query = (
        _with_instance(select(*_STEP, obligation.c.deadline_at, *_OBLIGED))
        .join(obligation, _OF_STEP)
        .where(
            within(scope),
            PENDING,
            obligation.c.agency_id == scope.agency,
            obligation.c.deadline_at >= since,
            obligation.c.deadline_at < min(until, now),
            or_(
                obligation.c.paused_at.is_(None),
                obligation.c.deadline_at < obligation.c.paused_at,
            ),
        )
    )
    yield from _rows(connection, query)


def judged_wholes(
    connection: Connection, scope: Scope, since: datetime, until: datetime
) -> list[tuple[str, str, str, int]]:
    """Return (SOP, kind, compliance, how many) of the wholes and legal dates closed in a period."""
    query = (
        select(definition.c.key, obligation.c.kind, obligation.c.compliance, func.count())
        .join(instance, instance.c.id == obligation.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(
            obligation.c.agency_id == scope.agency,
            obligation.c.closed_at >= since,
            obligation.c.closed_at < until,
            obligation.c.kind.in_(("whole", "legal")),
        )
        .group_by(definition.c.key, obligation.c.kind, obligation.c.compliance)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def open_counts(
    connection: Connection, scope: Scope, now: datetime, near: datetime
) -> list[dict[str, Any]]:
    """Return the open work by SOP, lane and post: how many, late, due before `near`, untaken.

    What is put aside is neither late nor near.
    """
    running = work_item.c.state != "suspended"
    deadline = work_item.c.deadline_at
    query = (
        _with_instance(
            select(
                definition.c.key,
                work_item.c.process,
                work_item.c.lane,
                work_item.c.position_id,
                func.count().label("open"),
                _count(running, deadline < now).label("late"),
                _count(running, deadline >= now, deadline < near).label("near"),
                _count(work_item.c.state == "ready").label("waiting"),
                _count(work_item.c.state == "suspended").label("suspended"),
            )
        )
        .where(within(scope), IS_OPEN)
        .group_by(definition.c.key, work_item.c.process, work_item.c.lane, work_item.c.position_id)
    )
    return dicts(connection, query)


def oldest(connection: Connection, scope: Scope, limit: int) -> list[dict[str, Any]]:
    """Return the open work that has lain longest, the oldest first."""
    query = (
        _with_instance(
            select(*work_item.c, instance.c.title, definition.c.key, definition.c.version)
        )
        .where(within(scope), IS_OPEN)
        .order_by(work_item.c.ready_at, work_item.c.id)
        .limit(limit)
    )
    return dicts(connection, query)


def titles(connection: Connection, agency: str) -> dict[str, tuple[str, bool]]:
    """Return the name of each SOP of an agency by its key, and whether a version is in force."""
    query = (
        select(definition.c.key, definition.c.name, definition.c.status)
        .where(definition.c.agency_id == agency)
        .order_by(definition.c.key, definition.c.version)
    )
    found: dict[str, tuple[str, bool]] = {}
    for key, name, status in connection.execute(query):
        known, in_force = found.get(key, ("", False))
        active = status == "active"
        found[key] = (known, True) if in_force and not active else (name, active or in_force)
    return found


def _with_instance(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(work_item)
        .join(instance, instance.c.id == work_item.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
    )


def within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a work item is in `scope`."""
    here = work_item.c.agency_id == scope.agency
    if scope.positions is None:
        return here
    shared = and_(work_item.c.position_id.is_(None), work_item.c.lane_key.in_(scope.lanes))
    return and_(here, or_(work_item.c.position_id.in_(scope.positions), shared))


def _count(*conditions: ColumnElement[bool] | TextClause) -> ColumnElement[int]:
    return func.sum(case((and_(true(), *conditions), 1), else_=0))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[StepRow]:
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        yield StepRow(*row)
