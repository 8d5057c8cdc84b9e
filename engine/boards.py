"""Where an instance stands: the table of its SOP with what is done, open and to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from engine import instances, views
from engine.bpmn.parser import Model
from engine.core.errors import Refusal
from engine.core.lifecycle import OPEN_STATES
from engine.core.model import Node
from engine.session import Agency, Session
from storage.instancelists import InstanceFilter

Json = dict[str, Any]

PAGE_SIZE: Final = 25

_DECISION_WORDS: Final = ("memeriksa", "mengoreksi", "mengkoreksi", "memaraf", "verifikasi")


def rows(model: Model, items: Sequence[Json]) -> list[Json]:
    """Return the rows of the SOP table in the order of the file, each with what became of it.

    `items` are the work items of the instance (`views.work_item`), in the order they appeared.
    Work in called SOPs stands in rows of its own behind the table.
    """
    nodes = [node for node in model.nodes.values() if _is_row(node)]
    by_node: dict[str, list[Json]] = {}
    for item in items:
        by_node.setdefault(item["node"], []).append(item)
    known = {node.id for node in nodes}
    found = [
        _row(node, by_node.get(node.id, []), first=not at, last=at == len(nodes) - 1)
        for at, node in enumerate(nodes)
    ]
    foreign = [item for item in items if item["node"] not in known]
    return [*found, *(_foreign(item) for item in foreign)]


def state_of(table: Sequence[Json]) -> Json:
    """Return what the diagram is coloured with: the state, tokens and rounds of each row."""
    nodes = {
        row["node"]: {
            "state": row["state"],
            "tokens": sum(each["closed_at"] is None for each in row["rounds"]),
            "rounds": max((each["round"] for each in row["rounds"]), default=0),
        }
        for row in table
        if row["state"] != "coming"
    }
    return {"nodes": nodes}


def may_steer(session: Session, instance_id: str, by: str | None, now: datetime) -> bool:
    """Tell whether `by` may suspend, resume and cancel the instance."""
    try:
        instances.steering(instances.find(session, instance_id), by, now)
    except Refusal:
        return False
    return True


def listed(
    rows: Sequence[Mapping[str, Any]], items: Sequence[Mapping[str, Any]], now: datetime
) -> list[Json]:
    """Return lines of the list of instances, each with the work that is open in it."""
    open_of: dict[str, list[Json]] = {}
    for item in items:
        late = item["deadline_at"] is not None and item["deadline_at"] < now
        open_of.setdefault(item["instance_id"], []).append(
            {
                "step": item["step"],
                "name": item["name"],
                "lane": item["lane"],
                "deadline": views.instant(item["deadline_at"]),
                "late": late and item["state"] != "suspended",
            }
        )
    return [
        {
            "id": row["id"],
            "agency": row["agency_id"],
            "agency_name": row["agency_name"],
            "title": row["title"],
            "name": row["name"],
            "definition": f"{row['agency_id']}/{row['key']}",
            "version": row["version"],
            "status": row["status"],
            "incidents": row["incidents"],
            "started_at": views.instant(row["started_at"]),
            "ended_at": views.instant(row["ended_at"]),
            "open": open_of.get(row["id"], []),
        }
        for row in rows
    ]


def paged(wanted: InstanceFilter, found: list[Json], counts: Mapping[str, int]) -> Json:
    """Return a page of the list with how many there are of each status, and where it stands."""
    total = counts.get(wanted.status, 0) if wanted.status else sum(counts.values())
    return {
        "instances": found,
        "counts": {**counts, "": sum(counts.values())},
        "page": wanted.offset // wanted.limit + 1,
        "pages": max(1, -(-total // wanted.limit)),
        "total": total,
    }


def names(agency: Agency) -> dict[str, str]:
    """Return what officers are called, by user name."""
    return {officer.username: officer.name for officer in agency.organisation.officers}


def _is_row(node: Node) -> bool:
    automatic = ("serviceTask", "callActivity", "businessRuleTask")
    return node.human or node.kind in automatic


def _row(node: Node, items: Sequence[Json], *, first: bool, last: bool) -> Json:
    step = node.step
    return {
        "node": node.id,
        "number": step.number,
        "name": node.name or node.id,
        "lane": node.lane,
        "symbol": _symbol(node, first=first, last=last),
        "human": node.human,
        "inputs": list(step.inputs),
        "outputs": list(step.outputs),
        "remarks": step.remarks,
        "state": _state(items),
        "rounds": list(items),
    }


def _foreign(item: Json) -> Json:
    return {
        "node": item["node"],
        "number": item["step"],
        "name": item["name"],
        "lane": item["lane"],
        "symbol": "process",
        "human": True,
        "inputs": [],
        "outputs": [],
        "remarks": "",
        "state": _state([item]),
        "rounds": [item],
    }


def _state(items: Sequence[Json]) -> str:
    standing = [item for item in items if item["state"] in OPEN_STATES]
    if any(item["late"] for item in standing):
        return "late"
    if standing:
        return "current"
    return "done" if any(item["state"] != "cancelled" for item in items) else "coming"


def _symbol(node: Node, *, first: bool, last: bool) -> str:
    """Return the symbol of PermenPAN-RB 35/2012: capsule at both ends, diamond for a decision."""
    if first or last:
        return "terminator"
    asks = any(field.type in ("choice", "yesno") for field in node.step.form)
    words = node.name.casefold().split()
    return "decision" if asks or any(word in _DECISION_WORDS for word in words) else "process"
