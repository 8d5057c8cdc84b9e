"""Where an instance stands: the table of its SOP with what is done, open and to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from engine import answers, endings, instances, sopviews, views
from engine.bpmn.parser import Model
from engine.core.errors import Refusal
from engine.core.lifecycle import OPEN_STATES
from engine.core.model import Node
from engine.session import Agency, Session
from storage.instancelists import InstanceFilter

Json = dict[str, Any]

PAGE_SIZE: Final = 25


def rows(model: Model, items: Sequence[Json], language: str) -> list[Json]:
    """Return the rows of the SOP table in the order of the file, each with what became of it.

    `items` are the work items of the instance (`views.work_item`), in the order they appeared.
    Work in called SOPs stands in rows of its own behind the table.
    """
    table = sopviews.steps(model, language)
    by_node: dict[str, list[Json]] = {row["node"]: [] for row in table}
    foreign: list[Json] = []
    for item in items:
        by_node.get(item["node"], foreign).append(item)
    found = [
        {
            **row,
            "name": row["name"] or row["node"],
            "symbol": _symbol(model.nodes[row["node"]], end=row in (table[0], table[-1])),
            "state": _state(by_node[row["node"]]),
            "rounds": [
                {**each, "answer": answers.decided(model.nodes[row["node"]], each["result"])}
                for each in by_node[row["node"]]
            ],
        }
        for row in table
    ]
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


def _foreign(item: Json) -> Json:
    return {
        "node": item["node"],
        "number": item["step"],
        "name": item["name"],
        "lane": item["lane"],
        "symbol": "process",
        "inputs": [],
        "time_standard": "",
        "outputs": [],
        "remarks": "",
        "state": _state([item]),
        "rounds": [{**item, "answer": None}],
    }


def _state(items: Sequence[Json]) -> str:
    standing = [item for item in items if item["state"] in OPEN_STATES]
    if any(item["late"] for item in standing):
        return "late"
    if standing:
        return "current"
    done = [item for item in items if item["state"] != "cancelled"]
    # What was sent back is not done, whoever has it now: it will come again.
    return "done" if done and done[-1]["state"] != "returned" else "coming"


def _symbol(node: Node, *, end: bool) -> str:
    """Return the symbol of PermenPAN-RB 35/2012: capsule at both ends, diamond for a decision."""
    if end:
        return "terminator"
    return "decision" if endings.outcome(node.step.form) else "process"
