"""Puts the steps, lanes and decisions of a chain into another order, in place.

What is there is used again: flows keep their ids, names and conditions and only lead elsewhere.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Final

from lxml import etree

from engine.bpmn import extensions
from engine.bpmn.markup import tag
from engine.bpmn.reader import BPMN
from engine.bpmn.tablereading import Chain
from engine.core.soptable import Field, Option
from engine.core.steptable import END, NEW, Row, Table

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
ANSWER: Final = Field(
    id="hasil",
    label="Hasil",
    type="choice",
    required=True,
    options=(Option("ya", "Ya, diteruskan"), Option("tidak", "Tidak, dikembalikan")),
)
"""What the performer answers where a decision is added."""

_FIRST: Final = frozenset({"documentation", "extensionElements"})
"""What stands before the flows in a node."""


class Arranging:
    """One process while it is rearranged."""

    def __init__(self, root: etree._Element, process: etree._Element, chain: Chain) -> None:
        """Take a process that is a chain."""
        self.root, self.process, self.chain = root, process, chain
        self.taken = {element.get("id", "") for element in root.iter("*")}
        self.steps = {step.get("id", ""): step for step in chain.steps}
        self.gateways = dict(chain.gateways)
        self.leaving = {
            flow.get("sourceRef", ""): flow
            for flow in process.iterfind(_bpmn("sequenceFlow"))
            if flow.get("sourceRef") not in chain.yes
        }
        self.flows: list[etree._Element] = []

    def arrange(self, table: Table) -> Table:
        """Make steps, lanes, decisions and flows those of `table`; return it with its new ids."""
        named = self._identified(table)
        self._make_steps(named)
        self._connect(named)
        self._fill_lanes(named)
        self._put_in_order(named)
        return named

    # Steps and gateways

    def _make_steps(self, table: Table) -> None:
        """Make what is new and drop what is gone."""
        kept = {row.id for row in table.rows}
        for id_ in self.steps.keys() - kept:
            self._drop(self.steps.pop(id_))
        for row in table.rows:
            if row.id not in self.steps:
                made = etree.SubElement(self.process, _bpmn("userTask"), id=row.id)
                self.steps[row.id] = made
        asked = {row.id for row in table.rows if row.decision}
        for id_ in self.gateways.keys() - asked:
            gone = self.gateways.pop(id_)
            for flow in (self.chain.yes, self.chain.no):
                self._drop(flow[gone.get("id", "")])
            self._drop(gone)
            self._forget_answer(self.steps.get(id_))
        for row in table.rows:
            if row.decision and row.id not in self.gateways:
                self._decide(row)

    def _decide(self, row: Row) -> None:
        """Make a gateway with its two flows, and the question its answer comes from."""
        id_ = self._unused(f"keputusan_{row.id.rpartition('_')[2]}")
        self.gateways[row.id] = etree.SubElement(self.process, _bpmn("exclusiveGateway"), id=id_)
        answer = self._answer(self.steps[row.id])
        for flows, name, value in ((self.chain.yes, "Ya", "ya"), (self.chain.no, "Tidak", "tidak")):
            flow = self._flow(id_, name)
            condition = etree.SubElement(flow, _bpmn("conditionExpression"))
            condition.set(f"{{{XSI}}}type", self._prefixed("tFormalExpression"))
            condition.text = f'{answer} == "{value}"'
            flows[id_] = flow

    def _answer(self, node: etree._Element) -> str:
        """Return the field of a step that is answered ya or tidak, made where there is none."""
        step = extensions.read_step(node)
        for each in step.form:
            if {"ya", "tidak"} <= {option.value for option in each.options}:
                return each.id
        names = {each.id for each in step.form}
        made = replace(ANSWER, id=_free(ANSWER.id, names))
        extensions.write_step(node, replace(step, form=(*step.form, made)))
        return made.id

    def _forget_answer(self, node: etree._Element | None) -> None:
        """Take away the question a decision was made with, if it still is as it was made."""
        if node is None:
            return
        step = extensions.read_step(node)
        if ANSWER in step.form:
            form = tuple(each for each in step.form if each != ANSWER)
            extensions.write_step(node, replace(step, form=form))

    # Flows

    def _connect(self, table: Table) -> None:
        """Lead every flow where the table says, and say so in the nodes."""
        end = self.chain.end.get("id", "")
        ids = [row.id for row in table.rows]
        self._lead(self.chain.start.get("id", ""), ids[0])
        for row, following in zip(table.rows, (*ids[1:], end), strict=True):
            gateway = self.gateways.get(row.id)
            if gateway is None or row.decision is None:
                self._lead(row.id, following)
                continue
            id_ = gateway.get("id", "")
            otherwise = row.decision.otherwise
            self._lead(row.id, id_)
            for flow, target in (
                (self.chain.yes[id_], following),
                (self.chain.no[id_], end if otherwise == END else otherwise),
            ):
                flow.set("targetRef", target)
                self.flows.append(flow)
        self._say_flows()

    def _lead(self, source: str, target: str) -> None:
        flow = self.leaving.get(source)
        if flow is None:
            flow = self._flow(source)
        flow.set("targetRef", target)
        self.flows.append(flow)

    def _flow(self, source: str, name: str = "") -> etree._Element:
        id_ = self._unused(f"alur_{source}" + (f"_{name.lower()}" if name else ""))
        flow = etree.SubElement(self.process, _bpmn("sequenceFlow"), id=id_)
        if name:
            flow.set("name", name)
        flow.set("sourceRef", source)
        return flow

    def _say_flows(self) -> None:
        """Write into every node which flows come and go; drop the flows nobody uses."""
        arriving: defaultdict[str, list[str]] = defaultdict(list)
        leaving: defaultdict[str, list[str]] = defaultdict(list)
        for flow in self.flows:
            leaving[flow.get("sourceRef", "")].append(flow.get("id", ""))
            arriving[flow.get("targetRef", "")].append(flow.get("id", ""))
        for flow in self.process.findall(_bpmn("sequenceFlow")):
            if flow not in self.flows:
                self._drop(flow)
        for node in (self.chain.start, *self.steps.values(), *self.gateways.values()):
            self._say(node, arriving, leaving)
        self._say(self.chain.end, arriving, leaving)

    def _say(
        self,
        node: etree._Element,
        arriving: dict[str, list[str]],
        leaving: dict[str, list[str]],
    ) -> None:
        for name in ("incoming", "outgoing"):
            for old in node.findall(_bpmn(name)):
                node.remove(old)
        at = sum(tag(child) in _FIRST for child in node)
        id_ = node.get("id", "")
        names = [("incoming", flow) for flow in arriving[id_]]
        names += [("outgoing", flow) for flow in leaving[id_]]
        for offset, (name, flow) in enumerate(names):
            made = etree.Element(_bpmn(name))
            made.text = flow
            node.insert(at + offset, made)

    # Lanes

    def _fill_lanes(self, table: Table) -> None:
        """Make the lanes those of the table, each with the nodes that stand in it."""
        if not table.lanes:
            return
        lanes = self.process.find(_bpmn("laneSet"))
        if lanes is None:
            lanes = self._first_lanes()
        there = {lane.get("id", ""): lane for lane in lanes}
        for lane in table.lanes:
            element = there.pop(lane.id, None)
            if element is None:
                element = etree.Element(_bpmn("lane"), id=lane.id)
            lanes.append(element)  # moves one that is there already
        for gone in there.values():
            lanes.remove(gone)
        stood = self._emptied(lanes)
        self._stand(lanes, table, stood)

    def _first_lanes(self) -> etree._Element:
        lanes = etree.Element(_bpmn("laneSet"), id=self._unused("pelaksana"))
        self.process.insert(sum(tag(child) in _FIRST for child in self.process), lanes)
        return lanes

    def _emptied(self, lanes: etree._Element) -> dict[str, str]:
        """Take all nodes out of the lanes; return where each stood."""
        stood: dict[str, str] = {}
        for lane in lanes:
            for reference in lane.findall(_bpmn("flowNodeRef")):
                stood[(reference.text or "").strip()] = lane.get("id", "")
                lane.remove(reference)
        return stood

    def _stand(self, lanes: etree._Element, table: Table, stood: dict[str, str]) -> None:
        """Put every node into its lane: start and end where they were, a gateway with its step."""
        by_id = {lane.get("id", ""): lane for lane in lanes}
        start, end = self.chain.start.get("id", ""), self.chain.end.get("id", "")
        wanted = [(start, stood.get(start, ""), table.rows[0].lane)]
        for row in table.rows:
            wanted.append((row.id, row.lane, row.lane))
            gateway = self.gateways.get(row.id)
            if gateway is not None:
                wanted.append((gateway.get("id", ""), row.lane, row.lane))
        wanted.append((end, stood.get(end, ""), table.rows[-1].lane))
        for node, first, second in wanted:
            lane = by_id.get(first, by_id.get(second))
            if lane is not None:
                etree.SubElement(lane, _bpmn("flowNodeRef")).text = node

    def _put_in_order(self, table: Table) -> None:
        """Let the nodes stand in the file in the order of the rows, then the flows."""
        nodes = [self.chain.start]
        for row in table.rows:
            nodes.append(self.steps[row.id])
            if row.id in self.gateways:
                nodes.append(self.gateways[row.id])
        for element in (*nodes, self.chain.end, *self.flows):
            self.process.append(element)

    # Names

    def _identified(self, table: Table) -> Table:
        """Return the table with lasting ids for what is new in it."""
        rows = {
            row.id: self._unused(f"langkah_{number}")
            for number, row in enumerate(table.rows, 1)
            if row.id.startswith(NEW)
        }
        lanes = {
            lane.id: self._unused(f"pelaksana_{number}")
            for number, lane in enumerate(table.lanes, 1)
            if lane.id.startswith(NEW)
        }

        def identified(row: Row) -> Row:
            decision = row.decision
            if decision is not None:
                target = rows.get(decision.otherwise, decision.otherwise)
                decision = replace(decision, otherwise=target)
            lane = lanes.get(row.lane, row.lane)
            return replace(row, id=rows.get(row.id, row.id), lane=lane, decision=decision)

        return replace(
            table,
            rows=tuple(identified(row) for row in table.rows),
            lanes=tuple(replace(lane, id=lanes.get(lane.id, lane.id)) for lane in table.lanes),
        )

    def _unused(self, wanted: str) -> str:
        found = _free(wanted, self.taken)
        self.taken.add(found)
        return found

    def _drop(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _prefixed(self, name: str) -> str:
        """Return a BPMN name with the prefix this file has for it."""
        prefix = next((p for p, uri in self.process.nsmap.items() if uri == BPMN), None)
        return f"{prefix}:{name}" if prefix else name


def _free(wanted: str, taken: set[str]) -> str:
    number = 2
    found = wanted
    while found in taken:
        found = f"{wanted}_{number}"
        number += 1
    return found


def _bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"
