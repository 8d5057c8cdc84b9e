"""What screens, lists and reports read. Nothing here changes anything."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    ScalarSelect,
    Select,
    Table,
    Text,
    TextClause,
    cast,
    func,
    select,
    union_all,
)

from storage.rows import dicts
from storage.schema import (
    IS_OPEN,
    agency,
    api_token,
    definition,
    incident,
    instance,
    job,
    officer,
    work_item,
)
from storage.timeschema import channel, notice, obligation
from storage.webschema import webhook


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which open work items: each part that is given narrows them.

    `positions` and `lanes` are the posts somebody holds and the lanes that mean one of them; with
    `officer` they make "mine": what I have, and what I may take.
    """

    agency: str | None = None
    instance: str | None = None
    officer: str | None = None
    positions: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    limit: int = 1000


TASK_ORDER: Final = (
    func.coalesce(work_item.c.deadline_at, work_item.c.ready_at),
    work_item.c.instance_id,
    work_item.c.token,
)
"""The nearest deadline first."""


def tasks(connection: Connection, wanted: TaskFilter) -> list[dict[str, Any]]:
    """Return open work items with their instance and SOP, the nearest deadline first."""
    query = task_rows(wanted).order_by(*TASK_ORDER).limit(wanted.limit)
    return dicts(connection, query)


def task_rows(wanted: TaskFilter) -> Select[Any]:
    """Return the query for open work items with their instance and SOP, in no order."""
    return (
        select(
            *work_item.c,
            instance.c.title,
            instance.c.status.label("instance_status"),
            definition.c.key,
            definition.c.version,
            agency.c.revision.label("agency_revision"),
        )
        .join(instance, instance.c.id == work_item.c.instance_id)
        .join(definition, definition.c.id == instance.c.definition_id)
        .join(agency, agency.c.id == work_item.c.agency_id)
        .where(*_conditions(wanted))
    )


def task_count(connection: Connection, wanted: TaskFilter) -> int:
    """Return how many open work items `tasks` would find without its limit."""
    query = select(func.count()).select_from(work_item).where(*_conditions(wanted))
    return int(connection.scalar(query) or 0)


def work_items(connection: Connection, instance_id: str) -> list[dict[str, Any]]:
    """Return every work item of an instance, open and closed, in the order they appeared."""
    query = (
        select(work_item).where(work_item.c.instance_id == instance_id).order_by(work_item.c.token)
    )
    return dicts(connection, query)


def instances(
    connection: Connection, agency: str | None, status: str | None, limit: int
) -> list[dict[str, Any]]:
    """Return instances with their SOP and how many work items are open, the newest first."""
    query = instance_rows(status).order_by(instance.c.started_at.desc(), instance.c.id).limit(limit)
    if agency:
        query = query.where(instance.c.agency_id == agency)
    return dicts(connection, query)


def instance_rows(status: str | None) -> Select[Any]:
    """Return the query for instances with their SOP and how much is open, in no order."""
    opened = (
        select(func.count())
        .where(work_item.c.instance_id == instance.c.id, IS_OPEN)
        .scalar_subquery()
    )
    query = select(
        instance.c.id,
        instance.c.agency_id,
        instance.c.title,
        instance.c.status,
        instance.c.started_at,
        instance.c.ended_at,
        instance.c.incidents,
        definition.c.key,
        definition.c.version,
        definition.c.name,
        opened.label("open"),
    ).join(definition, definition.c.id == instance.c.definition_id)
    return query.where(instance.c.status == status) if status else query


def agency_of(connection: Connection, kind: str, id: str) -> str | None:
    """Return the agency of a work item, instance, incident, job, obligation or channel."""
    tables = {
        "work item": work_item,
        "instance": instance,
        "incident": incident,
        "job": job,
        "obligation": obligation,
        "channel": channel,
        "webhook": webhook,
    }
    table = tables[kind]
    return connection.execute(select(table.c.agency_id).where(table.c.id == id)).scalar()


def ids_ending(connection: Connection, kind: str, ending: str) -> list[str]:
    """Return ids that end so, at most two, which tells whether there is only one.

    `kind` is "work item", "instance", "incident", "job", "obligation" or "token". It looks through
    the index of ids, not through the table: some 45 bytes for each id there ever was.
    """
    table = {
        "work item": work_item,
        "instance": instance,
        "incident": incident,
        "job": job,
        "obligation": obligation,
        "token": api_token,
        "channel": channel,
        "notice": notice,
        "webhook": webhook,
    }[kind]
    text = cast(table.c.id, Text)
    query = select(table.c.id).where(text.endswith(ending, autoescape=True)).limit(2)
    return list(connection.scalars(query))


def agencies(connection: Connection) -> list[dict[str, Any]]:
    """Return agencies, with how many SOPs are in force, instances run and officers there are."""
    in_force = _count(definition, definition.c.status == "active")
    running = _count(instance, instance.c.status == "active")
    query = select(
        agency.c.id,
        agency.c.name,
        agency.c.zone,
        in_force.label("definitions"),
        running.label("running"),
        _count(officer).label("officers"),
    ).order_by(agency.c.id)
    return dicts(connection, query)


def _count(table: Table, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    own = table.c.agency_id == agency.c.id
    return select(func.count()).where(own, *conditions).scalar_subquery()


def _conditions(wanted: TaskFilter) -> list[ColumnElement[bool] | TextClause]:
    conditions: list[ColumnElement[bool] | TextClause] = []
    if wanted.officer:
        conditions.append(work_item.c.id.in_(_on_the_list_of(wanted)))
    else:
        conditions.append(IS_OPEN)
        if wanted.agency:
            conditions.append(work_item.c.agency_id == wanted.agency)
    if wanted.instance:
        conditions.append(work_item.c.instance_id == wanted.instance)
    return conditions


def _on_the_list_of(wanted: TaskFilter) -> CompoundSelect[str]:
    """Return the ids of what an officer has and may take: three searches, each with its index.

    As one condition with OR, SQLite would look through all open work of the agency.
    """
    found = select(work_item.c.id).where(work_item.c.agency_id == wanted.agency, IS_OPEN)
    free = found.where(work_item.c.officer.is_(None))
    mine = found.where(work_item.c.officer == wanted.officer)
    posts = free.where(work_item.c.position_id.in_(wanted.positions))
    shared = free.where(work_item.c.position_id.is_(None), work_item.c.lane_key.in_(wanted.lanes))
    return union_all(*(each.correlate(None) for each in (mine, posts, shared)))
