"""What may stand where in a process: the rules of BPMN that a drawing can break, scope by scope."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from engine.bpmn.coverage import CATCHES, NOT_INTERRUPTIBLE, THROWS
from engine.bpmn.elements import ACTIVITIES, REFUSED_ACTIVITIES, Element, Scope
from engine.bpmn.eventreading import computed
from engine.bpmn.normalise import Process
from engine.core.findings import Finding

_AWAITED: Final = frozenset({"timer", "message", "signal", "conditional"})


def check(scope: Scope, process: Process) -> Iterator[Finding]:
    """Yield what is wrong with the shape of `scope`."""
    yield from _entries(scope, process)
    for element in scope.elements.values():
        yield from _flows(element)
        yield from _event(element, scope, process)
        yield from _gateway(element, scope)
        yield from _activity(element, process)
        if element.tag == "boundaryEvent":
            yield from _boundary(element, scope)
    yield from _links(scope)


def triggered(scope: Scope, process: Process) -> bool:
    """Tell whether `scope` is an event sub-process."""
    return bool(scope.parent) and process.scopes[scope.parent].elements[scope.id].triggered


def _error(code: str, element: Element, **facts: object) -> Finding:
    return Finding("error", code, element.id, element.line, facts)


def _entries(scope: Scope, process: Process) -> Iterator[Finding]:
    starts = scope.of("startEvent")
    none = [start for start in starts if start.event.kind == "none"]
    if triggered(scope, process):
        if len(starts) != 1:
            yield Finding("error", "bpmn.event_subprocess_start", scope.id, scope.line)
        return
    if len(none) > 1:
        yield _error("bpmn.several_starts", none[1], scope=scope.id)
    if not starts and scope.elements:
        if scope.entries():
            first = scope.entries()[0].id
            yield Finding("info", "bpmn.start_implied", scope.id, scope.line, {"first": first})
        else:
            yield Finding("error", "bpmn.start_missing", scope.id, scope.line)
    if not scope.elements and not scope.parent:
        yield Finding("error", "bpmn.empty", scope.id, scope.line)


def _flows(element: Element) -> Iterator[Finding]:
    if element.incoming and (element.tag == "startEvent" or element.host or element.triggered):
        yield _error("bpmn.flow_into", element)
    if element.outgoing and (element.tag == "endEvent" or element.triggered):
        yield _error("bpmn.flow_out_of", element)
    for flow in element.outgoing:
        if flow.condition is not None and element.tag in ("parallelGateway", "eventBasedGateway"):
            facts = {"gateway": element.id}
            yield Finding("warning", "bpmn.condition_ignored", flow.id, flow.line, facts)


def _event(element: Element, scope: Scope, process: Process) -> Iterator[Finding]:
    place = _place(element, scope, process)
    kind = element.event.kind
    if not place:
        return
    allowed = CATCHES.get(place) or THROWS[place]
    if kind not in allowed:
        facts = {"tag": element.tag, "event": kind, "allowed": ", ".join(sorted(allowed))}
        yield _error("bpmn.event_not_here", element, **facts)
    elif kind in NOT_INTERRUPTIBLE and not element.interrupting:
        yield _error("bpmn.always_interrupts", element, event=kind)
    elif kind == "cancel" and element.tag == "endEvent" and not _in_transaction(scope, process):
        yield _error("bpmn.cancel_outside", element)


def _place(element: Element, scope: Scope, process: Process) -> str:
    if element.tag == "startEvent":
        if triggered(scope, process):
            return "event sub-process start"
        return "sub-process start" if scope.parent else "process start"
    places = {
        "intermediateCatchEvent": "intermediate catch",
        "intermediateThrowEvent": "intermediate throw",
        "boundaryEvent": "boundary",
        "endEvent": "end",
    }
    return places.get(element.tag, "")


def _in_transaction(scope: Scope, process: Process) -> bool:
    """Tell whether `scope` is, or stands in, a transaction that says what follows a cancel."""
    while scope.parent:
        around = process.scopes[scope.parent]
        if scope.tag == "transaction":
            return any(event.event.kind == "cancel" for event in around.boundaries(scope.id))
        scope = around
    return False


def _gateway(element: Element, scope: Scope) -> Iterator[Finding]:
    if element.tag == "exclusiveGateway" and len(element.outgoing) > 1:
        for flow in element.outgoing:
            if flow.condition is None and flow.id != element.default:
                facts = {"gateway": element.id, "target": flow.target}
                yield Finding("error", "bpmn.condition_missing", flow.id, flow.line, facts)
    if element.tag == "eventBasedGateway":
        if not element.outgoing:
            yield _error("bpmn.race_without_events", element)
        for flow in element.outgoing:
            target = scope.elements[flow.target]
            awaited = target.tag == "intermediateCatchEvent" and target.event.kind in _AWAITED
            if not (awaited or target.tag == "receiveTask"):
                yield _error("bpmn.race_target", element, target=target.id)
            elif len(target.incoming) > 1 or target.repetition is not None:
                yield _error("bpmn.race_target_shared", element, target=target.id)


def _activity(element: Element, process: Process) -> Iterator[Finding]:
    if element.human and process.lanes and not element.lane:
        yield Finding("warning", "bpmn.outside_lanes", element.id, element.line)
    if element.tag == "callActivity" and not element.called:
        yield _error("bpmn.call_without_target", element)
    if computed(element.called):
        yield _error("bpmn.dynamic_name", element, what="process", name=element.called)
    if element.triggered and element.repetition is not None:
        yield _error("bpmn.event_subprocess_repeated", element)


def _boundary(element: Element, scope: Scope) -> Iterator[Finding]:
    host = scope.elements.get(element.host)
    if host is None or host.tag not in ACTIVITIES | REFUSED_ACTIVITIES or host.triggered:
        yield _error("bpmn.boundary_host", element, host=element.host)
    elif element.event.kind == "cancel" and host.tag != "transaction":
        yield _error("bpmn.cancel_outside", element)


def _links(scope: Scope) -> Iterator[Finding]:
    events = [e for e in scope.elements.values() if e.event.kind == "link"]
    catching = Counter(e.event.name for e in events if e.tag == "intermediateCatchEvent")
    thrown = {e.event.name for e in events if e.tag == "intermediateThrowEvent"}
    for event in events:
        name = event.event.name
        if event.tag == "intermediateThrowEvent" and catching[name] != 1:
            yield _error("bpmn.link_target", event, link=name, count=catching[name])
        elif event.tag == "intermediateCatchEvent" and name not in thrown:
            yield _error("bpmn.link_source", event, link=name)
        elif event.outgoing and event.tag == "intermediateThrowEvent":
            yield _error("bpmn.flow_out_of", event)
        elif event.incoming and event.tag == "intermediateCatchEvent":
            yield _error("bpmn.flow_into", event)
