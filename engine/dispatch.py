"""Who gets a message or a signal: the instances that wait for it, or a new one it starts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import instances, links, steps
from engine.actors import SYSTEM, Actor, identify
from engine.bpmn import runner
from engine.case import Case, Result
from engine.core import forms
from engine.core.errors import Conflict, Refusal
from engine.core.model import Thrown, WaitingKind
from engine.session import Session
from storage import definitions
from storage import instances as stored

Variables = Mapping[str, Any]

MOST_THROWN = 1000
"""How many messages and signals one verb may set off before the rest is dropped as endless."""


def send(
    session: Session,
    agency_id: str,
    kind: WaitingKind,
    name: str,
    payload: Variables,
    key: str | None,
    instance: str | None,
    by: str | None,
    now: datetime,
) -> list[Result]:
    """Give a message to the one instance that waits for it, or a signal to all that do.

    Where none waits, an SOP in force that begins with the message is started; a signal starts every
    one that begins with it. `key` is the correlation value; `instance` narrows it to one. Raises
    NotFound for an unknown instance or officer, Conflict when nobody waits for the message.
    """
    actor = identify(session.agency(agency_id).organisation, by)
    values = forms.check((), payload)
    if instance:
        instances.find(session, instance).require("work")
        results = _deliver(session, [instance], kind, name, values, key, actor, now)
    else:
        results = _spread(session, agency_id, kind, name, values, key, actor, now)
    if not results and (kind == "message" or instance):
        raise Conflict("event.unexpected", name=name)
    return results


def route(session: Session, now: datetime) -> None:
    """Deliver everything the instances of this unit of work threw, and what that throws in turn."""
    done = 0
    while session.thrown:
        sender_id, thrown = session.thrown.pop(0)
        sender = session.pending[sender_id]
        assert isinstance(sender, Case)  # noqa: S101 - only cases throw
        done += 1
        if done > MOST_THROWN:
            sender.trail.log("EventDropped", SYSTEM, now, name=thrown.name, node=thrown.node)
        elif thrown.kind == "escalation":
            sender.trail.log("EscalationRaised", SYSTEM, now, name=thrown.name, node=thrown.node)
        elif thrown.kind == "link":
            links.hand_over(session, sender, thrown, now)
        else:
            _pass_on(session, sender, thrown, thrown.kind, now)


def _pass_on(
    session: Session, sender: Case, thrown: Thrown, kind: WaitingKind, now: datetime
) -> None:
    agency_id, id = sender.record.agency_id, sender.record.id
    try:
        reached = _spread(
            session,
            agency_id,
            kind,
            thrown.name,
            thrown.payload,
            thrown.key,
            SYSTEM,
            now,
            sender=id,
        )
        why = "" if reached or kind == "signal" else "event.unexpected"
    except Refusal as refusal:  # an SOP that cannot start must not hold up the one that calls it
        why = refusal.code
    if why:
        facts = {"name": thrown.name, "node": thrown.node, "code": why}
        sender.trail.log("MessageNotReceived", SYSTEM, now, **facts)


def _spread(
    session: Session,
    agency_id: str,
    kind: WaitingKind,
    name: str,
    values: Variables,
    key: str | None,
    actor: Actor,
    now: datetime,
    sender: str = "",
) -> list[Result]:
    waiting = stored.waiting_for(session.connection, agency_id, kind, name, key)
    receivers = [id for id in waiting if id != sender]
    results = _deliver(session, receivers, kind, name, values, key, actor, now)
    if kind == "signal" or not results:
        results += _start(session, agency_id, kind, name, values, actor, now)
    return results


def _deliver(
    session: Session,
    receivers: list[str],
    kind: WaitingKind,
    name: str,
    values: Variables,
    key: str | None,
    actor: Actor,
    now: datetime,
) -> list[Result]:
    results: list[Result] = []
    for id in receivers:
        case = instances.find(session, id)
        try:
            incident = steps.deliver(session, case, kind, name, values, key, actor, now)
        except runner.NotWaiting:
            continue
        results.append(case.result(incident=incident))
        if kind == "message":
            break
    return results


def _start(
    session: Session,
    agency_id: str,
    kind: WaitingKind,
    name: str,
    values: Variables,
    actor: Actor,
    now: datetime,
) -> list[Result]:
    results: list[Result] = []
    for definition in definitions.in_force(session.connection, agency_id):
        for starts, named, node in definition.starts:
            if (starts, named) != (kind, name) or (kind == "message" and results):
                continue
            results.append(
                instances.start(
                    session,
                    agency_id,
                    definition.key,
                    "",
                    values,
                    actor.username,
                    definition.version,
                    now,
                    at=node,
                )
            )
    return results
