"""One step of an instance: run it, and keep what comes of it."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from engine.actors import Actor
from engine.bpmn import runner
from engine.case import Case
from engine.core import sopnames
from engine.core.errors import Refusal
from engine.core.model import Progress, Stuck, Thrown, WaitingKind
from engine.session import Session
from storage.incidents import IncidentRecord
from storage.workitems import WorkItemRecord

log = logging.getLogger("sopan.steps")


def run(
    case: Case,
    command: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    step: Callable[[], Progress],
    item: WorkItemRecord | None = None,
) -> Progress | IncidentRecord:
    """Run `step`. Where the instance cannot go on, keep `command` as an incident instead.

    So it is, too, with what nobody foresaw: an instance that fails must not stop the others.
    """
    try:
        return step()
    except Stuck as reason:
        stuck = reason
    except (Refusal, SQLAlchemyError):
        raise
    except Exception as error:
        log.exception("instance %s cannot go on", case.record.id)
        stuck = Stuck("running.unexpected", "", reason=f"{type(error).__name__}: {error}")
    return case.raise_incident(stuck, command, actor, now, item)


def settle(session: Session, case: Case, progress: Progress, actor: Actor, now: datetime) -> None:
    """Keep what a step came to; what it threw is delivered when the verb is done."""
    case.settle(progress, actor, now)
    session.thrown.extend((case.record.id, thrown) for thrown in progress.thrown)
    if progress.status == "completed":
        session.thrown.extend((case.record.id, thrown) for thrown in _handovers(case, progress))


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
    """Give a message or signal to one instance. Raises runner.NotWaiting."""
    outcome = run(
        case,
        {"verb": kind, "name": name, "payload": dict(payload), "key": key},
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


def _handovers(case: Case, progress: Progress) -> Iterator[Thrown]:
    """Yield the SOPs that take over where this one has ended, with all its variables."""
    for node in dict.fromkeys(progress.passed):
        links = case.model.nodes[node].step.links if node in case.model.nodes else ()
        for title in sopnames.linked(links, "end-with"):
            yield Thrown("link", title, node, payload=progress.variables)
