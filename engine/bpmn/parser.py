"""From a BPMN file to models that run: read, checked, compiled, and frozen for all threads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.bpmn import extension_findings, extensions, graph, lint, normalise, paths
from engine.bpmn.activities import activity
from engine.bpmn.elements import ACTIVITIES, GATEWAYS, Element, Scope
from engine.bpmn.events import BoundaryEvent, Catching, Link, Listener, StartEvent, Throwing
from engine.bpmn.flownodes import FlowNode
from engine.bpmn.gateways import gateway
from engine.bpmn.normalise import Process
from engine.bpmn.reader import Document
from engine.bpmn.repetitions import body, instance_name
from engine.core.findings import Finding
from engine.core.model import Node
from engine.core.soptable import Identity, Ladder, TimeStandard


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A process that can run. It never changes; instances and threads share it.

    `lanes` are the names of the innermost lanes, `nodes` every flow node by id, those of
    sub-processes included; `start_kinds` which events start it, `message_starts` and
    `signal_starts` the names of those messages and signals, each with its start event; `callees`
    the processes it calls.
    """

    key: str
    name: str
    executable: bool
    digest: str
    identity: Identity
    ladder: Ladder
    time_standard: TimeStandard | None
    lanes: tuple[str, ...]
    nodes: Mapping[str, Node]
    start_kinds: frozenset[str]
    message_starts: Mapping[str, str]
    signal_starts: Mapping[str, str]
    callees: tuple[str, ...]
    scopes: Mapping[str, Scope] = field(repr=False)
    specification: "ProcessSpec" = field(repr=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file came to. There are no models when a finding is an error."""

    models: tuple[Model, ...]
    findings: tuple[Finding, ...]


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
        self.scope = scope
        self.forwards = paths.edges(scope)
        self.backwards = graph.reversed_(self.forwards)
        self.hosted: dict[str, tuple[str, ...]] = {}
        for element in scope.elements.values():
            if element.host:
                self.hosted[element.host] = (*self.hosted.get(element.host, ()), element.id)
        self.links = {
            element.event.name: element.id
            for element in scope.of("intermediateCatchEvent")
            if element.event.kind == "link"
        }


def load(document: Document) -> Loaded:
    """Return the models of a file, or every finding that keeps it from running.

    A process marked as not executable is checked as well, but its errors only warn; it becomes a
    model if it has none.
    """
    processes, findings = normalise.read(document.root)
    findings += _of_file(document, processes)
    by_process = {process.id: list(_check(process)) for process in processes}
    found = _sorted(_softened(findings, by_process, processes))
    if any(finding.severity == "error" for finding in found):
        return Loaded((), found)
    broken = {
        process.id
        for process in processes
        if not process.executable and _broken(process, findings, by_process[process.id])
    }
    models = tuple(_model(p, document.digest) for p in processes if p.id not in broken)
    return Loaded(models, found)


def _of_file(document: Document, processes: tuple[Process, ...]) -> Iterator[Finding]:
    if not processes:
        yield Finding("error", "bpmn.no_process")
    elif not any(process.executable for process in processes):
        yield Finding("warning", "bpmn.not_executable", processes[0].id)
    inside = {id(process.source) for process in processes}
    for child in document.root:
        if id(child) not in inside:
            yield from lint.words(child)
    yield from extension_findings.findings(document.root)


def _check(process: Process) -> Iterator[Finding]:
    yield from lint.words(process.source)
    yield from lint.process(process)


def _softened(
    findings: list[Finding],
    by_process: Mapping[str, list[Finding]],
    processes: tuple[Process, ...],
) -> Iterator[Finding]:
    """Yield all findings, errors in processes that are not executable as warnings."""
    soft = {id_ for process in processes if not process.executable for id_ in _ids(process)}
    for finding in findings:
        yield _warning(finding) if finding.element in soft else finding
    for process in processes:
        for finding in by_process[process.id]:
            yield finding if process.executable else _warning(finding)


def _broken(process: Process, findings: list[Finding], own: list[Finding]) -> bool:
    ids = _ids(process)
    inside = [finding for finding in findings if finding.element in ids]
    return any(finding.severity == "error" for finding in (*own, *inside))


def _ids(process: Process) -> frozenset[str]:
    return frozenset(str(node.get("id")) for node in process.source.iter() if node.get("id"))


def _warning(finding: Finding) -> Finding:
    return replace(finding, severity="warning") if finding.severity == "error" else finding


def _sorted(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.line, finding.element)))


def _model(process: Process, digest: str) -> Model:
    specs: dict[str, ProcessSpec] = {}
    for scope in process.scopes.values():
        specs[scope.id] = ProcessSpec(scope, specs)
    for scope in process.scopes.values():
        _fill(specs[scope.id], scope, process)
    top = process.scopes[process.id]
    starts = top.of("startEvent")
    elements = [e for scope in process.scopes.values() for e in scope.elements.values()]
    return Model(
        key=process.id,
        name=process.name or process.id,
        executable=process.executable,
        digest=digest,
        identity=extensions.read_identity(process.source),
        ladder=extensions.read_ladder(process.source),
        time_standard=extensions.read_time_standard(process.source),
        lanes=process.lanes,
        nodes={element.id: _node(element) for element in elements},
        start_kinds=frozenset(start.event.kind for start in starts) or frozenset({"none"}),
        message_starts={s.event.name: s.id for s in starts if s.event.kind == "message"},
        signal_starts={s.event.name: s.id for s in starts if s.event.kind == "signal"},
        callees=tuple(dict.fromkeys(e.called for e in elements if e.called)),
        scopes=process.scopes,
        specification=specs[process.id],
    )


def _node(element: Element) -> Node:
    return Node(
        id=element.id,
        kind=element.tag,
        name=element.name or element.id,
        lane=element.lane,
        scope=element.scope,
        line=element.line,
        human=element.human,
        step=element.step,
    )


def _fill(spec: ProcessSpec, scope: Scope, process: Process) -> None:
    """Add the nodes of `scope` to `spec`."""
    for element in scope.elements.values():
        _add(spec, element)
    listeners = []
    for handler in scope.handlers():
        start = process.scopes[handler.id].of("startEvent")[0]
        listeners.append(Listener(spec, start, handler.id, listener_name(start.id)).name)
    spec.listeners = tuple(listeners)
    spec.entries = tuple(element.id for element in scope.entries())


def listener_name(start: str) -> str:
    """Return the name of the node that listens for the start event of an event sub-process."""
    return f"{start} [listener]"


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
