"""Runs an instance one step further: start, complete, deliver, advance.

Every function takes the stored state and returns a new one; nothing else is kept. Due timers fire
before anything else is accepted. Whatever cannot go on raises, and the given state stays as it was.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from engine.bpmn import events, migration, moves, state, variables
from engine.bpmn.activities import ServiceTask, begin
from engine.bpmn.decisions import Decision
from engine.bpmn.expressions import ExpressionError
from engine.bpmn.parser import Model
from engine.bpmn.timers import Clock, Due, TimerError, first_due, next_due
from engine.bpmn.tokens import READY, STARTED, Instance, Step, Token
from engine.core.calendar import PERPRES_21_2023, WorkingCalendar
from engine.core.errors import Conflict, Invalid
from engine.core.findings import Finding
from engine.core.model import OpenJob, OpenTask, Progress, Stuck, TimerMoved, Variables
from engine.core.people import Organisation

MAX_MISSED: Final = 200
"""Timers fired in one step, if so many were missed."""


class TokenGone(Conflict):
    """The task is not open any more: done, cancelled by an event, or returned."""


class NotWaiting(Conflict):
    """Nobody in the instance waits for this message or signal."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an instance needs to know of the world.

    `step_budget` bounds the automatic steps of one call. `model_of` gives the model a call activity
    runs: asked with the id of the called process it returns the version to start now, with
    "id@digest" exactly the version that is running. `decision_of` gives the decision in force with
    an id, None where there is none.
    """

    organisation: Organisation
    calendar: WorkingCalendar | None = None
    step_budget: int = 1000
    model_of: Callable[[str], Model | None] | None = None
    decision_of: Callable[[str], Decision | None] | None = None


def start(
    model: Model, values: Variables, context: Context, now: datetime, *, at: str = ""
) -> Progress:
    """Start an instance with the variables `values`, at the start event `at` or the usual one.

    Raises Invalid if `values` are not JSON or there is no such start event, Stuck if the model
    cannot go on.
    """
    instance = Instance(model.specification, model.specification.scopes, _step(context, now))
    instance.data["vars"].update(_checked(values))
    entries = _entries(model, at)
    _check_condition(model, entries[0], instance)
    begin(instance, entries)
    return _progress(instance)


def complete(
    model: Model, data: bytes, token: int, values: Variables, context: Context, now: datetime
) -> Progress:
    """Complete the open task `token` with the variables `values`.

    Raises TokenGone if it is not open (any more), Invalid if `values` are not JSON, Stuck.
    """
    checked = _checked(values)
    instance = _current(model, data, context, now)
    task = open_token(instance, token)
    variables.assign(task, checked)
    task.run()
    return _progress(instance)


def finish_job(
    model: Model, data: bytes, token: int, values: Variables, context: Context, now: datetime
) -> Progress:
    """End the open job `token` with the variables `values` its handler returned.

    Raises TokenGone if it is not open (any more), Invalid if `values` are not JSON, Stuck.
    """
    checked = _checked(values)
    instance = _current(model, data, context, now)
    job = open_job(instance, token)
    job.task_spec.finish(job, checked)
    return _progress(instance)


def fail_job(
    model: Model,
    data: bytes,
    token: int,
    code: str,
    values: Variables,
    context: Context,
    now: datetime,
) -> Progress:
    """End the open job `token` in the error `code`, which brings the variables `values`.

    Raises as `finish_job` does; Stuck also where nothing in the model catches that error.
    """
    checked = _checked(values)
    instance = _current(model, data, context, now)
    events.throw_error(code, checked, open_job(instance, token))
    return _progress(instance)


def escalate(
    model: Model, data: bytes, token: int | None, code: str, context: Context, now: datetime
) -> Progress:
    """Raise the escalation `code` at the open task `token`, or in the process as a whole.

    Where nothing in the model catches it, it is thrown out of the instance. Raises TokenGone if the
    task is not open (any more), Stuck.
    """
    instance = _current(model, data, context, now)
    task = None if token is None else open_token(instance, token)
    events.escalate(code, task, instance)
    return _progress(instance)


def deliver(
    model: Model,
    data: bytes,
    kind: Literal["message", "signal"],
    name: str,
    payload: Variables,
    key: str | None,
    context: Context,
    now: datetime,
) -> Progress:
    """Hand a message to the one token that waits for it, or a signal to all that do.

    `key` is the correlation key of a message. Raises NotWaiting, Invalid, Stuck.
    """
    checked = _checked(payload)
    instance = _current(model, data, context, now)
    if kind == "signal":
        reached = events.broadcast(instance, name, checked)
    else:
        receiver = events.receiver_of(instance, name, key)
        reached = receiver is not None
        if receiver is not None:
            receiver.task_spec.happen(receiver, checked)
    if not reached:
        raise NotWaiting("running.not_waiting", event=name)
    return _progress(instance)


def advance(model: Model, data: bytes, context: Context, now: datetime) -> Progress:
    """Fire the timers that are due and go on as far as possible. Raises Stuck."""
    return _progress(_current(model, data, context, now))


def move(
    model: Model, data: bytes, token: int, target: str, context: Context, now: datetime
) -> Progress:
    """Return the open task `token` to the earlier step `target`.

    Raises TokenGone, Invalid with a code `move.…` if it cannot go there, Stuck.
    """
    instance = _current(model, data, context, now)
    moves.move(open_token(instance, token), target)
    return _progress(instance)


def targets(
    model: Model, data: bytes, token: int, context: Context | None = None
) -> dict[str, str | None]:
    """Return the steps before the open task `token`, each with why it cannot be returned to.

    None means it can; otherwise the code of the words that say why. Raises TokenGone.
    """
    return moves.targets(open_token(_stored(model, data, context), token))


def migrate(
    old: Model, new: Model, data: bytes, context: Context | None = None
) -> tuple[Finding, ...]:
    """Return why a stored instance of `old` cannot go on under `new`, nothing if it can."""
    return migration.check(_stored(old, data, context), new)


def start_due(
    model: Model, at: str, context: Context, now: datetime, *, after: Due | None = None
) -> Due | None:
    """Return when the timer of the start event `at` is due: first, or next `after` it has fired.

    `now` is when the model was deployed, or when it fired. Raises Stuck for a text that is no time.
    """
    timer, step = model.scopes[model.key].elements[at].event.timer, _step(context, now)
    if timer is None:
        raise Invalid("running.no_start", element=at)
    if after is not None:
        return next_due(timer, after, step.clock, now)
    try:
        text = timer.expression.evaluate(step.builtins) if timer.expression else timer.text
        return first_due(timer, str(text), step.clock, now)
    except (ExpressionError, TimerError) as error:
        raise Stuck(error.code, at, **{"element": at, **error.facts}) from None


def counts_working_time(model: Model) -> bool:
    """Tell whether an instance may wait for a timer in working time; a called process may."""
    elements = (each for scope in model.scopes.values() for each in scope.elements.values())
    return any(
        bool(each.called) or (each.event.timer is not None and each.event.timer.working)
        for each in elements
    )


def recount(
    model: Model, data: bytes, context: Context, now: datetime
) -> tuple[bytes, datetime | None, list[TimerMoved]]:
    """Count the timers that run in working time anew with the calendar of `context`.

    Return the new state, when its next timer is due, and which have moved; none fires here. Raises
    Invalid (`calendar.exhausted`), Stuck for a damaged state.
    """
    instance = load(model, data, _step(context, now))
    moved = events.recount(instance)
    due = instance.next_timer()
    return state.dump(instance), due[0] if due else None, moved


def inspect(model: Model, data: bytes, context: Context | None = None) -> Progress:
    """Return what is open in a stored instance, changing nothing.

    `context` is needed only if a call activity may be running.
    """
    return _describe(_stored(model, data, context), data)


def _stored(model: Model, data: bytes, context: Context | None) -> Instance:
    """Return the stored instance only to look at."""
    step = Step(datetime.min.replace(tzinfo=UTC), {}, None, context and context.model_of, 0)
    return load(model, data, step)


def load(model: Model, data: bytes, step: Step) -> Instance:
    """Return the stored instance."""

    def called(reference: str) -> Any:
        return step.model_of(reference).specification

    return state.load(data, model.specification, step, called)


def open_token(instance: Instance, number: int) -> Token:
    """Return the open task with that number. Raises TokenGone."""
    for token in instance.tokens():
        if token.id == number and token.state == READY and token.by_hand:
            return token
    raise TokenGone("running.token_gone", token=number)


def open_job(instance: Instance, number: int) -> Token:
    """Return the open job with that number. Raises TokenGone."""
    for token in _jobs(instance):
        if token.id == number:
            return token
    raise TokenGone("running.job_gone", token=number)


def _current(model: Model, data: bytes, context: Context, now: datetime) -> Instance:
    """Return the stored instance after everything that is due by `now` has happened."""
    instance = load(model, data, _step(context, now))
    _run_until_now(instance)
    return instance


def _run_until_now(instance: Instance) -> None:
    """Go on as far as possible, firing what is due in the order of the due times.

    After a pause with very many missed timers the rest stays due for the next step.
    """
    step = instance.step
    while True:
        instance.run_to_stability()
        due = instance.next_timer()
        if due is None or due[0] > step.now or step.missed == MAX_MISSED:
            return
        token = due[1]
        if token.id <= instance.stored_number:
            # What was waiting before this step is a step of its own.
            step.used = 0
            step.missed += 1
        token.task_spec.happen(token, {})


def _step(context: Context, now: datetime) -> Step:
    zone = ZoneInfo(context.organisation.zone)
    return Step(
        now=now,
        builtins=variables.builtins(context.organisation, now),
        clock=Clock(zone, context.calendar or WorkingCalendar("", zone, PERPRES_21_2023)),
        model_of=context.model_of,
        decision_of=context.decision_of,
        budget=context.step_budget,
    )


def _entries(model: Model, at: str) -> tuple[str, ...]:
    """Return where an instance begins: at `at`, else at the start event without a trigger."""
    top = model.scopes[model.key]
    starts = top.of("startEvent")
    if not starts and not at:
        return model.specification.entries
    if at:
        chosen = [start.id for start in starts if start.id == at]
    else:
        chosen = [start.id for start in starts if start.event.kind == "none"]
        chosen = chosen or [start.id for start in starts][:1]
    if not chosen:
        raise Invalid("running.no_start", element=at)
    return (chosen[0],)


def _check_condition(model: Model, at: str, instance: Instance) -> None:
    """Refuse to begin at a conditional start event whose condition is not true."""
    element = model.scopes[model.key].elements[at]
    if element.event.condition is not None:
        token = instance.put(at)
        if not variables.holds_by_now(element.event.condition, token):
            raise Invalid("running.start_condition", element=at)
        token.remove()


def _checked(values: Variables) -> dict[str, Any]:
    """Return a copy of `values`. Raises Invalid if they are not plain JSON."""
    try:
        copied: dict[str, Any] = json.loads(json.dumps(dict(values), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise Invalid("running.not_json", reason=str(error)) from None
    return copied


def _progress(instance: Instance) -> Progress:
    _run_until_now(instance)
    return _describe(instance, state.dump(instance))


def _describe(instance: Instance, data: bytes) -> Progress:
    waiting = [events.subscription(token) for token in instance.tokens()]
    due = instance.next_timer()
    return Progress(
        state=data,
        status="completed" if instance.completed else "active",
        open=tuple(sorted(map(_open_task, _open(instance)), key=lambda task: task.token)),
        variables=dict(instance.data["vars"]),
        next_due_at=due[0] if due is not None else None,
        waiting=tuple(each for each in waiting if each is not None),
        thrown=tuple(instance.step.thrown),
        passed=tuple(instance.step.passed),
        decided=tuple(instance.step.decided),
        jobs=tuple(sorted(map(_open_job, _jobs(instance)), key=lambda job: job.token)),
    )


def _open(instance: Instance) -> list[Token]:
    return [t for t in instance.tokens() if t.state == READY and t.by_hand]


def _jobs(instance: Instance) -> list[Token]:
    return [
        t for t in instance.tokens() if t.state == STARTED and isinstance(t.task_spec, ServiceTask)
    ]


def _open_job(token: Token) -> OpenJob:
    about = _instance_of(token)
    return OpenJob(
        token=token.id,
        node=token.task_spec.bpmn_id,
        handler=token.task_spec.call.name,
        item=about and about.data.get(about.parent.task_spec.repetition.item),
        index=about and about.internal_data["index"],
        process=_process_of(token),
        values=token.workflow.top_workflow.step.given.get(token.id, {}),
    )


def _open_task(token: Token) -> OpenTask:
    about = _instance_of(token)
    round_ = token.internal_data.get("round") or token.parent.internal_data.get("round", 1)
    process = _process_of(token)
    if about is None:
        return OpenTask(token.id, token.task_spec.bpmn_id, round_, process=process)
    repetition = about.parent.task_spec.repetition
    return OpenTask(
        token.id,
        token.task_spec.bpmn_id,
        round_,
        about.data.get(repetition.item),
        about.internal_data["index"],
        process,
    )


def _process_of(token: Token) -> str:
    """Return "key@digest" of the called process `token` runs in, "" for the instance's own."""
    scope = token.workflow
    while scope is not scope.top_workflow:
        if "model" in scope.data:
            return str(scope.data["model"])
        scope = scope.host.workflow
    return ""


def _instance_of(token: Token) -> Token | None:
    """Return the instance of a repeated activity that `token` is or runs in, the innermost one."""
    at = token
    while True:
        if "index" in at.internal_data:
            return at
        if at.workflow is at.workflow.top_workflow:
            return None
        at = at.workflow.host
