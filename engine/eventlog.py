"""The event log of an agency for process mining: cases, events, posts, and persons only if asked.

Transitions are those of the standard lifecycle of XES. In words: docs/reference/reports.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from engine import reporting
from engine.core.errors import Invalid, unknown
from engine.core.people import CAPACITY
from engine.counting import Counting, sop_of
from engine.session import Agency, Session
from processes.sheets import xes
from processes.sheets.xes import Attributes, Trace, Value
from storage import eventlogs, reports
from storage.database import Database
from storage.eventlogs import Run

TRANSITIONS: Final[Mapping[str, str]] = {
    "WorkItemOpened": "schedule",
    "WorkItemClaimed": "assign",
    "WorkItemReleased": "reassign",
    "WorkItemReassigned": "reassign",
    "WorkItemDelegated": "reassign",
    "WorkItemStarted": "start",
    "WorkItemCompleted": "complete",
    "WorkItemReturned": "complete",
    "WorkItemCancelled": "withdraw",
    "InstanceSuspended": "suspend",
    "InstanceResumed": "resume",
}
"""Fact of the trail -> lifecycle:transition; cancelled work that was begun is "ate_abort"."""

NOBODYS: Final = frozenset({"schedule", "suspend", "resume", "withdraw", "ate_abort"})
"""What happens to work without anybody doing it."""

CASE_COLUMNS: Final = (
    *("concept:name", "sop", "version", "status", "started_at", "ended_at"),
    *("agency", "title"),
)
EVENT_COLUMNS: Final = (
    *("concept:name", "time:timestamp", "lifecycle:transition"),
    *("org:resource", "org:role", "org:group"),
    *("work_item", "step", "sop", "round", "outcome", "deadline"),
    *("waiting_seconds", "handling_seconds", "officer"),
)
_PERSONAL: Final = ("title", "officer")
_CLOSING: Final = frozenset({"complete", "withdraw", "ate_abort"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which log: the instances of an agency started from `since` to `until`, local dates.

    Left out, the year so far. `form` is "xes" or "csv", `sop` the key of one SOP or "" for all;
    `names` adds officers and the titles of instances.
    """

    agency: str
    form: str = "xes"
    since: date | None = None
    until: date | None = None
    sop: str = ""
    names: bool = False


def write(
    database: Database,
    session: Callable[[Connection], Session],
    wanted: Wanted,
    now: datetime,
) -> Iterator[bytes]:
    """Return the pieces of the log. Raises NotFound for an unknown agency or SOP, and Invalid."""
    if wanted.form not in _FORMS:
        raise Invalid("report.format", text=wanted.form, known=", ".join(_FORMS))
    with database.read() as connection:
        agency = session(connection).agency(wanted.agency)
        titles = reports.titles(connection, wanted.agency)
    if wanted.sop and wanted.sop not in titles:
        known = (f"{wanted.agency}/{key}" for key in titles)
        raise unknown("definition", f"{wanted.agency}/{wanted.sop}", known)
    when = reporting.period(agency, wanted.since, wanted.until, now)

    def traces() -> Iterator[Trace]:
        here = Counting(agency, titles)
        with database.read() as connection:
            found = eventlogs.runs(
                connection, wanted.agency, wanted.sop, when.begins_at, when.ends_at
            )
            for run in found:
                yield _trace(run, here, names=wanted.names)

    return _FORMS[wanted.form](wanted, agency, traces())


def _as_xes(wanted: Wanted, agency: Agency, traces: Iterator[Trace]) -> Iterator[bytes]:
    return xes.write({"concept:name": agency.organisation.name, "agency": wanted.agency}, traces)


def _as_csv(wanted: Wanted, _: Agency, traces: Iterator[Trace]) -> Iterator[bytes]:
    cases = [name for name in CASE_COLUMNS if wanted.names or name not in _PERSONAL]
    events = [name for name in EVENT_COLUMNS if wanted.names or name not in _PERSONAL]
    return xes.write_csv(cases, events, traces)


_FORMS: Final = {"xes": _as_xes, "csv": _as_csv}


def _trace(run: Run, here: Counting, *, names: bool) -> Trace:
    about, zone = run.instance, here.agency.calendar.zone
    ended_at = about["ended_at"]
    attributes: dict[str, Value | None] = {
        "concept:name": about["id"],
        "sop": about["key"],
        "version": about["version"],
        "status": about["status"],
        "started_at": about["started_at"].astimezone(zone),
        "ended_at": ended_at.astimezone(zone) if ended_at else None,
        "agency": here.agency.organisation.agency,
        "title": about["title"] if names else None,
    }
    return Trace(attributes, tuple(_events(run, here, names=names)))


def _events(run: Run, here: Counting, *, names: bool) -> Iterator[Attributes]:
    """Yield the events of a trace; what happens to the instance happens to its open steps."""
    open_items: dict[str, None] = {}
    begun: set[str] = set()
    for entry in run.trail:
        id, usual = entry["work_item_id"], TRANSITIONS[entry["kind"]]
        if usual == "schedule":
            open_items[id] = None
        elif usual == "start":
            begun.add(id)
        for each in [id] if id else [*open_items]:
            aborted = usual == "withdraw" and each in begun
            transition = "ate_abort" if aborted else usual
            yield _event(run, here, entry, each, transition, names=names)
            if transition in _CLOSING:
                open_items.pop(each, None)


def _event(
    run: Run,
    here: Counting,
    entry: Mapping[str, Any],
    id: str,
    transition: str,
    *,
    names: bool,
) -> Attributes:
    item, zone = run.items[id], here.agency.calendar.zone
    closing, deadline = transition in _CLOSING, item["deadline_at"]
    returned = entry["kind"] == "WorkItemReturned"
    return {
        "concept:name": f"{item['step']} {item['name']}".strip(),
        "time:timestamp": entry["at"].astimezone(zone),
        "lifecycle:transition": transition,
        "org:resource": _post(entry, item, here) if transition not in NOBODYS else None,
        "org:role": item["lane"] or None,
        "org:group": here.unit_name(here.unit(item["position_id"], item["lane"])) or None,
        "work_item": id,
        "step": item["step"] or None,
        "sop": sop_of(run.instance["key"], item["process"]),
        "round": item["round"],
        "outcome": ("returned" if returned else "completed") if transition == "complete" else None,
        "deadline": deadline.astimezone(zone) if deadline else None,
        "waiting_seconds": item["waited"] if closing else None,
        "handling_seconds": item["handled"] if closing else None,
        "officer": entry["officer"] if names else None,
    }


def _post(entry: Mapping[str, Any], item: Mapping[str, Any], here: Counting) -> str | None:
    """Return the post somebody acted in, "Plh." and "Plt." left out; else the post of the work."""
    capacity = str(entry["capacity"])
    for prefix in CAPACITY.values():
        if prefix:
            capacity = capacity.removeprefix(prefix)
    if capacity or item["position_id"] is None:
        return capacity or None
    post = here.agency.organisation.position(item["position_id"])
    return post.title if post else None
