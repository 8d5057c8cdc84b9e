"""Lists of instances as pages show them: what may be seen, searched, counted and paged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from storage.rows import dicts
from storage.schema import IS_OPEN, agency, definition, instance, work_item
from storage.sights import Sight, visible


@dataclass(frozen=True, slots=True)
class InstanceFilter:
    """Which instances: what may be seen of them, and what narrows that.

    `text` is looked for in titles and names of SOPs; `status` "" is every one.
    """

    sight: Sight
    text: str = ""
    status: str = ""
    limit: int = 25
    offset: int = 0


def page(connection: Connection, wanted: InstanceFilter) -> list[dict[str, Any]]:
    """Return one page of instances, the newest first."""
    query = (
        select(
            instance.c.id,
            instance.c.agency_id,
            instance.c.title,
            instance.c.status,
            instance.c.started_at,
            instance.c.started_by,
            instance.c.ended_at,
            instance.c.incidents,
            definition.c.key,
            definition.c.version,
            definition.c.name,
            agency.c.name.label("agency_name"),
        )
        .join(definition, definition.c.id == instance.c.definition_id)
        .join(agency, agency.c.id == instance.c.agency_id)
        .where(*_narrowed(wanted))
        .order_by(instance.c.started_at.desc(), instance.c.id.desc())
        .limit(wanted.limit)
        .offset(wanted.offset)
    )
    if wanted.status:
        query = query.where(instance.c.status == wanted.status)
    return dicts(connection, query)


def counts(connection: Connection, wanted: InstanceFilter) -> dict[str, int]:
    """Return how many instances there are of each status, whichever is asked for."""
    query = (
        select(instance.c.status, func.count())
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(*_narrowed(wanted))
        .group_by(instance.c.status)
    )
    return {status: int(count) for status, count in connection.execute(query)}


def open_items(connection: Connection, instances: Sequence[str]) -> list[dict[str, Any]]:
    """Return the open work items of some instances, the nearest deadline first, in one query."""
    query = (
        select(
            work_item.c.instance_id,
            work_item.c.step,
            work_item.c.name,
            work_item.c.lane,
            work_item.c.state,
            work_item.c.deadline_at,
        )
        .where(work_item.c.instance_id.in_(instances), IS_OPEN)
        .order_by(work_item.c.deadline_at.is_(None), work_item.c.deadline_at, work_item.c.token)
    )
    return dicts(connection, query)


def _narrowed(wanted: InstanceFilter) -> list[ColumnElement[bool]]:
    asked = (
        or_(
            instance.c.title.icontains(word, autoescape=True),
            definition.c.name.icontains(word, autoescape=True),
        )
        for word in wanted.text.split()
    )
    return [visible(wanted.sight), *asked]
