"""Writes the diagram of a BPMN file anew, from the lanes, nodes and flows it holds."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from lxml import etree

from engine.bpmn.markup import tag
from engine.bpmn.reader import BPMN, read, utf8
from engine.core.errors import Invalid
from engine.core.findings import Finding
from engine.core.layout import HEADER, Drawing, Lane, Shape, layout
from engine.core.routing import Box, Flow

BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
MOST_DRAWN: Final = 500
"""Flows that are drawn without being asked to: more take long, and nobody could read them."""
_CORNER: Final = (190, 80)  # with the pool's header before it, where bpmn-js puts a first pool
_TITLE: Final = 30  # height of the name of an open sub-process
_BOUNDARY: Final = "boundaryEvent"
_SUBPROCESSES: Final = ("subProcess", "transaction", "adHocSubProcess")
_NODES: Final = ("task", "Task", "Event", "Gateway", "callActivity", *_SUBPROCESSES)
"""How the names of flow nodes end."""
_UNPLACED: Final = (
    "childLaneSet",
    "dataObjectReference",
    "dataStoreReference",
    "textAnnotation",
    "group",
    "association",
    "messageFlow",
)
"""What a modeler shows and this drawing has no place for."""
_PLACELESS: Final = "drawing.element"
_MARKS: Final = {
    "exclusiveGateway": ("isMarkerVisible",),
    **dict.fromkeys(_SUBPROCESSES, ("isExpanded",)),
}
_LANES: Final = f"{{{BPMN}}}laneSet/{{{BPMN}}}lane"


def redraw(data: bytes, file: str = "") -> bytes:
    """Return a BPMN file with its diagram drawn anew and all else, comments too, as it was.

    Raises Invalid for what `reader.read` or `draw` refuses; `file` is its name, for messages only.
    """
    root = changeable(data, file)
    draw(root)
    return serialised(root)


def drawn(data: bytes, file: str = "") -> bytes:
    """Return a BPMN file with a diagram, drawn as far as it can be where nobody has drawn one.

    What a drawing of ours has no place for stays in the file and is not shown; what nobody could
    read (`MOST_DRAWN`) is not drawn. Raises Invalid for what `reader.read` refuses.
    """
    root = changeable(data, file)
    flows = sum(1 for _ in root.iter(_tag("sequenceFlow")))
    if is_drawn(root) or flows > MOST_DRAWN:
        return data
    with suppress(Invalid):
        draw(root, partly=True)
        return serialised(root)
    return data


def viewable(data: bytes, file: str = "") -> bytes:
    """Return a BPMN file as a browser can show it: in UTF-8, with a diagram."""
    return serialised(changeable(drawn(data, file), file))


def is_drawn(root: etree._Element) -> bool:
    """Tell whether somebody has drawn what a file holds."""
    return next(root.iter(f"{{{BPMNDI}}}BPMNShape"), None) is not None


def changeable(data: bytes, file: str = "") -> etree._Element:
    """Return the root of a BPMN file as it is written, comments and all, to be changed.

    Raises Invalid for what `reader.read` refuses.
    """
    read(data, file)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    return etree.fromstring(utf8(data, file), parser)


def serialised(root: etree._Element) -> bytes:
    """Return a `definitions` element as the file it is in, comments before it too."""
    return _DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8") + b"\n"


def draw(root: etree._Element, *, partly: bool = False) -> None:
    """Replace the diagrams of a BPMN `definitions` element by one drawn from its process.

    Everything else in the file stays. One process, in a pool or not, with lanes or without;
    sub-processes are drawn open. Raises Invalid `drawing.refused` with every finding; `partly`
    leaves out what has no place instead.
    """
    found = tuple(each for each in findings(root) if not (partly and each.code == _PLACELESS))
    if found:
        raise Invalid("drawing.refused", findings=found, count=len(found))
    process = next(root.iterfind(_tag("process")))
    for old in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(old)
    _write(root, process, _drawing(process).moved(*_CORNER))


def findings(root: etree._Element) -> Iterator[Finding]:
    """Yield what has no place in such a drawing, and why `draw` would refuse it."""
    processes = root.findall(_tag("process"))
    pools = root.findall(f"{_tag('collaboration')}/{_tag('participant')}")
    if not processes:
        yield Finding("error", "drawing.nothing")
    unplaced = [element for name in _UNPLACED for element in root.iter(_tag(name))]
    for element in (*processes[1:], *pools[1:], *unplaced):
        yield _finding(_PLACELESS, element)
    yield from _nameless([*root.findall(_tag("collaboration")), *pools[:1], *processes[:1]])
    for process in processes[:1]:
        yield from _scope_findings(process)


def _scope_findings(scope: etree._Element) -> Iterator[Finding]:
    """Yield what has no id, and flows that lead out of their scope or nowhere."""
    nodes = _nodes(scope)
    flows = scope.findall(_tag("sequenceFlow"))
    yield from _nameless([*scope.iterfind(_LANES), *nodes, *flows])
    boundary = [node for node in nodes if tag(node) == _BOUNDARY]
    known = {node.get("id") for node in nodes}
    reachable = known - {node.get("id") for node in boundary}
    ends = [
        *((flow, "sourceRef", known) for flow in flows),
        *((flow, "targetRef", reachable) for flow in flows),
        *((event, "attachedToRef", reachable) for event in boundary),
    ]
    for element, end, there in ends:
        if element.get(end) not in there:
            yield _finding("drawing.end", element, name=element.get(end, ""))
    for node in nodes:
        if tag(node) in _SUBPROCESSES:
            yield from _scope_findings(node)


def _nameless(elements: list[etree._Element]) -> Iterator[Finding]:
    yield from (_finding("drawing.id", element) for element in elements if not element.get("id"))


def _drawing(scope: etree._Element) -> Drawing:
    """Return the drawing of a process or sub-process with everything inside it."""
    nodes = _nodes(scope)
    inside = {_id(node): _drawing(node) for node in nodes if tag(node) in _SUBPROCESSES}
    lane_of = {
        (reference.text or "").strip(): _id(lane)
        for lane in scope.iterfind(_LANES)
        for reference in lane.iterfind(_tag("flowNodeRef"))
    }
    drawing = layout(
        [Lane(_id(lane), lane.get("name", "")) for lane in scope.iterfind(_LANES)],
        [
            Shape(
                id=_id(node),
                kind=tag(node),
                name=node.get("name", ""),
                lane=lane_of.get(_id(node), ""),
                host=node.get("attachedToRef", "") if tag(node) == _BOUNDARY else "",
                size=_around(inside[_id(node)].bounds) if _id(node) in inside else None,
            )
            for node in nodes
        ],
        [
            Flow(
                _id(flow),
                flow.get("sourceRef", ""),
                flow.get("targetRef", ""),
                flow.get("name", ""),
            )
            for flow in scope.iterfind(_tag("sequenceFlow"))
        ],
    )
    for key, content in inside.items():
        box = drawing.nodes[key]
        drawing = drawing.joined(content.moved(box.x, box.y + _TITLE))
    return drawing


def _around(content: Box) -> tuple[int, int]:
    return content.width, content.height + _TITLE


def _write(root: etree._Element, process: etree._Element, drawing: Drawing) -> None:
    """Append the diagram; the pool, where there is one, is as large as everything in it."""
    taken = {element.get("id") for element in root.iter()}
    names = {"bpmndi": BPMNDI, "dc": DC, "di": DI}
    diagram = etree.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", nsmap=names)
    diagram.set("id", _unused("diagram", taken))
    plane = etree.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane")
    plane.set("id", _unused("diagram_plane", taken))
    collaboration = root.find(_tag("collaboration"))
    plane.set("bpmnElement", _id(process if collaboration is None else collaboration))
    for pool in _pools(root, process):
        area = drawing.bounds
        box = Box(area.x - HEADER, area.y, area.width + HEADER, area.height)
        _shape(plane, _id(pool), box, taken).set("isHorizontal", "true")
    for key, box in drawing.lanes.items():
        _shape(plane, key, box, taken).set("isHorizontal", "true")
    kinds = {_id(node): tag(node) for node in process.iter() if _id(node) in drawing.nodes}
    for key, box in drawing.nodes.items():
        shape = _shape(plane, key, box, taken, drawing.labels.get(key))
        for name in _MARKS.get(kinds[key], ()):
            shape.set(name, "true")
    for key, path in drawing.edges.items():
        edge = _part(plane, "BPMNEdge", key, taken)
        for x, y in path:
            etree.SubElement(edge, f"{{{DI}}}waypoint", x=str(x), y=str(y))
        _label(edge, drawing.labels.get(key))
    _indent(root, diagram)


def _pools(root: etree._Element, process: etree._Element) -> list[etree._Element]:
    """Return the pool of a process; one that names none is of the only process there is."""
    pools = root.findall(f"{_tag('collaboration')}/{_tag('participant')}")
    if len(pools) == 1:
        return pools
    return [pool for pool in pools if pool.get("processRef", "").rpartition(":")[2] == _id(process)]


def _shape(
    plane: etree._Element, key: str, box: Box, taken: set[str | None], label: Box | None = None
) -> etree._Element:
    shape = _part(plane, "BPMNShape", key, taken)
    _bounds(shape, box)
    _label(shape, label)
    return shape


def _part(plane: etree._Element, kind: str, key: str, taken: set[str | None]) -> etree._Element:
    part = etree.SubElement(plane, f"{{{BPMNDI}}}{kind}")
    part.set("id", _unused(f"{key}_di", taken))
    part.set("bpmnElement", key)
    return part


def _label(part: etree._Element, box: Box | None) -> None:
    if box:
        _bounds(etree.SubElement(part, f"{{{BPMNDI}}}BPMNLabel"), box)


def _bounds(part: etree._Element, box: Box) -> None:
    bounds = etree.SubElement(part, f"{{{DC}}}Bounds")
    for name in ("x", "y", "width", "height"):
        bounds.set(name, str(getattr(box, name)))


def _unused(name: str, taken: set[str | None]) -> str:
    """Return `name`, lengthened until no element of the file is called so."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _indent(root: etree._Element, diagram: etree._Element) -> None:
    """Lay out the lines of the diagram like the rest of the file, however that ends."""
    etree.indent(diagram, level=1)
    diagram.tail = "\n"
    before = diagram.getprevious()
    if before is None:
        root.text = "\n  "
    else:
        before.tail = "\n  "


def _nodes(scope: etree._Element) -> list[etree._Element]:
    """Return the flow nodes that stand directly in a process or sub-process."""
    return [child for child in scope.iterchildren("{*}*") if tag(child).endswith(_NODES)]


def _id(element: etree._Element) -> str:
    return element.get("id", "")


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _finding(code: str, element: etree._Element, **facts: object) -> Finding:
    line = element.sourceline or 0
    kind = f"<{etree.QName(element).localname}>"
    facts |= {"line": line, "kind_of_element": kind}
    return Finding("error", code, _id(element), line, facts)
