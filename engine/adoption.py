"""Open work of the version before obligations: its standards and clocks, from its models."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from engine import instances
from engine.case import Case
from engine.core.errors import Refusal
from engine.core.workclocks import Clocks
from engine.session import Session
from storage import events
from storage import obligations as stored
from storage.obligations import ObligationRecord

if TYPE_CHECKING:
    from engine.transactions import Transactions

BATCH: Final = 100
"""How many instances one transaction takes."""


def adopt(app: "Transactions") -> None:
    """Complete the obligations that the upgrade of an older database has laid out.

    They lack what stands in the model: standard, ladder, next look. Where there are none, as nearly
    always, it costs one look into an index.
    """
    while True:
        with app.database.read() as connection:
            found = stored.unadopted(connection, BATCH)
        if not found:
            return
        app.run(partial(_adopt_all, ids=found, now=app.clock.now()))


def _adopt_all(session: Session, ids: list[str], now: datetime) -> None:
    for id in ids:
        case = instances.find(session, id)
        since = _suspended_at(case, now)
        for record in case.obligations.open:
            if not record.standard and record.kind == "step":
                _adopt(case, record, since, now)
        if since is not None:
            case.obligations.pause(since)


def _adopt(case: Case, record: ObligationRecord, since: datetime | None, now: datetime) -> None:
    item = case.item(record.work_item_id or "")
    case.change(item, **_clocks(case, record, since))
    standard = case.obligations.standard(item)
    if standard is None:
        case.obligations.end(record, now, done=False)
        return
    try:
        case.obligations.change(record, standard=standard.duration, calendar=standard.calendar)
    except Refusal as refusal:  # a calendar that never opens, say: it is left to a person
        case.obligations.leave(record, str(refusal))


def _clocks(case: Case, record: ObligationRecord, since: datetime | None) -> dict[str, Any]:
    """Return what the clocks of a work item show; earlier suspensions are not known."""
    item, calendar = case.item(record.work_item_id or ""), case.agency.calendar
    clocks = Clocks(0, 0, item.ready_at)
    if item.claimed_at is not None:
        clocks = clocks.at(item.claimed_at, calendar, claimed=False)
    if since is not None:
        clocks = clocks.at(since, calendar, claimed=item.claimed_at is not None)
    running = None if since is not None else clocks.counting_from
    return {"waited": clocks.waited, "handled": clocks.handled, "counting_from": running}


def _suspended_at(case: Case, now: datetime) -> datetime | None:
    if case.record.status != "suspended":
        return None
    trail = events.of(case.session.connection, case.record.id)
    return max((e["at"] for e in trail if e["kind"] == "InstanceSuspended"), default=now)
