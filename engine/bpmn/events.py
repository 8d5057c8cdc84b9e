"""Events: what a token waits for, what it throws, and who catches it.

A catching token is WAITING. Boundary events hang on their activity, listeners of event
sub-processes stand in their scope, everything else stands in the flow. An error or escalation looks
for a catcher outwards: first the event sub-processes of the scope it happens in, then the boundary
of the activity that scope runs in, then the same one scope further out (BPMN 2.0.2 §10.5.6).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.bpmn import timers, variables
from engine.bpmn.elements import Element, Event, Flow
from engine.bpmn.flownodes import FlowNode
from engine.bpmn.timers import Due
from engine.bpmn.tokens import WAITING, Token
from engine.core.model import Stuck, Thrown, TimerMoved, Waiting


class Catching(FlowNode):
    """A node whose token waits until its event happens."""

    def _update_hook(self, my_task: Token) -> bool:
        super()._update_hook(my_task)
        my_task.wait()
        event = self.element.event
        if event.kind == "timer":
            self.set_timer(my_task)
        elif event.key is not None:
            key = variables.evaluate(event.key, my_task)
            my_task.internal_data["key"] = correlation(key)
        return False

    def notice(self, token: Token) -> bool:
        """Go on if this is a conditional event whose condition has become true."""
        event = self.element.event
        if event.kind != "conditional" or event.condition is None:
            return False
        was = token.internal_data.get("was", False)
        now = variables.holds_by_now(event.condition, token)
        token.internal_data["was"] = now
        if now and not was:
            self.happen(token, {})
            return True
        return False

    def happen(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Let the event happen to `token`, with the values it brings."""
        variables.assign(token, payload)
        self.proceed(token)

    def proceed(self, token: Token) -> None:
        """Go on because the event has happened."""
        race = token.internal_data.pop("race", 0)
        if race:
            for rival in list(token.workflow.tasks.values()):
                if rival.internal_data.get("race") == race:
                    rival.cancel()
        forget(token)
        token.go()

    def again(self, token: Token) -> None:
        """Go on waiting after the event of something that is not interrupted."""
        if self.element.event.kind != "timer":
            return
        timer, step = self.element.event.timer, token.workflow.top_workflow.step
        assert timer is not None  # noqa: S101 - the kind says so
        following = timers.next_due(timer, due(token), step.clock, step.now)
        if following is None:
            token.cancel()
        else:
            remember(token, following)

    def set_timer(self, token: Token) -> None:
        """Note when the timer is due, counted from now."""
        timer, step = self.element.event.timer, token.workflow.top_workflow.step
        assert timer is not None  # noqa: S101 - the kind says so
        text: object = timer.text
        if timer.expression is not None:
            text = variables.evaluate(timer.expression, token)
        try:
            remember(token, timers.first_due(timer, str(text), step.clock, step.now))
        except timers.TimerError as error:
            raise Stuck(error.code, self.bpmn_id, element=self.bpmn_id, **error.facts) from None


class StartEvent(FlowNode):
    """Where a token begins; whatever started the process has happened already."""


class BoundaryEvent(Catching):
    """An event at the edge of an activity, for as long as that runs."""

    def proceed(self, token: Token) -> None:
        """Take the activity's place, or start a token beside it if it is not interrupted."""
        scope = token.workflow
        if self.element.interrupting:
            host = token.parent
            token.unhang()
            host.cancel()
            forget(token)
            token.go()
        else:
            scope.put(self.name).go()
            self.again(token)


class Listener(Catching):
    """The start event of an event sub-process, listening in the scope around it."""

    listens = True

    def __init__(self, scope: Any, element: Element, handler: str, name: str) -> None:
        """Add the listener `name` that starts the event sub-process `handler`."""
        super().__init__(scope, element, name)
        self.handler = handler

    def proceed(self, token: Token) -> None:
        """Start the event sub-process, in place of everything else if it interrupts."""
        scope = token.workflow
        started = scope.put(self.handler)
        if self.element.interrupting:
            scope.clear(keep=started)
        else:
            self.again(token)
        started.arrive()


class Link(FlowNode):
    """One end of a link: a token that comes to the throwing end goes on at the catching end."""

    def chosen(self, token: Token) -> list[Flow]:
        """Return the flows of the catching end."""
        other = token.workflow.spec.links[self.element.event.name]
        return super().chosen(token) if other == self.name else [jump(self.element, other)]


class Throwing(FlowNode):
    """An intermediate throw event, an end event or a send task."""

    def _run_hook(self, my_task: Token) -> bool | None:
        throw(self.element.event, my_task)
        return True if my_task.live else None


def jump(source: Element, target: str) -> Flow:
    """Return the flow that a link stands for."""
    return Flow(f"{source.id} -> {target}", source.id, target, source.line)


def throw(event: Event, token: Token) -> None:
    """Throw `event` where `token` stands. Raises Stuck for an error nobody catches."""
    scope = token.workflow
    if event.kind == "terminate":
        scope.clear(keep=token)
    elif event.kind == "message":
        send_message(event, token)
    elif event.kind == "signal":
        _thrown(event, token)
        broadcast(scope.top_workflow, event.name, {})
    elif event.kind in ("error", "escalation", "cancel"):
        _throw_outwards(event, token, {})


def throw_error(code: str, values: Mapping[str, Any], token: Token) -> None:
    """Let the activity at `token` end in the error `code`, which brings `values`.

    What hangs on the activity itself catches it before anything around it. Raises Stuck if nobody
    does.
    """
    event = Event("error", code)
    own = _catcher(event, [*token.children, *_of_body(token)])
    if own is None:
        _throw_outwards(event, token, values)
    else:
        own.task_spec.happen(own, values)


def escalate(code: str, token: Token | None, top: Any) -> None:
    """Let the escalation `code` happen to the activity at `token`, from outside the model.

    What hangs on the activity itself catches it before anything around it. Without a token it
    happens in the process as a whole. What nobody catches leaves the instance.
    """
    event = Event("escalation", code)
    if token is None:
        own = _catcher(event, [each for each in top.tasks.values() if each.task_spec.listens])
    else:
        own = _catcher(event, [*token.children, *_of_body(token)])
    if own is not None:
        own.task_spec.happen(own, {})
    elif token is not None:
        _throw_outwards(event, token, {})
    else:
        top.step.thrown.append(Thrown("escalation", code, ""))


def send_message(event: Event, token: Token) -> None:
    """Give a message to whoever waits for it in this instance, else let it leave the instance."""
    top = token.workflow.top_workflow
    payload = dict(variables.of(token))
    key = None
    if event.key is not None and event.key.reads <= variables.visible(token).keys():
        key = correlation(variables.evaluate(event.key, token))
    receiver = receiver_of(top, event.name, key)
    if receiver is not None:
        shared = receiver.workflow.process is token.workflow.process
        receiver.task_spec.happen(receiver, {} if shared else payload)
    else:
        top.step.thrown.append(Thrown("message", event.name, token.task_spec.bpmn_id, payload, key))


def receiver_of(top: Any, name: str, key: str | None) -> Token | None:
    """Return the token that waits for the message `name` with that key: the oldest of the fitting.

    A wait with the very key goes before one without any; a message without a key fits every wait.
    """
    fitting = [
        token
        for token in waiting_for(top, "message", name)
        if key is None or token.internal_data.get("key") in (None, key)
    ]
    return min(fitting, key=lambda token: token.internal_data.get("key") != key, default=None)


def broadcast(top: Any, name: str, payload: Mapping[str, Any]) -> int:
    """Let the signal `name` happen to every token that waits for it; return to how many."""
    reached = 0
    for token in waiting_for(top, "signal", name):
        if token.live and token.state == WAITING:
            token.task_spec.happen(token, payload)
            reached += 1
    return reached


def waiting_for(top: Any, kind: str, name: str) -> list[Token]:
    """Return the tokens that wait for the event `name` of that kind, the oldest first."""
    found = [
        token
        for token in top.tokens()
        if token.state == WAITING
        and isinstance(token.task_spec, Catching)
        and token.task_spec.element.event.kind == kind
        and token.task_spec.element.event.name == name
    ]
    return sorted(found, key=lambda token: token.id)


def subscription(token: Token) -> Waiting | None:
    """Return what `token` waits for from outside, None if it does not."""
    event = token.task_spec.element.event
    if token.state != WAITING or not isinstance(token.task_spec, Catching):
        return None
    if event.kind == "message" or event.kind == "signal":
        key = token.internal_data.get("key")
        return Waiting(event.kind, event.name, token.task_spec.bpmn_id, key)
    return None


def correlation(value: object) -> str:
    """Return a correlation key as text, so that 7 and "7" are the same number of a document."""
    return str(value)


def forget(token: Token) -> None:
    """Drop what `token` kept while it was waiting."""
    for name in ("race", "key", "due", "was"):
        token.internal_data.pop(name, None)


def due(token: Token) -> Due:
    """Return when the timer `token` waits for is due."""
    at, every, left, until, *since = token.internal_data["due"]
    return Due(
        datetime.fromisoformat(at),
        every,
        left,
        datetime.fromisoformat(until) if until else None,
        datetime.fromisoformat(since[0]) if since else None,
    )


def remember(token: Token, moment: Due) -> None:
    """Keep with `token` when its timer is due."""
    until = moment.until.isoformat() if moment.until else ""
    since = [moment.since.isoformat()] if moment.since else []
    kept = [moment.at.isoformat(), moment.every, moment.left, until, *since]
    token.internal_data["due"] = kept
    token.workflow.top_workflow.set_timer(token, moment.at)


def recount(top: Any) -> list[TimerMoved]:
    """Count the timers of an instance that run in working time anew, and return those that move.

    Raises Invalid where the calendar holds too little working time.
    """
    moved = []
    for token in top.tokens():
        if token.state != WAITING or "due" not in token.internal_data:
            continue
        before = due(token)
        after = timers.recounted(before, top.step.clock)
        if after != before:
            remember(token, after)
            element = token.task_spec.element
            moved.append(TimerMoved(element.id, element.name, before.at, after.at))
    return moved


def _thrown(event: Event, token: Token) -> None:
    step = token.workflow.top_workflow.step
    if event.kind == "signal" or event.kind == "escalation":
        step.thrown.append(Thrown(event.kind, event.name, token.task_spec.bpmn_id))


def _throw_outwards(event: Event, token: Token, values: Mapping[str, Any]) -> None:
    """Find the nearest catcher of an error, escalation or cancel event and let it happen there."""
    scope = token.workflow
    while True:
        catcher = _catcher(event, [t for t in scope.tasks.values() if t.task_spec.listens])
        if catcher is None and scope is not scope.top_workflow:
            host = scope.host
            catcher = _catcher(event, [*host.children, *_of_body(host)])
        if catcher is not None:
            catcher.task_spec.happen(catcher, values)
            return
        if scope is scope.top_workflow:
            break
        scope = scope.host.workflow
    if event.kind == "error":
        node = token.task_spec.bpmn_id
        raise Stuck("running.error_uncaught", node, element=node, error=event.name)
    _thrown(event, token)


def _of_body(host: Token) -> list[Token]:
    """Return what hangs on the multi-instance activity `host` is an instance of."""
    return host.parent.children if host.host is not None else []


def _catcher(event: Event, tokens: list[Token]) -> Token | None:
    """Return the token that catches `event`: one that names its code before one that names none."""
    fitting = [
        token
        for token in tokens
        if token.state == WAITING
        and token.task_spec.element.event.kind == event.kind
        and token.task_spec.element.event.name in ("", event.name)
    ]
    return min(fitting, key=lambda t: (not t.task_spec.element.event.name, t.id), default=None)
