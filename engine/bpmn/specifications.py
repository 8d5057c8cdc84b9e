"""The specifications SpiffWorkflow runs: one node of the diagram is one node of a specification."""

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.bpmn import graph, paths
from engine.bpmn.activities import activity
from engine.bpmn.elements import ACTIVITIES, GATEWAYS, Element, Scope
from engine.bpmn.events import BoundaryEvent, Catching, Link, Listener, StartEvent, Throwing
from engine.bpmn.flownodes import FlowNode
from engine.bpmn.gateways import gateway
from engine.bpmn.normalise import Process
from engine.bpmn.repetitions import body, instance_name


class ProcessSpec(BpmnProcessSpec):
    """The specification of a process or sub-process: its nodes and how they hang together."""

    def __init__(self, scope: Scope, scopes: dict[str, "ProcessSpec"]) -> None:
        """Make the specification of `scope`; `scopes` are those of the whole model by id."""
        super().__init__(name=scope.id, description=scope.name)
        # The library's own nodes have names that ids of a file could have too; we need none.
        self.task_specs.clear()
        self.scopes = scopes
        self.entries: tuple[str, ...] = ()
        self.listeners: tuple[str, ...] = ()
        gateways = scope.of("parallelGateway", "inclusiveGateway")
        self.joins = tuple(each.id for each in gateways if len(each.incoming) > 1)
        self.scope = scope
        self.forwards = paths.edges(scope)
        self.backwards = graph.reversed_(self.forwards)
        self.dominators = graph.dominators(self.forwards, paths.beginnings(scope))
        self.onwards = graph.onwards(self.forwards, self.dominators)
        self.hosted: dict[str, tuple[str, ...]] = {}
        for element in scope.elements.values():
            if element.host:
                self.hosted[element.host] = (*self.hosted.get(element.host, ()), element.id)
        self.links = {
            element.event.name: element.id
            for element in scope.of("intermediateCatchEvent")
            if element.event.kind == "link"
        }


def build(process: Process) -> ProcessSpec:
    """Return the specification of `process`, which knows those of its sub-processes."""
    specs: dict[str, ProcessSpec] = {}
    for scope in process.scopes.values():
        specs[scope.id] = ProcessSpec(scope, specs)
    for scope in process.scopes.values():
        _fill(specs[scope.id], scope, process)
    return specs[process.id]


def _fill(spec: ProcessSpec, scope: Scope, process: Process) -> None:
    """Add the nodes of `scope` to `spec`."""
    for element in scope.elements.values():
        _add(spec, element)
    listeners = []
    for handler in scope.handlers():
        start = process.scopes[handler.id].of("startEvent")[0]
        listeners.append(Listener(spec, start, handler.id, listener_name(start.id)).name)
    spec.listeners = tuple(listeners)
    spec.entries = tuple(element.id for element in _first(scope))


def _first(scope: Scope) -> tuple[Element, ...]:
    """Return where `scope` begins when nothing has triggered it, as when a process is called.

    Of the start events that is the one without a trigger (BPMN 2.0.2 §10.3.6), else the first.
    """
    starts = scope.of("startEvent")
    plain = tuple(start for start in starts if start.event.kind == "none")
    return plain or starts[:1] or scope.entries()


def listener_name(start: str) -> str:
    """Return the name of the node that listens for the start event of an event sub-process.

    No id can be like it: the control character has no place in XML.
    """
    return f"{start}\x1flistener"


def _add(spec: ProcessSpec, element: Element) -> FlowNode:
    if element.tag in ACTIVITIES:
        hosted = spec.hosted.get(element.id, ())
        if element.repetition is None:
            plain = activity(spec, element)
            plain.boundaries = hosted
            return plain
        activity(spec, element, instance_name(element.id), element.id)
        repeated = body(spec, element, element.repetition)
        repeated.boundaries = hosted
        return repeated
    if element.tag in GATEWAYS:
        return gateway(spec, element)
    if element.host:
        return BoundaryEvent(spec, element)
    if element.tag == "startEvent":
        return StartEvent(spec, element)
    if element.event.kind == "link":
        return Link(spec, element)
    if element.tag == "intermediateCatchEvent":
        return Catching(spec, element)
    return Throwing(spec, element)
