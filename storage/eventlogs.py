"""What an event log is made of: the instances started in a period, their work and their trails."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select, tuple_

from storage.rows import dicts
from storage.schema import definition, event, instance, work_item

_PAGE: Final = 200

KINDS: Final = (
    "WorkItemOpened",
    "WorkItemClaimed",
    "WorkItemReleased",
    "WorkItemStarted",
    "WorkItemReassigned",
    "WorkItemDelegated",
    "WorkItemCompleted",
    "WorkItemReturned",
    "WorkItemCancelled",
    "InstanceSuspended",
    "InstanceResumed",
)
"""The facts of the trail that become events of the log."""


@dataclass(frozen=True, slots=True)
class Run:
    """One instance with its work items, by id, and its trail in order."""

    instance: Mapping[str, Any]
    items: Mapping[str, Mapping[str, Any]]
    trail: Sequence[Mapping[str, Any]]


def runs(
    connection: Connection, agency: str, key: str, since: datetime, until: datetime
) -> Iterator[Run]:
    """Yield the instances of an agency started from `since` to before `until`, oldest first.

    Only those of the SOP `key` unless it is "". They are read page by page.
    """
    order = (instance.c.started_at, instance.c.id)
    query = (
        select(
            *(instance.c[name] for name in ("id", "title", "status", "started_at", "ended_at")),
            definition.c.key,
            definition.c.version,
            definition.c.name,
        )
        .join(definition, definition.c.id == instance.c.definition_id)
        .where(
            instance.c.agency_id == agency,
            instance.c.started_at >= since,
            instance.c.started_at < until,
        )
        .order_by(*order)
        .limit(_PAGE)
    )
    if key:
        query = query.where(definition.c.key == key)
    page = dicts(connection, query)
    while page:
        yield from _filled(connection, page)
        last = tuple_(*(page[-1][column.name] for column in order), types=[c.type for c in order])
        page = dicts(connection, query.where(tuple_(*order) > last))


def _filled(connection: Connection, page: Sequence[Mapping[str, Any]]) -> Iterator[Run]:
    ids = [row["id"] for row in page]
    work: dict[str, dict[str, Mapping[str, Any]]] = {id: {} for id in ids}
    trails: dict[str, list[Mapping[str, Any]]] = {id: [] for id in ids}
    items = select(work_item).where(work_item.c.instance_id.in_(ids))
    for item in dicts(connection, items):
        work[item["instance_id"]][item["id"]] = item
    entries = (
        select(
            *(event.c[name] for name in ("stream", "at", "kind", "officer", "capacity", "data")),
            event.c.work_item_id,
        )
        .where(event.c.stream.in_(ids), event.c.kind.in_(KINDS))
        .order_by(event.c.stream, event.c.seq)
    )
    for entry in dicts(connection, entries):
        trails[entry["stream"]].append(entry)
    for row in page:
        yield Run(row, work[row["id"]], trails[row["id"]])
