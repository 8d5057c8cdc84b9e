"""From a BPMN file to models that run: read, checked, compiled, and frozen for all threads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from engine.bpmn import extension_findings, extensions, lint, markup, normalise, specifications
from engine.bpmn.elements import Element, HandlerCall, Scope
from engine.bpmn.normalise import Process
from engine.bpmn.reader import Document
from engine.bpmn.specifications import ProcessSpec
from engine.core.findings import Finding
from engine.core.model import Node
from engine.core.soptable import Identity, Ladder, LegalDate, TimeStandard

MAX_PROCESSES: Final = 200
"""Processes one file may have."""
MISSING: Final = frozenset({"bpmn.condition_missing", "bpmn.instances_missing"})
"""What an expression that cannot be read leaves missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A process that can run. It never changes; instances and threads share it.

    `ladders` are those it writes, `time_standard` that of the process as a whole, `legal_dates` the
    days by which the law wants its result. `lanes` are the names of the innermost lanes, `nodes`
    every flow node by id, those of sub-processes included; `message_starts` and `signal_starts` the
    names of the messages and signals that start it, each with its start event; `timer_starts` the
    start events that a timer triggers; `decisions` those it takes, each with a node that does;
    `handlers` what each service task, by its id, asks of which handler.
    """

    key: str
    name: str
    executable: bool
    digest: str
    identity: Identity
    ladders: tuple[Ladder, ...]
    time_standard: TimeStandard | None
    legal_dates: tuple[LegalDate, ...]
    lanes: tuple[str, ...]
    nodes: Mapping[str, Node]
    message_starts: Mapping[str, str]
    signal_starts: Mapping[str, str]
    timer_starts: tuple[str, ...]
    decisions: Mapping[str, str]
    handlers: Mapping[str, HandlerCall]
    scopes: Mapping[str, Scope] = field(repr=False)
    specification: ProcessSpec = field(repr=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file came to. There are no models when a finding is an error."""

    models: tuple[Model, ...]
    findings: tuple[Finding, ...]

    @property
    def main(self) -> Model | None:
        """Return the model the file is about: the first that shall run and has content."""
        filled = [model for model in self.models if model.nodes]
        return next((model for model in filled if model.executable), next(iter(filled), None))


def load(document: Document) -> Loaded:
    """Return the models of a file, or every finding that keeps it from running.

    A process marked as not executable is checked as well, but its errors only warn; it becomes a
    model if it has none. An empty process beside others is a pool without content: it only warns.
    """
    count = sum(markup.tag(node) == "process" for node in document.root)
    if count > MAX_PROCESSES:
        facts = {"count": count, "limit": MAX_PROCESSES}
        return Loaded((), (Finding("error", "bpmn.too_many_processes", facts=facts),))
    processes, findings = normalise.read(document.root)
    findings += _of_file(document, processes)
    for process in processes:
        findings += [*lint.words(process.source), *lint.vendors(process.source)]
        findings += lint.process(process)
    findings = _first_causes(findings)
    idle = {id_ for process in _idle(processes) for id_ in _ids(process)}
    told = [_warning(finding) if finding.element in idle else finding for finding in findings]
    found = tuple(sorted(told, key=lambda finding: (finding.line, finding.element)))
    if any(finding.severity == "error" for finding in found):
        return Loaded((), found)
    wrong = {finding.element for finding in findings if finding.severity == "error"}
    sound = [process for process in processes if not wrong & _ids(process)]
    return Loaded(tuple(_model(process, document.digest) for process in sound), found)


def _of_file(document: Document, processes: tuple[Process, ...]) -> Iterator[Finding]:
    if not processes:
        yield Finding("error", "bpmn.no_process")
    elif not any(process.executable for process in processes):
        yield Finding("warning", "bpmn.not_executable", processes[0].id)
    for child in document.root:
        if markup.tag(child) != "process":
            yield from lint.words(child)
    yield from extension_findings.findings(document.root)


def _first_causes(findings: list[Finding]) -> list[Finding]:
    """Return `findings` without those that miss only what could not be read."""
    unread = {each.element for each in findings if each.code.startswith("expression.")}
    return [each for each in findings if each.code not in MISSING or each.element not in unread]


def _idle(processes: tuple[Process, ...]) -> list[Process]:
    """Return the processes that are not meant to run: marked so, or empty beside others."""
    empty = [not process.scopes[process.id].elements for process in processes]
    beside = not all(empty)
    return [
        process
        for process, nothing in zip(processes, empty, strict=True)
        if not process.executable or (nothing and beside)
    ]


def _ids(process: Process) -> frozenset[str]:
    return frozenset(str(node.get("id")) for node in process.source.iter() if node.get("id"))


def _warning(finding: Finding) -> Finding:
    return replace(finding, severity="warning") if finding.severity == "error" else finding


def _model(process: Process, digest: str) -> Model:
    top = process.scopes[process.id]
    starts = top.of("startEvent")
    elements = [e for scope in process.scopes.values() for e in scope.elements.values()]
    return Model(
        key=process.id,
        name=process.name or process.id,
        executable=process.executable,
        digest=digest,
        identity=extensions.read_identity(process.source),
        ladders=extensions.read_ladders(process.source),
        time_standard=extensions.read_time_standard(process.source),
        legal_dates=extensions.read_legal_dates(process.source),
        lanes=process.lanes,
        nodes={element.id: _node(element) for element in elements},
        message_starts={s.event.name: s.id for s in starts if s.event.kind == "message"},
        signal_starts={s.event.name: s.id for s in starts if s.event.kind == "signal"},
        timer_starts=tuple(s.id for s in starts if s.event.kind == "timer"),
        decisions={e.decision.reference: e.id for e in elements if e.decision},
        handlers={e.id: e.handler for e in elements if e.handler},
        scopes=process.scopes,
        specification=specifications.build(process),
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
