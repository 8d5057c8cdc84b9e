"""What a rung does besides telling: reassign the work, raise an escalation, ask a handler."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from engine import rungwords, steps, workitems
from engine.actors import SYSTEM
from engine.bpmn import runner
from engine.case import Case
from engine.core import escalation
from engine.core.escalation import Firing
from storage.incidents import IncidentRecord
from storage.obligations import ObligationRecord

REASON: Final = "Melewati waktu baku: dialihkan ke atasan menurut SOP"
"""Why work is reassigned by a rung, as the trail says it."""

Act = Callable[[Case, ObligationRecord, Firing, str, datetime], IncidentRecord | None]


def act(
    case: Case, record: ObligationRecord, firing: Firing, now: datetime
) -> IncidentRecord | None:
    """Do what the rung says (`sop:rung action`); return an incident where that cannot be done."""
    word, _, name = firing.rung.action.partition(":")
    return ACTIONS[word](case, record, firing, name, now)


def escalate(case: Case, work_item: str | None, code: str, now: datetime) -> IncidentRecord | None:
    """Raise a BPMN escalation where the work stands: at its edge first, then further out.

    Where nothing catches it the trail says so. Without `work_item` it is raised in the process as a
    whole. Work that a due timer is about to close is left to that.
    """
    item = case.item(work_item) if work_item else None
    token = item.token if item else None
    command = {"verb": "escalate", "work_item": work_item, "code": code}
    try:
        outcome = steps.run(
            case,
            command,
            SYSTEM,
            now,
            lambda: runner.escalate(case.model, case.state, token, code, case.context, now),
            item,
        )
    except runner.TokenGone:
        return None
    if isinstance(outcome, IncidentRecord):
        return outcome
    steps.settle(case.session, case, outcome, SYSTEM, now)
    return None


def _reassign(
    case: Case,
    record: ObligationRecord,
    _firing: Firing,
    to: str,
    now: datetime,
) -> IncidentRecord | None:
    """Give the work to whoever holds the next post above, unless they have it already."""
    if record.work_item_id is None:
        return None
    item, today = case.item(record.work_item_id), case.agency.today(now)
    own = case.positions(item)
    above = escalation.recipients(case.agency.organisation, own, item.officer, to, today)
    if above and above[0].username != item.officer and above[0].position not in own:
        workitems.assign(case.session, item.id, above[0].username, REASON, None, now)
    return None


def _raise_escalation(
    case: Case,
    record: ObligationRecord,
    _firing: Firing,
    code: str,
    now: datetime,
) -> IncidentRecord | None:
    return escalate(case, record.work_item_id, code, now)


def _ask_handler(
    case: Case,
    record: ObligationRecord,
    firing: Firing,
    handler: str,
    now: datetime,
) -> IncidentRecord | None:
    """Let a handler do something with the facts of the rung; the instance does not wait for it."""
    node = case.item(record.work_item_id).node if record.work_item_id else case.model.key
    case.jobs.ask(handler, node, rungwords.facts_of(case, record, firing, now), now)
    return None


ACTIONS: Final[Mapping[str, Act]] = {
    "reassign": _reassign,
    "escalation": _raise_escalation,
    "handler": _ask_handler,
}
"""The first word of `sop:rung action` -> what it does."""
