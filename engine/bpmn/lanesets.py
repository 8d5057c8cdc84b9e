"""Reads which lane every flow node stands in: the innermost one, by its name as written."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from engine.bpmn import markup
from engine.bpmn.markup import Reading
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the lanes in document order, and the lane of each node by its id."""

    names: tuple[str, ...]
    of: Mapping[str, str]


def read(process: etree._Element, reading: Reading) -> Layout:
    """Return the lanes of `process` and of the sub-processes in it."""
    names: list[str] = []
    placed: dict[str, tuple[int, str]] = {}
    for lane_set in process.iter(f"{{{BPMN}}}laneSet"):
        _lanes(lane_set, 0, names, placed, reading)
    return Layout(tuple(dict.fromkeys(names)), {node: lane for node, (_, lane) in placed.items()})


def _lanes(
    lane_set: etree._Element,
    depth: int,
    names: list[str],
    placed: dict[str, tuple[int, str]],
    reading: Reading,
) -> None:
    for lane in markup.children(lane_set, "lane"):
        name = markup.name(lane)
        inner = markup.child(lane, "childLaneSet")
        if name and inner is None:
            names.append(name)
        for reference in markup.children(lane, "flowNodeRef"):
            node = reading.resolved(markup.text(reference))
            _place(node, depth, name, placed, reading, reference)
        if inner is not None:
            _lanes(inner, depth + 1, names, placed, reading)


def _place(
    node: str,
    depth: int,
    name: str,
    placed: dict[str, tuple[int, str]],
    reading: Reading,
    reference: etree._Element,
) -> None:
    before, lane = placed.get(node, (-1, ""))
    if node not in reading.declared:
        facts = {"reference": node, "lane": name}
        at = markup.line(reference)
        reading.findings.append(Finding("warning", "bpmn.lane_unknown_node", node, at, facts))
    elif before == depth and lane != name:
        reading.error("bpmn.two_lanes", reference, element=node, first=lane, second=name)
    if depth > before:
        placed[node] = (depth, name)
