"""Reads the table of an SOP out of its model: the steps one after the other, and their decisions.

A model that is one chain from its start to its end, with decisions that lead to another step, is a
table whose rows can be rearranged. In any other the steps are listed in the order of the file, and
`Table.obstacles` say which part of the model a table cannot say.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from engine.bpmn import drawing, extensions
from engine.bpmn.elements import ACTIVITIES, HUMAN, SUBPROCESSES
from engine.bpmn.mainprocess import main_process
from engine.bpmn.markup import tag
from engine.bpmn.normalise import NODES
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding
from engine.core.steptable import END, Decision, Lane, Row, Table

YES: Final = frozenset({"ya", "yes", "y", "setuju", "benar"})
"""How the flow is called that goes on."""
ROWS: Final = ACTIVITIES - SUBPROCESSES
"""What is a row of its own."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A model as a chain: start, steps in their order, the gateway after each, the end.

    `yes` and `no` are the two flows of a gateway, by its id.
    """

    start: etree._Element
    end: etree._Element
    steps: tuple[etree._Element, ...]
    gateways: dict[str, etree._Element]
    yes: dict[str, etree._Element]
    no: dict[str, etree._Element]


class NotAChain(Exception):
    """The model is no chain; `finding` says where."""

    def __init__(self, finding: Finding) -> None:
        """Keep why."""
        super().__init__(finding.code)
        self.finding = finding


def read(root: etree._Element) -> Table:
    """Return the table of the main process of a file."""
    process = main_process(root)
    lanes, lane_of = _lanes(process)
    own = with_own_id(process)
    obstacles = [*drawing.findings(root), *_nested(process), *_unnamed(process, own)]
    rows: tuple[Row, ...]
    try:
        found = chain(process)
        rows = tuple(_row(step, lane_of, _decision(step, found)) for step in found.steps)
    except NotAChain as reason:
        obstacles.append(reason.finding)
        listed = [node for node in process.iter(f"{{{BPMN}}}*") if _shown(node)]
        rows = tuple(_row(node, lane_of, None) for node in listed)
    name = process.get("name", "") or process.get("id", "")
    known = tuple(lane for lane in lanes if lane.id in own)
    shown = tuple(row if row.id in own else replace(row, locked=True) for row in rows)
    return Table(name, known, shown, tuple(obstacles))


def with_own_id(process: etree._Element) -> dict[str, etree._Element]:
    """Return the elements of a process by their ids, without those that share one or have none."""
    counted = Counter(node.get("id", "") for node in process.iter(f"{{{BPMN}}}*"))
    return {
        node.get("id", ""): node
        for node in process.iter(f"{{{BPMN}}}*")
        if node.get("id") and counted[node.get("id", "")] == 1
    }


def chain(process: etree._Element) -> Chain:
    """Return a process as a chain. Raises NotAChain."""
    return _Walk(process).walk()


def refused(element: etree._Element) -> NotAChain:
    """Return that a table cannot say what `element` does."""
    facts = {"tag": tag(element), "name": element.get("name") or element.get("id") or "-"}
    line = element.sourceline or 0
    return NotAChain(Finding("error", "table.element", element.get("id", ""), line, facts))


class _Walk:
    """A process while it is followed from its start to its end."""

    def __init__(self, process: etree._Element) -> None:
        self.nodes = {node.get("id", ""): node for node in process if tag(node) in NODES}
        self.flows: defaultdict[str, list[etree._Element]] = defaultdict(list)
        self.arriving: defaultdict[str, int] = defaultdict(int)
        for flow in process.iterfind(f"{{{BPMN}}}sequenceFlow"):
            self.flows[flow.get("sourceRef", "")].append(flow)
            self.arriving[flow.get("targetRef", "")] += 1
        self.steps: list[etree._Element] = []
        self.gateways: dict[str, etree._Element] = {}
        self.yes: dict[str, etree._Element] = {}
        self.no: dict[str, etree._Element] = {}

    def walk(self) -> Chain:
        for node in self.nodes.values():
            if tag(node) not in ROWS | {"startEvent", "endEvent", "exclusiveGateway"}:
                raise refused(node)
        start, end = self.only("startEvent"), self.only("endEvent")
        node = self.target(self.one(start))
        while node is not end:
            node = self.after(node)
        self.require_all(start, end)
        return Chain(start, end, tuple(self.steps), self.gateways, self.yes, self.no)

    def only(self, kind: str) -> etree._Element:
        found = [node for node in self.nodes.values() if tag(node) == kind]
        if len(found) != 1:
            line = found[0].sourceline or 0 if found else 0
            facts = {"tag": kind, "count": len(found)}
            raise NotAChain(Finding("error", "table.not_one", "", line, facts))
        return found[0]

    def one(self, node: etree._Element) -> etree._Element:
        """Return the one flow that leaves a node, always taken."""
        flows = self.flows[node.get("id", "")]
        if len(flows) != 1 or flows[0].find(f"{{{BPMN}}}conditionExpression") is not None:
            raise refused(node)
        return flows[0]

    def target(self, flow: etree._Element) -> etree._Element:
        node = self.nodes.get(flow.get("targetRef", ""))
        if node is None:
            raise refused(flow)
        return node

    def after(self, step: etree._Element) -> etree._Element:
        """Take a step and what decides after it, and return where it goes on."""
        if tag(step) not in ROWS or step in self.steps:
            raise refused(step)
        self.steps.append(step)
        following = self.target(self.one(step))
        if tag(following) != "exclusiveGateway":
            return following
        return self.decide(step, following)

    def decide(self, step: etree._Element, gateway: etree._Element) -> etree._Element:
        id_ = gateway.get("id", "")
        flows = self.flows[id_]
        if len(flows) != 2 or self.arriving[id_] != 1:
            raise refused(gateway)
        yes = self.goes_on(flows)
        no = flows[1] if yes is flows[0] else flows[0]
        if any(tag(self.target(flow)) not in ROWS | {"endEvent"} for flow in flows):
            raise refused(gateway)
        self.gateways[step.get("id", "")] = gateway
        self.yes[id_], self.no[id_] = yes, no
        return self.target(yes)

    def goes_on(self, flows: list[etree._Element]) -> etree._Element:
        """Return which of two flows leads to the next row: not back, else the one called so."""
        ahead = [flow for flow in flows if self.target(flow) not in self.steps]
        if len(ahead) == 1:
            return ahead[0]
        named = [flow for flow in flows if flow.get("name", "").strip().casefold() in YES]
        return named[0] if len(named) == 1 else flows[0]

    def require_all(self, start: etree._Element, end: etree._Element) -> None:
        """Raise NotAChain for a node the chain does not come by."""
        seen = [start, end, *self.steps, *self.gateways.values()]
        for node in self.nodes.values():
            if node not in seen:
                raise refused(node)


def _lanes(process: etree._Element) -> tuple[tuple[Lane, ...], dict[str, str]]:
    lanes = process.findall(f"{{{BPMN}}}laneSet/{{{BPMN}}}lane")
    of = {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in lanes
        for reference in lane.iter(f"{{{BPMN}}}flowNodeRef")
    }
    return tuple(Lane(lane.get("id", ""), lane.get("name", "")) for lane in lanes), of


def _nested(process: etree._Element) -> list[Finding]:
    sets = process.findall(f"{{{BPMN}}}laneSet")
    return [refused(each).finding for each in sets[1:]]


def _unnamed(process: etree._Element, own: dict[str, etree._Element]) -> list[Finding]:
    """Return the nodes, flows and lanes nobody could tell apart by their ids."""
    kinds = NODES | {"lane", "sequenceFlow"}
    found = [node for node in process.iter(f"{{{BPMN}}}*") if tag(node) in kinds]
    return [refused(node).finding for node in found if own.get(node.get("id", "")) is not node]


def _decision(step: etree._Element, found: Chain) -> Decision | None:
    gateway = found.gateways.get(step.get("id", ""))
    if gateway is None:
        return None
    target = found.no[gateway.get("id", "")].get("targetRef", "")
    return Decision(gateway.get("name", ""), END if target == found.end.get("id") else target)


def _row(node: etree._Element, lane_of: dict[str, str], decision: Decision | None) -> Row:
    id_ = node.get("id", "")
    return Row(
        id=id_,
        name=node.get("name", ""),
        lane=lane_of.get(id_, ""),
        step=extensions.read_step(node),
        decision=decision,
        kind=tag(node),
        locked=tag(node) not in HUMAN,
    )


def _shown(node: etree._Element) -> bool:
    """Tell whether a node of a model that is no chain is listed: what happens, not what links."""
    return tag(node) in NODES and tag(node) not in ("startEvent", "endEvent")
