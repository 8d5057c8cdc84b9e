"""Why late work was noted or held back, when and by whom: the trail alone keeps it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select

from storage.schema import event

ACKNOWLEDGED: Final = "ObligationAcknowledged"
SNOOZED: Final = "ObligationSnoozed"

Row = Mapping[str, Any] | RowMapping


def explained(connection: Connection, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return obligations with who noted them or holds them back now, when, and for what reason.

    Nothing more is read where none of them is.
    """
    found = [dict(row) for row in rows]
    quiet = [row for row in found if row["acknowledged_at"] or row["snoozed_until"]]
    latest = _latest(connection, sorted({row["instance_id"] for row in quiet}))
    for row in found:
        noted = latest.get((row["id"], ACKNOWLEDGED)) if row["acknowledged_at"] else None
        held = latest.get((row["id"], SNOOZED)) if row["snoozed_until"] else None
        row["acknowledged_reason"] = noted["data"].get("reason") if noted else None
        row["snoozed_at"] = held["at"] if held else None
        row["snoozed_by"] = held["officer"] if held else None
        row["snoozed_reason"] = held["data"].get("reason") if held else None
    return found


def _latest(connection: Connection, instances: list[str]) -> dict[tuple[str, str], Row]:
    """Return the latest entry of each kind about each obligation of some instances."""
    if not instances:
        return {}
    query = (
        select(event)
        .where(event.c.stream.in_(instances), event.c.kind.in_((ACKNOWLEDGED, SNOOZED)))
        .order_by(event.c.id)
    )
    rows = connection.execute(query).mappings()
    return {(row["data"]["obligation"], row["kind"]): row for row in rows}
