"""One step of an instance: run it, keep what comes of it, pass on what it throws."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.actors import SYSTEM, Actor
from engine.bpmn import runner
from engine.case import Case, of
from engine.core.model import Progress, Stuck, Thrown, WaitingKind
from engine.session import Session
from storage import instances
from storage.incidents import IncidentRecord
from storage.workitems import WorkItemRecord

MOST_DELIVERIES = 1000
"""How many messages and signals one action may set off between instances before it is stopped."""


def run(
    case: Case,
    command: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    step: Callable[[], Progress],
    item: WorkItemRecord | None = None,
) -> Progress | IncidentRecord:
    """Run `step`. Where the model cannot go on, keep `command` as an incident instead."""
    try:
        return step()
    except Stuck as stuck:
        return case.raise_incident(stuck, command, actor, now, item)


def settle(session: Session, case: Case, progress: Progress, actor: Actor, now: datetime) -> None:
    """Keep what a step came to and deliver the messages and signals it threw."""
    case.settle(progress, actor, now)
    for thrown in progress.thrown:
        _route(session, case, thrown, now)


def deliver(
    session: Session,
    case: Case,
    kind: WaitingKind,
    name: str,
    payload: Mapping[str, Any],
    key: str | None,
    actor: Actor,
    now: datetime,
) -> IncidentRecord | None:
    """Give a message or signal to one instance that waits for it."""
    command = {"verb": kind, "name": name, "payload": dict(payload), "key": key}
    outcome = run(
        case,
        command,
        actor,
        now,
        lambda: runner.deliver(case.model, case.state, kind, name, payload, key, case.context, now),
    )
    if isinstance(outcome, IncidentRecord):
        return outcome
    fact = "MessageReceived" if kind == "message" else "SignalReceived"
    case.trail.log(fact, actor, now, name=name, passed=list(outcome.passed))
    settle(session, case, outcome, actor, now)
    return None


def _route(session: Session, sender: Case, thrown: Thrown, now: datetime) -> None:
    if thrown.kind == "escalation":
        sender.trail.log("EscalationRaised", SYSTEM, now, name=thrown.name, node=thrown.node)
        return
    receivers = instances.waiting_for(
        session.connection, sender.record.agency_id, thrown.kind, thrown.name, thrown.key
    )
    receivers = [id for id in receivers if id != sender.record.id]
    if thrown.kind == "message":
        receivers = receivers[:1]
        if not receivers:
            sender.trail.log("MessageNotReceived", SYSTEM, now, name=thrown.name, node=thrown.node)
    for id in receivers:
        session.deliveries += 1
        record = instances.find(session.connection, id)
        if record is None or session.deliveries > MOST_DELIVERIES:
            continue
        receiver = of(session, record)
        if any(
            kind == thrown.kind and name == thrown.name
            for kind, name, *_ in receiver.record.waiting
        ):
            deliver(
                session, receiver, thrown.kind, thrown.name, thrown.payload, thrown.key, SYSTEM, now
            )
