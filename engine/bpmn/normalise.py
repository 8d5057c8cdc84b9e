"""From the XML of a BPMN file to the values of `elements`: what modelers leave out is filled in.

Missing ids are made up, references resolved, expressions and timers compiled. Whatever cannot be
read becomes a finding with its line; nothing raises.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from engine.bpmn import activityreading, decision_calls, eventreading, extensions, lanesets, markup
from engine.bpmn.coverage import ELEMENTS
from engine.bpmn.elements import (
    ACTIVITIES,
    GATEWAYS,
    REFUSED,
    SUBPROCESSES,
    Element,
    Event,
    Flow,
    Scope,
)
from engine.bpmn.markup import Reading
from engine.core.findings import Finding

EVENTS: Final = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
NODES: Final = EVENTS | ACTIVITIES | GATEWAYS | REFUSED


@dataclass(frozen=True, slots=True)
class Process:
    """A process of a file with all its scopes by id, itself first; `lanes` in document order."""

    id: str
    name: str
    executable: bool
    source: etree._Element
    lanes: tuple[str, ...]
    scopes: Mapping[str, Scope]


def read(root: etree._Element) -> tuple[tuple[Process, ...], list[Finding]]:
    """Return the processes of a file and what was odd about them."""
    reading = Reading(root)
    processes = tuple(_Process(node, reading).read() for node in markup.children(root, "process"))
    return processes, reading.findings


class _Process:
    """One process while it is read."""

    def __init__(self, node: etree._Element, reading: Reading) -> None:
        self.node = node
        self.reading = reading
        self.layout = lanesets.read(node, reading)
        self.scopes: dict[str, Scope] = {}

    def read(self) -> Process:
        id_ = self.reading.unique(self.node)
        self.scope(self.node, id_, "", "")
        return Process(
            id_,
            markup.name(self.node) or self.pool(id_),
            self.node.get("isExecutable", "true") not in ("false", "0"),
            self.node,
            self.layout.names,
            self.scopes,
        )

    def pool(self, process: str) -> str:
        """Return the name of the pool the process stands in."""
        pool = self.reading.pools.get(process)
        return "" if pool is None else markup.name(pool)

    def scope(self, node: etree._Element, id_: str, parent: str, lane: str) -> None:
        """Read what stands in the process or sub-process `node`, which stands in `lane`."""
        nodes = [child for child in node if markup.tag(child) in NODES]
        ids = {self.reading.unique(child): child for child in nodes}
        incoming: dict[str, list[Flow]] = defaultdict(list)
        outgoing: dict[str, list[Flow]] = defaultdict(list)
        for child in markup.children(node, "sequenceFlow"):
            flow = self.flow(child, ids)
            if flow is not None:
                incoming[flow.target].append(flow)
                outgoing[flow.source].append(flow)
        elements = {
            each: self.element(each, child, id_, lane, tuple(incoming[each]), tuple(outgoing[each]))
            for each, child in ids.items()
        }
        tag, name = markup.tag(node), markup.name(node)
        self.scopes[id_] = Scope(id_, tag, name, markup.line(node), parent, elements)
        for each, child in ids.items():
            if markup.tag(child) in SUBPROCESSES:
                self.scope(child, each, id_, elements[each].lane)

    def flow(self, node: etree._Element, ids: Mapping[str, etree._Element]) -> Flow | None:
        """Return the sequence flow `node`, None if an end of it is not in this scope."""
        source = self.reading.resolved(node.get("sourceRef"))
        target = self.reading.resolved(node.get("targetRef"))
        id_ = self.reading.unique(node)
        for end in (source, target):
            if end not in ids:
                known = (
                    markup.tag(self.reading.declared[end]) if end in self.reading.declared else ""
                )
                code = "bpmn.flow_across" if known in NODES else "bpmn.flow_unknown"
                # A flow to an element that is refused as unknown needs no second finding.
                if not known or known in ELEMENTS:
                    self.reading.error(code, node, reference=end)
                return None
        written = markup.child(node, "conditionExpression")
        condition = None
        if written is not None:
            condition = self.reading.expression(markup.text(written), written, id_)
        return Flow(id_, source, target, markup.line(node), condition)

    def element(
        self,
        id_: str,
        node: etree._Element,
        scope: str,
        lane: str,
        incoming: tuple[Flow, ...],
        outgoing: tuple[Flow, ...],
    ) -> Element:
        """Return the flow node `node`."""
        tag = markup.tag(node)
        interrupting = "cancelActivity" if tag == "boundaryEvent" else "isInterrupting"
        return Element(
            id=id_,
            tag=tag,
            name=markup.name(node),
            line=markup.line(node),
            scope=scope,
            lane=self.layout.of.get(id_) or lane,
            incoming=incoming,
            outgoing=outgoing,
            default=self.default(node, outgoing),
            event=self.event(tag, node),
            host=self.reading.resolved(node.get("attachedToRef")) if tag == "boundaryEvent" else "",
            interrupting=markup.is_true(node.get(interrupting, "true")),
            triggered=tag in SUBPROCESSES and markup.is_true(node.get("triggeredByEvent")),
            **self.activity(id_, tag, node),
        )

    def activity(self, id_: str, tag: str, node: etree._Element) -> dict[str, Any]:
        """Return what only activities have."""
        found: dict[str, Any] = {}
        if tag == "scriptTask":
            found["script"] = activityreading.script(id_, node, self.reading)
        if tag == "businessRuleTask":
            found["decision"] = decision_calls.read(node, self.reading)
        if tag == "serviceTask":
            found["handler"] = activityreading.handler(id_, node, self.reading)
        if tag == "callActivity":
            found["called"] = activityreading.called(node)
            found["takes"] = activityreading.passing(id_, node, self.reading, "in")
            found["gives"] = activityreading.passing(id_, node, self.reading, "out")
        if tag in ACTIVITIES:
            found["repetition"] = activityreading.repetition(id_, node, self.reading)
            found["step"] = extensions.read_step(node)
        return found

    def default(self, node: etree._Element, outgoing: tuple[Flow, ...]) -> str:
        """Return the id of the default flow of `node`, "" for none.

        The only flow of an exclusive gateway without a condition is taken for its default.
        """
        default = self.reading.resolved(node.get("default"))
        plain = [flow.id for flow in outgoing if flow.condition is None]
        choosing = markup.tag(node) == "exclusiveGateway" and len(outgoing) > 1
        if choosing and not default and len(plain) == 1:
            facts, id_ = {"flow": plain[0]}, self.reading.id(node)
            self.reading.findings.append(
                Finding("warning", "bpmn.default_implied", id_, markup.line(node), facts)
            )
            return plain[0]
        if default and default not in {flow.id for flow in outgoing}:
            self.reading.error("bpmn.default_unknown", node, reference=default)
        return default

    def event(self, tag: str, node: etree._Element) -> Event:
        """Return the event of an event node, and the message of a send or receive task."""
        if tag in EVENTS:
            return eventreading.read(node, self.reading)
        if tag in ("sendTask", "receiveTask"):
            return eventreading.named("message", node, node, self.reading)
        return Event("none")
