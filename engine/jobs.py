"""Verbs on a job of a handler: keep what it came to, give it up; complete, skip, fail, retry it.

A handler runs between two transactions. What it returned is kept only if the job is still the one
that was taken: `attempts` counts how often it has been (fencing).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from engine import archiving, instances, steps
from engine.actors import SYSTEM, Actor
from engine.bpmn import runner
from engine.case import Case, Result
from engine.casejobs import beside
from engine.core import forms, numbering
from engine.core.errors import Conflict, Invalid, NotFound, Refusal, require_reason
from engine.core.model import Progress, Stuck
from engine.session import Session
from handlers.contract import Archive, Context, Handler, Number, Outcome, Permanent, Retry
from storage import jobs, registers
from storage.incidents import IncidentRecord
from storage.jobs import JobRecord

LEASE: Final = timedelta(minutes=5)
"""How long a handler may take; then somebody else may run it again with the same key."""

MOST_ATTEMPTS: Final = 8
"""Attempts after which a job waits for a person; each retry by a person is one more."""

LONGEST_REASON: Final = 1000
"""Letters of the reason that are kept when a handler does not succeed."""

_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(hours=1)
_DOUBLINGS: Final = 10  # 5 s doubled so often is more than an hour


class Overtaken(Conflict):
    """The job is another's by now, done, or cancelled: what the handler returned is not kept."""


def backoff(attempts: int, jitter: float) -> timedelta:
    """Return how long to wait after that many attempts, times `jitter`, such as 0.8 to 1.2."""
    doublings = min(attempts - 1, _DOUBLINGS)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT) * jitter


def run(handler: Handler, taken: JobRecord, now: datetime) -> Outcome:
    """Run the handler of a job, outside any transaction. Raises whatever the handler raises.

    Permanent also where an input it needs is missing or what it returns is no Outcome.
    """
    missing = [name for name in handler.needs if taken.inputs.get(name) in (None, "")]
    if missing:
        names = ", ".join(missing)
        raise Permanent(f"masukan kosong: {names} / these inputs are missing: {names}")
    outcome = handler.run(
        Context(taken.agency_id, taken.instance_id, taken.node, taken.inputs, taken.id, now)
    )
    if not isinstance(outcome, Outcome):
        raise Permanent(f"handler mengembalikan {outcome!r}, bukan Outcome / not an Outcome")
    return outcome


def reason(error: Exception) -> str:
    """Return why a handler did not succeed, as it is kept and shown."""
    text = str(error)
    if isinstance(error, Refusal):
        text = f"{error.text('id')} / {error.text('en')}"
    elif not isinstance(error, Permanent | Retry):
        text = f"{type(error).__name__}: {text}" if text else type(error).__name__
    readable = text.encode("utf-8", "replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return readable.strip().rstrip(".")[:LONGEST_REASON]


def finish(session: Session, taken: JobRecord, outcome: Outcome, now: datetime) -> Result:
    """Keep what a handler returned, do what it wants, and let the instance go on.

    Raises Overtaken, Stuck where the model cannot go on, and what doing its wishes raises: then
    nothing of it is kept.
    """
    case, job = _still_taken(session, taken)
    values = forms.check((), outcome.variables)
    if outcome.error:
        progress = _failing(case, job, outcome.error, values, now)
        _close(session, case, job, "JobFailed", {"error": outcome.error}, progress, SYSTEM, now)
    else:
        values |= _granted(session, case, outcome, now)
        progress = _finishing(case, job, values, now)
        _close(session, case, job, "JobCompleted", {"values": values}, progress, SYSTEM, now)
    return case.result()


def give_up(session: Session, taken: JobRecord, stuck: Stuck, now: datetime) -> Result:
    """Let a job wait for a person, and say why by an incident. Raises Overtaken."""
    case, job = _still_taken(session, taken)
    incident = case.raise_incident(stuck, {"verb": "job", "job": job.id}, SYSTEM, now)
    error = str(stuck.facts.get("reason", stuck.code))
    case.jobs.change(job, state="failed", next_at=None, error=error)
    case.trail.log("JobFailed", SYSTEM, now, **_facts(job), attempts=job.attempts, error=error)
    return case.result(incident=incident)


def complete(
    session: Session, id: str, variables: Mapping[str, Any], by: str | None, now: datetime
) -> Result:
    """End a job by hand, with the variables its handler would have returned.

    Only who may steer the instance does that. Raises NotFound, NotPermitted, Conflict when it is
    closed or the instance not active, Invalid for variables that are not plain values. Where the
    model cannot go on the values are kept in an incident and the job stays as it is.
    """
    case, job, actor = _take(session, id, by, now)
    values = forms.check((), variables)
    command = {"verb": "complete_job", "job": id, "variables": dict(values)}
    outcome = steps.run(case, command, actor, now, lambda: _finishing(case, job, values, now))
    return _by_hand(session, case, job, "JobCompleted", {"values": values}, outcome, actor, now)


def skip(session: Session, id: str, reason: str, by: str | None, now: datetime) -> Result:
    """End a job without a result. Raises as `complete` does, and Invalid without a reason."""
    case, job, actor = _take(session, id, by, now)
    require_reason(reason)
    command = {"verb": "skip_job", "job": id, "reason": reason}
    outcome = steps.run(case, command, actor, now, lambda: _finishing(case, job, {}, now))
    return _by_hand(session, case, job, "JobSkipped", {"reason": reason}, outcome, actor, now)


def fail(
    session: Session,
    id: str,
    code: str,
    variables: Mapping[str, Any],
    by: str | None,
    now: datetime,
) -> Result:
    """End a job in the BPMN error `code`, which the model catches.

    Raises as `complete` does, and Invalid without a code. Where nothing catches it that is an
    incident and the job stays as it is.
    """
    case, job, actor = _take(session, id, by, now)
    if not code.strip():
        raise Invalid("job.code_missing")
    values = forms.check((), variables)
    command = {"verb": "fail_job", "job": id, "code": code, "variables": dict(values)}
    outcome = steps.run(case, command, actor, now, lambda: _failing(case, job, code, values, now))
    return _by_hand(session, case, job, "JobFailed", {"error": code}, outcome, actor, now)


def retry(session: Session, id: str, by: str | None, now: datetime) -> Result:
    """Let a handler have a job again at once.

    Raises as `complete` does, and Conflict when it is running.
    """
    case, job, actor = _take(session, id, by, now)
    if job.state == "running":
        raise Conflict("job.running", node=job.node, handler=job.handler)
    case.jobs.change(job, state="ready", next_at=now)
    case.trail.log("JobRetried", actor, now, **_facts(job))
    case.resolve_incidents(actor, now, jobs=(id,))
    return case.result()


def _granted(session: Session, case: Case, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """Do what a handler wants; return the variables that come of it."""
    agency, today = case.record.agency_id, case.agency.today(now)
    found: dict[str, Any] = {}
    drawn: dict[str, int | None] = {}
    for want in outcome.wants:
        if isinstance(want, Number):
            name, year = want.register, today.year
            if name not in drawn:
                drawn[name] = registers.last(session.connection, agency, name, year)
            before, figure = drawn[name], (drawn[name] or 0) + 1
            registers.move_on(session.work, agency, name, year, before, figure)
            drawn[name] = found[want.figure] = figure
            found[want.into] = numbering.fill(want.template, figure, today)
        elif isinstance(want, Archive):
            found |= archiving.file(session, case, want, now)
        else:
            started = instances.start(
                session, agency, want.sop, want.title, want.variables, None, None, now
            )
            found[want.into] = started.instance.id
    return found


def _finishing(case: Case, job: JobRecord, values: Mapping[str, Any], now: datetime) -> Progress:
    if beside(job):
        return runner.advance(case.model, case.state, case.context, now)
    return _unless_gone(
        job,
        lambda: runner.finish_job(case.model, case.state, job.token, values, case.context, now),
    )


def _failing(
    case: Case, job: JobRecord, code: str, values: Mapping[str, Any], now: datetime
) -> Progress:
    if beside(job):
        raise Stuck("running.error_uncaught", job.node, element=job.node, error=code)
    return _unless_gone(
        job,
        lambda: runner.fail_job(case.model, case.state, job.token, code, values, case.context, now),
    )


def _unless_gone(job: JobRecord, step: Callable[[], Progress]) -> Progress:
    try:
        return step()
    except runner.TokenGone:
        # A timer that is due has ended the task; the next tick says so to everybody.
        raise Conflict("job.closed", node=job.node, handler=job.handler) from None


def _by_hand(
    session: Session,
    case: Case,
    job: JobRecord,
    fact: str,
    data: Mapping[str, Any],
    outcome: Progress | IncidentRecord,
    actor: Actor,
    now: datetime,
) -> Result:
    if isinstance(outcome, IncidentRecord):
        return case.result(incident=outcome)
    _close(session, case, job, fact, data, outcome, actor, now)
    return case.result()


def _close(
    session: Session,
    case: Case,
    job: JobRecord,
    fact: str,
    data: Mapping[str, Any],
    progress: Progress,
    actor: Actor,
    now: datetime,
) -> None:
    case.jobs.end(job, "failed" if fact == "JobFailed" else "done", now)
    passed = [node for node in progress.passed if node != job.node]
    case.trail.log(fact, actor, now, **_facts(job), **data, passed=passed)
    case.resolve_incidents(actor, now, jobs=(job.id,))
    steps.settle(session, case, progress, actor, now)


def _facts(job: JobRecord) -> dict[str, str]:
    return {"job": job.id, "node": job.node, "handler": job.handler}


def _find(session: Session, id: str) -> tuple[Case, JobRecord]:
    record = jobs.find(session.connection, id)
    if record is None:
        raise NotFound("unknown", kind="job", name=id)
    case = instances.find(session, record.instance_id)
    return case, next((job for job in case.jobs.open if job.id == id), record)


def _take(
    session: Session, id: str, by: str | None, now: datetime
) -> tuple[Case, JobRecord, Actor]:
    """Check in the one order: exists, permitted, state."""
    case, job = _find(session, id)
    actor = instances.steering(case, by, now)
    _require_open(case, job)
    return case, job, actor


def _still_taken(session: Session, taken: JobRecord) -> tuple[Case, JobRecord]:
    case, job = _find(session, taken.id)
    if (job.state, job.attempts) != ("running", taken.attempts):
        raise Overtaken("job.overtaken", node=job.node, handler=job.handler)
    _require_open(case, job)
    return case, job


def _require_open(case: Case, job: JobRecord) -> None:
    case.require("work")
    if job.closed_at is not None:
        raise Conflict("job.closed", node=job.node, handler=job.handler)
