"""Verbs on a WorkItem: claim, release, begin, complete, return_, assign.

Checks run in one order: it exists, the officer may, its state allows it, what was sent is right.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import actors, steps
from engine.actors import Actor
from engine.bpmn import runner
from engine.case import Case, Result, around
from engine.core import forms, lifecycle
from engine.core.errors import Conflict, Invalid, NotFound, NotPermitted, require_reason
from engine.core.model import Progress
from engine.session import Session
from storage import workitems
from storage.incidents import IncidentRecord
from storage.workitems import WorkItemRecord


def claim(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Take a ready work item for oneself.

    Raises NotFound, NotPermitted when the officer holds no post of its lane, Conflict when somebody
    has taken it already or the instance is not active.
    """
    case, item, actor = take(session, id, "claim", by, now)
    case.change(case.take(item, actor, now), state="claimed")
    case.trail.log("WorkItemClaimed", actor, now, work_item=id, node=item.node)
    return case.result(item)


def release(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Give a claimed work item back to all who may do it. Raises as `claim` does."""
    case, item, actor = take(session, id, "release", by, now)
    case.change(
        item,
        state="ready",
        officer=None,
        capacity="",
        assigned=False,
        **case.counted(item, now),
        claimed_at=None,
        started_at=None,
    )
    case.trail.log("WorkItemReleased", actor, now, work_item=id, node=item.node)
    return case.result(item)


def begin(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Start working on it, claiming it first where nobody has. Raises as `claim` does."""
    case, item, actor = take(session, id, "begin", by, now)
    case.change(case.take(item, actor, now), state="started", started_at=now)
    case.trail.log("WorkItemStarted", actor, now, work_item=id, node=item.node)
    return case.result(item)


def complete(
    session: Session, id: str, variables: Mapping[str, Any], by: str | None, now: datetime
) -> Result:
    """Finish a work item with the values of its form, claiming it first where nobody has.

    Raises as `claim` does, and Invalid with every problem of the form at once. Where the model
    cannot go on the values are kept in an incident and the work item stays open.
    """
    case, item, actor = take(session, id, "complete", by, now)
    values = forms.check(case.node(item.process, item.node).step.form, variables)
    outcome = steps.run(
        case,
        {"verb": "complete", "work_item": id, "variables": dict(values)},
        actor,
        now,
        lambda: _run_complete(case, item, values, now),
        item,
    )
    if isinstance(outcome, IncidentRecord):
        return case.result(item, outcome)
    times = _close(case, item, actor, now, state="completed", result=dict(values))
    case.trail.log(
        "WorkItemCompleted",
        actor,
        now,
        work_item=id,
        node=item.node,
        step=item.step,
        round=item.round,
        values=dict(values),
        passed=[node for node in outcome.passed if node != item.node],
        **times,
    )
    case.resolve_incidents(actor, now, item)
    steps.settle(session, case, outcome, actor, now)
    return case.result(item)


def return_(
    session: Session, id: str, reason: str, to: str | None, by: str | None, now: datetime
) -> Result:
    """Send the work back to an earlier step, to be done again in a new round.

    `to` is the number or the BPMN id of that step; None is the step somebody did last before this
    one. Raises as `claim` does, and Invalid without a reason or for a step one cannot return to.
    """
    case, item, actor = take(session, id, "return", by, now)
    require_reason(reason)
    target = _target(session, case, item, to)
    outcome = steps.run(
        case,
        {"verb": "return", "work_item": id, "reason": reason, "to": target},
        actor,
        now,
        lambda: runner.move(case.model, case.state, item.token, target, case.context, now),
        item,
    )
    if isinstance(outcome, IncidentRecord):
        return case.result(item, outcome)
    times = _close(case, item, actor, now, state="returned", reason=reason)
    case.trail.log(
        "WorkItemReturned",
        actor,
        now,
        work_item=id,
        node=item.node,
        step=item.step,
        round=item.round,
        to=target,
        reason=reason,
        **times,
    )
    case.resolve_incidents(actor, now, item)
    case.returned_for = reason  # who does the step again reads why
    steps.settle(session, case, outcome, actor, now)
    return case.result(item)


def assign(
    session: Session, id: str, to: str, reason: str, by: str | None, now: datetime
) -> Result:
    """Give a work item to one officer of the agency.

    Who has it, or may have it, delegates it; a superior of its post reassigns it, and needs a
    reason. Raises NotFound for an unknown officer, NotPermitted for anybody else, Conflict when it
    is closed.
    """
    case, item = find(session, id)
    organisation, today = case.agency.organisation, case.agency.today(now)
    actors.identify(organisation, by)
    above = actors.superior(organisation, by, case.positions(item), today)
    reassigned = above is not None and item.officer != by
    actor = above if above and reassigned else performer(case, item, by, now)
    if item.officer not in (None, by) and not reassigned:
        raise NotPermitted("permit.superior", officer=by, holder=item.officer)
    _require_open(case, item, "assign", by)
    target = actors.identify(organisation, to)
    if reassigned:
        require_reason(reason)
    holder = actors.holder_of(organisation, to, case.positions(item), today)
    taken = case.take(item, target, now)
    case.change(
        taken,
        state="claimed",
        officer=to,
        capacity=(holder or target).capacity,
        assigned=True,
        **case.counted(taken, now),
        claimed_at=now,
        started_at=None,
    )
    fact = "WorkItemReassigned" if reassigned else "WorkItemDelegated"
    case.trail.log(fact, actor, now, work_item=id, node=item.node, to=to, reason=reason)
    return case.result(item)


def _run_complete(
    case: Case, item: WorkItemRecord, values: Mapping[str, Any], now: datetime
) -> Progress:
    try:
        return runner.complete(case.model, case.state, item.token, values, case.context, now)
    except runner.TokenGone:
        # A timer that is due has closed the step; the next tick says so to everybody.
        raise Conflict("work.overtaken", name=item.name) from None


def find(session: Session, id: str) -> tuple[Case, WorkItemRecord]:
    """Return a work item, open or closed, and the case it belongs to. Raises NotFound."""
    case = around(session, id)
    if case is None:
        raise NotFound("unknown", kind="work item", name=id)
    return case, case.item(id)


def take(
    session: Session, id: str, verb: lifecycle.WorkItemVerb, by: str | None, now: datetime
) -> tuple[Case, WorkItemRecord, Actor]:
    """Return a work item and who acts on it, once all of `verb` is allowed. Raises as `claim`."""
    case, item = find(session, id)
    actor = performer(case, item, by, now)
    _require_open(case, item, verb, by)
    if item.officer is not None and by not in (None, item.officer):
        raise Conflict("work.taken", name=item.name, officer=item.officer)
    return case, item, actor


def performer(case: Case, item: WorkItemRecord, by: str | None, now: datetime) -> Actor:
    """Return `by` as one who may do `item`. Raises NotPermitted."""
    organisation = case.agency.organisation
    if by is not None and item.assigned and item.officer == by:
        actors.identify(organisation, by)
        return Actor(by, item.capacity)
    today = case.agency.today(now)
    return actors.performer(organisation, by, case.positions(item), item.lane, today)


def _require_open(
    case: Case, item: WorkItemRecord, verb: lifecycle.WorkItemVerb, by: str | None
) -> None:
    case.require("work")
    if item.closed_at is not None:
        raise Conflict("work.closed", name=item.name, state=item.state, officer=item.officer or "-")
    if not lifecycle.allows(lifecycle.WORK_ITEM, verb, item.state):
        if verb == "claim" and item.officer == by:
            raise Conflict("work.yours", name=item.name)
        if verb == "claim":
            raise Conflict("work.taken", name=item.name, officer=item.officer)
        raise Conflict("work.state", name=item.name, state=item.state, verb=verb)


def _close(
    case: Case, item: WorkItemRecord, actor: Actor, now: datetime, **columns: Any
) -> dict[str, Any]:
    """End a work item as done; return what the trail says of its time."""
    taken = case.take(item, actor, now)
    return case.close(taken, now, done=True, started_at=taken.started_at or now, **columns)


def _target(session: Session, case: Case, item: WorkItemRecord, to: str | None) -> str:
    """Return the node to return to: the one asked for, else the latest that was done before."""
    reachable = runner.targets(case.model, case.state, item.token, case.context)
    allowed = [node for node, obstacle in reachable.items() if obstacle is None]
    if to is None:
        for done in workitems.closed_of(session.connection, case.record.id):
            if done.node in allowed and done.node != item.node:
                return done.node
        raise Invalid("return.nowhere", name=item.name)
    nodes = case.model.nodes
    wanted = next((node for node in nodes if to in (node, nodes[node].step.number)), None)
    if wanted in allowed:
        return str(wanted)
    obstacle = reachable.get(wanted or "")
    if obstacle:
        raise Invalid("return.parallel", to=to, name=item.name, steps=_numbers(case, allowed))
    raise Invalid("return.elsewhere", to=to, name=item.name, steps=_numbers(case, allowed))


def _numbers(case: Case, nodes: list[str]) -> str:
    return ", ".join(case.model.nodes[node].step.number or node for node in nodes) or "-"
