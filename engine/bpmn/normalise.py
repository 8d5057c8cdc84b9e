"""From the XML of a BPMN file to the values of `elements`: what modelers leave out is filled in.

Missing ids are made up, references resolved, expressions and timers compiled. Whatever cannot be
read becomes a finding with its line; nothing raises.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.bpmn import eventreading, extensions, lanesets, markup
from engine.bpmn.elements import (
    ACTIVITIES,
    BPMN,
    GATEWAYS,
    SUBPROCESSES,
    Element,
    Event,
    Flow,
    Repetition,
    Scope,
)
from engine.bpmn.expressions import Expression, Script
from engine.bpmn.markup import Reading
from engine.core.findings import Finding

EVENTS: Final = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
NODES: Final = EVENTS | ACTIVITIES | GATEWAYS


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
        self.seen: set[str] = set()

    def read(self) -> Process:
        id_ = self.reading.id(self.node)
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
        for pool in self.reading.root.iter(f"{{{BPMN}}}participant"):
            if pool.get("processRef", "").rpartition(":")[2] == process:
                return markup.name(pool)
        return ""

    def scope(self, node: etree._Element, id_: str, parent: str, lane: str) -> None:
        """Read what stands in the process or sub-process `node`, which stands in `lane`."""
        nodes = [child for child in node if markup.tag(child) in NODES]
        ids = {self.unique(child): child for child in nodes}
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

    def unique(self, node: etree._Element) -> str:
        """Return the id of `node`, noting one that was used before."""
        id_ = self.reading.id(node)
        if id_ in self.seen:
            self.reading.error("bpmn.duplicate_id", node)
        self.seen.add(id_)
        return id_

    def flow(self, node: etree._Element, ids: Mapping[str, etree._Element]) -> Flow | None:
        """Return the sequence flow `node`, None if an end of it is not in this scope."""
        source, target = node.get("sourceRef", ""), node.get("targetRef", "")
        id_ = self.unique(node)
        for end in (source, target):
            if end not in ids:
                known = (
                    markup.tag(self.reading.declared[end]) if end in self.reading.declared else ""
                )
                code = "bpmn.flow_across" if known in NODES else "bpmn.flow_unknown"
                # A flow to an element that is refused by its own name needs no second finding.
                if known in NODES or not known:
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
            host=node.get("attachedToRef", ""),
            interrupting=markup.is_true(node.get(interrupting, "true")),
            triggered=markup.is_true(node.get("triggeredByEvent")),
            called=node.get("calledElement", "").rpartition(":")[2],
            script=self.script(id_, node) if tag == "scriptTask" else None,
            repetition=self.repetition(id_, node),
            step=extensions.read_step(node),
        )

    def default(self, node: etree._Element, outgoing: tuple[Flow, ...]) -> str:
        """Return the id of the default flow of `node`, "" for none."""
        default = node.get("default", "")
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

    def script(self, id_: str, node: etree._Element) -> Script | None:
        """Return the script of a script task."""
        written = markup.child(node, "script")
        if written is None or not markup.text(written):
            self.reading.error("bpmn.script_missing", node)
            return None
        return self.reading.script(markup.text(written), written, id_)

    def repetition(self, id_: str, node: etree._Element) -> Repetition | None:
        """Return how often an activity is done, None for once."""
        loop = markup.child(node, "standardLoopCharacteristics")
        if loop is not None:
            return self.loop(id_, loop)
        several = markup.child(node, "multiInstanceLoopCharacteristics")
        return None if several is None else self.multi_instance(id_, several)

    def loop(self, id_: str, node: etree._Element) -> Repetition:
        """Return the standard loop `node`."""
        condition = markup.child(node, "loopCondition")
        again = None
        if condition is not None:
            again = self.reading.expression(markup.text(condition), condition, id_)
        most = node.get("loopMaximum", "")
        if condition is None and not most:
            self.reading.error("bpmn.loop_without_end", node, element=id_)
        if most and not most.isdecimal():
            self.reading.error("bpmn.loop_maximum", node, element=id_, value=most)
            most = ""
        return Repetition(
            "loop",
            again=again,
            maximum=int(most) if most else None,
            test_before=markup.is_true(node.get("testBefore")),
        )

    def multi_instance(self, id_: str, node: etree._Element) -> Repetition:
        """Return the multi-instance `node`: standard elements first, then what modelers add."""
        cardinality = self.inner(id_, node, "loopCardinality")
        collection = self.inner(id_, node, "loopDataInputRef")
        added = _added(node)
        if collection is None:
            source = markup.vendor(node, "collection") or added.get("collection")
            collection = self.reading.expression(source, node, id_)
        if cardinality is None and collection is None:
            self.reading.error("bpmn.instances_missing", node, element=id_)
        return Repetition(
            "sequential" if markup.is_true(node.get("isSequential")) else "parallel",
            cardinality=cardinality if collection is None else None,
            collection=collection,
            item=_item(node, "inputDataItem")
            or markup.vendor(node, "elementVariable")
            or added.get("item", ""),
            result=_item(node, "outputDataItem") or added.get("result", ""),
            results=markup.text(markup.child(node, "loopDataOutputRef"))
            or added.get("results", ""),
            until=self.inner(id_, node, "completionCondition"),
        )

    def inner(self, id_: str, node: etree._Element, name: str) -> Expression | None:
        """Return the expression in the child of that name."""
        written = markup.child(node, name)
        if written is None:
            return None
        return self.reading.expression(markup.text(written), written, id_)


def _item(node: etree._Element, name: str) -> str:
    item = markup.child(node, name)
    return "" if item is None else item.get("name") or item.get("id") or ""


def _added(node: etree._Element) -> Mapping[str, str]:
    """Return what an extension says of a multi-instance activity: ours, or that of Camunda 8."""
    ours = extensions.read_collection(node)
    if ours is not None:
        return {"collection": ours[0], "item": ours[1]}
    for extension in node.iter("{*}loopCharacteristics"):
        return {
            "collection": extension.get("inputCollection", ""),
            "item": extension.get("inputElement", ""),
            "result": extension.get("outputElement", "").lstrip("= "),
            "results": extension.get("outputCollection", ""),
        }
    return {}
