"""The least rows that a test of storage needs: an agency, a definition, instances with a trail."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from engine.core import audit, ids
from storage.schema import agency, definition, event, instance

AT = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)

AGENCY: dict[str, Any] = {
    "id": "contoh",
    "name": "Dinas Contoh",
    "zone": "Asia/Makassar",
    "units": [],
    "calendar": {},
    "revision": 1,
    "audit_seq": 0,
    "audit_hash": audit.START,
}

DEFINITION: dict[str, Any] = {
    "id": ids.new_id(0, AT),
    "agency_id": "contoh",
    "key": "lakip",
    "version": 1,
    "name": "Penyusunan LAKIP",
    "status": "active",
    "digest": "0" * 64,
    "bpmn": b"<definitions/>",
    "file": "lakip.bpmn",
    "starts": [],
    "deployed_at": AT,
}

INSTANCE: dict[str, Any] = {
    "agency_id": "contoh",
    "definition_id": DEFINITION["id"],
    "title": "LAKIP 2026",
    "status": "active",
    "revision": 1,
    "waiting": [],
    "incidents": 0,
    "started_at": AT,
}


def add_agency(connection: Connection) -> None:
    """Write the agency and its definition, with an empty trail."""
    connection.execute(insert(agency), AGENCY)
    connection.execute(insert(definition), DEFINITION)


def add_instance(connection: Connection, number: int, events: int) -> str:
    """Write an instance with a trail of that many events; return its id."""
    id_ = ids.new_id(number, AT)
    rows, head = trail(id_, events)
    values = INSTANCE | {"id": id_, "audit_seq": events, "audit_hash": head}
    connection.execute(insert(instance), values)
    if rows:
        connection.execute(insert(event), rows)
    return id_


def trail(stream: str, events: int) -> tuple[Sequence[dict[str, Any]], str]:
    """Return the rows of a whole chain, and the hash of the last."""
    rows, head = list[dict[str, Any]](), audit.START
    for seq in range(1, events + 1):
        values: dict[str, Any] = {
            "stream": stream,
            "seq": seq,
            "at": AT + timedelta(minutes=seq),
            "kind": "WorkItemCompleted",
            "officer": "sari",
            "capacity": "Plh. Sekretaris",
            "work_item_id": None,
            "data": {"nama": "Draf ✓", "nilai": [seq, 0.1, None]},
        }
        head = audit.chain(head, audit.Entry(**values))
        rows.append(values | {"agency_id": "contoh", "hash": head})
    return rows, head
